//! A digest's words → how long it takes to read, in whole minutes rounded up.

use serde::{Deserialize, Serialize};

use crate::statement::Sentence;
use crate::view::{Digest, Entry};
use crate::wording::{Wording, fill};

/// Words read in a minute.
///
/// The mean over 17 languages of Trauzettel-Klosinski and Dietz, "Standardized Assessment of Reading Performance: The
/// New International Reading Speed Texts IReST", 2012: 184 ± 29 words, aloud. Silent reading is faster, Kazakh words are
/// longer than most; so the time stated is rather too long than too short.
const WORDS_A_MINUTE: usize = 184;

/// How long a digest takes to read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// Words that are seen without a tap: everything but quotes, names of sources, numbers of documents.
    pub words: usize,
    /// Minutes for these.
    pub minutes: usize,
    /// Words with all quotes and the names beneath them.
    pub words_with_quotes: usize,
    /// Minutes for these.
    pub minutes_with_quotes: usize,
    /// Both times, in the interface language.
    pub text: String,
}

impl Reading {
    /// The time for `words` of main text and `quoted` words of quotes.
    pub(crate) fn of(words: usize, quoted: usize, wording: &Wording) -> Self {
        let minutes = |words: usize| words.div_ceil(WORDS_A_MINUTE).max(1);
        let (short, long) = (minutes(words), minutes(words + quoted));
        let template = if short == long { &wording.reading } else { &wording.reading_with_quotes };
        Self {
            words,
            minutes: short,
            words_with_quotes: words + quoted,
            minutes_with_quotes: long,
            text: fill(template, &[("short", &short), ("long", &long)]),
        }
    }
}

/// How long a digest takes to read: all that a page shows before anything is tapped, and the same with all quotes.
pub(crate) fn reading(digest: &Digest, wording: &Wording) -> Reading {
    let mut main = head(digest, wording) + boxes(digest, wording);
    let mut quoted = 0;
    for section in &digest.sections {
        main += words(&section.heading) + 1;
    }
    for topic in digest.topics() {
        main += shown(topic, wording);
        let quotes = topic.quotes.iter();
        quoted += quotes.map(|quote| words(&quote.text) + words(&quote.source)).sum::<usize>();
        quoted += words(&topic.counts.text) + sum(&topic.sources);
    }
    Reading::of(main, quoted, wording)
}

/// What stands before the topics.
fn head(digest: &Digest, wording: &Wording) -> usize {
    let lines = [&wording.product, &digest.title, &digest.date, &digest.as_of, &digest.summary.sentence.text];
    let sentences = digest.quiet_day.iter().chain(&digest.coverage.warning);
    let told = sentences.chain(&digest.corrections).chain(&digest.missed).chain([&digest.changes.lead]);
    let changes = digest.changes.items.iter().map(|item| words(&item.label) + words(&item.sentence.text));
    sum(lines) + said(told) + changes.sum::<usize>() + digest.filter_line().map_or(0, |line| words(&line))
}

/// What stands of a topic before anything is tapped.
fn shown(topic: &Entry, wording: &Wording) -> usize {
    let title = &topic.title;
    let lines = [&title.text, &title.group, &topic.curve_caption, &topic.confirmation_name];
    let maybe = title.region.iter().chain(title.phrase.as_ref().map(|phrase| &phrase.text));
    let note = topic.note.as_ref().map_or(0, |note| words(&note.text));
    let urgent = if topic.urgent { words(&wording.urgent) } else { 0 };
    let norm = topic.norm.as_ref().map(|norm| &norm.sentence);
    sum(lines)
        + sum(maybe)
        + sum(&topic.responsible)
        + said(norm.into_iter().chain([&topic.fact]))
        + note
        + urgent
}

/// What stands after the topics.
fn boxes(digest: &Digest, wording: &Wording) -> usize {
    let coverage = &digest.coverage;
    let told = digest.alerts.iter().map(|alert| &alert.sentence).chain(&digest.languages.sentence);
    let told = told.chain(&coverage.sentences).chain(&digest.how_to_read);
    let told = told.chain(&digest.review).chain(&digest.made_with);
    let failed = coverage.failed.iter().flat_map(|source| [&source.name, &source.reason]);
    let headings = [&wording.coverage.heading, &wording.how.heading];
    let rollup = digest.rollup.as_ref().map_or(0, |rollup| {
        let rows = rollup.rows.iter().map(|row| &row.sentence);
        said(rows.chain([&rollup.appeared, &rollup.ended]).chain(&rollup.notes)) + sum(&rollup.columns)
    });
    said(told) + sum(failed) + sum(&coverage.silent) + sum(&coverage.unseen) + sum(headings) + rollup
}

fn sum<'a>(texts: impl IntoIterator<Item = &'a String>) -> usize {
    texts.into_iter().map(|text| words(text)).sum()
}

fn said<'a>(sentences: impl IntoIterator<Item = &'a Sentence>) -> usize {
    sentences.into_iter().map(|sentence| words(&sentence.text)).sum()
}

/// Words of a text: what stands between spaces and holds a letter or digit.
pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Interface;

    #[test]
    fn minutes_are_rounded_up() {
        let wording = Wording::of(Interface::Russian);
        assert_eq!(Reading::of(0, 0, wording).text, "чтение: 1 мин");
        assert_eq!(Reading::of(184, 0, wording).minutes, 1);
        assert_eq!(Reading::of(185, 400, wording).text, "чтение: 2 мин, с цитатами 4 мин");
        assert_eq!(words("Нет воды — 3-й день · срочно"), 5);
    }
}
