//! `/posts/{id}/explain`: where every part of a post's score comes from, or why it is no hit.

use axum::Json;
use axum::extract::{Path, State};
use dauys_search::{Explained, Matched, Points, Role, Way};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::post::number;
use super::{asked, names, problem, search};
use crate::failure::Failure;
use crate::params::Params;
use crate::state::App;

/// The parameters of an explanation: those of the search that decide what matches and how well.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct ExplainParams {
    /// The question in the query language.
    #[param(example = "су жоқ")]
    q: Option<String>,
    /// Published on or after: a day of Kazakhstan or an RFC 3339 moment.
    from: Option<String>,
    /// Published on or before: a day, included, or before an RFC 3339 moment.
    to: Option<String>,
    /// Language of the post; may be repeated, as all filters may, and then any of the values is enough.
    language: Option<Vec<String>>,
    /// Region, district or town by name in either language or by KATO code.
    region: Option<Vec<String>>,
    /// Category (`hcs/water`) or group of categories (`hcs`).
    category: Option<Vec<String>>,
    /// Id of a source.
    source: Option<Vec<String>>,
    /// Kind of post: news, comment, appeal, notice.
    kind: Option<Vec<String>>,
    /// Id of a topic.
    topic: Option<Vec<String>>,
    /// How many of the words a post must hold: `all`, as when absent, or `any`.
    words: Option<String>,
    /// Whether to look for the words in the other language, too; `true` when absent.
    expand: Option<bool>,
}

/// Why a post stands where it stands among the hits of a question.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExplainAnswer {
    /// The number of the post.
    id: i64,
    /// Whether it is a hit.
    matches: bool,
    /// Its score as a hit: the points of all parts together, times `recency`.
    score: f32,
    /// How many of the question's words it lacks.
    missing: u16,
    /// What newness multiplies the points by.
    recency: f32,
    /// Filters that it does not fit: time, language, kind, source, category, region, topic.
    failing: Vec<String>,
    /// What the parts of the question add, in their order; one that adds nothing is one that the post lacks.
    parts: Vec<Part>,
}

/// What one part of a question adds.
#[derive(Serialize, ToSchema)]
pub(crate) struct Part {
    /// The words as they were looked up.
    typed: String,
    /// How they count: word, beginning, phrase, pair, stop, negation.
    role: &'static str,
    /// How much they add.
    points: f32,
    /// The terms of the index by which the post was found; the best of them counts.
    terms: Vec<Term>,
}

/// One term of the index that the post holds.
#[derive(Serialize, ToSchema)]
pub(crate) struct Term {
    /// The term: a stem, an alias after `~`, a mark of negation after `¬`.
    term: String,
    /// What it is to the word that was typed: own, alias, related, negated.
    way: &'static str,
    /// How often it stands in title and text.
    occurrences: u32,
    /// How often in the title alone.
    in_title: u32,
    /// How telling it is here.
    weight: f32,
    /// What it would add.
    points: f32,
}

/// Explains.
#[utoipa::path(
    get, path = "/posts/{id}/explain", operation_id = "explain_post", tag = "posts",
    params(("id" = i64, Path, description = "The number of the post"), ExplainParams),
    responses((status = 200, description = "The parts of its score", body = ExplainAnswer), problem::Problems)
)]
pub(crate) async fn explain(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<ExplainAnswer>, Failure> {
    names::known::<ExplainParams>(&params)?;
    let id = number(&id)?;
    let query = asked::query(&params, (app.office().clock)())?;
    app.with_index(move |_, index| {
        let explained = index.explain(&query, id).map_err(|error| search::failure(&query.text, error))?;
        Ok(Json(told(id.0, explained.ok_or(Failure::NotFound)?)))
    })
    .await
}

fn told(id: i64, explained: Explained) -> ExplainAnswer {
    ExplainAnswer {
        id,
        matches: explained.matches,
        score: explained.score,
        missing: explained.missing,
        recency: explained.recency,
        failing: explained.failing.iter().map(ToString::to_string).collect(),
        parts: explained.parts.into_iter().map(part).collect(),
    }
}

fn part(points: Points) -> Part {
    Part {
        typed: points.typed,
        role: match points.role {
            Role::Word => "word",
            Role::Beginning => "beginning",
            Role::Phrase => "phrase",
            Role::Pair => "pair",
            Role::Stop => "stop",
            Role::Negation => "negation",
        },
        points: points.points,
        terms: points.terms.into_iter().map(term).collect(),
    }
}

fn term(matched: Matched) -> Term {
    Term {
        term: matched.term,
        way: match matched.way {
            Way::Own => "own",
            Way::Alias => "alias",
            Way::Related => "related",
            Way::Negated => "negated",
        },
        occurrences: matched.occurrences,
        in_title: matched.in_title,
        weight: matched.weight,
        points: matched.points,
    }
}
