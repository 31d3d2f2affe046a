//! One value of a table, and how it stands in text.

use jiff::Timestamp;

/// One value.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// Text: whatever it holds, no program that opens the table may run it.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number that is none of the whole ones; one that is not finite stands as nothing.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// A moment.
    Moment(Timestamp),
    /// An address. Only `http` and `https` ones can be followed from the table; others stand as text.
    Link(String),
    /// Several texts of one kind, such as the places of a post.
    List(Vec<String>),
}

impl Cell {
    /// A text, or nothing.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    /// An address, or nothing.
    pub fn link(address: Option<impl Into<String>>) -> Self {
        address.map_or(Self::Empty, |address| Self::Link(address.into()))
    }

    /// A count.
    pub fn count(count: usize) -> Self {
        Self::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// The value as text for a table of text, where a text that a spreadsheet program would take for a formula is
    /// defused.
    pub(crate) fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => defused(text),
            Self::Link(address) => defused(address),
            Self::List(values) => defused(&values.join(" ")),
            Self::Whole(number) => number.to_string(),
            Self::Number(number) if number.is_finite() => number.to_string(),
            Self::Number(_) => String::new(),
            Self::Truth(truth) => truth.to_string(),
            Self::Moment(at) => at.to_string(),
        }
    }

    /// The value as JSON, the text as it is.
    pub(crate) fn json(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) | Self::Link(text) => Value::from(text.as_str()),
            Self::Whole(number) => Value::from(*number),
            Self::Number(number) => Value::from(*number),
            Self::Truth(truth) => Value::from(*truth),
            Self::Moment(at) => Value::from(at.to_string()),
            Self::List(values) => Value::from(values.clone()),
        }
    }
}

impl From<f32> for Cell {
    /// The shortest decimal number that stands for the value, so that 0.1 does not become 0.10000000149.
    fn from(number: f32) -> Self {
        Self::Number(number.to_string().parse().unwrap_or_else(|_| f64::from(number)))
    }
}

/// A text with `'` before it when a spreadsheet program would take it for a formula (`=`, `+`, `-`, `@`, also in their
/// wide forms, after whatever is not seen) or for the beginning of another cell (tab, line break).
fn defused(text: &str) -> String {
    let invisible =
        |letter: char| letter.is_whitespace() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{feff}');
    let breaks = text.starts_with(['\t', '\r', '\n']);
    let runs = text.trim_start_matches(invisible).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if breaks || runs { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_would_run_is_defused_and_a_number_is_none() {
        for text in [
            "=1+1",
            "+7",
            "-2",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "\nx",
            "  =cmd|' /C calc'!A0",
            "\u{feff}=1",
            "＝1",
            "=HYPERLINK(\"http://x.example\")",
        ] {
            assert_eq!(Cell::Text(text.into()).plain(), format!("'{text}"), "{text:?}");
        }
        for text in ["су жоқ", "1+1", "а=б", "'x", ""] {
            assert_eq!(Cell::Text(text.into()).plain(), text);
        }
        assert_eq!(Cell::Whole(-2).plain(), "-2");
        assert_eq!(Cell::Number(-0.5).plain(), "-0.5");
        assert_eq!(Cell::Number(f64::NAN).plain(), "");
        assert_eq!(Cell::from(0.1_f32), Cell::Number(0.1));
        assert_eq!(Cell::Text("=1".into()).json(), "=1", "a program that reads JSON runs nothing");
    }
}
