//! Measures how complaints are told from news, notices and praise, without being told the kind of the source, and holds it to floors a
//! little below what was reached. Every second text chooses the threshold, the others measure. Prints every slice, and calibration in ten bins.
//! Skips, and says so, when the corpora are not there (`DAUYS_CORPORA`).

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::Kind;
use dauys_text::{complaint, words};

use super::corpus::is_one_of;
use super::meaning::{read, rows};
use super::measure::Share;

/// Notices written for this measurement in the forms of real ones: a language, a text.
const NOTICES: &str = include_str!("stance_notices.tsv");

/// Slices that are told and do not count: complaints of shops and applications, which are not raised to an office.
const ASIDE: &str = "aside, ";

/// One text and what was found of it.
struct Found {
    slice: &'static str,
    is_complaint: bool,
    /// How much it counts: groups of slices count alike, and complaints as much as all others.
    weight: f64,
    score: f64,
    /// How much it raises a problem, whoever tells it.
    problem: f64,
    /// Whether it measures; the others choose the threshold.
    measures: bool,
}

/// Texts in slices. `groups` are the slices that share a part of the weight.
#[derive(Default)]
struct Texts {
    texts: Vec<(&'static str, bool, Kind, String)>,
    seen: BTreeSet<String>,
}

impl Texts {
    fn add(&mut self, slice: &'static str, is_complaint: bool, kind: Kind, text: &str) {
        if !text.trim().is_empty() && self.seen.insert(text.to_owned()) {
            self.texts.push((slice, is_complaint, kind, text.to_owned()));
        }
    }

