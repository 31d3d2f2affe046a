//! Takes the folder of development corpora and gives what the language detector is trained on: texts of one kind in one language
//! together, without anything that a measurement keeps for itself.

use std::collections::BTreeSet;
use std::path::Path;

use dauys_text::language::LONGEST_WORD;

use crate::corpus::{self, Sample};

/// Texts that share so many words in a row are taken for copies of each other.
const RUN: usize = 5;

/// The words of one text, in normal form.
pub(crate) type Line = Vec<Vec<char>>;

/// The words of a text that are in one script.
pub(crate) fn words(text: &str, cyrillic: bool) -> Line {
    dauys_text::tokens(text)
        .iter()
        .map(|token| dauys_text::normal(token.surface).chars().take(LONGEST_WORD).collect::<Vec<char>>())
        .filter(|word| word.iter().any(|letter| letter.is_alphabetic()))
        .filter(|word| {
            word.iter()
                .all(|letter| !letter.is_alphabetic() || ('\u{400}'..'\u{530}').contains(letter) == cyrillic)
        })
        .collect()
}

/// What is kept for measuring, by which copies of it are known.
pub(crate) struct Kept(BTreeSet<Vec<String>>);

impl Kept {
    /// What measurements keep of the labelled sentences: all that the licence closes, all reviews, and a tenth of the rest.
    pub(crate) fn of(samples: &[Sample]) -> Self {
        let mut runs = BTreeSet::new();
        for sample in samples.iter().filter(|sample| !sample.is_open() || sample.is_held_out()) {
            let words = normal_words(&sample.text);
            if words.len() <= RUN {
                runs.insert(words);
            } else {
                runs.extend(words.windows(RUN).map(<[String]>::to_vec));
            }
        }
        Self(runs)
    }

    /// Whether a text is one of those or shares a run of words with one.
    pub(crate) fn has(&self, text: &str) -> bool {
        let words = normal_words(text);
        self.0.contains(&words) || words.windows(RUN).any(|run| self.0.contains(run))
    }
}

/// Normal words with letters said once where they are repeated: «кереммммет» is a copy of «керемет».
fn normal_words(text: &str) -> Vec<String> {
    let squeeze = |word: String| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        letters.into_iter().collect()
    };
    dauys_text::tokens(text).iter().map(|token| squeeze(dauys_text::normal(token.surface))).collect()
}

/// One review of KazSAnDRA.
pub(crate) struct Review {
    /// `appstore`, `market`, `mapping` or `bookstore`.
    pub(crate) domain: String,
    /// Its text.
    pub(crate) text: String,
}

/// The reviews of KazSAnDRA that no measurement keeps, each once.
pub(crate) fn reviews(folder: &Path, kept: &Kept) -> Vec<Review> {
    let mut seen = BTreeSet::new();
    let mut reviews = Vec::new();
    for file in ["kk_kazsandra_polarity.tsv", "kk_kazsandra_stars_places_market.tsv"] {
        for row in corpus::rows(&folder.join("usertext").join(file)) {
            let (Some(domain), Some(text)) = (row.get(1), row.last()) else { continue };
            if !kept.has(text) && seen.insert(normal_words(text)) {
                reviews.push(Review { domain: domain.clone(), text: text.clone() });
            }
        }
    }
    reviews
}

/// More Russian sentences: those of the Universal Dependencies file of forms, and the passages of XQuAD.
pub(crate) fn russian(folder: &Path, kept: &Kept) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut last = String::new();
    for row in corpus::rows(&folder.join("morph/ru_ud_form_lemma.tsv")) {
        let [sentence, _, form, _] = row.as_slice() else { continue };
        match texts.last_mut() {
            Some(text) if *sentence == last => {
                text.push(' ');
                text.push_str(form);
            }
            _ => texts.push(form.clone()),
        }
        last.clone_from(sentence);
    }
    texts.extend(passages(&folder.join("retrieval/ru_xquad_docs.jsonl")));
    texts.retain(|text| !kept.has(text) && !is_kept_form(text));
    texts
}

/// More Kazakh sentences: the passages of KazQAD.
pub(crate) fn kazakh(folder: &Path, kept: &Kept) -> Vec<String> {
    let mut texts = passages(&folder.join("retrieval/kk_kazqad_docs.jsonl"));
    texts.retain(|text| !kept.has(text));
    texts
}

/// The sentences of a file of passages.
fn passages(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut sentences = Vec::new();
    for line in text.lines() {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let passage = value["text"].as_str().unwrap_or("");
        sentences.extend(dauys_text::sentences(passage).into_iter().map(|range| passage[range].to_owned()));
    }
    sentences
}

/// Kazakh word forms of UniMorph and of Universal Dependencies, each once, without those that a measurement of single words keeps.
pub(crate) fn kazakh_forms(folder: &Path) -> Vec<String> {
    let mut forms = BTreeSet::new();
    for (file, form, lemma) in
        [("kk_unimorph_nouns.tsv", 1, 0), ("kk_unimorph_verbs.tsv", 1, 0), ("kk_ud_form_lemma.tsv", 2, 3)]
    {
        for row in corpus::rows(&folder.join("morph").join(file)) {
            let (Some(form), Some(lemma)) = (row.get(form), row.get(lemma)) else { continue };
            if !is_kept_form(lemma) {
                forms.insert(form.to_lowercase());
            }
        }
    }
    forms.into_iter().collect()
}

/// Whether the forms of a lemma, or a sentence of a file of forms, are kept for measuring: one in ten, by the same hash as
/// sentences.
pub(crate) fn is_kept_form(lemma: &str) -> bool {
    corpus::is_one_of(10, &lemma.to_lowercase())
}
