//! Makes `data/lexicon/language.model` from openly licensed sentences:
//! `cargo run --release -p dauys-text --example train_language -- [OUT]` with `DAUYS_CORPORA` naming the corpora.
//!
//! Multinomial logistic regression over the features of [`dauys_text::language::each_feature`], trained by AdaGrad (Duchi,
//! Hazan and Singer 2011) on pieces of one word to a whole sentence, with a fixed seed: the same corpora give the same bytes.
//! Kazakh is also shown as people type it: without Kazakh letters, and in five Latin spellings; Russian in one.

#![expect(clippy::print_stdout, reason = "a command for developers, who read its output")]

mod corpus;
#[path = "corpus/spelling.rs"]
mod spelling;

use corpus::Sample;
use dauys_text::language::{COLUMNS, CYRILLIC, CYRILLIC_BITS, LATIN, LATIN_BITS, UNIT, each_feature};

/// Pieces shown to one table.
const STEPS: usize = 1_500_000;
/// First step of AdaGrad.
const RATE: f32 = 0.25;
/// Pull towards zero of every weight that is touched.
const DECAY: f32 = 2e-6;

/// The words of one line.
type Line = Vec<Vec<char>>;

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}

fn words(text: &str, cyrillic: bool) -> Line {
    dauys_text::tokens(text)
        .iter()
        .map(|token| dauys_text::normal(token.surface).chars().collect::<Vec<char>>())
        .filter(|word| word.iter().any(|letter| letter.is_alphabetic()))
        .filter(|word| {
            word.iter()
                .all(|letter| !letter.is_alphabetic() || ('\u{400}'..'\u{530}').contains(letter) == cyrillic)
        })
        .collect()
}

struct Weights {
    bits: u32,
    rows: Vec<[f32; COLUMNS]>,
    squares: Vec<[f32; COLUMNS]>,
}

impl Weights {
    fn new(bits: u32) -> Self {
        Self { bits, rows: vec![[0.0; COLUMNS]; 1 << bits], squares: vec![[1e-3; COLUMNS]; 1 << bits] }
    }

    /// One step towards `truth`, one of `columns`.
    fn learn(&mut self, words: &[Vec<char>], truth: usize, columns: usize, features: &mut Vec<usize>) {
        features.clear();
        for word in words {
            each_feature(word, self.bits, |feature| features.push(feature));
        }
        let mut sums = [0.0f32; COLUMNS];
        for feature in features.iter() {
            for (sum, weight) in sums.iter_mut().zip(&self.rows[*feature]) {
                *sum += weight;
            }
        }
        let most = sums[..columns].iter().copied().fold(f32::MIN, f32::max);
        let mut share = [0.0f32; COLUMNS];
        for column in 0..columns {
            share[column] = (sums[column] - most).exp();
        }
        let total: f32 = share.iter().sum();
        let mut slope = [0.0f32; COLUMNS];
        for column in 0..columns {
            slope[column] = share[column] / total - f32::from(u8::from(column == truth));
        }
        if slope[truth].abs() < 1e-3 {
            return;
        }
        for feature in features.iter() {
            let (row, squares) = (&mut self.rows[*feature], &mut self.squares[*feature]);
            for column in 0..COLUMNS {
                squares[column] += slope[column] * slope[column];
                row[column] -= RATE * (slope[column] / squares[column].sqrt()) + DECAY * row[column];
            }
        }
    }

    fn bytes(&self, columns: usize) -> Vec<u8> {
        let mut cut = 0usize;
        let mut bytes = Vec::with_capacity(self.rows.len() * COLUMNS);
        for row in &self.rows {
            let mean = row[..columns].iter().sum::<f32>() / columns as f32;
            for (column, weight) in row.iter().enumerate() {
                let units = if column < columns { ((weight - mean) / UNIT).round() } else { 0.0 };
                cut += usize::from(units.abs() > 127.0);
                bytes.push((units.clamp(-127.0, 127.0) as i8).cast_unsigned());
            }
        }
        println!("{cut} weights cut of {}", bytes.len());
        bytes
    }
}

