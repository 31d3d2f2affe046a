//! Markup of a feed in, its fields out: which element belongs to the feed, which to an entry, and what stands in it.
//!
//! Fields are found by name, not by a well-formed tree: a field ends at its own end tag, and where that is missing,
//! at the next field or the end of the entry. So one wrong tag costs one field and not the feed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::markup::{Piece, attribute, decoded, each_attribute};

/// A field: an element directly below a feed or an entry.
pub(super) struct Field<'a> {
    /// Its name: `title` for what the feed formats define, `dc:creator` for the rest, lower case.
    pub(super) name: String,
    /// The attributes of its start tag.
    pub(super) attributes: &'a str,
    /// What stands in it.
    pub(super) value: Value<'a>,
    /// Whether the page ends within it.
    pub(super) is_cut: bool,
}

/// What stands in a field.
pub(super) enum Value<'a> {
    /// Text alone: references are decoded once, what comes out may be HTML.
    Text(Cow<'a, str>),
    /// Elements, which are HTML as they stand.
    Markup(String),
}

impl<'a> Field<'a> {
    /// The text of a field that is not HTML: a link, an id, a date.
    pub(super) fn literal(&self) -> Option<String> {
        let text = match &self.value {
            Value::Text(text) => text.trim().to_owned(),
            Value::Markup(html) => crate::plain::plain_line(html),
        };
        (!text.is_empty()).then_some(text)
    }

    /// The field as HTML.
    pub(super) fn html(&self) -> &str {
        match &self.value {
            Value::Text(text) => text,
            Value::Markup(html) => html,
        }
    }

    /// An attribute of its start tag.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        attribute(self.attributes, name)
    }
}

/// Elements that hold fields or entries rather than being fields.
const HOLDERS: [&str; 9] =
    ["rss", "rdf", "feed", "channel", "media:group", "media:content", "xml", "items", "entries"];

/// Names that end an unclosed field when they begin.
const FIELD_NAMES: [&str; 17] = [
    "title",
    "link",
    "guid",
    "id",
    "pubdate",
    "description",
    "summary",
    "content",
    "content:encoded",
    "author",
    "category",
    "published",
    "updated",
    "dc:creator",
    "dc:date",
    "yandex:full-text",
    "enclosure",
];

/// The pieces of a feed with what is needed to name its elements.
pub(super) struct Reader<'a> {
    text: &'a str,
    pieces: Vec<Piece<'a>>,
    prefixes: BTreeMap<&'a str, &'static str>,
    repairs: usize,
    is_cut: bool,
    /// How many more pieces are looked at for the ends of fields. Each unclosed field costs a look to the end of its
    /// entry; whole ones together cost one look at the page.
    looks: usize,
    at: usize,
}

