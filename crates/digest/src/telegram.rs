//! A digest → messages for Telegram in the HTML mode of its Bot API: each within the bounds of one message, parted between topics.

use crate::cite::{Citing, page_of};
use crate::escape::is_shown;
use crate::statement::Sentence;
use crate::view::{Change, Digest, Entry};
use crate::wording::Wording;

/// The longest message, in UTF-16 units after tags and references are read (Bot API, `sendMessage`: 1–4096 characters after
/// entities parsing).
pub const LIMIT: usize = 4096;
/// Units kept for the number of a message: `(12/34)` and an end of line.
const NUMBER: usize = 16;
/// Links and set letters of one message: Telegram drops those beyond a hundred without a word.
const MARKS: usize = 96;
/// Documents linked with one topic.
const POSTS: usize = 5;

/// The digest as messages, in order. More than one are numbered.
pub fn messages(digest: &Digest) -> Vec<String> {
    let mut packed: Vec<Vec<Run>> = vec![Vec::new()];
    for block in blocks(digest) {
        for piece in pieces(block) {
            let last = packed.last().map_or(&[][..], Vec::as_slice);
            let gap = if last.is_empty() { 0 } else { 2 };
            let fits =
                units(last) + gap + units(&piece) <= LIMIT - NUMBER && marks(last) + marks(&piece) <= MARKS;
            if !fits {
                packed.push(Vec::new());
            }
            if let Some(message) = packed.last_mut() {
                if !message.is_empty() {
                    message.push(Run::plain("\n\n"));
                }
                message.extend(piece);
            }
        }
    }
    let all = packed.len();
    let number = |at: usize| if all > 1 { format!("({}/{all})\n", at + 1) } else { String::new() };
    packed.iter().enumerate().map(|(at, runs)| format!("{}{}", number(at), set(runs))).collect()
}

/// A stretch of text set in one way.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Run {
    text: String,
    mark: Mark,
}

/// How a stretch is set.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Mark {
    Plain,
    Bold,
    Italic,
    Quote,
    Link(String),
}

impl Run {
    fn new(text: &str, mark: Mark) -> Self {
        Self { text: plain(text), mark }
    }

    fn plain(text: &str) -> Self {
        Self::new(text, Mark::Plain)
    }

    /// A link where there is an address, else the text alone.
    fn link(text: &str, link: Option<&String>) -> Self {
        match link.filter(|link| link.starts_with("http://") || link.starts_with("https://")) {
            Some(link) => Self::new(text, Mark::Link(link.clone())),
            None => Self::plain(text),
        }
    }
}

/// The text without what no form shows. A word joiner after `@` keeps Telegram from making a mention of a person or channel of it.
fn plain(text: &str) -> String {
    let shown: String = text.chars().filter(|letter| is_shown(*letter)).collect();
    shown.replace('@', "@\u{2060}")
}

/// What is not parted if it can be helped, in order.
fn blocks(digest: &Digest) -> Vec<Vec<Run>> {
    let wording = Wording::of(digest.language);
    let mut blocks = vec![head(digest)];
    if !digest.changes.items.is_empty() {
        blocks.push(changes(digest, wording));
    }
    for (heading, sentences) in
        [(&wording.labels.missed, &digest.missed), (&wording.labels.corrections, &digest.corrections)]
    {
        blocks.extend(told(heading, sentences));
    }
    for section in &digest.sections {
        for (index, topic) in section.topics.iter().enumerate() {
            let heading = (index == 0).then_some(section.heading.as_str());
            blocks.push(topic_block(topic, heading, digest, wording));
        }
    }
    if !digest.alerts.is_empty() {
        let mut block = vec![Run::new(&wording.labels.alerts, Mark::Bold)];
        for alert in &digest.alerts {
            block.push(Run::plain("\n• "));
            block.push(Run::link(&alert.search, alert.link.as_ref()));
            block.push(Run::plain(&format!(": {}", alert.sentence)));
        }
        blocks.push(block);
    }
    if let Some(rollup) = &digest.rollup {
        let mut sentences = vec![rollup.appeared.clone(), rollup.ended.clone()];
        sentences.extend(rollup.rows.iter().take(10).map(|row| row.sentence.clone()));
        sentences.extend(rollup.notes.iter().cloned());
        blocks.extend(told(&wording.labels.rollup, &sentences));
    }
    blocks.extend(told(&wording.coverage.heading, &digest.coverage.sentences));
    let foot: Vec<&str> =
        digest.review.iter().chain(&digest.made_with).map(|sentence| sentence.text.as_str()).collect();
    if !foot.is_empty() {
        blocks.push(vec![Run::new(&foot.join("\n"), Mark::Italic)]);
    }
    blocks
}

