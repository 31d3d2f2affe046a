//! `/posts/ID`: the whole redacted text, the words that were asked for marked in it, what is known of it and why.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use dauys_model::{PostId, SourceId};
use dauys_search::{Filters, Index, Query, Role};
use dauys_store::{Store, StoredPost};
use dauys_text::Given;

use crate::asked::Asked;
use crate::clean;
use crate::failure::Failure;
use crate::frame::{Frame, page};
use crate::links;
use crate::matching::{Because, Matching, Piece};
use crate::office::Office;
use crate::pages::search::{Facts, Listing, ask, failed, names, shown_topics, source_names};
use crate::params::Params;
use crate::state::App;
use crate::wording::Wording;

/// Reprints that are listed.
const REPRINTS: usize = 50;
/// Similar posts that are listed.
const SIMILAR: usize = 6;
/// Characters of another text that tell which it is.
const OTHER_CHARS: usize = 140;
/// Parts of a weight that are told.
const MOST_PARTS: usize = 8;
/// Words that are told for one reason.
const MOST_CUES: usize = 12;
/// Bytes of a text in which reasons are looked for.
const MOST_BYTES: usize = 40_000;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/posts/{id}", get(post))
}

#[derive(Template)]
#[template(path = "post.html")]
struct PostPage {
    frame: Frame,
    title: Vec<Piece>,
    heading: String,
    text: Vec<Piece>,
    is_cut: bool,
    facts: Facts,
    places: Vec<(String, String)>,
    seen: String,
    revised: Option<String>,
    original_of: Option<String>,
    because: Vec<Because>,
    /// What the words of the query weigh in it.
    weight: Option<String>,
    reasons: Vec<Reason>,
    similar: Vec<Other>,
    reprints: Vec<Other>,
    more_reprints: Option<String>,
    back: Option<String>,
    number: i64,
}

/// Why it was understood so.
struct Reason {
    name: &'static str,
    value: String,
    words: String,
}

/// Another text.
struct Other {
    href: String,
    source: String,
    published: String,
    title: String,
}

async fn post(
    State(app): State<App>,
    Path(id): Path<String>,
    frame: Frame,
    params: Params,
) -> Result<Response, Failure> {
    let id = id.parse().map(PostId).map_err(|_| Failure::NotFound)?;
    let asked = Asked::of(&frame, &params)?;
    let office = app.office().clone();
    app.with_index_if_any(move |store, index| shown(store, index, &office, frame, &asked, id)).await
}

fn shown(
    store: &Store,
    index: Option<&Index>,
    office: &Office,
    frame: Frame,
    asked: &Asked,
    id: PostId,
) -> Result<Response, Failure> {
    let stored = store.post(id)?.ok_or(Failure::NotFound)?;
    let post = &stored.post;
    let query = Query { facets: false, after: None, ..asked.query(frame.now, 1) };
    let translations = match index {
        Some(index) if !asked.text.is_empty() => ask(index, &query)?.meaning.translations,
        _ => Vec::new(),
    };
    let weight = match index {
        Some(index) if !asked.text.is_empty() => weight(index, &frame, &query, id)?,
        _ => None,
    };
    let matching = Matching::new(&frame, &query, &translations)?;
    let sources = source_names(store, office)?;
    let topics = shown_topics(store, office, &stored.topic)?;
    let nothing = Asked::of(&frame, &Params::default())?;
    let listing =
        Listing { frame: &frame, asked: &nothing, sources: &sources, topics: &topics, matching: &matching };
    let facts = listing.facts(&stored);
    let (title, because) = matching.title(post);
    let heading = match (clean::line(&post.title, 120), &facts.place) {
        (title, _) if !title.is_empty() => title,
        (_, Some((place, _))) => format!("{} · {place}", facts.kind),
        (_, None) => facts.kind.clone(),
    };
    let (text, is_cut) = matching.whole(post);
    let similar = match index {
        Some(index) => similar(store, index, &frame, &sources, &stored)?,
        None => Vec::new(),
    };
    let reprints = reprints(store, &frame, &sources, &stored)?;
    let more = reprints.len() > REPRINTS;
    let own = |id: PostId| listing_href(asked, id);
    let view = PostPage {
        places: post
            .places
            .iter()
            .map(|kato| {
                let name = crate::place::with_region(frame.language, *kato);
                (name, nothing.toggled(&crate::asked::Value::Region(*kato)).page())
            })
            .collect(),
        seen: frame.moment(stored.seen_at),
        revised: (stored.revision > 1).then(|| frame.n("post.revised", stored.revision - 1)),
        original_of: stored.duplicate_of.map(own),
        reasons: reasons(&frame, &stored),
        because,
        weight,
        similar,
        reprints: reprints.into_iter().take(REPRINTS).collect(),
        more_reprints: more.then(|| frame.t("post.more_reprints").to_owned()),
        back: (!asked.text.is_empty()).then(|| asked.page()),
        number: id.0,
        title,
        heading,
        text,
        is_cut,
        facts,
        frame: frame.clone(),
    };
    page(&view)
}

