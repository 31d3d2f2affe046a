//! An office with invented appeals of one day, and readers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::json;
use tempfile::TempDir;

use crate::program::{dauys, well};

/// The morning on which the day is told of, at the hour of all readers.
pub(super) const MORNING: &str = "2026-11-22T07:50:00+05:00";

/// Voices about water in Ridder on the day before.
const WATER: [&str; 7] = [
    "В Риддере второй день нет воды, во всём доме сухие краны",
    "Риддер: воды нет с утра, набрать негде",
    "Нет холодной воды в Риддере, куда звонить",
    "Риддерде су жоқ, екі күн болды",
    "Опять отключили воду в Риддере, когда дадут",
    "В Риддере нет воды, дети сидят без горячей еды",
    "Риддер, нет воды уже два дня, никто ничего не объясняет",
];

/// Voices about heating in Semey on the same day.
const HEAT: [&str; 6] = [
    "В Семее в квартирах холодно, батареи ледяные",
    "Семей, нет отопления третий день, батареи холодные",
    "Батареи еле тёплые, Семей мёрзнет, отопления нет",
    "Семейде жылу жоқ, пәтер суық",
    "В Семее не греют батареи, в детской холодно",
    "Нет отопления в Семее, спим в куртках",
];

pub(super) struct Office {
    folder: TempDir,
}

impl Office {
    /// An office whose settings and subscriptions are these.
    pub(super) fn new(settings: &str, subscriptions: &str) -> Self {
        let office = Self::silent(settings, subscriptions);
        office.hear("water", &WATER);
        office
    }

    /// Further voices of that day come in.
    pub(super) fn tell(&self) {
        self.hear("heat", &HEAT);
    }

    /// More of that day than one message of a chat can hold: the same matter in ten towns.
    pub(super) fn tell_much(&self) {
        const TOWNS: [&str; 10] = [
            "Риддере",
            "Балхаше",
            "Рудном",
            "Таразе",
            "Актау",
            "Кокшетау",
            "Павлодаре",
            "Костанае",
            "Уральске",
            "Экибастузе",
        ];
        let texts: Vec<String> = TOWNS
            .iter()
            .flat_map(|town| {
                [
                    format!("В {town} в квартирах холодно, батареи ледяные, в подъезде иней на стенах"),
                    format!("Нет отопления в {town} третий день, спим в куртках, дети болеют"),
                    format!("В {town} батареи не греют, обогреватели не спасают, диспетчер молчит"),
                ]
            })
            .collect();
        self.hear("cold", &texts.iter().map(String::as_str).collect::<Vec<_>>());
    }

    fn hear(&self, name: &str, texts: &[&str]) {
        let file = self.path(&format!("{name}.jsonl"));
        let posts: Vec<String> = texts
            .iter()
            .enumerate()
            .map(|(id, text)| {
                let (hour, minute) = (8 + id / 3, id % 3 * 20);
                let at = format!("2026-11-21T{hour:02}:{minute:02}:00+05:00");
                let id = format!("{name}-{id}");
                json!({"id": id, "source": "appeals", "text": text, "published_at": at, "kind": "comment"})
                    .to_string()
            })
            .collect();
        fs::write(&file, posts.join("\n")).unwrap();
        let now = "2026-11-21T20:00:00+05:00";
        well(self.at(now).args(["import", "posts"]).arg(&file));
        well(self.at(now).arg("read"));
        well(self.at(now).arg("group"));
    }

    /// The texts of the chat that a dry run shows.
    pub(super) fn dry_run(&self, now: &str) -> Vec<String> {
        let folder = self.path("shown");
        well(self.at(now).args(["deliver", "--dry-run"]).arg(&folder));
        let folder = folder.join("chat");
        let text = |name: &String| {
            let body: serde_json::Value =
                serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap();
            body["text"].as_str().unwrap().to_owned()
        };
        files(&folder).iter().map(text).collect()
    }

    /// One in which nobody said anything.
    pub(super) fn silent(settings: &str, subscriptions: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = format!("subscriptions = \"readers.toml\"\n{settings}");
        fs::write(folder.path().join("dauys.toml"), settings).unwrap();
        fs::write(folder.path().join("readers.toml"), subscriptions).unwrap();
        Self { folder }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program at a moment.
    pub(super) fn at(&self, now: &str) -> Command {
        let mut command = dauys();
        command.arg("--config").arg(self.path("dauys.toml")).arg("--data").arg(self.path("var"));
        command.args(["--now", now]);
        command
    }

    /// What `deliver` ends with and says.
    pub(super) fn deliver(&self, now: &str, arguments: &[&str]) -> (i32, String) {
        let output: Output = self.at(now).arg("deliver").args(arguments).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    /// What stands in a file of the data folder.
    pub(super) fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.path("var").join(name)).ok()
    }

    /// Everything that the database keeps of editions and messages.
    pub(super) fn kept(&self) -> Vec<String> {
        let database = rusqlite::Connection::open(self.path("var/dauys.db")).unwrap();
        let mut kept = Vec::new();
        for query in [
            "SELECT subscription || ' ' || day || ' ' || state || ' ' || coalesce(approved_by, '-') FROM editions ORDER BY id",
            "SELECT key || ' ' || state || ' ' || attempts || ' ' || parts_done FROM outbox ORDER BY edition",
        ] {
            let mut statement = database.prepare(query).unwrap();
            let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
            kept.extend(rows.map(Result::unwrap));
        }
        kept
    }
}

/// A reader; everything but the id is given as lines of settings.
pub(super) fn reader(id: &str, rest: &str) -> String {
    format!("[[subscription]]\nid = \"{id}\"\ntitle = \"Вода и тепло\"\nlanguage = \"ru\"\n{rest}\n")
}

/// The files in a folder, by name.
pub(super) fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        names.push(entry.unwrap().file_name().into_string().unwrap());
    }
    names.sort();
    names
}
