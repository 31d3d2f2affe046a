//! Texts that try to be more than text: they stay text, and the page stays whole.

use dauys_report::{Interface, Understood, page};
use dauys_text::{Given, redact};
use proptest::prelude::*;
use scraper::Html;

use crate::{page_of, text_of};

/// Every tag that opens closes, in order. All texts and values are escaped, so `<` begins a tag and nothing else.
fn check_whole(page: &str) {
    let mut open = Vec::new();
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "</{name}>"),
            None => {
                let name = tag.split(' ').next().unwrap();
                assert!(
                    tag.starts_with('!') || name.bytes().all(|byte| byte.is_ascii_alphanumeric()),
                    "<{tag}>"
                );
                assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
                if !tag.starts_with('!') && name != "meta" {
                    open.push(name);
                }
            }
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

/// A text as a page can hold it.
fn shown(text: &str) -> String {
    let show = |letter: char| match letter {
        '\n' | '\t' | '\r' => letter,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ if letter.is_control() => '\u{fffd}',
        _ => letter,
    };
    text.chars().map(show).collect()
}

fn check(title: &str, text: &str) {
    let written = page_of(title, text);
    check_whole(&written);
    let page = Html::parse_document(&written);
    assert_eq!(text_of(&page, ".text"), shown(&redact(text)), "{text:?}");
    if !redact(title).trim().is_empty() {
        assert_eq!(text_of(&page, ".title"), shown(&redact(title)), "{title:?}");
    }
}

#[test]
fn known_tricks() {
    for hostile in [
        "</title><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</style></p></article><style>*{display:none}",
        "&lt;script&gt; &amp; &#60; &nbsp;",
        "]]> <!-- --> <![CDATA[",
        "<PHONE> <NAME> <b>су</b> <PHONE",
        "строка\r\n\r\nвторая\rтретья\u{2028}четвёртая",
        "\u{1b}[31mкрасный\u{0}\u{7}\u{8}\u{c}\u{85}",
        "\u{202e}ьтсонпо\u{2066} су жоқ",
        "{letters} {word} {n} {{ 7 * 7 }}",
        "\n\n  су \t жоқ  \n",
        "\u{feff}су\u{ad}сыз\u{301}",
        "",
    ] {
        check(hostile, hostile);
    }
}

#[test]
fn hostile_ids_stay_text() {
    let hostile = "\"><script>alert(1)</script>";
    let texts: Vec<Understood> =
        ["a", "b"].map(|text| Understood::new(Some(hostile), "", text, &Given::default())).into();
    let written = page(&texts, Interface::English);
    check_whole(&written);
    assert!(!written.contains("<script"));
    assert!(text_of(&Html::parse_document(&written), "article > h2").contains(hostile));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_shown_as_it_is(title in ".{0,12}", text in "(?s).{0,60}") {
        check(&title, &text);
    }

    #[test]
    fn likely_texts_too(text in "((су жоқ|нет воды|Риддерде|в Усть-Каменогорске|рахмет|не|<PHONE>|<|>|&|\"|'|\r|\n|\t|\\.|!|»|-|@a|t.me/b|#СуЖоқ|87000001234|Айгүл Серікова|жөнделмейді|ауданы)[ ,]?){0,16}") {
        check(&text, &text);
    }
}
