//! The way through the documents of a body on gov.kz: the newest first, page by page, to what the last walk had.
//!
//! Only documents are asked for. The news of the same site are given only to a browser that fetched a ticket: a gate
//! against robots, which is left alone.

use dauys_model::{Language, Source};
use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use crate::error::{Error, Refusal};
use crate::items::{Announced, Entry, finish};
use crate::links::resolved;
use crate::plain::plain;
use crate::walk::answered::{Told, code_of, refusal_of, refused, shape, told};
use crate::walk::descent::Descent;
use crate::walk::interface::Interface;
use crate::walk::memory::recalled;
use crate::walk::region::region_in;
use crate::walk::wrapped::{html_of, line_of};
use crate::walk::{self, Answer, Get, Question, Start, Walked};

/// Where the site is reached.
const SITE: &str = "https://www.gov.kz";

/// The list of documents, the same for all bodies.
const DOCUMENTS: &str = "api/v1/public/content-manager/documents";

/// Documents of one page: what readers of this interface have asked for without being refused.
const PAGE_SIZE: usize = 100;

/// Pages of one walk where the source does not say; ten are a thousand documents, weeks of the busiest body.
const PAGES: u32 = 10;

/// The words of the refusal that the news give.
const GATE: &str = "asks for a browser ticket: an anti-robot gate, left alone";

/// Asks page after page.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    site: Interface,
    body: String,
    descent: Descent,
    entries: Vec<Entry>,
    warnings: Vec<String>,
    left_out: u32,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        let body = body_of(source.url.as_ref())?;
        let usual = Url::parse(SITE).expect("a literal address");
        let site = Interface::new(source.api.as_ref(), &usual)?;
        // A first walk without the source's word reads one page: years of old orders are no news.
        let mut warnings = Vec::new();
        let memory = recalled(start.cursor, &mut warnings);
        let descent = Descent::new(memory, source.pages.unwrap_or(1), source.pages.unwrap_or(PAGES));
        Ok(Self { source, now: start.now, site, body, descent, entries: Vec::new(), warnings, left_out: 0 })
    }

    /// `ru` or `kk`, in which the site is asked.
    fn language(&self) -> &'static str {
        if self.source.language == Some(Language::Kazakh) { "kk" } else { "ru" }
    }

    fn entry(&self, document: &Value) -> Option<Entry> {
        let language = self.language();
        let get = |name: &str| document.get(name).filter(|value| !value.is_null());
        let id = get("id").and_then(|id| line_of(id, language));
        let title = ["title", "name"].iter().find_map(|name| line_of(get(name)?, language));
        if id.is_none() && title.is_none() {
            return None;
        }
        let full = ["content", "body", "full_text"].iter().find_map(|name| {
            let text = plain(&html_of(get(name)?, language)?);
            (!text.is_empty()).then_some(text)
        });
        let is_summary = full.is_none();
        let text = full.or_else(|| Some(plain(&html_of(get("short_description")?, language)?)));
        let dates = ["created_date", "published_date", "date"]
            .iter()
            .filter_map(|name| line_of(get(name)?, language))
            .collect();
        // The page is named by the site's own address even where a mirror is asked.
        let link = id.as_deref().filter(|id| is_slug(id)).and_then(|id| {
            let details = format!("/memleket/entities/{}/documents/details/{id}?lang={language}", self.body);
            resolved(self.source.url.as_ref()?, &details)
        });
        Some(Entry {
            id,
            link,
            title,
            text,
            is_summary,
            dates,
            language: Some(language.to_owned()),
            place: place_of(document, language),
            ..Entry::default()
        })
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        let mut url = self.site.at(DOCUMENTS);
        url.query_pairs_mut()
            .append_pair("projects", &self.body)
            .append_pair("page", &self.descent.place()?.page.to_string())
            .append_pair("size", &PAGE_SIZE.to_string());
        // Written by hand: the site wants its colon as it is.
        let query = format!("{}&sort-by=created_date:DESC", url.query().unwrap_or_default());
        url.set_query(Some(&query));
        let headers = vec![("accept-language", self.language().to_owned())];
        Some(Question::Get(Get { headers, ..Get::guest(url) }))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        let Told { status, body: value } = told(answer, Refusal::Closed)?;
        if let Some(refusal) = refusal_of(status, Refusal::Closed) {
            let code = code_of(&value);
            return Err(if code == Some("notAllowed") {
                Error::refused(Refusal::Closed, format!("HTTP {status}, {GATE}"))
            } else {
                refused(refusal, status, code)
            });
        }
        let documents = value.as_array().ok_or_else(|| {
            Error::drift(format!("an array of documents was expected, {} came", shape(&value)))
        })?;
        let readable: Vec<Entry> = documents.iter().filter_map(|document| self.entry(document)).collect();
        self.left_out += u32::try_from(documents.len() - readable.len()).unwrap_or(u32::MAX);
        if readable.is_empty() && !documents.is_empty() {
            let first = documents.first().map(shape).unwrap_or_default();
            return Err(Error::drift(format!("no document has an `id` or a `title`; the first is {first}")));
        }
        // A short page is no end: the site leaves withheld documents out of their page.
        let names: Vec<&str> = readable
            .iter()
            .map(|entry| entry.id.as_deref().or(entry.title.as_deref()).unwrap_or_default())
            .collect();
        let is_new = self.descent.take(&names);
        let new = readable.into_iter().zip(is_new).filter(|(_, is_new)| *is_new);
        self.entries.extend(new.map(|(entry, _)| entry));
        Ok(())
    }

    fn end(self: Box<Self>) -> Walked {
        let announced = Announced {
            entries: self.entries,
            language: Some(self.source.language.map_or("ru", |language| language.code()).to_owned()),
            ..Announced::default()
        };
        let mut walked: Walked = finish(announced, &self.source, self.now).into();
        walked.warnings.extend(self.warnings);
        walked.left_out += self.left_out;
        if self.left_out > 0 {
            walked.warnings.push(format!("documents without id and title: {}", self.left_out));
        }
        // Who asks for pages of the past hears that there is more of it.
        let leaves_more = self.source.pages.is_some() && self.descent.leaves_the_past();
        (walked.cursor, walked.is_cut) = self.descent.end();
        walked.is_cut |= leaves_more;
        walked
    }
}

