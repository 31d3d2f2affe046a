//! Kazakh stems against hand-made lemmas: are words together exactly when they have a lemma in common?

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use dauys_text::kazakh::{Stemmer, Weights};
use dauys_text::{normal, skeleton};
use rust_stemmers::{Algorithm, Stemmer as Snowball};

use crate::corpus;
use crate::corpus::kazakh_stems::{Lemmas, derive};
use crate::measure::{Share, folder, hold};

/// Distinct lower-case words, forms and lemmas alike, each with the lemmas it occurs with. A lemma belongs to itself.
#[derive(Default)]
struct Words(BTreeMap<String, BTreeSet<String>>);

/// How well stems keep words together that have a lemma in common, over all pairs of words.
struct Pairs {
    /// The share of pairs with one stem that have a common lemma.
    precision: f64,
    /// The share of pairs with a common lemma that have one stem.
    recall: f64,
}

impl Pairs {
    fn f1(&self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall).max(f64::MIN_POSITIVE)
    }
}

impl Words {
    fn add(&mut self, form: &str, lemma: &str) {
        let (form, lemma) = (form.to_lowercase(), lemma.to_lowercase());
        if [&form, &lemma].into_iter().all(|word| !word.is_empty() && word.chars().all(char::is_alphabetic)) {
            self.0.entry(form).or_default().insert(lemma.clone());
            self.0.entry(lemma.clone()).or_default().insert(lemma);
        }
    }

    fn score(&self, stem: impl Fn(&str) -> String) -> Pairs {
        let mut by_lemma: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_stem: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, (word, lemmas)) in self.0.iter().enumerate() {
            by_stem.entry(stem(word)).or_default().push(number);
            for lemma in lemmas {
                by_lemma.entry(lemma).or_default().push(number);
            }
        }
        let with_common_lemma: HashSet<(usize, usize)> =
            by_lemma.values().flat_map(|group| pairs(group)).collect();
        let (mut with_one_stem, mut both) = (0.0, 0.0);
        for pair in by_stem.values().flat_map(|group| pairs(group)) {
            with_one_stem += 1.0;
            both += f64::from(u8::from(with_common_lemma.contains(&pair)));
        }
        let all = with_common_lemma.len() as f64;
        Pairs { precision: both / f64::max(with_one_stem, 1.0), recall: both / all.max(1.0) }
    }
}

/// All pairs of a group, which is in order.
fn pairs(group: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    group.iter().enumerate().flat_map(|(place, one)| group[place + 1..].iter().map(|other| (*one, *other)))
}

/// One set of words, and the stems made without its lemmas.
struct Set {
    name: &'static str,
    words: Words,
    without: Lemmas,
}

fn sets(folder: &Path) -> Vec<Set> {
    let read = |file: &str, form: usize, lemma: usize| {
        let mut words = Words::default();
        for row in corpus::rows(&folder.join("morph").join(file)) {
            words.add(&row[form], &row[lemma]);
        }
        words
    };
    let mut segmented = Words::default();
    for row in corpus::rows(&folder.join("morph/kk_segmentation_sample.tsv")) {
        for word in row[1].split(' ') {
            segmented.add(&word.replace('·', ""), word.split('·').next().unwrap_or(""));
        }
    }
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
        let mut row = |stems: &str, pairs: Pairs| {
            println!("{name:14} {stems:34} {:9.4} {:9.4} {:9.4}", pairs.precision, pairs.recall, pairs.f1());
            figures.insert(format!("{name}, {stems}"), pairs.f1());
        };
        row("peer: identity", words.score(str::to_owned));
        row("peer: Snowball Turkish", words.score(|word| turkish.stem(word).into_owned()));
        row("peer: first five letters", words.score(|word| word.chars().take(5).collect()));
        row("texts only", words.score(|word| key(&of_texts, word, Weights::Counted)));
        row("unseen", words.score(|word| key(unseen, word, Weights::Counted)));
        row("unseen, plain list", words.score(|word| key(unseen, word, Weights::Listed)));
        row("unseen, typed as skeletons", words.score(|word| key(unseen, &skeleton(word), Weights::Counted)));
        row("shipped", words.score(|word| key(&shipped, word, Weights::Counted)));
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
