//! Takes a name that a place bears and says whether it is borne by somebody or something else here: a person, a company, a club, a
//! thing in quotation marks, a road that only leads there.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::spelling::Spelling;
use crate::{normal, skeleton};

const GIVEN_KK: &str = include_str!("../../../../data/lexicon/names/given_kk.tsv");
const GIVEN_RU: &str = include_str!("../../../../data/lexicon/names/given_ru.tsv");

/// First names, in skeleton letters.
static GIVEN: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let names = GIVEN_KK.lines().chain(GIVEN_RU.lines());
    names.filter_map(|line| line.split('\t').next()).map(|name| skeleton(&normal(name))).collect()
});

const QUOTES: [char; 8] = ['«', '»', '"', '“', '”', '„', '‘', '’'];

/// Ends of surnames that places bear too.
const SURNAMES: [&str; 7] = ["ов", "ев", "ова", "ева", "ин", "ина", "енко"];
/// Ends of other surnames and of patronymics.
const PATRONYMICS: [&str; 12] =
    ["ұлы", "улы", "қызы", "кызы", "ович", "евич", "овна", "евна", "ская", "ский", "тегі", "бекұлы"];
/// Kazakh and Russian case endings after them.
const CASES: [&str; 32] = [
    "", "тың", "тің", "дың", "дің", "ның", "нің", "қа", "ке", "ға", "ге", "на", "не", "ты", "ті", "ды", "ді",
    "ны", "ні", "тан", "тен", "дан", "ден", "нан", "нен", "пен", "мен", "а", "у", "ым", "ом", "ой",
];

/// Words before a name that make it the name of a club, a product or a company.
const BEFORE: &str =
    " фк хк бк вк fc hc bc тоо жшс ао ип жк air эйр smart смарт fly экспо expo группа корпорация шоу банк ";
/// Words after it that do the same.
const AFTER: &str = " motors моторс hub хаб lrt лрт group груп медиа media балет ballet опера opera сити city арена arena банк банкі \
    bank plaza плаза mall молл times таймс pro towers тауэр invest инвест news tv тв fm фм trade трейд kz банкі finance финанс \
    энерго energy құрылыс құс эйр ";

/// Words before a name that make it a person's, in normal form.
const TITLES: &str = " академик профессор генерал писатель поэт доктор маршал художник композитор господин космонавт инженер \
    жазушы ақын профессоры академигі генералы актер актёр режиссер режиссёр адвокат боксер боксёр тренер певец ";

/// Beginnings of words for roads and their traffic, Russian ones, then Kazakh ones in skeleton letters.
const ROADS: [&str; 8] = ["трасс", "автодорог", "дорог", "шоссе", "маршрут", "поезд", "рейс", "автобус"];
const KAZAKH_ROADS: [&str; 9] =
    ["тасжол", "тас", "жол", "автожол", "курежол", "багыт", "поыз", "авыарейс", "темыржол"];
/// The most words between a route and the word that calls it a road.
const ROAD_REACH: usize = 2;

/// Whether the word at `at` is a first name, as it stands or in a Russian case.
pub(super) fn is_given(spelling: &Spelling<'_>, at: usize) -> bool {
    let word = spelling.folded(at).unwrap_or_default();
    let cases = ["а", "у", "ом"].into_iter();
    let nominatives =
        cases.filter_map(|case| word.strip_suffix(case)).filter(|stem| stem.chars().count() > 2);
    GIVEN.contains(word) || nominatives.into_iter().any(|stem| GIVEN.contains(stem))
}

/// Whether the word ends as surnames do: «Қонаев», «Шевченко».
pub(super) fn is_surname(word: &str) -> bool {
    ends_in(word, &SURNAMES)
}

fn ends_in(word: &str, ends: &[&str]) -> bool {
    let is_stem = |stem: &str| stem.chars().count() >= 5 && ends.iter().any(|end| stem.ends_with(end));
    CASES.iter().any(|case| word.strip_suffix(case).is_some_and(is_stem))
}

/// Whether the words `from..to` name a person: a surname after a first name or an initial, or, where the name `is_bare` and may be a
/// first name, before a surname or patronymic. A place in a case of its own («Оралда Серіков») names none.
pub(super) fn is_person(spelling: &Spelling<'_>, from: usize, to: usize, is_bare: bool) -> bool {
    let are_beside = |left: usize, right: usize| {
        spelling.are_close(left, right)
            && spelling.between(left, right).chars().all(|letter| matches!(letter, ' ' | '.'))
    };
    let name = spelling.russian(to - 1).unwrap_or_default();
    let before = from.checked_sub(1).filter(|&before| are_beside(before, from));
    let is_followed = are_beside(to - 1, to);
    let is_full_name = is_surname(name)
        && (is_followed && is_initial(spelling, to)
            || before.is_some_and(|before| {
                is_initial(spelling, before)
                    || is_first_name(spelling, before)
                    || is_patronymic(spelling, before)
                    || is_among(spelling, before, TITLES)
            }));
    is_full_name || is_bare && is_followed && (is_family(spelling, to) || is_initial(spelling, to))
}

fn is_first_name(spelling: &Spelling<'_>, at: usize) -> bool {
    spelling.is_capital(at) && is_given(spelling, at)
}

fn is_patronymic(spelling: &Spelling<'_>, at: usize) -> bool {
    spelling.is_capital(at) && spelling.russian(at).is_some_and(|word| ends_in(word, &PATRONYMICS))
}

