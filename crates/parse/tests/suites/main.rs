//! The feed suites of other readers, whole: every entry comes out with its title and its link, and the work done for any file
//! is bounded by its size.
//!
//! The corpora (feedparser BSD-2-Clause, feed-rs MIT, miniflux Apache-2.0) are read where they lie, by `DAUYS_CORPORA`, and
//! are no part of the project; without them these tests say so and pass.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests are tests")]

#[path = "../corpora/mod.rs"]
mod corpora;
mod scan;

use std::fs;
use std::path::Path;

use allocation_counter::measure;
use dauys_model::Page;
use dauys_parse::{Form, Probe, Probed, probe};
use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use crate::corpora::{corpora, files};
use crate::scan::{Seen, entries, letters, place};

/// Files of which an entry, a title or a link cannot be had, and why. They count as failures all the same.
const UNANSWERABLE: [(&str, &str); 1] =
    [("rss_2.0_spreaker.xml", "the address names a person and has no form that does not")];

fn now() -> Timestamp {
    "2026-11-22T08:00:00Z".parse().unwrap()
}

/// The file as it would be served. Those of feedparser say with which header.
fn page(path: &Path, text: &str) -> Page {
    let header = |name: &str| {
        let line = text.lines().take(40).find_map(|line| line.trim().strip_prefix("Header:"))?;
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    };
    let base = Url::parse("http://127.0.0.1:8097/feed.xml").unwrap();
    Page {
        url: header("content-location").and_then(|location| base.join(&location).ok()).unwrap_or(base),
        content_type: header("content-type"),
        body: fs::read(path).unwrap(),
    }
}

/// The text of a file for the quick look, by mark, header, prolog or what feedparser expects, and no cleverer.
fn text_of(body: &[u8], content_type: Option<&str>) -> String {
    let wide = |read: fn([u8; 4]) -> u32| {
        let letters = body.chunks_exact(4).map(|four| read([four[0], four[1], four[2], four[3]]));
        letters.filter_map(char::from_u32).collect()
    };
    let encoding = match body {
        [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, b'<', ..] => return wide(u32::from_be_bytes),
        [0xff, 0xfe, 0, 0, ..] | [b'<', 0, 0, 0, ..] => return wide(u32::from_le_bytes),
        [0xfe, 0xff, ..] | [0, b'<', ..] => encoding_rs::UTF_16BE,
        [0xff, 0xfe, ..] | [b'<', 0, ..] => encoding_rs::UTF_16LE,
        _ if std::str::from_utf8(body).is_ok() => encoding_rs::UTF_8,
        _ => {
            let head = String::from_utf8_lossy(body.get(..200).unwrap_or(body)).to_lowercase();
            let named = |text: &str, key: &str| {
                let value = text.split_once(key)?.1.trim_start_matches(['=', '"', '\'', ' ']).to_owned();
                encoding_rs::Encoding::for_label(value.split(['"', '\'', ';', '?', ' ']).next()?.as_bytes())
            };
            let by_header = content_type.and_then(|header| named(&header.to_lowercase(), "charset"));
            let by_text = named(&head, "encoding=").or_else(|| named(&head, "encoding =="));
            by_header.or(by_text).unwrap_or(encoding_rs::WINDOWS_1252)
        }
    };
    encoding.decode(body).0.into_owned()
}

fn expected_of(path: &Path, text: &str, base: &Url) -> Vec<Seen> {
    if path.extension().is_some_and(|kind| kind == "xml") {
        return entries(text, base).into_iter().filter(|seen| !seen.is_empty).collect();
    }
    let feed: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    let items = feed["items"].as_array().cloned().unwrap_or_default();
    let seen = |item: &Value| Seen {
        title: item["title"].as_str().map(letters).filter(|title| !title.is_empty()),
        links: item["url"].as_str().and_then(|link| place(base, link)).into_iter().collect(),
        ..Seen::default()
    };
    items.iter().map(seen).collect()
}

/// What is missing of a file, if anything is.
fn missing(expected: &[Seen], found: &[Probed], base: &Url) -> Option<String> {
    if found.len() < expected.len() {
        return Some(format!("{} of {} entries", found.len(), expected.len()));
    }
    for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
        if let Some(title) = &expected.title {
            let found = found.title.as_deref().map(letters).unwrap_or_default();
            if found != *title {
                return Some(format!("title {index}: `{found}` for `{title}`"));
            }
        }
        if !expected.links.is_empty() {
            let found = found.url.as_ref().and_then(|url| place(base, url.as_str()));
            if !found.as_ref().is_some_and(|found| expected.links.contains(found)) {
                return Some(format!(
                    "link {index}: `{}` for {:?}",
                    found.unwrap_or_default(),
                    expected.links
                ));
            }
        }
    }
    None
}

