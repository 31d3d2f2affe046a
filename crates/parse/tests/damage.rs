//! Invented feeds, damaged as hosts and templates damage them: what was not hit comes out as before, and an item is known
//! again whatever happens to its id, title, date and address.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use allocation_counter::measure;
use dauys_model::{Item, Page, Source, SourceId, SourceKind};
use dauys_parse::{items, recognised_by};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::Index;
use url::Url;

/// An article as a template would print it.
#[derive(Clone, Debug, PartialEq)]
struct Article {
    number: u32,
    id: String,
    title: String,
    link: String,
    day: u8,
}

#[derive(Clone, Copy, Debug)]
enum Format {
    Rss,
    Atom,
    Rdf,
    Json,
}

const XML: [Format; 3] = [Format::Rss, Format::Atom, Format::Rdf];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn head(format: Format) -> &'static str {
    match format {
        Format::Rss => {
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Демо</title><link>https://demo.example/</link>"
        }
        Format::Atom => {
            "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Демо</title>"
        }
        Format::Rdf => {
            "<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Демо</title></channel>"
        }
        Format::Json => "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[",
    }
}

fn tail(format: Format) -> &'static str {
    match format {
        Format::Rss => "</channel></rss>",
        Format::Atom => "</feed>",
        Format::Rdf => "</rdf:RDF>",
        Format::Json => "]}",
    }
}

fn printed(format: Format, article: &Article) -> String {
    let Article { id, title, link, day, .. } = article;
    let (title, id) = (escaped(title), escaped(id));
    let link = escaped(link);
    match format {
        Format::Rss => format!(
            "<item><title>{title}</title><link>{link}</link><guid isPermaLink=\"false\">{id}</guid><pubDate>Sun, {day:02} Nov 2026 10:00:00 +0500</pubDate><description>Тұрғындар айтты</description></item>\n"
        ),
        Format::Atom => format!(
            "<entry><title>{title}</title><link rel=\"alternate\" href=\"{link}\"/><id>{id}</id><updated>2026-11-{day:02}T10:00:00+05:00</updated><summary>Тұрғындар айтты</summary></entry>\n"
        ),
        Format::Rdf => format!(
            "<item rdf:about=\"{id}\"><title>{title}</title><link>{link}</link><dc:date>2026-11-{day:02}T10:00:00+05:00</dc:date><description>Тұрғындар айтты</description></item>\n"
        ),
        Format::Json => {
            let value = serde_json::json!({
                "id": article.id, "title": article.title, "url": article.link,
                "date_published": format!("2026-11-{day:02}T10:00:00+05:00"), "content_text": "Тұрғындар айтты",
            });
            format!("{value},")
        }
    }
}

fn feed(format: Format, articles: &[Article]) -> String {
    let mut text = head(format).to_owned();
    for article in articles {
        text += &printed(format, article);
    }
    if matches!(format, Format::Json) {
        text.truncate(text.trim_end_matches(',').len());
    }
    text + tail(format)
}

fn read_as(body: Vec<u8>, content_type: Option<&str>) -> Vec<Item> {
    let url = Url::parse("https://demo.example/rss").unwrap();
    let source = Source::new(SourceId::new("demo").unwrap(), "Демо", SourceKind::Feed, Some(url.clone()));
    let page = Page { url, content_type: content_type.map(str::to_owned), body };
    let now: Timestamp = "2026-11-22T08:00:00Z".parse().unwrap();
    items(&source, &page, now).map(|found| found.items).unwrap_or_default()
}

fn read(text: &str) -> Vec<Item> {
    read_as(text.as_bytes().to_vec(), None)
}

/// All that matters of an item.
fn told(item: &Item) -> String {
    let mut line = String::new();
    let url = item.url.as_ref().map(Url::as_str);
    write!(line, "{} {:?} {url:?} {:?} {:?}", item.key, item.title, item.published_at, item.text).unwrap();
    line
}

fn tell(items: &[Item]) -> Vec<String> {
    items.iter().map(told).collect()
}

fn articles() -> impl Strategy<Value = Vec<Article>> {
    let words = prop::sample::select(vec![
        "Су жоқ",
        "Нет воды & света",
        "Жол жөнделмеді",
        "ТОО «Жылу»",
        "3 < 5",
        "Тарифы",
        "Өрт",
        "R&D",
        "Ауыл",
    ]);
    let article = (proptest::collection::vec(words, 1..4), 1..22_u8);
    proptest::collection::vec(article, 1..7).prop_map(|articles| {
        let numbered = articles.into_iter().enumerate();
        numbered
            .map(|(number, (words, day))| Article {
                number: number as u32,
                id: format!("demo-{}", 4711 + number),
                title: format!("{} {number}", words.join(" ")),
                link: format!("https://demo.example/news/{number}?a=1&b=2"),
                day,
            })
            .collect()
    })
}

fn format() -> impl Strategy<Value = Format> {
    prop::sample::select(vec![Format::Rss, Format::Atom, Format::Rdf, Format::Json])
}

