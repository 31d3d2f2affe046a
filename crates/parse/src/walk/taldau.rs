//! The way through a statistical index of Taldau: one answer with all its terms and periods.
//!
//! What comes of it are figures, by which the problems of a region can be weighed; never posts.

use dauys_model::{Figure, Source};
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::error::{Error, Refusal};
use crate::hash::name_of;
use crate::walk::answered::{Told, code_of, page_of, refusal_of, refused, shape, status_of, told};
use crate::walk::interface::Interface;
use crate::walk::memory::{kept, recalled};
use crate::walk::wrapped::line_of;
use crate::walk::{self, Answer, Get, Question, Start, Walked};

/// Most figures of one answer: all districts by month for twenty years are some 50 000.
const MOST_FIGURES: usize = 100_000;

/// What stands for a value that is not given: withheld, not there, not known.
const MISSING: [&str; 10] = ["", "x", "х", "-", "–", "—", "..", "...", "…", "null"];

/// Names of terms that mean "all of it" and so name nothing.
const WHOLE: [&str; 6] = ["всего", "барлығы", "итого", "total", "жалпы", "все"];

/// What is remembered between walks.
#[derive(Default, Serialize, Deserialize)]
struct Cursor {
    /// The name of the last answer, by its bytes.
    answer: String,
}

/// Asks once.
pub(super) struct Steps {
    source: Source,
    index: String,
    /// What is asked, until it was answered.
    url: Option<Url>,
    cursor: Cursor,
    walked: Walked,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        let unfit = || {
            Error::unfit(
                "the address of a taldau source is `https://taldau.stat.gov.kz/ru/Api/GetIndexData/NUMBER?period=…&dics=…`"
                    .into(),
            )
        };
        let address = source.url.clone().ok_or_else(unfit)?;
        let segments: Vec<&str> = address.path().split('/').collect();
        let at = segments.iter().position(|segment| segment.eq_ignore_ascii_case("GetIndexData"));
        let index = at.and_then(|at| segments.get(at + 1)).filter(|index| {
            (1..=12).contains(&index.len()) && index.bytes().all(|byte| byte.is_ascii_digit())
        });
        let index = (*index.ok_or_else(unfit)?).to_owned();
        let has = |name: &str| address.query_pairs().any(|(key, _)| key == name);
        if !has("period") || !has("dics") {
            return Err(unfit());
        }
        let url = match &source.api {
            Some(api) => {
                let mut url = Interface::new(Some(api), &address)?.at(address.path());
                url.set_query(address.query());
                url
            }
            None => address,
        };
        let mut walked = Walked::default();
        let cursor = recalled(start.cursor, &mut walked.warnings).unwrap_or_default();
        Ok(Self { source, index, url: Some(url), cursor, walked })
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        self.url.clone().map(|url| Question::Get(Get::guest(url)))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        self.url = None;
        let status = status_of(answer);
        let closed = |told: &str| Error::refused(Refusal::Closed, told);
        if (300..400).contains(&status) {
            return Err(closed("sends to another page for a cookie"));
        }
        let page = page_of(answer)?;
        let name = name_of(&["taldau", &String::from_utf8_lossy(&page.body)]);
        if name == self.cursor.answer {
            return Ok(());
        }
        let Told { body: value, .. } = told(answer, Refusal::Closed).map_err(|error| match error {
            // The site gives its own page to whoever has no cookie of it.
            Error::Unlike { barrier: None, .. } if is_html(&page.body) => {
                closed("gives a page that asks for a browser's cookie")
            }
            error => error,
        })?;
        if let Some(refusal) = refusal_of(status, Refusal::Closed) {
            return Err(refused(refusal, status, code_of(&value)));
        }
        let mut reader =
            Reader { index: &self.index, source: &self.source, figures: Vec::new(), strange: 0, missing: 0 };
        let rows = rows_of(&value)
            .ok_or_else(|| Error::drift(format!("an array of terms was expected, {} came", shape(&value))))?;
        for row in rows {
            reader.row(row);
        }
        if reader.figures.is_empty() && reader.missing == 0 && !rows.is_empty() {
            let first = rows.first().map(shape).unwrap_or_default();
            return Err(Error::drift(format!(
                "no term has periods with date and value; the first is {first}"
            )));
        }
        let Reader { mut figures, strange, .. } = reader;
        if strange > 0 {
            self.walked.left_out = strange;
            self.walked.warnings.push(format!("values that could not be read: {strange}"));
        }
        if figures.len() > MOST_FIGURES {
            // The newest are what trends are measured by.
            figures.sort_by_key(|figure| std::cmp::Reverse(figure.date));
            figures.truncate(MOST_FIGURES);
            self.walked.is_cut = true;
            self.walked.warnings.push(format!("more than {MOST_FIGURES} figures: only the newest are kept"));
        }
        self.walked.figures = figures;
        self.walked.cursor = kept(&Cursor { answer: name });
        Ok(())
    }

    fn end(self: Box<Self>) -> Walked {
        let mut walked = self.walked;
        walked.is_cut |= self.url.is_some();
        walked
    }
}

