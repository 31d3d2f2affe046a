//! Every file under `config/` is one the program accepts.

use std::collections::BTreeSet;

use crate::program::{dauys, lines, root, stderr, well};

#[test]
fn every_settings_file_is_accepted() {
    let config = root().join("config");
    let mut accepted = BTreeSet::new();
    for name in ["dauys.toml", "demo.toml"] {
        let folder = tempfile::tempdir().unwrap();
        let run = |arguments: &[&str]| {
            let path = config.join(name);
            well(dauys().arg("--config").arg(path).arg("--data").arg(folder.path()).args(arguments))
        };
        let listed = run(&["source", "list", "--json"]);
        assert!(listed.lines().count() >= 10, "{name} lists {} sources", listed.lines().count());
        // A digest of nothing reads the subscriptions.
        run(&["import", "posts", "-"]);
        run(&["digest"]);
        // All of them in all words: committees and their remits as well.
        run(&[
            "digest",
            "--period",
            "week",
            "--format",
            "json",
            "-o",
            &folder.path().join("all").display().to_string(),
        ]);
        accepted.insert(name.to_owned());
        let settings: toml::Table =
            toml::from_str(&std::fs::read_to_string(config.join(name)).unwrap()).unwrap();
        let named =
            settings.values().filter_map(toml::Value::as_str).filter(|value| value.ends_with(".toml"));
        accepted.extend(named.map(str::to_owned));
    }
    let there: BTreeSet<String> = std::fs::read_dir(&config)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    assert_eq!(accepted, there, "a file that no settings name is read by nobody");
}

#[test]
fn nothing_is_on_that_needs_a_key_or_a_permission() {
    let folder = tempfile::tempdir().unwrap();
    let config = root().join("config/dauys.toml");
    let listed = well(
        dauys()
            .arg("--config")
            .arg(config)
            .arg("--data")
            .arg(folder.path())
            .args(["source", "list", "--json"]),
    );
    let (mut on, mut off) = (0, 0);
    for source in lines(&listed) {
        if let Some(reason) = source["off"].as_str() {
            off += 1;
            assert!(reason.len() > 20, "{}: {reason}", source["id"]);
            continue;
        }
        on += 1;
        let kind = source["kind"].as_str().unwrap();
        assert!(
            ["feed", "list", "sitemap", "wordpress", "govkz"].contains(&kind),
            "{} is on and of kind {kind}",
            source["id"]
        );
    }
    assert!(on >= 20 && on + off >= 86, "{on} sources are on, {off} off");
}

#[test]
fn an_unknown_key_names_the_nearest_known() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("x.toml");
    std::fs::write(&config, "min_voice = 3\n").unwrap();
    let output = dauys()
        .arg("--config")
        .arg(&config)
        .arg("--data")
        .arg(folder.path())
        .args(["source", "list"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("x.toml") && said.contains("min_voice") && said.contains("did you mean `min_voices`?"),
        "{said}"
    );
}