/// The body that an address of gov.kz is of.
fn body_of(url: Option<&Url>) -> Result<String, Error> {
    let form = "the address of a govkz source is `https://www.gov.kz/memleket/entities/BODY/documents`";
    let unfit = || Error::unfit(form.into());
    let url = url.ok_or_else(unfit)?;
    // A language may stand before it.
    let segments: Vec<&str> = url.path().split('/').filter(|segment| !segment.is_empty()).collect();
    let from = segments.iter().position(|segment| *segment == "memleket").ok_or_else(unfit)?;
    let ["memleket", "entities", body, rest @ ..] = segments.get(from..).unwrap_or_default() else {
        return Err(unfit());
    };
    if rest.first() == Some(&"press") {
        return Err(Error::unfit(format!("{form}; the news of gov.kz are behind a gate against robots")));
    }
    if !is_slug(body) || !matches!(rest.first(), None | Some(&"documents")) {
        return Err(unfit());
    }
    Ok((*body).to_owned())
}

fn is_slug(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// The region that the publishing department or the rubric names.
fn place_of(document: &Value, language: &str) -> Option<String> {
    let from_body = || region_in(&line_of(document.get("gosorgan")?, language)?);
    let from_rubrics = || {
        let rubrics = document.get("activities")?;
        let each = rubrics.as_array().map_or(std::slice::from_ref(rubrics), Vec::as_slice);
        let mut regions: Vec<String> =
            each.iter().filter_map(|rubric| region_in(&line_of(rubric, language)?)).collect();
        regions.dedup();
        // A document of several regions is of none of them.
        (regions.len() == 1).then(|| regions.swap_remove(0))
    };
    from_rubrics().or_else(from_body)
}
