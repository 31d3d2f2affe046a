//! The keys that pages listen to.

use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;

use crate::failure::Failure;
use crate::frame::{Frame, page};
use crate::state::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/keys", get(keys))
}

#[derive(Template)]
#[template(path = "keys.html")]
struct Keys {
    frame: Frame,
    keys: &'static [(&'static str, &'static str)],
}

/// Each key with the wording key of what it does.
const KEYS: [(&str, &str); 7] = [
    ("/", "keys.focus"),
    ("j", "keys.next"),
    ("k", "keys.previous"),
    ("o", "keys.open"),
    ("1 2 3 4", "keys.mark"),
    ("u", "keys.undo"),
    ("?", "keys.help"),
];

async fn keys(frame: Frame) -> Result<Response, Failure> {
    page(&Keys { frame, keys: &KEYS })
}
