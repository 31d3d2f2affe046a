//! Addresses of pages, each written in one place.

use dauys_model::{EditionKey, Period, PostId, SourceId};

use crate::params::address;

/// The search page with a query.
pub(crate) fn search(query: &str) -> String {
    address("/search", [("q", query)])
}

/// The search page, narrowed by filters; their names are those of its addresses.
pub(crate) fn narrowed(filters: &[(&str, &str)]) -> String {
    address("/search", filters.iter().copied())
}

/// The tables of a search: what each is called, and where it is.
pub(crate) fn tables(filters: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    [("CSV", "/search.csv"), ("XLSX", "/search.xlsx"), ("JSONL", "/search.jsonl")]
        .map(|(name, path)| (name, address(path, filters.iter().copied())))
        .into()
}

/// The page of a post.
pub(crate) fn post(id: PostId) -> String {
    format!("/posts/{}", id.0)
}

/// The page of a source. Ids hold nothing that an address would have to escape.
pub(crate) fn source(id: &SourceId) -> String {
    format!("/sources/{id}")
}

/// The page of a digest.
pub(crate) fn edition(key: &EditionKey) -> String {
    let path = format!("/digests/{}/{}", key.day, key.subscription);
    match key.period {
        Period::Day => path,
        period => address(&path, [("period", period.code())]),
    }
}

/// A digest as a file.
pub(crate) fn edition_as(key: &EditionKey, form: &str) -> String {
    let path = format!("/digests/{}/{}", key.day, key.subscription);
    match key.period {
        Period::Day => address(&path, [("as", form)]),
        period => address(&path, [("period", period.code()), ("as", form)]),
    }
}
