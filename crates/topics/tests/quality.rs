//! Grouping measured on labelled texts of others: pairs of news told to be one event or not, pairs of headlines, and
//! appeals of one large city with their coordinates. The floors go down only in a change of their own that says why.
//!
//! The corpora are not part of the repository; where they are missing the tests say so and pass.

#![allow(clippy::unwrap_used, reason = "the corpora are known")]
#![allow(clippy::print_stdout, reason = "what was measured is for whoever runs it with --nocapture")]

mod stage;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use dauys_model::{Kato, Kind, Language, PostId, TopicId};
use dauys_text::{Given, analyze};
use dauys_topics::{Grouped, Grouper, Settings, Text};
use stage::*;

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

/// A Russian text of an outlet as it is read from a feed.
fn told(key: i64, title: &str, text: &str) -> Text {
    read(key, Kind::News, title, text)
}

/// A Russian appeal of a place as it is read.
fn raised(key: i64, place: u32, text: &str) -> Text {
    let mut post = read(key, Kind::Appeal, "", text);
    post.places = vec![Kato(place)];
    post
}

fn read(key: i64, kind: Kind, title: &str, text: &str) -> Text {
    let analysis = analyze(title, text, &Given { kind: Some(kind), ..Given::default() });
    let places = analysis.places_by_weight();
    let mut post = post(key, Language::Russian, kind, "", 0, "");
    post.category = analysis.category.as_ref().map(|found| found.id.clone());
    post.category_score = analysis.category.as_ref().map_or(0.0, |found| found.score);
    post.subject = analysis.subject.as_ref().map(dauys_text::subject::family);
    post.problem = analysis.complaint.problem;
    post.stance = analysis.complaint.stance;
    post.places = places;
    post.terms = analysis.topic_terms;
    post.fingerprint = analysis.fingerprint;
    post.length = title.split_whitespace().chain(text.split_whitespace()).count() as u32;
    post
}

/// News that raise nothing, so that usual words are known to be usual.
fn background() -> Vec<Text> {
    let Some(lines) = corpus("news/ru_tengrinews_2024-04.jsonl") else { return vec![] };
    let news = lines.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let texts = news.zip(1_000_000..).map(|(news, key)| {
        told(key, news["title"].as_str().unwrap_or(""), news["content"].as_str().unwrap_or(""))
    });
    texts.collect()
}

/// The topic of each post.
fn topics(texts: Vec<Text>, background: &[Text]) -> BTreeMap<PostId, Grouped> {
    let mut grouper = Grouper::new(Settings::default());
    if !background.is_empty() {
        let grouped: Vec<Grouped> = vec![];
        grouper.settle(DAY.yesterday().unwrap(), background.to_vec(), &grouped);
    }
    grouper.day(DAY, texts).into_iter().map(|grouped| (grouped.id, grouped)).collect()
}

/// The share of pairs that came into one topic, by label.
fn shares(pairs: &[(String, i64, i64)], topics: &BTreeMap<PostId, Grouped>) -> BTreeMap<String, f64> {
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for (label, one, two) in pairs {
        let topic = |key: &i64| topics[&PostId(*key)].topic.clone();
        let count = counts.entry(label.clone()).or_default();
        let is_together = topic(one).is_some() && topic(one) == topic(two);
        count.0 += u32::from(is_together);
        count.1 += 1;
    }
    println!("together of all, by label: {counts:?}");
    counts.into_iter().map(|(label, (together, all))| (label, f64::from(together) / f64::from(all))).collect()
}

/// The share of pairs labelled so that are together, and of pairs labelled otherwise that are not, of both.
fn accuracy(
    pairs: &[(String, i64, i64)],
    shares: &BTreeMap<String, f64>,
    together: &str,
    apart: &str,
) -> f64 {
    let count = |label: &str| pairs.iter().filter(|(found, ..)| found == label).count() as f64;
    let right = count(together) * shares[together] + count(apart) * (1.0 - shares[apart]);
    right / (count(together) + count(apart))
}

#[test]
fn news_of_one_event_come_together() {
    let Some(lines) = corpus("cluster/news_pairs_tgcontest.jsonl") else { return };
    let (mut texts, mut pairs) = (vec![], vec![]);
    for line in lines.lines() {
        let pair: serde_json::Value = serde_json::from_str(line).unwrap();
        if pair["lang"] != "ru" {
            continue;
        }
        let mut add = |side: &str| {
            let key = texts.len() as i64;
            let field = |name: &str| pair[side][name].as_str().unwrap();
            texts.push(told(key, field("title"), field("text")));
            key
        };
        let (one, two) = (add("first"), add("second"));
        pairs.push((pair["label"].as_str().unwrap().to_owned(), one, two));
    }
    // Beside other news, and as all that a store holds: what is usual must be known without them.
    for (known, floor) in [(background(), 0.85), (vec![], 0.82)] {
        let shares = shares(&pairs, &topics(texts.clone(), &known));
        let right = accuracy(&pairs, &shares, "OK", "BAD");
        println!("right: {right:.3}");
        assert!(right >= floor, "{shares:?}");
    }
}

