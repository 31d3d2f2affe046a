//! Where an interface is reached: at its usual address, or at a mirror that the settings name.

use url::Url;

use crate::error::Error;

/// The address of an interface, which may itself have a path.
#[derive(Clone)]
pub(super) struct Interface(Url);

impl Interface {
    /// At `api` if the source says so, else at its usual address.
    ///
    /// # Errors
    /// [`Error::Unfit`] for an address of something else than what the usual one is of.
    pub(super) fn new(api: Option<&Url>, usual: &Url) -> Result<Self, Error> {
        let mut base = api.unwrap_or(usual).clone();
        let is_stream = |url: &Url| matches!(url.scheme(), "ws" | "wss");
        let is_web = |url: &Url| matches!(url.scheme(), "http" | "https");
        let fits = is_stream(&base) && is_stream(usual) || is_web(&base) && is_web(usual);
        if !fits || base.host_str().is_none_or(str::is_empty) {
            let scheme = if is_stream(usual) { "wss" } else { "https" };
            return Err(Error::unfit(format!("`api` is an address that begins with `{scheme}://`")));
        }
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        base.set_query(None);
        base.set_fragment(None);
        Ok(Self(base))
    }

    /// The address of a path below it, which is encoded.
    pub(super) fn at(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{}", self.0.path(), path.trim_start_matches('/')));
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirror_keeps_the_paths() {
        let url = |text: &str| Url::parse(text).unwrap();
        let usual = url("https://www.demo.example");
        let at = |api: Option<&Url>| Interface::new(api, &usual).unwrap().at("/v3/a").to_string();
        assert_eq!(at(None), "https://www.demo.example/v3/a");
        assert_eq!(at(Some(&url("http://127.0.0.1:8099/gate?x=1"))), "http://127.0.0.1:8099/gate/v3/a");
        let stream = url("wss://stream.example/");
        assert!(
            Interface::new(Some(&stream), &usual).is_err() && Interface::new(Some(&usual), &stream).is_err()
        );
        assert!(Interface::new(Some(&url("ws://127.0.0.1:8099/")), &stream).is_ok());
        assert!(Interface::new(Some(&url("data:x")), &usual).is_err());
    }
}
