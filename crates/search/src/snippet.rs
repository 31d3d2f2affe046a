//! Takes a query and the stored text of a post, and gives the stretch of it that shows best why the post was found, with
//! the words that match marked, and the reasons in a list. The index holds no text: the caller brings it.
//!
//! Words are compared as the index compares them, term by term, so every inflected form of either language is marked as
//! it stands in the text, `судың` as well as `su`. Work is in proportion to the text, whatever the text is.

use std::ops::Range;

use dauys_text::{Given, Words};

use crate::Result;
use crate::answer::Translation;
use crate::query::Syntax;
use crate::reason::Reason;
use crate::refusal::read;
use crate::wanted::{Match, WantedWords, plain};

/// Forms that one reason tells.
const FORMS: usize = 8;

/// Matches of one wanted word that are tried as the beginning of a stretch.
const STARTS: usize = 100;

/// The words of a query, ready to be found in texts.
#[derive(Clone, Debug)]
pub struct Highlighter {
    wanted: WantedWords,
}

/// A stretch of a text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Snippet {
    /// The stretch, on one line: line breaks and tabs are spaces, and signs that turn the direction of text are left out.
    pub text: String,
    /// What matches, as byte ranges of [`Snippet::text`], ascending, apart from each other.
    pub highlights: Vec<Range<usize>>,
    /// Whether text was left out before it.
    pub cut_before: bool,
    /// Whether text was left out after it.
    pub cut_after: bool,
}

/// A post as its hit shows it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shown {
    /// The whole title.
    pub title: Snippet,
    /// The stretch of the text that holds most of the query.
    pub text: Snippet,
    /// Why title and text match, in the order of the query.
    pub because: Vec<Reason>,
}

impl Highlighter {
    /// Reads a query as [`Index::search`](crate::Index::search) reads it. Excluded words and filters are not looked for;
    /// stop words only in phrases and when there is nothing else; words of phrases only where they stand as the phrase.
    ///
    /// # Errors
    ///
    /// [`Error::Syntax`](crate::Error::Syntax) when the query cannot be read, [`Error::Refused`](crate::Error::Refused) when it looks
    /// for nothing but a person.
    pub fn new(query: &str, syntax: Syntax) -> Result<Self> {
        Ok(Self { wanted: WantedWords::of(&read(query, syntax)?) })
    }

    /// Looks also for what words of the query were taken for in the other language:
    /// [`Meaning::translations`](crate::Meaning::translations) of the answer.
    #[must_use]
    pub fn with_translations(mut self, translations: &[Translation]) -> Self {
        translations.iter().for_each(|translation| self.wanted.translate(translation));
        self
    }

    /// A post as its hit shows it, with at most `max_chars` characters of the text. Title and text are read as one, as the index
    /// reads them; words that are wanted in the title are marked there alone.
    pub fn show(&self, title: &str, text: &str, given: &Given, max_chars: usize) -> Shown {
        let joined;
        let (whole, start) = if title.is_empty() {
            (text, 0)
        } else {
            joined = format!("{title}\n\n{text}");
            (joined.as_str(), title.len() + 2)
        };
        let words = dauys_text::words_given(whole, given);
        let matches = self.wanted.matches(&words, title.len());
        let marks = marks(&words, &matches);
        Shown {
            title: cut(whole, &(0..title.len()), &(0..title.len()), &marks),
            text: cut(whole, &(start..whole.len()), &best(whole, start, &words, &marks, max_chars).0, &marks),
            because: self.reasons(&words, &matches),
        }
    }

    /// The stretch of at most `max_chars` characters that holds most of the query's words; of equal ones the one with
    /// more matches, then the earlier. The beginning of the text when nothing matches. The text is read as its post was: see
    /// [`Given::of`].
    pub fn snippet(&self, text: &str, given: &Given, max_chars: usize) -> Snippet {
        self.show("", text, given, max_chars).text
    }

    /// Every word of a text that matches, as byte ranges, ascending.
    pub fn highlights(&self, text: &str, given: &Given) -> Vec<Range<usize>> {
        let words = dauys_text::words_given(text, given);
        marks(&words, &self.wanted.matches(&words, 0)).into_iter().map(|mark| mark.bytes).collect()
    }

