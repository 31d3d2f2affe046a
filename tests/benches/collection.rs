//! Collection measured: 500 sources on 60 hosts of loopback, one of them slow, one silent, one flooding; and with the polite
//! pace switched off, feeds a second beside Python's feedparser with a pool of threads, in one run.
//!
//! `cargo bench -p dauys-tests --bench collection`. The peer runs where `python3` can import `feedparser`; otherwise the bench
//! says that it was left out. Nothing is asserted: a bench measures.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench is no part of the program")]

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// All hosts, each an address of loopback of its own.
const HOSTS: u8 = 60;
/// Sources over all hosts.
const SOURCES: usize = 500;
/// Entries of a feed.
const ENTRIES: usize = 20;
/// The host that takes half a minute for an answer, a little at a time.
const SLOW: u8 = 58;
/// The host that takes a request and never answers.
const SILENT: u8 = 59;
/// The host that answers without end.
const FLOODING: u8 = 60;
/// How long the slow host takes.
const SLOW_SECONDS: u64 = 30;
/// Threads of the peer.
const PEER_THREADS: usize = 64;

fn main() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    println!(
        "-- {SOURCES} sources on {HOSTS} hosts, pace 2 s; slow, silent and flooding hosts have one source each"
    );
    let all = sources(&server, HOSTS);
    let run = poll(folder.path(), "all", &all, "");
    println!(
        "poll: {:.1} s, {} requests, peak RSS {} MB; {}",
        run.seconds,
        server.asked(),
        run.peak_kb / 1024,
        run.said
    );
    println!(
        "   the slowest permitted host: {SLOW_SECONDS} s an answer, or {} sources at 2 s each",
        longest(&all)
    );

    let healthy = sources(&server, SLOW - 1);
    println!("-- {} feeds of {ENTRIES} entries on {} healthy hosts, pace off", healthy.len(), SLOW - 1);
    let run = poll(folder.path(), "healthy", &healthy, "pace_ms = 0");
    let ours = healthy.len() as f64 / run.seconds;
    println!(
        "dauys: {:.2} s = {ours:.0} feeds/s, fetched, parsed, redacted and stored; peak RSS {} MB; {}",
        run.seconds,
        run.peak_kb / 1024,
        run.said
    );
    match peer(folder.path(), &healthy) {
        Some(seconds) => {
            let theirs = healthy.len() as f64 / seconds;
            println!(
                "feedparser, {PEER_THREADS} threads: {seconds:.2} s = {theirs:.0} feeds/s, fetched and parsed; ratio {:.1}",
                ours / theirs
            );
        }
        None => println!("feedparser: left out, python3 cannot import it"),
    }
}

/// `(host, address)` of sources spread over the first `hosts` hosts; the three odd ones have one source each.
fn sources(server: &Server, hosts: u8) -> Vec<(u8, String)> {
    let odd = (SLOW..=FLOODING).filter(|host| *host <= hosts);
    let mut sources: Vec<(u8, String)> = odd.map(|host| (host, server.url(host, 0))).collect();
    let healthy = SLOW - 1;
    for number in 0..SOURCES - sources.len() {
        let host = 1 + (number % usize::from(healthy)) as u8;
        sources.push((host, server.url(host, number)));
    }
    sources
}

fn longest(sources: &[(u8, String)]) -> usize {
    (1..=HOSTS).map(|host| sources.iter().filter(|(own, _)| *own == host).count()).max().unwrap_or(0)
}

struct Run {
    seconds: f64,
    peak_kb: u64,
    said: String,
}

fn poll(folder: &Path, name: &str, sources: &[(u8, String)], fetch: &str) -> Run {
    let mut settings = format!("[fetch]\nallow_private = true\n{fetch}\n");
    for (number, (_, url)) in sources.iter().enumerate() {
        write!(
            settings,
            "[[source]]\nid = \"s{number}\"\nname = \"s{number}\"\nkind = \"feed\"\ntext = \"item\"\nurl = \"{url}\"\n"
        )
        .unwrap();
    }
    let config = folder.join(format!("{name}.toml"));
    std::fs::write(&config, settings).unwrap();
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_dauys-under-test"))
        .arg("--config")
        .arg(&config)
        .arg("--data")
        .arg(folder.join(name))
        .arg("poll")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kb = 0;
    while child.try_wait().unwrap().is_none() {
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = told
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        peak_kb = peak_kb.max(peak.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(5));
    }
    let seconds = start.elapsed().as_secs_f64();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    Run { seconds, peak_kb, said: said.trim().to_owned() }
}

