//! Invented pages in the true forms of sites, channels and portals.

use super::*;

fn page(url: &str, body: &str) -> Page {
    Page { url: Url::parse(url).unwrap(), content_type: None, body: body.as_bytes().to_vec() }
}

fn found(url: &str, body: &str) -> Vec<Candidate> {
    discover(&page(url, body), &[], &[]).unwrap()
}

/// Kind, address and, for comments, that they are: one line a candidate.
fn shown(candidates: &[Candidate]) -> Vec<String> {
    let posts = |candidate: &Candidate| {
        if candidate.posts == Kind::News { String::new() } else { format!(" {}", candidate.posts) }
    };
    candidates
        .iter()
        .map(|candidate| format!("{} {}{}", candidate.kind.code(), candidate.url, posts(candidate)))
        .collect()
}

fn said(candidates: &[Candidate]) -> Vec<String> {
    let said: Vec<Candidate> =
        candidates.iter().filter(|candidate| candidate.guess == Guess::Said).cloned().collect();
    shown(&said)
}

#[test]
fn announced_feeds_come_first_and_those_of_comments_last() {
    let found = found(
        "https://demo.example/ru/news/1",
        "<head><base href='https://demo.example/ru/'>\
         <link rel='alternate' type='application/rss+xml' title='Демо &raquo; Лента комментариев' href='/comments/feed/'>\
         <LINK REL='Alternate' TYPE='application/rss+xml; charset=utf-8' title=' Демо  Новости ' HREF='feed.xml'>\
         <link rel='alternate' type='application/feed+json' href='https://demo.example/feed.json'>\
         <link rel='alternate' type='application/json+oembed' href='/oembed'>\
         <link rel='alternate' hreflang='kk' href='/kk/news/1'>\
         <link rel='stylesheet' type='text/xml' href='/x.css'></head>",
    );
    assert_eq!(
        said(&found),
        [
            "feed https://demo.example/ru/feed.xml",
            "feed https://demo.example/feed.json",
            "feed https://demo.example/comments/feed/ comment",
        ]
    );
    assert_eq!(found[0].title.as_deref(), Some("Демо Новости"));
    assert_eq!(found[0].why, "the page announces it as its feed");
    assert_eq!(found.last().unwrap().posts, Kind::Comment);
}

#[test]
fn headers_and_links_announce_feeds_too() {
    let html = "<body><a href='/rss/'>RSS</a><a href='/news/feed-industry-grows'>Новость о кормах</a>\
                <a href='https://other.example/rss.xml'>чужая</a><a href='https://feeds.feedburner.com/demo'>RSS</a>\
                <a href='/index.php?format=feed&amp;type=rss'>x</a></body>";
    let header = "</a,b.xml>; rel=\"alternate\"; type=\"application/atom+xml\", </style.css>; rel=preload";
    let found = discover(&page("https://demo.example/", html), &[header], &[]).unwrap();
    assert_eq!(
        said(&found),
        [
            "feed https://demo.example/a,b.xml",
            "feed https://demo.example/rss/",
            "feed https://feeds.feedburner.com/demo",
            "feed https://demo.example/index.php?format=feed&type=rss",
        ]
    );
}

#[test]
fn wordpress_is_known_by_its_signs() {
    let html = "<link rel='https://api.w.org/' href='https://demo.example/kk/wp-json/'>\
                <link rel='alternate' title='JSON' type='application/json' href='https://demo.example/kk/wp-json/wp/v2/pages/1'>";
    let wordpress = ["wordpress https://demo.example/kk/", "wordpress https://demo.example/kk/ comment"];
    assert_eq!(said(&found("https://demo.example/kk/", html)), wordpress);
    let header = "<https://demo.example/wp-json/>; rel=\"https://api.w.org/\"";
    let by_header = discover(&page("https://demo.example/", "<p>x"), &[header], &[]).unwrap();
    assert_eq!(said(&by_header)[0], "wordpress https://demo.example/");
    let plain = "<link rel='https://api.w.org/' href='https://demo.example/index.php?rest_route=/'>";
    assert_eq!(said(&found("https://demo.example/", plain))[0], "wordpress https://demo.example/");
    let generator = "<meta name='generator' content='WordPress 6.8'>";
    assert_eq!(said(&found("https://demo.example/a/b", generator))[0], "wordpress https://demo.example/");
}

#[test]
fn guesses_begin_with_those_of_the_sites_program() {
    let first = |html: &str| {
        let found = found("https://demo.example/", html);
        let guessed = found.into_iter().find(|candidate| candidate.guess == Guess::Guessed).unwrap();
        guessed.url.to_string()
    };
    assert_eq!(first("<p>x"), "https://demo.example/feed/");
    assert_eq!(
        first("<meta name=generator content='Joomla! - Open Source'>"),
        "https://demo.example/?format=feed&type=rss"
    );
    assert_eq!(first("<script src='/bitrix/js/main/core.js'></script>"), "https://demo.example/rss/");
    assert_eq!(
        first("<meta name=generator content='DataLife Engine (http://dle-news.ru)'>"),
        "https://demo.example/rss.xml"
    );
}

