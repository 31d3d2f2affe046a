//! Takes a query and the stored text of a post, and gives the stretch of it that shows best why the post was found, with
//! the words that match marked. The index holds no text: the caller brings it.
//!
//! Words are compared as the index compares them, term by term, so every inflected form of either language is marked as
//! it stands in the text, `судың` as well as `su`.

use std::ops::Range;

use dauys_text::Given;

use crate::Result;
use crate::plan::is_stop_word;
use crate::query::Syntax;
use crate::refusal::read;
use crate::syntax::Clause;

/// The words of a query, ready to be found in texts.
#[derive(Clone, Debug)]
pub struct Highlighter {
    wanted: Vec<Wanted>,
}

/// One word of a query: a word of a text matches when it has one of the terms or a term that begins so.
#[derive(Clone, Debug)]
struct Wanted {
    terms: Vec<String>,
    beginnings: Vec<String>,
}

/// A stretch of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snippet {
    /// The stretch, on one line: line breaks and tabs are spaces.
    pub text: String,
    /// What matches, as byte ranges of [`Snippet::text`], ascending, apart from each other.
    pub highlights: Vec<Range<usize>>,
    /// Whether text was left out before it.
    pub cut_before: bool,
    /// Whether text was left out after it.
    pub cut_after: bool,
}

/// A word of the text that matches.
struct Match {
    bytes: Range<usize>,
    wanted: usize,
}

impl Highlighter {
    /// Reads a query as [`Index::search`](crate::Index::search) reads it. Excluded words and filters are not looked for;
    /// stop words only when there is nothing else.
    ///
    /// # Errors
    ///
    /// [`Error::Syntax`](crate::Error::Syntax) when the query cannot be read, [`Error::Refused`](crate::Error::Refused) when it looks
    /// for nothing but a person.
    pub fn new(query: &str, syntax: Syntax) -> Result<Self> {
        let mut words = Vec::new();
        collect(&read(query, syntax)?, &mut words);
        let telling: Vec<&Clause> = words
            .iter()
            .filter(|clause| !matches!(clause, Clause::Word(word) if is_stop_word(word)))
            .collect();
        let chosen = if telling.is_empty() { words.iter().collect() } else { telling };
        Ok(Self { wanted: chosen.into_iter().map(wanted).collect() })
    }

    /// The stretch of at most `max_chars` characters that holds most of the query's words; of equal ones the one with
    /// more matches, then the earlier. The beginning of the text when nothing matches. The text is read as its post was: see
    /// [`Given::of`].
    pub fn snippet(&self, text: &str, given: &Given, max_chars: usize) -> Snippet {
        let words = dauys_text::words_given(text, given);
        let matches = self.matches(&words);
        let bounds: Vec<Range<usize>> = words.words.iter().map(|word| word.start..word.end).collect();
        let window = |start| stretch(text, &bounds, start, max_chars);
        let mut best = window(0);
        let mut most = (0, 0);
        for first in &matches {
            let sentence = words.sentences.iter().rev().map(|sentence| sentence.start);
            let start = begin(text, &bounds, sentence, first.bytes.start, max_chars);
            let stretch = window(start);
            let inside = matches.iter().filter(|one| holds(&stretch, &one.bytes));
            let mut kinds: Vec<usize> = inside.map(|one| one.wanted).collect();
            let count = kinds.len();
            kinds.sort_unstable();
            kinds.dedup();
            if (kinds.len(), count) > most {
                most = (kinds.len(), count);
                best = stretch;
            }
        }
        let highlights = matches
            .iter()
            .filter(|one| holds(&best, &one.bytes))
            .map(|one| one.bytes.start - best.start..one.bytes.end - best.start)
            .collect();
        Snippet {
            text: text[best.clone()].replace(['\n', '\r', '\t'], " "),
            highlights,
            cut_before: !text[..best.start].trim().is_empty(),
            cut_after: !text[best.end..].trim().is_empty(),
        }
    }

    /// Every word of a text that matches, as byte ranges, ascending.
    pub fn highlights(&self, text: &str, given: &Given) -> Vec<Range<usize>> {
        self.matches(&dauys_text::words_given(text, given)).into_iter().map(|one| one.bytes).collect()
    }

    fn matches(&self, words: &dauys_text::Words) -> Vec<Match> {
        let mut matches: Vec<Match> = Vec::new();
        for term in dauys_text::terms(words) {
            if matches.last().is_some_and(|last| last.bytes.end > term.start) {
                continue;
            }
            if let Some(wanted) = self.wanted.iter().position(|wanted| wanted.is(&term.text)) {
                matches.push(Match { bytes: term.start..term.end, wanted });
            }
        }
        matches
    }
}

impl Wanted {
    fn is(&self, term: &str) -> bool {
        self.terms.iter().any(|wanted| wanted == term)
            || self.beginnings.iter().any(|beginning| term.starts_with(beginning))
    }
}

