//! Laws of terms, on texts made at random: nothing panics, offsets lie on borders of letters, and the terms of a sentence are the same
//! whatever stands beside it.
//!
//! The last law holds for the words of a sentence as they are read in their language. The language itself is decided by the text as a
//! whole, since «бар» alone is told by nothing but its neighbours; so are the aliases of words of other languages, which only a text
//! that may be Kazakh has.

use dauys_text::kazakh::to_cyrillic;
use dauys_text::{analyze, normal, query_terms, sentences, skeleton, terms, tokens, words};
use proptest::prelude::*;

/// Sentences of every kind, invented.
fn sentence() -> impl Strategy<Value = String> {
    let kinds: Vec<&'static str> = include_str!("fixtures/matching.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').nth(3))
        .collect();
    prop_oneof![4 => proptest::sample::select(kinds).prop_map(str::to_owned), 1 => "[\\PC]{0,30}", 1 => "[а-яәғқңөұүһіa-zا-ي'\u{674}\u{301}#@<_-]{0,20}"]
}

/// What is said of each word of a text, by sentences.
fn read(text: &str) -> Vec<Vec<String>> {
    let found = words(text, None);
    let mut read = vec![Vec::new(); found.sentences.len()];
    for word in &found.words {
        let said = (word.language, &word.normal, &word.stem, &word.fold, word.is_loose, word.negated);
        read[word.sentence].push(format!("{said:?}"));
    }
    read.retain(|words| !words.is_empty());
    read
}

/// The languages alone.
fn languages(read: &[Vec<String>]) -> Vec<Vec<&str>> {
    read.iter().map(|words| words.iter().filter_map(|word| word.split(',').next()).collect()).collect()
}

proptest! {
    #[test]
    fn words_of_a_sentence_do_not_depend_on_its_neighbours(list in proptest::collection::vec(sentence(), 1..5)) {
        let apart: Vec<Vec<String>> = list.iter().flat_map(|one| read(one)).collect();
        let together = read(&list.join("\n"));
        if languages(&apart) == languages(&together) {
            prop_assert_eq!(&together, &apart);
        }
        let turned: Vec<&str> = list.iter().rev().map(String::as_str).collect();
        let mut turned = read(&turned.join("\n"));
        let mut together = together;
        turned.sort_unstable();
        together.sort_unstable();
        if languages(&turned) == languages(&together) {
            prop_assert_eq!(turned, together);
        }
    }

    #[test]
    fn any_text_is_survived(text in prop_oneof![sentence(), "\\PC{0,60}", ".{0,60}"]) {
        let found = words(&text, None);
        let mut last = 0;
        for term in terms(&found) {
            prop_assert!(text.is_char_boundary(term.start) && text.is_char_boundary(term.end));
            prop_assert!(term.start >= last && term.start < term.end);
            prop_assert!(!term.text.is_empty());
            last = term.start;
        }
        for range in sentences(&text) {
            prop_assert!(text.get(range).is_some());
        }
        analyze("", &text, &dauys_text::Given::default());
        for token in tokens(&text) {
            query_terms(token.surface);
            to_cyrillic(token.surface);
        }
        query_terms(&text);
    }

    #[test]
    fn folding_and_cleaning_twice_change_nothing(word in prop_oneof!["\\PC{0,12}", ".{0,12}", "[а-яәғқңөұүһіa-zşğıáóúýńǵا-ي'-]{0,12}"]) {
        let clean = normal(&word);
        prop_assert_eq!(normal(&clean), clean.clone());
        for given in [word, clean] {
            let folded = skeleton(&given);
            prop_assert_eq!(skeleton(&folded), folded);
        }
    }
}
