//! Private persons' names. Takes text and gives the stretches that name someone: first name and surname, surname and initials,
//! anything with a patronymic. Names of those who speak for an office, of streets, schools and organisations stay, and so does
//! a lone word that may be something else.

mod office;
mod piece;
mod register;
mod shape;

use std::ops::Range;

use super::cue::Cue;
use super::mark::{Hidden, Mark, Rule};
use office::{is_remembered, is_thing, is_titled};
use piece::{Joint, Piece, pieces};
use register::{Given, given};
use shape::{Patronymic, surname};

use crate::skeleton;
use crate::token::normal;

/// Words that name one person together, by their numbers.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    words: Range<usize>,
    surname: Option<usize>,
    given: Option<usize>,
}

/// Appends the names of private persons.
pub(crate) fn find(text: &str, spans: &mut Vec<Hidden>) {
    let pieces = pieces(text);
    let mut mentions = Vec::new();
    patronymics(text, &pieces, &mut mentions);
    initials(&pieces, &mut mentions);
    pairs(&pieces, &mut mentions);
    singles(text, &pieces, &mut mentions);
    if mentions.is_empty() {
        return;
    }
    mentions.sort_by_key(|mention| mention.words.start);
    let mut offices: Vec<Mention> = Vec::new();
    let mut persons: Vec<Mention> = Vec::new();
    let mut last_office = None;
    for mention in mentions {
        let is_listed =
            last_office.is_some_and(|end| office::is_list_gap(text, &pieces, end, mention.words.start));
        if is_listed || is_titled(text, &pieces, mention.words.start) {
            last_office = Some(mention.words.end);
            offices.push(mention);
        } else if !is_thing(text, &pieces, &mention.words) && !is_remembered(&pieces, &mention.words) {
            persons.push(mention);
        }
    }
    offices.sort_by_key(|office| {
        (office.surname.map(|word| key(&pieces, word)), office.given.map(|word| key(&pieces, word)))
    });
    offices.dedup_by_key(|office| {
        (office.surname.map(|word| key(&pieces, word)), office.given.map(|word| key(&pieces, word)))
    });
    persons.retain(|person| !offices.iter().any(|office| is_same(&pieces, person, office)));
    if persons.is_empty() {
        return;
    }
    for person in &persons {
        spans.push(Hidden {
            range: pieces[person.words.start].start..end(text, &pieces, person.words.end - 1),
            mark: Mark::Name,
            rule: Rule::Register,
        });
    }
    again(text, &pieces, &persons, &offices, spans);
}

/// The end of the last word, with the full stop of an initial.
fn end(text: &str, pieces: &[Piece], last: usize) -> usize {
    let piece = &pieces[last];
    piece.end + usize::from(piece.is_initial && text[piece.end..].starts_with('.'))
}

fn is_free(mentions: &[Mention], word: usize) -> bool {
    !mentions.iter().rev().take(4).any(|mention| mention.words.contains(&word))
}

fn patronymics(text: &str, pieces: &[Piece], mentions: &mut Vec<Mention>) {
    for (at, piece) in pieces.iter().enumerate() {
        let Some(patronymic) = piece.patronymic else {
            continue;
        };
        let before = |back: usize| (at >= back && pieces[at - back].joint == Joint::Plain).then(|| at - back);
        let mut start = at;
        let mut first_name = None;
        if let Some(one) = before(1)
            && is_free(mentions, one)
            && (is_name_word(&pieces[one], piece.is_capital)
                || (!piece.is_capital && lower_given(text, &pieces[one])))
        {
            start = one;
            first_name = Some(one);
        }
        let is_named = first_name.is_some_and(|one| pieces[one].given.is_some());
        if patronymic == Patronymic::Perhaps && !is_named {
            continue;
        }
        if !piece.is_capital && start == at {
            continue;
        }
        let mut family = None;
        if let Some(two) = before(2)
            && start < at
            && is_free(mentions, two)
            && (is_name_word(&pieces[two], piece.is_capital)
                || (!piece.is_capital && lower_surname(text, &pieces[two])))
        {
            start = two;
            family = Some(two);
        }
        let mut stop = at + 1;
        if family.is_none()
            && piece.joint == Joint::Plain
            && let Some(next) = pieces.get(at + 1)
            && next.is_capital
            && (next.is_surname || (next.may_be_name() && next.given.is_some()))
        {
            stop += 1;
            family = Some(at + 1);
        }
        mentions.push(Mention { words: start..stop, surname: family, given: first_name });
    }
}

