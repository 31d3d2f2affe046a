//! Compression: the bytes of a body as they came in, opened bytes out, within a limit and without believing what they say of their
//! own size.
//!
//! The client could do it, but would hide how many bytes came, and a bomb shows in the proportion of the two.

use std::io::Read;

/// What is offered in `Accept-Encoding`.
pub(crate) const OFFERED: &str = "gzip, deflate, br, zstd";

/// A way in which a body may be compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Gzip,
    /// With the frame of zlib, as it should be, or without, as some do.
    Deflate,
    Brotli,
    Zstandard,
}

/// What came out of a body, and why not more.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Opened {
    pub(crate) body: Vec<u8>,
    pub(crate) end: End,
}

/// How the opening ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// All is open.
    Whole,
    /// The bytes end too early.
    Cut,
    /// More than is wanted would come.
    TooLong,
    /// More would come than so few bytes can mean honestly.
    Bomb,
    /// The bytes are not what they should be; a sentence for people.
    Wrong(String),
}

/// The largest honest proportion. Text shrinks to a tenth; deflate can do a thousandth, brotli a millionth, of nothing but repetition.
const HONEST_RATIO: usize = 100;

/// Small answers may repeat themselves as they like.
const ALWAYS_HONEST_BYTES: usize = 1 << 20;

/// So many members of a gzip body are opened. Some servers join a few; thousands of empty ones only cost time.
const MOST_MEMBERS: usize = 1000;

/// The largest window of zstd that is opened: eight megabytes, as for browsers (RFC 9659).
const ZSTANDARD_WINDOW_LOG: u32 = 23;

impl Encoding {
    /// The encoding of that name in `Content-Encoding`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [
            ("gzip", Self::Gzip),
            ("x-gzip", Self::Gzip),
            ("deflate", Self::Deflate),
            ("br", Self::Brotli),
            ("zstd", Self::Zstandard),
        ]
        .into_iter()
        .find(|(known, _)| name.eq_ignore_ascii_case(known))
        .map(|(_, encoding)| encoding)
    }
}

/// Whether the bytes begin as a gzip file does (RFC 1952, 2.3.1), whatever they are called.
pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 0x08])
}

/// Opens a body, up to `most` bytes.
pub(crate) fn open(encoding: Encoding, bytes: &[u8], most: usize) -> Opened {
    let honest = bytes.len().saturating_mul(HONEST_RATIO).max(ALWAYS_HONEST_BYTES);
    let mut opened = Opened { body: Vec::new(), end: End::Whole };
    let room = most.min(honest);
    match encoding {
        Encoding::Gzip => opened.gzip(bytes, room),
        Encoding::Deflate if is_zlib(bytes) => {
            opened.fill(&mut flate2::bufread::ZlibDecoder::new(bytes), room)
        }
        Encoding::Deflate => opened.fill(&mut flate2::bufread::DeflateDecoder::new(bytes), room),
        Encoding::Brotli => {
            opened.fill(&mut brotli_decompressor::Decompressor::new(bytes, BUFFER_BYTES), room)
        }
        Encoding::Zstandard => match zstandard(bytes) {
            Ok(mut decoder) => opened.fill(&mut decoder, room),
            Err(error) => opened.end = End::Wrong(error.to_string()),
        },
    }
    if opened.end == End::TooLong && honest < most {
        opened.end = End::Bomb;
    }
    opened
}

const BUFFER_BYTES: usize = 16 * 1024;

fn zstandard(bytes: &[u8]) -> std::io::Result<zstd::stream::read::Decoder<'_, &[u8]>> {
    let mut decoder = zstd::stream::read::Decoder::with_buffer(bytes)?;
    decoder.window_log_max(ZSTANDARD_WINDOW_LOG)?;
    Ok(decoder)
}

/// The two bytes before a zlib stream (RFC 1950, 2.2).
fn is_zlib(bytes: &[u8]) -> bool {
    let [method, flags, ..] = *bytes else { return false };
    method & 0x0f == 8 && u16::from_be_bytes([method, flags]).is_multiple_of(31)
}

impl Opened {
    /// Opens member after member. What follows the last and is no gzip is padding.
    fn gzip(&mut self, bytes: &[u8], room: usize) {
        let mut rest = bytes;
        for _ in 0..MOST_MEMBERS {
            let mut decoder = flate2::bufread::GzDecoder::new(rest);
            self.fill(&mut decoder, room);
            rest = decoder.into_inner();
            if self.end != End::Whole || !is_gzip(rest) {
                return;
            }
        }
        self.end = End::Wrong("it consists of too many parts".into());
    }

