//! What is usual: how often a term stands in texts that have nothing to do with each other. Texts of a window in, the
//! evidence that lies in sharing a term out.
//!
//! A term tells nothing if it is usual for its matter (`дорога` among complaints about roads) or for its place (the name
//! of the town). Both are counted outside the cell of matter and place that is being looked at, since a flood of texts
//! about one problem must not make its own words look usual; within the cell, the topic's own texts left out, a term counts
//! as usual in part only.

use rustc_hash::FxHashMap;

use crate::burst::{Bursts, bursts};
use crate::memory::Names;
use crate::window::Window;

/// One nat of evidence. Evidence is summed in whole numbers: sums must not depend on the order of terms.
pub(crate) const NAT: i64 = 1024;

/// The weight, in texts, of what is usual anywhere ([`crate::usual`]) against what the window shows.
const PRIOR_ANYWHERE: f64 = 1024.0;
/// So many texts are added to those of a window before the next power of two is taken, the least of which is that weight.
const PRIOR_TEXTS: u32 = 513;
/// The weight, in texts, of the whole window in the estimate for one matter; and for one place, and one cell.
const PRIOR_LEAF: f64 = 30.0;
/// See [`PRIOR_LEAF`].
const PRIOR_PLACE: f64 = 10.0;
/// See [`PRIOR_LEAF`].
const PRIOR_CELL: f64 = 4.0;
/// How much of its share within the cell on earlier days makes a term usual: in a city one kind of complaint is many
/// problems.
const OF_CELL_EARLIER: f64 = 0.2;
/// The same on the day being grouped, where the cell's texts may yet turn out to be one problem: that much where the
/// matter is well known from elsewhere, up to [`OF_CELL_UNKNOWN`] where it is not, since then nothing tells the words of
/// the problem from those of the matter.
const OF_CELL_TODAY: f64 = 0.1;
/// See [`OF_CELL_TODAY`].
const OF_CELL_UNKNOWN: f64 = 0.3;
/// The weight of the background in the model of a topic (Jelinek–Mercer smoothing, as Spitters and Kraaij used for topic
/// tracking, 2001). High, since two people seldom tell one problem in the same words: a term of the topic that a text
/// lacks costs little.
const SMOOTHING: f64 = 0.85;
/// No single shared term gives more evidence than this, in nats: a rare word may be shared by chance.
const MOST_PER_TERM: f64 = 2.5;
/// What a term costs that the topic has never had, in nats: `ln(SMOOTHING)`.
const UNSHARED: f64 = -0.1625;
/// The same in a story: outlets tell one event in like words. Set on labelled pairs of headlines.
const UNSHARED_STORY: f64 = -0.3;
/// Longer texts have any term more easily: this many terms are usual.
const USUAL_TERMS: f64 = 20.0;

/// How likely two texts of one cell are of one subject where nothing is known of it.
const PRIOR_CONCENTRATION: f64 = 0.8;
/// The weight of that assumption, in pairs of texts.
const PRIOR_PAIRS: f64 = 12.0;

/// Matter and neighbourhood of a topic, as far as known.
pub(crate) type Cell = (Option<u32>, Option<u32>);

/// Counts of the originals of a window.
pub(crate) struct Background<'a> {
    usually: &'a [f32],
    texts: f64,
    raising: u32,
    /// By number of the term: texts that hold it.
    term: Vec<u32>,
    /// Texts that raise something, by leaf, by neighbourhood and by both; `None` stands for any.
    cells: FxHashMap<Cell, u32>,
    terms_of_cells: FxHashMap<(Cell, u32), u32>,
    /// The part of the two above that falls on the day being grouped, for cells of leaf and neighbourhood.
    cells_today: FxHashMap<Cell, u32>,
    terms_of_cells_today: FxHashMap<(Cell, u32), u32>,
    /// What is known of the terms of the day's texts in their own cells, computed once: most comparisons need just these.
    usual: FxHashMap<(Cell, u32), Usual>,
    bursts: Bursts,
    /// Texts that raise something, by cell of leaf and neighbourhood and by subject.
    subjects: FxHashMap<(Cell, u32), u32>,
    /// The chance, in thousandths, that two texts of a cell are of one subject, as far as they tell.
    concentration: FxHashMap<Cell, u32>,
}

