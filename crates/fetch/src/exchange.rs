//! One exchange: a request out, an answer with its body in, within the limits. Follows nothing, judges nothing but whether
//! the answer arrived.

use std::error::Error;
use std::io;
use std::time::Duration;

use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use reqwest::{Client, Response, StatusCode};
use url::Url;

use crate::client::Unresolved;
use crate::compression::{self, Encoding, End, is_gzip};
use crate::header;
use crate::{Accept, Failure, Keep, Reason, Standing};

/// What a host answered, whatever it means.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Decompressed. Empty where the status says that it is of no interest.
    pub(crate) body: Vec<u8>,
}

/// An answer, and its body as it came where it was asked for that.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) answer: Answer,
    pub(crate) wire: Option<Wire>,
}

/// A body as it came, for the archive.
#[derive(Debug)]
pub(crate) struct Wire {
    pub(crate) body: Vec<u8>,
    /// Whether it was read to its end.
    pub(crate) is_whole: bool,
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
    pub(crate) accept: Accept,
    pub(crate) standing: Standing,
    /// Whether the body is wanted as it came, too.
    pub(crate) keep: Keep,
    /// The longest silence, from the first byte sent on.
    pub(crate) silence: Duration,
    /// The longest time for all of it.
    pub(crate) total: Duration,
}

/// Pages of refusal are read so far, to see who refuses and why.
const REFUSAL_BYTES: u64 = 64 * 1024;

/// Sends the request and reads the answer, within the time that `terms` give.
pub(crate) async fn exchange(client: &Client, url: &Url, terms: &Terms) -> Result<Received, Failure> {
    let timeout = |_| Failure::Later { host: host(url), reason: Reason::Timeout, retry_after: None };
    tokio::time::timeout(terms.total, exchange_patiently(client, url, terms)).await.map_err(timeout)?
}

async fn exchange_patiently(client: &Client, url: &Url, terms: &Terms) -> Result<Received, Failure> {
    let host = host(url);
    let request = client.get(url.clone()).headers(terms.headers.clone());
    let mut response = listen(&host, terms.silence, request.send()).await?;
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let (wire, body) = match status.as_u16() {
        200..=299 => {
            let encoding = encoding(&host, &headers)?;
            let wire = read(&mut response, &host, terms.limit, terms.silence).await?;
            let body = unpack(&host, encoding, &wire.body, terms)?;
            (wire, body)
        }
        401 | 403 | 429 | 503 => read_refusal(&mut response, &host, &headers, terms.silence).await,
        status if terms.standing.listens_to(status) => {
            read_refusal(&mut response, &host, &headers, terms.silence).await
        }
        _ => (Wire { body: Vec::new(), is_whole: false }, None),
    };
    let (wire, body) = match (body, terms.keep) {
        (Some(body), Keep::Archive) => (Some(wire), body),
        (Some(body), Keep::Never) => (None, body),
        // The body is open as it came, and wanted once or twice.
        (None, Keep::Archive) => (Some(Wire { body: wire.body.clone(), ..wire }), wire.body),
        (None, Keep::Never) => (None, wire.body),
    };
    Ok(Received { answer: Answer { status, headers, body }, wire })
}

/// The host of an address, for messages and tables.
pub(crate) fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// How the body is compressed, if it is.
fn encoding(host: &str, headers: &HeaderMap) -> Result<Option<Encoding>, Failure> {
    match header::text(headers, CONTENT_ENCODING) {
        Some(name) if !name.is_empty() && !name.eq_ignore_ascii_case("identity") => {
            match Encoding::named(&name) {
                Some(encoding) => Ok(Some(encoding)),
                None => Err(Failure::Broken { host: host.to_owned(), reason: Reason::Encoding(name) }),
            }
        }
        _ => Ok(None),
    }
}

/// Opens a body, where it is compressed: because the headers say so, and once more if what comes out is a gzip file and something
/// that can be read was asked for, such as a `sitemap.xml.gz`.
fn unpack(
    host: &str,
    encoding: Option<Encoding>,
    wire: &[u8],
    terms: &Terms,
) -> Result<Option<Vec<u8>>, Failure> {
    let opened = encoding.map(|encoding| open(host, encoding, wire, terms.limit)).transpose()?;
    let is_file = terms.accept != Accept::Any && is_gzip(opened.as_deref().unwrap_or(wire));
    if is_file {
        return open(host, Encoding::Gzip, opened.as_deref().unwrap_or(wire), terms.limit).map(Some);
    }
    Ok(opened)
}

