//! Takes a name in a text and the words around it and gives what they leave of its meanings: those that hold by themselves, and
//! those that hold only in their own region.

use dauys_model::Language;

use super::bearer::{
    is_brand, is_given, is_part_of_world, is_person, is_route, is_surname, is_surname_of_place,
};
use super::candidate::{Candidate, Stand, level_of, row_of};
use super::context::{Sort, sort_of};
use super::form::{ADJECTIVE_ENDINGS, Declension};
use super::gazetteer::{Level, Mode};
use super::index::{Meaning, Shape};
use super::spelling::Spelling;

/// The most words between a Russian adjective and the «район» or «область» it shares with others.
const SHARED: usize = 5;

/// A candidate with what the words around it leave of its meanings.
pub(super) struct Claim {
    /// Words of the whole mention.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) language: Language,
    /// Meanings that hold by themselves.
    pub(super) strong: Vec<Meaning>,
    /// Meanings that hold only in their own region.
    pub(super) weak: Vec<Meaning>,
    /// The number of the word that says what it is.
    pub(super) kind: Option<usize>,
}

/// What the words around a name leave of its meanings; nothing when it is no place here.
pub(super) fn claim(spelling: &Spelling<'_>, candidate: Candidate) -> Option<Claim> {
    let (from, to) = (candidate.from, candidate.to);
    let is_kazakh = candidate.language == Language::Kazakh;
    let is_adjective = candidate.meanings.iter().any(|meaning| meaning.shape == Shape::Adjective);
    // «Алматыдағы көше»: a Kazakh name with an ending belongs to no word after it.
    let is_joined = !is_kazakh || candidate.stand == Stand::Bare;
    let after = (is_joined && spelling.are_close(to - 1, to))
        .then(|| sort_of(spelling, to, is_kazakh).or_else(|| sort_of(spelling, to, !is_kazakh)))
        .flatten();
    // «район Нура» may stand before a name that is spelled alike in both languages.
    let before = (from > 0 && spelling.are_close(from - 1, from) && !is_of_adjective(spelling, from - 1))
        .then(|| sort_of(spelling, from - 1, false))
        .flatten();
    // In Russian a noun follows the word that sorts it («район Есиль»), an adjective stands before it («Абайский район»).
    let follows = !is_kazakh && !is_adjective || before.is_some() && after.is_none();
    let of = |sort| of_sort(&candidate, sort);
    let (sort, kind, from, to) = match (after, before) {
        _ if is_street_of_person(spelling, &candidate) => return None,
        (_, Some(Sort::Thing)) => return None,
        (_, Some(sort)) if follows && !of(sort).is_empty() => (Some(sort), Some(from - 1), from - 1, to),
        // «В Уральске река Урал …»: a river of its own name.
        (Some(Sort::Thing), _)
            if !is_kazakh
                && candidate.stand == Stand::Where
                && !is_adjective
                && spelling.are_close(to, to + 1)
                && spelling.is_capital(to + 1) =>
        {
            (None, None, from, to)
        }
        (Some(Sort::Thing), _) => return None,
        (Some(sort), _) if !follows || !of(sort).is_empty() => (Some(sort), Some(to), from, to + 1),
        // «районы СКО», «в районе Риддера»
        (_, Some(Sort::District)) if follows => (None, None, from, to),
        (_, Some(sort)) if follows => (Some(sort), Some(from - 1), from - 1, to),
        _ => (shared_sort(spelling, &candidate), None, from, to),
    };
    let exact = sort.map(of).unwrap_or_default();
    if exact.is_empty() {
        if sort.is_some_and(|sort| sort != Sort::City) || is_borne_by_another(spelling, &candidate) {
            return None;
        }
        let (strong, weak) = bare(spelling, &candidate);
        return (!strong.is_empty() || !weak.is_empty()).then_some(Claim {
            from,
            to,
            language: candidate.language,
            strong,
            weak,
            kind: None,
        });
    }
    let (mut weak, mut strong): (Vec<Meaning>, Vec<Meaning>) =
        exact.into_iter().partition(|meaning| meaning.mode == Mode::Region);
    // «в районе Алматы» is the district of Astana only near Astana.
    if strong.is_empty() && sort == Some(Sort::District) {
        strong.extend(candidate.meanings.iter().filter(|meaning| {
            meaning.mode == Mode::Free && meaning.shape == Shape::Noun && level_of(meaning) == Level::Capital
        }));
    }
    // Towns do not share their names as villages do.
    let is_town = |meaning: &Meaning| level_of(meaning) == Level::Town;
    if strong.is_empty() && sort == Some(Sort::City) && matches!(weak[..], [town] if is_town(&town)) {
        strong.append(&mut weak);
    }
    Some(Claim { from, to, language: candidate.language, strong, weak, kind })
}

