//! Takes words and texts to which no trained model may be applied and says by letters, lists and the claim of the source what
//! language they are in. It knows Kazakh and Russian; of their neighbours only those that letters give away.
//!
//! Every rule is one a reader can check: letters that one language has and the other has not, a consonant cluster at the beginning,
//! an ending, a list the word is on. What they count is set by hand, on the scale of the model's natural-log odds, so that
//! stretches and mixed texts are found in the same way.

use dauys_model::{Language, Script};

use super::evidence::{Gathering, VOWELS, script_of};
use super::familiar::{Familiar, familiar};
use super::foreign;
use super::stretch::{Side, stretches};
use super::verdict::{Detection, Mixing, Verdict, count};
use crate::reading::is_form_of_frequent_russian;
use crate::stop::is_stop_word;
use dauys_kazakh::is_form_of_listed;

/// What a letter or a list of the commonest words says that only one of the two has.
const SURE: f32 = 6.0;

/// What it says that a word is on the list of stems of one language and not of the other.
const LISTED: f32 = 3.0;

/// What an ending says that only Russian has.
const ENDING: f32 = 3.0;

/// What it says against Kazakh that a word has a letter which Kazakh writes in loans only, or begins as no Kazakh word does.
const LOAN: f32 = 2.0;

/// Letters that Kazakh writes in loanwords only.
const LOAN_LETTERS: [char; 9] = ['в', 'ё', 'ф', 'ц', 'ч', 'щ', 'ъ', 'ь', 'э'];

/// Endings of Russian adjectives, verbs and verbal nouns in which no Kazakh word ends.
const RUSSIAN_ENDINGS: [&str; 29] = [
    "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ыми", "ими", "ых", "их",
    "ться", "тся", "ают", "яют", "уют", "ует", "ает", "яет", "ешь", "ость", "ение", "ании", "ции",
];

/// Letters by which Cyrillic neighbours are known, as ISO 639-1 codes and letters that neither Kazakh nor Russian has.
const NEIGHBOURS: [(&str, &str); 4] = [("uk", "їєґ"), ("be", "ў"), ("tt", "җ"), ("ba", "ҙҫҡ")];

/// How sure a text is Kazakh or Russian for which only its source speaks.
const CLAIMED: f32 = 0.5;

/// How sure a neighbour is whose letters are all shared with Kazakh, or a Latin text by its words: not enough to reject it.
const GUESSED: f32 = 0.75;

/// A text this far ahead is decided by its words; below that, which is one word on a list of stems, its source decides.
const DECIDED: f32 = 4.0;

/// What the claim of the source adds in each word, so that words which say nothing go with it.
const CLAIM: f32 = 0.1;

/// How far Kazakh and Russian explain a Cyrillic word worse than the better of them, by rules.
pub(super) fn weigh_cyrillic(letters: &[char], has_kazakh_letter: bool) -> (f32, f32) {
    match familiar(letters) {
        Some(Familiar::Kazakh) => return (0.0, -SURE),
        Some(Familiar::Both) => return (0.0, 0.0),
        None => {}
    }
    if has_kazakh_letter {
        return (0.0, -SURE);
    }
    let word: String = letters.iter().collect();
    let is_common = |language| is_stop_word(&word, language);
    match (is_common(Language::Kazakh), is_common(Language::Russian)) {
        (true, false) => return (0.0, -SURE),
        (false, true) => return (-SURE, 0.0),
        _ => {}
    }
    let (mut for_kazakh, mut for_russian) = (0.0, 0.0);
    match (is_form_of_listed(&word), is_form_of_frequent_russian(&word)) {
        (true, false) => for_kazakh += LISTED,
        (false, true) => for_russian += LISTED,
        _ => {}
    }
    if RUSSIAN_ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending)) {
        for_russian += ENDING;
    }
    if letters.iter().any(|letter| LOAN_LETTERS.contains(letter)) {
        for_russian += LOAN;
    }
    if letters.len() > 2 && !letters[..2].iter().any(|letter| VOWELS.contains(letter)) {
        for_russian += LOAN;
    }
    let margin: f32 = for_kazakh - for_russian;
    (margin.min(0.0), -margin.max(0.0))
}

/// Whether a word is one of the commonest of one of the two languages, and not of the other.
pub(super) fn is_common(letters: &[char]) -> bool {
    let word: String = letters.iter().collect();
    is_stop_word(&word, Language::Kazakh) != is_stop_word(&word, Language::Russian)
}

/// The same for a Latin word: Kazakh when it is a form of a listed stem; of Russian in Latin letters nothing is known.
pub(super) fn weigh_latin(letters: &[char]) -> (f32, f32) {
    const SHORTEST: usize = 4;
    let word: String = letters.iter().collect();
    if letters.len() >= SHORTEST && is_form_of_listed(&word) { (0.0, -LISTED) } else { (0.0, 0.0) }
}