#[test]
fn sitemaps_of_robots_come_before_guessed_ones_and_all_addresses_once() {
    let named = Url::parse("https://demo.example/sitemap.xml").unwrap();
    let found = discover(&page("https://demo.example/a?b=1", "<p>x"), &[], &[named]).unwrap();
    let sitemaps: Vec<&Candidate> =
        found.iter().filter(|candidate| candidate.kind == SourceKind::Sitemap).collect();
    assert_eq!(sitemaps[0].guess, Guess::Said);
    assert_eq!(sitemaps.len(), 4);
    let addresses = shown(&found);
    assert_eq!(addresses.iter().collect::<BTreeSet<_>>().len(), addresses.len());
    assert!(found.iter().all(|candidate| !candidate.why.is_empty()));
}

#[test]
fn a_feed_or_sitemap_is_its_own_candidate() {
    assert_eq!(
        shown(&found("https://demo.example/x", "<rss><item><title>a</title></item></rss>")),
        ["feed https://demo.example/x"]
    );
    assert_eq!(
        shown(&found("https://demo.example/x", "<urlset></urlset>")),
        ["sitemap https://demo.example/x"]
    );
}

#[test]
fn known_addresses_are_known_by_themselves() {
    let check = |url: &str, expected: &[&str]| {
        assert_eq!(shown(&recognise(&Url::parse(url).unwrap())), expected, "{url}");
    };
    check("https://t.me/demo_kz", &["telegram https://t.me/s/demo_kz"]);
    check("https://t.me/s/demo_kz", &["telegram https://t.me/s/demo_kz"]);
    check("https://t.me/demo_kz/101", &[]);
    check("https://t.me/+AbCdEfGh", &[]);
    check("https://t.me/share?url=x", &[]);
    check(
        "https://www.youtube.com/channel/UCdemo123/videos",
        &[
            "feed https://www.youtube.com/feeds/videos.xml?channel_id=UCdemo123",
            "youtube https://www.youtube.com/channel/UCdemo123 comment",
        ],
    );
    check("https://m.vk.com/demo_kz", &["vk https://vk.com/demo_kz", "vk https://vk.com/demo_kz comment"]);
    check("https://vk.com/id12345", &[]);
    check("https://vk.com/wall-1_2", &[]);
    check(
        "https://www.gov.kz/memleket/entities/krem/press/news/details/1?lang=ru",
        &["govkz https://www.gov.kz/memleket/entities/krem/documents notice"],
    );
    check(
        "https://data.egov.kz/datasets/view?index=demo",
        &["egov https://data.egov.kz/datasets/view?index=demo notice"],
    );
    check(
        "https://news.google.com/search?q=a&hl=ru",
        &["google_news https://news.google.com/rss/search?q=a&hl=ru"],
    );
    check("https://demo.example/tags/su", &[]);
}

#[test]
fn a_tag_of_mastodon_is_told_from_a_tag_of_a_news_site() {
    let mastodon = "<meta name='application-name' content='Mastodon'><div id='mastodon'></div>";
    assert_eq!(
        shown(&found("https://social.example/tags/qazaqstan", mastodon)),
        ["mastodon https://social.example/tags/qazaqstan comment"]
    );
    assert!(
        found("https://demo.example/tags/su", "<p>x")
            .iter()
            .all(|candidate| candidate.kind != SourceKind::Mastodon)
    );
}

#[test]
fn channels_that_a_site_links_to_stand_last_and_are_few() {
    let mut html = "<a href='https://t.me/demo_kz/55'>пост</a><a href='https://vk.com/id77'>x</a>".to_owned();
    for number in 0..9 {
        html += &format!("<a href='https://t.me/demo_kz_{number}'>Telegram</a>");
    }
    let found = found("https://demo.example/", &html);
    let telegram: Vec<&Candidate> =
        found.iter().filter(|candidate| candidate.kind == SourceKind::Telegram).collect();
    assert_eq!(telegram.len(), 3);
    assert!(telegram[0].why.contains("permission"));
    assert!(found.iter().all(|candidate| candidate.kind != SourceKind::Vk));
}

#[test]
fn nothing_is_guessed_on_a_platform() {
    let html = "<link rel='alternate' type='application/rss+xml' href='https://www.youtube.com/feeds/videos.xml?channel_id=UCdemo'>";
    assert_eq!(
        shown(&found("https://www.youtube.com/@demo", html)),
        [
            "youtube https://www.youtube.com/@demo comment",
            "feed https://www.youtube.com/feeds/videos.xml?channel_id=UCdemo",
        ]
    );
}
