//! A digest → one short text for a channel of Slack or Mattermost: what changed, and the topics with their links.

use crate::cite::{Citing, page_of};
use crate::escape::{is_shown, short};
use crate::view::Digest;
use crate::wording::Wording;

/// The most characters. Slack cuts beyond 40 000, Mattermost beyond 16 383; a channel reads no more than a screen or two.
pub(crate) const LIMIT: usize = 3500;

/// The digest as text with the marks that both understand: `*bold*` and `<address|words>`.
pub fn webhook(digest: &Digest) -> String {
    let wording = Wording::of(digest.language);
    let mut text = Text { text: String::new(), used: 0 };
    let mut closing = format!("\n{}", escaped(&wording.form.rest));
    let page = page_of(digest).map(|page| link(&wording.form.page, Some(&page)));
    if let Some(page) = &page {
        closing = format!("{closing} {page}");
    }
    let room = LIMIT - closing.chars().count().min(LIMIT / 2);

    text.put(&format!("*{}*", line(&digest.title, 150)), room);
    text.put(&line(&format!("{}, {}", digest.date, digest.as_of), 200), room);
    text.put(&line(&digest.summary.sentence.text, 300), room);
    for sentence in digest.coverage.warning.iter().chain(&digest.quiet_day) {
        text.put(&line(&sentence.text, 300), room);
    }
    if lines(digest, wording).all(|line| text.put(&line, room)) {
        text.put(page.as_deref().unwrap_or_default(), LIMIT);
    } else {
        text.text.push_str(&closing);
    }
    text.text.truncate(text.text.trim_end().len());
    text.text
}

/// The lines beneath the heading.
fn lines(digest: &Digest, wording: &Wording) -> impl Iterator<Item = String> {
    let citing = Citing::new(digest, false);
    let mut lines = Vec::new();
    if !digest.changes.items.is_empty() {
        lines.push(format!("\n*{}*", escaped(&wording.labels.changes)));
    }
    for change in &digest.changes.items {
        let page = change.topic.as_ref().and_then(|topic| citing.told_at(topic));
        let told = link(&short(&change.sentence.text, 240), page.as_ref());
        lines.push(format!("• {}: {told}", line(&change.label, 40)));
    }
    for sentence in digest.missed.iter().chain(&digest.corrections) {
        lines.push(line(&sentence.text, 300));
    }
    for section in &digest.sections {
        lines.push(format!("\n*{}*", line(&section.heading, 60)));
        for topic in &section.topics {
            let urgent =
                if topic.urgent { format!("*{}* ", escaped(&wording.urgent)) } else { String::new() };
            lines.push(format!("• {urgent}{}", link(&short(&topic.title.text, 160), topic.link.as_ref())));
        }
    }
    for alert in &digest.alerts {
        let name = link(&short(&alert.search, 100), alert.link.as_ref());
        lines.push(format!("{name}: {}", line(&alert.sentence.text, 240)));
    }
    lines.into_iter()
}

/// A text in the making.
struct Text {
    text: String,
    used: usize,
}

impl Text {
    /// A line, if `room` characters hold it besides the others; whether they did.
    fn put(&mut self, line: &str, room: usize) -> bool {
        let wide = line.chars().count() + 1;
        let fits = self.used + wide <= room;
        if fits {
            self.text.push_str(line);
            self.text.push('\n');
            self.used += wide;
        }
        fits
    }
}

fn line(text: &str, longest: usize) -> String {
    escaped(&short(text, longest))
}

/// A link, or the words alone where there is no address that both programs would take.
fn link(words: &str, page: Option<&String>) -> String {
    let words = escaped(words);
    match page.filter(|page| !page.contains(['<', '>', '|', ' ']) && page.len() <= 500) {
        Some(page) => format!("<{}|{}>", page.replace('&', "&amp;"), words.replace('|', "¦")),
        None => words,
    }
}

/// What Slack asks to be escaped. A word joiner takes from `@channel` and from `](` what Mattermost would make of them: a call to
/// everybody, and a link or picture.
fn escaped(text: &str) -> String {
    let shown: String = text.chars().filter(|letter| is_shown(*letter)).collect();
    let escaped = shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    escaped.replace('@', "@\u{2060}").replace("](", "]\u{2060}(")
}
