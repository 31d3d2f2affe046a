//! Takes a redacted text and gives the marks in it: what kind of private data stood there, and where its mark stands now.

use crate::redact::Mark;

/// A mark in a redacted text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hidden {
    /// What kind of private data stood here.
    pub mark: Mark,
    /// First byte of the mark.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

/// The marks of a redacted text, in order.
pub(super) fn hidden(redacted: &str) -> Vec<Hidden> {
    let mut found = Vec::new();
    for (start, _) in redacted.match_indices('<') {
        let rest = &redacted[start..];
        if let Some(mark) = Mark::ALL.into_iter().find(|mark| rest.starts_with(mark.text())) {
            found.push(Hidden { mark, start, end: start + mark.text().len() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_where_they_stand() {
        let text = "тел <PHONE>, <b> <NAME";
        let found = hidden(text);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].mark, &text[found[0].start..found[0].end]), (Mark::Phone, "<PHONE>"));
    }
}
