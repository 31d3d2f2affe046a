//! Takes openly licensed Kazakh texts and word lists and gives the list of stems that `data/lexicon/kazakh_stems.tsv` is.
//!
//! Every form that occurs is taken apart in the way that costs least under the stems found so far; stems are then counted by the
//! forms that they explain, and all is done again, until stems that explain one form only have lost theirs to better ones (hard
//! expectation maximization). Stems written by hand and the lemmas of Universal Dependencies and UniMorph start the count.

#![allow(dead_code, reason = "each example and test uses a part")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dauys_text::kazakh::{Found, Kind, Spelling, Stemmer, Weights, has_kazakh_letter};

use super::{rows, samples};

/// Rounds of taking apart and counting.
const ROUNDS: usize = 8;

/// What a stem of a hand-made list counts for beside the forms that texts give it.
const LEMMA: f32 = 4.0;

/// A stem from texts is kept when it explains this many forms,
const FORMS: f32 = 2.0;

/// or when it stands alone this often.
const ALONE: usize = 3;

/// A word of a review counts when reviews have it this often,
const REVIEWED: usize = 2;

/// and such a share of the letters of the review are Kazakh ones: who types Kazakh letters types them everywhere. Formal text has 15 of a
/// hundred.
const KAZAKH_LETTERS: f32 = 0.08;

/// Stems written by hand.
const KNOWN: &str = include_str!("../../../../data/lexicon/kazakh_known_stems.tsv");

/// Words, and how often each occurs.
type Forms = BTreeMap<String, usize>;

/// Stems with what each counts for.
type Stems = BTreeMap<(String, Kind), f32>;

/// Which hand-made lists start the count. For an honest measurement the one that is measured with is left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lemmas {
    /// All.
    All,
    /// All but the lemmas and texts of Universal Dependencies.
    WithoutUniversalDependencies,
    /// All but the lemmas of UniMorph.
    WithoutUniMorph,
    /// Neither: only texts and the stems written by hand.
    None,
}

/// The list of stems, in lines of `stem`, `N` or `V`, and how many forms of it were seen.
pub(crate) fn derive(folder: &Path, lemmas: Lemmas) -> String {
    let forms = read_forms(folder, lemmas);
    let start = read_lemmas(folder, lemmas);
    let mut stems = start.clone();
    for _ in 0..ROUNDS {
        stems = count(&forms, &stems, &start);
    }
    lines(&stems)
}

fn lines(stems: &Stems) -> String {
    stems
        .iter()
        .map(|((stem, kind), count)| {
            format!("{stem}\t{}\t{count}\n", if *kind == Kind::Verb { "V" } else { "N" })
        })
        .collect()
}

/// Takes all forms apart with the stems found so far and counts what is found.
fn count(forms: &Forms, stems: &Stems, start: &Stems) -> Stems {
    let stemmer = Stemmer::with_stems(&lines(stems));
    let mut counts: BTreeMap<(String, Kind), (f32, usize)> = BTreeMap::new();
    for (form, times) in forms {
        let found = stemmer.analyse(form, Weights::Counted);
        if found.found == Found::Exception || found.spelling != Spelling::Own {
            continue;
        }
        let count = counts.entry((found.stem, found.kind)).or_default();
        count.0 += 1.0;
        if found.endings.is_empty() {
            count.1 += times;
        }
    }
    let mut next = start.clone();
    for (stem, (explained, alone)) in counts {
        if explained >= FORMS || alone >= ALONE {
            *next.entry(stem).or_default() += explained;
        }
    }
    let verbs: BTreeSet<String> =
        next.keys().filter(|(_, kind)| *kind == Kind::Verb).map(|(stem, _)| stem.clone()).collect();
    let written: BTreeSet<&str> = start.keys().map(|(stem, _)| stem.as_str()).collect();
    next.retain(|(stem, kind), _| match kind {
        Kind::Noun if is_verbal_noun(stem, &verbs) => false,
        _ if written.contains(stem.as_str()) => true,
        Kind::Noun => !is_form(stem, &verbs) && !is_voiced_maker(stem) && !is_mistyped(stem, &written),
        Kind::Verb => !is_form(stem, &verbs) && !is_passive(stem, &verbs),
    });
    next
}

