//! The one form of a saved search: what stands in it as typed, and what it says when every field can be read.

use std::ops::Range;

use dauys_model::{Alert, QuietHours, Schedule, SearchDraft, Trigger, Weekdays, checked_name};
use dauys_text::person::Refused;

use super::said;
use crate::frame::Frame;
use crate::params::Params;

/// Most voices that an alert can wait for.
const MOST_VOICES: u32 = 100_000;
/// The longest query, in characters.
const MOST_CHARS: usize = 1_000;

/// What stands in the form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Form {
    pub(super) name: String,
    pub(super) query: String,
    pub(super) expanded: bool,
    /// `none`, or the code of a trigger.
    pub(super) trigger: String,
    pub(super) at_least: String,
    pub(super) is_at: bool,
    hour: u8,
    days: Vec<String>,
    pub(super) is_quiet: bool,
    quiet_from: u8,
    quiet_to: u8,
}

/// A value that can be chosen.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// Why a form cannot be taken as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    /// A field; the key of what is wrong with it.
    Field(&'static str),
    /// The query, at one of its characters, with what the search says of it.
    Query { fault: dauys_search::Fault, at: Range<usize> },
    /// The query, or the name, is only a person's.
    Person(Refused),
}

impl Form {
    /// A form nobody has typed into, with a query that was brought along.
    pub(super) fn new(query: &str) -> Self {
        let query: String = query.trim().chars().take(MOST_CHARS).collect();
        Self {
            name: query.chars().filter(|character| !character.is_control()).take(60).collect(),
            query,
            expanded: true,
            trigger: "new".into(),
            at_least: "5".into(),
            is_at: false,
            hour: 8,
            days: Weekdays::ALL.into(),
            is_quiet: false,
            quiet_from: 22,
            quiet_to: 7,
        }
    }

    /// The form of a search that is kept.
    pub(super) fn of(draft: &SearchDraft) -> Self {
        let mut form = Self { name: draft.name.clone(), expanded: draft.expanded, ..Self::new(&draft.query) };
        let Some(alert) = draft.alert else {
            form.trigger = "none".into();
            return form;
        };
        form.trigger = alert.trigger.code().into();
        if let Trigger::New { at_least } = alert.trigger {
            form.at_least = at_least.to_string();
        }
        if let Schedule::At { hour, days } = alert.schedule {
            (form.is_at, form.hour, form.days) = (true, hour, days.into());
        }
        if let Some(quiet) = alert.quiet {
            (form.is_quiet, form.quiet_from, form.quiet_to) = (true, quiet.from, quiet.to);
        }
        form
    }

    /// What was sent.
    pub(super) fn sent(params: &Params) -> Self {
        let text = |name: &str| params.get(name).unwrap_or_default().trim().to_owned();
        let hour = |name: &str, usual: u8| {
            params.get(name).and_then(|hour| hour.parse().ok()).filter(|hour| *hour < 24).unwrap_or(usual)
        };
        Self {
            name: text("name"),
            query: text("query"),
            expanded: params.get("expanded").is_some(),
            trigger: text("trigger"),
            at_least: text("at_least"),
            is_at: params.get("schedule") == Some("at"),
            hour: hour("hour", 8),
            days: params.all("day").map(str::to_owned).collect(),
            is_quiet: params.get("quiet").is_some(),
            quiet_from: hour("quiet_from", 22),
            quiet_to: hour("quiet_to", 7),
        }
    }

    /// What the form says.
    pub(super) fn draft(&self) -> Result<SearchDraft, Fault> {
        let name = checked_name(&self.name).map_err(|_| Fault::Field("saved.fault_name"))?;
        if self.query.is_empty() {
            return Err(Fault::Field("saved.fault_query"));
        }
        Ok(SearchDraft {
            name,
            query: self.query.chars().take(MOST_CHARS).collect(),
            expanded: self.expanded,
            alert: self.alert()?,
        })
    }

