//! The command line: what can be said, with an example for every command. What it does is in [`crate::commands`].

mod deliver;
mod digest;
mod saved;
mod search;
mod serve;
mod source;
mod topics;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use dauys_model::{Mark, PostId, SourceId};
use jiff::Timestamp;
use jiff::civil::Date;

pub(crate) use self::deliver::{
    DeliverArgs, DueAddArgs, DueArgs, DueCommand, DueListArgs, ReviewActs, ReviewArgs,
};
pub(crate) use self::digest::DigestArgs;
pub(crate) use self::saved::{
    AddArgs, ChangeArgs, NoticesArgs, SavedArgs, SavedCheckArgs, SavedCommand, SavedListArgs,
    SavedRemoveArgs, SavedShowArgs,
};
pub(crate) use self::search::{NeedWanted, SearchArgs, SearchFormat, SortWanted};
pub(crate) use self::serve::ServeArgs;
pub(crate) use self::source::{
    CheckArgs, ExportOpmlArgs, ImportOpmlArgs, ListArgs, MissedArgs, OpmlFolders, ProbeArgs, ProbeForm,
    Selection, SourceArgs, SourceCommand, TwinsArgs,
};
pub(crate) use self::topics::{Decide, SignalsArgs, TopicArgs, TopicsArgs};

