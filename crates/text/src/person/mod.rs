//! Takes what a query looks for and says whether that is nothing but a person: a name, or a telephone, a number of an identity paper,
//! an address or a handle that belongs to one. Such a query is refused: this program is about problems, never about persons.
//!
//! A word is a name, perhaps a name, something beside a name (initials, «господин», «кто такой», stop words, dates), or any other
//! word. A query is only a name when it holds no other word and at least one that is nothing but a name, or two that make a name
//! together («Роза Ким»). What is also a place, a body, an office or a usual word is at most perhaps a name, and a word of an
//! office beside a name is another word: when in doubt, the query is answered.

mod aside;
mod beginning;
mod elsewhere;
mod names;
mod sign;
mod word;
mod wording;

use crate::place::is_place_name;
use crate::redact::names::is_remembered_pair;
use crate::token::normal;
pub use sign::only_a_sign;
use word::{Kind, Part, read};

/// What a refused query looks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Refused {
    /// A person's name.
    Name,
    /// The handle or profile of a person.
    Handle,
    /// A telephone.
    Phone,
    /// An e-mail address.
    Mail,
    /// A number of an identity paper, a bank card, an account or a car.
    Number,
}

/// A word that a query looks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked<'a> {
    /// The word as typed.
    pub word: &'a str,
    /// Whether any word is meant that begins so.
    pub is_beginning: bool,
}

impl<'a> Asked<'a> {
    /// A whole word.
    pub fn word(word: &'a str) -> Self {
        Self { word, is_beginning: false }
    }
}

/// How much one query is worth refusing: the greater of several alternatives decides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Leaning {
    /// There is no word, or one that is no name.
    Elsewhere,
    /// Nothing but words that may be names and may be something else.
    Perhaps,
    /// Nothing but a name.
    Name,
}

/// Whether words that must be met together are only a person's name.
///
/// The words are those a query looks for, without filters and without what it excludes.
pub fn only_a_name(words: &[Asked]) -> Option<Refused> {
    (leaning(words) == Leaning::Name).then_some(Refused::Name)
}

/// How near words come to being only a person's name.
pub fn leaning(words: &[Asked]) -> Leaning {
    let mut parts: Vec<(&str, Part)> = Vec::new();
    for asked in words {
        match read(*asked) {
            Part::Other => return Leaning::Elsewhere,
            Part::Aside => {}
            part => parts.push((asked.word, part)),
        }
    }
    if parts.is_empty() || is_remembered(&parts) || is_place(words) {
        return Leaning::Elsewhere;
    }
    let is_sure = parts.iter().any(|(_, part)| matches!(part, Part::Name(_)));
    if is_sure || is_pair(&parts) { Leaning::Name } else { Leaning::Perhaps }
}

/// Whether words are together the name of a place that bears a person's: «Төлеуғали Әбдібеков».
fn is_place(words: &[Asked]) -> bool {
    let normal: Vec<String> = words.iter().map(|asked| normal(asked.word).replace('ё', "е")).collect();
    words.len() > 1 && is_place_name(&normal.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether two words name a person of history, whose name streets and schools bear.
fn is_remembered(parts: &[(&str, Part)]) -> bool {
    let pairs = (1..parts.len()).map(|at| (at - 1, at)).chain([(0, parts.len() - 1)]);
    parts.len() <= 3
        && pairs
            .filter(|(one, two)| one < two)
            .any(|(one, two)| is_remembered_pair(parts[one].0, parts[two].0))
}

/// Whether a first name and a surname stand together, each of which alone may be something else.
fn is_pair(parts: &[(&str, Part)]) -> bool {
    let has = |kind: Kind| parts.iter().any(|(_, part)| *part == Part::Perhaps(kind));
    let is_written_as_name = parts.iter().all(|(word, _)| word.starts_with(char::is_uppercase));
    is_written_as_name && parts.len() <= 3 && has(Kind::Given) && has(Kind::Surname)
}
