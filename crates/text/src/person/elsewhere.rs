//! Whether a name is something else as well: a usual word, a place, a body, an office, a matter, or a person of history whose name
//! streets bear. Takes a word that may be a name and answers; where it does, the word alone is searched.

use std::sync::LazyLock;

use dauys_kazakh::has_kazakh_letter;
use rustc_hash::FxHashSet;

use super::names::{Kind, of_dictionary};
use crate::ending::is_nominal_chain;
use crate::place::is_place_name;
use crate::redact::names::{
    Given, cuts, given, is_case, is_composed, is_remembered_surname, is_written_case, surname,
};
use crate::redact::{Cue, cues};
use crate::russian::{Found, is_known, lemma};
use crate::skeleton;
use crate::token::{normal, tokens};

/// Letters of the shortest Kazakh word that endings are looked for after.
const SHORTEST: usize = 2;

/// Words that are no names, as they stand and in skeleton letters.
pub(super) struct Words {
    /// Kazakh nouns and other words that take their endings.
    nouns: FxHashSet<String>,
    nouns_folded: FxHashSet<String>,
    /// Words as they stand: Kazakh verbs, words of the lexicon of categories.
    whole: FxHashSet<String>,
    whole_folded: FxHashSet<String>,
    /// Beginnings of words of the lexicon of categories.
    beginnings: Vec<String>,
    /// All of them in order.
    sorted: Vec<String>,
}

/// Forms of names that are forms of other words, from the Russian dictionary.
static RUSSIAN: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../../../data/lexicon/names/russian_name_words.txt").lines().collect());

/// Surnames that are known as streets, schools and bodies rather than as persons, in skeleton letters.
static BORNE: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    include_str!("../../../../data/lexicon/names/borne.txt")
        .lines()
        .map(|name| skeleton(&normal(name)))
        .collect()
});

/// Whether a form of a name is a form of another word of the Russian dictionary.
pub(super) fn is_also_a_word(word: &str) -> bool {
    RUSSIAN.contains(word)
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words {
        nouns: FxHashSet::default(),
        nouns_folded: FxHashSet::default(),
        whole: FxHashSet::default(),
        whole_folded: FxHashSet::default(),
        beginnings: Vec::new(),
        sorted: Vec::new(),
    };
    for line in include_str!("../../../../data/lexicon/kazakh_known_stems.tsv").lines() {
        let (stem, kind) = line.split_once('\t').unwrap_or((line, "N"));
        let (exact, folded) = match kind {
            "N" => (&mut words.nouns, &mut words.nouns_folded),
            _ => (&mut words.whole, &mut words.whole_folded),
        };
        exact.insert(stem.to_owned());
        folded.insert(skeleton(stem));
    }
    let terms = [
        include_str!("../../../../data/lexicon/categories/terms_kk.tsv"),
        include_str!("../../../../data/lexicon/categories/terms_ru.tsv"),
        include_str!("../../../../data/lexicon/categories/tree.tsv"),
    ];
    for field in terms.iter().flat_map(|table| table.split(['\t', '\n', ';', '|', ' ', '~'])) {
        for token in tokens(field) {
            let word = normal(token.surface).replace('ё', "е");
            if field.trim_end().ends_with('*') && word.chars().count() > 3 {
                words.beginnings.push(word.clone());
            }
            words.nouns_folded.insert(skeleton(&word));
            words.nouns.insert(word);
        }
    }
    words.beginnings.sort_unstable();
    words.beginnings.dedup();
    let sets = [&words.nouns, &words.nouns_folded, &words.whole, &words.whole_folded];
    words.sorted = sets.iter().flat_map(|words| words.iter().cloned()).collect();
    words.sorted.sort_unstable();
    words.sorted.dedup();
    words
});

/// Whether a word in skeleton letters speaks of an office, a trade, a body or a thing that bears a name.
pub(super) fn is_office(folded: &str) -> bool {
    cues(folded).has_any(&[
        Cue::Title,
        Cue::Class,
        Cue::Trade,
        Cue::Street,
        Cue::Named,
        Cue::Organisation,
        Cue::Company,
        Cue::Home,
    ])
}

