//! Fifty readers of `serve` while every pass works in the same data folder: no page fails, and what was indexed in between is found
//! without a new start.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::demo::demo;
use crate::program::{Held, dauys, well};
use crate::saved::copy;

/// After the last moment of the demo week.
const NOW: &str = "2026-11-22T20:00:00+05:00";
const READERS: usize = 50;
const POSTS: usize = 150;
/// What readers read, in turn.
const PATHS: [&str; 7] = [
    "/",
    "/search?q=%D1%81%D1%83+%D0%B6%D0%BE%D2%9B",
    "/search?q=%22%D0%BD%D0%B5%D1%82+%D0%B2%D0%BE%D0%B4%D1%8B%22&lang=ru",
    "/search?region=632400000&sort=newest",
    "/posts/170?q=%D1%81%D1%83",
    "/topics",
    "/api/v1/search?q=%D0%B2%D0%BE%D0%B4%D0%B0&limit=5",
];

fn at(data: &Path) -> Command {
    let mut command = dauys();
    command.arg("--data").arg(data).args(["--now", NOW]);
    command
}

/// Status line and body of an answer, or what went wrong.
fn get(host: &str, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(120)))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[test]
fn fifty_readers_meet_no_error_while_passes_work() {
    let folder = tempfile::tempdir().unwrap();
    copy(&demo().data(), folder.path());
    let data = folder.path();
    let posts: String = (0..POSTS).fold(String::new(), |mut lines, number| {
        writeln!(
            lines,
            r#"{{"source":"readers","id":"r{number}","text":"Риддерде {number} үйде су жоқ, оқырмансөз, жөндеу қашан бітеді","published_at":"2026-11-22T{:02}:{:02}:00+05:00","kind":"appeal"}}"#,
            8 + number / 60,
            number % 60
        )
        .unwrap();
        lines
    });
    let file = data.join("posts.jsonl");
    fs::write(&file, posts).unwrap();
    // One client is fifty readers here.
    let settings = data.join("dauys.toml");
    fs::write(&settings, "[web]\nrequests_per_minute = 1000000\nburst = 1000000\n").unwrap();

    let mut serve = at(data);
    serve.arg("--config").arg(&settings).args(["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::piped());
    let mut serve = Held(serve.spawn().unwrap());
    let mut said = String::new();
    BufReader::new(serve.0.stderr.take().unwrap()).read_line(&mut said).unwrap();
    let host = said.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap().to_owned();

    let (over, read) = (AtomicBool::new(false), AtomicUsize::new(0));
    let failures: Vec<String> = thread::scope(|scope| {
        let reader = |number: usize| {
            let (host, over, read) = (&host, &over, &read);
            move || {
                let mut failures = Vec::new();
                for path in PATHS.iter().cycle().skip(number) {
                    if over.load(Ordering::Relaxed) {
                        break;
                    }
                    match get(host, path) {
                        Ok(answer) if answer.starts_with("HTTP/1.1 200") => {
                            read.fetch_add(1, Ordering::Relaxed);
                        }
                        Ok(answer) => {
                            failures.push(format!("{path}: {}", answer.lines().next().unwrap_or_default()))
                        }
                        Err(error) => failures.push(format!("{path}: {error}")),
                    }
                }
                failures
            }
        };
        let readers: Vec<_> = (0..READERS).map(|number| scope.spawn(reader(number))).collect();
        well(at(data).args(["import", "posts"]).arg(&file));
        for pass in ["read", "index", "group", "index"] {
            well(at(data).arg(pass));
        }
        well(at(data).args(["index", "--rebuild"]));
        over.store(true, Ordering::Relaxed);
        readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect()
    });
    assert!(
        failures.is_empty(),
        "{} of {}: {:#?}",
        failures.len(),
        read.into_inner(),
        &failures[..failures.len().min(9)]
    );
    assert!(read.into_inner() >= READERS);
    let found =
        get(&host, "/api/v1/search?q=%D0%BE%D2%9B%D1%8B%D1%80%D0%BC%D0%B0%D0%BD%D1%81%D3%A9%D0%B7&limit=1")
            .unwrap();
    assert!(found.contains(&format!("\"texts\":{POSTS}")), "what was indexed in between is found: {found}");
    assert!(serve.0.try_wait().unwrap().is_none(), "the server still serves");
}
