//! The way through an open data set of data.egov.kz: first which columns it has, then its rows, a hundred at a time.
//!
//! Rows have no order that could be relied on, and old ones are corrected. So a walk goes on where the last one stopped, and
//! begins anew once the end was reached: every row is read again in its turn, and none is missed.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::Source;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;

use crate::error::{Error, Refusal};
use crate::hash::name_of;
use crate::items::{Announced, Entry, finish};
use crate::plain::plain;
use crate::walk::answered::{Told, code_of, refusal_of, refused, shape, told};
use crate::walk::interface::Interface;
use crate::walk::memory::{kept, recalled};
use crate::walk::settings::key;
use crate::walk::wrapped::{html_of, line_of};
use crate::walk::{self, Answer, Get, Question, Start, Walked};

/// Where the portal is reached.
const PORTAL: &str = "https://data.egov.kz";

/// Rows of one page.
const PAGE_SIZE: usize = 100;

/// Pages of one walk where the source does not say.
const PAGES: u32 = 20;

/// What a column can be.
const ROLES: [&str; 5] = ["id", "title", "text", "date", "place"];

/// What is remembered between walks.
#[derive(Default, Serialize, Deserialize)]
struct Cursor {
    /// The version of the data set that `from` is of.
    version: String,
    /// The row at which the next walk begins.
    from: usize,
}

/// Asks for the columns, then for the rows.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    portal: Interface,
    set: String,
    key: String,
    cursor: Cursor,
    stage: Stage,
    pages: u32,
    /// Ids of the rows taken, by which a portal that gives the same page again is seen.
    seen: BTreeSet<String>,
    entries: Vec<Entry>,
    warnings: Vec<String>,
    left_out: u32,
    is_cut: bool,
}

enum Stage {
    Columns,
    Rows,
    Done,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        let set = set_of(source.url.as_ref())?;
        let key = key(start, "a key of data.egov.kz")?;
        if let Some(role) = source.columns.keys().find(|role| !ROLES.contains(&role.as_str())) {
            return Err(Error::unfit(format!("`columns.{role}` is none of {}", ROLES.join(", "))));
        }
        let usual = Url::parse(PORTAL).expect("a literal address");
        let portal = Interface::new(source.api.as_ref(), &usual)?;
        let mut warnings = Vec::new();
        let cursor = recalled(start.cursor, &mut warnings).unwrap_or_default();
        Ok(Self {
            now: start.now,
            portal,
            set,
            key,
            cursor,
            stage: Stage::Columns,
            pages: 0,
            seen: BTreeSet::new(),
            entries: Vec::new(),
            warnings,
            left_out: 0,
            is_cut: false,
            source,
        })
    }

    /// Takes which versions and columns the set has.
    fn take_columns(&mut self, value: &Value) -> Result<(), Error> {
        let (version, columns) = newest(value, &self.set)?;
        let having = || columns.iter().copied().collect::<Vec<_>>().join(", ");
        let chosen = &self.source.columns;
        if let Some((role, column)) = chosen.iter().find(|(_, column)| !columns.contains(column.as_str())) {
            return Err(Error::unfit(format!(
                "`columns.{role}` is `{column}`, but {version} of the data set has: {}",
                having()
            )));
        }
        if !chosen.contains_key("title") && !chosen.contains_key("text") {
            return Err(Error::unfit(format!(
                "`columns` must say which column is `title` or `text`; {version} of the data set has: {}",
                having()
            )));
        }
        if self.cursor.version != version {
            self.cursor = Cursor { version, from: 0 };
        }
        self.stage = Stage::Rows;
        Ok(())
    }

    fn take_rows(&mut self, value: &Value) -> Result<(), Error> {
        let rows = value
            .as_array()
            .ok_or_else(|| Error::drift(format!("an array of rows was expected, {} came", shape(value))))?;
        let (mut readable, mut new) = (0_u32, 0_u32);
        for row in rows {
            let Some(entry) = row.as_object().and_then(|row| entry(row, &self.source.columns)) else {
                self.left_out += 1;
                continue;
            };
            readable += 1;
            if self.seen.insert(entry.id.clone().unwrap_or_default()) {
                new += 1;
                self.entries.push(entry);
            }
        }
        if new > 0 {
            self.left_out += readable - new;
        }
        if readable == 0 && !rows.is_empty() {
            let first = rows.first().map(shape).unwrap_or_default();
            return Err(Error::drift(format!("no row has the chosen columns; the first is {first}")));
        }
        self.pages += 1;
        // A short page is no end, since the portal may give fewer rows than were asked for; nothing new is one.
        if new == 0 {
            self.cursor.from = 0;
            self.stage = Stage::Done;
        } else {
            self.cursor.from += rows.len();
            if self.pages >= self.source.pages.unwrap_or(PAGES).max(1) {
                self.stage = Stage::Done;
                self.is_cut = true;
            }
        }
        Ok(())
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        let url = match self.stage {
            Stage::Done => return None,
            Stage::Columns => {
                // Open to everybody: the key is for the rows.
                let url = self.portal.at(&format!("api/v4/mapping/{}", self.set));
                return Some(Question::Get(Get::guest(url)));
            }
            Stage::Rows => {
                let mut url = self.portal.at(&format!("api/v4/{}/{}", self.set, self.cursor.version));
                let query = format!("{{\"from\":{},\"size\":{PAGE_SIZE}}}", self.cursor.from);
                url.query_pairs_mut().append_pair("apiKey", &self.key).append_pair("source", &query);
                url
            }
        };
        Some(Question::Get(Get::interface(url)))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        let Told { status, body: value } = told(answer, Refusal::Key)?;
        if let Some(refusal) = refusal_of(status, Refusal::Key) {
            return Err(refused(refusal, status, code_of(&value)));
        }
        match self.stage {
            Stage::Columns => self.take_columns(&value),
            Stage::Rows | Stage::Done => self.take_rows(&value),
        }
    }

    fn end(self: Box<Self>) -> Walked {
        let announced = Announced { entries: self.entries, ..Announced::default() };
        let mut walked: Walked = finish(announced, &self.source, self.now).into();
        walked.warnings.extend(self.warnings);
        walked.left_out += self.left_out;
        if self.left_out > 0 {
            walked.warnings.push(format!("rows without the chosen columns, or repeated: {}", self.left_out));
        }
        walked.is_cut = self.is_cut || !matches!(self.stage, Stage::Done);
        // Whatever was taken was taken whole pages at a time: the next walk goes on behind them.
        if !self.cursor.version.is_empty() {
            walked.cursor = kept(&self.cursor);
        }
        walked
    }
}