fn is_name_word(piece: &Piece, is_capital: bool) -> bool {
    is_capital && piece.may_be_name() && piece.patronymic != Some(Patronymic::Surely)
}

fn lower_given(text: &str, piece: &Piece) -> bool {
    given(&skeleton(&normal(&text[piece.start..piece.end]))).is_some()
}

fn lower_surname(text: &str, piece: &Piece) -> bool {
    surname(&normal(&text[piece.start..piece.end])).is_some()
}

fn initials(pieces: &[Piece], mentions: &mut Vec<Mention>) {
    let is_dotted =
        |at: usize| pieces.get(at).is_some_and(|piece| piece.is_initial && piece.joint == Joint::Stop);
    let mut at = 0;
    while at < pieces.len() {
        // «А. Б. Серіков», «А.Серікова»
        if is_dotted(at) {
            let count = if is_dotted(at + 1) { 2 } else { 1 };
            let after_number = at > 0
                && pieces[at - 1].joint == Joint::Plain
                && pieces[at - 1].normal.is_empty()
                && !pieces[at - 1].is_capital;
            if let Some(family) = pieces.get(at + count).filter(|piece| piece.may_be_name())
                && (family.is_surname || family.given.is_some() || (count == 2 && family.normal.len() > 4))
                && (count == 2 || !after_number || family.is_surname)
                && is_free(mentions, at + count)
            {
                mentions.push(Mention { words: at..at + count + 1, surname: Some(at + count), given: None });
                at += count + 1;
                continue;
            }
        }
        // «Серіков А.Б.», «Серікова А.»
        let piece = &pieces[at];
        if piece.may_be_name()
            && piece.joint == Joint::Plain
            && pieces.get(at + 1).is_some_and(|next| next.is_initial)
        {
            let is_two = is_dotted(at + 1) && pieces.get(at + 2).is_some_and(|next| next.is_initial);
            let is_one = pieces[at + 1].joint == Joint::Stop || pieces.len() == at + 2;
            let is_next = !piece.is_surname
                && is_two
                && pieces.get(at + 3).is_some_and(|next| next.may_be_name())
                && is_dotted(at + 2);
            if !is_next && (is_two || (is_one && piece.is_surname)) && is_free(mentions, at) {
                let count = if is_two { 3 } else { 2 };
                mentions.push(Mention { words: at..at + count, surname: Some(at), given: None });
                at += count;
                continue;
            }
        }
        at += 1;
    }
    mentions.sort_by_key(|mention| mention.words.start);
}

fn pairs(pieces: &[Piece], mentions: &mut Vec<Mention>) {
    let taken: Vec<Range<usize>> = mentions.iter().map(|mention| mention.words.clone()).collect();
    let mut taken = taken.into_iter().peekable();
    let mut at = 0;
    while at + 1 < pieces.len() {
        while taken.peek().is_some_and(|words| words.end <= at) {
            taken.next();
        }
        let is_taken = taken.peek().is_some_and(|words| words.start <= at + 1);
        let (one, two) = (&pieces[at], &pieces[at + 1]);
        if is_taken || one.joint != Joint::Plain || !one.may_be_name() || !two.may_be_name() {
            at += 1;
            continue;
        }
        let found = match (one.given, two.given) {
            // «Айгүл Серікова», «Дархан Қыдырәлі»
            (Some(_), _) if two.is_surname => Some((at, at + 1)),
            (_, Some(_)) if is_firm(one) && !has_own_surname(pieces, at + 1) => Some((at + 1, at)),
            (Some(first), Some(second)) if first.max(second) == Given::Surely => Some((at, at + 1)),
            (Some(Given::Surely), None) if is_plain_word(two) => Some((at, at + 1)),
            _ => None,
        };
        if let Some((first_name, family)) = found {
            mentions.push(Mention { words: at..at + 2, surname: Some(family), given: Some(first_name) });
            at += 2;
        } else {
            at += 1;
        }
    }
    mentions.sort_by_key(|mention| mention.words.start);
}

