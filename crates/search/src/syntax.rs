//! Takes the text of a query and gives its meaning as a [`Clause`], or says at which character it cannot be read. It knows
//! nothing of the index, of languages or of stems.
//!
//! ```text
//! any   = list { OR list }
//! list  = { [ NOT | - ] all }             words side by side
//! all   = one { AND one }                 binds closer than standing side by side
//! one   = ( any ) | "phrase" | «phrase» | field:value | prefix* | word
//! ```
//!
//! Operators are Latin capitals only: Russian `НЕ` and `И` would turn a complaint typed in capitals (`ЛИФТ НЕ РАБОТАЕТ`)
//! into its opposite. Guillemets and curly quotes are what phones and documents put around titles by themselves; such a
//! phrase is preferred, not demanded, and may stay open. A minus is an exclusion only before a letter, a quote or a
//! bracket: `-30` is a temperature.

use crate::query::Syntax;
use crate::{Error, Result};

/// The meaning of a query or of a part of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Clause {
    /// A word as typed.
    Word(String),
    /// The beginning of words.
    Prefix(String),
    /// Words that stand one after another.
    Phrase(Vec<String>),
    /// Words that had better stand one after another.
    Title(Vec<String>),
    /// A filter; `at` is where its value begins, in characters.
    Field { field: FieldName, value: String, at: usize },
    /// What must not be.
    Not(Box<Clause>),
    /// All of them.
    All(Vec<Clause>),
    /// At least one of them.
    Any(Vec<Clause>),
    /// Side by side: ranked, the more the better.
    List(Vec<Clause>),
}

/// A filter that can be typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FieldName {
    Language,
    Region,
    Category,
    Source,
    Kind,
}

const FIELDS: [(&str, FieldName); 6] = [
    ("lang", FieldName::Language),
    ("language", FieldName::Language),
    ("region", FieldName::Region),
    ("category", FieldName::Category),
    ("source", FieldName::Source),
    ("kind", FieldName::Kind),
];

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
        return Ok(Clause::List(words(text).into_iter().take(MAX_WORDS).map(Clause::Word).collect()));
    }
    let mut parser = Parser { lexemes: lex(text)?, next: 0, words: 0 };
    let clause = parser.any(0)?;
    match parser.lexemes.get(parser.next) {
        Some((at, _)) => Err(wrong(*at, "`)` without its `(`")),
        None => Ok(clause),
    }
}

/// The words in a stretch of a query.
fn words(text: &str) -> Vec<String> {
    dauys_text::tokens(text).into_iter().map(|token| token.surface.to_owned()).collect()
}

fn wrong(at: usize, message: impl Into<String>) -> Error {
    Error::Syntax { message: message.into(), at }
}

#[derive(PartialEq, Eq, Debug)]
enum Lexeme {
    Open,
    Close,
    And,
    Or,
    Not,
    Quote(String),
    Title(String),
    Field(FieldName, String),
    Chunk(String),
}

fn is_title_quote(letter: char) -> bool {
    matches!(letter, '«' | '»' | '“' | '”' | '„' | '‟')
}

fn ends_chunk(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '(' | ')' | '"') || is_title_quote(letter)
}

/// Divides a query. Each lexeme comes with the character it begins at.
fn lex(text: &str) -> Result<Vec<(usize, Lexeme)>> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let start = at;
        let lexeme = match letters[at] {
            letter if letter.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => {
                at += 1;
                Lexeme::Open
            }
            ')' => {
                at += 1;
                Lexeme::Close
            }
            '"' => Lexeme::Quote(quoted(&letters, &mut at)?),
            letter if is_title_quote(letter) => {
                let end = position(&letters, at + 1, |letter| is_title_quote(letter) || letter == '"');
                let inner = letters[at + 1..end].iter().collect();
                at = if letters.get(end).is_some_and(|letter| is_title_quote(*letter)) {
                    end + 1
                } else {
                    end
                };
                Lexeme::Title(inner)
            }
            '-' if letters.get(at + 1).is_some_and(|next| {
                next.is_alphabetic() || matches!(next, '(' | '"') || is_title_quote(*next)
            }) =>
            {
                at += 1;
                Lexeme::Not
            }
            _ => {
                at = position(&letters, at, ends_chunk);
                let chunk: String = letters[start..at].iter().collect();
                match chunk.as_str() {
                    "AND" => Lexeme::And,
                    "OR" => Lexeme::Or,
                    "NOT" => Lexeme::Not,
                    _ => match field(&chunk, start)? {
                        None => Lexeme::Chunk(chunk),
                        Some((name, value)) if !value.is_empty() => Lexeme::Field(name, value),
                        Some((name, _)) if letters.get(at) == Some(&'"') => {
                            Lexeme::Field(name, quoted(&letters, &mut at)?)
                        }
                        Some(_) => return Err(wrong(at, format!("`{chunk}` without a value"))),
                    },
                }
            }
        };
        found.push((start, lexeme));
    }
    Ok(found)
}

