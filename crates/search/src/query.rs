//! A question to the index and its answer.

use dauys_model::{Kato, Kind, Language, PostId, SourceId};
use jiff::Timestamp;

/// A question. Every filter that is given must hold; the text ranks.
#[derive(Clone, PartialEq, Debug)]
pub struct Query {
    /// What is looked for. Blank: every post that the filters let through, newest first.
    pub text: String,
    /// How `text` is read.
    pub syntax: Syntax,
    /// How many of the plain words a post must hold.
    pub need: Need,
    /// Published at this time or later.
    pub from: Option<Timestamp>,
    /// Published before this time.
    pub to: Option<Timestamp>,
    /// In this language.
    pub language: Option<Language>,
    /// Naming this place or one that lies in it.
    pub region: Option<Kato>,
    /// Of this category (`hcs/water`) or group of categories (`hcs`).
    pub category: Option<String>,
    /// Of this source.
    pub source: Option<SourceId>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// What comes first.
    pub order: Order,
    /// How many hits are wanted.
    pub limit: usize,
    /// How many hits are passed over first.
    pub offset: usize,
}

/// How the text of a [`Query`] is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Syntax {
    /// As the query language: see the crate's first page.
    #[default]
    Full,
    /// As mere words: whatever is typed is looked for, nothing is an operator, nothing can be wrong.
    Plain,
}

/// How many of a query's plain words a post must hold. Phrases in quotes, filters and `AND` are always strict, stop
/// words never needed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Need {
    /// Any: posts that hold all come first, and after them the better match, even those with nothing but words that
    /// begin alike. For reading.
    #[default]
    Any,
    /// All. For counting, alerts and exports.
    All,
}

/// What comes first among hits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// Posts that hold every word, then the others; among each the better match; of equal ones the newer, then the
    /// higher id.
    #[default]
    Relevance,
    /// The newer; of equally new ones the better match, then the higher id.
    Newest,
}

impl Query {
    /// A query for `text` without filters: the ten best hits.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            syntax: Syntax::default(),
            need: Need::default(),
            from: None,
            to: None,
            language: None,
            region: None,
            category: None,
            source: None,
            kind: None,
            order: Order::default(),
            limit: 10,
            offset: 0,
        }
    }
}

/// An answer.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Hits {
    /// How many posts match.
    pub total: usize,
    /// How many of them hold every word that counts.
    pub complete: usize,
    /// The wanted stretch of them, best first.
    pub hits: Vec<Hit>,
}

/// One post that matches.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Hit {
    /// Which post.
    pub post: PostId,
    /// How well it matches: comparable within one answer only, and there among posts that lack no word, or among those
    /// that do.
    pub score: f32,
    /// How many of the query's words it lacks.
    pub missing: u16,
}
