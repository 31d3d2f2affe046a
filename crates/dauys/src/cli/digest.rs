//! What can be said to `digest`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use dauys_model::Format;
use jiff::civil::Date;

use super::PageLanguage;

#[derive(Debug, Args)]
pub(crate) struct DigestArgs {
    /// Civil day of Kazakhstan, or the last one of the week or month; today by default
    #[arg(long, value_name = "DAY")]
    pub(crate) date: Option<Date>,
    /// A day, the week (from Monday) or the month that ends with it; what the subscription says by default
    #[arg(long)]
    pub(crate) period: Option<PeriodWanted>,
    /// Subscription; without it the first one to stdout, or all of them with -o
    #[arg(long)]
    pub(crate) subscription: Option<String>,
    /// Language of the interface instead of the subscription's
    #[arg(long)]
    pub(crate) lang: Option<PageLanguage>,
    /// Format; Markdown to stdout, with -o what each subscription says, or HTML and Markdown
    #[arg(long, value_parser = formats())]
    pub(crate) format: Option<Format>,
    /// Folder for the files `digest-DAY-SUBSCRIPTION.FORMAT`
    #[arg(short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PeriodWanted {
    /// One civil day
    Day,
    /// Monday to Sunday, or as far as it has come
    Week,
    /// A calendar month, or as far as it has come
    Month,
}

impl From<PeriodWanted> for dauys_model::Period {
    fn from(period: PeriodWanted) -> Self {
        match period {
            PeriodWanted::Day => Self::Day,
            PeriodWanted::Week => Self::Week,
            PeriodWanted::Month => Self::Month,
        }
    }
}

/// Reads a format of digests by its code, telling all of them in the help.
fn formats() -> impl TypedValueParser<Value = Format> {
    let help = |format: Format| match format {
        Format::Html => "One self-contained page",
        Format::Mail => "A page for programs of mail, below 100 kB",
        Format::Text => "Plain text for a terminal",
        Format::Md => "Markdown",
        Format::Json => "JSON, every sentence with its document ids",
        Format::Docx => "A document for Word and LibreOffice",
        Format::Pdf => "A document to read and to file",
        Format::Atom => "An Atom feed of the latest editions, or of this digest alone",
        Format::JsonFeed => "The same as a JSON Feed",
        Format::Ics => "A calendar of due dates",
    };
    let values = Format::ALL.map(|format| PossibleValue::new(format.code()).help(help(format)));
    let of_code = |code: &str| Format::ALL.into_iter().find(|format| format.code() == code);
    PossibleValuesParser::new(values)
        .try_map(move |code| of_code(&code).ok_or_else(|| format!("no format `{code}`")))
}
