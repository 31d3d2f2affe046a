//! `/about`: what Dauys is and is not, how its counts are to be read, what is kept for how long. `/about/query`: the query language.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{Redirect, Response};
use axum::routing::get;

use crate::failure::Failure;
use crate::frame::{Frame, page};
use crate::pages::help_text::{self, HelpText};
use crate::state::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/about", get(about))
        .route("/about/query", get(query))
        .route("/about/keys", get(|| async { Redirect::permanent("/keys") }))
}

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    frame: Frame,
    version: &'static str,
    position: String,
    kept: Vec<(String, String)>,
    shown: String,
}

/// The sections of the page, each with its heading and its paragraphs in `about.toml`.
const SECTIONS: [(&str, &[&str]); 6] = [
    ("stance", &["stance_1", "stance_2", "stance_3", "stance_4"]),
    ("counts", &["counts_1", "counts_2", "counts_3", "counts_4"]),
    ("search", &["search_1", "search_2", "search_3"]),
    ("topics", &["topics_1", "topics_2", "topics_3"]),
    ("languages", &["languages_1", "languages_2"]),
    ("unseen", &["unseen_1", "unseen_2", "unseen_3"]),
];

impl About {
    fn sections(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &SECTIONS
    }

    fn words(&self, name: &str) -> &str {
        crate::wording::Wording::of(self.frame.language).find(&format!("about.{name}")).unwrap_or_default()
    }
}

async fn about(State(app): State<App>, frame: Frame) -> Result<Response, Failure> {
    let office = app.office().clone();
    app.with_store(move |store| {
        let change = store.last_change().map_err(|error| Failure::internal(&error))?.unsigned_abs();
        let days = |n: u32| frame.n("sources.days", n);
        let kept = vec![
            (frame.t("keeping.citizens"), days(office.citizens_keep_days)),
            (frame.t("keeping.news"), days(office.news_keep_days)),
            (frame.t("keeping.pages"), frame.t("keeping.pages_days").to_owned()),
            (frame.t("keeping.voices"), frame.t("keeping.voices_days").to_owned()),
            (frame.t("keeping.authors"), frame.t("keeping.never").to_owned()),
            (frame.t("keeping.queries"), frame.t("keeping.never").to_owned()),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
        let shown = frame.say(
            "keeping.shown",
            &[("least", &frame.n("map.voices", office.min_voices)), ("urgent", &office.min_voices_urgent)],
        );
        page(&About {
            version: env!("CARGO_PKG_VERSION"),
            position: frame.number(change),
            kept,
            shown,
            frame,
        })
    })
    .await
}

#[derive(Template)]
#[template(path = "query.html")]
struct QueryHelp {
    frame: Frame,
    help: HelpText,
}

async fn query(frame: Frame) -> Result<Response, Failure> {
    page(&QueryHelp { help: help_text::query_language(frame.language), frame })
}