    fn reasons(&self, words: &Words, matches: &[Match]) -> Vec<Reason> {
        let mut by_way: Vec<&Match> = matches.iter().collect();
        by_way.sort_by_key(|one| (one.wanted, one.why, one.position));
        let mut reasons: Vec<Reason> = Vec::new();
        for one in by_way {
            let typed = &self.wanted.words[one.wanted].typed;
            let form = plain(&words.words[one.position].normal);
            match reasons.iter_mut().find(|reason| reason.typed == *typed && reason.why == one.why) {
                Some(reason) if reason.found.len() == FORMS || reason.found.contains(&form) => {}
                Some(reason) => reason.found.push(form),
                None => reasons.push(Reason { typed: typed.clone(), found: vec![form], why: one.why }),
            }
        }
        reasons
    }
}

/// A word of the text that matches.
struct Mark {
    bytes: Range<usize>,
    wanted: usize,
}

fn marks(words: &Words, matches: &[Match]) -> Vec<Mark> {
    let mark = |one: &Match| {
        let word = &words.words[one.position];
        Mark { bytes: word.start..word.end, wanted: one.wanted }
    };
    let mut marks: Vec<Mark> = matches.iter().map(mark).collect();
    marks.dedup_by(|next, mark| next.bytes.start < mark.bytes.end);
    marks
}

/// The marks that lie in a stretch.
fn inside<'a>(marks: &'a [Mark], stretch: &Range<usize>) -> &'a [Mark] {
    let first = marks.partition_point(|mark| mark.bytes.start < stretch.start);
    let end = marks.partition_point(|mark| mark.bytes.end <= stretch.end);
    marks.get(first..end).unwrap_or_default()
}

/// The best stretch from the byte `from` on, and how many marks were looked at to find it.
fn best(text: &str, from: usize, words: &Words, marks: &[Mark], max_chars: usize) -> (Range<usize>, usize) {
    let bounds: Vec<Range<usize>> =
        words.words.iter().map(|word| word.start..word.end).filter(|word| word.start >= from).collect();
    let sentences: Vec<usize> =
        words.sentences.iter().map(|sentence| sentence.start).filter(|start| *start >= from).collect();
    let mut best = stretch(text, &bounds, from, max_chars);
    let mut most = (0, 0);
    let mut looked_at = 0;
    let mut starts = vec![0_usize; marks.iter().map(|mark| mark.wanted + 1).max().unwrap_or(0)];
    for first in marks.iter().filter(|mark| mark.bytes.start >= from) {
        starts[first.wanted] += 1;
        if starts[first.wanted] > STARTS {
            continue;
        }
        let start = begin(text, from, &bounds, &sentences, first.bytes.start, max_chars);
        let stretch = stretch(text, &bounds, start, max_chars);
        let inside = inside(marks, &stretch);
        looked_at += inside.len();
        let mut kinds: Vec<usize> = inside.iter().map(|mark| mark.wanted).collect();
        kinds.sort_unstable();
        kinds.dedup();
        if (kinds.len(), inside.len()) > most {
            most = (kinds.len(), inside.len());
            best = stretch;
        }
    }
    (best, looked_at)
}

/// A stretch on one line, with its marks. `whole` is what it is cut from.
fn cut(text: &str, whole: &Range<usize>, stretch: &Range<usize>, marks: &[Mark]) -> Snippet {
    let mut snippet = Snippet {
        cut_before: !text[whole.start..stretch.start].trim().is_empty(),
        cut_after: !text[stretch.end..whole.end].trim().is_empty(),
        ..Snippet::default()
    };
    let mut at = stretch.start;
    for mark in inside(marks, stretch) {
        add_line(&mut snippet.text, &text[at..mark.bytes.start]);
        let start = snippet.text.len();
        add_line(&mut snippet.text, &text[mark.bytes.clone()]);
        if start < snippet.text.len() {
            snippet.highlights.push(start..snippet.text.len());
        }
        at = mark.bytes.end;
    }
    add_line(&mut snippet.text, &text[at..stretch.end]);
    snippet
}

