//! Takes the words of a text and gives the places it names, in order. A name that several places share is decided by the word
//! beside it, then by the regions the text names otherwise, and is left out when both are silent.

use std::collections::BTreeSet;

use dauys_model::{Kato, Language, PlaceMention};

use super::context::{Sort, sort_of};
use super::gazetteer::{Level, Mode, gazetteer};
use super::index::{Index, Meaning, Shape, Target, hyphened, index, is_form};
use crate::Words;
use crate::phrase::{Keys, Reading};

/// The most words that may stand between a place and its own region for the two to be one mention.
const ADJACENT: usize = 3;
/// The most words between a Russian adjective and the «район» or «область» it shares with others.
const SHARED: usize = 5;

/// A name found in the text, with all it may mean.
struct Candidate {
    from: usize,
    to: usize,
    language: Language,
    meanings: Vec<Meaning>,
}

/// What a candidate was decided to be.
struct Found {
    kato: Kato,
    level: Level,
    name: String,
    from: usize,
    to: usize,
    /// A town of the gazetteer that the text calls a village.
    is_village: bool,
}

/// The places a text names, in its order. `text` is the text that `words` was made of.
pub fn places(text: &str, words: &Words) -> Vec<PlaceMention> {
    let keys = Keys::of(words);
    let candidates = candidates(&keys);
    let mut open = Vec::new();
    let mut found = Vec::new();
    for candidate in candidates {
        let (targets, from, to) = allowed(text, words, &keys, &candidate);
        match targets[..] {
            [] => {}
            [target] => found.push(settle(target, &candidate, from, to)),
            _ => open.push((targets, candidate, from, to)),
        }
    }
    let regions: BTreeSet<Kato> = found.iter().map(|found| found.kato.region()).collect();
    for (targets, candidate, from, to) in open {
        let fitting: Vec<Target> =
            targets.into_iter().filter(|target| regions.contains(&kato_of(*target).region())).collect();
        if let [target] = fitting[..] {
            found.push(settle(target, &candidate, from, to));
        }
    }
    // Villages share their names across the country: «село Нура» of another region than the text names is not ours.
    let named: BTreeSet<Kato> =
        found.iter().filter(|found| found.level == Level::Region).map(|found| found.kato).collect();
    found.retain(|found| !found.is_village || named.is_empty() || named.contains(&found.kato.region()));
    found.sort_by_key(|found| (found.from, found.to));
    drop_own_regions(&mut found, words);
    found
        .into_iter()
        .map(|found| PlaceMention {
            kato: found.kato,
            name: found.name,
            start: words.words[found.from].start,
            end: words.words[found.to - 1].end,
        })
        .collect()
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
    order.sort_by_key(|kato| (std::cmp::Reverse(times(kato)), kato.is_region()));
    order
}

/// Names are few and distinct, so Kazakh ones are compared in skeletons always.
fn reading(language: Language) -> Reading {
    if language == Language::Kazakh { Reading::Folded } else { Reading::Russian }
}

/// All names in the text, longest first at each place, not overlapping.
fn candidates(keys: &Keys<'_>) -> Vec<Candidate> {
    let index = index();
    let mut candidates = Vec::new();
    let mut at = 0;
    while at < keys.len() {
        let best = [Language::Kazakh, Language::Russian]
            .into_iter()
            // Russian forms of names stand in Kazakh sentences too.
            .filter(|language| *language == Language::Russian || keys.reads(at, Reading::Folded))
            .filter_map(|language| candidate(index, keys, at, language))
            .max_by_key(|candidate| {
                let is_own = keys.reads(at, Reading::Russian) == (candidate.language == Language::Russian);
                (candidate.to, is_own)
            });
        match best {
            Some(candidate) => {
                at = candidate.to;
                candidates.push(candidate);
            }
            None => at += 1,
        }
    }
    candidates
}

fn candidate(index: &Index, keys: &Keys<'_>, at: usize, language: Language) -> Option<Candidate> {
    let mut ends: Vec<(usize, Meaning)> = Vec::new();
    if language == Language::Russian {
        for (rest, meaning) in index.russian.get(keys.name(at).as_ref()).into_iter().flatten() {
            let fits = rest.iter().enumerate().all(|(offset, word)| {
                let next = at + 1 + offset;
                next < keys.len() && keys.name(next) == *word
            });
            if fits {
                ends.push((at + 1 + rest.len(), *meaning));
            }
        }
    } else {
        let surface = hyphened(keys.normal(at));
        for (count, (offset, letter)) in surface.char_indices().enumerate() {
            if count > index.longest {
                break;
            }
            let beginning = &surface[..offset + letter.len_utf8()];
            for (rest, meaning) in index.kazakh.get(beginning).into_iter().flatten() {
                let last = at + rest.len();
                let fits = match rest.split_last() {
                    None => is_form(beginning, &surface),
                    Some((end, middle)) => {
                        surface == beginning
                            && last < keys.len()
                            && (at + 1..last)
                                .zip(middle)
                                .all(|(word, name)| keys.surface(word, reading(language)) == name)
                            && is_form(end, &hyphened(keys.normal(last)))
                    }
                };
                if fits {
                    ends.push((last + 1, *meaning));
                }
            }
        }
    }
    let to = ends.iter().map(|(to, _)| *to).max()?;
    let mut meanings: Vec<Meaning> =
        ends.into_iter().filter(|(end, _)| *end == to).map(|(_, meaning)| meaning).collect();
    meanings.sort_unstable();
    meanings.dedup();
    Some(Candidate { from: at, to, language, meanings })
}

