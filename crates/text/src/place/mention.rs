//! Takes the words of a text and gives the places it names, in order, and on what ground each was taken. A name that several
//! places share is decided by the word beside it, then by the places the text names otherwise, then by the region of its source,
//! and is left out when all are silent.

use std::cmp::Reverse;

use dauys_model::{Kato, Language, PlaceMention};

use super::bearer::{is_brand, is_given, is_part_of_world, is_person, is_route, is_surname};
use super::context::{Sort, sort_of};
use super::form::{ADJECTIVE_ENDINGS, Declension, is_where};
use super::gazetteer::{Level, Mode, Row, district, gazetteer};
use super::index::{Meaning, Names, Shape, index};
use super::spelling::Spelling;
use crate::Words;

/// The most words between a Russian adjective and the «район» or «область» it shares with others.
const SHARED: usize = 5;
/// The most words between a village without a word that says so and its district.
const ADJACENT: usize = 3;
/// Russian prepositions after which a place stands.
const WHERE: [&str; 11] =
    ["в", "во", "из", "до", "под", "возле", "около", "близ", "вблизи", "недалеко", "через"];

/// A place that a text names, and why it was taken for one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recognition {
    /// The place, and where the text names it.
    pub mention: PlaceMention,
    /// What it is.
    pub level: Level,
    /// The name or stem of the gazetteer that was met: «Риддер», «риддерск».
    pub listed: &'static str,
    /// In which part of speech it was met.
    pub shape: Shape,
    /// Why this name is this place here: one ground or more.
    pub grounds: Vec<Ground>,
}

/// Why a name was taken for a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ground {
    /// The name by itself means no other place of the gazetteer.
    Name,
    /// The word beside it says what it is: «ауданы», «село». Byte offsets of that word.
    Kind {
        /// Its first byte.
        start: usize,
        /// The first byte after it.
        end: usize,
    },
    /// The text names this place, and the two lie in one district or region.
    Near(Kato),
    /// The source of the text belongs to this region or district.
    Source(Kato),
}

/// The places a text names, in its order. `text` is the text that `words` was made of.
pub fn places(text: &str, words: &Words) -> Vec<PlaceMention> {
    places_from(text, words, None)
}

/// The places a text names whose source belongs to `region`: that region decides between places that share a name where
/// the text does not.
pub fn places_from(text: &str, words: &Words, region: Option<Kato>) -> Vec<PlaceMention> {
    recognize(text, words, region).into_iter().map(|found| found.mention).collect()
}

/// The places a text names and on what ground each was taken, in its order; otherwise as [`places_from`].
pub fn recognize(text: &str, words: &Words, region: Option<Kato>) -> Vec<Recognition> {
    let spelling = Spelling::of(text, words);
    let claims: Vec<Claim> =
        candidates(&spelling).into_iter().filter_map(|candidate| claim(&spelling, candidate)).collect();
    let mut settled = settle(&spelling, &claims, region);
    drop_distant_villages(&claims, &mut settled);
    let found = claims.iter().zip(settled).filter_map(|(claim, settled)| Some((claim, settled?)));
    found.map(|(claim, (row, grounds))| recognition(words, claim, row, grounds)).collect()
}

/// The codes of mentions without repetition, most telling first: the oftener named, then the more exact, then the earlier.
pub fn most_telling(mentions: &[PlaceMention]) -> Vec<Kato> {
    let mut order: Vec<Kato> = Vec::new();
    for mention in mentions {
        if !order.contains(&mention.kato) {
            order.push(mention.kato);
        }
    }
    let times = |kato: &Kato| mentions.iter().filter(|mention| mention.kato == *kato).count();
    // A region counts less than what lies in it, since it is named to say where that is.
    order.sort_by_key(|kato| (Reverse(times(kato)), kato.is_region()));
    order
}

/// How a name stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stand {
    /// Without an ending.
    Bare,
    /// So that something is in it or comes from it.
    Where,
    /// In another case or derivation.
    Other,
}

/// A name found in the text, with all it may mean.
struct Candidate {
    from: usize,
    to: usize,
    language: Language,
    stand: Stand,
    meanings: Vec<Meaning>,
}

/// A candidate with what the words around it leave of its meanings.
struct Claim {
    /// Words of the whole mention.
    from: usize,
    to: usize,
    language: Language,
    /// Meanings that hold by themselves.
    strong: Vec<Meaning>,
    /// Meanings that hold only in their own region.
    weak: Vec<Meaning>,
    /// The number of the word that says what it is.
    kind: Option<usize>,
}

