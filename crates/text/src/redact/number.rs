//! Telephone numbers, identification numbers and bank cards. Takes runs of digits with their separators; sums, dates, public
//! hot lines and the numbers in links stay.
//!
//! Any number of eleven digits that begins with 7 or 8 is a telephone, whatever its range, because new ranges are
//! opened faster than lists learn of them. The layout of an IIN (birth date, sex) is only a hint: since 2013 it need not hold.

use std::ops::Range;

use super::checksum::{is_iin, is_luhn};
use super::cue::Cue;
use super::mark::{Hidden, Mark, Rule};

/// Bytes in which a word must stand before a number to speak of it (about 20 letters).
const NEAR: usize = 44;

/// Digit groups that stand together.
pub(crate) struct Cluster {
    /// The groups.
    pub groups: Vec<Range<usize>>,
    /// Whether a plus stands before the first.
    has_plus: bool,
}

/// The clusters of a text, outside of `links`.
pub(crate) fn clusters(text: &str, links: &[Range<usize>], mut visit: impl FnMut(&Cluster)) {
    let bytes = text.as_bytes();
    let mut links = links.iter().peekable();
    let mut cluster = Cluster { groups: Vec::new(), has_plus: false };
    let mut at = 0;
    while let Some(offset) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + offset;
        while links.peek().is_some_and(|link| link.end <= start) {
            links.next();
        }
        if let Some(link) = links.peek().filter(|link| link.start <= start) {
            at = link.end;
            continue;
        }
        cluster.groups.clear();
        cluster.has_plus = has_plus(text, start);
        at = start;
        loop {
            let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            cluster.groups.push(at..at + length);
            at += length;
            match separator(&text[at..]) {
                Some(gap) => at += gap,
                None => break,
            }
        }
        visit(&cluster);
    }
}

fn has_plus(text: &str, start: usize) -> bool {
    text[..start].trim_end_matches(['(', ' ', '\u{a0}']).ends_with('+') && start > 0
}

/// The length of what may stand between two groups of one number, when a digit follows it.
fn separator(rest: &str) -> Option<usize> {
    let mut length = 0;
    let mut count = 0;
    for letter in rest.chars() {
        if letter.is_ascii_digit() {
            return (length > 0).then_some(length);
        }
        let fits = matches!(
            letter,
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '-' | '‐' | '‑' | '–' | '−' | '(' | ')' | '.' | '_'
        ) || dauys_kazakh::is_invisible(letter);
        count += 1;
        if !fits || count > 4 {
            return None;
        }
        length += letter.len_utf8();
    }
    None
}

/// Appends telephones, identification numbers and cards of one cluster.
pub(crate) fn find(text: &str, cluster: &Cluster, spans: &mut Vec<Hidden>) {
    let mut at = 0;
    while at < cluster.groups.len() {
        match best(text, cluster, at) {
            Some((count, mark)) => {
                let mut range = cluster.groups[at].start..cluster.groups[at + count - 1].end;
                if mark == Mark::Phone {
                    let head = text[..range.start].trim_end_matches(['(', ' ', '\u{a0}']);
                    if at == 0 && cluster.has_plus && head.ends_with('+') {
                        range.start = head.len() - 1;
                    } else if text[..range.start].ends_with('(') && text[range.clone()].contains(')') {
                        range.start -= 1;
                    }
                }
                spans.push(Hidden { range, mark, rule: Rule::Shape });
                at += count;
            }
            None => at += 1,
        }
    }
}

/// What begins with group `at`, and how many groups it has.
fn best(text: &str, cluster: &Cluster, at: usize) -> Option<(usize, Mark)> {
    let groups = &cluster.groups[at..];
    let bytes = text.as_bytes();
    let mut digits = [0_u8; 20];
    let mut length = 0;
    let mut found = None;
    for count in 1..=groups.len() {
        let group = &groups[count - 1];
        if length + group.len() > 19 {
            break;
        }
        digits[length..length + group.len()].copy_from_slice(&bytes[group.clone()]);
        length += group.len();
        let candidate = Candidate {
            text,
            groups: &groups[..count],
            digits: &digits[..length],
            has_plus: at == 0 && cluster.has_plus,
        };
        if let Some(mark) = candidate.judge(groups.len() == count) {
            found = Some((count, mark));
        }
    }
    found
}

