//! Proposes terms for the leaves of the category tree from texts without labels:
//! `cargo run --release -p dauys-text --example grow_categories -- FILE.jsonl [ROUNDS] [PROPOSALS]`. Each line of the file has a `text`, and
//! may have a `title` and a `lang`. Nothing is added by itself: an editor reads the proposals.
//!
//! Bootstrapping after Riloff and Jones, Learning Dictionaries for Information Extraction by Multi-Level Bootstrapping (AAAI 1999): texts
//! whose category is sure teach the words and two-word phrases that go with it; in later rounds texts that hold two such terms of one leaf
//! and of no other count as well, at a bar that rises. A term is weighed by its log-odds against the other texts with an informative
//! Dirichlet prior (Monroe, Colaresi and Quinn, Fightin' Words, Political Analysis 16, 2008), and proposed from z = 3 on.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "proposals are what it is run for")]

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::Language;
use dauys_text::person::{Asked, Leaning, leaning};
use dauys_text::{categorize, is_stop_word, words};

/// A category from this score on is sure.
const SURE: f32 = 0.75;
/// Terms are proposed from this z-score on.
const Z: f64 = 3.0;
/// Texts of the leaf that a term stands in at the least.
const TEXTS: f64 = 5.0;
/// The weight of the prior, in texts.
const PRIOR: f64 = 200.0;

struct Text {
    terms: BTreeSet<String>,
    leaf: Option<String>,
    /// What the lexicon already speaks with in it.
    known: BTreeSet<String>,
}

type Proposals = BTreeMap<String, Vec<(f64, String, f64)>>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("grow_categories FILE.jsonl [ROUNDS] [PROPOSALS]")?;
    let rounds: usize = arguments.next().map_or(Ok(2), |count| count.parse())?;
    let count: usize = arguments.next().map_or(Ok(15), |count| count.parse())?;
    let mut texts = Vec::new();
    for line in std::fs::read_to_string(file)?.lines() {
        texts.push(read(&serde_json::from_str(line)?));
    }
    let mut proposals = Proposals::new();
    for round in 0..rounds {
        let sure = texts.iter().filter(|text| text.leaf.is_some()).count();
        proposals = propose(&texts);
        let terms: usize = proposals.values().map(Vec::len).sum();
        eprintln!(
            "round {}: {sure} of {} texts are sure, {terms} terms go with a leaf",
            round + 1,
            texts.len()
        );
        if round + 1 < rounds {
            widen(&mut texts, &proposals, Z + 1.0 + round as f64);
        }
    }
    println!("leaf\tz\ttexts\tterm");
    for (leaf, terms) in &proposals {
        for (z, term, texts) in terms.iter().take(count) {
            println!("{leaf}\t{z:.1}\t{texts}\t{term}");
        }
    }
    Ok(())
}

fn read(object: &serde_json::Value) -> Text {
    let field = |name: &str| object[name].as_str().unwrap_or_default();
    let language = match field("lang") {
        "kk" => Some(Language::Kazakh),
        "ru" => Some(Language::Russian),
        _ => None,
    };
    let words = words(&format!("{}\n{}", field("title"), field("text")), language);
    let found = categorize(&words);
    let mut terms = BTreeSet::new();
    let mut before: Option<(usize, String)> = None;
    for word in &words.words {
        let is_content = word.stem.chars().count() > 2
            && word.normal.chars().all(|letter| letter.is_alphabetic() || letter == '-')
            && !is_stop_word(&word.stem, word.language)
            && !is_stop_word(&word.normal, word.language)
            && leaning(&[Asked::word(&word.normal)]) == Leaning::Elsewhere;
        if !is_content {
            before = None;
            continue;
        }
        if let Some((sentence, stem)) = &before
            && *sentence == word.sentence
        {
            terms.insert(format!("{stem} {}", word.stem));
        }
        terms.insert(word.stem.clone());
        before = Some((word.sentence, word.stem.clone()));
    }
    let sure = found.first().filter(|best| best.score >= SURE);
    let is_cue = |start: usize| {
        sure.is_some_and(|best| best.cues.iter().any(|cue| cue.start <= start && start < cue.end))
    };
    let known = words.words.iter().filter(|word| is_cue(word.start)).map(|word| word.stem.clone()).collect();
    Text { terms, leaf: sure.map(|best| best.id.0.clone()), known }
}

/// The terms that go with each leaf and that its terms do not hold yet, the surest first.
fn propose(texts: &[Text]) -> Proposals {
    let mut all: BTreeMap<&str, f64> = BTreeMap::new();
    let mut of_leaf: BTreeMap<&str, (f64, BTreeMap<&str, f64>)> = BTreeMap::new();
    let mut known: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    for text in texts {
        for term in &text.terms {
            *all.entry(term).or_default() += 1.0;
        }
        let Some(leaf) = &text.leaf else { continue };
        let (count, terms) = of_leaf.entry(leaf).or_default();
        *count += 1.0;
        for term in &text.terms {
            *terms.entry(term).or_default() += 1.0;
        }
        for term in &text.known {
            *known.entry(leaf).or_default().entry(term).or_default() += 1.0;
        }
    }
    let total = texts.len() as f64;
    let mut proposals = Proposals::new();
    for (leaf, (count, terms)) in &of_leaf {
        let mut kept: Vec<(f64, String, f64)> = Vec::new();
        for (term, with) in terms {
            // A word that mostly is part of a cue is known.
            let as_cue = known.get(leaf).and_then(|known| known.get(term)).copied().unwrap_or_default();
            if *with < TEXTS || as_cue > 0.3 * with {
                continue;
            }
            let prior = PRIOR * all[term] / total;
            let odds = |with: f64, of: f64| ((with + prior) / (of + PRIOR - with - prior).max(0.5)).ln();
            let without = all[term] - with;
            let delta = odds(*with, *count) - odds(without, total - count);
            let z = delta / (1.0 / (with + prior) + 1.0 / (without + prior)).sqrt();
            if z >= Z {
                kept.push((z, (*term).to_owned(), *with));
            }
        }
        kept.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        proposals.insert((*leaf).to_owned(), kept);
    }
    proposals
}

/// Texts without a sure category that hold two terms of one leaf, and none of another, above the bar become sure of it.
fn widen(texts: &mut [Text], proposals: &Proposals, bar: f64) {
    let mut leaves: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (leaf, terms) in proposals {
        for (_, term, _) in terms.iter().filter(|(z, ..)| *z >= bar) {
            leaves.entry(term).or_default().insert(leaf);
        }
    }
    for text in texts.iter_mut().filter(|text| text.leaf.is_none()) {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for leaf in text.terms.iter().filter_map(|term| leaves.get(term.as_str())).flatten() {
            *votes.entry(leaf).or_default() += 1;
        }
        if let (1, Some((leaf, 2..))) = (votes.len(), votes.first_key_value()) {
            text.leaf = Some((*leaf).to_owned());
        }
    }
}
