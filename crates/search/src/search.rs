//! Takes a plan and gives the best posts of all segments in a fixed order: equal questions to equal posts have equal
//! answers, however the index came about.

use std::cmp::Ordering;

use dauys_model::PostId;

use crate::Result;
use crate::evaluate::{Place, evaluate};
use crate::plan::plan;
use crate::query::{Hit, Hits, Order, Query};
use crate::score::Weights;
use crate::snapshot::Snapshot;

/// Answers a query.
pub(crate) fn search(snapshot: &Snapshot, query: &Query, weights: &Weights) -> Result<Hits> {
    let plan = plan(query, weights, snapshot)?;
    let wanted = query.offset.saturating_add(query.limit);
    let mut hits = Hits::default();
    let mut best: Vec<Candidate> = Vec::new();
    for segment in &snapshot.segments {
        for found in evaluate(&Place { segment, totals: snapshot.totals, weights }, &plan, None)? {
            hits.complete += usize::from(found.missing == 0);
            hits.total += 1;
            best.push(Candidate {
                hit: Hit {
                    post: PostId(segment.ids.get_val(found.doc)),
                    score: found.score,
                    missing: found.missing,
                },
                published_at: segment.published_at.get_val(found.doc),
            });
            if best.len() >= wanted.saturating_mul(2).max(1_024) {
                keep(&mut best, wanted, query.order);
            }
        }
    }
    keep(&mut best, wanted, query.order);
    best.sort_unstable_by(|left, right| left.compare(right, query.order));
    hits.hits = best.into_iter().skip(query.offset).map(|candidate| candidate.hit).collect();
    Ok(hits)
}

struct Candidate {
    hit: Hit,
    published_at: i64,
}

impl Candidate {
    /// The better one first. Ids differ, so no two are equal.
    fn compare(&self, other: &Self, order: Order) -> Ordering {
        let score = other.hit.score.total_cmp(&self.hit.score);
        let newest = other.published_at.cmp(&self.published_at);
        let id = other.hit.post.cmp(&self.hit.post);
        let is_partial = |candidate: &Self| candidate.hit.missing > 0;
        match order {
            Order::Relevance => is_partial(self).cmp(&is_partial(other)).then(score).then(newest).then(id),
            Order::Newest => newest.then(score).then(id),
        }
    }
}

/// Keeps the best `wanted`, in any order.
fn keep(best: &mut Vec<Candidate>, wanted: usize, order: Order) {
    if best.len() > wanted {
        if wanted > 0 {
            best.select_nth_unstable_by(wanted - 1, |left, right| left.compare(right, order));
        }
        best.truncate(wanted);
    }
}
