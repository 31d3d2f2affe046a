//! Lists of feeds as feed readers exchange them (OPML 1.0 and 2.0), in and out.
//!
//! Reading is tolerant, since such files are written by hand and by old programs: bare `&`, attributes in any letter case, tags
//! that are never closed, windows-1251. What is written is OPML 2.0, and reading it gives the same feeds.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{Kato, Kind, Language, Page, Source, SourceKind};
use jiff::Timestamp;
use url::Url;

use crate::decode::decode;
use crate::error::{Error, beginning};
use crate::language::claimed;
use crate::markup::{Piece, attribute, pieces};
use crate::plain::one_line;

/// A feed of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outline {
    /// What the list calls it; the host where it calls it nothing.
    pub title: String,
    /// The address of the feed.
    pub feed_url: Url,
    /// The address of the site it belongs to.
    pub page_url: Option<Url>,
    /// The folders it lies in, the outermost first.
    pub path: Vec<String>,
    /// The language the list says it is in.
    pub language: Option<Language>,
    /// Whether the list has it commented out (`isComment`).
    pub is_off: bool,
}

/// What was read of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outlines {
    /// The feeds in the order of the list, each address once.
    pub outlines: Vec<Outline>,
    /// What an operator should know.
    pub warnings: Vec<String>,
}

/// Deepest folders that are followed; deeper ones are taken for the one at this depth.
const DEEPEST: usize = 32;

/// Reads a list of feeds.
///
/// # Errors
/// [`Error::Undecodable`] for bytes that are no text, [`Error::Drift`] for a text without any outline.
pub fn outlines(body: &[u8]) -> Result<Outlines, Error> {
    let url = Url::parse("file:///list.opml").expect("a literal address");
    let decoded = decode(&Page { url, content_type: None, body: body.to_vec() })?;
    let mut reader = Reader::default();
    let mut is_list = false;
    for piece in pieces(&decoded.text) {
        match piece {
            Piece::Start { name, attributes, empty, .. } if name.eq_ignore_ascii_case("outline") => {
                is_list = true;
                reader.start(attributes);
                if empty {
                    reader.end();
                }
            }
            Piece::Start { name, .. } if name.eq_ignore_ascii_case("opml") => is_list = true,
            Piece::End { name, .. } if name.eq_ignore_ascii_case("outline") => reader.end(),
            _ => {}
        }
    }
    if !is_list {
        let seen = beginning(&decoded.text);
        return Err(Error::drift(format!("an OPML list of feeds was expected, the file begins `{seen}`")));
    }
    let mut found = Outlines { outlines: reader.outlines, warnings: decoded.warning.into_iter().collect() };
    if reader.repeated > 0 {
        found.warnings.push(format!("feeds that stand in the list more than once: {}", reader.repeated));
    }
    if reader.unusable > 0 {
        found
            .warnings
            .push(format!("entries whose address is none of a feed on the web: {}", reader.unusable));
    }
    Ok(found)
}

#[derive(Default)]
struct Reader {
    /// The name of each open outline; none where it is a feed or has no name.
    open: Vec<Option<String>>,
    outlines: Vec<Outline>,
    seen: BTreeSet<Url>,
    repeated: u32,
    unusable: u32,
}

impl Reader {
    fn start(&mut self, attributes: &str) {
        let given = |name: &str| {
            attribute(attributes, name).map(|value| one_line(&value)).filter(|value| !value.is_empty())
        };
        let title = given("text").or_else(|| given("title"));
        let is_feed_type = given("type")
            .is_some_and(|kind| ["rss", "atom", "feed"].contains(&kind.to_ascii_lowercase().as_str()));
        let address = given("xmlUrl").or_else(|| given("url").filter(|_| is_feed_type));
        let Some(address) = address else {
            self.push(title);
            return;
        };
        self.push(None);
        let Some(feed_url) = feed_address(&address) else {
            self.unusable += 1;
            return;
        };
        if !self.seen.insert(feed_url.clone()) {
            self.repeated += 1;
            return;
        }
        self.outlines.push(Outline {
            title: title.unwrap_or_else(|| feed_url.host_str().unwrap_or_default().to_owned()),
            page_url: given("htmlUrl").and_then(|url| web_address(&url)),
            path: self.open.iter().flatten().cloned().collect(),
            language: given("language").and_then(|tag| claimed(&tag)),
            is_off: given("isComment").is_some_and(|value| value.eq_ignore_ascii_case("true")),
            feed_url,
        });
    }

