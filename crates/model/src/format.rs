//! The forms of a digest, with their codes, endings and media types.

use serde::{Deserialize, Serialize};

/// A form of a digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A page that needs nothing else.
    Html,
    /// A page for programs of mail: tables and inline styles, below 100 kB.
    Mail,
    /// Plain text.
    Text,
    /// Markdown.
    Md,
    /// JSON with all evidence.
    Json,
    /// A document for Word and LibreOffice.
    Docx,
    /// A document to read and to file.
    Pdf,
    /// An Atom feed of the latest editions.
    Atom,
    /// A JSON Feed of the latest editions.
    JsonFeed,
    /// A calendar of due dates.
    Ics,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Html,
        Self::Mail,
        Self::Text,
        Self::Md,
        Self::Json,
        Self::Docx,
        Self::Pdf,
        Self::Atom,
        Self::JsonFeed,
        Self::Ics,
    ];

    /// The code in settings and on the command line, and of pages that give a file.
    pub fn code(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Mail => "mail",
            Self::Text => "text",
            Self::Md => "md",
            Self::Json => "json",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Atom => "atom",
            Self::JsonFeed => "json_feed",
            Self::Ics => "ics",
        }
    }

    /// Whether it holds earlier editions as well.
    pub fn is_feed(self) -> bool {
        matches!(self, Self::Atom | Self::JsonFeed)
    }

    /// How names of files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Mail => "mail.html",
            Self::Text => "txt",
            Self::Md => "md",
            Self::Json => "json",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Atom => "atom.xml",
            Self::JsonFeed => "feed.json",
            Self::Ics => "ics",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Html | Self::Mail => "text/html; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
            Self::Md => "text/markdown; charset=utf-8",
            Self::Json => "application/json",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::JsonFeed => "application/feed+json; charset=utf-8",
            Self::Ics => "text/calendar; charset=utf-8",
        }
    }
}
