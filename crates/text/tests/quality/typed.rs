//! Spellings: whether a word typed one way meets the same word typed another way.

use std::collections::BTreeMap;
use std::path::Path;

use dauys_text::{query_terms, terms, words};

use crate::measure::{Share, folder, hold};
use crate::{corpus, spelling};

/// Whether one of the terms a query word stands for is among the terms of a text.
fn meets(query: &str, text: &str) -> bool {
    let held = terms(&words(text, None));
    query_terms(query).iter().any(|(wanted, _)| held.iter().any(|term| term.text == *wanted))
}

#[test]
fn spellings() {
    let Some(folder) = folder() else { return };
    let mut figures: BTreeMap<String, Share> = BTreeMap::new();
    for row in corpus::rows(&folder.join("morph/kk_user_spelling_pairs.tsv")) {
        figures.entry("proper query, text as typed".into()).or_default().add(meets(&row[1], &row[0]));
        figures.entry("query as typed, proper text".into()).or_default().add(meets(&row[0], &row[1]));
    }
    for row in corpus::rows(Path::new(&folder.join("morph/kk_unimorph_nouns.tsv"))).iter().step_by(7) {
        let latin = spelling::latin_kazakh(&row[1], 1, 1);
        figures.entry("lemma, text in the Latin of 2018".into()).or_default().add(meets(&row[0], &latin));
        let plain = spelling::without_kazakh_letters(&row[1], "и");
        figures.entry("lemma, text without Kazakh letters".into()).or_default().add(meets(&row[0], &plain));
    }
    let figures = figures.into_iter().map(|(slice, share)| (slice, share.value())).collect();
    hold(
        "spellings",
        &figures,
        &[
            ("proper query, text as typed", 0.967),
            ("query as typed, proper text", 0.975),
            ("lemma, text in the Latin of 2018", 0.98),
            ("lemma, text without Kazakh letters", 0.978),
        ],
    );
}
