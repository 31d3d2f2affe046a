//! How fast redaction reads, in bytes a second: sentences with nothing to hide and sentences full of it, beside what others would do
//! for a part of the work: regular expressions for the numbers and a search for all first names of the registers.

use divan::Bencher;
use divan::counter::BytesCount;

const SETS: [&str; 2] =
    [include_str!("../tests/redaction/tune.tsv"), include_str!("../tests/redaction/measure.tsv")];

fn main() {
    divan::main();
}

/// Sentences of the invented sets, about 300 kB: those in which all stays, or all of them.
fn texts(with_private: bool) -> Vec<String> {
    let lines: Vec<String> = SETS
        .iter()
        .flat_map(|set| set.lines())
        .filter(|line| with_private || line.starts_with("stay") && !line.contains('{'))
        .filter_map(|line| line.splitn(3, '\t').nth(2))
        .map(|text| text.replace(['{', '}'], ""))
        .collect();
    let bytes: usize = lines.iter().map(String::len).sum();
    lines.iter().cycle().take(lines.len() * (300_000 / bytes).max(1)).cloned().collect()
}

fn run(bencher: Bencher, with_private: bool, read: impl Fn(&str) -> usize) {
    let texts = texts(with_private);
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| texts.iter().map(|text| read(text)).sum::<usize>());
}

#[divan::bench(args = [false, true])]
fn redact(bencher: Bencher, with_private: bool) {
    run(bencher, with_private, |text| dauys_text::redact(text).len());
}

/// The numbers alone, by five regular expressions.
#[divan::bench(args = [false, true])]
fn regular_expressions_for_numbers(bencher: Bencher, with_private: bool) {
    let patterns = [
        r"(\+7|\b[78])[\s\-(]*7\d{2}[\s\-)]*\d{3}[\s\-]*\d{2}[\s\-]*\d{2}",
        r"\b\d{12}\b",
        r"\b(?:\d{4}[ -]?){3}\d{4}\b",
        r"(?i)\bKZ\d{2}[A-Z0-9]{16}\b",
        r"[\w.+-]+@[\w-]+\.[\w.-]+",
    ];
    let patterns: Vec<regex::Regex> = patterns.iter().filter_map(|it| regex::Regex::new(it).ok()).collect();
    run(bencher, with_private, |text| patterns.iter().map(|it| it.find_iter(text).count()).sum());
}

/// The first names alone, as they stand in the registers, without their cases.
#[divan::bench(args = [false, true])]
fn aho_corasick_for_first_names(bencher: Bencher, with_private: bool) {
    let names: Vec<&str> = [
        include_str!("../../../data/lexicon/names/given_kk.tsv"),
        include_str!("../../../data/lexicon/names/given_ru.tsv"),
    ]
    .iter()
    .flat_map(|list| list.lines())
    .filter_map(|line| line.split('\t').next())
    .collect();
    let Ok(search) = aho_corasick::AhoCorasick::new(&names) else { return };
    run(bencher, with_private, |text| search.find_iter(text).count());
}
