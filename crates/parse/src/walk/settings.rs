//! What the settings of a source must have for its kind.

use dauys_model::{Kind, Source};
use url::Url;

use crate::error::Error;
use crate::walk::Start;

/// The address of a source.
///
/// # Errors
/// [`Error::Unfit`] where there is none.
pub(super) fn address(source: &Source) -> Result<&Url, Error> {
    source.url.as_ref().ok_or_else(|| Error::unfit("the source has no address".into()))
}

/// The key of a source that cannot be asked without one.
///
/// # Errors
/// [`Error::Unfit`] where there is none.
pub(super) fn key(start: &Start<'_>, what: &str) -> Result<String, Error> {
    let key = start.secret.map(str::trim).filter(|key| !key.is_empty());
    key.map(str::to_owned)
        .ok_or_else(|| Error::unfit(format!("{what} is needed: its name goes into `secret` of the source")))
}

/// Refuses a source of citizens' posts that is not set up as one.
pub(super) fn is_of_citizens(source: &Source) -> Result<(), Error> {
    if source.posts == Kind::Comment {
        return Ok(());
    }
    let kind = source.kind.code();
    Err(Error::unfit(format!(
        "posts of `{kind}` are written by citizens: the source needs `posts = \"comment\"`"
    )))
}

/// The part of a source's address after its host, as segments, when its host is one of `hosts`.
pub(super) fn segments_at<'a>(source: &'a Source, hosts: &[&str]) -> Option<Vec<&'a str>> {
    let url = source.url.as_ref()?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (hosts.is_empty() || hosts.contains(&host))
        .then(|| url.path().split('/').filter(|segment| !segment.is_empty()).collect())
}
