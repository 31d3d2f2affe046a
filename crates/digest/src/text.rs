//! A digest → plain text for a terminal: at most 100 columns, no colours.
//!
//! Only an address may be wider: it stands alone and whole on its line, so that a terminal can open it.

use crate::entry::named_posts;
use crate::view::{Digest, Entry, Evidence};
use crate::wording::Wording;

/// Columns of a line.
const COLUMNS: usize = 100;

/// The digest as plain text.
pub fn text(digest: &Digest) -> String {
    let wording = Wording::of(digest.language);
    let mut page = Lines::default();
    page.put("", &digest.title);
    page.put("", &format!("{}, {}", digest.date, digest.as_of));
    page.put("", &digest.summary.sentence.text);
    let mut meta = vec![digest.reading.text.clone()];
    meta.extend(digest.coverage.warning.as_ref().map(ToString::to_string));
    meta.extend(digest.filter_line());
    page.put("", &meta.join(" · "));
    if let Some(sentence) = &digest.quiet_day {
        page.blank();
        page.put("", &sentence.text);
    }
    for section in &digest.sections {
        page.heading(&format!("{} ({})", section.heading, section.topics.len()));
        for (index, topic) in section.topics.iter().enumerate() {
            if index > 0 {
                page.blank();
            }
            put_topic(&mut page, topic, wording);
        }
    }
    page.heading(&wording.coverage.heading);
    for sentence in &digest.coverage.sentences {
        page.put("", &sentence.text);
    }
    for source in &digest.coverage.failed {
        page.put("  ", &format!("{}: {} ({})", wording.coverage.failed, source.name, source.reason));
    }
    for (label, names) in [
        (&wording.coverage.silent, &digest.coverage.silent),
        (&wording.coverage.unseen, &digest.coverage.unseen),
    ] {
        if !names.is_empty() {
            page.put("  ", &format!("{label}: {}", names.join(&wording.list_separator)));
        }
    }
    page.heading(&wording.how.heading);
    for line in &digest.how_to_read {
        page.put("  ", &line.text);
    }
    page.blank();
    for sentence in &digest.made_with {
        page.put("", &sentence.text);
    }
    page.text
}

fn put_topic(page: &mut Lines, topic: &Entry, wording: &Wording) {
    let urgent = if topic.urgent { format!("[{}] ", wording.urgent.to_uppercase()) } else { String::new() };
    page.put("", &format!("{urgent}{}", topic.title.text));
    let mut kicker = vec![topic.title.group.as_str()];
    kicker.extend(topic.title.region.as_deref());
    page.put("  ", &kicker.join(" · "));
    if let Some(phrase) = &topic.title.phrase {
        page.put("  ", &format!("{}{}{}", wording.quote_open, phrase.text, wording.quote_close));
    }
    page.put("  ", &topic.fact.text);
    page.put("  ", &format!("{}  {}", bars(topic), topic.curve_caption));
    for quote in &topic.quotes {
        put_quote(page, quote, wording);
    }
    if !topic.sources.is_empty() {
        let sources = topic.sources.join(&wording.list_separator);
        page.put("  ", &format!("{}: {sources}", wording.topic.sources));
    }
    if !topic.responsible.is_empty() {
        let bodies = topic.responsible.join(&wording.list_separator);
        page.put("  ", &format!("{}: {bodies}", wording.topic.addressee));
    }
    page.put("  ", &format!("{}: {}", wording.topic.posts, named_posts(&topic.fact.posts(), wording)));
}

fn put_quote(page: &mut Lines, quote: &Evidence, wording: &Wording) {
    page.put("  │ ", &quote.text);
    let link = if quote.url.is_none() { format!(", {}", wording.topic.no_link) } else { String::new() };
    let origin =
        format!("— {}, {}, {}, № {}{link}", quote.source, quote.published, quote.kind_name, quote.post);
    page.put("  │ ", &origin);
    if let Some(url) = &quote.url {
        page.whole("  │ ", url);
    }
}

/// The curve as one character a day.
fn bars(topic: &Entry) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let peak = topic.curve.peak.max(1);
    let bar = |voices: u32| if voices == 0 { '·' } else { BARS[(voices * 8).div_ceil(peak) as usize - 1] };
    topic.curve.bars.iter().map(|day| bar(day.voices)).collect()
}

/// Lines of a page in the making.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn whole(&mut self, indent: &str, line: &str) {
        self.text.push_str(indent);
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A heading, ruled to the full width.
    fn heading(&mut self, heading: &str) {
        self.blank();
        let rule = COLUMNS.saturating_sub(columns(heading) + 1);
        self.put("", &format!("{heading} {}", "─".repeat(rule.min(COLUMNS))));
    }

    /// A paragraph, wrapped at words; a word wider than a line is broken.
    fn put(&mut self, indent: &str, paragraph: &str) {
        let room = COLUMNS - columns(indent);
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split(' ') {
            let wide = columns(word);
            if used > 0 && used + 1 + wide > room {
                self.whole(indent, &line);
                line.clear();
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            for letter in word.chars() {
                let wide = width(letter);
                if used + wide > room {
                    self.whole(indent, &line);
                    line.clear();
                    used = 0;
                }
                line.push(letter);
                used += wide;
            }
        }
        self.whole(indent, &line);
    }
}

fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Columns of a character: two for what East Asian text and pictures take, none for marks that join their letter,
/// else one. By blocks of Unicode, on the wide side where a block is mixed.
fn width(character: char) -> usize {
    match character as u32 {
        0x300..=0x36f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2600..=0x27bf
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0x1f000..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paragraph: &str) -> Vec<usize> {
        let mut lines = Lines::default();
        lines.put("  ", paragraph);
        lines.text.lines().map(columns).collect()
    }

    #[test]
    fn lines_keep_to_the_width() {
        assert_eq!(check("су жоқ"), [8]);
        assert!(check(&"дауыс ".repeat(60)).iter().all(|columns| *columns <= COLUMNS));
        assert_eq!(check(&"а".repeat(150)), [100, 54]);
        assert!(check(&"水".repeat(150)).iter().all(|columns| *columns <= COLUMNS));
        assert_eq!(check(""), [2]);
    }
}
