//! Puts the parts of a query together as its operators and brackets say.

use std::ops::Range;

use super::lexer::{Lexeme, Quote, Value, lex};
use super::value::Filter;
use super::{Clause, Field, Form, MAX_NEAR, Phrase, Word, Wrong};
use crate::fault::Fault;
use crate::query::Syntax;
use crate::{Error, Result};

/// Brackets may lie in brackets this deep; more is a slip or an attack on the stack.
const MAX_DEPTH: usize = 20;
/// Words a query may have. A question rarely has thirty; a pasted article is no query.
const MAX_WORDS: usize = 200;
/// Letters before a `*`: fewer would look up a good part of the index.
const MIN_BEGINNING: usize = 2;

/// Reads a query. An empty list means that nothing is looked for.
///
/// # Errors
///
/// [`Error::Syntax`], and under [`Syntax::Plain`] none.
pub(crate) fn parse(text: &str, syntax: Syntax) -> Result<Clause> {
    if syntax == Syntax::Plain {
        let words = dauys_text::tokens(text).into_iter().take(MAX_WORDS);
        return Ok(Clause::List(words.map(|token| Clause::Word(word(token.surface, Form::Any))).collect()));
    }
    read(text).map_err(|(fault, at)| Error::Syntax { fault, at })
}

fn read(text: &str) -> std::result::Result<Clause, Wrong> {
    let mut parser = Parser { lexemes: lex(text)?, next: 0, words: 0 };
    let clause = parser.any(0)?;
    match parser.lexemes.get(parser.next) {
        Some((at, _)) => Err((Fault::StrayBracket, at.clone())),
        None if clause.is_nothing() && !text.trim().is_empty() => {
            // Everything would be a strange answer to `???`.
            Err((Fault::NoWord, 0..text.chars().count()))
        }
        None => Ok(clause),
    }
}

/// A word; the names of operators in small letters, so that they are never taken for one when written again.
fn word(text: &str, form: Form) -> Word {
    let text = if matches!(text, "AND" | "OR" | "NOT") { text.to_lowercase() } else { text.to_owned() };
    Word { text, form }
}

/// The words in a stretch of a query that begins at the character `start`.
fn words(text: &str, start: usize, is_exact: bool) -> std::result::Result<Vec<Word>, Wrong> {
    let mut found = Vec::new();
    for token in dauys_text::tokens(text) {
        let mut behind = text[token.end..].chars();
        let is_beginning =
            behind.next() == Some('*') && behind.next().is_none_or(|next| !next.is_alphanumeric());
        let before = text[..token.start].strip_suffix('=');
        let is_exact = is_exact
            || before.is_some_and(|before| {
                before.chars().next_back().is_none_or(|letter| letter.is_whitespace() || letter == ',')
            });
        let at = || {
            let first = start + text[..token.start].chars().count();
            first..first + token.surface.chars().count() + 1
        };
        let form = match (is_exact, is_beginning) {
            (true, true) => return Err((Fault::ExactBeginning, at())),
            (false, true) if token.surface.chars().count() < MIN_BEGINNING => {
                return Err((Fault::ShortBeginning { least: MIN_BEGINNING }, at()));
            }
            (true, false) => Form::Exact,
            (false, true) => Form::Beginning,
            (false, false) => Form::Any,
        };
        found.push(word(token.surface, form));
    }
    Ok(found)
}

struct Parser {
    lexemes: Vec<(Range<usize>, Lexeme)>,
    next: usize,
    words: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Lexeme> {
        self.lexemes.get(self.next).map(|(_, lexeme)| lexeme)
    }

    fn any(&mut self, depth: usize) -> std::result::Result<Clause, Wrong> {
        let mut sides = vec![self.list(depth)?];
        while self.peek() == Some(&Lexeme::Or) {
            self.side(&sides[sides.len() - 1], "OR")?;
            sides.push(self.list(depth)?);
        }
        if sides.len() > 1 {
            self.side_after(&sides[sides.len() - 1], "OR")?;
        }
        Ok(only(sides, Clause::Any))
    }

    fn list(&mut self, depth: usize) -> std::result::Result<Clause, Wrong> {
        let mut items = Vec::new();
        loop {
            match self.peek() {
                None | Some(Lexeme::Close | Lexeme::Or) => return Ok(Clause::List(items)),
                Some(Lexeme::Not) => {
                    let not = self.lexemes[self.next].0.clone();
                    self.next += 1;
                    let clause = self.all(depth)?;
                    if clause.is_nothing() {
                        return Err((Fault::NothingToExclude, not));
                    }
                    items.push(Clause::Not(Box::new(clause)));
                }
                Some(_) => match self.all(depth)? {
                    // A chunk of several words, or of none.
                    Clause::List(inner) if inner.iter().all(|one| matches!(one, Clause::Word(_))) => {
                        items.extend(inner);
                    }
                    clause => items.push(clause),
                },
            }
        }
    }