fn is_html(body: &[u8]) -> bool {
    let head = String::from_utf8_lossy(body.get(..512).unwrap_or(body)).to_lowercase();
    head.contains("<html") || head.contains("<!doctype") || head.contains("<script")
}

/// The terms, which stand at the top or one level below it.
fn rows_of(value: &Value) -> Option<&Vec<Value>> {
    value.as_array().or_else(|| ["data", "items", "rows"].iter().find_map(|name| value.get(name)?.as_array()))
}

struct Reader<'a> {
    index: &'a str,
    source: &'a Source,
    figures: Vec<Figure>,
    strange: u32,
    missing: u32,
}

impl Reader<'_> {
    /// A term: what it is of, and its values by period.
    fn row(&mut self, row: &Value) {
        let of = of(row);
        let name =
            ["indexName", "indicator", "index_name"].iter().find_map(|name| line_of(row.get(name)?, "ru"));
        let periods = ["periods", "values", "data"].iter().find_map(|name| row.get(name)?.as_array());
        let Some(periods) = periods else {
            self.strange += 1;
            return;
        };
        for period in periods {
            let written = period.get("value").filter(|value| !value.is_null());
            let written = written.and_then(|value| line_of(value, "ru")).unwrap_or_default();
            if MISSING.contains(&written.to_lowercase().as_str()) && period.get("date").is_some() {
                self.missing += 1;
                continue;
            }
            let date = period.get("date").and_then(Value::as_str).and_then(day);
            let (Some(value), Some(date)) = (number(&written), date) else {
                self.strange += 1;
                continue;
            };
            self.figures.push(Figure {
                index: self.index.to_owned(),
                name: name.clone().unwrap_or_default(),
                date,
                period: period.get("name").and_then(|name| line_of(name, "ru")).unwrap_or_default(),
                of: of.clone(),
                kato: None,
                value,
                url: self.source.url.clone(),
            });
        }
    }
}

/// What a term is of: its names without those that mean all of it.
fn of(row: &Value) -> String {
    let names = ["termNames", "names", "text", "name"].iter().find_map(|name| row.get(name));
    let each =
        names.map_or(&[][..], |names| names.as_array().map_or(std::slice::from_ref(names), Vec::as_slice));
    let each = each.iter().filter_map(|name| line_of(name, "ru"));
    each.filter(|name| !WHOLE.contains(&name.to_lowercase().as_str())).collect::<Vec<_>>().join(", ")
}

/// `31.12.2004`, `2004-12-31` with or without a time.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(day) = text.get(..10).and_then(|day| day.parse::<Date>().ok()) {
        return Some(day);
    }
    let mut parts = text.split(['.', ' ']);
    let mut part = || parts.next().filter(|part| (1..=4).contains(&part.len()))?.parse::<i16>().ok();
    let (day, month, year) = (part()?, part()?, part()?);
    // Checked by `Date`, which knows the lengths of months.
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok().filter(|day| *day > date(1900, 1, 1))
}

/// A number with a decimal comma or point and spaces between thousands.
fn number(text: &str) -> Option<f64> {
    let plain: String =
        text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{feff}').collect();
    let plain = if plain.contains('.') { plain.replace(',', "") } else { plain.replace(',', ".") };
    let starts = plain.trim_start_matches(['-', '−']).starts_with(|letter: char| letter.is_ascii_digit());
    plain.replace('−', "-").parse().ok().filter(|value: &f64| starts && value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_manner_of_writing() {
        for (text, expected) in [
            ("115.5", Some(115.5)),
            ("115,5", Some(115.5)),
            ("1 234,5", Some(1234.5)),
            ("1\u{a0}234\u{202f}567", Some(1_234_567.0)),
            ("-3,1", Some(-3.1)),
            ("−3,1", Some(-3.1)),
            ("1,234.5", Some(1234.5)),
            ("x", None),
            ("inf", None),
            ("1.2.3", None),
            ("", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn days_are_read_and_impossible_ones_are_not() {
        assert_eq!(day("31.12.2004"), Some(date(2004, 12, 31)));
        assert_eq!(day("30.06.2026 00:00:00"), Some(date(2026, 6, 30)));
        assert_eq!(day("2026-06-30T00:00:00"), Some(date(2026, 6, 30)));
        assert_eq!(day("31.02.2026"), None);
        assert_eq!(day("2026 год"), None);
    }

    #[test]
    fn what_means_the_whole_names_nothing() {
        let row = serde_json::json!({"termNames": ["Ұлытау облысы", "Всего"]});
        assert_eq!(of(&row), "Ұлытау облысы");
        assert_eq!(of(&serde_json::json!({"termNames": ["Барлығы"]})), "");
        assert_eq!(of(&serde_json::json!({"terms": [741880]})), "");
    }
}
