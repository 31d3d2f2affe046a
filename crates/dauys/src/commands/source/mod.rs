//! `source`: what can be listened to, what is, and how it fares.

mod check;
mod entry;
mod list;
mod missed;
mod outlines;
mod probe;
mod saved;
mod tried;
pub(crate) mod twins;

use jiff::Timestamp;

use crate::cli::{SourceArgs, SourceCommand};
use crate::exit::Exit;
use crate::home::Home;

/// Looks at sources.
pub(crate) fn run(home: &Home, arguments: &SourceArgs, now: Timestamp) -> anyhow::Result<Exit> {
    match &arguments.command {
        SourceCommand::Probe(arguments) => probe::run(home, arguments, now),
        SourceCommand::List(arguments) => list::run(home, arguments),
        SourceCommand::Check(arguments) => check::run(home, arguments, now),
        SourceCommand::Twins(arguments) => twins::run(home, arguments, now),
        SourceCommand::Missed(arguments) => missed::run(home, arguments, now),
        SourceCommand::ImportOpml(arguments) => outlines::import(home, arguments),
        SourceCommand::ExportOpml(arguments) => outlines::export(home, arguments, now),
    }
}
