//! A page of a site in, the sources it may be heard by out, in the order in which they are worth trying, each with its reason.
//!
//! Nothing here becomes a source by itself: a person tries a candidate, and a person adds it.

mod known;
mod signs;

use std::collections::BTreeSet;

use dauys_model::{Kind, Page, SourceKind};
use scraper::{ElementRef, Html, Selector};
use url::Url;

use crate::decode::decode;
use crate::discover::known::{recognised, recognised_link};
use crate::discover::signs::Engine;
use crate::error::Error;
use crate::items::{base_of, is_feed};
use crate::links::resolved;
use crate::plain::{one_line, text_of, tree};
use crate::sitemap;

/// Something that may be a source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The kind of source it would be.
    pub kind: SourceKind,
    /// What its items would become.
    pub posts: Kind,
    /// The address that the source would have.
    pub url: Url,
    /// What the page calls it, if anything.
    pub title: Option<String>,
    /// Why it is thought to be one, and what else it needs.
    pub why: String,
    /// How it was come by.
    pub guess: Guess,
}

/// How a candidate was come by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Guess {
    /// The site says so.
    Said,
    /// Sites often have it there.
    Guessed,
}

/// Most links of a page that are taken for feeds because they look like it.
const MOST_LINKED: usize = 10;

/// Most public places of one kind (channels, walls) that a page links to.
const MOST_OF_A_KIND: usize = 3;

/// What a page gives to listen to. `link_headers` are the values of its `Link:` headers, `sitemaps` those that the site's robots.txt
/// names.
///
/// Addresses of platforms that have a kind of source of their own are known by themselves, see [`recognise`]; for them nothing is
/// guessed.
///
/// # Errors
/// [`Error::Undecodable`] for bytes that are no text.
pub fn discover(page: &Page, link_headers: &[&str], sitemaps: &[Url]) -> Result<Vec<Candidate>, Error> {
    let text = decode(page)?.text;
    let mut found = Found::default();
    if is_feed(&text, &page.url) {
        found.said(SourceKind::Feed, page.url.clone(), "the address is a feed itself");
        return Ok(found.candidates);
    }
    if sitemap::read(&text, &page.url).is_some() {
        found.said(SourceKind::Sitemap, page.url.clone(), "the address is a sitemap itself");
        return Ok(found.candidates);
    }
    let html = tree(&text);
    let base = base_of(&html, &page.url);
    for candidate in recognised(&page.url, Some(&html)) {
        found.add(candidate);
    }
    let is_platform = !found.candidates.is_empty();
    let mut comments = Vec::new();
    announced(&html, &base, &mut found, &mut comments);
    headed(link_headers, &page.url, &mut found);
    if is_platform {
        return Ok(found.candidates);
    }
    linked(&html, &base, &page.url, &mut found);
    let engine = Engine::of(&html, link_headers);
    if let (Engine::WordPress, Ok(root)) = (engine, page.url.join("/")) {
        let interface = signs::wordpress_root(&html, link_headers).and_then(|url| resolved(&base, &url));
        let home = interface.and_then(|url| home_of(&url)).unwrap_or(root);
        let why = "the site runs WordPress, whose interface gives posts in full";
        found.said(SourceKind::Wordpress, home.clone(), why);
        let why = "the site runs WordPress, whose interface gives readers' comments";
        found.add(Candidate {
            posts: Kind::Comment,
            ..candidate(SourceKind::Wordpress, home, why, Guess::Said)
        });
    }
    for path in engine.feeds() {
        if let Ok(url) = page.url.join(path) {
            found.guessed(SourceKind::Feed, url, engine.why());
        }
    }
    for path in GUESSED_FEEDS {
        if let Ok(url) = page.url.join(path) {
            found.guessed(SourceKind::Feed, url, "many sites have a feed there");
        }
    }
    for url in sitemaps {
        found.said(SourceKind::Sitemap, url.clone(), "robots.txt names it");
    }
    for path in GUESSED_SITEMAPS {
        if let Ok(url) = page.url.join(path) {
            found.guessed(SourceKind::Sitemap, url, "many sites have a sitemap there");
        }
    }
    for candidate in comments {
        found.add(candidate);
    }
    public_places(&html, &base, &mut found);
    Ok(found.candidates)
}

