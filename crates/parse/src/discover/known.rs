//! Addresses that are known by themselves: of platforms and of state bodies that have a kind of source of their own.

use dauys_model::{Kind, SourceKind};
use scraper::Html;
use url::Url;

use crate::discover::{Candidate, Guess, all, candidate};

/// What the permission of a Telegram channel is, for whoever tries one.
const TELEGRAM: &str =
    "a public channel of Telegram: needs a recorded `permission` of its owner, and is not asked without one";
const YOUTUBE_FEED: &str = "the feed of a YouTube channel: its newest videos";
const YOUTUBE_COMMENTS: &str = "comments under the videos of a YouTube channel: needs a key of the Data API";
const VK_WALL: &str = "a wall of VK: needs a service key of VK";
const VK_COMMENTS: &str = "comments on a wall of VK: needs a service key of VK";
const MASTODON: &str = "a public timeline of a Mastodon server";
const GOVKZ: &str = "documents of a state body on gov.kz";
const EGOV: &str = "a data set of data.egov.kz: needs a key of the portal and `columns`";
const TALDAU: &str = "a statistical index of Taldau: figures, not posts";
const GOOGLE: &str = "a search of Google News: shows what other sources told, brings no posts";

/// Names on Telegram and VK that are no channels but parts of the site.
const NO_CHANNELS: [&str; 22] = [
    "s",
    "share",
    "joinchat",
    "addstickers",
    "proxy",
    "socks",
    "iv",
    "login",
    "setlanguage",
    "addtheme",
    "bg",
    "share.php",
    "search",
    "feed",
    "away.php",
    "widget_community.php",
    "dev",
    "video",
    "music",
    "im",
    "apps",
    "about",
];

/// What an address is, with its page where it is at hand.
pub(super) fn recognised(url: &Url, html: Option<&Html>) -> Vec<Candidate> {
    let found = recognised_link(url);
    if !found.is_empty() {
        return found;
    }
    let host = bare_host(url);
    let segments = segments(url);
    let said = |kind, url: Url, why| vec![candidate(kind, url, why, Guess::Said)];
    let query = |name: &str| url.query_pairs().find(|(key, value)| key == name && !value.is_empty());
    match (host, segments.as_slice()) {
        // A language may stand before it.
        ("gov.kz", ["memleket", "entities", body, ..] | [_, "memleket", "entities", body, ..]) => {
            let address = format!("https://www.gov.kz/memleket/entities/{body}/documents");
            let notice = |candidate: Candidate| Candidate { posts: Kind::Notice, ..candidate };
            parsed(&address)
                .into_iter()
                .map(|url| notice(candidate(SourceKind::Govkz, url, GOVKZ, Guess::Said)))
                .collect()
        }
        ("data.egov.kz", _) => query("index")
            .and_then(|(_, set)| {
                let mut url = parsed("https://data.egov.kz/datasets/view")?;
                url.query_pairs_mut().append_pair("index", &set);
                Some(vec![Candidate {
                    posts: Kind::Notice,
                    ..candidate(SourceKind::Egov, url, EGOV, Guess::Said)
                }])
            })
            .unwrap_or_default(),
        ("taldau.stat.gov.kz", path) if path.contains(&"GetIndexData") => {
            said(SourceKind::Taldau, url.clone(), TALDAU)
        }
        ("news.google.com", [.., "search"]) if query("q").is_some() => {
            let mut url = url.clone();
            url.set_path("/rss/search");
            said(SourceKind::GoogleNews, url, GOOGLE)
        }
        (_, ["tags", tag]) if html.is_some_and(is_mastodon) => server(url, &format!("/tags/{tag}")),
        (_, ["public"] | ["public", "local"]) if html.is_some_and(is_mastodon) => {
            server(url, "/public/local")
        }
        _ => Vec::new(),
    }
}

/// What a link leads to, if it is a channel or wall as a whole and not one text in it.
pub(super) fn recognised_link(url: &Url) -> Vec<Candidate> {
    let segments = segments(url);
    match (bare_host(url), segments.as_slice()) {
        ("t.me" | "telegram.me", [name] | ["s", name]) if is_channel(name) => {
            of(SourceKind::Telegram, &format!("https://t.me/s/{name}"), TELEGRAM, Kind::News)
                .into_iter()
                .collect()
        }
        ("youtube.com", ["channel", id] | ["channel", id, ..]) if id.starts_with("UC") => {
            let feed = format!("https://www.youtube.com/feeds/videos.xml?channel_id={id}");
            let channel = format!("https://www.youtube.com/channel/{id}");
            let feed = of(SourceKind::Feed, &feed, YOUTUBE_FEED, Kind::News);
            feed.into_iter()
                .chain(of(SourceKind::Youtube, &channel, YOUTUBE_COMMENTS, Kind::Comment))
                .collect()
        }
        ("youtube.com", [name]) if name.starts_with('@') => {
            let channel = format!("https://www.youtube.com/{name}");
            of(SourceKind::Youtube, &channel, YOUTUBE_COMMENTS, Kind::Comment).into_iter().collect()
        }
        ("vk.com" | "vk.ru", [name]) if is_channel(name) && !is_vk_person(name) => {
            let wall = format!("https://vk.com/{name}");
            let posts = of(SourceKind::Vk, &wall, VK_WALL, Kind::News);
            posts.into_iter().chain(of(SourceKind::Vk, &wall, VK_COMMENTS, Kind::Comment)).collect()
        }
        _ => Vec::new(),
    }
}

fn of(kind: SourceKind, address: &str, why: &str, posts: Kind) -> Option<Candidate> {
    Some(Candidate { posts, ..candidate(kind, parsed(address)?, why, Guess::Said) })
}

fn parsed(address: &str) -> Option<Url> {
    Url::parse(address).ok()
}

fn server(url: &Url, path: &str) -> Vec<Candidate> {
    let url = url.join(path).ok();
    let posts = |candidate: Candidate| Candidate { posts: Kind::Comment, ..candidate };
    url.into_iter().map(|url| posts(candidate(SourceKind::Mastodon, url, MASTODON, Guess::Said))).collect()
}

/// Whether a page is one of Mastodon: other sites have tags too.
fn is_mastodon(html: &Html) -> bool {
    !all(html, "div#mastodon,div[data-props*=\"mastodon\"],script#initial-state").is_empty()
        || all(html, "meta[name=generator],meta[name=application-name]")
            .iter()
            .any(|meta| meta.attr("content").is_some_and(|name| name.to_lowercase().contains("mastodon")))
}

fn bare_host(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    ["www.", "m.", "mobile."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(host)
}

fn segments(url: &Url) -> Vec<&str> {
    url.path().split('/').filter(|segment| !segment.is_empty()).collect()
}

/// Whether a word is a name that a channel can have.
fn is_channel(name: &str) -> bool {
    (4..=64).contains(&name.len())
        && !NO_CHANNELS.contains(&name)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
}

/// `id123` of VK is a person; `wall…`, `photo…` and the like are single texts.
fn is_vk_person(name: &str) -> bool {
    let numbered = |prefix: &str| {
        name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
    };
    ["id", "wall", "photo", "video", "topic", "album", "clip"].into_iter().any(numbered)
}
