//! Kazakh stems against hand-made lemmas: are words together exactly when they have a lemma in common?

use std::collections::BTreeMap;
use std::path::Path;

use dauys_text::kazakh::{Stemmer, Weights};
use dauys_text::{normal, skeleton};
use rust_stemmers::{Algorithm, Stemmer as Snowball};

use crate::conflation::{self, Conflation, conflation, lemmas};
use crate::corpus;
use crate::corpus::kazakh_stems::{Lemmas, derive};
use crate::measure::{Share, folder, hold};

/// One set of words, and the stems made without its lemmas.
struct Set {
    name: &'static str,
    words: conflation::Lemmas,
    without: Lemmas,
}

fn sets(folder: &Path) -> Vec<Set> {
    let read = |file: &str, form: usize, lemma: usize| {
        let rows = corpus::rows(&folder.join("morph").join(file));
        lemmas(rows.iter().map(|row| (row[form].as_str(), row[lemma].as_str())))
    };
    let segmented: Vec<(String, String)> = corpus::rows(&folder.join("morph/kk_segmentation_sample.tsv"))
        .iter()
        .flat_map(|row| row[1].split(' '))
        .map(|word| (word.replace('·', ""), word.split('·').next().unwrap_or("").to_owned()))
        .collect();
    let segmented = lemmas(segmented.iter().map(|(form, stem)| (form.as_str(), stem.as_str())));
    vec![
        Set {
            name: "UD",
            words: read("kk_ud_form_lemma.tsv", 2, 3),
            without: Lemmas::WithoutUniversalDependencies,
        },
        Set {
            name: "UniMorph nouns",
            words: read("kk_unimorph_nouns.tsv", 1, 0),
            without: Lemmas::WithoutUniMorph,
        },
        Set {
            name: "UniMorph verbs",
            words: read("kk_unimorph_verbs.tsv", 1, 0),
            without: Lemmas::WithoutUniMorph,
        },
        Set { name: "segmentation", words: segmented, without: Lemmas::All },
    ]
}

/// Prints every set under every stemmer, peers beside ours, and holds ours to floors. Figures «unseen» are those of stems that were made
/// without the lemmas of the set; «texts only» of stems without any lemmas but those written by hand.
#[test]
fn stems() {
    let Some(folder) = folder() else { return };
    let shipped = Stemmer::default();
    let of_texts = Stemmer::with_stems(&derive(&folder, Lemmas::None));
    let without_ud = Stemmer::with_stems(&derive(&folder, Lemmas::WithoutUniversalDependencies));
    let without_unimorph = Stemmer::with_stems(&derive(&folder, Lemmas::WithoutUniMorph));
    let key = |stemmer: &Stemmer, word: &str, weights: Weights| {
        let mut stem = String::new();
        stemmer.stem_into(word, weights, &mut stem);
        stem
    };
    let turkish = Snowball::create(Algorithm::Turkish);
    let mut figures = BTreeMap::new();
    println!("{:14} {:34} {:>9} {:>9} {:>9}", "set", "stems", "precision", "recall", "F1");
    for Set { name, words, without } in sets(&folder) {
        let unseen = match without {
            Lemmas::WithoutUniversalDependencies => &without_ud,
            Lemmas::WithoutUniMorph => &without_unimorph,
            Lemmas::All | Lemmas::None => &shipped,
        };
        let mut row = |stems: &str, pairs: Conflation| {
            println!("{name:14} {stems:34} {:9.4} {:9.4} {:9.4}", pairs.precision, pairs.recall, pairs.f1());
            figures.insert(format!("{name}, {stems}"), pairs.f1());
        };
        row("peer: identity", conflation(&words, str::to_owned));
        row("peer: Snowball Turkish", conflation(&words, |word| turkish.stem(word).into_owned()));
        row("peer: first five letters", conflation(&words, |word| word.chars().take(5).collect()));
        row("texts only", conflation(&words, |word| key(&of_texts, word, Weights::Counted)));
        row("unseen", conflation(&words, |word| key(unseen, word, Weights::Counted)));
        row("unseen, plain list", conflation(&words, |word| key(unseen, word, Weights::Listed)));
        row(
            "unseen, typed as skeletons",
            conflation(&words, |word| key(unseen, &skeleton(word), Weights::Counted)),
        );
        row("shipped", conflation(&words, |word| key(&shipped, word, Weights::Counted)));
    }
    let mut segmentation = Share::default();
    for row in corpus::rows(&folder.join("morph/kk_segmentation_sample.tsv")) {
        for word in row[1].split(' ').filter(|word| word.contains(char::is_alphabetic)) {
            let expected = normal(word.split('·').next().unwrap_or(""));
            let found = key(&shipped, &normal(&word.replace('·', "")), Weights::Counted);
            segmentation.add(found == expected);
        }
    }
    figures.insert("segmentation, exact stem".into(), segmentation.value());
    hold(
        "Kazakh stems, F1 of pairs",
        &figures,
        &[
            ("UD, texts only", 0.91),
            ("UD, unseen", 0.91),
            ("UD, unseen, plain list", 0.88),
            ("UD, unseen, typed as skeletons", 0.83),
            ("UniMorph nouns, texts only", 0.965),
            ("UniMorph nouns, unseen, typed as skeletons", 0.955),
            ("UniMorph verbs, texts only", 0.92),
            ("UniMorph verbs, unseen, typed as skeletons", 0.89),
            ("segmentation, texts only", 0.79),
            ("segmentation, exact stem", 0.79),
        ],
    );
}
