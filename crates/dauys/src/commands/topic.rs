//! `topic`: one topic with its days and its posts.

use dauys_model::{Kind, Language, PostId, Role, Topic, TopicId};
use dauys_store::StoredPost;
use jiff::Timestamp;
use serde::Serialize;

use crate::cli::TopicArgs;
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::out;

/// How many posts are shown, newest first.
const POSTS: usize = 500;

#[derive(Serialize)]
struct Shown<'a> {
    id: &'a str,
    category: &'a str,
    kato: Option<dauys_model::Kato>,
    place: Option<&'a str>,
    urgent: bool,
    voices: u32,
    texts: u32,
    first_at: Timestamp,
    last_at: Timestamp,
    terms: &'a [String],
    days: &'a [dauys_model::DayCount],
    posts: Vec<ShownPost<'a>>,
}

#[derive(Serialize)]
struct ShownPost<'a> {
    id: PostId,
    role: Option<Role>,
    duplicate_of: Option<PostId>,
    source: &'a str,
    url: Option<&'a str>,
    published_at: Timestamp,
    kind: Kind,
    lang: Language,
    title: &'a str,
    text: &'a str,
}

/// Shows a topic.
pub(crate) fn run(home: &Home, arguments: &TopicArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let store = home.existing_store()?;
    let id = TopicId(arguments.id.clone());
    let Some(topic) = store.topic(&id)? else {
        return Err(Misuse(format!("there is no topic `{id}`: `dauys topics` lists them")).into());
    };
    let posts = store.posts_of_topic(&id, dauys_model::civil_day(now.max(topic.last_at)), POSTS)?;
    let mut data = out::data();
    if arguments.json {
        data.json(&shown(&topic, &posts))?;
    } else {
        data.line(format!(
            "{} · {} · {} voices, {} texts · terms: {}",
            topic.id,
            topic.category,
            topic.voices(),
            topic.texts(),
            topic.terms.join(" ")
        ))?;
        for day in &topic.days {
            data.line(format!("  {}  {:>3} voices  {:>3} texts", day.day, day.voices, day.texts))?;
        }
        for stored in &posts {
            data.text(&told(stored))?;
        }
    }
    data.finish()?;
    Ok(Exit::Well)
}

fn shown<'a>(topic: &'a Topic, posts: &'a [StoredPost]) -> Shown<'a> {
    Shown {
        id: &topic.id.0,
        category: &topic.category.0,
        kato: topic.kato,
        place: topic.place.as_deref(),
        urgent: topic.urgent,
        voices: topic.voices(),
        texts: topic.texts(),
        first_at: topic.first_at,
        last_at: topic.last_at,
        terms: &topic.terms,
        days: &topic.days,
        posts: posts
            .iter()
            .map(|stored| ShownPost {
                id: stored.post.id,
                role: stored.role,
                duplicate_of: stored.duplicate_of,
                source: stored.post.source.as_str(),
                url: stored.post.url.as_ref().map(url::Url::as_str),
                published_at: stored.post.published_at,
                kind: stored.post.kind,
                lang: stored.post.language,
                title: &stored.post.title,
                text: &stored.post.text,
            })
            .collect(),
    }
}

fn told(stored: &StoredPost) -> String {
    let post = &stored.post;
    let at = dauys_model::KAZAKHSTAN.to_datetime(post.published_at).strftime("%d.%m %H:%M").to_string();
    let role = match stored.role {
        Some(Role::Voice) => "voice",
        Some(Role::Echo) => "echo",
        Some(Role::Context) => "context",
        None => "",
    };
    let text: String =
        if post.title.is_empty() { &post.text } else { &post.title }.chars().take(160).collect();
    format!(
        "\n{} · {role} · {at} · {} · {}\n  {}\n",
        post.id,
        post.source,
        post.kind,
        text.replace('\n', " ")
    )
}