/// The decision on a claim: its meaning and why.
type Settled = Option<(Meaning, Vec<Ground>)>;

fn row_of(meaning: &Meaning) -> &'static Row {
    &gazetteer().rows[meaning.row as usize]
}

fn level_of(meaning: &Meaning) -> Level {
    row_of(meaning).place.level
}

fn kato_of(meaning: &Meaning) -> Kato {
    row_of(meaning).place.kato
}

/// All names in the text, longest first at each place, not overlapping.
fn candidates(spelling: &Spelling<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut at = 0;
    while at < spelling.len() {
        match candidate(spelling, at) {
            Some(candidate) => {
                at = candidate.to;
                candidates.push(candidate);
            }
            None => at += 1,
        }
    }
    candidates
}

/// The longest name that begins at a word, with its meanings in both languages: names cross languages.
fn candidate(spelling: &Spelling<'_>, at: usize) -> Option<Candidate> {
    let index = index();
    let kazakh = (spelling.may_be_kazakh(at) && !spelling.is_foreign(at))
        .then(|| longest(&index.kazakh, at, true, |word| spelling.folded(word)))
        .flatten()
        .map(|(to, after, meanings)| {
            let stand = match () {
                () if after.is_empty() => Stand::Bare,
                () if is_where(after) => Stand::Where,
                () => Stand::Other,
            };
            Candidate { from: at, to, language: Language::Kazakh, stand, meanings }
        });
    let russian =
        longest(&index.russian, at, false, |word| spelling.russian(word)).map(|(to, _, meanings)| {
            let is_where = at.checked_sub(1).is_some_and(|before| {
                spelling.are_close(before, at)
                    && spelling.russian(before).is_some_and(|word| WHERE.contains(&word))
            });
            let stand = if is_where { Stand::Where } else { Stand::Bare };
            Candidate { from: at, to, language: Language::Russian, stand, meanings }
        });
    match (kazakh, russian) {
        (Some(kazakh), Some(russian)) if kazakh.to == russian.to => {
            let (mut own, other) =
                if spelling.may_be_russian(at) { (russian, kazakh) } else { (kazakh, russian) };
            let is_new = |meaning: &Meaning| own.meanings.iter().all(|known| known.row != meaning.row);
            let more: Vec<Meaning> = other.meanings.into_iter().filter(is_new).collect();
            own.meanings.extend(more);
            Some(own)
        }
        (Some(kazakh), Some(russian)) => Some(if kazakh.to > russian.to { kazakh } else { russian }),
        (kazakh, russian) => kazakh.or(russian),
    }
}

