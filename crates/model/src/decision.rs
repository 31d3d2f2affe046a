//! What an office decided about topics: that two are one, that some posts are another problem, that a post does not belong. A
//! decision is withdrawn, never deleted, and who made it is not kept.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{DecisionId, PostId, TopicId};

/// One decision.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decision {
    /// Its number.
    pub id: DecisionId,
    /// When it was made.
    pub at: Timestamp,
    /// When it was withdrawn, if it was. It then is history.
    pub withdrawn_at: Option<Timestamp>,
    /// What was decided.
    pub ruling: Ruling,
}

/// What may be decided.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "ruling", rename_all = "snake_case")]
pub enum Ruling {
    /// Two topics are one problem, with all their texts, past and future.
    Together {
        /// The topic whose id both bear from now on.
        topic: TopicId,
        /// The topic that is shown as the first.
        other: TopicId,
    },
    /// Some posts of a topic are another problem. Texts that come later go to the one they resemble more.
    Apart {
        /// The topic they were in.
        topic: TopicId,
        /// The topic of their own.
        part: TopicId,
        /// The posts that are still kept.
        posts: Vec<PostId>,
    },
    /// A post, and what repeats it, does not belong to a topic.
    NotThis {
        /// The topic.
        topic: TopicId,
        /// The post; absent when it is no longer kept.
        post: Option<PostId>,
    },
}

impl Ruling {
    /// A short name, as stored.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Together { .. } => "together",
            Self::Apart { .. } => "apart",
            Self::NotThis { .. } => "not_this",
        }
    }

    /// The topic it was made about, and the other one it names, if any.
    pub fn topics(&self) -> (&TopicId, Option<&TopicId>) {
        match self {
            Self::Together { topic, other } => (topic, Some(other)),
            Self::Apart { topic, part, .. } => (topic, Some(part)),
            Self::NotThis { topic, .. } => (topic, None),
        }
    }
}

/// The decisions that stand, the earliest first.
pub fn standing(decisions: &[Decision]) -> Vec<&Decision> {
    let mut standing: Vec<&Decision> =
        decisions.iter().filter(|decision| decision.withdrawn_at.is_none()).collect();
    standing.sort_by_key(|decision| (decision.at, decision.id));
    standing
}

/// Under which ids topics are shown, as decisions put them together one after the other.
///
/// Being together is passed on: with A and B, and B and C, all three are one. It is shown under the id that the last decision put
/// first.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<TopicId, TopicId>);

impl Names {
    /// Shows a topic, and all that are together with it, as another one.
    pub fn unite(&mut self, topic: &TopicId, other: &TopicId) {
        let (one, two) = (self.shown(topic).clone(), self.shown(other).clone());
        // Those who are one already are told to bear the other name.
        let name = if one == two { topic.clone() } else { one.clone() };
        for id in self.0.values_mut().filter(|id| **id == one || **id == two) {
            id.clone_from(&name);
        }
        for id in [topic, other, &one, &two] {
            self.0.insert(id.clone(), name.clone());
        }
    }

    /// The id under which a topic is shown: its own, unless it is together with another one.
    pub fn shown<'a>(&'a self, topic: &'a TopicId) -> &'a TopicId {
        self.0.get(topic).unwrap_or(topic)
    }

    /// A topic and all that are together with it.
    pub fn class(&self, topic: &TopicId) -> BTreeSet<TopicId> {
        let name = self.shown(topic);
        let others = self.0.iter().filter(|(_, shown)| *shown == name).map(|(id, _)| id.clone());
        others.chain([topic.clone(), name.clone()]).collect()
    }
}

/// Under which id each topic is shown that is together with another one: see [`Names`]. Topics that are shown under their own id
/// are absent.
pub fn united(decisions: &[Decision]) -> BTreeMap<TopicId, TopicId> {
    let mut names = Names::default();
    for decision in standing(decisions) {
        if let Ruling::Together { topic, other } = &decision.ruling {
            names.unite(topic, other);
        }
    }
    names.0.retain(|id, name| id != name);
    names.0
}

/// Which decision is overruled by which later one: posts that were set apart and whose topics were then put together, or which
/// were set apart anew or out of their new topic.
pub fn overruled(decisions: &[Decision]) -> BTreeMap<DecisionId, DecisionId> {
    let standing = standing(decisions);
    let mut overruled = BTreeMap::new();
    for (at, decision) in standing.iter().enumerate() {
        let Ruling::Apart { topic, part, posts } = &decision.ruling else { continue };
        let later = standing[at + 1..].iter().enumerate().find(|(after, later)| match &later.ruling {
            Ruling::Together { topic: one, other } => {
                // Looked at beside what else stands by then.
                let mut names = Names::default();
                for earlier in &standing[..at + 1 + after] {
                    if let Ruling::Together { topic, other } = &earlier.ruling {
                        names.unite(topic, other);
                    }
                }
                names.unite(one, other);
                names.shown(topic) == names.shown(part)
            }
            Ruling::Apart { posts: others, .. } => {
                !posts.is_empty() && posts.iter().all(|post| others.contains(post))
            }
            Ruling::NotThis { topic, post } => {
                topic == part && posts.len() == 1 && posts.first() == post.as_ref()
            }
        });
        if let Some((_, later)) = later {
            overruled.insert(decision.id, later.id);
        }
    }
    overruled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(name: &str) -> TopicId {
        TopicId(name.into())
    }

    fn decided(rulings: Vec<Ruling>) -> Vec<Decision> {
        let at = "2026-11-20T10:00:00Z".parse().unwrap();
        let decision = |(number, ruling)| Decision { id: DecisionId(number), at, withdrawn_at: None, ruling };
        (1..).zip(rulings).map(decision).collect()
    }

    fn together(one: &str, other: &str) -> Ruling {
        Ruling::Together { topic: topic(one), other: topic(other) }
    }

    fn check(pairs: &[(&str, &str)], expected: &[(&str, &str)]) {
        let decisions = decided(pairs.iter().map(|(one, other)| together(one, other)).collect());
        let expected: BTreeMap<TopicId, TopicId> =
            expected.iter().map(|(id, name)| (topic(id), topic(name))).collect();
        assert_eq!(united(&decisions), expected, "{pairs:?}");
    }

    #[test]
    fn together_is_passed_on_and_the_later_name_wins() {
        check(&[("a", "b")], &[("b", "a")]);
        check(&[("a", "b"), ("c", "a")], &[("a", "c"), ("b", "c")]);
        check(&[("a", "b"), ("b", "c")], &[("b", "a"), ("c", "a")]);
        check(&[("a", "b"), ("b", "a")], &[("a", "b")]);
        check(&[("a", "b"), ("c", "d"), ("a", "d")], &[("b", "a"), ("c", "a"), ("d", "a")]);
    }

    #[test]
    fn what_was_withdrawn_holds_no_longer() {
        let mut decisions = decided(vec![together("a", "b"), together("a", "c")]);
        decisions[0].withdrawn_at = Some(decisions[0].at);
        assert_eq!(united(&decisions), BTreeMap::from([(topic("c"), topic("a"))]));
    }

    #[test]
    fn the_later_of_two_that_contradict_holds() {
        let apart = Ruling::Apart { topic: topic("a"), part: topic("b"), posts: vec![PostId(1)] };
        let decisions = decided(vec![apart.clone(), together("a", "b")]);
        assert_eq!(overruled(&decisions), BTreeMap::from([(DecisionId(1), DecisionId(2))]));
        assert_eq!(overruled(&decided(vec![together("a", "b"), apart])), BTreeMap::new());
    }
}
