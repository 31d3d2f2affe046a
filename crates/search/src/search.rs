//! Takes a plan and gives the best posts of all segments in a fixed order, with counts of all that match: equal questions to equal
//! posts have equal answers, however the index came about.
//!
//! One walk over the documents does everything: text, filters, counts, and what each filter hides from its own list of values.
//! What only helps a post to rank is worked out for posts alone that can still get among the best.

use std::collections::HashMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};

use dauys_model::PostId;
use tantivy::DocId;

use crate::Result;
use crate::answer::{Answer, Facets, Hit};
use crate::cursor::Ended;
use crate::evaluate::{Part, Place};
use crate::facets::Counts;
use crate::filter::{Demand, demands};
use crate::ids::Ids;
use crate::plan::{Node, plan};
use crate::query::{Filters, Order, Query};
use crate::score::{Recency, Weights};
use crate::snapshot::Snapshot;
use crate::top::{Candidate, Top};
use crate::values::{self, Values};
use crate::window::{Bits, DOCS, Found, Pool};

/// Documents that are looked through at a time.
const TASK: u32 = 32 * DOCS as u32;
/// Threads that answer one question.
const THREADS: usize = 2;
/// An index with fewer posts is looked through by one thread: starting another takes longer.
const SMALL: u64 = 40_000;

/// What is to be found.
pub(crate) struct Question<'a> {
    pub(crate) node: Node,
    pub(crate) filters: &'a Filters,
    pub(crate) order: Order,
    pub(crate) fold: bool,
    pub(crate) facets: bool,
    pub(crate) limit: usize,
    pub(crate) recency: Recency,
    pub(crate) after: Option<Candidate>,
    /// Posts that repeat this one are left out, and it itself.
    pub(crate) without: Option<i64>,
}

/// What was found.
pub(crate) struct Outcome {
    pub(crate) texts: usize,
    pub(crate) voices: usize,
    pub(crate) complete: usize,
    pub(crate) hits: Vec<Hit>,
    /// The last hit, when more follow.
    pub(crate) last: Option<Candidate>,
    pub(crate) facets: Option<Facets>,
}

/// Answers a query, behind `ended` where an earlier answer ended there.
pub(crate) fn search(
    snapshot: &Snapshot,
    query: &Query,
    weights: &Weights,
    ended: Option<&Ended>,
) -> Result<Answer> {
    let (node, meaning) = plan(query, weights, snapshot)?;
    let given = query.now.map(|now| now.as_second());
    let now = ended.map(|ended| ended.now).or(given).unwrap_or(snapshot.totals.newest);
    let question = Question {
        node,
        filters: &meaning.filters,
        order: query.order,
        fold: query.fold,
        facets: query.facets,
        limit: query.limit,
        recency: Recency::at(now, weights),
        after: ended.map(|ended| ended.last),
        without: None,
    };
    let outcome = find(snapshot, &question, weights)?;
    let (position, commit) = (snapshot.position, snapshot.commit);
    Ok(Answer {
        texts: outcome.texts,
        voices: outcome.voices,
        complete: outcome.complete,
        hits: outcome.hits,
        next: outcome.last.map(|last| Ended { position, commit, now, last }.cursor()),
        facets: outcome.facets,
        meaning,
        position,
        moved: ended.is_some_and(|ended| (ended.position, ended.commit) != (position, commit)),
    })
}

/// Finds what a question asks for.
pub(crate) fn find(snapshot: &Snapshot, question: &Question<'_>, weights: &Weights) -> Result<Outcome> {
    let values = question.facets.then(|| snapshot.values()).transpose()?;
    let mut keep = question.limit;
    loop {
        let scene = Scene { snapshot, question, weights, values, keep };
        let (mut whole, others) = scene.walk()?;
        let mut tops = vec![whole.top];
        for worker in others {
            whole.texts += worker.texts;
            whole.complete += worker.complete;
            whole.voices.add(&worker.voices);
            whole.matched.extend(worker.matched);
            if let (Some(counts), Some(other)) = (&mut whole.counts, worker.counts) {
                counts.merge(other);
            }
            tops.push(worker.top);
        }
        let Some((best, before)) = Top::best(tops, question.limit) else {
            // Texts that were shown before stood among the best with another post.
            keep = keep.saturating_mul(4);
            continue;
        };
        let repeats = scene.repeats(&best, &whole.matched);
        let hit = |candidate: &Candidate| Hit {
            post: PostId(candidate.id),
            score: candidate.score,
            missing: candidate.missing,
            repeats: repeats.get(&candidate.root).map_or(0, |posts| posts - 1),
        };
        let voices = whole.voices.len();
        let all = if question.fold { voices } else { whole.texts };
        return Ok(Outcome {
            texts: whole.texts,
            voices,
            complete: whole.complete,
            hits: best.iter().map(hit).collect(),
            last: best.last().filter(|_| before + best.len() < all).copied(),
            facets: whole.counts.map(|counts| counts.facets(question.filters)),
        });
    }
}

