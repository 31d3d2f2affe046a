//! Scores of extractors on pages in; tables for people out.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::extractors::{ALL, Extractor};
use crate::gold::{Gold, Sample};
use crate::score::{self, Score};

/// Pages that are shown for each extractor.
const WORST_PAGES: usize = 10;
/// The worst slice is one page of so many: those on which the extractors together did worst.
const SLICE: usize = 5;

/// What one extractor made of one page.
pub(crate) struct Row {
    name: String,
    by: String,
    words: Score,
    /// Of pieces there are no shingles.
    shingles: Option<Score>,
    has_text: bool,
    took: Duration,
}

impl Row {
    /// Reads the page and compares with its gold.
    pub(crate) fn of(extractor: &Extractor, sample: &Sample) -> Self {
        let started = Instant::now();
        let found = catch_unwind(AssertUnwindSafe(|| (extractor.read)(&sample.page)))
            .unwrap_or_else(|_| Err("panicked".to_owned()));
        let took = started.elapsed();
        let (text, by) = found.unwrap_or_else(|error| (String::new(), error));
        let has_text = !text.trim().is_empty();
        let (words, shingles) = match &sample.gold {
            Gold::Text(gold) => (score::words(&text, gold), Some(score::shingles(&text, gold))),
            Gold::Segments { with, without } => (pieces(&text, with, without), None),
        };
        Self { name: sample.name.clone(), by, words, shingles, has_text, took }
    }
}

/// Of pieces that must be found the share found is recall; of all pieces found the share that must is precision.
fn pieces(text: &str, with: &[String], without: &[String]) -> Score {
    let calm = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = calm(text);
    let found = |pieces: &[String]| pieces.iter().filter(|piece| text.contains(&calm(piece))).count();
    let right = found(with);
    Score::new(right, right + found(without), with.len())
}

/// Prints all tables. `rows` are by extractor, then by page, in the same order of pages.
pub(crate) fn print(rows: &[Vec<Row>]) {
    let pages = rows.first().map_or(0, Vec::len);
    let mean_f1 = |page: usize| {
        rows.iter().filter_map(|rows| rows.get(page)).map(|row| row.words.f1()).sum::<f64>()
            / rows.len() as f64
    };
    let mut hardest: Vec<usize> = (0..pages).collect();
    hardest.sort_by(|one, other| mean_f1(*one).total_cmp(&mean_f1(*other)));
    let hardest: BTreeSet<usize> = hardest.into_iter().take(pages.div_ceil(SLICE)).collect();
    table("all pages", rows, &|_| true);
    table("the fifth on which all together did worst", rows, &|page| hardest.contains(&page));
    for (extractor, rows) in ALL.iter().zip(rows) {
        println!("worst of {}", extractor.name);
        let mut worst: Vec<&Row> = rows.iter().collect();
        worst.sort_by(|one, other| one.words.f1().total_cmp(&other.words.f1()));
        for row in worst.into_iter().take(WORST_PAGES) {
            println!(
                "  {:.3} (precision {:.3}, recall {:.3}) {} {}",
                row.words.f1(),
                row.words.precision,
                row.words.recall,
                row.name,
                row.by
            );
        }
        println!();
    }
}

fn table(name: &str, rows: &[Vec<Row>], is_in: &dyn Fn(usize) -> bool) {
    println!("\n{name}");
    println!(
        "{:<24} {:>8} {:>9} {:>8} {:>8} {:>8} {:>11} {:>8} {:>10}",
        "extractor", "mean F1", "precision", "recall", "median", "worst", "4-gram F1", "no text", "ms a page"
    );
    for (extractor, rows) in ALL.iter().zip(rows) {
        let rows: Vec<&Row> =
            rows.iter().enumerate().filter(|(page, _)| is_in(*page)).map(|(_, row)| row).collect();
        let mean =
            |of: &dyn Fn(&Row) -> f64| rows.iter().map(|row| of(row)).sum::<f64>() / rows.len().max(1) as f64;
        let mut f1s: Vec<f64> = rows.iter().map(|row| row.words.f1()).collect();
        f1s.sort_by(f64::total_cmp);
        let shingles: Vec<f64> = rows.iter().filter_map(|row| row.shingles).map(Score::f1).collect();
        let shingled = match shingles.len() {
            0 => "-".to_owned(),
            count => format!("{:.4}", shingles.iter().sum::<f64>() / count as f64),
        };
        println!(
            "{:<24} {:>8.4} {:>9.4} {:>8.4} {:>8.4} {:>8.4} {:>11} {:>8} {:>10.1}",
            extractor.name,
            mean(&|row| row.words.f1()),
            mean(&|row| row.words.precision),
            mean(&|row| row.words.recall),
            f1s.get(f1s.len() / 2).copied().unwrap_or_default(),
            f1s.first().copied().unwrap_or_default(),
            shingled,
            rows.iter().filter(|row| !row.has_text).count(),
            mean(&|row| row.took.as_secs_f64() * 1000.0),
        );
    }
}
