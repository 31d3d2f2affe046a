//! What a page says of itself to machines: JSON-LD, OpenGraph, microdata, `<time>`, `canonical`, `hreflang`.

use dauys_model::Language;
use scraper::{ElementRef, Html, Selector};
use url::Url;

use crate::article::jsonld;
use crate::items::dates_of;
use crate::language::claimed;
use crate::links::resolved;
use crate::plain::{one_line, plain, plain_line, text_of};

/// What was found, the most trusted first.
#[derive(Default)]
pub(super) struct Metadata {
    pub(super) titles: Vec<String>,
    pub(super) dates: Vec<String>,
    pub(super) site_name: Option<String>,
    pub(super) language: Option<Language>,
    pub(super) canonical: Option<Url>,
    pub(super) alternates: Vec<(Language, Url)>,
    pub(super) for_phones: Option<Url>,
    pub(super) body: Option<String>,
}

/// Where titles stand besides JSON-LD, in the order of trust.
const TITLES: [&str; 4] = [
    "meta[property~='og:title'], meta[name='og:title']",
    "meta[property~='twitter:title'], meta[name='twitter:title']",
    "meta[name='dc.title' i], meta[property~='dc:title'], meta[name='dcterms.title' i]",
    "meta[name='parsely-title'], meta[name='title']",
];

/// Where dates stand besides JSON-LD: OpenGraph and its misspellings, microdata, the `<time>` of an article, and
/// classes that name a date. In this order.
pub(super) const DATES: [&str; 9] = [
    "meta[property='article:published_time'], meta[name='article:published_time'], meta[property='og:article:published_time']",
    "meta[itemprop='datePublished'], [itemprop='datePublished']",
    "meta[name='pubdate'], meta[name='publish-date'], meta[name='date'], meta[name='DC.date.issued'], meta[name='parsely-pub-date'], meta[name='sailthru.date'], meta[name='mediator_published_time']",
    "article time[datetime], main time[datetime], .entry-date[datetime], time[pubdate]",
    "time[datetime]",
    "meta[property='og:updated_time'], meta[property='article:modified_time']",
    "article time, time",
    ".post_news__date, .entry-date, .post-date, .article-date, .news-date, .article__date, .news__date, .post__date, .date-published, .published",
    ".date, .time, .article-info, .post-meta, .entry-meta, .news-info",
];

/// Reads the metadata of a page.
pub(super) fn of(tree: &Html, url: &Url) -> Metadata {
    let mut found = Metadata::default();
    let mut language = None;
    for script in select(tree, "script[type='application/ld+json']") {
        let Some(linked) = jsonld::read(&script.text().collect::<String>()) else { continue };
        found.titles.extend(linked.headline.map(|headline| plain_line(&headline)));
        found.dates.extend(linked.published);
        language = language.or(linked.language);
        found.body = found.body.or_else(|| linked.body.map(|body| plain(&body)));
    }
    found.titles.extend(TITLES.iter().filter_map(|css| content(tree, css)));
    let headline = select(tree, "[itemprop~='headline']").map(|element| one_line(&text_of(element).text));
    found.titles.extend(headline.filter(|headline| !headline.is_empty()).take(1));
    found.site_name = content(tree, "meta[property='og:site_name'], meta[name='application-name']");
    found.dates.extend(DATES.iter().filter_map(|css| select(tree, css).next()).flat_map(dates_of));
    let tag = language
        .or_else(|| tree.root_element().attr("lang").map(str::to_owned))
        .or_else(|| content(tree, "meta[property='og:locale'], meta[http-equiv='content-language' i]"));
    found.language = tag.as_deref().and_then(claimed);
    let link = |element: ElementRef<'_>| element.attr("href").and_then(|href| resolved(url, href));
    found.canonical = select(tree, "link[rel='canonical'][href]").find_map(link);
    found.for_phones = select(tree, "link[rel='amphtml'][href]").find_map(link);
    let other = |element: ElementRef<'_>| Some((claimed(element.attr("hreflang")?)?, link(element)?));
    found.alternates = select(tree, "link[rel~='alternate'][hreflang][href]").filter_map(other).collect();
    found
}

fn select<'a>(tree: &'a Html, css: &str) -> impl Iterator<Item = ElementRef<'a>> {
    // These selectors are ours; one that is wrong finds nothing, and a test tells.
    let selector = Selector::parse(css).ok();
    tree.root_element()
        .descendent_elements()
        .filter(move |element| selector.as_ref().is_some_and(|selector| selector.matches(element)))
}

fn content(tree: &Html, css: &str) -> Option<String> {
    select(tree, css)
        .find_map(|element| element.attr("content").map(plain_line))
        .map(|text| one_line(&text))
        .filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_selector_is_css() {
        for css in TITLES.iter().chain(&DATES) {
            assert!(Selector::parse(css).is_ok(), "{css}");
        }
    }

    #[test]
    fn pages_of_the_region_are_read() {
        let html = "<html lang=kk><head><meta property='og:article:published_time' content='21.09.2026 10:00'>
            <link rel=canonical href='/kk/1'><link rel=amphtml href='/amp/1'><link rel=alternate hreflang=ru href='/ru/1'>
            <script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Су &laquo;жоқ&raquo;\"}</script></head>";
        let found = of(&Html::parse_document(html), &Url::parse("https://demo.example/x").unwrap());
        assert_eq!(found.titles, ["Су «жоқ»"]);
        assert_eq!(found.dates, ["21.09.2026 10:00"]);
        assert_eq!(found.language, Some(Language::Kazakh));
        assert_eq!(found.canonical.unwrap().as_str(), "https://demo.example/kk/1");
        assert_eq!(found.alternates.len(), 1);
        assert_eq!(found.for_phones.unwrap().as_str(), "https://demo.example/amp/1");
    }

    #[test]
    fn microdata_is_read() {
        let html = "<div itemscope><h2 itemprop='headline'>Су <b>жоқ</b></h2><time itemprop='datePublished' datetime='2026-09-21'></time></div>";
        let found = of(&Html::parse_document(html), &Url::parse("https://demo.example/x").unwrap());
        assert_eq!(found.titles, ["Су жоқ"]);
        assert_eq!(found.dates.first().map(String::as_str), Some("2026-09-21"));
    }
}
