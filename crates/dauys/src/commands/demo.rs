//! `demo`: the invented week is served on loopback and every pass runs against it, day by day.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::{Context, bail};
use dauys_model::Format;
use jiff::civil::{DateTime, datetime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::cli::{DemoArgs, PageLanguage};
use crate::commands::digest::{self, Wanted};
use crate::config::Config;
use crate::exit::Exit;
use crate::home::Home;
use crate::replay::{Replay, WEEK};
use crate::secrets::Secrets;
use crate::{commands, out};

/// The first poll of the invented week, in Kazakhstan's civil time …
const FIRST: DateTime = datetime(2026, 11, 16, 7, 30, 0, 0);
/// … and how many follow every twelve hours: the last is Sunday evening.
const POLLS: i64 = 14;

/// A file that tells a folder the demo made from any other.
const MARK: &str = ".dauys-demo";

/// The settings of the week: sources, readers, bodies of state.
const SETTINGS: [(&str, &str); 3] = [
    ("demo.toml", include_str!("../../../../config/demo.toml")),
    ("demo-subscriptions.toml", include_str!("../../../../config/demo-subscriptions.toml")),
    ("institutions.toml", include_str!("../../../../config/institutions.toml")),
];

/// What an office types in during the week, revealed as its days pass.
const APPEALS: &str = "office-appeals.jsonl";

/// Plays the week and prints its last day's digest; or, with `--serve`, only plays the world.
pub(crate) fn run(arguments: &DemoArgs, now: Timestamp, own_name: &str) -> anyhow::Result<Exit> {
    if let Some(address) = arguments.serve {
        let replay = Replay::start(address, now)?;
        out::say(format!(
            "the week as of {now:.0}, for requests through the proxy http://{}; ends with Ctrl-C",
            replay.address
        ));
        loop {
            std::thread::park();
        }
    }
    let folder = &arguments.dir;
    prepare(folder)?;
    let replay = Replay::start(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), moment(0)?)?;
    let mut config = settings(folder)?;
    config.fetch.proxy = Some(format!("http://{}", replay.address).parse()?);
    let home = Home { config, data: folder.clone(), secrets: Secrets::default() };
    let lock = home.lock()?;
    for poll in 0..POLLS {
        let now = moment(poll)?;
        replay.set_clock(now);
        reveal_appeals(folder, now)?;
        let summary = commands::run::all(&home, now)?;
        let local = dauys_model::KAZAKHSTAN.to_datetime(now);
        out::say(format!(
            "{} {}",
            local.strftime("%d.%m %H:%M"),
            summary.line.split_once(": ").map_or("", |(_, rest)| rest)
        ));
        for news in summary.news {
            out::say(format!("            {news}"));
        }
    }
    drop(lock);
    show(&home, arguments.lang, moment(POLLS - 1)?, own_name)
}

fn show(home: &Home, language: PageLanguage, now: Timestamp, own_name: &str) -> anyhow::Result<Exit> {
    let store = home.existing_store()?;
    let day = dauys_model::civil_day(now);
    let digests = home.data.join("digests");
    let mut wanted = Wanted { day, period: None, now, language: None, subscription: None };
    let files = digest::write_files(home, &store, &wanted, &digests, Some(&Format::ALL))?;
    wanted.language = Some(language);
    let mut data = out::data();
    data.bytes(&digest::render(home, &store, &wanted, Format::Text)?)?;
    data.line("")?;
    let of_format = |file: &Path, format: Format| {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.split_once('.').is_some_and(|(_, ending)| ending == format.ending())
    };
    for file in files.iter().filter(|file| of_format(file, Format::Html)) {
        data.line(file.display())?;
    }
    let others = Format::ALL.iter().filter(|format| **format != Format::Html);
    let others: Vec<String> = others.map(|format| format!(".{}", format.ending())).collect();
    data.line(format!("and beside each of them {}", others.join(" ")))?;
    let folder = home.data.display();
    data.line("")?;
    data.line("Look at an .html file in a browser, then try:")?;
    data.line(format!("  {own_name} --data {folder} search 'су жоқ'"))?;
    data.line(format!("  {own_name} --data {folder} topics --date {day}"))?;
    let config = home.config.folder.join("demo.toml");
    data.line(format!("  {own_name} --config {} --data {folder} --now {now} serve", config.display()))?;
    data.line(format!("  {own_name} --data {folder} export posts --format csv"))?;
    data.finish()?;
    Ok(Exit::Well)
}

/// The moment of a poll.
fn moment(poll: i64) -> anyhow::Result<Timestamp> {
    let first = FIRST.to_zoned(TimeZone::fixed(dauys_model::KAZAKHSTAN))?.timestamp();
    Ok(first.checked_add((poll * 12).hours())?)
}

/// Empties a folder that an earlier demo made; refuses any other that holds something.
fn prepare(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() {
        let holds_something = std::fs::read_dir(folder)?.next().is_some();
        if holds_something && !folder.join(MARK).exists() {
            bail!(
                "`{}` holds something the demo did not make: choose another folder with --dir",
                folder.display()
            );
        }
        std::fs::remove_dir_all(folder).with_context(|| format!("emptying `{}`", folder.display()))?;
    }
    let make =
        |path: &Path| std::fs::create_dir_all(path).with_context(|| format!("making `{}`", path.display()));
    make(folder)?;
    std::fs::write(
        folder.join(MARK),
        "Made by `dauys demo`, which empties this folder when it runs again.\n",
    )?;
    make(&folder.join("config"))?;
    make(&folder.join("data/demo"))?;
    for (name, text) in SETTINGS {
        std::fs::write(folder.join("config").join(name), text)?;
    }
    Ok(())
}

fn settings(folder: &Path) -> anyhow::Result<Config> {
    Config::read(&folder.join("config/demo.toml"))
}

/// Writes what the office has typed in by `now`.
fn reveal_appeals(folder: &Path, now: Timestamp) -> anyhow::Result<()> {
    let Some(file) = WEEK.get_file(APPEALS) else { return Ok(()) };
    let mut revealed = String::new();
    for line in file.contents_utf8().unwrap_or_default().lines() {
        let appeal: serde_json::Value = serde_json::from_str(line).context("an appeal of the week")?;
        let at: Timestamp = appeal["published_at"].as_str().unwrap_or_default().parse()?;
        if at <= now {
            revealed.push_str(line);
            revealed.push('\n');
        }
    }
    std::fs::write(folder.join("data/demo").join(APPEALS), revealed)?;
    Ok(())
}
