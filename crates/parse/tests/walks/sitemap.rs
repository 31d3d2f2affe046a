//! Sitemaps, news sitemaps and indexes of them, against a site in memory.

use std::collections::BTreeMap;
use std::fmt::Write;

use dauys_model::{Kind, Language, Precision, Source, SourceKind};
use dauys_parse::{Get, Standing};
use jiff::Timestamp;
use proptest::prelude::*;

use crate::driver::{Outcome, Platform, Reply, Shelf, assert_nobody, now, source, walk, walk_for};

/// Maps by their paths.
#[derive(Clone, Default)]
struct Site(BTreeMap<String, String>);

impl Platform for Site {
    fn answer(&mut self, get: &Get) -> Reply {
        assert!(get.units == 0 && get.headers.is_empty() && get.standing == Standing::Visitor);
        assert_eq!(get.url.host_str(), Some("demo.example"), "other sites are not asked");
        Reply::ok(&self.0[get.url.path()])
    }
}

fn moment(minutes_ago: i64) -> String {
    Timestamp::from_second(now().as_second() - minutes_ago * 60).unwrap().to_string()
}

fn map(entries: impl IntoIterator<Item = (String, Option<String>)>) -> String {
    let mut map = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">".to_owned();
    for (address, modified) in entries {
        write!(map, "<url><loc>https://demo.example{address}</loc>").unwrap();
        if let Some(modified) = modified {
            write!(map, "<lastmod>{modified}</lastmod>").unwrap();
        }
        map.push_str("</url>\n");
    }
    map + "</urlset>"
}

fn index<'a>(entries: impl IntoIterator<Item = (&'a str, Option<String>)>) -> String {
    let mut index = "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">".to_owned();
    for (address, modified) in entries {
        let address = if address.starts_with('/') {
            format!("https://demo.example{address}")
        } else {
            address.to_owned()
        };
        write!(index, "<sitemap><loc>{address}</loc>").unwrap();
        if let Some(modified) = modified {
            write!(index, "<lastmod>{modified}</lastmod>").unwrap();
        }
        index.push_str("</sitemap>");
    }
    index + "</sitemapindex>"
}

fn news(entries: impl IntoIterator<Item = (usize, i64)>) -> String {
    let mut map = "<urlset xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">".to_owned();
    for (number, minutes_ago) in entries {
        write!(
            map,
            "<url><loc>https://demo.example/kk/news/{number}</loc><news:news><news:publication><news:name>Демо</news:name>\
             <news:language>kk</news:language></news:publication><news:publication_date>{}</news:publication_date>\
             <news:title>Үш күн су жоқ &amp; жарық {number}</news:title></news:news></url>",
            moment(minutes_ago)
        )
        .unwrap();
    }
    map + "</urlset>"
}

fn sitemap() -> Source {
    source(SourceKind::Sitemap, Kind::News, "https://demo.example/sitemap.xml")
}

fn site(maps: &[(&str, String)]) -> Site {
    Site(maps.iter().map(|(path, map)| ((*path).to_owned(), map.clone())).collect())
}

fn again(before: &Outcome, site: &mut Site) -> Outcome {
    walk(&sitemap(), before.walked.cursor.as_deref(), site)
}

fn paths(outcome: &Outcome) -> Vec<&str> {
    outcome.gets().map(|get| get.url.path()).collect()
}

#[test]
fn news_sitemaps_give_title_date_and_language() {
    let mut site = site(&[("/sitemap.xml", news([(2, 10), (1, 60)]))]);
    let found = walk(&sitemap(), None, &mut site);
    let item = &found.walked.items[0];
    assert_eq!(item.key, "https://demo.example/kk/news/2");
    assert_eq!(item.title.as_deref(), Some("Үш күн су жоқ & жарық 2"));
    assert_eq!((item.language, item.precision), (Some(Language::Kazakh), Precision::Moment));
    assert!(item.text.is_none() && !found.walked.is_cut);
    site.0.insert("/sitemap.xml".into(), news([(3, 5), (2, 10), (1, 60)]));
    let second = again(&found, &mut site);
    assert_eq!(second.keys(), ["https://demo.example/kk/news/3"]);
    assert!(again(&second, &mut site).walked.items.is_empty());
}

