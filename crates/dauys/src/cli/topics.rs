//! What can be said to `topics`, `topic` and `signals`.

use clap::Args;
use dauys_model::PostId;
use jiff::civil::Date;

use super::{PageLanguage, parse_post};

#[derive(Debug, Args)]
pub(crate) struct TopicsArgs {
    /// Civil day of Kazakhstan; today by default
    #[arg(long, value_name = "DAY")]
    pub(crate) date: Option<Date>,
    /// Region, district or town, by name or KATO code
    #[arg(long)]
    pub(crate) region: Option<String>,
    /// Category or group of categories
    #[arg(long)]
    pub(crate) category: Option<String>,
    /// Show also topics with fewer voices than are shown to readers
    #[arg(long)]
    pub(crate) all: bool,
    /// Language of the titles; Russian by default
    #[arg(long)]
    pub(crate) lang: Option<PageLanguage>,
    /// One JSON object a topic
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SignalsArgs {
    /// Civil day of Kazakhstan; today by default
    #[arg(long, value_name = "DAY")]
    pub(crate) date: Option<Date>,
    /// Region, district or town, by name or KATO code
    #[arg(long)]
    pub(crate) region: Option<String>,
    /// Category or group of categories
    #[arg(long)]
    pub(crate) category: Option<String>,
    /// Show also signals with fewer voices than are shown to readers: for triage
    #[arg(long)]
    pub(crate) all: bool,
    /// One JSON object a signal
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TopicArgs {
    /// The topic's id, as `dauys topics` shows it
    pub(crate) id: String,
    /// Language of the title; Russian by default
    #[arg(long)]
    pub(crate) lang: Option<PageLanguage>,
    /// One JSON object
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) decide: Decide,
}

/// What is decided about a topic, at most one thing at a time.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct Decide {
    /// Another topic is this one: all its texts, past and future, are shown here
    #[arg(long, value_name = "ID")]
    pub(crate) together: Option<String>,
    /// Posts of this topic are another problem: they get a topic of their own and never come back
    #[arg(long, value_name = "POST,…", value_delimiter = ',', value_parser = parse_post)]
    pub(crate) apart: Vec<PostId>,
    /// A post of this topic, and what repeats it, does not belong to it
    #[arg(long, value_name = "POST", value_parser = parse_post)]
    pub(crate) not: Option<PostId>,
    /// Withdraw a decision about this topic; it stays on record
    #[arg(long, value_name = "DECISION")]
    pub(crate) withdraw: Option<i64>,
}
