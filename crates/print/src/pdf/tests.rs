//! What stands on the pages of a PDF, read from them as they are set, glyph by glyph.

use dauys_digest::Interface;
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem};

use super::*;

#[path = "../../tests/print/expected.rs"]
mod expected;
#[path = "../../tests/print/hostile.rs"]
mod hostile;
#[path = "../../tests/print/invented.rs"]
#[allow(dead_code)]
mod invented;

use expected::{expected, packed};

/// The text of each page; every letter must have a glyph.
fn pages(digest: &Digest) -> Vec<String> {
    let (_, document) = set(sheet(digest), PaperLabels::of(digest.language).missing_sign).unwrap();
    let text = |frame: &Frame| {
        let mut text = String::new();
        read(frame, &mut text);
        packed(&text)
    };
    document.pages.iter().map(|page| text(&page.frame)).collect()
}

fn read(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => read(&group.frame, text),
            FrameItem::Text(run) => {
                assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "no glyph in {}", run.text);
                text.push_str(&run.text);
            }
            _ => {}
        }
    }
}

/// The text of all pages; every statement, quote, title and number of the JSON must be in it.
fn check(digest: &Digest) -> String {
    let pages = pages(digest);
    let text = pages.concat();
    // A statement may go on over the page, where the edges of two pages stand between its parts.
    let body: String = pages.iter().map(|page| without_edges(page, digest)).collect();
    for expected in expected(digest) {
        let expected = packed(&printable(&expected));
        assert!(text.contains(&expected) || body.contains(&expected), "“{expected}” is not in\n{text}");
    }
    text
}

fn without_edges(page: &str, digest: &Digest) -> String {
    let head = packed(&format!("{}{}", digest.title, digest.date));
    let product = packed(PaperLabels::of(digest.language).product);
    let page = page.strip_prefix(&head).unwrap_or(page);
    page.rsplit_once(&product).map_or(page, |(body, _)| body).to_owned()
}

#[test]
fn everything_that_a_digest_says_stands_on_its_pages_in_three_languages() {
    for language in Interface::ALL {
        for digest in
            [invented::day(language, 12), invented::week(language, 4, 90), invented::quiet(language)]
        {
            check(&digest);
        }
    }
}

#[test]
fn all_kazakh_letters_stand_on_the_pages() {
    let mut digest = invented::day(Interface::Kazakh, 1);
    digest.title = invented::KAZAKH.to_owned();
    assert!(check(&digest).contains(invented::KAZAKH));
}

#[test]
fn what_changed_comes_first_and_contents_only_where_they_pay() {
    let labels = dauys_digest::Labels::of(Interface::Russian);
    let [changes, contents] = [packed(&labels.changes), packed(&labels.contents)];
    let text = check(&invented::day(Interface::Russian, 12));
    assert!(text.find(&changes) < text.find(&contents) && text.contains(&contents));
    assert!(!check(&invented::day(Interface::Russian, 6)).contains(&contents));
}

#[test]
fn the_head_of_a_table_is_repeated_on_its_pages() {
    let digest = invented::week(Interface::English, 1, 120);
    let pages = pages(&digest);
    let heads = pages.iter().filter(|page| page.contains("thisweeklastweekayearago")).count();
    let rows =
        pages.iter().filter(|page| ["supply7", "supply8"].iter().any(|row| page.contains(row))).count();
    assert!(rows >= 3 && heads == rows, "{heads} heads on {rows} pages");
}

#[test]
fn hostile_texts_stay_texts() {
    let digest = hostile::digest(hostile::MARKUP);
    check(&digest);
    assert!(!links(&digest).iter().any(|link| link.starts_with("javascript") || link.starts_with("file")));
    assert!(pdf(&digest).is_ok());
}

/// Where links of a document lead.
fn links(digest: &Digest) -> Vec<String> {
    fn walk(frame: &Frame, found: &mut Vec<String>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, found),
                FrameItem::Link(typst::model::Destination::Url(url), _) => {
                    found.push(url.as_str().to_owned())
                }
                FrameItem::Tag(Tag::Start(..)) | FrameItem::Tag(Tag::End(..)) => {}
                _ => {}
            }
        }
    }
    let (_, document) = set(sheet(digest), "").unwrap();
    let mut found = Vec::new();
    document.pages.iter().for_each(|page| walk(&page.frame, &mut found));
    found
}

#[test]
fn sources_and_pages_of_topics_are_links() {
    let links = links(&invented::day(Interface::Russian, 3));
    for link in ["https://example.kz/news/2026/4001", "https://pages.example.kz/topics/"] {
        assert!(links.iter().any(|other| other.starts_with(link)), "{link} is not among {links:?}");
    }
}

#[test]
fn characters_without_a_glyph_are_shown_as_missing_and_the_document_says_so() {
    let explained = packed(PaperLabels::of(Interface::Russian).missing_sign);
    assert!(!check(&invented::day(Interface::Russian, 1)).contains(&explained));
    let mut digest = invented::day(Interface::Russian, 1);
    digest.sections[0].topics[0].quotes[0].text = "Су жоқ 🔥🔥 مرحبا 水\u{0}\u{7}\u{202e}!".to_owned();
    let text = check(&digest);
    assert!(text.contains("Сужоқ\u{fffd}\u{fffd}\u{fffd}!") && text.contains(&explained), "{text}");
    assert!(pdf(&digest).is_ok());
}

#[test]
fn a_word_longer_than_a_line_is_broken_within_the_page() {
    let mut digest = invented::day(Interface::Russian, 1);
    let word = "щ".repeat(600);
    digest.sections[0].topics[0].quotes[0].text = word;
    check(&digest);
    let (_, document) = set(sheet(&digest), "").unwrap();
    let width = document.pages[0].frame.width();
    fn rightmost(frame: &Frame, x: typst::layout::Abs) -> typst::layout::Abs {
        let items = frame.items().map(|(at, item)| match item {
            FrameItem::Group(group) => rightmost(&group.frame, x + at.x),
            FrameItem::Text(run) => x + at.x + run.width(),
            _ => x,
        });
        items.fold(x, typst::layout::Abs::max)
    }
    for page in &document.pages {
        assert!(rightmost(&page.frame, typst::layout::Abs::zero()) < width);
    }
}

#[test]
fn the_same_digest_gives_the_same_bytes_and_another_does_not() {
    let of = |language| pdf(&invented::week(language, 8, 20)).unwrap();
    let first = of(Interface::Kazakh);
    assert!(first.starts_with(b"%PDF-1.7"));
    assert!(first == of(Interface::Kazakh));
    assert!(first != of(Interface::Russian));
}

#[test]
fn the_moment_of_a_digest_is_told_on_the_clocks_of_kazakhstan() {
    let bytes = pdf(&invented::day(Interface::English, 1)).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("2026-11-22T07:50:00+05:00"), "the metadata tell when it was made");
    for part in ["<pdfuaid:part>1</pdfuaid:part>", "/MarkInfo", "Abai and East Kazakhstan"] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn five_hundred_topics_are_set() {
    let digest = invented::day(Interface::Russian, 500);
    let pages = pages(&digest);
    assert!(pages.len() > 100, "{}", pages.len());
    let last = packed(&digest.topics().last().unwrap().fact.text);
    assert!(pages.concat().contains(&last));
}
