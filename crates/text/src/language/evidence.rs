//! Takes the words of a text one after another and keeps what each says about its language: how well Kazakh and Russian
//! explain it, beside sums for every language the tables know.

use std::sync::{Arc, LazyLock};

use dauys_model::{Methods, Script};

use super::familiar::{Familiar, familiar};
use super::foreign::{is_foreign, is_foreign_latin};
use super::model::Model;
use super::rules;
use super::table::{COLUMNS, Scores, UNIT};
use crate::memo::Memo;
use crate::words::Readings;
use dauys_kazakh::homoglyph::{is_cyrillic, is_latin, mend};
use dauys_kazakh::{is_plain, lower_plain, normal};

/// No word speaks against a language by more than this, in natural-log odds: one odd name must not outvote a text.
const LOUDEST: f32 = 8.0;

/// What a letter that only Kazakh has beside Russian adds to Kazakh, in natural-log odds, and what a letter that neither has
/// takes from both.
const ALPHABET: f32 = 6.0;

/// How much of its weight a word keeps that stands in Kazakh and Russian alike.
const SHARED: f32 = 0.25;

/// Words after an opening quotation mark that are taken for a title, which may be in any language.
const TITLE_WORDS: usize = 5;

/// A text with so many times more Latin than Cyrillic letters is still read by its Cyrillic words: the rest are names.
const LATIN_NAMES: usize = 3;

/// A text of fewer words may lack the letters that only Kazakh has by chance.
const NEIGHBOUR_WORDS: usize = 4;

/// Letters without which a word is an abbreviation, which says little.
pub(super) const VOWELS: [char; 19] =
    ['а', 'ә', 'е', 'ё', 'и', 'о', 'ө', 'у', 'ұ', 'ү', 'ы', 'і', 'э', 'ю', 'я', 'ї', 'є', 'ў', 'й'];

/// What one word says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evidence {
    /// Byte offset of the word.
    pub(crate) start: usize,
    /// Byte offset of its end.
    pub(crate) end: usize,
    /// How far Kazakh explains it worse than the best language does; 0 is best.
    pub(crate) kazakh: f32,
    /// The same for Russian.
    pub(crate) russian: f32,
    /// Its script.
    pub(crate) script: Script,
    /// Whether it has a letter that Kazakh has and Russian has not.
    pub(crate) has_kazakh_letter: bool,
    /// Whether it is Cyrillic and has a letter that neither of them has.
    pub(crate) is_foreign: bool,
    /// Its number of letters.
    pub(crate) letters: usize,
    /// Whether it looks like a name: a capital inside a sentence, or part of a title.
    pub(crate) is_name: bool,
    /// Whether a sentence or clause ends before it.
    pub(crate) after_break: bool,
}

/// Everything the words of a text say.
pub(crate) struct Gathering {
    /// What weighs the words; rules do where there is none.
    pub(super) model: Option<Model>,
    /// Word by word.
    pub(crate) words: Vec<Evidence>,
    /// How far each language of the Cyrillic table falls behind, all Cyrillic words together.
    pub(crate) cyrillic: [f32; COLUMNS],
    /// The same for the Latin table.
    pub(crate) latin: [f32; COLUMNS],
    /// Letters in Cyrillic, Latin, Arabic and other scripts.
    pub(crate) letters: [usize; 4],
    /// Letters `қ ғ ұ і`, which Kazakh writes and Kyrgyz, Tatar and Mongolian do not.
    pub(crate) own_letters: usize,
    /// Letters `ә ө ү ң һ`, which Kazakh shares with them.
    pub(crate) shared_letters: usize,
    /// How many more words a title in quotation marks may have.
    quoted: usize,
    buffer: Vec<char>,
    last_end: usize,
}

impl Gathering {
    /// Nothing yet, to be weighed by what is allowed.
    pub(crate) fn under(methods: Methods) -> Self {
        Self {
            model: Model::under(methods),
            words: Vec::new(),
            cyrillic: [0.0; COLUMNS],
            latin: [0.0; COLUMNS],
            letters: [0; 4],
            own_letters: 0,
            shared_letters: 0,
            quoted: 0,
            buffer: Vec::new(),
            last_end: 0,
        }
    }

