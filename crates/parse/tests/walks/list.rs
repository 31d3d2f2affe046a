//! Lists of a site: pages by number and by offset, and what lies between a walk that was cut and known ground.

use std::collections::BTreeSet;

use dauys_model::{Kind, ListSelectors, Source, SourceKind};
use dauys_parse::Get;
use proptest::prelude::*;

use crate::driver::{Reply, number, source, walk_for};

const LENGTH: usize = 10;

/// A site that shows its articles ten a page, the newest first, and, where its pages have numbers, one that is pinned to each.
struct Site {
    articles: usize,
    growth: usize,
    has_pinned: bool,
}

impl Site {
    fn answer(&mut self, get: &Get) -> Reply {
        let skipped = number(get, "from").or_else(|| number(get, "page").map(|page| (page - 1) * LENGTH));
        let pinned = if self.has_pinned { "<li><a href='/about'>Байланыс</a></li>" } else { "" };
        let shown = (1..=self.articles).rev().skip(skipped.unwrap_or_default()).take(LENGTH);
        let entries: String =
            shown.map(|number| format!("<li><a href='/n/{number}'>Хабар {number}</a></li>")).collect();
        self.articles += self.growth;
        Reply::ok(format!("<ul>{pinned}{entries}</ul>"))
    }
}

fn list(paging: Option<&str>, pages: u32) -> Source {
    let selectors: ListSelectors = toml::from_str("entry = 'li'").unwrap();
    let list = Some(ListSelectors { paging: paging.map(str::to_owned), ..selectors });
    Source { list, pages: Some(pages), ..source(SourceKind::List, Kind::News, "https://demo.example/news/") }
}

#[test]
fn a_first_walk_takes_the_newest_and_a_list_without_further_pages_its_first() {
    let mut site = Site { articles: 40, growth: 0, has_pinned: true };
    let first = walk_for(&list(Some("?page={page}"), 3), None, &mut |get: &Get| site.answer(get), 9);
    assert_eq!((first.asked.len(), first.walked.items.len(), first.walked.is_cut), (1, 11, false));
    site.articles = 90;
    let source = list(None, 3);
    let second = walk_for(&source, first.walked.cursor.as_deref(), &mut |get: &Get| site.answer(get), 9);
    assert_eq!((second.asked.len(), second.walked.is_cut), (1, false));
}

/// What is pinned to every page was once taken for the ground that the last walk began with.
#[test]
fn an_entry_on_every_page_is_no_known_ground() {
    let mut site = Site { articles: 40, growth: 0, has_pinned: true };
    let (mut cursor, mut found) = (None, BTreeSet::new());
    let mut take = |site: &mut Site, pages: u32, answers: usize| {
        let source = list(Some("?page={page}"), pages);
        let outcome = walk_for(&source, cursor.as_deref(), &mut |get: &Get| site.answer(get), answers);
        found.extend(outcome.walked.items.iter().map(|item| item.key.clone()));
        cursor = outcome.walked.cursor.or_else(|| cursor.take());
        outcome.walked.is_cut
    };
    take(&mut site, 1, 1);
    for (pages, answers, grown, growth) in [(2, 2, 19, 0), (1, 3, 31, 0), (1, 3, 21, 1)] {
        site.articles += grown;
        site.growth = growth;
        take(&mut site, pages, answers);
    }
    site.growth = 0;
    while take(&mut site, 3, 9) {}
    for number in 41..=site.articles {
        assert!(found.iter().any(|key| key.ends_with(&format!("/n/{number}"))), "{number}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_missed_however_walks_are_ended_or_cut(
        plans in prop::collection::vec((1_u32..4, 0_usize..5, 0_usize..60, 0_usize..3), 1..6),
        by_offset: bool,
    ) {
        let paging = Some(if by_offset { "?from={offset}" } else { "?page={page}" });
        let mut site = Site { articles: 40, growth: 0, has_pinned: !by_offset };
        let (mut cursor, mut found) = (None, BTreeSet::new());
        let mut take = |site: &mut Site, pages: u32, answers: usize| {
            let outcome = walk_for(&list(paging, pages), cursor.as_deref(), &mut |get: &Get| site.answer(get), answers);
            assert!(outcome.error.is_none());
            found.extend(outcome.walked.items.iter().map(|item| item.key.clone()));
            cursor = outcome.walked.cursor.or_else(|| cursor.take());
            outcome.walked.is_cut
        };
        take(&mut site, 1, 1);
        for (pages, answers, grown, growth) in plans {
            site.articles += grown;
            site.growth = growth;
            take(&mut site, pages, answers);
        }
        site.growth = 0;
        let mut walks = 0;
        while take(&mut site, 3, 9) {
            walks += 1;
            prop_assert!(walks < site.articles, "a hole that is never filled");
        }
        for number in 41..=site.articles {
            prop_assert!(found.iter().any(|key| key.ends_with(&format!("/n/{number}"))), "{number} of {}", site.articles);
        }
    }
}