/// Lines of each class, in the order of the columns.
fn train(classes: &[Vec<Line>], shares: &[usize], bits: u32, seed: u64) -> Vec<u8> {
    let mut random = Random(seed);
    let mut weights = Weights::new(bits);
    let mut features = Vec::new();
    let total: usize = shares.iter().sum();
    for _ in 0..STEPS {
        let mut ticket = random.below(total);
        let truth = shares.iter().position(|share| {
            let hit = ticket < *share;
            ticket = ticket.saturating_sub(*share);
            hit
        });
        let truth = truth.unwrap_or(0);
        let lines = &classes[truth];
        let line = &lines[random.below(lines.len())];
        let length = match random.below(100) {
            0..35 => 1,
            35..60 => 2,
            60..85 => 3 + random.below(4),
            _ => line.len(),
        }
        .min(line.len());
        let start = random.below(line.len() - length + 1);
        weights.learn(&line[start..start + length], truth, classes.len(), &mut features);
    }
    weights.bytes(classes.len())
}

/// The column and the script a label belongs to.
fn column(label: &str, cyrillic: bool) -> Option<usize> {
    let (code, script) = label.split_once('-').unwrap_or((label, ""));
    // Karakalpak stands nearest to Kazakh and is left out: it would take Kazakh typed without its letters.
    let names: &[&str] = if cyrillic { &CYRILLIC } else { &LATIN };
    let is_latin = match code {
        "en" | "tr" => true,
        "az" | "uz" | "tk" => script != "Cyrl",
        _ => script == "Latn",
    };
    (is_latin != cyrillic).then(|| names.iter().position(|name| *name == code)).flatten()
}

fn gather(samples: &[Sample], cyrillic: bool) -> Vec<Vec<Line>> {
    let mut classes: Vec<Vec<Line>> = vec![Vec::new(); if cyrillic { CYRILLIC.len() } else { LATIN.len() }];
    let mut seed = 1;
    for sample in samples.iter().filter(|sample| sample.is_open() && !sample.is_held_out()) {
        let mut add = |column: usize, text: &str| {
            let line = words(text, cyrillic);
            if !line.is_empty() {
                classes[column].push(line);
            }
        };
        if let Some(column) = column(&sample.language, cyrillic) {
            add(column, &sample.text);
        }
        match (sample.language.as_str(), cyrillic) {
            ("kk", true) => {
                add(0, &spelling::without_kazakh_letters(&sample.text, "и"));
                add(0, &spelling::without_kazakh_letters(&sample.text, "ы"));
            }
            ("kk", false) => {
                for variant in 0..spelling::LATIN_VARIANTS {
                    seed += 1;
                    add(0, &spelling::latin_kazakh(&sample.text, variant, seed));
                }
            }
            ("ru", false) => add(1, &spelling::latin_russian(&sample.text)),
            _ => {}
        }
    }
    classes
}

fn main() -> std::io::Result<()> {
    let out = std::env::args_os()
        .nth(1)
        .unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/lexicon/language.model").into());
    let samples = corpus::samples(&corpus::folder());
    let cyrillic = gather(&samples, true);
    let latin = gather(&samples, false);
    for (name, lines) in CYRILLIC.iter().zip(&cyrillic).chain(LATIN.iter().zip(&latin)) {
        println!("{name}\t{} lines", lines.len());
    }
    // Kazakh and Russian are what is read most; languages known from one declaration only are shown rarely.
    let mut bytes = train(&cyrillic, &[28, 20, 11, 8, 5, 6, 8, 7, 9, 3, 2, 2, 2], CYRILLIC_BITS, 11);
    bytes.extend(train(&latin, &[30, 8, 12, 11, 10, 12, 8], LATIN_BITS, 12));
    std::fs::write(out, bytes)
}