/// Decides on a text whose words were weighed by rules. `claimed` is the language its source says it is in.
pub(super) fn judge(text: &str, gathering: &Gathering, claimed: Option<Language>) -> Verdict {
    let claimed = claimed.filter(|claimed| matches!(claimed, Language::Kazakh | Language::Russian));
    let script = script_of(&gathering.letters);
    let said = |language, score, iso| Verdict::whole(Detection { language, script, score, iso });
    if gathering.letters.iter().sum::<usize>() < 2 {
        return said(Language::Unknown, 0.0, "und");
    }
    match script {
        Script::Cyrillic => judge_cyrillic(text, gathering, claimed),
        Script::Latin if gathering.is_cyrillic_with_names() => judge_cyrillic(text, gathering, claimed),
        Script::Latin => {
            let known = gathering.words.iter().filter(|word| word.russian < word.kazakh).count();
            match claimed {
                _ if known >= 2 && known * 2 >= gathering.words.len() => {
                    said(Language::Kazakh, GUESSED, "kk")
                }
                Some(claimed) if known > 0 => said(claimed, CLAIMED, claimed.code()),
                _ => said(Language::Unknown, 0.0, "und"),
            }
        }
        Script::Arabic if foreign::is_arabic_kazakh(text) => said(Language::Kazakh, 0.95, "kk"),
        _ => said(Language::Other, 0.9, "und"),
    }
}

/// Natural-log odds as a probability, flattened, since the words of a text are not independent witnesses. Rules are not calibrated.
fn sure(odds: f32) -> f32 {
    1.0 / (1.0 + (-0.5 * odds).exp())
}

fn judge_cyrillic(text: &str, gathering: &Gathering, claimed: Option<Language>) -> Verdict {
    let script = script_of(&gathering.letters);
    if let Some((iso, score)) = neighbour(text, gathering, claimed) {
        return Verdict::whole(Detection { language: Language::Other, script, score, iso });
    }
    let mut words = gathering.words.clone();
    for word in &mut words {
        match claimed {
            Some(Language::Kazakh) => word.russian -= CLAIM,
            Some(Language::Russian) => word.kazakh -= CLAIM,
            _ => {}
        }
    }
    let (sides, _) = stretches(&words);
    let count = count(&gathering.words, &sides, &[]);
    let (found, margin) = count.language(Mixing::BY_RULES);
    let (language, score) = match claimed {
        _ if found == Language::Mixed || margin >= DECIDED => (found, sure(margin)),
        Some(claimed) => (claimed, CLAIMED),
        None if margin > 0.0 => (found, sure(margin)),
        None => {
            return Verdict::whole(Detection { language: Language::Unknown, script, score: 0.0, iso: "und" });
        }
    };
    let iso = match language {
        Language::Kazakh => "kk",
        Language::Russian => "ru",
        _ if count.is_mostly_kazakh() => "kk",
        _ => "ru",
    };
    // Every word of a text that only its source speaks for is read in the language claimed.
    let sides = match language {
        _ if margin >= DECIDED => sides,
        Language::Kazakh => vec![Side::Kazakh; words.len()],
        Language::Russian => vec![Side::Russian; words.len()],
        _ => sides,
    };
    Verdict::with_sides(Detection { language, script, score, iso }, sides)
}

/// The neighbour of Kazakh and Russian that the letters of a text give away, and how sure that is.
fn neighbour(text: &str, gathering: &Gathering, claimed: Option<Language>) -> Option<(&'static str, f32)> {
    /// So many letters of its own make a neighbour sure; fewer may be a quoted word.
    const LETTERS: usize = 2;
    /// One word in so many has them at least.
    const WORDS: usize = 16;
    let lower = text.to_lowercase();
    let count = |letters: &str| lower.chars().filter(|letter| letters.contains(*letter)).count();
    let foreign_words = gathering.words.iter().filter(|word| word.is_foreign).count();
    if foreign_words * WORDS >= gathering.words.len() && foreign_words > 0 {
        let own = NEIGHBOURS.iter().map(|(iso, letters)| (count(letters), *iso)).max_by_key(|(own, _)| *own);
        let own = own.filter(|(own, _)| *own > 0);
        // `і` is Ukrainian and Belarusian too; what else only Kazakh has is in neither.
        let is_kazakh = count("қғңұ") > 0;
        if let Some((letters, iso)) = own.filter(|_| !is_kazakh) {
            return Some((iso, if letters >= LETTERS { 0.95 } else { GUESSED }));
        }
        if let Some(iso) = foreign::cyrillic_by_letters(text) {
            return Some((iso, 0.95));
        }
        if foreign_words >= LETTERS && claimed.is_none() {
            return Some(("und", GUESSED));
        }
    }
    if claimed.is_none() && gathering.lacks_own_letters() {
        let iso = match () {
            () if count("ә") > 0 => "tt",
            () if count("ң") > 0 => "ky",
            () => "und",
        };
        return Some((iso, GUESSED));
    }
    None
}
