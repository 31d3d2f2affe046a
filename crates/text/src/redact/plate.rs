//! Car plates. The form of 2012 is three digits, two or three letters and the number of the region; that of 1993 a letter, three
//! digits and two or three letters, which is taken for a plate only beside a word for a car.

use std::ops::Range;

use super::cue::Cue;
use super::mark::{Hidden, Mark, Rule};

/// Cyrillic letters that look like Latin ones.
const LOOK_ALIKES: &str = "АВЕКМНОРСТХУавекмнорстху";

/// Capital words that look like the middle of a plate but are not, unless the text speaks of a car.
const WORDS: [&str; 17] = [
    "КМ", "КВ", "ММ", "СМ", "ТОО", "АО", "НА", "ОТ", "НЕ", "ТО", "ТЕ", "МКР", "KM", "MM", "СТО", "ТЕХ", "ТЫС",
];

/// The plate around the group of three digits at `digits`, if one is there.
pub(crate) fn find(text: &str, digits: &Range<usize>, spans: &mut Vec<Hidden>) {
    if digits.len() != 3 {
        return;
    }
    let is_free = !text[..digits.start].chars().next_back().is_some_and(char::is_alphanumeric);
    if let Some(end) = modern(text, digits, is_free) {
        spans.push(Hidden { range: digits.start..end, mark: Mark::Plate, rule: Rule::Shape });
    } else if let Some(range) = old(text, digits) {
        spans.push(Hidden { range, mark: Mark::Plate, rule: Rule::Shape });
    }
}

fn modern(text: &str, digits: &Range<usize>, is_free: bool) -> Option<usize> {
    let (letters_start, letters) = letters_after(text, digits.end)?;
    let letters_end = letters_start + letters.len();
    let region = skip_gap(text, letters_end);
    let number = text.get(region..region + 2)?;
    let is_region = number.bytes().all(|byte| byte.is_ascii_digit()) && ("01"..="20").contains(&number);
    let is_closed = !text[region + 2..].chars().next().is_some_and(char::is_alphanumeric);
    if !is_region || !is_closed || !is_free {
        return None;
    }
    let is_tight = letters_start == digits.end && region == letters_end;
    let is_capital = letters.chars().all(char::is_uppercase) && !WORDS.contains(&letters);
    (is_tight || is_capital || has_car(text, digits.start)).then_some(region + 2)
}

fn old(text: &str, digits: &Range<usize>) -> Option<Range<usize>> {
    let head = text[..digits.start].trim_end_matches([' ', '-', '\u{a0}']);
    let first =
        head.chars().next_back().filter(|letter| is_plate_letter(*letter) && letter.is_uppercase())?;
    let start = head.len() - first.len_utf8();
    let (letters_start, letters) = letters_after(text, digits.end)?;
    let is_capital = letters.chars().all(char::is_uppercase);
    let is_free = !text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
    (is_capital && is_free && has_car(text, start)).then_some(start..letters_start + letters.len())
}

fn has_car(text: &str, at: usize) -> bool {
    Cue::Plate.stands_before(text, at, 60)
}

fn is_plate_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || LOOK_ALIKES.contains(letter)
}

fn skip_gap(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let gap = rest.chars().next().filter(|letter| matches!(letter, ' ' | '-' | '\u{a0}' | '|' | '_'));
    at + gap.map_or(0, char::len_utf8)
}

/// The two or three letters after `at`, and where they begin.
fn letters_after(text: &str, at: usize) -> Option<(usize, &str)> {
    let start = skip_gap(text, at);
    let rest = &text[start..];
    let length = rest.find(|letter| !is_plate_letter(letter)).unwrap_or(rest.len());
    let letters = &rest[..length];
    (2..=3)
        .contains(&letters.chars().count())
        .then_some((start, letters))
        .filter(|_| !rest[length..].chars().next().is_some_and(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut spans = Vec::new();
        super::super::number::clusters(text, &[], |cluster| {
            for group in &cluster.groups {
                find(text, group, &mut spans);
            }
        });
        let found: Vec<_> = spans.iter().map(|span| &text[span.range.clone()]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn plates_are_found() {
        check("нөмірі 000 XXX 17, қараңыз", &["000 XXX 17"]);
        check("000XXX17", &["000XXX17"]);
        check("000 ХХХ 02", &["000 ХХХ 02"]);
        check("машина 000 хх 05", &["000 хх 05"]);
        check("авто А 000 ВСЕ", &["А 000 ВСЕ"]);
    }

    #[test]
    fn distances_and_counts_stay() {
        for text in ["100 км 15 минут", "200 КМ 12", "000 XXX 21", "100 мм 10", "А 100 КМ", "100 рот 05"]
        {
            check(text, &[]);
        }
    }
}
