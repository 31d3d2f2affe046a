//! Private persons' names. Takes the words of a text and gives the stretches that name someone: first name and surname, surname and
//! initials, anything with a patronymic, and one name alone where a word beside it says that it is a person's. Names of those who
//! speak for an office, of streets, schools and organisations stay, and so does a lone word that may be something else.

mod case;
mod holder;
mod office;
mod piece;
mod register;
mod shape;
mod single;

use std::ops::Range;

/// What a name alone is known by, for those who have no text around it.
pub(crate) mod names {
    pub(crate) use super::case::{cuts, is_case, is_written_case};
    pub(crate) use super::office::{is_remembered_pair, is_remembered_surname};
    pub(crate) use super::register::{
        Given, given, is_composed, is_family, is_part, listed_given, opens_a_name,
    };
    pub(crate) use super::shape::{Patronymic, patronymic, surname};
}

use super::context::{Context, Joint};
use super::mark::{Hidden, Mark, Rule};
use holder::Holders;
use office::{is_remembered, is_thing, is_titled};
use piece::{Piece, pieces, small_patronymic};
use register::Given;
use shape::{Patronymic, surname};

/// Words that name one person together, by their numbers.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    words: Range<usize>,
    surname: Option<usize>,
    given: Option<usize>,
    rule: Rule,
}

/// The words of a text and what they could be in a name.
struct Sight<'a> {
    context: &'a Context<'a>,
    pieces: Vec<Piece>,
}

impl Sight<'_> {
    /// Whether words `at` and `at + 1` stand beside each other with nothing but spaces between.
    fn is_joined(&self, at: usize) -> bool {
        at + 1 < self.pieces.len() && self.context.words[at].joint == Joint::Plain
    }

    fn is_capital(&self, at: usize) -> bool {
        self.context.words[at].is_capital
    }

    fn is_initial(&self, at: usize) -> bool {
        self.context.words.get(at).is_some_and(|word| word.is_initial)
    }

    /// Whether a word opens a sentence, so that its capital says nothing.
    fn opens(&self, at: usize) -> bool {
        let Some(last) = at.checked_sub(1) else { return true };
        let gap = self.context.gap(last);
        gap.contains(['.', '!', '?', '\n', '…'])
    }

    /// The surname or first name as it is compared.
    fn key(&self, word: usize) -> &str {
        surname(self.context.normal(word)).unwrap_or(self.context.folded(word))
    }
}

/// Appends the names of private persons.
pub(crate) fn find(context: &Context, spans: &mut Vec<Hidden>) {
    let sight = Sight { context, pieces: pieces(context) };
    let mut mentions = Vec::new();
    patronymics(&sight, &mut mentions);
    initials(&sight, &mut mentions);
    pairs(&sight, &mut mentions);
    single::find(&sight, &mut mentions);
    if mentions.is_empty() {
        return;
    }
    mentions.sort_by_key(|mention| mention.words.start);
    let mut offices: Vec<Mention> = Vec::new();
    let mut persons: Vec<Mention> = Vec::new();
    let mut last_office = None;
    for mention in mentions {
        let is_listed = last_office.is_some_and(|end| office::is_list_gap(context, end, mention.words.start));
        if is_listed || is_titled(context, mention.words.start) {
            last_office = Some(mention.words.end);
            offices.push(mention);
        } else if !is_thing(context, &mention.words) && !is_remembered(context, &mention.words) {
            persons.push(mention);
        }
    }
    let holders = Holders::new(&sight, &offices);
    persons.retain(|person| !holders.has(&sight, person));
    if persons.is_empty() {
        return;
    }
    for person in &persons {
        spans.push(Hidden {
            range: context.words[person.words.start].start..end(context, person.words.end - 1),
            mark: Mark::Name,
            rule: person.rule,
        });
    }
    again(&sight, &persons, &holders, spans);
}

/// The end of the last word, with the full stop of an initial.
fn end(context: &Context, last: usize) -> usize {
    let word = &context.words[last];
    word.end + usize::from(word.is_initial && context.text[word.end..].starts_with('.'))
}

fn is_free(mentions: &[Mention], word: usize) -> bool {
    !mentions.iter().rev().take(4).any(|mention| mention.words.contains(&word))
}