struct Candidate<'a> {
    text: &'a str,
    groups: &'a [Range<usize>],
    digits: &'a [u8],
    has_plus: bool,
}

impl Candidate<'_> {
    fn judge(&self, is_last: bool) -> Option<Mark> {
        match self.digits.len() {
            5..=7 if is_last && self.is_local_phone() => Some(Mark::Phone),
            9 if is_last && self.groups.len() == 1 && self.follows(Cue::Paper) => Some(Mark::Iin),
            12 if self.is_identity() => Some(Mark::Iin),
            10..=15 if self.is_phone() => Some(Mark::Phone),
            13..=19 if self.is_card() => Some(Mark::Card),
            _ => None,
        }
    }

    fn start(&self) -> usize {
        self.groups[0].start
    }

    fn end(&self) -> usize {
        self.groups[self.groups.len() - 1].end
    }

    fn follows(&self, cue: Cue) -> bool {
        cue.stands_before(self.text, self.start(), NEAR)
    }

    fn is_sum(&self) -> bool {
        let rest = self.text[self.end()..].trim_start();
        rest.starts_with(['₸', '$', '€', '₽', '%']) || Cue::Money.follows(self.text, self.end())
    }

    /// Groups of three after a first of one to three, as sums are written.
    fn has_sum_shape(&self) -> bool {
        self.groups.len() > 1
            && self.groups[0].len() <= 3
            && self.groups[1..].iter().all(|group| group.len() == 3)
    }

    fn is_phone(&self) -> bool {
        if self.is_sum() && !self.has_plus {
            return false;
        }
        let lengths: Vec<usize> = self.groups.iter().map(Range::len).collect();
        match self.digits {
            [b'7' | b'8', b'8', b'0', b'0' | b'9', ..] if self.digits.len() == 11 => false,
            [b'7' | b'8', area, ..] if self.digits.len() == 11 => {
                let has_shape = match lengths[..] {
                    [1, 3..=19, ..] => lengths[1] == 3 || *area == b'7' || lengths[1] == 10,
                    [1, 1, ..] => lengths.iter().all(|length| *length <= 2),
                    [2, ..] => !self.has_sum_shape() && (self.has_plus || *area == b'7' && lengths[1] == 2),
                    [4 | 5 | 7 | 8 | 11, ..] => true,
                    [3, ..] => self.has_plus,
                    _ => false,
                };
                self.has_plus || (has_shape && !self.is_dated())
            }
            [b'7', b'0' | b'4' | b'6' | b'7' | b'1' | b'2', ..]
                if self.digits.len() == 10 && !self.has_plus =>
            {
                let is_grouped = lengths[0] == 3
                    && lengths.len() > 1
                    && *lengths.last().unwrap_or(&0) != 3
                    && !self.is_dated();
                is_grouped || (lengths.len() == 1 && self.follows(Cue::Phone))
            }
            _ => self.has_plus && (10..=15).contains(&self.digits.len()) && !self.has_sum_shape(),
        }
    }

    /// A day, month and year with dots.
    fn is_dated(&self) -> bool {
        self.groups.windows(2).any(|pair| {
            &self.text[pair[0].end..pair[1].start] == "."
                && pair[1].len() == 4
                && self.text[pair[1].clone()].starts_with("20")
        })
    }

    fn is_local_phone(&self) -> bool {
        if self.is_sum()
            || self.is_dated()
            || Cue::Measure.follows(self.text, self.end())
            || !self.follows(Cue::Phone)
        {
            return false;
        }
        let near = self.text[..self.start()].trim_end_matches([' ', ':', '.', '-', '–', '—', '№']);
        !self.has_sum_shape()
            || Cue::Phone.stands_before(self.text, self.start(), 14) && near.len() < self.start() - 1
    }

    fn is_identity(&self) -> bool {
        if self.follows(Cue::Identity) {
            return true;
        }
        self.groups.len() == 1
            && !self.has_plus
            && is_iin(self.digits)
            && !self.is_sum()
            && (self.has_birth_date() || !self.follows(Cue::Number))
    }

    fn has_birth_date(&self) -> bool {
        let number = |at: usize| (self.digits[at] - b'0') * 10 + self.digits[at + 1] - b'0';
        (1..=12).contains(&number(2)) && (1..=31).contains(&number(4)) && self.digits[6] <= b'6'
    }

    fn is_card(&self) -> bool {
        let lengths = self.groups.iter().map(Range::len);
        let has_groups = self.groups.len() >= 3
            && lengths.clone().all(|length| (3..=7).contains(&length))
            && !self.has_sum_shape();
        let is_named = self.follows(Cue::Card);
        let has_brand =
            matches!(self.digits, [b'2' | b'4' | b'5', ..] | [b'6', b'2', ..] | [b'9', b'7', b'9', b'2', ..]);
        let is_whole = self.groups.len() == 1 && (is_named || (self.digits.len() == 16 && has_brand));
        let is_formed = has_groups || is_whole || (is_named && !self.has_sum_shape());
        !self.is_sum() && is_formed && (is_luhn(self.digits) || (is_named && self.digits.len() == 16))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Mark)]) {
        let mut spans = Vec::new();
        clusters(text, &[], |cluster| find(text, cluster, &mut spans));
        let found: Vec<_> = spans.iter().map(|span| (&text[span.range.clone()], span.mark)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn telephones_are_found_however_they_are_written() {
        for phone in [
            "+7 700 000 12 34",
            "+7(700)000-77-88",
            "8 (700) 000-45-67",
            "87000004321",
            "8-700-000-45-67",
            "+77000001234",
            "8 7172 55 66 77",
            "8 (7172) 55-66-77",
            "8700 000 12 34",
            "7 700 0001234",
            "8.700.000.12.34",
            "(727) 250-00-12",
            "+998 90 123 45 67",
            "8 7 0 0 0 0 0 1 2 3 4",
            "+7 600 000 12 34",
        ] {
            check(&format!("звоните {phone}, жду"), &[(phone, Mark::Phone)]);
        }
        check("тел. 55-66-77", &[("55-66-77", Mark::Phone)]);
        check("ұялы: 256677", &[("256677", Mark::Phone)]);
        check(
            "кв 5, 8 700 000 12 34 и 8 700 000 12 35",
            &[("8 700 000 12 34", Mark::Phone), ("8 700 000 12 35", Mark::Phone)],
        );
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "12 000 000 000",
            "80 000 000 000",
            "150 000 тенге",
            "7 012 345 678",
            "7.11.2026 12 34",
            "16.11.2026 07:30",
            "8 800 080 77 77",
            "8 809 000 12 34",
            "звоните 109, 112, 1414",
            "751410000",
            "телефон 150 000 теңге тұрады",
            "256677",
            "2024-2025 годы",
            "1 234 567 890",
            "номер 12 марта 2024",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn identification_numbers_need_a_checksum_or_a_word() {
        check("ЖСН 987654321090", &[("987654321090", Mark::Iin)]);
        check("ИИН: 870102 300 123", &[("870102 300 123", Mark::Iin)]);
        check("291417776310", &[("291417776310", Mark::Iin)]);
        check("123456789012", &[]);
        check("заявка № 291417776310", &[]);
        check("жеке куәлік 012345678", &[("012345678", Mark::Iin)]);
    }

    #[test]
    fn cards_need_luhn_or_a_word() {
        check("5555 5555 5555 4444", &[("5555 5555 5555 4444", Mark::Card)]);
        check("4111111111111111", &[("4111111111111111", Mark::Card)]);
        check("4111 1111 1111 1112", &[]);
        check("Каспи 4111-1111-1111-1112", &[("4111-1111-1111-1112", Mark::Card)]);
        check("4 111 111 111 111 111", &[]);
    }
}
