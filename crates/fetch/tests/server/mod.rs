//! A server on loopback that answers as a test tells it, also as no decent server would, and remembers what it was asked.
//! It runs in the runtime of the test, under the same paused clock. As a forward proxy it plays every host there is, behind TLS too.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub(crate) mod tls;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dauys_fetch::{Accept, Failure, Fetcher, Outcome, Request, Settings, Validators};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep};
use tokio_rustls::TlsAcceptor;

/// One request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// What stands after the method: a path, a whole address when we are a proxy, or a host and port that a tunnel is wished to.
    pub(crate) target: String,
    /// The lines of the head, in lower case up to the colon.
    pub(crate) head: Vec<(String, String)>,
    /// When it arrived.
    pub(crate) at: Instant,
    /// How many requests for the same target came before.
    pub(crate) before: usize,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// How to answer.
#[derive(Clone)]
pub(crate) enum Reply {
    /// These bytes, then the connection ends.
    Whole(Vec<u8>),
    /// These bytes, then the connection is reset.
    Reset(Vec<u8>),
    /// These bytes, then one byte every so often.
    Drip(Vec<u8>, Duration),
    /// These bytes once, then the others again and again.
    Endless(Vec<u8>, Vec<u8>),
    /// A tunnel to a server that speaks TLS, and what it answers in there.
    Tls(TlsAcceptor, Box<Self>),
    /// A tunnel to a server that answers whatever it hears.
    Tunnel(Box<Self>),
}

/// Status line and headers as given (lines end in `\n`), then the body with its length.
pub(crate) fn reply(head: &str, body: impl AsRef<[u8]>) -> Reply {
    let body = body.as_ref();
    let head = head.trim().replace('\n', "\r\n");
    let mut bytes = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())
        .into_bytes();
    bytes.extend_from_slice(body);
    Reply::Whole(bytes)
}

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    pub(crate) async fn start(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        Self::start_behind(None, answer).await
    }

    /// Starts a server that speaks TLS from the first byte on, where there is a certificate.
    pub(crate) async fn start_behind(
        acceptor: Option<TlsAcceptor>,
        answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::<Asked>::new()));
        let (kept, answer) = (Arc::clone(&asked), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (kept, answer) = (Arc::clone(&kept), Arc::clone(&answer));
                match acceptor.clone() {
                    None => tokio::spawn(async move { serve(stream, &kept, &*answer).await }),
                    Some(acceptor) => tokio::spawn(async move {
                        let Ok(mut stream) = acceptor.accept(stream).await else { return };
                        let mut read = Vec::new();
                        read_head(&mut stream, &mut read).await;
                        if let Some(reply) = hear(&read, &kept, &*answer) {
                            say(&mut stream, reply).await;
                        }
                    }),
                };
            }
        });
        Self { address, asked }
    }

    /// Everything asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The targets asked so far, in order.
    pub(crate) fn targets(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.target).collect()
    }

    /// Settings under which the server is reached at its own address: no robots.txt, no pace, one try.
    pub(crate) fn settings(&self) -> Settings {
        Settings { allow_private: true, robots: false, pace_ms: 0, tries: 1, ..Settings::default() }
    }

    /// Settings under which the server is the proxy that plays the whole world.
    pub(crate) fn as_proxy(&self) -> Settings {
        let proxy = format!("http://{}", self.address).parse().ok();
        Settings { proxy, pace_ms: 0, tries: 1, ..Settings::default() }
    }

    /// Fetches a path of the server, or a whole address.
    pub(crate) async fn fetch(&self, settings: Settings, target: &str) -> Result<Outcome, Failure> {
        self.fetch_known(settings, target, Validators::default()).await
    }

    pub(crate) async fn fetch_known(
        &self,
        settings: Settings,
        target: &str,
        validators: Validators,
    ) -> Result<Outcome, Failure> {
        let base: url::Url = format!("http://{}", self.address).parse().unwrap();
        let request = Request { validators, ..Request::new(base.join(target).unwrap(), Accept::Page) };
        Fetcher::new(settings).unwrap().fetch(&request).await
    }
}

/// The first byte of a client that wants to speak TLS: it is answered like any other.
const TLS_HANDSHAKE: u8 = 0x16;

/// Leave to speak to another host.
const TUNNEL: &[u8] = b"HTTP/1.1 200 OK\r\n\r\n";

