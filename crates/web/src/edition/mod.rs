//! A digest within the pages: its JSON in, whether it was made a moment ago or is kept as it was sent; a part of a page out.

mod body;
mod rests;
mod shown;

pub(crate) use self::body::Body;
pub(crate) use self::shown::{Entry, Shown};