/// The page of a post, with the question that led here.
fn listing_href(asked: &Asked, id: PostId) -> String {
    asked.address(&format!("/posts/{}", id.0))
}

/// The other texts that say the same: of an original those that repeat it, of a reprint its original and the others.
fn reprints(
    store: &Store,
    frame: &Frame,
    sources: &[(SourceId, String)],
    stored: &StoredPost,
) -> Result<Vec<Other>, Failure> {
    let original = stored.duplicate_of.unwrap_or(stored.post.id);
    let mut others = store.repeats_of(original, REPRINTS + 2)?;
    if stored.duplicate_of.is_some() {
        others.splice(0..0, store.post(original)?);
    }
    others.retain(|other| other.post.id != stored.post.id);
    Ok(others.iter().map(|post| other(frame, sources, post)).collect())
}

/// Other texts about the same.
fn similar(
    store: &Store,
    index: &Index,
    frame: &Frame,
    sources: &[(SourceId, String)],
    stored: &StoredPost,
) -> Result<Vec<Other>, Failure> {
    let hits =
        index.similar(&stored.post, &Filters::default(), SIMILAR).map_err(|error| failed(error, ""))?;
    let mut others = Vec::new();
    for hit in hits {
        others.extend(store.post(hit.post)?.map(|post| other(frame, sources, &post)));
    }
    Ok(others)
}

fn other(frame: &Frame, sources: &[(SourceId, String)], stored: &StoredPost) -> Other {
    let post = &stored.post;
    let title = clean::line(&post.title, OTHER_CHARS);
    Other {
        href: links::post(post.id),
        source: names::source(sources, &post.source),
        published: frame.moment(post.published_at),
        title: if title.is_empty() { clean::line(&post.text, OTHER_CHARS) } else { title },
    }
}

/// What decides where it stands among the found ones: the words with what each adds, and what newness multiplies that by.
fn weight(index: &Index, frame: &Frame, query: &Query, id: PostId) -> Result<Option<String>, Failure> {
    let why = index.explain(query, id).map_err(|error| failed(error, &query.text))?;
    let Some(why) = why.filter(|why| why.matches && why.score > 0.0) else { return Ok(None) };
    let mut told = Vec::new();
    for part in why.parts.iter().filter(|part| part.points > 0.0) {
        let words = clean::line(&part.typed, 60);
        let words = match part.role {
            Role::Pair => frame.say("post.together", &[("words", &words)]),
            Role::Negation => frame.say("post.lacking", &[("words", &words)]),
            _ => words,
        };
        told.push(format!("{words} {}", frame.decimal(part.points)));
    }
    if told.len() > MOST_PARTS {
        told.truncate(MOST_PARTS);
        told.push("…".to_owned());
    }
    let (total, parts, newness) = (frame.decimal(why.score), told.join(" + "), frame.decimal(why.recency));
    Ok(Some(frame.say("post.weighed", &[("total", &total), ("parts", &parts), ("newness", &newness)])))
}

/// By which words a text was taken for what it was taken for.
fn reasons(frame: &Frame, stored: &StoredPost) -> Vec<Reason> {
    let post = &stored.post;
    let text = clean::beginning(&post.text, MOST_BYTES);
    let analysis = dauys_text::analyze(&post.title, text, &Given::of(post));
    let joined =
        if post.title.trim().is_empty() { text.to_owned() } else { format!("{}\n{text}", post.title) };
    let words = |ranges: &mut dyn Iterator<Item = (usize, usize)>| {
        let mut met: Vec<String> = Vec::new();
        for (start, end) in ranges {
            let word = clean::line(joined.get(start..end).unwrap_or_default(), 40).to_lowercase();
            if !word.is_empty() && !met.contains(&word) && met.len() < MOST_CUES {
                met.push(word);
            }
        }
        met.join(", ")
    };
    let t = |key| Wording::of(frame.language).text(key);
    let mut reasons = Vec::new();
    if let Some(found) = analysis.categories.iter().find(|found| post.category.as_ref() == Some(&found.id)) {
        reasons.push(Reason {
            name: t("search.facet_category"),
            value: frame.category(&found.id),
            words: words(&mut found.cues.iter().map(|cue| (cue.start, cue.end))),
        });
    }
    let is_complaint = post.complaint >= 0.5;
    let strong = analysis.complaint.cues.iter().filter(|cue| cue.weight > 0.0);
    reasons.push(Reason {
        name: t("post.complaint"),
        value: t(if is_complaint { "post.complaint_yes" } else { "post.complaint_no" }).to_owned(),
        words: if is_complaint { words(&mut strong.map(|cue| (cue.start, cue.end))) } else { String::new() },
    });
    reasons
}
