//! Car plates. The form of 2012 is three digits, two or three letters and the number of the region; trailers have two digits and
//! three letters, motorcycles two and two, older ones four. That of 1993 is a letter, three digits and two or three letters;
//! diplomats have a letter and six digits. All but the first are taken for plates only beside a word for a car, and so are
//! letters that no plate has.

use super::context::Context;
use super::cue::Cue;
use super::mark::{Hidden, Mark, Rule};

/// Cyrillic letters that look like Latin ones.
const LOOK_ALIKES: &str = "АВЕКМНОРСТХУавекмнорстху";

/// Regions of the plates of 2012: 01 to 20 (Ministry of the Interior, 2022, when 18 to 20 were added).
const REGIONS: std::ops::RangeInclusive<&str> = "01"..="20";

/// Capital words that look like the middle of a plate but are not, unless the text speaks of a car.
const WORDS: [&str; 18] = [
    "КМ", "КВ", "ММ", "СМ", "ТОО", "АО", "НА", "ОТ", "НЕ", "ТО", "ТЕ", "МКР", "KM", "MM", "СТО", "ТЕХ",
    "ТЫС", "РК",
];

/// The plate around the digits that begin at `at`, if one is there.
pub(crate) fn find(context: &Context, at: usize, spans: &mut Vec<Hidden>) {
    let text = context.text;
    let (end, count) = digits_at(text, at);
    let found = modern(context, at, end, count).or_else(|| old(context, at, end, count));
    if let Some((start, end, rule)) = found {
        spans.push(Hidden { range: start..end, mark: Mark::Plate, rule });
    }
}

/// The digits at `at` and where they end. `О` between digits is a zero.
fn digits_at(text: &str, at: usize) -> (usize, usize) {
    let (mut end, mut count) = (at, 0);
    for letter in text[at..].chars().take(5) {
        let is_zero = matches!(letter, 'О' | 'O')
            && text[end + letter.len_utf8()..].starts_with(|next: char| next.is_ascii_digit())
            && count == 1;
        if !letter.is_ascii_digit() && !is_zero {
            break;
        }
        end += letter.len_utf8();
        count += 1;
    }
    (end, count)
}

type Found = Option<(usize, usize, Rule)>;

fn modern(context: &Context, start: usize, digits_end: usize, count: usize) -> Found {
    let text = context.text;
    let before = text[..start].chars().next_back();
    if !(2..=4).contains(&count) || before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let (letters_start, letters) = letters_after(text, digits_end)?;
    let letters_end = letters_start + letters.len();
    let region = skip_gap(text, letters_end);
    let number = text.get(region..region + 2).filter(|number| REGIONS.contains(number))?;
    let is_region = number.bytes().all(|byte| byte.is_ascii_digit());
    if !is_region || text[region + 2..].chars().next().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let is_tight = letters_start == digits_end && region == letters_end;
    let is_upper = letters.chars().all(char::is_uppercase);
    let is_capital = is_upper && !WORDS.contains(&letters);
    let has_own_letters = letters.chars().all(is_plate_letter);
    let is_usual = count == 3 && has_own_letters;
    let rule = if is_usual && (is_tight || is_capital) {
        Rule::Shape
    } else if has_car(context, start, region + 2) && (has_own_letters || is_upper) {
        Rule::Cue
    } else {
        return None;
    };
    let head = text[..start].trim_end_matches([' ', '\u{a0}']);
    let country = ["KZ", "КZ", "kz"].iter().find_map(|country| head.strip_suffix(country));
    let country = country.filter(|head| !head.chars().next_back().is_some_and(char::is_alphanumeric));
    Some((country.map_or(start, str::len), region + 2, rule))
}

fn old(context: &Context, digits_start: usize, digits_end: usize, count: usize) -> Found {
    let text = context.text;
    let head = text[..digits_start].trim_end_matches([' ', '-', '\u{a0}']);
    let first = head.chars().next_back().filter(|letter| is_plate_letter(*letter))?;
    let start = head.len() - first.len_utf8();
    if count != 3 || head[..start].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let end = match letters_after(text, digits_end) {
        Some((from, letters)) if first.is_uppercase() == letters.chars().all(char::is_uppercase) => {
            from + letters.len()
        }
        _ => diplomatic(text, digits_end)?,
    };
    let is_free = !text[end..].chars().next().is_some_and(char::is_alphanumeric);
    (is_free && has_car(context, start, end)).then_some((start, end, Rule::Cue))
}

/// The end of the other three digits of «D 123 045».
fn diplomatic(text: &str, at: usize) -> Option<usize> {
    let start = skip_gap(text, at);
    let (end, count) = digits_at(text, start);
    (start > at && count == 3).then_some(end)
}

fn has_car(context: &Context, start: usize, end: usize) -> bool {
    context.stands_before(Cue::Plate, start, 60) || context.follows(Cue::Plate, end)
}

fn is_plate_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || LOOK_ALIKES.contains(letter)
}

fn skip_gap(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let gap = rest.chars().next().filter(|letter| matches!(letter, ' ' | '-' | '\u{a0}' | '|' | '_' | '.'));
    at + gap.map_or(0, char::len_utf8)
}

/// The two or three letters after `at`, and where they begin.
fn letters_after(text: &str, at: usize) -> Option<(usize, &str)> {
    let start = skip_gap(text, at);
    let rest = &text[start..];
    let count = rest.chars().take(4).take_while(|letter| letter.is_alphabetic()).count();
    if !(2..=3).contains(&count) {
        return None;
    }
    let length = rest.chars().take(count).map(char::len_utf8).sum();
    Some((start, &rest[..length]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut spans = Vec::new();
        let context = Context::new(text);
        super::super::number::clusters(text, &[], |cluster| {
            for group in &cluster.groups {
                find(&context, group.range.start, &mut spans);
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