    fn push(&mut self, name: Option<String>) {
        // Beyond the depth only the count matters, so that ends find their starts.
        let name = name.filter(|_| self.open.len() < DEEPEST);
        self.open.push(name);
    }

    fn end(&mut self) {
        self.open.pop();
    }
}

/// The address of a feed; `feed:` before or in place of the scheme is how browsers once marked one.
fn feed_address(written: &str) -> Option<Url> {
    let lower = written.get(..7).unwrap_or_default().to_ascii_lowercase();
    if lower.starts_with("feed://") {
        return web_address(&format!("http{}", written.get(4..)?));
    }
    web_address(if lower.starts_with("feed:") { written.get(5..)? } else { written })
}

fn web_address(written: &str) -> Option<Url> {
    let mut url = Url::parse(written.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    // A password is no part of a list that is handed around.
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    url.set_fragment(None);
    Some(url)
}

/// By what a written list puts its feeds into folders.
#[derive(Clone, Copy)]
pub enum Folders<'a> {
    /// No folders.
    None,
    /// By region, under the name that is given for it; feeds of the whole country lie outside.
    Region(&'a dyn Fn(Kato) -> String),
    /// By language.
    Language,
    /// By what their items become: news, comments, appeals, notices.
    Kind,
}

/// What becomes of sources that are switched off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Off {
    /// They are left out.
    LeftOut,
    /// They are written as comments (`isComment`), which feed readers pass over.
    Marked,
}

/// Writes sources as OPML 2.0, in the order given. Only feeds can be written: nothing else is understood by feed readers.
pub fn opml<'a>(
    sources: impl IntoIterator<Item = &'a Source>,
    title: &str,
    folders: Folders<'_>,
    off: Off,
    now: Timestamp,
) -> String {
    let mut outside = Vec::new();
    let mut inside: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources {
        let is_left_out = source.off.is_some() && off == Off::LeftOut;
        let Some(url) = source.url.as_ref().filter(|_| source.kind == SourceKind::Feed && !is_left_out)
        else {
            continue;
        };
        let line = line(source, url);
        match folder(source, folders) {
            Some(name) => inside.entry(name).or_default().push(line),
            None => outside.push(line),
        }
    }
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>{}</title>\n    \
         <dateCreated>{}</dateCreated>\n  </head>\n  <body>\n",
        escaped(&one_line(title)),
        now.strftime("%a, %d %b %Y %H:%M:%S GMT"),
    );
    for line in outside {
        text.push_str(&format!("    {line}\n"));
    }
    for (name, lines) in inside {
        text.push_str(&format!("    <outline text=\"{}\">\n", escaped(&name)));
        for line in lines {
            text.push_str(&format!("      {line}\n"));
        }
        text.push_str("    </outline>\n");
    }
    text.push_str("  </body>\n</opml>\n");
    text
}

fn line(source: &Source, url: &Url) -> String {
    let name = escaped(&one_line(&source.name));
    let address = web_address(url.as_str()).unwrap_or_else(|| url.clone());
    let mut line = format!(
        "<outline type=\"rss\" text=\"{name}\" title=\"{name}\" xmlUrl=\"{}\"",
        escaped(address.as_str())
    );
    if let Some(language @ (Language::Kazakh | Language::Russian)) = source.language {
        line.push_str(&format!(" language=\"{}\"", language.code()));
    }
    if source.off.is_some() {
        line.push_str(" isComment=\"true\"");
    }
    line.push_str("/>");
    line
}