fn patronymics(sight: &Sight, mentions: &mut Vec<Mention>) {
    let Sight { context, pieces } = sight;
    for at in 0..pieces.len() {
        let is_capital = sight.is_capital(at);
        let before = |back: usize| (at >= back && sight.is_joined(at - back)).then(|| at - back);
        let patronymic = match pieces[at].patronymic {
            None if !is_capital && before(1).is_some_and(|one| pieces[one].given.is_some()) => {
                small_patronymic(context, at).filter(|patronymic| *patronymic == Patronymic::Surely)
            }
            patronymic => patronymic,
        };
        let Some(patronymic) = patronymic else {
            continue;
        };
        let mut start = at;
        let mut first_name = None;
        if let Some(one) = before(1)
            && is_free(mentions, one)
            && (is_name_word(sight, one, is_capital) || (!is_capital && pieces[one].given.is_some()))
        {
            start = one;
            first_name = Some(one);
        }
        let is_named = first_name.is_some_and(|one| pieces[one].given.is_some());
        if patronymic == Patronymic::Perhaps && !is_named {
            continue;
        }
        if !is_capital && start == at {
            continue;
        }
        let mut family = None;
        if let Some(two) = before(2)
            && start < at
            && is_free(mentions, two)
            && (is_name_word(sight, two, is_capital) && (pieces[two].is_of_name() || !sight.opens(two))
                || (!is_capital && is_small_surname(context, two)))
        {
            start = two;
            family = Some(two);
        }
        let mut stop = at + 1;
        if family.is_none() && sight.is_joined(at) {
            let next = &pieces[at + 1];
            let is_family = match is_capital {
                true => {
                    let ends = !sight.is_joined(at + 1) || !sight.is_capital(at + 2);
                    sight.is_capital(at + 1)
                        && !sight.is_initial(at + 1)
                        && next.may_be_name
                        && (next.is_of_name() || ends)
                }
                false => is_named && is_small_surname(context, at + 1),
            };
            if is_family {
                stop += 1;
                family = Some(at + 1);
            }
        }
        let rule = if is_named || patronymic == Patronymic::Surely { Rule::Register } else { Rule::Shape };
        mentions.push(Mention { words: start..stop, surname: family, given: first_name, rule });
    }
}

fn is_name_word(sight: &Sight, at: usize, is_capital: bool) -> bool {
    let piece = &sight.pieces[at];
    is_capital && sight.is_capital(at) && piece.may_be_name && piece.patronymic != Some(Patronymic::Surely)
}

/// Whether a word in small letters is shaped like a surname.
fn is_small_surname(context: &Context, word: usize) -> bool {
    surname(context.normal(word)).is_some_and(|base| base.len() >= 8 || base.is_ascii() && base.len() >= 4)
}

fn initials(sight: &Sight, mentions: &mut Vec<Mention>) {
    let Sight { context, pieces } = sight;
    let is_dotted =
        |at: usize| context.words.get(at).is_some_and(|word| word.is_initial && word.joint == Joint::Stop);
    // «Серікова А., Ахметов Б.»: what follows the full stop does not matter.
    let is_stopped = |at: usize| {
        is_dotted(at) || sight.is_initial(at) && context.text[context.words[at].end..].starts_with('.')
    };
    let count_before = mentions.len();
    let mut at = 0;
    while at < pieces.len() {
        // «А. Б. Серіков», «А.Серікова»
        if is_dotted(at) {
            let count = if is_dotted(at + 1) { 2 } else { 1 };
            let after_number = at > 0
                && context.words[at - 1].joint == Joint::Plain
                && context.surface(at - 1).bytes().all(|byte| byte.is_ascii_digit());
            let family = at + count;
            if let Some(piece) =
                pieces.get(family).filter(|piece| piece.may_be_name && sight.is_capital(family))
                && (piece.is_of_name() || (count == 2 && context.normal(family).len() > 4))
                && (count == 2 || !after_number || piece.is_surname)
                && is_free(mentions, family)
            {
                let words = at..family + 1;
                mentions.push(Mention { words, surname: Some(family), given: None, rule: Rule::Shape });
                at = family + 1;
                continue;
            }
        }
        // «Серіков А.Б.», «Серікова А.»
        let piece = &pieces[at];
        if piece.may_be_name && sight.is_capital(at) && sight.is_joined(at) && sight.is_initial(at + 1) {
            let is_two = is_dotted(at + 1) && sight.is_initial(at + 2);
            let is_one = is_stopped(at + 1) || at + 2 == pieces.len();
            let is_next = !piece.is_surname
                && is_two
                && pieces.get(at + 3).is_some_and(|next| next.may_be_name)
                && is_dotted(at + 2);
            // «Айгүл К.»: the surname is hidden by its writer already.
            let is_given = piece.given == Some(Given::Surely) && !piece.is_composed;
            if !is_next && (is_two || (is_one && (piece.is_surname || is_given))) && is_free(mentions, at) {
                let count = if is_two { 3 } else { 2 };
                let words = at..at + count;
                mentions.push(Mention { words, surname: Some(at), given: None, rule: Rule::Shape });
                at += count;
                continue;
            }
        }
        at += 1;
    }
    if mentions.len() > count_before {
        mentions.sort_by_key(|mention| mention.words.start);
    }
}