#[test]
fn a_news_sitemap_is_read_before_the_others_and_alone_when_it_reaches_back() {
    let mut site = site(&[
        (
            "/sitemap.xml",
            index([
                ("/post-sitemap.xml", Some(moment(5))),
                ("/author-sitemap.xml", Some(moment(1))),
                ("/news-sitemap.xml", Some(moment(5))),
                ("https://elsewhere.example/sitemap.xml", None),
            ]),
        ),
        (
            "/news-sitemap.xml",
            news((0..20).map(|number| (number, 3000 - 100 * i64::try_from(number).unwrap()))),
        ),
        (
            "/post-sitemap.xml",
            map((0..50).map(|number| (format!("/post/{number}"), Some(moment(10_000 - number))))),
        ),
    ]);
    let first = walk(&sitemap(), None, &mut site);
    assert_eq!(paths(&first), ["/sitemap.xml", "/news-sitemap.xml"]);
    assert_eq!(first.walked.items.len(), 20);
    assert_eq!(first.walked.warnings, ["sitemaps of other sites are not read: 1"]);
    // After a week without a walk the news of two days do not reach back.
    site.0.insert("/news-sitemap.xml".into(), news([(100, 5)]));
    let second = again(&first, &mut site);
    assert_eq!(paths(&second), ["/sitemap.xml", "/news-sitemap.xml", "/post-sitemap.xml"]);
    assert_eq!(second.keys(), ["https://demo.example/kk/news/100"]);
}

#[test]
fn the_first_walk_takes_the_newest_and_dates_are_not_taken_for_publication() {
    let all = |count: i64| {
        map((0..count).map(|number| (format!("/a/{number}"), Some(moment(100_000 - number * 60)))))
    };
    let mut site = site(&[("/sitemap.xml", all(500))]);
    let found = walk(&sitemap(), None, &mut site);
    assert_eq!((found.walked.items.len(), found.walked.is_cut), (100, false));
    assert_eq!(found.keys()[0], "https://demo.example/a/499");
    assert!(found.walked.items.iter().all(|item| item.published_at.is_none()));
    site.0.insert("/sitemap.xml".into(), all(503));
    let second = again(&found, &mut site);
    assert_eq!(second.walked.items.len(), 3);
    // Late, with a date from before the newest.
    let late = format!(
        "<url><loc>https://demo.example/late</loc><lastmod>{}</lastmod></url></urlset>",
        moment(70_500)
    );
    let late = all(503).replace("</urlset>", &late);
    site.0.insert("/sitemap.xml".into(), late);
    assert_eq!(again(&second, &mut site).keys(), ["https://demo.example/late"]);
}

#[test]
fn todays_date_on_everything_is_not_believed() {
    let today = |numbers: std::ops::Range<usize>| {
        map(numbers.map(|number| (format!("/kaz/news/{number}"), Some("2026-11-22".to_owned()))))
    };
    let mut site = site(&[("/sitemap.xml", today(1000..11_000))]);
    let first = walk(&sitemap(), None, &mut site);
    assert_eq!(first.walked.items.len(), 100, "the highest numbers");
    assert_eq!(first.keys()[0], "https://demo.example/kaz/news/10900");
    assert_eq!(first.walked.warnings, ["`lastmod` is the same for all 10000 addresses and not believed"]);
    assert!(first.walked.cursor.as_ref().unwrap().len() < 4000, "ten thousand addresses are not remembered");
    site.0.insert("/sitemap.xml".into(), today(998..11_003));
    let second = again(&first, &mut site);
    let numbers = ["998", "999", "11000", "11001", "11002"];
    assert_eq!(second.keys(), numbers.map(|number| format!("https://demo.example/kaz/news/{number}")));
    assert!(again(&second, &mut site).walked.items.is_empty());
}

