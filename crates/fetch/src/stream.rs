//! The address of a stream in, its messages out, by WebSocket (RFC 6455): read until it has caught up with the present, and left.

use std::fmt;
use std::time::Duration;

use futures::{SinkExt, StreamExt};
use reqwest::header::{FROM, HeaderValue, USER_AGENT};
use tokio::time::{Instant, timeout, timeout_at};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request as Handshake;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use url::Url;

use crate::exchange::{Answer, host};
use crate::socket::{self, Goal, Security, Socket};
use crate::{Failure, Fetcher, Reason, Settings, Standing, verdict};

/// The largest message.
const MESSAGE_BYTES: usize = 1024 * 1024;

/// All messages together may be as large as so many of the largest bodies: streams bring in one piece what pages bring in many.
const BODIES: u64 = 8;

/// How long the farewell may take. Nothing depends on it.
const FAREWELL: Duration = Duration::from_secs(2);

/// A stream to be read.
#[derive(Clone)]
pub struct StreamRequest {
    /// Its address, `wss://…`; `ws://…` only where private addresses are allowed.
    pub url: Url,
    /// Most messages to be read.
    pub most: usize,
    /// A silence of this length means that the stream has caught up with the present.
    pub idle: Duration,
    /// The longest time for all of it.
    pub longest: Duration,
}

/// Shows the host only.
impl fmt::Debug for StreamRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamRequest")
            .field("host", &host(&self.url))
            .field("most", &self.most)
            .finish_non_exhaustive()
    }
}

impl Fetcher {
    /// Reads a stream until nothing comes for a while, enough has come, time is up, or it ends. If the connection breaks after
    /// some messages, those are the answer: a stream is read on from its last message. Asks as a user of an interface: no
    /// robots.txt is read.
    ///
    /// # Errors
    /// A [`Failure`], sorted by what to do next.
    pub async fn stream(&self, request: &StreamRequest) -> Result<Vec<Vec<u8>>, Failure> {
        self.in_turn(&host(&request.url), listen(self.settings(), request)).await
    }
}

async fn listen(settings: &Settings, request: &StreamRequest) -> Result<Vec<Vec<u8>>, Failure> {
    let url = &request.url;
    let (security, usual_port) = match url.scheme() {
        "wss" => (Security::Tls, 443),
        "ws" => (Security::Plain, 80),
        _ => return Err(refuse(url, "only wss is listened to")),
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse(url, "the address carries a user name or password"));
    }
    let name = host(url);
    let port = url.port_or_known_default().unwrap_or(usual_port);
    let socket = socket::connect(settings, &Goal { host: &name, port, usual_port, security }).await?;
    let mut stream = opened(settings, url, socket).await?;
    let messages = read(settings, request, &mut stream).await;
    // Not waited for long: nothing depends on it. A farewell of the other side is answered by what is flushed, and ours is refused then.
    let farewell = async {
        let _ = stream.flush().await;
        let _ = stream.close(None).await;
    };
    let _ = timeout(FAREWELL, farewell).await;
    messages
}

/// Asks for the stream and judges the answer.
async fn opened(settings: &Settings, url: &Url, socket: Socket) -> Result<WebSocketStream<Socket>, Failure> {
    let config = WebSocketConfig::default()
        .max_message_size(Some(MESSAGE_BYTES))
        .max_frame_size(Some(MESSAGE_BYTES))
        .read_buffer_size(16 * 1024);
    let handshake = handshake(settings, url).ok_or_else(|| refuse(url, "not an address of a stream"))?;
    let opening = tokio_tungstenite::client_async_with_config(handshake, socket, Some(config));
    let later = |reason| Failure::Later { host: host(url), reason, retry_after: None };
    let broken = |reason| Failure::Broken { host: host(url), reason };
    match timeout(Duration::from_secs(settings.read_seconds), opening).await {
        Err(_) => Err(later(Reason::Timeout)),
        Ok(Ok((stream, _))) => Ok(stream),
        Ok(Err(Error::Http(response))) => {
            let (parts, body) = response.into_parts();
            let status = parts.status;
            let answer = Answer { status, headers: parts.headers, body: body.unwrap_or_default() };
            verdict::judge(url, Standing::Visitor, answer)?;
            // Anything that would be good for a page is not good here: a redirect, or a page in place of a stream.
            let is_redirect = status.is_redirection();
            Err(broken(if is_redirect { Reason::Redirects } else { Reason::Status(status.as_u16()) }))
        }
        Ok(Err(Error::Io(error))) => Err(later(Reason::Connection(error.to_string()))),
        Ok(Err(_)) => Err(broken(Reason::Protocol("no WebSocket".into()))),
    }
}

fn handshake(settings: &Settings, url: &Url) -> Option<Handshake> {
    let mut handshake = url.as_str().into_client_request().ok()?;
    let headers = handshake.headers_mut();
    headers.insert(USER_AGENT, HeaderValue::from_str(&settings.user_agent).ok()?);
    if let Some(contact) = &settings.contact {
        headers.insert(FROM, HeaderValue::from_str(contact).ok()?);
    }
    Some(handshake)
}

async fn read(
    settings: &Settings,
    request: &StreamRequest,
    stream: &mut WebSocketStream<Socket>,
) -> Result<Vec<Vec<u8>>, Failure> {
    let all = usize::try_from(settings.max_body_bytes.saturating_mul(BODIES)).unwrap_or(usize::MAX);
    let mut messages: Vec<Vec<u8>> = Vec::new();
    let mut bytes = 0;
    let end = Instant::now() + request.longest;
    let mut silent_until = Instant::now() + request.idle;
    while messages.len() < request.most && bytes < all {
        let Ok(next) = timeout_at(end.min(silent_until), stream.next()).await else { break };
        let message = match next {
            Some(Ok(Message::Text(text))) => text.as_bytes().to_vec(),
            Some(Ok(Message::Binary(data))) => data.to_vec(),
            // Pings are answered by the library; being alive is not being news.
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => continue,
            Some(Ok(Message::Close(_))) | None => break,
            Some(Err(Error::Capacity(_))) => {
                let limit = u64::try_from(MESSAGE_BYTES).unwrap_or(u64::MAX);
                return Err(Failure::TooLarge { host: host(&request.url), limit });
            }
            Some(Err(_)) if !messages.is_empty() => break,
            Some(Err(Error::ConnectionClosed)) => break,
            Some(Err(error)) => return Err(broken_off(request, &error)),
        };
        bytes += message.len();
        messages.push(message);
        silent_until = Instant::now() + request.idle;
    }
    Ok(messages)
}

/// What it means that a stream broke off before its first message.
fn broken_off(request: &StreamRequest, error: &Error) -> Failure {
    use tokio_tungstenite::tungstenite::error::ProtocolError;
    let host = host(&request.url);
    match error {
        Error::Io(error) => {
            Failure::Later { host, reason: Reason::Connection(error.to_string()), retry_after: None }
        }
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => Failure::Later {
            host,
            reason: Reason::Connection("ended without a farewell".into()),
            retry_after: None,
        },
        _ => Failure::Broken { host, reason: Reason::Protocol("no WebSocket".into()) },
    }
}

fn refuse(url: &Url, reason: &str) -> Failure {
    let host = url.host_str().filter(|host| !host.is_empty()).unwrap_or(url.scheme()).to_owned();
    Failure::Unsafe { host, reason: reason.to_owned() }
}
