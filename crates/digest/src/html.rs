//! A digest → one self-contained page: no script, no font, no image, nothing fetched from anywhere.

use askama::Template;
use dauys_model::{Language, Trend};

use crate::chart::{anchor, curve, languages, regions};
use crate::cite::{Cited, Citing, NAMED};
use crate::escape::escaped;
use crate::statement::Sentence;
use crate::view::{Change, ChangeKind, Digest, Entry, RollupRow, Section};
use crate::wording::Wording;

/// Changes on the first screen of a phone; further ones are one tap away.
const CHANGES: usize = 7;
/// Rows of the table of a week or month; further ones are one tap away.
const ROWS: usize = 20;

/// The digest as an HTML page.
pub fn html(digest: &Digest) -> String {
    let page = Page { digest, wording: Wording::of(digest.language), citing: Citing::new(digest, true) };
    page.render().expect("writing into a string cannot fail")
}

#[derive(Template)]
#[template(path = "digest.html", whitespace = "minimize")]
struct Page<'a> {
    digest: &'a Digest,
    wording: &'static Wording,
    citing: Citing<'a>,
}

impl Page<'_> {
    fn anchor(&self, topic: &Entry) -> String {
        anchor(topic)
    }

    /// The `id` of a section's element.
    fn section_anchor(&self, section: &Section) -> &'static str {
        match section.trend {
            Trend::New => "new",
            Trend::Growing => "growing",
            Trend::CameBack => "came-back",
            Trend::Steady => "steady",
            Trend::Quiet => "quiet",
        }
    }

    /// The first urgent topic that is not quiet: where the link of the summary leads.
    fn first_urgent(&self) -> Option<&Entry> {
        let active = self.digest.sections.iter().filter(|section| section.trend != Trend::Quiet);
        active.flat_map(|section| &section.topics).find(|topic| topic.urgent)
    }

    /// `3 новые`, split so that the number can be set apart.
    fn split_count<'a>(&self, count: &'a str) -> (&'a str, &'a str) {
        count.split_once(' ').unwrap_or((count, ""))
    }

    /// The changes of the first screen, and the further ones.
    fn changes(&self) -> (&[Change], &[Change]) {
        let items = &self.digest.changes.items;
        // One line is not worth a tap.
        items.split_at(if items.len() <= CHANGES + 1 { items.len() } else { CHANGES })
    }

    fn change_class(&self, change: &Change) -> &'static str {
        match change.kind {
            ChangeKind::New => "is-new",
            ChangeKind::Growing => "is-growing",
            ChangeKind::CameBack => "is-back",
            ChangeKind::QuietNow => "is-quiet",
            ChangeKind::AnswerDue => "is-due",
        }
    }

    /// Where a change leads: to its topic here, or to the page of its topic.
    fn change_link(&self, change: &Change) -> Option<String> {
        self.citing.told_at(change.topic.as_ref()?)
    }

    /// The rows of the table in pieces: those shown, and those one tap away.
    fn row_pieces<'a>(&self, rows: &'a [RollupRow]) -> Vec<&'a [RollupRow]> {
        let (shown, further) = rows.split_at(rows.len().min(ROWS));
        [shown, further].into_iter().filter(|rows| !rows.is_empty()).collect()
    }

    /// The counts of a row, one for each column.
    fn cells(&self, row: &RollupRow, columns: &[String]) -> Vec<String> {
        let counts = [Some(row.voices), row.before, row.last_year];
        let unknown = &self.wording.labels.unknown;
        let shown = counts.iter().take(columns.len());
        shown.map(|count| count.map_or_else(|| unknown.clone(), |count| count.to_string())).collect()
    }

    /// The value of `lang` for a text, or `None` where the language of the page is right. An empty value means
    /// unknown, which is what a text in two languages is to a screen reader.
    fn lang(&self, language: &Language) -> Option<&'static str> {
        lang_in(self.digest, *language)
    }

    fn bind(&self, text: &str) -> String {
        bind(text)
    }

    fn posts(&self, topic: &Entry) -> String {
        links(&self.citing.posts(topic, NAMED), &self.wording.list_separator)
    }

    /// What sentences rest on, one tap away.
    fn refs(&self, sentences: &[&Sentence]) -> String {
        let mut cited: Vec<Cited> = Vec::new();
        for next in sentences.iter().flat_map(|sentence| self.citing.all(sentence)) {
            if !cited.contains(&next) {
                cited.push(next);
            }
        }
        if cited.is_empty() {
            return String::new();
        }
        format!(
            "<details class=\"refs\"><summary>{}</summary><p>{}</p></details>",
            escaped(&self.wording.labels.evidence),
            links(&cited, &self.wording.list_separator)
        )
    }

    fn refs_one(&self, sentence: &Sentence) -> String {
        self.refs(&[sentence])
    }

    fn refs_of(&self, sentences: &[Sentence]) -> String {
        self.refs(&sentences.iter().collect::<Vec<_>>())
    }

    /// What the lines of the first screen rest on.
    fn refs_of_changes(&self) -> String {
        let changes = &self.digest.changes;
        let mut sentences = vec![&changes.lead];
        sentences.extend(changes.items.iter().map(|change| &change.sentence));
        sentences.extend(&self.digest.coverage.warning);
        sentences.push(&self.digest.summary.sentence);
        self.refs(&sentences)
    }

    /// What the lines about the whole table rest on, and those of its rows.
    fn refs_of_rollup(&self) -> String {
        let Some(rollup) = &self.digest.rollup else { return String::new() };
        let mut sentences = vec![&rollup.appeared, &rollup.ended];
        sentences.extend(&rollup.notes);
        sentences.extend(rollup.rows.iter().map(|row| &row.sentence));
        self.refs(&sentences)
    }

    fn curve(&self, topic: &Entry) -> String {
        curve(topic)
    }

    fn has_regions(&self) -> bool {
        self.digest.regions.iter().any(|region| region.voices > 0)
    }

    fn regions(&self) -> String {
        regions(self.digest)
    }

    fn has_languages(&self) -> bool {
        let texts = &self.digest.languages;
        texts.kazakh + texts.russian + texts.mixed > 0
    }

    fn languages(&self) -> String {
        languages(self.digest)
    }
}

