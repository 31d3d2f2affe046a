//! Flat numbers with their houses, always; house numbers alone where the same sentence names a private person. Streets and
//! microdistricts stay, and so do houses otherwise, because a building is often the very subject of a complaint.

use std::ops::Range;

use super::context::Context;
use super::cue::Cue;
use super::mark::{Hidden, Mark, Rule};
use super::number::{Cluster, Group};
use super::work;
use crate::ending::is_nominal_chain;
use crate::token::normal;
use crate::{sentences, skeleton};

/// The longest number of a flat or a house.
const DIGITS: usize = 4;

/// How many parts of an address may stand before the flat: house, building, entrance, floor, each with its word.
const PARTS: usize = 10;

/// Appends what of `cluster` is a flat or a room, with its house.
pub(crate) fn find_flats(context: &Context, cluster: &Cluster, spans: &mut Vec<Hidden>) {
    for (at, group) in cluster.groups.iter().enumerate() {
        if let Some(range) = flat(context, group).or_else(|| joined_flat(context, cluster, at)) {
            let start = house_before(context.text, range.start);
            spans.push(Hidden { range: start..range.end, mark: Mark::Address, rule: Rule::Cue });
        }
    }
}

/// Appends house numbers in the sentences that hold one of `spans` with a name, or the mark of one.
pub(crate) fn find_houses(context: &Context, groups: &[Group], spans: &mut Vec<Hidden>) {
    let text = context.text;
    let houses: Vec<Range<usize>> = groups.iter().filter_map(|group| house(context, group)).collect();
    if houses.is_empty() {
        return;
    }
    let mut named: Vec<usize> =
        spans.iter().filter(|span| span.mark == Mark::Name).map(|span| span.range.start).collect();
    named.extend(text.match_indices(Mark::Name.text()).map(|(at, _)| at));
    if named.is_empty() {
        return;
    }
    named.sort_unstable();
    let mut houses = houses.into_iter().peekable();
    for sentence in sentences(text) {
        let first = named.partition_point(|at| *at < sentence.start);
        let has_name = named.get(first).is_some_and(|at| *at < sentence.end);
        while let Some(range) = houses.next_if(|range| range.start < sentence.end) {
            if has_name {
                spans.push(Hidden { range, mark: Mark::Address, rule: Rule::Cue });
            }
        }
    }
}

/// What a word of an address is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Flat,
    House,
    /// A building, an entrance or a floor of a house.
    Inner,
    Room,
}

fn part(word: &str) -> Option<Part> {
    let folded = skeleton(&normal(word));
    let is_kazakh = |stem: &str| {
        folded.strip_prefix(stem).is_some_and(|rest| {
            rest.is_empty()
                || (rest.len() < 30
                    && !rest.starts_with("лы")
                    && !rest.starts_with("лер")
                    && is_nominal_chain(rest))
        })
    };
    match folded.as_str() {
        "кв" | "кварт" | "квартыра" | "квартыре" | "квартыру" | "квартыроы" | "квартыры" | "квра"
        | "квры" | "квре" | "квру" | "пат" => Some(Part::Flat),
        "д" | "дом" | "дома" | "доме" | "дому" | "домом" => Some(Part::House),
        "корп" | "корпус" | "корпусе" | "к" | "под" | "подезд" | "подезде" | "пд" | "етаж" | "етаже"
        | "ет" | "секстыыа" | "сексыыа" | "блок" | "стр" | "строеные" | "кыреберыс" | "кабат" | "подызд" => {
            Some(Part::Inner)
        }
        "комната" | "комнате" | "комнату" | "ком" => Some(Part::Room),
        _ if is_kazakh("патер") || is_kazakh("квартыра") => Some(Part::Flat),
        _ if is_kazakh("уы") => Some(Part::House),
        _ if is_kazakh("болме") => Some(Part::Room),
        _ => None,
    }
}

/// The flat whose number is `group`, with its word before it («кв. 45») or after it («45-пәтер», «66-й квартиры»).
fn flat(context: &Context, group: &Group) -> Option<Range<usize>> {
    let text = context.text;
    if group.len() > DIGITS {
        return None;
    }
    let end = with_letter(text, group.range.end)?;
    if let Some((start, part)) = word_before(text, group.range.start) {
        let is_flat =
            part == Part::Flat || part == Part::Room && context.stands_before(Cue::Dormitory, start, 120);
        if is_flat && !is_other_number(context, group, start, end) {
            return Some(start..end);
        }
    }
    after(context, group)
}

