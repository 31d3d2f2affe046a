//! `/signals`: what is raised above its norm on a day.

use axum::extract::State;
use axum::response::Response;
use dauys_model::{SignalPlace, civil_day};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::post::NamedPlace;
use super::{asked, names, pages, problem};
use crate::failure::Failure;
use crate::params::Params;
use crate::signalled::{Signalled, of_day};
use crate::state::App;

/// The parameters of the list of signals.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct SignalsParams {
    /// Civil day of Kazakhstan; today when absent.
    #[param(format = Date)]
    date: Option<String>,
    /// Region, district or town by name in either language or by KATO code.
    region: Option<String>,
    /// Category or group of categories.
    category: Option<String>,
    /// Whether to show also signals of fewer voices than are shown to readers; `false` when absent.
    all: Option<bool>,
    /// Signals of one answer, 1 to 100; 20 when absent.
    limit: Option<usize>,
    /// The `next` of an earlier answer.
    after: Option<String>,
}

/// The signals of a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignalsAnswer {
    /// The day.
    #[schema(format = Date)]
    date: String,
    /// The least probable first.
    signals: Vec<OneSignal>,
    /// How many have too few voices yet to be shown.
    waiting: usize,
    /// Where to go on; absent at the end.
    next: Option<String>,
}

/// A count above its own norm.
#[derive(Serialize, ToSchema)]
pub(crate) struct OneSignal {
    /// The matter.
    category: String,
    /// Where; absent for the whole country.
    kato: Option<NamedPlace>,
    /// A place that the gazetteer does not know.
    place: Option<String>,
    /// The topic, where it is of one.
    topic: Option<String>,
    /// Whether life and limb are at stake.
    urgent: bool,
    /// The first of the days without a gap on which there was a signal of the same.
    #[schema(format = Date)]
    since: String,
    /// Over how many days it is counted: 1, 2, 3 or 7, whichever is least probable.
    span: u8,
    /// The voices of these days.
    voices: u32,
    /// Those of the last of them.
    voices_today: u32,
    /// How many were to be expected over the same days from the same sources.
    expected: f64,
    /// The chance of so many or more, were nothing out of the ordinary.
    chance: f64,
    /// The share of false ones to be expected among the signals of the day that are no more probable.
    adjusted: f64,
    /// Days that the norm was learnt from.
    history: u32,
    /// Sources heard on the day.
    heard: u32,
    /// Voices of the day by source, most first.
    sources: Vec<SourceVoices>,
    /// Sources among them that have been heard for less than two weeks: their share of the norm is a guess.
    young: Vec<String>,
    /// Whether it has the voices to be shown to readers.
    shown: bool,
}

/// Voices of a source.
#[derive(Serialize, ToSchema)]
pub(crate) struct SourceVoices {
    /// The id of the source.
    source: String,
    /// Its voices of the day.
    voices: u32,
}

/// Lists signals.
#[utoipa::path(
    get, path = "/signals", tag = "topics", params(SignalsParams),
    responses((status = 200, description = "The signals", body = SignalsAnswer), problem::Problems)
)]
pub(crate) async fn signals(State(app): State<App>, params: Params) -> Result<Response, Failure> {
    names::known::<SignalsParams>(&params)?;
    let now = (app.office().clock)();
    let day = params.get("date").map_or(Ok(civil_day(now)), |given| asked::day("date", given))?;
    let bad = |name: &'static str| move |error: String| Failure::Bad(format!("`{name}`: {error}"));
    let region = params.get("region").map(asked::region).transpose().map_err(bad("region"))?;
    let category = params.get("category").map(asked::category).transpose().map_err(bad("category"))?;
    let all = asked::truth(&params, "all", false)?;
    let office = app.office().clone();
    let mut told = app.with_store(move |store| of_day(store, &office, day)).await?;
    told.retain(|one| {
        region.is_none_or(|region| one.lies_in(region))
            && category.as_ref().is_none_or(|category| one.category.is_within(&category.0))
    });
    let before = told.len();
    told.retain(|one| all || one.is_shown);
    let waiting = before - told.len();
    let numbered: Vec<(usize, Signalled)> = told.into_iter().enumerate().collect();
    let (piece, next) = pages::piece(numbered, &params, |(number, _)| number.to_string())?;
    let signals = piece.into_iter().map(|(_, one)| OneSignal::of(one)).collect();
    let answer = SignalsAnswer { date: day.to_string(), signals, waiting, next: next.clone() };
    Ok(pages::linked(answer, "/api/v1/signals", &params, next.as_deref()))
}

impl OneSignal {
    fn of(one: Signalled) -> Self {
        let kato = one.kato().map(NamedPlace::of);
        let signal = one.signal;
        Self {
            category: one.category.0,
            kato,
            place: match one.place {
                SignalPlace::Named { name, .. } => Some(name),
                SignalPlace::Country | SignalPlace::Known(_) => None,
            },
            topic: one.topic.map(|topic| topic.id.0),
            urgent: one.urgent,
            since: one.since.to_string(),
            span: signal.span,
            voices: signal.voices,
            voices_today: signal.today,
            expected: signal.expected,
            chance: signal.chance,
            adjusted: signal.adjusted,
            history: signal.history,
            heard: signal.heard,
            sources: signal
                .sources
                .into_iter()
                .map(|(source, voices)| SourceVoices { source: source.to_string(), voices })
                .collect(),
            young: signal.young.iter().map(ToString::to_string).collect(),
            shown: one.is_shown,
        }
    }
}
