//! The parts of a table of texts. Fields are named as the keys of the tables under `wording/`, which say what each is for.

use dauys_model::Trend;
use serde::Deserialize;

/// One value for each way a topic can stand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ByTrend<T> {
    new: T,
    growing: T,
    came_back: T,
    steady: T,
    quiet: T,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fact {
    pub(crate) today_and_before: String,
    pub(crate) first: String,
    pub(crate) no_more: String,
    pub(crate) place_only: String,
}

/// The forms of a counted phrase, one for each plural class of the language.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Forms(pub(super) Vec<String>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counted {
    pub(crate) new: Forms,
    pub(crate) growing: Forms,
    pub(crate) came_back: Forms,
    pub(crate) steady: Forms,
    pub(crate) quiet: Forms,
    pub(crate) voices: Forms,
    pub(crate) echo: Forms,
    pub(crate) sources: Forms,
    pub(crate) gap: Forms,
    pub(crate) threshold: Forms,
    pub(crate) short: Forms,
    pub(crate) new_voices: Forms,
    pub(crate) appeared: Forms,
    pub(crate) ended: Forms,
    pub(crate) others: Forms,
    pub(crate) left_out: Forms,
    pub(crate) peak: Forms,
    pub(crate) heard: Forms,
    pub(crate) failed: Forms,
    pub(crate) more_posts: Forms,
    pub(crate) waiting: Forms,
}

/// What differs between the digests of a day, a week and a month.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeriodTexts {
    pub(crate) whole: String,
    pub(crate) today: String,
    pub(crate) today_all: String,
    pub(crate) today_none: String,
    pub(crate) voices: String,
    pub(crate) counts: String,
    pub(crate) norm: String,
    pub(crate) calm: String,
    pub(crate) calm_but_deaf: String,
    pub(crate) no_data: String,
    pub(crate) columns: [String; 3],
    pub(crate) row_before: String,
    pub(crate) no_before: String,
    pub(crate) no_last_year: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeTexts {
    pub(crate) lead: String,
    pub(crate) none: String,
    pub(crate) first: String,
    pub(crate) new: String,
    pub(crate) growing: String,
    pub(crate) came_back: String,
    pub(crate) quiet_now: String,
    pub(crate) answer_due: String,
    pub(crate) overdue: String,
    pub(crate) told: String,
    pub(crate) more: String,
    pub(crate) again: String,
    pub(crate) last: String,
    pub(crate) due: String,
    pub(crate) late: String,
    pub(crate) due_alone: String,
    pub(crate) late_alone: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectionTexts {
    pub(crate) voices: String,
    pub(crate) merged: String,
    pub(crate) gone: String,
    pub(crate) missed: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AlertTexts {
    pub(crate) new: String,
    pub(crate) doubled: String,
    pub(crate) nothing: String,
    pub(crate) unusual: String,
    pub(crate) grows: String,
    pub(crate) usual: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Confirmations {
    pub(super) unverified: String,
    pub(super) partly: String,
    pub(super) official: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LanguageTexts {
    pub(crate) one: String,
    pub(crate) all: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RollupTexts {
    pub(crate) row: String,
    pub(crate) row_last_year: String,
    pub(crate) no_region: String,
    pub(crate) named: String,
    pub(crate) no_new: String,
    pub(crate) no_ended: String,
    pub(crate) shown: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReviewTexts {
    pub(crate) approved: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TopicLabels {
    pub(crate) evidence: String,
    pub(crate) no_link: String,
    pub(crate) sources: String,
    pub(crate) counts: String,
    pub(crate) posts: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CurveTexts {
    pub(crate) title: String,
    pub(crate) day: String,
    pub(crate) silent_rest: String,
    pub(crate) no_voices: String,
    pub(crate) today: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kinds {
    pub(super) news: String,
    pub(super) comment: String,
    pub(super) appeal: String,
    pub(super) notice: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CoverageTexts {
    pub(crate) heading: String,
    pub(crate) heard_none: String,
    pub(crate) silent: String,
    pub(crate) failed: String,
    pub(crate) posts: String,
    pub(crate) unseen: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct How {
    pub(crate) heading: String,
    pub(crate) lines: Vec<HowLine>,
}

/// What explains a method.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HowLine {
    pub(crate) method: String,
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PrintLabels {
    pub(crate) missing_sign: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MadeTexts {
    pub(crate) automatically: String,
    pub(crate) with: String,
}

/// What only a laid-out form says: around charts, links, and what was cut for want of room.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormLabels {
    pub(crate) charts: String,
    pub(crate) norm_line: String,
    pub(crate) regions_note: String,
    pub(crate) fewer: String,
    pub(crate) more: String,
    pub(crate) further: String,
    pub(crate) rest: String,
    pub(crate) page: String,
    pub(crate) post: String,
    pub(crate) counts: String,
    pub(crate) source: String,
    pub(crate) topic: String,
    pub(crate) notice: String,
    pub(crate) due: String,
    pub(crate) edition: String,
    pub(crate) subscription: String,
    pub(crate) account: String,
    pub(crate) method: String,
    pub(crate) run: String,
}

impl<T> ByTrend<T> {
    /// The value for one way of standing.
    pub(crate) fn get(&self, trend: Trend) -> &T {
        match trend {
            Trend::New => &self.new,
            Trend::Growing => &self.growing,
            Trend::CameBack => &self.came_back,
            Trend::Steady => &self.steady,
            Trend::Quiet => &self.quiet,
        }
    }
}
