//! What a program says of a search to be kept, and how a kept one and its notices are told.

use dauys_model::{
    Alert, News, Notice, QuietHours, SavedSearch, Schedule, SearchDraft, Told, Trigger, Weekdays,
    checked_name,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::failure::Failure;

/// Most voices that an alert can wait for.
const MOST_VOICES: u32 = 100_000;
/// The longest query, in characters.
const MOST_CHARS: usize = 1_000;

/// A search to be kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Су жоқ, Риддер", "query": "су жоқ region:Риддер",
    "alert": {
        "trigger": {"new": {"at_least": 5}}, "schedule": {"at": {"hour": 8, "days": ["mon", "fri"]}},
        "quiet": {"from": 22, "to": 7}
    }
}))]
pub(crate) struct SearchDraftBody {
    /// What people call it: one line of at most 120 characters, no name of a person.
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// The question in the query language, filters included; an alert sets no dates.
    #[schema(min_length = 1, max_length = 1000)]
    query: String,
    /// Whether what it asks for in one language is asked for in the other as well; `true` when absent.
    #[serde(default = "yes")]
    #[schema(default = true)]
    expanded: bool,
    /// When something of it is told; absent for a search that is merely kept.
    #[serde(default)]
    alert: Option<AlertBody>,
}

fn yes() -> bool {
    true
}

/// When something of a saved search is told.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AlertBody {
    /// What fires it.
    trigger: TriggerBody,
    /// When it is looked at.
    schedule: ScheduleBody,
    /// Hours of the civil day in which nothing is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quiet: Option<QuietBody>,
}

/// What fires an alert.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum TriggerBody {
    /// So many voices that no notice has told of yet.
    New {
        /// How many.
        #[schema(minimum = 1, maximum = 100000)]
        at_least: u32,
    },
    /// More voices on a day than the search's own norm lets expect.
    Unusual,
    /// The clock alone.
    Scheduled,
}

/// When an alert is looked at, in civil time of Kazakhstan.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ScheduleBody {
    /// At every whole quarter of an hour.
    EveryRun,
    /// At an hour of some days of the week.
    At {
        /// The hour.
        #[schema(maximum = 23)]
        hour: u8,
        /// The days by their first three English letters: mon, tue, wed, thu, fri, sat, sun.
        #[schema(min_items = 1)]
        days: Vec<String>,
    },
}

/// Hours in which nothing is told.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuietBody {
    /// The first quiet hour …
    #[schema(maximum = 23)]
    from: u8,
    /// … and the first that is not.
    #[schema(maximum = 23)]
    to: u8,
}

impl SearchDraftBody {
    /// What is to be kept, when every part of it can be meant.
    pub(crate) fn draft(self) -> Result<SearchDraft, Failure> {
        let query = self.query.trim();
        if query.is_empty() {
            return Err(Failure::Bad("`query`: a saved search needs a query".into()));
        }
        if query.chars().count() > MOST_CHARS {
            return Err(Failure::Bad(format!("`query` has {MOST_CHARS} characters at most")));
        }
        Ok(SearchDraft {
            name: checked_name(&self.name).map_err(|error| Failure::Bad(format!("`name`: {error}")))?,
            query: query.to_owned(),
            expanded: self.expanded,
            alert: self.alert.map(AlertBody::alert).transpose()?,
        })
    }
}

impl AlertBody {
    fn alert(self) -> Result<Alert, Failure> {
        let wrong = |error: dauys_model::InvalidAlert| Failure::Bad(format!("`alert`: {error}"));
        let trigger = match self.trigger {
            TriggerBody::New { at_least } if at_least > MOST_VOICES => {
                return Err(Failure::Bad(format!("`at_least` is {MOST_VOICES} at most")));
            }
            TriggerBody::New { at_least } => Trigger::New { at_least },
            TriggerBody::Unusual => Trigger::Unusual,
            TriggerBody::Scheduled => Trigger::Scheduled,
        };
        let schedule = match self.schedule {
            ScheduleBody::EveryRun => Schedule::EveryRun,
            ScheduleBody::At { hour, days } => Schedule::At {
                hour,
                days: Weekdays::of_codes(days.iter().map(String::as_str)).map_err(wrong)?,
            },
        };
        let quiet = self.quiet.map(|quiet| QuietHours { from: quiet.from, to: quiet.to });
        Alert::new(trigger, schedule, quiet).map_err(wrong)
    }

