//! Takes the tokens of a tantivy tokenizer and gives their Kazakh stems, for tantivy users who take this crate alone.

use std::mem;

use tantivy_tokenizer_api::{Token, TokenFilter, TokenStream, Tokenizer};

use crate::homoglyph::is_cyrillic;
use crate::stem::{STEMMER, Weights};
use crate::{is_plain, lower_plain, normal};

/// Replaces every token by the stem of its normal form: `Мектептеріміздегілердің` becomes `мектеп`. Put it right after the tokenizer;
/// it brings words to lower case itself. A negated word keeps its stem only; who must tell «жөнделді» from «жөнделмеді» asks
/// [`crate::stem`].
///
/// ```
/// use dauys_kazakh::KazakhStems;
/// use tantivy::tokenizer::{SimpleTokenizer, TextAnalyzer, TokenStream};
///
/// let mut analyzer = TextAnalyzer::builder(SimpleTokenizer::default()).filter(KazakhStems).build();
/// let mut tokens = analyzer.token_stream("Көшелердегі жарықты жөндеңіздерші");
/// let mut stems = Vec::new();
/// tokens.process(&mut |token| stems.push(token.text.clone()));
/// assert_eq!(stems, ["көше", "жарық", "жөнде"]);
/// ```
#[derive(Clone, Copy, Default, Debug)]
pub struct KazakhStems;

impl TokenFilter for KazakhStems {
    type Tokenizer<T: Tokenizer> = KazakhStemTokenizer<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> KazakhStemTokenizer<T> {
        KazakhStemTokenizer { inner: tokenizer, stem: String::new() }
    }
}

/// A tokenizer whose tokens are Kazakh stems.
#[derive(Clone, Debug)]
pub struct KazakhStemTokenizer<T> {
    inner: T,
    stem: String,
}

impl<T: Tokenizer> Tokenizer for KazakhStemTokenizer<T> {
    type TokenStream<'a> = KazakhStemStream<'a, T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        KazakhStemStream { tail: self.inner.token_stream(text), stem: &mut self.stem }
    }
}

/// A stream of Kazakh stems. It writes into one buffer and the buffer of the token in turn.
#[derive(Debug)]
pub struct KazakhStemStream<'a, T> {
    tail: T,
    stem: &'a mut String,
}

impl<T: TokenStream> TokenStream for KazakhStemStream<'_, T> {
    fn advance(&mut self) -> bool {
        if !self.tail.advance() {
            return false;
        }
        self.stem.clear();
        let text = &mut self.tail.token_mut().text;
        if is_normal(text) {
            STEMMER.stem_into(text, Weights::Counted, self.stem);
        } else {
            STEMMER.stem_into(&normal(text), Weights::Counted, self.stem);
        }
        mem::swap(text, self.stem);
        true
    }

    fn token(&self) -> &Token {
        self.tail.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.tail.token_mut()
    }
}

/// Whether a word is surely its own normal form: Cyrillic, in lower case, no letter three times in a row.
fn is_normal(word: &str) -> bool {
    let mut last = [' '; 2];
    word.chars().all(|letter| {
        let is_run = last == [letter; 2];
        last = [last[1], letter];
        is_cyrillic(letter) && is_plain(letter) && lower_plain(letter) == letter && !is_run
    })
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, TextAnalyzer, WhitespaceTokenizer};

    use super::*;

    fn check(mut analyzer: TextAnalyzer, text: &str, expected: &[&str]) {
        let mut stems = Vec::new();
        analyzer.token_stream(text).process(&mut |token| stems.push(token.text.clone()));
        assert_eq!(stems, expected, "{text}");
    }

    #[test]
    fn tokens_become_stems() {
        let simple = || TextAnalyzer::builder(SimpleTokenizer::default()).filter(KazakhStems).build();
        check(
            simple(),
            "Көшеде жарық жоқ, ЖАРЫҚТЫ жөндеңіздер!",
            &["көше", "жарық", "жоқ", "жарық", "жөнде"],
        );
        check(simple(), "zharyqty жарыкты", &["жарық", "жарық"]);
        check(simple(), "", &[]);
        let whole = TextAnalyzer::builder(WhitespaceTokenizer::default())
            .filter(LowerCaser)
            .filter(KazakhStems)
            .build();
        check(whole, "2025-те WhatsApp-қа ҚР-ның", &["2025", "whatsapp", "қр"]);
    }

    #[test]
    fn offsets_stay() {
        let mut analyzer = TextAnalyzer::builder(SimpleTokenizer::default()).filter(KazakhStems).build();
        let text = "Мектептеріміздегілердің жылуы";
        let mut surfaces = Vec::new();
        analyzer
            .token_stream(text)
            .process(&mut |token| surfaces.push(text[token.offset_from..token.offset_to].to_owned()));
        assert_eq!(surfaces, ["Мектептеріміздегілердің", "жылуы"]);
    }

    #[test]
    fn what_is_called_normal_is_its_own_normal_form() {
        for word in ["жарық", "мәәс", "ааа", "Жарық", "jaryq", "ӊ", "жа-рық", "ёлка", "й\u{306}"]
        {
            assert!(!is_normal(word) || normal(word) == word, "{word}");
        }
    }
}
