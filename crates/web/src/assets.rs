//! The one style sheet and the one script, put together from the files in `assets/`, in the order of their names. Their
//! content is part of their address, so a browser may keep them for ever.

use std::hash::{DefaultHasher, Hasher};
use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use include_dir::{Dir, include_dir};

use crate::failure::Failure;
use crate::state::App;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets");

static STYLE: LazyLock<Asset> = LazyLock::new(|| Asset::of("css", "style", "text/css; charset=utf-8"));
static SCRIPT: LazyLock<Asset> = LazyLock::new(|| Asset::of("js", "page", "text/javascript; charset=utf-8"));
static ICON: LazyLock<Asset> = LazyLock::new(|| Asset::of("svg", "icon", "image/svg+xml"));

struct Asset {
    name: String,
    kind: &'static str,
    text: String,
}

impl Asset {
    fn of(folder: &str, name: &str, kind: &'static str) -> Self {
        let mut files: Vec<_> = FILES.get_dir(folder).map(|dir| dir.files().collect()).unwrap_or_default();
        files.sort_by_key(|file| file.path());
        let text: String =
            files.iter().filter_map(|file| file.contents_utf8()).collect::<Vec<_>>().join("\n");
        let mut hasher = DefaultHasher::new();
        hasher.write(text.as_bytes());
        Self { name: format!("{name}-{:016x}.{folder}", hasher.finish()), kind, text }
    }
}

/// The address of the style sheet.
pub(crate) fn style() -> String {
    format!("/assets/{}", STYLE.name)
}

/// The address of the script.
pub(crate) fn script() -> String {
    format!("/assets/{}", SCRIPT.name)
}

/// The address of the icon.
pub(crate) fn icon() -> String {
    format!("/assets/{}", ICON.name)
}

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/assets/{name}", get(asset))
}

async fn asset(Path(name): Path<String>) -> Result<Response, Failure> {
    let found = [&STYLE, &SCRIPT, &ICON].into_iter().find(|asset| asset.name == name);
    let asset = found.ok_or(Failure::NotFound)?;
    let headers = [(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.text.as_str()).into_response())
}
