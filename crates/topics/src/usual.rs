//! How often a term stands in any text, before anything is counted: what is rare in a collection of ten texts need not be rare.
//! The table is made from openly licensed texts (`data/README.md`).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

const TABLE: &str = include_str!("../data/usual_terms.tsv");
/// The terms of a text of usual length.
const USUAL_TERMS: f64 = 20.0;
/// The share of a term that the table does not hold: about one text in twenty thousand.
const UNKNOWN: f64 = 0.000_05;

/// The chance that a text of usual length holds a term.
pub(crate) fn usual(term: &str) -> f32 {
    static SHARES: LazyLock<FxHashMap<&'static str, f32>> = LazyLock::new(|| {
        let rows = TABLE.lines().skip(1).filter_map(|line| line.split_once('\t'));
        rows.filter_map(|(term, share)| Some((term, chance(share.parse().ok()?)))).collect()
    });
    SHARES.get(term).copied().unwrap_or(UNKNOWN as f32)
}

/// From a share of a million terms to a share of texts.
fn chance(of_a_million: u32) -> f32 {
    let none = 1.0 - f64::from(of_a_million) / 1e6;
    (1.0 - none.powf(USUAL_TERMS)).max(UNKNOWN) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        for line in TABLE.lines().skip(1) {
            let (term, share) = line.split_once('\t').unwrap();
            assert!(!term.is_empty() && share.parse::<u32>().is_ok(), "{line}");
        }
        assert!(usual("человек") > 0.04 && usual("электрокардиостимулятор") < 0.0001);
    }
}
