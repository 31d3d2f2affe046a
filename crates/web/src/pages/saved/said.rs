//! An alert, its state and its notices in the words of the reader.

use dauys_model::{Alert, News, Notice, SavedSearch, Schedule, SourceId, Told, Trigger, Weekdays};
use dauys_store::Store;

use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::search::names;
use crate::{clean, links};

/// How much of a post is shown, in characters.
const EXAMPLE_CHARS: usize = 140;

/// What was told, for a page.
pub(super) struct Shown {
    pub(super) id: i64,
    pub(super) at: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) text: String,
    pub(super) is_unseen: bool,
    pub(super) posts: Vec<Example>,
}

/// A post that a notice names.
pub(super) struct Example {
    pub(super) href: String,
    pub(super) text: String,
    pub(super) source: String,
}

/// An alert in a few words: what fires it, when it is looked at, when it is silent.
pub(super) fn alert(frame: &Frame, alert: &Alert) -> String {
    let trigger = match alert.trigger {
        Trigger::New { at_least } => frame.say("saved.alert_new", &[("n", &frame.number(at_least))]),
        Trigger::Unusual => frame.t("saved.alert_unusual").to_owned(),
        Trigger::Scheduled => frame.t("saved.alert_scheduled").to_owned(),
    };
    let schedule = match alert.schedule {
        Schedule::EveryRun => frame.t("saved.when_run").to_owned(),
        Schedule::At { hour, days: Weekdays::ALL } => {
            frame.say("saved.when_daily", &[("hour", &format_args!("{hour:02}"))])
        }
        Schedule::At { hour, days } => {
            let names: Vec<String> = days.codes().map(|code| day_name(frame, code)).collect();
            frame.say("saved.when_days", &[("days", &names.join(", ")), ("hour", &format_args!("{hour:02}"))])
        }
    };
    let quiet = alert.quiet.map(|quiet| {
        let (from, to) = (format!("{:02}", quiet.from), format!("{:02}", quiet.to));
        frame.say("saved.when_quiet", &[("from", &from), ("to", &to)])
    });
    [Some(trigger), Some(schedule), quiet].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The short name of a day of the week.
pub(super) fn day_name(frame: &Frame, code: &str) -> String {
    let key = format!("saved.{code}");
    frame.t(&key).to_owned()
}

/// How a search stands, and a name for the style of it.
pub(super) fn state(frame: &Frame, search: &SavedSearch, unseen: usize) -> (String, &'static str) {
    if search.draft.alert.is_none() {
        return (frame.t("saved.state_kept").to_owned(), "kept");
    }
    match dauys_search::alert::unusual_since(search) {
        Some(day) => (frame.say("saved.state_unusual", &[("day", &frame.day(day))]), "firing"),
        None if unseen > 0 => (frame.t("saved.state_new").to_owned(), "firing"),
        None => (frame.t("saved.state_quiet").to_owned(), "calm"),
    }
}

/// What was told, in one sentence.
pub(super) fn told(frame: &Frame, told: &Told) -> String {
    let norm = |norm: f64| match frame.language {
        dauys_model::Interface::English => format!("{norm:.1}"),
        _ => format!("{norm:.1}").replace('.', ","),
    };
    match told.news {
        News::New { voices, since, doubled } => {
            let key = if doubled { "saved.told_doubled" } else { "saved.told_new" };
            let values = (frame.n("saved.new_voices", voices), frame.moment(since));
            frame.say(key, &[("voices", &values.0), ("since", &values.1)])
        }
        News::Report { voices: 0, since } => {
            frame.say("saved.told_nothing", &[("since", &frame.moment(since))])
        }
        News::Report { voices, since } => {
            let values = (frame.n("saved.new_voices", voices), frame.moment(since));
            frame.say("saved.told_new", &[("voices", &values.0), ("since", &values.1)])
        }
        News::Unusual { day, voices, norm: usual, chance, since } => {
            let chance = frame.number((1.0 / chance.max(1.0e-6)) as u64);
            let (day, voices, usual) = (frame.day(day), frame.n("saved.voices", voices), norm(usual));
            match since {
                None => frame.say(
                    "saved.told_unusual",
                    &[("day", &day), ("voices", &voices), ("norm", &usual), ("chance", &chance)],
                ),
                Some(since) => frame.say(
                    "saved.told_grows",
                    &[("day", &day), ("voices", &voices), ("norm", &usual), ("since", &frame.day(since))],
                ),
            }
        }
        News::Usual { day, voices, since, .. } => frame.say(
            "saved.told_usual",
            &[
                ("day", &frame.day(day)),
                ("voices", &frame.n("saved.voices", voices)),
                ("since", &frame.day(since)),
            ],
        ),
    }
}

/// A notice that is kept.
pub(super) fn notice(
    frame: &Frame,
    store: &Store,
    sources: &[(SourceId, String)],
    name: &str,
    notice: &Notice,
) -> Result<Shown, Failure> {
    Ok(Shown {
        id: notice.id.0,
        name: name.to_owned(),
        href: format!("/saved/{}", notice.search),
        is_unseen: notice.seen_at.is_none(),
        ..tried(frame, store, sources, &notice.told)?
    })
}

/// What would have been told. `sources` are the names of sources.
pub(super) fn tried(
    frame: &Frame,
    store: &Store,
    sources: &[(SourceId, String)],
    one: &Told,
) -> Result<Shown, Failure> {
    let mut posts = Vec::new();
    for post in &one.posts {
        // What was erased since is not there any more.
        let Some(stored) = store.post(*post)? else { continue };
        let post = stored.post;
        let text = if post.title.is_empty() { &post.text } else { &post.title };
        posts.push(Example {
            href: links::post(post.id),
            text: clean::line(text, EXAMPLE_CHARS),
            source: names::source(sources, &post.source),
        });
    }
    Ok(Shown {
        id: 0,
        at: frame.moment(one.at),
        name: String::new(),
        href: String::new(),
        text: told(frame, one),
        is_unseen: false,
        posts,
    })
}
