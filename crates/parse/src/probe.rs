//! Any page in, what Dauys makes of it out: for trying an address before it becomes a source. Nothing is kept of it.

use dauys_model::{Item, Kind, ListSelectors, Page, Precision, Source, SourceId, SourceKind};
use jiff::Timestamp;
use serde::Serialize;
use url::Url;

use crate::article::{By, SiteRules, article};
use crate::barrier::barrier;
use crate::date::relative_to;
use crate::decode::decode;
use crate::error::{Error, beginning};
use crate::items::{is_feed, items};
use crate::links::public;
use crate::selectors::propose;
use crate::sitemap;

/// The forms that a page can be read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// RSS, RDF, Atom or JSON Feed.
    Feed,
    /// A sitemap, or an index of sitemaps.
    Sitemap,
    /// A page that lists articles, by selectors guessed at.
    List,
    /// An article, or any other page.
    Page,
}

impl Form {
    /// The form as one word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Sitemap => "sitemap",
            Self::List => "list",
            Self::Page => "page",
        }
    }
}

impl std::str::FromStr for Form {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "feed" => Ok(Self::Feed),
            "sitemap" => Ok(Self::Sitemap),
            "list" => Ok(Self::List),
            "page" => Ok(Self::Page),
            _ => Err(format!("`{name}` is not one of feed, sitemap, list, page")),
        }
    }
}

/// What was made of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Probe {
    /// Announcements.
    Items {
        /// Feed, sitemap or list.
        kind: Form,
        /// What it announces, in its order.
        items: Vec<Probed>,
        /// What an operator should know.
        warnings: Vec<String>,
    },
    /// An article.
    Page {
        /// Always [`Form::Page`].
        kind: Form,
        /// Its title.
        title: Option<String>,
        /// Its text.
        text: String,
        /// When it was published.
        published_at: Option<Timestamp>,
        /// How the text was found.
        by: By,
        /// Why that way, and other remarks.
        warnings: Vec<String>,
    },
}

/// One announcement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Probed {
    /// What tells it from others.
    pub key: String,
    /// Its title.
    pub title: Option<String>,
    /// Its public address.
    pub url: Option<Url>,
    /// When it was published; a day stands at noon.
    pub published_at: Option<Timestamp>,
}

impl Probed {
    fn of(item: Item) -> Self {
        Self { key: item.key, title: item.title, url: item.url, published_at: item.published_at }
    }
}

/// What Dauys makes of a page: `form` if it is said, else what the bytes look like. `rules` and `now` are those of
/// [`article`].
///
/// # Errors
/// Those of [`items`] and [`article`].
pub fn probe(
    page: &Page,
    form: Option<Form>,
    rules: Option<&SiteRules>,
    now: Timestamp,
) -> Result<Probe, Error> {
    let text = decode(page)?.text;
    let form = form.unwrap_or_else(|| {
        if is_feed(&text, &page.url) {
            Form::Feed
        } else if sitemap::read(&text, &page.url).is_some() {
            Form::Sitemap
        } else {
            Form::Page
        }
    });
    match form {
        Form::Feed => probe_feed(page, now),
        Form::Sitemap => probe_sitemap(&text, page, now),
        Form::List => probe_list(page, now),
        Form::Page => probe_page(page, rules, now),
    }
}

fn probe_list(page: &Page, now: Timestamp) -> Result<Probe, Error> {
    let Some(best) = propose(page, now)?.into_iter().next() else {
        let text = decode(page)?.text;
        return Err(Error::NoEntries {
            found: 0,
            at_least: 1,
            barrier: barrier(&text),
            seen: beginning(&text),
        });
    };
    let id = SourceId::new("probe").expect("a literal that keeps the rule for ids");
    let list = Source::new(id, "", SourceKind::List, Some(page.url.clone()));
    let said = toml_of(&best.selectors);
    let found = items(&Source { list: Some(best.selectors), ..list }, page, now)?;
    let mut warnings = found.warnings;
    warnings.push(format!("selectors guessed at: {said}"));
    Ok(Probe::Items { kind: Form::List, items: found.items.into_iter().map(Probed::of).collect(), warnings })
}