    fn fill(&mut self, reader: &mut impl Read, room: usize) {
        let left = room - self.body.len();
        // One byte more tells a body that fits from one that does not.
        let read = reader.take(left as u64 + 1).read_to_end(&mut self.body);
        self.end = match read {
            Ok(_) if self.body.len() > room => End::TooLong,
            Ok(_) => End::Whole,
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => End::Cut,
            Err(error) => End::Wrong(error.to_string()),
        };
        self.body.truncate(room);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::LazyLock;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;

    use super::*;

    const ALL: [Encoding; 4] = [Encoding::Gzip, Encoding::Deflate, Encoding::Brotli, Encoding::Zstandard];

    fn packed(encoding: Encoding, bytes: &[u8]) -> Vec<u8> {
        match encoding {
            Encoding::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(bytes).unwrap();
                encoder.finish().unwrap()
            }
            Encoding::Deflate => {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(bytes).unwrap();
                encoder.finish().unwrap()
            }
            Encoding::Brotli => {
                let mut packed = Vec::new();
                let quick = brotli::enc::BrotliEncoderParams { quality: 3, ..Default::default() };
                brotli::BrotliCompress(&mut &*bytes, &mut packed, &quick).unwrap();
                packed
            }
            Encoding::Zstandard => zstd::encode_all(bytes, 3).unwrap(),
        }
    }

    #[test]
    fn every_encoding_that_is_offered_is_opened() {
        let text = "Ауылда үш күн су жоқ. ".repeat(50).into_bytes();
        for name in OFFERED.split(", ") {
            let encoding = Encoding::named(name).unwrap();
            let opened = open(encoding, &packed(encoding, &text), 1 << 20);
            assert_eq!(opened, Opened { body: text.clone(), end: End::Whole }, "{name}");
        }
        assert_eq!(Encoding::named("X-GZIP"), Some(Encoding::Gzip));
        assert_eq!(Encoding::named("gzip, gzip"), None);
        assert_eq!(Encoding::named("compress"), None);
    }

    #[test]
    fn deflate_without_its_frame_is_opened_too() {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(b"no frame around").unwrap();
        let opened = open(Encoding::Deflate, &encoder.finish().unwrap(), 100);
        assert_eq!(opened, Opened { body: b"no frame around".to_vec(), end: End::Whole });
    }

    #[test]
    fn a_limit_cuts_and_a_bomb_is_named() {
        let text: Vec<u8> =
            (0..2_000_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 27) as u8).collect();
        let zeros = vec![0; 20 << 20];
        for encoding in ALL {
            let opened = open(encoding, &packed(encoding, &text), 1000);
            assert_eq!((opened.body.len(), opened.end), (1000, End::TooLong), "{encoding:?}");
            let opened = open(encoding, &packed(encoding, &zeros), 10 << 20);
            assert_eq!(opened.end, End::Bomb, "{encoding:?}");
            assert!(opened.body.len() <= 4 << 20, "{encoding:?}: {}", opened.body.len());
            let small = vec![0; 1 << 20];
            assert_eq!(open(encoding, &packed(encoding, &small), 10 << 20).end, End::Whole, "{encoding:?}");
        }
    }

    #[test]
    fn what_ends_early_is_told_from_what_is_wrong() {
        let text = "Ауылда үш күн су жоқ. ".repeat(500).into_bytes();
        for encoding in ALL {
            let packed = packed(encoding, &text);
            let opened = open(encoding, &packed[..packed.len() - 10], 1 << 20);
            // The reader of brotli does not tell them apart.
            let is_told = opened.end == End::Cut || encoding == Encoding::Brotli;
            assert!(is_told && opened.end != End::Whole, "{encoding:?}: {:?}", opened.end);
            let opened = open(encoding, b"this is not compressed at all, whatever it says", 1 << 20);
            assert!(matches!(opened.end, End::Wrong(_) | End::Cut), "{encoding:?}: {:?}", opened.end);
        }
    }

    #[test]
    fn members_are_joined_padding_is_ignored_and_a_flood_of_them_ends() {
        let (one, two) = (packed(Encoding::Gzip, b"one "), packed(Encoding::Gzip, b"two"));
        let joined = [&one[..], &two, &[0; 512]].concat();
        assert_eq!(open(Encoding::Gzip, &joined, 100), Opened { body: b"one two".to_vec(), end: End::Whole });
        let flood = packed(Encoding::Gzip, b"").repeat(MOST_MEMBERS + 1);
        assert!(matches!(open(Encoding::Gzip, &flood, 100).end, End::Wrong(_)));
    }

    static PACKED: LazyLock<Vec<(Encoding, Vec<u8>)>> = LazyLock::new(|| {
        let text = "Ауылда үш күн су жоқ. ".repeat(20).into_bytes();
        ALL.into_iter().map(|encoding| (encoding, packed(encoding, &text))).collect()
    });

    proptest! {
        #[test]
        fn no_bytes_make_it_panic_or_grow(bytes in any::<Vec<u8>>(), most in 0..1000_usize) {
            for encoding in ALL {
                prop_assert!(open(encoding, &bytes, most).body.len() <= most);
            }
        }

        #[test]
        fn no_damage_makes_it_panic(at in 0..200_usize, byte: u8) {
            for (encoding, packed) in &*PACKED {
                let mut packed = packed.clone();
                let length = packed.len();
                packed[at % length] = byte;
                prop_assert!(open(*encoding, &packed, 2000).body.len() <= 2000);
            }
        }
    }
}
