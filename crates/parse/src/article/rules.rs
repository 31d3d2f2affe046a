//! Selectors written for a site: its page in; title, text and dates out.

use scraper::{ElementRef, Html, Selector};
use serde::Deserialize;
use url::Url;

use crate::article::clutter::is_discussion;
use crate::error::Error;
use crate::items::{compiled, dates_of};
use crate::plain::{Plain, one_line, text_of, text_without};

/// The rules of all sites that have any: `config/extract.toml`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extract {
    /// One table a site.
    #[serde(default)]
    pub site: Vec<SiteRules>,
}

/// Where the parts of an article stand on the pages of one site, as CSS selectors. What is left out is found by the
/// ways that serve all sites.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteRules {
    /// The host, without `www.`; hosts below it are meant too.
    pub host: String,
    /// The title; first match.
    #[serde(default)]
    pub title: Option<String>,
    /// The text; all matches in order.
    #[serde(default)]
    pub text: Option<String>,
    /// The date; first match: its `datetime` or `content`, else its text in any form known.
    #[serde(default)]
    pub date: Option<String>,
    /// What stands within the text and is none of it.
    #[serde(default)]
    pub remove: Vec<String>,
}

impl Extract {
    /// The rules of the site that `url` belongs to: those of the longest host that fits.
    pub fn of(&self, url: &Url) -> Option<&SiteRules> {
        let host = url.host_str()?;
        let fits = |rules: &&SiteRules| {
            host == rules.host
                || host.strip_suffix(rules.host.as_str()).is_some_and(|rest| rest.ends_with('.'))
        };
        self.site.iter().filter(fits).max_by_key(|rules| rules.host.len())
    }

    /// Checks every selector.
    ///
    /// # Errors
    /// [`Error::Selector`] for the first that is not CSS.
    pub fn check(&self) -> Result<(), Error> {
        self.site.iter().try_for_each(|rules| Compiled::new(rules).map(|_| ()))
    }
}

struct Compiled {
    title: Option<Selector>,
    text: Option<Selector>,
    date: Option<Selector>,
    remove: Vec<Selector>,
}

impl Compiled {
    fn new(rules: &SiteRules) -> Result<Self, Error> {
        let optional = |part, css: &Option<String>| css.as_deref().map(|css| compiled(part, css)).transpose();
        Ok(Self {
            title: optional("title", &rules.title)?,
            text: optional("text", &rules.text)?,
            date: optional("date", &rules.date)?,
            remove: rules.remove.iter().map(|css| compiled("remove", css)).collect::<Result<_, _>>()?,
        })
    }
}

/// What the rules of a site found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) title: Option<String>,
    pub(super) text: Option<Plain>,
    pub(super) dates: Vec<String>,
}

/// Reads a page by the rules of its site.
pub(super) fn read(tree: &Html, rules: &SiteRules) -> Result<Found, Error> {
    let compiled = Compiled::new(rules)?;
    let title = compiled.title.and_then(|selector| tree.select(&selector).next());
    let dates = compiled.date.and_then(|selector| tree.select(&selector).next().map(dates_of));
    let text = compiled.text.map(|selector| {
        let is_removed = |element: ElementRef<'_>| {
            is_discussion(element.value())
                || compiled.remove.iter().any(|selector| selector.matches(&element))
        };
        let mut whole = Plain { text: String::new(), link_chars: 0 };
        let mut last = None;
        for element in tree.select(&selector) {
            // A match within a match has been read with it.
            if last.is_some_and(|last| element.ancestors().any(|above| above.id() == last)) {
                continue;
            }
            last = Some(element.id());
            let part = text_without(element, &is_removed);
            if !whole.text.is_empty() && !part.text.is_empty() {
                whole.text.push('\n');
            }
            whole.text.push_str(&part.text);
            whole.link_chars += part.link_chars;
        }
        whole
    });
    Ok(Found {
        title: title.map(|element| one_line(&text_of(element).text)).filter(|title| !title.is_empty()),
        text,
        dates: dates.unwrap_or_default(),
    })
}