impl Snippet {
    /// The stretch in pieces, each with whether it matches: for a caller that must escape the text between marks.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        let mut pieces = Vec::new();
        let mut at = 0;
        for range in &self.highlights {
            pieces.push((&self.text[at..range.start], false));
            pieces.push((&self.text[range.clone()], true));
            at = range.end;
        }
        pieces.push((&self.text[at..], false));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }

    /// The stretch with `open` and `close` around what matches and `…` where text was left out. Nothing is escaped.
    pub fn marked(&self, open: &str, close: &str) -> String {
        let mut marked = String::new();
        marked.push_str(if self.cut_before { "…" } else { "" });
        for (piece, matches) in self.pieces() {
            if matches {
                marked.extend([open, piece, close]);
            } else {
                marked.push_str(piece);
            }
        }
        marked.push_str(if self.cut_after { "…" } else { "" });
        marked
    }
}

/// The words and beginnings of words that a clause looks for.
fn collect(clause: &Clause, words: &mut Vec<Clause>) {
    match clause {
        Clause::Word(_) | Clause::Prefix(_) => words.push(clause.clone()),
        Clause::Phrase(inner) | Clause::Title(inner) => {
            words.extend(inner.iter().map(|word| Clause::Word(word.clone())));
        }
        Clause::All(inner) | Clause::Any(inner) | Clause::List(inner) => {
            inner.iter().for_each(|clause| collect(clause, words));
        }
        Clause::Not(_) | Clause::Field { .. } => {}
    }
}

fn wanted(clause: &Clause) -> Wanted {
    let (word, beginnings) = match clause {
        Clause::Prefix(word) => {
            let normal = dauys_text::normal(word).replace('ё', "е");
            let skeleton = dauys_text::skeleton(&normal);
            (word.as_str(), vec![normal, format!("~{skeleton}")])
        }
        Clause::Word(word) => (word.as_str(), Vec::new()),
        _ => ("", Vec::new()),
    };
    let terms = dauys_text::query_terms(word).into_iter().map(|(term, _)| term).collect();
    Wanted { terms, beginnings }
}

fn holds(stretch: &Range<usize>, bytes: &Range<usize>) -> bool {
    stretch.start <= bytes.start && bytes.end <= stretch.end
}

/// Where a stretch begins that shows the match at `first`: with its sentence when that is no more than a third of the
/// stretch away, else with a word that far before it.
fn begin(
    text: &str,
    words: &[Range<usize>],
    mut sentences: impl Iterator<Item = usize>,
    first: usize,
    max_chars: usize,
) -> usize {
    let earliest = text[..first].char_indices().rev().take(max_chars / 3).last().map_or(first, |(at, _)| at);
    let sentence = sentences.find(|start| *start <= first);
    if let Some(sentence) = sentence.filter(|start| *start >= earliest) {
        return sentence;
    }
    let word = words.partition_point(|word| word.start < earliest);
    words.get(word).map_or(first, |word| word.start.min(first))
}

/// The stretch from `start` on, ending with a word or with the text.
fn stretch(text: &str, words: &[Range<usize>], start: usize, max_chars: usize) -> Range<usize> {
    let Some((end, _)) = text[start..].char_indices().nth(max_chars) else { return start..text.len() };
    let end = start + end;
    let whole = words.partition_point(|word| word.end <= end);
    match words[..whole].last() {
        Some(last) if last.end > start => start..last.end,
        _ => start..end,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(query: &str, text: &str, max_chars: usize, expected: &str) {
        let highlighter = Highlighter::new(query, Syntax::Full).unwrap();
        assert_eq!(
            highlighter.snippet(text, &Given::default(), max_chars).marked("[", "]"),
            expected,
            "{query}"
        );
    }

    #[test]
    fn matching_words_are_marked() {
        check("воды", "Нет воды.\nВторой день", 100, "Нет [воды]. Второй день");
        check("нет -света lang:ru", "Нет света", 100, "[Нет] света");
        check("водо*", "Наш водоканал молчит", 100, "Наш [водоканал] молчит");
        check("\"нет воды\"", "Опять нет воды", 100, "Опять [нет] [воды]");
    }

    #[test]
    fn the_stretch_with_most_of_the_query_is_shown() {
        let text = "Воды много в реке и в озере. Утром дворник мёл листья. Второй день нет воды в доме по улице Садовой.";
        check("нет воды", text, 60, "…Второй день [нет] [воды] в доме по улице Садовой.");
        check("дождь", text, 20, "Воды много в реке и…");
    }

    #[test]
    fn nothing_is_cut_inside_a_word_but_a_word_too_long() {
        check("", "абвгд еёжзи", 7, "абвгд…");
        check("", "абвгдеёжзи", 4, "абвг…");
        check("", "", 4, "");
    }

    proptest! {
        #[test]
        fn a_stretch_keeps_to_its_length_and_marks_lie_in_it(
            text in "([а-яәңқ]{1,9}[ .,\n]{1,2}|нет |воды |\\PC){0,40}", max_chars in 0_usize..60,
        ) {
            let highlighter = Highlighter::new("нет воды", Syntax::Full).unwrap();
            let snippet = highlighter.snippet(&text, &Given::default(), max_chars);
            prop_assert!(snippet.text.chars().count() <= max_chars);
            let mut at = 0;
            for range in &snippet.highlights {
                prop_assert!(range.start >= at && range.end > range.start);
                prop_assert!(snippet.text.get(range.clone()).is_some());
                at = range.end;
            }
        }
    }
}