/// What an address is known to be by itself, without its page being asked for: a channel, a wall, a body of the state. Empty for
/// addresses of ordinary sites.
pub fn recognise(url: &Url) -> Vec<Candidate> {
    recognised(url, None)
}

/// Where feeds lie on sites that do not say, in the order of how many have them there.
const GUESSED_FEEDS: [&str; 11] = [
    "/feed/",
    "/rss",
    "/rss.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/?format=feed&type=rss",
    "/rss/",
    "/news.rss",
    "/export/rss2/archive/index.xml",
    "/rss/all.rss",
];

/// Where sitemaps lie on sites whose robots.txt names none.
const GUESSED_SITEMAPS: [&str; 4] =
    ["/sitemap.xml", "/news-sitemap.xml", "/sitemap_index.xml", "/sitemap-news.xml"];

/// The types of feeds that `<link rel=alternate>` has.
const FEED_TYPES: [&str; 6] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "text/xml",
    "application/xml",
];

#[derive(Default)]
struct Found {
    candidates: Vec<Candidate>,
    seen: BTreeSet<String>,
}

impl Found {
    /// Adds a candidate unless its address is one already.
    fn add(&mut self, candidate: Candidate) {
        // A site's interface gives posts and comments at one address; a feed gives one of them.
        let posts = if candidate.kind == SourceKind::Feed { "" } else { candidate.posts.code() };
        if self.seen.insert(format!("{} {} {posts}", candidate.kind.code(), candidate.url)) {
            self.candidates.push(candidate);
        }
    }

    fn said(&mut self, kind: SourceKind, url: Url, why: &str) {
        self.add(candidate(kind, url, why, Guess::Said));
    }

    fn guessed(&mut self, kind: SourceKind, url: Url, why: &str) {
        self.add(candidate(kind, url, why, Guess::Guessed));
    }
}

fn candidate(kind: SourceKind, url: Url, why: impl Into<String>, guess: Guess) -> Candidate {
    Candidate { kind, posts: Kind::News, url, title: None, why: why.into(), guess }
}

/// The matches of a selector that is a literal.
fn all<'a>(html: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(css).map(|selector| html.select(&selector).collect()).unwrap_or_default()
}

/// The feeds that the head of a page announces; feeds of comments wait until the end.
fn announced(html: &Html, base: &Url, found: &mut Found, comments: &mut Vec<Candidate>) {
    for link in all(html, "link[rel][href]") {
        let relations = link.attr("rel").unwrap_or_default().to_ascii_lowercase();
        if !relations.split_whitespace().any(|relation| relation == "alternate" || relation == "feed") {
            continue;
        }
        let kind = link.attr("type").unwrap_or_default().trim().to_ascii_lowercase();
        let kind = kind.split(';').next().unwrap_or_default().trim_end();
        let href = link.attr("href").unwrap_or_default();
        // WordPress announces its interface as JSON too.
        let is_json_feed = kind == "application/json" && !href.contains("wp-json");
        let is_feed =
            FEED_TYPES.contains(&kind) || is_json_feed || (kind.is_empty() && looks_like_feed_path(href));
        let Some(url) = resolved(base, href).filter(|_| is_feed) else { continue };
        let title = link.attr("title").map(one_line).filter(|title| !title.is_empty());
        if is_of_comments(&url, title.as_deref()) {
            comments.push(Candidate {
                posts: Kind::Comment,
                title,
                ..candidate(
                    SourceKind::Feed,
                    url,
                    "the page announces a feed of its readers' comments",
                    Guess::Said,
                )
            });
        } else {
            found.add(Candidate {
                title,
                ..candidate(SourceKind::Feed, url, "the page announces it as its feed", Guess::Said)
            });
        }
    }
}

