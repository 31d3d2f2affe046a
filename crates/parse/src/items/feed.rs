//! RSS 0.9x to 2.0, RDF and Atom in, entries out. One reading serves all: they differ in names, hardly in sense.

use std::rc::Rc;
use std::time::Duration;

use url::Url;

use crate::items::entry::Entry;
use crate::items::fields::{Field, Part, Reader, Value};
use crate::items::{Announced, MOST_ENTRIES};
use crate::links::resolved;
use crate::markup::{Piece, attribute, pieces};
use crate::plain::{one_line, plain, plain_line, tidy};

/// The longest `xml:base` that is heeded: every relative link of a feed grows by it.
const LONGEST_BASE_BYTES: usize = 512;

/// Reads a feed; `None` when the text is none.
pub(super) fn read(text: &str, url: &Url) -> Option<Announced> {
    let pieces: Vec<Piece<'_>> = pieces(text).collect();
    let mut reader = Reader::new(text, pieces_of_feed(pieces)?);
    let mut announced =
        Announced { entries: Vec::new(), home: None, language: None, fresh_for: None, warnings: Vec::new() };
    let mut base = Rc::new(url.clone());
    let mut period = Period::default();
    let mut late = Vec::new();
    while let Some(part) = reader.part() {
        match part {
            Part::Holder { name, attributes } => {
                if matches!(name.as_str(), "rss" | "rdf" | "feed" | "channel") {
                    // CDF, older than RSS, has its base without a prefix.
                    for name in ["xml:base", "base"] {
                        base = rebased(&base, attributes, name).map_or(base, Rc::new);
                    }
                    announced.language =
                        attribute(attributes, "xml:lang").map(String::from).or(announced.language);
                }
            }
            Part::Field(field) => match field.name.as_str() {
                "link" => announced.home = announced.home.or_else(|| alternate(&field, &base)),
                "language" | "dc:language" => announced.language = field.literal().or(announced.language),
                "ttl" | "sy:updateperiod" | "sy:updatefrequency" => period.take(&field),
                _ => {}
            },
            Part::Entry { attributes, fields } => {
                // The base is shared: a feed of a thousand entries has it once.
                let base = rebased(&base, attributes, "xml:base").map_or_else(|| Rc::clone(&base), Rc::new);
                late.push((base, attributes, fields));
                if late.len() == MOST_ENTRIES {
                    announced
                        .warnings
                        .push(format!("more than {MOST_ENTRIES} entries, the rest is left out"));
                    break;
                }
            }
        }
    }
    // A saved file has no address of its own: links are seen from the site's.
    for (base, attributes, fields) in &late {
        let base =
            if base.scheme().starts_with("http") { base } else { announced.home.as_ref().unwrap_or(base) };
        announced.entries.push(entry(attributes, fields, base));
    }
    // What was cut before anything told it from others would be another entry at each reading.
    let is_told = |entry: &Entry| entry.id.is_some() || entry.link.is_some();
    if reader.is_cut() {
        let has_fields = late.last().is_some_and(|(_, _, fields)| !fields.is_empty());
        announced.entries.pop_if(|entry| !has_fields || !is_told(entry));
    }
    announced.fresh_for = period.duration();
    if reader.repairs() > 0 {
        announced.warnings.push(format!("elements not closed: {}", reader.repairs()));
    }
    if reader.is_cut() {
        announced.warnings.push("the page ends within an entry".to_owned());
    }
    Some(announced)
}

