//! Where link, title and date stand within the entries of a group, and where the next page of the list is.

use std::collections::BTreeMap;

use jiff::Timestamp;
use scraper::{ElementRef, Html, Selector};
use url::Url;

use crate::date::relative_to;
use crate::items::dates_of;
use crate::links::{public, resolved};
use crate::plain::{one_line, text_of};
use crate::selectors::css::common_classes;
use crate::selectors::groups::{Group, Member, classes};
use crate::selectors::stories::{Stories, is_headline};

/// The selectors of the parts of an entry.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) link: Option<String>,
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
}

/// Entries whose making is looked at for candidates; the others are only tried.
const LOOKED_AT: usize = 6;

/// Entries on which a candidate is tried; the page is read with it in the end.
const TRIED: usize = 100;

/// Elements within one entry that are looked at; an entry has some ten.
const MOST_INNER: usize = 120;

/// The longest text that may be a date, with the words around it.
const LONGEST_DATE_CHARS: usize = 60;

/// The share of entries that must have a part.
const MOST_ENTRIES: f64 = 0.9;

/// The share of titles that must have the length of a headline; some are two words long.
const MOST_HEADLINES: f64 = 0.6;

/// The share of entries that must have a date: pinned ones often have none.
const ENOUGH_DATED: f64 = 0.6;

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

pub(super) fn parts(group: &Group<'_>, base: &Url, stories: &Stories<'_>, now: Timestamp) -> Parts {
    let link = link(group, base, stories);
    let date = date(group, now);
    let title = title(group, link.as_deref(), date.as_deref());
    Parts { link, title, date }
}

/// The share of a group's members that fit.
fn share(group: &Group<'_>, fits: impl Fn(&Member<'_>) -> bool) -> f64 {
    let tried = group.members.len().min(TRIED);
    let fitting = group.members.iter().take(TRIED).filter(|member| fits(member)).count();
    fitting as f64 / tried.max(1) as f64
}

/// The elements within an entry that are looked at.
fn inner<'a>(member: &Member<'a>) -> impl Iterator<Item = ElementRef<'a>> {
    member.element.descendants().filter_map(ElementRef::wrap).skip(1).take(MOST_INNER)
}

fn line(element: ElementRef<'_>) -> String {
    one_line(&text_of(element).text)
}

/// The link to the story; none where the entry is the link.
fn link(group: &Group<'_>, base: &Url, stories: &Stories<'_>) -> Option<String> {
    if group.members.iter().all(|member| member.element.id() == member.anchor.id()) {
        return None;
    }
    let mut candidates: Vec<String> = common_classes(group.members.iter().map(|member| member.anchor))
        .into_iter()
        .map(|class| format!("a.{class}"))
        .collect();
    // What stands around the headline within the entry.
    let first = group.members.first()?;
    for over in first.anchor.ancestors().filter_map(ElementRef::wrap) {
        if over.id() == first.element.id() {
            break;
        }
        let name = over.value().name();
        if HEADINGS.contains(&name) {
            candidates.push(format!("{name} a"));
        }
        candidates.extend(classes(over).into_iter().map(|class| format!("{name}.{class} a")));
    }
    candidates.push("a[href]".to_owned());
    let leads = |css: &str, needs_words: &dyn Fn(&str) -> bool| {
        let Ok(selector) = Selector::parse(css) else { return false };
        share(group, |member| {
            member.element.select(&selector).next().is_some_and(|anchor| {
                let url = anchor.attr("href").and_then(|href| public(resolved(base, href)?));
                let url = url.map(|mut url| {
                    url.set_fragment(None);
                    url.to_string()
                });
                url.as_deref() == Some(stories.address(member.story)) && needs_words(&line(anchor))
            })
        }) >= 1.0
    };
    let with_words = candidates.iter().find(|css| leads(css, &|words| !words.is_empty()));
    with_words.or_else(|| candidates.iter().find(|css| leads(css, &|_| true))).cloned()
}