fn head(digest: &Digest) -> Vec<Run> {
    let wording = Wording::of(digest.language);
    let mut block = vec![
        Run::new(&digest.title, Mark::Bold),
        Run::plain(&format!("\n{}, {}\n{}", digest.date, digest.as_of, digest.summary.sentence)),
    ];
    let further = digest.coverage.warning.iter().chain(&digest.quiet_day).map(|sentence| &sentence.text);
    for text in further {
        block.push(Run::plain(&format!("\n{text}")));
    }
    if let Some(page) = page_of(digest) {
        block.push(Run::plain("\n"));
        block.push(Run::link(&wording.form.page, Some(&page)));
    }
    block
}

fn changes(digest: &Digest, wording: &Wording) -> Vec<Run> {
    let mut block = vec![Run::new(&wording.labels.changes, Mark::Bold)];
    if !digest.changes.lead.text.is_empty() {
        block.push(Run::plain(&format!("\n{}", digest.changes.lead)));
    }
    for change in &digest.changes.items {
        block.push(Run::plain(&format!("\n• {}: ", change.label)));
        block.push(Run::link(&change.sentence.text, change_link(digest, change).as_ref()));
    }
    block
}

/// The page of the topic that a change is of.
fn change_link(digest: &Digest, change: &Change) -> Option<String> {
    Citing::new(digest, false).told_at(change.topic.as_ref()?)
}

/// Sentences under a heading; nothing without them.
fn told(heading: &str, sentences: &[Sentence]) -> Option<Vec<Run>> {
    if sentences.is_empty() {
        return None;
    }
    let mut block = vec![Run::new(heading, Mark::Bold)];
    block.extend(sentences.iter().map(|sentence| Run::plain(&format!("\n{sentence}"))));
    Some(block)
}

fn topic_block(topic: &Entry, heading: Option<&str>, digest: &Digest, wording: &Wording) -> Vec<Run> {
    let mut block = Vec::new();
    if let Some(heading) = heading {
        block.push(Run::new(&heading.to_uppercase(), Mark::Bold));
        block.push(Run::plain("\n\n"));
    }
    if topic.urgent {
        block.push(Run::new(&format!("❗ {} · ", wording.urgent), Mark::Bold));
    }
    block.push(Run::new(&topic.title.text, Mark::Bold));
    let mut kicker = vec![topic.title.group.as_str()];
    kicker.extend(topic.title.region.as_deref());
    kicker.extend(Some(topic.confirmation_name.as_str()).filter(|name| !name.is_empty()));
    block.push(Run::plain("\n"));
    block.push(Run::new(&kicker.join(" · "), Mark::Italic));
    block.push(Run::plain(&format!("\n{}", topic.fact)));
    if let Some(norm) = &topic.norm {
        block.push(Run::plain(&format!(" ({})", norm.sentence)));
    }
    if let Some(note) = &topic.note {
        block.push(Run::plain(&format!("\n{}: {} ({})", wording.labels.note, note.text, note.by)));
    }
    if let Some(quote) = topic.quotes.first() {
        block.push(Run::plain("\n"));
        block.push(Run::new(&quote.text, Mark::Quote));
        block.push(Run::plain("\n— "));
        block.push(Run::link(&quote.source, quote.url.as_ref()));
        block.push(Run::plain(&format!(", {}, {}", quote.published, quote.kind_name)));
    }
    if !topic.responsible.is_empty() {
        let bodies = topic.responsible.join(&wording.list_separator);
        block.push(Run::plain(&format!("\n{}: {bodies}", wording.labels.responsible)));
    }
    for (index, post) in Citing::new(digest, false).posts(topic, POSTS).iter().enumerate() {
        let before = if index == 0 { format!("\n{}: ", wording.topic.posts) } else { ", ".to_owned() };
        block.push(Run::plain(&before));
        block.push(Run::link(&post.text, post.href.as_ref()));
    }
    if let Some(link) = &topic.link {
        block.push(Run::plain("\n"));
        block.push(Run::link(&wording.labels.open_topic, Some(link)));
    }
    block
}

