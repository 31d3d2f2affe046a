//! The router of all pages, and the server around it.

use std::future::Future;
use std::io;
use std::net::SocketAddr;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use tokio::net::TcpListener;

use crate::failure::Failure;
use crate::guard::{MOST_BODY_BYTES, guard};
use crate::office::Office;
use crate::state::App;
use crate::{api, assets, pages};

/// All pages of an installation. Nothing is opened before the first request.
pub fn router(office: Office) -> Router {
    let app = App::new(office);
    Router::new()
        .merge(pages::routes())
        .merge(assets::routes())
        .merge(api::tables(&app))
        .nest("/api/v1", api::routes(&app))
        .fallback(|| async { Failure::NotFound })
        .layer(DefaultBodyLimit::max(MOST_BODY_BYTES))
        .layer(axum::middleware::from_fn_with_state(app.clone(), guard))
        .with_state(app)
}

/// Answers requests until `shutdown` ends, then lets those that are under way come to their end.
///
/// # Errors
///
/// Those of the listener.
pub async fn serve(
    office: Office,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let service = router(office).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(shutdown).await
}
