//! Quotes and telling terms → one short clause, cut from a quote as it stands, to name a topic by; or nothing.
//!
//! A title must be extracted, never written. The clause is a run of whole clauses of one sentence, or, when all are
//! too long, a stretch that keeps at least one end of its clause and shows the other cut with `…`. It has to hold
//! telling terms of the topic; when none does, a topic goes without.

use dauys_model::{Language, PostId};
use serde::{Deserialize, Serialize};

use crate::clauses::{clauses, sentences, without_opener, words};

/// The longest clause, in words: about one line and a half on a phone.
const MOST_WORDS: usize = 8;
/// The shortest clause that says something.
const LEAST_WORDS: usize = 3;

/// A clause cut from a quote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Phrase {
    /// The clause, with `…` where it was cut.
    pub text: String,
    /// The language of its quote.
    pub language: Language,
    /// The post it stands in.
    pub post: PostId,
}

/// A quote to cut from.
pub(crate) struct Spoken<'a> {
    pub(crate) text: &'a str,
    pub(crate) language: Language,
    pub(crate) post: PostId,
}

/// The clause that tells most. `quotes` and `terms` come best first; a clause in `language` is preferred.
pub(crate) fn telling_phrase(quotes: &[Spoken<'_>], terms: &[String], language: Language) -> Option<Phrase> {
    let mut best: Option<(i32, Phrase)> = None;
    for (rank, quote) in quotes.iter().enumerate() {
        // A clause of the other language, or of a later quote, must hold far more to be preferred.
        let handicap = 3 * rank as i32 + if quote.language == language { 0 } else { 40 };
        for sentence in sentences(quote.text) {
            for cut in cuts(sentence) {
                let Some(worth) = worth(&cut, terms) else { continue };
                let score = worth - handicap;
                if best.as_ref().is_none_or(|(top, _)| score > *top) {
                    best = Some((
                        score,
                        Phrase { text: cut.text(), language: quote.language, post: quote.post },
                    ));
                }
            }
        }
    }
    best.map(|(_, phrase)| phrase)
}

/// A stretch of a sentence and whether its ends are ends of clauses.
struct Cut<'a> {
    raw: &'a str,
    words: usize,
    cut_before: bool,
    cut_after: bool,
}

impl Cut<'_> {
    fn text(&self) -> String {
        let before = if self.cut_before { "…" } else { "" };
        let after = if self.cut_after { "…" } else { "" };
        format!("{before}{}{after}", self.raw)
    }
}

/// How much a stretch tells: its terms, the earlier the heavier, less for a cut end and for distance from six words.
/// `None` when it tells too little, or holds what cannot stand between quotation marks.
fn worth(cut: &Cut<'_>, terms: &[String]) -> Option<i32> {
    if cut.raw.contains(['«', '»', '"', '“', '”', '„', '(', ')', '[', ']', '<', '>', '/', '@', '\\'])
    {
        return None;
    }
    let letters = cut.raw.chars().filter(|letter| letter.is_alphabetic());
    let shouted = letters.clone().filter(|letter| letter.is_uppercase()).count() * 2 > letters.count();
    let lowered: Vec<String> = words(cut.raw).map(str::to_lowercase).collect();
    let held: Vec<i32> = terms
        .iter()
        .filter(|term| !term.starts_with(['~', '¬']))
        .enumerate()
        .filter(|(_, term)| lowered.iter().any(|word| is_form_of(word, term)))
        .map(|(rank, _)| 20 - rank.min(15) as i32)
        .collect();
    let ends_cut = i32::from(cut.cut_before) + i32::from(cut.cut_after);
    if shouted || held.is_empty() || (held.len() == 1 && ends_cut > 0) {
        return None;
    }
    Some(held.iter().sum::<i32>() - 12 * ends_cut - (cut.words as i32 - 6).abs())
}

/// Whether a word is a stem with endings. Stems of two letters must be met whole; Kazakh voices a final п, к, қ
/// before a vowel.
fn is_form_of(word: &str, stem: &str) -> bool {
    let length = stem.chars().count();
    if length < 3 {
        return word == stem;
    }
    let near = |stem: &str| {
        word.strip_prefix(stem).is_some_and(|ending| ending.chars().count() <= if length < 4 { 5 } else { 9 })
    };
    let voiced = [('п', "б"), ('к', "г"), ('қ', "ғ")]
        .into_iter()
        .find_map(|(plain, voiced)| stem.strip_suffix(plain).map(|root| format!("{root}{voiced}")));
    near(stem) || voiced.is_some_and(|stem| near(&stem))
}

