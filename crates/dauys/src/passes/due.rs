//! When a source is due again: what a poll brought, put before [`dauys_watch::schedule`].

use dauys_model::{Source, SourceKind};
use dauys_store::SourceState;
use dauys_watch::State;
use dauys_watch::schedule::{self, Check, Learned, Next, Outcome, Settings};
use jiff::{SignedDuration, Timestamp};

use crate::passes::ask::{Heard, Said};

/// When `source` is due after what it said; `after` carries the state it is in now and what was learnt before.
pub(crate) fn next(
    source: &Source,
    after: &SourceState,
    said: &Said,
    new: &[Option<Timestamp>],
    now: Timestamp,
) -> Next {
    let learned: Learned =
        after.rhythm.as_deref().and_then(|rhythm| serde_json::from_str(rhythm).ok()).unwrap_or_default();
    let span = |span: std::time::Duration| SignedDuration::try_from(span).ok();
    let fresh_for = said.fresh_for.and_then(span);
    let outcome = match &said.trouble {
        Some(trouble) => Outcome::Failed {
            severity: State::of(&after.state).severity(),
            retry_after: trouble.retry_after().and_then(span),
        },
        None if said.heard != Heard::Fresh => Outcome::Unchanged { fresh_for },
        None => {
            // A source that is read from where the last walk ended has no window that could overflow.
            let window = if has_window(source) { said.drafts.len() + said.left_out as usize } else { 0 };
            Outcome::Heard { announced: u32::try_from(window).unwrap_or(u32::MAX), new, fresh_for }
        }
    };
    let check = Check { source: &source.id, at: now, outcome, every_minutes: source.every_minutes };
    schedule::next(&learned, &check, &Settings::default())
}

/// What is to be remembered of the rhythm.
pub(crate) fn remembered(learned: &Learned) -> Option<String> {
    serde_json::to_string(learned).ok()
}

/// Whether a source shows its newest items only, so that older ones are lost when it is asked too seldom.
fn has_window(source: &Source) -> bool {
    matches!(source.kind, SourceKind::Feed | SourceKind::List | SourceKind::Sitemap)
}
