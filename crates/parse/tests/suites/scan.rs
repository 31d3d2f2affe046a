//! What a feed file holds, told without the reader that is tested: a quick look for entries, their titles and links.
//!
//! It knows elements by their names only, is happy with any end tag, and decodes nothing but what a title needs. Where a
//! feed is odd it sees less than a reader should, so it asks for nothing that is not plainly there.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use scraper::{Html, Node};
use url::Url;

/// One entry, as far as it is plain to see.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Seen {
    /// The letters and digits of its title; none where it has none.
    pub(crate) title: Option<String>,
    /// Its addresses for people, without fragment and query.
    pub(crate) links: Vec<String>,
    /// Its `guid` or `id`.
    pub(crate) id: Option<String>,
    /// Whether anything stands in it at all.
    pub(crate) is_empty: bool,
}

/// The entries of a text of XML, repeated ones once.
pub(crate) fn entries(text: &str, base: &Url) -> Vec<Seen> {
    let mut found: Vec<Seen> = Vec::new();
    let mut entry: Option<Entry> = None;
    let mut base = base.clone();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        if let Some(entry) = &mut entry {
            entry.text(before, "text");
        }
        let length = if tag.starts_with("<!--") {
            tag.find("-->").map(|at| at + 3)
        } else if let Some(data) = tag.strip_prefix("<![CDATA[") {
            let end = data.find("]]>");
            if let (Some(entry), Some(data)) = (&mut entry, data.get(..end.unwrap_or(data.len()))) {
                entry.text(data, "data");
            }
            end.map(|at| at + 12)
        } else {
            tag.find('>').map(|at| at + 1)
        };
        let (tag, after) = tag.split_at(length.unwrap_or(tag.len()));
        rest = after;
        if tag.starts_with("<!") || tag.starts_with("<?") {
            continue;
        }
        let is_end = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split([' ', '\t', '\n', '\r', '>', '/']).next().unwrap_or_default();
        let is_entry = ["item", "entry"].iter().any(|kind| local(name).eq_ignore_ascii_case(kind));
        if is_entry && prefix(name).len() < 6 {
            found.extend(entry.take().map(|entry| entry.seen(&base)));
            if !is_end {
                entry = Some(Entry::new(name, tag));
                if tag.ends_with("/>") {
                    found.extend(entry.take().map(|entry| entry.seen(&base)));
                }
            }
        } else if name.eq_ignore_ascii_case("channel") {
            // CDF has its base here.
            base = attribute(tag, "base").and_then(|own| base.join(&own).ok()).unwrap_or(base);
        } else if let Some(entry) = &mut entry {
            entry.tag(name, tag, is_end);
        }
    }
    found.extend(entry.map(|entry| entry.seen(&base)));
    let mut told: Vec<Seen> = Vec::new();
    for seen in found {
        let repeats = |one: &Seen| match (&one.id, &seen.id) {
            (Some(one_id), Some(id)) => one_id == id && (one.links == seen.links || one.links.is_empty()),
            _ => *one == seen,
        };
        if !told.iter().any(repeats) {
            told.push(seen);
        }
    }
    told
}

/// An entry being looked at.
struct Entry {
    prefix: String,
    /// The elements open within it.
    open: Vec<String>,
    title: Option<String>,
    links: Vec<String>,
    id: Option<(String, bool)>,
    /// The text of the element just below the entry.
    value: String,
    /// Its start tag.
    tag: String,
    has_anything: bool,
}

impl Entry {
    fn new(name: &str, tag: &str) -> Self {
        let links = ["href", "rdf:about"].iter().filter_map(|name| attribute(tag, name)).collect();
        Self {
            prefix: prefix(name).to_owned(),
            open: Vec::new(),
            title: None,
            links,
            id: None,
            value: String::new(),
            tag: String::new(),
            has_anything: attribute(tag, "href").is_some() || attribute(tag, "lastmod").is_some(),
        }
    }

