//! The page of an article in; its title, text and date out, by the site's own rules, by its data, or by looking.
//!
//! Four ways are tried in order of trust, each only if the one before gave too little: the site's selectors, the
//! readability algorithm, the text that the page's own metadata carry, and a plain collection of paragraphs.

mod baseline;
mod clutter;
mod jsonld;
mod kept;
mod metadata;
mod readability;
mod rules;
mod title;

use dauys_model::{Language, Page, Precision};
use jiff::Timestamp;
use scraper::Html;
use serde::Serialize;
use url::Url;

use crate::barrier::barrier;
use crate::boilerplate::without_boilerplate;
use crate::decode::decode;
use crate::error::{Error, beginning};
use crate::links::public;
use crate::plain::{Plain, tree};

pub use kept::kept;
pub use rules::{Extract, SiteRules};

/// An article as a page has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its title, without the name of the site.
    pub title: Option<String>,
    /// Its text, plain, one line a paragraph, without the title.
    pub text: String,
    /// When it was published, if the page says so.
    pub published_at: Option<Timestamp>,
    /// How exact `published_at` is.
    pub precision: Precision,
    /// The language the page claims; a hint.
    pub language: Option<Language>,
    /// Its public address, as the page itself gives it.
    pub canonical: Option<Url>,
    /// The same text in other languages (`hreflang`), in the order of the page.
    pub alternates: Vec<(Language, Url)>,
    /// By which way the text was found.
    pub by: By,
    /// Why that way, and what was wrong with those before it.
    pub reason: String,
}

/// The way a text was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// By selectors written for the site.
    Site,
    /// By the readability algorithm.
    Readability,
    /// From the text that the page gives to machines.
    Metadata,
    /// By collecting its paragraphs.
    Baseline,
}

/// Fewer characters than this are a caption or a teaser as long as another way gives more.
const SHORT_CHARS: usize = 200;
/// Selectors written for a site are believed with less: a notice of one sentence is a text.
const SHORT_BY_SITE_CHARS: usize = 40;
/// More than this share of a text in links is a list of links.
const MOSTLY_LINKS: f64 = 0.5;

/// The article of a page. `rules` are those of its site, if there are any ([`Extract::of`]); `now` is the time of
/// fetching, by which "Сегодня, 10:00" is understood.
///
/// # Errors
/// [`Error::NoText`], [`Error::Undecodable`], and [`Error::Selector`] for rules that are not CSS.
pub fn article(page: &Page, rules: Option<&SiteRules>, now: Timestamp) -> Result<Article, Error> {
    let html = decode(page)?.text;
    let tree = tree(&html);
    let found = metadata::of(&tree, &page.url);
    let by_site = rules.map(|rules| rules::read(&tree, rules)).transpose()?.unwrap_or_default();
    let no_text = || Error::NoText { barrier: barrier(&html), seen: beginning(&html) };
    let title = by_site.title.or_else(|| title::of(&tree, &found));
    let Chosen { text, by, reason } =
        choose(&html, &tree, page, by_site.text, found.body).ok_or_else(no_text)?;
    let text = without_boilerplate(&without_head(&text, title.as_deref()));
    // A wall of "sign in" or "prove you are human" has a paragraph or two of its own.
    if text.chars().count() < SHORT_CHARS && barrier(&html).is_some() {
        return Err(no_text());
    }
    let dates = by_site.dates.iter().chain(&found.dates);
    let date = dates.into_iter().find_map(|date| crate::date::relative_to(now, date));
    Ok(Article {
        title,
        text,
        published_at: date.map(|(at, _)| at),
        precision: date.map_or(Precision::Unknown, |(_, precision)| precision),
        language: found.language,
        canonical: found.canonical.and_then(public),
        alternates: found.alternates,
        by,
        reason,
    })
}

struct Chosen {
    text: String,
    by: By,
    reason: String,
}

fn choose(
    html: &str,
    tree: &Html,
    page: &Page,
    by_site: Option<Plain>,
    body: Option<String>,
) -> Option<Chosen> {
    let mut best: Option<(By, String)> = None;
    let mut complaints = Vec::new();
    let mut consider = |by: By, plain: Option<Plain>| {
        let verdict = judge(plain.as_ref(), if by == By::Site { SHORT_BY_SITE_CHARS } else { SHORT_CHARS });
        let name = by.name();
        match (verdict, plain) {
            (Ok(()), Some(plain)) => Some(Chosen {
                text: plain.text,
                by,
                reason: if complaints.is_empty() {
                    name.to_owned()
                } else {
                    format!("{name}, since {}", complaints.join(", "))
                },
            }),
            (verdict, plain) => {
                complaints.push(format!("{name}: {}", verdict.err().unwrap_or("nothing found")));
                if let Some(plain) = plain
                    && plain.text.len() > best.as_ref().map_or(0, |(_, text)| text.len())
                {
                    best = Some((by, plain.text));
                }
                None
            }
        }
    };
    if by_site.is_some()
        && let Some(chosen) = consider(By::Site, by_site)
    {
        return Some(chosen);
    }
    let tree = &clutter::without_clutter(tree);
    consider(By::Readability, readability::read(html, tree, &page.url))
        .or_else(|| consider(By::Metadata, body.map(|text| Plain { text, link_chars: 0 })))
        .or_else(|| consider(By::Baseline, Some(baseline::read(tree))))
        .or_else(|| {
            let (by, text) = best.filter(|(_, text)| !text.trim().is_empty())?;
            Some(Chosen {
                text,
                by,
                reason: format!("{}, the longest; {}", by.name(), complaints.join(", ")),
            })
        })
}

impl By {
    /// The way as one word, for tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Readability => "readability",
            Self::Metadata => "metadata",
            Self::Baseline => "baseline",
        }
    }
}

/// What speaks against a text.
fn judge(plain: Option<&Plain>, short_chars: usize) -> Result<(), &'static str> {
    let chars = plain.map_or(0, |plain| plain.text.chars().count());
    if chars == 0 {
        return Err("nothing found");
    }
    if chars < short_chars {
        return Err("too short");
    }
    if plain.is_some_and(|plain| plain.link_chars as f64 > MOSTLY_LINKS * chars as f64) {
        return Err("mostly links");
    }
    Ok(())
}

/// Most words of a line that holds nothing but a date, a section and a desk.
const HEAD_WORDS: usize = 6;

/// The text without first lines that repeat the title or the date: `16.11.2026, 06:15 · редакция`.
fn without_head(text: &str, title: Option<&str>) -> String {
    let letters = |line: &str| {
        line.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let is_title = |line: &str| title.is_some_and(|title| letters(line) == letters(title));
    let is_date =
        |line: &str| line.split_whitespace().count() <= HEAD_WORDS && crate::date::absolute(line).is_some();
    let mut rest = text;
    while let Some((first, after)) = rest.split_once('\n')
        && (is_title(first) || is_date(first))
    {
        rest = after;
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests;
