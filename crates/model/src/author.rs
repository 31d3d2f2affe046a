//! Authors on their way to becoming a voice: the only form in which a person passes through Dauys.
//!
//! Counting independent voices needs to know that two comments come from one author on one day, and nothing
//! more. An [`Author`] therefore has no `Debug`, `Display`, `Clone`, `PartialEq` or `Serialize`; it is consumed by
//! [`Author::voice`], which gives eight bytes that mean nothing once the day's key is destroyed.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

use crate::SourceId;

/// A native author name or id as a parser met it. It can be turned into a [`VoiceKey`] and into nothing else.
pub struct Author(String);

impl Author {
    /// Takes the native name or id; `None` when it is blank.
    pub fn new(native: &str) -> Option<Self> {
        let native = native.trim();
        (!native.is_empty()).then(|| Self(native.to_lowercase()))
    }

    /// The voice of this author at `source` under the key of one civil day.
    ///
    /// SipHash-2-4 (Aumasson and Bernstein 2012) with a 128-bit key, a pseudo-random function made for short
    /// inputs; its 64 bits are all that is kept.
    pub fn voice(self, key: &DayKey, source: &SourceId) -> VoiceKey {
        let mut hasher = SipHasher24::new_with_key(&key.0);
        hasher.write(source.as_str().as_bytes());
        hasher.write_u8(0);
        hasher.write(self.0.as_bytes());
        VoiceKey(hasher.finish().to_be_bytes())
    }
}

/// The random key of one civil day. Destroyed within 48 hours of its making.
pub struct DayKey(pub [u8; 16]);

/// Sixteen random bytes of an installation, made once and kept. They identify nobody: they keep names made of a person's number or
/// handle from being found again by whoever tries all numbers and handles. No `Debug`, no `Serialize`.
#[derive(Clone, Copy)]
pub struct Salt(pub [u8; 16]);

/// Eight bytes that tell one author's texts of one day at one source from another's, and nothing else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct VoiceKey(pub [u8; 8]);

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(name: &str, key: u8, source: &str) -> VoiceKey {
        Author::new(name).unwrap().voice(&DayKey([key; 16]), &SourceId::new(source).unwrap())
    }

    #[test]
    fn one_author_is_one_voice_on_one_day_only() {
        assert_eq!(voice("Айгүл", 1, "a"), voice(" айгүл ", 1, "a"));
        assert_ne!(voice("Айгүл", 1, "a"), voice("Айгүл", 2, "a"), "another day's key gives another voice");
        assert_ne!(voice("Айгүл", 1, "a"), voice("Айгүл", 1, "b"), "sources are not linked");
        assert_ne!(voice("Айгүл", 1, "a"), voice("Ерлан", 1, "a"));
    }

    #[test]
    fn a_blank_author_is_none() {
        assert!(Author::new(" \t").is_none());
    }
}
