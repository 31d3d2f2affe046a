//! Takes the cues of a text and says how much it raises a problem, whoever tells it, and by rules alone in what stance. The score is a
//! sum of capped cue weights against the length of the text; every constant is here or in the tables of cues, and set by hand.

use std::collections::BTreeMap;

use dauys_model::{Kind, Stance};

use super::{Cue, CueKind};
use crate::Words;

/// Evidence at which a text of no length scores 1 − 1/e.
const NEED: f32 = 1.5;
/// What each further word adds to the need, up to [`LONG`] words.
const NEED_PER_WORD: f32 = 0.007;
/// Words after which the need grows no more.
const LONG: f32 = 220.0;
/// Words at the beginning whose cues count in full.
const LEAD: usize = 60;
/// Words after the lead at which a cue counts half.
const HALF: f32 = 150.0;
/// What it adds that the text is about a matter of the tree.
const MATTER: f32 = 0.7;
/// What it adds to that when a citizen wrote it: to name a matter to an office is to raise it.
const FROM_CITIZENS: f32 = 0.4;
/// What remains of the evidence when it is about none.
const NO_MATTER: f32 = 0.5;

/// From 0 to 1: how much a text raises a problem.
pub(super) fn problem(sums: &Sums, count: usize, has_matter: bool, kind: Option<Kind>) -> f32 {
    let need = NEED + NEED_PER_WORD * (count as f32).min(LONG);
    let is_of_citizens = kind.is_some_and(Kind::is_of_citizens);
    let matter = if is_of_citizens { MATTER + FROM_CITIZENS } else { MATTER };
    let raised = if has_matter { sums.problem() + matter } else { sums.problem() * NO_MATTER };
    let damp = damping(sums, kind);
    (1.0 - (-(raised * damp / need).powf(1.5)).exp()).clamp(0.0, 1.0)
}

/// What the cues of each kind say together.
pub(super) struct Sums(BTreeMap<CueKind, f32>);

impl Sums {
    pub(super) fn of(cues: &[Cue], words: &Words) -> Self {
        let mut sums = BTreeMap::new();
        for cue in cues {
            let place = words.words.partition_point(|word| word.start < cue.start);
            let factor = 1.0 / (1.0 + place.saturating_sub(LEAD) as f32 / HALF);
            *sums.entry(cue.kind).or_insert(0.0) += cue.weight * factor;
        }
        Self(sums)
    }

    /// The kinds that were found, with their sums.
    pub(super) fn all(&self) -> impl Iterator<Item = (CueKind, f32)> {
        self.0.iter().map(|(kind, sum)| (*kind, *sum))
    }

    pub(super) fn of_kind(&self, kind: CueKind) -> f32 {
        self.0.get(&kind).copied().unwrap_or(0.0)
    }

    /// Evidence of a problem. How long it lasts, whom it is told and what is asked count as far as there is something told.
    fn problem(&self) -> f32 {
        let sum_of = |aside: bool| -> f32 {
            let kinds = self.0.iter().filter(|(kind, _)| kind.is_aside() == aside);
            kinds.filter_map(|(kind, sum)| Some(sum.min(kind.most()?))).sum()
        };
        let told = sum_of(false);
        told + sum_of(true) * told.min(1.0)
    }

    /// Evidence of a state of affairs, without requests and addressees, which notices and thanks have too.
    pub(super) fn trouble(&self) -> f32 {
        use CueKind::{Complain, Damage, Danger, Emotion, Failure, Lack};
        [Complain, Damage, Danger, Emotion, Failure, Lack].iter().map(|kind| self.of_kind(*kind)).sum()
    }

    pub(super) fn is_notice(&self, kind: Option<Kind>) -> bool {
        let notice = self.of_kind(CueKind::Notice);
        let plea = self.of_kind(CueKind::Emotion) + self.of_kind(CueKind::Complain);
        kind == Some(Kind::Notice)
            || (notice >= 1.5 && plea < 1.0 && notice >= 0.5 * self.of_kind(CueKind::Request))
    }

    pub(super) fn is_resolved(&self) -> bool {
        let resolved = self.of_kind(CueKind::Resolved);
        let pending =
            self.of_kind(CueKind::Lack) + self.of_kind(CueKind::Emotion) + self.of_kind(CueKind::Complain);
        resolved >= 1.5 && self.of_kind(CueKind::Again) < 1.0 && pending < 0.8 * resolved
    }

    pub(super) fn is_thanks(&self) -> bool {
        let thanks = self.of_kind(CueKind::Gratitude) - self.of_kind(CueKind::Prior) * 1.4;
        thanks >= 1.2 && thanks > 1.5 * self.trouble() && self.of_kind(CueKind::Request) < 1.2
    }
}

/// What remains of the evidence in a notice, after a mending, in thanks and in calm matters.
fn damping(sums: &Sums, kind: Option<Kind>) -> f32 {
    let mut damp: f32 = 1.0;
    if sums.is_notice(kind) {
        damp = damp.min(0.3);
    }
    if sums.is_resolved() {
        damp = damp.min(0.25);
    }
    if sums.is_thanks() {
        damp = damp.min(0.35);
    }
    let calm = sums.of_kind(CueKind::Calm);
    if calm >= 1.0 {
        damp *= (sums.trouble() / (sums.trouble() + calm)).max(0.3);
    }
    damp
}

/// The stance by rules alone, for texts to which nothing trained may be applied.
pub(super) fn stance_by_rules(text: &str, sums: &Sums, problem: f32, kind: Option<Kind>) -> Stance {
    let is_of_citizens = kind.is_some_and(Kind::is_of_citizens);
    let is_told = kind == Some(Kind::News) || (!is_of_citizens && sums.of_kind(CueKind::Reported) >= 1.0);
    if sums.is_notice(kind) {
        Stance::Notice
    } else if sums.is_resolved() {
        Stance::Resolved
    } else if sums.is_thanks() {
        Stance::Gratitude
    } else if problem >= 0.5 {
        if is_told { Stance::Report } else { Stance::Complaint }
    } else if text.contains('?') {
        Stance::Question
    } else {
        Stance::Other
    }
}
