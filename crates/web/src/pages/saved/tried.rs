//! What an alert would have told in the last days, and the days as a picture with a table beside it.

use askama::Template;
use dauys_model::{SearchDraft, SourceId, Trigger, civil_day};
use dauys_search::alert::{DayFound, Trial};
use dauys_store::Store;
use jiff::civil::Date;

use super::said::{self, Shown};
use crate::failure::Failure;
use crate::frame::Frame;

/// Height of the picture, and width of a bar with its gap.
const HEIGHT: u32 = 40;
const STEP: u32 = 8;

/// What would have been told.
pub(super) struct Tried {
    pub(super) heading: String,
    pub(super) short: String,
    pub(super) told: Vec<Shown>,
    pub(super) bars: Bars,
    pub(super) days: Vec<Day>,
}

/// One day in figures.
pub(super) struct Day {
    pub(super) day: String,
    pub(super) voices: String,
    pub(super) norm: String,
    pub(super) told: bool,
}

impl Tried {
    pub(super) fn new(
        frame: &Frame,
        store: &Store,
        sources: &[(SourceId, String)],
        draft: &SearchDraft,
        trial: &Trial,
    ) -> Result<Self, Failure> {
        let is_unusual = draft.alert.is_some_and(|alert| alert.trigger == Trigger::Unusual);
        let fired: Vec<Date> = trial.told.iter().map(|told| civil_day(told.at)).collect();
        let comma = frame.language != dauys_model::Interface::English;
        let norm = |norm: f64| {
            let said = format!("{norm:.1}");
            if comma { said.replace('.', ",") } else { said }
        };
        let day = |found: &DayFound| Day {
            day: frame.day(found.day),
            voices: frame.number(found.voices),
            norm: found.norm.map_or_else(|| "–".to_owned(), norm),
            told: fired.contains(&found.day),
        };
        Ok(Self {
            heading: match (draft.alert, trial.told.len()) {
                (None, _) => String::new(),
                (_, 0) => frame.t("saved.would_not").to_owned(),
                (_, times) => frame.n("saved.would_have", times as u64),
            },
            short: match trial.short_of_days {
                Some(short) if is_unusual => {
                    frame.say("saved.short", &[("needed", &short.needed), ("known", &short.known)])
                }
                _ => String::new(),
            },
            told: trial
                .told
                .iter()
                .map(|told| said::tried(frame, store, sources, told))
                .collect::<Result<_, _>>()?,
            bars: Bars::new(frame, &trial.days, &fired),
            days: trial.days.iter().rev().map(day).collect(),
        })
    }
}

/// Days as bars; those with a notice set off.
#[derive(Template)]
#[template(path = "part/saved_bars.html")]
pub(super) struct Bars {
    bars: Vec<Bar>,
    width: u32,
    said: String,
}

impl askama::filters::HtmlSafe for Bars {}

struct Bar {
    x: u32,
    y: u32,
    height: u32,
    class: &'static str,
}

impl Bars {
    pub(super) fn new(frame: &Frame, days: &[DayFound], fired: &[Date]) -> Self {
        let most = days.iter().map(|day| day.voices).max().unwrap_or(0).max(1);
        let bar = |(at, day): (u32, &DayFound)| {
            let height = match day.voices {
                0 => 1,
                voices => (u64::from(voices) * u64::from(HEIGHT - 3) / u64::from(most)) as u32 + 3,
            };
            let class = match (day.voices, fired.contains(&day.day)) {
                (_, true) => "told",
                (0, _) => "none",
                _ => "day",
            };
            Bar { x: at * STEP, y: HEIGHT - height, height, class }
        };
        let voices: u64 = days.iter().map(|day| u64::from(day.voices)).sum();
        Self {
            bars: (0..).zip(days).map(bar).collect(),
            width: u32::try_from(days.len()).unwrap_or(0) * STEP,
            said: frame.say("saved.last_days", &[("voices", &frame.n("saved.voices", voices))]),
        }
    }
}
