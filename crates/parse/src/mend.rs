//! JSON as templates write it in, its value out: what a strict parser refuses is mended in one pass.
//!
//! Seen in the wild: a notice or `callback(` before it, raw line breaks in texts, quotes within quotes, `\'`, halves of
//! emoji, commas too many or none, comments, `NaN`, nothing where a value belongs, an end that is cut off. Text that is
//! valid is never touched. A value that is cut is nothing: half an id would be another.

use serde_json::Value;

/// How a text had its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// It was valid.
    Whole,
    /// It was mended.
    Mended,
    /// It was mended and ends before its value does: the last thing in it is not whole.
    Cut,
}

/// The value of a text, and how it was found. `None` when there is none.
pub(crate) fn json(text: &str) -> Option<(Value, Found)> {
    let text = text.trim_start_matches('\u{feff}');
    if let Ok(value) = serde_json::from_str(text) {
        return Some((value, Found::Whole));
    }
    let (mended, found) = mended(beginning(text)?);
    Some((serde_json::from_str(&mended).ok()?, found))
}

/// Where the value begins: with the text, or at the first object in it.
fn beginning(text: &str) -> Option<&str> {
    let text = text.trim_start();
    if text.starts_with(['{', '[']) {
        return Some(text);
    }
    let (at, _) = text.match_indices('{').find(|(at, _)| {
        text.get(at + 1..).is_some_and(|after| after.trim_start_matches(is_space).starts_with(['"', '}']))
    })?;
    text.get(at..)
}

/// The text as valid JSON, as far as it can be understood. Its length is at most seven times that of the text.
fn mended(text: &str) -> (String, Found) {
    let mut mender = Mender {
        rest: text,
        out: String::with_capacity(text.len()),
        open: Vec::new(),
        arrays: 0,
        held: false,
    };
    while !mender.rest.is_empty() {
        mender.next();
        if mender.open.is_empty() {
            break;
        }
    }
    let found = if mender.open.is_empty() { Found::Mended } else { Found::Cut };
    while let Some(inner) = mender.open.pop() {
        mender.close(inner);
    }
    (mender.out, found)
}

/// What an open object or array is waiting for.
#[derive(Clone, Copy, PartialEq)]
enum Waits {
    /// In an object, for a name.
    Name,
    /// In an object, for the colon after a name.
    Colon,
    /// In an object, for a value after a colon.
    Member,
    /// In an array, for an element.
    Element,
}

struct Mender<'a> {
    rest: &'a str,
    out: String,
    open: Vec<Waits>,
    /// How many of `open` are arrays.
    arrays: usize,
    /// Whether a value stands before this point, so that a comma is due before the next.
    held: bool,
}

