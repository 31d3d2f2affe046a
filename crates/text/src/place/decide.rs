//! Takes the claims of a text and decides what each of them means: first those that are clear by themselves, then the others by the
//! district or region of those, then by the region of the source. Costs what sorting the claims costs, however many there are.

use std::collections::BTreeSet;

use dauys_model::Kato;
use rustc_hash::FxHashMap;

use super::candidate::{kato_of, level_of};
use super::claim::Claim;
use super::gazetteer::{Level, Mode, district};
use super::index::Meaning;
use super::mention::Ground;
use super::spelling::Spelling;

/// The most words between a village and the district that stands beside it.
const ADJACENT: usize = 3;
/// The same where nothing calls it a village.
const BESIDE: usize = 5;

/// The decision on a claim: its meaning and why.
pub(super) type Settled = Option<(Meaning, Vec<Ground>)>;

/// Why a meaning fits its text: the higher the better.
#[derive(Clone, PartialEq, Eq)]
struct Support {
    /// A shared district weighs three, a shared region or the district of the source two, the region of the source one.
    weight: u8,
    /// Words to the place that supports it.
    distance: usize,
    ground: Ground,
}

/// Decides all claims of a text whose source belongs to `source`.
pub(super) fn decide(spelling: &Spelling<'_>, claims: &[Claim], source: Option<Kato>) -> Vec<Settled> {
    let clear = |claim: &Claim| match claim.strong[..] {
        [meaning] if !is_shared(claim, &meaning) => Some((meaning, vec![own_ground(spelling, claim)])),
        _ => None,
    };
    let mut settled: Vec<Settled> = claims.iter().map(clear).collect();
    // Districts that the first round decides help villages in the second.
    for _ in 0..2 {
        let known = Known::of(claims, &settled);
        for (at, claim) in claims.iter().enumerate() {
            let is_sure = match claim.strong[..] {
                [meaning] => claim.weak.is_empty() || meaning.mode == Mode::Free && claim.kind.is_none(),
                _ => false,
            };
            if !is_sure && let Some(better) = known.choose(spelling, at, source) {
                settled[at] = Some(better);
            }
        }
    }
    drop_distant_villages(claims, &mut settled);
    settled
}

/// Whether others share the name of a village, so that only its region makes it clear.
fn is_shared(claim: &Claim, meaning: &Meaning) -> bool {
    level_of(meaning).is_small() && meaning.mode == Mode::Context && !claim.weak.is_empty()
}

/// The ground that lies in the claim itself.
fn own_ground(spelling: &Spelling<'_>, claim: &Claim) -> Ground {
    claim.kind.map_or(Ground::Name, |kind| {
        let (start, end) = spelling.range(kind);
        Ground::Kind { start, end }
    })
}

/// What has been decided so far.
struct Known<'a> {
    claims: &'a [Claim],
    /// The place of every decided claim and what it is.
    places: Vec<Option<(Kato, Level)>>,
    /// Decided claims by the region, and by the district they lie in, in order.
    of_region: FxHashMap<Kato, Vec<usize>>,
    of_district: FxHashMap<Kato, Vec<usize>>,
}

impl<'a> Known<'a> {
    fn of(claims: &'a [Claim], settled: &[Settled]) -> Self {
        let place =
            |settled: &Settled| settled.as_ref().map(|(meaning, _)| (kato_of(meaning), level_of(meaning)));
        let places: Vec<Option<(Kato, Level)>> = settled.iter().map(place).collect();
        let mut of_region: FxHashMap<Kato, Vec<usize>> = FxHashMap::default();
        let mut of_district: FxHashMap<Kato, Vec<usize>> = FxHashMap::default();
        for (at, (kato, _)) in places.iter().enumerate().filter_map(|(at, place)| Some((at, (*place)?))) {
            of_region.entry(kato.region()).or_default().push(at);
            if !kato.is_region() {
                of_district.entry(district(kato)).or_default().push(at);
            }
        }
        Self { claims, places, of_region, of_district }
    }