    /// Judges all texts. Slices of one side and kind share a weight.
    fn judge(&self, with_kind: bool) -> Vec<Found> {
        let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
        let mut slices: BTreeMap<(bool, Kind), BTreeSet<&str>> = BTreeMap::new();
        for (slice, is_complaint, kind, _) in &self.texts {
            *counts.entry(slice).or_default() += 1.0;
            if !slice.starts_with(ASIDE) {
                slices.entry((*is_complaint, *kind)).or_default().insert(slice);
            }
        }
        let kinds = |side: bool| slices.keys().filter(|(is, _)| *is == side).count() as f64;
        self.texts
            .iter()
            .map(|(slice, is_complaint, kind, text)| {
                let beside = slices.get(&(*is_complaint, *kind)).map_or(1.0, |slices| slices.len() as f64);
                let is_aside = slice.starts_with(ASIDE);
                let given = with_kind.then_some(*kind);
                let found = complaint(text, &words(text, None), given);
                Found {
                    slice,
                    is_complaint: *is_complaint,
                    weight: if is_aside { 0.0 } else { 1.0 / counts[slice] / beside / kinds(*is_complaint) },
                    score: f64::from(found.score),
                    problem: f64::from(found.problem),
                    measures: is_one_of(2, &format!("measure {text}")),
                }
            })
            .collect()
    }
}

/// Precision, recall and F1 where complaints are this share of all texts.
fn at_base(found: &[&Found], base: f64, threshold: f64) -> (f64, f64, f64) {
    let share = |is: bool| {
        let side = || found.iter().filter(|found| found.is_complaint == is);
        let hit = side().filter(|found| found.score >= threshold).map(|found| found.weight).sum::<f64>();
        hit / side().map(|found| found.weight).sum::<f64>()
    };
    let (recall, alarms) = (share(true), share(false));
    let precision = base * recall / (base * recall + (1.0 - base) * alarms).max(1e-12);
    (precision, recall, 2.0 * precision * recall / (precision + recall).max(1e-12))
}

/// The threshold of the best F1 at a base rate.
fn best_threshold(found: &[&Found], base: f64) -> f64 {
    let mut best = (0.0, 0.5);
    for step in 1..1000 {
        let threshold = f64::from(step) / 1000.0;
        let (.., f1) = at_base(found, base, threshold);
        if f1 > best.0 {
            best = (f1, threshold);
        }
    }
    best.1
}

/// Expected error of calibration over ten bins, which are printed; both sides weigh the same.
fn calibration(found: &[&Found]) -> f64 {
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for found in found {
        let bin = &mut bins[((found.score * 10.0) as usize).min(9)];
        bin.0 += found.weight;
        bin.1 += found.weight * found.score;
        bin.2 += found.weight * f64::from(u8::from(found.is_complaint));
    }
    let all: f64 = bins.iter().map(|bin| bin.0).sum();
    println!("  score     share  mean score  complaints");
    let mut error = 0.0;
    for (number, (weight, score, complaints)) in bins.iter().enumerate().filter(|(_, bin)| bin.0 > 0.0) {
        let from = number as f64 / 10.0;
        println!(
            "  {from:.1}–{:.1}   {:.3}  {:.3}       {:.3}",
            from + 0.1,
            weight / all,
            score / weight,
            complaints / weight
        );
        error += (score - complaints).abs() / all;
    }
    error
}

/// What is held to floors.
struct Told {
    /// F1 at 0.5 where half are complaints.
    f1: f64,
    /// How often the worst slice is wrong.
    worst: f64,
    /// Share of news that tell of a problem and are taken for complaints.
    news: f64,
    /// Expected error of calibration.
    error: f64,
}

/// Prints everything of a language and gives what is held to floors.
fn tell(title: &str, all: &[Found]) -> Told {
    let measured: Vec<&Found> = all.iter().filter(|found| found.measures).collect();
    let others: Vec<&Found> = all.iter().filter(|found| !found.measures).collect();
    println!("{title}: {} texts measure, {} choose thresholds", measured.len(), others.len());
    let (precision, recall, even) = at_base(&measured, 0.5, 0.5);
    println!("  half complaints, at 0.5: precision {precision:.3}, recall {recall:.3}, F1 {even:.3}");
    for base in [0.5, 0.1, 0.03] {
        let best = best_threshold(&others, base);
        for threshold in [0.5, best] {
            let (precision, recall, f1) = at_base(&measured, base, threshold);
            println!(
                "  base rate {base:.2}, at {threshold:.3}: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}"
            );
        }
    }
    let mut slices: BTreeMap<(bool, &str), (usize, usize)> = BTreeMap::new();
    for found in &measured {
        let slice = slices.entry((found.is_complaint, found.slice)).or_default();
        slice.0 += usize::from(found.score >= 0.5);
        slice.1 += 1;
    }
    let mut worst: f64 = 0.0;
    for ((is_complaint, slice), (hits, count)) in slices {
        let share = hits as f64 / count as f64;
        let what = if is_complaint { "found" } else { "false alarms" };
        println!("  {what} {share:.3}  {slice} ({count})");
        let counts = !slice.starts_with(ASIDE);
        worst = worst.max(if !counts {
            0.0
        } else if is_complaint {
            1.0 - share
        } else {
            share
        });
    }
    let mut of_problems = Share::default();
    for found in &measured {
        if found.slice.starts_with("news") && found.problem >= 0.5 {
            of_problems.add(found.score >= 0.5);
        }
    }
    println!("  news of problems taken for complaints {:.3} ({})", of_problems.value(), of_problems.all);
    let by_problem: Vec<Found> =
        measured.iter().map(|found| Found { score: found.problem, ..**found }).collect();
    let (precision, recall, f1) = at_base(&by_problem.iter().collect::<Vec<_>>(), 0.5, 0.5);
    println!(
        "  the score of problems in its place: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}"
    );
    let error = calibration(&measured);
    println!("  expected error of calibration {error:.3}, worst slice wrong {worst:.3}");
    Told { f1: even, worst, news: of_problems.value(), error }
}

fn notices(language: &str, texts: &mut Texts) {
    for row in rows(NOTICES).filter(|row| row[0] == language) {
        texts.add("notices, invented", false, Kind::Notice, row[1]);
    }
}

fn russian() -> Option<Texts> {
    let mut texts = Texts::default();
    for row in rows(&read("complaints/ru_gorod_spb.tsv")?) {
        let slice = match row[15].chars().count() {
            0..=20 => "portal, up to 20 letters",
            21..=60 => "portal, 21 to 60 letters",
            61..=200 => "portal, 61 to 200 letters",
            _ => "portal, longer",
        };
        texts.add(slice, true, Kind::Appeal, row[15]);
    }
    for line in read("news/ru_tengrinews_2024-04.jsonl")?.lines() {
        let Ok(article) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let field = |name: &str| article[name].as_str().unwrap_or_default().to_owned();
        texts.add(
            "news, whole articles with titles",
            false,
            Kind::News,
            &format!("{}\n{}", field("title"), field("content")),
        );
        texts.add("news, whole articles", false, Kind::News, &field("content"));
        texts.add("news, headlines of tengrinews", false, Kind::News, &field("title"));
    }
    for row in rows(&read("news/ru_nurkz_headlines_2019.tsv")?) {
        texts.add("news, headlines of nur.kz", false, Kind::News, row[3]);
    }
    for row in rows(&read("news/ru_rbc_headlines_2022.tsv")?) {
        texts.add("news, headlines of rbc", false, Kind::News, row[2]);
    }
    for row in rows(&read("news/ru_tengri_listings.tsv")?) {
        texts.add("news, headlines in lists", false, Kind::News, row[4]);
    }
    for row in rows(&read("usertext/ru_sentirueval2016_tweets.tsv")?).filter(|row| row[3] == "1") {
        texts.add("tweets that praise", false, Kind::Comment, row[4]);
    }
    notices("ru", &mut texts);
    Some(texts)
}

fn kazakh() -> Option<Texts> {
    let mut texts = Texts::default();
    // The other half trained the weights.
    let is_kept = |text: &str| is_one_of(2, text);
    for row in rows(&read("complaints/kk_places_lowstar.tsv")?).filter(|row| is_kept(row[2])) {
        texts.add("reviews of places, one and two stars", true, Kind::Comment, row[2]);
    }
    for row in rows(&read("usertext/kk_kazsandra_stars_places_market.tsv")?).filter(|row| is_kept(row[3])) {
        match (row[1], row[2]) {
            ("mapping", "1" | "2") => {
                texts.add("reviews of places, one and two stars", true, Kind::Comment, row[3]);
            }
            ("mapping", "5") => texts.add("reviews of places, five stars", false, Kind::Comment, row[3]),
            (_, "1" | "2") => {
                texts.add("aside, reviews of goods, one and two stars", true, Kind::Comment, row[3])
            }
            (_, "5") => texts.add("reviews of goods, five stars", false, Kind::Comment, row[3]),
            _ => {}
        }
    }
    for row in rows(&read("usertext/kk_kazsandra_polarity.tsv")?).filter(|row| is_kept(row[4])) {
        match (row[1], row[2]) {
            ("mapping", "0") => {
                texts.add("reviews of places, one and two stars", true, Kind::Comment, row[4])
            }
            (_, "0") => texts.add("aside, reviews of apps and goods, bad", true, Kind::Comment, row[4]),
            _ => texts.add("reviews of apps and goods, good", false, Kind::Comment, row[4]),
        }
    }
    for row in rows(&read("langid/langid.tsv")?).filter(|row| row[0] == "kk" && is_one_of(3, row[2])) {
        match row[1] {
            "kaznerd-tvnews" => texts.add("news, sentences of television", false, Kind::News, row[2]),
            "sib200-flores" => texts.add("news, sentences of the wide world", false, Kind::News, row[2]),
            _ => {}
        }
    }
    notices("kk", &mut texts);
    Some(texts)
}

#[test]
fn russian_complaints_are_told_from_news_notices_and_praise() {
    let Some(texts) = russian() else { return };
    let told = tell("Russian", &texts.judge(false));
    let with_kind = tell("Russian, the kind of the source given", &texts.judge(true));
    assert!(told.f1 >= 0.93 && told.worst <= 0.15 && told.news <= 0.10 && told.error <= 0.05);
    assert!(with_kind.f1 >= 0.96 && with_kind.worst <= 0.15 && with_kind.news <= 0.02);
}

#[test]
fn kazakh_complaints_are_told_from_news_notices_and_praise() {
    let Some(texts) = kazakh() else { return };
    let told = tell("Kazakh", &texts.judge(false));
    let with_kind = tell("Kazakh, the kind of the source given", &texts.judge(true));
    assert!(told.f1 >= 0.82 && told.worst <= 0.36 && told.news <= 0.20 && told.error <= 0.10);
    assert!(with_kind.f1 >= 0.87 && with_kind.worst <= 0.45 && with_kind.news <= 0.02);
}

/// Texts written for this measurement, none of which trained anything: a language, the stance, whether it is urgent, the text.
const WRITTEN: &str = include_str!("stance_written.tsv");

#[test]
fn stances_and_urgency_of_written_texts() {
    let mut stances: BTreeMap<String, Share> = BTreeMap::new();
    let (mut right, mut urgent, mut calm) = (Share::default(), Share::default(), Share::default());
    for row in rows(WRITTEN) {
        let [language, stance, is_urgent, text] = row[..] else { panic!("{row:?}") };
        let found = complaint(text, &words(text, None), None);
        let fits = found.stance.code() == stance;
        right.add(fits);
        stances.entry(format!("{language} {stance}")).or_default().add(fits);
        match is_urgent {
            "yes" => urgent.add(found.urgent),
            _ => calm.add(!found.urgent),
        }
        if !fits || (is_urgent == "yes") != found.urgent {
            println!(
                "  {stance} {is_urgent}, found {} {} {:.2}: {text}",
                found.stance, found.urgent, found.score
            );
        }
    }
    for (stance, share) in &stances {
        println!("  {:.3}  {stance} ({})", share.value(), share.all);
    }
    println!(
        "stance {:.3} ({}), urgent texts found {:.3} ({}), others left {:.3} ({})",
        right.value(),
        right.all,
        urgent.value(),
        urgent.all,
        calm.value(),
        calm.all
    );
    assert!(right.value() >= 0.82 && urgent.value() >= 0.9 && calm.value() >= 0.92);
}
