//! `completions`: for the shells that clap knows.

use clap::CommandFactory;

use crate::cli::{Cli, CompletionsArgs};
use crate::exit::Exit;
use crate::out;

/// Prints the completions of one shell.
pub(crate) fn run(arguments: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut data = out::data();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "dauys", data.writer());
    data.finish()?;
    Ok(Exit::Well)
}
