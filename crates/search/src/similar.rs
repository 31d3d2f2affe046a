//! Takes a post and gives others that are about the same: those that share the terms that tell most of it, the sooner when they
//! speak of the same place or fall into the same category. Repetitions of the post itself are left out.

use dauys_model::{Post, PostId};
use dauys_text::Given;
use tantivy::Term;

use crate::Result;
use crate::answer::Hit;
use crate::fields::enclosing;
use crate::lookup::{Lookup, best};
use crate::plan::{Node, Ranked};
use crate::query::{Filters, Order};
use crate::score::{Recency, Weights};
use crate::search::{Question, find};
use crate::snapshot::Snapshot;

/// Terms of a post that are looked for, the most telling ones.
const TERMS: usize = 20;
/// Terms that another post must share, when the post has so many.
const SHARED: usize = 2;
/// What the same place and the same category count, against all terms together.
const SAME_PLACE: f32 = 0.15;
const SAME_CATEGORY: f32 = 0.1;

/// The posts most like one, the likest first.
pub(crate) fn similar(
    snapshot: &Snapshot,
    post: &Post,
    filters: &Filters,
    limit: usize,
    weights: &Weights,
) -> Result<Vec<Hit>> {
    let lookup = Lookup { snapshot, weights };
    let mut words = Vec::new();
    for term in terms(post) {
        let mut alternatives = lookup.word(&term)?;
        // Aliases merge words, which a typed word may need and a text does not.
        alternatives.retain(|one| one.text.value().as_str().is_some_and(|text| !text.starts_with('~')));
        let posts = snapshot.holding(snapshot.fields.text, &term)?;
        if posts > 1 || alternatives.len() > 1 {
            words.push((best(&alternatives), alternatives));
        }
    }
    words.sort_by(|left, right| right.0.total_cmp(&left.0));
    words.truncate(TERMS);
    let all: f32 = words.iter().map(|(weight, _)| weight).sum();
    let count = words.len();
    if count == 0 {
        return Ok(Vec::new());
    }
    let fields = &snapshot.fields;
    let places = post.places.iter().flat_map(|place| enclosing(*place).take(3));
    let places: Vec<Term> =
        places.map(|place| Term::from_field_text(fields.place, &place.to_string())).collect();
    let category = post.category.iter().map(|category| Term::from_field_text(fields.category, &category.0));
    let ranked = Ranked {
        wanted: words.into_iter().map(|(_, alternatives)| Node::Word(alternatives)).collect(),
        helpers: vec![
            (Node::Same(places, all), SAME_PLACE),
            (Node::Same(category.collect(), all), SAME_CATEGORY),
        ],
        ..Ranked::default()
    };
    let question = Question {
        node: Node::Ranked(ranked),
        filters,
        order: Order::Relevance,
        fold: true,
        facets: false,
        // Some share too little.
        limit: limit.saturating_mul(2).saturating_add(10),
        recency: Recency::at(snapshot.totals.newest, &Weights { recency: 0.0, ..*weights }),
        after: None,
        without: Some(snapshot.root(post.id)?.unwrap_or(post.id.0)),
    };
    let most_missing = count - SHARED.min(count);
    let mut hits = find(snapshot, &question, weights)?.hits;
    hits.retain(|hit| usize::from(hit.missing) <= most_missing);
    hits.truncate(limit);
    Ok(hits)
}

/// The terms that tell what a post is about, as it was read; worked out again when it brings none.
fn terms(post: &Post) -> Vec<String> {
    if !post.terms.is_empty() {
        return post.terms.clone();
    }
    let whole = format!("{}\n\n{}", post.title, post.text);
    dauys_text::topic_terms(&dauys_text::words_given(&whole, &Given::of(post)))
}

impl Snapshot {
    /// The id of what a post repeats, its own when it repeats nothing; nothing when the index does not hold it.
    pub(crate) fn root(&self, id: PostId) -> Result<Option<i64>> {
        Ok(self.find(id)?.map(|(number, doc)| self.segments[number].roots.get_val(doc)))
    }
}