/// The verb that is left without a suffix, when it is known: as it stands, before voicing, or with the narrow vowel that fell out.
fn is_known_without(stem: &str, suffix: &str, verbs: &BTreeSet<String>) -> bool {
    let Some(rest) = stem.strip_suffix(suffix).filter(|rest| rest.chars().count() >= 2) else { return false };
    let voiceless = match rest.chars().last() {
        Some('б') => 'п',
        Some('г') => 'к',
        Some('ғ') => 'қ',
        _ => return verbs.contains(rest),
    };
    let before_voicing: String = rest.chars().take(rest.chars().count() - 1).chain([voiceless]).collect();
    verbs.contains(rest) || verbs.contains(&before_voicing)
}

/// Whether a verb is only the passive of a known one, to which its forms belong.
fn is_passive(stem: &str, verbs: &BTreeSet<String>) -> bool {
    let after_consonant = ["ыл", "іл"].into_iter().any(|suffix| {
        is_known_without(stem, suffix, verbs)
            || stem.strip_suffix(suffix).is_some_and(|rest| {
                ["ы", "і"].into_iter().any(|vowel| verbs.contains(&format!("{rest}{vowel}")))
            })
    });
    let after_l = ["ын", "ін"].into_iter().any(|suffix| {
        stem.strip_suffix(suffix).is_some_and(|rest| rest.ends_with('л') && verbs.contains(rest))
    });
    let after_vowel =
        stem.strip_suffix('л').is_some_and(|rest| rest.ends_with(['а', 'е']) && verbs.contains(rest));
    after_consonant || after_l || after_vowel
}

/// Whether a noun is only the verbal noun of a known verb.
fn is_verbal_noun(stem: &str, verbs: &BTreeSet<String>) -> bool {
    stem.strip_suffix('у').is_some_and(|verb| verbs.contains(verb))
}

/// Whether a stem is only a participle, a converb or a past of a known verb.
fn is_form(stem: &str, verbs: &BTreeSet<String>) -> bool {
    const SUFFIXES: [&str; 28] = [
        "д",
        "ды",
        "ді",
        "ты",
        "ті",
        "ған",
        "ген",
        "қан",
        "кен",
        "ғандық",
        "гендік",
        "қандық",
        "кендік",
        "атын",
        "етін",
        "йтын",
        "йтін",
        "ып",
        "іп",
        "п",
        "мақ",
        "мек",
        "бақ",
        "бек",
        "пақ",
        "пек",
        "са",
        "се",
    ];
    SUFFIXES.into_iter().any(|suffix| is_known_without(stem, suffix, verbs))
}

/// Whether a noun ends in `-лығ` and its kin, which stand only before endings and belong to `-лық`.
fn is_voiced_maker(stem: &str) -> bool {
    ["лығ", "дығ", "тығ", "ліг", "діг", "тіг"].into_iter().any(|suffix| stem.ends_with(suffix))
}

/// Whether a stem is one written by hand, mistyped with `х` for `қ`, perhaps without its last vowel: «жахс» of «жақсы».
fn is_mistyped(stem: &str, written: &BTreeSet<&str>) -> bool {
    let meant = stem.replace('х', "қ");
    stem.contains('х')
        && ["", "ы", "і"].into_iter().any(|vowel| written.contains(format!("{meant}{vowel}").as_str()))
}

