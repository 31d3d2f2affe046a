//! Makes `data/lexicon/language.model` from openly licensed texts:
//! `cargo run --release -p dauys-text --example train_language -- [OUT] [DOMAIN]` with `DAUYS_CORPORA` naming the corpora.
//!
//! Multinomial logistic regression over the features of [`dauys_text::language::each_feature`], trained by AdaGrad (Duchi,
//! Hazan and Singer 2011) on pieces of one word to a whole sentence, with a fixed seed: the same corpora give the same bytes.
//! Kazakh is also shown as people type it: in reviews, without Kazakh letters, and in five Latin spellings; Russian in one.
//!
//! Reviews were collected as Kazakh, but whole clauses of some are Russian. So there are two rounds: what the first, trained
//! without reviews, takes for Kazakh stretches of reviews is Kazakh in the second. `DOMAIN`, one of the domains of the reviews, is
//! left out of training altogether, which gives an honest measurement on it.

#![expect(clippy::print_stdout, reason = "a command for developers, who read its output")]

mod corpus;
#[path = "corpus/shelf.rs"]
mod shelf;
#[path = "corpus/spelling.rs"]
mod spelling;

use corpus::Sample;
use dauys_text::language::{COLUMNS, CYRILLIC, CYRILLIC_BITS, LATIN, LATIN_BITS, UNIT, each_feature};
use shelf::{Kept, Line, words};

/// Pieces shown to a table in the first round.
const FIRST_STEPS: usize = 800_000;
/// Pieces shown to a table in the last round.
const STEPS: usize = 3_000_000;
/// First step of AdaGrad.
const RATE: f32 = 0.25;
/// Pull towards zero of every weight that is touched.
const DECAY: f32 = 2e-6;

/// What a change of language costs when a review is divided into stretches, in natural-log odds; higher than in the
/// detector, so that loanwords stay in the Kazakh around them.
const CHANGE: f32 = 5.0;
/// No word says more than this about the stretch it is in.
const LOUDEST: f32 = 6.0;

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

/// Texts of one kind in one language.
struct Shelf {
    name: String,
    column: usize,
    /// How many of all pieces are from here, beside the shares of the other shelves.
    share: usize,
    lines: Vec<Line>,
}

impl Shelf {
    fn new(name: &str, column: usize, share: usize, lines: impl IntoIterator<Item = Line>) -> Self {
        let lines = lines.into_iter().filter(|line| !line.is_empty()).collect();
        Self { name: name.to_owned(), column, share, lines }
    }
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

