//! A file of whatever Unicode encoding in, UTF-8 out, in constant memory: spreadsheet programs save "Unicode text" as
//! UTF-16.

use std::io::{BufRead, BufReader, Read, Result};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};

/// Bytes decoded at a time.
const CHUNK: usize = 1 << 15;

/// Gives the file in UTF-8 when it is UTF-16, told by its byte-order mark or by zeros beside its first letters, and as it
/// is otherwise. Halves of characters become U+FFFD.
///
/// # Errors
///
/// Those of the reader.
pub fn utf8<'a>(mut reader: impl BufRead + 'a) -> Result<Box<dyn BufRead + 'a>> {
    match utf16(reader.fill_buf()?) {
        None => Ok(Box::new(reader)),
        Some(encoding) => {
            let decoder = encoding.new_decoder_with_bom_removal();
            let decoded = Decoded { reader, decoder, ready: Vec::new(), given: 0, ended: false };
            Ok(Box::new(BufReader::new(decoded)))
        }
    }
}

/// The encoding of a file that begins so, if it is certain to be UTF-16.
fn utf16(start: &[u8]) -> Option<&'static Encoding> {
    let is_ascii = |byte: u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    match *start {
        [0xff, 0xfe, 0, 0, ..] => None,
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        [first, 0, second, 0, ..] if is_ascii(first) && is_ascii(second) => Some(UTF_16LE),
        [0, first, 0, second, ..] if is_ascii(first) && is_ascii(second) => Some(UTF_16BE),
        _ => None,
    }
}

struct Decoded<R> {
    reader: R,
    decoder: Decoder,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        while self.given == self.ready.len() && !self.ended {
            self.decode()?;
        }
        let waiting = self.ready.get(self.given..).unwrap_or_default();
        let length = waiting.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), waiting.get(..length)) {
            to.copy_from_slice(from);
        }
        self.given += length;
        Ok(length)
    }
}

impl<R: BufRead> Decoded<R> {
    fn decode(&mut self) -> Result<()> {
        self.ready.resize(CHUNK, 0);
        self.given = 0;
        let bytes = self.reader.fill_buf()?;
        let last = bytes.is_empty();
        let (result, used, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.ready, last);
        self.reader.consume(used);
        self.ready.truncate(written);
        self.ended = last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<u8> {
        let mut text = Vec::new();
        // Five bytes at a time, so that characters fall apart.
        utf8(BufReader::with_capacity(5, bytes)).unwrap().read_to_end(&mut text).unwrap();
        text
    }

    fn in_utf16(text: &str, units: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(units).collect()
    }

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        let text = "{\"text\":\"Көшеде су жоқ 😀\"}\r\n".repeat(5_000);
        let marked = format!("\u{feff}{text}");
        assert_eq!(read(&in_utf16(&marked, u16::to_le_bytes)), text.as_bytes());
        assert_eq!(read(&in_utf16(&marked, u16::to_be_bytes)), text.as_bytes());
        assert_eq!(read(&in_utf16(&text, u16::to_le_bytes)), text.as_bytes());
        assert_eq!(read(&in_utf16(&text, u16::to_be_bytes)), text.as_bytes());
    }

    #[test]
    fn all_else_stays_as_it_is() {
        for bytes in ["Су".as_bytes(), b"", b"a", b"a\0", b"\xd1\xff\0\0", b"\xef\xbb\xbfa,b"] {
            assert_eq!(read(bytes), bytes);
        }
    }

    #[test]
    fn half_a_character_at_the_end_is_told() {
        assert_eq!(read(&[0xff, 0xfe, b'a', 0, b'b']), "a\u{fffd}".as_bytes());
    }
}
