//! A million posts: how fast they are indexed and searched, beside SQLite's FTS5, PostgreSQL's Russian configuration and the
//! bare engine, on the same posts in one run; then fifty readers while posts are being indexed.
//!
//! `cargo bench -p dauys-tests --bench million`, with `-- POSTS` for another number of posts. Every search gives what a page of
//! results needs: the best twenty with highlights, all counts by day, region, category, source, language and kind. The words are
//! those of real texts where `DAUYS_CORPORA` has them. PostgreSQL is left out, with a word, where it is not installed. Nothing
//! is asserted: a bench measures. Beside the time that went by stands the processor time of this process, which tells more on a machine
//! that others use as well; that of PostgreSQL's own processes is not known.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench is no part of the program")]

mod ours;
mod postgres;
mod posts;
mod queries;
mod raw;
mod sqlite;
mod vocabulary;

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::ours::Ours;
use crate::postgres::Postgres;
use crate::posts::Posts;
use crate::queries::Asked;
use crate::sqlite::Sqlite;

/// Posts in one commit.
const BATCH: u64 = 20_000;

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(1_000_000);
    let (kazakh, russian, origin) = vocabulary::vocabularies();
    println!(
        "{count} posts; words of {origin}: {} Kazakh, {} Russian forms",
        kazakh.words.len(),
        russian.words.len()
    );
    let posts = Posts::new(kazakh, russian);
    let folder = tempfile::tempdir().unwrap();
    let (bytes, making) = timed(|| {
        (1..=count)
            .map(|number| posts.post(number).0)
            .map(|post| post.title.len() + post.text.len())
            .sum::<usize>()
    });
    println!("{} MB of text, made in {:.1} s", bytes >> 20, making.wall.as_secs_f64());
    let speed = |took: Took| {
        let [wall, processor] =
            [took.wall.saturating_sub(making.wall), took.processor.saturating_sub(making.processor)];
        format!(
            "{:.1} s ({:.1} s of processor time) without making them, {:.0} posts/s",
            wall.as_secs_f64(),
            processor.as_secs_f64(),
            count as f64 / wall.as_secs_f64()
        )
    };

    let (ours, took) = timed(|| Ours::fill(folder.path(), &posts, count));
    println!("dauys: indexed in {}, {} MB; peak RSS {} MB", speed(took), ours.size_bytes() >> 20, peak_mb());
    for threads in [1, 2] {
        let (bytes, took) = timed(|| raw::index(folder.path(), &posts, count, threads));
        println!("bare engine, {threads} threads: indexed in {}, {} MB", speed(took), bytes >> 20);
    }
    let (sqlite, took) = timed(|| Sqlite::fill(folder.path(), &posts, count));
    println!(
        "SQLite: stored and indexed in {}, {} MB",
        speed(took),
        size_bytes(&folder.path().join("posts.db")) >> 20
    );
    let mut postgres = Postgres::start(folder.path());
    match &mut postgres {
        None => println!("PostgreSQL: not installed here, left out"),
        Some(postgres) => {
            let (bytes, took) = timed(|| postgres.fill(&posts, count));
            println!("PostgreSQL: stored and indexed in {}, {} MB", speed(took), bytes >> 20);
        }
    }

    let queries = queries::queries();
    println!(
        "-- {} queries, twenty hits with highlights and all facets; each twice, the second time counts",
        queries.len()
    );
    ask("dauys", &queries, |asked| ours.ask(asked, &sqlite, false));
    ask("dauys, all words needed, one language", &queries, |asked| ours.ask(asked, &sqlite, true));
    ask("SQLite FTS5", &queries, |asked| sqlite.ask(asked));
    if let Some(postgres) = &mut postgres {
        ask("PostgreSQL", &queries, |asked| postgres.ask(asked));
    }
    drop(postgres);
    println!("peak RSS of this process: {} MB", peak_mb());
    ours::readers(folder.path(), &posts, count, &queries);
}

/// Asks everything twice and tells the quantiles of the second time.
fn ask(name: &str, queries: &[Asked], mut ask: impl FnMut(&Asked) -> usize) {
    let mut took = Vec::new();
    let mut processor = Duration::ZERO;
    let mut matching = 0;
    for round in 0..2 {
        for asked in queries {
            let (found, time) = timed(|| ask(asked));
            if round == 1 {
                took.push((time.wall, asked.typed, found));
                processor += time.processor;
                matching += found;
            }
        }
    }
    took.sort_unstable();
    let quantile = |share: f64| took[((took.len() - 1) as f64 * share) as usize].0.as_secs_f64() * 1_000.0;
    let (worst, typed, found) = took[took.len() - 1];
    println!(
        "{name}: p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms; worst {:.1} ms (`{typed}`, {found} posts); \
         {:.1} ms of processor time and {} posts a query",
        quantile(0.5),
        quantile(0.95),
        quantile(0.99),
        worst.as_secs_f64() * 1_000.0,
        processor.as_secs_f64() * 1_000.0 / queries.len() as f64,
        matching / queries.len()
    );
}

/// What something took.
#[derive(Clone, Copy)]
struct Took {
    wall: Duration,
    /// Of all threads of this process.
    processor: Duration,
}

/// A result and what it took.
fn timed<T>(work: impl FnOnce() -> T) -> (T, Took) {
    let (start, before) = (Instant::now(), processor());
    let result = work();
    (result, Took { wall: start.elapsed(), processor: processor().saturating_sub(before) })
}

/// The processor time of this process so far, threads that ended included; nothing where the system does not tell.
fn processor() -> Duration {
    /// What Linux counts in.
    const TICKS_A_SECOND: u64 = 100;
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets: the state, ten numbers, then ticks of the process and of the system for it.
    let ticks = told.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 1_000 / TICKS_A_SECOND)
}

/// The numbers of posts from 1 on, a batch at a time.
fn batches(count: u64) -> impl Iterator<Item = RangeInclusive<u64>> {
    (0..count.div_ceil(BATCH)).map(move |batch| batch * BATCH + 1..=((batch + 1) * BATCH).min(count))
}

/// Bytes of a file, or of all files in a folder.
fn size_bytes(path: &Path) -> u64 {
    match std::fs::read_dir(path) {
        Err(_) => std::fs::metadata(path).map_or(0, |metadata| metadata.len()),
        Ok(entries) => entries.flatten().map(|entry| size_bytes(&entry.path())).sum(),
    }
}

/// The most memory this process ever had, in MB.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// The top folder of the project.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
