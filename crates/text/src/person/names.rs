//! Which forms are names. Takes a word and says whether it is a form of a first name, a surname or a patronymic, in Russian and Kazakh
//! cases and in Latin letters.
//!
//! Russian names are those of the dictionary (`russian_names.tsv`), Kazakh ones those of the registers; a surname is also known by the
//! first name it is made of («Сатыбалдиев»), by an ending that only surnames have, and by `ов` in a word with Kazakh letters.

use std::sync::LazyLock;

use dauys_kazakh::has_kazakh_letter;
use rustc_hash::FxHashSet;

use super::elsewhere::is_also_a_word;
use crate::redact::names::{
    Given, Patronymic, cuts, given, is_case, is_composed, is_family, is_part, is_written_case, opens_a_name,
    patronymic, surname,
};
use crate::russian::{Found, is_known, lemma};
use crate::skeleton;
use crate::token::normal;

/// What kind of name a word is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A first name.
    Given,
    /// A surname.
    Surname,
    /// A patronymic.
    Patronymic,
}

/// Names of the Russian dictionary in their first forms.
pub(super) struct Register {
    pub(super) given: FxHashSet<&'static str>,
    pub(super) surnames: FxHashSet<&'static str>,
}

pub(super) static RUSSIAN: LazyLock<Register> = LazyLock::new(|| {
    let mut register = Register { given: FxHashSet::default(), surnames: FxHashSet::default() };
    for (kind, name, _) in russian_rows() {
        match kind {
            "given" => register.given.insert(name),
            _ => register.surnames.insert(name),
        };
    }
    register
});

/// Kind, name, and from how many letters on its beginning begins no other word.
pub(super) fn russian_rows() -> impl Iterator<Item = (&'static str, &'static str, usize)> {
    include_str!("../../../../data/lexicon/names/russian_names.tsv").lines().filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?, fields.next()?.parse().ok()?))
    })
}

/// Surnames of Kazakhstan that are made of no first name in the registers, without their ending and in skeleton letters.
pub(super) static KAZAKH: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    include_str!("../../../../data/lexicon/names/surnames_kk.txt")
        .lines()
        .map(|name| skeleton(&normal(name)))
        .collect()
});

/// Surnames in skeleton letters, for words in Latin letters.
static FOLDED: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| RUSSIAN.surnames.iter().map(|name| skeleton(name)).collect());

/// Endings in skeleton letters of surnames that are made of names of Kazakhstan, and that no other word has.
const MADE: [&str; 25] = [
    "баев",
    "беков",
    "жанов",
    "ханов",
    "галыев",
    "алыев",
    "гулов",
    "кулов",
    "мбетов",
    "нбетов",
    "ахметов",
    "муханов",
    "мурзын",
    "мурзаев",
    "темыров",
    "болатов",
    "султанов",
    "кожын",
    "ходжаев",
    "кожаев",
    "уллын",
    "уллаев",
    "газыев",
    "назаров",
    "гельдыев",
];

/// What kind of name a word in normal form is, `ё` as `е`, with its skeleton.
pub(super) fn kind(word: &str, folded: &str) -> Option<Kind> {
    if word.chars().count() < 3 {
        return None;
    }
    if is_patronymic(word, folded) {
        return Some(Kind::Patronymic);
    }
    if let Some(kind) = of_dictionary(word) {
        return Some(kind);
    }
    if given(folded) == Some(Given::Surely) || word.is_ascii() && given(folded).is_some() {
        return Some(Kind::Given);
    }
    if is_surname(word, folded) || is_family(folded) {
        return Some(Kind::Surname);
    }
    (given(folded).is_some() || is_composed(folded) || is_part(folded)).then_some(Kind::Given)
}

fn is_patronymic(word: &str, folded: &str) -> bool {
    match patronymic(word) {
        Some(Patronymic::Surely | Patronymic::Likely) => true,
        // «Болатулы», «Канаткызы», typed without Kazakh letters.
        Some(Patronymic::Perhaps) => ["улы", "кызы"].iter().any(|end| {
            let base = folded.rfind(end).and_then(|at| Some((&folded[..at], folded.get(at + end.len()..)?)));
            base.is_some_and(|(base, rest)| base.len() >= 8 && is_case(rest) && given(base).is_some())
        }),
        None => false,
    }
}

/// What the Russian dictionary says of a form that is a name and nothing else.
pub(super) fn of_dictionary(word: &str) -> Option<Kind> {
    if has_kazakh_letter(word) || word.is_ascii() {
        return None;
    }
    let lemma = lemma(word);
    let is_listed = matches!(lemma.found, Found::Dictionary | Found::Irregular);
    match lemma.lemma.as_str() {
        lemma if is_listed && RUSSIAN.given.contains(lemma) => Some(Kind::Given),
        lemma if is_listed && is_listed_surname(lemma) => Some(Kind::Surname),
        // «Токаев» is a form of «токай», too, but hardly ever.
        _ if is_listed
            && !is_also_a_word(word)
            && surname(word).is_some_and(|base| RUSSIAN.surnames.contains(base)) =>
        {
            Some(Kind::Surname)
        }
        _ => None,
    }
}

