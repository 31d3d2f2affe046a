//! `kill -9` at random moments of `run`: afterwards the database is that of an undisturbed run.
//!
//! The week is played at three of its moments in two data folders: in one every run ends, in the other runs are killed
//! fifty times before the last one may end. Then all tables are compared, row by row. Only the eight bytes of a voice and
//! the key of a day differ, since both are random by design: of voices, which items share one is compared.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::program::{Held, dauys, root};

const MOMENTS: [&str; 3] = ["2026-11-16T07:30:00+05:00", "2026-11-18T19:30:00+05:00", "2026-11-22T19:30:00+05:00"];
const KILLS: u32 = 50;

struct World {
    _server: Held,
    config: std::path::PathBuf,
}

impl World {
    /// The week as of a moment, and settings that reach it.
    fn at(moment: &str, folder: &Path) -> Self {
        let mut server = dauys();
        server.args(["--now", moment, "demo", "--serve", "127.0.0.1:0"]).stderr(Stdio::piped());
        let mut server = Held(server.spawn().unwrap());
        let mut said = String::new();
        BufReader::new(server.0.stderr.take().unwrap()).read_line(&mut said).unwrap();
        let proxy = said.split_whitespace().find(|word| word.starts_with("http://")).unwrap().trim_end_matches(';').to_owned();
        let settings = fs::read_to_string(root().join("config/demo.toml")).unwrap();
        let appeals = root().join("data/demo/office-appeals.jsonl");
        let settings = settings.replace("../data/demo/office-appeals.jsonl", appeals.to_str().unwrap());
        let settings = settings.replace("[fetch]\n", &format!("[fetch]\nproxy = \"{proxy}\"\n"));
        assert!(settings.contains(&proxy), "config/demo.toml has a [fetch] section");
        let config = folder.join("demo.toml");
        fs::write(&config, settings).unwrap();
        Self { _server: server, config }
    }

    fn run(&self, moment: &str, data: &Path) -> Command {
        let mut command = dauys();
        command.arg("--config").arg(&self.config).arg("--data").arg(data).args(["--now", moment, "run"]);
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

#[test]
fn a_killed_run_loses_nothing_and_does_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (calm, shaken) = (folder.path().join("calm"), folder.path().join("shaken"));
    let mut random = Random(2026);
    let mut killed = 0;
    for (number, moment) in MOMENTS.iter().enumerate() {
        let world = World::at(moment, folder.path());
        let started = std::time::Instant::now();
        assert!(matches!(world.run(moment, &calm).status().unwrap().code(), Some(0 | 3)));
        let whole = started.elapsed();
        let quota = KILLS * (number as u32 + 1) / MOMENTS.len() as u32;
        while killed < quota {
            let mut run = Held(world.run(moment, &shaken).spawn().unwrap());
            let wait = Duration::from_micros(random.below(whole.as_micros().try_into().unwrap()));
            std::thread::sleep(wait);
            // A run that was done before its time came is no kill: nothing is left to disturb at this moment.
            if run.0.try_wait().unwrap().is_some() {
                break;
            }
            run.0.kill().unwrap();
            run.0.wait().unwrap();
            killed += 1;
        }
        assert!(matches!(world.run(moment, &shaken).status().unwrap().code(), Some(0 | 3)));
        // More kills at a moment whose work is done: opening, looking and closing must not harm either.
        while killed < quota {
            let mut run = Held(world.run(moment, &shaken).spawn().unwrap());
            std::thread::sleep(Duration::from_micros(random.below(200_000)));
            drop(run.0.kill());
            drop(run.0.wait());
            killed += 1;
        }
        assert!(matches!(world.run(moment, &shaken).status().unwrap().code(), Some(0 | 3)));
    }
    assert_eq!(killed, KILLS);
    let (calm, shaken) = (tables(&calm), tables(&shaken));
    assert_eq!(calm.keys().collect::<Vec<_>>(), shaken.keys().collect::<Vec<_>>());
    for (table, rows) in &calm {
        assert!(!rows.is_empty() || ["rejections", "removals", "voice_keys"].contains(&table.as_str()), "`{table}` is empty");
        assert_eq!(rows, &shaken[table], "table `{table}`");
    }
}

/// All rows of all tables, with what is random by design made comparable.
fn tables(data: &Path) -> BTreeMap<String, Vec<String>> {
    let connection = rusqlite::Connection::open(data.join("dauys.db")).unwrap();
    let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut tables = BTreeMap::new();
    for name in names {
        let query = match name.as_str() {
            "voice_keys" => "SELECT day, made_at FROM voice_keys".to_owned(),
            "voices" => "SELECT item, (SELECT min(item) FROM voices o WHERE o.voice = v.voice) FROM voices v".to_owned(),
            _ => format!("SELECT * FROM {name}"),
        };
        let mut statement = connection.prepare(&query).unwrap();
        let columns = statement.column_count();
        let mut rows: Vec<String> = statement
            .query_map([], |row| {
                let values: Vec<rusqlite::types::Value> = (0..columns).map(|column| row.get(column)).collect::<Result<_, _>>()?;
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
