//! How each form looks, kept whole: a Russian day, a quiet Kazakh one, an English week. Page, text and Markdown are held with the
//! content, in all languages.

use crate::made::{day, quiet_day, week};
use dauys_digest::feed::{Feed, FeedEntry, atom, feed_id, json_feed};
use dauys_digest::{Digest, Interface, chart, html, ics, mail, markdown, telegram, text, webhook};

/// The feed of one edition.
pub(crate) fn feed_of(digest: &Digest) -> Feed {
    let entry = FeedEntry::of(digest, digest.until);
    let pages = digest.pages.clone().unwrap_or_default();
    Feed {
        id: feed_id(&pages, &digest.subscription),
        title: digest.title.clone(),
        language: digest.language,
        home: digest.pages.as_ref().map(|pages| format!("{pages}/digests")),
        self_link: digest.pages.as_ref().map(|pages| format!("{pages}/digests/feed.xml")),
        updated: entry.updated_at,
        entries: vec![entry],
    }
}

/// Every form of a digest as text, with what its file would end in.
pub(crate) fn forms(digest: &Digest) -> Vec<(&'static str, String)> {
    let feed = feed_of(digest);
    let mut forms = vec![
        ("html", html(digest)),
        ("mail", mail(digest)),
        ("txt", text(digest)),
        ("md", markdown(digest)),
        ("ics", ics(digest)),
        ("atom", atom(&feed)),
        ("feed", json_feed(&feed)),
        ("telegram", telegram::messages(digest).join("\n\n=====\n\n")),
        ("webhook", webhook(digest)),
        ("regions.svg", chart::regions(digest)),
        ("languages.svg", chart::languages(digest)),
    ];
    if let Some(topic) = digest.topics().next() {
        forms.push(("curve.svg", chart::curve(topic)));
    }
    forms
}

fn check(name: &str, digest: &Digest) {
    for (form, text) in forms(digest) {
        if !["html", "txt", "md"].contains(&form) {
            insta::assert_snapshot!(format!("{name}.{form}"), text);
        }
    }
}

#[test]
fn a_russian_day() {
    check("day.ru", &day(Interface::Russian));
}

#[test]
fn a_quiet_kazakh_day() {
    check("quiet.kk", &quiet_day(Interface::Kazakh));
}

#[test]
fn an_english_week() {
    check("week.en", &week(Interface::English));
}

#[test]
fn the_same_digest_gives_the_same_bytes() {
    for digest in crate::made::every() {
        assert_eq!(forms(&digest), forms(&digest.clone()));
    }
}