/// The title, where the words of the link are not it alone.
fn title(group: &Group<'_>, link: Option<&str>, date: Option<&str>) -> Option<String> {
    let link = link.map(Selector::parse).transpose().ok()?;
    let date = date.and_then(|css| Selector::parse(css).ok());
    let is_clean = share(group, |member| {
        anchor_of(member, link.as_ref()).is_some_and(|anchor| {
            let has_date = date.as_ref().is_some_and(|date| anchor.select(date).next().is_some());
            let text = text_of(anchor).text;
            is_headline_like(&text) && !text.contains('\n') && !has_date
        })
    });
    let headlines = share(group, |member| {
        anchor_of(member, link.as_ref()).is_some_and(|anchor| is_headline(&line(anchor)))
    });
    // "Подробнее" is clean but no headline.
    if is_clean >= MOST_ENTRIES && headlines >= MOST_HEADLINES {
        return None;
    }
    let mut candidates: Vec<String> = Vec::new();
    for member in group.members.iter().take(LOOKED_AT) {
        for inner in inner(member) {
            let name = inner.value().name();
            if HEADINGS.contains(&name) {
                candidates.push(name.to_owned());
            }
            candidates.extend(classes(inner).into_iter().map(|class| format!("{name}.{class}")));
        }
    }
    candidates.sort();
    candidates.dedup();
    let tried = candidates.into_iter().filter_map(|css| {
        let selector = Selector::parse(&css).ok()?;
        let words =
            |member: &Member<'_>| member.element.select(&selector).next().map(|inner| text_of(inner).text);
        let fitting = share(group, |member| {
            words(member).is_some_and(|text| {
                let is_date = date.as_ref().is_some_and(|date| {
                    member
                        .element
                        .select(&selector)
                        .next()
                        .is_some_and(|inner| inner.select(date).next().is_some())
                });
                !text.contains('\n') && is_headline_like(&text) && !is_date
            })
        });
        let headlines = share(group, |member| words(member).is_some_and(|text| is_headline(&text)));
        (fitting >= MOST_ENTRIES && headlines >= MOST_HEADLINES).then(|| {
            let length: usize = group.members.iter().filter_map(words).map(|text| text.chars().count()).sum();
            (rank(&css), length, css)
        })
    });
    // A heading, else what calls itself a title, else the shortest: summaries are longer.
    tried.min().map(|(_, _, css)| css)
}

/// The element whose words are the title unless a selector says otherwise: the whole entry where it is the link.
fn anchor_of<'a>(member: &Member<'a>, link: Option<&Selector>) -> Option<ElementRef<'a>> {
    match link {
        None => Some(member.element),
        Some(selector) => member.element.select(selector).next(),
    }
}

/// Whether a text may be a headline, short ones included.
fn is_headline_like(text: &str) -> bool {
    text.chars().filter(|letter| letter.is_alphabetic()).count() >= 3
}

/// How much a selector names a title by its words.
fn rank(css: &str) -> u8 {
    let lower = css.to_ascii_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    if says(&["text", "desc", "excerpt", "intro", "lead", "anons", "summary", "content"])
        && !says(&["title", "head"])
    {
        return 3;
    }
    match lower.split('.').next() {
        Some(tag) if HEADINGS.contains(&tag) => 0,
        _ if says(&["title", "head", "name", "caption", "zag", "topic"]) => 1,
        _ => 2,
    }
}

/// The date: what can be read as one in most entries.
fn date(group: &Group<'_>, now: Timestamp) -> Option<String> {
    let mut candidates: BTreeMap<String, usize> = BTreeMap::new();
    for member in group.members.iter().take(LOOKED_AT) {
        for inner in inner(member) {
            if !is_date(inner, member, now) {
                continue;
            }
            let name = inner.value().name();
            let own = classes(inner);
            let mut written: Vec<String> = own.iter().map(|class| format!("{name}.{class}")).collect();
            if name == "time" || own.is_empty() {
                written.push(name.to_owned());
                let over = inner.ancestors().filter_map(ElementRef::wrap).next().filter(|_| own.is_empty());
                let over = over.filter(|over| over.id() != member.element.id());
                for over in over.into_iter() {
                    let tag = over.value().name();
                    written.extend(classes(over).into_iter().map(|class| format!("{tag}.{class} {name}")));
                    written.extend(
                        classes(over).into_iter().map(|class| format!("{tag}.{class} {name}:last-child")),
                    );
                }
                written.push(format!("{name}:first-child"));
                written.push(format!("{name}:last-child"));
            }
            for css in written {
                *candidates.entry(css).or_default() += 1;
            }
        }
    }
    let tried = candidates.into_keys().filter_map(|css| {
        let selector = Selector::parse(&css).ok()?;
        let dated = share(group, |member| {
            member.element.select(&selector).next().is_some_and(|inner| is_date(inner, member, now))
        });
        let lower = css.to_ascii_lowercase();
        let is_named = ["time", "date", "data", "when", "published"].iter().any(|part| lower.contains(part));
        // Shares of a thousand, since fractions have no order.
        let dated_share = (dated * 1000.0) as u32;
        (dated >= ENOUGH_DATED).then_some((std::cmp::Reverse(dated_share), !is_named, css.len(), css))
    });
    tried.min().map(|(_, _, _, css)| css)
}

