//! What can be said of saved searches: one set of words for keeping a search and for changing it.

use clap::{Args, Subcommand};
use dauys_model::{Alert, InvalidAlert, QuietHours, Schedule, SearchDraft, Trigger, Weekdays, checked_name};

#[derive(Debug, Args)]
pub(crate) struct SavedArgs {
    #[command(subcommand)]
    pub(crate) command: SavedCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SavedCommand {
    /// Keep a search under a name, with an alert or without; --dry-run tells what the alert would have told
    #[command(
        after_help = "Examples:\n  dauys saved add 'Су, Риддер' 'су жоқ region:Риддер' --alert new:5\n  dauys saved add Отопление 'отопление -плановое' --alert unusual --quiet 22-07 --dry-run\n  dauys saved add Дороги 'дорога category:transport/roads' --alert scheduled --at 8 --days mon,fri\n\nFilters are part of the query. An alert without --at is looked at every quarter of an hour."
    )]
    Add(AddArgs),
    /// List the saved searches, how they stand and when they are looked at next
    #[command(after_help = "Example:\n  dauys saved list --json")]
    List(SavedListArgs),
    /// Show a saved search: its alert, its last 30 days, what it told
    #[command(after_help = "Example:\n  dauys saved show 'Су, Риддер'")]
    Show(SavedShowArgs),
    /// Change a saved search; what is not said stays. With another query or trigger the alert begins anew
    #[command(
        after_help = "Examples:\n  dauys saved change 3 --alert new:10 --dry-run\n  dauys saved change 'Су, Риддер' --name 'Су, Шығыс' --query 'су жоқ region:Шығыс'\n  dauys saved change 3 --no-alert"
    )]
    Change(ChangeArgs),
    /// Remove a saved search with its notices
    #[command(after_help = "Example:\n  dauys saved remove 'Су, Риддер'")]
    Remove(SavedRemoveArgs),
    /// Look at the saved searches that are due, as every `dauys run` does after indexing
    #[command(after_help = "Example:\n  dauys saved check")]
    Check(SavedCheckArgs),
    /// List what saved searches told, the newest first
    #[command(
        after_help = "Examples:\n  dauys saved notices --unseen\n  dauys saved notices --search 'Су, Риддер' --json\n  dauys saved notices --unseen --seen   # and mark them as seen"
    )]
    Notices(NoticesArgs),
}

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// What people call it
    pub(crate) name: String,
    /// The query, filters included
    pub(crate) query: String,
    /// Do not search in the other language as well
    #[arg(long)]
    pub(crate) no_expand: bool,
    #[command(flatten)]
    pub(crate) alert: AlertArgs,
    /// Tell what the alert would have told in the last 30 days, and keep nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// One JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

/// When an alert fires.
#[derive(Debug, Args)]
pub(crate) struct AlertArgs {
    /// What fires it: new:NUMBER of voices not told of yet, an unusual day, or the clock alone (scheduled)
    #[arg(long, value_name = "TRIGGER")]
    pub(crate) alert: Option<Trigger>,
    /// Look at this hour of the day in Kazakhstan, instead of every quarter of an hour
    #[arg(long, value_name = "HOUR", value_parser = clap::value_parser!(u8).range(0..24))]
    pub(crate) at: Option<u8>,
    /// On these days of the week only: mon,tue,wed,thu,fri,sat,sun
    #[arg(long, value_name = "DAYS", requires = "at")]
    pub(crate) days: Option<Weekdays>,
    /// Hours in which nothing is told, like 22-07
    #[arg(long, value_name = "FROM-TO")]
    pub(crate) quiet: Option<QuietHours>,
}

