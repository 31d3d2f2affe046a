//! The HTML of a digest as a browser reads it: structure, names for those who do not see it, links, colours.

use std::collections::BTreeSet;

use crate::invented::{day, quiet_day};
use dauys_digest::{Digest, Interface, build, html};
use scraper::{ElementRef, Html, Selector};

fn digests() -> Vec<Digest> {
    let languages = [Interface::Kazakh, Interface::Russian];
    languages.into_iter().flat_map(|language| [build(day(language)), build(quiet_day(language, 1))]).collect()
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn check(holds: impl Fn(&Digest, &Html)) {
    for digest in digests() {
        let page = Html::parse_document(&html(&digest));
        holds(&digest, &page);
    }
}

#[test]
fn the_page_is_well_formed() {
    check(|digest, page| {
        assert_eq!(all(page, "h1").len(), 1);
        assert_eq!(all(page, "html")[0].attr("lang"), Some(digest.language.code()));
        assert_eq!(all(page, "main article").len(), digest.topics().count());
        let ids: Vec<&str> = all(page, "[id]").iter().filter_map(|element| element.attr("id")).collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(distinct.len(), ids.len(), "ids are unique");
        for element in all(page, "[aria-labelledby]") {
            for id in element.attr("aria-labelledby").unwrap().split(' ') {
                assert!(distinct.contains(id), "`{id}` names something");
            }
        }
        let mut level = 1;
        for heading in all(page, "h1, h2, h3, h4") {
            let next: u8 = heading.value().name()[1..].parse().unwrap();
            assert!(next <= level + 1, "no level of headings is skipped");
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
        let style = all(page, "style")[0].inner_html();
        assert!(!style.contains("url(") && !style.contains("@import"));
    });
}

#[test]
fn links_lead_somewhere() {
    check(|_, page| {
        for link in all(page, "a") {
            let target = link.attr("href").unwrap();
            match target.strip_prefix('#') {
                Some(id) => assert_eq!(all(page, &format!("[id='{id}']")).len(), 1, "{target}"),
                None => assert!(target.starts_with("https://") || target.starts_with("http://"), "{target}"),
            }
        }
        assert_eq!(
            all(page, "body > a:first-child")[0].attr("href"),
            Some("#topics"),
            "the skip link is first"
        );
    });
}

#[test]
fn quotes_of_the_other_language_say_so() {
    let page = Html::parse_document(&html(&build(day(Interface::Russian))));
    let langs: Vec<_> = all(&page, "blockquote").iter().map(|quote| quote.attr("lang")).collect();
    assert!(langs.contains(&Some("kk")) && langs.contains(&None) && langs.contains(&Some("")), "{langs:?}");
    assert!(!langs.contains(&Some("ru")));
}

#[test]
fn curves_are_told_in_words() {
    check(|digest, page| {
        let curves = all(page, "figure.curve svg");
        assert_eq!(curves.len(), digest.topics().count());
        for curve in curves {
            assert_eq!(curve.attr("role"), Some("img"));
            let parts = |selector| curve.select(&Selector::parse(selector).unwrap()).count();
            assert_eq!((parts("title"), parts("desc"), parts("rect")), (1, 1, 14));
        }
    });
}

/// What is seen before anything is tapped. The time stated must hold for all of it.
#[test]
fn the_reading_time_holds_for_what_is_seen() {
    check(|digest, page| {
        let hidden = all(page, "head, details, svg, .skip");
        let is_hidden = |element: &ElementRef| {
            hidden.contains(element)
                || element.ancestors().filter_map(ElementRef::wrap).any(|outer| hidden.contains(&outer))
        };
        let texts = page.root_element().descendants().filter_map(|node| {
            let parent = node.parent().and_then(ElementRef::wrap)?;
            (!is_hidden(&parent)).then_some(node.value().as_text()?)
        });
        let shown = texts
            .flat_map(|text| text.split_whitespace())
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .count();
        assert!(digest.reading.minutes * 184 >= digest.reading.words);
        assert!(
            digest.reading.words * 11 >= shown * 10,
            "{} of {shown} words are counted",
            digest.reading.words
        );
    });
}

/// Every text colour on every paper it may lie on, light, dark and printed: at least 4.5 to 1 (WCAG 2.2, 1.4.3 AA).
#[test]
fn colours_have_contrast() {
    let page = html(&digests()[0]);
    let mut schemes = 0;
    for scheme in page.split(":root {").skip(1) {
        let scheme = scheme.split('}').next().unwrap();
        let colour = |name: &str| {
            let value = scheme.split(&format!("--{name}:")).nth(1).unwrap().trim();
            luminance(value.split(';').next().unwrap().trim().trim_start_matches('#'))
        };
        for text in ["ink", "soft", "accent", "urgent"] {
            for paper in ["paper", "raised", "urgent-paper"] {
                let (text_light, paper_light) = (colour(text), colour(paper));
                let ratio = (text_light.max(paper_light) + 0.05) / (text_light.min(paper_light) + 0.05);
                assert!(ratio >= 4.5, "{text} on {paper}: {ratio:.2}");
            }
        }
        schemes += 1;
    }
    assert_eq!(schemes, 3);
}

/// Relative luminance of a colour of three or six hex digits, as WCAG 2.2 defines it.
fn luminance(hex: &str) -> f64 {
    let step = hex.len() / 3;
    let channel = |index: usize| {
        let digits = hex[index * step..][..step].repeat(3 - step);
        let value = f64::from(u8::from_str_radix(&digits, 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
}
