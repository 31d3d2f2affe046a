//! The extractors that are compared: a page in, its text out, each with the settings its makers chose.

use dauys_model::Page;
use dom_smoothie::{Config, Readability, TextMode};
use jiff::Timestamp;

/// One way to have the text of a page.
pub(crate) struct Extractor {
    /// As its makers call it.
    pub(crate) name: &'static str,
    /// The text and by which way it was found, or what is wrong.
    pub(crate) read: fn(&Page) -> Result<(String, String), String>,
}

/// All of them, Dauys first.
pub(crate) const ALL: [Extractor; 5] = [
    Extractor { name: "dauys", read: dauys },
    Extractor { name: "dom_smoothie", read: |page| dom_smoothie(page, TextMode::Raw) },
    Extractor { name: "dom_smoothie, formatted", read: |page| dom_smoothie(page, TextMode::Formatted) },
    Extractor { name: "trafilatura", read: |page| trafilatura(page, trafilatura::Options::default()) },
    Extractor {
        name: "trafilatura, fallback",
        read: |page| trafilatura(page, trafilatura::Options::default().with_fallback(true)),
    },
];

fn dauys(page: &Page) -> Result<(String, String), String> {
    // Only dates are told from the time of reading.
    let found = dauys_parse::article(page, None, Timestamp::UNIX_EPOCH).map_err(|error| error.to_string())?;
    Ok((found.text, found.reason))
}

fn dom_smoothie(page: &Page, text_mode: TextMode) -> Result<(String, String), String> {
    let config = Config { text_mode, ..Config::default() };
    let mut readability = Readability::new(text_of(page), Some(page.url.as_str()), Some(config))
        .map_err(|error| error.to_string())?;
    let found = readability.parse().map_err(|error| error.to_string())?;
    Ok((found.text_content.to_string(), String::new()))
}

fn trafilatura(page: &Page, options: trafilatura::Options) -> Result<(String, String), String> {
    let found = trafilatura::extract(&text_of(page), &options.with_url(page.url.clone()))
        .map_err(|error| error.to_string())?;
    Ok((found.content_text, String::new()))
}

/// The other extractors want text: they get it by the encoding that the page names, as a browser would read it.
fn text_of(page: &Page) -> String {
    if let Ok(text) = std::str::from_utf8(&page.body) {
        return text.to_owned();
    }
    let head = String::from_utf8_lossy(page.body.get(..4096).unwrap_or(&page.body)).to_lowercase();
    let named = head.split("charset=").nth(1).map(|rest| {
        rest.trim_start_matches(['"', '\''])
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '-')
            .collect::<String>()
    });
    let encoding = named
        .and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()))
        .unwrap_or(encoding_rs::WINDOWS_1251);
    encoding.decode(&page.body).0.into_owned()
}