/// The pieces from the root of a feed on. PHP notices may stand before it, even a whole page of a careless host; but
/// within an HTML page only a root that says what it is begins a feed.
pub(super) fn pieces_of_feed(mut pieces: Vec<Piece<'_>>) -> Option<Vec<Piece<'_>>> {
    let mut is_html = false;
    let root = pieces.iter().position(|piece| {
        let Piece::Start { name, attributes, .. } = piece else { return false };
        let local = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        is_html |= matches!(local.as_str(), "html" | "head" | "body");
        match local.as_str() {
            "rss" | "rdf" | "feed" => {
                !is_html || attributes.contains("xmlns") || attributes.contains("version")
            }
            "channel" | "item" | "entry" => !is_html,
            _ => false,
        }
    })?;
    Some(pieces.split_off(root))
}

/// The base that an attribute sets for what stands within its element.
fn rebased(base: &Url, attributes: &str, name: &str) -> Option<Url> {
    let reference = attribute(attributes, name)?;
    base.join(reference.trim()).ok().filter(|base| base.as_str().len() <= LONGEST_BASE_BYTES)
}

/// The address a `link` element gives, unless it is a link to something else than the text.
fn alternate(field: &Field<'_>, base: &Url) -> Option<Url> {
    let relation = field.attribute("rel").unwrap_or("alternate".into());
    if !relation.trim().rsplit('/').next().unwrap_or_default().eq_ignore_ascii_case("alternate") {
        return None;
    }
    let own = rebased(base, field.attributes, "xml:base");
    let base = own.as_ref().unwrap_or(base);
    match field.attribute("href") {
        Some(href) => resolved(base, &href),
        None => linked(base, &field.literal()?),
    }
}

/// A link given as text. In a CDATA section templates leave the `&amp;` that their database holds; no address has one.
fn linked(base: &Url, text: &str) -> Option<Url> {
    resolved(base, &text.replace("&amp;", "&"))
}

/// The count of comments that a link to them gives (RFC 4685, 4).
fn replies(field: &Field<'_>) -> Option<u32> {
    let relation = field.attribute("rel")?;
    field.attribute("thr:count").filter(|_| relation.trim() == "replies")?.trim().parse().ok()
}

/// The address that an id is: one with a scheme, a path from the root of the site, or whatever says that it is one.
fn permalink(id: &str, says_so: Option<&str>, base: &Url) -> Option<Url> {
    let says_so = says_so.map(|value| value.trim().to_ascii_lowercase());
    let is_web =
        |scheme: &str| id.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let is_address = is_web("http://")
        || is_web("https://")
        || id.starts_with('/')
        || says_so.as_deref() == Some("true") && id.contains(['/', '?']);
    if !is_address || says_so.as_deref() == Some("false") {
        return None;
    }
    linked(base, id)
}

fn entry(attributes: &str, fields: &[Field<'_>], base: &Url) -> Entry {
    let mut entry =
        Entry { language: attribute(attributes, "xml:lang").map(String::from), ..Entry::default() };
    let mut own_address = None;
    let mut discussed = None;
    let mut original = None;
    let mut second_title = None;
    let mut typed_html = None;
    let mut body = Body::default();
    let mut dates: [Option<String>; 5] = Default::default();
    let mut author = [None, None];
    for field in fields.iter().filter(|field| !field.is_cut || may_be_cut(&field.name)) {
        match field.name.as_str() {
            "title" => entry.title = entry.title.or_else(|| title(field)),
            "media:title" | "dc:title" if second_title.is_none() => second_title = title(field),
            "guid" | "id" if entry.id.is_none() => {
                entry.id = field.literal();
                own_address = entry.id.as_deref().and_then(|id| {
                    let own = rebased(base, field.attributes, "xml:base");
                    permalink(id, field.attribute("isPermaLink").as_deref(), own.as_ref().unwrap_or(base))
                });
            }
            "link" => {
                if let Some(link) = alternate(field, base) {
                    // Of several alternates the HTML one is meant for people.
                    if typed_html.is_none()
                        && field.attribute("type").is_some_and(|kind| kind.contains("html"))
                    {
                        typed_html = Some(link.clone());
                    }
                    entry.link = entry.link.or(Some(link));
                }
                entry.comments = entry.comments.or_else(|| replies(field));
            }
            "feedburner:origlink" => original = field.literal().and_then(|link| linked(base, &link)),
            "slash:comments" | "thr:total" => {
                entry.comments = field.literal().and_then(|count| count.parse().ok()).or(entry.comments);
            }
            // The place of the comments within the page of the text.
            "comments" => {
                discussed = field.literal().and_then(|link| linked(base, &link));
                discussed = discussed.filter(|link| link.fragment().is_some());
            }
            "pubdate" | "published" => take(&mut dates[0], field),
            "dc:date" | "issued" | "dcterms:issued" => take(&mut dates[1], field),
            "created" | "dcterms:created" | "dc:created" => take(&mut dates[2], field),
            "updated" | "modified" | "dcterms:modified" | "date" => take(&mut dates[3], field),
            "a10:updated" | "lastbuilddate" => take(&mut dates[4], field),
            "content:encoded" | "content" | "xhtml:body" | "body" | "xhtml:div" | "fullitem" | "div" => {
                body.full(field)
            }
            "yandex:full-text" | "full-text" | "fulltext" => body.full(field),
            "description" | "summary" | "dc:description" | "media:description" | "itunes:summary"
            | "tagline" | "abstract" => {
                body.summary(field);
            }
            "dc:language" | "language" => entry.language = field.literal().or(entry.language),
            "thr:in-reply-to" => {
                let target = field.attribute("href").or_else(|| field.attribute("ref"));
                entry.answers = target.and_then(|target| resolved(base, &target));
            }
            "dc:creator" => author[0] = field.literal(),
            "author" => author[1] = author_of(field),
            _ => {}
        }
    }
    entry.link = original.or(typed_html).or(entry.link).or(own_address);
    entry.title = entry.title.or(second_title);
    entry.dates = dates.into_iter().flatten().collect();
    entry.dates.extend(attribute(attributes, "lastmod").map(String::from));
    entry.is_summary = body.full.is_none();
    entry.text = body.text();
    entry.author = author.into_iter().flatten().next();
    // RDF names its items by address; CDF, older than RSS, had `href`.
    let about = attribute(attributes, "rdf:about");
    entry.id = entry.id.or_else(|| about.as_deref().map(str::to_owned));
    let address = about.or_else(|| attribute(attributes, "href"));
    entry.link = entry.link.or_else(|| address.and_then(|address| linked(base, &address))).or(discussed);
    if entry.text.is_none() {
        let said = fields.iter().flat_map(|field| [field.attributes.trim(), field.html().trim()]);
        let rest: Vec<&str> = said.filter(|said| !said.is_empty()).collect();
        let rest = if rest.is_empty() { attributes.trim().to_owned() } else { rest.join("\n") };
        entry.rest = Some(rest).filter(|rest| !rest.is_empty());
    }
    entry
}

/// Whether half a field still says something; half an address or an id would say something else.
fn may_be_cut(name: &str) -> bool {
    matches!(name, "title" | "description" | "summary" | "content" | "content:encoded" | "yandex:full-text")
}

fn take(slot: &mut Option<String>, field: &Field<'_>) {
    if slot.is_none() {
        *slot = field.literal();
    }
}

/// A title on one line. What a CDATA section or a doubly escaped reference left in it is undone once.
fn title(field: &Field<'_>) -> Option<String> {
    let title = match &field.value {
        Value::Text(text) if is_plain_typed(field) => one_line(&tidy(text)),
        _ => html_line(field.html()),
    };
    (!title.is_empty()).then_some(title)
}

/// HTML on one line; `<` that begins no HTML element is a letter.
fn html_line(html: &str) -> String {
    if looks_like_html(html) || html.contains('&') { plain_line(html) } else { one_line(&tidy(html)) }
}

/// Whether a field says that it is no HTML. In RSS nothing says so, and both occur.
fn is_plain_typed(field: &Field<'_>) -> bool {
    matches!(field.attribute("type").as_deref(), Some("text" | "text/plain"))
}

/// Whether a tag of HTML stands in a text: `a < b` is none.
fn looks_like_html(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let after = text.get(at + 1..).unwrap_or_default();
        let after = after.strip_prefix('/').unwrap_or(after);
        let length = after.bytes().take_while(u8::is_ascii_alphanumeric).count();
        length > 0
            && after.get(length..).is_some_and(|rest| rest.starts_with(['>', ' ', '/', '\n', '\t', '\r']))
    })
}

