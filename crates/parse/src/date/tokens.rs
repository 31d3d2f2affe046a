//! The text of a date, cut into numbers, words and marks.

/// A piece of a date.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Digits, and how many there were.
    Number { value: i64, digits: usize },
    /// Letters, lower case.
    Word(std::borrow::Cow<'a, str>),
    /// Anything else but white space.
    Mark(char),
}

/// Cuts a text. Letters and digits that touch are parted (`2026ж`, `21T10`).
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = |fits: fn(char) -> bool| rest.find(|letter: char| !fits(letter)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let length = run(|letter| letter.is_ascii_digit());
            let digits = rest.get(..length).unwrap_or_default();
            // More digits than a number holds are no date.
            tokens.push(
                digits.parse().map_or(Token::Mark('?'), |value| Token::Number { value, digits: length }),
            );
            length
        } else if first.is_alphabetic() {
            let length = run(char::is_alphabetic);
            let word = rest.get(..length).unwrap_or_default();
            let is_lower = word.chars().all(char::is_lowercase);
            tokens.push(Token::Word(if is_lower { word.into() } else { word.to_lowercase().into() }));
            length
        } else {
            if !first.is_whitespace() {
                // Typographic dashes are used for the sign of an offset too.
                tokens.push(Token::Mark(if matches!(first, '–' | '—' | '−') { '-' } else { first }));
            }
            first.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    tokens
}
