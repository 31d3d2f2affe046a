//! Whether the texts of a source still come out as they did: what its pages gave lately against what they gave before.
//!
//! A site that changes its pages is not silent: items come, pages come, and their texts are empty, or are teasers, or are
//! the whole page with its menus. Each source is measured by itself, since a district paper's notice is shorter than a
//! portal's comment section. The lengths of one source are about log-normal, so they are compared as logarithms, by
//! median and median absolute deviation (Hampel, The influence curve and its role in robust estimation, 1974): a third of
//! odd pages moves neither.

use std::fmt;

/// What reading one page gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Extracted {
    /// Characters of the text; 0 when there was none.
    pub chars: usize,
    /// The way it was found, by its name: `site`, `readability`, `metadata`, `baseline`; empty when
    /// there was no text.
    pub by: String,
}

/// How the texts of a source have changed. Shares are between 0 and 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Drift {
    /// More pages without text than before.
    Empty {
        /// Share of pages without text lately.
        lately: f64,
        /// The same before.
        before: f64,
    },
    /// Shorter texts than before: teasers.
    Shorter {
        /// Median of characters lately.
        lately: usize,
        /// The same before.
        before: usize,
    },
    /// Longer texts than before: menus, discussions, other articles.
    Longer {
        /// Median of characters lately.
        lately: usize,
        /// The same before.
        before: usize,
    },
    /// The site's own selectors, which found nearly all texts, find few.
    RulesFail {
        /// Share of texts by selectors lately.
        lately: f64,
        /// The same before.
        before: f64,
    },
}

impl Drift {
    /// The name by which operators and states know it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "empty",
            Self::Shorter { .. } => "shorter",
            Self::Longer { .. } => "longer",
            Self::RulesFail { .. } => "rules fail",
        }
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { lately, before } => {
                write!(out, "{:.0} % of pages give no text, {:.0} % before", 100.0 * lately, 100.0 * before)
            }
            Self::Shorter { lately, before } => {
                write!(out, "texts have become shorter: {lately} characters, {before} before")
            }
            Self::Longer { lately, before } => {
                write!(out, "texts have become longer: {lately} characters, {before} before")
            }
            Self::RulesFail { lately, before } => write!(
                out,
                "the site's selectors find {:.0} % of texts, {:.0} % before",
                100.0 * lately,
                100.0 * before
            ),
        }
    }
}

/// Fewer recent pages say nothing.
const FEWEST_LATELY: usize = 8;
/// Fewer earlier pages are no history.
const FEWEST_BEFORE: usize = 20;
/// A change is called one when chance would make it once in so many looks: a hundred sources, looked at every day, give
/// less than one false alarm of each kind in a year.
const ONCE_IN: f64 = 100_000.0;
/// The share of empty pages has to grow by so much too: one in a hundred more is nobody's work for a morning.
const EMPTY_GROWTH: f64 = 0.2;
/// Medians have to differ by so many times too, whatever chance says.
const TIMES: f64 = 1.6;
/// How many standard errors the medians have to be apart: of a normal variable, once in [`ONCE_IN`] on both sides,
/// widened for a deviation that is itself estimated from a few dozen pages.
const ERRORS: f64 = 5.5;
/// The median absolute deviation of a normal variable times this is its standard deviation.
const MAD_TO_DEVIATION: f64 = 1.4826;
/// The standard error of a median is this times that of a mean: √(π/2).
const MEDIAN_ERROR: f64 = 1.2533;
/// Lengths that hardly vary are believed to vary by this much after all, as logarithm: a fifth.
const SMALLEST_DEVIATION: f64 = 0.2;
/// Selectors that found less were not written for all pages of the site.
const RULES_FOUND: f64 = 0.8;
/// Selectors that find more still work.
const RULES_FIND: f64 = 0.5;
/// The way of the site's own selectors.
const BY_RULES: &str = "site";

/// How the recent pages of a source differ from its earlier ones, if they do: the first of empty, rules, length. `lately`
/// and `before` are pages of one source in any order, none in both.
pub fn drift(before: &[Extracted], lately: &[Extracted]) -> Option<Drift> {
    if before.len() < FEWEST_BEFORE || lately.len() < FEWEST_LATELY {
        return None;
    }
    emptier(before, lately).or_else(|| without_rules(before, lately)).or_else(|| of_length(before, lately))
}

