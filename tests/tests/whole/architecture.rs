//! The picture of ARCHITECTURE.md held against the manifests and the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::root;

/// Which crate may use which: everything else is a new arrow, to be discussed first.
const ARROWS: [(&str, &[&str]); 17] = [
    ("model", &[]),
    ("fetch", &["model"]),
    ("parse", &["model"]),
    ("kazakh", &[]),
    ("text", &["model", "kazakh"]),
    ("topics", &["model"]),
    ("signals", &["model"]),
    ("store", &["model"]),
    ("search", &["model", "text"]),
    ("digest", &["model"]),
    ("print", &["model", "digest"]),
    ("deliver", &["model"]),
    ("watch", &["model"]),
    ("report", &["model", "text"]),
    ("table", &["model"]),
    ("web", &["model", "text", "topics", "signals", "store", "search", "digest", "table"]),
    (
        "dauys",
        &[
            "model", "fetch", "parse", "text", "topics", "store", "search", "digest", "print", "deliver",
            "watch", "report", "signals", "table", "web",
        ],
    ),
];

/// Which dependency is hidden behind which crates.
const HIDDEN: [(&str, &[&str]); 16] = [
    ("reqwest", &["fetch", "deliver"]),
    ("rustls", &["fetch", "deliver"]),
    ("lettre", &["deliver"]),
    ("typst", &["print"]),
    ("resvg", &["print"]),
    ("warc", &["fetch"]),
    ("scraper", &["parse"]),
    ("dom_smoothie", &["parse"]),
    ("whatlang", &["text"]),
    ("rusqlite", &["store"]),
    ("tantivy", &["search"]),
    ("askama", &["digest", "web"]),
    ("axum", &["web"]),
    ("utoipa", &["web"]),
    ("rust_xlsxwriter", &["table"]),
    ("clap", &["dauys"]),
];

/// Crates that do no IO, know no clock, spawn nothing.
const PURE: [&str; 11] =
    ["model", "parse", "kazakh", "text", "topics", "digest", "print", "watch", "report", "signals", "table"];

fn manifest(name: &str) -> toml::Table {
    let path = root().join("crates").join(name).join("Cargo.toml");
    fs::read_to_string(&path).unwrap().parse().unwrap()
}

fn dependencies(manifest: &toml::Table) -> BTreeSet<String> {
    manifest
        .get("dependencies")
        .and_then(toml::Value::as_table)
        .map(|table| table.keys().cloned().collect())
        .unwrap_or_default()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The part of a file before its unit tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

#[test]
fn crates_are_those_drawn_and_arrows_too() {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let own: BTreeSet<String> = dependencies(&manifest(&name))
            .iter()
            .filter_map(|dependency| dependency.strip_prefix("dauys-").map(str::to_owned))
            .collect();
        found.insert(name, own);
    }
    let drawn: BTreeMap<String, BTreeSet<String>> = ARROWS
        .iter()
        .map(|(name, uses)| ((*name).to_owned(), uses.iter().map(|used| (*used).to_owned()).collect()))
        .collect();
    assert_eq!(found, drawn);
}

#[test]
fn heavy_dependencies_stay_behind_their_crate() {
    for (dependency, owners) in HIDDEN {
        for (name, _) in ARROWS {
            if !owners.contains(&name) {
                assert!(
                    !dependencies(&manifest(name)).contains(dependency),
                    "`{dependency}` belongs to {owners:?}, and `{name}` uses it"
                );
            }
        }
    }
}

#[test]
fn pure_crates_touch_nothing() {
    let banned = [
        "std::fs",
        "std::net",
        "std::env",
        "std::thread",
        "std::process",
        "SystemTime",
        "Instant::",
        "tokio",
        "Timestamp::now",
    ];
    for name in PURE {
        for path in sources(&root().join("crates").join(name).join("src")) {
            let text = fs::read_to_string(&path).unwrap();
            for word in banned {
                let code = without_tests(&text).lines().filter(|line| !line.trim_start().starts_with("//"));
                assert!(
                    !code.into_iter().any(|line| line.contains(word)),
                    "{} speaks of `{word}`",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_file_opens_with_what_it_is() {
    for path in sources(&root().join("crates")).into_iter().chain(sources(&root().join("tests"))) {
        let text = fs::read_to_string(&path).unwrap();
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//!") || first.starts_with("#![doc ="),
            "{} opens with `{first}`",
            path.display()
        );
    }
}

#[test]
fn no_folder_is_called_by_nothing() {
    let banned = ["common", "util", "utils", "core", "helpers", "types", "imp", "misc"];
    for path in sources(&root().join("crates")) {
        for part in path.strip_prefix(root()).unwrap().with_extension("").iter() {
            let part = part.to_str().unwrap();
            assert!(!banned.contains(&part), "{} says nothing by `{part}`", path.display());
        }
    }
}

#[test]
fn sql_lives_in_the_store_alone() {
    for (name, _) in ARROWS.iter().filter(|(name, _)| *name != "store") {
        for path in sources(&root().join("crates").join(name).join("src")) {
            let text = fs::read_to_string(&path).unwrap();
            for word in ["SELECT ", "INSERT INTO", "UPDATE items", "DELETE FROM"] {
                assert!(!without_tests(&text).contains(word), "{} speaks SQL", path.display());
            }
        }
    }
}

#[test]
fn every_crate_reads_as_its_readme() {
    for (name, _) in ARROWS.iter().filter(|(name, _)| *name != "dauys") {
        let folder = root().join("crates").join(name);
        let lib = fs::read_to_string(folder.join("src/lib.rs")).unwrap();
        assert!(lib.contains("include_str!(\"../README.md\")"), "the doc of `{name}` is not its README");
        assert!(folder.join("README.md").exists());
    }
}
