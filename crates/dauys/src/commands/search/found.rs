//! A hit together with its post, as programs read it.

use dauys_model::{Language, PostId, SourceId};
use dauys_search::{Answer, Highlighter, Hit, Snippet};
use dauys_store::{Store, StoredPost};
use dauys_table::{Cell, FoundPost};
use jiff::Timestamp;
use serde::Serialize;

/// How long a snippet may be, in characters.
pub(super) const SNIPPET_CHARS: usize = 220;

/// A hit of the contract: one JSON object.
#[derive(Serialize)]
pub(super) struct Found<'a> {
    id: PostId,
    external_id: &'a str,
    url: Option<&'a str>,
    score: f32,
    source: &'a SourceId,
    published_at: Timestamp,
    lang: Language,
    kind: dauys_model::Kind,
    category: Option<&'a str>,
    topic: Option<&'a str>,
    duplicate_of: Option<PostId>,
    /// How many further texts repeat this one and are no hits of their own.
    repeats: u32,
    /// How many of the query's words it lacks.
    missing: u16,
    title: &'a str,
    snippet: String,
    /// What matches in the snippet, as pairs of characters.
    highlights: Vec<[usize; 2]>,
}

/// A hit with its post and the stretch that shows why it was found.
pub(super) struct Met {
    pub(super) hit: Hit,
    pub(super) stored: StoredPost,
    pub(super) snippet: Snippet,
}

/// The hits of an answer with their posts.
pub(super) fn met(store: &Store, answer: &Answer, highlighter: &Highlighter) -> anyhow::Result<Vec<Met>> {
    let mut all = Vec::with_capacity(answer.hits.len());
    for hit in &answer.hits {
        // A post erased after the last commit of the index is in the one and not in the other.
        if let Some(stored) = store.post(hit.post)? {
            let post = &stored.post;
            let snippet = highlighter.snippet(&post.text, &dauys_text::Given::of(post), SNIPPET_CHARS);
            all.push(Met { hit: *hit, stored, snippet });
        }
    }
    Ok(all)
}

/// Calls `take` with every hit.
pub(super) fn each(
    store: &Store,
    answer: &Answer,
    highlighter: &Highlighter,
    mut take: impl FnMut(Found<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for met in met(store, answer, highlighter)? {
        take(met.found())?;
    }
    Ok(())
}

impl Met {
    /// As one JSON object.
    pub(super) fn found(&self) -> Found<'_> {
        let post = &self.stored.post;
        let snippet = &self.snippet;
        let characters = |byte: usize| snippet.text.get(..byte).map_or(0, |before| before.chars().count());
        Found {
            id: post.id,
            external_id: &post.key,
            url: post.url.as_ref().map(url::Url::as_str),
            score: self.hit.score,
            source: &post.source,
            published_at: post.published_at,
            lang: post.language,
            kind: post.kind,
            category: post.category.as_ref().map(|category| category.0.as_str()),
            topic: self.stored.topic.as_ref().map(|topic| topic.0.as_str()),
            duplicate_of: self.stored.duplicate_of,
            repeats: self.hit.repeats,
            missing: self.hit.missing,
            title: &post.title,
            highlights: snippet
                .highlights
                .iter()
                .map(|range| [characters(range.start), characters(range.end)])
                .collect(),
            snippet: snippet.text.clone(),
        }
    }

    /// As a row of a table.
    pub(super) fn cells(&self) -> Vec<Cell> {
        FoundPost {
            post: &self.stored.post,
            score: self.hit.score,
            missing: self.hit.missing,
            repeats: self.hit.repeats,
            topic: self.stored.topic.as_ref(),
            duplicate_of: self.stored.duplicate_of,
            snippet: &self.snippet.text,
        }
        .cells()
    }
}