/// All that threads share.
struct Scene<'a> {
    snapshot: &'a Snapshot,
    question: &'a Question<'a>,
    weights: &'a Weights,
    values: Option<&'a Values>,
    keep: usize,
}

/// What one thread has found.
struct Worker<'a> {
    texts: usize,
    complete: usize,
    voices: Ids,
    top: Top,
    counts: Option<Counts<'a>>,
    /// The documents that match, by segment and stretch.
    matched: Vec<(usize, DocId, Bits)>,
    pool: Pool,
    docs: Vec<DocId>,
    roots: Vec<i64>,
    times: Vec<i64>,
}

impl<'a> Scene<'a> {
    /// Looks through all documents.
    fn walk(&self) -> Result<(Worker<'a>, Vec<Worker<'a>>)> {
        let mut tasks = Vec::new();
        for (number, segment) in self.snapshot.segments.iter().enumerate() {
            let docs = segment.reader.max_doc();
            tasks.extend((0..docs).step_by(TASK as usize).map(|from| (number, from, docs.min(from + TASK))));
        }
        let next = AtomicUsize::new(0);
        let work = || {
            let mut worker = self.worker();
            while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                worker.work(self, *task)?;
            }
            Ok::<_, crate::Error>(worker)
        };
        let threads = if self.snapshot.totals.posts < SMALL { 1 } else { threads().min(tasks.len()) };
        if threads < 2 {
            return Ok((work()?, Vec::new()));
        }
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(&work)).collect();
            let own = work()?;
            let join = |other: std::thread::ScopedJoinHandle<'_, Result<Worker<'a>>>| {
                other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            Ok((own, others.into_iter().map(join).collect::<Result<_>>()?))
        })
    }

    fn worker(&self) -> Worker<'a> {
        let Question { order, fold, after, .. } = *self.question;
        Worker {
            texts: 0,
            complete: 0,
            voices: Ids::new(self.snapshot.ids, self.snapshot.totals.posts),
            top: Top::new(order, fold, self.keep, after),
            counts: self.values.map(Counts::new),
            matched: Vec::new(),
            pool: Pool::default(),
            docs: Vec::new(),
            roots: Vec::new(),
            times: Vec::new(),
        }
    }

    /// How many posts that match have the text of each hit, when repetitions are folded.
    fn repeats(&self, hits: &[Candidate], matched: &[(usize, DocId, Bits)]) -> HashMap<i64, u32> {
        let mut posts = HashMap::new();
        if !self.question.fold || hits.is_empty() {
            return posts;
        }
        let mut shown = Ids::new(self.snapshot.ids, self.snapshot.totals.posts);
        hits.iter().for_each(|hit| shown.insert(hit.root));
        let (mut docs, mut roots) = (Vec::new(), Vec::new());
        for (number, start, bits) in matched {
            docs.clear();
            docs.extend(bits.iter().map(|at| start + at as DocId));
            roots.resize(docs.len(), 0);
            self.snapshot.segments[*number].roots.get_vals(&docs, &mut roots);
            for root in roots.iter().filter(|root| shown.contains(**root)) {
                *posts.entry(*root).or_insert(0) += 1;
            }
        }
        posts
    }
}

/// Threads that one question is worth, on this machine.
fn threads() -> usize {
    static THREADS_HERE: std::sync::OnceLock<usize> = std::sync::OnceLock::new();
    *THREADS_HERE.get_or_init(|| std::thread::available_parallelism().map_or(1, NonZero::get).min(THREADS))
}

