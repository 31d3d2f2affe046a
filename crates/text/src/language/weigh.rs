//! Takes a text and gives, word by word, the language each is read in and why: what a reader is shown who asks what made the
//! program take a word for Kazakh.

use dauys_model::{Language, Methods, Script};

use super::evidence::{Evidence, Gathering};
use super::familiar::{Familiar, familiar};
use super::foreign::is_foreign;
use super::verdict::judge;
use crate::token::each_token;

/// Odds below this, in natural logarithms, are no reason: the words around decide.
const SAYS_NOTHING: f32 = 0.5;

/// How many runs of letters are named for a word.
const RUNS: usize = 3;

/// What a word says about its language.
#[derive(Clone, PartialEq, Debug)]
pub struct WordEvidence {
    /// Byte offset of its beginning.
    pub start: usize,
    /// Byte offset of its end.
    pub end: usize,
    /// The language it is read in: Kazakh, Russian or Other.
    pub language: Language,
    /// What the word says by itself: natural-log odds of Kazakh against Russian. Above zero it speaks for Kazakh, below zero for
    /// Russian; 2 is plain, 6 is sure.
    pub odds: f32,
    /// Why it is read so.
    pub reason: Reason,
    /// The runs of letters that say most for the side the odds are on, most telling first; at most three, none overlapping
    /// another. Empty where no model was asked.
    pub runs: Vec<Run>,
}

/// A run of letters in a word and what it says.
#[derive(Clone, PartialEq, Debug)]
pub struct Run {
    /// Its letters in normal form; `·` is an edge of the word.
    pub letters: String,
    /// What it adds to the odds of the word.
    pub odds: f32,
}

/// Why a word is read in its language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It has this letter, which Kazakh has and Russian has not.
    Letter(char),
    /// It has this letter, which neither of the two has.
    ForeignLetter(char),
    /// It is on a list of the commonest words.
    Listed,
    /// Its runs of letters are what the language has more often.
    Runs,
    /// Its stem is on the list of one of the two, or its beginning or ending is one that only one of them has. Said of texts to which
    /// no model may be applied.
    Form,
    /// It says little or the contrary; the words around it decided.
    Neighbours,
    /// The text as a whole is in one language, or in neither; its words were not looked at one by one.
    Text,
}

impl Reason {
    /// A short name: `letter`, `foreign-letter`, `listed`, `runs`, `form`, `neighbours` or `text`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Letter(_) => "letter",
            Self::ForeignLetter(_) => "foreign-letter",
            Self::Listed => "listed",
            Self::Runs => "runs",
            Self::Form => "form",
            Self::Neighbours => "neighbours",
            Self::Text => "text",
        }
    }
}

/// What every word of a text says about its language, by the methods that are allowed for it; words without letters are left
/// out. `claimed` is the language its source says it is in, asked only where no model may be.
///
/// Languages are those of [`words`](crate::words()) on the same text.
pub fn weigh(text: &str, methods: Methods, claimed: Option<Language>) -> Vec<WordEvidence> {
    let mut gathering = Gathering::under(methods);
    let mut ends = Vec::new();
    each_token(text, |token| {
        gathering.add(text, token.start, token.surface);
        if ends.len() < gathering.words.len() {
            ends.push(token.end);
        }
    });
    let verdict = judge(text, &gathering, claimed);
    let mut evidence = Vec::with_capacity(ends.len());
    for (index, end) in ends.into_iter().enumerate() {
        let word = gathering.words[index];
        let letters = gathering.normal_letters(&text[word.start..end]);
        let language = verdict.word(&gathering, word.start);
        let odds = word.kazakh - word.russian;
        evidence.push(WordEvidence {
            start: word.start,
            end,
            language,
            odds,
            reason: reason(&word, language, odds, &letters, methods, verdict.has_sides()),
            runs: runs(&gathering, &word, odds, &letters),
        });
    }
    evidence
}

fn reason(
    word: &Evidence,
    language: Language,
    odds: f32,
    letters: &[char],
    methods: Methods,
    has_sides: bool,
) -> Reason {
    if let Some(letter) = letters.iter().find(|letter| word.is_foreign && is_foreign(**letter)) {
        return Reason::ForeignLetter(*letter);
    }
    let is_kazakh = match language {
        Language::Kazakh => true,
        Language::Russian => false,
        _ => return Reason::Text,
    };
    if odds.abs() < SAYS_NOTHING || (odds > 0.0) != is_kazakh {
        return if has_sides { Reason::Neighbours } else { Reason::Text };
    }
    if word.script == Script::Cyrillic {
        if let Some(letter) = letters.iter().find(|letter| is_kazakh && is_kazakh_letter(**letter)) {
            return Reason::Letter(*letter);
        }
        if is_kazakh && familiar(letters) == Some(Familiar::Kazakh) {
            return Reason::Listed;
        }
    }
    match methods {
        Methods::All => Reason::Runs,
        Methods::RulesOnly if super::rules::is_common(letters) => Reason::Listed,
        Methods::RulesOnly => Reason::Form,
    }
}

