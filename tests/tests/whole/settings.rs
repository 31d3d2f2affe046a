//! Every file under `config/` is one the program accepts.

use crate::program::{dauys, root, stderr, well};

#[test]
fn every_settings_file_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["dauys.toml", "demo.toml"] {
        let config = root().join("config").join(name);
        let listed = well(
            dauys()
                .arg("--config")
                .arg(config)
                .arg("--data")
                .arg(folder.path())
                .args(["source", "list", "--json"]),
        );
        assert!(listed.lines().count() >= 10, "{name} lists {} sources", listed.lines().count());
    }
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
