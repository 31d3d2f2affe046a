//! Appeals of one city, each with its municipality as a place that the gazetteer does not know: their topics over two weeks
//! against what clerks filed them under (reason and municipality). B³ as Bagga and Baldwin defined it (1998).
//!
//! The corpora are not part of the repository; where they are missing the test says so and passes.

#![allow(clippy::unwrap_used, reason = "the corpora are known")]
#![allow(clippy::print_stdout, reason = "what was measured is for whoever runs it with --nocapture")]

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;

use dauys_model::{Kind, Language, Methods, PostId, SourceId};
use dauys_text::{Given, analyze, locate};
use dauys_topics::{Grouper, Settings, Text};
use jiff::Timestamp;

/// Days of the window that is measured.
const DAYS: i64 = 14;

struct Appeal {
    text: Text,
    gold: String,
    raw: String,
}

#[expect(clippy::disallowed_methods, reason = "tests read where the corpora are")]
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
    let subjects: HashMap<String, String> = std::env::var("SUBJECTS")
        .ok()
        .map(|path| {
            fs::read_to_string(path)
                .unwrap()
                .lines()
                .filter_map(|line| line.split_once('\t'))
                .map(|(id, subject)| (id.to_owned(), subject.to_owned()))
                .collect()
        })
        .unwrap_or_default();
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
            raw: text.to_owned(),
            text: Text {
                id: PostId(cells[0].parse().unwrap()),
                source: SourceId::new("portal").unwrap(),
                key: cells[0].to_owned(),
                kind,
                methods: Methods::All,
                language: if analysis.language == Language::Kazakh {
                    Language::Kazakh
                } else {
                    analysis.language
                },
                published_at: at,
                category,
                category_score: analysis.category.as_ref().map_or(0.0, |found| found.score),
                subject: subjects
                    .get(cells[0])
                    .map(|subject| dauys_model::SubjectId(subject.clone()))
                    .or(analysis.subject),
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
    let start = std::time::Instant::now();
    let found = topics(&appeals);
    let (precision, recall, f1) = b_cubed(&found, &gold);
    let singles = found.iter().filter(|topic| topic.starts_with("single")).count();
    let subjects = appeals.iter().filter(|appeal| appeal.text.subject.is_some()).count();
    println!(
        "from {from}, {kind}: {} appeals, with subject {subjects}, without topic {singles}: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3} ({} ms)",
        appeals.len(),
        start.elapsed().as_millis()
    );
    if std::env::var("CONFUSED").is_ok() {
        confused(&appeals, &found, &gold);
    }
    if let Ok(path) = std::env::var("DUMP") {
        let lines: Vec<String> = appeals
            .iter()
            .zip(&found)
            .map(|(appeal, topic)| {
                let subject = appeal.text.subject.as_ref().map_or("", |subject| &subject.0);
                format!("{}\t{subject}\t{topic}\n", appeal.text.id)
            })
            .collect();
        fs::write(path, lines.concat()).unwrap();
    }
    Some(f1)
}

/// The pairs of reasons that were put together most often, and the reasons most often split.
fn confused(appeals: &[Appeal], found: &[String], gold: &[&str]) {
    let mut together: BTreeMap<(String, String), (u32, String)> = BTreeMap::new();
    let mut split: BTreeMap<String, (u32, String)> = BTreeMap::new();
    let mut by_place: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, gold) in gold.iter().enumerate() {
        by_place.entry(gold.split_once('|').unwrap().1).or_default().push(index);
    }
    for places in by_place.values() {
        for (at, &one) in places.iter().enumerate() {
            for &two in &places[at + 1..] {
                let reason = |index: usize| {
                    gold[index].split_once('|').unwrap().0.chars().take(60).collect::<String>()
                };
                let said = || {
                    format!(
                        "{:?}/{:?} || {:?}/{:?}",
                        appeals[one].raw.chars().take(60).collect::<String>(),
                        appeals[one].text.subject.as_ref().map(|s| &s.0),
                        appeals[two].raw.chars().take(60).collect::<String>(),
                        appeals[two].text.subject.as_ref().map(|s| &s.0)
                    )
                };
                if found[one] == found[two] && gold[one] != gold[two] {
                    let (one, two) = (reason(one).min(reason(two)), reason(one).max(reason(two)));
                    together.entry((one, two)).or_insert_with(|| (0, said())).0 += 1;
                } else if found[one] != found[two] && gold[one] == gold[two] {
                    split.entry(reason(one)).or_insert_with(|| (0, said())).0 += 1;
                }
            }
        }
    }
    let mut list: Vec<_> = together.into_iter().collect();
    list.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    for ((one, two), (count, said)) in list.into_iter().take(25) {
        println!("TOGETHER {count} {one} + {two}\n      {said}");
    }
    let mut list: Vec<_> = split.into_iter().collect();
    list.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    for (one, (count, said)) in list.into_iter().take(25) {
        println!("SPLIT {count} {one}\n      {said}");
    }
}

#[test]
fn appeals_come_together_as_clerks_file_them() {
    for from in std::env::var("FROM").unwrap_or("2020-10-18".into()).split(",") {
        measure(from, Kind::Appeal);
    }
}
