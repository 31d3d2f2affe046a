//! `kill -9` at random moments of `run`: afterwards the database is that of an undisturbed run.
//!
//! Three moments of the week are played in one data folder undisturbed, and again and again in fresh ones in which runs are
//! killed while they work, until fifty were. Then all tables are compared, row by row. Only the eight bytes of a voice and
//! the key of a day differ, since both are random by design: of voices, which items share one is compared.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::program::{Held, dauys, root};

const MOMENTS: [&str; 3] =
    ["2026-11-16T07:30:00+05:00", "2026-11-18T19:30:00+05:00", "2026-11-22T19:30:00+05:00"];
const KILLS: u32 = 50;

/// Tables that the week leaves empty.
const EMPTY: [&str; 17] = [
    "rejections",
    "removals",
    "figures",
    "sightings",
    "quotas",
    "tombs",
    "forgotten",
    "marks",
    "searches",
    "notices",
    "decisions",
    "decision_posts",
    "united",
    "regroup",
    "topic_history",
    "reviews",
    "dues",
];

/// What hosts said of themselves, kept to be spared asking again: a killed run asks again.
const SPARED: [&str; 2] = ["robots", "hosts"];

struct World {
    _server: Held,
    moment: &'static str,
    config: std::path::PathBuf,
}

impl World {
    /// The week as of a moment, and settings that reach it.
    fn at(moment: &'static str, folder: &Path) -> Self {
        let mut server = dauys();
        server.args(["--now", moment, "demo", "--serve", "127.0.0.1:0"]).stderr(Stdio::piped());
        let mut server = Held(server.spawn().unwrap());
        let mut said = String::new();
        BufReader::new(server.0.stderr.take().unwrap()).read_line(&mut said).unwrap();
        let proxy = said
            .split_whitespace()
            .find(|word| word.starts_with("http://"))
            .unwrap()
            .trim_end_matches(';')
            .to_owned();
        let settings = fs::read_to_string(root().join("config/demo.toml")).unwrap();
        let appeals = root().join("data/demo/office-appeals.jsonl");
        let settings = settings.replace("../data/demo/office-appeals.jsonl", appeals.to_str().unwrap());
        let settings =
            ["demo-subscriptions.toml", "institutions.toml"].iter().fold(settings, |settings, file| {
                let path = root().join("config").join(file);
                settings.replace(&format!("\"{file}\""), &format!("\"{}\"", path.display()))
            });
        let settings = settings.replace("[fetch]\n", &format!("[fetch]\nproxy = \"{proxy}\"\n"));
        assert!(settings.contains(&proxy), "config/demo.toml has a [fetch] section");
        let config = folder.join(format!("{}.toml", &moment[..10]));
        fs::write(&config, settings).unwrap();
        Self { _server: server, moment, config }
    }

    fn run(&self, data: &Path) -> Command {
        let mut command = dauys();
        command.arg("--config").arg(&self.config).arg("--data").arg(data).args(["--now", self.moment, "run"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

/// A small generator (SplitMix64) so that a failing sequence can be run again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (bits ^ (bits >> 31)) % limit
    }
}

/// The rows of a table without what moves whenever sources are asked.
pub(crate) fn settled(rows: &[String]) -> Vec<&String> {
    rows.iter().filter(|row| !row.contains("heard_checks")).collect()
}

#[test]
fn a_killed_run_loses_nothing_and_does_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let worlds = MOMENTS.map(|moment| World::at(moment, folder.path()));
    let ends_well = |run: &mut Command| assert!(matches!(run.status().unwrap().code(), Some(0 | 3)));
    let calm = folder.path().join("calm");
    let durations = worlds.each_ref().map(|world| {
        let started = std::time::Instant::now();
        ends_well(&mut world.run(&calm));
        u64::try_from(started.elapsed().as_micros()).unwrap()
    });
    let calm = tables(&calm);
    for (table, rows) in &calm {
        assert!(!rows.is_empty() || EMPTY.contains(&table.as_str()), "`{table}` is empty");
    }
    let mut random = Random(2026);
    let (mut killed, mut rounds) = (0, 0);
    while killed < KILLS {
        let shaken = folder.path().join(format!("shaken-{rounds}"));
        rounds += 1;
        for (world, duration) in worlds.iter().zip(durations) {
            loop {
                let mut run = Held(world.run(&shaken).spawn().unwrap());
                std::thread::sleep(Duration::from_micros(random.below(duration)));
                if run.0.try_wait().unwrap().is_some() {
                    break;
                }
                run.0.kill().unwrap();
                run.0.wait().unwrap();
                killed += 1;
            }
            ends_well(&mut world.run(&shaken));
        }
        let shaken = tables(&shaken);
        assert_eq!(calm.keys().collect::<Vec<_>>(), shaken.keys().collect::<Vec<_>>());
        for (table, rows) in &calm {
            assert_eq!(rows, &shaken[table], "table `{table}` in round {rounds}");
        }
    }
    println!("{killed} runs killed while at work, in {rounds} rounds");
}

/// All rows of all tables, with what is random by design made comparable.
pub(crate) fn tables(data: &Path) -> BTreeMap<String, Vec<String>> {
    let connection = rusqlite::Connection::open(data.join("dauys.db")).unwrap();
    let mut names = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut tables = BTreeMap::new();
    // The parts of the archive's index of words lie as its writes were cut.
    let is_told = |name: &String| !SPARED.contains(&name.as_str()) && !name.starts_with("edition_words_");
    for name in names.into_iter().filter(is_told) {
        let query = match name.as_str() {
            // Random by design, made once.
            "salt" => "SELECT id FROM salt".to_owned(),
            "voice_keys" => "SELECT day, made_at FROM voice_keys".to_owned(),
            "voices" => "SELECT item, (SELECT min(item) FROM voices o WHERE o.voice = v.voice) FROM voices v"
                .to_owned(),
            // How often it was tried tells of kills; what became of it must not.
            "outbox" => "SELECT edition, key, state, due_at, parts_done FROM outbox".to_owned(),
            _ => format!("SELECT * FROM {name}"),
        };
        let mut statement = connection.prepare(&query).unwrap();
        let columns = statement.column_count();
        let mut rows: Vec<String> = statement
            .query_map([], |row| {
                let values: Vec<rusqlite::types::Value> =
                    (0..columns).map(|column| row.get(column)).collect::<Result<_, _>>()?;
                Ok(format!("{values:?}"))
            })
            .unwrap()
            .map(Result::unwrap)
            .collect();
        rows.sort();
        tables.insert(name, rows);
    }
    tables
}