    fn of(alert: Alert) -> Self {
        Self {
            trigger: match alert.trigger {
                Trigger::New { at_least } => TriggerBody::New { at_least },
                Trigger::Unusual => TriggerBody::Unusual,
                Trigger::Scheduled => TriggerBody::Scheduled,
            },
            schedule: match alert.schedule {
                Schedule::EveryRun => ScheduleBody::EveryRun,
                Schedule::At { hour, days } => {
                    ScheduleBody::At { hour, days: days.codes().map(str::to_owned).collect() }
                }
            },
            quiet: alert.quiet.map(|quiet| QuietBody { from: quiet.from, to: quiet.to }),
        }
    }
}

/// A search that the office keeps.
#[derive(Serialize, ToSchema)]
pub(crate) struct SavedAnswer {
    /// Its number; lasting.
    id: i64,
    /// What people call it.
    name: String,
    /// The question, filters included.
    query: String,
    /// Whether both languages are asked for.
    expanded: bool,
    /// When something of it is told.
    alert: Option<AlertBody>,
    /// When it was made.
    #[schema(format = DateTime)]
    made_at: String,
    /// Up to when its rules were applied.
    #[schema(format = DateTime)]
    looked_at: Option<String>,
    /// When it is looked at next.
    #[schema(format = DateTime)]
    next_look_at: Option<String>,
    /// Notices of it that nobody has looked at.
    unseen: usize,
}

impl SavedAnswer {
    pub(crate) fn of(search: SavedSearch, unseen: usize, now: jiff::Timestamp) -> Self {
        let next = search.draft.alert.and_then(|alert| dauys_search::alert::next_look(&alert, now));
        Self {
            id: search.id.0,
            name: search.draft.name,
            query: search.draft.query,
            expanded: search.draft.expanded,
            alert: search.draft.alert.map(AlertBody::of),
            made_at: search.made_at.to_string(),
            looked_at: search.looked_at.map(|at| at.to_string()),
            next_look_at: next.map(|at| at.to_string()),
            unseen,
        }
    }
}

/// What a search tells.
#[derive(Serialize, ToSchema)]
pub(crate) struct ToldAnswer {
    /// The look at which it came about.
    #[schema(format = DateTime)]
    at: String,
    /// `new`, `unusual`, `usual` or `report`.
    news: &'static str,
    /// The voices meant.
    voices: u32,
    /// The civil day meant, of `unusual` and `usual`.
    #[schema(format = Date)]
    day: Option<String>,
    /// What was to be expected of that day.
    norm: Option<f64>,
    /// The chance of so many voices or more on such a day.
    chance: Option<f64>,
    /// Since when the voices are counted, of `new` and `report`.
    #[schema(format = DateTime)]
    since: Option<String>,
    /// The first day of the unusual stretch.
    #[schema(format = Date)]
    since_day: Option<String>,
    /// Whether the day had its notice already, and has doubled since.
    doubled: bool,
    /// Some of the posts meant, newest first.
    posts: Vec<i64>,
}

impl ToldAnswer {
    pub(crate) fn of(told: &Told) -> Self {
        let blank = |news, voices| Self {
            at: told.at.to_string(),
            news,
            voices,
            day: None,
            norm: None,
            chance: None,
            since: None,
            since_day: None,
            doubled: false,
            posts: told.posts.iter().map(|post| post.0).collect(),
        };
        match told.news {
            News::New { voices, since, doubled } => {
                Self { since: Some(since.to_string()), doubled, ..blank("new", voices) }
            }
            News::Unusual { day, voices, norm, chance, since } => Self {
                day: Some(day.to_string()),
                norm: Some(norm),
                chance: Some(chance),
                since_day: since.map(|day| day.to_string()),
                ..blank("unusual", voices)
            },
            News::Usual { day, voices, norm, since } => Self {
                day: Some(day.to_string()),
                norm: Some(norm),
                since_day: Some(since.to_string()),
                ..blank("usual", voices)
            },
            News::Report { voices, since } => {
                Self { since: Some(since.to_string()), ..blank("report", voices) }
            }
        }
    }
}

/// A notice as it is kept.
#[derive(Serialize, ToSchema)]
pub(crate) struct NoticeAnswer {
    /// Its number; lasting.
    id: i64,
    /// The search that tells it.
    search: i64,
    /// What is told.
    told: ToldAnswer,
    /// When somebody looked at it; absent while nobody has.
    #[schema(format = DateTime)]
    seen_at: Option<String>,
}

impl NoticeAnswer {
    pub(crate) fn of(notice: &Notice) -> Self {
        Self {
            id: notice.id.0,
            search: notice.search.0,
            told: ToldAnswer::of(&notice.told),
            seen_at: notice.seen_at.map(|at| at.to_string()),
        }
    }
}