/// Whether the capitalised word is a surname or patronymic by its end.
fn is_family(spelling: &Spelling<'_>, at: usize) -> bool {
    spelling.is_capital(at)
        && spelling.russian(at).is_some_and(|word| ends_in(word, &SURNAMES) || ends_in(word, &PATRONYMICS))
}

/// Whether the word is an initial: «А.»; «Шу қ.» ends in the abbreviation of a kind.
fn is_initial(spelling: &Spelling<'_>, at: usize) -> bool {
    let surface = spelling.surface(at);
    let mut letters = surface.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.all(|letter| letter == '.')
        && (surface.ends_with('.') || spelling.after(at).starts_with('.'))
}

/// Whether the words from `from` on are a part of the world that shares a city's name: «Оңтүстік Орал», «Восточный Туркестан».
pub(super) fn is_part_of_world(spelling: &Spelling<'_>, from: usize) -> bool {
    const SIDES: [&str; 5] = ["оңтүстік", "солтүстік", "шығыс", "орта", "оңт"];
    let name = spelling.russian(from).unwrap_or_default();
    let Some(before) = from.checked_sub(1).filter(|&before| spelling.are_close(before, from)) else {
        return false;
    };
    let side = spelling.russian(before).unwrap_or_default();
    (name.starts_with("орал") || name.starts_with("түркістан")) && SIDES.contains(&side)
        || name.starts_with("туркестан") && (side.starts_with("восточн") || side.starts_with("китайск"))
}

/// Whether the words `from..to` are the name of a company, a club, a product or another thing: in quotation marks of their own, or
/// beside a word that says so.
pub(super) fn is_brand(spelling: &Spelling<'_>, from: usize, to: usize) -> bool {
    let before = from.checked_sub(1).filter(|&before| spelling.are_close(before, from));
    let is_followed = spelling.are_close(to - 1, to) && spelling.between(to - 1, to).len() <= 1;
    is_opened(spelling, from) && is_closed(spelling, to - 1)
        || before.is_some_and(|before| is_among(spelling, before, BEFORE))
        || is_followed && is_among(spelling, to, AFTER)
        || is_foreign_name(spelling, from, to)
}

fn is_among(spelling: &Spelling<'_>, at: usize, list: &str) -> bool {
    spelling.russian(at).is_some_and(|word| list.split_ascii_whitespace().any(|listed| listed == word))
}

/// «Сергей Алматинский»: whether an adjective after a first name or an initial is a surname.
pub(super) fn is_surname_of_place(spelling: &Spelling<'_>, at: usize) -> bool {
    spelling.is_capital(at)
        && at.checked_sub(1).is_some_and(|before| {
            spelling.are_close(before, at)
                && (is_initial(spelling, before) || is_first_name(spelling, before))
        })
}

/// «Karaganda Steel»: a name in Latin letters beside another such word, in a text that is not.
fn is_foreign_name(spelling: &Spelling<'_>, from: usize, to: usize) -> bool {
    const PLAIN: &str = "region oblast city district kazakhstan qazaqstan and";
    let is_part =
        |at: usize| spelling.is_foreign(at) && spelling.is_capital(at) && !is_among(spelling, at, PLAIN);
    spelling.is_foreign(from)
        && (from.checked_sub(1).is_some_and(|before| spelling.are_close(before, from) && is_part(before))
            || spelling.are_close(to - 1, to) && is_part(to))
}

/// Whether a quotation mark stands before the word.
fn is_opened(spelling: &Spelling<'_>, at: usize) -> bool {
    spelling.before(at).trim_end_matches(' ').ends_with(QUOTES)
}

/// Whether a quotation mark stands after the word.
fn is_closed(spelling: &Spelling<'_>, at: usize) -> bool {
    spelling.after(at).trim_start_matches(' ').starts_with(QUOTES)
}

/// Whether the words `from..to` are an end of a road or a flight: «Астана – Алматы» in quotation marks or beside «трасса», «тас жолы».
/// Such a name says where a road leads and not where something is.
pub(super) fn is_route(spelling: &Spelling<'_>, from: usize, to: usize) -> bool {
    let is_joined = |left: usize| {
        left + 1 < spelling.len()
            && spelling.is_same_sentence(left, left + 1)
            && matches!(spelling.between(left, left + 1).trim(), "–" | "—" | "-")
            && spelling.is_capital(left + 1)
    };
    let (mut first, mut last) = (from, to - 1);
    while first > 0 && from - first < ROAD_REACH && is_joined(first - 1) {
        first -= 1;
    }
    while last < to - 1 + ROAD_REACH && is_joined(last) {
        last += 1;
    }
    if (first, last) == (from, to - 1) {
        return false;
    }
    let is_road = |at: usize| {
        let begins = |word: Option<&str>, roads: &[&str]| {
            word.is_some_and(|word| roads.iter().any(|road| word.starts_with(road)))
        };
        spelling.is_same_sentence(at, from)
            && (begins(spelling.russian(at), &ROADS) || begins(spelling.folded(at), &KAZAKH_ROADS))
    };
    let mut beside = (first.saturating_sub(ROAD_REACH)..first)
        .chain(last + 1..(last + 1 + ROAD_REACH).min(spelling.len()));
    is_opened(spelling, first) || is_closed(spelling, last) || beside.any(is_road)
}
