//! Measures categories and complaint scores on the development corpora and holds them to floors a little below what was
//! reached. Prints every slice, the worst first. Skips, and says so, when the corpora are not there (`DAUYS_CORPORA`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use dauys_model::{Kind, Language};
use dauys_text::{categorize, complaint, words};

/// Hits and all cases of a slice.
#[derive(Default, Clone, Copy)]
struct Share {
    hits: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.all += 1;
    }

    fn value(self) -> f64 {
        self.hits as f64 / self.all.max(1) as f64
    }
}

type Shares = BTreeMap<String, Share>;

/// Prints shares from the worst. `best` is 1 where a share should be high and 0 where it should be low.
fn report(title: &str, shares: &Shares, best: f64) {
    let mut sorted: Vec<_> = shares.iter().collect();
    sorted.sort_by(|one, other| (other.1.value() - best).abs().total_cmp(&(one.1.value() - best).abs()));
    println!("{title}");
    for (slice, share) in sorted {
        println!("  {:.3}  {slice} ({})", share.value(), share.all);
    }
}

#[expect(clippy::disallowed_methods, reason = "tests read where the corpora are")]
pub(super) fn read(path: &str) -> Option<String> {
    let default = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let folder = std::env::var("DAUYS_CORPORA").map_or(default, PathBuf::from);
    let text = std::fs::read_to_string(folder.join(path)).ok();
    if text.is_none() {
        println!("skipped: no {path} in {}", folder.display());
    }
    text
}

/// Rows of a file with a heading.
pub(super) fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).map(|line| line.split('\t').collect())
}

/// Leaves that fit the reasons of the city portal, by the numbers of the reasons. Mapped by hand; reasons that fit no leaf
/// of the tree are left out.
const REASONS: &[(&str, &[u32])] = &[
    ("hcs/heat", &[2, 42, 49, 217, 220]),
    (
        "hcs/housing_mgmt",
        &[20, 25, 26, 35, 37, 81, 88, 89, 93, 115, 116, 118, 122, 124, 189, 233, 234, 238, 239, 253],
    ),
    ("hcs/housing_mgmt|hcs/yards", &[86, 258, 259]),
    ("hcs/housing_mgmt|housing/construction", &[113]),
    ("hcs/power|hcs/yards|gov/telecom", &[201]),
    ("hcs/sewer", &[24, 204, 219, 230, 231, 262]),
    ("hcs/sewer|transport/roads|hcs/yards", &[74, 181]),
    (
        "hcs/waste",
        &[
            6, 10, 11, 12, 34, 36, 38, 55, 64, 65, 75, 84, 135, 172, 174, 180, 194, 195, 236, 247, 248, 250,
            272,
        ],
    ),
    ("hcs/waste|hcs/housing_mgmt", &[39]),
    ("hcs/water", &[22, 23, 45, 46, 47, 48, 260, 261]),
    (
        "hcs/yards",
        &[
            3, 14, 15, 66, 131, 132, 133, 136, 144, 175, 176, 190, 191, 198, 206, 207, 208, 210, 211, 212,
            215, 245, 246, 251, 254, 255, 256, 269, 270, 271, 273,
        ],
    ),
    ("hcs/yards|economy/consumer|economy/sme_tax", &[109]),
    ("hcs/yards|transport/roads", &[257]),
    ("housing/construction", &[98]),
    ("social/disability", &[120, 123, 263, 268]),
    ("transport/public", &[82]),
    ("transport/roads", &[8, 9, 67, 99, 266, 267]),
    ("transport/snow", &[50, 53, 54, 100, 216]),
    ("transport/traffic", &[56, 76, 78, 126, 127, 205, 265]),
];

fn leaves_of_reason(reason: &str) -> Option<&'static str> {
    let number: u32 = reason.parse().ok()?;
    REASONS.iter().find(|(_, numbers)| numbers.contains(&number)).map(|(leaves, _)| *leaves)
}

/// Distinct messages of the portal: what they are about, and their text.
fn portal(text: &str) -> impl Iterator<Item = (Option<&'static str>, &str)> {
    let mut seen = BTreeSet::new();
    rows(text).filter_map(move |row| seen.insert(row[13]).then(|| (leaves_of_reason(row[9]), row[15])))
}