/// What the words around a name leave of its meanings, and the words of the whole mention.
fn allowed(text: &str, words: &Words, keys: &Keys<'_>, candidate: &Candidate) -> (Vec<Target>, usize, usize) {
    let (from, to) = (candidate.from, candidate.to);
    let same_sentence = |at: usize| words.words[at].sentence == words.words[from].sentence;
    let close = |left: usize, right: usize| {
        let between = &text[words.words[left].end..words.words[right].start];
        !between.contains([',', ';', '(', ')', '!', '?', ':', '\n']) && between.len() <= 4
    };
    let after = (to < words.words.len() && same_sentence(to) && close(to - 1, to))
        .then(|| sort_of(keys, to, reading(candidate.language)))
        .flatten();
    // «район Нура» may stand before a name that is spelled alike in both languages.
    let before = (from > 0 && same_sentence(from - 1) && close(from - 1, from))
        .then(|| sort_of(keys, from - 1, Reading::Russian))
        .flatten();
    let shared = || shared_sort(words, keys, candidate);
    let is_adjective = candidate.meanings.iter().any(|meaning| meaning.shape == Shape::Adjective);
    // In Russian a noun follows the word that sorts it («район Есиль»), an adjective stands before it («Абайский район»).
    let follows =
        candidate.language == Language::Russian && !is_adjective || before.is_some() && after.is_none();
    let (sort, from, to) = match (after, before) {
        (_, Some(sort)) if follows || sort == Sort::Thing => (Some(sort), from - 1, to),
        (Some(Sort::Settlement | Sort::City), None) if follows => (None, from, to),
        (Some(sort), _) => (Some(sort), from, to + 1),
        (None, _) => (shared(), from, to),
    };
    let is_capital = text[words.words[candidate.from].start..].chars().next().is_some_and(char::is_uppercase);
    let targets = match sort {
        Some(Sort::Thing) => Vec::new(),
        Some(sort) => {
            let exact = of_sort(candidate, sort);
            if exact.is_empty() && sort == Sort::City { bare(candidate, is_capital) } else { exact }
        }
        None => bare(candidate, is_capital),
    };
    (targets, from, to)
}

/// «в Жамбылском и Шуском районах», «Жамбыл мен Шу аудандары»: the word that several names share.
fn shared_sort(words: &Words, keys: &Keys<'_>, candidate: &Candidate) -> Option<Sort> {
    let sentence = words.words[candidate.from].sentence;
    for at in candidate.to..(candidate.to + SHARED).min(words.words.len()) {
        if words.words[at].sentence != sentence {
            return None;
        }
        if let Some(sort) = sort_of(keys, at, reading(candidate.language)) {
            let plural = match candidate.language {
                Language::Kazakh => ["аудандар", "облыстар", "калалар"]
                    .iter()
                    .any(|word| keys.surface(at, Reading::Folded).starts_with(word)),
                _ => [
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
                ]
                .contains(&keys.surface(at, Reading::Russian)),
            };
            return (plural && at > candidate.to).then_some(sort);
        }
        let word = words.words[at].normal.as_str();
        let joins = matches!(word, "и" | "или" | "а" | "также" | "мен" | "бен" | "пен" | "және" | "жене");
        let is_name = word.ends_with("ском")
            || word.ends_with("ской")
            || word.ends_with("ского")
            || word.ends_with("ский")
            || word.ends_with("ская")
            || candidate.language == Language::Kazakh;
        if !joins && !is_name {
            return None;
        }
    }
    None
}

fn level_of(target: Target) -> Option<Level> {
    match target {
        Target::Row(number) => Some(gazetteer().rows[number].place.level),
        Target::Town(_) => None,
    }
}

fn kato_of(target: Target) -> Kato {
    match target {
        Target::Row(number) => gazetteer().rows[number].place.kato,
        Target::Town(number) => gazetteer().towns[number].kato,
    }
}

fn mode_of(target: Target) -> Mode {
    match target {
        Target::Row(number) => gazetteer().rows[number].mode,
        Target::Town(number) => gazetteer().towns[number].mode,
    }
}

