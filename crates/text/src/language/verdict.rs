//! Takes what the words of a text say and decides: the language of the whole, of every sentence and of every word.

use std::ops::Range;

use dauys_model::{Language, Script};
use rustc_hash::FxHashSet;

use super::evidence::{Evidence, Gathering, script_of};
use super::model::Model;
use super::stretch::{NAME, Side, stretches};
use super::sureness::sureness;
use super::table::{CYRILLIC, LATIN};
use super::{foreign, guest, rules};
use crate::{normal, russian};
use dauys_kazakh::is_form_of_listed;

/// What a text was found to be.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Detection {
    /// Kazakh, Russian, both, neither, or too little to tell.
    pub language: Language,
    /// The script most of its letters belong to.
    pub script: Script,
    /// How sure the language is, 0 to 1.
    pub score: f32,
    /// ISO 639 code of the best guess, of the greater part when the text is mixed; `und` when there is none.
    pub iso: &'static str,
}

/// What another Cyrillic language must be ahead by, in natural-log odds: nearly all that is read is Kazakh or Russian.
const AT_HOME: f32 = 0.0;

/// What is added for short texts, which are hardly ever foreign: this divided by the words, within a limit.
const AT_HOME_SHORT: f32 = 8.0;
const AT_HOME_SHORT_MOST: f32 = 2.5;

/// What a text loses that has Kazakh letters, but only those that neighbours of Kazakh have too.
const NEIGHBOUR: f32 = 5.0;

/// A Latin text that is ahead by less than this for each word may be in a language the table does not know.
const LATIN_WEAK: f32 = 1.5;

/// A word speaks for its side when it is ahead by this.
const DECIDED: f32 = 2.0;

/// In a text of so few words each is looked up in the lists of stems too,
const SHORT: usize = 5;

/// unless one that neither knows is ahead by this for Kazakh,
const SURELY: f32 = 4.0;

/// and counts this much less for Kazakh when only Russian knows it.
const LISTED: f32 = 3.0;

/// What the smaller language of a text needs for the text to be mixed.
#[derive(Clone, Copy)]
pub(super) struct Needed {
    /// Its words are ahead by this together, in natural-log odds,
    strength: f32,
    /// and this is their share of what all words of both are ahead by.
    share: f32,
}

/// What a text needs to be mixed, by what weighed its words.
#[derive(Clone, Copy)]
pub(super) struct Mixing {
    /// Russian in Kazakh needs much, since single Russian words are loans there,
    russian: Needed,
    /// and more by far where no word has a Kazakh letter: such words look Russian more easily.
    russian_among_plain: Needed,
    /// Kazakh in Russian needs little where one of its words has a Kazakh letter,
    kazakh: Needed,
    /// and much where none has, since foreign names look like that.
    plain_kazakh: Needed,
}

impl Mixing {
    /// For words weighed by the model.
    const BY_MODEL: Self = Self {
        russian: Needed { strength: 6.0, share: 0.2 },
        russian_among_plain: Needed { strength: 6.0, share: 0.4 },
        kazakh: Needed { strength: 4.5, share: 0.03 },
        plain_kazakh: Needed { strength: 8.0, share: 0.3 },
    };

    /// For words weighed by rules, of which a single one is ahead by less.
    pub(super) const BY_RULES: Self = Self {
        russian: Needed { strength: 5.0, share: 0.12 },
        russian_among_plain: Needed { strength: 5.0, share: 0.2 },
        kazakh: Needed { strength: 4.5, share: 0.05 },
        plain_kazakh: Needed { strength: 8.0, share: 0.12 },
    };
}

/// No word adds more than this to a side.
const STRONGEST: f32 = 6.0;

/// The decision on a text.
pub(crate) struct Verdict {
    pub(crate) detection: Detection,
    /// The side of each gathered word, when the text is Kazakh, Russian or mixed Cyrillic.
    sides: Vec<Side>,
    /// What each of them counts for Russian in a Kazakh text; empty when that is what its letters say.
    guests: Vec<f32>,
}

/// Decides on a text. `claimed`, the language its source says it is in, is asked only where no model may be.
pub(crate) fn judge(text: &str, gathering: &Gathering, claimed: Option<Language>) -> Verdict {
    let Some(model) = gathering.model else { return rules::judge(text, gathering, claimed) };
    let script = script_of(&gathering.letters);
    let letters: usize = gathering.letters.iter().sum();
    let certain = |language, score, iso| Verdict::whole(Detection { language, script, score, iso });
    if letters < 2 {
        return certain(Language::Unknown, 0.0, "und");
    }
    match script {
        Script::Latin if gathering.is_cyrillic_with_names() => judge_cyrillic(text, script, gathering),
        Script::Cyrillic => judge_cyrillic(text, script, gathering),
        Script::Latin => judge_latin(model, text, gathering),
        Script::Arabic if foreign::is_arabic_kazakh(text) => certain(Language::Kazakh, 0.95, "kk"),
        _ => certain(Language::Other, 0.9, foreign::iso_of(model, text)),
    }
}

