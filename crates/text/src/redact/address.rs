//! Flat numbers, always; house numbers where the same sentence names a private person. Streets stay, and so do house numbers
//! otherwise, because a building is often the very subject of a complaint.

use super::cue::Cue;
use super::mark::{Hidden, Mark, Rule};
use crate::token::normal;
use crate::{sentences, skeleton};

/// The longest number of a flat or a house.
const DIGITS: usize = 4;

/// Words for a flat and a house, in skeleton letters, which stand before the number, and whether all their forms do.
const FLAT: [(&str, bool); 6] = [
    ("кв", false),
    ("квартыра", true),
    ("кварт", false),
    ("патер", false),
    ("пат", false),
    ("патерде", false),
];
const HOUSE: [(&str, bool); 4] = [("д", false), ("дом", true), ("уы", false), ("уыде", false)];

/// Appends flat numbers whose digits are `digits`.
pub(crate) fn find_flat(text: &str, digits: &std::ops::Range<usize>, spans: &mut Vec<Hidden>) {
    if let Some(range) = numbered(text, digits, &FLAT, "патер") {
        spans.push(Hidden { range, mark: Mark::Address, rule: Rule::Shape });
    }
}

/// Appends house numbers in the sentences that hold one of `spans` with a name, or the mark of one.
pub(crate) fn find_houses(text: &str, digits: &[std::ops::Range<usize>], spans: &mut Vec<Hidden>) {
    let mut named: Vec<usize> =
        spans.iter().filter(|span| span.mark == Mark::Name).map(|span| span.range.start).collect();
    named.extend(text.match_indices(Mark::Name.text()).map(|(at, _)| at));
    if named.is_empty() || digits.is_empty() {
        return;
    }
    named.sort_unstable();
    let mut numbers = digits.iter().peekable();
    for sentence in sentences(text) {
        let first = named.partition_point(|at| *at < sentence.start);
        let has_name = named.get(first).is_some_and(|at| *at < sentence.end);
        while let Some(number) = numbers.next_if(|number| number.start < sentence.end) {
            if has_name && let Some(range) = numbered(text, number, &HOUSE, "уы") {
                spans.push(Hidden { range, mark: Mark::Address, rule: Rule::Shape });
            }
        }
    }
}

/// The number at `digits` with its word, before it («кв. 45») or joined after it («45-пәтер»).
fn numbered(
    text: &str,
    digits: &std::ops::Range<usize>,
    words: &[(&str, bool)],
    joined: &str,
) -> Option<std::ops::Range<usize>> {
    if digits.len() > DIGITS || text[..digits.start].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let end = with_letter(text, digits.end)?;
    before(text, digits, end, words).or_else(|| after(text, digits, joined))
}

/// The end of the number with a letter of its own («45а», «45/1»).
fn with_letter(text: &str, at: usize) -> Option<usize> {
    let mut rest = text[at..].chars();
    match (rest.next(), rest.next()) {
        (Some('/'), Some(digit)) if digit.is_ascii_digit() => {
            Some(at + 1 + text[at + 1..].bytes().take_while(u8::is_ascii_digit).count())
        }
        (Some(letter), next) if letter.is_alphabetic() => {
            (!next.is_some_and(char::is_alphanumeric)).then_some(at + letter.len_utf8())
        }
        _ => Some(at),
    }
}

fn before(
    text: &str,
    digits: &std::ops::Range<usize>,
    end: usize,
    words: &[(&str, bool)],
) -> Option<std::ops::Range<usize>> {
    let head = text[..digits.start].trim_end_matches([' ', '\u{a0}', '№', '.', ':', '#']);
    let has_sign = text[head.len()..digits.start].contains('№');
    let start = head
        .rfind(|letter: char| !letter.is_alphabetic())
        .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let word = &head[start..];
    if word.is_empty() || head.len() == digits.start && word.chars().count() > 2 {
        return None;
    }
    let written = skeleton(&normal(word));
    let is_flat = words.iter().any(|(stem, inflects)| {
        written == *stem
            || (*inflects
                && written.starts_with(stem.trim_end_matches('а'))
                && written.chars().count() <= stem.chars().count() + 2)
    });
    let is_short = text[head.len()..digits.start].contains('.') && word.chars().count() <= 5;
    let is_year = digits.len() == 4 && matches!(&text[digits.start..digits.start + 2], "19" | "20");
    let is_amount = Cue::Measure.follows(text, end) || Cue::Money.follows(text, end);
    (is_flat && !is_year && (!is_amount || (is_short && !is_quantity(text, end)) || has_sign))
        .then_some(start..end)
}

/// After «кв. 45» a single letter may open the next abbreviation («кв. 45 г. Алматы»), so that only whole words count.
fn is_quantity(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start();
    rest.chars().take_while(|letter| letter.is_alphabetic()).count() > 2 || rest.starts_with(['м', 'm'])
}

fn after(text: &str, digits: &std::ops::Range<usize>, joined: &str) -> Option<std::ops::Range<usize>> {
    let rest = &text[digits.end..];
    let gap = rest.chars().next()?;
    let is_hyphen = matches!(gap, '-' | '‑' | '–' | '−' | '‐');
    let head = text[..digits.start].trim_end();
    let is_listed = head.ends_with([',', '№']) || head.ends_with("үй") || head.ends_with("үйдің");
    if !(is_hyphen || is_listed && matches!(gap, ' ' | '\u{a0}')) {
        return None;
    }
    let word_start = digits.end + gap.len_utf8();
    let word = &text[word_start..];
    let word = &word[..word.find(|letter: char| !letter.is_alphabetic()).unwrap_or(word.len())];
    let written = skeleton(&normal(word));
    let tail = written.strip_prefix(joined)?;
    let is_one = !tail.starts_with("лы") && crate::ending::is_nominal_chain(tail);
    let start = if head.ends_with('№') { head.len() - '№'.len_utf8() } else { digits.start };
    is_one.then_some(start..word_start + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut spans = Vec::new();
        let mut digits = Vec::new();
        super::super::number::clusters(text, &[], |cluster| digits.extend(cluster.groups.iter().cloned()));
        for group in &digits {
            find_flat(text, group, &mut spans);
        }
        find_houses(text, &digits, &mut spans);
        let found: Vec<_> = spans.iter().map(|span| &text[span.range.clone()]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn flats_are_found() {
        check("д. 14, кв. 37, сломала", &["кв. 37"]);
        check("дом 5 кв 12а", &["кв 12а"]);
        check("в квартире №45 холодно", &["квартире №45"]);
        check("12-үй, 45-пәтерде тұрамын", &["45-пәтерде"]);
        check("12 үй, 45 пәтер", &["45 пәтер"]);
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