fn pairs(sight: &Sight, mentions: &mut Vec<Mention>) {
    let taken: Vec<Range<usize>> = mentions.iter().map(|mention| mention.words.clone()).collect();
    let mut taken = taken.into_iter().peekable();
    let mut at = 0;
    while at + 1 < sight.pieces.len() {
        while taken.peek().is_some_and(|words| words.end <= at) {
            taken.next();
        }
        let is_taken = taken.peek().is_some_and(|words| words.start <= at + 1);
        if is_taken || !sight.is_joined(at) {
            at += 1;
            continue;
        }
        let Some((first_name, family)) = pair(sight, at) else {
            at += 1;
            continue;
        };
        let words = at..at + 2;
        mentions.push(Mention {
            words,
            surname: Some(family),
            given: Some(first_name),
            rule: Rule::Register,
        });
        at += 2;
    }
    mentions.sort_by_key(|mention| mention.words.start);
}

/// Which of two words beside each other is the first name and which the surname, if they name someone.
fn pair(sight: &Sight, at: usize) -> Option<(usize, usize)> {
    let Sight { context, pieces } = sight;
    let (one, two) = (&pieces[at], &pieces[at + 1]);
    match (sight.is_capital(at), sight.is_capital(at + 1)) {
        (true, true) => {}
        (false, false) => {
            // «назгуль байжанова», «байжанова назгуль»
            let is_sure = |piece: &Piece| piece.given == Some(Given::Surely);
            return if is_sure(one) && !is_sure(two) && is_small_surname(context, at + 1) {
                Some((at, at + 1))
            } else if is_sure(two) && !is_sure(one) && is_small_surname(context, at) {
                Some((at + 1, at))
            } else {
                None
            };
        }
        _ => return None,
    }
    if !one.may_be_name || !two.may_be_name || sight.is_initial(at) || sight.is_initial(at + 1) {
        return None;
    }
    match (one.given, two.given) {
        // «Айгүл Серікова», «Дархан Қыдырәлі»
        (Some(_), _) if two.is_surname => Some((at, at + 1)),
        (_, Some(_)) if one.is_firm && !has_own_surname(sight, at + 1) => Some((at + 1, at)),
        (_, Some(Given::Surely)) if one.is_family && !has_own_surname(sight, at + 1) => Some((at + 1, at)),
        (Some(first), Some(second)) if first.max(second) == Given::Surely => Some((at, at + 1)),
        (Some(Given::Surely), None) if is_plain_word(context.normal(at + 1)) => Some((at, at + 1)),
        (Some(_), Some(_)) if !sight.opens(at) => Some((at, at + 1)),
        // «әріптесім Риат Шони»: of whom a word for a person says that they are one.
        (_, None | Some(_)) if single::is_after_person(sight, at) && is_written_as_name(sight, at) => {
            Some((at, at + 1))
        }
        _ => None,
    }
}

/// Whether two words are written as names are, with small letters after the capital, and are no adjectives.
fn is_written_as_name(sight: &Sight, at: usize) -> bool {
    let is_name = |word: usize| {
        let surface = sight.context.surface(word);
        is_plain_word(sight.context.normal(word))
            && !surface.is_ascii()
            && surface.chars().skip(1).all(|letter| !letter.is_uppercase())
            && !shape::is_oblique_adjective(sight.context.normal(word))
            && !["ого", "ому", "ной", "ная", "ный", "дық", "дік", "лық", "лік", "тық", "тік"]
                .iter()
                .any(|end| sight.context.normal(word).ends_with(end))
    };
    let is_inflected = register::has_kazakh_case(sight.context.folded(at));
    !office::is_residents(sight.context, at.saturating_sub(1))
        && is_name(at)
        && is_name(at + 1)
        && !is_inflected
}

/// Whether the first name at `at` has its surname after it: «Полицейский Азат Исаев».
fn has_own_surname(sight: &Sight, at: usize) -> bool {
    sight.is_joined(at) && sight.is_capital(at + 1) && sight.pieces[at + 1].is_firm
}

fn is_plain_word(normal: &str) -> bool {
    normal.chars().count() >= 4 && normal.chars().all(|letter| letter.is_alphabetic() || letter == '-')
}

/// Marks the bare surnames of persons already found, unless an office holder has the same.
fn again(sight: &Sight, persons: &[Mention], holders: &Holders, spans: &mut Vec<Hidden>) {
    let Sight { context, pieces } = sight;
    let families = persons.iter().filter_map(|person| person.surname);
    let mut keys: Vec<&str> = families.map(|word| sight.key(word)).filter(|key| key.len() >= 8).collect();
    keys.sort_unstable();
    keys.dedup();
    if keys.is_empty() {
        return;
    }
    for at in 0..pieces.len() {
        let is_met = pieces[at].is_surname
            && sight.is_capital(at)
            && keys.binary_search(&sight.key(at)).is_ok()
            && !holders.has_surname(sight.key(at));
        if is_met && !is_titled(context, at) && !is_thing(context, &(at..at + 1)) {
            let has_family = sight.is_joined(at) && sight.is_capital(at + 1) && pieces[at + 1].is_firm;
            spans.push(Hidden {
                range: context.words[at].start..context.words[at + usize::from(has_family)].end,
                mark: Mark::Name,
                rule: Rule::Repeated,
            });
        }
    }
}