fn position(letters: &[char], from: usize, is_end: impl Fn(char) -> bool) -> usize {
    letters[from..].iter().position(|letter| is_end(*letter)).map_or(letters.len(), |found| from + found)
}

/// What stands between the quote at `at` and its fellow; `at` moves behind it.
fn quoted(letters: &[char], at: &mut usize) -> Result<String> {
    let start = *at;
    let end = position(letters, start + 1, |letter| letter == '"');
    if end == letters.len() {
        return Err(wrong(start, "the quote is not closed"));
    }
    *at = end + 1;
    Ok(letters[start + 1..end].iter().collect())
}

/// The filter a chunk such as `lang:kk` asks for. A colon after anything but a field's name is punctuation, unless the
/// name is nearly that of a field.
fn field(chunk: &str, at: usize) -> Result<Option<(FieldName, String)>> {
    let Some((name, value)) = chunk.split_once(':') else { return Ok(None) };
    let name = name.to_ascii_lowercase();
    if let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == name) {
        return Ok(Some((*field, value.to_owned())));
    }
    let near = FIELDS.iter().find(|(known, _)| known.len() > 4 && strsim::levenshtein(known, &name) <= 2);
    match near {
        Some((known, _)) if !value.is_empty() => {
            Err(wrong(at, format!("no filter `{name}:`; did you mean `{known}:`?")))
        }
        _ => Ok(None),
    }
}

struct Parser {
    lexemes: Vec<(usize, Lexeme)>,
    next: usize,
    words: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Lexeme> {
        self.lexemes.get(self.next).map(|(_, lexeme)| lexeme)
    }

