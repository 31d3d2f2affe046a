//! The shape of surnames and patronymics. Takes a word in normal form and says whether it looks like one, in any Kazakh or
//! Russian case. A shape alone is no proof: the neighbours decide.

use super::case::{cuts, is_case, is_written_case};
use super::register::{Given, given, is_composed};
use crate::skeleton;

/// Case endings of Russian surnames in -ов, -ев, -ин, masculine, feminine and plural.
const SURNAME_CASES: [&str; 11] = ["", "а", "у", "ым", "ом", "е", "ой", "ою", "ы", "ых", "ыми"];
const ADJECTIVE_CASES: [&str; 10] = ["ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ою", "ый"];
const NOUN_CASES: [&str; 7] = ["", "а", "у", "ом", "ем", "е", "ы"];
/// How surnames without a Russian ending end, in skeleton letters.
const KAZAKH_ENDS: [&str; 22] = [
    "баы",
    "бек",
    "хан",
    "галы",
    "жан",
    "газы",
    "мурат",
    "берген",
    "берды",
    "кул",
    "тегы",
    "гелды",
    "келды",
    "али",
    "алы",
    "болат",
    "мырза",
    "султан",
    "мухамет",
    "ахмет",
    "ула",
    "долла",
];
const OTHER_ENDS: [&str; 12] =
    ["енко", "чук", "щук", "юк", "ян", "янц", "дзе", "швили", "ейко", "айло", "оглы", "уллин"];

/// Endings of surnames in Latin letters with their cases. A word in them is compared as it is.
const LATIN: [&str; 22] = [
    "ov", "ova", "ovu", "ovoi", "ovoy", "ev", "eva", "eyev", "yeva", "yev", "in", "ina", "skii", "skiy",
    "sky", "skaya", "skaia", "enko", "chuk", "uly", "yan", "shvili",
];

/// The surname without gender and case, if the word is shaped like one; for comparison only.
pub(crate) fn surname(word: &str) -> Option<&str> {
    if word.is_ascii() {
        return LATIN.iter().find_map(|end| word.strip_suffix(end)).filter(|base| base.len() >= 3);
    }
    // «ов» and alike, with a Russian ending or a Kazakh one after both genders.
    for (base, rest) in cuts(word, 5) {
        let is_formed =
            base.len() >= 8 && ["ов", "ев", "ёв", "ин", "цын"].iter().any(|end| base.ends_with(end));
        if is_formed
            && (SURNAME_CASES.contains(&rest) || is_written_case(rest.strip_prefix('а').unwrap_or(rest)))
        {
            return Some(base);
        }
    }
    for (base, rest) in cuts(word, 8) {
        let is_formed = base.len() >= 8 && (base.ends_with("ск") || base.ends_with("цк"));
        if is_formed && ADJECTIVE_CASES.iter().any(|ending| rest.starts_with(ending)) {
            return Some(base);
        }
    }
    for (base, rest) in cuts(word, 4) {
        let is_formed = OTHER_ENDS.iter().any(|end| base.ends_with(end) && base.len() >= end.len() + 4);
        if is_formed && (NOUN_CASES.contains(&rest) || is_written_case(rest)) {
            return Some(base);
        }
    }
    None
}

/// Whether a word in normal form is an adjective that could be a surname, in another form than that of the one who acts.
pub(crate) fn is_oblique_adjective(word: &str) -> bool {
    let stem = surname(word).is_some_and(|base| base.ends_with("ск") || base.ends_with("цк"));
    stem && !["ий", "ый", "ая"].iter().any(|end| word.ends_with(end))
}

/// Whether a word in skeleton letters ends like a Kazakh surname without a Russian ending.
pub(crate) fn has_kazakh_end(folded: &str) -> bool {
    cuts(folded, 4).any(|(base, rest)| {
        (is_case(rest) || NOUN_CASES.contains(&rest))
            && KAZAKH_ENDS.iter().any(|end| base.ends_with(end) && base.len() >= end.len() + 4)
    })
}

/// How surely a word is a patronymic.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Patronymic {
    /// Only by its ending: «Уголовной» has it too.
    Perhaps,
    /// By an ending that few other words have.
    Likely,
    /// What stands before the ending is a first name.
    Surely,
}

/// Whether the bytes hold what every patronymic holds: a cheap question before [`patronymic`].
pub(crate) fn may_be_patronymic(word: &str) -> bool {
    if word.is_ascii() {
        return word.len() > 6 && LATIN_PATRONYMICS.iter().any(|(end, _)| word.contains(end));
    }
    if word.len() <= 10 {
        return false;
    }
    let (mut before, mut last) = ('\0', '\0');
    word.chars().any(|letter| {
        let is_met = matches!(
            (before, last, letter),
            ('в' | 'ь' | 'е', 'и', 'ч') | ('и', 'ч', 'н') | ('н', 'ы', 'ч') | ('қ' | 'к', 'ы', 'з')
        ) || matches!((last, letter), ('в', 'н') | ('ұ' | 'у', 'л'));
        (before, last) = (last, letter);
        is_met
    })
}