/// What the peer does: fetch and parse with a pool of threads, and count entries.
const PEER: &str = "
import sys, time
from concurrent.futures import ThreadPoolExecutor
import feedparser
urls = open(sys.argv[1]).read().split()
start = time.perf_counter()
with ThreadPoolExecutor(int(sys.argv[2])) as pool:
    entries = sum(pool.map(lambda url: len(feedparser.parse(url).entries), urls))
print(time.perf_counter() - start, entries)
";

fn peer(folder: &Path, sources: &[(u8, String)]) -> Option<f64> {
    let urls = folder.join("urls.txt");
    std::fs::write(&urls, sources.iter().map(|(_, url)| url.as_str()).collect::<Vec<_>>().join("\n"))
        .unwrap();
    let output =
        Command::new("python3").args(["-c", PEER]).arg(urls).arg(PEER_THREADS.to_string()).output().ok()?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut words = told.split_whitespace();
    let seconds = words.next()?.parse().ok()?;
    assert_eq!(
        words.next()?.parse(),
        Ok(sources.len() * ENTRIES),
        "the peer must have read the same entries"
    );
    Some(seconds)
}

/// All hosts at one port.
struct Server {
    port: u16,
    asked: Arc<AtomicUsize>,
}

impl Server {
    fn start() -> Self {
        let first = TcpListener::bind((Ipv4Addr::new(127, 0, 1, 1), 0)).unwrap();
        let port = first.local_addr().unwrap().port();
        let asked = Arc::new(AtomicUsize::new(0));
        let rest = (2..=HOSTS).map(|host| TcpListener::bind((Ipv4Addr::new(127, 0, 1, host), port)).unwrap());
        for (index, listener) in std::iter::once(first).chain(rest).enumerate() {
            let (host, asked) = (index as u8 + 1, Arc::clone(&asked));
            std::thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    let asked = Arc::clone(&asked);
                    std::thread::spawn(move || serve(stream, host, &asked));
                }
            });
        }
        Self { port, asked }
    }

    fn url(&self, host: u8, number: usize) -> String {
        format!("http://127.0.1.{host}:{}/feed{number}.xml", self.port)
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// Answers requests of one connection until the other side leaves. What goes wrong with the other side ends it.
fn serve(mut stream: TcpStream, host: u8, asked: &AtomicUsize) {
    let mut read = Vec::new();
    let mut part = [0; 4096];
    loop {
        while !read.windows(4).any(|end| end == b"\r\n\r\n") {
            match stream.read(&mut part) {
                Ok(0) | Err(_) => return,
                Ok(length) => read.extend_from_slice(&part[..length]),
            }
        }
        let head = String::from_utf8_lossy(&read).into_owned();
        read.clear();
        asked.fetch_add(1, Ordering::SeqCst);
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let sent = if path == "/robots.txt" {
            stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        } else {
            answer(&mut stream, host, &path)
        };
        if sent.is_err() {
            return;
        }
    }
}

fn answer(stream: &mut TcpStream, host: u8, path: &str) -> std::io::Result<()> {
    if host == SILENT {
        std::thread::sleep(Duration::from_secs(120));
        return Ok(());
    }
    if host == FLOODING {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n\r\n<rss><channel>")?;
        let flood = "<item><title>су</title></item>".repeat(2_000);
        loop {
            stream.write_all(flood.as_bytes())?;
        }
    }
    let body = feed(host, path);
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    if host != SLOW {
        return stream.write_all(body.as_bytes());
    }
    let steps = SLOW_SECONDS / 3;
    for part in body.as_bytes().chunks(body.len().div_ceil(steps as usize)) {
        std::thread::sleep(Duration::from_secs(3));
        stream.write_all(part)?;
    }
    Ok(())
}

/// An invented feed, different for every source.
fn feed(host: u8, path: &str) -> String {
    let mut feed =
        format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{host}{path}</title>");
    for entry in 0..ENTRIES {
        let text = if entry % 2 == 0 {
            "Көшеде үш күн бойы су жоқ, тұрғындар суды көрші ауылдан тасып отыр. "
        } else {
            "Жители улицы третий день сидят без воды и возят её из соседнего посёлка. "
        };
        write!(
            feed,
            "<item><title>Су туралы {host}{path} {entry}</title><link>http://127.0.1.{host}{path}/{entry}</link>\
             <guid>{host}{path}{entry}</guid><pubDate>Sat, 21 Nov 2026 10:{entry:02}:00 +0500</pubDate>\
             <description>{} {entry}</description></item>",
            text.repeat(8)
        )
        .unwrap();
    }
    feed + "</channel></rss>"
}
