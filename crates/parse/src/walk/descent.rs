//! The way down a list that shows the newest first, page after page, to known ground; and what of it is left to the next walk.
//!
//! A walk that is ended between the top of the list and known ground leaves a hole. It is remembered by the entries that lie
//! around it: the next walk reads the top until it meets what the last one began with, leaps to where the last one stopped, and
//! goes on from there. Entries have no numbers, and lists move while they are read; so where a leap leads is believed only if
//! the entries there are those that were seen last. Else what lies below the top is read again: a walk may repeat, never pass
//! over. There is one hole at most: of two, what lies between them is counted to both.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::walk::memory::{kept, short};

/// Entries by which a place in the list is known again. Several, since some are withdrawn meanwhile.
const REMEMBERED: usize = 20;

/// So many known entries make known ground: one or two may be pinned to the top, or to every page.
const ENOUGH: usize = 3;

/// What is remembered until the next walk: hashed keys, nothing else.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Memory {
    /// The newest entries of known ground: all below them was seen, or was there before the first walk.
    floor: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hole: Option<Hole>,
}

/// What was not reached by the last walk, between what it saw and known ground.
#[derive(Clone, Serialize, Deserialize)]
struct Hole {
    /// The newest entries that were seen above it.
    top: Vec<String>,
    /// The oldest of them.
    bottom: Vec<String>,
    /// Where those are.
    at: Place,
}

/// A page of the list.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Place {
    /// Its number, from 1.
    pub(super) page: usize,
    /// How many entries lie above it.
    pub(super) offset: usize,
}

/// Where on its way a walk is.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// On new ground at the top.
    Top,
    /// At a page that should hold what the last walk saw last; whether it was looked for before it once.
    Leap { again: bool },
    /// Below what the last walk saw last.
    Below,
    /// At known ground, or at the end of the list.
    Down,
    /// Where the last walk stopped is not found again: what lies below the top is to be read anew.
    Lost,
}

/// The way of one walk.
pub(super) struct Descent {
    memory: Memory,
    most: u32,
    taken: u32,
    /// Whether it took its most pages and there are more.
    is_cut: bool,
    place: Place,
    stage: Stage,
    /// Entries that were met at all.
    seen: BTreeSet<String>,
    /// Entries that were met without a hole above them.
    reached: BTreeSet<String>,
    /// The newest entries of this walk.
    top: Vec<String>,
    /// The last entries that were read without a hole above them, and their place.
    bottom: Vec<String>,
    at: Place,
    /// Entries of the first page.
    length: usize,
    /// How far the entries that the last walk began with have moved down.
    moved: Vec<usize>,
}

impl Descent {
    /// Begins where the last walk left off. A first walk takes `first` pages and counts everything below them as known; a later one
    /// takes `later` at most, but three where there is a hole: the top, the page at which the last walk stopped, and one of the hole.
    pub(super) fn new(memory: Option<Memory>, first: u32, later: u32) -> Self {
        let memory = memory.unwrap_or_default();
        let least = if memory.hole.is_some() { 3 } else { 1 };
        let beginning = Place { page: 1, offset: 0 };
        Self {
            most: if memory.floor.is_empty() { first.max(1) } else { later.max(least) },
            memory,
            taken: 0,
            is_cut: false,
            place: beginning,
            stage: Stage::Top,
            seen: BTreeSet::new(),
            reached: BTreeSet::new(),
            top: Vec::new(),
            bottom: Vec::new(),
            at: beginning,
            length: 1,
            moved: Vec::new(),
        }
    }

    fn is_first(&self) -> bool {
        self.memory.floor.is_empty()
    }

    /// Whether this is a first walk that had taken its pages before the end of the list: what is older is no news.
    pub(super) fn leaves_the_past(&self) -> bool {
        self.is_first() && self.is_cut
    }

    /// The page to be asked for; none at the end of the way.
    pub(super) fn place(&self) -> Option<Place> {
        let is_over = self.is_cut || matches!(self.stage, Stage::Down | Stage::Lost);
        (!is_over).then_some(self.place)
    }

    /// Takes the keys of a page in their order; which of them this walk had not met.
    pub(super) fn take(&mut self, keys: &[&str]) -> Vec<bool> {
        let names: Vec<String> = keys.iter().map(|key| short(key)).collect();
        let is_new: Vec<bool> = names.iter().map(|name| self.seen.insert(name.clone())).collect();
        if self.taken == 0 {
            self.length = names.len().max(1);
        }
        self.taken += 1;
        if self.stage == Stage::Top && self.top.len() < REMEMBERED {
            let fresh =
                names.iter().zip(&is_new).filter(|(_, is_new)| **is_new).map(|(name, _)| name.clone());
            self.top.extend(fresh.take(REMEMBERED - self.top.len()));
        }
        match self.stage {
            Stage::Top => self.take_top(&names, &is_new),
            Stage::Leap { again } => self.take_leap(&names, again),
            Stage::Below => self.go_on(&names),
            Stage::Down | Stage::Lost => {}
        }
        if self.taken >= self.most && self.place().is_some() {
            self.is_cut = true;
            if self.is_first() {
                self.stage = Stage::Down;
            }
        }
        is_new
    }

