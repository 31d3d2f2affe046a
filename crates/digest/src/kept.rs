//! The JSON of a digest → the digest, so that an edition that was kept is shown and sent as it was made.

use jiff::civil::Date;
use serde::Deserialize;

use crate::curve::Curve;
use crate::view::Digest;

/// The form of the JSON; changes when a field changes its meaning or goes.
const SCHEMA: &str = "dauys-digest/2";

/// JSON that is no digest of this version.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unreadable {
    /// Another version of the program wrote it.
    #[error("the digest was written as `{0}`, and this program reads `{SCHEMA}`")]
    Schema(String),
    /// It is damaged.
    #[error("the digest cannot be read: {0}")]
    Damaged(String),
}

/// The digest of [`crate::json`]. Quotes that were cut out since are absent.
pub fn from_json(json: &str) -> Result<Digest, Unreadable> {
    #[derive(Deserialize)]
    struct Head {
        schema: String,
    }
    let damaged = |error: serde_json::Error| Unreadable::Damaged(error.to_string());
    let head: Head = serde_json::from_str(json).map_err(damaged)?;
    if head.schema != SCHEMA {
        return Err(Unreadable::Schema(head.schema));
    }
    let mut digest: Digest = serde_json::from_str(json).map_err(damaged)?;
    let day = digest.day;
    for topic in digest.sections.iter_mut().flat_map(|section| &mut section.topics) {
        topic.curve = Curve::of(&topic.days, topic.curve_since, day);
    }
    Ok(digest)
}

/// See [`SCHEMA`].
pub(crate) fn schema() -> &'static str {
    SCHEMA
}

/// Of a digest that is being read: [`from_json`] draws it.
pub(crate) fn no_curve() -> Curve {
    Curve::of(&[], Date::ZERO, Date::ZERO)
}
