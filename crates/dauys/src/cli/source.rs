//! What can be said of sources: how they are chosen, looked at, checked and exchanged.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use dauys_model::{Language, SourceId};

use crate::cli::parse_source;

#[derive(Debug, Args)]
pub(crate) struct SourceArgs {
    #[command(subcommand)]
    pub(crate) command: SourceCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SourceCommand {
    /// Say what we make of a site, feed, list or page; nothing is stored unless --add says so
    #[command(
        after_help = "Examples:\n  dauys source probe https://dala.example/           # how can this site be listened to?\n  dauys source probe https://dala.example/ --add     # and add it to config/sources.toml\n  dauys source probe saved.html --as page --url https://dala.example/news/1 --json"
    )]
    Probe(ProbeArgs),
    /// List the configured sources and how they fare
    #[command(after_help = "Example:\n  dauys source list --region Риддер --json")]
    List(ListArgs),
    /// Ask sources now, without storing anything, and say how each answers and what to do
    #[command(
        after_help = "Example:\n  dauys source check dala-habar\n  dauys source check            # all that are on\n  dauys source check --saved    # read the pages again that `source probe --add` kept"
    )]
    Check(CheckArgs),
    /// Find sources that are the same feed, hold one another, or reprint one another
    #[command(after_help = "Example:\n  dauys source twins")]
    Twins(TwinsArgs),
    /// Hold what aggregators saw against what was heard: which outlets are missed
    #[command(after_help = "Example:\n  dauys source missed --days 7")]
    Missed(MissedArgs),
    /// Add the feeds of an OPML list that are not known yet, off until you have looked at them
    #[command(after_help = "Example:\n  dauys source import-opml feeds.opml --dry-run")]
    ImportOpml(ImportOpmlArgs),
    /// Write the feeds of the settings as OPML, for feed readers
    #[command(after_help = "Example:\n  dauys source export-opml --by region > dauys.opml")]
    ExportOpml(ExportOpmlArgs),
}

#[derive(Debug, Args)]
pub(crate) struct TwinsArgs {
    /// One JSON object a pair
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MissedArgs {
    /// Of the last so many days
    #[arg(long, default_value_t = 7)]
    pub(crate) days: u32,
    /// One JSON object an outlet
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ImportOpmlArgs {
    /// OPML file
    pub(crate) file: PathBuf,
    /// Leave the added feeds on
    #[arg(long)]
    pub(crate) on: bool,
    /// Print the entries instead of adding them
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExportOpmlArgs {
    /// By what feeds are put into folders
    #[arg(long, default_value = "none")]
    pub(crate) by: OpmlFolders,
    #[command(flatten)]
    pub(crate) selection: Selection,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OpmlFolders {
    /// No folders
    None,
    /// A folder a region
    Region,
    /// A folder a language
    Language,
    /// A folder for news, comments, appeals, notices
    Kind,
}

#[derive(Debug, Args)]
pub(crate) struct ProbeArgs {
    /// Web address or local file
    pub(crate) target: String,
    /// What it is, instead of finding out by looking
    #[arg(long = "as", value_name = "FORM")]
    pub(crate) form: Option<ProbeForm>,
    /// Address that relative links of a local file start from
    #[arg(long, value_name = "BASE")]
    pub(crate) url: Option<url::Url>,
    /// One JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// Add what was found to the file of sources, and keep its page for `source check --saved`
    #[arg(long)]
    pub(crate) add: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProbeForm {
    /// RSS, Atom, RDF or JSON Feed
    Feed,
    /// An article
    Page,
    /// A sitemap or news sitemap
    Sitemap,
    /// A page that lists articles
    List,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// One JSON object a source
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Source ids; all that are on when absent
    #[arg(value_parser = parse_source)]
    pub(crate) ids: Vec<SourceId>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Ask nobody: read the kept pages again and tell what is read differently
    #[arg(long)]
    pub(crate) saved: bool,
    /// One JSON object a source
    #[arg(long)]
    pub(crate) json: bool,
}

/// A collection of sources: those that fit all that is said.
#[derive(Debug, Default, Args)]
pub(crate) struct Selection {
    /// Sources that speak for this region, district or town, by name or KATO code
    #[arg(long)]
    pub(crate) region: Option<String>,
    /// Sources expected in this language: kk, ru
    #[arg(long)]
    pub(crate) lang: Option<Language>,
    /// Sources of this kind: feed, list, sitemap, wordpress, youtube, …
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// Sources that name this collection
    #[arg(long)]
    pub(crate) collection: Option<String>,
    /// Sources that are off too
    #[arg(long)]
    pub(crate) off: bool,
}

impl Selection {
    /// Whether nothing is said.
    pub(crate) fn is_all(&self) -> bool {
        self.region.is_none() && self.lang.is_none() && self.kind.is_none() && self.collection.is_none()
    }
}

impl std::fmt::Display for Selection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let said = [
            ("in region", self.region.clone()),
            ("in language", self.lang.map(|language| language.to_string())),
            ("of kind", self.kind.clone()),
            ("in collection", self.collection.clone()),
        ];
        let said = said.into_iter().filter_map(|(what, value)| Some(format!("{what} `{}`", value?)));
        formatter.write_str(&said.collect::<Vec<_>>().join(" and "))
    }
}
