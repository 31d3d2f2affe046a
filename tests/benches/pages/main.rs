//! How well article text is found: Dauys beside other extractors, on any folder of pages with gold text.
//!
//! `cargo bench -p dauys-tests --bench pages -- FOLDER…`. Without a folder, `robust/pages` of the corpora
//! (`DAUYS_CORPORA`) and the invented pages of this repository are read. Which layouts of folders are understood
//! stands in `gold.rs`, what is counted in `score.rs`. `--without=WORD` leaves out pages whose name contains the word.
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

mod extractors;
mod gold;
mod report;
mod score;

use std::path::{Path, PathBuf};

use report::Row;

fn main() {
    // A page that makes an extractor panic is counted as one without text; the page's name is enough.
    std::panic::set_hook(Box::new(|_| {}));
    let without: Vec<String> =
        std::env::args().filter_map(|word| word.strip_prefix("--without=").map(str::to_owned)).collect();
    // cargo adds `--bench`.
    let mut folders: Vec<PathBuf> =
        std::env::args().skip(1).filter(|word| !word.starts_with("--")).map(PathBuf::from).collect();
    if folders.is_empty() {
        folders = default_folders();
    }
    for folder in folders {
        let samples = match gold::read(&folder) {
            Ok(mut samples) => {
                samples.retain(|sample| !without.iter().any(|word| sample.name.contains(word)));
                samples
            }
            Err(error) => {
                println!("`{}`: {error}\n", folder.display());
                continue;
            }
        };
        if samples.is_empty() {
            println!("`{}`: no page with gold text found\n", folder.display());
            continue;
        }
        println!("`{}`: {} pages", folder.display(), samples.len());
        let rows: Vec<Vec<Row>> = extractors::ALL
            .iter()
            .map(|extractor| samples.iter().map(|sample| Row::of(extractor, sample)).collect())
            .collect();
        report::print(&rows);
    }
}

/// The corpora beside the repository and the invented pages within it; says which of them is missing.
#[expect(clippy::disallowed_methods, reason = "a benchmark may be told where corpora lie")]
fn default_folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpora =
        std::env::var("DAUYS_CORPORA").map_or_else(|_| root.join("../shared/corpora"), PathBuf::from);
    let mut folders = vec![corpora.join("robust/pages"), root.join("tests/fixtures/articles")];
    folders.retain(|folder| {
        let is_there = folder.is_dir();
        if !is_there {
            println!("skipped: no folder `{}`; name one, or set DAUYS_CORPORA\n", folder.display());
        }
        is_there
    });
    folders
}
