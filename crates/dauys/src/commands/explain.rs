//! `explain`: which gate, rule and threshold led a post where it is.

use dauys_model::{ItemId, Methods, Policy, PostId};
use dauys_store::{Store, StoredPost};
use dauys_text::{Complaint, CueKind, Given};
use serde::Serialize;

use crate::cli::ExplainArgs;
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::out;

#[derive(Serialize)]
struct Explanation {
    id: i64,
    source: String,
    key: String,
    revision: u32,
    policy: Policy,
    methods: Methods,
    language: String,
    category: Vec<String>,
    subject: Vec<String>,
    complaint: Vec<String>,
    places: Vec<String>,
    grouping: Vec<String>,
}

/// Explains a post, or tells why an item became none.
pub(crate) fn run(home: &Home, arguments: &ExplainArgs) -> anyhow::Result<Exit> {
    let store = home.existing_store()?;
    let mut data = out::data();
    let Some(stored) = store.post(arguments.post)? else {
        for line in no_post(&store, arguments.post)? {
            data.line(line)?;
        }
        data.finish()?;
        return Ok(Exit::Well);
    };
    let explanation = explain(home, &stored);
    if arguments.json {
        data.json(&explanation)?;
    } else {
        let told = [
            (
                "item",
                vec![format!(
                    "{} of `{}`, key `{}`, revision {}",
                    explanation.id, explanation.source, explanation.key, explanation.revision
                )],
            ),
            ("policy", vec![allowed(explanation.policy)]),
            ("language", vec![explanation.language]),
            ("category", explanation.category),
            ("subject", explanation.subject),
            ("complaint", explanation.complaint),
            ("places", explanation.places),
            ("grouping", explanation.grouping),
        ];
        for (name, lines) in told {
            for (number, line) in lines.iter().enumerate() {
                data.line(format!("{:10} {line}", if number == 0 { name } else { "" }))?;
            }
        }
    }
    data.finish()?;
    Ok(Exit::Well)
}

/// Where an item stands that is no post.
fn no_post(store: &Store, id: PostId) -> anyhow::Result<Vec<String>> {
    let Some(item) = store.item(ItemId(id.0))? else {
        return Err(Misuse(format!(
            "there is no item {id}: it was never announced, or it is forgotten (`dauys doctor` counts those)"
        ))
        .into());
    };
    let mut lines = vec![format!(
        "item       {id} of `{}`, key `{}`, revision {}, first seen {:.0}, last listed {:.0}",
        item.source, item.key, item.revision, item.seen_at, item.listed_at
    )];
    lines.push(match (item.state.as_str(), item.tries) {
        ("pull", 0) => "pending    its page is wanted: `dauys pull` fetches it".into(),
        ("pull", tries) => {
            format!("pending    its page was tried {tries} times in vain, again at {:.0}", item.next_try_at)
        }
        ("rejected", _) => match store.rejection(id)? {
            Some((reason, detail)) => format!("rejected   {reason} ({detail})"),
            None => "rejected   for a reason that was not kept".into(),
        },
        _ => "pending    waits to be read: `dauys read` does it".into(),
    });
    Ok(lines)
}

/// What the policy of its source let be done with a post.
fn allowed(policy: Policy) -> String {
    let methods = match policy.methods() {
        Methods::All => "all methods",
        Methods::RulesOnly => {
            "rules and word lists only; not counted when topics are formed, joins one by matter and place"
        }
    };
    let of_it = if policy == Policy::MetadataOnly { "; of its title alone" } else { "" };
    format!("{}: {methods}{of_it}", policy.code())
}

fn explain(home: &Home, stored: &StoredPost) -> Explanation {
    let post = &stored.post;
    let analysis = dauys_text::analyze(&post.title, &post.text, &Given::of(post));
    let subjects = dauys_text::explain(&post.title, &post.text, &Given::of(post)).subjects;
    let least = if post.urgent { home.config.min_voices_urgent } else { home.config.min_voices };
    let mut grouping = Vec::new();
    match (stored.role, &stored.topic) {
        (None, _) => grouping.push("not grouped yet: run `dauys group`".into()),
        (Some(role), Some(topic)) => {
            grouping.push(format!(
                "topic {topic} as {role:?}; topics of its category are shown from {least} voices on"
            ));
        }
        (Some(_), None) => grouping.push("belongs to no topic".into()),
    }
    if let Some(original) = stored.duplicate_of {
        grouping.push(format!("repeats post {original}"));
    }
    Explanation {
        id: post.id.0,
        source: post.source.to_string(),
        key: post.key.clone(),
        revision: stored.revision,
        policy: post.policy,
        methods: post.policy.methods(),
        language: format!("{} ({}), score {:.2}", analysis.language, analysis.iso, analysis.score),
        category: analysis
            .categories
            .iter()
            .take(3)
            .map(|found| {
                let cues = found.cues.iter().map(|cue| format!("{} {:+.1}", cue.term, cue.weight));
                format!("{} {:.2}: {}", found.id, found.score, cues.collect::<Vec<_>>().join(", "))
            })
            .collect(),
        subject: subjects
            .iter()
            .take(3)
            .map(|found| {
                let cues = found.cues.iter().map(|cue| format!("{} {:+.1}", cue.term, cue.weight));
                format!("{} {:.2}: {}", found.id, found.score, cues.collect::<Vec<_>>().join(", "))
            })
            .collect(),
        complaint: complaint(&analysis.complaint),
        places: post
            .places
            .iter()
            .map(|kato| {
                dauys_text::place(*kato)
                    .map_or_else(|| kato.to_string(), |place| format!("{kato} {} / {}", place.kk, place.ru))
            })
            .chain(post.place.clone())
            .collect(),
        grouping,
    }
}

/// What was judged, then why: cues in order of the text, and what holds of the whole text, the heaviest first. Figures behind a
/// term are its weight and what it adds to the natural-log odds of a complaint.
fn complaint(found: &Complaint) -> Vec<String> {
    let urgent = if found.urgent { ", urgent" } else { "" };
    let verdict = format!("{:.2}, {}{urgent}, problem {:.2}", found.score, found.stance, found.problem);
    let cues = found.cues.iter().map(|cue| match cue.kind {
        CueKind::Word => format!("word {} {:+.2}", cue.term, cue.odds),
        kind => format!("{} {} {:+.1}, {:+.2}", kind.name(), cue.term, cue.weight, cue.odds),
    });
    let reasons = found
        .reasons
        .iter()
        .map(|reason| format!("{}: {} {:+.2}", reason.aspect.name(), reason.name, reason.odds));
    std::iter::once(verdict).chain(cues).chain(reasons).collect()
}