/// «в Есильском районе Астаны»: the word at `at` belongs to the adjective before it and not to the name after it.
fn is_of_adjective(spelling: &Spelling<'_>, at: usize) -> bool {
    let is_wide =
        matches!(sort_of(spelling, at, false), Some(Sort::District | Sort::Region | Sort::RuralDistrict));
    is_wide
        && at.checked_sub(1).is_some_and(|before| {
            spelling.are_close(before, at)
                && spelling.is_capital(before)
                && spelling.russian(before).is_some_and(is_russian_adjective)
        })
}

/// Whether the word ends as adjectives on -ский do.
fn is_russian_adjective(word: &str) -> bool {
    ADJECTIVE_ENDINGS.iter().any(|ending| word.strip_suffix(ending).is_some_and(|stem| stem.ends_with("ск")))
}

/// «Байтұрсынов пен Қонаев көшелері»: many streets belong to a city, but not to one that bears a person's name.
fn is_street_of_person(spelling: &Spelling<'_>, candidate: &Candidate) -> bool {
    let name = spelling.russian(candidate.to - 1).unwrap_or_default();
    let is_many = spelling.folded(candidate.to).is_some_and(|word| word.starts_with("кошелер"));
    is_many && (is_surname(name) || is_given(spelling, candidate.to - 1))
}

/// Whether the name is that of a person, a company or a thing here, or a common word.
fn is_borne_by_another(spelling: &Spelling<'_>, candidate: &Candidate) -> bool {
    let (from, to) = (candidate.from, candidate.to);
    let has = |shape| candidate.meanings.iter().any(|meaning| meaning.shape == shape);
    if has(Shape::Adjective) && is_surname_of_place(spelling, from) {
        return true;
    }
    if !has(Shape::Noun) {
        return false;
    }
    // Kazakh makes first names of any word, Russian speaks of «глава Зайсана Иванов».
    let may_be_given = is_given(spelling, to - 1)
        || candidate.language == Language::Kazakh
            && !candidate.meanings.iter().any(|meaning| meaning.mode == Mode::Free);
    let is_bare = candidate.stand == Stand::Bare && may_be_given;
    is_person(spelling, from, to, is_bare)
        || is_brand(spelling, from, to)
        || is_route(spelling, from, to)
        || is_part_of_world(spelling, from)
}

/// «в Жамбылском и Шуском районах», «Жамбыл мен Шу аудандары»: the word that several names share.
fn shared_sort(spelling: &Spelling<'_>, candidate: &Candidate) -> Option<Sort> {
    const RUSSIAN: [&str; 10] = [
        "районах",
        "районов",
        "районы",
        "районам",
        "области",
        "областях",
        "областей",
        "областям",
        "городах",
        "городов",
    ];
    let is_kazakh = candidate.language == Language::Kazakh;
    if is_kazakh && candidate.stand != Stand::Bare {
        return None;
    }
    for at in candidate.to..(candidate.to + SHARED).min(spelling.len()) {
        if !spelling.is_same_sentence(at, candidate.from) {
            return None;
        }
        if let Some(sort) = sort_of(spelling, at, is_kazakh) {
            let is_plural = if is_kazakh {
                let word = spelling.folded(at)?;
                ["аудандар", "облыстар", "калалар", "ауылдар"].iter().any(|plural| word.starts_with(plural))
            } else {
                RUSSIAN.contains(&spelling.russian(at)?)
            };
            return (is_plural && at > candidate.to).then_some(sort);
        }
        let word = spelling.russian(at)?;
        let joins = matches!(word, "и" | "или" | "а" | "также" | "мен" | "бен" | "пен" | "және" | "жене");
        // «Жәнібек және Бөкей ордасы аудандары»
        if !joins && is_kazakh && !spelling.is_capital(at) && !spelling.is_capital(at - 1) {
            return None;
        }
        if !joins && !is_kazakh && !is_russian_adjective(word) {
            return None;
        }
    }
    None
}