    fn alert(&self) -> Result<Option<Alert>, Fault> {
        let trigger = match self.trigger.as_str() {
            "new" => {
                let at_least = self.at_least.parse().ok().filter(|n| (1..=MOST_VOICES).contains(n));
                Trigger::New { at_least: at_least.ok_or(Fault::Field("saved.fault_number"))? }
            }
            "unusual" => Trigger::Unusual,
            "scheduled" => Trigger::Scheduled,
            _ => return Ok(None),
        };
        let schedule = if self.is_at {
            let days = Weekdays::of_codes(self.days.iter().map(String::as_str));
            Schedule::At { hour: self.hour, days: days.map_err(|_| Fault::Field("saved.fault_days"))? }
        } else if trigger == Trigger::Scheduled {
            return Err(Fault::Field("saved.fault_hour"));
        } else {
            Schedule::EveryRun
        };
        let quiet = self.is_quiet.then_some(QuietHours { from: self.quiet_from, to: self.quiet_to });
        Alert::new(trigger, schedule, quiet).map(Some).map_err(|_| Fault::Field("saved.fault_quiet"))
    }

    /// The hours of the day to look at.
    pub(super) fn hours(&self) -> Vec<Choice> {
        hours(self.hour)
    }

    /// The hours that quiet can begin at.
    pub(super) fn quiet_froms(&self) -> Vec<Choice> {
        hours(self.quiet_from)
    }

    /// The hours that quiet can end at.
    pub(super) fn quiet_tos(&self) -> Vec<Choice> {
        hours(self.quiet_to)
    }

    /// The days of the week.
    pub(super) fn weekdays(&self, frame: &Frame) -> Vec<Choice> {
        let day = |code: &str| Choice {
            value: code.to_owned(),
            name: said::day_name(frame, code),
            chosen: self.days.iter().any(|day| day == code),
        };
        Weekdays::ALL.codes().map(day).collect()
    }
}

fn hours(chosen: u8) -> Vec<Choice> {
    let choice =
        |hour: u8| Choice { value: hour.to_string(), name: format!("{hour:02}:00"), chosen: hour == chosen };
    (0..24).map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(body: &str) -> Result<SearchDraft, Fault> {
        Form::sent(&Params::of(body)).draft()
    }

    #[test]
    fn a_form_says_what_was_chosen() {
        let draft = sent("name=+Су+&query=%D1%81%D1%83&expanded=1&trigger=new&at_least=5&schedule=at&hour=8&day=mon&day=fri&quiet=1&quiet_from=22&quiet_to=7").unwrap();
        assert_eq!((draft.name.as_str(), draft.query.as_str(), draft.expanded), ("Су", "су", true));
        assert_eq!(Form::of(&draft).draft().unwrap(), draft);
        assert_eq!(draft.alert.unwrap().to_owned().quiet.unwrap().to_string(), "22-07");
        let kept = sent("name=a&query=b&trigger=none").unwrap();
        assert_eq!((kept.alert, kept.expanded), (None, false));
        assert_eq!(Form::of(&kept).draft().unwrap(), kept);
    }

    #[test]
    fn what_cannot_be_meant_is_named() {
        for (body, key) in [
            ("query=b", "saved.fault_name"),
            ("name=a%0Ab&query=b", "saved.fault_name"),
            ("name=a&query=+", "saved.fault_query"),
            ("name=a&query=b&trigger=new&at_least=0", "saved.fault_number"),
            ("name=a&query=b&trigger=new&at_least=many", "saved.fault_number"),
            ("name=a&query=b&trigger=unusual&schedule=at", "saved.fault_days"),
            ("name=a&query=b&trigger=unusual&schedule=at&day=someday", "saved.fault_days"),
            ("name=a&query=b&trigger=scheduled", "saved.fault_hour"),
            ("name=a&query=b&trigger=unusual&quiet=1&quiet_from=7&quiet_to=7", "saved.fault_quiet"),
        ] {
            assert_eq!(sent(body), Err(Fault::Field(key)), "{body}");
        }
    }

    #[test]
    fn a_query_brought_along_is_a_name_to_begin_with() {
        let form = Form::new("су жоқ region:Риддер");
        assert_eq!(form.name, "су жоқ region:Риддер");
        assert!(form.draft().unwrap().alert.is_some());
    }
}
