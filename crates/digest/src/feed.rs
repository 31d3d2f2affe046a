//! Editions of one subscription → a feed, as Atom 1.0 (RFC 4287) or as JSON Feed 1.1.
//!
//! Both are written here: Atom is twenty lines of XML with our own escaping, which a crate would bring a second library of dates for.

use std::fmt::Write;

use dauys_model::{EditionKey, Interface, Period};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::cite::page_of;
use crate::escape::{escaped, is_shown, short};
use crate::view::{ChangeKind, Digest};
use crate::wording::Wording;

/// The latest editions of one subscription.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feed {
    /// Its lasting identity: see [`feed_id`].
    pub id: String,
    /// The name of the subscription.
    pub title: String,
    /// The language of the editions.
    pub language: Interface,
    /// The page of the archive.
    pub home: Option<String>,
    /// Where the feed itself is.
    pub self_link: Option<String>,
    /// When something in it changed last.
    pub updated: Timestamp,
    /// The editions, newest first.
    pub entries: Vec<FeedEntry>,
}

/// One edition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeedEntry {
    /// Its lasting identity: see [`edition_id`].
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The day it tells of, or the last one of its week or month.
    pub day: Date,
    /// When it went out.
    pub published_at: Timestamp,
    /// When it was made, or made anew.
    pub updated_at: Timestamp,
    /// What it tells, in one line of plain text.
    pub summary: String,
    /// What changed and which topics it holds, as a piece of HTML.
    pub html: String,
    /// Its page.
    pub link: Option<String>,
}

/// The identity of the feed of a subscription. `authority` names the installation: the host of its pages.
pub fn feed_id(authority: &str, subscription: &dauys_model::SubscriptionId) -> String {
    format!("tag:{},2026:dauys/{subscription}", host(authority))
}

/// The identity of an edition, the same in every feed and however often it is made.
pub fn edition_id(authority: &str, key: &EditionKey) -> String {
    let period = match key.period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
    };
    format!("tag:{},2026:dauys/{}/{period}/{}", host(authority), key.subscription, key.day)
}

/// The host of an address, or the text itself if it is none; `dauys.invalid` where nothing is left.
fn host(authority: &str) -> String {
    let parsed = url::Url::parse(authority).ok();
    let host = parsed.as_ref().and_then(|url| url.host_str()).unwrap_or(authority);
    let host: String =
        host.chars().filter(|letter| letter.is_ascii_alphanumeric() || ".-".contains(*letter)).collect();
    if host.is_empty() { "dauys.invalid".to_owned() } else { host }
}

impl FeedEntry {
    /// The entry of a digest that went out at `published_at`.
    pub fn of(digest: &Digest, published_at: Timestamp) -> Self {
        let key =
            EditionKey { subscription: digest.subscription.clone(), period: digest.period, day: digest.day };
        Self {
            id: edition_id(digest.pages.as_deref().unwrap_or_default(), &key),
            title: format!("{} — {}", digest.title, digest.date),
            day: digest.day,
            published_at,
            updated_at: published_at.max(digest.until),
            summary: digest.summary.sentence.text.clone(),
            html: fragment(digest),
            link: page_of(digest),
        }
    }
}

