//! Headings, names, links and languages of a page.

use std::collections::BTreeSet;

use dauys_report::{Interface, page};
use scraper::{Html, Selector};

use crate::{all, page_of, text_of, understood};

/// A page of many texts, of one and of none, in every language.
fn check(holds: impl Fn(Interface, &Html)) {
    for language in Interface::ALL {
        let texts = understood();
        for shown in [&texts[..], &texts[..1], &[]] {
            holds(language, &Html::parse_document(&page(shown, language)));
        }
    }
}

#[test]
fn the_page_can_be_walked_by_its_headings() {
    check(|language, page| {
        assert_eq!(all(page, "h1").len(), 1);
        assert_eq!(all(page, "main").len(), 1);
        assert_eq!(all(page, "html")[0].attr("lang"), Some(language.code()));
        let mut level = 1;
        for heading in all(page, "h1, h2, h3, h4") {
            let next: u8 = heading.value().name()[1..].parse().unwrap();
            assert!(next <= level + 1, "no level of headings is skipped");
            level = next;
        }
        assert_eq!(
            all(page, "body > a:first-child")[0].attr("href"),
            Some("#texts"),
            "the skip link is first"
        );
    });
}

#[test]
fn names_are_unique_and_links_lead_somewhere() {
    check(|_, page| {
        let ids: Vec<&str> = all(page, "[id]").iter().filter_map(|element| element.attr("id")).collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(distinct.len(), ids.len(), "ids are unique");
        for element in all(page, "[aria-labelledby]") {
            assert!(distinct.contains(element.attr("aria-labelledby").unwrap()));
        }
        for link in all(page, "a") {
            let target = link.attr("href").unwrap().strip_prefix('#').expect("links stay in the page");
            assert!(distinct.contains(target), "{target}");
            assert!(!link.text().collect::<String>().trim().is_empty(), "a link says where it leads");
        }
    });
}

#[test]
fn every_word_has_a_card_and_every_card_a_way_back() {
    check(|_, page| {
        let words = all(page, ".sentence a");
        assert_eq!(words.len(), all(page, ".cards > li").len());
        for word in words {
            let card = all(page, &format!("[id='{}']", word.attr("href").unwrap().trim_start_matches('#')));
            let back = card[0].select(&Selector::parse("a.close").unwrap()).next().unwrap();
            let place = word.select(&Selector::parse("i").unwrap()).next().unwrap();
            assert_eq!(back.attr("href").unwrap().trim_start_matches('#'), place.attr("id").unwrap());
            let head = card[0].select(&Selector::parse(".head b").unwrap()).next().unwrap();
            assert_eq!(head.text().collect::<String>(), word.text().collect::<String>());
        }
    });
}

#[test]
fn nothing_is_fetched_or_run() {
    check(|_, page| {
        assert!(
            all(page, "script, link, img, svg, iframe, object, embed, form, base, [src], [srcset]")
                .is_empty()
        );
        for element in all(page, "*") {
            assert!(element.value().attrs().all(|(name, _)| !name.starts_with("on") && name != "style"));
        }
        let style = all(page, "style")[0].inner_html();
        assert!(!style.contains("url(") && !style.contains("@import"));
        let policy = all(page, "meta[http-equiv='Content-Security-Policy']")[0].attr("content").unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
    });
}

#[test]
fn words_and_sentences_say_their_language() {
    let page = Html::parse_document(&page(&understood(), Interface::English));
    for (selector, expected) in [
        (".sentence[lang=kk] a[lang=kk]", "мектептеріміздегілердің"),
        (".sentence[lang=ru] a[lang=ru]", "отвечает"),
        (".sentence[lang='kk-Latn'] a[lang='kk-Latn']", "Auylymyzda"),
        (".sentence[lang='kk-Arab'] a[lang='kk-Arab']", "اۋىلىمىزدا"),
        (".sentence[lang=en] a[lang=en]", "water"),
    ] {
        let text = text_of(&page, selector).to_lowercase();
        assert!(text.contains(&expected.to_lowercase()), "{selector}: {text}");
    }
    assert!(all(&page, ".sentence a").iter().all(|word| word.attr("lang").is_some()));
}

#[test]
fn signs_stand_where_they_belong() {
    let page = Html::parse_document(&page_of("", "Риддерде су жоқ. Рахмет! 8 701 123 45 67"));
    assert_eq!(text_of(&page, ".sentence .matter"), "су жоқ");
    assert_eq!(text_of(&page, ".sentence a.negated"), "су", "where it is lacking is not lacking");
    assert_eq!(text_of(&page, ".sentence .lowers"), "Рахмет");
    assert_eq!(text_of(&page, ".sentence .place"), "Риддерде");
    assert_eq!(all(&page, ".sentence a.place")[0].attr("data-place"), Some("Риддер 632400000"));
    assert_eq!(text_of(&page, ".sentence b.hidden"), "<PHONE>");
}

#[test]
fn one_text_is_open_and_many_have_an_index() {
    let texts = understood();
    let one = Html::parse_document(&page(&texts[..1], Interface::Kazakh));
    assert_eq!(all(&one, "details[open]").len(), 6);
    assert!(all(&one, "nav").is_empty());
    let many = Html::parse_document(&page(&texts, Interface::Kazakh));
    assert!(all(&many, "details[open]").is_empty());
    assert_eq!(all(&many, "nav li").len(), texts.len());
    assert_eq!(all(&many, "main > article").len(), texts.len());
}

#[test]
fn the_same_texts_give_the_same_bytes() {
    for language in Interface::ALL {
        assert_eq!(page(&understood(), language), page(&understood(), language));
    }
}