/// Whether an element says a date and nothing more of weight. A headline may hold one ("15 ноября в Абае…").
fn is_date(element: ElementRef<'_>, member: &Member<'_>, now: Timestamp) -> bool {
    let text = line(element);
    if text.chars().count() > LONGEST_DATE_CHARS {
        return false;
    }
    let headline = line(member.anchor);
    let holds_headline = element.id() == member.anchor.id()
        || element.descendants().any(|node| node.id() == member.anchor.id())
        || (!text.is_empty()
            && is_headline(&text)
            && (text == headline || headline.starts_with(&text))
            && headline.len() < text.len() + 8);
    !holds_headline && dates_of(element).iter().any(|date| relative_to(now, date).is_some())
}

/// The address of further pages with `{page}` or `{offset}` in place of a number, from the link to the second page.
pub(super) fn paging(html: &Html) -> Option<String> {
    let links = Selector::parse("a[href]").ok()?;
    let second = html.select(&links).filter(|link| {
        line(*link) == "2" || link.attr("rel").is_some_and(|relation| relation.eq_ignore_ascii_case("next"))
    });
    second.into_iter().find_map(|link| template(link.attr("href")?.trim()))
}

/// The address of the second page as that of any page.
fn template(href: &str) -> Option<String> {
    if href.starts_with('#')
        || href.contains(['{', '}'])
        || href.to_ascii_lowercase().starts_with("javascript:")
    {
        return None;
    }
    if let Some((path, query)) = href.split_once('?') {
        let pairs: Vec<String> = query
            .split('&')
            .map(|pair| {
                let Some((key, value)) = pair.split_once('=') else { return pair.to_owned() };
                let name = key.to_ascii_lowercase();
                let is_page =
                    name.starts_with("page") || ["p", "paged", "cstart", "pn"].contains(&name.as_str());
                let is_offset = ["start", "limitstart", "offset", "from", "skip"].contains(&name.as_str());
                match value.parse::<u32>() {
                    Ok(2) if is_page => format!("{key}={{page}}"),
                    Ok(number) if is_offset && number > 2 => format!("{key}={{offset}}"),
                    _ => pair.to_owned(),
                }
            })
            .collect();
        let written = format!("{path}?{}", pairs.join("&"));
        if written != href {
            return Some(written);
        }
    }
    let path = href.split(['?', '#']).next().unwrap_or(href);
    for written in ["/page/2", "/page2", "/page-2", "/p/2", "/pagen2"] {
        let Some(at) = path.rfind(written) else { continue };
        let after = path.get(at + written.len()..)?;
        if after.is_empty() || after.starts_with(['/', '.']) {
            let number_at = at + written.len() - 1;
            return Some(format!("{}{{page}}{}", href.get(..number_at)?, href.get(number_at + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_page_tells_where_any_page_is() {
        for (href, expected) in [
            ("/news?page=2", Some("/news?page={page}")),
            ("?PAGEN_1=2&a=2", Some("?PAGEN_1={page}&a=2")),
            ("https://demo.example/news/page/2/", Some("https://demo.example/news/page/{page}/")),
            ("/news/page2", Some("/news/page{page}")),
            (
                "/index.php?option=com_content&limitstart=20",
                Some("/index.php?option=com_content&limitstart={offset}"),
            ),
            ("/news/2026", None),
            ("#2", None),
            ("javascript:page(2)", None),
            ("/list?category=2", None),
        ] {
            assert_eq!(template(href).as_deref(), expected, "{href}");
        }
    }
}