#[test]
fn categories_of_city_complaints() {
    let Some(text) = read("complaints/ru_gorod_spb.tsv") else { return };
    let mut first = Shares::new();
    let (mut covered, mut first_all, mut second_all, mut first_covered) =
        (Share::default(), Share::default(), Share::default(), Share::default());
    let mut calibration = Shares::new();
    for (leaves, text) in portal(&text) {
        let Some(leaves) = leaves.filter(|_| text.chars().count() >= 12) else { continue };
        let fits = |id: &str| leaves.split('|').any(|leaf| leaf == id);
        let found = categorize(&words(text, Some(Language::Russian)));
        let is_first = found.first().is_some_and(|best| fits(&best.id.0));
        covered.add(!found.is_empty());
        first_all.add(is_first);
        second_all.add(found.iter().take(2).any(|found| fits(&found.id.0)));
        first.entry(leaves.split('|').next().unwrap_or(leaves).to_owned()).or_default().add(is_first);
        if let Some(best) = found.first() {
            first_covered.add(is_first);
            calibration
                .entry(format!("score from {:.1}", (best.score * 10.0).floor() / 10.0))
                .or_default()
                .add(is_first);
        }
    }
    report("right category first, by leaf", &first, 1.0);
    report("right category first, by score", &calibration, 1.0);
    println!(
        "coverage {:.3}, first {:.3}, first of the covered {:.3}, among two {:.3} ({} messages)",
        covered.value(),
        first_all.value(),
        first_covered.value(),
        second_all.value(),
        covered.all
    );
    assert!(covered.value() >= 0.90 && first_all.value() >= 0.69 && second_all.value() >= 0.77);
}

#[test]
fn news_of_the_world_are_of_no_category_and_floods_are_floods() {
    let Some(text) = read("news/ru_tengrinews_2024-04.jsonl") else { return };
    let mut world = Share::default();
    let mut floods = Share::default();
    for line in text.lines() {
        let Ok(article) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let field = |name: &str| article[name].as_str().unwrap_or_default().to_owned();
        let title = field("title");
        let found = categorize(&words(&format!("{title}\n{}", field("content")), None));
        let best = found.first().map_or("", |best| best.id.0.as_str());
        if field("category") == "world_news" {
            world.add(best.is_empty());
        }
        // A title on a flood in the country, as an editor would see it.
        let lower = title.to_lowercase();
        if field("category") != "world_news"
            && ["паводк", "дамб", "плотин", "затоп", "подтоп", "наводнен"]
                .iter()
                .any(|word| lower.contains(word))
        {
            floods.add(found.iter().take(2).any(|found| found.id.0 == "eco/flood"));
        }
    }
    println!(
        "world news of no category {:.3} ({}), flood news of eco/flood {:.3} ({})",
        world.value(),
        world.all,
        floods.value(),
        floods.all
    );
    assert!(world.value() >= 0.80 && floods.value() >= 0.85);
}

/// The score of problems, whoever tells them; `stance` measures complaints.
#[test]
fn problems_are_told_from_other_texts() {
    let (Some(portal_text), Some(other)) = (read("complaints/ru_gorod_spb.tsv"), read("langid/langid.tsv"))
    else {
        return;
    };
    let mut recall = Shares::new();
    let mut alarms = Shares::new();
    for (_, text) in portal(&portal_text).step_by(5) {
        let words = words(text, None);
        let slice = if text.chars().count() <= 20 { "portal, up to 20 letters" } else { "portal, longer" };
        for (kind, label) in [(None, ""), (Some(Kind::Appeal), " as appeal")] {
            let score = complaint(text, &words, kind).problem;
            recall.entry(format!("{slice}{label}")).or_default().add(score >= 0.5);
        }
    }
    for (at, row) in rows(&other).enumerate() {
        let is_plain = ["tatoeba", "sib200", "kaznerd", "ud-Russian-Taiga"]
            .iter()
            .any(|source| row[1].starts_with(source));
        if matches!(row[0], "kk" | "ru") && is_plain && at % 3 == 0 {
            let score = complaint(row[2], &words(row[2], None), None).problem;
            alarms.entry(format!("{} {}", row[0], row[1])).or_default().add(score >= 0.5);
        }
    }
    if let Some(reviews) = read("usertext/kk_kazsandra_stars_places_market.tsv") {
        for row in rows(&reviews).filter(|row| matches!(row[2], "1" | "5")) {
            let score = complaint(row[3], &words(row[3], None), None).problem;
            let (shares, stars) =
                if row[2] == "1" { (&mut recall, "one star") } else { (&mut alarms, "five stars") };
            shares.entry(format!("kk {}, {stars}", row[1])).or_default().add(score >= 0.5);
        }
    }
    report("problems found at 0.5", &recall, 1.0);
    report("false alarms at 0.5", &alarms, 0.0);
    let of = |shares: &Shares, slice: &str| shares.get(slice).map_or(f64::NAN, |share| share.value());
    assert!(of(&recall, "portal, longer") >= 0.83 && of(&recall, "portal, up to 20 letters") >= 0.55);
    assert!(of(&alarms, "ru tatoeba-laser") <= 0.05 && of(&alarms, "kk tatoeba-laser") <= 0.07);
    assert!(of(&alarms, "ru sib200-flores") <= 0.15 && of(&alarms, "kk sib200-flores") <= 0.24);
}
