//! Queries that are only a number, an address or a handle of a person. Takes what a query looks for as it was typed and says
//! what it is. What counts as private is what redaction hides.

use super::word::{Part, read};
use super::{Asked, Refused};
use crate::redact::{Cue, Mark, cues, hidden};
use crate::skeleton;
use crate::token::{normal, tokens};

/// The longest query, in bytes, that may be only a sign.
const LONGEST: usize = 400;

/// Words that say what a number is.
const NAMING: [Cue; 8] =
    [Cue::Phone, Cue::Identity, Cue::Paper, Cue::Card, Cue::Account, Cue::Plate, Cue::Number, Cue::Company];

/// What a text is, if it is nothing but such a sign, with words beside it that add no matter.
pub fn only_a_sign(text: &str) -> Option<Refused> {
    let text = text.trim();
    if text.len() > LONGEST
        || !text.contains(|letter: char| letter.is_ascii_digit() || "@/.".contains(letter))
    {
        return None;
    }
    let mut rest = String::with_capacity(text.len());
    let mut first = None;
    let mut at = 0;
    for span in hidden(text) {
        let Some(sign) = sign(span.mark, &text[span.range.clone()]) else { continue };
        first = first.or(Some(sign));
        rest.push_str(&text[at..span.range.start]);
        rest.push(' ');
        at = span.range.end;
    }
    let sign = first?;
    rest.push_str(&text[at..]);
    let is_bare = tokens(&rest).iter().all(|token| {
        !matches!(read(Asked::word(token.surface)), Part::Other | Part::Perhaps(_))
            || cues(&skeleton(&normal(token.surface))).has_any(&NAMING)
    });
    is_bare.then_some(sign)
}

fn sign(mark: Mark, surface: &str) -> Option<Refused> {
    match mark {
        Mark::Phone => Some(Refused::Phone),
        Mark::Email => Some(Refused::Mail),
        Mark::Iin | Mark::Card | Mark::Iban | Mark::Plate => Some(Refused::Number),
        Mark::Name if surface.contains(['@', '/', '_']) => Some(Refused::Handle),
        Mark::Name | Mark::Address => None,
    }
}
