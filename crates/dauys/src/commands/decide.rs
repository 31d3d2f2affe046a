//! `topic --together`, `--apart`, `--not`, `--withdraw`: what an office decides about a topic is kept, and grouping obeys.

use dauys_model::{Decision, DecisionId, PostId, Role, Ruling, Topic, TopicId, decision};
use dauys_store::{Store, StoredPost};
use jiff::Timestamp;

use crate::cli::Decide;
use crate::exit::Misuse;
use crate::out;

impl Decide {
    /// Whether something is decided.
    pub(crate) fn is_given(&self) -> bool {
        self.together.is_some() || !self.apart.is_empty() || self.not.is_some() || self.withdraw.is_some()
    }
}

/// Keeps what was decided about a topic, or withdraws it, and says what follows.
pub(crate) fn decide(store: &mut Store, topic: &Topic, given: &Decide, now: Timestamp) -> anyhow::Result<()> {
    if let Some(number) = given.withdraw {
        let id = DecisionId(number);
        if !store.decisions_of(&topic.id)?.iter().any(|decision| decision.id == id) {
            return Err(Misuse(format!("decision {id} is not about topic {}", topic.id)).into());
        }
        if store.withdraw(id, now)? {
            out::say(format!("decision {id} is withdrawn; the next `dauys group` follows"));
        } else {
            out::say(format!("decision {id} was withdrawn before"));
        }
        return Ok(());
    }
    let ruling = match given {
        Decide { together: Some(other), .. } => together(store, topic, other)?,
        Decide { not: Some(post), .. } => {
            let stored = member(store, topic, *post)?;
            // What repeats a text follows it, so the first of them is named.
            Ruling::NotThis { topic: topic.id.clone(), post: Some(stored.duplicate_of.unwrap_or(*post)) }
        }
        Decide { apart, .. } => set_apart(store, topic, apart)?,
    };
    let before = decision::overruled(&store.decisions()?);
    let id = store.decide(&ruling, now)?;
    if let Ruling::Apart { part, .. } = &ruling {
        out::say(format!("the posts get topic {part}"));
    }
    let after: Vec<Decision> = store.decisions()?;
    for (overruled, by) in decision::overruled(&after) {
        if by == id && !before.contains_key(&overruled) {
            out::say(format!(
                "it contradicts decision {overruled}, which holds no longer: the later one does"
            ));
        }
    }
    out::say(format!("decision {id} is kept; the next `dauys group` obeys it"));
    Ok(())
}

fn together(store: &Store, topic: &Topic, other: &str) -> anyhow::Result<Ruling> {
    let other = TopicId(other.to_owned());
    let shown = store.shown_as(&other)?;
    if shown == topic.id {
        return Err(Misuse(format!("topic {other} is {} already", topic.id)).into());
    }
    if store.topic(&other)?.is_none() && shown == other {
        return Err(Misuse(format!("there is no topic `{other}`: `dauys topics` lists them")).into());
    }
    Ok(Ruling::Together { topic: topic.id.clone(), other })
}

fn set_apart(store: &Store, topic: &Topic, posts: &[PostId]) -> anyhow::Result<Ruling> {
    let mut whole: Vec<PostId> = Vec::new();
    for post in posts {
        member(store, topic, *post)?;
        whole.extend(store.family_of(*post)?);
    }
    whole.sort_unstable();
    whole.dedup();
    let mut first: Option<StoredPost> = None;
    let mut voices = 0_u32;
    for post in &whole {
        let Some(stored) = store.post(*post)? else { continue };
        voices += u32::from(stored.role == Some(Role::Voice));
        let order = |stored: &StoredPost| {
            (stored.post.published_at, stored.post.source.clone(), stored.post.key.clone())
        };
        if first.as_ref().is_none_or(|first| order(&stored) < order(first)) {
            first = Some(stored);
        }
    }
    if voices == 0 {
        return Err(
            Misuse("none of these posts is a voice: a topic of their own would have none".into()).into()
        );
    }
    let makeup = store.makeup(&topic.id)?;
    let all = makeup.roles.iter().find(|(role, _)| *role == Role::Voice).map_or(0, |(_, posts)| *posts);
    if u64::from(voices) >= all {
        return Err(Misuse(format!("these are all the voices of topic {} that are kept", topic.id)).into());
    }
    let first = first.ok_or_else(|| Misuse("these posts are not kept any more".into()))?;
    Ok(Ruling::Apart { topic: topic.id.clone(), part: fresh(store, &first)?, posts: whole })
}

/// An id that no topic has or had as far as is known.
fn fresh(store: &Store, first: &StoredPost) -> anyhow::Result<TopicId> {
    let decisions = store.decisions()?;
    let is_named = |id: &TopicId| {
        decisions.iter().any(|decision| {
            let (topic, other) = decision.ruling.topics();
            topic == id || other == Some(id)
        })
    };
    let mut attempt = 1_u32;
    loop {
        let id = TopicId::of_seed(&first.post.source, &format!("{}\u{0}apart {attempt}", first.post.key));
        if store.topic(&id)?.is_none() && !is_named(&id) {
            return Ok(id);
        }
        attempt += 1;
    }
}

fn member(store: &Store, topic: &Topic, post: PostId) -> anyhow::Result<StoredPost> {
    let stored = store.post(post)?.ok_or_else(|| Misuse(format!("there is no post {post}")))?;
    if stored.topic.as_ref() != Some(&topic.id) {
        return Err(Misuse(format!("post {post} is not of topic {}", topic.id)).into());
    }
    Ok(stored)
}
