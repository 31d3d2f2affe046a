//! The shape of surnames and patronymics. Takes a word in normal form and says whether it looks like one, in any Kazakh or
//! Russian case. A shape alone is no proof: the neighbours decide.

use super::register::{Given, KAZAKH_CASES, given, is_composed};
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
    for suffix in ["ов", "ев", "ёв", "ин", "цын"] {
        for (at, _) in word.match_indices(suffix) {
            let end = at + suffix.len();
            if at < 4 {
                continue;
            }
            let rest = &word[end..];
            let kazakh = rest.strip_prefix('а').unwrap_or(rest);
            if SURNAME_CASES.contains(&rest) || is_kazakh_case(kazakh) {
                return Some(&word[..end]);
            }
        }
    }
    for suffix in ["ск", "цк"] {
        if let Some(at) = word.rfind(suffix).filter(|at| *at >= 4)
            && ADJECTIVE_CASES.iter().any(|ending| word[at + suffix.len()..].starts_with(ending))
        {
            return Some(&word[..at + suffix.len()]);
        }
    }
    for suffix in OTHER_ENDS {
        if let Some(at) = word.rfind(suffix).filter(|at| *at >= 4) {
            let end = at + suffix.len();
            let rest = &word[end..];
            if NOUN_CASES.contains(&rest) || is_kazakh_case(rest) {
                return Some(&word[..end]);
            }
        }
    }
    None
}

/// Whether what follows a name, in normal form, is a Kazakh case ending.
fn is_kazakh_case(rest: &str) -> bool {
    rest.len() <= 10 && KAZAKH_CASES.contains(&skeleton(rest).as_str())
}

/// Whether a word in normal form is an adjective that could be a surname, in another form than that of the one who acts.
pub(crate) fn is_oblique_adjective(word: &str) -> bool {
    let stem = surname(word).is_some_and(|base| base.ends_with("ск") || base.ends_with("цк"));
    stem && !["ий", "ый", "ая"].iter().any(|end| word.ends_with(end))
}

/// Whether a word in skeleton letters ends like a Kazakh surname without a Russian ending.
pub(crate) fn has_kazakh_end(folded: &str) -> bool {
    KAZAKH_ENDS.iter().any(|suffix| {
        folded.rfind(suffix).filter(|at| *at >= 4).is_some_and(|at| {
            let rest = &folded[at + suffix.len()..];
            KAZAKH_CASES.contains(&rest) || NOUN_CASES.contains(&rest)
        })
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
    word.len() > 10
        && ["вич", "вн", "ичн", "ьич", "ваныч", "вныч", "еич", "қыз", "кыз", "ұл", "ул"]
            .iter()
            .any(|part| word.contains(part))
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
        if !KAZAKH_CASES.contains(&skeleton(&word[at + suffix.len()..]).as_str()) {
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
                || rest.strip_prefix('а').is_some_and(|rest| KAZAKH_CASES.contains(&skeleton(rest).as_str()))
        } else {
            ["", "а", "у", "ем", "е", "и"].contains(&rest) || KAZAKH_CASES.contains(&skeleton(rest).as_str())
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
