//! A list page in, selectors by which its entries can be read out: a proposal for a person, who looks at what it gives.
//!
//! A list is a group of elements of one make, each of which leads to one story of the site. How it was come to does not
//! count: every proposal is tried by reading the page with it, and what it gives decides its score.

mod css;
mod groups;
mod parts;
mod stories;

use std::collections::BTreeSet;

use dauys_model::{Item, Kind, ListSelectors, Page, Precision, Source, SourceId, SourceKind};
use jiff::Timestamp;
use scraper::Html;
use url::Url;

use crate::decode::decode;
use crate::error::Error;
use crate::items::{base_of, items};
use crate::plain::tree;
use crate::probe::Probed;
use crate::selectors::groups::{Group, groups};
use crate::selectors::stories::{Accept, Stories};

/// Selectors for a list page, and what they give.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// The selectors, as a list source has them.
    pub selectors: ListSelectors,
    /// How much it looks like the main list of the page, 0 to 1.
    pub score: f64,
    /// How many entries it gives.
    pub entries: usize,
    /// How many of them have a date.
    pub dated: usize,
    /// The first five.
    pub first: Vec<Probed>,
}

/// Most proposals that are given.
const MOST: usize = 3;

/// Groups that are looked at closely; a page has one list that counts and some blocks beside it.
const MOST_GROUPS: usize = 10;

/// Fewer entries than this are no list.
pub(crate) const FEWEST: usize = 3;

/// A proposal below this is a menu.
const LEAST_SCORE: f64 = 0.15;

/// A proposal from here on is the list of its page; below, there may be a better one among links without headlines.
const GOOD_SCORE: f64 = 0.4;

/// Selectors by which the entries of a list page can be read, the best first. Empty where the page has no list in it: an article, or a
/// page that is built by scripts. `now` is the time of fetching, by which "5 минут назад" is known for a date.
///
/// # Errors
/// [`Error::Undecodable`] for bytes that are no text.
pub fn propose(page: &Page, now: Timestamp) -> Result<Vec<Proposal>, Error> {
    let text = decode(page)?.text;
    let html = tree(&text);
    let base = base_of(&html, &page.url);
    let mut proposals = Vec::new();
    // Links that bear the headline; where they make no good list, links that look like stories by their addresses.
    for accept in [Accept::Headlines, Accept::Addresses] {
        let stories = Stories::of(&html, &base, &page.url, accept);
        let groups = groups(&html, &stories);
        proposals.extend(
            groups
                .iter()
                .take(MOST_GROUPS)
                .filter_map(|group| proposal(&html, &base, page, group, &stories, now)),
        );
        if proposals.iter().any(|(proposal, _)| proposal.score >= GOOD_SCORE) {
            break;
        }
    }
    proposals.sort_by(|one, other| {
        other
            .0
            .score
            .total_cmp(&one.0.score)
            .then_with(|| one.0.selectors.entry.len().cmp(&other.0.selectors.entry.len()))
    });
    let mut seen = BTreeSet::new();
    proposals.retain(|(_, keys)| seen.insert(keys.clone()));
    Ok(proposals.into_iter().take(MOST).map(|(proposal, _)| proposal).collect())
}

/// What a group gives when the page is read by it, with the keys of its entries.
fn proposal(
    html: &Html,
    base: &Url,
    page: &Page,
    group: &Group<'_>,
    stories: &Stories<'_>,
    now: Timestamp,
) -> Option<(Proposal, BTreeSet<String>)> {
    let entry = css::entry(html, group, stories)?;
    let parts = parts::parts(group, base, stories, now);
    let mut selectors = ListSelectors {
        entry,
        link: parts.link,
        title: parts.title,
        date: parts.date,
        text: None,
        author: None,
        place: None,
        paging: parts::paging(html),
        at_least: 1,
    };
    let id = SourceId::new("probe").expect("a literal that keeps the rule for ids");
    let source = Source {
        posts: Kind::News,
        list: Some(selectors.clone()),
        ..Source::new(id, "", SourceKind::List, Some(page.url.clone()))
    };
    let found = items(&source, page, now).ok()?.items;
    if found.len() < FEWEST {
        return None;
    }
    let score = score(&found, group);
    // A third of today's entries: a page that gives fewer has changed.
    selectors.at_least = (found.len() / 3).max(2);
    let first = found.iter().take(5).map(|item| Probed {
        key: item.key.clone(),
        title: item.title.clone(),
        url: item.url.clone(),
        published_at: item.published_at,
    });
    let proposal = Proposal {
        selectors,
        score,
        entries: found.len(),
        dated: found.iter().filter(|item| item.precision != Precision::Unknown).count(),
        first: first.collect(),
    };
    (score >= LEAST_SCORE).then(|| (proposal, found.into_iter().map(|item| item.key).collect()))
}

/// How much entries look like the main list of a page: many, with long titles and dates, leading to stories, and not in a
/// block beside the main column. The weights were set on invented pages in the styles of twelve kinds of sites.
fn score(found: &[Item], group: &Group<'_>) -> f64 {
    let count = found.len() as f64;
    let share = |fits: &dyn Fn(&Item) -> bool| found.iter().filter(|item| fits(item)).count() as f64 / count;
    let words: usize = found
        .iter()
        .filter_map(|item| item.title.as_ref())
        .map(|title| title.split_whitespace().count().min(12))
        .sum();
    let words = words as f64 / count;
    if words < 3.0 || share(&|item| item.url.is_some()) < 0.8 {
        return 0.0;
    }
    // Twenty entries are a whole page.
    let size = ((1.0 + count).ln() / 21_f64.ln()).min(1.0);
    let dated = share(&|item| item.precision != Precision::Unknown);
    let stories = share(&|item| item.url.as_ref().is_some_and(stories::looks_like_story));
    size * (0.35 * (words / 8.0).min(1.0) + 0.35 * dated + 0.3 * stories) * group.standing.weight()
}
