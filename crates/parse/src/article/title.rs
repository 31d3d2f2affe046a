//! The title of a page without the name of its site.

use scraper::{Html, Selector};

use crate::article::metadata::Metadata;
use crate::plain::{one_line, text_of};

/// What sites put between a title and their name.
const SEPARATORS: [&str; 9] = [" | ", " — ", " – ", " - ", " :: ", " » ", " « ", " · ", " / "];

/// The title of an article: what its metadata say, else its first heading, else the title of the page. Each without
/// the name of the site.
pub(super) fn of(tree: &Html, found: &Metadata) -> Option<String> {
    let text = |css: &str| {
        let selector = Selector::parse(css).ok()?;
        let mut titles = tree.select(&selector).map(|element| match element.value().name() {
            // `<title>` lies in the head, which text leaves out.
            "title" => one_line(&element.text().collect::<String>()),
            _ => one_line(&text_of(element).text),
        });
        titles.find(|title| !title.is_empty())
    };
    let heading = text("h1");
    let page = text("head > title").or_else(|| text("title"));
    let said = found.titles.first().cloned().or_else(|| page.clone())?;
    Some(without_site(&said, found.site_name.as_deref(), heading.as_deref()))
        .filter(|title| !title.is_empty())
}

/// The title without its last or first part, where that is the site's name or the rest is the heading of the page.
fn without_site(title: &str, site: Option<&str>, heading: Option<&str>) -> String {
    for separator in SEPARATORS {
        let parts =
            [title.rsplit_once(separator), title.split_once(separator).map(|(site, rest)| (rest, site))];
        for (rest, name) in parts.into_iter().flatten() {
            let is_site = site.is_some_and(|site| {
                site.eq_ignore_ascii_case(name) || site.to_lowercase() == name.to_lowercase()
            });
            // The heading may be the site's name too, so only the longer part is believed to be a title.
            let is_heading = rest.len() > name.len()
                && heading.is_some_and(|heading| heading.to_lowercase() == rest.to_lowercase());
            // A host name is a site's name whether or not the page says so.
            let is_host = !name.contains(' ')
                && name.rsplit_once('.').is_some_and(|(_, zone)| {
                    (2..=4).contains(&zone.len()) && zone.bytes().all(|byte| byte.is_ascii_alphabetic())
                });
            if is_site || is_heading || is_host {
                return rest.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, site: Option<&str>, heading: Option<&str>, expected: &str) {
        assert_eq!(without_site(title, site, heading), expected);
    }

    #[test]
    fn the_name_of_the_site_goes() {
        check("Су жоқ | Демо", Some("Демо"), None, "Су жоқ");
        check("Су жоқ - demo.kz", None, None, "Су жоқ");
        check("Демо — Су жоқ", None, Some("Су жоқ"), "Су жоқ");
        check("Алматы - Астана", None, None, "Алматы - Астана");
    }
}