#[derive(Debug, Args)]
pub(crate) struct SavedListArgs {
    /// One JSON object a search
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SavedShowArgs {
    /// Its name or number
    pub(crate) search: String,
    /// One JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeArgs {
    /// Its name or number
    pub(crate) search: String,
    /// A new name
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// A new query, filters included
    #[arg(long)]
    pub(crate) query: Option<String>,
    /// Whether to search in the other language as well
    #[arg(long, value_name = "true|false")]
    pub(crate) expand: Option<bool>,
    #[command(flatten)]
    pub(crate) alert: AlertArgs,
    /// Keep the search without an alert
    #[arg(long, conflicts_with_all = ["alert", "at", "days", "quiet", "every_run", "no_quiet"])]
    pub(crate) no_alert: bool,
    /// Look every quarter of an hour
    #[arg(long, conflicts_with = "at")]
    pub(crate) every_run: bool,
    /// No quiet hours
    #[arg(long, conflicts_with = "quiet")]
    pub(crate) no_quiet: bool,
    /// Tell what the alert would have told in the last 30 days, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// One JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SavedRemoveArgs {
    /// Its name or number
    pub(crate) search: String,
}

#[derive(Debug, Args)]
pub(crate) struct SavedCheckArgs {
    /// One JSON object a notice
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct NoticesArgs {
    /// Those of one search, by name or number
    #[arg(long)]
    pub(crate) search: Option<String>,
    /// Those that nobody has looked at
    #[arg(long)]
    pub(crate) unseen: bool,
    /// Mark those that are listed as seen
    #[arg(long)]
    pub(crate) seen: bool,
    /// Most notices
    #[arg(long, default_value_t = 50)]
    pub(crate) limit: u32,
    /// One JSON object a notice
    #[arg(long)]
    pub(crate) json: bool,
}

impl AlertArgs {
    fn schedule(&self) -> Option<Schedule> {
        self.at.map(|hour| Schedule::At { hour, days: self.days.unwrap_or(Weekdays::ALL) })
    }
}

impl AddArgs {
    /// What is said of the search.
    pub(crate) fn draft(&self) -> Result<SearchDraft, InvalidAlert> {
        let said = &self.alert;
        let alert = match said.alert {
            Some(trigger) => {
                Some(Alert::new(trigger, said.schedule().unwrap_or(Schedule::EveryRun), said.quiet)?)
            }
            None if said.at.is_some() || said.quiet.is_some() => {
                return Err(InvalidAlert("--at, --days and --quiet belong to an --alert".into()));
            }
            None => None,
        };
        Ok(SearchDraft {
            name: checked_name(&self.name)?,
            query: self.query.trim().to_owned(),
            expanded: !self.no_expand,
            alert,
        })
    }
}

impl ChangeArgs {
    /// What was said of the search, with what is said now.
    pub(crate) fn draft(&self, before: &SearchDraft) -> Result<SearchDraft, InvalidAlert> {
        let said = &self.alert;
        let is_said = said.alert.is_some()
            || said.at.is_some()
            || said.quiet.is_some()
            || self.every_run
            || self.no_quiet;
        let alert = match (before.alert, said.alert) {
            _ if self.no_alert => None,
            (alert, None) if !is_said => alert,
            (None, None) => {
                return Err(InvalidAlert(
                    "the search has no alert yet: say what fires it with --alert".into(),
                ));
            }
            (kept, trigger) => {
                let schedule = match kept {
                    Some(kept) if !self.every_run => kept.schedule,
                    _ => Schedule::EveryRun,
                };
                let quiet = kept.and_then(|kept| kept.quiet).filter(|_| !self.no_quiet);
                let trigger = trigger.or(kept.map(|kept| kept.trigger));
                let trigger = trigger.unwrap_or(Trigger::New { at_least: 1 });
                Some(Alert::new(trigger, said.schedule().unwrap_or(schedule), said.quiet.or(quiet))?)
            }
        };
        Ok(SearchDraft {
            name: self.name.as_deref().map_or_else(|| Ok(before.name.clone()), checked_name)?,
            query: self.query.as_ref().map_or_else(|| before.query.clone(), |query| query.trim().to_owned()),
            expanded: self.expand.unwrap_or(before.expanded),
            alert,
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Command};

    fn said(arguments: &[&str]) -> SavedCommand {
        let all = ["dauys", "saved"].iter().chain(arguments);
        match Cli::try_parse_from(all).unwrap().command {
            Command::Saved(arguments) => arguments.command,
            other => panic!("{other:?}"),
        }
    }

    fn added(arguments: &[&str]) -> Result<SearchDraft, InvalidAlert> {
        let SavedCommand::Add(arguments) = said(&[&["add", "Су", " су жоқ "], arguments].concat())
        else {
            panic!("no `add`")
        };
        arguments.draft()
    }

    #[test]
    fn a_search_is_kept_as_it_is_said() {
        assert_eq!(added(&[]).unwrap().alert, None);
        let draft =
            added(&["--alert", "new:5", "--at", "8", "--days", "mon,fri", "--quiet", "22-07"]).unwrap();
        assert_eq!((draft.query.as_str(), draft.expanded), ("су жоқ", true));
        let days = "mon,fri".parse().unwrap();
        let quiet = Some(QuietHours { from: 22, to: 7 });
        let alert =
            Alert { trigger: Trigger::New { at_least: 5 }, schedule: Schedule::At { hour: 8, days }, quiet };
        assert_eq!(draft.alert, Some(alert));
        assert!(added(&["--alert", "scheduled"]).is_err(), "a report without an hour");
        assert!(added(&["--at", "8"]).is_err(), "an hour for nothing");
    }

    #[test]
    fn what_is_not_said_stays() {
        let before = added(&["--alert", "new:5", "--at", "8", "--quiet", "22-07"]).unwrap();
        let changed = |arguments: &[&str]| {
            let SavedCommand::Change(arguments) = said(&[&["change", "Су"], arguments].concat()) else {
                panic!("no `change`")
            };
            arguments.draft(&before)
        };
        assert_eq!(changed(&[]).unwrap(), before);
        let alert = changed(&["--alert", "unusual"]).unwrap().alert.unwrap();
        assert_eq!((alert.trigger, alert.quiet), (Trigger::Unusual, before.alert.unwrap().quiet));
        let alert = changed(&["--every-run", "--no-quiet"]).unwrap().alert.unwrap();
        assert_eq!((alert.schedule, alert.quiet), (Schedule::EveryRun, None));
        assert_eq!(changed(&["--no-alert"]).unwrap().alert, None);
        let renamed = changed(&["--name", "Вода", "--expand", "false"]).unwrap();
        assert_eq!((renamed.name.as_str(), renamed.expanded, renamed.alert), ("Вода", false, before.alert));
        assert!(changed(&["--every-run", "--alert", "scheduled"]).is_err());
    }
}
