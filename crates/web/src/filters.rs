//! What lists of topics are narrowed by, as it stands in their addresses: a day, a region, a category, how topics stand. A
//! value that cannot be read is told to the reader, in words, and never guessed.

use dauys_model::{CategoryId, Kato, Period, Topic, Trend};
use jiff::civil::Date;

use crate::failure::Failure;
use crate::frame::Frame;
use crate::params::Params;

/// All ways of standing, in the order in which they matter.
pub(crate) const TRENDS: [Trend; 5] =
    [Trend::New, Trend::Growing, Trend::CameBack, Trend::Steady, Trend::Quiet];

/// What a digest can tell of.
pub(crate) const PERIODS: [Period; 3] = [Period::Day, Period::Week, Period::Month];

/// The name of a way of standing in addresses and in `topics.toml`.
pub(crate) fn trend_code(trend: Trend) -> &'static str {
    match trend {
        Trend::New => "new",
        Trend::Growing => "growing",
        Trend::CameBack => "came_back",
        Trend::Steady => "steady",
        Trend::Quiet => "quiet",
    }
}

/// By what a list of topics is narrowed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Narrowed {
    /// In this place.
    pub(crate) region: Option<Kato>,
    /// In this category or group.
    pub(crate) category: Option<CategoryId>,
    /// Standing so.
    pub(crate) trend: Option<Trend>,
    /// Only those that touch life and limb.
    pub(crate) urgent: bool,
}

impl Narrowed {
    /// Reads what the address says.
    pub(crate) fn of(frame: &Frame, params: &Params) -> Result<Self, Failure> {
        Ok(Self {
            region: params.get("region").map(|given| region(frame, given)).transpose()?,
            category: params.get("category").map(|given| category(frame, given)).transpose()?,
            trend: params.get("state").map(|given| trend(frame, given)).transpose()?,
            urgent: params.get("urgent").is_some(),
        })
    }

    /// Whether a topic passes.
    pub(crate) fn takes(&self, topic: &Topic, trend: Trend) -> bool {
        self.region.is_none_or(|region| topic.lies_in(region))
            && self.category.as_ref().is_none_or(|category| topic.category.is_within(&category.0))
            && self.trend.is_none_or(|wanted| wanted == trend)
            && (!self.urgent || topic.urgent)
    }

    /// Whether anything is narrowed.
    pub(crate) fn is_narrow(&self) -> bool {
        *self != Self::default()
    }
}

/// The region that an address means: a code, or a name in Kazakh or Russian.
pub(crate) fn region(frame: &Frame, given: &str) -> Result<Kato, Failure> {
    let given = given.trim();
    let code = given.parse().ok().filter(|kato: &Kato| dauys_text::place::place(*kato).is_some());
    code.or_else(|| dauys_text::place_by_name(given))
        .ok_or_else(|| unknown(frame, "filters.no_region", given))
}

/// The category that an address means.
pub(crate) fn category(frame: &Frame, given: &str) -> Result<CategoryId, Failure> {
    let id = CategoryId(given.trim().to_owned());
    if dauys_text::tree().get(&id).is_some() {
        Ok(id)
    } else {
        Err(unknown(frame, "filters.no_category", given))
    }
}

/// The day that an address means, `2026-11-22`; `otherwise` without one.
pub(crate) fn day(frame: &Frame, given: Option<&str>, otherwise: Date) -> Result<Date, Failure> {
    let Some(given) = given else { return Ok(otherwise) };
    let day = given.trim().parse::<Date>().ok().filter(|day| is_sensible(*day));
    day.ok_or_else(|| unknown(frame, "filters.no_day", given))
}

/// The period that an address means; a day without one.
pub(crate) fn period(frame: &Frame, given: Option<&str>) -> Result<Period, Failure> {
    let Some(given) = given else { return Ok(Period::Day) };
    PERIODS
        .into_iter()
        .find(|period| period.code() == given.trim())
        .ok_or_else(|| unknown(frame, "filters.no_period", given))
}

/// The number of a page in an address, from 1; anything else is the first.
pub(crate) fn page_number(params: &Params) -> usize {
    params
        .get("page")
        .and_then(|given| given.trim().parse().ok())
        .filter(|page| (1..=100_000).contains(page))
        .unwrap_or(1)
}

fn trend(frame: &Frame, given: &str) -> Result<Trend, Failure> {
    TRENDS
        .into_iter()
        .find(|trend| trend_code(*trend) == given.trim())
        .ok_or_else(|| unknown(frame, "filters.no_state", given))
}

/// Days outside the life of the web are typing errors, and some cannot be reckoned with.
fn is_sensible(day: Date) -> bool {
    (1990..=2200).contains(&day.year())
}

fn unknown(frame: &Frame, key: &str, given: &str) -> Failure {
    let given: String = given.chars().take(60).collect();
    Failure::Bad(frame.say(key, &[("given", &given)]))
}
