//! Decisions of an office in, what they mean for posts and topics out.
//!
//! Grouping finds *strands*: topics as if nobody had decided that any two are one. A decision that two topics are one only shows
//! the strand of the one under the name of the other, so it holds for whatever comes into either, and when it is withdrawn both
//! are what they would have been. A decision about posts holds for the posts and for what repeats them.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::decision::{Decision, Names, Ruling, standing};
use dauys_model::{PostId, TopicId};

/// What stands, worked out: of decisions that contradict one another the later holds.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    names: Names,
    parts: BTreeMap<PostId, TopicId>,
    bars: BTreeMap<PostId, BTreeSet<TopicId>>,
    apart: Vec<(TopicId, TopicId)>,
}

impl Decisions {
    /// Works out what stands. The order of `decisions` does not matter, only when each was made.
    pub fn of(decisions: &[Decision]) -> Self {
        let mut stands = Self::default();
        for decision in standing(decisions) {
            match &decision.ruling {
                Ruling::Together { topic, other } => stands.names.unite(topic, other),
                Ruling::Apart { topic, part, posts } => {
                    // The topic as it was shown when this was decided; what joined it later is meant by what joined it.
                    let class = stands.names.class(topic);
                    for post in posts {
                        let bars = stands.bars.entry(*post).or_default();
                        bars.extend(class.iter().cloned());
                        bars.remove(part);
                        stands.parts.insert(*post, part.clone());
                    }
                    stands.apart.push((topic.clone(), part.clone()));
                }
                Ruling::NotThis { topic, post } => {
                    let Some(post) = post else { continue };
                    let class = stands.names.class(topic);
                    if stands.parts.get(post).is_some_and(|part| class.contains(part)) {
                        stands.parts.remove(post);
                    }
                    stands.bars.entry(*post).or_default().extend(class);
                }
            }
        }
        stands
    }

    /// The id under which a topic is shown.
    pub fn shown<'a>(&'a self, topic: &'a TopicId) -> &'a TopicId {
        self.names.shown(topic)
    }

    /// Whether nothing was decided about posts.
    pub(crate) fn leave_posts_alone(&self) -> bool {
        self.parts.is_empty() && self.bars.is_empty() && self.apart.is_empty()
    }

    /// Whether something was decided about this very post.
    pub(crate) fn name(&self, post: PostId) -> bool {
        self.parts.contains_key(&post) || self.bars.contains_key(&post)
    }

    /// The topic that a post was given.
    pub(crate) fn part(&self, post: PostId) -> Option<&TopicId> {
        self.parts.get(&post)
    }

    /// How much was decided about a post: 0 nothing, 1 where it is not, 2 where it is.
    pub(crate) fn firmness(&self, post: PostId) -> usize {
        if self.parts.contains_key(&post) { 2 } else { usize::from(self.bars.contains_key(&post)) }
    }

    /// Whether a post may be of a topic.
    pub(crate) fn allow(&self, post: PostId, topic: &TopicId) -> bool {
        self.bars.get(&post).is_none_or(|bars| !bars.contains(topic))
            && self.parts.get(&post).is_none_or(|part| part == topic)
    }

    /// The topics that a post may not be of.
    pub(crate) fn bars(&self, post: PostId) -> impl Iterator<Item = &TopicId> {
        self.bars.get(&post).into_iter().flatten()
    }

    /// The topics that decisions about posts name.
    pub(crate) fn named(&self) -> BTreeSet<&TopicId> {
        let apart = self.apart.iter().flat_map(|(topic, part)| [topic, part]);
        self.bars.values().flatten().chain(self.parts.values()).chain(apart).collect()
    }

    /// Topics of which one was taken out of the other.
    pub(crate) fn apart(&self) -> &[(TopicId, TopicId)] {
        &self.apart
    }
}
