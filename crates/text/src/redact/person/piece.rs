//! The words of a text as the search for names sees them: what each of them could be in a name.

use super::case::is_written_case;
use super::register::{Given, given, is_composed, is_family};
use super::shape::{Patronymic, has_kazakh_end, may_be_patronymic, patronymic, surname};
use crate::redact::context::Context;
use crate::redact::cue::{Cue, Cues, cues};
use crate::skeleton;

/// Kinds of words that are no part of a name, though they may have a capital.
const OTHERS: [Cue; 16] = [
    Cue::Opening,
    Cue::Title,
    Cue::Class,
    Cue::Private,
    Cue::Trade,
    Cue::Called,
    Cue::Bearer,
    Cue::Street,
    Cue::Named,
    Cue::Organisation,
    Cue::After,
    Cue::Place,
    Cue::Phone,
    Cue::Identity,
    Cue::Company,
    Cue::Home,
];

/// What one word could be.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Piece {
    /// A first name.
    pub given: Option<Given>,
    /// Of the two parts of a Kazakh first name, though in no register.
    pub is_composed: bool,
    /// A patronymic.
    pub patronymic: Option<Patronymic>,
    /// Shaped like a surname.
    pub is_surname: bool,
    /// Shaped like one by an ending that few other words have.
    pub is_firm: bool,
    /// A surname of a list.
    pub is_family: bool,
    /// A word with a capital, with nothing against its being part of a name if its neighbours are.
    pub may_be_name: bool,
}

impl Piece {
    /// Whether it is a first name or looks like a surname.
    pub(crate) fn is_of_name(&self) -> bool {
        self.given.is_some() || self.is_surname || self.is_family
    }
}

/// What the words of a text could be.
pub(crate) fn pieces(context: &Context) -> Vec<Piece> {
    (0..context.words.len()).map(|word| read(context, word)).collect()
}

fn read(context: &Context, at: usize) -> Piece {
    let word = &context.words[at];
    let mut piece = Piece::default();
    let (normal, folded) = (context.normal(at), context.folded(at));
    if word.is_initial || folded.len() < 4 {
        return piece;
    }
    if !word.is_capital {
        piece.given = given(folded).filter(|_| !word.cues.has(Cue::Opening));
        return piece;
    }
    if may_be_patronymic(normal) {
        piece.patronymic = patronymic(normal);
    }
    piece.given = given(folded);
    if piece.given.is_none()
        && let Some((first, _)) = normal.split_once('-')
        && context.surface(at).split('-').nth(1).is_some_and(|second| second.starts_with(char::is_uppercase))
    {
        piece.given = given(&skeleton(first));
    }
    piece.is_firm = surname(normal).is_some() && is_whole(normal);
    piece.is_family = is_family(folded);
    piece.is_surname = piece.is_firm || piece.is_family || has_kazakh_end(folded);
    let is_city = ["нұр-сұлтан", "нур-султан"].iter().any(|city| normal.starts_with(city));
    // «Әкім Серік …»: the office, though a first name too.
    let is_office = word.cues.has(Cue::Title) && piece.given != Some(Given::Surely);
    if is_city || is_office || (piece.is_of_name() && is_no_name(word.cues, normal)) {
        piece = Piece::default();
    }
    let is_other = word.cues.has_any(&OTHERS);
    if piece.given.is_none() && !piece.is_firm && !is_other && is_composed(folded) {
        piece.given = Some(Given::Surely);
        piece.is_composed = true;
    }
    piece.may_be_name = piece.is_of_name() || !is_other;
    piece
}

/// Whether a word is a place or opens a sentence, and is no surname made of a place: «Алматов».
fn is_no_name(found: Cues, normal: &str) -> bool {
    let is_of_place = || {
        let ends = ["ов", "ев", "ин"].iter();
        let mut bases = ends.filter_map(|end| surname(normal)?.strip_suffix(end));
        bases.any(|base| cues(&skeleton(base)).has(Cue::Place))
    };
    found.has(Cue::Opening) || found.has(Cue::Place) && !is_of_place()
}

/// Whether each part of a word with a hyphen may belong to a surname: «Мамина-Сибиряк» may, «Форт-Шевченко» is a place.
fn is_whole(normal: &str) -> bool {
    let Some((first, second)) = normal.split_once('-') else { return true };
    let is_of_name = |part: &str| surname(part).is_some() || given(&skeleton(part)).is_some();
    is_of_name(first) || is_written_case(second)
}

/// The patronymic that a word in small letters is.
pub(crate) fn small_patronymic(context: &Context, word: usize) -> Option<Patronymic> {
    let normal = context.normal(word);
    if may_be_patronymic(normal) { patronymic(normal) } else { None }
}
