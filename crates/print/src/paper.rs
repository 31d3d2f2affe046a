//! A digest as a column of blocks: what stands on the paper and in which order, before it is DOCX or PDF. Both are made from
//! this, so that both say the same.

use jiff::Timestamp;
use serde::Serialize;

/// A document of blocks.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub(crate) struct Paper {
    /// The name of the subscription.
    pub(crate) title: String,
    /// `kk`, `ru` or `en`.
    pub(crate) language: &'static str,
    /// What made it.
    pub(crate) product: String,
    /// The day, week or month in words.
    pub(crate) date: String,
    /// The line under the title: the date and how much of the day was seen.
    pub(crate) subtitle: String,
    /// Its key words: what the subscription is narrowed to.
    pub(crate) keywords: Vec<String>,
    /// When it was made: the last moment it knows of.
    #[serde(skip)]
    pub(crate) until: Timestamp,
    /// From top to bottom.
    pub(crate) blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub(crate) enum Block {
    /// A heading.
    Heading {
        /// 1 or 2.
        level: u8,
        /// What it says.
        text: String,
        /// What links lead to: letters, digits and `_`, unlike all others.
        anchor: String,
    },
    /// The table of contents: all headings of levels 1 and 2.
    Contents {
        /// Over it.
        title: String,
    },
    /// A paragraph.
    Paragraph {
        /// What it is for.
        look: Look,
        /// Its text.
        spans: Vec<Span>,
    },
    /// A list with bullets.
    List {
        /// What stands at each bullet.
        items: Vec<Vec<Span>>,
    },
    /// A text of others, word by word.
    Quote {
        /// The text.
        text: String,
        /// The code of its language, if it is in one.
        language: Option<&'static str>,
        /// Where it is from.
        source: Vec<Span>,
    },
    /// A chart.
    Figure {
        /// The picture.
        svg: String,
        /// What it shows, for those who cannot see it.
        alt: String,
        /// What stands under it.
        caption: String,
        /// How wide it is printed, in points.
        width: f64,
    },
    /// A table whose head is repeated on every page.
    Table {
        /// What it is of, for those who cannot see it.
        name: String,
        /// The head.
        columns: Vec<Column>,
        /// As many cells as columns in each.
        rows: Vec<Vec<String>>,
    },
}

/// A column of a table.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub(crate) struct Column {
    /// What stands over it.
    pub(crate) head: String,
    /// Whether it holds numbers, which are set to the right.
    pub(crate) number: bool,
}

/// What a paragraph is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Look {
    /// A statement.
    Plain,
    /// The statement that matters most: the summary, a quiet day.
    Lead,
    /// Under a heading: what a topic belongs to.
    Kicker,
    /// A clause of a quote that characterises a topic.
    Phrase,
    /// Particulars in small letters.
    Small,
    /// What makes the rest doubtful.
    Warning,
    /// What a desk says.
    Note,
}

/// A stretch of text.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub(crate) struct Span {
    /// The text.
    pub(crate) text: String,
    /// Whether it stands out.
    pub(crate) strong: bool,
    /// Where it leads.
    pub(crate) to: Option<Target>,
}

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Target {
    /// To an address.
    Url(String),
    /// To a heading of the document.
    Anchor(String),
}

impl Span {
    /// Plain text.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: false, to: None }
    }

    /// Text that stands out.
    pub(crate) fn strong(text: impl Into<String>) -> Self {
        Self { strong: true, ..Self::plain(text) }
    }

    /// Text that leads somewhere, if there is somewhere.
    pub(crate) fn link(text: impl Into<String>, to: Option<Target>) -> Self {
        Self { to, ..Self::plain(text) }
    }
}

impl Target {
    /// An address that a reader may be led to: of the web, and nothing else.
    pub(crate) fn of_web(url: &str) -> Option<Self> {
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        (is_web && !url.contains(char::is_whitespace)).then(|| Self::Url(url.to_owned()))
    }
}

impl Paper {
    /// What its table of contents lists: level, text, anchor.
    pub(crate) fn headings(&self) -> impl Iterator<Item = (u8, &str, &str)> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, text, anchor } => Some((*level, text.as_str(), anchor.as_str())),
            _ => None,
        })
    }
}
