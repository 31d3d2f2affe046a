//! Kazakh stems against hand-made lemmas.

use std::collections::BTreeMap;

use dauys_text::{kazakh, normal, skeleton};

use crate::corpus;
use crate::measure::{Share, folder, hold};

/// Pairwise F1: do two forms get one key exactly when they have one lemma?
fn conflation(pairs: &[(String, String)], key: impl Fn(&str) -> String) -> f64 {
    let mut distinct = pairs.to_vec();
    distinct.sort();
    distinct.dedup();
    let mut by = [BTreeMap::<String, u64>::new(), BTreeMap::new(), BTreeMap::new()];
    for (form, lemma) in &distinct {
        let key = key(form);
        *by[0].entry(format!("{lemma}\t{key}")).or_default() += 1;
        *by[1].entry(key).or_default() += 1;
        *by[2].entry(lemma.clone()).or_default() += 1;
    }
    let [both, same_key, same_lemma] =
        by.map(|groups| groups.values().map(|count| count * (count - 1) / 2).sum::<u64>() as f64);
    2.0 * both / (same_key + same_lemma).max(1.0)
}

#[test]
fn stems() {
    let Some(folder) = folder() else { return };
    let pairs = |file: &str, form: usize, lemma: usize| -> Vec<(String, String)> {
        let rows = corpus::rows(&folder.join("morph").join(file));
        rows.iter()
            .map(|row| (normal(row[form].split(' ').next().unwrap_or("")), normal(&row[lemma])))
            .collect()
    };
    let kazakh_key = |form: &str| kazakh::stem(form).stem;
    let folded_key = |form: &str| kazakh::stem(&skeleton(form)).stem;
    let mut figures = BTreeMap::new();
    for (name, file, form, lemma) in [
        ("kk UD", "kk_ud_form_lemma.tsv", 2, 3),
        ("kk UniMorph nouns", "kk_unimorph_nouns.tsv", 1, 0),
        ("kk UniMorph verbs", "kk_unimorph_verbs.tsv", 1, 0),
    ] {
        let pairs = pairs(file, form, lemma);
        figures.insert(format!("{name}, lemmas in the list"), conflation(&pairs, kazakh_key));
        figures.insert(format!("{name}, typed as skeletons"), conflation(&pairs, folded_key));
    }
    let mut segmentation = Share::default();
    for row in corpus::rows(&folder.join("morph/kk_segmentation_sample.tsv")) {
        for word in row[1].split(' ').filter(|word| word.contains(char::is_alphabetic)) {
            let expected = normal(word.split('·').next().unwrap_or(""));
            segmentation.add(kazakh::stem(&normal(&word.replace('·', ""))).stem == expected);
        }
    }
    figures.insert("kk segmentation, exact stem".into(), segmentation.value());
    hold(
        "stems",
        &figures,
        &[
            ("kk UD, lemmas in the list", 0.88),
            ("kk UD, typed as skeletons", 0.81),
            ("kk UniMorph nouns, lemmas in the list", 0.99),
            ("kk UniMorph nouns, typed as skeletons", 0.975),
            ("kk UniMorph verbs, lemmas in the list", 0.87),
            ("kk UniMorph verbs, typed as skeletons", 0.855),
            ("kk segmentation, exact stem", 0.795),
        ],
    );
}
