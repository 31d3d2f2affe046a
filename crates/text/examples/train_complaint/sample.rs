//! Gathers the texts to learn from, in one language: those that were written for it, and openly licensed ones, without any that a
//! measurement keeps for itself. Each source has a share, so that a large one does not drown a small one.

use std::collections::BTreeMap;
use std::path::Path;

use dauys_model::{Language, Stance};
use dauys_text::complaint::evidence;
use dauys_text::words;

use crate::corpus::{self, is_one_of};

/// Parts in which texts are seen and not seen in turn.
pub(crate) const FOLDS: u64 = 5;

/// Aspect and name of a feature.
pub(crate) type Key = (&'static str, String);

/// A text to learn from.
pub(crate) struct Sample {
    /// What it is; nothing where it is only known to be no complaint.
    pub(crate) stance: Option<Stance>,
    /// Where it is from, for reports.
    pub(crate) slice: String,
    /// What it counts.
    pub(crate) weight: f64,
    /// Its part.
    pub(crate) fold: u64,
    /// Whether it was made of others, and is no measure.
    pub(crate) is_joined: bool,
    /// What it has.
    pub(crate) features: Vec<(Key, f64)>,
}

/// The share of each source among the texts of its side, complaints and others, in both languages where they have it.
const SHARES: [(&str, f64); 21] = [
    ("written complaint", 0.55),
    ("joined complaint", 0.45),
    ("reviews of places, few stars", 0.25),
    ("other reviews, few stars", 0.25),
    ("written report", 0.22),
    ("joined report", 0.06),
    ("written other", 0.25),
    ("written notice", 0.12),
    ("joined notice", 0.03),
    ("written resolved", 0.08),
    ("joined resolved", 0.02),
    ("written question", 0.06),
    ("written gratitude", 0.08),
    ("joined gratitude", 0.02),
    ("reviews of places, many stars", 0.10),
    ("other reviews, many stars", 0.15),
    ("tatoeba", 0.09),
    ("sib200", 0.05),
    ("ud", 0.06),
    ("lingua", 0.04),
    ("kaznerd", 0.10),
];
/// The share of a source that the list does not name.
const OTHER_SHARE: f64 = 0.03;

fn share(slice: &str) -> f64 {
    SHARES.iter().find(|(name, _)| *name == slice).map_or(OTHER_SHARE, |(_, share)| *share)
}

/// A text before it is looked at.
struct Raw {
    text: String,
    slice: String,
    stance: Option<Stance>,
    fold: u64,
    is_joined: bool,
}

/// The texts of one language.
pub(crate) fn samples(language: Language, folder: &Path) -> Vec<Sample> {
    let mut raws = written(language);
    let joined = joined(&raws);
    let respelled: Vec<Raw> = raws.iter().filter_map(|raw| respelled(raw, language)).collect();
    raws.extend(joined);
    raws.extend(respelled);
    raws.extend(open(language, folder));
    if language == Language::Kazakh {
        raws.extend(reviews(folder));
    }
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    raws.iter().for_each(|raw| *counts.entry(raw.slice.clone()).or_default() += 1.0);
    raws.into_iter()
        .map(|raw| Sample {
            features: features(&raw.text),
            weight: share(&raw.slice) / counts[&raw.slice],
            stance: raw.stance,
            slice: raw.slice,
            fold: raw.fold,
            is_joined: raw.is_joined,
        })
        .collect()
}

fn features(text: &str) -> Vec<(Key, f64)> {
    let (_, features, words) = evidence(text, &words(text, None));
    let features = features
        .into_iter()
        .map(|feature| ((feature.aspect.name(), feature.name.to_owned()), f64::from(feature.value)));
    let words = words.into_iter().map(|(_, name, value)| (("word", name), f64::from(value)));
    features.chain(words).collect()
}

/// In which part a text is: by its hash, other bits than those that keep texts for measuring.
fn fold(text: &str) -> u64 {
    (0..FOLDS).find(|fold| is_one_of(FOLDS - fold, &format!("fold {fold} {text}"))).unwrap_or_default()
}

/// The texts beside this program.
fn written(language: Language) -> Vec<Raw> {
    let table = match language {
        Language::Kazakh => include_str!("texts_kk.tsv"),
        _ => include_str!("texts_ru.tsv"),
    };
    let rows = table.lines().skip(1).filter_map(|line| line.split_once('\t'));
    rows.map(|(stance, text)| {
        let stance: Stance = stance.parse().expect("every row begins with a stance");
        Raw {
            text: text.to_owned(),
            slice: format!("written {stance}"),
            stance: Some(stance),
            fold: fold(text),
            is_joined: false,
        }
    })
    .collect()
}

/// Longer texts made of two to four of one stance and one part, as people write several sentences on one matter.
fn joined(raws: &[Raw]) -> Vec<Raw> {
    let mut made = Vec::new();
    for stance in [Stance::Complaint, Stance::Report, Stance::Notice, Stance::Resolved, Stance::Gratitude] {
        for part in 0..FOLDS {
            let long: Vec<&Raw> = raws
                .iter()
                .filter(|raw| raw.stance == Some(stance) && raw.fold == part)
                .filter(|raw| raw.text.split_whitespace().count() >= 4)
                .collect();
            for (at, first) in long.iter().enumerate() {
                let further = [7, 18, 31].iter().take(1 + at % 3).map(|step| long[(at + step) % long.len()]);
                let texts: Vec<String> = std::iter::once(*first).chain(further).map(sentence).collect();
                made.push(Raw {
                    text: texts.join(" "),
                    slice: format!("joined {stance}"),
                    stance: Some(stance),
                    fold: part,
                    is_joined: true,
                });
            }
        }
    }
    made
}

fn sentence(raw: &Raw) -> String {
    let text = raw.text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// What citizens write also without capitals and full stops, and Kazakh without its letters.
fn respelled(raw: &Raw, language: Language) -> Option<Raw> {
    if matches!(raw.stance, Some(Stance::Report | Stance::Notice | Stance::Other) | None) {
        return None;
    }
    let lower = raw.text.trim_end_matches('.').to_lowercase();
    let text = match language {
        Language::Kazakh => lower
            .chars()
            .map(|letter| match letter {
                'ә' => 'а',
                'ғ' => 'г',
                'қ' => 'к',
                'ң' => 'н',
                'ө' => 'о',
                'ұ' | 'ү' => 'у',
                'і' => 'и',
                'һ' => 'х',
                letter => letter,
            })
            .collect(),
        _ => lower,
    };
    Some(Raw { text, slice: raw.slice.clone(), stance: raw.stance, fold: raw.fold, is_joined: true })
}

/// Openly licensed sentences and passages, none of them a complaint by their kind.
fn open(language: Language, folder: &Path) -> Vec<Raw> {
    let mut raws = Vec::new();
    for sample in corpus::samples(folder) {
        let is_sentence = !sample.source.contains("wordpair");
        if sample.language != language.code()
            || !sample.is_open()
            || !is_sentence
            || is_one_of(3, &sample.text)
        {
            continue;
        }
        let slice = sample.source.split('-').next().unwrap_or_default().to_owned();
        // What is told of the wide world is another matter; television news and the rest may be anything.
        let stance = matches!(slice.as_str(), "tatoeba" | "sib200").then_some(Stance::Other);
        let stance = stance.map(|stance| match sample.text.trim_end().ends_with('?') {
            true => Stance::Question,
            false => stance,
        });
        raws.push(Raw { fold: fold(&sample.text), text: sample.text, slice, stance, is_joined: false });
    }
    let file = match language {
        Language::Kazakh => "retrieval/kk_kazqad_docs.jsonl",
        _ => "retrieval/ru_xquad_docs.jsonl",
    };
    let passages = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
    for line in passages.lines().step_by(4) {
        let Ok(passage) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let Some(text) = passage["text"].as_str() else { continue };
        raws.push(Raw {
            text: text.to_owned(),
            slice: "passages".to_owned(),
            stance: Some(Stance::Other),
            fold: fold(text),
            is_joined: false,
        });
    }
    raws
}

/// Reviews of KazSAnDRA: those of few stars complain, those of many praise. Half of them are kept for measuring.
fn reviews(folder: &Path) -> Vec<Raw> {
    let mut texts: BTreeMap<String, (bool, Stance)> = BTreeMap::new();
    let mut add = |domain: &str, text: &str, stance: Stance| {
        if !is_one_of(2, text) && text.split_whitespace().count() <= 80 {
            texts.entry(text.to_owned()).or_insert((domain == "mapping", stance));
        }
    };
    for row in corpus::rows(&folder.join("usertext/kk_kazsandra_stars_places_market.tsv")) {
        let [_, domain, stars, text] = &row[..] else { continue };
        match stars.as_str() {
            "1" | "2" => add(domain, text, Stance::Complaint),
            "5" => add(domain, text, Stance::Gratitude),
            _ => {}
        }
    }
    for row in corpus::rows(&folder.join("complaints/kk_places_lowstar.tsv")) {
        let [_, _, text] = &row[..] else { continue };
        add("mapping", text, Stance::Complaint);
    }
    for row in corpus::rows(&folder.join("usertext/kk_kazsandra_polarity.tsv")) {
        let [_, domain, polarity, _, text] = &row[..] else { continue };
        add(domain, text, if polarity == "0" { Stance::Complaint } else { Stance::Gratitude });
    }
    let slice = |of_place, stance| match (of_place, stance) {
        (true, Stance::Complaint) => "reviews of places, few stars",
        (true, _) => "reviews of places, many stars",
        (false, Stance::Complaint) => "other reviews, few stars",
        (false, _) => "other reviews, many stars",
    };
    texts
        .into_iter()
        .map(|(text, (of_place, stance))| Raw {
            fold: fold(&text),
            slice: slice(of_place, stance).to_owned(),
            text,
            stance: Some(stance),
            is_joined: false,
        })
        .collect()
}