fn open(host: &str, encoding: Encoding, bytes: &[u8], limit: Limit) -> Result<Vec<u8>, Failure> {
    let (Limit::Refuse(limit_bytes) | Limit::Cut(limit_bytes)) = limit;
    let most = usize::try_from(limit_bytes).unwrap_or(usize::MAX);
    let opened = compression::open(encoding, bytes, most);
    let host = || host.to_owned();
    match opened.end {
        End::Whole => Ok(opened.body),
        End::Cut | End::TooLong | End::Bomb if matches!(limit, Limit::Cut(_)) => Ok(opened.body),
        End::Cut => Err(Failure::Later { host: host(), reason: Reason::Truncated, retry_after: None }),
        End::TooLong => Err(Failure::TooLarge { host: host(), limit: limit_bytes }),
        End::Bomb => Err(Failure::Broken { host: host(), reason: Reason::Bomb }),
        End::Wrong(told) => Err(Failure::Broken { host: host(), reason: Reason::Encoding(told) }),
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

/// Reads the beginning of a refusal. It stays a refusal when its page cannot be read.
async fn read_refusal(
    response: &mut Response,
    host: &str,
    headers: &HeaderMap,
    silence: Duration,
) -> (Wire, Option<Vec<u8>>) {
    let limit = Limit::Cut(REFUSAL_BYTES);
    let wire = read(response, host, limit, silence).await;
    let wire = wire.unwrap_or(Wire { body: Vec::new(), is_whole: false });
    let body = match encoding(host, headers) {
        Ok(None) => None,
        Ok(Some(encoding)) => Some(open(host, encoding, &wire.body, limit).unwrap_or_default()),
        Err(_) => Some(Vec::new()),
    };
    (wire, body)
}

async fn read(response: &mut Response, host: &str, limit: Limit, silence: Duration) -> Result<Wire, Failure> {
    let (Limit::Refuse(bytes) | Limit::Cut(bytes)) = limit;
    let too_large = || Failure::TooLarge { host: host.to_owned(), limit: bytes };
    let announced = response.content_length().unwrap_or(0);
    if matches!(limit, Limit::Refuse(_)) && announced > bytes {
        return Err(too_large());
    }
    let most = usize::try_from(bytes).unwrap_or(usize::MAX);
    let announced = usize::try_from(announced).unwrap_or(0);
    let mut body = Vec::with_capacity(announced.min(most).min(LARGEST_PROMISE_BYTES));
    while let Some(chunk) = listen(host, silence, response.chunk()).await? {
        let room = most - body.len();
        if chunk.len() > room {
            if matches!(limit, Limit::Refuse(_)) {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk[..room]);
            return Ok(Wire { body, is_whole: false });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Wire { body, is_whole: true })
}

/// So much memory is set aside because a host announces a length; more is taken as it comes.
const LARGEST_PROMISE_BYTES: usize = 256 * 1024;

/// What a failure of the client means. The causes are looked through from the outermost inwards: whether a name or a
/// certificate was at fault is known only deep inside.
fn failure(host: &str, error: &reqwest::Error) -> Failure {
    let host = host.to_owned();
    let later = |reason| Failure::Later { host: host.clone(), reason, retry_after: None };
    let broken = |reason| Failure::Broken { host: host.clone(), reason };
    let mut told = String::new();
    let (mut is_malformed, mut is_cut) = (false, false);
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
        if let Some(error) = error.downcast_ref::<hyper::Error>() {
            is_malformed |= error.is_parse();
            is_cut |= error.is_incomplete_message();
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            is_malformed |= matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput);
            is_cut |= error.kind() == io::ErrorKind::UnexpectedEof;
            // An error that was wrapped for the sake of its type is not among the sources.
            cause = error.get_ref().map(|inner| inner as &(dyn Error + 'static));
        }
    }
    if error.is_timeout() {
        later(Reason::Timeout)
    } else if is_malformed {
        broken(Reason::Protocol(told))
    } else if is_cut {
        later(Reason::Truncated)
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
