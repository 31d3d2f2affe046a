//! What a topic's page tells beside its texts: why they are together, what has to do with it, what became of it, what was decided.

use dauys_model::{Decision, Language, Role, Ruling, Topic, TopicId, decision};
use dauys_store::{Moved, Moving, Store, StoredPost, TopicFilter};
use dauys_topics::{Member, Related, related, why};
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Fact, Value};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::naming::Named;
use crate::params::address;
use crate::{clean, links};

/// So many texts are looked at, newest first.
const LOOKED_AT: usize = 2_000;
/// Topics raised within so many days may be related.
const RELATED_DAYS: i64 = 28;
/// The longest address of a thread that is shown, in letters.
const ADDRESS: usize = 80;

/// All of it.
pub(super) struct More {
    pub(super) why: Vec<Fact>,
    pub(super) related: Vec<Near>,
    pub(super) history: Vec<Event>,
    pub(super) decisions: Vec<Decided>,
    /// Voices by language, if it is known of all of them.
    pub(super) tongues: Option<Fact>,
    /// How many texts were looked at, where the topic has more.
    pub(super) looked_at: Option<String>,
}

/// A topic that has to do with this one.
pub(super) struct Near {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) name: String,
    pub(super) because: String,
}

/// Texts that came or went.
pub(super) struct Event {
    pub(super) datetime: String,
    pub(super) day: String,
    pub(super) said: &'static str,
    pub(super) other: Other,
    pub(super) voices: String,
}

/// Another topic, where there is one to go to.
pub(super) struct Other {
    pub(super) name: String,
    pub(super) href: Option<String>,
}

/// What an office decided.
pub(super) struct Decided {
    pub(super) number: i64,
    pub(super) datetime: String,
    pub(super) day: String,
    pub(super) said: String,
    pub(super) other: Option<Other>,
    /// Why it holds no longer.
    pub(super) ended: Option<String>,
    /// Whether it can be withdrawn.
    pub(super) is_open: bool,
}

impl More {
    /// What was done last, if the address names a decision about this topic.
    pub(super) fn just(&self, frame: &Frame, number: Option<&str>) -> Option<String> {
        let number: i64 = number?.trim().parse().ok()?;
        let decision = self.decisions.iter().find(|decision| decision.number == number)?;
        let key = if decision.is_open { "topic.kept" } else { "topic.taken_back" };
        Some(frame.say(key, &[("number", &number)]))
    }

    pub(super) fn of(frame: &Frame, store: &Store, topic: &Topic, day: Date) -> Result<Self, Failure> {
        let posts = store.posts_of_topic(&topic.id, day, LOOKED_AT + 1)?;
        let is_cut = posts.len() > LOOKED_AT;
        let posts = &posts[..posts.len().min(LOOKED_AT)];
        let decisions = store.decisions_of(&topic.id)?;
        Ok(Self {
            why: because(frame, topic, posts),
            related: near(frame, store, topic, day)?,
            history: store
                .history(&topic.id)?
                .iter()
                .map(|moved| event(frame, store, moved, &topic.id))
                .collect::<Result<_, _>>()?,
            decisions: decided(frame, store, topic, &decisions)?,
            tongues: (!is_cut).then(|| tongues(frame, topic, posts)).flatten(),
            looked_at: is_cut.then(|| frame.n("topic.looked_at", LOOKED_AT)),
        })
    }
}

/// Voices in Kazakh, in Russian, and in both or others.
fn tongues(frame: &Frame, topic: &Topic, posts: &[StoredPost]) -> Option<Fact> {
    let mut counts = [0_u64; 3];
    for stored in posts.iter().filter(|stored| stored.role == Some(Role::Voice)) {
        counts[match stored.post.language {
            Language::Kazakh => 0,
            Language::Russian => 1,
            _ => 2,
        }] += 1;
    }
    let named = [
        (frame.t("text_language.kk"), Some("kk")),
        (frame.t("text_language.ru"), Some("ru")),
        (frame.t("topic.other_tongues"), None),
    ];
    let values: Vec<Value> = named
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|((name, code), count)| Value {
            text: name.to_owned(),
            count: Some(frame.n("map.voices", count)),
            href: code.map(|code| links::narrowed(&[("topic", &topic.id.0), ("language", code)])),
        })
        .collect();
    (!values.is_empty()).then(|| Fact { name: frame.t("topic.tongues").to_owned(), values })
}

fn because(frame: &Frame, topic: &Topic, posts: &[StoredPost]) -> Vec<Fact> {
    let raising = posts.iter().filter(|stored| matches!(stored.role, Some(Role::Voice | Role::Echo)));
    let members: Vec<Member> = raising
        .map(|stored| Member {
            post: stored.post.id,
            category: stored.post.category.as_ref(),
            places: &stored.post.places,
            place: stored.post.place.as_deref(),
            terms: &stored.post.terms,
            thread: stored.post.thread.as_ref().map(url::Url::as_str),
            repeats: stored.duplicate_of,
        })
        .collect();
    if members.is_empty() {
        return Vec::new();
    }
    let why = why(topic, &members);
    let part = |count: usize, of: usize| {
        frame.say("topic.part", &[("count", &frame.number(count)), ("all", &frame.number(of))])
    };
    let plain = |text: String| Value { text, count: None, href: None };
    let fact = |key: &str, values: Vec<Value>| Fact { name: frame.t(key).to_owned(), values };
    let mut facts = vec![fact("topic.of_matter", vec![plain(part(why.of_matter, why.texts))])];
    if topic.kato.is_some() || topic.place.is_some() {
        facts.push(fact("topic.in_place", vec![plain(part(why.in_place, why.texts))]));
    }
    let terms: Vec<Value> = why
        .terms
        .iter()
        .map(|(term, texts)| Value {
            text: clean::line(term, ADDRESS),
            count: Some(part(*texts, why.originals)),
            href: None,
        })
        .collect();
    if !terms.is_empty() {
        facts.push(fact("topic.terms", terms));
    }
    let threads: Vec<Value> = why
        .threads
        .iter()
        .map(|(thread, texts)| Value {
            text: clean::line(thread, ADDRESS),
            count: Some(frame.number(*texts)),
            href: (thread.starts_with("https://") || thread.starts_with("http://")).then(|| thread.clone()),
        })
        .collect();
    if !threads.is_empty() {
        facts.push(fact("topic.threads", threads));
    }
    facts
}