/// The longest name at a word in one table: the word after it, what follows the name in its last word, and its meanings.
fn longest<'w>(
    names: &Names,
    at: usize,
    is_kazakh: bool,
    word: impl Fn(usize) -> Option<&'w str>,
) -> Option<(usize, &'w str, Vec<Meaning>)> {
    let mut found: Vec<(usize, &'w str, Meaning)> = Vec::new();
    names.find(at, word, |to, meaning, after| found.push((to, after, meaning)));
    let to = found.iter().map(|(to, ..)| *to).max()?;
    found.retain(|(end, ..)| *end == to);
    // A Kazakh name that fills its word better is the better one, unless it is one of many villages. Russian forms of two names may
    // be spelled alike: «Караганды» is Караганда.
    let rest = |after: &str, meaning: &Meaning| (meaning.mode == Mode::Region, after.len());
    let after =
        found.iter().min_by_key(|(_, after, meaning)| rest(after, meaning)).map(|(_, after, _)| *after)?;
    let mut meanings: Vec<Meaning> = Vec::new();
    for (_, _, meaning) in found.into_iter().filter(|(_, other, _)| !is_kazakh || other.len() <= after.len())
    {
        // One row may bear a name twice, in two languages or scripts: the freer counts.
        match meanings.iter_mut().find(|known| (known.row, known.shape) == (meaning.row, meaning.shape)) {
            Some(known) if known.mode <= meaning.mode => {}
            Some(known) => *known = meaning,
            None => meanings.push(meaning),
        }
    }
    Some((to, after, meanings))
}

/// What the words around a name leave of its meanings; nothing when it is no place here.
fn claim(spelling: &Spelling<'_>, candidate: Candidate) -> Option<Claim> {
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
    let (weak, mut strong): (Vec<Meaning>, Vec<Meaning>) =
        exact.into_iter().partition(|meaning| meaning.mode == Mode::Region);
    // «в районе Алматы» is the district of Astana only near Astana.
    if strong.is_empty() && sort == Some(Sort::District) {
        strong.extend(candidate.meanings.iter().filter(|meaning| {
            meaning.mode == Mode::Free && meaning.shape == Shape::Noun && level_of(meaning) == Level::Capital
        }));
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
    is_many && (is_surname(name) || is_given(name))
}

/// Whether the name is that of a person, a company or a thing here, or a common word.
fn is_borne_by_another(spelling: &Spelling<'_>, candidate: &Candidate) -> bool {
    let (from, to) = (candidate.from, candidate.to);
    let has_noun = candidate.meanings.iter().any(|meaning| meaning.shape == Shape::Noun);
    if !has_noun {
        return false;
    }
    let is_known = candidate.meanings.iter().any(|meaning| meaning.mode == Mode::Free)
        && !is_given(spelling.russian(to - 1).unwrap_or_default());
    let is_bare = candidate.stand == Stand::Bare && !is_known;
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
            let is_adjective = is_first && row.declension == Declension::Adjective;
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
    let strong: Vec<Meaning> =
        admitted.into_iter().filter(|meaning| Some(rank(meaning)) == best).copied().collect();
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

/// Decides all claims: first those that are clear by themselves, then the others by what those say.
fn settle(spelling: &Spelling<'_>, claims: &[Claim], source: Option<Kato>) -> Vec<Settled> {
    // A village of which others share the name is clear only by its region.
    let is_shared = |claim: &Claim, meaning: &Meaning| {
        level_of(meaning).is_small() && meaning.mode == Mode::Context && !claim.weak.is_empty()
    };
    let clear = |claim: &Claim| match claim.strong[..] {
        [meaning] if !is_shared(claim, &meaning) => Some((meaning, vec![ground(spelling, claim)])),
        _ => None,
    };
    let mut settled: Vec<Settled> = claims.iter().map(clear).collect();
    // Districts that the first round decides help villages in the second.
    for _ in 0..2 {
        let known: Vec<(usize, Kato, Level)> = settled
            .iter()
            .enumerate()
            .filter_map(|(at, settled)| {
                let meaning = settled.as_ref()?.0;
                Some((at, kato_of(&meaning), level_of(&meaning)))
            })
            .collect();
        for (at, claim) in claims.iter().enumerate() {
            let is_sure = match claim.strong[..] {
                [meaning] => claim.weak.is_empty() || meaning.mode == Mode::Free && claim.kind.is_none(),
                _ => false,
            };
            if !is_sure && let Some(better) = by_region(spelling, claims, at, &known, source) {
                settled[at] = Some(better);
            }
        }
    }
    settled
}

fn ground(spelling: &Spelling<'_>, claim: &Claim) -> Ground {
    claim.kind.map_or(Ground::Name, |kind| {
        let (start, end) = spelling.range(kind);
        Ground::Kind { start, end }
    })
}

/// The meaning of a claim that lies in a district or region the text names otherwise, or in that of the source, if there is one
/// such and no more.
fn by_region(
    spelling: &Spelling<'_>,
    claims: &[Claim],
    at: usize,
    known: &[(usize, Kato, Level)],
    source: Option<Kato>,
) -> Option<(Meaning, Vec<Ground>)> {
    let claim = &claims[at];
    // «Бестерек ауылы, Аягөз ауданы»: beside a district, a village lies in it or is not known.
    let beside: Vec<Kato> = known
        .iter()
        .filter(|(other, _, level)| {
            *level == Level::District
                && spelling.is_same_sentence(claims[*other].from, claim.from)
                && claims[*other].from.abs_diff(claim.from) <= ADJACENT
        })
        .map(|(_, place, _)| district(*place))
        .collect();
    let support = |meaning: &Meaning| -> Option<(u32, Reverse<usize>, Ground)> {
        let kato = kato_of(meaning);
        if level_of(meaning).is_small() && !beside.is_empty() && !beside.contains(&district(kato)) {
            return None;
        }
        let near = known.iter().filter(|(other, ..)| *other != at).filter_map(|&(other, place, level)| {
            let is_district = district(place) == district(kato) && !place.is_region();
            let distance = claims[other].from.abs_diff(claim.from);
            let is_close =
                spelling.is_same_sentence(claims[other].from, claim.from) && distance <= ADJACENT + 2;
            // A village that nothing calls one must stand beside its district.
            if claim.kind.is_none()
                && meaning.mode == Mode::Region
                && !(is_district && is_close && level == Level::District)
            {
                return None;
            }
            let weight = match () {
                () if is_district => 3,
                () if place.region() == kato.region() => 2,
                () => return None,
            };
            Some((weight, Reverse(distance), Ground::Near(place)))
        });
        let near = near.max_by_key(|(weight, distance, _)| (*weight, *distance));
        near.or_else(|| {
            let source = source?;
            if claim.kind.is_none() && meaning.mode == Mode::Region {
                return None;
            }
            let weight = match () {
                () if !source.is_region() && district(source) == district(kato) => 2,
                () if source.region() == kato.region() => 1,
                () => return None,
            };
            Some((weight, Reverse(usize::MAX), Ground::Source(source)))
        })
    };
    let mut supported: Vec<(u32, Reverse<usize>, Meaning, Ground)> = claim
        .strong
        .iter()
        .chain(&claim.weak)
        .filter_map(|meaning| support(meaning).map(|(weight, near, ground)| (weight, near, *meaning, ground)))
        .collect();
    let best = supported.iter().map(|(weight, near, ..)| (*weight, *near)).max()?;
    supported.retain(|(weight, near, ..)| (*weight, *near) == best);
    // Of one kind before the others: the village of a district named like it is not the district.
    let (_, _, meaning, near) = supported.pop()?;
    let is_one = supported.iter().all(|(_, _, other, _)| kato_of(other) == kato_of(&meaning));
    let mut grounds = vec![near];
    if claim.kind.is_some() {
        grounds.insert(0, ground(spelling, claim));
    }
    is_one.then_some((meaning, grounds))
}

/// Villages share their names across the country: «село Нура» of another region than the text names is not ours.
fn drop_distant_villages(claims: &[Claim], settled: &mut [Settled]) {
    let regions: Vec<Kato> = settled
        .iter()
        .flatten()
        .filter(|(meaning, _)| level_of(meaning) == Level::Region)
        .map(|(meaning, _)| kato_of(meaning))
        .collect();
    if regions.is_empty() {
        return;
    }
    for (claim, settled) in claims.iter().zip(settled) {
        let is_distant = settled.as_ref().is_some_and(|(meaning, _)| {
            claim.kind.is_some()
                && level_of(meaning).is_small()
                && !regions.contains(&kato_of(meaning).region())
        });
        if is_distant {
            *settled = None;
        }
    }
}

fn recognition(words: &Words, claim: &Claim, meaning: Meaning, grounds: Vec<Ground>) -> Recognition {
    let place = &row_of(&meaning).place;
    Recognition {
        mention: PlaceMention {
            kato: place.kato,
            name: place.name(claim.language).to_owned(),
            start: words.words[claim.from].start,
            end: words.words[claim.to - 1].end,
        },
        level: place.level,
        listed: meaning.listed,
        shape: meaning.shape,
        grounds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn check(text: &str, expected: &[(u32, &str)]) {
        let language = if text.contains(['қ', 'ғ', 'ң', 'ө', 'ү', 'ұ', 'і', 'ә']) {
            Language::Kazakh
        } else {
            Language::Russian
        };
        check_in(language, text, expected);
    }

    fn check_in(language: Language, text: &str, expected: &[(u32, &str)]) {
        let found = places(text, &words(text, Some(language)));
        let found: Vec<(u32, &str)> =
            found.iter().map(|found| (found.kato.0, &text[found.start..found.end])).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn inflected_names_are_found() {
        check("Риддерде су жоқ", &[(632_400_000, "Риддерде")]);
        check("В Риддере нет воды", &[(632_400_000, "Риддере")]);
        check("риддерские дороги", &[(632_400_000, "риддерские")]);
        check("Ақтөбеде жарық өшті", &[(151_000_000, "Ақтөбеде")]);
        check("в Актобе нет света", &[(151_000_000, "Актобе")]);
        check("в Актюбинской области", &[(150_000_000, "Актюбинской области")]);
        check("жители актюбинской степи", &[(150_000_000, "актюбинской")]);
        check("қарағандылықтар шағымданды", &[(351_000_000, "қарағандылықтар")]);
        check("в ВКО затопило дороги", &[(630_000_000, "ВКО")]);
        check("ШҚО тұрғындары сусыз отыр, көмек керек", &[(630_000_000, "ШҚО")]);
        check("Алматинцы дышат смогом", &[(750_000_000, "Алматинцы")]);
        check_in(Language::Kazakh, "Караганды каласында су жок", &[(351_000_000, "Караганды каласында")]);
        check_in(Language::Kazakh, "Ridderde su joq", &[(632_400_000, "Ridderde")]);
    }

    #[test]
    fn shared_names_need_a_word_beside_them() {
        check_in(Language::Kazakh, "Абай облысында жол нашар", &[(100_000_000, "Абай облысында")]);
        check("Абай ұлы ақын болған", &[]);
        check("Абай көшесінде жарық жоқ", &[]);
        check("на улице Абая яма", &[]);
        check("в мае ждут дождей", &[]);
        check("Май ауданында су жоқ", &[(555_600_000, "Май ауданында")]);
        check("в Шуском районе", &[(316_600_000, "Шуском районе")]);
        check("Өзен шу етіп ақты", &[]);
        check("Арал теңізі тартылды деді", &[]);
        check("многодетных семей", &[]);
        check("Италия астанасы Римде үлкен мұражай бар", &[]);
        check("аралда қалай өмір сүреді", &[]);
        check("новая Шкода сломалась", &[]);
        check("в Семее холодно", &[(101_000_000, "Семее")]);
    }

    #[test]
    fn regions_decide_between_districts() {
        check(
            "в Абайском районе Карагандинской области",
            &[(353_200_000, "Абайском районе"), (350_000_000, "Карагандинской области")],
        );
        check(
            "Шымкент қаласының Абай ауданы",
            &[(790_000_000, "Шымкент қаласының"), (791_110_000, "Абай ауданы")],
        );
        check("в Абайском районе", &[]);
        check(
            "в районе Есиль города Астаны",
            &[(711_210_000, "районе Есиль"), (710_000_000, "города Астаны")],
        );
        check(
            "Алматы қаласы Алатау ауданында су жоқ",
            &[(750_000_000, "Алматы қаласы"), (751_210_000, "Алатау ауданында")],
        );
    }

    #[test]
    fn a_place_and_its_region_are_both_named() {
        check(
            "Абай облысы Аягөз ауданында жол жоқ",
            &[(100_000_000, "Абай облысы"), (103_600_000, "Аягөз ауданында")],
        );
        check("в Риддере, ВКО, нет воды", &[(632_400_000, "Риддере"), (630_000_000, "ВКО")]);
        check("Құлсарыда су тасыды", &[(233_600_000, "Құлсарыда")]);
        check(
            "в Жамбылском и Шуском районах Жамбылской области",
            &[
                (314_000_000, "Жамбылском"),
                (316_600_000, "Шуском районах"),
                (310_000_000, "Жамбылской области"),
            ],
        );
    }

    #[test]
    fn a_village_of_another_region_is_not_the_town() {
        check(
            "Защитную дамбу прорвало в Актюбинской области: вода дошла до села Нура",
            &[(150_000_000, "Актюбинской области")],
        );
    }

    #[test]
    fn old_names_are_known() {
        check(
            "в Усть-Каменогорске и Капчагае",
            &[(631_000_000, "Усть-Каменогорске"), (191_000_000, "Капчагае")],
        );
        check("бывший Нур-Султан", &[(710_000_000, "Нур-Султан")]);
        check("Нұрсұлтан үйде отыр, қазақша сөйлейді", &[]);
        check("Нұр-Сұлтанда жаңбыр жауды, көше су", &[(710_000_000, "Нұр-Сұлтанда")]);
    }

    #[test]
    fn the_oftener_named_place_tells_more() {
        let mention = |kato: u32| PlaceMention { kato: Kato(kato), name: String::new(), start: 0, end: 0 };
        let mentions =
            [mention(630_000_000), mention(632_400_000), mention(710_000_000), mention(710_000_000)];
        assert_eq!(most_telling(&mentions), [Kato(710_000_000), Kato(632_400_000), Kato(630_000_000)]);
    }
}