impl Worker<'_> {
    /// Looks through some documents of a segment.
    fn work(&mut self, scene: &Scene<'_>, (number, from, to): (usize, DocId, DocId)) -> Result<()> {
        let segment = &scene.snapshot.segments[number];
        let lengths = scene.snapshot.totals.lengths(scene.weights);
        let place = Place { segment, number, lengths, weights: scene.weights };
        let mut text = Part::open(&place, &scene.question.node)?;
        let mut demands = demands(&place, &scene.snapshot.fields, scene.question.filters)?;
        let (mut found, mut one) = (self.pool.take(), self.pool.take());
        let mut failing: Vec<(usize, Bits)> = Vec::new();
        for start in (from..to).step_by(DOCS) {
            let mut passing = segment.alive(start);
            // Those that fail one demand alone are counted beside its values.
            let mut nearly = Bits::EMPTY;
            failing.clear();
            for Demand { part, column } in &mut demands {
                let mut reach = passing.clone();
                reach.add(&nearly);
                part.fill(&place, start, &reach, &mut self.pool, &mut one);
                let mut failed = passing.clone();
                failed.take(&one.bits);
                passing.keep(&one.bits);
                nearly.keep(&one.bits);
                if let Some(column) = column.filter(|_| self.counts.is_some()) {
                    nearly.add(&failed);
                    failing.push((column, failed));
                }
            }
            let mut reach = passing.clone();
            reach.add(&nearly);
            if reach.is_empty() {
                continue;
            }
            text.fill_without_help(&place, start, &reach, &mut self.pool, &mut found);
            if found.bits.is_empty() {
                continue;
            }
            if let Some(counts) = &mut self.counts {
                for (column, failed) in &mut failing {
                    failed.keep(&nearly);
                    failed.keep(&found.bits);
                    self.docs.clear();
                    self.docs.extend(failed.iter().map(|at| start + at as DocId));
                    counts.add(*column, number, &self.docs);
                }
            }
            found.bits.keep(&passing);
            self.take(scene, &place, start, &mut text, &mut found);
        }
        self.pool.give(found);
        self.pool.give(one);
        Ok(())
    }

    /// Takes the documents of a stretch that match.
    fn take(
        &mut self,
        scene: &Scene<'_>,
        place: &Place<'_>,
        start: DocId,
        text: &mut Part,
        found: &mut Found,
    ) {
        let segment = place.segment;
        let question = scene.question;
        self.docs.clear();
        found.bits.for_each(|at| self.docs.push(start + at as DocId));
        self.roots.resize(self.docs.len(), 0);
        segment.roots.get_vals(&self.docs, &mut self.roots);
        if let Some(without) = question.without
            && self.roots.contains(&without)
        {
            for (doc, root) in self.docs.iter().zip(&self.roots) {
                if *root == without {
                    found.bits.remove((doc - start) as usize);
                }
            }
            self.take(scene, place, start, text, found);
            return;
        }
        if self.docs.is_empty() {
            return;
        }
        self.texts += self.docs.len();
        self.roots.iter().for_each(|root| self.voices.insert(*root));
        if question.fold {
            self.matched.push((place.number, start, found.bits.clone()));
        }
        if let Some(counts) = &mut self.counts {
            for column in 0..values::COLUMNS.len() {
                counts.add(column, place.number, &self.docs);
            }
            self.times.resize(self.docs.len(), 0);
            segment.published_at.get_vals(&self.docs, &mut self.times);
            for ((doc, root), second) in self.docs.iter().zip(&self.roots).zip(&self.times) {
                counts.add_day(*second, *root == segment.ids.get_val(*doc));
            }
        }
        let most_help = text.most_help();
        let most_factor = question.recency.most();
        let mut among = Bits::EMPTY;
        for doc in &self.docs {
            let at = (doc - start) as usize;
            self.complete += usize::from(found.missing[at] == 0);
            // A little more than can be, since sums are rounded.
            let most_score = (found.score[at] + most_help) * most_factor * 1.0001;
            if self.top.may_hold(found.missing[at], most_score, || segment.published_at.get_val(*doc)) {
                among.insert(at);
            }
        }
        text.help(place, start, &among, &mut self.pool, found);
        for (doc, root) in self.docs.iter().zip(&self.roots) {
            let at = (doc - start) as usize;
            if among.contains(at) {
                let published_at = segment.published_at.get_val(*doc);
                self.top.offer(Candidate {
                    score: found.score[at] * question.recency.factor(published_at),
                    missing: found.missing[at],
                    published_at,
                    id: segment.ids.get_val(*doc),
                    root: *root,
                });
            }
        }
    }
}
