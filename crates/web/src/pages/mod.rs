//! One file a page: its routes, what it reads, its template. Adding one is described in the README.

mod about;
mod digests;
mod due;
mod help;
mod help_text;
mod post;
mod removal;
mod review;
mod saved;
mod search;
mod signals;
mod sources;
mod start;
mod subscriptions;
mod theme;
mod topic;
pub(crate) mod topics;
mod triage;

use axum::Router;

pub(crate) use self::digests::{kept, reading, terms};

use crate::state::App;

/// All pages. One line each, so that two that are added do not meet.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(about::routes())
        .merge(digests::routes())
        .merge(due::routes())
        .merge(help::routes())
        .merge(post::routes())
        .merge(review::routes())
        .merge(saved::routes())
        .merge(search::routes())
        .merge(signals::routes())
        .merge(sources::routes())
        .merge(start::routes())
        .merge(subscriptions::routes())
        .merge(theme::routes())
        .merge(topic::routes())
        .merge(topics::routes())
        .merge(triage::routes())
}
