//! Takes the words of a query and divides them into units: a word, or a stretch of words with a ring of meanings in both
//! languages, of which any will do. All members of a ring weigh alike, as rare as they are together, so that `су жоқ` and
//! `нет воды` rank the same posts alike.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use dauys_text::bilingual::{Member, Stretch};

use crate::Result;
use crate::answer::Translation;
use crate::lookup::{Alternative, Lookup, best};
use crate::plan::{Node, Together, is_stop_word, phrase_of};

/// How many words may stand between those of a phrase of a ring: `скорая медицинская помощь`.
const REACH: u32 = 1;

/// Of the posts that hold the rarest word of a phrase, one in so many is taken to hold the phrase. Origin of this and the next:
/// `tests/quality.rs` and `tests/pairs`; both hardly move between half and twice the value.
const PHRASE_SHARE: u64 = 4;

/// What a word of a phrase counts by itself, against a word that begins alike.
const PART: f32 = 0.5;

/// Phrases that are looked for in place of a typed one; the first when translations have more.
const MAX_PHRASES: usize = 8;

/// Words that stand together, each under any of its terms.
type Slots = Vec<Vec<Alternative>>;

/// What is looked up for one stretch of a query.
#[derive(Debug)]
pub(crate) struct Concept {
    /// Single words, any of which will do, then words that merely help.
    words: Vec<Alternative>,
    /// Phrases, any of which will do.
    phrases: Vec<Slots>,
    /// The marks of the words where they are negated.
    marks: Vec<Alternative>,
    /// Words and phrases of the other language alone.
    translated: Vec<Slots>,
    /// What a post counts that holds any of them.
    weight: f32,
}

/// A part of a query.
#[derive(Debug)]
pub(crate) struct Unit {
    /// Which of the words it is made of.
    pub(crate) words: Range<usize>,
    /// What its words mean in both languages; absent for a word that no ring has.
    pub(crate) concept: Option<Concept>,
}

/// Which members of a ring are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Breadth {
    /// None: the words as typed.
    Typed,
    /// What is typed, and its translations.
    Translated,
    /// The whole ring.
    Ring,
}

/// Divides words of a query into units. `is_wide` adds words that begin alike.
pub(crate) fn units(
    lookup: &Lookup<'_>,
    words: &[&str],
    breadth: Breadth,
    is_wide: bool,
) -> Result<(Vec<Unit>, Vec<Translation>)> {
    let stretches = if breadth == Breadth::Typed { Vec::new() } else { dauys_text::translations(words) };
    let mut units = Vec::new();
    let mut translations = Vec::new();
    let mut at = 0;
    for stretch in &stretches {
        units.extend((at..stretch.words.start).map(bare));
        at = stretch.words.end;
        let typed = &words[stretch.words.clone()];
        let concept = Concept::new(lookup, typed, stretch, breadth, is_wide)?;
        units.push(Unit { words: stretch.words.clone(), concept: Some(concept) });
        let also = stretch.also().map(str::to_owned).collect();
        translations.push(Translation { typed: typed.join(" "), also });
    }
    units.extend((at..words.len()).map(bare));
    Ok((units, translations))
}

fn bare(at: usize) -> Unit {
    Unit { words: at..at + 1, concept: None }
}

impl Concept {
    fn new(
        lookup: &Lookup<'_>,
        typed: &[&str],
        stretch: &Stretch,
        breadth: Breadth,
        is_wide: bool,
    ) -> Result<Self> {
        let is_asked = |member: &&&Member| breadth == Breadth::Ring || member.language != stretch.language;
        let members: Vec<&Member> = stretch.members.iter().filter(is_asked).copied().collect();
        let name: Arc<str> = Arc::from(typed.join(" "));
        let mut posts = 0;
        let mut counted = HashSet::new();
        for member in &members {
            if let [slot] = member.slots.as_slice() {
                if let Some((first, _)) = slot.first().filter(|(first, _)| counted.insert(first.as_str())) {
                    posts += lookup.posts(first)?;
                }
            } else {
                let firsts = member.slots.iter().filter_map(|slot| slot.first());
                let held = firsts.map(|(first, _)| lookup.posts(first)).collect::<Result<Vec<u64>>>()?;
                posts += held.into_iter().min().unwrap_or(0) / PHRASE_SHARE;
            }
        }
        let weight = lookup.snapshot.totals.rarity(posts);
        let mut concept = Self {
            words: Vec::new(),
            phrases: Vec::new(),
            marks: Vec::new(),
            translated: Vec::new(),
            weight,
        };
        let is_mark = |term: &str| term.starts_with('¬');
        let mut is_negated = true;
        for member in &members {
            let slot = |slot: &Vec<(String, f32)>| -> Vec<Alternative> {
                slot.iter().map(|(term, boost)| lookup.alternative(&name, term, boost * weight)).collect()
            };
            if member.language != stretch.language {
                let slots: Slots = member.slots.iter().map(slot).collect();
                match concept.translated.first_mut().filter(|first| first.len() == 1 && slots.len() == 1) {
                    Some(first) => first[0].extend(slots.into_iter().flatten()),
                    None if slots.len() == 1 => concept.translated.insert(0, slots),
                    None => concept.translated.push(slots),
                }
            }
            if let [single] = member.slots.as_slice() {
                for one in slot(single) {
                    concept.add(one);
                }
                if let Some((first, _)) = single.first().filter(|(first, _)| !is_mark(first)) {
                    concept.marks.push(lookup.alternative(&name, &format!("¬{first}"), weight));
                    is_negated = false;
                }
            } else {
                concept.phrases.push(member.slots.iter().map(slot).collect());
                is_negated &= member.slots.iter().flatten().any(|(term, _)| is_mark(term));
            }
        }
        if typed.len() == 1 && !is_negated {
            for (term, boost) in dauys_text::query_terms(typed[0]) {
                concept.add(lookup.alternative(&name, &term, boost * weight));
            }
        }
        if is_wide {
            concept.widen(lookup, &name, &members)?;
        }
        Ok(concept)
    }