fn emptier(before: &[Extracted], lately: &[Extracted]) -> Option<Drift> {
    let empty = |pages: &[Extracted]| pages.iter().filter(|page| page.chars == 0).count();
    let (empty_before, empty_lately) = (empty(before), empty(lately));
    // What is not known of a share so small is on the side of chance: one page more in the history.
    let expected = (empty_before + 1) as f64 / (before.len() + 2) as f64;
    let share = |empty: usize, pages: &[Extracted]| empty as f64 / pages.len() as f64;
    let drift = Drift::Empty { lately: share(empty_lately, lately), before: share(empty_before, before) };
    let Drift::Empty { lately: now, before: then } = drift else { return None };
    let chance = at_least(empty_lately, lately.len(), expected);
    (now - then >= EMPTY_GROWTH && chance * ONCE_IN < 1.0).then_some(drift)
}

/// The probability that of `count` pages at least `empty` are empty by chance, when each is with probability `share`.
fn at_least(empty: usize, count: usize, share: f64) -> f64 {
    // Logarithms, since the coefficients outgrow floating point.
    let mut log_coefficient = 0.0;
    let mut sum = 0.0;
    for hits in 0..=count {
        if hits > 0 {
            log_coefficient += ((count - hits + 1) as f64 / hits as f64).ln();
        }
        if hits >= empty {
            let misses = (count - hits) as f64;
            sum += (log_coefficient + hits as f64 * share.ln() + misses * (1.0 - share).ln()).exp();
        }
    }
    sum
}

fn without_rules(before: &[Extracted], lately: &[Extracted]) -> Option<Drift> {
    let share = |pages: &[Extracted]| {
        pages.iter().filter(|page| page.by == BY_RULES).count() as f64 / pages.len() as f64
    };
    let (before, lately) = (share(before), share(lately));
    (before >= RULES_FOUND && lately < RULES_FIND).then_some(Drift::RulesFail { lately, before })
}

fn of_length(before: &[Extracted], lately: &[Extracted]) -> Option<Drift> {
    let before: Vec<f64> = lengths(before);
    let lately: Vec<f64> = lengths(lately);
    if before.len() < FEWEST_BEFORE || lately.len() < FEWEST_LATELY {
        return None;
    }
    let (middle_before, middle_lately) = (median(&before), median(&lately));
    let error_of = |logs: &[f64], deviation: f64| deviation * MEDIAN_ERROR / (logs.len() as f64).sqrt();
    // The recent pages may vary more than the earlier ones did; that too makes their median uncertain.
    let deviation_before = deviation(&before, middle_before);
    let deviation_lately = deviation(&lately, middle_lately).max(deviation_before);
    let error = error_of(&before, deviation_before).hypot(error_of(&lately, deviation_lately));
    let change = middle_lately - middle_before;
    if change.abs() < TIMES.ln() || change.abs() < ERRORS * error {
        return None;
    }
    let chars = |log: f64| log.exp().round() as usize;
    let (lately, before) = (chars(middle_lately), chars(middle_before));
    Some(if change < 0.0 { Drift::Shorter { lately, before } } else { Drift::Longer { lately, before } })
}

/// Logarithms of the lengths of texts that there are, in order.
fn lengths(pages: &[Extracted]) -> Vec<f64> {
    let mut logs: Vec<f64> =
        pages.iter().filter(|page| page.chars > 0).map(|page| (page.chars as f64).ln()).collect();
    logs.sort_by(f64::total_cmp);
    logs
}

/// The median of sorted values.
fn median(sorted: &[f64]) -> f64 {
    let at = |index: usize| sorted.get(index).copied().unwrap_or_default();
    let half = sorted.len() / 2;
    if sorted.len().is_multiple_of(2) {
        f64::midpoint(at(half.saturating_sub(1)), at(half))
    } else {
        at(half)
    }
}

