//! One exchange: a request out, an answer with its body in, within the limits. Follows nothing, judges nothing but whether
//! the answer arrived.

use std::error::Error;
use std::io;

use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use reqwest::{Client, Response, StatusCode};
use url::Url;

use crate::client::Unresolved;
use crate::header;
use crate::{Failure, Reason};

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

/// Pages of refusal are read so far, to see who refuses.
const REFUSAL_BYTES: u64 = 64 * 1024;

/// Sends the request and reads the answer.
pub(crate) async fn exchange(
    client: &Client,
    url: &Url,
    headers: &HeaderMap,
    limit: Limit,
) -> Result<Answer, Failure> {
    let host = host(url);
    let request = client.get(url.clone()).headers(headers.clone());
    let mut response = request.send().await.map_err(|error| failure(&host, &error))?;
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let body = match status.as_u16() {
        200..=299 => {
            check_encoding(&host, &headers)?;
            read(&mut response, &host, limit).await?
        }
        // A refusal stays one when its page cannot be read.
        401 | 403 | 429 | 503 => {
            read(&mut response, &host, Limit::Cut(REFUSAL_BYTES)).await.unwrap_or_default()
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

async fn read(response: &mut Response, host: &str, limit: Limit) -> Result<Vec<u8>, Failure> {
    let (Limit::Refuse(bytes) | Limit::Cut(bytes)) = limit;
    let too_large = || Failure::TooLarge { host: host.to_owned(), limit: bytes };
    // Known only of bodies that are not compressed.
    let announced = response.content_length().unwrap_or(0);
    if matches!(limit, Limit::Refuse(_)) && announced > bytes {
        return Err(too_large());
    }
    let most = usize::try_from(bytes).unwrap_or(usize::MAX);
    let mut body = Vec::with_capacity(usize::try_from(announced).unwrap_or(0).min(most));
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(host, &error))? {
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
fn is_no_such_name(error: &io::Error) -> bool {
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