    /// Adds what merely helps: words that begin like the single words, the words of phrases by themselves, and what marks say
    /// is negated. Those of all members, so that whichever is typed brings the same.
    fn widen(&mut self, lookup: &Lookup<'_>, name: &Arc<str>, members: &[&Member]) -> Result<()> {
        let mut known = Vec::new();
        let mut parts = Vec::new();
        for member in members {
            for slot in &member.slots {
                match slot.first().map(|(first, _)| (first.as_str(), first.strip_prefix('¬'))) {
                    Some((_, Some(bare))) => parts.push(bare),
                    Some((first, None)) if !member.is_single() => parts.push(first),
                    _ => known.extend(slot.iter().cloned()),
                }
            }
        }
        for related in lookup.related(name, &known)? {
            self.add(related);
        }
        for part in parts.into_iter().filter(|part| !is_stop_word(part)) {
            let rarity = lookup.snapshot.totals.rarity(lookup.posts(part)?);
            let weight = PART * lookup.weights.related * rarity.min(self.weight);
            self.add(Alternative { is_related: true, ..lookup.alternative(name, part, weight) });
        }
        Ok(())
    }

    /// Adds a word; of two under one term the weightier stays, and one that holds before one that helps.
    fn add(&mut self, one: Alternative) {
        match self.words.iter_mut().find(|known| known.text == one.text) {
            Some(known) if (known.is_related, -known.weight) > (one.is_related, -one.weight) => *known = one,
            Some(_) => {}
            None => self.words.push(one),
        }
    }

    /// Posts that hold any of it.
    pub(crate) fn node(&self) -> Node {
        let words = Node::Word(self.words.clone());
        if self.phrases.is_empty() {
            return words;
        }
        let phrases = self.phrases.iter().map(|phrase| {
            let slots = phrase.clone();
            Node::Phrase(Together { slots, weight: self.weight, within: Some(REACH) })
        });
        Node::Best(std::iter::once(words).chain(phrases).collect())
    }

    /// Posts in which it is negated.
    pub(crate) fn negated(&self) -> Node {
        Node::Word(self.marks.clone())
    }

    /// Its members as words that stand beside others: single words as one, and each phrase.
    fn slots(&self) -> Vec<Slots> {
        let words: Vec<Alternative> = self.words.iter().filter(|one| !one.is_related).cloned().collect();
        let words = (!words.is_empty()).then(|| vec![words]);
        words.into_iter().chain(self.phrases.iter().cloned()).collect()
    }
}

/// Posts in which two units stand side by side: as typed where neither has a ring; else near each other in any order, since the
/// languages differ in it: `нет воды` is `су жоқ`.
pub(crate) fn beside(lookup: &Lookup<'_>, words: &[&str], pair: &[Unit]) -> Result<Node> {
    let mut weight = 0.0;
    let mut choices = Vec::new();
    let is_typed = pair.iter().all(|unit| unit.concept.is_none());
    for unit in pair {
        match &unit.concept {
            Some(concept) => {
                weight += concept.weight;
                choices.push(concept.slots());
            }
            None => {
                let word = lookup.word(words[unit.words.start])?;
                weight += best(&word);
                choices.push(vec![vec![word]]);
            }
        }
    }
    if is_typed {
        return Ok(phrase_of(choices.into_iter().flatten().flatten().collect(), None));
    }
    let phrases = combined(&choices).into_iter();
    Ok(Node::Best(
        phrases.map(|slots| Node::Phrase(Together { slots, weight, within: Some(REACH) })).collect(),
    ))
}

/// Posts in which words stand together as typed, or their translations do, those in any order. `typed` is what each word is
/// looked up under.
pub(crate) fn phrase(typed: Slots, within: Option<u32>, units: &[Unit]) -> Node {
    if units.iter().all(|unit| unit.concept.is_none()) {
        return phrase_of(typed, within);
    }
    let mut weight = 0.0;
    let mut choices = Vec::new();
    for unit in units {
        if let Some(concept) = &unit.concept {
            weight += concept.weight;
            choices.push(concept.translated.clone());
        } else {
            let word = &typed[unit.words.start];
            weight += best(word);
            choices.push(vec![vec![word.clone()]]);
        }
    }
    let translated = combined(&choices).into_iter();
    let reach = Some(within.unwrap_or(0));
    let translated = translated.map(|slots| Node::Phrase(Together { slots, weight, within: reach }));
    Node::Best(
        std::iter::once(Node::Phrase(Together { slots: typed, weight, within })).chain(translated).collect(),
    )
}

/// Every way to take one of each choice, one after another; the first ones when there are many.
fn combined(choices: &[Vec<Slots>]) -> Vec<Slots> {
    let mut ways: Vec<Slots> = vec![Vec::new()];
    for choice in choices {
        let longer =
            ways.iter().flat_map(|way| choice.iter().map(move |slots| [way.as_slice(), slots].concat()));
        ways = longer.take(MAX_PHRASES).collect();
    }
    ways
}
