//! Texts of a window in, the earliest original of each text of the day out. It compares words, not meanings.
//!
//! Candidates share the set of terms, 16 bits of the fingerprint (bands, as in Manku, Jain and Das Sarma 2007), or a run
//! of five consecutive terms picked by its hash (modulo sampling, Broder 1997), which finds a text cut short. A
//! candidate counts if places agree and the terms themselves overlap. Only originals are candidates, so chains fold.

use rustc_hash::{FxHashMap, FxHashSet};

use dauys_model::PostId;

use crate::settings::Settings;
use crate::vocabulary::{Vocabulary, mix};
use crate::window::{Seen, Window};

/// Terms in a run.
const RUN: usize = 5;
/// One run in this many is kept.
const SAMPLE: u64 = 4;
/// Runs are taken from this many leading terms.
const LEAD: usize = 32;
/// No more candidates than this are looked at under one key, the earliest first: boilerplate must not make the search
/// quadratic.
const BUCKET: usize = 64;
/// A text cut short keeps at least this share of its terms within the longer one's, and has at least [`CUT_TERMS`].
const CUT_SHARE: f32 = 0.85;
/// See [`CUT_SHARE`].
const CUT_TERMS: usize = 10;

/// For each text of the day, in rank order, the rank that stands for its original and the original's id.
pub(crate) fn duplicates(
    window: &Window,
    terms: &Vocabulary,
    settings: &Settings,
) -> Vec<Option<(usize, PostId)>> {
    duplicates_among(window, [], window.todays(), terms, settings)
}

/// The same for `texts` of the day only, whose originals may be among `others` of the day too.
pub(crate) fn duplicates_among(
    window: &Window,
    others: impl IntoIterator<Item = usize>,
    texts: impl Iterator<Item = usize>,
    terms: &Vocabulary,
    settings: &Settings,
) -> Vec<Option<(usize, PostId)>> {
    let mut finder = Finder { window, terms, settings, buckets: FxHashMap::default() };
    for rank in (0..window.today).filter(|&rank| window.seen[rank].stands).chain(others) {
        finder.add(rank);
    }
    let mut found = Vec::new();
    for rank in texts {
        let original = finder.original(rank);
        if original.is_none() {
            finder.add(rank);
        }
        found.push(original.map(|original| {
            let record = window.seen[original].record;
            (original, record.grouped.duplicate_of.unwrap_or(record.id))
        }));
    }
    found
}

struct Finder<'a> {
    window: &'a Window<'a>,
    terms: &'a Vocabulary,
    settings: &'a Settings,
    buckets: FxHashMap<u64, Vec<u32>>,
}

impl Finder<'_> {
    fn add(&mut self, rank: usize) {
        for key in self.keys(rank) {
            let bucket = self.buckets.entry(key).or_default();
            if bucket.len() < BUCKET {
                bucket.push(u32::try_from(rank).expect("a window holds fewer than four billion posts"));
            }
        }
    }

    fn original(&self, rank: usize) -> Option<usize> {
        let keys = self.keys(rank);
        let buckets = keys.iter().filter_map(|key| self.buckets.get(key)).flatten();
        let mut candidates: Vec<u32> = buckets.copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let terms: FxHashSet<u32> = self.window.seen[rank].record.terms.iter().copied().collect();
        let mut candidates = candidates.into_iter().map(|candidate| candidate as usize);
        candidates.find(|&candidate| self.is_duplicate(candidate, rank, &terms))
    }

    /// Everything under which a text may be found.
    fn keys(&self, rank: usize) -> Vec<u64> {
        let record = self.window.seen[rank].record;
        let marks: Vec<u64> = record.terms.iter().map(|&term| self.terms.mark(term)).collect();
        if marks.is_empty() {
            return Vec::new();
        }
        let mut keys = vec![mix(marks.iter().fold(0, |sum, mark| mark.wrapping_add(sum)))];
        if record.length < self.settings.short_words {
            // Equal short texts are many and of many places: those of one place are kept together.
            let locality = self.window.seen[rank].locality;
            let place = locality.kato.map_or(0, |kato| u64::from(kato.0)) << 32;
            keys[0] ^= mix(place | locality.name.map_or(0, |name| u64::from(name) + 1));
            return keys;
        }
        for band in 0..4_u64 {
            let bits = (record.fingerprint >> (16 * band)) & 0xffff;
            keys.push(mix(bits | (band + 1) << 16));
        }
        let lead = &marks[..marks.len().min(LEAD)];
        let runs = lead.windows(RUN).map(|run| run.iter().fold(0, |hash, mark| mix(hash ^ mark)));
        keys.extend(runs.filter(|run| run % SAMPLE == 0));
        keys
    }

    fn is_duplicate(&self, original: usize, rank: usize, terms: &FxHashSet<u32>) -> bool {
        let (one, two) = (&self.window.seen[original], &self.window.seen[rank]);
        if one.locality.meet(two.locality).is_none() {
            return false;
        }
        let shared = one.record.terms.iter().filter(|term| terms.contains(term)).count();
        let (fewer, more) = {
            let counts = (one.record.terms.len(), two.record.terms.len());
            (counts.0.min(counts.1), counts.0.max(counts.1))
        };
        if one.record.length.min(two.record.length) < self.settings.short_words {
            return shared == more && is_short_repeat(one, two);
        }
        if shared == more {
            return true;
        }
        let bits = (one.record.fingerprint ^ two.record.fingerprint).count_ones();
        let overlap = shared as f32 / (fewer + more - shared) as f32;
        (bits <= self.settings.duplicate_bits && overlap >= self.settings.duplicate_overlap)
            || (fewer >= CUT_TERMS && shared as f32 >= CUT_SHARE * fewer as f32)
    }
}

/// Whether a short text with the terms of another one repeats it. `Нет воды` by two known authors is two voices: few
/// words leave no other way to say it. Both must also be of one place, and comments of one thread, since they do not say
/// themselves what they are about.
fn is_short_repeat(one: &Seen, two: &Seen) -> bool {
    let two_authors = match (one.record.voice, two.record.voice) {
        (Some(first), Some(second)) => first != second || one.record.day != two.record.day,
        _ => false,
    };
    let of_citizens = one.record.kind.is_of_citizens() || two.record.kind.is_of_citizens();
    let in_one_thread = !of_citizens || one.record.thread == two.record.thread;
    !two_authors && in_one_thread && one.locality == two.locality
}
