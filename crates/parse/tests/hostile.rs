//! Pages made to be slow or deep: hundreds of kilobytes of each are read in the time of an ordinary page, and nothing overflows.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests are tests")]

use std::time::{Duration, Instant};

use dauys_model::{ListSelectors, Page, Source, SourceId, SourceKind};
use dauys_parse::{Form, Probe, items, probe};
use proptest::prelude::*;
use url::Url;

const SIZE: usize = 400_000;

/// Generous for a busy machine and a build without optimisation; what is quadratic takes minutes.
const LONGEST: Duration = Duration::from_secs(20);

fn page(body: String) -> Page {
    Page { url: Url::parse("https://demo.example/").unwrap(), content_type: None, body: body.into_bytes() }
}

fn filled(head: &str, unit: &str, tail: &str) -> Page {
    page(format!("{head}{}{tail}", unit.repeat(SIZE / unit.len())))
}

fn check(name: &str, page: &Page) {
    let now = "2026-11-22T08:00:00Z".parse().unwrap();
    for form in [None, Some(Form::Feed), Some(Form::Sitemap), Some(Form::Page)] {
        let started = Instant::now();
        let _ = probe(page, form, None, now);
        let took = started.elapsed();
        println!("{name} as {form:?}: {} ms", took.as_millis());
        assert!(took < LONGEST, "{name} as {form:?} took {took:?}");
    }
}

#[test]
fn hostile_html() {
    check("nested div", &filled("<body>", "<div>", "су"));
    check("nested list", &filled("<body>", "<ul><li>", "су"));
    check("nested table", &filled("<body>", "<table><tr><td>", "су"));
    check("open formatting", &filled("<body>", "<b><i><font color=red><p>a", "су"));
    check("open links", &filled("<body>", "<a href=x><div>", "су"));
    check("misnested", &filled("<body>", "<b><p></b></p><i></b>", "су"));
    check(
        "attributes",
        &page(format!("<p {}>су", (0..SIZE / 8).map(|number| format!("a{number}=1 ")).collect::<String>())),
    );
    check("paragraphs", &filled("<body>", "<p>су жоқ", ""));
    check("comments", &filled("<body>", "<!-- ", ""));
    check("less than", &filled("<body>", "< <a <", ""));
    check("foster", &filled("<table>", "a<b>", ""));
    check("select", &filled("<select>", "<option><optgroup>", ""));
    check("svg", &filled("<svg>", "<g><foreignObject>", ""));
    check("templates", &filled("<body>", "<template>", ""));
    check("scripts", &filled("<body>", "<script>", ""));
    check("one line", &filled("<p>", "Су жоқ, читайте также. ", "</p>"));
    check("links", &filled("<body>", "<li><a href=/x>Су жоқ</a></li>", ""));
}

#[test]
fn hostile_feeds() {
    check("items", &filled("<rss version='2.0'><channel>", "<item><title>a</title></item>", ""));
    check("open titles", &filled("<rss><channel><item>", "<title>a", ""));
    check("open items", &filled("<rss><channel>", "<item><title>", ""));
    check("nested items", &filled("<feed>", "<entry><content>", ""));
    check("open descriptions", &filled("<rss><channel><item>", "<description><link>", ""));
    check("data", &filled("<rss><channel><item><title>", "<![CDATA[", ""));
    check("brackets", &filled("<!DOCTYPE x [", "[<!ENTITY a '&b;'>", ""));
    check("entities", &filled("<rss><channel><item><title>", "&amp;&#x41;&lt", ""));
    check("ampersands", &filled("<rss><channel><item><title>", "&", ""));
    check("quotes", &filled("<rss a=\"", "<b c=\"", ""));
    check("prefixes", &filled("<rss ", "xmlns:a='x' ", "><item/>"));
    check("json depth", &filled("{\"items\":", "[", ""));
    check("json brackets", &page(format!("{{\"items\":{}{}", "[".repeat(SIZE / 2), "}".repeat(SIZE / 2))));
    check("json objects", &filled("{\"items\":[", "{\"a\":", ""));
    check("json quotes", &filled("{\"items\":[", "\" , ", ""));
    check("json spaces", &filled("{\"items\":[", "\"                    ", ""));
    check("json items", &page(format!("{{\"items\":[{}{{}}]}}", "{\"id\":1},".repeat(SIZE / 9))));
    check("sitemap", &filled("<urlset>", "<url><loc>", ""));
    check(
        "html in feed",
        &filled("<rss><channel><item><description><![CDATA[", "<div>", "]]></description></item>"),
    );
    check(
        "many small html",
        &filled("<rss><channel>", "<item><description>&lt;b&gt;су</description></item>", ""),
    );
}

#[test]
fn hostile_json_ld() {
    check("json-ld depth", &filled("<script type='application/ld+json'>", "[", "</script><p>су"));
    check(
        "json-ld many",
        &filled("<body>", "<script type='application/ld+json'>{\"@type\":\"Article\"}</script>", ""),
    );
    check("json-ld commas", &filled("<script type='application/ld+json'>[", ", ", "</script>"));
}

fn list() -> Source {
    let list = ListSelectors {
        entry: "div".into(),
        link: Some("a".into()),
        title: None,
        date: Some("span".into()),
        text: None,
        author: None,
        place: None,
        paging: None,
        at_least: 1,
    };
    Source { list: Some(list), ..Source::new(SourceId::new("demo").unwrap(), "", SourceKind::List, None) }
}

/// A feed, a page and a list, to be cut and mixed.
const SEEDS: [&str; 4] = [
    "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss version=\"2.0\"><channel><ttl>5</ttl><item><title>&#1178;азалы & су</title><guid>1</guid><pubDate>Пн, 21 сен 2026 10:00:00 +0500</pubDate><description><![CDATA[<p>Нет</p>]]></description></item></channel></rss>",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"/a/\"><entry><id>a</id><link rel=\"alternate\" href=\"b\"/><content type=\"xhtml\"><div>су<br/></div></content><updated>2026-09-21T10:00:00Z</updated></entry></feed>",
    "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":1,\"content_html\":\"<p>су</p>\",\"date_published\":\"2026-09-21\"}]}",
    "<html><head><title>a - b</title><script type=\"application/ld+json\">{\"@type\":\"Article\",\"headline\":\"x\"}</script></head><body><div><a href=\"?x#y\">су</a><span>Вчера, 10:00</span></div><p>нет воды</p></body></html>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_read(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        read(&body);
    }

    #[test]
    fn damaged_pages_are_read(seed in 0..SEEDS.len(), damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..12_usize), 1..8)) {
        let mut body = SEEDS[seed].as_bytes().to_vec();
        for (at, byte, cut) in damage {
            if body.is_empty() { break }
            let at = at.index(body.len());
            let end = (at + cut).min(body.len());
            body.splice(at..end, [byte]);
        }
        read(&body);
    }
}

/// Reading in every form neither panics nor differs from time to time.
fn read(body: &[u8]) {
    let now = "2026-11-22T08:00:00Z".parse().unwrap();
    let page =
        Page { url: Url::parse("https://demo.example/").unwrap(), content_type: None, body: body.to_vec() };
    for form in [None, Some(Form::Feed), Some(Form::Sitemap), Some(Form::Page)] {
        let once = probe(&page, form, None, now);
        assert_eq!(once, probe(&page, form, None, now));
        if let Ok(Probe::Items { items, .. }) = once {
            assert!(items.iter().all(|item| !item.key.is_empty()));
        }
    }
    let _ = items(&list(), &page, now);
}
