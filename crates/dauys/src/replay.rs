//! The replay server: a forward proxy on loopback that answers for the invented hosts of `data/demo` as they stood
//! at a simulated moment.
//!
//! It plays the world for the demo and for tests, so that the real fetch path runs: proxy, robots.txt, validators,
//! redirects and failures included. Hosts end in `.example` and exist nowhere else. The layout of the folder is told
//! in `data/demo/README.md`: `hosts/HOST/YYYY-MM-DDTHH/PATH`, and the newest folder not after the clock answers.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::Context;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use include_dir::{Dir, include_dir};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// The invented week.
pub(crate) static WEEK: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../data/demo");

/// A running replay server. It ends with the program.
pub(crate) struct Replay {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    clock: Arc<AtomicI64>,
}

impl Replay {
    /// Starts serving the week at `address` (port 0 for any free one).
    pub(crate) fn start(address: SocketAddr, at: Timestamp) -> anyhow::Result<Self> {
        let world = Arc::new(World::of(&WEEK)?);
        let clock = Arc::new(AtomicI64::new(at.as_second()));
        let listener =
            std::net::TcpListener::bind(address).with_context(|| format!("listening on {address}"))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let served_clock = Arc::clone(&clock);
        std::thread::Builder::new().name("replay".into()).spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            match runtime {
                Ok(runtime) => runtime.block_on(serve(listener, world, served_clock)),
                Err(error) => tracing::error!(%error, "the replay server cannot start"),
            }
        })?;
        Ok(Self { address, clock })
    }

    /// Moves the simulated clock.
    pub(crate) fn set_clock(&self, at: Timestamp) {
        self.clock.store(at.as_second(), Ordering::SeqCst);
    }
}

async fn serve(listener: std::net::TcpListener, world: Arc<World>, clock: Arc<AtomicI64>) {
    let listener = match tokio::net::TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => {
            tracing::error!(%error, "the replay server cannot listen");
            return;
        }
    };
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let (world, clock) = (Arc::clone(&world), Arc::clone(&clock));
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let response = world.answer(&request, clock.load(Ordering::SeqCst));
                async move { Ok::<_, Infallible>(response) }
            });
            if let Err(error) = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await {
                tracing::debug!(%error, "replay connection ended");
            }
        });
    }
}

/// All files by host and path, each with its versions by the moment from which it holds.
struct World(BTreeMap<(String, String), BTreeMap<i64, File>>);

#[derive(Default)]
struct File {
    body: &'static [u8],
    head: Option<&'static str>,
}

impl World {
    fn of(week: &'static Dir<'static>) -> anyhow::Result<Self> {
        let mut files: BTreeMap<_, BTreeMap<_, File>> = BTreeMap::new();
        let hosts = week.get_dir("hosts").context("the embedded week has no `hosts`")?;
        for host in hosts.dirs() {
            for snapshot in host.dirs() {
                let from = moment(last_name(snapshot.path()))?;
                for (path, file) in files_below(snapshot, snapshot.path()) {
                    let (path, is_head) = match path.strip_suffix(".head") {
                        Some(path) => (path.to_owned(), true),
                        None => (path, false),
                    };
                    let version = files
                        .entry((last_name(host.path()).to_owned(), path))
                        .or_default()
                        .entry(from)
                        .or_default();
                    if is_head {
                        version.head = file.contents_utf8();
                    } else {
                        version.body = file.contents();
                    }
                }
            }
        }
        Ok(Self(files))
    }

    fn answer(&self, request: &Request<Incoming>, now: i64) -> Response<Full<Bytes>> {
        let host = request.uri().host().map(str::to_owned).or_else(|| {
            let host = request.headers().get("host")?.to_str().ok()?;
            Some(host.split(':').next().unwrap_or(host).to_owned())
        });
        let host = host.unwrap_or_default();
        let mut path = request.uri().path().trim_start_matches('/').to_owned();
        if let Some(query) = request.uri().query() {
            path = format!("{path}@{query}");
        }
        let candidates = if path.is_empty() || path.ends_with('/') {
            vec![format!("{path}index.html"), format!("{path}index.xml")]
        } else {
            vec![path.clone(), format!("{path}.html"), format!("{path}/index.html")]
        };
        let found = candidates.into_iter().find_map(|path| {
            let versions = self.0.get(&(host.clone(), path.clone()))?;
            let (_, file) = versions.range(..=now).next_back()?;
            Some((path, file))
        });
        let Some((path, file)) = found else { return plain(StatusCode::NOT_FOUND, "not found") };
        respond(request, &path, file)
    }
}

fn respond(request: &Request<Incoming>, path: &str, file: &File) -> Response<Full<Bytes>> {
    let etag = format!("\"{}\"", crate::config::fingerprint(&String::from_utf8_lossy(file.body)));
    let mut response = Response::builder().header(ETAG, &etag);
    let mut status = StatusCode::OK;
    let mut has_type = false;
    for line in file.head.unwrap_or_default().lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        if name.eq_ignore_ascii_case("status") {
            status = value.parse().unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        } else {
            has_type |= name.eq_ignore_ascii_case("content-type");
            response = response.header(name.trim(), value);
        }
    }
    if !has_type {
        response = response.header(CONTENT_TYPE, content_type(path));
    }
    let known = request.headers().get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
    if known && status == StatusCode::OK {
        let response = response.status(StatusCode::NOT_MODIFIED).body(Full::default());
        return response.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "bad head file"));
    }
    let response = response.status(status).body(Full::new(Bytes::from_static(file.body)));
    response.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "bad head file"))
}

fn plain(status: StatusCode, text: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    response
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("xml" | "rss" | "atom" | "rdf") => "application/xml",
        Some("json") => "application/feed+json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "text/html; charset=utf-8",
    }
}

fn last_name(path: &std::path::Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// The moment a snapshot folder stands for: the full hour of Kazakhstan's civil time.
fn moment(folder: &str) -> anyhow::Result<i64> {
    let moment: DateTime = format!("{folder}:00:00")
        .parse()
        .with_context(|| format!("snapshot folder `{folder}` is no YYYY-MM-DDTHH"))?;
    Ok(moment.to_zoned(TimeZone::fixed(dauys_model::KAZAKHSTAN))?.timestamp().as_second())
}

fn files_below(
    folder: &'static Dir<'static>,
    root: &'static std::path::Path,
) -> Vec<(String, &'static include_dir::File<'static>)> {
    let mut found = Vec::new();
    for file in folder.files() {
        if let Some(path) = file.path().strip_prefix(root).ok().and_then(|path| path.to_str()) {
            found.push((path.to_owned(), file));
        }
    }
    for folder in folder.dirs() {
        found.extend(files_below(folder, root));
    }
    found
}