    /// Says that there are no further pages: after the last one, or because nobody knows how to ask for them.
    pub(super) fn end_of_list(&mut self) {
        self.stage = Stage::Down;
    }

    /// Whether the next page is one that the last walk knew; until it is found, an end of the list may be beyond it.
    pub(super) fn is_leaping(&self) -> bool {
        matches!(self.stage, Stage::Leap { .. })
    }

    fn take_top(&mut self, names: &[String], is_new: &[bool]) {
        let above = self.place.offset;
        self.go_on(names);
        let Some(hole) = self.memory.hole.as_ref().filter(|_| self.stage == Stage::Top) else { return };
        // What is pinned to every page tells nothing by being met again.
        let met = names.iter().enumerate().zip(is_new).filter(|(_, is_new)| **is_new);
        let moved = met.filter_map(|((index, name), _)| {
            let known = hole.top.iter().position(|known| known == name)?;
            Some((above + index).saturating_sub(known))
        });
        self.moved.extend(moved);
        self.moved.sort_unstable();
        // What was known has moved down by about so many entries.
        let middle = self.moved.get(self.moved.len() / 2).copied();
        if let Some(moved) = middle.filter(|_| self.moved.len() >= ENOUGH.min(hole.top.len())) {
            let last = hole.at.offset + moved;
            self.place = Place {
                page: hole.at.page + moved.div_ceil(self.length),
                offset: last.saturating_sub(ENOUGH),
            };
            self.stage = Stage::Leap { again: false };
        }
    }

    fn take_leap(&mut self, names: &[String], again: bool) {
        let Some(hole) = &self.memory.hole else { return };
        let met: BTreeSet<&String> = names.iter().filter(|name| hole.bottom.contains(name)).collect();
        if met.len() >= ENOUGH.min(hole.bottom.len()).min(self.length) {
            self.go_on(names);
        } else if again || self.place.page <= 1 {
            self.stage = Stage::Lost;
        } else {
            let Place { page, offset } = self.place;
            self.place = Place { page: page - 1, offset: offset.saturating_sub(self.length) };
            self.stage = Stage::Leap { again: true };
        }
    }

    /// Notes a page without a hole above it, and finds the next.
    fn go_on(&mut self, names: &[String]) {
        let new = names.iter().filter(|name| self.reached.insert((*name).clone())).count();
        let is_landing = self.is_leaping();
        let offset = self.place.offset + if is_landing { names.len() } else { new };
        self.bottom.extend_from_slice(names);
        self.bottom.drain(..self.bottom.len().saturating_sub(REMEMBERED));
        self.at = Place { page: self.place.page, offset };
        self.place = Place { page: self.place.page + 1, offset };
        if is_landing {
            self.stage = Stage::Below;
        }
        // A page with nothing new is the one after the last; but where a leap lands, all may have been met at the top.
        let met = self.memory.floor.iter().filter(|name| self.reached.contains(*name)).count();
        let is_floor = !self.is_first() && met >= ENOUGH.min(self.memory.floor.len());
        if is_floor || (new == 0 && !is_landing) {
            self.stage = Stage::Down;
        }
    }

    /// The cursor, none where the last one still holds; and whether the walk stopped above known ground.
    pub(super) fn end(self) -> (Option<String>, bool) {
        let (memory, is_cut) = self.remembered();
        (memory.as_ref().and_then(kept), is_cut)
    }

