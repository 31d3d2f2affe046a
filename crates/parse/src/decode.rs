//! Bytes and what the server said of them in, text out: finds the character encoding. Knows nothing of markup beyond
//! where it names its encoding.
//!
//! The order is byte-order mark, header, XML prolog or `<meta>`, guess. A claim is believed only while the bytes allow
//! it: valid UTF-8 with multi-byte letters is UTF-8 whatever was claimed, and bytes that are not UTF-8 are guessed at.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use dauys_model::Page;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

use crate::error::{Error, beginning};

/// The text of a page and how it was had.
pub(crate) struct Decoded {
    /// The text, without byte-order mark.
    pub(crate) text: String,
    /// The encoding it was read by, as the WHATWG names it.
    pub(crate) encoding: &'static str,
    /// What an operator should know: a claim that was wrong, bytes that could not be decoded.
    pub(crate) warning: Option<String>,
}

/// How far into a page an encoding is looked for. Browsers look at 1024 bytes; pages with long comments before
/// `<meta charset>` exist.
const CLAIM_WITHIN_BYTES: usize = 4096;

/// Decodes the body of a page.
pub(crate) fn decode(page: &Page) -> Result<Decoded, Error> {
    let body = page.body.as_slice();
    if let Some(what) = not_text(body) {
        return Err(Error::Undecodable {
            what,
            seen: beginning(&String::from_utf8_lossy(body.get(..80).unwrap_or(body))),
        });
    }
    if let Some(text) = utf32(body) {
        return Ok(Decoded { text, encoding: "UTF-32", warning: None });
    }
    if let Some((encoding, length)) = Encoding::for_bom(body) {
        return Ok(with(encoding, body.get(length..).unwrap_or_default()));
    }
    if let Some(encoding) = utf16_without_mark(body) {
        return Ok(with(encoding, body));
    }
    let header = page.content_type.as_deref().and_then(header_charset);
    let claimed = claim(body.get(..CLAIM_WITHIN_BYTES).unwrap_or(body));
    // A server's blanket iso-8859-1 says nothing about pages that name another encoding themselves.
    let believed = match (header, claimed) {
        (Some(header), Some(claimed)) if header == WINDOWS_1252 => Some(claimed),
        (Some(header), _) => Some(header),
        (None, claimed) => claimed,
    };
    match std::str::from_utf8(body) {
        Ok(text) => Ok(utf8(text, believed, body)),
        Err(_) => Ok(not_utf8(believed, body)),
    }
}

fn utf8(text: &str, believed: Option<&'static Encoding>, body: &[u8]) -> Decoded {
    match believed {
        // Escape-coded encodings are valid UTF-8 too, so here the claim must win.
        Some(encoding) if !encoding.is_ascii_compatible() && !encoding.name().starts_with("UTF-16") => {
            with(encoding, body)
        }
        Some(encoding) if encoding != UTF_8 && !text.is_ascii() => Decoded {
            text: text.to_owned(),
            encoding: UTF_8.name(),
            warning: Some(format!("said to be {} but is UTF-8", encoding.name())),
        },
        _ => Decoded { text: text.to_owned(), encoding: UTF_8.name(), warning: None },
    }
}

fn not_utf8(believed: Option<&'static Encoding>, body: &[u8]) -> Decoded {
    if let Some(encoding) = believed.filter(|encoding| *encoding != UTF_8) {
        let (text, _, broken) = encoding.decode(body);
        if !broken {
            return Decoded { text: text.into_owned(), encoding: encoding.name(), warning: None };
        }
    }
    let text = String::from_utf8_lossy(body);
    let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
    let letters = text.chars().filter(|letter| !letter.is_ascii()).count();
    // A few broken bytes among many good letters: UTF-8 that was cut or damaged.
    if replaced * 10 < letters {
        return Decoded {
            text: text.into_owned(),
            encoding: UTF_8.name(),
            warning: Some(format!("{replaced} places are not UTF-8")),
        };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(body, true);
    let mut guessed = detector.guess(Some(b"kz"), Utf8Detection::Deny);
    if guessed == WINDOWS_1251 && !is_cyrillic(body) {
        guessed = detector.guess(None, Utf8Detection::Deny);
    }
    let mut decoded = with(guessed, body);
    decoded.warning = Some(match believed {
        Some(encoding) => format!("said to be {} but looks like {}", encoding.name(), guessed.name()),
        None => format!("names no encoding, looks like {}", guessed.name()),
    });
    decoded
}

/// Whether bytes can be windows-1251: its letters lie from `0xc0` on, below are marks and letters of few languages.
/// Encodings of two bytes a letter use both halves.
fn is_cyrillic(body: &[u8]) -> bool {
    let high = body.iter().filter(|byte| **byte >= 0x80).count();
    let letters = body.iter().filter(|byte| **byte >= 0xc0).count();
    letters * 4 >= high * 3
}

fn with(encoding: &'static Encoding, body: &[u8]) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(body);
    let warning = broken.then(|| format!("some bytes are not {}", encoding.name()));
    Decoded { text: text.into_owned(), encoding: encoding.name(), warning }
}

/// What bytes are when they are surely no text.
fn not_text(body: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 8] = [
        (b"\x1f\x8b", "gzip"),
        (b"%PDF-", "PDF"),
        (b"PK\x03\x04", "zip"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"\xd0\xcf\x11\xe0", "OLE document"),
    ];
    MAGIC.iter().find(|(magic, _)| body.starts_with(magic)).map(|(_, what)| *what)
}