/// A block as it is, or, where one message cannot hold it, in pieces that end at a sentence, else at a word, else anywhere.
fn pieces(block: Vec<Run>) -> Vec<Vec<Run>> {
    let mut pieces: Vec<Vec<Run>> = vec![Vec::new()];
    let mut used = (0, 0);
    for run in block {
        let mut rest = run.text.as_str();
        let mark = usize::from(run.mark != Mark::Plain);
        while !rest.is_empty() {
            let room = (LIMIT - NUMBER).saturating_sub(used.0);
            let cut = if used.1 + mark > MARKS { 0 } else { cut(rest, room, LIMIT - NUMBER) };
            let (now, later) = rest.split_at(cut);
            if !now.is_empty() {
                used = (used.0 + wide(now), used.1 + mark);
                if let Some(piece) = pieces.last_mut() {
                    piece.push(Run { text: now.to_owned(), mark: run.mark.clone() });
                }
            }
            if !later.is_empty() {
                pieces.push(Vec::new());
                used = (0, 0);
            }
            rest = if now.is_empty() { later } else { later.trim_start() };
        }
    }
    pieces.into_iter().map(trimmed).filter(|piece| !piece.is_empty()).collect()
}

/// How many bytes of a text stand in `room` units. A text that one whole message holds is not parted for want of room in this one,
/// unless this one has room for a good part of it.
fn cut(text: &str, room: usize, whole: usize) -> usize {
    if wide(text) <= room {
        return text.len();
    }
    if wide(text) <= whole && room < whole / 2 {
        return 0;
    }
    let mut used = 0;
    let fits = |letter: &(usize, char)| {
        used += letter.1.len_utf16();
        used <= room
    };
    let head = text.char_indices().take_while(fits).last().map_or(0, |(at, letter)| at + letter.len_utf8());
    let head = &text[..head];
    let sentence = head
        .char_indices()
        .filter(|(at, letter)| {
            ".!?…".contains(*letter) && text[at + letter.len_utf8()..].starts_with([' ', '\n'])
        })
        .map(|(at, letter)| at + letter.len_utf8())
        .next_back();
    let line = head.rfind('\n').filter(|at| *at > 0);
    let word = head.rfind(' ').filter(|at| *at > 0);
    sentence.max(line).filter(|at| *at > head.len() / 3).or(word).unwrap_or(head.len())
}

/// A piece without empty lines at its ends, which Telegram would cut.
fn trimmed(mut piece: Vec<Run>) -> Vec<Run> {
    while let Some(first) = piece.first_mut() {
        first.text = first.text.trim_start().to_owned();
        if !first.text.is_empty() {
            break;
        }
        piece.remove(0);
    }
    while let Some(last) = piece.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        piece.pop();
    }
    piece
}

fn wide(text: &str) -> usize {
    text.encode_utf16().count()
}

fn units(runs: &[Run]) -> usize {
    runs.iter().map(|run| wide(&run.text)).sum()
}

fn marks(runs: &[Run]) -> usize {
    runs.iter().filter(|run| run.mark != Mark::Plain).count()
}

/// Runs as HTML of the Bot API.
fn set(runs: &[Run]) -> String {
    let mut html = String::new();
    for run in runs {
        let text = escaped(&run.text);
        let set = match &run.mark {
            Mark::Plain => text,
            Mark::Bold => format!("<b>{text}</b>"),
            Mark::Italic => format!("<i>{text}</i>"),
            Mark::Quote => format!("<blockquote>{text}</blockquote>"),
            Mark::Link(link) => format!("<a href=\"{}\">{text}</a>", crate::escape::escaped(link)),
        };
        html.push_str(&set);
    }
    html
}

/// What the Bot API asks to be escaped in a text, and no more.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_quote_is_parted_at_sentences_and_stays_a_quote() {
        let text = "Воды нет третий день. ".repeat(400);
        let parts = pieces(vec![Run::new("Риддер", Mark::Bold), Run::new(&text, Mark::Quote)]);
        assert_eq!(parts.len(), 3);
        for part in &parts {
            assert!(units(part) <= LIMIT - NUMBER);
            assert!(part.last().unwrap().text.ends_with('.'));
        }
        let joined: Vec<String> = parts[1..].iter().flatten().map(|run| run.text.clone()).collect();
        assert!(joined.iter().all(|text| text.starts_with("Воды нет")));
    }

    #[test]
    fn a_word_longer_than_a_message_is_parted_anywhere_and_nothing_is_lost() {
        let word = "😀".repeat(5000);
        let parts = pieces(vec![Run::plain(&word)]);
        assert!(parts.iter().all(|part| units(part) <= LIMIT - NUMBER));
        assert_eq!(parts.iter().flatten().map(|run| run.text.as_str()).collect::<String>(), word);
    }
}