    /// Adds the word that stands at `start` in `text`, and gives what is known of it wherever it stands.
    pub(crate) fn add(&mut self, text: &str, start: usize, surface: &str) -> Arc<Known> {
        let gap = &text[self.last_end.min(start)..start];
        self.last_end = start + surface.len();
        self.quoted = match gap.rfind(['«', '»']) {
            Some(at) if gap[at..].starts_with('«') => TITLE_WORDS,
            Some(_) => 0,
            None => self.quoted.saturating_sub(1),
        };
        let ends_sentence =
            self.words.is_empty() || gap.contains(['.', '!', '?', '…', '\n', ':', '"', '«', '“']);
        let after_break = ends_sentence || gap.contains([',', ';', '(', ')', '—', '–', '-']);
        let is_capital = is_capitalized(surface);
        let known = self.known(surface);
        let said = known.said;
        self.own_letters += said.own_letters;
        self.shared_letters += said.shared_letters;
        let letters: usize = said.counts.iter().sum();
        if letters == 0 {
            return known;
        }
        for (all, count) in self.letters.iter_mut().zip(said.counts) {
            *all += count;
        }
        match said.script {
            Script::Cyrillic => add_to(&mut self.cyrillic, &said.behind),
            Script::Latin => add_to(&mut self.latin, &said.behind),
            _ => {}
        }
        let is_name = self.quoted > 0 || (is_capital && !ends_sentence);
        self.words.push(Evidence {
            start,
            end: self.last_end,
            kazakh: said.kazakh,
            russian: said.russian,
            script: said.script,
            has_kazakh_letter: said.is_kazakh,
            is_foreign: said.is_foreign,
            letters,
            is_name,
            after_break,
        });
        known
    }

    /// What is known of a word wherever it stands.
    fn known(&mut self, surface: &str) -> Arc<Known> {
        static KNOWN: LazyLock<Memo<bool, Arc<Known>>> = LazyLock::new(Memo::new);
        KNOWN.get(surface, self.model.is_some(), || {
            self.fill(surface);
            Arc::new(Known { said: Said::of(&self.buffer, self.model), readings: Readings::default() })
        })
    }

    /// Whether a text of mostly Latin letters is still read by its Cyrillic words.
    pub(super) fn is_cyrillic_with_names(&self) -> bool {
        let [cyrillic, latin, ..] = self.letters;
        cyrillic * LATIN_NAMES > latin
    }

    /// Whether so many words of a text have letters which neither Kazakh nor Russian has that they are no slips of the pen: two,
    /// and one in six.
    pub(super) fn is_spelled_as_neither(&self) -> bool {
        let foreign = self.words.iter().filter(|word| word.is_foreign).count();
        foreign > 1 && foreign * 6 >= self.words.len()
    }

    /// Whether a text has letters that Kazakh shares with its neighbours, but none of those it has alone: who types Kazakh
    /// without its letters leaves out all of them.
    pub(super) fn lacks_own_letters(&self) -> bool {
        self.shared_letters > 0 && self.own_letters == 0 && self.words.len() >= NEIGHBOUR_WORDS
    }

    /// The letters of a word in normal form, as they are weighed.
    pub(super) fn normal_letters(&mut self, surface: &str) -> Vec<char> {
        self.fill(surface);
        self.buffer.clone()
    }

    /// Fills the buffer with the normal form of a word.
    fn fill(&mut self, surface: &str) {
        self.buffer.clear();
        if surface.chars().all(is_plain) {
            self.buffer.extend(surface.chars().map(lower_plain));
            mend(&mut self.buffer);
            // Letters repeated for emphasis are another matter for the normal form.
            if !self.buffer.windows(3).any(|three| three[0] == three[1] && three[1] == three[2]) {
                return;
            }
            self.buffer.clear();
            self.buffer.extend(normal(surface).chars());
        } else {
            self.buffer.extend(normal(surface).chars());
        }
    }
}

/// What is known of a word wherever it stands.
pub(crate) struct Known {
    said: Said,
    /// As what it was read so far.
    pub(crate) readings: Readings,
}

/// What a word says of its language wherever it stands.
#[derive(Clone, Copy, Debug)]
struct Said {
    /// Letters in Cyrillic, Latin, Arabic and other scripts.
    counts: [usize; 4],
    /// Letters that Kazakh has alone, and those it shares with its neighbours.
    own_letters: usize,
    shared_letters: usize,
    /// Whether it has any of either.
    is_kazakh: bool,
    /// Whether it has a letter that neither Kazakh nor Russian has.
    is_foreign: bool,
    script: Script,
    /// How far each language of the table of its script falls behind.
    behind: [f32; COLUMNS],
    kazakh: f32,
    russian: f32,
}