fn is_kazakh_word(word: &str) -> bool {
    word.chars().count() >= 2
        && word.chars().all(|letter| {
            matches!(letter, 'а'..='я' | 'ё' | 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і')
        })
}

/// Lower-case words of a text. Words with a capital inside a sentence count too: names have endings like all others.
fn add_words(text: &str, forms: &mut Forms) {
    for token in dauys_text::tokens(text) {
        for part in dauys_text::normal(token.surface).split('-') {
            if is_kazakh_word(part) {
                *forms.entry(part.to_owned()).or_default() += 1;
            }
        }
    }
}

fn read_forms(folder: &Path, lemmas: Lemmas) -> Forms {
    let mut forms = Forms::new();
    let has_ud = matches!(lemmas, Lemmas::All | Lemmas::WithoutUniMorph);
    for sample in samples(folder) {
        if sample.is_open() && sample.language == "kk" && (has_ud || !sample.source.starts_with("ud-")) {
            add_words(&sample.text, &mut forms);
        }
    }
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap_or_default();
    for line in read("ner/kk_kaznerd_valid.iob2").lines() {
        add_words(line.split(' ').next().unwrap_or(""), &mut forms);
    }
    for line in read("retrieval/kk_kazqad_docs.jsonl").lines() {
        let text = line.split_once("\"text\": \"").map_or("", |(_, text)| text);
        add_words(&text.replace("\\n", " "), &mut forms);
    }
    for (form, times) in read_reviews(folder) {
        if times >= REVIEWED {
            *forms.entry(form).or_default() += times;
        }
    }
    forms
}

/// Words of the reviews that are typed with Kazakh letters.
fn read_reviews(folder: &Path) -> Forms {
    let mut forms = Forms::new();
    for file in ["kk_kazsandra_polarity.tsv", "kk_kazsandra_stars_places_market.tsv"] {
        for row in rows(&folder.join("usertext").join(file)) {
            let Some(text) = row.last() else { continue };
            let text = text.to_lowercase();
            let letters = text.chars().filter(|letter| letter.is_alphabetic());
            let (all, kazakh) = letters.fold((0.0f32, 0.0f32), |(all, kazakh), letter| {
                let is_kazakh = has_kazakh_letter(letter.encode_utf8(&mut [0; 4]));
                (all + 1.0, kazakh + f32::from(u8::from(is_kazakh)))
            });
            if all > 0.0 && kazakh >= KAZAKH_LETTERS * all {
                add_words(&text, &mut forms);
            }
        }
    }
    forms
}

/// Stems and lemmas of the hand-made lists.
fn read_lemmas(folder: &Path, lemmas: Lemmas) -> Stems {
    let mut stems = Stems::new();
    for line in KNOWN.lines() {
        if let Some((stem, kind)) = line.split_once('\t') {
            let kind = if kind == "V" { Kind::Verb } else { Kind::Noun };
            stems.insert((stem.to_owned(), kind), LEMMA);
        }
    }
    let mut add = |lemma: &str, kind: Kind| {
        if is_kazakh_word(lemma) {
            *stems.entry((lemma.to_owned(), kind)).or_default() = LEMMA;
        }
    };
    if matches!(lemmas, Lemmas::All | Lemmas::WithoutUniMorph) {
        for row in rows(&folder.join("morph/kk_ud_form_lemma.tsv")) {
            let kind = if matches!(row[1].as_str(), "VERB" | "AUX") { Kind::Verb } else { Kind::Noun };
            if !matches!(row[1].as_str(), "X" | "PRON" | "DET") {
                add(&dauys_text::normal(&row[3]), kind);
            }
        }
    }
    if matches!(lemmas, Lemmas::All | Lemmas::WithoutUniversalDependencies) {
        for row in rows(&folder.join("morph/kk_unimorph_nouns.tsv")) {
            add(&dauys_text::normal(&row[0]), Kind::Noun);
        }
        for row in rows(&folder.join("morph/kk_unimorph_verbs.tsv")) {
            if let Some(stem) = dauys_text::normal(&row[0]).strip_suffix('у') {
                add(stem, Kind::Verb);
            }
        }
    }
    stems
}
