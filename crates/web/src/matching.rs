//! A post and the words that were asked for in; what a page shows of it out: title and text in pieces, each with whether it
//! matches, and which words were met in which form, and why they count.

use std::ops::Range;

use dauys_model::{Language, Post};
use dauys_search::{Highlighter, Query, Reason, Snippet, Translation, Why};
use dauys_text::Given;

use crate::clean;
use crate::failure::Failure;
use crate::frame::Frame;
use dauys_model::Interface;

/// Bytes of a text that are looked through: forty pages. A page takes no longer, whatever a text is.
const MOST_BYTES: usize = 160_000;
/// Characters of a title.
const TITLE_CHARS: usize = 300;
/// Characters of a snippet.
const SNIPPET_CHARS: usize = 260;

/// A stretch of a text, and whether it matches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) matches: bool,
}

/// A word that was asked for, the forms it was met in, and why they count when that is not plain to see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Because {
    pub(crate) typed: String,
    pub(crate) found: String,
    pub(crate) way: &'static str,
}

/// The words that were asked for.
pub(crate) struct Matching {
    highlighter: Option<Highlighter>,
    language: Language,
}

/// A post as a list shows it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Glimpse {
    pub(crate) title: Vec<Piece>,
    pub(crate) snippet: Vec<Piece>,
    pub(crate) because: Vec<Because>,
}

impl Matching {
    /// The words of a question, with what they were taken for in the other language; reasons are told in the reader's.
    pub(crate) fn new(frame: &Frame, query: &Query, translations: &[Translation]) -> Result<Self, Failure> {
        let highlighter = if query.text.trim().is_empty() {
            None
        } else {
            let made =
                Highlighter::new(&query.text, query.syntax).map_err(|error| Failure::internal(&error))?;
            Some(made.with_translations(translations))
        };
        Ok(Self { highlighter, language: reader(frame.language) })
    }

    /// A post as a list shows it.
    pub(crate) fn glimpse(&self, post: &Post) -> Glimpse {
        let (title, text) = read(post);
        let Some(highlighter) = &self.highlighter else {
            return Glimpse {
                title: plain(&clean::line(title, TITLE_CHARS)),
                snippet: plain(&clean::line(text, SNIPPET_CHARS)),
                because: Vec::new(),
            };
        };
        let shown = highlighter.show(title, text, &Given::of(post), SNIPPET_CHARS);
        Glimpse {
            title: cut(pieces(&shown.title), TITLE_CHARS),
            snippet: pieces(&shown.text),
            because: shown.because.iter().map(|reason| self.because(reason)).collect(),
        }
    }

    /// A whole text, and whether its end is left out.
    pub(crate) fn whole(&self, post: &Post) -> (Vec<Piece>, bool) {
        let (_, text) = read(post);
        let marks = self.highlighter.as_ref().map(|one| one.highlights(text, &Given::of(post)));
        (marked(text, &marks.unwrap_or_default()), text.len() < post.text.len())
    }

    /// A whole title, and why title and text match.
    pub(crate) fn title(&self, post: &Post) -> (Vec<Piece>, Vec<Because>) {
        let glimpse = self.glimpse(post);
        (glimpse.title, glimpse.because)
    }

    fn because(&self, reason: &Reason) -> Because {
        let found: Vec<String> = reason.found.iter().map(|form| clean::line(form, 60)).collect();
        Because {
            typed: clean::line(&reason.typed, 60),
            found: found.join(", "),
            way: match reason.why {
                // What is seen needs no words.
                Why::Exact | Why::Same | Why::Form => "",
                why => why.words(self.language),
            },
        }
    }
}

/// As much of title and text as is worked through.
fn read(post: &Post) -> (&str, &str) {
    (clean::beginning(&post.title, 4 * TITLE_CHARS), clean::beginning(&post.text, MOST_BYTES))
}

/// The language of the reader as texts have it.
pub(crate) fn reader(language: Interface) -> Language {
    match language {
        Interface::Kazakh => Language::Kazakh,
        Interface::Russian => Language::Russian,
        Interface::English => Language::Other,
    }
}

fn plain(text: &str) -> Vec<Piece> {
    let piece = Piece { text: text.to_owned(), matches: false };
    if text.is_empty() { Vec::new() } else { vec![piece] }
}

fn pieces(snippet: &Snippet) -> Vec<Piece> {
    let mut shown = Vec::new();
    shown.extend(snippet.cut_before.then(|| Piece { text: "… ".into(), matches: false }));
    shown.extend(marked(&snippet.text, &snippet.highlights));
    shown.extend(snippet.cut_after.then(|| Piece { text: " …".into(), matches: false }));
    shown
}

fn marked(text: &str, highlights: &[Range<usize>]) -> Vec<Piece> {
    let mut shown = Vec::new();
    let mut at = 0;
    for range in highlights {
        shown.push(Piece { text: clean::stretch(&text[at..range.start]), matches: false });
        shown.push(Piece { text: clean::stretch(&text[range.clone()]), matches: true });
        at = range.end;
    }
    shown.push(Piece { text: clean::stretch(&text[at..]), matches: false });
    shown.retain(|piece| !piece.text.is_empty());
    shown
}

/// The first so many characters of pieces.
fn cut(pieces: Vec<Piece>, most_chars: usize) -> Vec<Piece> {
    let mut left = most_chars;
    let mut kept = Vec::new();
    for mut piece in pieces {
        if let Some((at, _)) = piece.text.char_indices().nth(left) {
            piece.text.truncate(at);
            piece.text.push('…');
            kept.push(piece);
            break;
        }
        left -= piece.text.chars().count();
        kept.push(piece);
    }
    kept
}
