//! Stems of running Russian text, in words a second, beside Snowball and rumorph: `cargo bench -p dauys-text --bench russian`.
//!
//! The text is that of the passages in `DAUYS_CORPORA`; without them, of some invented sentences over and over.

use std::hint::black_box;
use std::sync::LazyLock;

use divan::counter::ItemsCount;
use rust_stemmers::{Algorithm, Stemmer};

#[path = "../examples/corpus/mod.rs"]
mod corpus;

/// What stands in for the passages.
const INVENTED: &str = "Жители третьего микрорайона жалуются: второй день нет горячей воды, в подвале прорвало трубу, а КСК не \
    отвечает. Просим акимат проверить, когда отремонтируют дорогу и вывезут мусор, который не вывозили две недели. В ЦОНе \
    сказали обращаться по телефону, но дозвониться невозможно.";

/// The words of the text in normal form.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let path = corpus::folder().join("retrieval/ru_xquad_docs.jsonl");
    let text = std::fs::read_to_string(path).unwrap_or_else(|_| INVENTED.repeat(500));
    let words = dauys_text::tokens(&text).into_iter().map(|token| dauys_text::normal(token.surface));
    words.filter(|word| word.starts_with(|letter| matches!(letter, 'а'..='я' | 'ё'))).collect()
});

fn main() {
    divan::main();
}

fn stems<S>(bencher: divan::Bencher<'_, '_>, stem: impl Fn(&str) -> S + Sync) {
    let words = &*WORDS;
    bencher.counter(ItemsCount::new(words.len())).bench(|| {
        for word in words {
            black_box(stem(black_box(word)));
        }
    });
}

#[divan::bench]
fn ours(bencher: divan::Bencher<'_, '_>) {
    stems(bencher, dauys_text::russian::stem);
}

#[divan::bench]
fn snowball(bencher: divan::Bencher<'_, '_>) {
    let stemmer = Stemmer::create(Algorithm::Russian);
    stems(bencher, |word| stemmer.stem(word).into_owned());
}

#[divan::bench]
fn rumorph(bencher: divan::Bencher<'_, '_>) {
    let dictionary = ::rumorph::Dictionary::bundled().expect("the dictionary comes with its crate");
    stems(bencher, |word| dictionary.analyze(word).into_iter().next().map(|found| found.lemma));
}
