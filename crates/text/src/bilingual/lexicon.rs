//! Reads `data/lexicon/bilingual.tsv` and finds the rings of the words of a query.

use std::sync::LazyLock;

use dauys_model::{Language, Methods};
use rustc_hash::{FxHashMap, FxHashSet};

use super::member::Member;
use super::names;
use crate::reading::{read_kazakh, read_russian};
use crate::{normal, skeleton};
use dauys_kazakh::has_kazakh_letter;
use dauys_kazakh::homoglyph::is_latin;

const RINGS: &str = include_str!("../../../../data/lexicon/bilingual.tsv");

/// Words and phrases that mean the same: those of Kazakh, those of Russian.
pub(super) type Ring = [Vec<Entry>; 2];

/// A member as the list writes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    /// The word or phrase.
    pub(super) text: &'static str,
    /// Whether a query with it brings the others. One with other meanings is only brought: `+жарық`.
    pub(super) asks: bool,
}

/// One word of a query: the ways in which it may be read.
pub(super) struct Key {
    kazakh: String,
    fold: Option<String>,
    russian: Option<String>,
    language: Language,
    /// Whether it is a Russian word as it stands.
    is_russian: bool,
    /// Whether it is a stop word.
    pub(super) is_stop: bool,
}

impl Key {
    pub(super) fn new(normal: &str, language: Language, is_russian: bool, is_stop: bool) -> Self {
        let (kazakh, fold) = kazakh_keys(normal);
        let is_spelled_out = has_kazakh_letter(normal);
        let russian = (!is_spelled_out && !normal.contains(is_latin)).then(|| read_russian(normal).stem);
        Self { kazakh, fold: (!is_spelled_out).then_some(fold), russian, language, is_russian, is_stop }
    }

    /// The language it is likely in.
    fn likely(&self) -> Language {
        match self.language {
            Language::Kazakh => Language::Kazakh,
            _ if self.is_russian => Language::Russian,
            language => language,
        }
    }
}

/// Stem and skeleton of a Kazakh word, both with a mark where its ending negates it.
fn kazakh_keys(normal: &str) -> (String, String) {
    let read = read_kazakh(normal, Methods::All);
    let mark = if read.negated { "¬" } else { "" };
    let fold = format!("{mark}{}", skeleton(&read.stem));
    (format!("{mark}{}", read.stem), fold)
}

/// The ways in which a word of a query is compared with words of members, the surest first.
const WAYS: [Way; 3] = [Way::Kazakh, Way::Russian, Way::Folded];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Kazakh,
    Russian,
    Folded,
}

impl Way {
    fn language(self) -> Language {
        if self == Self::Russian { Language::Russian } else { Language::Kazakh }
    }

    fn key(self, key: &Key) -> Option<&str> {
        match self {
            Self::Kazakh => Some(&key.kazakh),
            Self::Russian => key.russian.as_deref(),
            Self::Folded => key.fold.as_deref(),
        }
    }
}

/// Members by their first word; of each the words and its number.
type Table = FxHashMap<String, Vec<(Vec<String>, usize)>>;

/// All rings, compiled.
pub(super) struct Lexicon {
    members: Vec<Member>,
    /// The rings of each member that asks.
    rings_of: Vec<Vec<usize>>,
    /// The members of each ring, Kazakh ones first.
    rings: Vec<Vec<usize>>,
    tables: [Table; 3],
}

/// The lexicon, compiled at first use.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::new(rings().filter_map(Result::ok).chain(names::rings())));
    &LEXICON
}

/// The rings of the list; a line that cannot be read is an error that quotes it.
pub(super) fn rings() -> impl Iterator<Item = Result<Ring, String>> {
    let lines = RINGS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| ring(line).ok_or_else(|| format!("`{line}` is not a ring")))
}

fn ring(line: &'static str) -> Option<Ring> {
    let mut sides = line.split('\t');
    let ring = [entries(sides.next()?)?, entries(sides.next()?)?];
    sides.next().is_none().then_some(ring)
}

fn entries(side: &'static str) -> Option<Vec<Entry>> {
    side.split("; ").map(entry).collect()
}

fn entry(text: &'static str) -> Option<Entry> {
    let (text, asks) = text.strip_prefix('+').map_or((text, true), |text| (text, false));
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '-');
    let is_sound = !text.is_empty() && text.trim() == text && text.chars().all(is_word);
    is_sound.then_some(Entry { text, asks })
}

