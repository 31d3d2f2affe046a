//! Takes a plan and gives every voice that matches with its time, for counting over time: of posts that repeat one another,
//! the earliest that matches. And how many posts there are of each day at all.

use std::collections::{BTreeMap, HashMap, HashSet};

use dauys_model::{PostId, civil_day};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::alert::Find;
use crate::plan::plan;
use crate::query::{Order, Query};
use crate::score::{Recency, Weights};
use crate::search::{self, Question};
use crate::snapshot::Snapshot;
use crate::{Error, Result};

/// The voices that match, ascending by time.
pub(crate) fn finds(snapshot: &Snapshot, query: &Query, weights: &Weights) -> Result<Vec<Find>> {
    let (node, meaning) = plan(query, weights, snapshot)?;
    let question = Question {
        node,
        filters: &meaning.filters,
        order: Order::Oldest,
        fold: false,
        facets: false,
        limit: usize::try_from(snapshot.totals.posts).unwrap_or(usize::MAX),
        recency: Recency::at(snapshot.totals.newest, weights),
        after: None,
        without: None,
    };
    let matching: HashSet<i64> =
        search::find(snapshot, &question, weights)?.hits.iter().map(|hit| hit.post.0).collect();
    let mut earliest: HashMap<i64, (i64, i64)> = HashMap::new();
    for segment in &snapshot.segments {
        for doc in segment.reader.doc_ids_alive() {
            let one = (segment.published_at.get_val(doc), segment.ids.get_val(doc));
            if matching.contains(&one.1) {
                let kept = earliest.entry(segment.roots.get_val(doc)).or_insert(one);
                *kept = (*kept).min(one);
            }
        }
    }
    let find = |(second, id)| Ok(Find { at: timestamp(second)?, post: PostId(id) });
    let mut finds = earliest.into_values().map(find).collect::<Result<Vec<Find>>>()?;
    finds.sort_unstable();
    Ok(finds)
}

/// How many posts there are of each civil day from a moment on.
pub(crate) fn heard(snapshot: &Snapshot, from: Timestamp) -> Result<BTreeMap<Date, u32>> {
    let mut days = BTreeMap::new();
    for segment in &snapshot.segments {
        for doc in segment.reader.doc_ids_alive() {
            let second = segment.published_at.get_val(doc);
            if second >= from.as_second() {
                *days.entry(civil_day(timestamp(second)?)).or_default() += 1;
            }
        }
    }
    Ok(days)
}

fn timestamp(second: i64) -> Result<Timestamp> {
    Timestamp::from_second(second).map_err(|error| Error::Damaged(error.to_string()))
}
