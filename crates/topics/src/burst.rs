//! Where far more is raised on the day than is usual. A window in, the bursting cells of matter and neighbourhood out, each
//! with what the burst says for any two of its texts being about the same.
//!
//! When thirty people of one city complain of cold flats on a day on which two would be usual, most of them mean the same
//! cold, however differently they put it. What is usual is the larger of two estimates: the median of the cell's earlier
//! days, and what the matter's frequency elsewhere and the place's activity in other matters make one expect if the two had
//! nothing to do with each other. Where neither is known there is no burst.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::background::{Cell, fixed};
use crate::window::Window;

/// Fewer texts in a cell are no burst.
const LEAST_TEXTS: u32 = 8;
/// Texts of other matters in other places from which an expectation can be had.
const LEAST_ELSEWHERE: u32 = 30;
/// Earlier days from which a median can be had.
const LEAST_DAYS: usize = 3;
/// Texts that are usual anywhere at least.
const USUAL: f64 = 1.5;
/// The most that a burst says, in nats: some of the texts happen to be about something else.
const MOST: f64 = 1.0;

/// Evidence by bursting cell.
pub(crate) type Bursts = FxHashMap<Cell, i64>;

/// The cells that burst on the day being grouped. Only texts that raise something and are no duplicates count.
pub(crate) fn bursts(window: &Window, is_original: impl Fn(usize) -> bool) -> Bursts {
    let mut all = 0_u32;
    let mut parts: FxHashMap<Cell, u32> = FxHashMap::default();
    let mut days: FxHashMap<Cell, BTreeMap<Date, u32>> = FxHashMap::default();
    let mut today: FxHashMap<Cell, u32> = FxHashMap::default();
    let mut known_days: Vec<Date> = Vec::new();
    for (rank, seen) in window.seen.iter().enumerate() {
        let day = seen.record.day;
        if known_days.last() != Some(&day) {
            known_days.push(day);
        }
        let cell = (seen.leaf, seen.locality.neighbourhood());
        if !(seen.stands && seen.raises && is_original(rank)) || cell.0.is_none() || cell.1.is_none() {
            continue;
        }
        all += 1;
        for part in [(cell.0, None), (None, cell.1), cell] {
            *parts.entry(part).or_default() += 1;
        }
        if rank >= window.today {
            *today.entry(cell).or_default() += 1;
        } else {
            *days.entry(cell).or_default().entry(day).or_default() += 1;
        }
    }
    let earlier_days = known_days.len().saturating_sub(usize::from(window.today < window.seen.len()));
    let none = BTreeMap::new();
    let mut bursts = Bursts::default();
    for (cell, texts) in today {
        let here = parts[&cell];
        let (of_matter, of_place) = (parts[&(cell.0, None)] - here, parts[&(None, cell.1)] - here);
        let elsewhere = all - here - of_matter - of_place;
        let independent = (elsewhere >= LEAST_ELSEWHERE).then(|| {
            f64::from(of_matter) * f64::from(of_place) / f64::from(elsewhere) / known_days.len() as f64
        });
        let median =
            (earlier_days >= LEAST_DAYS).then(|| median(days.get(&cell).unwrap_or(&none), earlier_days));
        if texts < LEAST_TEXTS || (independent.is_none() && median.is_none()) {
            continue;
        }
        let usual = independent.unwrap_or(0.0).max(median.unwrap_or(0.0)) + USUAL;
        // The chance that two texts both belong to what is beyond the usual.
        let both = ((f64::from(texts) - usual) / f64::from(texts)).max(0.0).powi(2);
        if both > 0.2 {
            bursts.insert(cell, fixed((both / (1.0 - both)).ln().min(MOST)));
        }
    }
    bursts
}

/// The median count over `all` days, of which those not in `days` have none.
fn median(days: &BTreeMap<Date, u32>, all: usize) -> f64 {
    let mut counts: Vec<u32> = days.values().copied().collect();
    counts.resize(all.max(counts.len()), 0);
    counts.sort_unstable();
    f64::from(counts[counts.len() / 2])
}