impl Lexicon {
    fn new(rings: impl Iterator<Item = Ring>) -> Self {
        let mut lexicon = Self {
            members: Vec::new(),
            rings_of: Vec::new(),
            rings: Vec::new(),
            tables: [Table::default(), Table::default(), Table::default()],
        };
        let mut numbers: FxHashMap<(&'static str, bool), usize> = FxHashMap::default();
        for ring in rings {
            let at = lexicon.rings.len();
            let mut members = Vec::new();
            for (entry, is_russian) in ring
                .iter()
                .zip([false, true])
                .flat_map(|(side, language)| side.iter().map(move |one| (one, language)))
            {
                let number = *numbers
                    .entry((entry.text, is_russian))
                    .or_insert_with(|| lexicon.add(entry.text, is_russian));
                members.push(number);
                if entry.asks {
                    lexicon.rings_of[number].push(at);
                }
            }
            lexicon.rings.push(members);
        }
        lexicon
    }

    fn add(&mut self, text: &'static str, is_russian: bool) -> usize {
        let number = self.members.len();
        let language = if is_russian { Language::Russian } else { Language::Kazakh };
        self.members.push(Member::new(text, language));
        self.rings_of.push(Vec::new());
        let words: Vec<String> = text.split(' ').map(normal).collect();
        let mut put = |way: Way, keys: Vec<String>| {
            let first = keys[0].clone();
            self.tables[way as usize].entry(first).or_default().push((keys, number));
        };
        if is_russian {
            put(Way::Russian, words.iter().map(|word| read_russian(word).stem).collect());
        } else {
            let (stems, folds) = words.iter().map(|word| kazakh_keys(word)).unzip();
            put(Way::Kazakh, stems);
            put(Way::Folded, folds);
        }
        number
    }

    /// The longest run of words from the first on that has a ring: its length, the language it is read in, and the members of
    /// its rings; none longer than `most`. Of two readings of one length the one in the language of the word wins.
    pub(super) fn longest(&self, keys: &[Key], most: usize) -> Option<(usize, Language, Vec<&Member>)> {
        let first = keys.first()?;
        let mut best: Option<(usize, bool, Way, Vec<usize>)> = None;
        for way in WAYS {
            let is_sure = best.is_some();
            if way == Way::Folded && (is_sure || (first.is_russian && first.language != Language::Kazakh)) {
                continue;
            }
            if way == Way::Kazakh && first.is_russian && first.language == Language::Russian {
                continue;
            }
            let is_own = way.language() == first.likely();
            for (words, number) in self.candidates(way, first) {
                if words.len() > most || self.rings_of[*number].is_empty() || !Self::runs(way, words, keys) {
                    continue;
                }
                match &mut best {
                    Some((length, own, found, numbers))
                        if (*length, *own) == (words.len(), is_own) && *found == way =>
                    {
                        numbers.push(*number);
                    }
                    Some((length, own, ..)) if (*length, *own) >= (words.len(), is_own) => {}
                    _ => best = Some((words.len(), is_own, way, vec![*number])),
                }
            }
        }
        let (length, _, way, numbers) = best?;
        let mut seen = FxHashSet::default();
        let rings = numbers.iter().flat_map(|number| &self.rings_of[*number]);
        let members = rings.flat_map(|ring| &self.rings[*ring]).filter(|number| seen.insert(**number));
        let members = members.map(|number| &self.members[*number]).collect();
        // «Костанай» is its own name in Russian, and «Қостанай» without its letter.
        let is_russian = first.is_russian && self.runs_in_ring(Way::Russian, keys, length, &numbers);
        Some((length, if is_russian { Language::Russian } else { way.language() }, members))
    }

    /// Whether so many words run as a member that shares a ring with one of some others.
    fn runs_in_ring(&self, way: Way, keys: &[Key], length: usize, others: &[usize]) -> bool {
        let Some(first) = keys.first() else { return false };
        self.candidates(way, first).any(|(words, number)| {
            let mut rings = others.iter().flat_map(|other| &self.rings_of[*other]);
            words.len() == length
                && Self::runs(way, words, keys)
                && rings.any(|ring| self.rings_of[*number].contains(ring))
        })
    }

    fn candidates(&self, way: Way, first: &Key) -> impl Iterator<Item = &(Vec<String>, usize)> {
        way.key(first).and_then(|key| self.tables[way as usize].get(key)).into_iter().flatten()
    }

    fn runs(way: Way, words: &[String], keys: &[Key]) -> bool {
        words.len() <= keys.len()
            && words.iter().zip(keys).all(|(word, key)| way.key(key) == Some(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bilingual::keys;
    use crate::russian;

    /// Abbreviations and words with hyphens that the dictionary lacks and people write.
    const WARNED: [&str; 15] = [
        "микрозайм",
        "МСБ",
        "КГД",
        "ЧСИ",
        "интернет-мошенники",
        "ДЧС",
        "КРС",
        "ИЖС",
        "ПСД",
        "по-казахски",
        "курбан-айт",
        "ВНЖ",
        "контакт-центр",
        "НПЗ",
        "ОПГ",
    ];

    fn all() -> Vec<Ring> {
        rings().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn every_line_is_a_ring_of_its_own() {
        let rings = all();
        assert!(rings.len() >= 1_500, "{}", rings.len());
        let mut pairs = FxHashSet::default();
        for [kazakh, russian] in &rings {
            assert!(kazakh.iter().chain(russian).any(|entry| entry.asks), "{kazakh:?} is found by nothing");
            for (one, other) in kazakh.iter().flat_map(|one| russian.iter().map(move |other| (one, other))) {
                assert!(pairs.insert((one.text, other.text)), "{} and {} stand twice", one.text, other.text);
                assert_ne!(one.text, other.text, "a word needs no ring with itself");
            }
        }
    }

    #[test]
    fn both_sides_are_in_their_letters() {
        let is_russian =
            |letter: char| matches!(letter.to_ascii_lowercase(), 'а'..='я' | 'А'..='Я' | 'ё' | ' ' | '-');
        let is_kazakh =
            |letter: char| is_russian(letter) || has_kazakh_letter(&letter.to_lowercase().to_string());
        let mut unknown = Vec::new();
        for [kazakh, russian] in all() {
            for entry in kazakh {
                assert!(entry.text.chars().all(is_kazakh), "{}", entry.text);
            }
            for entry in russian {
                assert!(entry.text.chars().all(is_russian), "{}", entry.text);
                let is_word = !entry.text.contains(' ');
                unknown.extend((is_word && !russian::is_known(&normal(entry.text))).then_some(entry.text));
            }
        }
        unknown.retain(|word| !WARNED.contains(word));
        assert!(unknown.is_empty(), "no Russian dictionary has {unknown:?}");
    }

    /// What a phrase is made of, read as if it had no ring itself.
    fn parts(text: &str) -> Vec<(String, Vec<&'static str>)> {
        let typed: Vec<&str> = text.split(' ').collect();
        let keys = keys(&typed);
        let mut parts = Vec::new();
        let mut at = 0;
        while at < typed.len() {
            let found = lexicon().longest(&keys[at..], typed.len() - 1);
            let length = found.as_ref().map_or(1, |(length, ..)| *length);
            let members = found.map_or(Vec::new(), |(_, _, members)| members);
            let is_stop = length == 1 && keys[at].is_stop;
            if !is_stop {
                let stem = keys[at].russian.clone().unwrap_or_else(|| keys[at].kazakh.clone());
                parts.push((stem, members.iter().map(|member| member.text).collect()));
            }
            at += length;
        }
        parts
    }

    /// A phrase that is found by its words should not be a ring: it would demand that they stand together.
    #[test]
    fn no_phrase_asks_that_is_made_of_its_words() {
        let meets = |one: &[(String, Vec<&str>)], other: &[(String, Vec<&str>)]| {
            one.iter().all(|(stem, members)| {
                other.iter().any(|(same, others)| {
                    stem == same || members.iter().any(|member| others.contains(member))
                })
            })
        };
        let mut made = Vec::new();
        for [kazakh, russian] in all() {
            if kazakh.iter().chain(&russian).any(|entry| entry.asks && !entry.text.contains(' ')) {
                // Words by themselves would not find the one word for all of them.
                continue;
            }
            let phrases = |side: Vec<Entry>| -> Vec<(Entry, Vec<(String, Vec<&str>)>)> {
                let phrases = side.into_iter().filter(|entry| entry.text.contains(' '));
                phrases.map(|entry| (entry, parts(entry.text))).collect()
            };
            let (kazakh, russian) = (phrases(kazakh), phrases(russian));
            for (side, others) in [(&kazakh, &russian), (&russian, &kazakh)] {
                for (entry, words) in side.iter().filter(|(entry, _)| entry.asks) {
                    if others.iter().any(|(_, other)| meets(words, other) && meets(other, words)) {
                        made.push(entry.text);
                    }
                }
            }
        }
        assert!(made.is_empty(), "{} phrases need no ring: {}", made.len(), made.join("; "));
    }
}