#[test]
fn without_dates_and_numbers_the_first_walk_only_notes() {
    let plain = |words: &[&str]| map(words.iter().map(|word| (format!("/{word}"), None)));
    let mut site = site(&[("/sitemap.xml", plain(&["su-zhok", "zharyk-zhok", "zhol"]))]);
    let first = walk(&sitemap(), None, &mut site);
    assert!(first.walked.items.is_empty() && first.walked.cursor.is_some());
    assert_eq!(
        first.walked.warnings,
        ["3 addresses without dates are noted: what is added to them from now on is taken"]
    );
    site.0.insert("/sitemap.xml".into(), plain(&["su-zhok", "zhol", "gaz"]));
    let second = again(&first, &mut site);
    assert_eq!(second.keys(), ["https://demo.example/gaz"]);
}

#[test]
fn indexes_nest_three_deep_and_no_deeper() {
    let mut site = site(&[
        ("/sitemap.xml", index([("/2026.xml", Some(moment(5))), ("/2025.xml", Some(moment(500_000)))])),
        ("/2026.xml", index([("/2026-11.xml", Some(moment(5))), ("/deep.xml", Some(moment(6)))])),
        ("/2026-11.xml", map([("/a/1".into(), Some(moment(5)))])),
        ("/deep.xml", index([("/deeper.xml", None), ("/sitemap.xml", None)])),
        ("/2025.xml", map([("/a/0".into(), Some(moment(500_000)))])),
    ]);
    let first = walk(&sitemap(), None, &mut site);
    assert_eq!(paths(&first), ["/sitemap.xml", "/2026.xml", "/2026-11.xml", "/deep.xml", "/2025.xml"]);
    assert_eq!(first.walked.warnings, ["indexes of sitemaps deeper than 3 are not read"]);
    assert_eq!(first.walked.items.len(), 2);
    let second = again(&first, &mut site);
    assert_eq!(
        paths(&second),
        ["/sitemap.xml", "/2026.xml", "/2026-11.xml", "/deep.xml"],
        "the old map is known ground"
    );
}

#[test]
fn a_large_index_is_cut_at_its_most_pages() {
    let names: Vec<String> = (0..30).map(|number| format!("/map-{number}.xml")).collect();
    let mut site = Site::default();
    site.0.insert("/sitemap.xml".into(), index(names.iter().map(|name| (name.as_str(), None))));
    for (number, name) in names.iter().enumerate() {
        site.0.insert(name.clone(), map((0..5).map(|at| (format!("/a/{}", 1000 + number * 5 + at), None))));
    }
    let found = walk(&sitemap(), None, &mut site);
    assert_eq!((found.asked.len(), paths(&found)[1]), (10, "/map-29.xml"));
    assert!(found.walked.is_cut && found.walked.cursor.is_some());
    assert_eq!(
        found.walked.warnings,
        ["sitemaps left unread: 21; `pages` may be more, or `url` the map of news"]
    );
    site.0.insert("/map-30.xml".into(), map([("/a/2000".into(), None)]));
    let more = names.iter().map(String::as_str).chain(["/map-30.xml"]);
    site.0.insert("/sitemap.xml".into(), index(more.map(|name| (name, None))));
    assert_eq!(again(&found, &mut site).keys(), ["https://demo.example/a/2000"]);
}

#[test]
fn many_new_addresses_are_cut_to_the_newest() {
    let all =
        |count: i64| map((0..count).map(|number| (format!("/a/{number}"), Some(moment(20_000 - number)))));
    let mut site = site(&[("/sitemap.xml", all(10))]);
    let first = walk(&sitemap(), None, &mut site);
    site.0.insert("/sitemap.xml".into(), all(10_010));
    let second = again(&first, &mut site);
    assert_eq!(second.walked.items.len(), 1000);
    assert!(second.walked.is_cut && second.walked.cursor.as_ref().unwrap().len() < 12_000);
    assert_eq!(second.keys()[0], "https://demo.example/a/10009");
}

