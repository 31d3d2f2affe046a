//! What the index answers.

use dauys_model::{CategoryId, Kato, Kind, Language, PostId, SourceId, TopicId};
use jiff::civil::Date;

use crate::query::{Cursor, Filters};

/// An answer.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Answer {
    /// How many posts match.
    pub texts: usize,
    /// How many there are when posts that repeat one another count once.
    pub voices: usize,
    /// How many of the posts hold every word that counts.
    pub complete: usize,
    /// The wanted stretch of hits, best first.
    pub hits: Vec<Hit>,
    /// Where to go on; absent at the end.
    pub next: Option<Cursor>,
    /// How the matching posts divide; absent when not asked for.
    pub facets: Option<Facets>,
    /// How the question was understood.
    pub meaning: Meaning,
    /// The change number of the store that the answer reflects.
    pub position: i64,
    /// Whether the index has changed since the answer that this one goes on behind, so that posts may have moved over the
    /// border: the state it was given for is no longer held.
    pub moved: bool,
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
    /// How many further matching posts repeat the same text and are folded into this hit.
    pub repeats: u32,
}

/// How the matching posts divide. Each list is by falling count, then by value; values without a post are left out.
///
/// What is counted under a filter ignores that filter: beside `lang:kk` stands how many there would be in Russian. The histogram
/// keeps to the time that is asked for, so that its bars grow finer as the time grows shorter.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Facets {
    /// Over time.
    pub histogram: Histogram,
    /// By region of the country, and by those places that are asked for; a post counts once in each that it names.
    pub regions: Vec<Facet<Kato>>,
    /// By category and by group of categories.
    pub categories: Vec<Facet<CategoryId>>,
    /// By source.
    pub sources: Vec<Facet<SourceId>>,
    /// By language.
    pub languages: Vec<Facet<Language>>,
    /// By kind.
    pub kinds: Vec<Facet<Kind>>,
    /// By topic, the twenty largest.
    pub topics: Vec<Facet<TopicId>>,
}

/// One value and the matching posts that have it.
#[derive(Clone, PartialEq, Debug)]
pub struct Facet<T> {
    /// The value.
    pub value: T,
    /// How many posts.
    pub texts: u32,
}

/// Posts over time: bars without gaps, the first and the last with a post.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Histogram {
    /// How long a bar is.
    pub step: Step,
    /// The bars, ascending.
    pub bars: Vec<Bar>,
}

/// How long a bar of a [`Histogram`] is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Step {
    /// A civil day of Kazakhstan.
    #[default]
    Day,
    /// From Monday on.
    Week,
    /// A calendar month.
    Month,
}

/// One bar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bar {
    /// Its first civil day.
    pub from: Date,
    /// How many posts.
    pub texts: u32,
    /// How many of them repeat no other.
    pub voices: u32,
}

/// How a question was understood.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Meaning {
    /// All filters: those of the query and those that its text asks for side by side with everything else.
    pub filters: Filters,
    /// What is asked for in the other language.
    pub translations: Vec<Translation>,
}

/// A word or phrase of a question and what it was taken for in the other language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Translation {
    /// As typed.
    pub typed: String,
    /// Words and phrases of the other language, the most usual first.
    pub also: Vec<String>,
}