/// `charset=` of a `Content-Type`.
fn header_charset(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let value = lower.split(';').find_map(|part| part.trim().strip_prefix("charset="))?;
    Encoding::for_label(value.trim_matches(['"', '\'', ' ']).as_bytes())
}

/// The encoding a text names for itself in an XML prolog or a `<meta>`.
fn claim(head: &[u8]) -> Option<&'static Encoding> {
    let lower = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = |marker: &str, key: &str| {
        let from = lower.find(marker)?;
        let tag = lower.get(from..)?.split('>').next()?;
        let value = tag.split_once(key)?.1.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(['"', '\'', ';', ' ', '/', '?']).unwrap_or(value.len());
        Encoding::for_label(value.get(..end)?.as_bytes())
    };
    let prolog = after("<?xml", "encoding");
    // A text that was read thus far byte by byte is no UTF-16, whatever it says.
    let found = prolog.or_else(|| meta_charset(&lower))?;
    Some(if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
}

fn meta_charset(lower: &str) -> Option<&'static Encoding> {
    lower.split("<meta").skip(1).find_map(|rest| {
        let tag = rest.split('>').next()?;
        let value = tag.split_once("charset")?.1.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(['"', '\'', ';', ' ', '/']).unwrap_or(value.len());
        Encoding::for_label(value.get(..end)?.as_bytes())
    })
}

/// UTF-16 that begins with `<` or `{` but has no mark.
fn utf16_without_mark(body: &[u8]) -> Option<&'static Encoding> {
    match body {
        [b'<' | b'{' | b'\n' | b' ', 0, second, 0, ..] if *second != 0 => Some(UTF_16LE),
        [0, b'<' | b'{' | b'\n' | b' ', 0, second, ..] if *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-32, which `encoding_rs` leaves out because browsers do; a few old feeds use it.
fn utf32(body: &[u8]) -> Option<String> {
    let read: fn([u8; 4]) -> u32 = match body {
        [0xff, 0xfe, 0, 0, ..] | [b'<', 0, 0, 0, ..] => u32::from_le_bytes,
        [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, b'<', ..] => u32::from_be_bytes,
        _ => return None,
    };
    let letters = body.as_chunks::<4>().0.iter().map(|bytes| read(*bytes));
    let text = letters.map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    Some(text.filter(|letter| *letter != '\u{feff}').collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn check(body: &[u8], content_type: Option<&str>, expected: &str) {
        let page = Page {
            url: Url::parse("https://demo.example/").unwrap(),
            content_type: content_type.map(str::to_owned),
            body: body.to_vec(),
        };
        assert!(decode(&page).unwrap().text.contains(expected), "{expected}");
    }

    fn cp1251(text: &str) -> Vec<u8> {
        encoding_rs::WINDOWS_1251.encode(text).0.into_owned()
    }

    #[test]
    fn the_claim_is_looked_for_in_order() {
        let text = "Жители остались без воды";
        check(&cp1251(text), Some("text/xml; charset=windows-1251"), text);
        check(&cp1251(&format!("<?xml version='1.0' encoding='windows-1251'?><a>{text}</a>")), None, text);
        check(
            &cp1251(&format!("<meta http-equiv=x content='text/html; charset=windows-1251'>{text}")),
            None,
            text,
        );
        check(format!("\u{feff}{text}").as_bytes(), Some("text/html; charset=windows-1251"), text);
    }

    #[test]
    fn a_wrong_claim_is_seen_through() {
        let text = "Жители улицы Абая остались без воды";
        check(text.as_bytes(), Some("text/html; charset=windows-1251"), text);
        check(&cp1251(text), Some("text/html; charset=utf-8"), text);
        check(&cp1251(text), None, text);
        check(
            &cp1251(&format!("<meta charset=windows-1251>{text}")),
            Some("text/html; charset=iso-8859-1"),
            text,
        );
    }

    #[test]
    fn other_encodings_are_guessed() {
        let text = "ゲーム三昧な休日を過ごしました";
        check(&encoding_rs::EUC_JP.encode(text).0, None, text);
        let text = "Жители села остались без воды";
        check(&encoding_rs::KOI8_R.encode(text).0, None, text);
    }

    #[test]
    fn wide_encodings_are_read() {
        let text = "<a>су жоқ</a>";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&wide, None, text);
        let wider: Vec<u8> = text.chars().flat_map(|letter| u32::from(letter).to_be_bytes()).collect();
        check(&wider, None, text);
    }

    #[test]
    fn bytes_that_are_no_text_are_an_error() {
        let page = Page {
            url: Url::parse("https://demo.example/").unwrap(),
            content_type: None,
            body: b"%PDF-1.4".into(),
        };
        assert!(matches!(decode(&page), Err(Error::Undecodable { what: "PDF", .. })));
    }
}
