//! Saved searches from the command line over the demo week: what a dry run promises is what checks tell, however they are
//! divided in time.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::fails;
use crate::demo::demo;
use crate::program::{dauys, lines, well};

/// The last moment of the week that was heard.
const END: &str = "2026-11-22T19:30:00+05:00";
/// Before its first post of water.
const BEGINNING: &str = "2026-11-15T00:00:00+05:00";

/// An installation of its own with the week in it.
struct Week(TempDir);

impl Week {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&demo().data(), folder.path());
        Self(folder)
    }

    fn at(&self, now: &str) -> Command {
        let mut command = dauys();
        command.arg("--data").arg(self.0.path()).args(["--now", now]);
        command
    }

    /// The moments and voices of the notices, the oldest first.
    fn notices(&self) -> Vec<(String, u64)> {
        let mut told: Vec<_> =
            lines(&well(self.at(END).args(["saved", "notices", "--limit", "1000", "--json"])))
                .iter()
                .map(moment_and_voices)
                .collect();
        told.reverse();
        told
    }
}

fn moment_and_voices(told: &Value) -> (String, u64) {
    (told["at"].as_str().unwrap().to_owned(), told["voices"].as_u64().unwrap())
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else if fs::copy(entry.path(), &target).is_err() {
            // The write-ahead log goes when the last reader of the database does.
            assert!(entry.file_name().to_string_lossy().contains("db-"), "{}", entry.path().display());
        }
    }
}

const WATER: [&str; 4] = ["saved", "add", "Су, Риддер", "су region:Риддер"];

#[test]
fn a_dry_run_promises_what_checks_tell_however_divided() {
    let alert = ["--alert", "new:3", "--quiet", "22-07"];
    let tried = Week::new();
    let promised = well(tried.at(END).args(WATER).args(alert).args(["--dry-run", "--json"]));
    let promised: Value = serde_json::from_str(&promised).unwrap();
    let promised = promised["would_have_told"].as_array().unwrap();
    assert!(promised.len() >= 3, "the water of Ridder was a matter of the whole week: {promised:?}");
    for told in promised {
        let examples = told["posts"].as_array().unwrap();
        assert!((1..=5).contains(&examples.len()), "{told}");
        let hour: u32 = told["at"].as_str().unwrap()[11..13].parse().unwrap();
        assert!((2..17).contains(&hour), "told in the night of Kazakhstan: {told}");
    }
    let promised: Vec<_> = promised.iter().map(moment_and_voices).collect();
    assert!(tried.notices().is_empty(), "a dry run keeps nothing");
    assert_eq!(lines(&well(tried.at(END).args(["saved", "list", "--json"]))).len(), 0);

    let (once, often) = (Week::new(), Week::new());
    for week in [&once, &often] {
        well(week.at(BEGINNING).args(WATER).args(alert));
        assert_eq!(well(week.at(BEGINNING).args(["saved", "check"])), "", "nothing is due yet");
    }
    well(once.at(END).args(["saved", "check"]));
    let mut said = 0;
    for day in 16..=22 {
        for time in ["05:00", "19:30"] {
            let now = format!("2026-11-{day:02}T{time}:00+05:00");
            said += well(often.at(&now).args(["saved", "check"])).lines().count();
        }
    }
    assert_eq!(once.notices(), promised);
    assert_eq!(often.notices(), promised);
    assert_eq!(said, promised.len(), "every notice is said once");
    assert_eq!(well(often.at(END).args(["saved", "check"])), "");
}

