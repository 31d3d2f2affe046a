//! A post and the words that were asked for in; what a page shows of it out: title and text in pieces, each with whether it
//! matches, and the forms in which the words were met.

use std::ops::Range;

use dauys_model::Post;
use dauys_search::{Highlighter, Query, Snippet, Syntax, Translation};
use dauys_text::Given;

use crate::clean;
use crate::failure::Failure;

/// Bytes of a text that are looked through: forty pages. A page takes no longer, whatever a text is.
const MOST_BYTES: usize = 160_000;
/// Characters of a title.
const TITLE_CHARS: usize = 300;
/// Characters of a snippet.
const SNIPPET_CHARS: usize = 260;
/// Forms of words that are told of a post.
const FORMS: usize = 8;

/// A stretch of a text, and whether it matches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) matches: bool,
}

/// The words that were asked for.
pub(crate) struct Matching {
    highlighter: Option<Highlighter>,
    also: Option<Highlighter>,
}

/// A post as a list shows it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Glimpse {
    pub(crate) title: Vec<Piece>,
    pub(crate) snippet: Vec<Piece>,
    /// What was met, as it was met.
    pub(crate) because: Vec<String>,
}

impl Matching {
    /// The words of a question, with what they were taken for in the other language.
    pub(crate) fn new(query: &Query, translations: &[Translation]) -> Result<Self, Failure> {
        let is_blank = query.text.trim().is_empty();
        let also: Vec<&str> =
            translations.iter().flat_map(|one| one.also.iter()).map(String::as_str).collect();
        let made =
            |text: &str, syntax| Highlighter::new(text, syntax).map_err(|error| Failure::internal(&error));
        Ok(Self {
            highlighter: if is_blank { None } else { Some(made(&query.text, query.syntax)?) },
            also: if also.is_empty() { None } else { Some(made(&also.join(" "), Syntax::Plain)?) },
        })
    }

    /// A post as a list shows it.
    pub(crate) fn glimpse(&self, post: &Post) -> Glimpse {
        let given = Given::of(post);
        let text = clean::beginning(&post.text, MOST_BYTES);
        let title = clean::beginning(&post.title, MOST_BYTES);
        let mut because = Vec::new();
        let titled = cut(pieces(title, &self.highlights(title, &given)), TITLE_CHARS);
        for piece in pieces(text, &self.highlights(text, &given)).iter().chain(&titled) {
            let form = piece.text.to_lowercase();
            if piece.matches && because.len() < FORMS && !because.contains(&form) {
                because.push(form);
            }
        }
        let snippet = self.snippet(text, &given);
        let mut shown: Vec<Piece> = Vec::new();
        shown.extend(snippet.cut_before.then(|| Piece::plain("… ")));
        shown.extend(
            snippet.pieces().into_iter().map(|(text, matches)| Piece { text: clean::stretch(text), matches }),
        );
        shown.extend(snippet.cut_after.then(|| Piece::plain(" …")));
        Glimpse { title: titled, snippet: shown, because }
    }

    /// A whole text, and whether its end is left out.
    pub(crate) fn whole(&self, post: &Post) -> (Vec<Piece>, bool) {
        let text = clean::beginning(&post.text, MOST_BYTES);
        let shown = pieces(text, &self.highlights(text, &Given::of(post)));
        (shown, text.len() < post.text.len())
    }

    /// A whole title.
    pub(crate) fn title(&self, post: &Post) -> Vec<Piece> {
        let title = clean::beginning(&post.title, MOST_BYTES);
        cut(pieces(title, &self.highlights(title, &Given::of(post))), TITLE_CHARS)
    }

    fn highlights(&self, text: &str, given: &Given) -> Vec<Range<usize>> {
        let sides = [&self.highlighter, &self.also];
        let mut ranges: Vec<Range<usize>> =
            sides.into_iter().flatten().flat_map(|side| side.highlights(text, given)).collect();
        ranges.sort_by_key(|range| range.start);
        let mut end = 0;
        ranges.retain(|range| {
            let is_apart = range.start >= end;
            end = end.max(range.end);
            is_apart
        });
        ranges
    }

    fn snippet(&self, text: &str, given: &Given) -> Snippet {
        let made =
            |side: &Option<Highlighter>| side.as_ref().map(|side| side.snippet(text, given, SNIPPET_CHARS));
        let own = made(&self.highlighter).filter(|snippet| !snippet.highlights.is_empty());
        own.or_else(|| made(&self.also).filter(|snippet| !snippet.highlights.is_empty())).unwrap_or_else(
            || {
                let shown = clean::line(text, SNIPPET_CHARS);
                Snippet { text: shown, highlights: Vec::new(), cut_before: false, cut_after: false }
            },
        )
    }
}

impl Piece {
    fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), matches: false }
    }
}

fn pieces(text: &str, highlights: &[Range<usize>]) -> Vec<Piece> {
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
