//! The links of a page that may lead to stories of its site.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Selector};
use url::Url;

use crate::links::{public, resolved};
use crate::plain::{one_line, text_of};

/// By what a link is taken for one to a story.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Accept {
    /// By its words, which are a headline.
    Headlines,
    /// By its address alone, for lists where "Подробнее" is the only link.
    Addresses,
}

/// Most links that are looked at; a list page has some hundreds.
const MOST_LINKS: usize = 3000;

/// Words of a path that lead to lists, people and services rather than to a story.
const SECTIONS: [&str; 34] = [
    "tag",
    "tags",
    "category",
    "categories",
    "rubric",
    "rubrics",
    "author",
    "authors",
    "user",
    "users",
    "profile",
    "login",
    "register",
    "signup",
    "auth",
    "search",
    "rss",
    "feed",
    "page",
    "about",
    "contacts",
    "contact",
    "advertising",
    "reklama",
    "privacy",
    "terms",
    "policy",
    "wp-admin",
    "wp-login.php",
    "account",
    "cart",
    "subscribe",
    "archive",
    "share",
];

/// A link to a story.
pub(super) struct Link<'a> {
    pub(super) anchor: ElementRef<'a>,
    /// The address of the story, by its place in the table of addresses.
    pub(super) story: usize,
    /// How many letters of a title it bears.
    pub(super) letters: usize,
}

/// What the page's links say of each element: whether it leads to one story or to many.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leads {
    To(usize),
    ToMany,
}

/// The links to stories of a page.
pub(super) struct Stories<'a> {
    pub(super) links: Vec<Link<'a>>,
    /// The addresses of all links that could lead to a story, those without a headline too.
    pub(super) near: BTreeMap<NodeId, String>,
    leads: HashMap<NodeId, Leads>,
    addresses: Vec<String>,
}

impl<'a> Stories<'a> {
    pub(super) fn of(html: &'a Html, base: &Url, page: &Url, accept: Accept) -> Self {
        let anchors: Vec<ElementRef<'a>> = Selector::parse("a[href]")
            .map(|links| html.select(&links).take(MOST_LINKS).collect())
            .unwrap_or_default();
        let mut near = BTreeMap::new();
        let mut found: Vec<(ElementRef<'a>, String, usize)> = Vec::new();
        let mut told = BTreeSet::new();
        for anchor in anchors {
            let Some(url) = anchor.attr("href").and_then(|href| near_story(base, page, href)) else {
                continue;
            };
            let title = title_of(anchor);
            let is_told = match accept {
                Accept::Headlines => is_headline(&title),
                Accept::Addresses => looks_like_story(&url),
            };
            let address = url.to_string();
            if is_told {
                told.insert(address.clone());
            }
            near.insert(anchor.id(), address.clone());
            found.push((anchor, address, title.chars().count()));
        }
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut stories = Self { links: Vec::new(), near, leads: HashMap::new(), addresses: Vec::new() };
        for (anchor, address, letters) in found {
            if !told.contains(&address) {
                continue;
            }
            let story = *numbers.entry(address.clone()).or_insert_with(|| {
                stories.addresses.push(address);
                stories.addresses.len() - 1
            });
            stories.note(anchor, story);
            stories.links.push(Link { anchor, story, letters });
        }
        stories
    }

    fn note(&mut self, anchor: ElementRef<'_>, story: usize) {
        let above = anchor.ancestors().map(|node| node.id());
        for id in std::iter::once(anchor.id()).chain(above) {
            match self.leads.get(&id) {
                // What is above leads to many already.
                Some(Leads::ToMany) => return,
                Some(Leads::To(known)) if *known == story => {}
                Some(Leads::To(_)) => {
                    self.leads.insert(id, Leads::ToMany);
                }
                None => {
                    self.leads.insert(id, Leads::To(story));
                }
            }
        }
    }

    /// Whether an element leads to the one story and to no other.
    pub(super) fn leads_only_to(&self, id: NodeId, story: usize) -> bool {
        self.leads.get(&id) == Some(&Leads::To(story))
    }

    pub(super) fn address(&self, story: usize) -> &str {
        self.addresses.get(story).map_or("", String::as_str)
    }
}

/// The address of a link as it tells stories apart, if it stays within the site and is none of its sections.
pub(super) fn near_story(base: &Url, page: &Url, href: &str) -> Option<Url> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    let mut url = public(resolved(base, href)?)?;
    url.set_fragment(None);
    let bare = |url: &Url| url.host_str().map(|host| host.trim_start_matches("www.").to_ascii_lowercase());
    let (own, other) = (bare(page)?, bare(&url)?);
    let is_own = own == other || other.ends_with(&format!(".{own}")) || own.ends_with(&format!(".{other}"));
    let is_elsewhere = url.path() != page.path() || has_number(url.query().unwrap_or_default());
    let path = url.path().to_ascii_lowercase();
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let is_section = segments.iter().any(|segment| SECTIONS.contains(segment)) || is_paging(&url);
    let is_file =
        [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp4", ".mp3", ".js", ".css", ".xml", ".zip"]
            .iter()
            .any(|end| path.ends_with(end));
    let leads_somewhere = !segments.is_empty() || url.query().is_some_and(has_number);
    (is_own && is_elsewhere && leads_somewhere && !is_section && !is_file).then_some(url)
}

fn has_number(query: &str) -> bool {
    query.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_paging(url: &Url) -> bool {
    url.query_pairs().any(|(key, _)| {
        let key = key.to_ascii_lowercase();
        ["page", "p_page", "paged", "offset", "start", "limitstart"].contains(&key.as_str())
            || key.starts_with("pagen_")
    })
}

/// The words of a link: its text, else what it or its picture is called.
fn title_of(anchor: ElementRef<'_>) -> String {
    let text = one_line(&text_of(anchor).text);
    if !text.is_empty() {
        return text;
    }
    let picture = || {
        let pictures = Selector::parse("img[alt]").ok()?;
        anchor.select(&pictures).next()?.attr("alt").map(one_line)
    };
    anchor.attr("title").map(one_line).or_else(picture).unwrap_or_default()
}

/// Whether words are those of a headline: three words, or twenty letters.
pub(super) fn is_headline(words: &str) -> bool {
    words.split_whitespace().count() >= 3 || words.chars().count() >= 20
}

/// Whether an address is written as those of stories are: a number of four digits, four words, a date, a page of its own.
pub(super) fn looks_like_story(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase();
    let query = url.query().unwrap_or_default();
    let mut digits = 0;
    let has_id = path.bytes().chain([b' ']).chain(query.bytes()).any(|byte| {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        digits >= 4
    });
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let words = last.split(['-', '_']).filter(|word| !word.is_empty()).count();
    let is_page = [".html", ".htm", ".php", ".aspx"].iter().any(|end| last.ends_with(end)) && words > 1;
    let has_short_id = query.split('&').any(|pair| {
        pair.split_once('=').is_some_and(|(key, value)| {
            key.ends_with("id") && !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
        })
    });
    let ends_in_number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    has_id
        || words >= 4
        || is_page
        || has_short_id
        || ends_in_number
        || (last.starts_with('%') && last.len() > 60)
}
