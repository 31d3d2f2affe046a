//! How often terms ask for memory: a bounded number of times a word, never once a letter.

use allocation_counter::measure;
use dauys_text::{terms, tokens, words};

/// A text of one kind of the fixture, as one.
fn text(kind: &str) -> String {
    include_str!("fixtures/matching.tsv")
        .lines()
        .filter(|line| line.split('\t').next() == Some(kind))
        .filter_map(|line| line.split('\t').nth(3))
        .fold(String::new(), |whole, text| whole + text + ". ")
}

#[test]
fn words_ask_for_memory_a_bounded_number_of_times() {
    for (kind, most) in [("kk", 12.0), ("plain", 30.0), ("latin", 50.0), ("ru", 8.0), ("mixed", 24.0)] {
        let text = text(kind);
        let count = tokens(&text).len() as f64;
        terms(&words(&text, None));
        let whole = measure(|| {
            terms(&words(&text, None));
        });
        let normal = measure(|| {
            for token in tokens(&text) {
                dauys_text::normal(token.surface);
            }
        });
        let a_word = whole.count_total as f64 / count;
        println!(
            "{kind}: {a_word:.1} allocations a word, {:.1} of them for normal forms",
            normal.count_total as f64 / count
        );
        assert!(a_word <= most, "{kind}: {a_word}");
    }
}

#[test]
fn long_words_ask_no_more_often() {
    let short = "ы".repeat(20);
    let long = "ыа".repeat(2000);
    let of = |text: &str| measure(|| drop(terms(&words(text, None)))).count_total;
    of(&short);
    assert!(of(&long) <= of(&short) + 200, "{} {}", of(&short), of(&long));
}
