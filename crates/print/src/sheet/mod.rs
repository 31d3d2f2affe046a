//! A digest → blocks of paper: what stands where. What changed comes first, then the topics, then what they rest on.

mod back;
mod front;
mod topic;

use std::collections::BTreeMap;

use dauys_digest::{Digest, Labels, PaperLabels, Sentence};
use dauys_model::TopicId;

use crate::paper::{Block, Look, Paper, Span};
pub(crate) use back::explain_missing;

/// With more topics than this, a table of contents pays.
const TOPICS_WITHOUT_CONTENTS: usize = 6;

/// The blocks of a digest.
pub(crate) fn sheet(digest: &Digest) -> Paper {
    let mut writer = Writer::new(digest);
    front::write(&mut writer);
    if writer.anchors.len() > TOPICS_WITHOUT_CONTENTS {
        let title = writer.labels.contents.clone();
        writer.blocks.push(Block::Contents { title });
    }
    back::rollup(&mut writer);
    topic::write(&mut writer);
    back::write(&mut writer);
    Paper {
        title: digest.title.clone(),
        language: digest.language.code(),
        product: writer.words.product.to_owned(),
        date: digest.date.clone(),
        subtitle: joined([digest.date.as_str(), digest.as_of.as_str()], ", "),
        keywords: digest.filters.clone(),
        until: digest.until,
        blocks: writer.blocks,
    }
}

/// What the parts of a sheet are written with.
struct Writer<'a> {
    digest: &'a Digest,
    labels: &'static Labels,
    words: PaperLabels,
    /// Where topics of the digest stand in it.
    anchors: BTreeMap<&'a TopicId, String>,
    blocks: Vec<Block>,
    headings: usize,
}

impl<'a> Writer<'a> {
    fn new(digest: &'a Digest) -> Self {
        let numbered = digest.topics().enumerate();
        let anchors = numbered.map(|(index, topic)| (&topic.id, format!("topic_{index}"))).collect();
        let (labels, words) = (Labels::of(digest.language), PaperLabels::of(digest.language));
        Self { digest, labels, words, anchors, blocks: Vec::new(), headings: 0 }
    }

    fn part(&mut self, text: impl Into<String>) {
        self.headings += 1;
        let anchor = format!("part_{}", self.headings);
        self.blocks.push(Block::Heading { level: 1, text: text.into(), anchor });
    }

    /// A paragraph, unless it says nothing.
    fn say(&mut self, look: Look, spans: Vec<Span>) {
        let spans = set(spans);
        if !spans.is_empty() {
            self.blocks.push(Block::Paragraph { look, spans });
        }
    }

    fn line(&mut self, look: Look, text: &str) {
        self.say(look, vec![Span::plain(text)]);
    }

    /// `label: text`, unless there is no text.
    fn labelled(&mut self, look: Look, label: &str, text: &str) {
        if !text.is_empty() {
            self.say(look, vec![Span::strong(format!("{label}: ")), Span::plain(text)]);
        }
    }

    fn list(&mut self, items: Vec<Vec<Span>>) {
        if !items.is_empty() {
            self.blocks.push(Block::List { items: items.into_iter().map(set).collect() });
        }
    }

    /// Statements under a heading, unless there are none.
    fn statements(&mut self, heading: &str, sentences: &[Sentence]) {
        if !sentences.is_empty() {
            self.part(heading);
            self.list(sentences.iter().map(|sentence| vec![Span::plain(&sentence.text)]).collect());
        }
    }
}

/// Spans that say something, with numbers tied to their words.
fn set(spans: Vec<Span>) -> Vec<Span> {
    let said = spans.into_iter().filter(|span| !span.text.is_empty());
    said.map(|span| Span { text: tied(&span.text), ..span }).collect()
}

/// Ties a number to the word after it, and a dash to the word before it: no line ends between `7` and `голосов`.
fn tied(text: &str) -> String {
    let mut tied = String::with_capacity(text.len() + 16);
    let mut letters = text.chars().peekable();
    let mut previous = ' ';
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let ties =
            previous == '№' || "—–".contains(next) || previous.is_ascii_digit() && next.is_alphabetic();
        tied.push(if letter == ' ' && ties { '\u{a0}' } else { letter });
        previous = letter;
    }
    tied
}

/// Texts with a separator between them; empty ones are left out.
fn joined<'a>(texts: impl IntoIterator<Item = &'a str>, separator: &str) -> String {
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    texts.join(separator)
}
