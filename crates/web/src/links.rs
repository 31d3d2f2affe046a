//! Addresses of pages, each written in one place.

use dauys_model::{PostId, SourceId};

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