/// Whether a feed is one of comments.
fn is_of_comments(url: &Url, title: Option<&str>) -> bool {
    let title = title.unwrap_or_default().to_lowercase();
    url.path().split('/').any(|segment| segment.eq_ignore_ascii_case("comments"))
        || ["comments feed", "лента комментариев", "комментарии", "пікірлер"]
            .iter()
            .any(|part| title.contains(part))
}

/// The feeds that `Link:` headers announce: `</feed>; rel="alternate"; type="application/rss+xml"`.
fn headed(headers: &[&str], url: &Url, found: &mut Found) {
    for (href, parameters) in headers.iter().flat_map(|header| signs::links_of(header)) {
        let is_alternate = parameters.contains("alternate");
        if is_alternate
            && FEED_TYPES.iter().any(|kind| parameters.contains(kind))
            && let Some(url) = resolved(url, href)
        {
            found.said(SourceKind::Feed, url, "the answer announces it in its `Link` header");
        }
    }
}

/// Links of a page whose addresses or words are those of feeds.
fn linked(html: &Html, base: &Url, page: &Url, found: &mut Found) {
    let before = found.candidates.len();
    for link in all(html, "a[href]") {
        let href = link.attr("href").unwrap_or_default();
        let words = text_of(link).text.to_lowercase();
        let says_feed = ["rss", "atom", "rss-лента", "rss лента"].contains(&words.trim());
        let Some(url) = resolved(base, href).filter(|_| says_feed || looks_like_feed_path(href)) else {
            continue;
        };
        let is_near =
            url.host_str().zip(page.host_str()).is_some_and(|(one, other)| is_same_site(one, other));
        let is_burner = url.host_str().is_some_and(|host| host.ends_with("feedburner.com"));
        if (is_near || is_burner) && url != *page {
            let posts = if is_of_comments(&url, None) { Kind::Comment } else { Kind::News };
            let why = "the page links to it, and it looks like a feed";
            found.add(Candidate { posts, ..candidate(SourceKind::Feed, url, why, Guess::Said) });
        }
        if found.candidates.len() >= before + MOST_LINKED {
            return;
        }
    }
}

/// Whether an address is written as those of feeds are.
fn looks_like_feed_path(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    let (path, query) = lower.split_once('?').unwrap_or((&lower, ""));
    let path = path.split('#').next().unwrap_or_default().trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    [".rss", ".rdf", ".atom"].iter().any(|end| last.ends_with(end))
        || ["rss.xml", "rss.php", "atom.xml", "feed.xml", "feed.json", "feed", "rss", "rss2", "atom"]
            .contains(&last)
        || query.split('&').any(|pair| ["type=rss", "format=feed", "feed=rss2", "feed=rss"].contains(&pair))
}

/// Whether two hosts are of one site: equal but for `www.`, or one below the other.
fn is_same_site(one: &str, other: &str) -> bool {
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_ascii_lowercase();
    let (one, other) = (bare(one), bare(other));
    one == other || one.ends_with(&format!(".{other}")) || other.ends_with(&format!(".{one}"))
}

/// Channels and walls that a page links to: mostly those of the outlet itself.
fn public_places(html: &Html, base: &Url, found: &mut Found) {
    let mut counted: Vec<SourceKind> = Vec::new();
    for link in all(html, "a[href]") {
        let Some(url) = link.attr("href").and_then(|href| resolved(base, href)) else { continue };
        for candidate in recognised_link(&url) {
            let kind = candidate.kind;
            let before = found.candidates.len();
            if counted.iter().filter(|known| **known == kind).count() < MOST_OF_A_KIND {
                found.add(candidate);
            }
            counted.extend((found.candidates.len() > before).then_some(kind));
        }
    }
}

/// The site that an interface of WordPress belongs to: what stands before `wp-json`.
fn home_of(interface: &Url) -> Option<Url> {
    let before = match interface.path().split_once("wp-json") {
        Some((before, _)) => before,
        None if interface.query_pairs().any(|(key, _)| key == "rest_route") => {
            interface.path().trim_end_matches("index.php")
        }
        None => return None,
    };
    let mut home = interface.clone();
    home.set_path(before);
    home.set_query(None);
    Some(home)
}

#[cfg(test)]
mod tests;
