//! Takes where each of some words stands in a text and gives where they stand together: one after another, or near one another in
//! any order. The index counts such places, the highlighter marks them.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

/// The stretches of positions in which all words stand together, ascending and apart from each other where order is free. `slots`
/// holds the positions of each word, ascending. `within` tells how many other words may stand between; without it the words must follow one another
/// as they are given. No position serves two words.
pub(crate) fn places(slots: &[&[u32]], within: Option<u32>) -> Vec<RangeInclusive<u32>> {
    match within {
        _ if slots.iter().any(|positions| positions.is_empty()) => Vec::new(),
        None => in_order(slots),
        Some(within) => near(slots, within),
    }
}

fn in_order(slots: &[&[u32]]) -> Vec<RangeInclusive<u32>> {
    let Some((first, rest)) = slots.split_first() else { return Vec::new() };
    let follows = |start: &u32| {
        (1..).zip(rest).all(|(offset, positions)| positions.binary_search(&(start + offset)).is_ok())
    };
    let length = rest.len() as u32;
    first.iter().filter(|start| follows(start)).map(|start| *start..=start + length).collect()
}

fn near(slots: &[&[u32]], within: u32) -> Vec<RangeInclusive<u32>> {
    let reach = slots.len() as u32 + within;
    let mut stands: Vec<(u32, usize)> = Vec::new();
    for (slot, positions) in slots.iter().enumerate() {
        stands.extend(positions.iter().map(|position| (*position, slot)));
    }
    stands.sort_unstable();
    let mut window = Window { held: vec![0; slots.len()], lacking: slots.len() };
    let mut found = Vec::new();
    let mut first = 0;
    for (at, (position, slot)) in stands.iter().enumerate() {
        if found.last().is_some_and(|place: &RangeInclusive<u32>| place.end() >= position) {
            first = at + 1;
            continue;
        }
        window.take(*slot);
        while position - stands[first].0 >= reach {
            window.leave(stands[first].1);
            first += 1;
        }
        if window.lacking > 0 || !each_has_its_own(&stands[first..=at], slots.len()) {
            continue;
        }
        // From the left, whatever is not needed goes.
        while first < at && each_has_its_own(&stands[first + 1..=at], slots.len()) {
            first += 1;
        }
        found.push(stands[first].0..=*position);
        first = at + 1;
        window = Window { held: vec![0; slots.len()], lacking: slots.len() };
    }
    found
}

/// What a stretch of positions holds.
struct Window {
    held: Vec<usize>,
    lacking: usize,
}

impl Window {
    fn take(&mut self, slot: usize) {
        self.lacking -= usize::from(self.held[slot] == 0);
        self.held[slot] += 1;
    }

    fn leave(&mut self, slot: usize) {
        self.held[slot] -= 1;
        self.lacking += usize::from(self.held[slot] == 0);
    }
}

/// Whether every word can have a position of its own among `stands`: augmenting paths (Kuhn, The Hungarian Method, 1955).
fn each_has_its_own(stands: &[(u32, usize)], slots: usize) -> bool {
    let mut owner: HashMap<u32, usize> = HashMap::new();
    (0..slots).all(|slot| settle(slot, stands, &mut owner, &mut HashSet::new()))
}

/// Gives a word a position, moving others where that frees one.
fn settle(
    slot: usize,
    stands: &[(u32, usize)],
    owner: &mut HashMap<u32, usize>,
    tried: &mut HashSet<u32>,
) -> bool {
    for (position, _) in stands.iter().filter(|(_, own)| *own == slot) {
        if !tried.insert(*position) {
            continue;
        }
        let is_free = match owner.get(position).copied() {
            None => true,
            Some(other) => settle(other, stands, owner, tried),
        };
        if is_free {
            owner.insert(*position, slot);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(slots: &[&[u32]], within: Option<u32>, expected: &[(u32, u32)]) {
        let found: Vec<(u32, u32)> =
            places(slots, within).into_iter().map(|place| (*place.start(), *place.end())).collect();
        assert_eq!(found, expected, "{slots:?} {within:?}");
    }

    #[test]
    fn words_follow_one_another() {
        check(&[&[0, 4, 9], &[1, 6, 10]], None, &[(0, 1), (9, 10)]);
        check(&[&[0], &[1], &[3]], None, &[]);
        check(&[&[5], &[4]], None, &[]);
    }

    #[test]
    fn words_are_near_in_either_order() {
        check(&[&[0], &[4]], Some(3), &[(0, 4)]);
        check(&[&[0], &[5]], Some(3), &[]);
        check(&[&[5], &[4]], Some(0), &[(4, 5)]);
        check(&[&[0, 20], &[2, 19], &[1, 24]], Some(0), &[(0, 2)]);
        check(&[&[0, 3], &[4]], Some(5), &[(3, 4)]);
        check(&[&[0], &[]], Some(5), &[]);
    }

    #[test]
    fn no_position_serves_two_words() {
        check(&[&[3], &[3]], Some(5), &[]);
        check(&[&[3, 5], &[3, 5]], Some(5), &[(3, 5)]);
        check(&[&[3], &[3, 4], &[4]], Some(5), &[]);
    }

    proptest! {
        #[test]
        fn pairs_are_near_just_when_their_distance_is(
            mut left in prop::collection::vec(0_u32..60, 0..6),
            mut right in prop::collection::vec(0_u32..60, 0..6),
            within in 0_u32..8,
        ) {
            left.sort_unstable();
            left.dedup();
            right.sort_unstable();
            right.dedup();
            let is_near =
                left.iter().any(|one| right.iter().any(|two| one != two && one.abs_diff(*two) <= within + 1));
            let found = places(&[&left, &right], Some(within));
            prop_assert_eq!(!found.is_empty(), is_near);
            for place in &found {
                prop_assert!(place.end() - place.start() <= within + 1);
            }
            prop_assert!(found.windows(2).all(|pair| pair[0].end() < pair[1].start()));
        }
    }
}
