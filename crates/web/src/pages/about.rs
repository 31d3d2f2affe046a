//! `/about`: what Dauys is and is not, how its counts are to be read, what is kept for how long. `/about/query`: the query language.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{Redirect, Response};
use axum::routing::get;

use crate::failure::Failure;
use crate::frame::{Frame, page};
use crate::links;
use crate::office::Interface;
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
    parts: Vec<Part>,
}

/// A section of the query language.
struct Part {
    heading: &'static str,
    text: &'static str,
    examples: Vec<Example>,
}

struct Example {
    query: &'static str,
    href: String,
    /// The language it is written in.
    lang: &'static str,
    says: &'static str,
}

/// Sections with the names of their examples in `query.toml`: a query in Kazakh and one in Russian, and what both do.
const PARTS: [(&str, &[&str]); 6] = [
    ("words", &["words", "phrase", "near", "exact", "prefix"]),
    ("logic", &["or", "not", "brackets"]),
    ("dates", &["days", "month", "range"]),
    ("places", &["region", "category"]),
    ("other", &["language", "kind", "source", "title"]),
    ("both", &[]),
];

async fn query(frame: Frame) -> Result<Response, Failure> {
    let wording = crate::wording::Wording::of(frame.language);
    let text = |key: String| wording.find(&format!("query.{key}")).unwrap_or_default();
    // The reader's own language first.
    let languages = if frame.language == Interface::Kazakh { ["kk", "ru"] } else { ["ru", "kk"] };
    let example = |name: &str, lang: &'static str| {
        let query = text(format!("{name}_{lang}"));
        Example { query, href: links::search(query), lang, says: text(format!("{name}_does")) }
    };
    let parts = PARTS
        .iter()
        .map(|(part, examples)| Part {
            heading: text(format!("part_{part}")),
            text: text(format!("about_{part}")),
            examples: examples.iter().flat_map(|name| languages.map(|lang| example(name, lang))).collect(),
        })
        .collect();
    page(&QueryHelp { parts, frame })
}
