//! A change of alarm is told once: the alarm as it was and the silence as it is in, what to tell out.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Silence;

/// Whether a source was told to be silent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    /// It speaks, or nothing was told.
    #[default]
    Speaks,
    /// It was told to be silent since then.
    Silent {
        /// Its last news before.
        since: Timestamp,
    },
}

/// What is to be told.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    /// It fell silent.
    FellSilent {
        /// The silence.
        silence: Silence,
    },
    /// It speaks again.
    SpeaksAgain {
        /// When it had fallen silent.
        silent_since: Timestamp,
        /// Its news after that, the latest of them.
        spoke_at: Timestamp,
    },
}

/// What is to be told at `now`, and the alarm from now on. A silence that goes on is told once, and so is its end; a
/// source that spoke and fell silent anew between two looks is told to be silent once more, since that is another
/// silence.
pub fn hear(alarm: Alarm, silence: &Silence, now: Timestamp) -> (Alarm, Option<Heard>) {
    let is_improbable = silence.is_improbable(now);
    match alarm {
        Alarm::Silent { since } if silence.since <= since => (alarm, None),
        _ if is_improbable => {
            (Alarm::Silent { since: silence.since }, Some(Heard::FellSilent { silence: *silence }))
        }
        Alarm::Silent { since } => {
            (Alarm::Speaks, Some(Heard::SpeaksAgain { silent_since: since, spoke_at: silence.since }))
        }
        Alarm::Speaks => (Alarm::Speaks, None),
    }
}