    /// The meaning of a claim that lies in a district or region the text names otherwise, or in that of the source, if there is
    /// one such and no more.
    fn choose(&self, spelling: &Spelling<'_>, at: usize, source: Option<Kato>) -> Settled {
        let claim = &self.claims[at];
        let districts = self.districts_beside(spelling, at);
        let supported: Vec<(Meaning, Support)> = claim
            .strong
            .iter()
            .chain(&claim.weak)
            .filter_map(|meaning| Some((*meaning, self.support(at, meaning, &districts, source)?)))
            .collect();
        let rank = |support: &Support| (std::cmp::Reverse(support.weight), support.distance);
        let best = supported.iter().map(|(_, support)| rank(support)).min()?;
        let mut fitting = supported.into_iter().filter(|(_, support)| rank(support) == best);
        let (meaning, support) = fitting.next()?;
        let is_one = fitting.all(|(other, _)| kato_of(&other) == kato_of(&meaning));
        let own = claim.kind.map(|_| own_ground(spelling, claim));
        is_one.then(|| (meaning, own.into_iter().chain([support.ground]).collect()))
    }

    /// Districts that the same sentence names within a few words of a claim: how many words away, and which.
    fn districts_beside(&self, spelling: &Spelling<'_>, at: usize) -> Vec<(usize, Kato)> {
        let from = self.claims[at].from;
        let near = at.saturating_sub(BESIDE)..(at + BESIDE + 1).min(self.claims.len());
        near.filter(|&other| other != at)
            .filter_map(|other| {
                let (kato, level) = self.places[other]?;
                let other = self.claims[other].from;
                let distance = other.abs_diff(from);
                let is_beside =
                    level == Level::District && distance <= BESIDE && spelling.is_same_sentence(other, from);
                is_beside.then_some((distance, kato))
            })
            .collect()
    }

    fn support(
        &self,
        at: usize,
        meaning: &Meaning,
        districts: &[(usize, Kato)],
        source: Option<Kato>,
    ) -> Option<Support> {
        let kato = kato_of(meaning);
        let own = |(_, place): &&(usize, Kato)| district(*place) == district(kato);
        // A village that nothing calls one must stand beside its district.
        if self.claims[at].kind.is_none() && meaning.mode == Mode::Region {
            let &(distance, place) = districts.iter().filter(own).min()?;
            return Some(Support { weight: 3, distance, ground: Ground::Near(place) });
        }
        // «Бестерек ауылы, Аягөз ауданы»: beside a district, a village lies in it or is not known.
        let mut adjacent = districts.iter().filter(|(distance, _)| *distance <= ADJACENT).peekable();
        if level_of(meaning).is_small() && adjacent.peek().is_some() && !adjacent.any(|place| own(&place)) {
            return None;
        }
        let near = |weight: u8, places: Option<&Vec<usize>>| {
            let other = self.nearest(at, places?)?;
            let distance = self.claims[other].from.abs_diff(self.claims[at].from);
            Some(Support { weight, distance, ground: Ground::Near(self.places[other]?.0) })
        };
        near(3, self.of_district.get(&district(kato)))
            .or_else(|| near(2, self.of_region.get(&kato.region())))
            .or_else(|| {
                let source = source?;
                let weight = match () {
                    () if !source.is_region() && district(source) == district(kato) => 2,
                    () if source.region() == kato.region() => 1,
                    () => return None,
                };
                Some(Support { weight, distance: usize::MAX, ground: Ground::Source(source) })
            })
    }

    /// The claim among `others`, which are in order, that stands nearest to the claim `at` and is another.
    fn nearest(&self, at: usize, others: &[usize]) -> Option<usize> {
        let middle = others.partition_point(|&other| other < at);
        let before = middle.checked_sub(1).map(|before| others[before]);
        let after = others[middle..].iter().copied().find(|&other| other != at);
        let from = self.claims[at].from;
        before.into_iter().chain(after).min_by_key(|&other| self.claims[other].from.abs_diff(from))
    }
}

/// Villages share their names across the country: «село Нура» of another region than the text names is not ours.
fn drop_distant_villages(claims: &[Claim], settled: &mut [Settled]) {
    let regions: BTreeSet<Kato> = settled
        .iter()
        .flatten()
        .filter(|(meaning, _)| level_of(meaning) == Level::Region)
        .map(|(meaning, _)| kato_of(meaning))
        .collect();
    for (claim, settled) in claims.iter().zip(settled) {
        let is_distant = settled.as_ref().is_some_and(|(meaning, _)| {
            claim.kind.is_some()
                && level_of(meaning).is_small()
                && !regions.is_empty()
                && !regions.contains(&kato_of(meaning).region())
        });
        if is_distant {
            *settled = None;
        }
    }
}
