//! A file of queries in, questions out: JSONL with one object a line, or CSV with a column `query`.
//!
//! Both may narrow a query by fields of the filters' names; whatever else they hold travels with the query into the
//! answer. One wrong line is one error that names the line, and reading goes on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, bail};
use csv::ByteRecord;
use dauys_model::{Language, SourceId, TopicId};
use dauys_search::Query;
use serde_json::{Map, Value};

use super::ask;
use crate::cli;

/// Bytes of a file of queries: hundreds of thousands of them.
const MOST_BYTES: u64 = 64 << 20;
/// Characters of a query; one that is longer is a text.
const MOST_CHARS: usize = 10_000;
/// What stands between several values of one filter in a table.
const BETWEEN: char = '|';

/// A line of the file.
pub(super) struct Line {
    /// Its number, from 1.
    pub(super) number: u64,
    /// What it asks, or what is wrong with it.
    pub(super) asks: Result<Asks, String>,
}

/// One question.
pub(super) struct Asks {
    /// The query with the filters of its line and of the command line.
    pub(super) query: Query,
    /// What else the line holds, its filters included.
    pub(super) rest: Map<String, Value>,
}

/// Reads a file of queries, or stdin for `-`.
pub(super) fn read(path: &Path, base: &Query) -> anyhow::Result<Vec<Line>> {
    let shown = path.display();
    let opened: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path).with_context(|| format!("opening `{shown}`"))?))
    };
    let mut bytes = Vec::new();
    let reader = dauys_parse::utf8(opened).with_context(|| format!("reading `{shown}`"))?;
    reader.take(MOST_BYTES + 1).read_to_end(&mut bytes).with_context(|| format!("reading `{shown}`"))?;
    if bytes.len() as u64 > MOST_BYTES {
        bail!("`{shown}` is larger than {} MB: divide it", MOST_BYTES >> 20);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let is = |ending: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    let looks_like_json = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    if is("csv") || is("tsv") || (path == Path::new("-") && !looks_like_json) {
        table(bytes, base).with_context(|| format!("`{shown}`"))
    } else {
        Ok(objects(bytes, base))
    }
}

/// Lines of JSON.
fn objects(bytes: &[u8], base: &Query) -> Vec<Line> {
    let object = |line: &[u8]| -> Result<Asks, String> {
        let text = std::str::from_utf8(line).map_err(|_| "not UTF-8".to_owned())?;
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            format!("not JSON: {message} at column {}", error.column())
        })?;
        match value {
            Value::Object(fields) => asks(fields, base),
            _ => Err("not an object with a `query`".to_owned()),
        }
    };
    bytes
        .split(|byte| *byte == b'\n')
        .zip(1..)
        .filter(|(line, _)| !line.trim_ascii().is_empty())
        .map(|(line, number)| Line { number, asks: object(line) })
        .collect()
}

/// A table: its first line names the columns; what divides them is found by looking.
fn table(bytes: &[u8], base: &Query) -> anyhow::Result<Vec<Line>> {
    let (bytes, skipped, delimiter) = match bytes {
        // Excel's way to name the delimiter on a line of its own.
        [b's', b'e', b'p', b'=', mark, ..] => {
            let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| end + 1);
            (bytes.get(end..).unwrap_or_default(), 1, *mark)
        }
        _ => (bytes, 0, delimiter_of(bytes)),
    };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes);
    let mut header = ByteRecord::new();
    reader.read_byte_record(&mut header)?;
    let names: Vec<String> =
        header.iter().map(|name| String::from_utf8_lossy(name).trim().to_lowercase()).collect();
    if !names.iter().any(|name| name == "query") {
        bail!("no column `query`; the first line names the columns");
    }
    let mut lines = Vec::new();
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        let number = record.position().map_or(0, csv::Position::line) + skipped;
        if record.iter().all(|field| field.trim_ascii().is_empty()) {
            continue;
        }
        lines.push(Line { number, asks: row(&names, &record).and_then(|fields| asks(fields, base)) });
    }
    Ok(lines)
}

