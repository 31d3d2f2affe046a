//! What can be said to `deliver`, `review` and `due`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

#[derive(Debug, Args)]
pub(crate) struct DeliverArgs {
    /// Write the exact messages into this folder; nothing is sent and nothing is kept
    #[arg(long, value_name = "DIR", conflicts_with = "retry")]
    pub(crate) dry_run: Option<PathBuf>,
    /// This subscription alone
    #[arg(long, value_name = "ID")]
    pub(crate) subscription: Option<String>,
    /// The edition for this civil day (or the week or month it lies in), whatever the hour
    #[arg(long, value_name = "DAY")]
    pub(crate) date: Option<Date>,
    /// Send again what may have arrived or was given up: of the last three days, or of --date
    #[arg(long)]
    pub(crate) retry: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    /// The edition's number; without it, and with --list, those that wait are listed
    pub(crate) edition: Option<i64>,
    /// List the editions that wait for an editor or have not left
    #[arg(long, conflicts_with = "edition")]
    pub(crate) list: bool,
    #[command(flatten)]
    pub(crate) act: ReviewActs,
    /// The account that does it: a desk of `[review] accounts`, never a person
    #[arg(long, value_name = "ACCOUNT")]
    pub(crate) by: Option<String>,
    /// JSON: one object an edition, or one edition with its topics and what was done
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is done with an edition, at most one thing at a time.
#[derive(Debug, Args)]
#[group(multiple = false, requires = "by")]
pub(crate) struct ReviewActs {
    /// It may go out as it stands
    #[arg(long, requires = "edition")]
    pub(crate) approve: bool,
    /// It waits
    #[arg(long, requires = "edition")]
    pub(crate) hold: bool,
    /// Leave a topic out
    #[arg(long, value_name = "TOPIC", requires = "edition")]
    pub(crate) drop: Option<String>,
    /// Tell a topic again that was left out
    #[arg(long, value_name = "TOPIC", requires = "edition")]
    pub(crate) restore: Option<String>,
    /// Say something of a topic in the desk's own words; an empty TEXT takes it back
    #[arg(long, num_args = 2, value_names = ["TOPIC", "TEXT"], requires = "edition")]
    pub(crate) note: Option<Vec<String>>,
    /// Say how sure a topic is: unverified, partly, official
    #[arg(long, num_args = 2, value_names = ["TOPIC", "HOW"], requires = "edition")]
    pub(crate) confirm: Option<Vec<String>>,
}

#[derive(Debug, Args)]
pub(crate) struct DueArgs {
    #[command(subcommand)]
    pub(crate) command: DueCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DueCommand {
    /// Wait for an answer: digests tell of it a week before its day, and when it is overdue
    #[command(
        after_help = "Example:\n  dauys due add 2026-12-10 'Ответ акимата о воде' --topic tabcdefghijk"
    )]
    Add(DueAddArgs),
    /// List the answers waited for
    #[command(
        after_help = "Example:\n  dauys due list\n  dauys due list --all --json   # those that came, too"
    )]
    List(DueListArgs),
    /// Note that an answer came
    #[command(after_help = "Example:\n  dauys due answered 3\n  dauys due answered 3 --date 2026-12-08")]
    Answered(DueAnsweredArgs),
}

#[derive(Debug, Args)]
pub(crate) struct DueAddArgs {
    /// Until which civil day
    pub(crate) day: Date,
    /// What was asked or promised, and of which body: one line; private data is hidden before it is kept
    pub(crate) what: String,
    /// The topic it is about
    #[arg(long, value_name = "ID")]
    pub(crate) topic: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DueListArgs {
    /// Those that came, too
    #[arg(long)]
    pub(crate) all: bool,
    /// One JSON object an answer
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DueAnsweredArgs {
    /// Its number, as `dauys due list` shows it
    pub(crate) number: i64,
    /// The civil day on which it came; today by default
    #[arg(long, value_name = "DAY")]
    pub(crate) date: Option<Date>,
}
