//! One exchange: a request out, an answer with its body in, within the limits. Follows nothing, judges nothing but whether
//! the answer arrived.

use std::error::Error;
use std::io;
use std::time::Duration;

use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use reqwest::{Client, Response, StatusCode};
use url::Url;

use crate::client::Unresolved;
use crate::header;
use crate::{Failure, Reason, Standing};

/// What a host answered, whatever it means.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Decompressed. Empty where the status says that it is of no interest.
    pub(crate) body: Vec<u8>,
}

/// What happens to a body that is longer than wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    /// The answer is refused.
    Refuse(u64),
    /// The beginning is kept.
    Cut(u64),
}

/// What is sent with a request, and how much is taken in return.
#[derive(Debug)]
pub(crate) struct Terms {
    pub(crate) headers: HeaderMap,
    pub(crate) limit: Limit,
    pub(crate) standing: Standing,
    /// The longest silence, from the first byte sent on.
    pub(crate) silence: Duration,
    /// The longest time for all of it.
    pub(crate) total: Duration,
}

/// Pages of refusal are read so far, to see who refuses and why.
const REFUSAL_BYTES: u64 = 64 * 1024;

/// The refusals of interfaces that say in their body what was wrong. 429 and 5xx are not among them: they pass.
pub(crate) const TELLING: [u16; 7] = [400, 401, 403, 404, 409, 410, 422];

/// Sends the request and reads the answer, within the time that `terms` give.
pub(crate) async fn exchange(client: &Client, url: &Url, terms: &Terms) -> Result<Answer, Failure> {
    let timeout = |_| Failure::Later { host: host(url), reason: Reason::Timeout, retry_after: None };
    tokio::time::timeout(terms.total, exchange_patiently(client, url, terms)).await.map_err(timeout)?
}

async fn exchange_patiently(client: &Client, url: &Url, terms: &Terms) -> Result<Answer, Failure> {
    let host = host(url);
    let request = client.get(url.clone()).headers(terms.headers.clone());
    let mut response = listen(&host, terms.silence, request.send()).await?;
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let body = match status.as_u16() {
        200..=299 => {
            check_encoding(&host, &headers)?;
            read(&mut response, &host, terms.limit, terms.silence).await?
        }
        // A refusal stays one when its page cannot be read.
        401 | 403 | 429 | 503 => read_refusal(&mut response, &host, terms.silence).await,
        status if terms.standing == Standing::Interface && TELLING.contains(&status) => {
            read_refusal(&mut response, &host, terms.silence).await
        }
        _ => Vec::new(),
    };
    Ok(Answer { status, headers, body })
}

/// The host of an address, for messages and tables.
pub(crate) fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// The client removes the header when it decompresses. What is left is something that it was not asked to understand.
fn check_encoding(host: &str, headers: &HeaderMap) -> Result<(), Failure> {
    match header::text(headers, CONTENT_ENCODING) {
        Some(encoding) if !encoding.is_empty() && !encoding.eq_ignore_ascii_case("identity") => {
            Err(Failure::Broken { host: host.to_owned(), reason: Reason::Encoding(encoding) })
        }
        _ => Ok(()),
    }
}

/// Awaits one piece of the answer, but not longer than `silence`.
async fn listen<T>(
    host: &str,
    silence: Duration,
    piece: impl Future<Output = Result<T, reqwest::Error>>,
) -> Result<T, Failure> {
    match tokio::time::timeout(silence, piece).await {
        Ok(piece) => piece.map_err(|error| failure(host, &error)),
        Err(_) => Err(Failure::Later { host: host.to_owned(), reason: Reason::Timeout, retry_after: None }),
    }
}

async fn read_refusal(response: &mut Response, host: &str, silence: Duration) -> Vec<u8> {
    read(response, host, Limit::Cut(REFUSAL_BYTES), silence).await.unwrap_or_default()
}

async fn read(
    response: &mut Response,
    host: &str,
    limit: Limit,
    silence: Duration,
) -> Result<Vec<u8>, Failure> {
    let (Limit::Refuse(bytes) | Limit::Cut(bytes)) = limit;
    let too_large = || Failure::TooLarge { host: host.to_owned(), limit: bytes };
    // Known only of bodies that are not compressed.
    let announced = response.content_length().unwrap_or(0);
    if matches!(limit, Limit::Refuse(_)) && announced > bytes {
        return Err(too_large());
    }
    let most = usize::try_from(bytes).unwrap_or(usize::MAX);
    let mut body = Vec::with_capacity(usize::try_from(announced).unwrap_or(0).min(most));
    while let Some(chunk) = listen(host, silence, response.chunk()).await? {
        let room = most - body.len();
        if chunk.len() > room {
            if matches!(limit, Limit::Refuse(_)) {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk[..room]);
            break;
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What a failure of the client means. The causes are looked through from the outermost inwards: whether a name or a
/// certificate was at fault is known only deep inside.
fn failure(host: &str, error: &reqwest::Error) -> Failure {
    let host = host.to_owned();
    let later = |reason| Failure::Later { host: host.clone(), reason, retry_after: None };
    let broken = |reason| Failure::Broken { host: host.clone(), reason };
    let mut told = String::new();
    let mut is_malformed = false;
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(error) = cause {
        if let Some(unresolved) = error.downcast_ref::<Unresolved>() {
            return match unresolved {
                Unresolved::Private => Failure::Unsafe { host: host.clone(), reason: unresolved.to_string() },
                Unresolved::Failed(error) if is_no_such_name(error) => broken(Reason::Dns(error.to_string())),
                Unresolved::Failed(error) => later(Reason::Dns(error.to_string())),
            };
        }
        if let Some(error) = error.downcast_ref::<rustls::Error>() {
            return broken(Reason::Tls(error.to_string()));
        }
        told = error.to_string();
        cause = error.source();
        if let Some(error) = error.downcast_ref::<io::Error>() {
            is_malformed |= matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput);
            // An error that was wrapped for the sake of its type is not among the sources.
            cause = error.get_ref().map(|inner| inner as &(dyn Error + 'static));
        }
    }
    if error.is_timeout() {
        later(Reason::Timeout)
    } else if is_malformed {
        broken(Reason::Encoding(told))
    } else {
        later(Reason::Connection(told))
    }
}

/// Whether the name certainly does not exist. The system gives no code, only a sentence: glibc, glibc without addresses, musl,
/// macOS, Windows. Any other trouble of name services, like their being out of reach, is taken as temporary.
pub(crate) fn is_no_such_name(error: &io::Error) -> bool {
    let told = error.to_string();
    [
        "Name or service not known",
        "No address associated with hostname",
        "Name does not resolve",
        "nodename nor servname",
        "No such host is known",
    ]
    .iter()
    .any(|sentence| told.contains(sentence))
}
