//! Where a site's WordPress interface is reached: by its path or, without nice addresses, by a parameter.

use url::Url;

use crate::error::Error;
use crate::walk::interface::Interface;

/// What separates the address of a site from the path of its interface.
const MARK: &str = "/wp-json/";

/// One list of the interface.
pub(super) struct Route {
    /// The site as people see it.
    home: Url,
    /// The site as it is asked.
    site: Interface,
    /// `wp/v2/posts`.
    path: String,
    /// Parameters that the source's address has of its own: `categories=5`.
    own: Vec<(String, String)>,
    is_plain: bool,
}

impl Route {
    /// Reads the address of a source: of the site, of a list of its interface (`…/wp-json/wp/v2/news?categories=5`), or of
    /// one behind a plain address (`…/?rest_route=/wp/v2/posts`).
    ///
    /// # Errors
    /// [`Error::Unfit`] for no address of the web.
    pub(super) fn new(url: &Url, api: Option<&Url>, what: &str) -> Result<Self, Error> {
        let mut home = url.clone();
        let mut path = format!("wp/v2/{what}");
        let mut own: Vec<(String, String)> =
            url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        let mut is_plain = false;
        if let Some((before, after)) = url.path().split_once(MARK) {
            if after.len() > 1 {
                path = after.trim_matches('/').to_owned();
            }
            home.set_path(before);
        } else if let Some(at) = own.iter().position(|(name, _)| name == "rest_route") {
            let (_, asked) = own.remove(at);
            path = asked.trim_matches('/').to_owned();
            is_plain = true;
        } else {
            // A parameter of the site's own pages means nothing to the interface.
            own.clear();
        }
        let at = Interface::new(None, &home)?;
        let site = if api.is_some() { Interface::new(api, &home)? } else { Interface::new(None, &home)? };
        Ok(Self { home: at.at(""), site, path, own, is_plain })
    }

    /// The address of the site as people see it, ending with a slash.
    pub(super) fn home(&self) -> &Url {
        &self.home
    }

    /// Goes over to the plain address; whether that is another.
    pub(super) fn be_plain(&mut self) -> bool {
        !std::mem::replace(&mut self.is_plain, true)
    }

    /// The address of the list with parameters.
    pub(super) fn url(&self, parameters: &[(&'static str, String)]) -> Url {
        let path = if self.is_plain { String::new() } else { format!("wp-json/{}", self.path) };
        let mut url = self.site.at(&path);
        {
            let mut query = url.query_pairs_mut();
            if self.is_plain {
                query.append_pair("rest_route", &format!("/{}", self.path));
            }
            query.extend_pairs(&self.own).extend_pairs(parameters);
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: &str, plain: &str) {
        let mut route = Route::new(&Url::parse(url).unwrap(), None, "posts").unwrap();
        assert_eq!(route.url(&[("page", "2".into())]).as_str(), expected, "{url}");
        route.be_plain();
        assert_eq!(route.url(&[("page", "2".into())]).as_str(), plain, "{url}");
    }

    #[test]
    fn the_list_is_found() {
        check(
            "https://demo.example/kz?lang=kk#top",
            "https://demo.example/kz/wp-json/wp/v2/posts?page=2",
            "https://demo.example/kz/?rest_route=%2Fwp%2Fv2%2Fposts&page=2",
        );
        check(
            "https://demo.example/wp-json/wp/v2/news?categories=5",
            "https://demo.example/wp-json/wp/v2/news?categories=5&page=2",
            "https://demo.example/?rest_route=%2Fwp%2Fv2%2Fnews&categories=5&page=2",
        );
        check(
            "https://demo.example/?rest_route=/wp/v2/posts&tags=7",
            "https://demo.example/?rest_route=%2Fwp%2Fv2%2Fposts&tags=7&page=2",
            "https://demo.example/?rest_route=%2Fwp%2Fv2%2Fposts&tags=7&page=2",
        );
    }
}
