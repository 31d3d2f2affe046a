//! Reads titles and texts of the demo week out of the formats of its sources: feeds, lists, articles, appeals. No parser stands
//! behind it: what is measured is the search, and tags are easily told from text in files of our own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The texts of the week, each once.
pub(crate) fn texts() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/demo");
    let mut files = Vec::new();
    walk(&folder.join("hosts"), &mut files);
    files.sort();
    let mut found = Vec::new();
    for file in files {
        let name = file.to_string_lossy().into_owned();
        if name.ends_with(".head") || name.ends_with("robots.txt") {
            continue;
        }
        let text = decoded(&std::fs::read(&file).unwrap());
        let is_about_an_article = name.contains("/comments/");
        if text.trim_start().starts_with('{') {
            let feed: Value = serde_json::from_str(&text).unwrap();
            for item in feed["items"].as_array().unwrap() {
                let field = |name: &str| plain(item[name].as_str().unwrap_or_default());
                found.push((field("title"), field("content_html")));
            }
        } else if text.contains("<li class=\"appeal\"") {
            for item in text.split("<li class=\"appeal\"").skip(1) {
                found.push((between(item, "<h3>", "</h3>"), between(item, "appeal__body\">", "</li>")));
            }
        } else if let Some(tag) = ["<item", "<entry"].into_iter().find(|tag| text.contains(tag)) {
            for item in text.split(tag).skip(1) {
                let item = item.split(&tag.replace('<', "</")).next().unwrap_or_default();
                let title = if is_about_an_article { String::new() } else { element(item, "title") };
                let body = ["content:encoded", "yandex:full-text", "content", "description", "summary"];
                let body = body.into_iter().map(|name| element(item, name)).find(|body| !body.is_empty());
                found.push((title, body.unwrap_or_default()));
            }
        } else if text.contains("<article") {
            found.push((element(&text, "title"), between(&text, "<article", "</article>")));
        }
    }
    for line in std::fs::read_to_string(folder.join("office-appeals.jsonl")).unwrap().lines() {
        let appeal: Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| appeal[name].as_str().unwrap_or_default().to_owned();
        found.push((field("title"), field("text")));
    }
    // A feed is polled many times, and an edited item comes twice; the first is enough.
    let mut seen = BTreeSet::new();
    found.retain(|(title, text)| {
        !(title.is_empty() && text.is_empty()) && seen.insert((title.clone(), text.clone()))
    });
    found
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

/// UTF-8, or windows-1251 as one of the sources speaks it.
fn decoded(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes
            .iter()
            .map(|byte| match byte {
                0xC0.. => char::from_u32(0x0410 + u32::from(byte - 0xC0)).unwrap(),
                0xA8 => 'Ё',
                0xB8 => 'ё',
                0xAB => '«',
                0xBB => '»',
                0x80.. => ' ',
                ascii => char::from(*ascii),
            })
            .collect(),
    }
}

fn between(text: &str, open: &str, close: &str) -> String {
    let rest = text.split_once(open).map_or("", |(_, rest)| rest);
    plain(rest.split(close).next().unwrap_or_default())
}

/// The text of the first element of a name.
fn element(text: &str, name: &str) -> String {
    let rest = text.split_once(&format!("<{name}>")).or_else(|| text.split_once(&format!("<{name} ")));
    let Some((_, rest)) = rest else { return String::new() };
    plain(rest.split(&format!("</{name}>")).next().unwrap_or_default())
}

/// Text without tags and entities.
fn plain(markup: &str) -> String {
    let markup = markup.replace("<![CDATA[", "").replace("]]>", "");
    // Twice, since feeds escape markup: `&lt;p&gt;`.
    let text = entities(&tagless(&entities(&markup)));
    tagless(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tagless(markup: &str) -> String {
    let mut text = String::new();
    for piece in markup.split('<') {
        match piece.split_once('>') {
            Some((_, rest)) => {
                text.push(' ');
                text.push_str(rest);
            }
            None => text.push_str(piece),
        }
    }
    text
}

fn entities(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let name = after.split_once(';').filter(|(name, _)| name.len() < 8);
        let letter = name.and_then(|(name, _)| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "nbsp" => Some(' '),
            number => number.strip_prefix('#')?.parse().ok().and_then(char::from_u32),
        });
        match (letter, name) {
            (Some(letter), Some((_, after))) => {
                plain.push(letter);
                rest = after;
            }
            _ => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain + rest
}