/// The meanings that a word such as «район» admits.
fn of_sort(candidate: &Candidate, sort: Sort) -> Vec<Target> {
    let fits = |meaning: &Meaning| {
        let level = level_of(meaning.target);
        match sort {
            Sort::Region => level == Some(Level::Region),
            Sort::District => matches!(level, Some(Level::District | Level::CityDistrict)),
            Sort::City => {
                matches!(level, Some(Level::City | Level::Capital) | None) && meaning.shape != Shape::People
            }
            Sort::Settlement => level.is_none(),
            Sort::Thing => false,
        }
    };
    let mut targets: Vec<Target> =
        candidate.meanings.iter().filter(|meaning| fits(meaning)).map(|meaning| meaning.target).collect();
    if sort == Sort::City && targets.iter().any(|target| level_of(*target).is_some()) {
        targets.retain(|target| level_of(*target).is_some());
    }
    targets.sort_unstable();
    targets.dedup();
    targets
}

/// The meanings of a name that stands alone: of those its spelling admits, the kind that is named so most often.
fn bare(candidate: &Candidate, is_capital: bool) -> Vec<Target> {
    let admitted = |meaning: &&Meaning| match mode_of(meaning.target) {
        Mode::Free => true,
        Mode::Capital => is_capital && meaning.shape != Shape::Adjective,
        Mode::Context => false,
    };
    let rank = |meaning: &Meaning| match (meaning.shape, level_of(meaning.target)) {
        (_, Some(Level::Capital)) => 0,
        (Shape::Adjective, Some(Level::Region)) => 1,
        (_, Some(Level::City)) => 2,
        (_, Some(Level::Region)) => 3,
        (Shape::Noun, None) => 4,
        (Shape::Noun, Some(Level::District | Level::CityDistrict)) => 5,
        _ => 9,
    };
    let admitted: Vec<&Meaning> =
        candidate.meanings.iter().filter(admitted).filter(|meaning| rank(meaning) < 9).collect();
    let Some(best) = admitted.iter().map(|meaning| rank(meaning)).min() else { return Vec::new() };
    let mut targets: Vec<Target> =
        admitted.into_iter().filter(|meaning| rank(meaning) == best).map(|meaning| meaning.target).collect();
    targets.sort_unstable();
    targets.dedup();
    targets
}

fn settle(target: Target, candidate: &Candidate, from: usize, to: usize) -> Found {
    let kato = kato_of(target);
    let (level, name) = match target {
        Target::Row(number) => {
            let place = &gazetteer().rows[number].place;
            (place.level, place.full(candidate.language).to_owned())
        }
        Target::Town(number) => {
            let town = &gazetteer().towns[number];
            (
                Level::District,
                if candidate.language == Language::Russian { town.ru } else { town.kk }.to_owned(),
            )
        }
    };
    let is_village = matches!(target, Target::Town(_)) && (from, to) != (candidate.from, candidate.to);
    Found { kato, level, name, from, to, is_village }
}

/// Drops regions and cities that stand beside a place within them: «Абай облысы, Аягөз ауданы» names one place.
fn drop_own_regions(found: &mut Vec<Found>, words: &Words) {
    let is_wider = |wide: &Found, exact: &Found| {
        let by_level = match wide.level {
            Level::Region => exact.level != Level::Region,
            Level::Capital => exact.level == Level::CityDistrict,
            _ => false,
        };
        let gap =
            if wide.to <= exact.from { exact.from - wide.to } else { wide.from.saturating_sub(exact.to) };
        by_level
            && wide.kato.region() == exact.kato.region()
            && gap <= ADJACENT
            && words.words[wide.from].sentence == words.words[exact.from].sentence
    };
    let dropped: Vec<bool> =
        found.iter().map(|wide| found.iter().any(|exact| is_wider(wide, exact))).collect();
    let mut dropped = dropped.into_iter();
    found.retain(|_| !dropped.next().unwrap_or(false));
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
        check("в Абайском районе Карагандинской области", &[(353_200_000, "Абайском районе")]);
        check("Шымкент қаласының Абай ауданы", &[(791_110_000, "Абай ауданы")]);
        check("в Абайском районе", &[]);
        check("в районе Есиль города Астаны", &[(711_210_000, "районе Есиль")]);
        check("Алматы қаласы Алатау ауданында су жоқ", &[(751_210_000, "Алатау ауданында")]);
    }

    #[test]
    fn the_more_exact_place_stands_for_both() {
        check("Абай облысы Аягөз ауданында жол жоқ", &[(103_600_000, "Аягөз ауданында")]);
        check("в Риддере, ВКО, нет воды", &[(632_400_000, "Риддере")]);
        check("Құлсарыда су тасыды", &[(233_600_000, "Құлсарыда")]);
        check(
            "в Жамбылском и Шуском районах Жамбылской области",
            &[(314_000_000, "Жамбылском"), (316_600_000, "Шуском районах")],
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
