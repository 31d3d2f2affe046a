//! The rules of alerts: what was found before and what was told before go in, what is to be told comes out. No clock, no
//! index; looks happen at the moments of the schedule, in their order, and nowhere else.

use std::collections::BTreeMap;

use dauys_model::{Alert, News, PostId, Told, Trigger, civil_day};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::moments::moments;
use super::norm::{LEAST_VOICES, USUAL};
use super::past::Past;

/// So long a voice stays new that came in late or waits for others; what is published earlier is archive, not news. A run
/// that comes after a longer pause looks at no more than this.
pub(super) const NEW_DAYS: i64 = 28;

/// What the rules remember of a search between looks.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Standing {
    /// The look that told last, or when the rules began.
    since: Timestamp,
    /// Voices by civil day that were told of, or were there before the rules began.
    told: BTreeMap<Date, u32>,
    /// The civil day of the last notice of new voices, and how many that day's notices told.
    #[serde(default)]
    today: Option<(Date, u32)>,
    /// The last civil day that was judged as a whole.
    judged: Date,
    /// The unusual stretch that goes on.
    #[serde(default)]
    stretch: Option<Stretch>,
}

#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
struct Stretch {
    since: Date,
    /// The voices of its largest day that was told.
    voices: u32,
}

impl Standing {
    /// The rules begin: what is there is known, what comes is new.
    pub fn begin(past: &Past, at: Timestamp) -> Self {
        let mut standing = Self {
            since: at,
            told: BTreeMap::new(),
            today: None,
            judged: civil_day(at).yesterday().unwrap_or_default(),
            stretch: None,
        };
        standing.tell(past, at);
        standing
    }

    /// Whether an unusual stretch goes on, and since when.
    pub fn unusual_since(&self) -> Option<Date> {
        self.stretch.map(|stretch| stretch.since)
    }

    /// Voices that no notice has told of, up to a moment.
    pub fn untold(&self, past: &Past, at: Timestamp) -> u32 {
        self.fresh(past, at).map(|(_, voices)| voices).sum()
    }

    fn fresh(&self, past: &Past, at: Timestamp) -> impl Iterator<Item = (Date, u32)> {
        newest_days(at).map(move |day| {
            let told = self.told.get(&day).copied().unwrap_or(0);
            (day, past.voices(day, at).saturating_sub(told))
        })
    }

    /// All voices up to a moment are told.
    fn tell(&mut self, past: &Past, at: Timestamp) {
        self.since = at;
        let counted = newest_days(at).map(|day| (day, past.voices(day, at)));
        self.told = counted.filter(|(_, voices)| *voices > 0).collect();
    }

    fn examples(&self, past: &Past, at: Timestamp) -> Vec<PostId> {
        let newest = |(day, voices): (Date, u32)| {
            past.posts(day, at).iter().rev().take(voices as usize).map(|find| find.post)
        };
        self.fresh(past, at).flat_map(newest).take(Told::EXAMPLES).collect()
    }
}

/// The civil days that can hold something new, the newest first.
fn newest_days(at: Timestamp) -> impl Iterator<Item = Date> {
    let today = civil_day(at);
    (0..=NEW_DAYS).filter_map(move |back| today.checked_sub(back.days()).ok())
}

/// Looks at every moment of the schedule after the first and up to the second; answers with what is remembered afterwards
/// and what is told.
pub fn look_through(
    alert: &Alert,
    past: &Past,
    mut standing: Standing,
    after: Timestamp,
    until: Timestamp,
) -> (Standing, Vec<Told>) {
    let oldest = until.checked_sub((24 * NEW_DAYS).hours()).unwrap_or(Timestamp::MIN);
    let mut told = Vec::new();
    for at in moments(alert, after.max(oldest), until) {
        match alert.trigger {
            Trigger::New { at_least } => told.extend(look_for_new(&mut standing, past, at, at_least)),
            Trigger::Scheduled => told.push(report(&mut standing, past, at)),
            Trigger::Unusual => told.extend(judge(&mut standing, past, at)),
        }
    }
    (standing, told)
}

