//! The page and the mail as a browser reads them: structure, names for those who do not see it, links.

use std::collections::BTreeSet;

use crate::made::{PAGES, day, every, water};
use dauys_digest::{Digest, Interface, html, mail};
use scraper::{ElementRef, Html, Selector};

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    all(page, selector).iter().map(|element| element.text().collect::<String>()).collect()
}

fn check(holds: impl Fn(&Digest, &Html)) {
    for digest in every() {
        holds(&digest, &Html::parse_document(&html(&digest)));
    }
}

#[test]
fn ids_are_unique_and_every_link_leads_somewhere() {
    check(|_, page| {
        let ids: Vec<&str> = all(page, "[id]").iter().filter_map(|element| element.attr("id")).collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(distinct.len(), ids.len(), "ids are unique");
        for element in all(page, "[aria-labelledby], [aria-describedby]") {
            for name in ["aria-labelledby", "aria-describedby"] {
                let named = element.attr(name).unwrap_or_default().split_whitespace();
                named.for_each(|id| assert!(distinct.contains(id), "`{id}` names something"));
            }
        }
        for link in all(page, "a") {
            let target = link.attr("href").unwrap();
            match target.strip_prefix('#') {
                Some(id) => assert!(distinct.contains(id), "{target}"),
                None => assert!(target.starts_with("https://"), "{target}"),
            }
        }
    });
}

#[test]
fn no_level_of_headings_is_skipped() {
    check(|_, page| {
        let mut level = 0;
        for heading in all(page, "h1, h2, h3, h4") {
            let next: u8 = heading.value().name()[1..].parse().unwrap();
            assert!(next <= level + 1);
            level = next;
        }
    });
}

#[test]
fn nothing_is_fetched_or_run() {
    check(|_, page| {
        assert!(
            all(page, "script, link, img, iframe, object, embed, form, base, [src], [srcset]").is_empty()
        );
        for element in all(page, "*") {
            assert!(element.value().attrs().all(|(name, _)| !name.starts_with("on") && name != "style"));
        }
    });
    for digest in every() {
        let page = Html::parse_document(&mail(&digest));
        assert!(all(&page, "script, link, img, svg, iframe, form, [src]").is_empty());
        assert!(!mail(&digest).contains("url("));
    }
}

#[test]
fn every_sentence_is_shown_and_what_it_rests_on_is_linked() {
    check(|digest, page| {
        let whole: String = texts(page, "body").concat().replace('\u{a0}', " ");
        let changes = digest.changes.items.iter().map(|change| &change.sentence);
        let told =
            digest.corrections.iter().chain(&digest.missed).chain(&digest.review).chain(&digest.made_with);
        let alerts = digest.alerts.iter().map(|alert| &alert.sentence);
        let coverage = digest.coverage.sentences.iter().chain(&digest.coverage.warning);
        for sentence in changes.chain(told).chain(alerts).chain(coverage).chain(&digest.how_to_read) {
            assert!(whole.contains(&sentence.text), "{sentence}");
        }
        assert_eq!(all(page, "#coverage .refs").len(), 1);
        assert_eq!(all(page, "footer .refs").len(), 1);
    });
    let page = Html::parse_document(&html(&day(Interface::Russian)));
    let posts = all(&page, "#topic-tq3hw5zkc7ab .posts a");
    assert_eq!(posts[0].attr("href"), Some("#topic-tq3hw5zkc7ab-4101"), "a quote of this page");
    assert!(posts.iter().any(|link| link.attr("href") == Some("https://dauys.example.kz/posts/4112")));
    assert!(texts(&page, "#coverage .refs a").contains(&"источник s1".to_owned()));
}

#[test]
fn changes_lead_to_their_topics_and_every_kind_has_a_place_on_the_first_screen() {
    let mut digest = day(Interface::Kazakh);
    let page = Html::parse_document(&html(&digest));
    let links: Vec<_> = all(&page, "#changes li > a").iter().filter_map(|link| link.attr("href")).collect();
    assert_eq!(
        links,
        [
            "#topic-tq3hw5zkc7ab",
            "#topic-twater5zkc7a",
            "#topic-troad5zkc7ab",
            "#topic-twaste5zkc7a",
            "#topic-twater5zkc7a"
        ]
    );
    for times in [2, 8] {
        let items = digest.changes.items.clone();
        digest.changes.items.extend(items.iter().cycle().take(items.len() * times).cloned());
        let page = Html::parse_document(&html(&digest));
        let kinds: Vec<_> =
            all(&page, "#changes > ul > li").iter().filter_map(|line| line.attr("class")).collect();
        assert_eq!(kinds, ["is-new", "is-growing", "is-back", "is-quiet", "is-due"]);
        assert_eq!(all(&page, "#changes li").len(), digest.changes.items.len());
    }
}

#[test]
fn a_change_of_a_topic_that_is_not_told_leads_to_its_page() {
    let mut digest = day(Interface::Russian);
    digest.sections.clear();
    let page = Html::parse_document(&html(&digest));
    assert_eq!(
        all(&page, "#changes li > a")[1].attr("href"),
        Some("https://dauys.example.kz/topics/twater5zkc7a?date=2026-11-22")
    );
    digest.pages = None;
    let page = Html::parse_document(&html(&digest));
    assert!(all(&page, "#changes li > a").is_empty());
    assert_eq!(all(&page, "#changes li").len(), digest.changes.items.len());
}

#[test]
fn the_mail_holds_every_topic_and_links_to_pages() {
    for digest in every() {
        let text = mail(&digest);
        let page = Html::parse_document(&text);
        let titles = texts(&page, "h3");
        let expected: Vec<String> = digest.topics().map(|topic| topic.title.text.clone()).collect();
        assert_eq!(titles, expected);
        assert!(all(&page, "a").iter().all(|link| link.attr("href").unwrap().starts_with("https://")));
        assert_eq!(digest.pages.is_some(), text.contains(PAGES));
    }
}

#[test]
fn bars_of_a_mail_fold_days_of_nothing() {
    let mut digest = day(Interface::Russian);
    digest.sections.truncate(1);
    digest.sections[0].topics = vec![water(Interface::Russian)];
    let page = Html::parse_document(&mail(&digest));
    // 9–15, 16, 17, 18, 19, 20, 21, 22.
    assert_eq!(all(&page, "td td > div").len(), 8);
}
