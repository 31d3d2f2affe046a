//! The maps of an index in, those with articles out, the newest first.

use jiff::Timestamp;
use url::Url;

use crate::date::relative_to;
use crate::sitemap::Place;

/// Parts of names of maps that hold no articles.
const LEFT_OUT: &str = include_str!("../../../data/sitemaps.txt");

/// Dates of this many addresses may be equal by chance: a small map is written anew in one go.
const FEW: usize = 10;

/// A day's work of the busiest newsroom is below this many articles.
const DAYS_WORK: usize = 1000;

/// A map of an index.
pub(super) struct Map {
    pub(super) url: Url,
    /// When it last changed, if that is to be believed.
    pub(super) at: Option<Timestamp>,
}

/// Whether dates of change tell anything: not when all are equal, and not when a thousand fall on one day.
pub(super) fn believed<'a>(dates: impl Iterator<Item = Option<&'a str>>) -> bool {
    let dates: Vec<&str> = dates.flatten().collect();
    let Some(first) = dates.first() else { return false };
    if dates.len() >= FEW && dates.iter().all(|date| date == first) {
        return false;
    }
    let day = |date: &str| date.get(..10).map(str::to_owned);
    let same = dates.iter().filter(|date| day(date) == day(first)).count();
    dates.len() < DAYS_WORK || same * 20 < dates.len() * 19
}

/// The maps of an index in the order in which they are read, and how many lie on other sites.
pub(super) fn ordered(places: Vec<Place>, site: &Url, now: Timestamp) -> (Vec<Map>, usize) {
    // An index has few maps, so equal dates mean more: plug-ins write the time of asking to all.
    let dates: Vec<&str> = places.iter().filter_map(|place| place.modified.as_deref()).collect();
    let is_believed = dates.len() < 2 || dates.iter().any(|date| Some(date) != dates.first());
    let mut maps = Vec::new();
    let mut elsewhere = 0;
    for place in places {
        let Some(url) = place.url else { continue };
        if !is_of(site, &url) {
            elsewhere += 1;
        } else if !holds_no_articles(&url) {
            let at = place.modified.as_ref().filter(|_| is_believed);
            let at = at.and_then(|date| relative_to(now, date)).map(|(at, _)| at);
            maps.push(Map { url, at });
        }
    }
    // Without dates the last map is the one that grows.
    maps.reverse();
    maps.sort_by_key(|map| (!is_of_news(&map.url), std::cmp::Reverse(map.at)));
    (maps, elsewhere)
}

fn holds_no_articles(url: &Url) -> bool {
    let name = url.path().to_ascii_lowercase();
    LEFT_OUT.lines().filter(|line| !line.starts_with('#')).any(|part| name.contains(part)) && !is_of_news(url)
}

/// Whether a map is of news, by its name.
fn is_of_news(url: &Url) -> bool {
    let name = url.path().rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    name.split(|letter: char| !letter.is_ascii_alphabetic()).any(|word| matches!(word, "news" | "googlenews"))
}

/// Whether an address belongs to a site: the same host, or one below it.
pub(super) fn is_of(site: &Url, url: &Url) -> bool {
    let host = |url: &Url| url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned());
    match (host(site), host(url)) {
        (Some(site), Some(host)) => host == site || host.ends_with(&format!(".{site}")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_tell_nothing_are_not_believed() {
        let many = |day: usize| {
            (0..2000)
                .map(move |second| format!("2026-11-{day:02}T10:{:02}:{:02}Z", second / 60 % 60, second % 60))
        };
        let check = |dates: Vec<String>| believed(dates.iter().map(|date| Some(date.as_str())));
        assert!(!check(vec!["2026-11-22".into(); 50]));
        assert!(!check(many(22).collect()));
        assert!(check(many(22).chain(many(21)).collect()));
        assert!(check(vec!["2026-11-22".into(); 3]));
        assert!(!check(Vec::new()));
    }

    #[test]
    fn maps_are_ordered() {
        let place = |path: &str, date: Option<&str>| Place {
            url: Url::parse(path).ok(),
            modified: date.map(str::to_owned),
            ..Place::default()
        };
        let site = Url::parse("https://www.demo.example/sitemap.xml").unwrap();
        let now = "2026-11-22T08:00:00Z".parse().unwrap();
        let check = |places: Vec<Place>, expected: &[&str]| {
            let (maps, _) = ordered(places, &site, now);
            let names: Vec<&str> = maps.iter().filter_map(|map| map.url.path().strip_prefix('/')).collect();
            assert_eq!(names, expected);
        };
        check(
            vec![
                place("https://demo.example/post-sitemap.xml", Some("2026-11-20")),
                place("https://demo.example/post-sitemap2.xml", Some("2026-11-22")),
                place("https://demo.example/author-sitemap.xml", Some("2026-11-22")),
                place("https://demo.example/news-sitemap.xml", Some("2026-11-19")),
                place("https://elsewhere.example/post-sitemap.xml", Some("2026-11-22")),
            ],
            &["news-sitemap.xml", "post-sitemap2.xml", "post-sitemap.xml"],
        );
        let same = Some("2026-11-22");
        check(
            vec![place("https://demo.example/1.xml", same), place("https://demo.example/2.xml", same)],
            &["2.xml", "1.xml"],
        );
    }
}
