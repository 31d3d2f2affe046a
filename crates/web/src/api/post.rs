//! `/posts/{id}`: one text with all that was understood of it.

use axum::Json;
use axum::extract::{Path, State};
use dauys_model::{Kato, Language, PostId, Role};
use dauys_store::StoredPost;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::hits::topic_of;
use super::{names, problem};
use crate::failure::Failure;
use crate::params::Params;
use crate::state::App;

/// A text, redacted, without anything of who wrote it.
#[derive(Serialize, ToSchema)]
pub(crate) struct PostAnswer {
    /// Its number; lasting.
    id: i64,
    /// The id of its source.
    source: String,
    /// Its public address, where it has a neutral one.
    #[schema(format = "uri")]
    url: Option<String>,
    /// The address of what it answers.
    #[schema(format = "uri")]
    thread: Option<String>,
    /// Its title; empty when it has none.
    title: String,
    /// Its text, without the title.
    text: String,
    /// When it was published, or first seen.
    #[schema(format = DateTime)]
    published_at: String,
    /// When it was first seen.
    #[schema(format = DateTime)]
    seen_at: String,
    /// How often its text changed at the source, from 1.
    revision: u32,
    /// news, comment, appeal or notice.
    kind: String,
    /// Its language: kk, ru, mixed, other, unknown.
    lang: String,
    /// The matter it is about.
    category: Option<String>,
    /// How sure that is, 0 to 1.
    category_score: f32,
    /// How much it raises a problem, 0 to 1.
    complaint: f32,
    /// Places it names, most telling first.
    places: Vec<NamedPlace>,
    /// A place given by the source that the gazetteer does not know.
    place: Option<String>,
    /// Its topic.
    topic: Option<String>,
    /// What it is to its topic: voice, echo or context.
    role: Option<String>,
    /// The post it repeats.
    duplicate_of: Option<i64>,
    /// What the terms of its source allow: whoever takes the text over is bound by it, too.
    policy: String,
}

/// A place of the gazetteer.
#[derive(Serialize, ToSchema)]
pub(crate) struct NamedPlace {
    /// Its KATO code.
    kato: String,
    /// Its name in Kazakh.
    kk: Option<String>,
    /// Its name in Russian.
    ru: Option<String>,
}

impl NamedPlace {
    /// The place of a code.
    pub(crate) fn of(kato: Kato) -> Self {
        let name = |language| dauys_text::place(kato).map(|place| place.full(language).to_owned());
        Self { kato: kato.to_string(), kk: name(Language::Kazakh), ru: name(Language::Russian) }
    }
}

/// No parameters.
#[derive(IntoParams)]
pub(crate) struct NoParams {}

/// Shows one text.
#[utoipa::path(
    get, path = "/posts/{id}", tag = "posts", params(("id" = i64, Path, description = "The number of the post")),
    responses((status = 200, description = "The text", body = PostAnswer), problem::Problems)
)]
pub(crate) async fn post(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<PostAnswer>, Failure> {
    names::known::<NoParams>(&params)?;
    let id = number(&id)?;
    app.with_store(move |store| {
        let stored = store.post(id)?.ok_or(Failure::NotFound)?;
        let topic = topic_of(store, &stored)?;
        Ok(Json(of(&stored, topic)))
    })
    .await
}

/// The number of a post in an address.
pub(crate) fn number(id: &str) -> Result<PostId, Failure> {
    id.parse().map(PostId).map_err(|_| Failure::Bad("the number of a post is a whole number".into()))
}

fn of(stored: &StoredPost, topic: Option<String>) -> PostAnswer {
    let post = &stored.post;
    let role = stored.role.map(|role| match role {
        Role::Voice => "voice",
        Role::Echo => "echo",
        Role::Context => "context",
    });
    PostAnswer {
        id: post.id.0,
        source: post.source.to_string(),
        url: post.url.as_ref().map(ToString::to_string),
        thread: post.thread.as_ref().map(ToString::to_string),
        title: post.title.clone(),
        text: post.text.clone(),
        published_at: post.published_at.to_string(),
        seen_at: stored.seen_at.to_string(),
        revision: stored.revision,
        kind: post.kind.code().to_owned(),
        lang: post.language.code().to_owned(),
        category: post.category.as_ref().map(|category| category.0.clone()),
        category_score: post.category_score,
        complaint: post.complaint,
        places: post.places.iter().copied().map(NamedPlace::of).collect(),
        place: post.place.clone(),
        role: role.filter(|_| topic.is_some()).map(str::to_owned),
        topic,
        duplicate_of: stored.duplicate_of.map(|post| post.0),
        policy: post.policy.code().to_owned(),
    }
}
