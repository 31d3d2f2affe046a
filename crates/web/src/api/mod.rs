//! The JSON interface, under `/api/v1`: what the pages show, for programs. A failure is a problem of RFC 9457.
//!
//! Every route stands in [`ROUTES`], from which the router is built and against which the document that describes the
//! interface is held.

mod asked;
mod coverage;
mod digests;
mod document;
mod drafts;
mod editions;
mod explain;
mod hits;
pub(crate) mod limit;
mod marks;
mod names;
mod notices;
mod pages;
mod post;
pub(crate) mod problem;
mod revalidate;
mod search;
mod searches;
mod sent;
mod signals;
mod similar;
mod sources;
mod tables;
mod told;
mod topics;
mod writes;

#[cfg(test)]
mod tests;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post, put};

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
    Route { path: "/posts/{id}", methods: &["get"], handlers: || get(self::post::post) },
    Route { path: "/posts/{id}/similar", methods: &["get"], handlers: || get(similar::similar) },
    Route { path: "/posts/{id}/explain", methods: &["get"], handlers: || get(explain::explain) },
    Route { path: "/topics", methods: &["get"], handlers: || get(topics::topics) },
    Route { path: "/topics/{id}", methods: &["get"], handlers: || get(topics::topic) },
    Route { path: "/signals", methods: &["get"], handlers: || get(signals::signals) },
    Route { path: "/digests", methods: &["get"], handlers: || get(digests::digests) },
    Route { path: "/digests/{day}/{subscription}", methods: &["get"], handlers: || get(digests::digest) },
    Route { path: "/editions", methods: &["get"], handlers: || get(editions::editions) },
    Route { path: "/subscriptions", methods: &["get"], handlers: || get(editions::subscriptions) },
    Route {
        path: "/searches",
        methods: &["get", "post"],
        handlers: || get(searches::searches).post(searches::add),
    },
    Route { path: "/searches/dry-run", methods: &["post"], handlers: || post(searches::dry_run) },
    Route {
        path: "/searches/{id}",
        methods: &["get", "put", "delete"],
        handlers: || get(searches::one).put(searches::change).delete(searches::remove),
    },
    Route { path: "/notices", methods: &["get"], handlers: || get(notices::notices) },
    Route { path: "/notices/seen", methods: &["post"], handlers: || post(notices::seen) },
    Route { path: "/marks", methods: &["get"], handlers: || get(marks::marks) },
    Route {
        path: "/marks/{id}",
        methods: &["put", "delete"],
        handlers: || put(marks::set).delete(marks::clear),
    },
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
