//! What an office wants to decide in; a decision that can be kept, or why it cannot, out. Nothing is written here.

use dauys_model::{PostId, Role, Ruling, Topic, TopicId};

use crate::{Result, Store, StoredPost};

/// Why something cannot be decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// The two topics are one already.
    One(TopicId),
    /// There is no such topic.
    NoTopic(TopicId),
    /// There is no such post.
    NoPost(PostId),
    /// The post is not of the topic.
    Elsewhere(PostId),
    /// None of the posts is a voice: a topic of their own would have none.
    NoVoice,
    /// The posts are all the voices of the topic that are kept.
    AllVoices,
    /// The posts are not kept any more.
    Gone,
}

impl Store {
    /// That another topic is the same as this one, which gives both its name.
    pub fn rule_together(&self, topic: &Topic, other: TopicId) -> Result<std::result::Result<Ruling, Unfit>> {
        let shown = self.shown_as(&other)?;
        if shown == topic.id {
            return Ok(Err(Unfit::One(other)));
        }
        if self.topic(&other)?.is_none() && shown == other {
            return Ok(Err(Unfit::NoTopic(other)));
        }
        Ok(Ok(Ruling::Together { topic: topic.id.clone(), other }))
    }

    /// That a post does not belong to a topic. What repeats a text follows it, so the first of them is named.
    pub fn rule_not_this(&self, topic: &Topic, post: PostId) -> Result<std::result::Result<Ruling, Unfit>> {
        Ok(self.member(topic, post)?.map(|stored| Ruling::NotThis {
            topic: topic.id.clone(),
            post: Some(stored.duplicate_of.unwrap_or(post)),
        }))
    }

    /// That some posts of a topic, and what says the same as they do, are another problem.
    pub fn rule_apart(&self, topic: &Topic, posts: &[PostId]) -> Result<std::result::Result<Ruling, Unfit>> {
        let mut whole: Vec<PostId> = Vec::new();
        for post in posts {
            if let Err(unfit) = self.member(topic, *post)? {
                return Ok(Err(unfit));
            }
            whole.extend(self.family_of(*post)?);
        }
        whole.sort_unstable();
        whole.dedup();
        let mut first: Option<StoredPost> = None;
        let mut voices = 0_u64;
        for post in &whole {
            let Some(stored) = self.post(*post)? else { continue };
            voices += u64::from(stored.role == Some(Role::Voice));
            let order = |stored: &StoredPost| {
                (stored.post.published_at, stored.post.source.clone(), stored.post.key.clone())
            };
            if first.as_ref().is_none_or(|first| order(&stored) < order(first)) {
                first = Some(stored);
            }
        }
        if voices == 0 {
            return Ok(Err(Unfit::NoVoice));
        }
        let makeup = self.makeup(&topic.id)?;
        let all = makeup.roles.iter().find(|(role, _)| *role == Role::Voice).map_or(0, |(_, posts)| *posts);
        if voices >= all {
            return Ok(Err(Unfit::AllVoices));
        }
        let Some(first) = first else { return Ok(Err(Unfit::Gone)) };
        Ok(Ok(Ruling::Apart { topic: topic.id.clone(), part: self.fresh_id(&first)?, posts: whole }))
    }

    /// An id that no topic has or had as far as is known.
    fn fresh_id(&self, first: &StoredPost) -> Result<TopicId> {
        let decisions = self.decisions()?;
        let is_named = |id: &TopicId| {
            decisions.iter().any(|decision| {
                let (topic, other) = decision.ruling.topics();
                topic == id || other == Some(id)
            })
        };
        let mut attempt = 1_u32;
        loop {
            let id = TopicId::of_seed(&first.post.source, &format!("{}\u{0}apart {attempt}", first.post.key));
            if self.topic(&id)?.is_none() && !is_named(&id) {
                return Ok(id);
            }
            attempt += 1;
        }
    }

    fn member(&self, topic: &Topic, post: PostId) -> Result<std::result::Result<StoredPost, Unfit>> {
        let Some(stored) = self.post(post)? else { return Ok(Err(Unfit::NoPost(post))) };
        if stored.topic.as_ref() != Some(&topic.id) {
            return Ok(Err(Unfit::Elsewhere(post)));
        }
        Ok(Ok(stored))
    }
}