/// Letters that Kazakh has and Russian has not.
fn is_kazakh_letter(letter: char) -> bool {
    matches!(letter, 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і')
}

/// The runs that say most for the side of the word.
fn runs(gathering: &Gathering, word: &Evidence, odds: f32, letters: &[char]) -> Vec<Run> {
    let Some(model) = gathering.model else { return Vec::new() };
    let mut found: Vec<(f32, usize, usize)> = Vec::new();
    model.explain(word.script, letters, |start, length, weight| {
        if weight * odds > 0.0 {
            found.push((weight, start, length));
        }
    });
    // A run of one weight and place comes twice when the word is as short as it.
    found.sort_by(|one, other| {
        other.0.abs().total_cmp(&one.0.abs()).then((one.1, one.2).cmp(&(other.1, other.2)))
    });
    let mut kept: Vec<(f32, usize, usize)> = Vec::with_capacity(RUNS);
    for run in found {
        let is_apart = |other: &(f32, usize, usize)| run.1 >= other.1 + other.2 || other.1 >= run.1 + run.2;
        if kept.len() < RUNS && kept.iter().all(is_apart) {
            kept.push(run);
        }
    }
    let letter_at =
        |place: usize| place.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or('·');
    let show = |(odds, start, length): (f32, usize, usize)| Run {
        letters: (start..start + length).map(letter_at).collect(),
        odds,
    };
    kept.into_iter().map(show).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[(&str, Language, Reason)]) {
        let found = weigh(text, Methods::All, None);
        let found: Vec<(&str, Language, Reason)> =
            found.iter().map(|word| (&text[word.start..word.end], word.language, word.reason)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_word_has_its_reason() {
        use Language::{Kazakh, Russian};
        check(
            "Үйде жарык жок",
            &[
                ("Үйде", Kazakh, Reason::Letter('ү')),
                ("жарык", Kazakh, Reason::Listed),
                ("жок", Kazakh, Reason::Listed),
            ],
        );
        check("нет воды", &[("нет", Russian, Reason::Runs), ("воды", Russian, Reason::Runs)]);
        check(
            "Приложение өте кешігеді",
            &[
                ("Приложение", Kazakh, Reason::Neighbours),
                ("өте", Kazakh, Reason::Letter('ө')),
                ("кешігеді", Kazakh, Reason::Letter('і')),
            ],
        );
    }

    #[test]
    fn telling_runs_add_up_to_less_than_the_word_and_stand_in_it() {
        let found = weigh("жөнделмейді", Methods::All, None);
        let runs = &found[0].runs;
        assert!((1..=RUNS).contains(&runs.len()), "{runs:?}");
        for run in runs {
            assert!("·жөнделмейді·".contains(&run.letters) && run.odds > 0.0, "{run:?}");
        }
    }

    #[test]
    fn texts_that_forbid_the_model_have_reasons_without_it() {
        let found = weigh("Пятый день мы без воды", Methods::RulesOnly, None);
        assert!(
            found.iter().all(|word| word.runs.is_empty() && word.language == Language::Russian),
            "{found:?}"
        );
        assert_eq!((found[0].reason, found[2].reason), (Reason::Form, Reason::Listed));
    }

    proptest! {
        #[test]
        fn languages_are_those_of_the_analysis_but_for_disguised_words(text in "[а-яәқіa-z ,.!#@0-9]{0,80}") {
            let words = crate::words(&text, None).words;
            for word in weigh(&text, Methods::All, None) {
                prop_assert!(word.odds.is_finite());
                let read = words.iter().find(|read| read.start == word.start);
                // «cy» in a Cyrillic sentence is read as «су», whatever its own letters are.
                if let Some(read) = read.filter(|read| read.normal == crate::normal(&text[read.start..read.end])) {
                    prop_assert_eq!(read.language, word.language);
                }
            }
        }

        #[test]
        fn any_text_is_survived(text in "\\PC{0,60}") {
            weigh(&text, Methods::All, None);
            weigh(&text, Methods::RulesOnly, Some(Language::Kazakh));
        }
    }
}