    fn all(&mut self, depth: usize) -> std::result::Result<Clause, Wrong> {
        let mut sides = vec![self.one(depth)?];
        while self.peek() == Some(&Lexeme::And) {
            self.side(&sides[sides.len() - 1], "AND")?;
            if self.peek() == Some(&Lexeme::Not) {
                self.next += 1;
                let side = self.one(depth)?;
                self.side_after(&side, "AND")?;
                sides.push(Clause::Not(Box::new(side)));
            } else {
                sides.push(self.one(depth)?);
            }
        }
        if sides.len() > 1 {
            self.side_after(&sides[sides.len() - 1], "AND")?;
        }
        Ok(only(sides, Clause::All))
    }

    /// Steps over an operator whose left side is `left`.
    fn side(&mut self, left: &Clause, operator: &'static str) -> std::result::Result<(), Wrong> {
        if left.is_nothing() {
            return Err((Fault::NothingBefore(operator), self.lexemes[self.next].0.clone()));
        }
        self.next += 1;
        Ok(())
    }

    fn side_after(&self, right: &Clause, operator: &'static str) -> std::result::Result<(), Wrong> {
        if right.is_nothing() {
            let at = self.lexemes[self.next.min(self.lexemes.len()) - 1].0.clone();
            return Err((Fault::NothingAfter(operator), at));
        }
        Ok(())
    }

    fn one(&mut self, depth: usize) -> std::result::Result<Clause, Wrong> {
        let nothing = || Clause::List(Vec::new());
        let Some((at, lexeme)) = self.lexemes.get(self.next) else { return Ok(nothing()) };
        let at = at.clone();
        let clause = match lexeme {
            Lexeme::Open => {
                if depth == MAX_DEPTH {
                    return Err((Fault::Deep, at));
                }
                self.next += 1;
                let inner = self.any(depth + 1)?;
                if self.peek() != Some(&Lexeme::Close) {
                    return Err((Fault::OpenBracket, at));
                }
                self.next += 1;
                return Ok(unwrapped(inner));
            }
            // For the caller to deal with.
            Lexeme::And => return Err((Fault::NothingBefore("AND"), at)),
            Lexeme::Close | Lexeme::Or | Lexeme::Not => return Ok(nothing()),
            Lexeme::Quote(quote) => quoted(quote)?,
            Lexeme::Field { field: Field::Title, name, values } => Clause::Title(titles(name, values)?),
            Lexeme::Field { field, name, values } => {
                let texts: Vec<&str> = values.iter().map(Value::text).collect();
                let filter = Filter::read(*field, name, &texts);
                Clause::Filter(filter.map_err(|(value, fault)| (fault, values[value].at()))?)
            }
            Lexeme::Chunk(chunk) => list_of(words(chunk, at.start, false)?),
        };
        self.next += 1;
        self.words += count(&clause);
        if self.words > MAX_WORDS {
            return Err((Fault::ManyWords { most: MAX_WORDS }, at));
        }
        Ok(clause)
    }
}

/// A phrase, or where it has but one word that word.
fn quoted(quote: &Quote) -> std::result::Result<Clause, Wrong> {
    let words = words(&quote.text, quote.start, quote.is_exact)?;
    Ok(match words.len() {
        0 | 1 => list_of(words),
        _ if quote.is_soft && !quote.is_exact && quote.within.is_none() => Clause::Preferred(words),
        many if quote.within.is_some() && many > MAX_NEAR => {
            let length = quote.text.chars().count();
            return Err((Fault::ManyNear { most: MAX_NEAR }, quote.start..quote.start + length));
        }
        _ => Clause::Phrase(Phrase { words, within: quote.within }),
    })
}

/// What is looked for in titles: a value of several words is a phrase.
fn titles(name: &str, values: &[Value]) -> std::result::Result<Vec<Clause>, Wrong> {
    let mut found: Vec<Clause> = Vec::new();
    for value in values {
        let clause = match value {
            Value::Quoted(quote) => quoted(quote)?,
            Value::Bare(text, start) => match words(text, *start, false)? {
                words if words.len() < 2 => list_of(words),
                words => Clause::Phrase(Phrase { words, within: None }),
            },
        };
        let clause = match clause {
            Clause::Preferred(words) => Clause::Phrase(Phrase { words, within: None }),
            nothing if nothing.is_nothing() => {
                return Err((Fault::NoValue(format!("{name}:")), value.at()));
            }
            clause => clause,
        };
        if !found.contains(&clause) {
            found.push(clause);
        }
    }
    Ok(found)
}

/// Words side by side; a single one is itself.
fn list_of(words: Vec<Word>) -> Clause {
    only(words.into_iter().map(Clause::Word).collect(), Clause::List)
}

/// What stood in brackets: a list of one is that one, unless it excludes.
fn unwrapped(clause: Clause) -> Clause {
    match clause {
        Clause::List(mut items) if items.len() == 1 && !matches!(items[0], Clause::Not(_)) => items.remove(0),
        clause => clause,
    }
}

fn only(mut sides: Vec<Clause>, many: impl Fn(Vec<Clause>) -> Clause) -> Clause {
    if sides.len() == 1 { sides.remove(0) } else { many(sides) }
}

/// How many words a clause without brackets has.
fn count(clause: &Clause) -> usize {
    match clause {
        Clause::Word(_) => 1,
        Clause::Phrase(phrase) => phrase.words.len(),
        Clause::Preferred(words) => words.len(),
        Clause::Title(inner) | Clause::List(inner) => inner.iter().map(count).sum(),
        _ => 0,
    }
}
