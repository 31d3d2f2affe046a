//! What an alert would have told in the last days, for a person and for a program.

use dauys_model::{PostId, SearchDraft, Told};
use dauys_search::alert::{DRY_DAYS, Trial};
use dauys_store::Store;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::exit::Exit;
use crate::{out, passes};

/// How much of a post is shown, in characters.
const LINE_CHARS: usize = 90;

#[derive(Serialize)]
struct Tried<'a> {
    name: &'a str,
    query: &'a str,
    alert: Option<&'a dauys_model::Alert>,
    from: Timestamp,
    to: Timestamp,
    next_look_at: Option<Timestamp>,
    would_have_told: &'a [Told],
    days: Vec<Counted>,
}

#[derive(Serialize)]
pub(super) struct Counted {
    day: Date,
    voices: u32,
    norm: Option<f64>,
}

/// The days of a trial.
pub(super) fn counted(trial: &Trial) -> Vec<Counted> {
    trial.days.iter().map(|day| Counted { day: day.day, voices: day.voices, norm: day.norm }).collect()
}

/// A line of bars over the days of a trial.
pub(super) fn bars(trial: &Trial) -> String {
    const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = trial.days.iter().map(|day| day.voices).max().unwrap_or(0).max(1);
    let level = |voices: u32| if voices == 0 { '·' } else { LEVELS[(voices * 7 / most) as usize % 8] };
    trial.days.iter().map(|day| level(day.voices)).collect()
}

/// Tells it.
pub(super) fn tell(store: &Store, draft: &SearchDraft, trial: &Trial, json: bool) -> anyhow::Result<Exit> {
    let mut data = out::data();
    if json {
        data.json(&Tried {
            name: &draft.name,
            query: &draft.query,
            alert: draft.alert.as_ref(),
            from: trial.from,
            to: trial.to,
            next_look_at: trial.next_look,
            would_have_told: &trial.told,
            days: counted(trial),
        })?;
        data.finish()?;
        return Ok(Exit::Well);
    }
    let voices: u64 = trial.days.iter().map(|day| u64::from(day.voices)).sum();
    data.line(format!("{}  {voices} voices in the last {DRY_DAYS} days", bars(trial)))?;
    let times = match trial.told.len() {
        0 => "nothing".to_owned(),
        1 => "once".to_owned(),
        times => format!("{times} times"),
    };
    if draft.alert.is_some() {
        data.line(format!("would have told {times} in the last {DRY_DAYS} days"))?;
    }
    for told in &trial.told {
        data.line(format!("\n{}", passes::alert::said(told)))?;
        for post in &told.posts {
            if let Some(line) = line(store, *post)? {
                data.line(format!("  {line}"))?;
            }
        }
    }
    data.finish()?;
    if let Some(short) = trial.short_of_days
        && draft.alert.is_some_and(|alert| alert.trigger == dauys_model::Trigger::Unusual)
    {
        out::say(format!(
            "what is unusual can be told from {} days on; {} are known",
            short.needed, short.known
        ));
    }
    Ok(Exit::Well)
}

/// A post on one line; none when it is gone.
fn line(store: &Store, post: PostId) -> anyhow::Result<Option<String>> {
    let Some(stored) = store.post(post)? else { return Ok(None) };
    let text = if stored.post.title.is_empty() { &stored.post.text } else { &stored.post.title };
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = words.char_indices().nth(LINE_CHARS) {
        words.truncate(cut);
        words.push('…');
    }
    Ok(Some(format!("{post} · {} · {words}", stored.post.source)))
}
