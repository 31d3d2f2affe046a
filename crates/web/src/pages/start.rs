//! The start: a search box and examples of what can be typed.

use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;

use crate::failure::Failure;
use crate::frame::{Frame, page};
use crate::params::address;
use crate::state::App;
use crate::wording::Wording;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(start))
}

#[derive(Template)]
#[template(path = "start.html")]
struct Start {
    frame: Frame,
    examples: Vec<Example>,
}

struct Example {
    query: &'static str,
    href: String,
}

async fn start(frame: Frame) -> Result<Response, Failure> {
    let queries = Wording::of(frame.language).list("start.examples");
    let examples = queries
        .iter()
        .map(|query| Example { query, href: address("/search", [("q", query.as_str())]) })
        .collect();
    page(&Start { frame, examples })
}
