//! Takes a text as it came and gives it redacted, with the marks in it: what kind of private data stood there, by what rule it was
//! known, and where its mark stands now. Nothing of what was hidden goes with them.

use crate::redact::{Mark, Rule, hidden};

/// A mark in a redacted text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HiddenMark {
    /// What kind of private data stood here.
    pub mark: Mark,
    /// By what it was known; none of a mark that the text came with.
    pub rule: Option<Rule>,
    /// First byte of the mark.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

/// Every mark there is.
const MARKS: [Mark; 8] =
    [Mark::Iban, Mark::Email, Mark::Card, Mark::Iin, Mark::Phone, Mark::Plate, Mark::Address, Mark::Name];

/// A text redacted, and its marks in order.
pub(super) fn hide(text: &str) -> (String, Vec<HiddenMark>) {
    let mut redacted = String::with_capacity(text.len());
    let mut marks = Vec::new();
    let mut at = 0;
    for hidden in hidden(text) {
        keep(&text[at..hidden.range.start], &mut redacted, &mut marks);
        push(hidden.mark, Some(hidden.rule), &mut redacted, &mut marks);
        at = hidden.range.end;
    }
    keep(&text[at..], &mut redacted, &mut marks);
    (redacted, marks)
}

/// Takes over what is not hidden, and the marks it came with.
fn keep(text: &str, redacted: &mut String, marks: &mut Vec<HiddenMark>) {
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        redacted.push_str(&rest[..start]);
        rest = &rest[start..];
        match MARKS.into_iter().find(|mark| rest.starts_with(mark.text())) {
            Some(mark) => {
                push(mark, None, redacted, marks);
                rest = &rest[mark.text().len()..];
            }
            None => {
                redacted.push('<');
                rest = &rest[1..];
            }
        }
    }
    redacted.push_str(rest);
}

fn push(mark: Mark, rule: Option<Rule>, redacted: &mut String, marks: &mut Vec<HiddenMark>) {
    let start = redacted.len();
    redacted.push_str(mark.text());
    marks.push(HiddenMark { mark, rule, start, end: redacted.len() });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::redact;

    fn check(text: &str, expected: &[(&str, Option<Rule>)]) {
        let (redacted, marks) = hide(text);
        let found: Vec<_> = marks.iter().map(|mark| (&redacted[mark.start..mark.end], mark.rule)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_are_found_where_they_stand() {
        check("тел <PHONE>, <b> <NAME", &[("<PHONE>", None)]);
        check(
            "Небылицына Мария Петровна, ЖСН 987654321090",
            &[("<NAME>", Some(Rule::Register)), ("<IIN>", Some(Rule::Cue))],
        );
    }

    proptest! {
        #[test]
        fn what_is_kept_is_the_redacted_text(text in "((Айгүл Серікова|<|<PHONE>|87000001234|кв|45|а|\n)[ ,]?){0,12}") {
            prop_assert_eq!(hide(&text).0, redact(&text));
        }
    }
}