/// The word of an address right before a number, and where it begins.
fn word_before(text: &str, number: usize) -> Option<(usize, Part)> {
    let head = text[..number].trim_end_matches([' ', '\u{a0}', '№', '.', ':', '#', '-', '(']);
    let gap = &text[head.len()..number];
    let start = run_start(head, |letter| letter.is_alphabetic() || letter == '-');
    let word = head[start..].trim_start_matches('-');
    let start = head.len() - word.len();
    let is_far = gap.len() > 8 || (gap.contains('-') && gap != "-");
    if word.is_empty() || is_far || head[..start].ends_with(|letter: char| letter.is_alphanumeric()) {
        return None;
    }
    // «квартира5» is no writing anyone has, «кв5» is.
    if gap.is_empty() && word.chars().count() > 3 {
        return None;
    }
    Some((start, part(word)?))
}

/// Where a run of letters at the end of `head` begins. No word of an address is longer than twenty letters.
fn run_start(head: &str, fits: impl Fn(char) -> bool) -> usize {
    let run: usize = head.chars().rev().take(20).take_while(|letter| fits(*letter)).map(char::len_utf8).sum();
    head.len() - run
}

/// Whether a number after a word for a flat is a year, a sum or a quantity.
fn is_other_number(context: &Context, group: &Group, start: usize, end: usize) -> bool {
    let text = context.text;
    let gap = &text[start..group.range.start];
    let is_short = gap.contains('.') && gap.chars().filter(|letter| letter.is_alphabetic()).count() <= 5;
    let is_year =
        group.len() == 4 && matches!(text.get(group.range.start..group.range.start + 2), Some("19" | "20"));
    let is_amount = context.follows(Cue::Measure, end) || context.follows(Cue::Money, end);
    is_year || (is_amount && (!is_short || is_quantity(text, end)) && !gap.contains('№'))
}

/// The end of the number with a letter of its own («45а», «45/1»).
fn with_letter(text: &str, at: usize) -> Option<usize> {
    let mut rest = text[at..].chars();
    match (rest.next(), rest.next()) {
        (Some('/'), Some(digit)) if digit.is_ascii_digit() => {
            let digits = text[at + 1..].bytes().take(5).take_while(u8::is_ascii_digit).count();
            Some(at + 1 + digits)
        }
        (Some(letter), next) if letter.is_alphabetic() => {
            (!next.is_some_and(char::is_alphanumeric)).then_some(at + letter.len_utf8())
        }
        _ => Some(at),
    }
}

/// After «кв. 45» a single letter may open the next abbreviation («кв. 45 г. Алматы»), so that only whole words count.
fn is_quantity(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches([' ', '\u{a0}']);
    rest.chars().take(4).take_while(|letter| letter.is_alphabetic()).count() > 2
        || rest.starts_with(['м', 'm'])
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '‑' | '–' | '−' | '‐')
}

fn after(context: &Context, group: &Group) -> Option<Range<usize>> {
    let text = context.text;
    let end = group.range.end;
    let rest = &text[end..];
    let head = text[..group.range.start].trim_end_matches([' ', '\u{a0}']);
    if head.ends_with(char::is_alphanumeric) && head.len() == group.range.start {
        return None;
    }
    let start = if head.ends_with('№') { head.len() - '№'.len_utf8() } else { group.range.start };
    let is_hyphenated = rest.starts_with(is_hyphen);
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '-', '‑', '–', '−', '‐']).len();
    if gap == 0 || gap > 4 {
        return None;
    }
    // «66-й квартиры»
    let ordinal =
        ["й ", "я ", "ю ", "ой ", "ая ", "ую ", "ей "].iter().find(|end| rest[gap..].starts_with(**end));
    let from = end + gap + ordinal.filter(|_| is_hyphenated).map_or(0, |end| end.len());
    let word = &text[from..];
    let word = &word[..word
        .char_indices()
        .take(20)
        .find(|(_, letter)| !letter.is_alphabetic())
        .map_or(super::cue::floor(word, 40), |(at, _)| at)];
    let range = start..from + word.len();
    let is_listed = head.ends_with([',', '№']) || house_before(text, group.range.start) < group.range.start;
    let folded = skeleton(&normal(word));
    match part(word) {
        Some(Part::Flat) if folded.starts_with("патер") => {
            let is_lived_in = context.words.get(context.word_at(range.end)).is_some_and(|next| {
                let next = &text[next.start..next.end];
                ["тұрам", "тұрат", "тұрғынымын", "тұрып", "тұрғынымыз"]
                    .iter()
                    .any(|stem| next.starts_with(stem))
            });
            (is_hyphenated || is_listed || is_lived_in).then_some(range)
        }
        Some(Part::Flat) if folded.starts_with("квартыр") => {
            let is_ordinal = from > end + gap;
            let is_inflected = folded != "квартыры" && folded != "квартыра";
            let ends_in_one = text[..end].ends_with('1') && !text[..end].ends_with("11");
            (is_ordinal
                || is_hyphenated
                || is_inflected
                || folded == "квартыра" && (is_listed || !ends_in_one))
                .then_some(range)
        }
        Some(Part::Flat) if folded == "кв" && is_listed && !is_quantity(text, from + word.len()) => {
            let next = text[range.end..].trim_start_matches(['.', ' ']);
            (!next.starts_with(|letter: char| letter.is_alphanumeric())).then_some(range)
        }
        Some(Part::Room) => context.stands_before(Cue::Dormitory, start, 120).then_some(range),
        // «8 үй 3 п.»
        None if folded == "п" && rest[gap..].starts_with("п.") && ends_with_house(head) => Some(range),
        _ => None,
    }
}

