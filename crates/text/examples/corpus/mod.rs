//! Takes the folder of development corpora and gives the labelled sentences of its language file, divided once and for
//! all into those to train on and those to measure with.

#![allow(dead_code, reason = "each example and test uses a part")]

use std::path::{Path, PathBuf};

/// One labelled sentence.
pub(crate) struct Sample {
    /// The label as the file has it: `kk`, `kk-Latn`, `uz-Cyrl`, `kk+ru` …
    pub(crate) language: String,
    /// Where the sentence is from.
    pub(crate) source: String,
    /// The sentence.
    pub(crate) text: String,
}

/// Sources whose licence lets a model be made from them and passed on.
const OPEN: [&str; 7] = ["ntrex", "sib200", "tatoeba", "lingua", "ud-", "udhr", "kaznerd"];

impl Sample {
    /// Whether the licence lets a model be made from it.
    pub(crate) fn is_open(&self) -> bool {
        OPEN.iter().any(|source| self.source.starts_with(source))
    }

    /// Whether it is kept for measuring: one sentence in ten, chosen by a hash of its text (FNV-1a).
    pub(crate) fn is_held_out(&self) -> bool {
        is_tenth(&self.text)
    }
}

/// Whether a text is in the tenth that is kept for measuring.
pub(crate) fn is_tenth(text: &str) -> bool {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 32).is_multiple_of(10)
}

/// The folder of corpora: the first argument, or `DAUYS_CORPORA`, or `../shared/corpora` beside the workspace.
pub(crate) fn folder() -> PathBuf {
    let given = std::env::var_os("DAUYS_CORPORA").map(PathBuf::from);
    given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"))
}

/// The rows of a tab-separated file without its heading; empty when the file is missing.
pub(crate) fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// All labelled sentences.
pub(crate) fn samples(folder: &Path) -> Vec<Sample> {
    rows(&folder.join("langid/langid.tsv"))
        .into_iter()
        .filter_map(|row| {
            let [language, source, text] = row.try_into().ok()?;
            Some(Sample { language, source, text })
        })
        .collect()
}