    fn text(&mut self, text: &str, kind: &str) {
        self.has_anything |= !text.trim().is_empty();
        if !self.open.is_empty() {
            // Within CDATA nothing is decoded a first time.
            let text = if kind == "data" { text.to_owned() } else { decoded(text) };
            self.value.push_str(&text);
        }
    }

    fn tag(&mut self, name: &str, tag: &str, is_end: bool) {
        self.has_anything |= tag.contains('=');
        if is_end {
            if self.open.last().is_some_and(|open| open.eq_ignore_ascii_case(name)) {
                self.open.pop();
            }
            if self.open.is_empty() {
                self.field(name);
            } else {
                self.value.push_str(tag);
            }
            return;
        }
        if self.open.is_empty() {
            self.value.clear();
            self.tag = tag.to_owned();
        } else {
            self.value.push_str(tag);
        }
        if tag.ends_with("/>") {
            if self.open.is_empty() {
                self.field(name);
            }
        } else {
            self.open.push(name.to_owned());
        }
    }

    /// Notes a field that has just ended.
    fn field(&mut self, name: &str) {
        let mut value = std::mem::take(&mut self.value).trim().to_owned();
        if name.eq_ignore_ascii_case("feedburner:origLink") {
            // What a `link` to a counter of clicks leads to.
            self.links.push(value);
            return;
        }
        if prefix(name) != self.prefix {
            return;
        }
        let says = |name: &str, what: &str| attribute(&self.tag, name).is_some_and(|found| found == what);
        if says("mode", "base64") || says("type", "application/octet-stream") {
            let letters: String = value.split_whitespace().collect();
            value = String::from_utf8(STANDARD.decode(letters).unwrap_or_default()).unwrap_or_default();
        }
        match local(name).to_ascii_lowercase().as_str() {
            "title" if self.title.is_none() && !value.is_empty() => self.title = Some(value),
            "link" => {
                let relation = attribute(&self.tag, "rel").unwrap_or_default();
                let link = attribute(&self.tag, "href").unwrap_or(value);
                if matches!(relation.as_str(), "" | "alternate") && !link.is_empty() {
                    self.links.push(link);
                }
            }
            "guid" | "id" if self.id.is_none() && !value.is_empty() => {
                let is_link = attribute(&self.tag, "isPermaLink").is_none_or(|value| value != "false")
                    && value.starts_with("http");
                self.id = Some((value, is_link));
            }
            _ => {}
        }
    }

    fn seen(self, base: &Url) -> Seen {
        let mut links: Vec<String> = self.links.iter().filter_map(|link| place(base, link)).collect();
        if let Some((id, true)) = &self.id
            && links.is_empty()
        {
            links.extend(place(base, id));
        }
        let title = self.title.map(|title| letters(&title)).filter(|title| !title.is_empty());
        Seen { title, links, id: self.id.map(|(id, _)| id), is_empty: !self.has_anything }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn prefix(name: &str) -> &str {
    name.rsplit_once(':').map_or("", |(prefix, _)| prefix)
}

/// The value of an attribute in a tag, decoded.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find(&format!(" {}=", name.to_ascii_lowercase()))?;
    let value = tag.get(at + name.len() + 2..)?;
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split(quote).next().map(decoded)
}

fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    Html::parse_fragment(&text.replace('<', "&lt;")).root_element().text().collect()
}

/// The letters and digits of a title, without those of its markup and scripts: what two readers agree on.
pub(crate) fn letters(title: &str) -> String {
    shown(&shown(title)).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn shown(html: &str) -> String {
    let tree = Html::parse_fragment(html);
    let is_script = |node: &Node| node.as_element().is_some_and(|element| element.name() == "script");
    let texts = tree.tree.root().descendants().filter_map(|node| {
        node.value().as_text().filter(|_| !node.ancestors().any(|node| is_script(node.value())))
    });
    texts.map(|text| text.to_string()).collect()
}

/// Where an address leads, without what says nothing of the text: scheme, fragment, query.
pub(crate) fn place(base: &Url, link: &str) -> Option<String> {
    let url = base.join(link.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| {
        format!("{}{}", url.host_str().unwrap_or_default(), url.path()).trim_end_matches('/').to_owned()
    })
}