fn row(names: &[String], record: &ByteRecord) -> Result<Map<String, Value>, String> {
    if record.len() > names.len() {
        return Err(format!("{} fields where the first line names {}", record.len(), names.len()));
    }
    let mut fields = Map::new();
    for (name, field) in names.iter().zip(record.iter()).filter(|(name, _)| !name.is_empty()) {
        let text = std::str::from_utf8(field).map_err(|_| format!("`{name}` is not UTF-8"))?;
        if !text.trim().is_empty() || name == "query" {
            fields.insert(name.clone(), Value::from(text));
        }
    }
    Ok(fields)
}

fn delimiter_of(bytes: &[u8]) -> u8 {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| line.iter().filter(|byte| **byte == mark).count();
    [b'\t', b';', b','].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

/// What of a line narrows its query; everything else goes through to the answer.
const FILTERS: [&str; 9] = ["from", "to", "lang", "region", "category", "source", "kind", "topic", "limit"];

/// The fields of a line as a question.
fn asks(mut fields: Map<String, Value>, base: &Query) -> Result<Asks, String> {
    let text = match fields.remove("query") {
        Some(Value::String(text)) => text,
        Some(_) => return Err("`query` is no text".to_owned()),
        None => return Err("no `query`".to_owned()),
    };
    if text.chars().count() > MOST_CHARS {
        return Err(format!("its query is longer than {MOST_CHARS} characters"));
    }
    let mut query = Query { text, ..base.clone() };
    let filters = &mut query.filters;
    for (name, value) in &fields {
        let wrong = |error: String| format!("`{name}`: {error}");
        let known = |error: anyhow::Error| format!("`{name}`: {error}");
        if !FILTERS.contains(&name.as_str()) {
            // A filter that is overlooked would answer another question.
            match nearly(name) {
                Some(near) => return Err(format!("no filter `{name}`; did you mean `{near}`?")),
                None => continue,
            }
        }
        let values = values(value).map_err(wrong)?;
        let Some(first) = values.first() else { continue };
        match name.as_str() {
            "from" => filters.from = Some(cli::parse_from(first).map_err(wrong)?),
            "to" => filters.to = Some(cli::parse_to(first).map_err(wrong)?),
            "lang" => filters.languages = all(&values, |code| code.parse::<Language>()).map_err(wrong)?,
            "region" => filters.regions = ask::regions(&values).map_err(known)?,
            "category" => filters.categories = ask::categories(&values).map_err(known)?,
            "source" => {
                filters.sources =
                    all(&values, |id| SourceId::new(id).map_err(|error| error.to_string())).map_err(wrong)?;
            }
            "kind" => filters.kinds = all(&values, |code| code.parse()).map_err(wrong)?,
            "topic" => filters.topics = values.iter().cloned().map(TopicId).collect(),
            _ => {
                query.limit = first.parse().map_err(|_| wrong(format!("`{first}` is no whole number")))?;
            }
        }
    }
    Ok(Asks { query, rest: fields })
}

/// The filter that a name differs from by a slip of the pen or its plural. Short names are easily other words.
fn nearly(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    FILTERS
        .into_iter()
        .find(|known| *known == name || known.len() > 4 && strsim::damerau_levenshtein(known, &name) <= 1)
}

fn all<T>(values: &[String], read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    values.iter().map(|value| read(value)).collect()
}

/// One value or several: a text, a number, a list of them, or texts with `|` between them.
fn values(value: &Value) -> Result<Vec<String>, String> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => {
            Ok(text.split(BETWEEN).map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect())
        }
        Value::Number(number) => Ok(vec![number.to_string()]),
        Value::Array(several) => {
            let lists: Result<Vec<_>, _> = several.iter().map(values).collect();
            Ok(lists?.into_iter().flatten().collect())
        }
        Value::Bool(_) | Value::Object(_) => Err("neither a text nor a list of texts".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lines: &[Line]) -> Vec<String> {
        lines
            .iter()
            .map(|line| match &line.asks {
                Ok(asks) => {
                    let filters: Vec<String> = asks
                        .query
                        .filters
                        .named()
                        .into_iter()
                        .map(|(name, value)| format!("{name}={value}"))
                        .collect();
                    format!(
                        "{} {} [{}] {}",
                        line.number,
                        asks.query.text,
                        filters.join(" "),
                        asks.query.limit
                    )
                }
                Err(error) => format!("{}: {error}", line.number),
            })
            .collect()
    }

    #[test]
    fn lines_of_json_may_narrow_their_query() {
        let text = "{\"query\":\"су\",\"lang\":[\"kk\",\"ru\"],\"limit\":3,\"mine\":1}\r\n\n{\"query\":1}\n[]\n{\"quer\n{\"text\":\"x\"}\n{\"query\":\"су\",\"lang\":\"xx\"}\n{\"query\":\"су\",\"region\":\"Риддер\",\"kind\":\"news|comment\"}\n{\"query\":\"су\",\"regoin\":\"Риддер\"}";
        let lines = objects(text.as_bytes(), &Query::new(""));
        assert_eq!(
            shown(&lines),
            [
                "1 су [lang=kk lang=ru] 3",
                "3: `query` is no text",
                "4: not an object with a `query`",
                "5: not JSON: EOF while parsing a string at column 6",
                "6: no `query`",
                "7: `lang`: `xx` is not one of kk, ru, mixed, other, unknown",
                "8 су [region=632400000 kind=news kind=comment] 10",
                "9: no filter `regoin`; did you mean `region`?",
            ]
        );
        assert_eq!(lines[0].asks.as_ref().unwrap().rest["mine"], 1);
    }

    #[test]
    fn tables_are_read_whatever_divides_their_columns() {
        for (mark, head) in [(",", ""), (";", ""), ("\t", ""), (";", "sep=;\r\n")] {
            let text = format!(
                "{head}Query{mark}from{mark}limit{mark}note\r\n\"су\n{mark} жоқ\"{mark}2026-11-01{mark}5{mark}a\r\n\r\nсвет{mark}вчера{mark}{mark}\r\nсвет{mark}{mark}{mark}b\r\n"
            );
            let lines = table(text.as_bytes(), &Query::new("")).unwrap();
            let found = shown(&lines);
            assert!(found[0].ends_with(" жоқ [from=2026-10-31T19:00:00Z] 5"), "{found:?}");
            assert!(found[1].contains("`from`: neither a day"), "{found:?}");
            assert!(found[2].ends_with("свет [] 10"), "{found:?}");
            assert_eq!(lines[2].asks.as_ref().unwrap().rest["note"], "b");
        }
        assert!(table(b"text\nx\n", &Query::new("")).err().unwrap().to_string().contains("`query`"));
    }

    #[test]
    fn broken_letters_and_giant_queries_are_told_by_line() {
        let mut bytes = b"{\"query\":\"\xd1\"}\n{\"query\":\"a\0b\"}\n".to_vec();
        bytes.extend(format!("{{\"query\":\"{}\"}}\n", "а".repeat(20_000)).bytes());
        bytes.extend("{\"query\":\"су\"}".bytes());
        let found = shown(&objects(&bytes, &Query::new("")));
        assert_eq!(found[0], "1: not UTF-8");
        assert!(found[1].starts_with("2: not JSON: control character"), "{found:?}");
        assert_eq!(found[2], "3: its query is longer than 10000 characters");
        assert_eq!(found[3], "4 су [] 10");
        let found = shown(&table(b"query,lang\n\xd1,kk\nwater,ru\n", &Query::new("")).unwrap());
        assert_eq!(found, ["2: `query` is not UTF-8", "3 water [lang=ru] 10"]);
    }
}