/// The name of the data set that an address of the portal is of.
fn set_of(url: Option<&Url>) -> Result<String, Error> {
    let found = url.and_then(|url| {
        let named = url.query_pairs().find(|(key, _)| key == "index").map(|(_, value)| value.into_owned());
        // The address of the interface itself names the set too.
        named.or_else(|| {
            let (_, rest) = url.path().split_once("/api/v4/")?;
            rest.split('/').next().map(str::to_owned)
        })
    });
    let is_name = |name: &String| {
        (1..=120).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
            && name != "mapping"
    };
    found.filter(is_name).ok_or_else(|| {
        Error::unfit(
            "the address of an egov source is `https://data.egov.kz/datasets/view?index=NAME`".into(),
        )
    })
}

/// The newest version in a mapping and its columns.
fn newest<'a>(value: &'a Value, set: &str) -> Result<(String, BTreeSet<&'a str>), Error> {
    let unknown = || Error::drift(format!("a mapping with versions was expected, {} came", shape(value)));
    let top = value.as_object().ok_or_else(unknown)?;
    // The portal has written the name of a set in other letters than the address has.
    let inner = top.get(set).or_else(|| top.values().next()).unwrap_or(value);
    let mappings = inner.get("mappings").unwrap_or(inner).as_object().ok_or_else(unknown)?;
    let number = |name: &str| name.strip_prefix('v')?.parse::<u64>().ok();
    let newest = mappings
        .iter()
        .filter_map(|(name, body)| Some((number(name)?, name, body)))
        .max_by_key(|(number, ..)| *number);
    let (_, name, body) = newest.ok_or_else(unknown)?;
    let columns = body.get("properties").and_then(Value::as_object).ok_or_else(|| {
        Error::drift(format!(
            "{name} of the mapping was expected to have `properties`, it is {}",
            shape(body)
        ))
    })?;
    Ok((name.clone(), columns.keys().map(String::as_str).collect()))
}

/// A row by the chosen columns. It gets no address, since the portal has none for a row.
fn entry(row: &Map<String, Value>, columns: &BTreeMap<String, String>) -> Option<Entry> {
    let cell = |role: &str| row.get(columns.get(role)?).filter(|value| !value.is_null());
    let line = |role: &str| line_of(cell(role)?, "ru");
    let title = line("title");
    let text = cell("text").and_then(|cell| html_of(cell, "ru")).map(|html| plain(&html));
    let text = text.filter(|text| !text.is_empty());
    if title.is_none() && text.is_none() {
        return None;
    }
    // Without a column for it, a row is told from others by all that stands in it.
    let id = line("id").unwrap_or_else(|| name_of(&["row", &Value::Object(row.clone()).to_string()]));
    Some(Entry {
        id: Some(id),
        title,
        text,
        dates: line("date").into_iter().collect(),
        place: line("place"),
        ..Entry::default()
    })
}