/// Whether a name in normal form, `ё` as `е`, is something else as well.
pub(super) fn is_elsewhere(word: &str, folded: &str, kind: Kind) -> bool {
    let is_borne = || BORNE.contains(&base(word)) || BORNE.contains(&skeleton(&lemma(word).lemma));
    if kind == Kind::Patronymic {
        return RUSSIAN.contains(word);
    }
    if RUSSIAN.contains(word) || is_office(folded) || is_borne() || is_remembered_surname(word) {
        return true;
    }
    let is_russian = !has_kazakh_letter(word) && !word.is_ascii();
    let of_dictionary = if is_russian { of_dictionary(word) } else { None };
    let register = if kind == Kind::Given { given(folded) } else { None };
    if is_russian && of_dictionary.is_none() {
        let lemma = lemma(word);
        let is_listed = matches!(lemma.found, Found::Dictionary | Found::Irregular | Found::Abbreviation);
        if is_listed && !(register == Some(Given::Surely) && lemma.lemma == word) {
            return true;
        }
    }
    let is_settlement = ["ово", "ево", "ино"].iter().any(|end| word.ends_with(end));
    let is_short = folded.chars().count() <= 3;
    if is_settlement || is_short && kind == Kind::Surname || is_word_with_case(word) {
        return true;
    }
    if of_dictionary.is_none() && (is_short || kind == Kind::Given && register != Some(Given::Surely))
        || register == Some(Given::Perhaps) && !is_short
    {
        // Three letters prove nothing, unless the dictionary knows the name and no other word.
        return !(of_dictionary.is_none() && !is_short && register.is_none() && is_whole_name(word, folded));
    }
    // What is made as surnames are is no other word that looks alike, but for a Kazakh genitive without Kazakh letters: «енбегинин».
    let is_genitive = of_dictionary.is_none()
        && ["нин", "нын", "дин", "дын", "тин", "тын"].iter().any(|end| word.ends_with(end));
    let is_shaped = kind == Kind::Surname && surname(word).is_some() && !is_genitive;
    let is_sure = of_dictionary.is_some() || register == Some(Given::Surely) || is_shaped;
    is_place_name(&[word])
        || !is_sure && cues(folded).has_any(&[Cue::Opening, Cue::Place])
        || !is_shaped && WORDS.has(word, folded, Strictness::of(of_dictionary.is_some(), register))
        || is_genitive && is_of_noun(word)
}

/// Whether a word is a Russian one that names no person with a Kazakh case: «машинаның».
fn is_word_with_case(word: &str) -> bool {
    cuts(word, 5).any(|(base, rest)| {
        !rest.is_empty()
            && is_written_case(rest)
            && base.chars().count() > 3
            && is_known(base)
            && !is_known(word)
            && (of_dictionary(base).is_none() || RUSSIAN.contains(base))
    })
}

/// How near a name must be to a word to be that word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// The word itself: names that the dictionary and the registers know.
    Whole,
    /// The word with a case or a plural: names of the registers.
    Case,
    /// The word with any endings, or any word of the lexicon of categories that begins so.
    Open,
}

impl Strictness {
    fn of(is_of_dictionary: bool, register: Option<Given>) -> Self {
        match (is_of_dictionary, register) {
            (true, Some(Given::Surely)) => Self::Whole,
            (false, Some(Given::Surely)) => Self::Case,
            _ => Self::Open,
        }
    }
}

/// Whether a word is a place, an office, or one of the lists.
pub(super) fn is_word(word: &str, folded: &str) -> bool {
    is_place_name(&[word])
        || is_office(folded)
        || WORDS.has(word, folded, Strictness::Open)
        || is_of_noun(word)
}

/// Whether the Kazakh stem of a word is one of the nouns: endings may change its last letter («енбегинин» of «еңбек»).
fn is_of_noun(word: &str) -> bool {
    let stem = dauys_kazakh::stem(word).stem;
    WORDS.nouns.contains(&stem) || !has_kazakh_letter(word) && WORDS.nouns_folded.contains(&skeleton(&stem))
}

/// Whether a first name that no register has is made of two parts as Kazakh names are, and is no word.
fn is_whole_name(word: &str, folded: &str) -> bool {
    is_composed(folded) && !is_place_name(&[word]) && !WORDS.has(word, folded, Strictness::Open)
}

/// A surname without gender and case, in skeleton letters.
fn base(word: &str) -> String {
    skeleton(surname(word).unwrap_or(word))
}

impl Words {
    /// Whether a word is one of these.
    fn has(&self, word: &str, folded: &str, strictness: Strictness) -> bool {
        let is_open = !has_kazakh_letter(word);
        let inflects = |rest: &str| match strictness {
            Strictness::Whole => rest.is_empty(),
            Strictness::Case => is_case(rest),
            Strictness::Open => is_nominal_chain(rest),
        };
        let is_noun = |nouns: &FxHashSet<String>, word: &str| {
            cuts(word, 8).any(|(base, rest)| {
                base.chars().count() >= SHORTEST && nouns.contains(base) && inflects(&skeleton(rest))
            })
        };
        self.whole.contains(word)
            || is_open && self.whole_folded.contains(folded)
            || is_noun(&self.nouns, word)
            || is_open && is_noun(&self.nouns_folded, folded)
            || strictness == Strictness::Open
                && self.beginnings.iter().any(|beginning| word.starts_with(beginning.as_str()))
    }

    /// Whether one of these begins so.
    pub(super) fn begin_with(&self, beginning: &str) -> bool {
        [beginning, &skeleton(beginning)].iter().any(|beginning| {
            let at = self.sorted.partition_point(|word| word.as_str() < *beginning);
            self.sorted.get(at).is_some_and(|word| word.starts_with(beginning))
        })
    }
}
