//! Which sources are the same feed: samples of what each announced in, pairs with a verdict out.
//!
//! Two lists are compared where they overlap in time, so that a feed of ten items and one of two hundred are told to
//! be the same when the ten are the latest of the two hundred. Only pairs that share something are looked at: an
//! inverted index finds them, not a comparison of all with all. The measures are containment and resemblance of
//! Broder, "On the resemblance and containment of documents" (Sequences, 1997), over addresses and over titles.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use dauys_model::SourceId;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

/// What a source announced in the last days.
#[derive(Clone, PartialEq, Debug)]
pub struct Sample {
    /// Which source.
    pub source: SourceId,
    /// A hash of the host its items are at, where there is one.
    pub host: Option<u64>,
    /// Its items, in any order; repeated ones count once.
    pub items: Vec<Announced>,
}

/// An item as two sources can be compared by it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Announced {
    /// Hash of its canonical address, where it has one.
    pub address: Option<u64>,
    /// Hash of its title in a plain form; none for an empty title or one that every item has.
    pub title: Option<u64>,
    /// When it was published, or first seen.
    pub at: Timestamp,
}

/// Two sources with much in common.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Pair {
    /// The source whose id comes first.
    pub one: SourceId,
    /// The other.
    pub other: SourceId,
    /// What they are to one another.
    pub verdict: Verdict,
    /// How much they share by address.
    pub addresses: Overlap,
    /// How much they share by title.
    pub titles: Overlap,
}

/// What two sources are to one another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The same feed: one of the two is too many.
    SameFeed,
    /// The first holds the other: a feed of a category beside the main one. Not wrong, but the smaller one brings
    /// nothing of its own.
    OneHoldsOther,
    /// The other holds the first.
    OtherHoldsOne,
    /// The same titles on other hosts: one reprints the other, or both a third. Not twins: both are wanted, as
    /// reprints.
    Reprints,
}

/// How much two sets share, where they overlap in time.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Overlap {
    /// How many the first has.
    pub one: u32,
    /// How many the other has.
    pub other: u32,
    /// How many both have.
    pub shared: u32,
}

impl Overlap {
    /// The share of the smaller that the larger has too, 0 to 1.
    pub fn containment(&self) -> f64 {
        ratio(self.shared, self.one.min(self.other))
    }

    /// What both have of what either has (Jaccard), 0 to 1.
    pub fn resemblance(&self) -> f64 {
        ratio(self.shared, self.one + self.other - self.shared)
    }

    /// The share of the first that the other has too.
    pub fn of_one(&self) -> f64 {
        ratio(self.shared, self.one)
    }

