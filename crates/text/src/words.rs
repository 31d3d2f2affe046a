//! Takes text and gives its words, each with its sentence, its language, its normal form and its stem: the one analysis that
//! terms, places, categories and the rest are functions of.

use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use dauys_model::{Language, Methods};

use crate::analysis::Given;
use crate::language::{Detection, Gathering, judge};
use crate::negation::mark_negation;
use crate::reading::{
    Reading, is_form_of_frequent_russian, read_kazakh, read_kazakh_in, read_other, read_russian,
};
use crate::sentence;
use crate::token::{normal, tokens};
use dauys_kazakh::homoglyph::{as_cyrillic, is_cyrillic};
use dauys_kazakh::{Alphabet, has_kazakh_letter};

/// One sentence of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// The language it is in.
    pub language: Language,
    /// Byte offset of its beginning.
    pub start: usize,
    /// Byte offset of its end.
    pub end: usize,
}

/// One word of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// Byte offset of its beginning.
    pub start: usize,
    /// Byte offset of its end.
    pub end: usize,
    /// The language this word is read in: Kazakh, Russian or Other.
    pub language: Language,
    /// Whether its letters leave open which Kazakh word it is: typed without Kazakh letters, in Latin or Arabic script, or unknown.
    pub is_loose: bool,
    /// Whether it is negated, by its own suffix or by a word beside it.
    pub negated: bool,
    /// The number of its sentence.
    pub sentence: usize,
    /// What it is wherever it stands.
    form: Arc<Form>,
}

/// What a word is wherever it is read in one language, shared by all places where it stands.
#[derive(Debug)]
pub struct Form {
    /// The normal form: clean, lower case, `ё` kept.
    pub normal: String,
    /// The stem in the language of the word.
    pub stem: String,
    /// The skeleton of a Kazakh stem; of a Russian word the stem again.
    pub fold: String,
    /// Whether it has a letter that Kazakh has and Russian has not.
    has_kazakh_letter: bool,
    has_cyrillic: bool,
    /// Its terms, by what they depend on beside: see [`crate::TermsByWord`].
    pub(crate) joined: [OnceLock<Box<str>>; 8],
}

impl Deref for Word {
    type Target = Form;

    fn deref(&self) -> &Form {
        &self.form
    }
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        (&self.normal, &self.stem, &self.fold) == (&other.normal, &other.stem, &other.fold)
    }
}

impl Eq for Form {}

/// A text taken apart.
#[derive(Clone, Debug)]
pub struct Words {
    /// The language of the whole.
    pub detection: Detection,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Its words, in order.
    pub words: Vec<Word>,
    /// The methods by which they were read.
    pub(crate) methods: Methods,
}

/// Takes a text apart by all methods. `forced` overrules the language that is found.
pub fn words(text: &str, forced: Option<Language>) -> Words {
    words_given(text, &Given { language: forced, ..Given::default() })
}

/// Takes a text apart by the methods that are allowed for it.
pub fn words_given(text: &str, given: &Given) -> Words {
    let methods = given.methods;
    let ranges = sentence::sentences(text);
    let found = tokens(text);
    let mut gathering = Gathering::under(methods);
    let known: Vec<_> = found.iter().map(|token| gathering.add(text, token.start, token.surface)).collect();
    let verdict = judge(text, &gathering, given.claimed);
    let mut detection = verdict.detection;
    if let Some(forced @ (Language::Kazakh | Language::Russian)) = given.language
        && detection.language != forced
    {
        detection = Detection { language: forced, score: 1.0, iso: forced.code(), ..detection };
    }
    let is_forced = detection.language != verdict.detection.language;
    let sentences: Vec<Sentence> = ranges
        .iter()
        .map(|range| Sentence {
            language: if is_forced { detection.language } else { verdict.sentence(&gathering, range) },
            start: range.start,
            end: range.end,
        })
        .collect();
    let mut words = Vec::with_capacity(found.len());
    let mut sentence = 0;
    // The letters of a sentence tell in which alphabet it is typed.
    let alphabets: Vec<Alphabet> = ranges.iter().map(|range| Alphabet::of(&text[range.clone()])).collect();
    for (token, known) in found.into_iter().zip(&known) {
        while sentence + 1 < sentences.len() && token.start >= sentences[sentence].end {
            sentence += 1;
        }
        let language = if is_forced { detection.language } else { verdict.word(&gathering, token.start) };
        let alphabet = alphabets.get(sentence).copied().unwrap_or(Alphabet::Cyrillic);
        let Read { language, negated, is_loose, form } =
            known.readings.get(token.surface, (language, alphabet, methods));
        words.push(Word { start: token.start, end: token.end, language, is_loose, negated, sentence, form });
    }
    loosen(&mut words);
    mark_negation(text, &mut words);
    Words { detection, sentences, words, methods }
}