impl Mender<'_> {
    fn next(&mut self) {
        let Some(letter) = self.rest.chars().next() else { return };
        match letter {
            '{' => self.enter('{', Waits::Name),
            '[' => self.enter('[', Waits::Element),
            '}' | ']' => self.leave(letter),
            ',' => {
                self.pass(1);
                self.member_without_value();
            }
            ':' => {
                self.pass(1);
                if let Some(waits) = self.open.last_mut().filter(|waits| **waits == Waits::Colon) {
                    *waits = Waits::Member;
                    self.out.push(':');
                }
            }
            '"' | '\'' => self.string(letter),
            '/' => self.comment(),
            letter if is_space(letter) => self.pass(letter.len_utf8()),
            _ => self.word(letter),
        }
    }

    fn pass(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    /// Gets ready for a value or a name: the comma before it, the colon that was forgotten.
    fn before_value(&mut self) {
        if self.open.last() == Some(&Waits::Colon) {
            self.out.push(':');
            self.set(Waits::Member);
        } else if self.held {
            self.out.push(',');
        }
        self.held = false;
    }

    fn after_value(&mut self) {
        match self.open.last() {
            Some(Waits::Name) => {
                self.set(Waits::Colon);
                self.held = false;
            }
            Some(_) => {
                if self.open.last() == Some(&Waits::Member) {
                    self.set(Waits::Name);
                }
                self.held = true;
            }
            None => {}
        }
    }

    fn set(&mut self, waits: Waits) {
        if let Some(last) = self.open.last_mut() {
            *last = waits;
        }
    }

    /// `"a":,` and `"a",`: nothing is null.
    fn member_without_value(&mut self) {
        match self.open.last() {
            Some(Waits::Colon) => self.out.push_str(":null"),
            Some(Waits::Member) => self.out.push_str("null"),
            _ => return,
        }
        self.set(Waits::Name);
        self.held = true;
    }

    fn enter(&mut self, bracket: char, waits: Waits) {
        self.pass(1);
        // A name that is no text: what it opens is passed over as an element of nothing.
        if self.open.last() == Some(&Waits::Name) {
            self.word_as_text("");
        }
        self.before_value();
        self.out.push(bracket);
        self.open.push(waits);
        self.arrays += usize::from(waits == Waits::Element);
    }

    /// Closes what a bracket closes, and whatever within it was left open; a bracket that closes nothing is passed over.
    fn leave(&mut self, bracket: char) {
        self.pass(1);
        let is_array = bracket == ']';
        let like_it = if is_array { self.arrays } else { self.open.len() - self.arrays };
        if like_it == 0 {
            return;
        }
        while let Some(inner) = self.open.pop() {
            self.close(inner);
            if (inner == Waits::Element) == is_array {
                break;
            }
        }
    }

    fn close(&mut self, inner: Waits) {
        match inner {
            Waits::Colon => self.out.push_str(":null"),
            Waits::Member => self.out.push_str("null"),
            Waits::Name | Waits::Element => {}
        }
        self.out.push(if inner == Waits::Element { ']' } else { '}' });
        self.arrays -= usize::from(inner == Waits::Element);
        self.held = false;
        self.after_value();
    }

    fn string(&mut self, quote: char) {
        self.before_value();
        let is_name = self.open.last() == Some(&Waits::Name);
        self.pass(1);
        let from = self.out.len();
        let mut is_whole = false;
        self.out.push('"');
        while let Some(letter) = self.rest.chars().next() {
            self.pass(letter.len_utf8());
            match letter {
                _ if letter == quote && self.ends(quote, is_name) => {
                    is_whole = true;
                    break;
                }
                '"' => self.out.push_str("\\\""),
                '\\' => self.escape(),
                '\n' => self.out.push_str("\\n"),
                '\t' => self.out.push_str("\\t"),
                letter if letter < ' ' => self.out.push(' '),
                letter => self.out.push(letter),
            }
        }
        if is_whole || is_name {
            self.out.push('"');
        } else {
            self.out.truncate(from);
            self.out.push_str("null");
        }
        self.after_value();
    }

    /// Whether a quote that was just passed ends its text: by what follows it.
    fn ends(&self, quote: char, is_name: bool) -> bool {
        let after = self.rest.trim_start_matches(is_space);
        let broke = self.rest.len() > after.len()
            && self.rest.get(..self.rest.len() - after.len()).is_some_and(|gap| gap.contains('\n'));
        let mut letters = after.chars();
        match letters.next() {
            None => true,
            Some(':') => is_name,
            Some('}' | ']') => !is_name,
            Some(',') => {
                // A comma within a text is followed by more of the text.
                let next = letters.as_str().trim_start_matches(is_space).chars().next();
                let waits_for_name = self.open.last().is_some_and(|waits| *waits != Waits::Element);
                match next {
                    None => true,
                    Some(next) if next == quote => true,
                    // Who writes `'` may leave out the quotes of names.
                    Some(next) if waits_for_name => {
                        matches!(next, '}' | ',' | '/') || quote == '\'' && next.is_ascii_alphabetic()
                    }
                    Some(next) => "{[]}-,/".contains(next) || next.is_ascii_alphanumeric(),
                }
            }
            // The comma was forgotten.
            Some(next) => broke && next == quote,
        }
    }

    /// What follows a `\`.
    fn escape(&mut self) {
        let Some(letter) = self.rest.chars().next() else { return };
        match letter {
            '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {
                self.pass(1);
                self.out.push('\\');
                self.out.push(letter);
            }
            'u' => match unit(self.rest) {
                Some(unit) => {
                    self.pass(5);
                    let low = self.rest.strip_prefix('\\').and_then(self::unit);
                    let pair = low.and_then(|low| char::decode_utf16([unit, low]).next()?.ok());
                    match (char::decode_utf16([unit]).next(), pair) {
                        (Some(Ok(letter)), _) => self.letter(letter),
                        (_, Some(letter)) => {
                            self.pass(6);
                            self.letter(letter);
                        }
                        // Half of a letter: a text was cut by counting units.
                        _ => {}
                    }
                }
                None => {
                    self.pass(1);
                    self.out.push('u');
                }
            },
            '\'' => {
                self.pass(1);
                self.out.push('\'');
            }
            // `\.` means nothing but the letter, which may be a raw line break.
            _ => {}
        }
    }

    fn letter(&mut self, letter: char) {
        match letter {
            '"' | '\\' => {
                self.out.push('\\');
                self.out.push(letter);
            }
            '\n' => self.out.push_str("\\n"),
            letter if letter < ' ' => self.out.push(' '),
            letter => self.out.push(letter),
        }
    }

    fn comment(&mut self) {
        let end = if self.rest.starts_with("//") {
            self.rest.find('\n')
        } else if self.rest.starts_with("/*") {
            self.rest.find("*/").map(|at| at + 2)
        } else {
            Some(1)
        };
        self.pass(end.unwrap_or(self.rest.len()));
    }

    /// A number, a word of JSON, a word of another language for nothing, a name without quotes.
    fn word(&mut self, first: char) {
        let ends = |letter: char| is_space(letter) || ",:{}[]\"'/".contains(letter);
        let length = self.rest.find(ends).unwrap_or(self.rest.len()).max(first.len_utf8());
        let word = self.rest.get(..length).unwrap_or_default();
        self.pass(length);
        if self.open.last() == Some(&Waits::Name) {
            self.word_as_text(word);
            return;
        }
        let value = match word {
            // Half a number, too.
            _ if self.rest.is_empty() => "null",
            "True" => "true",
            "False" => "false",
            "NaN" | "nan" | "Infinity" | "-Infinity" | "undefined" | "None" | "NULL" | "Null" => "null",
            _ if serde_json::from_str::<Value>(word).is_ok() => word,
            _ => {
                self.word_as_text(word);
                return;
            }
        };
        self.before_value();
        self.out.push_str(value);
        self.after_value();
    }

    fn word_as_text(&mut self, word: &str) {
        self.before_value();
        self.out.push('"');
        for letter in word.chars() {
            self.letter(letter);
        }
        self.out.push('"');
        self.after_value();
    }
}