fn judge_cyrillic(text: &str, script: Script, gathering: &Gathering) -> Verdict {
    let words = &gathering.words;
    let looked_up = look_up(text, words);
    let words = looked_up.as_ref().unwrap_or(words);
    let (sides, home) = stretches(words);
    let (other, best) = greatest(&gathering.cyrillic[2..CYRILLIC.len()]);
    let prior = AT_HOME + (AT_HOME_SHORT / gathering.words.len().max(1) as f32).min(AT_HOME_SHORT_MOST);
    // A text that has `ө` but never `қ` or `і` is a neighbour's.
    let home = home + prior - if gathering.lacks_own_letters() { NEIGHBOUR } else { 0.0 };
    let mut ahead = home - best;
    if gathering.is_spelled_as_neither() {
        ahead = ahead.min(-STRONGEST);
    }
    if ahead < 0.0 {
        let iso = foreign::cyrillic_by_letters(text).unwrap_or(CYRILLIC[2 + other]);
        let score = sureness(Language::Other, Script::Cyrillic, -ahead);
        return Verdict::whole(Detection { language: Language::Other, script, score, iso });
    }
    let guests = guests(text, words, &sides);
    let count = count(words, &sides, &guests);
    let (language, margin) = count.language(Mixing::BY_MODEL);
    let iso = if count.is_mostly_kazakh() { "kk" } else { "ru" };
    let score = sureness(language, Script::Cyrillic, margin.min(ahead));
    Verdict { guests, ..Verdict::with_sides(Detection { language, script, score, iso }, sides) }
}

/// Words weighed once more where none has a Kazakh letter or is a form of a listed Kazakh stem: what the Russian dictionary has speaks
/// less for Kazakh.
fn look_up(text: &str, words: &[Evidence]) -> Option<Vec<Evidence>> {
    if words.len() > SHORT || words.iter().any(|word| word.has_kazakh_letter) {
        return None;
    }
    let mut looked_up = words.to_vec();
    for word in looked_up.iter_mut().filter(|word| word.script == Script::Cyrillic && word.letters > 2) {
        let form = normal(&text[word.start..word.end]);
        match (is_form_of_listed(&form), russian::is_known(&form)) {
            (true, false) => return None,
            (false, false) if word.kazakh - word.russian >= SURELY => return None,
            (false, true) => word.kazakh -= LISTED,
            _ => {}
        }
    }
    Some(looked_up)
}

/// What each word on the Russian side of a text in both counts for Russian; a word said again counts nothing. Empty when all words
/// are on one side.
fn guests(text: &str, words: &[Evidence], sides: &[Side]) -> Vec<f32> {
    if !(sides.contains(&Side::Kazakh) && sides.contains(&Side::Russian)) {
        return Vec::new();
    }
    let mut said = FxHashSet::default();
    let weigh = |(word, side): (&Evidence, &Side)| {
        let margin = word.margin();
        if *side == Side::Kazakh || margin >= 0.0 || word.script != Script::Cyrillic {
            return 0.0;
        }
        let form = normal(&text[word.start..word.end]);
        let weight = guest::weight(&form, -margin, word.is_decided());
        if !said.insert(form) {
            return 0.0;
        }
        weight * if word.is_name { NAME } else { 1.0 }
    };
    words.iter().zip(sides).map(weigh).collect()
}

fn judge_latin(model: Model, text: &str, gathering: &Gathering) -> Verdict {
    let sums = &gathering.latin[..LATIN.len()];
    let (best, most) = greatest(sums);
    let second = greatest(&[&sums[..best], &sums[best + 1..]].concat()).1;
    let is_weak = most - second < LATIN_WEAK * gathering.words.len() as f32;
    let sure_other = || if is_weak || best > 1 { foreign::sure_latin(model, text) } else { None };
    let (language, iso) = match best {
        0 | 1 => match sure_other() {
            Some(iso) => (Language::Other, iso),
            None if best == 0 => (Language::Kazakh, "kk"),
            None => (Language::Russian, "ru"),
        },
        _ => (Language::Other, sure_other().unwrap_or(LATIN[best])),
    };
    let score = sureness(language, Script::Latin, most - second);
    Verdict::whole(Detection { language, script: Script::Latin, score, iso })
}

/// The greatest of some sums and its number; the first wins a tie.
fn greatest(sums: &[f32]) -> (usize, f32) {
    sums.iter()
        .copied()
        .enumerate()
        .fold((0, f32::MIN), |best, next| if next.1 > best.1 { next } else { best })
}

/// What the decided words of a text or sentence come to.
#[derive(Default)]
pub(super) struct Count {
    kazakh: f32,
    russian: f32,
    /// What the Russian words count when the text is Kazakh.
    guests: f32,
    kazakh_words: usize,
    russian_words: usize,
    undecided: f32,
    has_kazakh_letter: bool,
    has_decided_kazakh_letter: bool,
}

impl Evidence {
    /// By how much Kazakh is ahead, within the limit.
    fn margin(&self) -> f32 {
        (self.kazakh - self.russian).clamp(-STRONGEST, STRONGEST)
    }