    /// The share of the other that the first has too.
    pub fn of_other(&self) -> f64 {
        ratio(self.shared, self.other)
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

/// So few shared items say nothing.
const LEAST_SHARED: u32 = 8;
/// From this share on a list is thought to be held by another; not all of it, since an item may be withdrawn, or come
/// between two checks.
const HELD: f64 = 0.8;
/// Up to this share of common addresses, common titles are reprints and no twins.
const APART: f64 = 0.2;
/// A value that so many sources have says nothing of any two of them: "Фото дня", or the story of the day. It also
/// bounds the work.
const TOO_COMMON: usize = 40;
/// The edges of a sample are blurred: two sources date the same item differently by up to this.
const BLUR: SignedDuration = SignedDuration::from_hours(2);

/// All pairs of sources that are one, or hold or reprint one another; by their ids. The order of samples and items
/// does not matter. Of two samples of the same source the first by content is taken.
pub fn twins(samples: &[Sample]) -> Vec<Pair> {
    let mut sides: Vec<Side<'_>> = samples.iter().map(Side::of).collect();
    sides.sort_by(|a, b| {
        a.source
            .cmp(b.source)
            .then_with(|| a.addresses.cmp(&b.addresses))
            .then_with(|| a.titles.cmp(&b.titles))
    });
    sides.dedup_by(|later, first| later.source == first.source);
    let addresses = shared(&sides, |side| &side.addresses);
    let titles = shared(&sides, |side| &side.titles);
    let candidates: BTreeSet<(u32, u32)> = addresses
        .iter()
        .chain(&titles)
        .filter(|(_, count)| **count >= LEAST_SHARED)
        .map(|(pair, _)| *pair)
        .collect();
    candidates
        .into_iter()
        .filter_map(|(one, other)| judge(sides.get(one as usize)?, sides.get(other as usize)?))
        .collect()
}

/// A sample ready to be compared: the earliest moment of each address and each title.
struct Side<'a> {
    source: &'a SourceId,
    host: Option<u64>,
    addresses: BTreeMap<u64, Timestamp>,
    titles: BTreeMap<u64, Timestamp>,
    first: Timestamp,
    last: Timestamp,
}

impl<'a> Side<'a> {
    fn of(sample: &'a Sample) -> Self {
        let (mut addresses, mut titles) = (BTreeMap::new(), BTreeMap::new());
        let note = |map: &mut BTreeMap<u64, Timestamp>, key: Option<u64>, at: Timestamp| {
            if let Some(key) = key {
                let known = map.entry(key).or_insert(at);
                *known = at.min(*known);
            }
        };
        for item in &sample.items {
            note(&mut addresses, item.address, item.at);
            note(&mut titles, item.title, item.at);
        }
        let moments = || sample.items.iter().map(|item| item.at);
        Self {
            source: &sample.source,
            host: sample.host,
            addresses,
            titles,
            first: moments().min().unwrap_or(Timestamp::MAX),
            last: moments().max().unwrap_or(Timestamp::MIN),
        }
    }
}

/// How many values each pair of sides has in common.
fn shared(
    sides: &[Side<'_>],
    values: for<'s, 'a> fn(&'s Side<'a>) -> &'s BTreeMap<u64, Timestamp>,
) -> HashMap<(u32, u32), u32> {
    let mut holders: HashMap<u64, Vec<u32>> = HashMap::new();
    for (index, side) in (0..).zip(sides) {
        for value in values(side).keys() {
            holders.entry(*value).or_default().push(index);
        }
    }
    let mut counts = HashMap::new();
    for holding in holders.values().filter(|holding| holding.len() <= TOO_COMMON) {
        for (place, one) in holding.iter().enumerate() {
            for other in &holding[place + 1..] {
                *counts.entry((*one, *other)).or_insert(0) += 1;
            }
        }
    }
    counts
}

fn judge(one: &Side<'_>, other: &Side<'_>) -> Option<Pair> {
    let from = one.first.max(other.first).checked_sub(BLUR).unwrap_or(Timestamp::MIN);
    let to = one.last.min(other.last).checked_add(BLUR).unwrap_or(Timestamp::MAX);
    let addresses = overlap(&one.addresses, &other.addresses, from, to);
    let titles = overlap(&one.titles, &other.titles, from, to);
    let is_same_site = one.host.is_some() && one.host == other.host;
    let verdict = verdict(&addresses)
        .or_else(|| if addresses.containment() <= APART || is_same_site { verdict(&titles) } else { None })?;
    // The same titles at other addresses: of one site they are one feed under two forms of address, of two sites
    // reprints.
    let by_address = addresses.shared >= LEAST_SHARED && addresses.containment() >= HELD;
    let verdict = if by_address || is_same_site { verdict } else { Verdict::Reprints };
    Some(Pair { one: one.source.clone(), other: other.source.clone(), verdict, addresses, titles })
}

fn verdict(overlap: &Overlap) -> Option<Verdict> {
    if overlap.shared < LEAST_SHARED {
        return None;
    }
    match (overlap.of_one() >= HELD, overlap.of_other() >= HELD) {
        (true, true) => Some(Verdict::SameFeed),
        (false, true) => Some(Verdict::OneHoldsOther),
        (true, false) => Some(Verdict::OtherHoldsOne),
        (false, false) => None,
    }
}

/// What two maps share within a span. What both have counts on both sides, wherever either dates it.
fn overlap(
    one: &BTreeMap<u64, Timestamp>,
    other: &BTreeMap<u64, Timestamp>,
    from: Timestamp,
    to: Timestamp,
) -> Overlap {
    let within = |at: &Timestamp| (from..=to).contains(at);
    let mut counts = Overlap::default();
    let (mut ones, mut others) = (one.iter().peekable(), other.iter().peekable());
    loop {
        let order = match (ones.peek(), others.peek()) {
            (Some((a, _)), Some((b, _))) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return counts,
        };
        match order {
            Ordering::Less => counts.one += u32::from(ones.next().is_some_and(|(_, at)| within(at))),
            Ordering::Greater => counts.other += u32::from(others.next().is_some_and(|(_, at)| within(at))),
            Ordering::Equal => {
                ones.next();
                others.next();
                counts.one += 1;
                counts.other += 1;
                counts.shared += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BEGIN: i64 = 1_780_000_000;

    fn sample(id: &str, host: u64, items: impl IntoIterator<Item = (u64, u64, i64)>) -> Sample {
        let items = items
            .into_iter()
            .map(|(address, title, hour)| Announced {
                address: (address != 0).then_some(address),
                title: (title != 0).then_some(title),
                at: Timestamp::from_second(BEGIN + hour * 3600).unwrap(),
            })
            .collect();
        Sample { source: SourceId::new(id).unwrap(), host: Some(host), items }
    }

    /// An item an hour; addresses from 1000·site on.
    fn feed(id: &str, site: u64, hours: std::ops::Range<i64>) -> Sample {
        sample(id, site, hours.map(|hour| (1000 * site + hour as u64, 900_000 + hour as u64, hour)))
    }

    #[track_caller]
    fn check(samples: &[Sample], expected: &[(&str, &str, Verdict)]) -> Vec<Pair> {
        let pairs = twins(samples);
        let told: Vec<_> =
            pairs.iter().map(|pair| (pair.one.as_str(), pair.other.as_str(), pair.verdict)).collect();
        assert_eq!(told, expected, "{pairs:?}");
        pairs
    }

    #[test]
    fn the_same_feed_is_found_through_windows_of_different_length() {
        let pairs = check(&[feed("a", 1, 0..200), feed("b", 1, 180..200)], &[("a", "b", Verdict::SameFeed)]);
        assert_eq!(pairs[0].addresses.shared, 20);
        check(&[feed("a", 1, 0..200), feed("b", 1, 150..260)], &[("a", "b", Verdict::SameFeed)]);
        check(&[feed("a", 1, 0..100), feed("b", 1, 95..200)], &[]);
    }

    #[test]
    fn a_category_is_held_by_the_main_feed() {
        let category = sample(
            "rubric",
            1,
            (0..200).step_by(7).map(|hour| (1000 + hour as u64, 900_000 + hour as u64, hour)),
        );
        let pairs =
            check(&[feed("main", 1, 0..200), category], &[("main", "rubric", Verdict::OneHoldsOther)]);
        assert_eq!(pairs[0].addresses.containment(), 1.0);
        assert!(pairs[0].addresses.resemblance() < 0.2);
        let category = sample("all", 1, (0..200).step_by(7).map(|hour| (1000 + hour as u64, 0, hour)));
        check(&[feed("main", 1, 0..200), category], &[("all", "main", Verdict::OtherHoldsOne)]);
    }

    #[test]
    fn reprints_are_no_twins() {
        check(&[feed("a", 1, 0..50), feed("b", 2, 0..50)], &[("a", "b", Verdict::Reprints)]);
        // Of one site under two forms of address they are.
        let mut same = feed("b", 2, 0..50);
        same.host = Some(1);
        check(&[feed("a", 1, 0..50), same], &[("a", "b", Verdict::SameFeed)]);
    }

    #[test]
    fn few_or_common_items_say_nothing() {
        check(&[feed("a", 1, 0..7), feed("b", 1, 0..7)], &[]);
        let many: Vec<Sample> = (0..50_u64)
            .map(|number| {
                sample(
                    &format!("s{number}"),
                    number,
                    (0..20).map(|hour| (number * 100 + hour as u64 + 1, 5 + hour as u64, hour)),
                )
            })
            .collect();
        check(&many, &[]);
        check(&[], &[]);
        check(&[sample("a", 1, [])], &[]);
    }

    fn samples() -> impl Strategy<Value = Vec<Sample>> {
        let items = prop::collection::vec((0_u64..60, 0_u64..60, 0_i64..100), 0..60);
        prop::collection::vec((0_u64..3, items), 0..8).prop_map(|sides| {
            sides
                .into_iter()
                .enumerate()
                .map(|(index, (host, items))| sample(&format!("s{index}"), host, items))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn order_changes_nothing(mut samples in samples(), shift in 0_usize..8) {
            let told = twins(&samples);
            if !samples.is_empty() {
                let shift = shift % samples.len();
                samples.rotate_left(shift);
            }
            samples.iter_mut().for_each(|sample| {
                sample.items.reverse();
                sample.items.extend_from_within(..);
            });
            prop_assert_eq!(twins(&samples), told);
        }

        #[test]
        fn a_renamed_pair_is_mirrored(samples in samples()) {
            let names: Vec<SourceId> = samples.iter().map(|sample| sample.source.clone()).collect();
            let mirrored: Vec<Sample> = samples
                .iter()
                .zip(names.iter().rev())
                .map(|(sample, name)| Sample { source: name.clone(), ..sample.clone() })
                .collect();
            let rename = |id: &SourceId| names[names.len() - 1 - names.iter().position(|name| name == id).unwrap()].clone();
            let mut back: Vec<_> = twins(&mirrored)
                .into_iter()
                .map(|pair| {
                    let verdict = match pair.verdict {
                        Verdict::OneHoldsOther => Verdict::OtherHoldsOne,
                        Verdict::OtherHoldsOne => Verdict::OneHoldsOther,
                        same => same,
                    };
                    let turned = |overlap: Overlap| Overlap { one: overlap.other, other: overlap.one, ..overlap };
                    Pair { one: rename(&pair.other), other: rename(&pair.one), verdict, addresses: turned(pair.addresses), titles: turned(pair.titles) }
                })
                .collect();
            back.sort_by(|a, b| (&a.one, &a.other).cmp(&(&b.one, &b.other)));
            prop_assert_eq!(back, twins(&samples));
        }

        #[test]
        fn a_sample_is_its_own_twin(items in prop::collection::btree_set(1_u64..500, 8..40)) {
            let side = |id: &str| sample(id, 1, items.iter().map(|item| (*item, 0, *item as i64)));
            let pairs = twins(&[side("a"), side("b")]);
            prop_assert_eq!(pairs.len(), 1);
            prop_assert_eq!(pairs[0].verdict, Verdict::SameFeed);
            prop_assert_eq!(pairs[0].addresses.resemblance(), 1.0);
        }
    }
}
