//! The fields of one line in, a record out: what both formats of file share.

use dauys_model::{Author, Item, Kato, Kind};
use url::Url;

use crate::date::absolute;
use crate::hash::name_of;
use crate::links::{public, public_comment};
use crate::plain::{one_line, tidy};
use crate::records::Record;
use crate::records::slug::source_id;

/// A line as written.
#[derive(Default)]
pub(super) struct Row {
    pub(super) id: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) text: Option<String>,
    pub(super) published_at: Option<String>,
    pub(super) author: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) region: Option<String>,
    pub(super) place: Option<String>,
}

/// The longest id that is kept as it is.
const LONGEST_ID_BYTES: usize = 400;

/// Checks a line and makes a record of it; or says what is wrong.
pub(super) fn record(line: u64, row: Row) -> Result<Record, String> {
    let given =
        |value: Option<String>| value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let source_name = given(row.source).ok_or("`source` is missing")?;
    let source = source_id(&source_name)
        .ok_or_else(|| format!("`source` `{}` has no letter or digit", shown(&source_name)))?;
    let text = row.text.map(|text| tidy(&text)).filter(|text| !text.is_empty()).ok_or("`text` is missing")?;
    let written = given(row.published_at).ok_or("`published_at` is missing")?;
    let (published_at, precision) = date(&written)?;
    let author = given(row.author).as_deref().and_then(Author::new);
    let kind = match given(row.kind) {
        Some(kind) => kind.to_lowercase().parse().map_err(|error: String| format!("`kind` {error}"))?,
        None if author.is_some() => Kind::Comment,
        None => Kind::News,
    };
    let address = given(row.url).map(|url| address(&url)).transpose()?;
    let key = match given(row.id) {
        Some(id) if id.len() <= LONGEST_ID_BYTES => id,
        Some(id) => name_of(&["id", &id]),
        None => name_of(&[source.as_str(), &published_at.to_string(), &text]),
    };
    let mut item = Item::new(key);
    if kind == Kind::Comment {
        item.thread = address.clone().and_then(public);
    }
    item.url = address.and_then(if kind.is_of_citizens() { public_comment } else { public });
    item.title = given(row.title).map(|title| one_line(&tidy(&title)));
    item.text = Some(text);
    item.published_at = Some(published_at);
    item.precision = precision;
    item.kind = Some(kind);
    item.author = author.filter(|_| kind.is_of_citizens());
    item.place = given(row.place);
    if let Some(region) = given(row.region) {
        match region.parse::<Kato>() {
            Ok(kato) => item.region = Some(kato),
            Err(_) => item.place = item.place.or(Some(region)),
        }
    }
    Ok(Record { line, source, item })
}

/// RFC 3339, or a date that can be read in one way only: year first, or day first with dots or a month's name. With
/// slashes the order is anybody's guess.
fn date(written: &str) -> Result<crate::date::Dated, String> {
    let wrong = || format!("`published_at` `{}` is not RFC 3339", shown(written));
    if written.contains('/') {
        return Err(wrong());
    }
    absolute(written).ok_or_else(wrong)
}

fn address(written: &str) -> Result<Url, String> {
    // An address may hold the handle of a person, so it is not shown.
    let url = Url::parse(written).map_err(|error| format!("`url` is no address: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("`url` has the scheme `{}`, not http or https", url.scheme()));
    }
    Ok(url)
}

fn shown(value: &str) -> String {
    value.chars().take(60).collect()
}
