//! `topic --json`: everything that is told of a topic as one object.

use dauys_model::{DayCount, Decision, Kato, Kind, Language, PostId, Role, TopicId, Trend, decision};
use dauys_store::{Moving, StoredPost};
use dauys_text::title::Title;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::topic::{Told, quotes};

#[derive(Serialize)]
pub(crate) struct Shown<'a> {
    id: &'a str,
    /// The id asked for, where it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<&'a str>,
    titles: Titles<'a>,
    trend: Trend,
    category: &'a str,
    subject: Option<&'a str>,
    kato: Option<Kato>,
    place: Option<&'a str>,
    urgent: bool,
    day: Date,
    voices: u32,
    voices_today: u32,
    texts: u32,
    echo: u32,
    voices_by_language: ByLanguage,
    places: Vec<Counted<'a>>,
    sources: Vec<Counted<'a>>,
    first_at: Timestamp,
    last_at: Timestamp,
    terms: &'a [String],
    days: Vec<Day>,
    quotes: Vec<PostId>,
    related: Vec<Related<'a>>,
    why: Why<'a>,
    history: Vec<Event<'a>>,
    decisions: Vec<Decided<'a>>,
    posts: Vec<ShownPost<'a>>,
}

#[derive(Serialize)]
pub(crate) struct Titles<'a> {
    kk: Named<'a>,
    ru: Named<'a>,
    en: Named<'a>,
}

#[derive(Serialize)]
struct Named<'a> {
    text: String,
    place: Option<&'a str>,
    matter: &'a str,
    phrase: Option<&'a str>,
    /// The post from which the phrase was taken.
    phrase_post: Option<PostId>,
}

#[derive(Serialize)]
struct ByLanguage {
    kk: u32,
    ru: u32,
    other: u32,
}

#[derive(Serialize)]
struct Counted<'a> {
    #[serde(flatten)]
    what: What<'a>,
    texts: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum What<'a> {
    Kato(Kato),
    Source(&'a str),
}

#[derive(Serialize)]
struct Day {
    day: Date,
    voices: u32,
    texts: u32,
    /// What was to be expected; absent where no norm is known.
    norm: Option<f64>,
}

#[derive(Serialize)]
struct Related<'a> {
    id: &'a str,
    same_place: bool,
    same_matter: bool,
    terms: &'a [String],
}

#[derive(Serialize)]
struct Why<'a> {
    texts: usize,
    of_matter: usize,
    in_place: usize,
    originals: usize,
    terms: &'a [(String, usize)],
    threads: &'a [(String, usize)],
}

#[derive(Serialize)]
struct Event<'a> {
    day: Date,
    topic: &'a str,
    other: &'a str,
    change: &'static str,
    voices: u32,
}

#[derive(Serialize)]
struct Decided<'a> {
    #[serde(flatten)]
    decision: &'a Decision,
    overruled_by: Option<dauys_model::DecisionId>,
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

/// A topic that is no more, and the topics in which its texts are.
#[derive(Serialize)]
pub(crate) struct Split<'a> {
    id: &'a str,
    split_into: Vec<&'a str>,
}

/// What is told of a topic that went into several.
pub(crate) fn split<'a>(asked: &'a TopicId, heirs: &'a [TopicId]) -> Split<'a> {
    Split { id: &asked.0, split_into: heirs.iter().map(|heir| heir.0.as_str()).collect() }
}

/// The titles of [`super::topic::READERS`].
pub(crate) fn titles(titles: &[Title; 3]) -> Titles<'_> {
    let [kk, ru, en] = titles;
    Titles { kk: named(kk), ru: named(ru), en: named(en) }
}

fn named(title: &Title) -> Named<'_> {
    Named {
        text: title.line(),
        place: title.place.as_deref(),
        matter: &title.matter,
        phrase: title.phrase.as_ref().map(|phrase| phrase.text.as_str()),
        phrase_post: title.phrase.as_ref().map(|phrase| phrase.post),
    }
}

/// All that is told of a topic.
pub(crate) fn shown<'a>(told: &'a Told, asked: &'a TopicId) -> Shown<'a> {
    let topic = &told.topic;
    let overruled = decision::overruled(&told.decisions);
    let [kk, ru, other] = told.tongues;
    Shown {
        id: &topic.id.0,
        asked: (*asked != topic.id).then_some(&asked.0),
        titles: titles(&told.titles),
        trend: told.trend,
        category: &topic.category.0,
        subject: topic.subject.as_ref().map(|subject| subject.0.as_str()),
        kato: topic.kato,
        place: topic.place.as_deref(),
        urgent: topic.urgent,
        day: told.day,
        voices: topic.voices(),
        voices_today: told.today,
        texts: topic.texts(),
        echo: topic.texts().saturating_sub(topic.voices()),
        voices_by_language: ByLanguage { kk, ru, other },
        places: told
            .makeup
            .places
            .iter()
            .map(|&(kato, texts)| Counted { what: What::Kato(kato), texts })
            .collect(),
        sources: told
            .makeup
            .sources
            .iter()
            .map(|(source, texts)| Counted { what: What::Source(source.as_str()), texts: *texts })
            .collect(),
        first_at: topic.first_at,
        last_at: topic.last_at,
        terms: &topic.terms,
        days: topic
            .days
            .iter()
            .map(|&DayCount { day, voices, texts }| Day {
                day,
                voices,
                texts,
                norm: told.norms.get(&day).copied(),
            })
            .collect(),
        quotes: quotes(told).into_iter().map(|stored| stored.post.id).collect(),
        related: told
            .related
            .iter()
            .map(|(related, _)| Related {
                id: &related.id.0,
                same_place: related.is_in_place,
                same_matter: related.is_of_matter,
                terms: &related.terms,
            })
            .collect(),
        why: Why {
            texts: told.why.texts,
            of_matter: told.why.of_matter,
            in_place: told.why.in_place,
            originals: told.why.originals,
            terms: &told.why.terms,
            threads: &told.why.threads,
        },
        history: told
            .history
            .iter()
            .map(|moved| Event {
                day: moved.day,
                topic: &moved.topic.0,
                other: &moved.other.0,
                change: if moved.change == Moving::Merged { "merged" } else { "split" },
                voices: moved.voices,
            })
            .collect(),
        decisions: told
            .decisions
            .iter()
            .map(|decision| Decided { decision, overruled_by: overruled.get(&decision.id).copied() })
            .collect(),
        posts: told.posts.iter().map(post).collect(),
    }
}

fn post(stored: &StoredPost) -> ShownPost<'_> {
    let post = &stored.post;
    ShownPost {
        id: post.id,
        role: stored.role,
        duplicate_of: stored.duplicate_of,
        source: post.source.as_str(),
        url: post.url.as_ref().map(url::Url::as_str),
        published_at: post.published_at,
        kind: post.kind,
        lang: post.language,
        title: &post.title,
        text: &post.text,
    }
}
