//! Takes a plan and gives the best posts of all segments in a fixed order: equal questions to equal posts have equal
//! answers, however the index came about.

use std::cmp::Ordering;
use std::collections::HashMap;

use dauys_model::PostId;

use crate::answer::{Answer, Hit};
use crate::evaluate::{Place, evaluate};
use crate::facets::Counts;
use crate::plan::plan;
use crate::query::{Cursor, Order, Query};
use crate::score::Weights;
use crate::snapshot::Snapshot;
use crate::{Error, Result};

/// Answers a query.
pub(crate) fn search(snapshot: &Snapshot, query: &Query, weights: &Weights) -> Result<Answer> {
    let (plan, meaning) = plan(query, weights, snapshot)?;
    let passed = query.after.as_ref().map(passed).transpose()?.unwrap_or(0);
    let mut answer = Answer { meaning, ..Answer::default() };
    let mut counts = Counts::default();
    let mut best: HashMap<i64, Candidate> = HashMap::new();
    for segment in &snapshot.segments {
        let matching = evaluate(&Place { segment, totals: snapshot.totals, weights }, &plan, None)?;
        if query.facets {
            counts.add(segment, matching.iter().map(|found| found.doc))?;
        }
        for found in matching {
            answer.complete += usize::from(found.missing == 0);
            answer.texts += 1;
            let id = segment.ids.get_val(found.doc);
            let candidate = Candidate {
                hit: Hit { post: PostId(id), score: found.score, missing: found.missing, repeats: 0 },
                root: segment.roots.get_val(found.doc),
                published_at: segment.published_at.get_val(found.doc),
            };
            let key = if query.fold { candidate.root } else { id };
            best.entry(key).and_modify(|kept| kept.fold(&candidate, query.order)).or_insert(candidate);
        }
    }
    let mut best: Vec<Candidate> = best.into_values().collect();
    let mut roots: Vec<i64> = best.iter().map(|candidate| candidate.root).collect();
    roots.sort_unstable();
    roots.dedup();
    answer.voices = roots.len();
    best.sort_unstable_by(|left, right| left.compare(right, query.order));
    let end = passed.saturating_add(query.limit);
    answer.next = (end < best.len()).then(|| Cursor(end.to_string()));
    answer.hits = best.into_iter().skip(passed).take(query.limit).map(|candidate| candidate.hit).collect();
    answer.facets = query.facets.then(|| counts.facets());
    Ok(answer)
}

fn passed(cursor: &Cursor) -> Result<usize> {
    cursor.0.parse().map_err(|_| Error::Cursor)
}

struct Candidate {
    hit: Hit,
    root: i64,
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
            Order::Oldest => newest.reverse().then(score).then(id),
        }
    }

    /// Stands for another one, too; the better of both is shown.
    fn fold(&mut self, other: &Self, order: Order) {
        let repeats = self.hit.repeats + other.hit.repeats + 1;
        if other.compare(self, order) == Ordering::Less {
            *self = Self { hit: other.hit, ..*other };
        }
        self.hit.repeats = repeats;
    }
}
