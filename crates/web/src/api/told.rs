//! What is told of a topic beside its texts: the topics that have to do with it, where its texts came from and went, and what an
//! office decided.

use dauys_model::{Ruling, Topic, decision};
use dauys_store::{Moving, Store, TopicFilter};
use dauys_topics::related;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::failure::Failure;

/// Topics raised within so many days may be related: as on the page of a topic.
const RELATED_DAYS: i64 = 28;

/// A topic that has to do with another.
#[derive(Serialize, ToSchema)]
pub(crate) struct RelatedTopic {
    /// Its id.
    id: String,
    /// Whether both are in one place, or one of the two places lies in the other.
    same_place: bool,
    /// Whether both are of one matter.
    same_category: bool,
    /// The telling terms that both have.
    terms: Vec<String>,
}

/// Texts that came from another topic or went there.
#[derive(Serialize, ToSchema)]
pub(crate) struct TopicMove {
    /// `merged`: all texts of a topic went into another; `split`: a part of them.
    change: &'static str,
    /// The topic the texts were in.
    from: String,
    /// The topic they are in.
    to: String,
    /// The last civil day that had texts then.
    #[schema(format = Date)]
    day: String,
    /// How many of the texts were voices.
    voices: u32,
}

/// What an office decided about a topic.
#[derive(Serialize, ToSchema)]
pub(crate) struct TopicDecision {
    /// Its number.
    id: i64,
    /// When it was made.
    #[schema(format = DateTime)]
    at: String,
    /// `together`: two topics are one; `apart`: some texts are another topic; `not_this`: a text does not belong.
    ruling: &'static str,
    /// The topic it was made about.
    topic: String,
    /// The other topic it names.
    other: Option<String>,
    /// The texts it names that are still kept.
    posts: Vec<i64>,
    /// When it was withdrawn.
    #[schema(format = DateTime)]
    withdrawn_at: Option<String>,
    /// The later decision that overruled it.
    overruled_by: Option<i64>,
}

/// The topics that have most to do with one, the nearest first.
pub(crate) fn near(store: &Store, topic: &Topic, day: Date) -> Result<Vec<RelatedTopic>, Failure> {
    let from = day.checked_sub(RELATED_DAYS.days()).unwrap_or(Date::MIN);
    let others = store.topics(&TopicFilter { from, to: day })?;
    let found = related(topic, &others).into_iter();
    Ok(found
        .map(|one| RelatedTopic {
            id: one.id.0,
            same_place: one.is_in_place,
            same_category: one.is_of_matter,
            terms: one.terms,
        })
        .collect())
}

/// Where texts of a topic came from and went, the earliest first.
pub(crate) fn history(store: &Store, topic: &Topic) -> Result<Vec<TopicMove>, Failure> {
    let moves = store.history(&topic.id)?.into_iter();
    Ok(moves
        .map(|moved| TopicMove {
            change: match moved.change {
                Moving::Merged => "merged",
                Moving::Split => "split",
            },
            from: moved.topic.0,
            to: moved.other.0,
            day: moved.day.to_string(),
            voices: moved.voices,
        })
        .collect())
}

/// What was decided about a topic, withdrawn and overruled decisions among them.
pub(crate) fn decisions(store: &Store, topic: &Topic) -> Result<Vec<TopicDecision>, Failure> {
    let overruled = decision::overruled(&store.decisions()?);
    let decisions = store.decisions_of(&topic.id)?.into_iter();
    Ok(decisions
        .map(|decision| {
            let (about, other) = decision.ruling.topics();
            TopicDecision {
                id: decision.id.0,
                at: decision.at.to_string(),
                ruling: decision.ruling.code(),
                topic: about.0.clone(),
                other: other.map(|other| other.0.clone()),
                posts: match &decision.ruling {
                    Ruling::Together { .. } => Vec::new(),
                    Ruling::Apart { posts, .. } => posts.iter().map(|post| post.0).collect(),
                    Ruling::NotThis { post, .. } => post.iter().map(|post| post.0).collect(),
                },
                withdrawn_at: decision.withdrawn_at.map(|at| at.to_string()),
                overruled_by: overruled.get(&decision.id).map(|by| by.0),
            }
        })
        .collect())
}