/// Selectors as a person reads them.
fn toml_of(selectors: &ListSelectors) -> String {
    let parts = [
        ("entry", Some(&selectors.entry)),
        ("link", selectors.link.as_ref()),
        ("title", selectors.title.as_ref()),
        ("date", selectors.date.as_ref()),
    ];
    let parts = parts.into_iter().filter_map(|(part, css)| Some(format!("{part} = `{}`", css?)));
    parts.collect::<Vec<_>>().join(", ")
}

fn probe_feed(page: &Page, now: Timestamp) -> Result<Probe, Error> {
    let mut found = items(&unnamed(page, Kind::News), page, now)?;
    // The titles of a comment feed name the writers; read as what it is, they are left out here too.
    let commented = found.items.iter().filter(|item| item.key.contains("#comment")).count();
    if page.url.path().contains("comment") || 2 * commented > found.items.len() {
        found = items(&unnamed(page, Kind::Comment), page, now)?;
        found.warnings.push("comments: a source of them has `posts = \"comment\"`".to_owned());
    }
    let mut warnings = found.warnings;
    let undated = found.items.iter().filter(|item| item.precision == Precision::Unknown).count();
    if undated > 0 {
        warnings.push(format!("{undated} of {} entries have no date", found.items.len()));
    }
    Ok(Probe::Items { kind: Form::Feed, items: found.items.into_iter().map(Probed::of).collect(), warnings })
}

fn probe_sitemap(text: &str, page: &Page, now: Timestamp) -> Result<Probe, Error> {
    let places = sitemap::read(text, &page.url).unwrap_or_default().places;
    let mut warnings = Vec::new();
    if places.is_empty() {
        warnings.push("no addresses".to_owned());
    }
    let items = places.into_iter().filter_map(|place| {
        let url = public(place.url?)?;
        let published_at =
            place.published.or(place.modified).and_then(|date| relative_to(now, &date)).map(|(at, _)| at);
        Some(Probed { key: url.to_string(), title: place.title, url: Some(url), published_at })
    });
    Ok(Probe::Items { kind: Form::Sitemap, items: items.collect(), warnings })
}

fn probe_page(page: &Page, rules: Option<&SiteRules>, now: Timestamp) -> Result<Probe, Error> {
    let found = article(page, rules, now)?;
    Ok(Probe::Page {
        kind: Form::Page,
        title: found.title,
        text: found.text,
        published_at: found.published_at,
        by: found.by,
        warnings: vec![found.reason],
    })
}

/// A source for a page that belongs to none yet.
fn unnamed(page: &Page, posts: Kind) -> Source {
    let id = SourceId::new("probe").expect("a literal that keeps the rule for ids");
    Source { posts, ..Source::new(id, "", SourceKind::Feed, Some(page.url.clone())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_found_by_looking_and_writers_are_not_shown() {
        let check = |body: &str, kind: &str| {
            let url = Url::parse("https://demo.example/x").expect("a literal");
            let page = Page { url, content_type: None, body: body.as_bytes().to_vec() };
            let shown = probe(&page, None, None, Timestamp::UNIX_EPOCH)
                .map(|probe| serde_json::to_string(&probe).unwrap_or_default())
                .unwrap_or_default();
            assert!(shown.starts_with(&format!("{{\"kind\":\"{kind}\"")), "{shown}");
            assert!(!shown.contains("suly_ai"), "{shown}");
        };
        check("<rss><item><title>Су</title></item></rss>", "feed");
        check("{\"items\":[{\"id\":1}]}", "feed");
        check("<urlset><url><loc>https://demo.example/1</loc></url></urlset>", "sitemap");
        check("<p>Су жоқ</p>", "page");
        check(
            "<rss><item><title>Су (suly_ai)</title><author>suly_ai</author><guid>1#comment-1</guid></item></rss>",
            "feed",
        );
    }
}
