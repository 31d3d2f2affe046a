//! Divides the text of a query into brackets, operators, quotes, filters and chunks of words, each with the characters it
//! stands at.

use std::ops::Range;

use super::field::{Field, field};
use super::{MAX_WITHIN, Wrong};
use crate::fault::Fault;

#[derive(PartialEq, Eq, Debug)]
pub(super) enum Lexeme {
    Open,
    Close,
    And,
    Or,
    Not,
    Quote(Quote),
    Field { field: Field, name: String, values: Vec<Value> },
    Chunk(String),
}

/// What stands between quotes.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Quote {
    pub(super) text: String,
    /// The character at which the text begins.
    pub(super) start: usize,
    /// Whether `=` stands before it.
    pub(super) is_exact: bool,
    /// Whether the quotes are such as devices put by themselves.
    pub(super) is_soft: bool,
    /// The number behind its `~`.
    pub(super) within: Option<u32>,
}

/// A value of a filter.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Value {
    Bare(String, usize),
    Quoted(Quote),
}

impl Value {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Bare(text, _) => text,
            Self::Quoted(quote) => &quote.text,
        }
    }

    /// The characters it stands at.
    pub(super) fn at(&self) -> Range<usize> {
        let start = match self {
            Self::Bare(_, start) => *start,
            Self::Quoted(quote) => quote.start,
        };
        start..start + self.text().chars().count().max(1)
    }
}

fn is_soft_quote(letter: char) -> bool {
    matches!(letter, '«' | '»' | '“' | '”' | '„' | '‟')
}

fn is_quote(letter: char) -> bool {
    letter == '"' || is_soft_quote(letter)
}

fn ends_chunk(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '(' | ')') || is_quote(letter)
}

/// Signs of full width and their like, as the ones that are meant.
fn plain(letter: char) -> char {
    match letter {
        '：' | '﹕' | '∶' => ':',
        '（' => '(',
        '）' => ')',
        '＂' => '"',
        '，' => ',',
        '＊' => '*',
        '＝' => '=',
        '～' => '~',
        '−' | '－' => '-',
        other => other,
    }
}

/// Divides a query.
pub(super) fn lex(text: &str) -> Result<Vec<(Range<usize>, Lexeme)>, Wrong> {
    let mut lexer = Lexer { letters: text.chars().map(plain).collect(), at: 0 };
    let mut found: Vec<(Range<usize>, Lexeme)> = Vec::new();
    while let Some(letter) = lexer.peek(0) {
        let start = lexer.at;
        if letter.is_whitespace() {
            lexer.at += 1;
            continue;
        }
        if let Some(lexeme) = lexer.lexeme(letter)? {
            found.push((start..lexer.at.max(start + 1), lexeme));
        }
    }
    // `&` and `|` with nothing on one side are mere signs.
    while let Some((_, Lexeme::And | Lexeme::Or)) = found.last()
        && lexer.is_sign(found.last())
    {
        found.pop();
    }
    let signs = found.iter().take_while(|one| lexer.is_sign(Some(one))).count();
    found.drain(..signs);
    Ok(found)
}

