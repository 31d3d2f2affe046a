//! One name alone: a first name that is nothing else, or any name where a word beside it says that it is a person's («көршім
//! Айгүл», «врач Смагулова», «Болат аға»). Takes the words of a text and appends what no longer name holds.

use super::office::is_residents;
use super::register::Given;
use super::shape::is_oblique_adjective;
use super::{Mention, Sight};
use crate::redact::cue::Cue;
use crate::redact::mark::Rule;

/// Appends names that stand alone.
pub(super) fn find(sight: &Sight, mentions: &mut Vec<Mention>) {
    let mut taken = vec![false; sight.pieces.len()];
    mentions.iter().for_each(|mention| taken[mention.words.clone()].fill(true));
    for (at, is_taken) in taken.into_iter().enumerate() {
        if is_taken || sight.is_initial(at) {
            continue;
        }
        let Some(rule) = rule(sight, at) else { continue };
        let is_family = sight.pieces[at].given.is_none();
        mentions.push(Mention {
            words: at..at + 1,
            surname: is_family.then_some(at),
            given: (!is_family).then_some(at),
            rule,
        });
    }
}

fn rule(sight: &Sight, at: usize) -> Option<Rule> {
    let piece = &sight.pieces[at];
    if !sight.is_capital(at) {
        let is_name = piece.given == Some(Given::Surely) && !is_verb(sight.context.normal(at));
        return (is_name && is_after_person(sight, at)).then_some(Rule::Cue);
    }
    let next = |cue: Cue| sight.is_joined(at) && sight.context.words[at + 1].cues.has(cue);
    if piece.given.is_some() && next(Cue::After) {
        return Some(Rule::Cue);
    }
    if next(Cue::Bearer) && (piece.given == Some(Given::Surely) || is_by_name(sight, at)) {
        return Some(Rule::Cue);
    }
    let is_shaped = piece.is_firm && !is_oblique_adjective(sight.context.normal(at));
    if is_after_person(sight, at) {
        let is_resident = is_residents(sight.context, at - 1);
        let is_name = match piece.given {
            Some(Given::Surely) => true,
            Some(Given::Perhaps) => !is_resident,
            None => is_shaped || (!is_resident && (piece.is_surname || piece.is_family)),
        };
        if is_name {
            return Some(Rule::Cue);
        }
    }
    (piece.given == Some(Given::Surely) && !piece.is_composed).then_some(Rule::Register)
}

/// Whether a word in small letters is a form of a Russian verb that a name sounds like: «кондуктор хамит».
fn is_verb(normal: &str) -> bool {
    let lemma = crate::russian::lemma(normal).lemma;
    normal != lemma && ["ть", "ти", "чь", "ться", "тись"].iter().any(|end| lemma.ends_with(end))
}

/// Whether «есімді» follows, which nothing but a name of a person has.
fn is_by_name(sight: &Sight, at: usize) -> bool {
    let follows = sight.context.folded(at + 1).starts_with("есым");
    follows && sight.pieces[at].may_be_name
}

/// Whether a word for a private person, a trade, or «зовут» stands right before word `at`.
pub(super) fn is_after_person(sight: &Sight, at: usize) -> bool {
    let Some(last) = at.checked_sub(1) else { return false };
    let cues = sight.context.words[last].cues;
    let gap = sight.context.gap(last);
    if cues.has(Cue::Called) && matches!(gap, " " | ": " | ":" | " - " | " – " | " — ") {
        return true;
    }
    cues.has_any(&[Cue::Private, Cue::Trade]) && sight.is_joined(last) || is_after_called(sight, last)
}

/// Whether the word of number `last` says of what someone is the author or sender: «автор поста», «заявитель жалобы».
fn is_after_called(sight: &Sight, last: usize) -> bool {
    let things = [Cue::Street, Cue::Organisation, Cue::Named, Cue::Title];
    sight.is_joined(last)
        && !sight.is_capital(last)
        && !sight.context.words[last].cues.has_any(&things)
        && last.checked_sub(1).is_some_and(|called| {
            sight.is_joined(called) && sight.context.words[called].cues.has(Cue::Called)
        })
}