/// What changed and which topics there are, as a piece of HTML without styles: programs that read feeds set their own.
fn fragment(digest: &Digest) -> String {
    let wording = Wording::of(digest.language);
    let mut html = String::new();
    let paragraph = |html: &mut String, text: &str| {
        let _ = writeln!(html, "<p>{}</p>", escaped(text));
    };
    let _ = writeln!(html, "<p><strong>{}</strong></p>", escaped(&digest.summary.sentence.text));
    if let Some(sentence) = digest.quiet_day.as_ref().or(digest.coverage.warning.as_ref()) {
        paragraph(&mut html, &sentence.text);
    }
    if !digest.changes.items.is_empty() {
        let _ = writeln!(html, "<h2>{}</h2>\n<ul>", escaped(&wording.labels.changes));
        for change in &digest.changes.items {
            let label = escaped(&change.label);
            let told = escaped(&change.sentence.text);
            let _ = match change.kind {
                ChangeKind::AnswerDue => writeln!(html, "<li><strong>{label}</strong>: {told}</li>"),
                _ => writeln!(html, "<li>{label}: {told}</li>"),
            };
        }
        html.push_str("</ul>\n");
    }
    for sentence in &digest.corrections {
        paragraph(&mut html, &sentence.text);
    }
    for section in &digest.sections {
        let _ = writeln!(html, "<h2>{}</h2>", escaped(&section.heading));
        for topic in &section.topics {
            let urgent =
                if topic.urgent { format!("{} · ", escaped(&wording.urgent)) } else { String::new() };
            let title = escaped(&topic.title.text);
            let _ = match &topic.link {
                Some(link) => {
                    writeln!(html, "<h3>{urgent}<a href=\"{}\">{title}</a></h3>", escaped(link))
                }
                None => writeln!(html, "<h3>{urgent}{title}</h3>"),
            };
            paragraph(&mut html, &topic.fact.text);
            if let Some(quote) = topic.quotes.first() {
                let source = escaped(&quote.source);
                let source = match &quote.url {
                    Some(url) => format!("<a href=\"{}\">{source}</a>", escaped(url)),
                    None => source,
                };
                let _ = writeln!(
                    html,
                    "<blockquote><p>{}</p></blockquote>\n<p>— {source}, {}, № {}</p>",
                    escaped(&quote.text),
                    escaped(&quote.published),
                    quote.post
                );
            }
        }
    }
    for sentence in digest.coverage.sentences.iter().chain(&digest.made_with) {
        paragraph(&mut html, &sentence.text);
    }
    html
}

/// The feed as Atom 1.0.
pub fn atom(feed: &Feed) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>Dauys</name></author>\n\
         <generator>Dauys</generator>\n",
        feed.language.code(),
        escaped(&feed.id),
        escaped(&line(&feed.title)),
        feed.updated
    );
    if let Some(home) = &feed.home {
        let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escaped(home));
    }
    if let Some(own) = &feed.self_link {
        let _ = writeln!(xml, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escaped(own));
    }
    for entry in &feed.entries {
        let _ = write!(
            xml,
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<published>{}</published>\n<updated>{}</updated>\n",
            escaped(&entry.id),
            escaped(&line(&entry.title)),
            entry.published_at,
            entry.updated_at
        );
        if let Some(link) = &entry.link {
            let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escaped(link));
        }
        let _ = write!(
            xml,
            "<summary>{}</summary>\n<content type=\"html\">{}</content>\n</entry>\n",
            escaped(&line(&entry.summary)),
            escaped(&entry.html)
        );
    }
    xml.push_str("</feed>\n");
    xml
}

/// The feed as JSON Feed 1.1.
pub fn json_feed(feed: &Feed) -> String {
    let item = |entry: &FeedEntry| JsonItem {
        id: entry.id.clone(),
        url: entry.link.clone(),
        title: line(&entry.title),
        summary: line(&entry.summary),
        content_html: entry.html.clone(),
        date_published: entry.published_at,
        date_modified: entry.updated_at,
        language: feed.language.code(),
    };
    let whole = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: line(&feed.title),
        home_page_url: feed.home.clone(),
        feed_url: feed.self_link.clone(),
        language: feed.language.code(),
        authors: [JsonAuthor { name: "Dauys" }],
        items: feed.entries.iter().map(item).collect(),
    };
    let mut text = serde_json::to_string_pretty(&whole).expect("no map has a key that is not text");
    text.push('\n');
    text
}

/// Fields as JSON Feed 1.1 names them.
#[derive(Serialize)]
struct JsonFeed {
    version: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<String>,
    language: &'static str,
    authors: [JsonAuthor; 1],
    items: Vec<JsonItem>,
}

#[derive(Serialize)]
struct JsonAuthor {
    name: &'static str,
}

#[derive(Serialize)]
struct JsonItem {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    title: String,
    summary: String,
    content_html: String,
    date_published: Timestamp,
    date_modified: Timestamp,
    language: &'static str,
}

/// A text on one line, without what no form shows.
fn line(text: &str) -> String {
    short(text, 1000).chars().filter(|letter| is_shown(*letter)).collect()
}
