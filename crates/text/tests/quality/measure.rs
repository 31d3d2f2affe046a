//! What the measurements share: shares, floors, and where the corpora are.

use std::collections::BTreeMap;

use crate::corpus;

/// Right and all answers of a slice.
#[derive(Default, Clone, Copy)]
pub(crate) struct Share {
    pub(crate) right: usize,
    pub(crate) all: usize,
}

impl Share {
    pub(crate) fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    pub(crate) fn value(self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

/// Prints figures from the worst and fails on those below their floor.
pub(crate) fn hold(title: &str, figures: &BTreeMap<String, f64>, floors: &[(&str, f64)]) {
    let mut sorted: Vec<(&String, &f64)> = figures.iter().collect();
    sorted.sort_by(|one, other| one.1.total_cmp(other.1));
    println!("{title}");
    for (slice, value) in sorted {
        println!("  {value:.4}  {slice}");
    }
    for (slice, floor) in floors {
        let value = figures.get(*slice).copied().unwrap_or(0.0);
        assert!(value >= *floor, "{title}: {slice} is {value:.4}, its floor {floor}");
    }
}

/// The corpora, unless they are missing.
pub(crate) fn folder() -> Option<std::path::PathBuf> {
    let folder = corpus::folder();
    if folder.join("langid/langid.tsv").exists() {
        return Some(folder);
    }
    println!("skipped: no corpora at {}", folder.display());
    None
}