/// The first byte of a client that wants to speak SOCKS, version 5.
const SOCKS: u8 = 0x05;

async fn serve(
    mut stream: TcpStream,
    kept: &Mutex<Vec<Asked>>,
    answer: &(dyn Fn(&Asked) -> Reply + Send + Sync),
) {
    let mut read = Vec::new();
    if read_head(&mut stream, &mut read).await && read.first() == Some(&SOCKS) {
        let Some(target) = accept_socks(&mut stream, &read).await else { return };
        kept.lock().unwrap().push(Asked { target, head: Vec::new(), at: Instant::now(), before: 0 });
        read.clear();
        read_head(&mut stream, &mut read).await;
    }
    let Some(mut reply) = hear(&read, kept, answer) else { return };
    if let Reply::Tunnel(within) = reply {
        let _ = stream.write_all(TUNNEL).await;
        read_head(&mut stream, &mut Vec::new()).await;
        reply = *within;
    }
    // The other side may have left: that is part of some tests.
    match reply {
        Reply::Reset(bytes) => {
            let _ = stream.write_all(&bytes).await;
            // Lets the other side read what came before the reset.
            sleep(Duration::from_millis(1)).await;
            stream.set_zero_linger().unwrap();
        }
        Reply::Tls(acceptor, reply) => {
            let _ = stream.write_all(TUNNEL).await;
            let Ok(mut stream) = acceptor.accept(stream).await else { return };
            read_head(&mut stream, &mut Vec::new()).await;
            say(&mut stream, *reply).await;
        }
        reply => say(&mut stream, reply).await,
    }
}

/// Reads until a request is whole or begins as none does; whether anything came.
async fn read_head(stream: &mut (impl AsyncRead + Unpin), read: &mut Vec<u8>) -> bool {
    while !read.windows(4).any(|end| end == b"\r\n\r\n")
        && !matches!(read.first(), Some(&TLS_HANDSHAKE | &SOCKS))
    {
        let mut part = [0; 1024];
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => break,
            Ok(length) => read.extend_from_slice(&part[..length]),
        }
    }
    !read.is_empty()
}

/// Keeps a request and finds the reply to it.
fn hear(
    read: &[u8],
    kept: &Mutex<Vec<Asked>>,
    answer: &(dyn Fn(&Asked) -> Reply + Send + Sync),
) -> Option<Reply> {
    let head = String::from_utf8_lossy(read).into_owned();
    let target = match read.first()? {
        &TLS_HANDSHAKE => "(handshake)",
        _ => head.lines().next()?.split(' ').nth(1)?,
    };
    let lines = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    let mut kept = kept.lock().unwrap();
    let asked = Asked {
        target: target.to_owned(),
        head: lines.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect(),
        at: Instant::now(),
        before: kept.iter().filter(|asked| asked.target == target).count(),
    };
    let reply = answer(&asked);
    kept.push(asked);
    Some(reply)
}

/// Lets a client of SOCKS in (RFC 1928): no password, a tunnel to a name. Answers with the name and port.
async fn accept_socks(stream: &mut TcpStream, greeting: &[u8]) -> Option<String> {
    assert_eq!(greeting.len(), 2 + usize::from(greeting[1]), "a greeting in one piece");
    stream.write_all(&[SOCKS, 0]).await.ok()?;
    let mut wish = [0; 5];
    stream.read_exact(&mut wish).await.ok()?;
    assert_eq!(wish[..4], [SOCKS, 1, 0, 3], "a wish to connect to a name");
    let mut name = vec![0; usize::from(wish[4])];
    stream.read_exact(&mut name).await.ok()?;
    let port = stream.read_u16().await.ok()?;
    stream.write_all(&[SOCKS, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.ok()?;
    Some(format!("socks {}:{port}", String::from_utf8(name).ok()?))
}

async fn say(stream: &mut (impl AsyncWrite + Unpin), reply: Reply) {
    match reply {
        Reply::Whole(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Reply::Drip(bytes, pause) => {
            let _ = stream.write_all(&bytes).await;
            loop {
                sleep(pause).await;
                if stream.write_all(b".").await.is_err() {
                    break;
                }
            }
        }
        Reply::Endless(bytes, more) => {
            let _ = stream.write_all(&bytes).await;
            while stream.write_all(&more).await.is_ok() {}
        }
        Reply::Reset(_) | Reply::Tls(..) | Reply::Tunnel(_) => panic!("only where the connection begins"),
    }
}
