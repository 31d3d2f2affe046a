//! Makes `data/lexicon/complaint/model.tsv`, the weights of complaints and other stances, from the texts beside this program, which were
//! written for it, and from the openly licensed corpora: `DAUYS_CORPORA=… cargo run --release -p dauys-text --example train_complaint`.
//! Prints how well the weights do on folds that they did not see. The same texts give the same bytes.

#![expect(clippy::print_stdout, reason = "it tells what it made")]

#[path = "../corpus/mod.rs"]
mod corpus;
mod fit;
mod sample;

use std::collections::BTreeMap;
use std::fmt::Write;

use dauys_model::{Language, Stance};
use fit::{Case, Penalties, fit};
use sample::{FOLDS, Key, Sample, samples};

/// Distinct texts that must have a word for it to be weighed.
const SEEN: usize = 3;
/// Penalties on the squares of weights. Words are held closer to nothing than cues and forms: there are many, and few texts have each.
const PENALTIES: Penalties = Penalties { feature: 0.004, word: 0.001 };
/// Words whose weight on complaints, and on every other stance, is below this are left out.
const TELLS_COMPLAINT: f64 = 0.12;
const TELLS_OTHER: f64 = 0.6;

fn main() -> std::io::Result<()> {
    let folder = corpus::folder();
    let mut table =
        String::from("# made by examples/train_complaint of dauys-text; see data/lexicon/README.md\n");
    table.push_str("language\taspect\tname");
    Stance::ALL.iter().for_each(|stance| table.push_str(&format!("\t{stance}")));
    table.push('\n');
    for language in [Language::Russian, Language::Kazakh] {
        let samples = samples(language, &folder);
        println!("{language}: {} texts", samples.len());
        train(language, &samples, &mut table);
    }
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/lexicon/complaint/model.tsv");
    std::fs::write(path, table)
}

fn train(language: Language, samples: &[Sample], table: &mut String) {
    let names = names(samples);
    let numbers: BTreeMap<&Key, usize> =
        names.iter().enumerate().map(|(number, key)| (key, number)).collect();
    let is_word: Vec<bool> = names.iter().map(|key| key.0 == "word").collect();
    let rows: Vec<Vec<(usize, f64)>> = samples
        .iter()
        .map(|sample| {
            let known = sample.features.iter().filter_map(|(key, value)| Some((*numbers.get(key)?, *value)));
            known.collect()
        })
        .collect();
    let mut columns = Vec::new();
    for stance in Stance::ALL {
        let cases = cases(samples, &rows, stance, |_| true);
        let mut weights = fit(&cases, &is_word, PENALTIES);
        if stance == Stance::Complaint {
            let odds = unseen(samples, &rows, &is_word);
            let (slope, shift) = calibrate(samples, &odds);
            println!("  odds are set right by {slope:.3} times and {shift:+.3}");
            weights.iter_mut().for_each(|weight| *weight *= slope);
            weights[numbers[&("base", "base".to_owned())]] += shift;
            told(samples, &odds.iter().map(|odds| odds * slope + shift).collect::<Vec<_>>());
        }
        columns.push(weights);
    }
    let mut kept = 0;
    for (number, (aspect, name)) in names.iter().enumerate() {
        let weights: Vec<f64> = columns.iter().map(|column| column[number]).collect();
        let tells = weights[0].abs() >= TELLS_COMPLAINT
            || weights[1..].iter().any(|weight| weight.abs() >= TELLS_OTHER);
        if is_word[number] && !tells {
            continue;
        }
        kept += usize::from(is_word[number]);
        write!(table, "{}\t{aspect}\t{name}", language.code()).expect("a string takes all");
        weights.iter().for_each(|weight| table.push_str(&format!("\t{weight:.2}")));
        table.push('\n');
    }
    println!("  {kept} words kept of {}", is_word.iter().filter(|is| **is).count());
}

/// All features, those first that are no words.
fn names(samples: &[Sample]) -> Vec<Key> {
    let mut seen: BTreeMap<&Key, usize> = BTreeMap::new();
    for sample in samples {
        let counts = usize::from(!sample.is_joined);
        sample.features.iter().for_each(|(key, _)| *seen.entry(key).or_default() += counts);
    }
    let kept = seen.into_iter().filter(|(key, count)| key.0 != "word" || *count >= SEEN);
    kept.map(|(key, _)| key.clone()).collect()
}

/// What is to be learned of one stance: each side weighs one.
fn cases<'a>(
    samples: &[Sample],
    rows: &'a [Vec<(usize, f64)>],
    stance: Stance,
    takes: impl Fn(&Sample) -> bool,
) -> Vec<Case<'a>> {
    let mut cases: Vec<Case<'a>> = Vec::new();
    for (sample, row) in samples.iter().zip(rows) {
        // Of some texts it is only known that they are no complaints.
        let is = match sample.stance {
            Some(known) => known == stance,
            None if stance == Stance::Complaint => false,
            None => continue,
        };
        if takes(sample) {
            cases.push(Case { row, is, weight: sample.weight });
        }
    }
    let side = |is: bool| cases.iter().filter(|case| case.is == is).map(|case| case.weight).sum::<f64>();
    let sides = [side(false).max(1e-9), side(true).max(1e-9)];
    cases.iter_mut().for_each(|case| case.weight /= sides[usize::from(case.is)]);
    cases
}

/// The odds of a complaint for every text, by weights that did not see its fold.
fn unseen(samples: &[Sample], rows: &[Vec<(usize, f64)>], is_word: &[bool]) -> Vec<f64> {
    let mut odds = vec![0.0; samples.len()];
    for fold in 0..FOLDS {
        let cases = cases(samples, rows, Stance::Complaint, |sample| sample.fold != fold);
        let weights = fit(&cases, is_word, PENALTIES);
        for (at, _) in samples.iter().enumerate().filter(|(_, sample)| sample.fold == fold) {
            odds[at] = rows[at].iter().map(|(number, value)| weights[*number] * value).sum();
        }
    }
    odds
}

/// The slope and shift that make odds of unseen texts right, both sides weighing the same (Platt, 1999).
fn calibrate(samples: &[Sample], odds: &[f64]) -> (f64, f64) {
    let rows: Vec<Vec<(usize, f64)>> = odds.iter().map(|odds| vec![(0, *odds), (1, 1.0)]).collect();
    let cases = cases(samples, &rows, Stance::Complaint, |sample| !sample.is_joined);
    let weights = fit(&cases, &[false, false], Penalties { feature: 0.0, word: 0.0 });
    (weights[0], weights[1])
}

/// Prints what was found of texts in folds that were not seen, by slice.
fn told(samples: &[Sample], odds: &[f64]) {
    let mut slices: BTreeMap<&str, (usize, usize, bool)> = BTreeMap::new();
    for (sample, odds) in samples.iter().zip(odds).filter(|(sample, _)| !sample.is_joined) {
        let slice = slices.entry(&sample.slice).or_default();
        slice.0 += usize::from(*odds >= 0.0);
        slice.1 += 1;
        slice.2 = sample.stance == Some(Stance::Complaint);
    }
    for (slice, (hits, all, is_complaint)) in slices {
        let what = if is_complaint { "found" } else { "false alarms" };
        println!("  {slice}: {what} {:.3} ({all})", hits as f64 / all as f64);
    }
}