/// Whether a word ends as surnames in `-ов`, `-ев`, `-ин` and `-енко` do, in any case, and the dictionary knows neither it nor what
/// it is made of.
pub(super) fn is_shaped(word: &str) -> bool {
    if word.is_ascii() {
        let ends = ["ov", "ova", "ev", "eva", "enko", "kyzy", "qyzy", "uly", "garin", "garina"];
        return ends.iter().any(|end| word.len() >= end.len() + 4 && word.ends_with(end));
    }
    let Some(base) = surname(word) else { return false };
    let Some(stem) = ["ов", "ев", "ин", "енко"].iter().find_map(|end| base.strip_suffix(end))
    else {
        return false;
    };
    stem.chars().count() >= 3 && !is_known(word) && !is_known(stem) && !is_known(base)
}

/// Whether a lemma is a surname of the register or its female form.
fn is_listed_surname(lemma: &str) -> bool {
    let surnames = &RUSSIAN.surnames;
    surnames.contains(lemma)
        || lemma.strip_suffix('а').is_some_and(|base| surnames.contains(base))
        || lemma.strip_suffix("ая").is_some_and(|base| {
            ["ий", "ой", "ый"].iter().any(|end| surnames.contains(format!("{base}{end}").as_str()))
        })
}

fn is_surname(word: &str, folded: &str) -> bool {
    if word.is_ascii() {
        return is_latin_surname(folded);
    }
    if KAZAKH.contains(folded) || with_case(folded).any(|base| KAZAKH.contains(base)) {
        return true;
    }
    let Some(base) = surname(word) else { return is_listed_with_case(word) };
    let made = ["ов", "ев", "ин"].iter().find_map(|end| base.strip_suffix(end));
    is_listed_base(base) || made.is_some_and(|stem| is_made(stem, base, word))
}

/// The word in skeleton letters without each Kazakh case.
fn with_case(folded: &str) -> impl Iterator<Item = &str> {
    cuts(folded, 5).filter(|(base, rest)| base.len() >= 6 && is_case(rest)).map(|(base, _)| base)
}

/// Whether a surname without gender and case is in the register.
fn is_listed_base(base: &str) -> bool {
    let register = &RUSSIAN.surnames;
    register.contains(base)
        || ["ий", "ой", "ый"].iter().any(|end| register.contains(format!("{base}{end}").as_str()))
}

/// Whether a word is a listed surname of another shape with a Kazakh case: «Мельникке».
fn is_listed_with_case(word: &str) -> bool {
    cuts(word, 5).any(|(base, rest)| {
        base.len() >= 8 && !rest.is_empty() && is_written_case(rest) && RUSSIAN.surnames.contains(base)
    })
}

/// Whether `stem` with `ов`, `ев` or `ин`, which is `base`, makes a surname; `word` is a form of it.
fn is_made(stem: &str, base: &str, word: &str) -> bool {
    if has_kazakh_letter(base) && !base.ends_with("ин") && base.chars().count() > 4 {
        return true;
    }
    let folded = skeleton(stem);
    let whole = skeleton(base);
    let is_stem = ["", "ы", "а", "е"].iter().any(|end| {
        let name = format!("{folded}{end}");
        name.len() >= 6 && (given(&name).is_some() || is_composed(&name) || KAZAKH.contains(&name))
    });
    let is_known_end = MADE.iter().any(|end| whole.ends_with(end) && whole.len() >= end.len() + 4);
    // Only surnames have these cases of both genders; «-овой» and «-овым» are adjectives, too.
    let is_female =
        ["ова", "ову", "ева", "еву"].iter().any(|end| word.ends_with(end)) && word.chars().count() >= 7;
    let is_unknown = !matches!(lemma(word).found, Found::Dictionary | Found::Irregular | Found::Respelled);
    let is_opened = is_unknown && !base.ends_with("ин") && !is_known(stem) && opens_a_name(&folded);
    is_stem || is_known_end || is_opened || is_female && is_unknown && !base.ends_with("ин")
}

/// Whether a word that was typed in Latin letters, in skeleton letters, is a surname.
fn is_latin_surname(folded: &str) -> bool {
    cuts(folded, 3).any(|(base, rest)| {
        let is_form = ["", "а", "у", "оы", "ой", "ым", "е"].contains(&rest) || is_case(rest);
        if !is_form || base.len() < 8 {
            return false;
        }
        if KAZAKH.contains(base) || FOLDED.contains(base) || FOLDED.contains(&format!("{base}ы")) {
            return true;
        }
        let made = ["ов", "ев", "ын"].iter().find_map(|end| base.strip_suffix(end));
        made.is_some_and(|stem| {
            ["", "ы", "а"].iter().any(|end| {
                let name = format!("{stem}{end}");
                name.len() >= 6 && (given(&name).is_some() || is_composed(&name) || KAZAKH.contains(&name))
            }) || MADE.iter().any(|end| base.ends_with(end) && base.len() >= end.len() + 4)
        })
    })
}