/// All stretches of a sentence that may stand as a phrase.
fn cuts(sentence: &str) -> Vec<Cut<'_>> {
    let clauses = clauses(sentence);
    let mut cuts = Vec::new();
    for first in 0..clauses.len() {
        for last in first..clauses.len() {
            let run = without_opener(between(sentence, clauses[first], clauses[last]));
            let count = words(run).count();
            if count > MOST_WORDS {
                if first == last {
                    cuts.extend(ends_of(run));
                }
                break;
            }
            if count >= LEAST_WORDS {
                cuts.push(Cut { raw: run, words: count, cut_before: false, cut_after: false });
            }
        }
    }
    cuts
}

/// The beginning and the end of a long clause.
fn ends_of(clause: &str) -> Vec<Cut<'_>> {
    let words: Vec<&str> = words(clause).collect();
    let within = |first: &'_ str, last: &'_ str| -> &str {
        let start = offset(clause, first);
        &clause[start..offset(clause, last) + last.len()]
    };
    // A cut right after a preposition or a conjunction reads badly.
    let whole = |word: &&&str| word.chars().count() > 3;
    let mut ends = Vec::new();
    if let Some(count) = (LEAST_WORDS..=MOST_WORDS).rev().find(|count| whole(&&words[count - 1])) {
        let raw = within(words[0], words[count - 1]);
        ends.push(Cut { raw, words: count, cut_before: false, cut_after: true });
    }
    let tail = words.len() - MOST_WORDS;
    ends.push(Cut {
        raw: within(words[tail], words[words.len() - 1]),
        words: MOST_WORDS,
        cut_before: true,
        cut_after: false,
    });
    ends
}

/// Where a part of `whole` begins in it.
fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

fn between<'a>(sentence: &'a str, first: &str, last: &str) -> &'a str {
    &sentence[offset(sentence, first)..offset(sentence, last) + last.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Language, terms: &str, expected: Option<&str>) {
        let quotes = [Spoken { text, language, post: PostId(1) }];
        let terms: Vec<String> = terms.split(' ').map(str::to_owned).collect();
        let phrase = telling_phrase(&quotes, &terms, Language::Russian);
        assert_eq!(phrase.as_ref().map(|phrase| phrase.text.as_str()), expected);
    }

    #[test]
    fn a_whole_clause_is_preferred() {
        check(
            "Здравствуйте! Третью неделю мёрзнем, в квартирах плюс двенадцать, батареи ледяные. Помогите.",
            Language::Russian,
            "батаре квартир мёрзн",
            Some("в квартирах плюс двенадцать, батареи ледяные"),
        );
        check(
            "Бірақ жылу жоқ, батареялар суық, балалар ауырып жатыр.",
            Language::Kazakh,
            "жылу батарея суық",
            Some("жылу жоқ, батареялар суық, балалар ауырып жатыр"),
        );
    }

    #[test]
    fn a_long_clause_is_cut_in_the_open() {
        check(
            "Вода из крана идёт ржавая с самого утра в домах по улице Абая до обеда и позже",
            Language::Russian,
            "вод ржав кран",
            Some("Вода из крана идёт ржавая с самого утра…"),
        );
    }

    #[test]
    fn careless_punctuation_still_divides() {
        check(
            "мусоропровод забит,никто не убирает. крысы бегают по подъезду",
            Language::Russian,
            "крыс подъезд",
            Some("крысы бегают по подъезду"),
        );
    }

    #[test]
    fn nothing_is_better_than_little() {
        check("Помогите нам пожалуйста.", Language::Russian, "вод", None);
        check("ВОДЫ НЕТ ТРЕТИЙ ДЕНЬ", Language::Russian, "вод ден", None);
        check("Звоните <PHONE> насчёт воды", Language::Russian, "вод", None);
        check("су жоқ", Language::Kazakh, "су", None);
    }

    #[test]
    fn stems_meet_their_forms() {
        assert!(is_form_of("батареялардың", "батарея"));
        assert!(is_form_of("мектебіміз", "мектеп"));
        assert!(is_form_of("газ", "газ"));
        assert!(!is_form_of("сулы", "су"), "two letters are met whole");
        assert!(!is_form_of("газетасындағы", "газ"));
    }
}
