//! The JSON interface, under `/api/v1`. A failure of a handler is shown as JSON there.

use axum::Router;

use crate::state::App;

/// Everything under `/api/v1`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
}
