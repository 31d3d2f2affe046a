//! A list page and its selectors in, entries out. For sites without a feed.

use dauys_model::ListSelectors;
use scraper::{ElementRef, Selector};
use url::Url;

use crate::barrier::barrier;
use crate::error::{Error, beginning};
use crate::items::Announced;
use crate::items::entry::Entry;
use crate::links::resolved;
use crate::plain::{one_line, text_of, tree};

/// Reads a list page.
pub(super) fn read(selectors: Option<&ListSelectors>, html: &str, url: &Url) -> Result<Announced, Error> {
    let missing =
        || Error::Selector { part: "entry", selector: String::new(), reason: "the source has none".into() };
    let selectors = selectors.ok_or_else(missing)?;
    let parts = Parts::new(selectors)?;
    let page = tree(html);
    let base = base_of(&page, url);
    let entries: Vec<Entry> =
        page.select(&parts.entry).map(|element| entry(element, &parts, &base)).collect();
    // An entry is an entry only if something tells it from the others.
    let entries: Vec<Entry> =
        entries.into_iter().filter(|entry| entry.link.is_some() || entry.title.is_some()).collect();
    if entries.len() < selectors.at_least {
        return Err(Error::NoEntries {
            found: entries.len(),
            at_least: selectors.at_least,
            barrier: barrier(html),
            seen: beginning(html),
        });
    }
    let language = page.root_element().attr("lang").map(str::to_owned);
    Ok(Announced { entries, home: Some(url.clone()), language, fresh_for: None, warnings: Vec::new() })
}

struct Parts {
    entry: Selector,
    link: Option<Selector>,
    title: Option<Selector>,
    date: Option<Selector>,
    text: Option<Selector>,
    author: Option<Selector>,
    place: Option<Selector>,
}

impl Parts {
    fn new(selectors: &ListSelectors) -> Result<Self, Error> {
        let optional =
            |part, selector: &Option<String>| selector.as_deref().map(|css| compiled(part, css)).transpose();
        Ok(Self {
            entry: compiled("entry", &selectors.entry)?,
            link: optional("link", &selectors.link)?,
            title: optional("title", &selectors.title)?,
            date: optional("date", &selectors.date)?,
            text: optional("text", &selectors.text)?,
            author: optional("author", &selectors.author)?,
            place: optional("place", &selectors.place)?,
        })
    }
}

/// A CSS selector, or what is wrong with it.
pub(crate) fn compiled(part: &'static str, css: &str) -> Result<Selector, Error> {
    Selector::parse(css).map_err(|error| Error::Selector {
        part,
        selector: css.to_owned(),
        reason: error.to_string(),
    })
}

/// `<base href>`, from which a page's links are seen.
pub(crate) fn base_of(page: &scraper::Html, url: &Url) -> Url {
    let found = Selector::parse("base[href]").ok().and_then(|selector| page.select(&selector).next());
    found.and_then(|base| url.join(base.attr("href")?.trim()).ok()).unwrap_or_else(|| url.clone())
}

fn entry(element: ElementRef<'_>, parts: &Parts, base: &Url) -> Entry {
    let first =
        |selector: &Option<Selector>| selector.as_ref().and_then(|selector| element.select(selector).next());
    let line =
        |element: ElementRef<'_>| Some(one_line(&text_of(element).text)).filter(|text| !text.is_empty());
    let anchor = match &parts.link {
        Some(_) => first(&parts.link),
        None => Some(element),
    };
    let href = anchor.and_then(|anchor| {
        let within =
            || Selector::parse("a[href]").ok().and_then(|links| anchor.select(&links).next()?.attr("href"));
        anchor.attr("href").or_else(within)
    });
    let title = match &parts.title {
        Some(_) => first(&parts.title).and_then(line),
        None => anchor.and_then(|anchor| line(anchor).or_else(|| anchor.attr("title").map(one_line))),
    };
    Entry {
        link: href.and_then(|href| resolved(base, href)),
        title,
        text: first(&parts.text).map(|element| text_of(element).text),
        dates: first(&parts.date).map(dates_of).unwrap_or_default(),
        language: element.attr("lang").map(str::to_owned),
        author: first(&parts.author).and_then(line),
        place: first(&parts.place).and_then(line),
        ..Entry::default()
    }
}

/// What an element says of a date: attributes made for it first, then its text.
pub(crate) fn dates_of(element: ElementRef<'_>) -> Vec<String> {
    let attributes = ["datetime", "content", "data-time", "data-date", "data-timestamp", "title"];
    let mut dates: Vec<String> =
        attributes.iter().filter_map(|name| element.attr(name)).map(one_line).collect();
    dates.push(one_line(&text_of(element).text));
    dates.retain(|date| !date.is_empty());
    dates
}
