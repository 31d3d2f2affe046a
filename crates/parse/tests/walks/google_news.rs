//! A search of Google News: sightings and no items.

use dauys_model::{Kind, Language, Source, SourceKind};

use crate::driver::{get, source, unfit, walk_by as walk};

fn search() -> Source {
    source(
        SourceKind::GoogleNews,
        Kind::Notice,
        "https://news.google.com/rss/search?q=Ұлытау+when:1d&hl=ru&gl=KZ&ceid=KZ:ru",
    )
}

fn entry(number: usize) -> String {
    format!(
        "<item><title>Авария на теплосети № {number} - Демо-Новости</title>\
         <link>https://news.google.com/rss/articles/CBMi{number}?oc=5</link>\
         <guid isPermaLink=\"false\">CBMi{number}</guid><pubDate>Fri, 20 Nov 2026 07:00:00 GMT</pubDate>\
         <description>&lt;a href=\"https://news.google.com/rss/articles/CBMi{number}\"&gt;Авария&lt;/a&gt;</description>\
         <source url=\"https://www.demo.example\">Демо-Новости</source></item>"
    )
}

fn feed(numbers: std::ops::Range<usize>) -> String {
    let entries: String = numbers.rev().map(entry).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>Ұлытау</title>{entries}</channel></rss>"
    )
}

#[test]
fn a_search_gives_sightings_and_no_items() {
    let done = walk(&search(), None, &|_| (200, feed(0..3)));
    assert!(done.walked.items.is_empty());
    let sighting = &done.walked.sightings[0];
    assert_eq!(sighting.title, "Авария на теплосети № 2");
    assert_eq!((sighting.host.as_str(), sighting.outlet.as_str()), ("demo.example", "Демо-Новости"));
    assert_eq!(sighting.published_at, Some("2026-11-20T07:00:00Z".parse().unwrap()));
    let kept = serde_json::to_string(&done.walked.sightings).unwrap();
    assert!(!kept.contains("CBMi") && !kept.contains("google"), "{kept}");
    assert!(!done.cursor().unwrap().contains("CBMi"));
}

#[test]
fn a_second_walk_brings_what_is_new() {
    let first = walk(&search(), None, &|_| (200, feed(0..3)));
    assert!(walk(&search(), first.cursor(), &|_| (200, feed(0..3))).walked.sightings.is_empty());
    let second = walk(&search(), first.cursor(), &|_| (200, feed(1..5)));
    assert_eq!(second.walked.sightings.len(), 2);
    assert!(!second.walked.is_cut);
    let flooded = walk(&search(), first.cursor(), &|_| (200, feed(500..600)));
    assert!(flooded.walked.is_cut && flooded.walked.sightings.len() == 100);
    let empty = walk(&search(), None, &|_| (200, feed(0..0)));
    assert!(empty.error.is_none() && empty.walked.sightings.is_empty());
}

#[test]
fn a_search_as_people_see_it_is_asked_as_a_feed() {
    let check = |url: &str, language: Option<Language>, expected: &str| {
        let source = Source { language, ..source(SourceKind::GoogleNews, Kind::Notice, url) };
        let done = walk(&source, None, &|_| (200, feed(0..1)));
        assert_eq!(get(&done.asked[0]).url.as_str(), expected, "{url}");
    };
    let expected = "https://news.google.com/rss/search?q=%D1%81%D1%83&hl=ru&gl=KZ&ceid=KZ%3Aru";
    check("https://news.google.com/search?q=су", None, expected);
    check("https://news.google.com/rss/search?q=су&hl=ru&gl=KZ&ceid=KZ:ru", None, expected);
    check("https://news.google.com/search?q=су", Some(Language::Kazakh), &expected.replace("ru", "kk"));
    for url in [
        "https://news.google.com/",
        "https://news.google.com/rss/search?q=",
        "https://news.google.com/topstories?q=a",
    ] {
        assert!(
            unfit(&source(SourceKind::GoogleNews, Kind::Notice, url), None).contains("/rss/search?q="),
            "{url}"
        );
    }
}

#[test]
fn what_comes_in_place_of_the_feed_has_a_name() {
    let check =
        |status: u16, body: &str| walk(&search(), None, &|_| (status, body.to_owned())).error.unwrap();
    let consent = "<!doctype html><html><form action=\"https://consent.google.com/save\"></form></html>";
    assert_eq!(check(200, consent).to_string(), "refused (closed): a consent page");
    assert_eq!(check(200, "<!doctype html><html><body>x</body></html>").code(), "refused: closed");
    assert_eq!(check(200, "<html><div class=\"g-recaptcha\"></div></html>").code(), "blocked: captcha");
    assert_eq!(check(429, "").code(), "refused: too fast");
    assert_eq!(check(503, "").code(), "refused: trouble");
    assert_eq!(check(200, "").code(), "parse: empty");
    assert_eq!(check(200, "{}").code(), "parse: no feed");
}

#[test]
fn a_cut_feed_keeps_its_whole_entries() {
    let whole = feed(0..5);
    let cut = whole.get(..whole.rfind("<pubDate>").unwrap()).unwrap().to_owned();
    let done = walk(&search(), None, &|_| (200, cut.clone()));
    assert_eq!((done.walked.sightings.len(), done.walked.left_out), (4, 1));
}
