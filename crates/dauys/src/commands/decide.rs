//! `topic --together`, `--apart`, `--not`, `--withdraw`: what an office decides about a topic is kept, and grouping obeys.

use dauys_model::{Decision, DecisionId, Ruling, Topic, TopicId, decision};
use dauys_store::{Store, Unfit};
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
    let made = match given {
        Decide { together: Some(other), .. } => store.rule_together(topic, TopicId(other.clone()))?,
        Decide { not: Some(post), .. } => store.rule_not_this(topic, *post)?,
        Decide { apart, .. } => store.rule_apart(topic, apart)?,
    };
    let ruling = fit(made, &topic.id)?;
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

fn fit(made: Result<Ruling, Unfit>, topic: &TopicId) -> Result<Ruling, Misuse> {
    made.map_err(|unfit| {
        Misuse(match unfit {
            Unfit::One(other) => format!("topic {other} is {topic} already"),
            Unfit::NoTopic(other) => format!("there is no topic `{other}`: `dauys topics` lists them"),
            Unfit::NoPost(post) => format!("there is no post {post}"),
            Unfit::Elsewhere(post) => format!("post {post} is not of topic {topic}"),
            Unfit::NoVoice => "none of these posts is a voice: a topic of their own would have none".into(),
            Unfit::AllVoices => format!("these are all the voices of topic {topic} that are kept"),
            Unfit::Gone => "these posts are not kept any more".into(),
        })
    })
}