    fn any(&mut self, depth: usize) -> Result<Clause> {
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

    fn list(&mut self, depth: usize) -> Result<Clause> {
        let mut items = Vec::new();
        loop {
            match self.peek() {
                None | Some(Lexeme::Close | Lexeme::Or) => return Ok(Clause::List(items)),
                Some(Lexeme::Not) => {
                    self.next += 1;
                    match self.all(depth)? {
                        Clause::List(nothing) if nothing.is_empty() => {
                            return Err(wrong(self.lexemes[self.next - 1].0, "nothing to exclude"));
                        }
                        clause => items.push(Clause::Not(Box::new(clause))),
                    }
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

    fn all(&mut self, depth: usize) -> Result<Clause> {
        let mut sides = vec![self.one(depth)?];
        while self.peek() == Some(&Lexeme::And) {
            self.side(&sides[sides.len() - 1], "AND")?;
            if self.peek() == Some(&Lexeme::Not) {
                self.next += 1;
                sides.push(Clause::Not(Box::new(self.one(depth)?)));
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
    fn side(&mut self, left: &Clause, operator: &str) -> Result<()> {
        let at = self.lexemes[self.next].0;
        if is_nothing(left) {
            return Err(wrong(at, format!("`{operator}` with nothing before it")));
        }
        self.next += 1;
        Ok(())
    }

    fn side_after(&self, right: &Clause, operator: &str) -> Result<()> {
        if is_nothing(right) {
            let at = self.lexemes[self.next.min(self.lexemes.len()) - 1].0;
            return Err(wrong(at, format!("`{operator}` with nothing after it")));
        }
        Ok(())
    }

    fn one(&mut self, depth: usize) -> Result<Clause> {
        let nothing = || Clause::List(Vec::new());
        let Some((at, lexeme)) = self.lexemes.get(self.next) else { return Ok(nothing()) };
        let at = *at;
        let clause = match lexeme {
            Lexeme::Open => {
                if depth == MAX_DEPTH {
                    return Err(wrong(at, "brackets lie too deep"));
                }
                self.next += 1;
                let inner = self.any(depth + 1)?;
                if self.peek() != Some(&Lexeme::Close) {
                    return Err(wrong(at, "the bracket is not closed"));
                }
                inner
            }
            // For the caller to deal with.
            Lexeme::Close | Lexeme::And | Lexeme::Or | Lexeme::Not => {
                return if *lexeme == Lexeme::And {
                    Err(wrong(at, "`AND` with nothing before it"))
                } else {
                    Ok(nothing())
                };
            }
            Lexeme::Quote(inner) => phrase(words(inner), Clause::Phrase),
            Lexeme::Title(inner) => phrase(words(inner), Clause::Title),
            Lexeme::Field(field, value) => Clause::Field { field: *field, value: value.clone(), at },
            Lexeme::Chunk(chunk) => {
                let mut found = words(chunk);
                match (chunk.ends_with('*'), found.len()) {
                    (true, 1) if found[0].chars().count() < MIN_BEGINNING => {
                        return Err(wrong(at, format!("`*` needs {MIN_BEGINNING} letters before it")));
                    }
                    (true, 1) => Clause::Prefix(found.remove(0)),
                    (_, 1) => Clause::Word(found.remove(0)),
                    _ => Clause::List(found.into_iter().map(Clause::Word).collect()),
                }
            }
        };
        self.next += 1;
        self.words += match &clause {
            Clause::Word(_) | Clause::Prefix(_) => 1,
            Clause::Phrase(words) | Clause::Title(words) => words.len(),
            _ => 0,
        };
        if self.words > MAX_WORDS {
            return Err(wrong(at, format!("more than {MAX_WORDS} words")));
        }
        Ok(clause)
    }
}

fn is_nothing(clause: &Clause) -> bool {
    matches!(clause, Clause::List(items) if items.is_empty())
}

/// A phrase of one word is that word.
fn phrase(words: Vec<String>, many: impl Fn(Vec<String>) -> Clause) -> Clause {
    if words.len() < 2 { Clause::List(words.into_iter().map(Clause::Word).collect()) } else { many(words) }
}

fn only(mut sides: Vec<Clause>, many: impl Fn(Vec<Clause>) -> Clause) -> Clause {
    if sides.len() == 1 { sides.remove(0) } else { many(sides) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The meaning written shortly: `a b` a list, `&` all, `|` any.
    fn short(clause: &Clause) -> String {
        let join = |inner: &[Clause], by: &str| inner.iter().map(short).collect::<Vec<_>>().join(by);
        match clause {
            Clause::Word(word) => word.clone(),
            Clause::Prefix(word) => format!("{word}*"),
            Clause::Phrase(words) => format!("'{}'", words.join(" ")),
            Clause::Title(words) => format!("«{}»", words.join(" ")),
            Clause::Field { field, value, .. } => format!("{field:?}={value}"),
            Clause::Not(inner) => format!("!{}", short(inner)),
            Clause::All(inner) => format!("<{}>", join(inner, " & ")),
            Clause::Any(inner) => format!("<{}>", join(inner, " | ")),
            Clause::List(inner) => format!("[{}]", join(inner, " ")),
        }
    }

    fn check(query: &str, expected: &str) {
        let read = match parse(query, Syntax::Full) {
            Ok(clause) => short(&clause),
            Err(Error::Syntax { message, at }) => format!("{at}: {message}"),
            Err(other) => other.to_string(),
        };
        assert_eq!(read, expected, "{query}");
    }

    #[test]
    fn words_stand_side_by_side() {
        check("су жоқ", "[су жоқ]");
        check("  ", "[]");
        check("Кто, где?! — когда", "[Кто где когда]");
        check("свет,вода", "[свет вода]");
        check("Вопрос: нет воды", "[Вопрос нет воды]");
        check("в 22:15 -30 градусов", "[в 22 15 30 градусов]");
        check("Нур-Султан", "[Нур-Султан]");
    }

    #[test]
    fn operators_bind_as_people_mean_them() {
        check("нет воды OR су жоқ", "<[нет воды] | [су жоқ]>");
        check("a b AND c d", "[a <b & c> d]");
        check("(вода OR свет) нет", "[<[вода] | [свет]> нет]");
        check("вода -горячая NOT холодная", "[вода !горячая !холодная]");
        check("вода AND NOT горячая", "[<вода & !горячая>]");
        check("-\"нет воды\" -(a b)", "[!'нет воды' ![a b]]");
        check("ЛИФТ НЕ РАБОТАЕТ", "[ЛИФТ НЕ РАБОТАЕТ]");
        check("()", "[]");
    }

    #[test]
    fn phrases_prefixes_and_filters() {
        check("\"нет воды\" водоснаб*", "['нет воды' водоснаб*]");
        check("«нет воды» свет", "[«нет воды» свет]");
        check("«нет воды", "[«нет воды»]");
        check("ғасырдағы”Роланд туралы жыр” қай", "[ғасырдағы «Роланд туралы жыр» қай]");
        check("\"воды\"", "[воды]");
        check("LANG:kk region:\"Алматы облысы\" су", "[Language=kk Region=Алматы облысы су]");
        check("category:hcs/water", "[Category=hcs/water]");
    }

    #[test]
    fn errors_point_at_the_character() {
        check("су \"жоқ", "3: the quote is not closed");
        check("су (жоқ", "3: the bracket is not closed");
        check("су) жоқ", "2: `)` without its `(`");
        check("OR су", "0: `OR` with nothing before it");
        check("су AND", "3: `AND` with nothing after it");
        check("су OR", "3: `OR` with nothing after it");
        check("AND су", "0: `AND` with nothing before it");
        check("су NOT", "3: nothing to exclude");
        check("lang: kk", "5: `lang:` without a value");
        check("су categry:hcs", "3: no filter `categry:`; did you mean `category:`?");
        check("нет в*", "4: `*` needs 2 letters before it");
        check(&"(".repeat(21), "20: brackets lie too deep");
    }

    proptest! {
        #[test]
        fn anything_can_be_typed(query in "[а-яa-z\"«»()*: -]{0,40}|(AND |OR |NOT |\\(|\\)|\"|су |-|lang:|\\*){0,30}|\\PC{0,30}") {
            let length = query.chars().count();
            if let Err(Error::Syntax { at, .. }) = parse(&query, Syntax::Full) {
                prop_assert!(at <= length);
            }
            prop_assert!(parse(&query, Syntax::Plain).is_ok());
        }
    }
}
