//! The address of a platform's interface: its own, or the one of the settings.

use dauys_model::{Kind, Source};
use url::Url;

use crate::error::Error;

/// Where the interface is reached: at the `api` of the settings, else at its usual address.
pub(super) fn base_of(source: &Source, usual: &Url) -> Result<Url, Error> {
    let base = source.api.as_ref().unwrap_or(usual);
    if base.host_str().is_none_or(str::is_empty) {
        return Err(Error::unfit(format!("`{}` has no host", base.scheme())));
    }
    Ok(base.clone())
}

/// The address of `path`, which begins with a slash and is encoded, at a base that may itself have a path.
pub(super) fn at(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    url.set_query(None);
    url.set_fragment(None);
    url
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_may_have_a_path() {
        let at = |base: &str| at(&Url::parse(base).unwrap(), "/s/demo_kz").to_string();
        assert_eq!(at("https://t.me"), "https://t.me/s/demo_kz");
        assert_eq!(at("http://127.0.0.1:8080/telegram/?x=1"), "http://127.0.0.1:8080/telegram/s/demo_kz");
    }
}
