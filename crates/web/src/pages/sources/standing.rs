//! The settings and the store in; every source with how it fares out. A source that is no longer in the settings, or was only ever
//! imported, is listed while its texts are kept.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{Source, SourceId, day_end, day_start};
use dauys_store::Store;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::office::Office;

/// How a source fares, in one word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Class {
    /// Answers, and brought something within its days.
    Working,
    /// Answers, and brought nothing for days.
    Silent,
    /// Did not answer, or what it answered could not be read.
    Failed,
    /// Does not want to be read by programs: never passed by.
    Blocked,
    /// Was never asked.
    Fresh,
    /// Switched off in the settings, with a reason.
    Off,
    /// Brought in from a file, or no longer in the settings.
    Imported,
}

impl Class {
    pub(super) const ALL: [Self; 7] =
        [Self::Working, Self::Silent, Self::Failed, Self::Blocked, Self::Fresh, Self::Off, Self::Imported];

    /// The name in addresses and in `source_class.toml`.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::Silent => "silent",
            Self::Failed => "failed",
            Self::Blocked => "blocked",
            Self::Fresh => "fresh",
            Self::Off => "off",
            Self::Imported => "imported",
        }
    }

    pub(super) fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code.trim())
    }
}

/// A source and how it fares.
pub(super) struct Listed {
    pub(super) id: SourceId,
    pub(super) name: String,
    /// Its entry in the settings, if there is one.
    pub(super) settings: Option<Source>,
    pub(super) class: Class,
    /// The named state after the last poll.
    pub(super) state: String,
    /// When its newest text was published, or when it last brought an item.
    pub(super) newest_at: Option<Timestamp>,
    pub(super) asked_at: Option<Timestamp>,
    pub(super) next_at: Option<Timestamp>,
    /// Polls of the span.
    pub(super) polls: u32,
    /// Items they brought.
    pub(super) items: u32,
    /// Texts published in the span.
    pub(super) texts: u64,
}

/// A source that answers is silent when it brought nothing for so many days.
const SILENT_DAYS: i64 = 7;

/// All sources, those of the settings in their order, then the others by id.
pub(super) fn listed(
    store: &Store,
    office: &Office,
    from: Date,
    to: Date,
) -> dauys_store::Result<Vec<Listed>> {
    let checked: BTreeMap<_, _> = store
        .checked(day_start(from), day_end(to))?
        .into_iter()
        .map(|checked| (checked.source.clone(), checked))
        .collect();
    let heard: BTreeMap<_, _> =
        store.heard_by_source(from, to)?.into_iter().map(|heard| (heard.source.clone(), heard)).collect();
    let mut names: BTreeMap<SourceId, String> = store.source_names()?.into_iter().collect();
    let mut known: Vec<(SourceId, String, Option<&Source>)> = Vec::new();
    for source in &office.sources {
        names.remove(&source.id);
        known.push((source.id.clone(), source.name.clone(), Some(source)));
    }
    let named: BTreeSet<SourceId> = known.iter().map(|(id, ..)| id.clone()).collect();
    for id in heard.keys().filter(|id| !named.contains(*id)) {
        names.entry(id.clone()).or_insert_with(|| id.to_string());
    }
    known.extend(names.into_iter().map(|(id, name)| (id, name, None)));
    known
        .into_iter()
        .map(|(id, name, settings)| {
            let state = store.source_state(&id)?;
            let (checked, heard) = (checked.get(&id), heard.get(&id));
            let item_at = checked.and_then(|checked| checked.last_item_at);
            let newest_at = heard.map(|heard| heard.newest_at).or(item_at);
            let silent_from = day_start(to.checked_sub((SILENT_DAYS - 1).days()).unwrap_or(from));
            Ok(Listed {
                class: class(settings, &state.state, newest_at.is_some_and(|at| at >= silent_from)),
                state: state.state,
                newest_at,
                asked_at: state.checked_at,
                next_at: state.next_check_at,
                polls: checked.map_or(0, |checked| checked.heard + checked.failed),
                items: checked.map_or(0, |checked| checked.items),
                texts: heard.map_or(0, |heard| heard.posts),
                settings: settings.cloned(),
                id,
                name,
            })
        })
        .collect()
}

fn class(settings: Option<&Source>, state: &str, speaks: bool) -> Class {
    let Some(source) = settings else { return Class::Imported };
    if source.off.is_some() {
        return Class::Off;
    }
    match state {
        "" | "new" => Class::Fresh,
        "robots" => Class::Blocked,
        state if state.starts_with("blocked") => Class::Blocked,
        state if FINE.contains(&state) => {
            if speaks {
                Class::Working
            } else {
                Class::Silent
            }
        }
        _ => Class::Failed,
    }
}

/// States of sources that answered.
const FINE: [&str; 7] = ["working", "not modified", "same body", "nothing new", "cut", "stale", "moved"];

/// The key in `source_state.toml` of what a state means; `None` where there is nothing to say.
pub(super) fn reason_key(state: &str) -> Option<&'static str> {
    Some(match state {
        "" | "new" | "working" => return None,
        "not modified" | "same body" | "nothing new" => "nothing_new",
        "cut" => "cut",
        "stale" => "stale",
        "moved" => "moved",
        "dns" => "dns",
        "tls" => "tls",
        "timeout" => "timeout",
        "connection" | "truncated" | "protocol" => "connection",
        "robots" => "robots",
        "redirects" | "unsafe" => "redirects",
        "too large" | "bomb" => "too_large",
        "quota" | "refused: quota" | "refused: too fast" => "quota",
        "login" | "folder" | "file" | "settings" | "settings: selector" | "refused: key" => "settings",
        state if state.starts_with("robots: ") => "robots_unreadable",
        state if state.starts_with("http ") => "http",
        state if state.starts_with("blocked") => "blocked",
        state if state.starts_with("refused") => "refused",
        _ => "unreadable",
    })
}

#[cfg(test)]
mod tests {
    use dauys_model::SourceKind;

    use super::*;

    fn source(off: Option<&str>) -> Source {
        let id = SourceId::new("dala").unwrap();
        Source { off: off.map(str::to_owned), ..Source::new(id, "Дала", SourceKind::Feed, None) }
    }

    #[test]
    fn a_source_stands_in_one_way() {
        let on = source(None);
        let check =
            |state: &str, speaks, expected| assert_eq!(class(Some(&on), state, speaks), expected, "{state}");
        check("working", true, Class::Working);
        check("not modified", true, Class::Working);
        check("nothing new", false, Class::Silent);
        check("http 503", true, Class::Failed);
        check("parse: no feed", true, Class::Failed);
        check("what nobody knows", true, Class::Failed);
        check("blocked: captcha", true, Class::Blocked);
        check("robots", false, Class::Blocked);
        check("new", false, Class::Fresh);
        assert_eq!(class(Some(&source(Some("why"))), "working", true), Class::Off);
        assert_eq!(class(None, "imported", true), Class::Imported);
    }

    #[test]
    fn states_are_told_in_words_that_exist() {
        use crate::wording::Wording;
        use dauys_model::Interface;

        for state in [
            "dns",
            "tls",
            "timeout",
            "truncated",
            "http 404",
            "blocked: login",
            "bomb",
            "fault",
            "quota",
            "cut",
        ] {
            let key = format!("source_state.{}", reason_key(state).unwrap());
            assert!(
                Interface::ALL.iter().all(|language| Wording::of(*language).find(&key).is_some()),
                "{key}"
            );
        }
        assert_eq!(reason_key("working"), None);
    }
}