struct Lexer {
    letters: Vec<char>,
    at: usize,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).copied()
    }

    /// Whether a lexeme was typed as `&` or `|`.
    fn is_sign(&self, lexeme: Option<&(Range<usize>, Lexeme)>) -> bool {
        lexeme
            .is_some_and(|(at, _)| self.letters[at.clone()].iter().all(|letter| matches!(letter, '&' | '|')))
    }

    fn lexeme(&mut self, letter: char) -> Result<Option<Lexeme>, Wrong> {
        let single = match letter {
            '(' => Some(Lexeme::Open),
            ')' => Some(Lexeme::Close),
            '-' | '–' if self.excludes() => Some(Lexeme::Not),
            _ => None,
        };
        if single.is_some() {
            self.at += 1;
            return Ok(single);
        }
        if is_quote(letter) || (letter == '=' && self.peek(1).is_some_and(is_quote)) {
            return Ok(Some(Lexeme::Quote(self.quote()?)));
        }
        let start = self.at;
        let end = self.position(start, ends_chunk);
        let chunk: String = self.letters[start..end].iter().collect();
        if let Some((name, _)) = chunk.split_once(':') {
            let colon = start + name.chars().count();
            let known = field(name).map_err(|fault| (fault, start..colon))?;
            if let Some(field) = known {
                self.at = colon + 1;
                let values = self.values(field, name)?;
                return Ok(Some(Lexeme::Field { field, name: name.to_owned(), values }));
            }
        }
        self.at = end;
        Ok(Some(match chunk.as_str() {
            "AND" | "&" | "&&" => Lexeme::And,
            "OR" | "|" | "||" => Lexeme::Or,
            "NOT" => Lexeme::Not,
            _ => Lexeme::Chunk(chunk),
        }))
    }

    /// Whether the dash here excludes what follows.
    fn excludes(&self) -> bool {
        match self.peek(1) {
            Some('=') => self.peek(2).is_some_and(|next| next.is_alphabetic() || is_quote(next)),
            Some(next) => next.is_alphabetic() || next == '(' || is_quote(next),
            None => false,
        }
    }

    fn position(&self, from: usize, is_end: impl Fn(char) -> bool) -> usize {
        self.letters[from..]
            .iter()
            .position(|letter| is_end(*letter))
            .map_or(self.letters.len(), |at| from + at)
    }

    /// What stands between the quote here and its fellow, with the `=` before and the `~` behind.
    fn quote(&mut self) -> Result<Quote, Wrong> {
        let is_exact = self.peek(0) == Some('=');
        let open = self.at + usize::from(is_exact);
        let is_soft = self.letters[open] != '"';
        let start = open + 1;
        let mut end = self.position(start, |letter| if is_soft { is_quote(letter) } else { letter == '"' });
        if end == self.letters.len() && !is_soft {
            end = self.position(start, is_soft_quote);
            if end == self.letters.len() {
                return Err((Fault::OpenQuote, open..start));
            }
        }
        // A soft quote left open ends where a hard one begins.
        let is_closed = end < self.letters.len() && (!is_soft || self.letters[end] != '"');
        self.at = end + usize::from(is_closed);
        let text = self.letters[start..end].iter().collect();
        let within = if is_closed { self.distance()? } else { None };
        Ok(Quote { text, start, is_exact, is_soft, within })
    }

    /// The number behind the `~` here, if one is here.
    fn distance(&mut self) -> Result<Option<u32>, Wrong> {
        if self.peek(0) != Some('~') {
            return Ok(None);
        }
        let tilde = self.at;
        let end = self.position(tilde + 1, |letter| !letter.is_ascii_digit());
        self.at = end;
        let digits: String = self.letters[tilde + 1..end].iter().collect();
        match digits.parse::<u32>() {
            _ if digits.is_empty() => Err((Fault::NoDistance, tilde..tilde + 1)),
            Ok(within) if within <= MAX_WITHIN => Ok(Some(within)),
            _ => Err((Fault::LongDistance { most: MAX_WITHIN }, tilde + 1..end)),
        }
    }

    /// The values of a filter, from behind its colon on: divided by commas, or in brackets.
    fn values(&mut self, field: Field, name: &str) -> Result<Vec<Value>, Wrong> {
        let no_value = |at: usize| (Fault::NoValue(format!("{name}:")), at..at + 1);
        let open = self.at;
        if self.peek(0) == Some('(') && field != Field::Title {
            self.at += 1;
            let mut values = Vec::new();
            loop {
                match self.peek(0) {
                    None => return Err((Fault::OpenBracket, open..open + 1)),
                    Some(')') => break,
                    Some(letter) if letter.is_whitespace() || letter == ',' => self.at += 1,
                    Some(_) => match self.value()? {
                        Some(Value::Bare(text, _)) if matches!(text.as_str(), "OR" | "|") => {}
                        Some(value) => values.push(value),
                        None => return Err(no_value(self.at)),
                    },
                }
            }
            self.at += 1;
            return if values.is_empty() { Err(no_value(open)) } else { Ok(values) };
        }
        let mut values = Vec::new();
        loop {
            values.push(self.value()?.ok_or_else(|| no_value(self.at))?);
            if self.peek(0) != Some(',') {
                return Ok(values);
            }
            self.at += 1;
        }
    }

    fn value(&mut self) -> Result<Option<Value>, Wrong> {
        match self.peek(0) {
            Some('=') if self.peek(1).is_some_and(is_quote) => self.quote().map(Value::Quoted).map(Some),
            Some(letter) if is_quote(letter) => self.quote().map(Value::Quoted).map(Some),
            _ => {
                let start = self.at;
                self.at = self.position(start, |letter| ends_chunk(letter) || letter == ',');
                let text: String = self.letters[start..self.at].iter().collect();
                Ok((!text.is_empty()).then_some(Value::Bare(text, start)))
            }
        }
    }
}
