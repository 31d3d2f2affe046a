//! A folder in; its pages with the text a person found in them out. These layouts are understood, in any mixture and
//! depth:
//!
//! - `…/source.html` beside `expected.html`: readability's.
//! - `NAME.html` beside `NAME.txt`, or beside `NAME.json` with one of [`TEXTS`].
//! - a JSON object of objects by name of page (`{"ID": {"articleBody": …, "url": …}}`, scrapinghub's
//!   `ground-truth.json`), a JSON array of objects or a `.jsonl` of them, each with one of [`TEXTS`], or with `with` and
//!   `without` (trafilatura's: what must and must not be found), and `file`, `id` or `html`. The page itself is `html` or
//!   the file of that name anywhere in the folder.
//!
//! Every page may be packed as `.html.gz`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use dauys_model::Page;
use flate2::read::GzDecoder;
use scraper::{Html, Node};
use serde_json::Value;
use url::Url;

/// Keys under which gold text stands, the first that is there.
const TEXTS: [&str; 6] = ["articleBody", "text", "body", "content", "cleaned_text", "article"];

/// A page with its gold.
pub(crate) struct Sample {
    /// Where it was, within the folder.
    pub(crate) name: String,
    /// The page.
    pub(crate) page: Page,
    /// What is to be found in it.
    pub(crate) gold: Gold,
}

/// What is to be found in a page.
pub(crate) enum Gold {
    /// This text.
    Text(String),
    /// Pieces that must and pieces that must not be found.
    Segments { with: Vec<String>, without: Vec<String> },
}

/// All pages of a folder that have gold, by name.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<Sample>> {
    let mut files = Vec::new();
    list(folder, &mut files)?;
    files.sort();
    let mut pages: BTreeMap<String, PathBuf> = BTreeMap::new();
    for file in files.iter().filter(|file| stem(file).is_some()) {
        pages.entry(stem(file).unwrap_or_default()).or_insert_with(|| file.clone());
    }
    let mut samples: BTreeMap<String, Sample> = BTreeMap::new();
    for file in &files {
        let name = file.strip_prefix(folder).unwrap_or(file).display().to_string();
        if let Some(gold) = beside(file)? {
            let page = page(unpacked(file)?, gold.url.as_deref());
            samples.insert(name.clone(), Sample { name, page, gold: gold.gold });
            continue;
        }
        for entry in entries(file)? {
            let body = match (&entry.html, pages.get(&entry.name)) {
                (Some(html), _) => html.clone().into_bytes(),
                (None, Some(file)) => unpacked(file)?,
                (None, None) => continue,
            };
            let page = page(body, entry.gold.url.as_deref());
            samples.insert(entry.name.clone(), Sample { name: entry.name, page, gold: entry.gold.gold });
        }
    }
    Ok(samples.into_values().collect())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// The name of a page without `.html` and `.gz`; `None` for what is no page.
fn stem(file: &Path) -> Option<String> {
    let name = file.file_name()?.to_str()?;
    let name = name.strip_suffix(".gz").unwrap_or(name);
    name.strip_suffix(".html").or_else(|| name.strip_suffix(".htm")).map(str::to_owned)
}

fn unpacked(file: &Path) -> io::Result<Vec<u8>> {
    let bytes = fs::read(file)?;
    if file.extension().is_none_or(|ending| ending != "gz") {
        return Ok(bytes);
    }
    let mut body = Vec::new();
    GzDecoder::new(bytes.as_slice()).read_to_end(&mut body)?;
    Ok(body)
}

fn page(body: Vec<u8>, url: Option<&str>) -> Page {
    let url = url.and_then(|url| Url::parse(url).ok());
    let nowhere = || Url::parse("https://demo.example/news/page.html").expect("this is an address");
    Page { url: url.unwrap_or_else(nowhere), content_type: None, body }
}

struct WithUrl {
    gold: Gold,
    url: Option<String>,
}

/// The gold that lies beside a page.
fn beside(file: &Path) -> io::Result<Option<WithUrl>> {
    let Some(stem) = stem(file) else { return Ok(None) };
    let expected = file.with_file_name("expected.html");
    if stem == "source" && expected.exists() {
        let text = laid_out(&Html::parse_document(&fs::read_to_string(expected)?));
        return Ok(Some(WithUrl {
            gold: Gold::Text(text),
            url: Some("http://fakehost/test/page.html".into()),
        }));
    }
    let text = file.with_file_name(format!("{stem}.txt"));
    if text.exists() {
        return Ok(Some(WithUrl { gold: Gold::Text(fs::read_to_string(text)?), url: None }));
    }
    let data = file.with_file_name(format!("{stem}.json"));
    if !data.exists() {
        return Ok(None);
    }
    let value: Value = serde_json::from_slice(&fs::read(data)?)?;
    Ok(gold_of(value.get("expected").unwrap_or(&value)))
}

fn gold_of(value: &Value) -> Option<WithUrl> {
    let url = value.get("url").and_then(Value::as_str).map(str::to_owned);
    let text = TEXTS.iter().find_map(|key| value.get(key)?.as_str()).filter(|text| !text.is_empty());
    let list = |key: &str| -> Option<Vec<String>> {
        Some(value.get(key)?.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    };
    let gold = match text {
        Some(text) => Gold::Text(text.to_owned()),
        None => Gold::Segments { with: list("with")?, without: list("without").unwrap_or_default() },
    };
    Some(WithUrl { gold, url })
}

struct Entry {
    name: String,
    html: Option<String>,
    gold: WithUrl,
}

/// The entries of a file that holds gold for many pages.
fn entries(file: &Path) -> io::Result<Vec<Entry>> {
    let values: Vec<(String, Value)> = match file.extension().and_then(|ending| ending.to_str()) {
        Some("jsonl") => fs::read_to_string(file)?
            .lines()
            .enumerate()
            .filter_map(|(index, line)| {
                Some((format!("line {}", index + 1), serde_json::from_str(line).ok()?))
            })
            .collect(),
        Some("json") => match serde_json::from_slice(&fs::read(file)?) {
            Ok(Value::Object(map)) => map.into_iter().collect(),
            Ok(Value::Array(list)) => list
                .into_iter()
                .enumerate()
                .map(|(index, value)| (format!("entry {}", index + 1), value))
                .collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let entry = |(name, value): (String, Value)| {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let named = text("file").or_else(|| text("id")).unwrap_or(name);
        let name = stem(Path::new(&named)).unwrap_or(named);
        Some(Entry { name, html: text("html"), gold: gold_of(&value)? })
    };
    Ok(values.into_iter().filter_map(entry).collect())
}

/// Elements that stand within a line; at the border of any other a word ends.
const INLINE: [&str; 23] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "u", "wbr",
];

/// The text of a gold page, words of different blocks apart.
fn laid_out(tree: &Html) -> String {
    let mut text = String::new();
    for edge in tree.root_element().traverse() {
        let (node, opens) = match edge {
            ego_tree::iter::Edge::Open(node) => (node, true),
            ego_tree::iter::Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(piece) if opens => text.push_str(piece),
            Node::Element(element) if !INLINE.contains(&element.name()) => text.push('\n'),
            _ => {}
        }
    }
    text
}