    /// What is to be remembered, none where what was still holds; and whether the walk stopped above known ground.
    pub(super) fn remembered(self) -> (Option<Memory>, bool) {
        let is_down = self.stage == Stage::Down;
        // A first walk that was ended early is as none: the next is a first one too.
        if self.top.is_empty() || (self.is_first() && !is_down) {
            return (None, !is_down);
        }
        let memory = if is_down {
            Memory { floor: self.top, hole: None }
        } else {
            let hole = match (self.stage, self.memory.hole) {
                // Ended between the leap and its landing.
                (Stage::Leap { .. }, Some(Hole { bottom, .. })) => Hole {
                    top: self.top,
                    bottom,
                    at: Place { page: self.place.page, offset: self.place.offset + ENOUGH },
                },
                _ => Hole { top: self.top, bottom: self.bottom, at: self.at },
            };
            Memory { floor: self.memory.floor, hole: Some(hole) }
        };
        (Some(memory), !is_down)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::walk::memory::recalled;

    const LENGTH: usize = 25;

    /// A list of numbers, the newest first.
    #[derive(Default)]
    struct List {
        shown: Vec<u32>,
        last: u32,
    }

    impl List {
        fn grow(&mut self, count: u32) {
            for _ in 0..count {
                self.last += 1;
                self.shown.insert(0, self.last);
            }
        }

        fn page(&self, place: Place, by_offset: bool) -> Vec<String> {
            let skipped = if by_offset { place.offset } else { (place.page - 1) * LENGTH };
            self.shown.iter().skip(skipped).take(LENGTH).map(u32::to_string).collect()
        }

        /// Walks for at most `answers` pages, growing after each; what is remembered, and whether the walk was cut.
        fn walk(&mut self, plan: &Plan, cursor: &mut Option<String>, found: &mut BTreeSet<String>) -> bool {
            let memory = recalled(cursor.as_deref(), &mut Vec::new());
            let mut descent = Descent::new(memory, 1, plan.most);
            let mut answers = 0;
            while answers < plan.answers
                && let Some(place) = descent.place()
            {
                let keys = self.page(place, plan.by_offset);
                descent.take(&keys.iter().map(String::as_str).collect::<Vec<_>>());
                found.extend(keys);
                answers += 1;
                self.grow(plan.growth_within);
            }
            let (kept, is_cut) = descent.end();
            *cursor = kept.or_else(|| cursor.take());
            is_cut
        }
    }

    #[derive(Clone, Debug)]
    struct Plan {
        most: u32,
        answers: usize,
        by_offset: bool,
        growth: u32,
        growth_within: u32,
        removed: Vec<usize>,
    }

    fn plan() -> impl Strategy<Value = Plan> {
        let removed = prop::collection::vec(0_usize..200, 0..12);
        (1_u32..5, 0_usize..6, 0_u32..160, 0_u32..4, removed).prop_map(
            |(most, answers, growth, growth_within, removed)| Plan {
                most,
                answers,
                by_offset: false,
                growth,
                growth_within,
                removed,
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_missed_however_walks_are_ended_or_cut(
            plans in prop::collection::vec(plan(), 1..8),
            by_offset: bool,
        ) {
            let (mut list, mut cursor, mut found) = (List::default(), None, BTreeSet::new());
            list.grow(60);
            let beginning = Plan { most: 1, answers: 1, by_offset, growth: 0, growth_within: 0, removed: vec![] };
            list.walk(&beginning, &mut cursor, &mut found);
            prop_assert!(cursor.is_some());
            for plan in plans {
                list.grow(plan.growth);
                // Taken away: any but what a leap is known again by, were it all at once.
                for index in plan.removed.iter().rev().filter(|index| *index % 3 == 0) {
                    if *index < list.shown.len() && list.shown[*index] > 60 && found.contains(&list.shown[*index].to_string()) {
                        list.shown.remove(*index);
                    }
                }
                list.walk(&Plan { by_offset, ..plan }, &mut cursor, &mut found);
            }
            // In quiet, every walk of three pages reads one page of the hole at least, or begins it anew once.
            let quiet = Plan { most: 3, answers: 9, ..beginning };
            let mut walks = 0;
            while list.walk(&quiet, &mut cursor, &mut found) {
                walks += 1;
                prop_assert!(walks < 2 * (list.shown.len() / LENGTH) + 6, "a hole that is never filled");
            }
            let missed: Vec<_> = list.shown.iter().filter(|number| **number > 60 && !found.contains(&number.to_string())).collect();
            prop_assert!(missed.is_empty(), "{missed:?}");
        }
    }

    #[test]
    fn a_hole_is_leapt_to_and_filled() {
        let (mut list, mut cursor, mut found) = (List::default(), None, BTreeSet::new());
        let plan =
            Plan { most: 3, answers: 9, by_offset: false, growth: 0, growth_within: 0, removed: vec![] };
        list.grow(60);
        assert!(!list.walk(&plan, &mut cursor, &mut found));
        list.grow(150);
        assert!(list.walk(&plan, &mut cursor, &mut found));
        list.grow(5);
        // The top, the page with what was seen last, and the next one.
        assert!(list.walk(&plan, &mut cursor, &mut found));
        assert!(found.contains("215") && found.contains("100") && !found.contains("61"));
        assert!(list.walk(&plan, &mut cursor, &mut found));
        assert!(!list.walk(&plan, &mut cursor, &mut found));
        assert!((61..=215_u32).all(|number| found.contains(&number.to_string())));
        assert!(cursor.unwrap().len() < 300);
    }
}