fn ends_with_house(head: &str) -> bool {
    let head = head.trim_end_matches([',', ' ']);
    let start = run_start(head, char::is_alphabetic);
    part(&head[start..]) == Some(Part::House)
}

/// The flat after a house and a hyphen («ул. Абая 45-12»). Two near numbers, the second greater, may be two houses instead.
fn joined_flat(context: &Context, cluster: &Cluster, at: usize) -> Option<Range<usize>> {
    let text = context.text;
    let (house, flat) = (&cluster.groups[at], cluster.groups.get(at + 1)?);
    let is_joined = &text[house.range.end..flat.range.start] == "-"
        && !text[flat.range.end..].starts_with(['-', '/', ':'])
        && !is_decimal(&text[flat.range.end..])
        && house.len() <= 3
        && flat.len() <= 3
        && !text[flat.range.end..].starts_with(char::is_alphabetic);
    if !is_joined
        || context.follows(Cue::Measure, flat.range.end)
        || context.follows(Cue::Money, flat.range.end)
    {
        return None;
    }
    let is_divided = at > 0
        && &text[cluster.groups[at - 1].range.end..house.range.start] == "/"
        && (at == 1 || !text[..cluster.groups[at - 1].range.start].ends_with(['-', '/', '.']));
    let first = &cluster.groups[at - usize::from(is_divided)];
    let value = |group: &Group| text[group.range.clone()].parse::<usize>().unwrap_or(0);
    let (one, other) = (value(house), value(flat));
    let is_range = one < other && other - one <= 30;
    let before = context.word_at(first.range.start);
    let is_on_street = (1..=4).any(|back| {
        before.checked_sub(back).is_some_and(|word| {
            context.words[word].cues.has_any(&[Cue::Street, Cue::Named, Cue::Home])
                && first.range.start < context.words[word].end + 60
        })
    });
    let has_name = before.checked_sub(1).is_some_and(|word| {
        context.words[word].is_capital
            && matches!(text.get(context.words[word].end..first.range.start), Some(" " | ", "))
    });
    let is_living = context.stands_before(Cue::Home, first.range.start, 80);
    let is_found = (is_divided && has_name && first.len() <= 3)
        || (is_on_street && !is_range)
        || (is_living && has_name);
    if !is_found {
        return None;
    }
    Some(first.range.start..flat.range.end)
}

/// Whether a full stop and more digits follow.
fn is_decimal(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()))
}

