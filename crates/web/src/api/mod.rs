//! The JSON interface, under `/api/v1`: what the pages show, for programs. A failure is a problem of RFC 9457.
//!
//! Every route stands in [`ROUTES`], from which the router is built and against which the document that describes the
//! interface is held.

mod asked;
mod coverage;
mod digests;
mod document;
mod hits;
pub(crate) mod limit;
mod names;
mod pages;
mod post;
pub(crate) mod problem;
mod revalidate;
mod search;
mod sources;
mod tables;
mod topics;
mod writes;

#[cfg(test)]
mod tests;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get};

use crate::state::App;

/// One path, what can be done with it, and what does it.
struct Route {
    path: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "what the tests hold against the document"))]
    methods: &'static [&'static str],
    handlers: fn() -> MethodRouter<App>,
}

/// All routes.
const ROUTES: &[Route] = &[
    Route { path: "/search", methods: &["get"], handlers: || get(search::search) },
    Route { path: "/posts/{id}", methods: &["get"], handlers: || get(post::post) },
    Route { path: "/topics", methods: &["get"], handlers: || get(topics::topics) },
    Route { path: "/topics/{id}", methods: &["get"], handlers: || get(topics::topic) },
    Route { path: "/digests", methods: &["get"], handlers: || get(digests::digests) },
    Route { path: "/digests/{day}/{subscription}", methods: &["get"], handlers: || get(digests::digest) },
    Route { path: "/sources", methods: &["get"], handlers: || get(sources::sources) },
    Route { path: "/coverage", methods: &["get"], handlers: || get(coverage::coverage) },
    Route { path: "/openapi.json", methods: &["get"], handlers: || get(document::openapi) },
];

/// Everything under `/api/v1`.
pub(crate) fn routes(app: &App) -> Router<App> {
    ROUTES
        .iter()
        .fold(Router::new(), |router, route| router.route(route.path, (route.handlers)()))
        .layer(from_fn_with_state(app.clone(), revalidate::revalidate))
        .layer(from_fn_with_state(app.clone(), writes::writes))
        .layer(from_fn_with_state(app.clone(), limit::limit))
}

/// The tables of a search, beside its page: `/search.csv`, `/search.jsonl`, `/search.xlsx`.
pub(crate) fn tables(app: &App) -> Router<App> {
    tables::routes().layer(from_fn_with_state(app.clone(), limit::limit))
}