/// The unit of UTF-16 that `u0441` stands for.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix('u')?.get(..4)?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let found = json(text).map(|(value, _)| value.to_string());
        assert_eq!(found.as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn what_templates_write_is_mended() {
        check("{\"a\":\"су\nжоқ\",\"b\":[1,2,],}", r#"{"a":"су\nжоқ","b":[1,2]}"#);
        check(r#"{"a":NaN,"b":undefined,"c":,"d":-Infinity}"#, r#"{"a":null,"b":null,"c":null,"d":null}"#);
        check(r#"{"a":"рай\'он","b":"\x"}"#, r#"{"a":"рай'он","b":"x"}"#);
        check(r#"{"a":"\ud83d\ude00 \ud83d"}"#, r#"{"a":"😀 "}"#);
        check(r#"{'a':'б "в" г', b:1}"#, r#"{"a":"б \"в\" г","b":1}"#);
        check(r#"{"a":1 /* б */, // в"#, r#"{"a":1}"#);
        check(r#"cb({"a":[true,False]});"#, r#"{"a":[true,false]}"#);
        check("<br /><b>Notice</b>: x {y}\n{\"a\":01}", r#"{"a":"01"}"#);
    }

    #[test]
    fn quotes_and_commas_that_are_wrong_are_mended() {
        check(r#"{"a":"ТОО "Су", Риддер","b":"ә"}"#, r#"{"a":"ТОО \"Су\", Риддер","b":"ә"}"#);
        check("{\"a\":\"1\"\n\"b\":\"2\" \"c\"}", r#"{"a":"1","b":"2\" \"c"}"#);
        check(r#"[{"a":1}{"a":2},,{"a":3}]"#, r#"[{"a":1},{"a":2},{"a":3}]"#);
    }

    #[test]
    fn what_is_cut_is_closed() {
        check(r#"{"items":[{"a":"су"},{"a":"жо"#, r#"{"items":[{"a":"су"},{"a":null}]}"#);
        check(r#"{"items":[{"a":"су"},{"b"#, r#"{"items":[{"a":"су"},{"b":null}]}"#);
        check(r#"{"items":[{"a":"#, r#"{"items":[{"a":null}]}"#);
        check(r#"{"items":[{"a":1},{"a":2"#, r#"{"items":[{"a":1},{"a":null}]}"#);
        check(r#"{"items":[{"a":1]}"#, r#"{"items":[{"a":1}]}"#);
    }

    #[test]
    fn what_is_no_json_is_none() {
        for text in ["", "су", "<p>су</p>", "<style>a{b:c}</style>"] {
            check(text, "none");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_open_is_closed(text in "[{\\[]([{}\\[\\]:,\"'/* \\\\\nu0a1-]|true|NaN|ә){0,60}") {
            let (mended, _) = mended(&text);
            prop_assert!(serde_json::from_str::<Value>(&mended).is_ok(), "{} from {}", mended, text);
            prop_assert!(mended.len() <= 7 * text.len());
        }

        #[test]
        fn valid_json_stands(name in "\\PC{0,8}", text in "\\PC{0,20}", number in any::<i32>()) {
            let value = serde_json::json!({ name: [text, number, null, { "a": true }] });
            prop_assert_eq!(json(&value.to_string()), Some((value.clone(), Found::Whole)));
            // And the mender agrees with the parser where there is nothing to mend.
            let (mended, _) = mended(&value.to_string());
            prop_assert!(serde_json::from_str::<Value>(&mended).is_ok(), "{}", mended);
        }
    }
}
