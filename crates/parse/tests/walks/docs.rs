//! The examples of the pages on sources: each is an entry of the settings that a walk can begin with.

use std::collections::BTreeSet;
use std::path::Path;

use dauys_model::{Source, SourceKind};
use serde::Deserialize;

use crate::driver::unfit;

#[derive(Deserialize)]
struct Settings {
    source: Vec<Source>,
}

#[test]
fn every_example_can_be_walked() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sources");
    let mut kinds = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for block in text.split("```toml\n").skip(1) {
            let (example, _) = block.split_once("```").unwrap();
            // A table of columns stands in a page on its own.
            let Settings { source } = toml::from_str(example).unwrap();
            for source in source {
                let is_bot = source.kind == SourceKind::TelegramInbox;
                let secret = if is_bot { "123456:AAinvented-token_of-a-test-bot00" } else { "planted-key" };
                assert_eq!(unfit(&source, Some(secret)), "fit", "{}", path.display());
                kinds.insert(source.kind.code());
            }
        }
    }
    assert_eq!(kinds.len(), 16, "a page for every kind that is walked page by page: {kinds:?}");
}
