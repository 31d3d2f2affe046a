//! The examples of the pages on these sources: each is an entry of the settings that a walk can begin with.

use std::path::Path;

use dauys_model::{Salt, Source};
use dauys_parse::{Start, Walk};
use serde::Deserialize;

use crate::driver::now;

#[derive(Deserialize)]
struct Settings {
    source: Vec<Source>,
}

#[test]
fn every_example_can_be_walked() {
    for page in ["sitemap", "wordpress", "youtube", "vk"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sources").join(format!("{page}.md"));
        let text = std::fs::read_to_string(path).unwrap();
        let (_, example) = text.split_once("```toml\n").unwrap();
        let (example, _) = example.split_once("```").unwrap();
        let settings: Settings = toml::from_str(example).unwrap();
        for source in &settings.source {
            assert_eq!(source.kind.code(), page);
            let start = Start { source, cursor: None, secret: Some("key"), salt: Salt([7; 16]), now: now() };
            let begun = Walk::new(&start).map_err(|error| error.to_string());
            assert!(begun.unwrap().next().is_some(), "{}", source.id);
        }
    }
}
