//! Headers as text, and the dates in them.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{AsHeaderName, HeaderMap};

/// The header `name`, where it is there and readable. Bytes outside ASCII are read as UTF-8 as far as they are.
pub(crate) fn text(headers: &HeaderMap, name: impl AsHeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}

/// The headers of an answer that callers get to see, as they stand there.
const TOLD: [&str; 8] = [
    "link",
    "x-wp-total",
    "x-wp-totalpages",
    "x-robots-tag",
    "tdm-reservation",
    "content-language",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
];

/// The headers that callers get to see: where the next page is, how many there are, what the host allows us to do with the answer,
/// and how often it may still be asked.
pub(crate) fn told(headers: &HeaderMap) -> Vec<(String, String)> {
    let values = TOLD.iter().flat_map(|name| headers.get_all(*name).iter().map(move |value| (name, value)));
    values
        .map(|(name, value)| {
            ((*name).to_owned(), String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
        })
        .collect()
}

/// The header `name` as a date of HTTP (RFC 9110, 5.6.7).
pub(crate) fn date(headers: &HeaderMap, name: impl AsHeaderName) -> Option<Timestamp> {
    parse_date(&text(headers, name)?)
}

/// A date of HTTP. The day of the week is not compared: hosts get it wrong.
pub(crate) fn parse_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text).ok()
}