/// The value of `lang` for a text in a digest, or `None` where the language of the digest is right.
pub(crate) fn lang_in(digest: &Digest, language: Language) -> Option<&'static str> {
    let tag = match language {
        Language::Kazakh => "kk",
        Language::Russian => "ru",
        Language::Mixed | Language::Other | Language::Unknown => "",
    };
    (tag != digest.language.code()).then_some(tag)
}

/// Names of documents with their links, as HTML.
fn links(cited: &[Cited], separator: &str) -> String {
    let each = cited.iter().map(|cited| {
        let text = escaped(&bind(&cited.text));
        match &cited.href {
            Some(href) if href.starts_with('#') => format!("<a href=\"{}\">{text}</a>", escaped(href)),
            Some(href) => format!("<a href=\"{}\" rel=\"noopener noreferrer\">{text}</a>", escaped(href)),
            None => text,
        }
    });
    each.collect::<Vec<_>>().join(separator)
}

/// Ties a number to the word after it, so that no line ends between `7` and `голосов`.
pub(crate) fn bind(text: &str) -> String {
    let mut bound = String::with_capacity(text.len() + 16);
    let mut letters = text.chars().peekable();
    let mut previous = ' ';
    while let Some(letter) = letters.next() {
        let ties = letter == ' '
            && (previous == '№'
                || previous.is_ascii_digit() && letters.peek().is_some_and(|next| next.is_alphabetic())
                || letters.peek().is_some_and(|next| "—–".contains(*next)));
        bound.push(if ties { '\u{a0}' } else { letter });
        previous = letter;
    }
    bound
}