/// What is known of a term beside a cell and in it.
#[derive(Clone, Copy)]
struct Usual {
    /// The chance that a text of the same matter or the same place, but not of both, holds it.
    outside: f64,
    /// Texts of the cell that hold it, on earlier days and on the day being grouped.
    earlier: u32,
    /// See `earlier`.
    today: u32,
}

/// A topic with a cluster that may belong to it, as far as it matters for what is usual.
pub(crate) struct Target {
    cell: Cell,
    /// Texts of both.
    texts: f64,
    /// Whether it has been a topic since an earlier day.
    is_topic: bool,
    /// The mean number of terms in its texts.
    length: f64,
    /// Texts of the cell that are not its own, on earlier days and on the day being grouped.
    others: (f64, f64),
    /// How much the share within the cell today makes a term usual.
    of_today: f64,
}

/// What is left of counts within a cell, earlier and today, without so many of the topic's own.
fn without_own(earlier: u32, today: u32, own: u32, is_topic: bool) -> (f64, f64) {
    let own_earlier = if is_topic { own.min(earlier) } else { 0 };
    (f64::from(earlier - own_earlier), f64::from(today.saturating_sub(own - own_earlier)))
}

impl<'a> Background<'a> {
    /// Counts the texts that stand for themselves. `is_original` tells it for the day being grouped.
    pub(crate) fn new(window: &Window, names: &'a Names, is_original: impl Fn(usize) -> bool) -> Self {
        let mut background = Self {
            usually: &names.usual,
            texts: 0.0,
            raising: 0,
            term: vec![0; names.usual.len()],
            cells: FxHashMap::default(),
            terms_of_cells: FxHashMap::default(),
            cells_today: FxHashMap::default(),
            terms_of_cells_today: FxHashMap::default(),
            usual: FxHashMap::default(),
            bursts: bursts(window, &is_original),
            subjects: FxHashMap::default(),
            concentration: FxHashMap::default(),
        };
        let mut texts = 0_u32;
        for (rank, seen) in window.seen.iter().enumerate() {
            if !(seen.stands && is_original(rank)) {
                continue;
            }
            texts += 1;
            for &term in &seen.record.terms {
                background.term[term as usize] += 1;
            }
            if seen.raises {
                background.raising += 1;
                let cell = (seen.leaf, seen.locality.neighbourhood());
                background.count_raising(cell, &seen.record.terms, rank >= window.today);
                if let Some(subject) = seen.subject {
                    *background.subjects.entry((cell, subject)).or_default() += 1;
                }
            }
        }
        // A power of two: one more text somewhere must not shift every weight.
        background.texts = f64::from((texts + PRIOR_TEXTS).next_power_of_two());
        background.concentrate();
        background.prepare(window, is_original);
        background
    }

    fn concentrate(&mut self) {
        let mut cells: FxHashMap<Cell, (u64, u64)> = FxHashMap::default();
        for (&(cell, _), &texts) in &self.subjects {
            let (all, pairs) = cells.entry(cell).or_default();
            *all += u64::from(texts);
            *pairs += u64::from(texts) * u64::from(texts - 1);
        }
        self.concentration = cells
            .into_iter()
            .map(|(cell, (all, pairs))| {
                let chance = (pairs as f64 + PRIOR_PAIRS * PRIOR_CONCENTRATION)
                    / ((all * (all - 1)) as f64 + PRIOR_PAIRS);
                (cell, (chance * 1000.0).round() as u32)
            })
            .collect();
    }

    /// What it says for two texts of a cell being of one subject that they are of this cell, in nats: the more subjects are raised there at
    /// once, the less.
    pub(crate) fn concentration(&self, cell: Cell) -> f64 {
        let chance =
            self.concentration.get(&cell).map_or(PRIOR_CONCENTRATION, |&chance| f64::from(chance) / 1000.0);
        let chance = chance.clamp(0.02, 0.98);
        (chance / (1.0 - chance)).ln()
    }

