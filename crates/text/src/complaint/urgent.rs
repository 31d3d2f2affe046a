//! Says whether life or limb is at risk in what a text tells: by the words of `data/lexicon/complaint/urgent_*.tsv`, or since it raises a
//! problem of a leaf that the tree marks urgent. What is planned, mended, praised or calm is not urgent.

use dauys_model::Stance;

use super::CueKind;
use super::problem::Sums;
use crate::category::CategoryMatch;
use crate::tree;

/// Evidence of peril that decides where a problem is raised or reported.
const PERIL: f32 = 1.0;
/// Evidence that decides without one.
const PLAIN: f32 = 2.0;
/// Score from which on a problem or a complaint is raised.
const RAISED: f32 = 0.5;

/// Whether it is urgent.
pub(super) fn is_urgent(
    sums: &Sums,
    categories: &[CategoryMatch],
    problem: f32,
    score: f32,
    stance: Stance,
) -> bool {
    if matches!(stance, Stance::Notice | Stance::Resolved | Stance::Gratitude) {
        return false;
    }
    let peril = sums.of_kind(CueKind::Peril);
    let is_raised = problem >= RAISED || score >= RAISED;
    if peril >= PLAIN || (is_raised && peril >= PERIL) {
        return true;
    }
    let is_urgent_leaf = categories.iter().any(|found| tree().get(&found.id).is_some_and(|node| node.urgent));
    // Asked for alone («проведите газ») nobody is at risk, and what was called off is not either.
    let is_at_fault = [CueKind::Lack, CueKind::Failure, CueKind::Danger, CueKind::Damage]
        .iter()
        .any(|kind| sums.of_kind(*kind) > 0.0);
    is_urgent_leaf && is_raised && is_at_fault && peril >= 0.0
}