fn near(frame: &Frame, store: &Store, topic: &Topic, day: Date) -> Result<Vec<Near>, Failure> {
    let from = day.checked_sub(RELATED_DAYS.days()).unwrap_or(Date::MIN);
    let others = store.topics(&TopicFilter { from, to: day })?;
    let found = related(topic, &others);
    Ok(found
        .iter()
        .filter_map(|related| Some((related, others.iter().find(|other| other.id == related.id)?)))
        .map(|(related, other)| Near {
            id: other.id.0.clone(),
            href: page(&other.id),
            name: Named::short(frame.language, other).line(),
            because: reasons(frame, related),
        })
        .collect())
}

fn reasons(frame: &Frame, related: &Related) -> String {
    let mut reasons: Vec<String> = Vec::new();
    if related.is_in_place {
        reasons.push(frame.t("topic.same_place").to_owned());
    }
    if related.is_of_matter {
        reasons.push(frame.t("topic.same_matter").to_owned());
    }
    if !related.terms.is_empty() {
        let terms: Vec<String> = related.terms.iter().map(|term| clean::line(term, ADDRESS)).collect();
        reasons.push(frame.say("topic.same_terms", &[("terms", &terms.join(", "))]));
    }
    reasons.join("; ")
}

fn event(frame: &Frame, store: &Store, moved: &Moved, of: &TopicId) -> Result<Event, Failure> {
    let came = moved.other == *of;
    let key = match (moved.change, came) {
        (Moving::Merged, true) => "topic.merged_here",
        (Moving::Merged, false) => "topic.merged_into",
        (Moving::Split, true) => "topic.split_here",
        (Moving::Split, false) => "topic.split_off",
    };
    Ok(Event {
        datetime: moved.day.to_string(),
        day: frame.full_day(moved.day),
        said: frame.t(key),
        other: other(frame, store, if came { &moved.topic } else { &moved.other }, of)?,
        voices: frame.n("map.voices", moved.voices),
    })
}

/// A topic by its name, or by its id where there is no page of it but this one.
fn other(frame: &Frame, store: &Store, id: &TopicId, here: &TopicId) -> Result<Other, Failure> {
    let shown = store.shown_as(id)?;
    let topic = if shown == *here { None } else { store.topic(&shown)? };
    Ok(match topic {
        Some(topic) => {
            Other { name: Named::short(frame.language, &topic).line(), href: Some(page(&topic.id)) }
        }
        None => Other { name: clean::line(&id.0, ADDRESS), href: None },
    })
}

fn decided(
    frame: &Frame,
    store: &Store,
    topic: &Topic,
    decisions: &[Decision],
) -> Result<Vec<Decided>, Failure> {
    let overruled = decision::overruled(&store.decisions()?);
    let mut told = Vec::with_capacity(decisions.len());
    for decision in decisions {
        let named = |one: &TopicId, two: &TopicId| {
            let is_here = store.shown_as(one)? == topic.id && store.shown_as(two)? != topic.id;
            other(frame, store, if is_here || *one == topic.id { two } else { one }, &topic.id)
        };
        let (said, other) = match &decision.ruling {
            Ruling::Together { topic: one, other: two } => {
                (frame.t("topic.decided_together").to_owned(), Some(named(one, two)?))
            }
            Ruling::Apart { topic: one, part, posts } => {
                (frame.n("topic.decided_apart", posts.len()), Some(named(one, part)?))
            }
            Ruling::NotThis { post: Some(post), .. } => (
                frame.t("topic.decided_not").to_owned(),
                Some(Other {
                    name: format!("№ {post}"),
                    href: store.post(*post)?.is_some().then(|| links::post(*post)),
                }),
            ),
            Ruling::NotThis { post: None, .. } => (frame.t("topic.decided_not_gone").to_owned(), None),
        };
        let ended = match (decision.withdrawn_at, overruled.get(&decision.id)) {
            (Some(at), _) => {
                Some(frame.say("topic.withdrawn", &[("day", &frame.day(dauys_model::civil_day(at)))]))
            }
            (None, Some(by)) => Some(frame.say("topic.overruled", &[("number", &by.0)])),
            (None, None) => None,
        };
        told.push(Decided {
            number: decision.id.0,
            datetime: decision.at.to_string(),
            day: frame.moment(decision.at),
            said,
            other,
            ended,
            is_open: decision.withdrawn_at.is_none(),
        });
    }
    Ok(told)
}

/// The page of a topic.
pub(super) fn page(id: &TopicId) -> String {
    address(&format!("/topics/{}", id.0), std::iter::empty())
}