#[test]
fn other_forms_are_named() {
    for (body, code) in [
        ("", "parse: empty"),
        ("<html><title>Жөндеу</title></html>", "parse: html"),
        ("<html><div class=g-recaptcha></div></html>", "blocked: captcha"),
        ("<rss><channel><item/></channel></rss>", "parse: html"),
        ("<urlset><url><location>https://demo.example/1</location></url></urlset>", "parse: drift"),
    ] {
        let found = walk(&sitemap(), None, &mut site(&[("/sitemap.xml", body.to_owned())]));
        assert_eq!(found.code(), code, "{body}");
        assert!(found.walked.cursor.is_none());
    }
    let empty = walk(&sitemap(), None, &mut site(&[("/sitemap.xml", "<urlset></urlset>".to_owned())]));
    assert!(empty.error.is_none() && empty.walked.items.is_empty() && !empty.walked.is_cut);
}

#[test]
fn an_entry_without_an_address_and_a_broken_map_cost_only_themselves() {
    let mut site = site(&[
        ("/sitemap.xml", index([("/broken.xml", Some(moment(1))), ("/posts.xml", Some(moment(2)))])),
        ("/broken.xml", "PHP Fatal error".into()),
        (
            "/posts.xml",
            map([("/a/1".into(), Some(moment(5)))])
                .replace("</urlset>", "<url><lastmod>2026-11-22</lastmod></url></urlset>"),
        ),
    ]);
    let found = walk(&sitemap(), None, &mut site);
    assert_eq!(found.keys(), ["https://demo.example/a/1"]);
    assert_eq!(found.walked.left_out, 1);
    assert!(found.walked.is_cut, "what the broken map holds was not seen");
}

#[test]
fn pages_of_persons_front_pages_and_other_sites_are_no_items() {
    let addresses = ["/", "/user/zhanar_77", "/@zhanar_77", "/a/1?utm_source=map"];
    let body = map(addresses.map(|address| (address.to_owned(), Some(moment(5)))))
        .replace("</urlset>", "<url><loc>https://elsewhere.example/zhanar_77</loc></url></urlset>");
    let found = walk(&sitemap(), None, &mut site(&[("/sitemap.xml", body)]));
    assert_eq!(found.keys(), ["https://demo.example/a/1"]);
    assert_nobody(&found, &["zhanar_77"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is published in whatever map and wherever walks are ended early, in the end every address was brought.
    #[test]
    fn ended_early_it_misses_nothing(
        steps in prop::collection::vec((0..3_usize, 1..20_usize, 0..5_usize), 1..20),
        is_dated: bool,
    ) {
        let names = ["/news.xml", "/b.xml", "/c.xml"];
        let mut maps: Vec<Vec<(String, i64)>> = (0..3).map(|map| vec![(format!("/{map}/100"), 100_100)]).collect();
        let shown = |maps: &[Vec<(String, i64)>]| {
            let mut site = Site::default();
            let newest = |map: &[(String, i64)]| map.iter().map(|(_, at)| *at).min();
            let entries = names.iter().zip(maps).map(|(name, map)| (*name, newest(map).filter(|_| is_dated).map(moment)));
            site.0.insert("/sitemap.xml".into(), index(entries));
            for (name, map) in names.iter().zip(maps) {
                let entries = map.iter().map(|(address, at)| (address.clone(), is_dated.then(|| moment(*at))));
                site.0.insert((*name).to_owned(), self::map(entries));
            }
            site
        };
        let mut shelf = Shelf::default();
        let mut outcome = walk(&sitemap(), None, &mut shown(&maps));
        shelf.store(&outcome);
        // Hours lie between the articles, so that what a map holds is soon beyond what may appear late.
        let mut minutes = 100_000;
        for (map, how_many, answers) in steps {
            for _ in 0..how_many {
                minutes -= 240;
                let number = 100 + maps[map].len();
                maps[map].push((format!("/{map}/{number}"), minutes));
            }
            if answers > 0 {
                outcome = walk_for(&sitemap(), outcome.walked.cursor.as_deref(), &mut shown(&maps), answers);
                shelf.store(&outcome);
            }
        }
        outcome = walk(&sitemap(), outcome.walked.cursor.as_deref(), &mut shown(&maps));
        shelf.store(&outcome);
        let there: usize = maps.iter().map(Vec::len).sum();
        prop_assert_eq!(shelf.0.len(), there);
        outcome = walk(&sitemap(), outcome.walked.cursor.as_deref(), &mut shown(&maps));
        prop_assert!(outcome.walked.items.is_empty());
    }
}
