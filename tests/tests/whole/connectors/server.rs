//! An internet of the test's own: a forward proxy on loopback that answers for invented hosts, one thread a connection.
//!
//! The program goes through it as the demo goes through its own, so platforms keep their hosts apart (a host that wants to be
//! left alone is left alone by itself) and stored addresses depend on no port.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use super::planted::Cast;
use super::platforms;

/// What was asked.
pub(crate) struct Asked {
    pub(crate) host: String,
    pub(crate) path: String,
    pub(crate) query: BTreeMap<String, String>,
    /// Names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
}

impl Asked {
    /// A parameter; empty where there is none.
    pub(crate) fn parameter(&self, name: &str) -> &str {
        self.query.get(name).map_or("", String::as_str)
    }

    /// A header; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// What is answered.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(body: Value) -> Self {
        Self::of(200, "application/json; charset=utf-8", body.to_string())
    }

    pub(crate) fn html(body: impl Into<String>) -> Self {
        Self::of(200, "text/html; charset=utf-8", body.into())
    }

    pub(crate) fn xml(body: impl Into<String>) -> Self {
        Self::of(200, "application/xml; charset=utf-8", body.into())
    }

    pub(crate) fn text(body: impl Into<String>) -> Self {
        Self::of(200, "text/plain; charset=utf-8", body.into())
    }

    pub(crate) fn nothing() -> Self {
        Self::of(404, "text/plain", "not found".into())
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn but(self, status: u16) -> Self {
        Self { status, ..self }
    }

    fn of(status: u16, kind: &str, body: String) -> Self {
        Self { status, headers: vec![("Content-Type", kind.to_owned())], body }
    }
}

/// The invented internet. Its listener ends with the test program.
pub(crate) struct Internet {
    /// Where the proxy listens.
    pub(crate) proxy: String,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    cast: Cast,
    /// How far the invented morning has come: 1, later 2.
    hour: u32,
    /// Hosts that answer everything alike.
    moods: BTreeMap<String, Answer>,
    /// Hosts that want no programs.
    closed: BTreeSet<String>,
    /// Whether every answer breaks off in its middle.
    is_cut: bool,
    /// Every address asked, by host.
    asked: BTreeMap<String, Vec<String>>,
}

impl Internet {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let proxy = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Mutex::new(Shared { hour: 1, ..Shared::default() }));
        let served = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let served = Arc::clone(&served);
                std::thread::spawn(move || drop(serve(stream, &served)));
            }
        });
        Self { proxy, shared }
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the morning go on: edits, deletions and new comments appear.
    pub(crate) fn go_on(&self) {
        self.shared().hour = 2;
    }

    /// From now on a host answers everything like this.
    pub(crate) fn in_mood(&self, host: &str, answer: Answer) {
        self.shared().moods.insert(host.to_owned(), answer);
    }

    /// From now on the robots.txt of a host forbids everything.
    pub(crate) fn close(&self, host: &str) {
        self.shared().closed.insert(host.to_owned());
    }

    /// From now on every answer breaks off in its middle.
    pub(crate) fn cut_short(&self) {
        self.shared().is_cut = true;
    }

    /// What a host was asked: paths with their queries.
    pub(crate) fn asked(&self, host: &str) -> Vec<String> {
        self.shared().asked.get(host).cloned().unwrap_or_default()
    }

    /// The persons that were planted, with what was served of each.
    pub(crate) fn cast(&self) -> Cast {
        self.shared().cast.clone()
    }
}

fn serve(stream: TcpStream, shared: &Mutex<Shared>) -> std::io::Result<()> {
    let Some(asked) = read(&stream)? else { return Ok(()) };
    let answer = {
        let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let query = asked.query.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        let told = format!("{}?{}", asked.path, query.join("&"));
        shared.asked.entry(asked.host.clone()).or_default().push(told);
        let hour = shared.hour;
        let mut answer = match shared.moods.get(&asked.host) {
            Some(answer) if asked.path != "/robots.txt" => answer.clone(),
            _ if asked.path == "/robots.txt" && shared.closed.contains(&asked.host) => {
                Answer::text("User-agent: *\nDisallow: /\n")
            }
            _ => platforms::answer(&asked, hour, &mut shared.cast),
        };
        if shared.is_cut {
            let half = answer.body.len() / 2;
            answer.body.truncate((0..=half).rev().find(|at| answer.body.is_char_boundary(*at)).unwrap_or(0));
        }
        shared.cast.serve(&answer.body);
        answer
    };
    let mut head = format!("HTTP/1.1 {} X\r\nConnection: close\r\n", answer.status);
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let has_body = answer.status != 304;
    let body = if has_body { answer.body.as_bytes() } else { &[] };
    if has_body {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    let mut stream = &stream;
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    stream.write_all(body)
}

/// The head of a request in the form in which proxies get it: `GET http://host/path?query HTTP/1.1`.
fn read(stream: &TcpStream) -> std::io::Result<Option<Asked>> {
    let mut lines = BufReader::new(stream).lines();
    let Some(first) = lines.next().transpose()? else { return Ok(None) };
    let target = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = BTreeMap::new();
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let Some(rest) = target.strip_prefix("http://") else { return Ok(None) };
    let (host, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let query = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let query = query.map(|(name, value)| (plain(name), plain(value))).collect();
    Ok(Some(Asked { host: host.to_owned(), path: plain(path), query, headers }))
}

/// Percent-encoding undone.
fn plain(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = code.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = &after[2..];
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