/// What the reader came to.
pub(super) enum Part<'a> {
    /// The start of the feed itself, with its attributes.
    Holder { name: String, attributes: &'a str },
    /// A field of the feed.
    Field(Field<'a>),
    /// An entry: its attributes and fields.
    Entry { attributes: &'a str, fields: Vec<Field<'a>> },
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, pieces: Vec<Piece<'a>>) -> Self {
        let mut prefixes = BTreeMap::new();
        for piece in &pieces {
            let Piece::Start { attributes, .. } = piece else { continue };
            if attributes.contains("xmlns:") {
                for (name, uri) in each_attribute(attributes) {
                    if let (Some(prefix), Some(known)) = (name.strip_prefix("xmlns:"), known_space(uri)) {
                        prefixes.entry(prefix).or_insert(known);
                    }
                }
            }
        }
        let looks = 4 * pieces.len();
        Self { text, pieces, prefixes, repairs: 0, is_cut: false, looks, at: 0 }
    }

    /// How many fields had no end tag.
    pub(super) fn repairs(&self) -> usize {
        self.repairs
    }

    /// Whether the page ended within an entry.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The name of an element as [`Field::name`] has it.
    pub(super) fn name(&self, raw: &str) -> String {
        let (prefix, local) = raw.split_once(':').unwrap_or(("", raw));
        let local = local.to_ascii_lowercase();
        let prefix_lower = prefix.to_ascii_lowercase();
        let space = match self.prefixes.get(prefix) {
            Some(known) => known,
            None if matches!(
                prefix_lower.as_str(),
                "" | "rss" | "atom" | "a" | "rdf" | "atom10" | "rss1"
            ) =>
            {
                ""
            }
            None => prefix_lower.as_str(),
        };
        if space.is_empty() { local } else { format!("{space}:{local}") }
    }

    /// The next part of the feed.
    pub(super) fn part(&mut self) -> Option<Part<'a>> {
        while let Some(piece) = self.pieces.get(self.at).copied() {
            self.at += 1;
            let Piece::Start { name: raw, attributes, empty, .. } = piece else { continue };
            let name = self.name(raw);
            if is_entry(&name) {
                let fields = if empty { Vec::new() } else { self.entry(raw) };
                return Some(Part::Entry { attributes, fields });
            }
            if HOLDERS.contains(&name.as_str()) {
                return Some(Part::Holder { name, attributes });
            }
            return Some(Part::Field(self.field(name, raw, attributes, empty)));
        }
        None
    }

    /// The fields up to the end of an entry, or the beginning of the next.
    fn entry(&mut self, entry: &str) -> Vec<Field<'a>> {
        let mut fields = Vec::new();
        while let Some(piece) = self.pieces.get(self.at).copied() {
            match piece {
                Piece::End { name, .. } if name.eq_ignore_ascii_case(entry) => {
                    self.at += 1;
                    return fields;
                }
                Piece::Start { name: raw, attributes, empty, .. } => {
                    let name = self.name(raw);
                    if is_entry(&name) {
                        return fields;
                    }
                    self.at += 1;
                    if !HOLDERS.contains(&name.as_str()) {
                        let field = self.field(name, raw, attributes, empty);
                        fields.push(field);
                    }
                }
                _ => self.at += 1,
            }
        }
        self.is_cut = true;
        fields
    }

    /// A field whose start tag has just been passed.
    fn field(&mut self, name: String, raw: &str, attributes: &'a str, empty: bool) -> Field<'a> {
        // The end of the page within the start tag itself.
        let is_cut = self.at == self.pieces.len() && !self.text.ends_with('>');
        if empty {
            return Field { name, attributes, value: Value::Text(Cow::Borrowed("")), is_cut };
        }
        let from = self.at;
        let to = self.field_end(raw);
        // Past the end tag, if it is one.
        let closed =
            matches!(self.pieces.get(to), Some(Piece::End { name, .. }) if name.eq_ignore_ascii_case(raw));
        self.at = to + usize::from(closed);
        let inside = self.pieces.get(from..to).unwrap_or_default();
        let value = match self.value(inside) {
            Value::Text(text) if says_base64(attributes) => Value::Text(from_base64(text)),
            value => value,
        };
        Field { name, attributes, value, is_cut: is_cut || !closed && to == self.pieces.len() }
    }

    /// The piece before which a field ends.
    fn field_end(&mut self, raw: &str) -> usize {
        let mut depth = 0_usize;
        let mut next_field = None;
        let mut at = self.at;
        while let Some(piece) = self.pieces.get(at) {
            self.looks = self.looks.saturating_sub(1);
            match piece {
                Piece::Start { name, empty, .. } => {
                    if name.eq_ignore_ascii_case(raw) {
                        depth += usize::from(!empty);
                    }
                    let name = self.name(name);
                    if is_entry(&name) {
                        break;
                    }
                    if next_field.is_none() && FIELD_NAMES.contains(&name.as_str()) {
                        next_field = Some(at);
                        if self.looks == 0 {
                            break;
                        }
                    }
                }
                Piece::End { name, .. } if name.eq_ignore_ascii_case(raw) => {
                    if depth == 0 {
                        return at;
                    }
                    depth -= 1;
                }
                Piece::End { name, .. } => {
                    let name = self.name(name);
                    if is_entry(&name) || name == "channel" || name == "feed" {
                        break;
                    }
                }
                _ => {}
            }
            at += 1;
            // A page of nothing but unclosed fields: the rest is not searched any more.
            if self.looks == 0 && at > self.at + 20 {
                break;
            }
        }
        if at < self.pieces.len() || next_field.is_some() {
            self.repairs += 1;
        }
        next_field.unwrap_or(at)
    }

    fn value(&self, inside: &[Piece<'a>]) -> Value<'a> {
        if !inside.iter().any(|piece| matches!(piece, Piece::Start { .. } | Piece::End { .. })) {
            // An indented CDATA section is surrounded by white space that belongs to nobody.
            let has_verbatim = inside.iter().any(|piece| matches!(piece, Piece::Verbatim { .. }));
            let mut value = Cow::Borrowed("");
            for piece in inside {
                let part = match piece {
                    Piece::Text { text } if has_verbatim && text.trim().is_empty() => continue,
                    Piece::Text { text } => decoded(text),
                    Piece::Verbatim { text } => Cow::Borrowed(*text),
                    _ => continue,
                };
                if value.is_empty() { value = part } else { value.to_mut().push_str(&part) }
            }
            return Value::Text(value);
        }
        let mut html = String::new();
        for piece in inside {
            match piece {
                Piece::Start { at, end, empty, .. } => {
                    let tag = self.text.get(*at..*end).unwrap_or_default();
                    html.push_str(tag);
                    // HTML knows no self-closing `<div/>`.
                    if *empty
                        && let Piece::Start { name, .. } = piece
                        && !is_void(name)
                    {
                        html.push_str("</");
                        html.push_str(name);
                        html.push('>');
                    }
                }
                Piece::End { at, end, .. } => html.push_str(self.text.get(*at..*end).unwrap_or_default()),
                Piece::Text { text } | Piece::Verbatim { text } => html.push_str(text),
            }
        }
        Value::Markup(html)
    }
}

/// Whether a field says that it is Base64: by Atom 0.3's `mode`, or by a media type that is no text (RFC 4287, 4.1.3.3).
fn says_base64(attributes: &str) -> bool {
    if let Some(mode) = attribute(attributes, "mode") {
        return mode.trim().eq_ignore_ascii_case("base64");
    }
    attribute(attributes, "type").is_some_and(|kind| {
        let kind = kind.trim().to_ascii_lowercase();
        kind.contains('/') && !kind.starts_with("text/") && !kind.ends_with("xml") && !kind.contains("html")
    })
}

/// What Base64 stands for; the text itself when it is none, since many a feed only says so.
fn from_base64(text: Cow<'_, str>) -> Cow<'_, str> {
    let letters: String = text.split_whitespace().collect();
    STANDARD.decode(letters).ok().and_then(|bytes| String::from_utf8(bytes).ok()).map_or(text, Cow::Owned)
}

fn is_void(name: &str) -> bool {
    ["br", "img", "hr", "input", "wbr", "source", "embed", "col"]
        .iter()
        .any(|void| void.eq_ignore_ascii_case(name))
}

fn is_entry(name: &str) -> bool {
    matches!(name, "item" | "entry")
}

/// The prefix under which the elements of a namespace are known here; empty for the feed formats themselves.
fn known_space(uri: &str) -> Option<&'static str> {
    const SPACES: [(&str, &str); 12] = [
        ("purl.org/dc/elements", "dc"),
        ("purl.org/dc/terms", "dcterms"),
        ("purl.org/rss/1.0/modules/content", "content"),
        ("purl.org/rss/1.0/modules/syndication", "sy"),
        ("purl.org/rss/1.0/modules/slash", "slash"),
        ("purl.org/syndication/thread", "thr"),
        ("wellformedweb.org/commentapi", "wfw"),
        ("news.yandex.ru", "yandex"),
        ("search.yahoo.com/mrss", "media"),
        ("itunes.com/dtds", "itunes"),
        ("feedburner", "feedburner"),
        ("w3.org/1999/xhtml", "xhtml"),
    ];
    /// The feed formats' own, which must not be taken for the modules that lie below them.
    const FORMATS: [&str; 7] = [
        "w3.org/2005/atom",
        "purl.org/atom/ns#",
        "purl.org/rss/1.0",
        "my.netscape.com/rdf/simple/0.9",
        "channel.netscape.com/rdf/simple/0.9",
        "backend.userland.com/rss2",
        "w3.org/1999/02/22-rdf-syntax-ns#",
    ];
    let lower = uri.trim().trim_end_matches('/').to_ascii_lowercase();
    if FORMATS.iter().any(|format| lower.ends_with(format)) {
        return Some("");
    }
    SPACES.iter().find(|(part, _)| lower.contains(part)).map(|(_, prefix)| *prefix)
}
