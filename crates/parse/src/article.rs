//! The page of an article in; its title, text and date out, by the site's own rules, by its data, or by looking.
//!
//! The site's selectors come first. Where there are none, or they give too little, clutter is taken out of the page, and
//! three ways are compared: the readability algorithm, the run of prose after the title, and the text that the page gives
//! to machines. Where they agree on a place, their text is completed or cut; where they do not, the title decides.

mod baseline;
mod blocks;
mod cards;
mod choice;
mod clutter;
mod jsonld;
mod kept;
mod metadata;
mod others;
mod readability;
mod reserved;
mod rules;
mod title;

use dauys_model::{Language, Page, Precision};
use jiff::Timestamp;
use scraper::Html;
use serde::Serialize;
use url::Url;

use crate::article::blocks::{Block, Shape, letters};
use crate::article::choice::ByData;
use crate::barrier::barrier;
use crate::boilerplate::{without_boilerplate, without_byline};
use crate::decode::decode;
use crate::error::{Error, beginning};
use crate::links::public;
use crate::plain::{Plain, tree};

pub use kept::kept;
pub use reserved::Reserved;
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
    /// The same text as a page for phones (`amphtml`).
    pub for_phones: Option<Url>,
    /// What the page forbids to do with its text: then only its address, title and date are to be kept.
    pub reserved: Option<Reserved>,
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
/// A text with so much of the words of the title is the one that it is the title of.
const ABOUT_TITLE: f64 = 0.5;
/// Where less than this share of it is found again after clearing the page, a part of the text was cleared away.
const LOST: f64 = 0.6;
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
        choose(&html, &tree, page, by_site.text, found.body, title.as_deref()).ok_or_else(no_text)?;
    let text = without_byline(&without_boilerplate(&without_head(&text, title.as_deref())));
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
        for_phones: found.for_phones.and_then(public),
        reserved: reserved::of(&tree),
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
    title: Option<&str>,
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
    let whole = others::without_others(clutter::without_discussions(tree), title);
    let plain = readability::read(html, &whole, &page.url);
    let is_about = plain
        .as_ref()
        .is_some_and(|plain| title.is_none_or(|title| choice::about(&plain.text, title) >= ABOUT_TITLE));
    let sure = plain.as_ref().filter(|_| is_about).map_or("", |plain| plain.text.as_str());
    let cleared = clutter::without_surroundings(&whole, sure);
    let found = readability::read(html, &cleared, &page.url);
    let found = found.map(|found| match &plain {
        Some(plain) => readability::within(found, &plain.text),
        None => found,
    });
    let is_lost = readability::shared(sure, found.as_ref().map_or("", |found| found.text.as_str())) < LOST;
    let (tree, readable) = if is_lost { (&whole, plain) } else { (&cleared, found) };
    let cards = cards::of(tree);
    let blocks = blocks::of(tree, &cards);
    let title = title.and_then(|title| title_line(&blocks, title));
    let run = baseline::run(&blocks, title);
    let choice =
        choice::choose(&blocks, &run, readable.as_ref().map_or("", |plain| plain.text.as_str()), title);
    let mut remark = choice.remark;
    let mut text = choice.text;
    if let Some(body) = &body {
        match choice::by_data(&text, body) {
            ByData::Whole => {
                return consider(By::Metadata, Some(unlinked(body.clone()))).map(|chosen| Chosen {
                    reason: format!("{}; the page shows a part of it", chosen.reason),
                    ..chosen
                });
            }
            ByData::Cut(lines) => (text, remark) = (lines, Some("cut to what the page's data hold")),
            ByData::Says => {}
        }
    }
    let first = if choice.is_run {
        if readable.is_none() {
            consider(By::Readability, None);
        }
        consider(By::Baseline, Some(unlinked(text)))
    } else {
        consider(By::Readability, readable.map(|plain| Plain { text, ..plain }))
    };
    let chosen = first
        .or_else(|| consider(By::Metadata, body.map(unlinked)))
        .or_else(|| {
            let lines = blocks.get(run).filter(|lines| !lines.is_empty()).unwrap_or(&blocks);
            (!choice.is_run).then(|| consider(By::Baseline, Some(unlinked(blocks::text(lines))))).flatten()
        })
        .or_else(|| {
            let (by, text) = best.filter(|(_, text)| !text.trim().is_empty())?;
            remark = None;
            Some(Chosen {
                text,
                by,
                reason: format!("{}, the longest; {}", by.name(), complaints.join(", ")),
            })
        })?;
    let reason = match remark.filter(|_| matches!(chosen.by, By::Readability | By::Baseline)) {
        Some(remark) => format!("{}; {remark}", chosen.reason),
        None => chosen.reason,
    };
    Some(Chosen { reason, ..chosen })
}

fn unlinked(text: String) -> Plain {
    Plain { text, link_chars: 0 }
}

/// The line that is the title, headings first; else the line that is most of it: `Title - Paper - Town`.
fn title_line(blocks: &[Block], title: &str) -> Option<usize> {
    let title = letters(title);
    if title.is_empty() {
        return None;
    }
    let is_title = |block: &Block| block.letters == title;
    let is_most = |block: &Block| {
        !block.is_link()
            && block.letters.len() as f64 >= MOST_OF_TITLE * title.len() as f64
            && (title.starts_with(&block.letters) || title.ends_with(&block.letters))
    };
    blocks
        .iter()
        .position(|block| block.shape == Shape::Heading && is_title(block))
        .or_else(|| blocks.iter().position(is_title))
        .or_else(|| blocks.iter().position(is_most))
}

/// A line is a title when it is so much of what the page calls itself.
const MOST_OF_TITLE: f64 = 0.5;

impl By {
    /// Its name in data and reports.
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
    let is_title = |line: &str| title.is_some_and(|title| letters(line) == letters(title));
    // Where it is the only one; else it is the first entry of a chronicle.
    let is_time = |line: &str| line.len() <= 5 && line.contains(':') && !line.contains(char::is_alphabetic);
    let has_one_time = text.lines().filter(|line| is_time(line)).count() == 1;
    let is_date = |line: &str| {
        (has_one_time && is_time(line))
            || line.split_whitespace().count() <= HEAD_WORDS && crate::date::absolute(line).is_some()
    };
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
