//! Items: what a source announced.

use jiff::Timestamp;
use url::Url;

use crate::{Author, Kato, Kind, Language};

/// One announcement of a source, as the parser found it. Not clonable, since it may carry an [`Author`].
pub struct Item {
    /// What tells it from the source's other items, for as long as the source lists it.
    pub key: String,
    /// Its public address, without tracking parameters, without a person's handle.
    pub url: Option<Url>,
    /// Its title, plain text.
    pub title: Option<String>,
    /// Its text, plain, paragraphs divided by newlines; absent when the source gave none.
    pub text: Option<String>,
    /// Whether `text` is known or likely to be cut short.
    pub truncated: bool,
    /// When it was published, if the source says so.
    pub published_at: Option<Timestamp>,
    /// How exact `published_at` is.
    pub precision: Precision,
    /// The language the source claims; a hint.
    pub language: Option<Language>,
    /// What it becomes, where that differs from the source's own [`Kind`].
    pub kind: Option<Kind>,
    /// The address of the article or post it answers: what makes comments a thread.
    pub thread: Option<Url>,
    /// A region given by the source.
    pub region: Option<Kato>,
    /// A name of a place given by the source.
    pub place: Option<String>,
    /// How many comments the source says it has drawn.
    pub comments: Option<u32>,
    /// Who wrote it, on the way to becoming a voice. Only for posts of citizens.
    pub author: Option<Author>,
}

/// How exact a time of publication is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Precision {
    /// To the second or minute.
    Moment,
    /// The day only; the time stands at noon.
    Day,
    /// Not given; the time at which the item was first seen stands in for it.
    Unknown,
}

impl Item {
    /// An item with a key and nothing else.
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            url: None,
            title: None,
            text: None,
            truncated: false,
            published_at: None,
            precision: Precision::Unknown,
            language: None,
            kind: None,
            thread: None,
            region: None,
            place: None,
            comments: None,
            author: None,
        }
    }
}
