//! The choice between light and dark: a form that works without a script, remembered in a cookie.

use axum::Router;
use axum::extract::Form;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::Deserialize;

use crate::guard::cookie;
use crate::state::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/theme", post(choose))
}

#[derive(Deserialize)]
struct Chosen {
    theme: String,
    #[serde(default)]
    back: String,
}

async fn choose(Form(chosen): Form<Chosen>) -> Response {
    let theme = match chosen.theme.as_str() {
        theme @ ("dark" | "light") => theme,
        _ => "system",
    };
    let cookie = cookie("theme", theme);
    (StatusCode::SEE_OTHER, [(LOCATION, own(&chosen.back)), (SET_COOKIE, cookie)]).into_response()
}

/// An address within these pages; the start for any other.
fn own(back: &str) -> String {
    let is_own = back.starts_with('/')
        && !back.starts_with("//")
        && back.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_own { back.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(own("/search?q=%D1%81%D1%83"), "/search?q=%D1%81%D1%83");
        for back in ["//evil.example", "https://evil.example", "", "/\\evil.example", "/a\r\nb: c"] {
            assert_eq!(own(back), "/", "{back:?}");
        }
    }
}
