//! Takes the words of a text and gives the names of places in it, each with all it may mean and how it stands in its sentence.

use dauys_model::{Kato, Language};

use super::form::is_where;
use super::gazetteer::{Level, Mode, Row, gazetteer};
use super::index::{Meaning, Names, index};
use super::spelling::Spelling;

/// Russian prepositions after which a place stands.
const WHERE: [&str; 11] =
    ["в", "во", "из", "до", "под", "возле", "около", "близ", "вблизи", "недалеко", "через"];

/// How a name stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stand {
    /// Without an ending.
    Bare,
    /// So that something is in it or comes from it.
    Where,
    /// In another case or derivation.
    Other,
}

/// A name found in the text, with all it may mean.
pub(super) struct Candidate {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) language: Language,
    pub(super) stand: Stand,
    pub(super) meanings: Vec<Meaning>,
}

pub(super) fn row_of(meaning: &Meaning) -> &'static Row {
    &gazetteer().rows[meaning.row as usize]
}

pub(super) fn level_of(meaning: &Meaning) -> Level {
    row_of(meaning).place.level
}

pub(super) fn kato_of(meaning: &Meaning) -> Kato {
    row_of(meaning).place.kato
}

/// All names in the text, longest first at each place, not overlapping.
pub(super) fn candidates(spelling: &Spelling<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut at = 0;
    while at < spelling.len() {
        match candidate(spelling, at) {
            Some(candidate) => {
                at = candidate.to;
                candidates.push(candidate);
            }
            None => at += 1,
        }
    }
    candidates
}

/// The longest name that begins at a word, with its meanings in both languages: names cross languages.
fn candidate(spelling: &Spelling<'_>, at: usize) -> Option<Candidate> {
    let index = index();
    let kazakh = (spelling.may_be_kazakh(at) && !spelling.is_foreign(at))
        .then(|| longest(&index.kazakh, at, true, |word| spelling.folded(word)))
        .flatten()
        .map(|(to, after, meanings)| {
            let stand = match () {
                () if after.is_empty() => Stand::Bare,
                () if is_where(after) => Stand::Where,
                () => Stand::Other,
            };
            Candidate { from: at, to, language: Language::Kazakh, stand, meanings }
        });
    // «караганда» in small letters is «қарағанда», unless it stands in Russian.
    let russian = (spelling.is_capital(at) || !spelling.is_foreign_to_russian(at))
        .then(|| longest(&index.russian, at, false, |word| spelling.russian(word)))
        .flatten()
        .map(|(to, _, meanings)| {
            let is_where = at.checked_sub(1).is_some_and(|before| {
                spelling.are_close(before, at)
                    && spelling.russian(before).is_some_and(|word| WHERE.contains(&word))
            });
            let stand = if is_where { Stand::Where } else { Stand::Bare };
            Candidate { from: at, to, language: Language::Russian, stand, meanings }
        });
    match (kazakh, russian) {
        (Some(kazakh), Some(russian)) if kazakh.to == russian.to => {
            let (mut own, other) =
                if spelling.may_be_russian(at) { (russian, kazakh) } else { (kazakh, russian) };
            let is_new = |meaning: &Meaning| own.meanings.iter().all(|known| known.row != meaning.row);
            let more: Vec<Meaning> = other.meanings.into_iter().filter(is_new).collect();
            own.meanings.extend(more);
            Some(own)
        }
        (Some(kazakh), Some(russian)) => Some(if kazakh.to > russian.to { kazakh } else { russian }),
        (kazakh, russian) => kazakh.or(russian),
    }
}

/// The longest name at a word in one table: the word after it, what follows the name in its last word, and its meanings.
fn longest<'w>(
    names: &Names,
    at: usize,
    is_kazakh: bool,
    word: impl Fn(usize) -> Option<&'w str>,
) -> Option<(usize, &'w str, Vec<Meaning>)> {
    let mut found: Vec<(usize, &'w str, Meaning)> = Vec::new();
    names.find(at, word, |to, meaning, after| found.push((to, after, meaning)));
    let to = found.iter().map(|(to, ..)| *to).max()?;
    found.retain(|(end, ..)| *end == to);
    // A Kazakh name that fills its word better is the better one, unless it is one of many villages. Russian forms of two names may
    // be spelled alike: «Караганды» is Караганда.
    let rest = |after: &str, meaning: &Meaning| (meaning.mode == Mode::Region, after.len());
    let after =
        found.iter().min_by_key(|(_, after, meaning)| rest(after, meaning)).map(|(_, after, _)| *after)?;
    let mut meanings: Vec<Meaning> = Vec::new();
    for (_, _, meaning) in found.into_iter().filter(|(_, other, _)| !is_kazakh || other.len() <= after.len())
    {
        // One row may bear a name twice, in two languages or scripts: the freer counts.
        match meanings.iter_mut().find(|known| (known.row, known.shape) == (meaning.row, meaning.shape)) {
            Some(known) if known.mode <= meaning.mode => {}
            Some(known) => *known = meaning,
            None => meanings.push(meaning),
        }
    }
    Some((to, after, meanings))
}