/// Whether the first name at `at` has its surname after it: «Полицейский Азат Исаев».
fn has_own_surname(pieces: &[Piece], at: usize) -> bool {
    pieces[at].joint == Joint::Plain
        && pieces.get(at + 1).is_some_and(|next| next.is_capital && next.is_surname && is_firm(next))
}

/// A surname by a Russian ending, which few other words share.
fn is_firm(piece: &Piece) -> bool {
    surname(&piece.normal).is_some()
}

fn is_plain_word(piece: &Piece) -> bool {
    piece.normal.chars().count() >= 4
        && piece.normal.chars().all(|letter| letter.is_alphabetic() || letter == '-')
}

/// First names before «апай» and alike, and single names after «гражданка», «тұрғыны» and alike.
fn singles(text: &str, pieces: &[Piece], mentions: &mut Vec<Mention>) {
    let mut found = Vec::new();
    let mut taken = vec![false; pieces.len()];
    mentions.iter().for_each(|mention| taken[mention.words.clone()].fill(true));
    for (at, piece) in pieces.iter().enumerate() {
        if !piece.is_capital || (piece.given.is_none() && !piece.is_surname) || taken[at] {
            continue;
        }
        let is_joined = |word: usize| pieces.get(word).is_some_and(|piece| piece.joint == Joint::Plain);
        let folded = |word: usize| skeleton(&normal(&text[pieces[word].start..pieces[word].end]));
        let is_addressed =
            piece.given.is_some() && is_joined(at) && at + 1 < pieces.len() && Cue::After.is(&folded(at + 1));
        let is_private = at > 0
            && is_joined(at - 1)
            && Cue::Private.is(&folded(at - 1))
            && (piece.given == Some(Given::Surely) || is_firm(piece));
        if is_addressed || is_private {
            let is_family = piece.given.is_none();
            found.push(Mention {
                words: at..at + 1,
                surname: is_family.then_some(at),
                given: (!is_family).then_some(at),
            });
        }
    }
    mentions.append(&mut found);
}

/// The surname or first name as it is compared.
fn key(pieces: &[Piece], word: usize) -> &str {
    surname(&pieces[word].normal).unwrap_or(&pieces[word].folded)
}

fn is_alike(pieces: &[Piece], one: usize, other: usize) -> bool {
    let (one, other) = (key(pieces, one), key(pieces, other));
    let common = one.bytes().zip(other.bytes()).take_while(|(left, right)| left == right).count();
    common >= 6 && one.len().max(other.len()) <= common + 6 && common + 2 >= one.len().min(other.len())
}

/// Whether a person is the holder of an office named elsewhere in the text.
fn is_same(pieces: &[Piece], person: &Mention, office: &Mention) -> bool {
    let compare = |one: Option<usize>, other: Option<usize>| Some(is_alike(pieces, one?, other?));
    match (compare(person.surname, office.surname), compare(person.given, office.given)) {
        (Some(family), Some(first)) => family && first,
        (Some(family), None) => family,
        (None, Some(first)) => first && person.surname.is_none(),
        (None, None) => false,
    }
}

/// Marks the bare surnames of persons already found, unless an office holder has the same.
fn again(text: &str, pieces: &[Piece], persons: &[Mention], offices: &[Mention], spans: &mut Vec<Hidden>) {
    let families: Vec<usize> = persons.iter().filter_map(|person| person.surname).collect();
    let holders: Vec<usize> = offices.iter().filter_map(|office| office.surname).collect();
    let mut keys: Vec<&str> =
        families.iter().map(|word| key(pieces, *word)).filter(|key| key.len() >= 8).collect();
    keys.sort_unstable();
    keys.dedup();
    for (at, piece) in pieces.iter().enumerate() {
        if !piece.is_surname || !piece.is_capital || keys.binary_search(&key(pieces, at)).is_err() {
            continue;
        }
        let is_holder = holders.iter().any(|holder| is_alike(pieces, *holder, at));
        if !is_holder && !is_titled(text, pieces, at) && !is_thing(text, pieces, &(at..at + 1)) {
            let has_family = piece.joint == Joint::Plain
                && pieces.get(at + 1).is_some_and(|next| next.is_capital && next.is_surname && is_firm(next));
            spans.push(Hidden {
                range: piece.start..pieces[at + usize::from(has_family)].end,
                mark: Mark::Name,
                rule: Rule::Repeated,
            });
        }
    }
}
