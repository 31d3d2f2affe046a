//! Takes a name that a place bears and says whether it is borne by somebody or something else here: a person, a company, a thing
//! in quotation marks, a range of mountains that only shares the word.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::spelling::Spelling;
use crate::normal;

const GIVEN_KK: &str = include_str!("../../../../data/lexicon/names/given_kk.tsv");
const GIVEN_RU: &str = include_str!("../../../../data/lexicon/names/given_ru.tsv");

/// First names, in normal form.
static GIVEN: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let names = GIVEN_KK.lines().chain(GIVEN_RU.lines());
    names.filter_map(|line| line.split('\t').next()).map(normal).collect()
});

/// Ends of surnames and patronymics in nominative, which Kazakh case endings may follow.
const FAMILY: [&str; 20] = [
    "ов",
    "ев",
    "ова",
    "ева",
    "ин",
    "ина",
    "ұлы",
    "улы",
    "қызы",
    "кызы",
    "ович",
    "евич",
    "овна",
    "евна",
    "ская",
    "ский",
    "енко",
    "тегі",
    "үлі",
    "ұлынан",
];
/// Kazakh and Russian case endings after them.
const CASES: [&str; 32] = [
    "", "тың", "тің", "дың", "дің", "ның", "нің", "қа", "ке", "ға", "ге", "на", "не", "ты", "ті", "ды", "ді",
    "ны", "ні", "тан", "тен", "дан", "ден", "нан", "нен", "пен", "мен", "а", "у", "ым", "ой", "ыңыз",
];

/// Words before a name that make it the name of a club, a product or a company.
const BEFORE: [&str; 22] = [
    "фк",
    "хк",
    "бк",
    "вк",
    "fc",
    "hc",
    "bc",
    "тоо",
    "жшс",
    "ао",
    "ип",
    "жк",
    "air",
    "эйр",
    "smart",
    "смарт",
    "fly",
    "экспо",
    "expo",
    "группа",
    "корпорация",
    "шоу",
];
/// Words after it that do the same, as beginnings.
const AFTER: [&str; 41] = [
    "motors",
    "моторс",
    "hub",
    "хаб",
    "lrt",
    "лрт",
    "group",
    "груп",
    "media",
    "медиа",
    "балет",
    "ballet",
    "опера",
    "opera",
    "сити",
    "city",
    "арена",
    "банк",
    "bank",
    "plaza",
    "плаза",
    "mall",
    "молл",
    "times",
    "таймс",
    "pro",
    "qyzdary",
    "mail",
    "towers",
    "тауэр",
    "invest",
    "инвест",
    "news",
    "tv",
    "тв",
    "fm",
    "trade",
    "трейд",
    "airport",
    "kz",
    "finance",
];

/// Whether a first name, in normal form.
pub(super) fn is_given(word: &str) -> bool {
    GIVEN.contains(word)
}

/// Whether the capitalised word is a surname or patronymic by its end.
fn is_family(spelling: &Spelling<'_>, at: usize) -> bool {
    spelling.is_capital(at) && {
        let word = spelling.russian(at).unwrap_or_default();
        word.chars().count() >= 5
            && CASES.iter().any(|case| {
                word.strip_suffix(case).is_some_and(|stem| FAMILY.iter().any(|end| stem.ends_with(end)))
            })
    }
}

/// Whether the word is an initial: «А.».
fn is_initial(spelling: &Spelling<'_>, at: usize) -> bool {
    let surface = spelling.surface(at);
    let mut letters = surface.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.all(|letter| letter == '.')
        && (surface.ends_with('.') || spelling.after(at).starts_with('.'))
}

/// Whether the words `from..to` name a person. A place that stands in a case of its own («Оралда Серіков») does not.
pub(super) fn is_person(spelling: &Spelling<'_>, from: usize, to: usize, is_bare: bool) -> bool {
    let close = |left: usize, right: usize| {
        spelling.are_close(left, right)
            && spelling.between(left, right).chars().all(|letter| letter == ' ' || letter == '.')
    };
    let name = spelling.russian(to - 1).unwrap_or_default();
    let is_family_name = FAMILY[..6].iter().chain(&["енко"]).any(|end| {
        CASES.iter().any(|case| {
            name.strip_suffix(case).is_some_and(|stem| stem.ends_with(end) && stem.chars().count() >= 5)
        })
    });
    let before = from.checked_sub(1).filter(|&before| close(before, from));
    if is_family_name {
        let is_named = before.is_some_and(|before| {
            is_initial(spelling, before)
                || spelling.is_capital(before) && is_given(spelling.russian(before).unwrap_or_default())
        });
        let is_followed = close(to - 1, to) && is_initial(spelling, to);
        if is_named || is_followed {
            return true;
        }
    }
    is_bare
        && close(to - 1, to)
        && (is_family(spelling, to) || is_initial(spelling, to) && !is_kind(spelling, to))
}

/// «Шу қ.»: a letter with a full stop that is the abbreviation of a kind.
fn is_kind(spelling: &Spelling<'_>, at: usize) -> bool {
    matches!(spelling.russian(at), Some("қ" | "г" | "а" | "с" | "п"))
}

/// Whether the words `from..to` are the name of a company, a club, a product or another thing: in quotation marks of their own, or
/// beside a word that says so.
pub(super) fn is_brand(spelling: &Spelling<'_>, from: usize, to: usize) -> bool {
    let opens = spelling.before(from).trim_end_matches(' ').ends_with(['«', '"', '“', '„', '‘']);
    let closes = spelling.after(to - 1).trim_start_matches(' ').starts_with(['»', '"', '”', '“', '’']);
    if opens && closes {
        return true;
    }
    let before = from.checked_sub(1).filter(|&before| spelling.are_close(before, from));
    let is_before =
        before.and_then(|before| spelling.russian(before)).is_some_and(|word| BEFORE.contains(&word));
    let is_after = spelling.are_close(to - 1, to)
        && spelling.between(to - 1, to).len() <= 1
        && (spelling.russian(to).is_some_and(|word| {
            AFTER.contains(&word)
                || AFTER.iter().any(|brand| brand.chars().count() > 3 && word.starts_with(brand))
        }));
    is_before || is_after
}
