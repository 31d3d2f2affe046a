//! The marks that stand where private data stood, the stretches of text they replace, and by what rule. It decides which of two
//! overlapping stretches is marked.

use std::ops::Range;

/// What kind of private data stood there. The order is the order of precedence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mark {
    /// A bank account.
    Iban,
    /// An e-mail address.
    Email,
    /// A bank card.
    Card,
    /// An individual identification number, or the number of an identity paper.
    Iin,
    /// A telephone number.
    Phone,
    /// A car plate.
    Plate,
    /// A flat number with its house, or a house number beside a person's name.
    Address,
    /// A private person's name, nickname or profile.
    Name,
}

impl Mark {
    /// What is written in its place.
    pub fn text(self) -> &'static str {
        match self {
            Self::Iban => "<IBAN>",
            Self::Email => "<EMAIL>",
            Self::Card => "<CARD>",
            Self::Iin => "<IIN>",
            Self::Phone => "<PHONE>",
            Self::Plate => "<PLATE>",
            Self::Address => "<ADDRESS>",
            Self::Name => "<NAME>",
        }
    }
}

/// By what it was known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rule {
    /// Its check digits.
    Checksum,
    /// A word beside it: «тел.», «ЖСН», «көршім».
    Cue,
    /// A register of first names.
    Register,
    /// Its form alone: the length and grouping of a number, an `@`, the endings of a surname, initials.
    Shape,
    /// It is the surname of a person who is named elsewhere in the text.
    Repeated,
    /// The line was so full of private data that nothing in it could be told apart.
    Line,
}

/// A stretch of text that is hidden.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hidden {
    /// Its bytes in the text as it was given.
    pub range: Range<usize>,
    /// What it is.
    pub mark: Mark,
    /// By what it was known.
    pub rule: Rule,
}

/// Leaves of overlapping stretches the one that precedes, and puts the rest in order.
pub(crate) fn settle(mut spans: Vec<Hidden>) -> Vec<Hidden> {
    spans.sort_unstable_by_key(|span| {
        (span.range.start, span.mark, std::cmp::Reverse(span.range.end), span.rule)
    });
    let mut settled: Vec<Hidden> = Vec::with_capacity(spans.len());
    for span in spans {
        match settled.last_mut() {
            Some(last) if span.range.start < last.range.end => {
                let end = last.range.end.max(span.range.end);
                if span.mark < last.mark {
                    (last.mark, last.rule) = (span.mark, span.rule);
                }
                last.range.end = end;
            }
            _ => settled.push(span),
        }
    }
    settled
}

/// Writes the text with marks in place of the spans, which are in order and apart.
pub(crate) fn write(text: &str, spans: &[Hidden]) -> String {
    let mut out = String::with_capacity(text.len() + spans.len() * 4);
    let mut at = 0;
    for span in spans {
        out.push_str(&text[at..span.range.start]);
        out.push_str(span.mark.text());
        at = span.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Turns stretches of what [`write`] gave for `spans` into stretches of the text before. All are in order.
pub(crate) fn trace_back(spans: &[Hidden], found: &mut [Hidden]) {
    let mut passed = spans.iter().peekable();
    // How far the text before is ahead of what was written.
    let mut ahead = 0_isize;
    for found in found {
        let mut start = None;
        while let Some(span) = passed.peek() {
            let written = span.range.start.wrapping_add_signed(-ahead);
            let written = written..written + span.mark.text().len();
            if written.end > found.range.start {
                start = (written.start < found.range.start).then_some(span.range.start);
                break;
            }
            ahead = span.range.end as isize - written.end as isize;
            passed.next();
        }
        let start = start.unwrap_or(found.range.start.wrapping_add_signed(ahead));
        while let Some(span) = passed.peek() {
            let written = span.range.start.wrapping_add_signed(-ahead);
            if written >= found.range.end {
                break;
            }
            let end = written + span.mark.text().len();
            if end > found.range.end {
                found.range.end = end;
            }
            ahead = span.range.end as isize - end as isize;
            passed.next();
        }
        found.range = start..found.range.end.wrapping_add_signed(ahead);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: usize, end: usize, mark: Mark) -> Hidden {
        Hidden { range: start..end, mark, rule: Rule::Shape }
    }

    #[test]
    fn overlaps_become_one_stretch_of_the_preceding_mark() {
        let settled = settle(vec![span(4, 9, Mark::Name), span(0, 5, Mark::Phone), span(12, 14, Mark::Name)]);
        assert_eq!(settled, [span(0, 9, Mark::Phone), span(12, 14, Mark::Name)]);
        assert_eq!(write("0123456789ab--", &settled), "<PHONE>9ab<NAME>");
    }

    #[test]
    fn what_is_found_beside_marks_is_traced_back() {
        let text = "aa 0123456789 bb 01 cc 02 dd";
        let spans = [span(3, 13, Mark::Phone), span(17, 19, Mark::Name), span(23, 25, Mark::Iin)];
        let written = write(text, &spans);
        assert_eq!(written, "aa <PHONE> bb <NAME> cc <IIN> dd");
        let trace = |part: &str| {
            let start = written.find(part).unwrap();
            let mut found = [span(start, start + part.len(), Mark::Address)];
            trace_back(&spans, &mut found);
            text[found[0].range.clone()].to_owned()
        };
        assert_eq!(trace("aa"), "aa");
        assert_eq!(trace("bb"), "bb");
        assert_eq!(trace("dd"), "dd");
        assert_eq!(trace("bb <NAME> cc"), "bb 01 cc");
        assert_eq!(trace("NE> bb"), "0123456789 bb");
    }
}