fn deviation(sorted: &[f64], middle: f64) -> f64 {
    let mut distances: Vec<f64> = sorted.iter().map(|value| (value - middle).abs()).collect();
    distances.sort_by(f64::total_cmp);
    (MAD_TO_DEVIATION * median(&distances)).max(SMALLEST_DEVIATION)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator of numbers (splitmix64), so that the series are the same everywhere.
    struct Chance(u64);

    impl Chance {
        fn unit(&mut self) -> f64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = self.0;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
        }

        /// A standard normal number, as a sum of twelve.
        fn normal(&mut self) -> f64 {
            (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
        }

        /// Pages of a source whose texts have `median` characters, spread by `deviation`, some empty.
        fn pages(&mut self, count: usize, median: f64, deviation: f64, empty: f64) -> Vec<Extracted> {
            (0..count)
                .map(|_| {
                    let chars = (median.ln() + deviation * self.normal()).exp() as usize;
                    let is_empty = self.unit() < empty;
                    Extracted {
                        chars: if is_empty { 0 } else { chars },
                        by: if is_empty { String::new() } else { "readability".to_owned() },
                    }
                })
                .collect()
        }
    }

    fn name(before: &[Extracted], lately: &[Extracted]) -> Option<&'static str> {
        drift(before, lately).map(|drift| drift.name())
    }

    #[test]
    fn changes_of_a_site_are_named() {
        let mut chance = Chance(1);
        let before = chance.pages(120, 1800.0, 0.6, 0.02);
        assert_eq!(name(&before, &chance.pages(20, 1800.0, 0.6, 0.9)), Some("empty"));
        assert_eq!(name(&before, &chance.pages(20, 220.0, 0.3, 0.0)), Some("shorter"));
        assert_eq!(name(&before, &chance.pages(20, 9000.0, 0.3, 0.0)), Some("longer"));
        assert_eq!(name(&before, &chance.pages(20, 1800.0, 0.6, 0.02)), None);
    }

    #[test]
    fn failing_selectors_are_named_though_another_way_gives_the_text() {
        let mut chance = Chance(2);
        let mut before = chance.pages(60, 1500.0, 0.5, 0.0);
        before.iter_mut().for_each(|page| "site".clone_into(&mut page.by));
        let lately = chance.pages(12, 1500.0, 0.5, 0.0);
        assert_eq!(name(&before, &lately), Some("rules fail"));
        assert_eq!(name(&[lately.clone(), lately].concat(), &before), None);
    }

    #[test]
    fn little_is_no_history() {
        let mut chance = Chance(3);
        let before = chance.pages(200, 1800.0, 0.6, 0.0);
        assert_eq!(name(&before, &chance.pages(FEWEST_LATELY - 1, 1.0, 0.0, 1.0)), None);
        assert_eq!(name(&before[..FEWEST_BEFORE - 1], &chance.pages(30, 1.0, 0.0, 1.0)), None);
        assert_eq!(name(&[], &[]), None);
    }

    #[test]
    fn a_source_that_was_always_half_empty_is_no_news() {
        let mut chance = Chance(4);
        let before = chance.pages(100, 900.0, 0.8, 0.5);
        assert_eq!(name(&before, &chance.pages(20, 900.0, 0.8, 0.55)), None);
        assert_eq!(name(&before, &chance.pages(40, 900.0, 0.8, 1.0)), Some("empty"));
    }

    #[test]
    fn odd_pages_move_nothing() {
        let mut chance = Chance(5);
        let before = chance.pages(100, 1800.0, 0.5, 0.0);
        let mut lately = chance.pages(21, 1800.0, 0.5, 0.0);
        for page in lately.iter_mut().take(6) {
            page.chars = 60_000;
        }
        assert_eq!(name(&before, &lately), None);
    }

    #[test]
    fn order_changes_nothing() {
        let mut chance = Chance(6);
        let (mut before, mut lately) =
            (chance.pages(60, 1800.0, 0.6, 0.1), chance.pages(15, 400.0, 0.3, 0.1));
        let once = drift(&before, &lately);
        before.reverse();
        lately.reverse();
        assert_eq!(drift(&before, &lately), once);
    }

    #[test]
    fn false_alarms_are_rare_and_real_ones_are_not_missed() {
        let mut chance = Chance(7);
        let (mut looks, mut alarms, mut missed, mut changes) = (0, 0, 0, 0);
        for deviation in [0.3, 0.6, 1.0] {
            for empty in [0.0, 0.05, 0.3] {
                for (count_before, count_lately) in [(20, 8), (60, 12), (200, 30)] {
                    for _ in 0..300 {
                        let before = chance.pages(count_before, 1500.0, deviation, empty);
                        looks += 1;
                        alarms += usize::from(
                            drift(&before, &chance.pages(count_lately, 1500.0, deviation, empty)).is_some(),
                        );
                        if count_before == 200 {
                            changes += 1;
                            missed += usize::from(
                                drift(&before, &chance.pages(count_lately, 150.0, 0.3, empty)).is_none(),
                            );
                        }
                    }
                }
            }
        }
        println!("{alarms} false alarms in {looks} looks, {missed} of {changes} changes missed");
        assert!(alarms * 1000 <= looks, "{alarms} of {looks}");
        assert!(missed * 100 <= changes, "{missed} of {changes}");
    }
}