#[test]
fn headlines_of_one_event_come_together() {
    let Some(lines) = corpus("cluster/ru_headline_pairs_paraphraser.tsv") else { return };
    let (mut texts, mut pairs) = (BTreeMap::new(), vec![]);
    for line in lines.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let (one, two): (i64, i64) = (cells[2].parse().unwrap(), cells[4].parse().unwrap());
        texts.insert(one, told(one, cells[3], ""));
        texts.insert(two, told(two, cells[5], ""));
        pairs.push((cells[1].to_owned(), one, two));
    }
    let mut texts: Vec<Text> = texts.into_values().collect();
    texts.iter_mut().zip(0..).for_each(|(text, minute)| text.published_at = at(DAY, minute));
    let shares = shares(&pairs, &topics(texts, &background()));
    println!("right: {:.3}", accuracy(&pairs, &shares, "1", "-1"));
    // Headlines as they are read, with the matter each is taken to be of, which a headline alone seldom tells: those of other events
    // come together more often than when they were all taken to be of none.
    assert!(shares["1"] >= 0.75 && shares["-1"] <= 0.23, "{shares:?}");
}

struct Appeal {
    key: i64,
    /// Degrees north and east.
    spot: (f64, f64),
    reason: String,
    at: String,
    text: String,
}

fn appeal(line: &str) -> Option<Appeal> {
    let cells: Vec<&str> = line.split('\t').collect();
    Some(Appeal {
        key: cells[0].parse().ok()?,
        spot: (cells[4].parse().ok()?, cells[5].parse().ok()?),
        reason: format!("{}/{}", cells[7], cells[9]),
        at: cells[1].to_owned(),
        text: cells[15].to_owned(),
    })
}

/// What 3000 appeals of a few days in one city make, as if nothing else were known. Of pairs in one topic those within
/// 300 m are counted, of pairs within 100 m with one reason those in one topic. Neither can be all: appeals name few
/// addresses, and one author writes of many places in the same words.
#[test]
fn appeals_of_a_large_city_stay_apart() {
    let Some(lines) = corpus("complaints/ru_gorod_spb.tsv") else { return };
    let mut rows: Vec<Appeal> = lines.lines().skip(1).filter_map(appeal).collect();
    rows.sort_by(|one, two| (&one.at, one.key).cmp(&(&two.at, two.key)));
    rows.truncate(3000);
    let mut texts: Vec<Text> = rows.iter().map(|row| raised(row.key, ALMATY, &row.text)).collect();
    texts.iter_mut().zip(0..).for_each(|(text, minute)| text.published_at = at(DAY, minute / 3));
    let topics = topics(texts, &[]);
    let mut members: BTreeMap<&TopicId, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        if let Some(topic) = &topics[&PostId(row.key)].topic {
            members.entry(topic).or_default().push(index);
        }
    }
    let metres = |one: usize, two: usize| {
        let ((north, east), (other_north, other_east)) = (rows[one].spot, rows[two].spot);
        let (north, east): (f64, f64) = ((north - other_north) * 111_000.0, (east - other_east) * 55_500.0);
        north.hypot(east)
    };
    let (mut near, mut all) = (0_u32, 0_u32);
    let mut largest = 0;
    for posts in members.values() {
        largest = largest.max(posts.len());
        for (index, &one) in posts.iter().enumerate() {
            for &two in &posts[index + 1..] {
                all += 1;
                near += u32::from(metres(one, two) <= 300.0);
            }
        }
    }
    let (mut found, mut same) = (0_u32, 0_u32);
    for one in 0..rows.len() {
        for two in one + 1..rows.len() {
            if rows[one].reason == rows[two].reason && metres(one, two) <= 100.0 {
                same += 1;
                let topic = |index: usize| &topics[&PostId(rows[index].key)].topic;
                found += u32::from(topic(one).is_some() && topic(one) == topic(two));
            }
        }
    }
    println!(
        "{} appeals, {} topics, the largest of {largest}; pairs together {all}, of these near {near}; pairs at one spot \
         with one reason {same}, of these together {found}",
        rows.len(),
        members.len()
    );
    // Until texts said what exactly is wrong the shares were 0.15 and 0.6, with the clerks' reason given as the matter. Now what is wrong
    // is read off the text, and one thing wrong in many streets of a city is one topic unless words tell them apart.
    assert!(f64::from(near) >= 0.035 * f64::from(all) && f64::from(found) >= 0.5 * f64::from(same));
}