    /// Natural-log odds of the first language against the second, by one word.
    fn margin(&self, word: &[char]) -> f32 {
        let mut margin = 0.0;
        each_feature(word, self.bits, |feature| margin += self.rows[feature][0] - self.rows[feature][1]);
        let is_kazakh = word.iter().any(|letter| "әғқңөұүһі".contains(*letter));
        (margin + if is_kazakh { LOUDEST } else { 0.0 }).clamp(-LOUDEST, LOUDEST)
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

/// Learns to tell the columns from each other.
fn train(shelves: &[Shelf], columns: usize, steps: usize, bits: u32, seed: u64) -> Weights {
    let mut random = Random(seed);
    let mut weights = Weights::new(bits);
    let mut features = Vec::new();
    let filled: Vec<&Shelf> = shelves.iter().filter(|shelf| !shelf.lines.is_empty()).collect();
    let total: usize = filled.iter().map(|shelf| shelf.share).sum();
    for _ in 0..steps {
        let mut ticket = random.below(total);
        let drawn = filled.iter().find(|shelf| {
            let hit = ticket < shelf.share;
            ticket = ticket.saturating_sub(shelf.share);
            hit
        });
        let shelf = drawn.unwrap_or(&filled[0]);
        let line = &shelf.lines[random.below(shelf.lines.len())];
        let length = match random.below(100) {
            0..35 => 1,
            35..60 => 2,
            60..85 => 3 + random.below(4),
            _ => line.len(),
        }
        .min(line.len());
        let start = random.below(line.len() - length + 1);
        weights.learn(&line[start..start + length], shelf.column, columns, &mut features);
    }
    weights
}

/// The Kazakh and the Russian stretches of a review, by what its words say (Viterbi 1967).
fn divide(weights: &Weights, line: &Line) -> (Vec<Line>, Vec<Line>) {
    let margins: Vec<f32> = line.iter().map(|word| weights.margin(word)).collect();
    // How well the words so far are explained when the last is Kazakh or Russian, and what the one before was then.
    let (mut kazakh, mut russian) = (0.0f32, 0.0f32);
    let mut before = Vec::with_capacity(line.len());
    for margin in &margins {
        before.push((kazakh >= russian - CHANGE, kazakh - CHANGE > russian));
        (kazakh, russian) =
            (kazakh.max(russian - CHANGE) + margin / 2.0, russian.max(kazakh - CHANGE) - margin / 2.0);
    }
    let mut is_kazakh = kazakh >= russian;
    let mut sides = vec![is_kazakh; line.len()];
    for (side, (if_kazakh, if_russian)) in sides.iter_mut().zip(&before).rev() {
        *side = is_kazakh;
        is_kazakh = if is_kazakh { *if_kazakh } else { *if_russian };
    }
    let (mut kazakh_lines, mut russian_lines) = (Vec::new(), Vec::new());
    let mut start = 0;
    for run in sides.chunk_by(|one, other| one == other) {
        let words = line[start..start + run.len()].to_vec();
        if run[0] {
            kazakh_lines.push(words)
        } else {
            russian_lines.push(words)
        }
        start += run.len();
    }
    (kazakh_lines, russian_lines)
}

/// The column a sentence belongs to in the table of one script, if it is in that script.
fn column(sample: &Sample, cyrillic: bool) -> Option<usize> {
    let (code, script) = sample.language.split_once('-').unwrap_or((&sample.language, ""));
    // Karakalpak stands nearest to Kazakh and is left out: it would take Kazakh typed without its letters.
    let names: &[&str] = if cyrillic { &CYRILLIC } else { &LATIN };
    let is_latin = match code {
        "en" | "tr" => true,
        "az" | "uz" | "tk" => script != "Cyrl",
        // Both are written in either script without the label saying so.
        "tt" | "be" => words(&sample.text, false).len() > words(&sample.text, true).len(),
        _ => script == "Latn",
    };
    (is_latin != cyrillic).then(|| names.iter().position(|name| *name == code)).flatten()
}

/// Sentences of all languages of one script but Kazakh and Russian, with the shares of their columns.
fn neighbours(samples: &[Sample], shares: &[usize], cyrillic: bool) -> Vec<Shelf> {
    let names: &[&str] = if cyrillic { &CYRILLIC } else { &LATIN };
    let mut shelves: Vec<Shelf> = Vec::new();
    for (index, (name, share)) in names.iter().zip(shares).enumerate().skip(2) {
        let of_column = samples.iter().filter(|sample| column(sample, cyrillic) == Some(index));
        shelves.push(Shelf::new(name, index, *share, of_column.map(|sample| words(&sample.text, cyrillic))));
    }
    shelves
}

fn main() -> std::io::Result<()> {
    let out = std::env::args_os()
        .nth(1)
        .unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/lexicon/language.model").into());
    let left_out = std::env::args().nth(2).unwrap_or_default();
    let folder = corpus::folder();
    let mut samples = corpus::samples(&folder);
    let kept = Kept::of(&samples);
    samples.retain(|sample| sample.is_open() && !sample.is_held_out());
    let texts = |language: &str| -> Vec<String> {
        let of_language = samples.iter().filter(|sample| sample.language == language);
        of_language.map(|sample| sample.text.clone()).collect()
    };
    let kazakh = [texts("kk"), shelf::kazakh(&folder, &kept)].concat();
    let russian = [texts("ru"), shelf::russian(&folder, &kept)].concat();
    let reviews: Vec<String> = shelf::reviews(&folder, &kept)
        .into_iter()
        .filter(|review| review.domain != left_out)
        .map(|review| review.text)
        .collect();

    // Kazakh and Russian are what is read most; languages known from one declaration only are shown rarely.
    let plain = |texts: &[String], i: &str| -> Vec<Line> {
        texts.iter().map(|text| words(&spelling::without_kazakh_letters(text, i), true)).collect()
    };
    let written = |texts: &[String]| -> Vec<Line> { texts.iter().map(|text| words(text, true)).collect() };
    let mut cyrillic = neighbours(&samples, &[0, 0, 18, 10, 6, 8, 12, 10, 16, 4, 3, 3, 3], true);
    cyrillic.extend([
        Shelf::new("kk", 0, 10, written(&kazakh)),
        Shelf::new("kk forms", 0, 1, written(&shelf::kazakh_forms(&folder))),
        Shelf::new("kk plain и", 0, 5, plain(&kazakh, "и")),
        Shelf::new("kk plain ы", 0, 4, plain(&kazakh, "ы")),
        Shelf::new("ru", 1, 40, written(&russian)),
    ]);
    let first = train(&cyrillic, CYRILLIC.len(), FIRST_STEPS, CYRILLIC_BITS, 11);
    let mut kazakh_stretches = Vec::new();
    let mut plain_stretches = Vec::new();
    let mut russian_stretches = Vec::new();
    for (number, review) in reviews.iter().enumerate() {
        let (kazakh, russian) = divide(&first, &words(review, true));
        let i = if number % 2 == 0 { "и" } else { "ы" };
        for stretch in &kazakh {
            let text: Vec<String> = stretch.iter().map(|word| word.iter().collect()).collect();
            plain_stretches.push(words(&spelling::without_kazakh_letters(&text.join(" "), i), true));
        }
        kazakh_stretches.extend(kazakh);
        russian_stretches.extend(russian);
    }
    cyrillic.extend([
        Shelf::new("kk reviews", 0, 8, kazakh_stretches),
        Shelf::new("kk reviews plain", 0, 4, plain_stretches),
        Shelf::new("ru reviews", 1, 4, russian_stretches),
    ]);

    let mut latin = neighbours(&samples, &[0, 0, 12, 11, 10, 12, 8, 3, 2], false);
    for variant in 0..spelling::LATIN_VARIANTS {
        let spelled = kazakh.iter().zip(0..).map(|(text, seed)| {
            words(&spelling::latin_kazakh(text, variant, seed * 7 + variant as u64), false)
        });
        latin.push(Shelf::new("kk", 0, 4, spelled));
    }
    let tatar = LATIN.iter().position(|name| *name == "tt").unwrap_or_default();
    let spelled = texts("tt").into_iter().map(|text| words(&spelling::latin_tatar(&text), false));
    latin.push(Shelf::new("tt spelled", tatar, 5, spelled));
    latin.push(Shelf::new("kk reviews", 0, 4, reviews.iter().map(|text| words(text, false))));
    latin.push(Shelf::new(
        "ru",
        1,
        8,
        russian.iter().map(|text| words(&spelling::latin_russian(text), false)),
    ));

    for shelf in cyrillic.iter().chain(&latin) {
        println!("{}\t{} lines", shelf.name, shelf.lines.len());
    }
    let mut bytes = train(&cyrillic, CYRILLIC.len(), STEPS, CYRILLIC_BITS, 11).bytes(CYRILLIC.len());
    bytes.extend(train(&latin, LATIN.len(), STEPS / 2, LATIN_BITS, 12).bytes(LATIN.len()));
    std::fs::write(out, bytes)
}
