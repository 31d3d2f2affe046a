//! A digest within the pages: the digest in, whether it was made a moment ago or is kept as it was sent; a part of a page out.

mod body;
mod rests;

pub(crate) use self::body::Body;
