//! A digest → plain text for a terminal: at most 100 columns, no colours.
//!
//! Only an address may be wider: it stands alone and whole on its line, so that a terminal can open it.

use crate::cite::{Citing, NAMED};
use crate::escape::is_shown;
use crate::statement::Sentence;
use crate::view::{Digest, Entry, Evidence, Rollup};
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
    put_changes(&mut page, digest, wording);
    let labels = &wording.labels;
    put_told(&mut page, &labels.missed, &digest.missed);
    put_told(&mut page, &labels.corrections, &digest.corrections);
    for section in &digest.sections {
        page.heading(&format!("{} ({})", section.heading, section.topics.len()));
        for (index, topic) in section.topics.iter().enumerate() {
            if index > 0 {
                page.blank();
            }
            put_topic(&mut page, topic, digest, wording);
        }
    }
    if !digest.alerts.is_empty() {
        page.heading(&labels.alerts);
        for alert in &digest.alerts {
            page.put("  ", &format!("{}: {}", alert.search, alert.sentence));
            page.link("  ", &alert.link);
        }
    }
    if let Some(rollup) = &digest.rollup {
        put_rollup(&mut page, rollup, wording);
    }
    if digest.regions.iter().any(|region| region.voices > 0) {
        page.heading(&labels.regions);
        for region in digest.regions.iter().filter(|region| region.voices > 0) {
            page.put("  ", &format!("{}: {}", region.name, region.voices));
        }
    }
    let languages = digest.languages.sentence.clone();
    put_told(&mut page, &labels.languages, languages.as_slice());
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
    put_told(&mut page, &labels.review, &digest.review);
    page.blank();
    for sentence in &digest.made_with {
        page.put("", &sentence.text);
    }
    page.text
}

fn put_changes(page: &mut Lines, digest: &Digest, wording: &Wording) {
    let changes = &digest.changes;
    if changes.items.is_empty() && changes.lead.text.is_empty() {
        return;
    }
    page.heading(&wording.labels.changes);
    if !changes.lead.text.is_empty() {
        page.put("", &changes.lead.text);
    }
    for change in &changes.items {
        page.put("  ", &format!("{} · {}", change.label, change.sentence));
    }
}

/// Sentences under a heading; nothing without them.
fn put_told(page: &mut Lines, heading: &str, sentences: &[Sentence]) {
    if sentences.is_empty() {
        return;
    }
    page.heading(heading);
    for sentence in sentences {
        page.put("  ", &sentence.text);
    }
}

fn put_rollup(page: &mut Lines, rollup: &Rollup, wording: &Wording) {
    page.heading(&wording.labels.rollup);
    page.put("", &rollup.appeared.text);
    page.put("", &rollup.ended.text);
    for row in &rollup.rows {
        let counts = [Some(row.voices), row.before, row.last_year];
        let known = |count: &Option<u32>| match count {
            Some(count) => count.to_string(),
            None => wording.labels.unknown.clone(),
        };
        let cells =
            rollup.columns.iter().zip(&counts).map(|(name, count)| format!("{name}: {}", known(count)));
        let region =
            if row.region_name.is_empty() { String::new() } else { format!(", {}", row.region_name) };
        let cells: Vec<String> = cells.collect();
        page.put("  ", &format!("{}{region} — {}", row.category_name, cells.join("; ")));
    }
    for note in &rollup.notes {
        page.put("", &note.text);
    }
}

fn put_topic(page: &mut Lines, topic: &Entry, digest: &Digest, wording: &Wording) {
    let urgent = if topic.urgent { format!("[{}] ", wording.urgent.to_uppercase()) } else { String::new() };
    page.put("", &format!("{urgent}{}", topic.title.text));
    let mut kicker = vec![topic.title.group.as_str()];
    kicker.extend(topic.title.region.as_deref());
    kicker.extend(Some(topic.confirmation_name.as_str()).filter(|name| !name.is_empty()));
    page.put("  ", &kicker.join(" · "));
    if let Some(phrase) = &topic.title.phrase {
        page.put("  ", &format!("{}{}{}", wording.quote_open, phrase.text, wording.quote_close));
    }
    page.put("  ", &topic.fact.text);
    page.put("  ", &format!("{}  {}", bars(topic), topic.curve_caption));
    if let Some(norm) = &topic.norm {
        page.put("  ", &norm.sentence.text);
    }
    if let Some(note) = &topic.note {
        page.put("  ", &format!("{}: {} ({})", wording.labels.note, note.text, note.by));
    }
    for quote in &topic.quotes {
        put_quote(page, quote, wording);
    }
    if !topic.sources.is_empty() {
        let sources = topic.sources.join(&wording.list_separator);
        page.put("  ", &format!("{}: {sources}", wording.topic.sources));
    }
    if !topic.responsible.is_empty() {
        let bodies = topic.responsible.join(&wording.list_separator);
        page.put("  ", &format!("{}: {bodies}", wording.labels.responsible));
    }
    let posts: Vec<String> =
        Citing::new(digest, false).posts(topic, NAMED).into_iter().map(|cited| cited.text).collect();
    page.put("  ", &format!("{}: {}", wording.topic.posts, posts.join(&wording.list_separator)));
    page.link("  ", &topic.link);
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
        self.text.extend(line.chars().filter(|letter| is_shown(*letter) && *letter != '\n'));
        self.text.push('\n');
    }

    /// An address, if there is one.
    fn link(&mut self, indent: &str, link: &Option<String>) {
        if let Some(link) = link {
            self.whole(indent, link);
        }
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
        let paragraph: String = paragraph.chars().filter(|letter| is_shown(*letter)).collect();
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split([' ', '\n', '\t']) {
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
