//! What can be said to `search`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use dauys_model::{Kind, Language, PostId, SourceId};
use jiff::Timestamp;

use super::{parse_from, parse_post, parse_source, parse_to};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  dauys search 'су жоқ' --region Қостанай --from 2026-11-16\n  dauys search '\"нет света\" -плановое' --kind comment --kind appeal --sort newest --facets\n  dauys search 'су жоқ' --need all --limit 100000 -o water.xlsx   # also .csv .jsonl .json\n  dauys search --similar 4711\n  dauys search --batch queries.jsonl > hits.jsonl   # one {\"query\":…} a line\n  dauys search --batch queries.csv -o hits.xlsx     # a column `query`, filters in columns of their names\n\nRegions go by name in either language or by KATO code; categories by id (hcs, hcs/water). A filter given again widens it.\nTables in CSV and JSON lines have their method note beside them: NAME.method.txt; a workbook holds it."
)]
pub(crate) struct SearchArgs {
    /// Words, "phrases", -without, OR, brackets
    #[arg(required_unless_present_any = ["batch", "similar"])]
    pub(crate) query: Option<String>,
    /// Published on or after: a day or an RFC 3339 moment
    #[arg(long, value_name = "WHEN", value_parser = parse_from)]
    pub(crate) from: Option<Timestamp>,
    /// Published on or before: a day, included, or before an RFC 3339 moment
    #[arg(long, value_name = "WHEN", value_parser = parse_to)]
    pub(crate) to: Option<Timestamp>,
    /// Language of the post: kk, ru, mixed; may be given again, as all filters may
    #[arg(long)]
    pub(crate) lang: Vec<Language>,
    /// Region, district or town, by name or KATO code
    #[arg(long)]
    pub(crate) region: Vec<String>,
    /// Category or group of categories
    #[arg(long)]
    pub(crate) category: Vec<String>,
    /// Source id
    #[arg(long, value_parser = parse_source)]
    pub(crate) source: Vec<SourceId>,
    /// Kind of post: news, comment, appeal, notice
    #[arg(long)]
    pub(crate) kind: Vec<Kind>,
    /// Topic id
    #[arg(long, value_name = "ID")]
    pub(crate) topic: Vec<String>,
    /// How many of the words a post must hold
    #[arg(long, default_value = "any")]
    pub(crate) need: NeedWanted,
    /// What comes first
    #[arg(long, default_value = "relevance")]
    pub(crate) sort: SortWanted,
    /// Look for the words as they are, not for what they are called in the other language
    #[arg(long)]
    pub(crate) no_expand: bool,
    /// Show every text, also those that repeat one another; a batch always does
    #[arg(long)]
    pub(crate) no_fold: bool,
    /// Show how the posts divide: over time, by region, category, source, language, kind, topic
    #[arg(long, conflicts_with = "batch")]
    pub(crate) facets: bool,
    /// Most hits to show, of each query
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: usize,
    /// Go on where an earlier answer ended: the `next` that it told
    #[arg(long, value_name = "CURSOR", conflicts_with = "batch")]
    pub(crate) after: Option<String>,
    /// Posts like this one, instead of a query
    #[arg(long, value_name = "POST", value_parser = parse_post, conflicts_with_all = ["query", "batch", "after", "facets"])]
    pub(crate) similar: Option<PostId>,
    /// Say how the query meets this post, or why it does not
    #[arg(long, value_name = "POST", value_parser = parse_post, conflicts_with_all = ["batch", "similar"], requires = "query")]
    pub(crate) explain: Option<PostId>,
    /// Form of the answer; by the ending of FILE with -o, else text, and jsonl for a batch
    #[arg(long)]
    pub(crate) format: Option<SearchFormat>,
    /// One JSON object a hit: the same as --format jsonl
    #[arg(long, conflicts_with_all = ["csv", "format"])]
    pub(crate) json: bool,
    /// CSV with a header: the same as --format csv
    #[arg(long, conflicts_with = "format")]
    pub(crate) csv: bool,
    /// Write CSV for a spreadsheet program under the settings of the country: semicolons and a byte-order mark
    #[arg(long)]
    pub(crate) spreadsheet: bool,
    /// File for the answer instead of stdout
    #[arg(short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Queries from a file (`-` for stdin): JSONL, one {"query":…} a line, or CSV with a column `query`
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub(crate) batch: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NeedWanted {
    /// Any; posts that hold all come first
    Any,
    /// All: for counting and exports
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SortWanted {
    /// The better match first
    Relevance,
    /// The newer first
    Newest,
    /// The older first
    Oldest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SearchFormat {
    /// For a person
    Text,
    /// The whole answer as one object: counts, meaning, facets, hits
    Json,
    /// A table with a header
    Csv,
    /// One object a hit, or a query of a batch
    Jsonl,
    /// A workbook
    Xlsx,
}
