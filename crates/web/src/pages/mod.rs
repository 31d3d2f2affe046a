//! One file a page: its routes, what it reads, its template. Adding one is described in the README.

mod help;
mod start;
mod theme;

use axum::Router;

use crate::state::App;

/// All pages. One line each, so that two that are added do not meet.
pub(crate) fn routes() -> Router<App> {
    Router::new().merge(help::routes()).merge(start::routes()).merge(theme::routes())
}
