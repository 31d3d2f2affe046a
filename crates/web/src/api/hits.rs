//! A hit with its post, as programs read it.

use dauys_search::{Answer, Highlighter};
use dauys_store::{Store, StoredPost};
use serde::Serialize;
use utoipa::ToSchema;

use crate::failure::Failure;

/// Characters of a snippet.
pub(crate) const SNIPPET_CHARS: usize = 220;

/// One text that matches.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hit {
    /// The number of the post; lasting.
    id: i64,
    /// Its public address, where it has a neutral one.
    #[schema(format = "uri")]
    url: Option<String>,
    /// How well it matches: comparable within one answer only.
    score: f32,
    /// How many of the query's words it lacks.
    missing: u16,
    /// How many further texts repeat it and are no hits of their own.
    repeats: u32,
    /// The id of its source.
    source: String,
    /// When it was published, or first seen.
    #[schema(format = DateTime)]
    published_at: String,
    /// Its language: kk, ru, mixed, other, unknown.
    lang: String,
    /// news, comment, appeal or notice.
    kind: String,
    /// Its category, such as `hcs/water`.
    category: Option<String>,
    /// Its topic.
    topic: Option<String>,
    /// The post it repeats.
    duplicate_of: Option<i64>,
    /// Its title, redacted; empty when it has none.
    title: String,
    /// What matches in the title, as pairs of characters: the first, and the one behind the last.
    title_highlights: Vec<[usize; 2]>,
    /// The stretch of its text that shows best why it was found.
    snippet: String,
    /// What matches in the snippet, as pairs of characters.
    highlights: Vec<[usize; 2]>,
}

/// The hits of an answer.
pub(crate) fn hits(store: &Store, answer: &Answer, highlighter: &Highlighter) -> Result<Vec<Hit>, Failure> {
    let mut hits = Vec::with_capacity(answer.hits.len());
    for hit in &answer.hits {
        // A post erased after the last commit of the index is in the one and not in the other.
        if let Some(stored) = store.post(hit.post)? {
            let topic = topic_of(store, &stored)?;
            hits.push(of(hit, &stored, topic, highlighter));
        }
    }
    Ok(hits)
}

/// The topic of a post, if there is one to show: calm news are grouped into stories that are no topics.
pub(crate) fn topic_of(store: &Store, stored: &StoredPost) -> Result<Option<String>, Failure> {
    let Some(id) = &stored.topic else { return Ok(None) };
    Ok(store.topic(id)?.map(|topic| topic.id.0))
}

fn of(hit: &dauys_search::Hit, stored: &StoredPost, topic: Option<String>, highlighter: &Highlighter) -> Hit {
    let post = &stored.post;
    let given = dauys_text::Given::of(post);
    let snippet = highlighter.snippet(&post.text, &given, SNIPPET_CHARS);
    Hit {
        id: post.id.0,
        url: post.url.as_ref().map(ToString::to_string),
        score: hit.score,
        missing: hit.missing,
        repeats: hit.repeats,
        source: post.source.to_string(),
        published_at: post.published_at.to_string(),
        lang: post.language.code().to_owned(),
        kind: post.kind.code().to_owned(),
        category: post.category.as_ref().map(|category| category.0.clone()),
        topic,
        duplicate_of: stored.duplicate_of.map(|post| post.0),
        title_highlights: in_characters(&post.title, &highlighter.highlights(&post.title, &given)),
        title: post.title.clone(),
        highlights: in_characters(&snippet.text, &snippet.highlights),
        snippet: snippet.text,
    }
}

/// Byte ranges as pairs of characters.
fn in_characters(text: &str, ranges: &[std::ops::Range<usize>]) -> Vec<[usize; 2]> {
    let count = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    ranges.iter().map(|range| [count(range.start), count(range.end)]).collect()
}