/// Listens to what citizens of Kazakhstan raise in news and public posts, in Kazakh and Russian, and puts it before
/// those who must answer
#[derive(Debug, Parser)]
#[command(
    name = "dauys",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_help = "Begin with:\n  dauys demo             the main job on an invented week, offline\n  dauys run              all passes once, for cron\n  dauys search 'су жоқ'  full-text search\n\nExit codes: 0 all well · 1 we failed · 2 wrong usage · 3 finished, but some sources failed"
)]
pub(crate) struct Cli {
    /// Settings file; without it `config/dauys.toml` if there is one, else the built-in defaults
    #[arg(long, global = true, env = "DAUYS_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Data folder: the database and the index
    #[arg(long, global = true, env = "DAUYS_DATA", value_name = "DIR", default_value = "data/var")]
    pub(crate) data: PathBuf,
    /// Moment that stands in for the clock
    #[arg(long, global = true, value_name = "RFC3339")]
    pub(crate) now: Option<Timestamp>,
    /// Say more on stderr: -v a report per pass, -vv every source and item (never their texts)
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the main job offline on the bundled, invented week and print the day's digest
    #[command(after_help = "Example:\n  dauys demo\n  dauys demo --dir /tmp/week --lang ru")]
    Demo(DemoArgs),
    /// Run all passes once: poll, pull, read, group, signal, index, alert, deliver; one summary line, for cron
    #[command(after_help = "Example (crontab):\n  */15 * * * *  cd /srv/dauys && dauys run 2>>run.log")]
    Run,
    /// Ask the sources that are due and store what they announce
    #[command(
        after_help = "Examples:\n  dauys poll -v\n  dauys poll --source dala-habar --dry-run   # ask now, store nothing\n  dauys poll --region Риддер"
    )]
    Poll(PollArgs),
    /// Fetch the pages of items whose own text is missing or short
    #[command(after_help = "Example:\n  dauys pull -v")]
    Pull,
    /// Read items into posts: extraction, redaction, language, places, category
    #[command(
        after_help = "Example:\n  dauys read\n  dauys read --again   # everything kept, with the rules of today"
    )]
    Read(ReadArgs),
    /// Bring the search index up to the store
    #[command(after_help = "Example:\n  dauys index\n  dauys index --rebuild   # from the store alone")]
    Index(IndexArgs),
    /// Group posts into topics, and judge which counts are above their norm
    #[command(
        after_help = "Example:\n  dauys group\n  dauys group --again   # all days; identities are kept, signals judged anew"
    )]
    Group(GroupArgs),
    /// Search posts in Kazakh and Russian
    Search(Box<SearchArgs>),
    /// Keep searches, and be told of what is new or unusual in them
    Saved(SavedArgs),
    /// List what is raised
    #[command(
        after_help = "Example:\n  dauys topics --date 2026-11-22 --region Риддер\n  dauys topics --category hcs --json"
    )]
    Topics(TopicsArgs),
    /// Show one topic: its curve, places, voices and echo, quotes, why its texts are together; and decide about it
    #[command(
        after_help = "Examples:\n  dauys topic tabcdefghijk\n  dauys topic tabcdefghijk --together tlmnopqrstuv   # the other one is this one, for ever\n  dauys topic tabcdefghijk --apart 4711,4712         # these posts are another problem\n  dauys topic tabcdefghijk --not 4711                # this post does not belong here\n  dauys topic tabcdefghijk --withdraw 3              # what was decided as number 3\n\nA decision is obeyed by the next `dauys group` and by every later one; it also holds for what comes later."
    )]
    Topic(TopicArgs),
    /// List what is raised above its norm: the least probable first, with norm and chance
    #[command(
        after_help = "Examples:\n  dauys signals\n  dauys signals --date 2026-11-22 --region Риддер --all\n  dauys signals --category hcs --json\n\n`dauys run` and `dauys group` judge them. Signals of fewer voices than are shown to readers wait for --all."
    )]
    Signals(SignalsArgs),
    /// Write a day's digest
    #[command(
        after_help = "Examples:\n  dauys digest                                # today, to stdout\n  dauys digest --date 2026-11-22 -o digests/  # every subscription as HTML and Markdown\n  dauys digest --lang ru --format html > digest.html"
    )]
    Digest(DigestArgs),
    /// Send the digests that are due, once to each reader: by mail, Telegram, webhook, into a folder or a site
    #[command(
        after_help = "Examples:\n  dauys deliver                      # what is due by now; `dauys run` ends with it\n  dauys deliver --dry-run letters/   # the exact messages, into a folder\n  dauys deliver --subscription water --date 2026-11-21\n  dauys deliver --retry              # what may have arrived or was given up\n\nExit code 1: a message failed for good, or may have arrived or not."
    )]
    Deliver(DeliverArgs),
    /// Look at editions before they go out: approve, hold, leave topics out, annotate
    #[command(
        after_help = "Examples:\n  dauys review                       # what waits\n  dauys review 12                    # its topics, and what was done\n  dauys review 12 --drop tabcdefghijk --by editor\n  dauys review 12 --note tabcdefghijk 'Акимат ответил: ремонт до пятницы' --by editor\n  dauys review 12 --confirm tabcdefghijk official --by editor\n  dauys review 12 --approve --by editor\n\nWhatever is done after an approval takes it back."
    )]
    Review(ReviewArgs),
    /// Note which answers are waited for, so that digests tell of them
    Due(DueArgs),
    /// Say what we make of texts: language, terms, category, places, redaction; one JSON object a line, or a page
    #[command(
        after_help = "Examples:\n  echo 'Көшеде су жоқ' | dauys analyze\n  dauys analyze --json texts.jsonl   # objects with \"text\" and optional \"id\", \"title\", \"lang\"\n  dauys analyze --html --interface ru texts.jsonl -o texts.html   # for a person: every word coloured, with the reasons\n\nOffsets (`start`, `end`) count characters of the text, not bytes."
    )]
    Analyze(AnalyzeArgs),
    /// Bring data in
    Import(ImportArgs),
    /// Take data out
    Export(ExportArgs),
    /// Look at sources
    Source(SourceArgs),
    /// Serve the pages and the JSON interface of this installation
    #[command(
        after_help = "Examples:\n  dauys serve\n  dauys serve --listen 0.0.0.0:8080 --host dauys.example.kz   # behind a proxy that speaks TLS\n\nPasses may run at the same time. Ctrl-C or SIGTERM ends it when open requests are answered."
    )]
    Serve(ServeArgs),
    /// Say which gate, rule and threshold led a post where it is
    #[command(after_help = "Example:\n  dauys explain 4711")]
    Explain(ExplainArgs),
    /// Say what a post is, as a person sees it: for triage, and for judging our own judgement
    #[command(
        after_help = "Examples:\n  dauys mark 4711 complaint   # or news, notice, not_ours\n  dauys mark 4711 none        # takes the mark back"
    )]
    Mark(MarkArgs),
    /// Say how our judgement of posts agrees with the marks of persons
    #[command(after_help = "Example:\n  dauys evaluate")]
    Evaluate(EvaluateArgs),
    /// Tell an editor of frequent words and phrases in posts that raise a problem and have no category, or a weak one
    #[command(
        after_help = "Example:\n  dauys uncategorised --from 2026-11-01 --lang kk   # terms for data/lexicon/categories are chosen by a person"
    )]
    Uncategorised(UncategorisedArgs),
    /// Erase a post or a whole source everywhere
    #[command(after_help = "Examples:\n  dauys erase --post 4711\n  dauys erase --source dala-habar")]
    Erase(EraseArgs),
    /// Say whether all is well, and if not, what to do in which order
    #[command(after_help = "Example:\n  dauys doctor")]
    Doctor,
    /// Print shell completions
    #[command(after_help = "Example:\n  dauys completions bash > /etc/bash_completion.d/dauys")]
    Completions(CompletionsArgs),
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Where the demo keeps its database, index and digests; made anew on every run
    #[arg(long, value_name = "DIR", default_value = "data/var/demo")]
    pub(crate) dir: PathBuf,
    /// Language of the digest printed in the terminal
    #[arg(long, default_value = "kk")]
    pub(crate) lang: PageLanguage,
    /// Only serve the week as of --now, as a proxy at this address, until stopped
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) serve: Option<std::net::SocketAddr>,
}

