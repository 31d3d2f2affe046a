//! The program: settings, passes, command line. It is a library only so that the whole-program tests can run the very
//! same program; [`program`] is all there is to call. The clock and the environment are read here and nowhere else.

mod agreement;
mod chart;
mod cli;
mod commands;
mod config;
mod exit;
mod fit;
mod forms;
mod gather;
mod home;
mod institutions;
mod ledger;
mod naming;
mod out;
mod passes;
mod progress;
mod replay;
mod secrets;
mod subscriptions;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};
use crate::exit::Exit;

/// Does what the command line says and answers with the exit code.
pub fn program() -> ExitCode {
    let cli = Cli::parse();
    start_log(cli.verbose);
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    let now = cli.now.unwrap_or_else(jiff::Timestamp::now);
    match dispatch(cli, now) {
        Ok(exit) => exit.into(),
        Err(error) => out::failure(&error),
    }
}

fn dispatch(cli: Cli, now: jiff::Timestamp) -> anyhow::Result<Exit> {
    let secrets = secrets::Secrets::of_environment(variables());
    let place = home::Place { config: cli.config, data: cli.data, secrets };
    match cli.command {
        Command::Demo(arguments) => commands::demo::run(&arguments, now, &own_name()),
        Command::Run => commands::run::run(&place.open()?, now),
        Command::Poll(arguments) => commands::poll::run(&place.open()?, &arguments, now),
        Command::Pull => commands::run::pull(&place.open()?, now),
        Command::Read(arguments) => commands::run::read(&place.open()?, &arguments),
        Command::Index(arguments) => commands::run::index(&place.open()?, &arguments),
        Command::Group(arguments) => commands::run::group(&place.open()?, &arguments, now),
        Command::Search(arguments) => commands::search::run(&place.open()?, &arguments, now),
        Command::Saved(arguments) => commands::saved::run(&place.open()?, &arguments, now),
        Command::Topics(arguments) => commands::topics::run(&place.open()?, &arguments, now),
        Command::Signals(arguments) => commands::signals::run(&place.open()?, &arguments, now),
        Command::Topic(arguments) => commands::topic::run(&place.open()?, &arguments, now),
        Command::Digest(arguments) => commands::digest::run(&place.open()?, &arguments, now),
        Command::Deliver(arguments) => commands::deliver::run(&place.open()?, &arguments, now),
        Command::Review(arguments) => commands::review::run(&place.open()?, &arguments, now),
        Command::Due(arguments) => commands::due::run(&place.open()?, &arguments, now),
        Command::Analyze(arguments) => commands::analyze::run(&place, &arguments),
        Command::Import(arguments) => commands::import::run(&place.open()?, &arguments, now),
        Command::Export(arguments) => commands::export::run(&place.open()?, &arguments),
        Command::Serve(arguments) => commands::serve::run(place.open()?, &arguments, clock(cli.now)),
        Command::Source(arguments) => commands::source::run(&place.open()?, &arguments, now),
        Command::Explain(arguments) => commands::explain::run(&place.open()?, &arguments),
        Command::Mark(arguments) => commands::mark::run(&place.open()?, &arguments, now),
        Command::Evaluate(arguments) => commands::evaluate::run(&place.open()?, &arguments),
        Command::Uncategorised(arguments) => commands::uncategorised::run(&place.open()?, &arguments),
        Command::Erase(arguments) => commands::erase::run(&place.open()?, &arguments, now),
        Command::Doctor => commands::doctor::run(&place.open()?, now),
        Command::Completions(arguments) => commands::completions::run(&arguments),
    }
}

/// The clock of what runs on and on; it stands still where `--now` stands in for it.
fn clock(fixed: Option<jiff::Timestamp>) -> dauys_web::Clock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    std::sync::Arc::new(move || fixed.unwrap_or_else(jiff::Timestamp::now))
}

/// The variables of the environment that are text.
fn variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// How this program was called, for showing what to type next.
fn own_name() -> String {
    std::env::args().next().unwrap_or_else(|| "dauys".into())
}

/// Talk goes to stderr: warnings by default, a report per pass with `-v`, single items with `-vv`.
fn start_log(verbose: u8) {
    let level = match verbose {
        0 => "warn",
        1 => "info",
        _ => "debug",
    };
    let own = [
        "dauys",
        "dauys_deliver",
        "dauys_fetch",
        "dauys_parse",
        "dauys_search",
        "dauys_signals",
        "dauys_store",
        "dauys_text",
        "dauys_topics",
        "dauys_watch",
        "dauys_web",
    ];
    let filter = own.map(|name| format!("{name}={level}")).join(",");
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(format!("error,{filter}")))
        .with_writer(std::io::stderr)
        .with_target(false)
        .without_time()
        .init();
}