    /// Whether it speaks for its side by itself.
    fn is_decided(&self) -> bool {
        self.margin().abs() >= DECIDED && self.letters >= 2 && !self.is_name
    }
}

/// Adds up words by their sides; `guests` is what each Russian one counts in a Kazakh text, or empty.
pub(super) fn count(words: &[Evidence], sides: &[Side], guests: &[f32]) -> Count {
    let mut count = Count::default();
    for (index, (word, side)) in words.iter().zip(sides).enumerate() {
        if word.script != Script::Cyrillic {
            continue;
        }
        let margin = word.margin();
        count.undecided += margin;
        count.has_kazakh_letter |= word.has_kazakh_letter;
        let decided = word.is_decided();
        match side {
            Side::Kazakh if margin > 0.0 => {
                count.kazakh += margin;
                count.kazakh_words += usize::from(decided);
                count.has_decided_kazakh_letter |= decided && word.has_kazakh_letter;
            }
            Side::Russian if margin < 0.0 => {
                count.russian -= margin;
                count.guests += guests.get(index).copied().unwrap_or(-margin);
                count.russian_words += usize::from(decided);
            }
            _ => {}
        }
    }
    count
}

impl Count {
    /// Whether the greater part is Kazakh.
    pub(super) fn is_mostly_kazakh(&self) -> bool {
        self.kazakh >= self.russian
    }

    /// The language, and by how much it is ahead of the next best answer.
    pub(super) fn language(&self, mixing: Mixing) -> (Language, f32) {
        let needed = match (self.kazakh < self.russian, self.has_decided_kazakh_letter) {
            (true, true) => mixing.kazakh,
            (true, false) => mixing.plain_kazakh,
            (false, _) if self.has_kazakh_letter => mixing.russian,
            (false, _) => mixing.russian_among_plain,
        };
        let russian = if self.is_mostly_kazakh() { self.guests } else { self.russian };
        let least = needed.strength.max(needed.share * (self.kazakh + russian));
        let smaller = self.kazakh.min(russian);
        if self.kazakh_words.min(self.russian_words) > 0 && smaller >= least {
            return (Language::Mixed, smaller - least);
        }
        if self.kazakh == 0.0 && self.russian == 0.0 {
            let language = if self.undecided >= 0.0 { Language::Kazakh } else { Language::Russian };
            return (language, self.undecided.abs());
        }
        let language = if self.kazakh >= self.russian { Language::Kazakh } else { Language::Russian };
        (language, (self.kazakh - self.russian).abs())
    }
}

impl Verdict {
    /// A verdict on a text whose words have no sides.
    pub(super) fn whole(detection: Detection) -> Self {
        Self { detection, sides: Vec::new(), guests: Vec::new() }
    }

    /// A verdict on a text and each of its words.
    pub(super) fn with_sides(detection: Detection, sides: Vec<Side>) -> Self {
        Self { detection, sides, guests: Vec::new() }
    }

    /// The language of the sentence at `range`; that of the whole text when the sentence itself decides nothing.
    pub(crate) fn sentence(&self, gathering: &Gathering, range: &Range<usize>) -> Language {
        let from = gathering.words.partition_point(|word| word.start < range.start);
        let to = gathering.words.partition_point(|word| word.start < range.end);
        match (self.sides.get(from..to), gathering.words.get(from..to)) {
            (Some(sides), Some(words)) => {
                let count = count(words, sides, self.guests.get(from..to).unwrap_or(&[]));
                let mixing = if gathering.model.is_some() { Mixing::BY_MODEL } else { Mixing::BY_RULES };
                if count.kazakh_words + count.russian_words == 0 {
                    return match self.detection.language {
                        Language::Mixed if count.undecided != 0.0 => count.language(mixing).0,
                        whole => whole,
                    };
                }
                count.language(mixing).0
            }
            _ => self.detection.language,
        }
    }

    /// Whether the words of the text were looked at one by one.
    pub(super) fn has_sides(&self) -> bool {
        !self.sides.is_empty()
    }

    /// The language in which the word at `start` is read: Kazakh, Russian or Other.
    pub(crate) fn word(&self, gathering: &Gathering, start: usize) -> Language {
        let whole = match self.detection.language {
            Language::Kazakh | Language::Russian => self.detection.language,
            _ => Language::Other,
        };
        let Ok(index) = gathering.words.binary_search_by_key(&start, |word| word.start) else {
            return whole;
        };
        let word = &gathering.words[index];
        match (self.sides.get(index), word.script) {
            (Some(Side::Kazakh), Script::Cyrillic) => Language::Kazakh,
            (Some(Side::Russian), Script::Cyrillic) => Language::Russian,
            (Some(_), Script::Latin) => latin_guest(gathering),
            (None, script) if script == self.detection.script => whole,
            _ => Language::Other,
        }
    }
}

/// The language of Latin words in a Cyrillic text: Kazakh when together they are, else brands and the like.
fn latin_guest(gathering: &Gathering) -> Language {
    let sums = &gathering.latin[..LATIN.len()];
    let second = greatest(&sums[1..]).1;
    if sums[0] - second >= STRONGEST { Language::Kazakh } else { Language::Other }
}