#[derive(Debug, Args)]
pub(crate) struct PollArgs {
    /// Ask this source now, due or not, even when it is off; may be given again
    #[arg(long, value_name = "ID", value_parser = parse_source)]
    pub(crate) source: Vec<SourceId>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Ask and show what would be new, without storing anything
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// Read every item anew whose text or page is kept
    #[arg(long)]
    pub(crate) again: bool,
}

#[derive(Debug, Args)]
pub(crate) struct IndexArgs {
    /// Build the index anew from the store
    #[arg(long)]
    pub(crate) rebuild: bool,
}

#[derive(Debug, Args)]
pub(crate) struct GroupArgs {
    /// Group all days anew
    #[arg(long)]
    pub(crate) again: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AnalyzeArgs {
    /// File to read instead of stdin
    pub(crate) file: Option<PathBuf>,
    /// Lines are JSON objects; found out by looking when absent
    #[arg(long)]
    pub(crate) json: bool,
    /// Write one HTML page that shows what was understood of every word, and why; private data is nowhere in it
    #[arg(long)]
    pub(crate) html: bool,
    /// Language of the page; without it that of the first subscription
    #[arg(long, requires = "html")]
    pub(crate) interface: Option<PageLanguage>,
    /// File for the page instead of stdout
    #[arg(short, value_name = "FILE", requires = "html")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageLanguage {
    /// Kazakh
    Kk,
    /// Russian
    Ru,
    /// English
    En,
}

impl From<PageLanguage> for dauys_model::Interface {
    fn from(language: PageLanguage) -> Self {
        match language {
            PageLanguage::Kk => Self::Kazakh,
            PageLanguage::Ru => Self::Russian,
            PageLanguage::En => Self::English,
        }
    }
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  dauys import posts appeals.jsonl\n  dauys import posts comments.csv --skip-bad\n\nFields: \"source\", \"text\", \"published_at\" (RFC 3339); optional \"id\", \"url\", \"title\", \"author\" (counted, never\nkept), \"kind\", \"region\", \"place\". What is imported twice is stored once."
)]
pub(crate) struct ImportArgs {
    /// What to bring in
    pub(crate) what: ImportWhat,
    /// JSONL or CSV file; `-` for JSONL on stdin
    pub(crate) file: PathBuf,
    /// Report bad lines and go on, instead of stopping at the first
    #[arg(long)]
    pub(crate) skip_bad: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportWhat {
    /// Posts, one a line
    Posts,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  dauys export posts --format csv > posts.csv\n  dauys export statistics > figures.jsonl"
)]
pub(crate) struct ExportArgs {
    /// What to take out
    pub(crate) what: ExportWhat,
    /// Format
    #[arg(long, default_value = "jsonl")]
    pub(crate) format: ExportFormat,
    /// Of marks: with the title and the redacted text of each post
    #[arg(long)]
    pub(crate) with_text: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MarkArgs {
    /// The post's id, as search and export show it
    #[arg(value_parser = parse_post)]
    pub(crate) post: PostId,
    /// complaint, news, notice, not_ours, or none to take a mark back
    #[arg(value_parser = parse_mark)]
    pub(crate) mark: MarkOrNone,
}

/// A mark, or that there is to be none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MarkOrNone(pub(crate) Option<Mark>);

fn parse_mark(code: &str) -> Result<MarkOrNone, String> {
    match code {
        "none" => Ok(MarkOrNone(None)),
        code => code.parse().map(Some).map(MarkOrNone).map_err(|wrong: String| format!("{wrong}, none")),
    }
}

#[derive(Debug, Args)]
pub(crate) struct UncategorisedArgs {
    /// First civil day of Kazakhstan
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Date>,
    /// Last civil day of Kazakhstan
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<Date>,
    /// Posts in this language only: kk, ru, mixed
    #[arg(long)]
    pub(crate) lang: Option<dauys_model::Language>,
    /// How many terms of a language
    #[arg(long, default_value_t = 40)]
    pub(crate) limit: usize,
    /// One JSON object a term
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct EvaluateArgs {
    /// One JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportWhat {
    /// Posts
    Posts,
    /// Figures of official statistics
    Statistics,
    /// What persons said posts are, with our judgement beside it
    Marks,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// One object a line
    Jsonl,
    /// A table with a header
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The post's id, as search and export show it
    #[arg(value_parser = parse_post)]
    pub(crate) post: PostId,
    /// One JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct EraseArgs {
    /// Erase this post
    #[arg(long, value_parser = parse_post)]
    pub(crate) post: Option<PostId>,
    /// Erase this source with all its items
    #[arg(long, value_parser = parse_source)]
    pub(crate) source: Option<SourceId>,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

pub(crate) fn parse_from(when: &str) -> Result<Timestamp, String> {
    parse_when(when, dauys_model::day_start)
}

pub(crate) fn parse_to(when: &str) -> Result<Timestamp, String> {
    parse_when(when, dauys_model::day_end)
}

fn parse_when(when: &str, of_day: impl Fn(Date) -> Timestamp) -> Result<Timestamp, String> {
    if let Ok(moment) = when.parse::<Timestamp>() {
        return Ok(moment);
    }
    when.parse::<Date>()
        .map(of_day)
        .map_err(|_| "neither a day like 2026-11-22 nor a moment like 2026-11-22T07:50:00+05:00".to_owned())
}

pub(crate) fn parse_source(id: &str) -> Result<SourceId, String> {
    SourceId::new(id).map_err(|error| error.to_string())
}

pub(crate) fn parse_post(id: &str) -> Result<PostId, String> {
    id.parse().map(PostId).map_err(|_| "a post id is a whole number".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example() {
        fn check(command: &clap::Command, path: &str) {
            for command in command.get_subcommands() {
                let path = format!("{path} {}", command.get_name());
                if command.has_subcommands() {
                    check(command, &path);
                } else {
                    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
                    assert!(help.contains(&path), "`{path}` shows no example in its help");
                }
            }
        }
        check(&Cli::command(), "dauys");
    }
}
