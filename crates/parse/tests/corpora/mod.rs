//! Where the corpora lie that others collected, and their files. They are no part of the project.

use std::fs;
use std::path::{Path, PathBuf};

/// A folder of the hard cases; without it the test says that it skips.
#[expect(clippy::disallowed_methods, reason = "a test may be told where corpora lie")]
pub(crate) fn corpora(part: &str) -> Option<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let folder = std::env::var("DAUYS_CORPORA").map_or(default, PathBuf::from).join("robust").join(part);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no corpus at `{}`", folder.display());
    None
}

/// All files below a folder, in order.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}
