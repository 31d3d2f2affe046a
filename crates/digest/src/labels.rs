//! Headings and labels of one interface language, for forms that set a digest in their own way.

use serde::Deserialize;

use crate::Interface;
use crate::wording::Wording;

/// What stands above and before the parts of a digest. Fields are named as the keys of `[labels]` in the tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// The box of changes.
    pub changes: String,
    /// The list of topics, in a table of contents.
    pub topics: String,
    /// What earlier editions had wrong.
    pub corrections: String,
    /// Editions that did not arrive.
    pub missed: String,
    /// What saved searches told.
    pub alerts: String,
    /// Counts beside earlier periods.
    pub rollup: String,
    /// Voices by region.
    pub regions: String,
    /// Texts by language.
    pub languages: String,
    /// What editors did.
    pub review: String,
    /// How it was made.
    pub made_with: String,
    /// The column of regions.
    pub region: String,
    /// The column of categories.
    pub category: String,
    /// Before what a desk says of a topic.
    pub note: String,
    /// Before how the count stands to its norm.
    pub norm: String,
    /// Before how sure it is.
    pub confirmation: String,
    /// Before the bodies whose business it is.
    pub responsible: String,
    /// Before the day on which an answer is due.
    pub due: String,
    /// The link to a page of a topic.
    pub open_topic: String,
    /// The link to a page of a text.
    pub open_post: String,
    /// The link to a page of a saved search.
    pub open_search: String,
    /// The link to the archive of editions.
    pub archive: String,
    /// What a sentence rests on.
    pub evidence: String,
    /// A table of contents.
    pub contents: String,
    /// Where a count is not known: no data of last year.
    pub unknown: String,
    /// Voices, as the head of a column.
    pub voices: String,
    /// Kazakh, Russian, both or another: languages of texts.
    pub in_languages: [String; 3],
}

impl Labels {
    /// The labels of a language.
    pub fn of(language: Interface) -> &'static Self {
        &Wording::of(language).labels
    }
}
