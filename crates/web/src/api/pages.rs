//! Long lists in pieces: a cursor in the answer, and the same as a `Link` header.

use axum::Json;
use axum::http::HeaderValue;
use axum::http::header::LINK;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::failure::Failure;
use crate::params::{Params, address};

/// Entries of a piece when nothing is said, and at most.
const USUAL: usize = 20;
const MOST: usize = 100;

/// How many entries are wanted.
pub(crate) fn limit(params: &Params) -> Result<usize, Failure> {
    let Some(given) = params.get("limit") else { return Ok(USUAL) };
    match given.parse() {
        Ok(limit) if (1..=MOST).contains(&limit) => Ok(limit),
        _ => Err(Failure::Bad(format!("`limit` is a whole number from 1 to {MOST}"))),
    }
}

/// The piece of a list behind the entry that `after` names, and the cursor of the next piece.
pub(crate) fn piece<T>(
    entries: Vec<T>,
    params: &Params,
    name: impl Fn(&T) -> String,
) -> Result<(Vec<T>, Option<String>), Failure> {
    let limit = limit(params)?;
    let start = match params.get("after") {
        None => 0,
        Some(after) => {
            entries.iter().position(|entry| name(entry) == after).map(|at| at + 1).ok_or_else(|| {
                Failure::Bad("`after` is no `next` of an earlier answer, or its entry is gone".into())
            })?
        }
    };
    let is_more = entries.len() > start + limit;
    let piece: Vec<T> = entries.into_iter().skip(start).take(limit).collect();
    let next = if is_more { piece.last().map(&name) } else { None };
    Ok((piece, next))
}

/// An answer with the address of the next piece in its `Link` header.
pub(crate) fn linked(answer: impl Serialize, path: &str, params: &Params, next: Option<&str>) -> Response {
    let mut response = Json(answer).into_response();
    if let Some(next) = next {
        let rest = params.0.iter().filter(|(name, _)| name != "after");
        let pairs = rest.map(|(name, value)| (name.as_str(), value.as_str())).chain([("after", next)]);
        let link = format!("<{}>; rel=\"next\"", address(path, pairs));
        if let Ok(value) = HeaderValue::from_str(&link) {
            response.headers_mut().insert(LINK, value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_follow_one_another() {
        let entries = || (1..=5).collect::<Vec<i32>>();
        let piece = |query: &str| piece(entries(), &Params::of(query), ToString::to_string);
        assert_eq!(piece("limit=2").unwrap(), (vec![1, 2], Some("2".into())));
        assert_eq!(piece("limit=2&after=2").unwrap(), (vec![3, 4], Some("4".into())));
        assert_eq!(piece("limit=2&after=4").unwrap(), (vec![5], None));
        assert_eq!(piece("limit=5").unwrap().1, None);
        for wrong in ["limit=0", "limit=101", "limit=x", "after=9"] {
            assert!(piece(wrong).is_err(), "{wrong}");
        }
    }
}