#[test]
fn a_saved_search_is_shown_changed_seen_and_removed() {
    let week = Week::new();
    well(week.at(BEGINNING).args(WATER).args(["--alert", "scheduled", "--at", "8", "--days", "tue,fri"]));
    well(week.at(END).args(["saved", "check"]));
    let told = lines(&well(week.at(END).args(["saved", "notices", "--unseen", "--seen", "--json"])));
    let days: Vec<&str> = told.iter().map(|told| &told["at"].as_str().unwrap()[..13]).collect();
    assert_eq!(days, ["2026-11-20T03", "2026-11-17T03"], "eight in the morning of Tuesday and Friday");
    assert!(told[0]["voices"].as_u64().unwrap() > 0 && told[0]["seen_at"].is_null());
    assert_eq!(well(week.at(END).args(["saved", "notices", "--unseen"])), "");

    let list = &lines(&well(week.at(END).args(["saved", "list", "--json"])))[0];
    assert_eq!((&list["name"], &list["unseen"]), (&Value::from("Су, Риддер"), &Value::from(0)));
    assert_eq!(list["alert"]["schedule"]["at"]["days"], serde_json::json!(["tue", "fri"]));
    assert_eq!(list["next_look_at"], "2026-11-24T03:00:00Z");
    let shown = well(week.at(END).args(["saved", "show", "1"]));
    assert!(shown.contains("су region:Риддер") && shown.contains("scheduled tue,fri at 08"), "{shown}");

    // With the same query and trigger its rules go on; with others they begin anew.
    well(week.at(END).args(["saved", "change", "Су, Риддер", "--name", "Су", "--days", "mon", "--at", "9"]));
    let list = &lines(&well(week.at(END).args(["saved", "list", "--json"])))[0];
    assert_eq!(list["looked_at"], "2026-11-22T14:30:00Z");
    well(week.at("2026-11-22T19:40:00+05:00").args([
        "saved",
        "change",
        "Су",
        "--alert",
        "new:2",
        "--every-run",
    ]));
    let list = &lines(&well(week.at(END).args(["saved", "list", "--json"])))[0];
    assert_eq!(list["looked_at"], "2026-11-22T14:40:00Z");
    assert_eq!(list["alert"]["trigger"]["new"]["at_least"], 2);

    fails(week.at(END).args(["saved", "show", "Суу"]), 2, &["no saved search `Суу`", "did you mean `Су`?"]);
    fails(week.at(END).args(["saved", "add", "Су", "жарық"]), 2, &["is there already"]);
    well(week.at(END).args(["saved", "remove", "Су"]));
    assert_eq!(well(week.at(END).args(["saved", "notices"])), "");
    assert_eq!(well(week.at(END).args(["saved", "list"])), "");
}

#[test]
fn what_cannot_be_kept_is_told() {
    let week = Week::new();
    let add = |arguments: &[&str]| {
        let mut command = week.at(END);
        command.args(["saved", "add"]).args(arguments);
        command
    };
    fails(&mut add(&["Су", "су (жоқ", "--alert", "new"]), 2, &["су (жоқ", "^"]);
    fails(&mut add(&[" ", "су"]), 2, &["needs a name"]);
    fails(&mut add(&["Су", "су", "--alert", "scheduled"]), 2, &["needs an hour"]);
    fails(&mut add(&["Су", "су", "--alert", "new:0"]), 2, &["new:0"]);
    fails(&mut add(&["Су", "су", "--alert", "new", "--quiet", "7-7"]), 2, &["22-07"]);
    fails(&mut add(&["Су", "су", "--alert", "new", "--at", "24"]), 2, &["24"]);
    fails(&mut add(&["Су", "су", "--quiet", "22-07"]), 2, &["--alert"]);
    fails(&mut add(&["Аким", "Нұрлан Ахметов", "--alert", "new"]), 2, &["person"]);
    fails(&mut add(&["Нұрлан Ахметов", "су", "--alert", "new"]), 2, &["person"]);
    let empty = tempfile::tempdir().unwrap();
    fails(dauys().arg("--data").arg(empty.path()).args(["saved", "add", "Су", "су"]), 1, &["no database"]);
    let unusual = add(&["Су", "су", "--alert", "unusual", "--dry-run"]).output().unwrap();
    let said = String::from_utf8_lossy(&unusual.stderr).into_owned();
    assert!(unusual.status.success() && said.contains("14 days"), "a week is too short a past: {said}");
}