/// The text of an entry, from the fields that may hold it.
#[derive(Default)]
struct Body {
    full: Option<String>,
    summary: Option<String>,
}

impl Body {
    fn full(&mut self, field: &Field<'_>) {
        longer(&mut self.full, body_text(field));
    }

    fn summary(&mut self, field: &Field<'_>) {
        longer(&mut self.summary, body_text(field));
    }

    /// The full text; the summary where it says more, since some feeds put a teaser into `content`.
    fn text(self) -> Option<String> {
        match (self.full, self.summary) {
            (Some(full), Some(summary)) if summary.len() > full.len() => Some(summary),
            (full, summary) => full.or(summary),
        }
    }
}

fn longer(slot: &mut Option<String>, text: String) {
    if text.len() > slot.as_ref().map_or(0, String::len) {
        *slot = Some(text);
    }
}

fn body_text(field: &Field<'_>) -> String {
    match &field.value {
        Value::Text(text) if is_plain_typed(field) => tidy(text),
        Value::Text(text) if !looks_like_html(text) && !text.contains('&') => tidy(text),
        _ => plain(field.html()),
    }
}

/// `name@example (Name)` of RSS, `<name>` of Atom.
fn author_of(field: &Field<'_>) -> Option<String> {
    let Value::Markup(html) = &field.value else { return field.literal() };
    let mut inside_name = false;
    for piece in pieces(html) {
        match piece {
            Piece::Start { name, .. } => inside_name = name.rsplit(':').next() == Some("name"),
            Piece::Text { text } if inside_name => return Some(text.trim().to_owned()),
            Piece::Verbatim { text } if inside_name => return Some(text.trim().to_owned()),
            _ => {}
        }
    }
    field.literal()
}

/// How often a feed says it changes.
#[derive(Default)]
struct Period {
    ttl_minutes: Option<u64>,
    unit_minutes: Option<u64>,
    times: Option<u64>,
}

impl Period {
    fn take(&mut self, field: &Field<'_>) {
        let Some(value) = field.literal() else { return };
        match field.name.as_str() {
            "ttl" => self.ttl_minutes = value.parse().ok(),
            "sy:updatefrequency" => self.times = value.parse().ok().filter(|times| *times > 0),
            _ => {
                self.unit_minutes = match value.to_ascii_lowercase().as_str() {
                    "hourly" => Some(60),
                    "daily" => Some(24 * 60),
                    // A week or more is never meant for news.
                    _ => None,
                };
            }
        }
    }

    /// At most a day.
    fn duration(&self) -> Option<Duration> {
        let period = self.unit_minutes.map(|minutes| minutes / self.times.unwrap_or(1).max(1));
        let minutes = self.ttl_minutes.into_iter().chain(period).max().filter(|minutes| *minutes > 0)?;
        Some(Duration::from_secs(minutes.min(24 * 60) * 60))
    }
}
