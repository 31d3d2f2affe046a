//! Terms of a text on their way to the engine, as one text: the engine would write a list of terms out and read it again for
//! every post.
//!
//! Each term is preceded by a letter that no term holds: [`SAME`] where it stands at the position of the term before, [`NEXT`]
//! where it stands at the next, [`FAR`] and a count of positions closed by [`NEXT`] where it stands farther on.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the engine knows it.
pub(crate) const NAME: &str = "written";

const SAME: char = dauys_text::BETWEEN;
const NEXT: char = '\u{2}';
const FAR: char = '\u{3}';

/// Whether a byte is one of the letters before terms, which are a byte each.
fn is_sign(byte: u8) -> bool {
    matches!(byte, 1..=3)
}

/// Writes terms out.
#[derive(Default)]
pub(crate) struct Written {
    text: String,
    position: Option<usize>,
}

impl Written {
    /// Adds the terms of a word, one after another with [`SAME`] between them. Positions do not fall.
    pub(crate) fn add(&mut self, terms: &str, position: usize) {
        if terms.is_empty() {
            return;
        }
        // The first stands one behind nothing.
        let ahead = position + 1 - self.position.map_or(0, |before| before + 1);
        match ahead {
            0 => self.text.push(SAME),
            1 => self.text.push(NEXT),
            ahead => {
                self.text.push(FAR);
                self.text.push_str(&ahead.to_string());
                self.text.push(NEXT);
            }
        }
        self.text.push_str(terms);
        self.position = Some(position);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn text(self) -> String {
        self.text
    }
}

/// Reads terms that [`Written`] wrote.
#[derive(Clone, Default)]
pub(crate) struct Reader;

/// The terms still to be read.
pub(crate) struct Stream<'a> {
    rest: &'a str,
    token: Token,
}

impl Tokenizer for Reader {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream { rest: text, token: Token::default() }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let mut letters = self.rest.chars();
        let Some(mark) = letters.next() else { return false };
        let mut rest = letters.as_str();
        let mut ahead = usize::from(mark == NEXT);
        if mark == FAR
            && let Some((count, term)) = rest.split_once(NEXT)
        {
            ahead = count.parse().unwrap_or(1);
            rest = term;
        }
        let end = rest.bytes().position(is_sign).unwrap_or(rest.len());
        let (term, rest) = rest.split_at(end);
        // Before the first, the position is one before 0.
        self.token.position = self.token.position.wrapping_add(ahead);
        self.token.text.clear();
        self.token.text.push_str(term);
        self.rest = rest;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn terms_are_read_as_they_were_written(
            terms in prop::collection::vec(("[~¬]?[а-яa-z0-9-]{1,6}", prop_oneof![0..3_usize, 3..5_000_usize]), 0..30),
        ) {
            let mut written = Written::default();
            let mut expected = Vec::new();
            let mut position = 0;
            let mut word = String::new();
            for (term, ahead) in terms {
                if ahead > 0 {
                    written.add(&std::mem::take(&mut word), position);
                    position += ahead;
                }
                if !word.is_empty() {
                    word.push(SAME);
                }
                word.push_str(&term);
                expected.push((term, position));
            }
            written.add(&word, position);
            let text = written.text();
            let mut reader = Reader;
            let mut stream = reader.token_stream(&text);
            let mut read = Vec::new();
            while stream.advance() {
                read.push((stream.token().text.clone(), stream.token().position));
            }
            prop_assert_eq!(read, expected);
        }
    }
}