/// Where the house begins whose flat begins at `start`: «ул. Абая |12, кв. 5», «Абай көшесі, |12 үй, 5 пәтер».
fn house_before(text: &str, start: usize) -> usize {
    let mut found = start;
    let mut at = start;
    // A number whose word has not been seen, and a word whose number has not.
    let (mut number, mut word): (bool, Option<Part>) = (false, None);
    for _ in 0..PARTS {
        work::count(1);
        let head = text[..at].trim_end_matches([' ', '\u{a0}', ',', '.', '№', ':', '(']);
        if at - head.len() > 6 {
            break;
        }
        let from = run_start(head, |letter| letter.is_alphanumeric() || letter == '/' || is_hyphen(letter));
        let run = head[from..].trim_start_matches(['/', '-']);
        let from = head.len() - run.len();
        let digits = run.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &run[digits..];
        if digits == 0 {
            // «д.» before a number, «үй» after it.
            let Some(part) = part(run) else { break };
            match part {
                Part::House if number => return from,
                Part::Inner if number => {
                    found = from;
                    number = false;
                }
                Part::House | Part::Inner if word.is_none() => word = Some(part),
                _ => break,
            }
            at = from;
            continue;
        }
        let is_year = digits == 4 && (run.starts_with("19") || run.starts_with("20"));
        if digits > DIGITS || is_year {
            break;
        }
        if let Some(joined) = rest.strip_prefix(is_hyphen) {
            // «60-үй», «5-қабат»
            match part(joined) {
                Some(Part::House) if !number && word.is_none() => return from,
                Some(Part::Inner) if !number && word.is_none() => {
                    found = from;
                    at = from;
                    continue;
                }
                _ => break,
            }
        }
        let is_number = rest.is_empty()
            || rest.chars().count() == 1
            || rest.strip_prefix('/').is_some_and(|rest| rest.len() <= 4 && !rest.contains('/'));
        if !is_number || number {
            break;
        }
        match word.take() {
            Some(Part::House) => return from,
            Some(_) => found = from,
            None => {
                number = true;
                found = from;
            }
        }
        at = from;
    }
    found
}

/// The house whose number is `group`, with its word before it («дом 14») or joined after it («12-үйде»).
fn house(context: &Context, group: &Group) -> Option<Range<usize>> {
    let text = context.text;
    if group.len() > DIGITS {
        return None;
    }
    let end = with_letter(text, group.range.end)?;
    if let Some((start, Part::House)) = word_before(text, group.range.start) {
        return (!is_other_number(context, group, start, end)).then_some(start..end);
    }
    let joined = text[group.range.end..].strip_prefix(is_hyphen)?;
    let length = joined.char_indices().take(20).find(|(_, letter)| !letter.is_alphabetic());
    let word = &joined[..length.map_or(super::cue::floor(joined, 40), |(at, _)| at)];
    let is_free = !text[..group.range.start].ends_with(char::is_alphanumeric);
    let end = text.len() - joined.len() + word.len();
    (is_free && part(word) == Some(Part::House)).then_some(group.range.start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut spans = Vec::new();
        let mut groups = Vec::new();
        let context = Context::new(text);
        super::super::number::clusters(text, &[], |cluster| {
            find_flats(&context, cluster, &mut spans);
            groups.extend(cluster.groups.iter().cloned());
        });
        find_houses(&context, &groups, &mut spans);
        let spans = super::super::mark::settle(spans);
        let found: Vec<_> = spans.iter().map(|span| &text[span.range.clone()]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn flats_are_found() {
        check("д. 14, кв. 37, сломала", &["д. 14, кв. 37"]);
        check("дом 5 кв 12а", &["дом 5 кв 12а"]);
        check("в квартире №45 холодно", &["квартире №45"]);
        check("12-үй, 45-пәтерде тұрамын", &["12-үй, 45-пәтерде"]);
        check("12 үй, 45 пәтер", &["12 үй, 45 пәтер"]);
        check("мкр. 5, д. 12, кв. 7", &["д. 12, кв. 7"]);
        check("4 шағын аудан, 22 үй, 31 пәтер", &["22 үй, 31 пәтер"]);
        check("ул. Кенесары д.40 корп.2 кв.311", &["д.40 корп.2 кв.311"]);
        check("пр. Бухар-Жырау 45-12", &["45-12"]);
        check("из 66-й квартиры", &["66-й квартиры"]);
        check("пәтер 45.", &["пәтер 45"]);
        check("кв.45 г. Алматы", &["кв.45"]);
    }

    #[test]
    fn quantities_and_houses_stay() {
        for text in [
            "45 пәтерлі үй",
            "120 пәтер жылусыз",
            "квартира 18 градусов",
            "60 кв. м",
            "кв. 2026 года",
            "в квартире 3 ребенка",
            "Абай 12 үйде жылу жоқ",
            "дом 14",
            "офис 45",
            "45 квартир",
            "ул. Абая 12-14",
            "3 квартиры",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn houses_go_beside_a_name() {
        check("<NAME>, д. 14, холодно. Дом 15 тоже.", &["д. 14"]);
        check("<NAME> 12-үйде тұрады", &["12-үйде"]);
    }
}