/// Adds text without line breaks, control characters and signs that turn its direction.
fn add_line(line: &mut String, text: &str) {
    line.extend(text.chars().filter_map(|letter| match letter {
        '\n' | '\r' | '\t' => Some(' '),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        control if control.is_control() => None,
        other => Some(other),
    }));
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

/// Where a stretch begins that shows the match at `first`: with its sentence when that is no more than a third of the
/// stretch away, else with a word that far before it.
fn begin(
    text: &str,
    from: usize,
    words: &[Range<usize>],
    sentences: &[usize],
    first: usize,
    max_chars: usize,
) -> usize {
    let before = text[from..first].char_indices().rev().take(max_chars / 3).last();
    let earliest = before.map_or(first, |(at, _)| from + at);
    let sentence = sentences[..sentences.partition_point(|start| *start <= first)].last();
    if let Some(sentence) = sentence.filter(|start| **start >= earliest) {
        return *sentence;
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

    #[test]
    fn phrases_are_marked_where_they_stand_as_such() {
        check(
            "\"нет воды\"",
            "Воды нет, нет воды, нет холодной воды",
            100,
            "Воды нет, [нет] [воды], нет холодной воды",
        );
        check("\"нет воды\"~1", "Света нет, нет там холодной воды", 100, "Света нет, нет там холодной воды");
        check(
            "\"нет воды\"~2",
            "Света нет, нет там холодной воды",
            100,
            "Света нет, [нет] там холодной [воды]",
        );
        check("\"а б а\"", "а б а б а", 100, "[а] [б] [а] [б] [а]");
        check("\"сет* водоснаб*\"", "новые сети водоснабжения", 100, "новые [сети] [водоснабжения]");
    }

    #[test]
    fn exact_forms_alone_are_marked() {
        check("=воды", "Вода, воды, воду", 100, "Вода, [воды], воду");
        check("=еще", "Ещё раз", 100, "[Ещё] раз");
    }

    #[test]
    fn words_that_begin_alike_are_marked_where_the_word_itself_is_not() {
        check("электричество", "Электрические сети", 100, "[Электрические] сети");
        check(
            "электричество",
            "Электрические сети, нет электричества",
            100,
            "Электрические сети, нет [электричества]",
        );
    }

    #[test]
    fn translations_are_marked_and_told() {
        let translations = [
            Translation { typed: "вода".into(), also: vec!["су".into()] },
            Translation {
                typed: "скорая помощь".into(), also: vec!["жедел жәрдем".into()]
            },
        ];
        let highlighter = Highlighter::new("вода", Syntax::Full).unwrap().with_translations(&translations);
        let shown = highlighter.show("", "Судың қысымы төмен, жедел жәрдем келмеді", &Given::default(), 100);
        assert_eq!(shown.text.marked("[", "]"), "[Судың] қысымы төмен, [жедел] [жәрдем] келмеді");
        assert_eq!(shown.because.len(), 2);
        assert_eq!(
            (shown.because[0].typed.as_str(), shown.because[0].why),
            ("вода", crate::Why::Translation)
        );
    }

    #[test]
    fn signs_that_turn_the_direction_are_left_out() {
        check("воды", "\u{202e}нет\u{2067} воды\u{0} тут", 100, "нет [воды] тут");
    }

    #[test]
    fn work_is_in_proportion_to_the_text() {
        let many = "су ".repeat(100_000);
        let words = dauys_text::words_given(&many, &Given::default());
        let wanted = Highlighter::new("су жоқ", Syntax::Full).unwrap().wanted;
        let marks = marks(&words, &wanted.matches(&words, 0));
        assert_eq!(marks.len(), 100_000);
        let (_, looked_at) = best(&many, 0, &words, &marks, 200);
        assert!(looked_at <= 2 * STARTS * 200, "{looked_at}");

        let marked = format!("су{} жоқ", "\u{301}".repeat(500_000));
        let shown =
            Highlighter::new("жоқ", Syntax::Full).unwrap().show(&marked, &marked, &Given::default(), 200);
        assert!(shown.text.text.chars().count() <= 200);
        assert!(shown.because.iter().flat_map(|reason| &reason.found).all(|form| form.len() < 1_000));
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
