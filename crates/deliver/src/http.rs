//! One POST of JSON: an answer, or whether the request can have been read by anybody.

use std::path::Path;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, Proxy, redirect};
use url::Url;

use crate::{Unusable, trust};

/// Longer answers are cut: nothing of ours needs more.
const MOST_BYTES: usize = 64 * 1024;

/// Makes the client of a courier. It follows no redirects, so that a message goes nowhere but where the settings say, and takes a
/// proxy from nobody but the caller.
pub(crate) fn client(
    timeout: Duration,
    roots: Option<&Path>,
    proxy: Option<&Url>,
) -> Result<Client, Unusable> {
    #[expect(clippy::disallowed_methods, reason = "this client connects to recipients, not to sources")]
    let mut builder = Client::builder()
        .user_agent(concat!("dauys/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .referer(false)
        .no_proxy()
        .retry(reqwest::retry::never())
        .connect_timeout(timeout.div_f32(2.0))
        .timeout(timeout)
        .tls_backend_preconfigured(trust::https(roots)?);
    if let Some(proxy) = proxy {
        let proxy = Proxy::all(proxy.clone()).map_err(|_| Unusable::new("the proxy cannot be used"))?;
        builder = builder.proxy(proxy);
    }
    builder.build().map_err(|_| Unusable::new("no client of HTTP can be made"))
}

/// What came of a request.
pub(crate) enum Exchange {
    /// An answer.
    Answered(Answer),
    /// Nobody can have read the request.
    NotWritten(String),
    /// The request left, and no whole answer came.
    Unanswered(String),
}

/// An answer.
pub(crate) struct Answer {
    /// The status of HTTP.
    pub(crate) status: u16,
    /// How long the server wants to be left alone.
    pub(crate) retry_after: Option<Duration>,
    /// The body, or its beginning.
    pub(crate) body: Vec<u8>,
}

/// Posts JSON. No error says the address: it may be a secret.
pub(crate) async fn post(client: &Client, url: &Url, json: Vec<u8>) -> Exchange {
    let request = client.post(url.clone()).header(CONTENT_TYPE, "application/json").body(json);
    let mut response = match request.send().await {
        Ok(response) => response,
        Err(error) if error.is_connect() || error.is_builder() => {
            return Exchange::NotWritten(match error.is_timeout() {
                true => "no connection within the time".into(),
                false => "no connection".into(),
            });
        }
        Err(error) if error.is_timeout() => return Exchange::Unanswered("no answer within the time".into()),
        Err(_) => return Exchange::Unanswered("the connection broke before an answer came".into()),
    };
    let status = response.status().as_u16();
    let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    let mut body = Vec::new();
    while body.len() < MOST_BYTES {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    Exchange::Answered(Answer { status, retry_after: retry_after.map(Duration::from_secs), body })
}