    fn prepare(&mut self, window: &Window, is_original: impl Fn(usize) -> bool) {
        let mut usual = FxHashMap::default();
        for rank in window.todays().filter(|&rank| is_original(rank) && window.seen[rank].raises) {
            let seen = &window.seen[rank];
            let cell = (seen.leaf, seen.locality.neighbourhood());
            for &term in seen.record.terms.iter().filter(|&&term| self.texts_with(term) > 1) {
                usual.entry((cell, term)).or_insert_with(|| self.compute(term, cell));
            }
        }
        self.usual = usual;
    }

    fn count_raising(&mut self, (leaf, place): Cell, terms: &[u32], is_today: bool) {
        let is_both = leaf.is_some() && place.is_some();
        let mut cells = vec![(leaf, place)];
        if is_both {
            cells.extend([(leaf, None), (None, place)]);
        }
        for cell in cells {
            *self.cells.entry(cell).or_default() += 1;
            for &term in terms {
                *self.terms_of_cells.entry((cell, term)).or_default() += 1;
            }
        }
        if is_today && is_both {
            *self.cells_today.entry((leaf, place)).or_default() += 1;
            for &term in terms {
                *self.terms_of_cells_today.entry(((leaf, place), term)).or_default() += 1;
            }
        }
    }

    fn cell(&self, cell: Cell) -> f64 {
        f64::from(self.cells.get(&cell).copied().unwrap_or(0))
    }

    fn term_of_cell(&self, cell: Cell, term: u32) -> f64 {
        f64::from(self.terms_of_cells.get(&(cell, term)).copied().unwrap_or(0))
    }

    /// How many texts of the window hold a term.
    pub(crate) fn texts_with(&self, term: u32) -> u32 {
        self.term[term as usize]
    }

    /// The chance that any text of the window holds the term.
    pub(crate) fn anywhere(&self, term: u32) -> f64 {
        self.estimate_anywhere(term, f64::from(self.texts_with(term)))
    }

    fn estimate_anywhere(&self, term: u32, with_term: f64) -> f64 {
        let usually = f64::from(self.usually[term as usize]);
        (with_term + 0.5 + PRIOR_ANYWHERE * usually) / self.texts
    }

    fn compute(&self, term: u32, cell: Cell) -> Usual {
        let (leaf, place) = cell;
        let is_both = leaf.is_some() && place.is_some();
        let (in_cell, with_term) =
            if is_both { (self.cell(cell), self.term_of_cell(cell, term)) } else { (0.0, 0.0) };
        let anywhere = self.estimate_anywhere(term, f64::from(self.texts_with(term)) - with_term);
        let estimate = |cell: Cell, prior: f64| {
            let texts = self.cell(cell) - in_cell;
            (self.term_of_cell(cell, term) - with_term + prior * anywhere) / (texts + prior)
        };
        let mut outside = anywhere;
        if leaf.is_some() {
            outside = outside.max(estimate((leaf, None), PRIOR_LEAF));
        }
        if place.is_some() {
            outside = outside.max(estimate((None, place), PRIOR_PLACE));
        }
        let key = (cell, term);
        let (earlier, today) = split(self.terms_of_cells.get(&key), self.terms_of_cells_today.get(&key));
        Usual { outside, earlier, today }
    }

    /// A topic that texts may be compared with.
    pub(crate) fn target(&self, cell: Cell, texts: u32, is_topic: bool, length: f64) -> Target {
        let (earlier, today) = split(self.cells.get(&cell), self.cells_today.get(&cell));
        let elsewhere = self.cell((cell.0, None)) - f64::from(earlier + today);
        let unknown = PRIOR_LEAF / (PRIOR_LEAF + elsewhere.max(0.0));
        Target {
            cell,
            texts: f64::from(texts),
            is_topic,
            length,
            others: without_own(earlier, today, texts, is_topic),
            of_today: OF_CELL_TODAY + (OF_CELL_UNKNOWN - OF_CELL_TODAY) * unknown,
        }
    }

    /// The chance that a text of the same matter or the same place, the other of which is unknown, holds a term, without the texts at
    /// hand: there is no cell of theirs to leave out.
    fn usual_without(&self, term: u32, own: f64, target: &Target) -> f64 {
        let anywhere = self.estimate_anywhere(term, (f64::from(self.texts_with(term)) - own).max(0.0));
        let prior = if target.cell.0.is_some() { PRIOR_LEAF } else { PRIOR_PLACE };
        if target.cell == (None, None) {
            return anywhere;
        }
        let others = (self.cell(target.cell) - target.texts).max(0.0);
        let with_term = (self.term_of_cell(target.cell, term) - own).max(0.0);
        anywhere.max((with_term + prior * anywhere) / (others + prior))
    }