/// Of all files of the suites that hold entries, well-formed or not, at least 99 in 100 give every entry with its title and
/// its link.
///
/// *Holds entries*: of feedparser, every file with an expectation (`Expect:`; all of them are well-formed or recoverable, else
/// nothing would be expected of them); of the others, every feed. What a file holds is told by [`scan`], which shares no
/// code with our reader, or for JSON by a strict parser: `item` and `entry` elements that are not void, each
/// once however often it is repeated. *Title*: the letters and digits of the element's text, wherever that has some.
/// *Link*: host and path of an address for people (`link` of no other relation than `alternate`, else a permalink), wherever
/// the entry has one. So dropping tracking and fragments from addresses is no failure here; losing or
/// mistaking an entry, a title or a link in any place of a file is, and fails the file.
#[test]
fn every_entry_comes_with_its_title_and_link() {
    let Some(folder) = corpora("feeds") else { return };
    let mut table = Vec::new();
    let mut total = (0, 0);
    for suite in ["feedparser", "feed-rs", "miniflux"] {
        let (mut right, mut all, mut count) = (0, 0, 0);
        for path in files(&folder.join(suite)) {
            let name = path.strip_prefix(&folder).unwrap().display().to_string();
            let kind = path.extension().unwrap_or_default();
            if !(kind == "xml" || kind == "json") || name.ends_with(".serde.json") {
                continue;
            }
            let body = fs::read(&path).unwrap();
            let mut page = page(&path, &text_of(&body, None));
            let text = text_of(&body, page.content_type.as_deref());
            if suite == "feedparser" && !text.contains("Expect:") {
                continue;
            }
            page.body = body;
            let expected = expected_of(&path, &text, &page.url);
            if expected.is_empty() {
                continue;
            }
            let found = match probe(&page, Some(Form::Feed), None, now()) {
                Ok(Probe::Items { items, .. }) => items,
                _ => Vec::new(),
            };
            all += 1;
            count += expected.len();
            match missing(&expected, &found, &page.url) {
                None => right += 1,
                Some(what) => table.push((name, what)),
            }
        }
        println!("{suite}: {right} of {all} files give every entry ({count} entries)");
        total = (total.0 + right, total.1 + all);
    }
    println!("file · what · reason");
    for (name, what) in &table {
        let reason = UNANSWERABLE.iter().find(|(file, _)| name.ends_with(file)).map(|(_, reason)| *reason);
        println!("{name} · {what} · {}", reason.unwrap_or("unexplained"));
    }
    let share = f64::from(total.0) / f64::from(total.1.max(1));
    println!("{} of {} = {share:.4}", total.0, total.1);
    assert!(share >= 0.99, "{share:.4} of the files give every entry");
}

/// Most bytes of answers for each byte read: addresses are written out in full.
const MOST_OUT: usize = 4;
/// Most bytes held at once, over all a file takes: for each of its bytes, and beside that.
const MOST_HELD: (u64, u64) = (200, 500_000);
/// Most bytes ever asked for, in all: for each byte, and beside that.
const MOST_ASKED: (u64, u64) = (500, 1_000_000);

/// Neither panic nor hang nor unbounded memory, of any file in any form: measured by what is allocated and given out,
/// never by the clock. A loop without end would not end here either, and one that allocates nothing has nothing to loop over.
#[test]
fn work_is_bounded_by_size() {
    let Some(folder) = corpora("feeds") else { return };
    let mut most = [0_u64; 3];
    let mut count = 0;
    for path in files(&folder) {
        let body = fs::read(&path).unwrap();
        let page = page(&path, &text_of(&body, None));
        for form in [None, Some(Form::Feed), Some(Form::Sitemap), Some(Form::Page)] {
            let size = body.len() as u64;
            let mut out = 0;
            let work = measure(|| {
                let read = probe(&page, form, None, now());
                out = read.map_or(0, |read| serde_json::to_string(&read).unwrap().len());
            });
            let name = path.display();
            assert!(out <= MOST_OUT * body.len() + 1000, "{name} as {form:?}: {out} bytes out of {size}");
            let bounds = [(MOST_HELD, work.bytes_max), (MOST_ASKED, work.bytes_total)];
            for ((each, beside), found) in bounds {
                assert!(found <= each * size + beside, "{name} as {form:?}: {found} bytes for {size}");
            }
            let size = size.max(1000);
            most = [
                most[0].max(out as u64 / size),
                most[1].max(work.bytes_max / size),
                most[2].max(work.bytes_total / size),
            ];
            count += 1;
        }
    }
    println!(
        "{count} readings; most bytes a byte read: {} out, {} held, {} in all",
        most[0], most[1], most[2]
    );
}