/// Endings of patronymics in Latin letters, and whether few other words have them.
const LATIN_PATRONYMICS: [(&str, bool); 12] = [
    ("ovich", true),
    ("evich", true),
    ("ovna", true),
    ("evna", true),
    ("kyzy", true),
    ("qyzy", true),
    ("qizi", true),
    ("kizi", true),
    ("qyz", true),
    ("uly", false),
    ("ulu", false),
    ("ovny", true),
];

/// What a word in normal form is as a patronymic.
pub(crate) fn patronymic(word: &str) -> Option<Patronymic> {
    if word.is_ascii() {
        return latin_patronymic(word);
    }
    kazakh_patronymic(word).or_else(|| russian_patronymic(word))
}

fn latin_patronymic(word: &str) -> Option<Patronymic> {
    let (end, is_certain) = LATIN_PATRONYMICS.iter().find(|(end, _)| word.ends_with(end))?;
    let base = &word[..word.len() - end.len()];
    let base = skeleton(base);
    match ["", "ы", "а"].iter().any(|end| given(&format!("{base}{end}")).is_some()) {
        true => Some(Patronymic::Surely),
        false if *is_certain && base.len() >= 6 => Some(Patronymic::Likely),
        false => None,
    }
}

fn kazakh_patronymic(word: &str) -> Option<Patronymic> {
    for (suffix, is_certain) in
        [("ұлы", true), ("қызы", true), ("улы", false), ("кызы", false), ("қызи", true)]
    {
        let Some(at) = word.rfind(suffix).filter(|at| *at >= 6) else {
            continue;
        };
        if !is_written_case(&word[at + suffix.len()..]) {
            continue;
        }
        let base = skeleton(&word[..at]);
        if given(&base) == Some(Given::Surely)
            || ((given(&base).is_some() || is_composed(&base)) && is_certain)
        {
            return Some(Patronymic::Surely);
        }
        return Some(if is_certain { Patronymic::Likely } else { Patronymic::Perhaps });
    }
    None
}

fn russian_patronymic(word: &str) -> Option<Patronymic> {
    const ENDS: [(&str, bool); 12] = [
        ("ваныч", true),
        ("геич", true),
        ("ович", true),
        ("евич", true),
        ("ёвич", true),
        ("ьич", false),
        ("мич", false),
        ("овн", false),
        ("евн", false),
        ("ёвн", false),
        ("иничн", false),
        ("ичн", false),
    ];
    for (suffix, is_male) in ENDS {
        let Some(at) = word.rfind(suffix).filter(|at| *at >= 4) else {
            continue;
        };
        // «Иваныч»: what stands before «ыч» is the name.
        let base = if suffix == "ваныч" { &word[..at + 6] } else { &word[..at] };
        let rest = &word[at + suffix.len()..];
        let is_female = suffix.ends_with('н');
        let has_case = if is_female {
            ["а", "ы", "е", "у", "ой", "ою"].contains(&rest)
                || rest.strip_prefix('а').is_some_and(is_written_case)
        } else {
            ["", "а", "у", "ем", "е", "и"].contains(&rest) || is_written_case(rest)
        };
        if !has_case {
            continue;
        }
        return Some(match (is_father(base), is_male) {
            (true, _) => Patronymic::Surely,
            (false, true) => Patronymic::Likely,
            (false, false) => Patronymic::Perhaps,
        });
    }
    None
}

/// Whether a first name becomes `base` before the ending of a patronymic.
fn is_father(base: &str) -> bool {
    let base = base.trim_end_matches('ь');
    (base.chars().count() >= 3 || base == "ил")
        && ["", "й", "ий", "ь", "а", "я", "ел", "ья"]
            .iter()
            .any(|end| given(&skeleton(&format!("{base}{end}"))).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::normal;

    fn check_surname(word: &str, expected: Option<&str>) {
        assert_eq!(surname(&normal(word)), expected, "{word}");
    }

    fn check_patronymic(word: &str, expected: Option<Patronymic>) {
        assert_eq!(patronymic(&normal(word)), expected, "{word}");
    }

    #[test]
    fn surnames_are_recognised_in_their_cases() {
        check_surname("Серіковтің", Some("серіков"));
        check_surname("Ахметоваға", Some("ахметов"));
        check_surname("Петровой", Some("петров"));
        check_surname("Щедрина", Some("щедрин"));
        check_surname("Вишневской", Some("вишневск"));
        check_surname("Шевченко", Some("шевченко"));
        check_surname("Akhmetova", Some("akhmet"));
        check_surname("Алматыда", None);
        check_surname("вода", None);
    }

    #[test]
    fn patronymics_are_told_from_adjectives() {
        for word in [
            "Петровны",
            "Игнатьевна",
            "Сергеевичем",
            "Серікұлына",
            "Ахметкызы",
            "Ильич",
            "Никитична",
            "Павловичу",
            "Нұрланқызы",
            "Ivanovna",
            "Serikuly",
        ] {
            check_patronymic(word, Some(Patronymic::Surely));
        }
        for word in ["Қиялқызы", "Ойданқызының", "Вымыслович"] {
            check_patronymic(word, Some(Patronymic::Likely));
        }
        for word in ["уголовной", "деревне", "уровне"] {
            check_patronymic(word, Some(Patronymic::Perhaps));
        }
        for word in ["аулы", "қызы", "ұлы", "қаулы"] {
            check_patronymic(word, None);
        }
    }
}
