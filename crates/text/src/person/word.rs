//! What one word of a query is. Takes the word as typed and says whether it is a name, may be one, stands beside one, or is any other
//! word.

use std::borrow::Cow;

use super::Asked;
use super::aside::{is_aside, is_beside};
use super::beginning::begins_a_name;
use super::elsewhere::{is_elsewhere, is_office};
pub(crate) use super::names::Kind;
use super::names::{kind, of_dictionary};
use crate::skeleton;
use crate::token::normal;

/// What a word is to a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    /// A name and nothing else.
    Name(Kind),
    /// A name, and a place, a body or a usual word as well.
    Perhaps(Kind),
    /// Nothing by itself: an initial, a stop word, a form of address, a date.
    Aside,
    /// Any other word.
    Other,
}

/// The longest word, in bytes, that is looked at: names are shorter.
const LONGEST: usize = 160;

/// Reads a word.
pub(crate) fn read(asked: Asked) -> Part {
    if asked.word.len() > LONGEST {
        return Part::Other;
    }
    let normal = normal(asked.word).replace('ё', "е");
    let whole = read_whole(&normal);
    if !asked.is_beginning || matches!(whole, Part::Name(_)) {
        return whole;
    }
    match begins_a_name(&normal) {
        true => Part::Name(Kind::Surname),
        false if whole == Part::Aside => Part::Other,
        false => whole,
    }
}

fn read_whole(normal: &str) -> Part {
    match read_one(normal) {
        Part::Other if normal.contains('-') => read_parts(normal),
        part => part,
    }
}

/// A word of several parts is a name when each part is or may be one: «Салтыкова-Щедрина».
fn read_parts(normal: &str) -> Part {
    let mut found = Part::Aside;
    for part in normal.split('-').filter(|part| !part.is_empty()) {
        match (read_one(part), found) {
            (Part::Name(kind), _) => found = Part::Name(kind),
            (Part::Perhaps(kind), Part::Aside) => found = Part::Perhaps(kind),
            (Part::Perhaps(_), _) => {}
            (Part::Aside | Part::Other, _) => return Part::Other,
        }
    }
    found
}

fn read_one(normal: &str) -> Part {
    let latin = spelled(normal);
    let folded = skeleton(&latin);
    if is_aside(&latin) {
        return Part::Aside;
    }
    let is_beside = is_beside(&folded);
    if is_residents(&folded) || is_beside && of_dictionary(&latin).is_none() {
        return if is_beside && !is_residents(&folded) { Part::Aside } else { Part::Other };
    }
    match kind(&latin, &folded) {
        Some(kind) if !is_elsewhere(&latin, &folded, kind) => Part::Name(kind),
        _ if is_beside => Part::Aside,
        Some(kind) if !is_office(&folded) => Part::Perhaps(kind),
        _ => Part::Other,
    }
}

/// Whether a word in skeleton letters speaks of the people of a place, or of what is named after someone.
fn is_residents(folded: &str) -> bool {
    folded == "ым" || ["жытел", "тургын"].iter().any(|residents| folded.starts_with(residents))
}

/// A word in Latin letters without the `y` that some write before `e`: «Yerlan», «Nazarbayev».
fn spelled(normal: &str) -> Cow<'_, str> {
    match normal.is_ascii() && normal.contains("ye") {
        true => Cow::Owned(normal.replace("ye", "e")),
        false => Cow::Borrowed(normal),
    }
}
