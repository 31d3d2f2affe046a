//! Telephone numbers, identification numbers and bank cards. Takes runs of digits with their separators; sums, dates, public
//! hot lines and the numbers in links stay.
//!
//! Any number of eleven digits that begins with 7 or 8 is a telephone, whatever its range, because new ranges are
//! opened faster than lists learn of them. The layout of an IIN (birth date, sex) is only a hint: since 2013 it need not hold.

use std::ops::Range;

use super::checksum::{is_iin, is_luhn};
use super::context::Context;
use super::cue::Cue;
use super::mark::{Hidden, Mark, Rule};
use super::work;

/// Bytes in which a word must stand before a number to speak of it (about 20 letters).
const NEAR: usize = 44;

/// The longest number that is looked for: a bank card.
const LONGEST: usize = 19;

/// Digits that stand together, with nothing between them that is seen.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Their bytes.
    pub range: Range<usize>,
    /// Where their values stand in the cluster.
    digits: Range<usize>,
}

impl Group {
    /// How many digits it has.
    pub(crate) fn len(&self) -> usize {
        self.digits.len()
    }
}

/// Digit groups that stand together.
pub(crate) struct Cluster {
    /// The groups.
    pub groups: Vec<Group>,
    /// The values of all digits, as ASCII.
    pub digits: Vec<u8>,
    /// Whether a plus stands before the first.
    has_plus: bool,
}

/// The clusters of a text, outside of `links`, which are in order.
pub(crate) fn clusters(text: &str, links: &[Range<usize>], mut visit: impl FnMut(&Cluster)) {
    let mut links = links.iter().peekable();
    let mut cluster = Cluster { groups: Vec::new(), digits: Vec::new(), has_plus: false };
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        while links.peek().is_some_and(|link| link.end <= start) {
            links.next();
        }
        if let Some(link) = links.peek().filter(|link| link.start <= start) {
            at = link.end;
            continue;
        }
        cluster.groups.clear();
        cluster.digits.clear();
        cluster.has_plus = has_plus(text, start);
        at = start;
        loop {
            let from = cluster.digits.len();
            let end = group_end(text, at, &mut cluster.digits);
            cluster.groups.push(Group { range: at..end, digits: from..cluster.digits.len() });
            at = end;
            match separator(&text[at..]) {
                Some(gap) => at += gap,
                None => break,
            }
        }
        visit(&cluster);
    }
}

/// Where the next digit of any script stands.
fn next_digit(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        // The lead bytes of Arabic and of full-width digits.
        at += bytes[at..]
            .iter()
            .position(|byte| byte.is_ascii_digit() || matches!(byte, 0xd9 | 0xdb | 0xef))?;
        if bytes[at].is_ascii_digit() {
            return Some(at);
        }
        let letter = text[at..].chars().next()?;
        if digit(letter).is_some() {
            return Some(at);
        }
        at += letter.len_utf8();
    }
}

/// The value of a digit, as ASCII.
fn digit(letter: char) -> Option<u8> {
    let offset = match letter {
        '0'..='9' => letter as u32 - '0' as u32,
        '٠'..='٩' => letter as u32 - '٠' as u32,
        '۰'..='۹' => letter as u32 - '۰' as u32,
        '０'..='９' => letter as u32 - '０' as u32,
        _ => return None,
    };
    Some(b'0' + offset as u8)
}

/// The digit that a letter is typed for, to slip past those who look for numbers.
fn look_alike(letter: char) -> Option<u8> {
    match letter {
        'O' | 'o' | 'О' | 'о' => Some(b'0'),
        'l' | 'I' | '|' => Some(b'1'),
        'З' | 'з' => Some(b'3'),
        _ => None,
    }
}

/// The most letters in a row that may stand for digits.
const LETTERS: usize = 2;

/// The end of the group that begins at `start`, whose values are appended. Invisible characters and a few look-alike letters
/// may stand inside, the letters at the end too.
fn group_end(text: &str, start: usize, digits: &mut Vec<u8>) -> usize {
    let mut end = start;
    let mut sure = digits.len();
    let mut pending = 0;
    let mut hidden = 0;
    for (offset, letter) in text[start..].char_indices() {
        let after = start + offset + letter.len_utf8();
        if let Some(value) = digit(letter) {
            digits.push(value);
            sure = digits.len();
            end = after;
            (pending, hidden) = (0, 0);
        } else if let Some(value) = look_alike(letter).filter(|_| pending < LETTERS) {
            digits.push(value);
            pending += 1;
        } else if dauys_kazakh::is_invisible(letter) && hidden < 8 {
            hidden += 1;
        } else {
            if pending > 0 && !letter.is_alphanumeric() {
                return start + offset;
            }
            digits.truncate(sure);
            return end;
        }
    }
    if pending > 0 {
        return text.len();
    }
    digits.truncate(sure);
    end
}

