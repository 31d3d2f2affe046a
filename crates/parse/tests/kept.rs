//! Pages of articles as they are kept: on every page of the fixtures, the same article is read from what is kept as from the
//! page itself, and what is kept loses nothing more when it is kept again.

#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

use std::fs;
use std::path::{Path, PathBuf};

use dauys_model::Page;
use dauys_parse::{article, kept};
use jiff::Timestamp;
use url::Url;

fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "html") {
            found.push(path);
        }
    }
}

#[test]
fn the_article_of_a_kept_page_is_that_of_the_page() {
    let mut found = Vec::new();
    pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures"), &mut found);
    assert!(found.len() > 20, "{} pages", found.len());
    for path in found {
        let url = Url::parse("https://demo.example/1").unwrap();
        let whole = Page { url, content_type: None, body: fs::read(&path).unwrap() };
        let kept_page = kept(&whole);
        let now = Timestamp::UNIX_EPOCH;
        let (expected, read) = (article(&whole, None, now), article(&kept_page, None, now));
        assert_eq!(read.is_ok(), expected.is_ok(), "{}", path.display());
        if let (Ok(expected), Ok(read)) = (expected, read) {
            assert_eq!(read, expected, "{}", path.display());
        }
        assert!(kept(&kept_page).body == kept_page.body, "{} loses more", path.display());
    }
}
