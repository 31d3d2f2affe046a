//! The words of a text as the search for names sees them: capitals, initials, what each could be, and how it is joined to the next.

use super::register::{Given, given};
use super::shape::{Patronymic, has_kazakh_end, may_be_patronymic, patronymic, surname};
use crate::redact::cue::Cue;
use crate::skeleton;
use crate::token::{each_token, normal};

/// How two words stand beside each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Joint {
    /// Spaces on one line.
    Plain,
    /// A full stop, with or without a space: what follows an initial.
    Stop,
    /// Anything else.
    Apart,
}

/// One word.
#[derive(Debug)]
pub(crate) struct Piece {
    /// Byte offset of its beginning.
    pub start: usize,
    /// Byte offset of its end.
    pub end: usize,
    /// Its normal form, of words that have a capital or could be a patronymic; else empty.
    pub normal: String,
    /// The skeleton of that.
    pub folded: String,
    /// Whether it begins with a capital.
    pub is_capital: bool,
    /// Whether it is one capital letter.
    pub is_initial: bool,
    /// Whether it is a first name.
    pub given: Option<Given>,
    /// Whether it is a patronymic.
    pub patronymic: Option<Patronymic>,
    /// Whether it is shaped like a surname.
    pub is_surname: bool,
    /// How it is joined to the next word.
    pub joint: Joint,
}

impl Piece {
    /// Whether it opens a sentence, holds an office or otherwise is no part of a name.
    pub(crate) fn is_other(&self) -> bool {
        [
            Cue::Opening,
            Cue::Title,
            Cue::Private,
            Cue::Street,
            Cue::Named,
            Cue::Organisation,
            Cue::After,
            Cue::Place,
            Cue::Phone,
            Cue::Identity,
        ]
        .into_iter()
        .any(|cue| cue.is(&self.folded))
    }

    /// Whether it could be part of a name if its neighbours are: a capital and nothing against it.
    pub(crate) fn may_be_name(&self) -> bool {
        self.is_capital && !self.is_initial && (self.given.is_some() || self.is_surname || !self.is_other())
    }
}

/// The words of `text`.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(text.len() / 12 + 1);
    each_token(text, |token| {
        if let Some(last) = pieces.last_mut() {
            last.joint = joint(&text[last.end..token.start]);
        }
        pieces.push(read(token.surface, token.start, token.end));
    });
    pieces
}

fn joint(gap: &str) -> Joint {
    match gap {
        " " | "  " | "\u{a0}" => Joint::Plain,
        "." | ". " | ".\u{a0}" => Joint::Stop,
        _ => Joint::Apart,
    }
}

fn read(surface: &str, start: usize, end: usize) -> Piece {
    let mut letters = surface.chars();
    let first = letters.next().unwrap_or(' ');
    let is_capital = !first.is_ascii_digit() && first.is_uppercase();
    let mut piece = Piece {
        start,
        end,
        normal: String::new(),
        folded: String::new(),
        is_capital,
        is_initial: is_capital && letters.as_str().is_empty(),
        given: None,
        patronymic: None,
        is_surname: false,
        joint: Joint::Apart,
    };
    if piece.is_initial || !(is_capital || may_be_patronymic(surface)) {
        return piece;
    }
    piece.normal = normal(surface);
    let may = !is_capital || may_be_patronymic(&piece.normal);
    piece.patronymic = if may { patronymic(&piece.normal) } else { None };
    if !is_capital {
        piece.patronymic = piece.patronymic.filter(|patronymic| *patronymic == Patronymic::Surely);
        return piece;
    }
    piece.folded = skeleton(&piece.normal);
    let first_part = piece.normal.split_once('-').map(|(first, _)| skeleton(first));
    piece.given = given(&piece.folded).or_else(|| first_part.and_then(|first| given(&first)));
    piece.is_surname = surname(&piece.normal).is_some() || has_kazakh_end(&piece.folded);
    if (piece.given.is_some() || piece.is_surname) && Cue::Place.is(&piece.folded) {
        piece.given = None;
        piece.is_surname = false;
    }
    piece
}
