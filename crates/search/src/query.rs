//! A question to the index.

use dauys_model::{CategoryId, Kato, Kind, Language, SourceId, TopicId};
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
    /// Which posts are looked among, beside what the text says of it.
    pub filters: Filters,
    /// Whether what the text asks for in one language is asked for in the other as well.
    pub expand: bool,
    /// Whether texts that repeat one another are one hit.
    pub fold: bool,
    /// Whether [`Answer::facets`] are counted.
    pub facets: bool,
    /// What `7d` and newness count from; the newest post when absent.
    pub now: Option<Timestamp>,
    /// What comes first.
    pub order: Order,
    /// How many hits are wanted.
    pub limit: usize,
    /// Where an earlier answer to the same question ended.
    pub after: Option<Cursor>,
}

/// Which posts are looked among: those that fit one of the values of every list that is not empty.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Filters {
    /// Published at this time or later.
    pub from: Option<Timestamp>,
    /// Published before this time.
    pub to: Option<Timestamp>,
    /// In one of these languages.
    pub languages: Vec<Language>,
    /// Naming one of these places or one that lies in it.
    pub regions: Vec<Kato>,
    /// Of one of these categories (`hcs/water`) or groups of categories (`hcs`).
    pub categories: Vec<CategoryId>,
    /// Of one of these sources.
    pub sources: Vec<SourceId>,
    /// Of one of these kinds.
    pub kinds: Vec<Kind>,
    /// Of one of these topics.
    pub topics: Vec<TopicId>,
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
    /// The newer; of equally new ones the higher id.
    Newest,
    /// The older; of equally old ones the higher id.
    Oldest,
}

/// Where an answer ended, for going on behind it: text without blanks that can stand in an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor(pub String);

impl Query {
    /// A query for `text` without filters: the ten best hits of both languages, repetitions folded, nothing counted.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            syntax: Syntax::default(),
            need: Need::default(),
            filters: Filters::default(),
            expand: true,
            fold: true,
            facets: false,
            now: None,
            order: Order::default(),
            limit: 10,
            after: None,
        }
    }
}
