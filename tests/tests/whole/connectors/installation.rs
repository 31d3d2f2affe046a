//! An installation of the program that listens to the invented internet, and everything it has said so far.

use std::fs;
use std::path::PathBuf;
use std::process::Output;
use std::sync::Mutex;

use rusqlite::Connection;

use super::platforms::{inbox, open_data, threads, vk, youtube};
use super::server::Internet;
use crate::program::{dauys, stderr};

/// One source of every kind that is asked by HTTP.
const SOURCES: &str = include_str!("sources.toml");

/// The variables that hold the secrets of the sources.
pub(crate) const SECRETS: [(&str, &str); 5] = [
    ("DAUYS_SECRET_YOUTUBE", youtube::KEY),
    ("DAUYS_SECRET_VK", vk::TOKEN),
    ("DAUYS_SECRET_THREADS", threads::TOKEN),
    ("DAUYS_SECRET_EGOV_KEY", open_data::KEY),
    ("DAUYS_SECRET_INBOX_BOT", inbox::TOKEN),
];

/// Settings, a data folder and secrets.
pub(crate) struct Installation {
    folder: tempfile::TempDir,
    secrets: Vec<(&'static str, &'static str)>,
    said: Mutex<Vec<(String, Output)>>,
}

impl Installation {
    /// With the sources of this test, changed by `change` where a test wants others.
    pub(crate) fn new(internet: &Internet, change: impl Fn(String) -> String) -> Self {
        Self::of(&change(SOURCES.replace("PROXY", &internet.proxy)), &SECRETS)
    }

    /// With these settings and secrets.
    pub(crate) fn of(settings: &str, secrets: &[(&'static str, &'static str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("dauys.toml"), settings).unwrap();
        Self { folder, secrets: secrets.to_vec(), said: Mutex::default() }
    }

    /// The same without one of its secrets.
    pub(crate) fn without_secret(mut self, name: &str) -> Self {
        self.secrets.retain(|(known, _)| *known != name);
        self
    }

    /// Where the program keeps what it keeps.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("var")
    }

    /// Runs a command at a moment, as talkative as it can be.
    pub(crate) fn at(&self, now: &str, arguments: &[&str]) -> Output {
        let output = self.unnoted(now, arguments);
        self.said.lock().unwrap().push((format!("{arguments:?} at {now}"), output.clone()));
        output
    }

    /// Runs a command that must end with `code`, and gives what it put out.
    pub(crate) fn ends(&self, code: i32, now: &str, arguments: &[&str]) -> String {
        let output = self.at(now, arguments);
        let out = String::from_utf8(output.stdout.clone()).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?} at {now}\n{out}\n{}", stderr(&output));
        out
    }

    /// Runs a command whose words are those that are looked for, without noting what it says.
    pub(crate) fn unnoted(&self, now: &str, arguments: &[&str]) -> Output {
        let mut command = dauys();
        command.arg("--config").arg(self.folder.path().join("dauys.toml")).arg("--data").arg(self.data());
        command.args(["--now", now, "-vv"]).args(arguments).envs(self.secrets.iter().copied());
        let output = command.output().unwrap();
        assert!(!stderr(&output).contains("panicked"), "{arguments:?}\n{}", stderr(&output));
        output
    }

    /// Everything that was said, with the command that said it.
    pub(crate) fn said(&self) -> Vec<(String, Output)> {
        self.said.lock().unwrap().clone()
    }

    /// The database, for looking into.
    pub(crate) fn database(&self) -> Connection {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        Connection::open_with_flags(self.data().join("dauys.db"), flags).unwrap()
    }

    /// A folder beside the data folder, for what commands write.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