fn xml() -> impl Strategy<Value = Format> {
    prop::sample::select(XML.to_vec())
}

/// The byte of a letter's beginning at or before `at`.
fn letter_at(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_whole_feed_is_read_as_it_was_written(format in format(), articles in articles()) {
        let found = read(&feed(format, &articles));
        prop_assert_eq!(found.len(), articles.len());
        for (item, article) in found.iter().zip(&articles) {
            prop_assert_eq!(&item.key, &article.id);
            prop_assert_eq!(item.title.as_deref(), Some(article.title.as_str()));
            prop_assert_eq!(item.url.as_ref().map(Url::as_str), Some(article.link.as_str()));
            prop_assert!(item.published_at.is_some() && item.text.is_some());
        }
    }

    #[test]
    fn what_stands_before_a_cut_comes_out(format in format(), articles in articles(), at in any::<Index>()) {
        let whole = feed(format, &articles);
        let cut = whole.get(..letter_at(&whole, at.index(whole.len()))).unwrap();
        let before = tell(&read(&whole));
        let found = tell(&read(cut));
        // Entries that ended before the cut.
        let printed: Vec<String> = articles.iter().map(|article| printed(format, article)).collect();
        let mut end = head(format).len();
        let complete = printed.iter().take_while(|printed| { end += printed.trim_end_matches(['\n', ',']).len(); let fits = end <= cut.len(); end += printed.len() - printed.trim_end_matches(['\n', ',']).len(); fits }).count();
        prop_assert!(found.len() >= complete);
        prop_assert_eq!(&found[..complete], &before[..complete]);
        // And what was cut itself is no other than it was.
        let before = read(&whole);
        for item in &read(cut)[complete..] {
            let is_known = before.iter().any(|before| before.key == item.key || before.url == item.url);
            prop_assert!(is_known, "{:?} of {}", told(item), cut);
        }
    }

    #[test]
    fn one_wrong_tag_costs_one_entry_at_most(format in xml(), articles in articles(), which in any::<Index>(), kind in 0..4_usize) {
        let whole = feed(format, &articles);
        let from = head(format).len();
        let ends: Vec<usize> = whole.match_indices("</").map(|(at, _)| at).filter(|at| *at > from).collect();
        let at = ends[which.index(ends.len())];
        let end = at + whole[at..].find('>').unwrap() + 1;
        let wrong = ["", "</b>", "</titel>", "<p>"][kind];
        let damaged = format!("{}{wrong}{}", &whole[..at], &whole[end..]);
        let (before, found) = (read(&whole), read(&damaged));
        // Whatever was hit, each entry keeps its identity.
        let keys = |items: &[Item]| items.iter().map(|item| item.key.clone()).collect::<Vec<_>>();
        prop_assert_eq!(keys(&found), keys(&before), "{}", damaged);
        let (before, found) = (tell(&before), tell(&found));
        let differing = before.iter().zip(&found).filter(|(before, found)| before != found).count();
        prop_assert!(differing <= 1, "{}\n{:?}\n{:?}", damaged, before, found);
        // Whatever was hit, the entry keeps its identity.
    }

    #[test]
    fn bare_ampersands_change_nothing(format in xml(), articles in articles()) {
        let whole = feed(format, &articles);
        prop_assert_eq!(tell(&read(&whole.replace("&amp;", "&"))), tell(&read(&whole)));
    }

    #[test]
    fn what_stands_around_a_feed_changes_nothing(format in xml(), articles in articles(), before in 0..6_usize, after in 0..4_usize) {
        let whole = feed(format, &articles);
        let before = [
            "", "\u{feff}\n\n \t", "<br />\n<b>Warning</b>: Undefined index in /home/demo/rss.php on line 3<br />\n",
            "Notice: session <already> started\n", "<!-- кэш 0.3 s -->", "<!DOCTYPE html><html><head></head><body>",
        ][before];
        let after = ["", "\n<!-- 0.3 s -->", "<script>count()</script>", "</body></html>"][after];
        prop_assert_eq!(tell(&read(&format!("{before}{whole}{after}"))), tell(&read(&whole)));
    }

    #[test]
    fn the_encoding_changes_nothing(format in xml(), articles in articles(), kind in 0..7_usize) {
        // Letters that no encoding of one byte has are written as references.
        let whole = feed(format, &articles).replace("<?xml version=\"1.0\"?>", "");
        let narrow = |encoding: &'static encoding_rs::Encoding| encoding.encode(&whole).0.into_owned();
        let wide = |wide: fn(u16) -> [u8; 2], mark: &str| format!("{mark}{whole}").encode_utf16().flat_map(wide).collect();
        let named = |name: &str, body: Vec<u8>| [format!("<?xml version=\"1.0\" encoding=\"{name}\"?>").into_bytes(), body].concat();
        let (body, header): (Vec<u8>, Option<&str>) = match kind {
            0 => (narrow(encoding_rs::WINDOWS_1251), Some("text/xml; charset=windows-1251")),
            1 => (named("windows-1251", narrow(encoding_rs::WINDOWS_1251)), None),
            2 => (named("koi8-r", narrow(encoding_rs::KOI8_R)), Some("application/xml")),
            3 => (wide(u16::to_le_bytes, "\u{feff}"), None),
            4 => (wide(u16::to_be_bytes, ""), None),
            5 => (named("windows-1251", whole.clone().into_bytes()), Some("text/xml; charset=windows-1251")),
            _ => (whole.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect(), Some("text/xml")),
        };
        prop_assert_eq!(tell(&read_as(body, header)), tell(&read(&whole)));
    }

    #[test]
    fn a_feed_twice_is_the_feed_once(format in xml(), articles in articles()) {
        let whole = feed(format, &articles);
        prop_assert_eq!(tell(&read(&format!("{whole}{whole}"))), tell(&read(&whole)));
    }

    /// Pieces of feeds of all forms in any order: nothing panics, the same comes out twice, and work is bounded by size.
    #[test]
    fn feeds_that_are_cut_doubled_and_mixed_are_read(
        articles in articles(),
        pieces in proptest::collection::vec((format(), any::<Index>(), any::<Index>(), 1..30_usize), 1..8),
    ) {
        let mut mixed = String::new();
        for (format, from, to, times) in pieces {
            let whole = feed(format, &articles);
            let (from, to) = (letter_at(&whole, from.index(whole.len())), letter_at(&whole, to.index(whole.len())));
            mixed += &whole[from.min(to)..from.max(to)].repeat(times);
        }
        let mut once = Vec::new();
        let work = measure(|| once = read(&mixed));
        prop_assert_eq!(tell(&once), tell(&read(&mixed)));
        let size = mixed.len() as u64;
        prop_assert!(work.bytes_max < 100_000 + 100 * size, "{} held for {}", work.bytes_max, size);
        prop_assert!(work.bytes_total < 200_000 + 500 * size, "{} asked for {}", work.bytes_total, size);
        let keys: BTreeSet<&str> = once.iter().map(|item| item.key.as_str()).collect();
        prop_assert_eq!(keys.len(), once.len());
    }

    /// The same articles on another day: every one is known again, by its key or by its address, and none for another.
    #[test]
    fn articles_are_known_again(
        format in format(), articles in articles(), changes in proptest::collection::vec((0..7_usize, any::<Index>()), 0..10),
    ) {
        let mut later = articles.clone();
        let mut renumbered = false;
        let mut moved = false;
        for (kind, which) in changes {
            let index = which.index(later.len());
            let article = &mut later[index];
            match kind {
                // What changes ids changes no addresses at the same time, and the other way round.
                0 if !moved => { article.id = format!("{}-{}", article.id, 1_790_000_000); renumbered = true; }
                1 => article.title = format!("{} (жаңартылды)", article.title),
                2 => article.day = 22,
                3 => article.link = article.link.replace("https://", "http://www."),
                4 => article.link.push_str("&utm_source=rss&ref=feed"),
                5 => later.reverse(),
                6 if !renumbered => { article.link = format!("https://demo.example/archive/{}", article.number); moved = true; }
                _ => {}
            }
        }
        let (first, second) = (read(&feed(format, &articles)), read(&feed(format, &later)));
        let keys: BTreeMap<&str, usize> = first.iter().enumerate().map(|(index, item)| (item.key.as_str(), index)).collect();
        let addresses: BTreeMap<String, usize> =
            recognised_by(&first).into_iter().enumerate().filter_map(|(index, address)| Some((address?, index))).collect();
        for ((item, address), article) in second.iter().zip(recognised_by(&second)).zip(&later) {
            let known = keys.get(item.key.as_str()).or_else(|| addresses.get(&address?));
            prop_assert_eq!(known.map(|index| articles[*index].number), Some(article.number), "{:?}", article);
        }
    }
}

#[test]
fn an_address_that_tells_nothing_recognises_nothing() {
    let found = read(
        "<rss><item><guid>1</guid><title>Су</title><link>https://demo.example/</link></item>\
         <item><guid>2</guid><title>Жол</title><link>https://demo.example/live</link></item>\
         <item><guid>3</guid><title>Өрт</title><link>http://www.demo.example/live?utm_source=a</link></item>\
         <item><guid>4</guid><title>Жарық</title><link>https://demo.example/4</link></item></rss>",
    );
    assert_eq!(recognised_by(&found), [None, None, None, Some("demo.example/4".to_owned())]);
}

/// What stands once in a feed and is part of every address of it must not be held once for each entry.
#[test]
fn a_long_base_is_not_paid_for_by_every_entry() {
    for long in [400, 100_000] {
        let entries = "<item><link>a</link></item>".repeat(5_000);
        let feed = format!("<rss xml:base=\"https://demo.example/{}/\"><channel>{entries}", "a".repeat(long));
        let work = measure(|| {
            read(&feed);
        });
        assert!(work.bytes_max < 200 * feed.len() as u64, "{} held for {}", work.bytes_max, feed.len());
    }
}
