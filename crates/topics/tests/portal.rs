//! Appeals of one city, each with its municipality as a place that the gazetteer does not know: their topics over two weeks
//! against what clerks filed them under (reason and municipality). B³ as Bagga and Baldwin defined it (1998).
//!
//! The corpora are not part of the repository; where they are missing the test says so and passes.

#![allow(clippy::unwrap_used, reason = "the corpora are known")]
#![allow(clippy::print_stdout, reason = "what was measured is for whoever runs it with --nocapture")]

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;

use dauys_model::{Kind, Methods, PostId, SourceId};
use dauys_text::{Given, analyze, locate};
use dauys_topics::{Grouper, Settings, Text};
use jiff::Timestamp;

/// Days of the window that is measured.
const DAYS: i64 = 14;

struct Appeal {
    text: Text,
    /// Reason and municipality.
    gold: String,
}

fn corpus(path: &str) -> Option<String> {
    let folder = std::env::var_os("DAUYS_CORPORA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"),
        PathBuf::from,
    );
    let read = fs::read_to_string(folder.join(path)).ok();
    if read.is_none() {
        println!("skipped: no {path} among the corpora");
    }
    read
}

fn appeals(from: &str, days: i64, kind: Kind) -> Option<Vec<Appeal>> {
    let lines = corpus("complaints/ru_gorod_spb.tsv")?;
    let first: Timestamp = format!("{from}T00:00:00+03:00").parse().unwrap();
    let given = Given { kind: Some(kind), ..Given::default() };
    let mut appeals = vec![];
    for line in lines.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let at: Timestamp = format!("{}+03:00", cells[1]).parse().unwrap();
        let since = at.duration_since(first).as_hours();
        if !(0..days * 24).contains(&since) {
            continue;
        }
        let text = cells[15];
        let analysis = analyze("", text, &given);
        let located = locate(cells[3], Methods::All, None);
        let mut places = located.known;
        places.extend(analysis.places_by_weight());
        places.dedup();
        let length = text.split(' ').count() as u32;
        let category = analysis.category.as_ref().map(|found| found.id.clone());
        appeals.push(Appeal {
            gold: format!("{}|{}", cells[10], cells[3]),
            text: Text {
                id: PostId(cells[0].parse().unwrap()),
                source: SourceId::new("portal").unwrap(),
                key: cells[0].to_owned(),
                kind,
                methods: Methods::All,
                language: analysis.language,
                published_at: at,
                category,
                category_score: analysis.category.as_ref().map_or(0.0, |found| found.score),
                subject: analysis.subject.as_ref().map(dauys_text::subject::family),
                problem: analysis.complaint.problem,
                stance: analysis.complaint.stance,
                urgent: false,
                places,
                place: located.unknown,
                thread: None,
                terms: analysis.topic_terms,
                fingerprint: analysis.fingerprint,
                length,
                voice: None,
                earlier: None,
            },
        });
    }
    Some(appeals)
}

/// Precision, recall and their harmonic mean.
fn b_cubed(found: &[String], gold: &[&str]) -> (f64, f64, f64) {
    let mut both: HashMap<(&str, &str), u32> = HashMap::new();
    let (mut of_found, mut of_gold): (HashMap<&str, u32>, HashMap<&str, u32>) = Default::default();
    for (found, &gold) in found.iter().zip(gold) {
        *both.entry((found, gold)).or_default() += 1;
        *of_found.entry(found).or_default() += 1;
        *of_gold.entry(gold).or_default() += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for (&(found, gold), &count) in &both {
        let count = f64::from(count);
        precision += count * count / f64::from(of_found[found]);
        recall += count * count / f64::from(of_gold[gold]);
    }
    let all = gold.len() as f64;
    let (precision, recall) = (precision / all, recall / all);
    (precision, recall, 2.0 * precision * recall / (precision + recall))
}

fn topics(appeals: &[Appeal]) -> Vec<String> {
    let mut days: BTreeMap<_, Vec<Text>> = BTreeMap::new();
    for appeal in appeals {
        days.entry(dauys_model::civil_day(appeal.text.published_at)).or_default().push(appeal.text.clone());
    }
    let mut grouper = Grouper::new(Settings::default());
    let mut topics = BTreeMap::new();
    for (day, texts) in days {
        for grouped in grouper.day(day, texts) {
            topics.insert(grouped.id, grouped.topic);
        }
    }
    let single = |appeal: &Appeal| format!("single {}", appeal.text.id);
    appeals
        .iter()
        .map(|appeal| {
            topics[&appeal.text.id].as_ref().map_or_else(|| single(appeal), |topic| topic.0.clone())
        })
        .collect()
}

fn measure(from: &str, kind: Kind) -> Option<f64> {
    let appeals = appeals(from, DAYS, kind)?;
    let gold: Vec<&str> = appeals.iter().map(|appeal| appeal.gold.as_str()).collect();
    let found = topics(&appeals);
    let (precision, recall, f1) = b_cubed(&found, &gold);
    let alone: Vec<String> = appeals.iter().map(|appeal| appeal.text.id.to_string()).collect();
    let floor = b_cubed(&alone, &gold);
    let singles = found.iter().filter(|topic| topic.starts_with("single")).count();
    let subjects = appeals.iter().filter(|appeal| appeal.text.subject.is_some()).count();
    println!(
        "from {from}, {kind}: {} appeals, with subject {subjects}, without topic {singles}: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3} | one topic a text {:.3}",
        appeals.len(),
        floor.2
    );
    Some(f1)
}

/// The first two weeks, on which the floor was asked for, and two later pairs of weeks at which nothing was set.
#[test]
fn appeals_come_together_as_clerks_file_them() {
    for (from, floor) in [("2020-10-18", 0.765), ("2020-11-08", 0.76), ("2020-11-22", 0.76)] {
        for kind in [Kind::Appeal, Kind::Comment] {
            let Some(f1) = measure(from, kind) else { return };
            assert!(f1 >= floor, "from {from}, {kind}: {f1:.3}");
        }
    }
}