    /// The chance that a text of the same matter and place, but about another problem, holds a term that `own` texts of
    /// the topic and the one beside it have.
    fn usual(&self, term: u32, own: u32, target: &Target) -> f64 {
        let (Some(_), Some(_)) = target.cell else { return self.usual_without(term, f64::from(own), target) };
        let known = self.usual.get(&(target.cell, term)).copied();
        let known = known.unwrap_or_else(|| self.compute(term, target.cell));
        let (earlier, today) = without_own(known.earlier, known.today, own, target.is_topic);
        let earlier = OF_CELL_EARLIER * earlier / (target.others.0 + PRIOR_CELL);
        let today = target.of_today * (today + 0.5) / (target.others.1 + PRIOR_CELL);
        known.outside.max(earlier).max(today)
    }

    /// The evidence, in [`NAT`]s, that lies in a term which both share: `own` texts have it, which in the topic is a `share` of
    /// those that could.
    pub(crate) fn evidence(&self, term: u32, own: u32, share: f64, target: &Target) -> i64 {
        let usual = (self.usual(term, own, target) * (target.length / USUAL_TERMS).max(1.0)).min(0.95);
        let evidence = ((1.0 - SMOOTHING) * share / usual + SMOOTHING).ln();
        fixed(evidence.clamp(UNSHARED, MOST_PER_TERM))
    }

    /// The evidence, in [`NAT`]s, that lies in meeting again a term which told a topic from all texts, without knowing its cell.
    pub(crate) fn evidence_of_telling(&self, term: u32, share: f64) -> i64 {
        // Half a text: a term that this window has but once is not beyond all measure.
        let usual = (f64::from(self.texts_with(term)) + 0.5) / self.texts;
        fixed(((1.0 - SMOOTHING) * share / usual + SMOOTHING).ln().clamp(0.0, MOST_PER_TERM))
    }

    /// The evidence, negative, in `terms` thousandths of a term that a topic has never had.
    pub(crate) fn unshared(terms: i64, is_story: bool) -> i64 {
        fixed(if is_story { UNSHARED_STORY } else { UNSHARED }) * terms / 1000
    }

    /// What a burst of this cell says for two of the day's texts in it being about the same; nothing for most cells.
    pub(crate) fn burst(&self, cell: Cell) -> Option<i64> {
        self.bursts.get(&cell).copied()
    }

    /// How frequent the leaf of a cell is among what is raised elsewhere, in nats above or below the mean of all leaves. In
    /// steps of half a nat and against a total in powers of two, so that one more text elsewhere seldom changes it.
    pub(crate) fn frequency(&self, cell: Cell) -> f64 {
        /// Leaves of the category tree.
        const LEAVES: u32 = 56;
        /// The weight, in texts, of the assumption that all leaves are equally frequent.
        const PRIOR: u32 = 5;
        /// What a total is on average of the power of two above it: an empty window then has frequency zero.
        const OF_POWER: f64 = 0.55;
        let (Some(leaf), place) = cell else { return 0.0 };
        let here = if place.is_some() { self.cell(cell) } else { 0.0 };
        let texts = self.cell((Some(leaf), None)) - here + f64::from(PRIOR);
        let total = f64::from((self.raising + PRIOR * LEAVES).next_power_of_two()) * OF_POWER;
        ((texts * f64::from(LEAVES) / total).ln() * 2.0).round() / 2.0
    }
}

/// Counts of all days and of the day being grouped, as earlier and today.
fn split(all: Option<&u32>, today: Option<&u32>) -> (u32, u32) {
    let today = today.copied().unwrap_or(0);
    (all.copied().unwrap_or(0).saturating_sub(today), today)
}

/// Nats as the nearest whole number of [`NAT`]ths.
pub(crate) fn fixed(nats: f64) -> i64 {
    // `as` saturates and takes NaN for zero.
    (nats * NAT as f64).round() as i64
}