/// New voices are told once a civil day, and again on that day when its notices would tell twice as many.
fn look_for_new(standing: &mut Standing, past: &Past, at: Timestamp, at_least: u32) -> Option<Told> {
    let voices = standing.untold(past, at);
    let today = civil_day(at);
    let told = standing.today.filter(|(day, _)| *day == today).map_or(0, |(_, told)| told);
    if voices < at_least.max(told).max(1) {
        return None;
    }
    let posts = standing.examples(past, at);
    let news = News::New { voices, since: standing.since, doubled: told > 0 };
    standing.today = Some((today, told + voices));
    standing.tell(past, at);
    Some(Told { at, news, posts })
}

fn report(standing: &mut Standing, past: &Past, at: Timestamp) -> Told {
    let news = News::Report { voices: standing.untold(past, at), since: standing.since };
    let posts = standing.examples(past, at);
    standing.tell(past, at);
    Told { at, news, posts }
}

/// Judges the days that ended since the last look, then the day so far. A day so far is held against the norm of whole
/// days: what is too much for a day is too much before it ends. Yesterday is judged once more, for what came in late.
///
/// Of one stretch a look tells the beginning or the largest day, not both, and its end if it has ended.
fn judge(standing: &mut Standing, past: &Past, at: Timestamp) -> Vec<Told> {
    let today = civil_day(at);
    let yesterday = today.yesterday().unwrap_or(today);
    let begun = civil_day(standing.since);
    let oldest = today.checked_sub(NEW_DAYS.days()).unwrap_or(today);
    let mut all: Vec<Told> = Vec::new();
    let mut day = standing.judged.tomorrow().unwrap_or(today).max(oldest);
    if day > yesterday && yesterday >= begun {
        day = yesterday;
    }
    while day <= today {
        if let Some(mut told) = exceeds(standing, past, day, at) {
            if let (News::Unusual { day, since, .. }, Some(News::Unusual { since: first, .. })) =
                (&mut told.news, all.last().map(|last| last.news))
            {
                let begun = standing.unusual_since().filter(|begun| begun != day);
                *since = first.or(begun);
                all.pop();
            }
            all.push(told);
        }
        if day < today && day > standing.judged {
            all.extend(ends(standing, past, day, at));
            standing.judged = day;
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    all
}

/// Whether a day begins an unusual stretch, or doubles the largest of the one that goes on.
fn exceeds(standing: &mut Standing, past: &Past, day: Date, at: Timestamp) -> Option<Told> {
    let voices = past.voices(day, at);
    if voices < LEAST_VOICES {
        return None;
    }
    let norm = past.norm(day)?;
    let since = match standing.stretch {
        None if voices < norm.limit => return None,
        Some(stretch) if voices < stretch.voices.saturating_mul(2) || voices < norm.limit => return None,
        stretch => stretch.map(|stretch| stretch.since),
    };
    standing.stretch = Some(Stretch { since: since.unwrap_or(day), voices });
    let news = News::Unusual { day, voices, norm: norm.expected, chance: norm.chance(voices), since };
    Some(Told { at, news, posts: examples_of(past, day, at) })
}

/// Whether a whole day ends the stretch.
fn ends(standing: &mut Standing, past: &Past, day: Date, at: Timestamp) -> Option<Told> {
    let stretch = standing.stretch?;
    let norm = past.norm(day)?;
    let voices = past.voices(day, at);
    if norm.chance(voices) < USUAL {
        return None;
    }
    standing.stretch = None;
    let news = News::Usual { day, voices, norm: norm.expected, since: stretch.since };
    Some(Told { at, news, posts: examples_of(past, day, at) })
}

fn examples_of(past: &Past, day: Date, at: Timestamp) -> Vec<PostId> {
    past.posts(day, at).iter().rev().take(Told::EXAMPLES).map(|find| find.post).collect()
}