impl Said {
    /// By the letters of its normal form.
    fn of(word: &[char], model: Option<Model>) -> Self {
        let mut said = Self {
            counts: [0; 4],
            own_letters: 0,
            shared_letters: 0,
            is_kazakh: false,
            is_foreign: false,
            script: Script::None,
            behind: [0.0; COLUMNS],
            kazakh: 0.0,
            russian: 0.0,
        };
        said.count(word);
        match (said.script, model) {
            (Script::Cyrillic, Some(model)) => said.weigh_cyrillic(word, model),
            (Script::Latin, Some(model)) => {
                said.behind = behind(&model.latin(word), super::table::LATIN.len());
                if word.iter().copied().any(is_foreign_latin) {
                    said.behind[0] -= ALPHABET;
                    said.behind[1] -= ALPHABET;
                }
                said.kazakh = said.behind[0];
                said.russian = said.behind[1];
            }
            (Script::Cyrillic, None) => {
                (said.kazakh, said.russian) = rules::weigh_cyrillic(word, said.is_kazakh);
            }
            (Script::Latin, None) => (said.kazakh, said.russian) = rules::weigh_latin(word),
            _ => {}
        }
        said
    }

    fn count(&mut self, word: &[char]) {
        for letter in word {
            if is_cyrillic(*letter) {
                self.counts[0] += 1;
                let is_own = matches!(letter, 'қ' | 'ғ' | 'ұ' | 'і');
                let is_shared = matches!(letter, 'ә' | 'ө' | 'ү' | 'ң' | 'һ');
                self.is_kazakh |= is_own || is_shared;
                self.own_letters += usize::from(is_own);
                self.shared_letters += usize::from(is_shared);
                self.is_foreign |= is_foreign(*letter);
            } else if is_latin(*letter) {
                self.counts[1] += 1;
            } else if letter.is_alphabetic() {
                self.counts[if is_arabic(*letter) { 2 } else { 3 }] += 1;
            }
        }
        self.script = script_of(&self.counts);
    }

    fn weigh_cyrillic(&mut self, word: &[char], model: Model) {
        self.behind = behind(&model.cyrillic(word), super::table::CYRILLIC.len());
        if !word.iter().any(|letter| VOWELS.contains(letter)) {
            self.behind = self.behind.map(|value| value * SHARED);
        }
        self.kazakh = self.behind[0];
        self.russian = self.behind[1] - if self.is_kazakh { ALPHABET } else { 0.0 };
        match familiar(word) {
            None if is_declined_loan(word) => {
                self.kazakh = 0.0;
                self.russian = -ALPHABET;
            }
            Some(Familiar::Kazakh) => {
                self.kazakh = 0.0;
                self.russian = -ALPHABET;
            }
            Some(Familiar::Both) => {
                self.kazakh *= SHARED;
                self.russian *= SHARED;
            }
            None => {}
        }
        if self.is_foreign {
            self.kazakh -= ALPHABET;
            self.russian -= ALPHABET;
        }
    }
}

fn add_to(sums: &mut [f32; COLUMNS], behind: &[f32; COLUMNS]) {
    for (sum, value) in sums.iter_mut().zip(behind) {
        *sum += value;
    }
}

/// How far each of the first `columns` languages falls behind the best, at most [`LOUDEST`].
fn behind(scores: &Scores, columns: usize) -> [f32; COLUMNS] {
    let most = scores[..columns].iter().copied().max().unwrap_or(0);
    let mut behind = [0.0; COLUMNS];
    for column in 0..columns {
        behind[column] = (f32::from(scores[column] - most) * UNIT).max(-LOUDEST);
    }
    behind
}

/// Whether a word is a Russian noun in `-ие` with a Kazakh ending («описаниеде», «приложениеге»): no Russian word ends so.
fn is_declined_loan(letters: &[char]) -> bool {
    const ENDINGS: [&str; 16] = [
        "де",
        "ден",
        "ге",
        "ні",
        "ни",
        "ны",
        "нің",
        "нин",
        "нын",
        "лер",
        "лар",
        "мен",
        "сі",
        "си",
        "нда",
        "сінде",
    ];
    let Some(at) = letters.windows(2).rposition(|pair| pair == ['и', 'е']) else { return false };
    let ending = &letters[at + 2..];
    at >= 2 && ENDINGS.iter().any(|known| known.chars().eq(ending.iter().copied()))
}

fn is_capitalized(surface: &str) -> bool {
    let mut letters = surface.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
}

/// The script most letters belong to, by counts of Cyrillic, Latin, Arabic and other letters; the first wins a tie.
pub(crate) fn script_of(counts: &[usize; 4]) -> Script {
    const SCRIPTS: [Script; 4] = [Script::Cyrillic, Script::Latin, Script::Arabic, Script::Other];
    let most = counts.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return Script::None;
    }
    let first = counts.iter().position(|count| *count == most).unwrap_or(0);
    SCRIPTS[first]
}