/// In a sentence without a single Kazakh letter no Cyrillic word is known to be spelled out: «кара» may be «қара».
fn loosen(words: &mut [Word]) {
    for sentence in words.chunk_by_mut(|one, next| one.sentence == next.sentence) {
        if !sentence.iter().any(|word| word.has_kazakh_letter) {
            let cyrillic = sentence.iter_mut().filter(|word| word.has_cyrillic);
            cyrillic.for_each(|word| word.is_loose = true);
        }
    }
}

/// Letters of a word up to which it can hardly be told by its sounds.
const SOUNDLESS: usize = 2;

/// The word that a word all in Latin look-alikes stands for in a Cyrillic sentence, and its language: «cy» is «су». It must be known
/// in Cyrillic, and its letters must not spell a Kazakh word by their sound.
fn disguised(surface: &str, language: Language, alphabet: Alphabet) -> Option<(String, Language)> {
    if alphabet != Alphabet::Cyrillic || !surface.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let cyrillic = as_cyrillic(surface)?;
    let is_kazakh = |word: &str| {
        let stem = dauys_kazakh::stem(word).stem;
        dauys_kazakh::is_listed(&stem) && dauys_kazakh::is_spelled_out(word, &stem)
    };
    if surface.len() > SOUNDLESS && is_kazakh(&dauys_kazakh::to_cyrillic(&normal(surface))) {
        return None;
    }
    let is_russian = is_form_of_frequent_russian(&cyrillic);
    match language {
        Language::Russian if is_russian => Some((cyrillic, Language::Russian)),
        _ if is_kazakh(&cyrillic) => Some((cyrillic, Language::Kazakh)),
        _ => is_russian.then_some((cyrillic, Language::Russian)),
    }
}

/// What a word was read as, and in which language.
#[derive(Clone)]
struct Read {
    language: Language,
    negated: bool,
    is_loose: bool,
    form: Arc<Form>,
}

/// What a word is read under: the language, the alphabet of its sentence, the methods that are allowed.
type Under = (Language, Alphabet, Methods);

/// As what one word was read, under every circumstance that was met.
#[derive(Default)]
pub(crate) struct Readings(Mutex<Vec<(Under, Read)>>);

impl Readings {
    /// As what the word is read. It is the same one whenever this is called.
    fn get(&self, surface: &str, under: Under) -> Read {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, read)) = lock().iter().find(|(known, _)| *known == under) {
            return read.clone();
        }
        // Not under the lock: others go on meanwhile.
        let (language, alphabet, methods) = under;
        let read = read_alone(surface, language, alphabet, methods);
        let mut all = lock();
        if all.iter().all(|(known, _)| *known != under) {
            all.push((under, read.clone()));
        }
        read
    }
}

fn read_alone(surface: &str, language: Language, alphabet: Alphabet, methods: Methods) -> Read {
    let (normal, language) = match disguised(surface, language, alphabet) {
        Some(disguised) => disguised,
        None => (normal(surface), language),
    };
    let Reading { stem, fold, negated, is_loose } = match language {
        // A Latin word in a Cyrillic sentence is typed as itself.
        Language::Kazakh if alphabet == Alphabet::Cyrillic => read_kazakh(&normal, methods),
        Language::Kazakh => read_kazakh_in(&normal, alphabet, methods),
        Language::Russian => read_russian(&normal),
        _ => read_other(&normal),
    };
    let (has_kazakh_letter, has_cyrillic) = (has_kazakh_letter(&normal), normal.contains(is_cyrillic));
    let form = Form { normal, stem, fold, has_kazakh_letter, has_cyrillic, joined: Default::default() };
    let form = Arc::new(form);
    Read { language, negated, is_loose, form }
}
