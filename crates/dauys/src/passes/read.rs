//! Read: items become posts or rejections. Text is extracted, redacted, and understood; no network, no clock.

use std::num::NonZero;

use dauys_model::{ItemId, Language, Policy, Post, PostId, Reason, Rejection};
use dauys_parse::By;
use dauys_store::{Extraction, KeptPage, Outcome, Reading, Store, Unread};
use dauys_text::Given;
use jiff::Timestamp;

use crate::home::Home;
use crate::progress;

/// What one run of the pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// Posts made or made anew.
    pub(crate) posts: u64,
    /// Items rejected.
    pub(crate) rejected: u64,
}

/// How many items are read and written together: one transaction, and one portion of memory.
const BATCH: usize = 1_000;

/// Fewer letters than this are no post: a lone emoji, «+1», «да».
const LEAST_LETTERS: usize = 3;

/// From this score on, a text in another language is not ours.
const SURELY_OTHER: f32 = 0.95;

/// The least words of a text that is turned away for its language: of two words, one may be a name or be shared with a neighbour.
const LEAST_WORDS: usize = 3;

/// Reads everything that waits.
pub(crate) fn read(home: &Home, store: &mut Store) -> anyhow::Result<Report> {
    let bar = progress::bar("read", None);
    let mut report = Report::default();
    let mut after = ItemId(0);
    loop {
        let unread = store.unread(after, BATCH)?;
        let Some(last) = unread.last() else { break };
        after = last.item;
        let readings = read_batch(home, &unread);
        for reading in &readings {
            match &reading.outcome {
                Outcome::Post(_) => report.posts += 1,
                Outcome::Rejected(_) => report.rejected += 1,
            }
        }
        store.save_readings(&readings)?;
        bar.inc(readings.len() as u64);
    }
    bar.finish_and_clear();
    Ok(report)
}

/// Reads a batch on all cores; the result is in the order of the batch.
fn read_batch(home: &Home, unread: &[Unread]) -> Vec<Reading> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = unread.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let workers: Vec<_> = unread
            .chunks(share)
            .map(|chunk| {
                scope.spawn(move || chunk.iter().map(|unread| read_one(home, unread)).collect::<Vec<_>>())
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn read_one(home: &Home, unread: &Unread) -> Reading {
    let mut extracted = extracted(home, unread);
    let extraction = extracted.extraction.take();
    let outcome = match post(extracted, unread) {
        Ok(post) => Outcome::Post(Box::new(post)),
        Err(rejection) => Outcome::Rejected(rejection),
    };
    Reading { item: unread.item, outcome, extraction }
}

fn post(extracted: Extracted, unread: &Unread) -> Result<Post, Rejection> {
    let reject = |reason, detail: &str| Rejection { reason, detail: detail.to_owned() };
    let Extracted { title, text, published_at, policy, .. } = extracted;
    let letters =
        title.chars().chain(text.chars()).filter(|letter| letter.is_alphabetic()).take(LEAST_LETTERS).count();
    if letters == 0 {
        return Err(reject(Reason::Empty, "no letters"));
    }
    if letters < LEAST_LETTERS {
        return Err(reject(Reason::TooShort, "fewer letters than a post needs"));
    }
    let given = Given {
        language: None,
        kind: Some(unread.kind),
        methods: unread.policy.methods(),
        claimed: unread.language,
        region: unread.region,
    };
    let analysis = dauys_text::analyze(&title, &text, &given);
    let is_told = title.split_whitespace().chain(text.split_whitespace()).nth(LEAST_WORDS - 1).is_some();
    if analysis.language == Language::Other && analysis.score >= SURELY_OTHER && is_told {
        return Err(reject(Reason::Language, analysis.iso));
    }
    let mut places = analysis.places_by_weight();
    let located = unread.place.as_deref().map(|place| dauys_text::locate(place, given.methods, given.region));
    let located = located.unwrap_or_default();
    places.retain(|place| !located.known.contains(place));
    places.splice(0..0, located.known);
    if places.is_empty() {
        places.extend(unread.region);
    }
    Ok(Post {
        id: PostId(unread.item.0),
        source: unread.source.clone(),
        key: unread.key.clone(),
        url: unread.url.clone(),
        thread: unread.thread.clone(),
        title,
        text,
        published_at,
        kind: unread.kind,
        language: analysis.language,
        iso: analysis.iso.to_owned(),
        category: analysis.category.as_ref().map(|category| category.id.clone()),
        category_score: analysis.category.as_ref().map_or(0.0, |category| category.score),
        subject: analysis.subject.clone(),
        complaint: analysis.complaint.score,
        problem: analysis.complaint.problem,
        stance: analysis.complaint.stance,
        urgent: analysis.complaint.urgent,
        places,
        place: located.unknown,
        terms: analysis.topic_terms,
        fingerprint: analysis.fingerprint,
        policy,
    })
}

/// What an item says, redacted.
struct Extracted {
    title: String,
    text: String,
    published_at: Timestamp,
    /// What may be done with it.
    policy: Policy,
    /// How the page was read, where there was one.
    extraction: Option<Extraction>,
}

/// Title, text and time of an item: its own, or those of its page when one is kept and says more.
fn extracted(home: &Home, unread: &Unread) -> Extracted {
    let own = || Extracted {
        title: unread.title.clone(),
        text: unread.text.clone(),
        published_at: unread.published_at,
        policy: unread.policy,
        extraction: None,
    };
    if unread.policy == Policy::MetadataOnly {
        return Extracted { text: String::new(), ..own() };
    }
    let Some(KeptPage { page, fetched_at }) = &unread.page else { return own() };
    let extraction = |way: Option<By>, chars: usize| {
        let way = way.map(|way| way.name().to_owned());
        Some(Extraction { way, chars: u32::try_from(chars).unwrap_or(u32::MAX), at: *fetched_at })
    };
    match dauys_parse::article(page, home.config.site_rules(&page.url), *fetched_at) {
        Ok(article) => {
            let extraction = extraction(Some(article.by), article.text.chars().count());
            if let Some(reserved) = article.reserved {
                tracing::debug!(item = %unread.item, reason = reserved.name(), "text reserved");
                return Extracted { text: String::new(), policy: Policy::MetadataOnly, extraction, ..own() };
            }
            if article.text.len() <= unread.text.len() {
                return Extracted { extraction, ..own() };
            }
            let title = if unread.title.is_empty() {
                article.title.unwrap_or_default()
            } else {
                unread.title.clone()
            };
            let said = article.published_at.filter(|at| !unread.dated && at <= fetched_at);
            Extracted {
                title: dauys_text::redact(&title),
                text: dauys_text::redact(&article.text),
                published_at: said.unwrap_or(unread.published_at),
                policy: unread.policy,
                extraction,
            }
        }
        Err(error) => {
            tracing::debug!(source.id = %unread.source, item = %unread.item, code = error.code(), "page gave no article");
            Extracted { extraction: extraction(None, 0), ..own() }
        }
    }
}
