//! Takes by how much an answer is ahead of the next best one and gives how often answers so far ahead are right.
//!
//! The curves were drawn by hand through what was measured on texts, pairs of words and single words that no model was trained on;
//! `tests/quality` prints the table and holds the error.

use dauys_model::{Language, Script};

/// Points of a curve: natural-log odds by which an answer is ahead, and the natural-log odds that it is right. Straight between
/// the points, level beyond the last.
type Curve = [(f32, f32)];

/// Kazakh or Russian in Cyrillic.
const HOME: &Curve =
    &[(0.0, -0.6), (1.5, 0.3), (3.5, 1.3), (5.0, 2.1), (6.3, 3.75), (10.0, 4.0), (22.0, 4.5)];

/// Both in one text.
const MIXED: &Curve = &[(0.0, -0.2), (1.5, 0.9), (5.0, 1.9), (7.0, 2.5), (19.0, 3.6)];

/// A neighbour in Cyrillic.
const NEIGHBOUR: &Curve = &[(0.0, 0.7), (1.5, 1.8), (3.5, 3.3), (5.0, 4.6), (10.0, 6.0)];

/// Kazakh or Russian in Latin letters.
const HOME_LATIN: &Curve =
    &[(0.0, -0.9), (1.5, -0.4), (2.5, 0.4), (3.5, 1.5), (7.0, 3.4), (10.0, 3.7), (20.0, 5.0)];

/// Another language in Latin letters. Kept below what was measured: among labelled sentences such texts are far more frequent than
/// among what is read.
const OTHER_LATIN: &Curve = &[(0.0, 1.5), (3.5, 3.0), (5.0, 4.0), (10.0, 6.0)];

/// How often an answer is right that is `ahead` by so much, 0 to 1.
pub(super) fn sureness(language: Language, script: Script, ahead: f32) -> f32 {
    let curve = match (language, script) {
        (Language::Mixed, _) => MIXED,
        (Language::Other, Script::Latin) => OTHER_LATIN,
        (Language::Other, _) => NEIGHBOUR,
        (_, Script::Latin) => HOME_LATIN,
        _ => HOME,
    };
    1.0 / (1.0 + (-along(curve, ahead)).exp())
}

fn along(curve: &Curve, ahead: f32) -> f32 {
    let after = curve.partition_point(|point| point.0 <= ahead);
    match (after.checked_sub(1).map(|before| curve[before]), curve.get(after)) {
        (Some(one), Some(other)) => one.1 + (other.1 - one.1) * (ahead - one.0) / (other.0 - one.0),
        (Some(last), None) => last.1,
        (None, _) => curve[0].1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_further_ahead_is_surer() {
        for curve in [HOME, MIXED, NEIGHBOUR, HOME_LATIN, OTHER_LATIN] {
            let points: Vec<f32> = (-2..60).map(|half| along(curve, half as f32 / 2.0)).collect();
            assert!(points.is_sorted(), "{points:?}");
        }
        assert!(sureness(Language::Kazakh, Script::Cyrillic, 30.0) > 0.98);
        assert!(sureness(Language::Russian, Script::Cyrillic, 0.0) < 0.5);
    }
}
