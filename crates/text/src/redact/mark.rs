//! The marks that stand where private data stood, and the stretches of text they replace. It decides which of two overlapping
//! stretches is marked.

use std::ops::Range;

/// What kind of private data stood there. The order is the order of precedence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mark {
    /// A bank account.
    Iban,
    /// An e-mail address.
    Email,
    /// A bank card.
    Card,
    /// An individual or business identification number, or the number of an identity paper.
    Iin,
    /// A telephone number.
    Phone,
    /// A car plate.
    Plate,
    /// A flat number, or a house number beside a person's name.
    Address,
    /// A private person's name, nickname or profile.
    Name,
}

impl Mark {
    /// All kinds, in order of precedence.
    pub const ALL: [Self; 8] =
        [Self::Iban, Self::Email, Self::Card, Self::Iin, Self::Phone, Self::Plate, Self::Address, Self::Name];

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

/// A stretch of text that must go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Span {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub mark: Mark,
}

/// Leaves of overlapping stretches the one that precedes, and puts the rest in order.
pub(crate) fn settle(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.range.start, span.mark, std::cmp::Reverse(span.range.end)));
    let mut settled: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match settled.last_mut() {
            Some(last) if span.range.start < last.range.end => {
                let end = last.range.end.max(span.range.end);
                if span.mark < last.mark {
                    last.mark = span.mark;
                }
                last.range.end = end;
            }
            _ => settled.push(span),
        }
    }
    settled
}

/// Writes the text with marks in place of the spans, which are in order and apart.
pub(crate) fn write(text: &str, spans: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for span in spans {
        out.push_str(&text[at..span.range.start]);
        out.push_str(span.mark.text());
        at = span.range.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps_become_one_stretch_of_the_preceding_mark() {
        let span = |start, end, mark| Span { range: start..end, mark };
        let settled = settle(vec![span(4, 9, Mark::Name), span(0, 5, Mark::Phone), span(12, 14, Mark::Name)]);
        assert_eq!(settled, [span(0, 9, Mark::Phone), span(12, 14, Mark::Name)]);
        assert_eq!(write("0123456789ab--", &settled), "<PHONE>9ab<NAME>");
    }
}