fn has_plus(text: &str, start: usize) -> bool {
    text[..start].trim_end_matches(['(', ' ', '\u{a0}']).ends_with(['+', '＋'])
}

/// The length of what may stand between two groups of one number, when a digit follows it.
fn separator(rest: &str) -> Option<usize> {
    let mut length = 0;
    for (count, letter) in rest.chars().enumerate() {
        if digit(letter).is_some() {
            return (length > 0).then_some(length);
        }
        let fits = matches!(
            letter,
            ' ' | '\u{a0}'
                | '\u{2009}'
                | '\u{202f}'
                | '-'
                | '‐'
                | '‑'
                | '‒'
                | '–'
                | '—'
                | '−'
                | '('
                | ')'
                | '（'
                | '）'
                | '['
                | ']'
                | '.'
                | '_'
                | '/'
                | '\u{3000}'
        ) || dauys_kazakh::is_invisible(letter);
        if !fits || count >= 4 {
            return None;
        }
        length += letter.len_utf8();
    }
    None
}

/// Appends telephones, identification numbers and cards of one cluster.
pub(crate) fn find(context: &Context, cluster: &Cluster, spans: &mut Vec<Hidden>) {
    let text = context.text;
    let mut at = 0;
    while at < cluster.groups.len() {
        let Some((count, mark, rule)) = best(context, cluster, at) else {
            at += 1;
            continue;
        };
        let mut range = cluster.groups[at].range.start..cluster.groups[at + count - 1].range.end;
        if mark == Mark::Phone {
            let head = text[..range.start].trim_end_matches(['(', ' ', '\u{a0}']);
            if at == 0 && cluster.has_plus && head.ends_with(['+', '＋']) {
                range.start = head.trim_end_matches(['+', '＋']).len();
            } else if text[..range.start].ends_with('(') && text[range.clone()].contains(')') {
                range.start -= 1;
            }
        }
        if mark == Mark::Iin && text[..range.start].ends_with(['N', 'n', 'Н', 'н', '№']) {
            range.start -= text[..range.start].chars().next_back().map_or(0, char::len_utf8);
        }
        spans.push(Hidden { range, mark, rule });
        at += count;
        if mark == Mark::Phone {
            at += alternatives(context, cluster, at, spans);
        }
    }
    let last = cluster.groups.len() - 1;
    if spans
        .last()
        .is_some_and(|span| span.mark == Mark::Phone && span.range.end == cluster.groups[last].range.end)
    {
        listed(context, cluster.groups[last].range.end, spans);
    }
}

/// Groups after a telephone that give its other last digits: «8 701 000 00 00/01».
fn alternatives(context: &Context, cluster: &Cluster, at: usize, spans: &mut Vec<Hidden>) -> usize {
    let mut count = 0;
    while let Some(group) = cluster.groups.get(at + count) {
        let gap = &context.text[cluster.groups[at + count - 1].range.end..group.range.start];
        if gap != "/" || group.len() > 4 {
            break;
        }
        spans.push(Hidden { range: group.range.clone(), mark: Mark::Phone, rule: Rule::Cue });
        count += 1;
    }
    count
}

/// A number of seven digits after a telephone and a comma shares its code: «8 747 111 22 33, 111 22 44».
fn listed(context: &Context, end: usize, spans: &mut Vec<Hidden>) {
    let rest = &context.text[end..];
    let Some(gap) = [", ", ",", "; ", " и ", " или ", " және "].iter().find(|gap| rest.starts_with(**gap))
    else {
        return;
    };
    let start = end + gap.len();
    let (mut at, mut digits) = (start, 0);
    for letter in context.text[start..].chars() {
        match letter {
            _ if digit(letter).is_some() => digits += 1,
            ' ' | '-' if digits > 0 => {}
            _ => break,
        }
        if digits > 7 {
            return;
        }
        at += letter.len_utf8();
    }
    let number = context.text[start..at].trim_end_matches([' ', '-']);
    if digits == 7 && !context.follows(Cue::Money, start + number.len()) {
        spans.push(Hidden { range: start..start + number.len(), mark: Mark::Phone, rule: Rule::Cue });
    }
}