fn folder(source: &Source, folders: Folders<'_>) -> Option<String> {
    let name = match folders {
        Folders::None => return None,
        Folders::Region(name) => name(source.region?.region()),
        Folders::Language => match source.language? {
            Language::Kazakh => "Қазақша".to_owned(),
            Language::Russian => "Русский".to_owned(),
            Language::Mixed => "Қазақша, русский".to_owned(),
            Language::Other | Language::Unknown => return None,
        },
        Folders::Kind => match source.posts {
            Kind::News => "Жаңалықтар · Новости",
            Kind::Comment => "Пікірлер · Комментарии",
            Kind::Appeal => "Өтініштер · Обращения",
            Kind::Notice => "Хабарландырулар · Объявления",
        }
        .to_owned(),
    };
    Some(one_line(&name)).filter(|name| !name.is_empty())
}

/// Text for an attribute or element. What XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if letter.is_control() => {}
            _ => written.push(letter),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use dauys_model::SourceId;
    use proptest::prelude::*;

    use super::*;

    fn check(body: &str, expected: &[&str]) {
        assert_eq!(shown(&outlines(body.as_bytes()).unwrap()), expected, "{body}");
    }

    fn shown(found: &Outlines) -> Vec<String> {
        found
            .outlines
            .iter()
            .map(|outline| format!("{}|{}|{}", outline.path.join("/"), outline.title, outline.feed_url))
            .collect()
    }

    fn source(name: &str, url: &str) -> Source {
        let id = SourceId::new("demo").unwrap();
        Source::new(id, name, SourceKind::Feed, Some(Url::parse(url).unwrap()))
    }

    fn now() -> Timestamp {
        "2026-11-22T08:00:00Z".parse().unwrap()
    }

    #[test]
    fn folders_nest_and_feeds_may_hold_none() {
        check(
            "<?xml version='1.0'?><opml version='2.0'><head><title>x</title></head><body>\
             <outline text='Облыстар'><outline text='Ұлытау'>\
             <outline type='rss' text='Демо' title='Demo' xmlUrl='https://demo.example/rss' htmlUrl='https://demo.example/'/>\
             <outline type='rss' text='Екінші' xmlUrl='https://two.example/rss'></outline>\
             </outline><outline text='Абай' xmlUrl='https://abai.example/rss'/></outline>\
             <outline title='Без папки' xmlUrl='https://three.example/rss'/></body></opml>",
            &[
                "Облыстар/Ұлытау|Демо|https://demo.example/rss",
                "Облыстар/Ұлытау|Екінші|https://two.example/rss",
                "Облыстар|Абай|https://abai.example/rss",
                "|Без папки|https://three.example/rss",
            ],
        );
    }

    #[test]
    fn lists_of_old_programs_are_read() {
        check(
            "<OPML><Outline TEXT='Газета' XMLURL='https://demo.example/?a=1&b=2&lang=kk' />\
             <outline text='R&D \"x\" &laquo;y&raquo;' xmlurl=\"feed://two.example/rss\">\
             <outline type=rss url=https://three.example/rss text=Үшінші>\
             <outline text='' xmlUrl='feed:https://four.example/rss'/>",
            &[
                "|Газета|https://demo.example/?a=1&b=2&lang=kk",
                "|R&D \"x\" «y»|http://two.example/rss",
                "|Үшінші|https://three.example/rss",
                "|four.example|https://four.example/rss",
            ],
        );
    }

    #[test]
    fn bytes_of_windows_1251_are_read() {
        let text = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><opml><body>\
                    <outline text=\"Новости\"><outline text=\"&#1178;азалы\" xmlUrl=\"https://demo.example/rss\"/></outline>";
        let body = encoding_rs::WINDOWS_1251.encode(text).0.into_owned();
        assert_eq!(shown(&outlines(&body).unwrap()), ["Новости|Қазалы|https://demo.example/rss"]);
    }

    #[test]
    fn repeated_and_unusable_entries_are_counted() {
        let found = outlines(
            b"<opml><outline text='a' xmlUrl='https://demo.example/rss#x'/><outline text='b' xmlUrl='https://demo.example/rss'/>\
              <outline text='c' xmlUrl='/rss'/><outline text='d' xmlUrl='javascript:alert(1)'/>\
              <outline text='e' xmlUrl='https://aigul:secret@demo.example/private'/>\
              <outline type='link' text='f' url='https://demo.example/page'/></opml>",
        )
        .unwrap();
        assert_eq!(shown(&found), ["|a|https://demo.example/rss", "|e|https://demo.example/private"]);
        assert_eq!(
            found.warnings,
            [
                "feeds that stand in the list more than once: 1",
                "entries whose address is none of a feed on the web: 2"
            ]
        );
    }

    #[test]
    fn what_is_no_list_is_an_error_and_an_empty_one_is_none() {
        assert_eq!(outlines(b"<html><body>404</body></html>").unwrap_err().code(), "parse: drift");
        assert_eq!(outlines(b"").unwrap_err().code(), "parse: drift");
        assert_eq!(outlines(b"<opml version='1.0'><head/><body/></opml>").unwrap(), Outlines::default());
        let deep = format!(
            "<opml>{}<outline xmlUrl='https://demo.example/rss'/>",
            "<outline text='x'>".repeat(10_000)
        );
        let found = outlines(deep.as_bytes()).unwrap();
        assert_eq!(found.outlines[0].path.len(), DEEPEST);
    }

    #[test]
    fn sources_are_written_in_folders_and_only_feeds_are() {
        let ulytau = Source {
            region: "620000000".parse().ok(),
            language: Some(Language::Kazakh),
            ..source("Ұлытау \"Хабары\" & Co", "https://demo.example/rss?a=1&b=2")
        };
        let closed = Source { off: Some("dead".into()), ..source("Жабық", "https://off.example/rss") };
        let list = Source { kind: SourceKind::List, ..source("Тізім", "https://list.example/") };
        let sources = [closed, ulytau, list];
        let name = |kato: Kato| format!("Облыс {kato}");
        let text = opml(&sources, "Дауыс", Folders::Region(&name), Off::Marked, now());
        assert!(text.contains("<dateCreated>Sun, 22 Nov 2026 08:00:00 GMT</dateCreated>"), "{text}");
        let found = outlines(text.as_bytes()).unwrap();
        assert_eq!(
            shown(&found),
            [
                "|Жабық|https://off.example/rss",
                "Облыс 620000000|Ұлытау \"Хабары\" & Co|https://demo.example/rss?a=1&b=2"
            ]
        );
        assert_eq!((found.outlines[0].is_off, found.outlines[1].is_off), (true, false));
        assert_eq!(found.outlines[1].language, Some(Language::Kazakh));
        let text = opml(&sources, "x", Folders::Kind, Off::LeftOut, now());
        let found = outlines(text.as_bytes()).unwrap();
        assert_eq!(found.outlines.len(), 1);
        assert_eq!(found.outlines[0].path, ["Жаңалықтар · Новости"]);
        let text = opml(&sources, "x", Folders::Language, Off::Marked, now());
        assert_eq!(outlines(text.as_bytes()).unwrap().outlines[1].path, ["Қазақша"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(names in proptest::collection::vec("[^\\p{Cc}\\p{Z}\u{fffe}\u{ffff}]{1,12}( [&<>\"'=а-яқң/]{1,8})?", 0..8)) {
            let sources: Vec<Source> = names
                .iter()
                .enumerate()
                .map(|(number, name)| Source {
                    region: (number % 2 == 0).then_some(Kato(100_000_000)),
                    ..source(name, &format!("https://demo.example/{number}?a=1&amp;b={number}"))
                })
                .collect();
            let folder = |_: Kato| names[0].clone();
            let text = opml(&sources, "x", Folders::Region(&folder), Off::Marked, now());
            let found = outlines(text.as_bytes()).unwrap();
            let mut expected: Vec<Outline> = sources
                .iter()
                .map(|source| Outline {
                    title: one_line(&source.name),
                    feed_url: source.url.clone().unwrap(),
                    page_url: None,
                    path: source.region.iter().map(|_| one_line(&names[0])).collect(),
                    language: None,
                    is_off: false,
                })
                .collect();
            expected.sort_by_key(|outline| outline.path.len());
            prop_assert_eq!(found.outlines, expected);
            prop_assert!(found.warnings.is_empty());
        }

        #[test]
        fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = outlines(&body);
        }
    }
}
