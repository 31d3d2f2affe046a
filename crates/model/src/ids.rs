//! Identifiers as types of their own, so that one kind is never passed for another.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The configured name of a source: 1 to 64 of `a-z 0-9 . _ -`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId(String);

/// A source id that breaks the rule of [`SourceId`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("source id `{0}` must be 1 to 64 characters of a-z, 0-9, `.`, `_` and `-`")]
pub struct InvalidId(pub String);

impl SourceId {
    /// Checks and wraps an id.
    pub fn new(id: &str) -> Result<Self, InvalidId> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
        if id.is_empty() || id.len() > 64 || !id.bytes().all(fits) {
            return Err(InvalidId(id.to_owned()));
        }
        Ok(Self(id.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SourceId {
    type Error = InvalidId;

    fn try_from(id: String) -> Result<Self, InvalidId> {
        Self::new(&id)
    }
}

impl From<SourceId> for String {
    fn from(id: SourceId) -> Self {
        id.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

macro_rules! row_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    };
}

row_id! {
    /// The row of an item in the store.
    ItemId
}
row_id! {
    /// A post. Equal to the number of the item it was read from, so an edited item keeps its post id.
    PostId
}

row_id! {
    /// A saved search.
    SearchId
}
row_id! {
    /// A notice of a saved search.
    NoticeId
}
row_id! {
    /// A decision of an office about topics.
    DecisionId
}
row_id! {
    /// An edition of a digest.
    EditionId
}
row_id! {
    /// An answer that an office waits for.
    DueId
}

/// The lasting identity of a topic: `t` and eleven characters of a-z2-7, from a hash of its first post's source and key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TopicId(pub String);

impl TopicId {
    /// The identity of a topic that begins with the post that `source` announced under `key`.
    ///
    /// 55 bits of SipHash-2-4 with a zero key: equal on every machine, and one collision is expected among about
    /// 200 million topics.
    pub fn of_seed(source: &SourceId, key: &str) -> Self {
        use std::hash::Hasher;
        let mut hasher = siphasher::sip::SipHasher24::new();
        hasher.write(source.as_str().as_bytes());
        hasher.write_u8(0);
        hasher.write(key.as_bytes());
        let mut bits = hasher.finish();
        let mut id = String::from("t");
        for _ in 0..11 {
            id.push(char::from(b"abcdefghijklmnopqrstuvwxyz234567"[(bits & 31) as usize]));
            bits >>= 5;
        }
        Self(id)
    }
}

impl fmt::Display for TopicId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_ids_are_checked() {
        assert!(SourceId::new("tengrinews.kz").is_ok());
        assert_eq!(SourceId::new("Tengri"), Err(InvalidId("Tengri".into())));
        assert!(SourceId::new("").is_err());
        assert!(SourceId::new(&"a".repeat(65)).is_err());
    }

    #[test]
    fn topic_ids_are_the_same_on_every_machine() {
        let source = SourceId::new("demo").unwrap();
        assert_eq!(TopicId::of_seed(&source, "1"), TopicId::of_seed(&source, "1"));
        assert_ne!(TopicId::of_seed(&source, "1"), TopicId::of_seed(&source, "2"));
        assert_eq!(TopicId::of_seed(&source, "1").0.len(), 12);
    }
}
