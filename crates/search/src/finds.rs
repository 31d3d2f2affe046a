//! Takes a plan and gives every voice that matches with its time, for counting over time: of posts that repeat one another,
//! the earliest that matches. And how many posts there are of each day at all.

use std::collections::{BTreeMap, HashMap};

use dauys_model::{PostId, civil_day};
use jiff::Timestamp;
use jiff::civil::Date;
use tantivy::DocId;

use crate::alert::Find;
use crate::evaluate::{Part, Place};
use crate::filter::demands;
use crate::plan::plan;
use crate::query::Query;
use crate::score::Weights;
use crate::snapshot::Snapshot;
use crate::window::{DOCS, Pool};
use crate::{Error, Result};

/// The voices that match, ascending by time.
pub(crate) fn finds(snapshot: &Snapshot, query: &Query, weights: &Weights) -> Result<Vec<Find>> {
    let (node, meaning) = plan(query, weights, snapshot)?;
    let mut earliest: HashMap<i64, (i64, i64)> = HashMap::new();
    let mut pool = Pool::default();
    for (number, segment) in snapshot.segments.iter().enumerate() {
        let place = Place { segment, number, lengths: snapshot.totals.lengths(weights), weights };
        let mut text = Part::open(&place, &node)?;
        let mut demands = demands(&place, &snapshot.fields, &meaning.filters)?;
        let (mut found, mut one) = (pool.take(), pool.take());
        for start in (0..segment.reader.max_doc()).step_by(DOCS) {
            let mut passing = segment.alive(start);
            for demand in &mut demands {
                demand.part.fill(&place, start, &passing, &mut pool, &mut one);
                passing.keep(&one.bits);
            }
            if passing.is_empty() {
                continue;
            }
            text.fill_without_help(&place, start, &passing, &mut pool, &mut found);
            found.bits.keep(&passing);
            found.bits.for_each(|at| {
                let doc = start + at as DocId;
                let one = (segment.published_at(doc), segment.id(doc));
                let kept = earliest.entry(segment.root(doc)).or_insert(one);
                *kept = (*kept).min(one);
            });
        }
        pool.give(found);
        pool.give(one);
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
            let second = segment.published_at(doc);
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
