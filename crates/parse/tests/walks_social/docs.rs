//! The entries that the pages of the documentation show can be walked as they stand.

use std::fs;
use std::path::Path;

use dauys_model::Source;

use crate::driver::unfit;

#[derive(serde::Deserialize)]
struct Entries {
    source: Vec<Source>,
}

fn check(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sources").join(name);
    let text = fs::read_to_string(&path).unwrap();
    let mut entries = 0;
    for block in text.split("```toml\n").skip(1) {
        let (toml, _) = block.split_once("```").unwrap();
        for source in toml::from_str::<Entries>(toml).unwrap().source {
            assert_eq!(unfit(&source, Some("token")), "fit", "{name}: {toml}");
            entries += 1;
        }
    }
    assert!(entries > 0, "{name} shows an entry");
}

#[test]
fn entries_of_the_pages_are_fit() {
    for name in ["telegram.md", "mastodon.md", "bluesky.md", "threads.md"] {
        check(name);
    }
}