/// The meanings that a word such as «район» admits.
fn of_sort(candidate: &Candidate, sort: Sort) -> Vec<Meaning> {
    let fits = |meaning: &&Meaning| match (sort, level_of(meaning)) {
        (Sort::Region, level) => level == Level::Region,
        (Sort::District, level) => matches!(level, Level::District | Level::CityDistrict),
        (Sort::City, level) => {
            matches!(level, Level::City | Level::Capital | Level::Town) && meaning.shape != Shape::People
        }
        (Sort::Settlement, level) => {
            matches!(level, Level::Village | Level::Town) && meaning.shape == Shape::Noun
        }
        (Sort::Station, level) => {
            matches!(level, Level::City | Level::Capital | Level::Village | Level::Town)
                && meaning.shape == Shape::Noun
        }
        (Sort::RuralDistrict, level) => matches!(level, Level::RuralDistrict | Level::Village),
        (Sort::Thing, _) => false,
    };
    let mut meanings: Vec<Meaning> = candidate.meanings.iter().filter(fits).copied().collect();
    let mut prefer = |is_better: fn(Level) -> bool| {
        if meanings.iter().any(|meaning| is_better(level_of(meaning))) {
            meanings.retain(|meaning| is_better(level_of(meaning)));
        }
    };
    match sort {
        Sort::City => prefer(|level| level != Level::Town),
        Sort::RuralDistrict => prefer(|level| level == Level::RuralDistrict),
        _ => {}
    }
    meanings
}

/// Whether the word at `at` may be a masculine noun in nominative that an adjective before it belongs to: «Рудный концентрат», but
/// «Рудный ожил», «Рудный под снегом».
fn is_before_noun(spelling: &Spelling<'_>, at: usize) -> bool {
    const VERBS: [&str; 4] = ["л", "ет", "ит", "ся"];
    spelling.are_close(at.saturating_sub(1), at)
        && !spelling.is_capital(at)
        && spelling.russian(at).is_some_and(|word| {
            word.chars().count() > 3
                && word.ends_with(|letter| "бвгджзйклмнпрстфхцчшщь".contains(letter))
                && !VERBS.iter().any(|ending| word.ends_with(ending))
        })
}

/// The meanings of a name that stands alone. The first are those its spelling admits, of the kind that is named so most often;
/// the others hold only in their own region.
fn bare(spelling: &Spelling<'_>, candidate: &Candidate) -> (Vec<Meaning>, Vec<Meaning>) {
    let is_capital = spelling.is_capital(candidate.from);
    let is_where = candidate.stand == Stand::Where;
    // The first word of a sentence has a capital whatever it is.
    let is_first = candidate.from == 0 || !spelling.is_same_sentence(candidate.from - 1, candidate.from);
    let admitted = |meaning: &&Meaning| match meaning.mode {
        Mode::Free => true,
        Mode::Capital => {
            let row = row_of(meaning);
            let is_city = matches!(row.place.level, Level::City | Level::Capital)
                && row.declension != Declension::Adjective;
            // «Рудный» may open a sentence as an adjective.
            let is_adjective =
                is_first && row.declension == Declension::Adjective && is_before_noun(spelling, candidate.to);
            meaning.shape == Shape::Noun && (is_capital && (is_where || !is_adjective) || is_where && is_city)
        }
        Mode::Where => meaning.shape == Shape::Noun && is_capital && is_where && !is_first,
        Mode::Context | Mode::Region => false,
    };
    let rank = |meaning: &Meaning| match (meaning.shape, level_of(meaning)) {
        (_, Level::Capital) => 0,
        (Shape::Adjective, Level::Region) => 1,
        (_, Level::City) => 2,
        (_, Level::Region) => 3,
        (Shape::Noun, Level::Town) => 4,
        (Shape::Noun, Level::Village) => 5,
        (Shape::Noun, Level::District | Level::CityDistrict) => 6,
        _ => 9,
    };
    let admitted: Vec<&Meaning> =
        candidate.meanings.iter().filter(admitted).filter(|meaning| rank(meaning) < 9).collect();
    let best = admitted.iter().map(|meaning| rank(meaning)).min();
    let mut strong: Vec<Meaning> =
        admitted.into_iter().filter(|meaning| Some(rank(meaning)) == best).copied().collect();
    // «под Степногорском» is the noun and the adjective of one place.
    strong.sort_by_key(|meaning| meaning.shape != Shape::Noun);
    let mut rows = Vec::new();
    strong.retain(|meaning| {
        let is_new = !rows.contains(&meaning.row);
        rows.push(meaning.row);
        is_new
    });
    let is_weak = |meaning: &&Meaning| {
        is_capital
            && meaning.shape == Shape::Noun
            && !strong.contains(meaning)
            && match meaning.mode {
                Mode::Region => true,
                _ => is_where && level_of(meaning) != Level::Region,
            }
    };
    let weak = candidate.meanings.iter().filter(is_weak).copied().collect();
    (strong, weak)
}
