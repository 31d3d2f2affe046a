//! Takes a plan and gives every voice that matches with its time, for counting over time: of posts that repeat one another,
//! the earliest that matches. And how many posts there are of each day at all.

use std::collections::{BTreeMap, HashMap};

use dauys_model::{PostId, civil_day};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::alert::Find;
use crate::evaluate::{Place, evaluate};
use crate::plan::plan;
use crate::query::Query;
use crate::score::Weights;
use crate::snapshot::Snapshot;
use crate::{Error, Result};

/// The voices that match, ascending by time.
pub(crate) fn finds(snapshot: &Snapshot, query: &Query, weights: &Weights) -> Result<Vec<Find>> {
    let (plan, _) = plan(query, weights, snapshot)?;
    let mut earliest: HashMap<i64, (i64, i64)> = HashMap::new();
    for segment in &snapshot.segments {
        for found in evaluate(&Place { segment, totals: snapshot.totals, weights }, &plan, None)? {
            let one = (segment.published_at.get_val(found.doc), segment.ids.get_val(found.doc));
            let kept = earliest.entry(segment.roots.get_val(found.doc)).or_insert(one);
            *kept = (*kept).min(one);
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