/// What begins with group `at`, and how many groups it has.
fn best(context: &Context, cluster: &Cluster, at: usize) -> Option<(usize, Mark, Rule)> {
    let groups = &cluster.groups[at..];
    let from = groups[0].digits.start;
    let mut found = None;
    for count in 1..=groups.len() {
        let digits = &cluster.digits[from..groups[count - 1].digits.end];
        if digits.len() > LONGEST {
            break;
        }
        if digits.len() < 5 {
            continue;
        }
        work::count(1);
        let candidate =
            Candidate { context, groups: &groups[..count], digits, has_plus: at == 0 && cluster.has_plus };
        if let Some((mark, rule)) = candidate.judge(groups.len() == count, at == 0) {
            found = Some((count, mark, rule));
        }
    }
    found
}

struct Candidate<'a> {
    context: &'a Context<'a>,
    groups: &'a [Group],
    digits: &'a [u8],
    has_plus: bool,
}

impl Candidate<'_> {
    fn judge(&self, is_last: bool, is_first: bool) -> Option<(Mark, Rule)> {
        match self.digits.len() {
            5..=7 if is_first && is_last && self.is_local_phone() => Some((Mark::Phone, Rule::Cue)),
            8 if is_last && self.is_passport() => Some((Mark::Iin, Rule::Cue)),
            9 if is_last && self.is_paper() => Some((Mark::Iin, Rule::Cue)),
            12 => self.identity().map(|rule| (Mark::Iin, rule)).or_else(|| self.foreign_phone()),
            10..=15 if self.is_phone() => Some((Mark::Phone, Rule::Shape)),
            13..=19 => self.card().map(|rule| (Mark::Card, rule)),
            _ => None,
        }
    }

    fn foreign_phone(&self) -> Option<(Mark, Rule)> {
        self.is_phone().then_some((Mark::Phone, Rule::Shape))
    }

    fn start(&self) -> usize {
        self.groups[0].range.start
    }

    fn end(&self) -> usize {
        self.groups[self.groups.len() - 1].range.end
    }

    fn has_before(&self, cue: Cue) -> bool {
        self.context.stands_before(cue, self.start(), NEAR)
    }

    fn is_sum(&self) -> bool {
        let rest = self.context.text[self.end()..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        rest.starts_with(['₸', '$', '€', '₽', '%']) || self.context.follows(Cue::Money, self.end())
    }

    /// Groups of three after a first of one to three, with spaces between, as sums are written.
    fn has_sum_shape(&self) -> bool {
        self.groups.len() > 1
            && self.groups[0].len() <= 3
            && self.groups[1..].iter().all(|group| group.len() == 3)
            && self.gaps().all(|gap| !gap.contains(['-', '(', ')', '/', '–', '—', '_', '‑']))
    }

    fn gaps(&self) -> impl Iterator<Item = &str> {
        self.groups.windows(2).map(|pair| &self.context.text[pair[0].range.end..pair[1].range.start])
    }

    /// Whether a word for a document stands right before it: «договор № …», «лицевой счёт …».
    fn is_of_document(&self) -> bool {
        self.context.stands_right_before(Cue::Number, self.start())
    }

    fn is_phone(&self) -> bool {
        if !self.has_plus && (self.is_sum() || self.is_of_document()) {
            return false;
        }
        let length = |at: usize| self.groups.get(at).map_or(0, Group::len);
        let is_single = |group: &Group| group.len() <= 2;
        match self.digits {
            [b'7' | b'8', b'8', b'0', b'0' | b'9', ..] if self.digits.len() == 11 => false,
            [b'7' | b'8', area, ..] if self.digits.len() == 11 => {
                let has_shape = match (length(0), length(1)) {
                    (1, 3..) => length(1) == 3 || *area == b'7' || length(1) == 10,
                    (1, 1) => self.groups.iter().all(is_single),
                    (2, _) => !self.has_sum_shape() && *area == b'7' && length(1) == 2,
                    (4 | 5 | 7 | 8 | 11, _) => true,
                    _ => false,
                };
                let is_told = || *area == b'7' && !self.has_sum_shape() && self.has_before(Cue::Phone);
                self.has_plus || ((has_shape || is_told()) && !self.is_dated())
            }
            [b'7', b'0' | b'4' | b'6' | b'7' | b'1' | b'2' | b'5' | b'8', ..]
                if self.digits.len() == 10 && !self.has_plus =>
            {
                let is_grouped = length(0) == 3
                    && self.groups.len() > 1
                    && self.groups.last().is_some_and(|last| last.len() != 3)
                    && !self.is_dated();
                is_grouped
                    || ((self.groups.len() == 1 || !self.has_sum_shape()) && self.has_before(Cue::Phone))
            }
            _ => self.has_plus && (10..=15).contains(&self.digits.len()),
        }
    }

    /// A day, month and year with dots.
    fn is_dated(&self) -> bool {
        self.groups.windows(2).any(|pair| {
            let text = self.context.text;
            &text[pair[0].range.end..pair[1].range.start] == "."
                && pair[1].len() == 4
                && text[pair[1].range.clone()].starts_with("20")
        })
    }

    fn is_local_phone(&self) -> bool {
        if self.is_sum()
            || self.is_dated()
            || self.context.follows(Cue::Measure, self.end())
            || self.is_of_document()
            || (self.groups.len() == 1 && self.digits.ends_with(b"000"))
        {
            return false;
        }
        if !self.has_before(Cue::Phone) {
            return self.is_grouped_as_local();
        }
        let text = self.context.text;
        let near = text[..self.start()].trim_end_matches([' ', ':', '.', '-', '–', '—', '№']);
        !self.has_sum_shape()
            || self.context.stands_before(Cue::Phone, self.start(), 14) && near.len() + 1 < self.start()
    }

    /// Three, two and two digits with hyphens, which nothing but a city telephone is.
    fn is_grouped_as_local(&self) -> bool {
        self.groups.len() == 3
            && self.groups.iter().map(Group::len).eq([3, 2, 2])
            && (b'2'..=b'7').contains(&self.digits[0])
            && self.gaps().all(|gap| gap == "-")
    }

    fn is_passport(&self) -> bool {
        self.groups.len() == 1
            && self.context.text[..self.start()].ends_with(['N', 'n', 'Н', 'н', ' ', '№'])
            && self.context.text[..self.start()].trim_end_matches([' ', '№']).ends_with(['N', 'n', 'Н', 'н'])
            && self.has_before(Cue::Paper)
    }

    fn is_paper(&self) -> bool {
        let is_formed = self.groups.len() == 1
            || (self.groups.len() == 3 && self.groups.iter().all(|group| group.len() == 3));
        is_formed && !self.is_sum() && self.has_before(Cue::Paper)
    }

    fn identity(&self) -> Option<Rule> {
        let is_plain = !self.has_plus && !self.is_sum();
        let is_told = self.has_before(Cue::Identity);
        let is_company = self.context.stands_right_before(Cue::Company, self.start())
            || (!is_told && self.has_before(Cue::Company));
        // A company's number is no person's; only beside «ИИН/БИН» the layout decides.
        let may_be_person = self.has_birth_date() || (is_told && !self.is_company_layout());
        if is_company && !may_be_person {
            return None;
        }
        if is_told && !is_company {
            return Some(Rule::Cue);
        }
        if !is_plain || !is_iin(self.digits) {
            return None;
        }
        let is_whole = self.groups.len() == 1 && (self.has_birth_date() || !self.is_of_document());
        let is_spread = self.has_birth_date()
            && self.groups.iter().all(|group| group.len() >= 2)
            && self.gaps().all(|gap| matches!(gap, " " | "-" | "\u{a0}"))
            && !self.has_sum_shape();
        (is_whole || is_spread).then_some(Rule::Checksum)
    }

    /// In a company's number the fifth digit is 4, 5 or 6, where an IIN has the day of birth.
    fn is_company_layout(&self) -> bool {
        matches!(self.digits[4], b'4'..=b'6')
    }

    fn has_birth_date(&self) -> bool {
        let number = |at: usize| (self.digits[at] - b'0') * 10 + self.digits[at + 1] - b'0';
        (1..=12).contains(&number(2)) && (1..=31).contains(&number(4)) && self.digits[6] <= b'6'
    }

    fn card(&self) -> Option<Rule> {
        if self.is_sum() {
            return None;
        }
        let has_groups = self.groups.len() >= 3
            && self.groups.iter().all(|group| (3..=7).contains(&group.len()))
            && !self.has_sum_shape();
        let has_brand = matches!(
            self.digits,
            [b'2' | b'4' | b'5', ..] | [b'6', b'2' | b'7', ..] | [b'9', b'7', b'9', b'2', ..]
        );
        let is_named = self.has_before(Cue::Card);
        let is_whole = self.groups.len() == 1
            && (is_named || (self.digits.len() == 16 && has_brand && !self.is_of_document()));
        let is_formed = has_groups || is_whole || (is_named && !self.has_sum_shape());
        if !is_formed {
            return None;
        }
        if is_luhn(self.digits) {
            return Some(Rule::Checksum);
        }
        (is_named && self.digits.len() == 16 && !self.is_of_document()).then_some(Rule::Cue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Mark)]) {
        let mut spans = Vec::new();
        let context = Context::new(text);
        clusters(text, &[], |cluster| find(&context, cluster, &mut spans));
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
