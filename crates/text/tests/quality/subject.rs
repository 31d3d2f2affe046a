//! Measures subjects on the city portal: how well they split the posts of a district into concrete problems (B³ against reason and
//! district), and how well their leaves fit the portal's own fifteen categories. Nothing is learned from the portal's labels.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::Language;
use dauys_text::{Given, analyze, topic_terms, words};

use crate::measure::{Share, folder};

/// A post of the portal.
struct Post<'a> {
    day: &'a str,
    municipality: &'a str,
    category: &'a str,
    reason: &'a str,
    text: &'a str,
}

fn posts(table: &str) -> Vec<Post<'_>> {
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.map(|row| Post {
        day: &row[1][..10],
        municipality: row[3],
        category: row[8],
        reason: row[10],
        text: row[15],
    })
    .collect()
}

/// B³ of groups against gold: precision, recall, F1, over all members alike.
fn b_cubed<G: Ord, S: Ord>(pairs: &[(G, S)]) -> (f64, f64, f64) {
    let (mut gold, mut found, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (of_gold, of_found) in pairs {
        *gold.entry(of_gold).or_insert(0.0) += 1.0;
        *found.entry(of_found).or_insert(0.0) += 1.0;
        *both.entry((of_gold, of_found)).or_insert(0.0) += 1.0;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((of_gold, of_found), count) in &both {
        precision += count * count / found[of_found];
        recall += count * count / gold[of_gold];
    }
    let all = pairs.len() as f64;
    let (precision, recall): (f64, f64) = (precision / all, recall / all);
    (precision, recall, 2.0 * precision * recall / (precision + recall))
}

/// What was found of one text.
#[derive(Clone)]
struct Found {
    subject: Option<String>,
    leaf: Option<String>,
    terms: String,
}

fn read(text: &str, known: &mut BTreeMap<String, Found>) -> Found {
    if let Some(found) = known.get(text) {
        return found.clone();
    }
    let given = Given { language: Some(Language::Russian), ..Given::default() };
    let analysis = analyze("", text, &given);
    let terms = topic_terms(&words(text, Some(Language::Russian)));
    let found = Found {
        subject: analysis.subject.map(|subject| subject.0),
        leaf: analysis.category.map(|category| category.id.0),
        terms: terms.join(" "),
    };
    known.insert(text.to_owned(), found.clone());
    found
}

/// The fortnights that are measured: the first is the one that is tuned on, the others are held out.
const FORTNIGHTS: &[(&str, &str)] =
    &[("2020-10-18", "2020-10-31"), ("2020-11-09", "2020-11-22"), ("2020-12-14", "2020-12-27")];

#[test]
fn subjects_split_a_district_into_problems() {
    let Some(folder) = folder() else { return };
    let table = std::fs::read_to_string(folder.join("complaints/ru_gorod_spb.tsv")).unwrap();
    let posts = posts(&table);
    let mut known = BTreeMap::new();
    for (at, (from, to)) in FORTNIGHTS.iter().enumerate() {
        let window: Vec<(&Post, Found)> = posts
            .iter()
            .filter(|post| post.day >= *from && post.day <= *to)
            .map(|post| (post, read(post.text, &mut known)))
            .collect();
        let gold = |post: &Post| (post.reason.to_owned(), post.municipality.to_owned());
        let covered = window.iter().filter(|(_, found)| found.subject.is_some()).count();
        let by = |key: &dyn Fn(usize, &Found) -> String| {
            let pairs: Vec<_> = window
                .iter()
                .enumerate()
                .map(|(at, (post, found))| (gold(post), (key(at, found), post.municipality.to_owned())))
                .collect();
            b_cubed(&pairs)
        };
        let own = |found: &Found| format!("={}", found.terms);
        let (p, r, f) = by(&|_, found| found.subject.clone().unwrap_or_else(|| own(found)));
        let floor = by(&|at, _| at.to_string()).2;
        let exact = by(&|_, found| own(found)).2;
        let leaf = by(&|_, found| found.leaf.clone().unwrap_or_else(|| own(found))).2;
        println!(
            "{from}..{to}: subjects B3 F1 {f:.3} (precision {p:.3}, recall {r:.3}), covered {:.3} of {}; one each {floor:.3}, same terms {exact:.3}, leaves {leaf:.3}",
            covered as f64 / window.len() as f64,
            window.len()
        );
        // Per reason: the F1 of its own members.
        let mut members: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
        let key = |post: &Post, found: &Found| {
            (found.subject.clone().unwrap_or_else(|| own(found)), post.municipality.to_owned())
        };
        let mut groups: BTreeMap<_, Vec<&str>> = BTreeMap::new();
        let mut golds: BTreeMap<_, f64> = BTreeMap::new();
        for (post, found) in &window {
            groups.entry(key(post, found)).or_default().push(post.reason);
            *golds.entry(gold(post)).or_default() += 1.0;
        }
        for (post, found) in &window {
            let group = &groups[&key(post, found)];
            let same = group.iter().filter(|reason| **reason == post.reason).count() as f64;
            members
                .entry(post.reason)
                .or_default()
                .push((same / group.len() as f64, same / golds[&gold(post)]));
        }
        let mut worst: Vec<(f64, f64, f64, usize, &str)> = members
            .iter()
            .map(|(reason, of)| {
                let count = of.len() as f64;
                let (p, r) = of.iter().fold((0.0, 0.0), |(p, r), (op, or)| (p + op / count, r + or / count));
                ((1.0 - 2.0 * p * r / (p + r)) * count, p, r, of.len(), *reason)
            })
            .collect();
        worst.sort_by(|one, other| other.0.total_cmp(&one.0));
        if at < 2 {
            for (lost, p, r, count, reason) in worst.iter().take(15) {
                println!("  lost {lost:.0} of {count}: precision {p:.2}, recall {r:.2}  {reason}");
            }
        }
        assert!(f >= FLOOR, "{from}");
    }
    if std::env::args().any(|argument| argument == "--nocapture") {
        confusions(&posts, &mut known);
    }
}

/// What every reason is taken for, of the posts that nothing is tuned on but by eye: November and December.
fn confusions(posts: &[Post], known: &mut BTreeMap<String, Found>) {
    let mut taken: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for post in posts.iter().filter(|post| post.day >= "2020-11-01") {
        let found = read(post.text, known);
        let subject = found.subject.unwrap_or_else(|| "-".into());
        *taken.entry(post.reason).or_default().entry(subject).or_default() += 1;
    }
    let mut sorted: Vec<_> = taken.iter().collect();
    sorted.sort_by_key(|(_, of)| std::cmp::Reverse(of.values().sum::<usize>()));
    for (reason, of) in sorted.iter().take(60) {
        let all: usize = of.values().sum();
        let mut most: Vec<_> = of.iter().collect();
        most.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let most: Vec<String> =
            most.iter().take(9).map(|(subject, count)| format!("{subject} {count}")).collect();
        println!("{all:5} {:.60} | {}", reason, most.join(", "));
    }
}

/// Ours is held to this.
const FLOOR: f64 = 0.60;

/// The portal's categories, and which of our leaves and subjects mean them, by hand from their meaning. The longest beginning wins.
const FIFTEEN: &[(&str, &str)] = &[
    ("hcs/", "Содержание МКД"),
    ("hcs/water", "Водоснабжение"),
    ("hcs/sewer", "Водоотведение"),
    ("hcs/sewer/manhole_open", "Повреждения или неисправность элементов уличной инфраструктуры"),
    ("hcs/sewer/manhole_broken", "Повреждения или неисправность элементов уличной инфраструктуры"),
    ("hcs/sewer/basement_flooded", "Водоснабжение"),
    ("hcs/sewer/storm", "Благоустройство"),
    ("hcs/heat", "Центральное отопление"),
    ("hcs/power", "Содержание МКД"),
    ("hcs/power/pole", "Благоустройство"),
    ("hcs/waste", "Благоустройство"),
    ("hcs/waste/rats", "Санитарное состояние"),
    ("hcs/waste/insects", "Санитарное состояние"),
    ("hcs/waste/chute", "Санитарное состояние"),
    ("hcs/waste/stench", "Санитарное состояние"),
    ("hcs/waste/site", "Содержание МКД"),
    ("hcs/waste/site_lacking", "Благоустройство"),
    ("hcs/waste/not_collected", "Содержание МКД"),
    ("hcs/waste/container_broken", "Содержание МКД"),
    ("hcs/housing_mgmt", "Содержание МКД"),
    ("hcs/housing_mgmt/roof", "Кровля"),
    ("hcs/housing_mgmt/gutter", "Кровля"),
    ("hcs/housing_mgmt/facade", "Фасад"),
    ("hcs/housing_mgmt/seams", "Фасад"),
    ("hcs/housing_mgmt/plinth", "Фасад"),
    ("hcs/housing_mgmt/balcony", "Фасад"),
    ("hcs/housing_mgmt/canopy", "Фасад"),
    ("hcs/housing_mgmt/address_plate", "Фасад"),
    ("hcs/housing_mgmt/basement_openings", "Подвалы"),
    ("hcs/housing_mgmt/basement_use", "Нарушение правил пользования общим имуществом"),
    ("hcs/housing_mgmt/wires_hanging", "Благоустройство"),
    ("hcs/housing_mgmt/facade_addons", "Нарушение правил пользования общим имуществом"),
    ("hcs/housing_mgmt/replanning", "Нарушение правил пользования общим имуществом"),
    ("hcs/housing_mgmt/common_property", "Нарушение порядка пользования общим имуществом"),
    ("hcs/yards", "Благоустройство"),
    ("hcs/yards/ad_illegal", "Незаконная информационная и (или) рекламная конструкция"),
    ("hcs/yards/ad_damaged", "Состояние рекламных или информационных конструкций"),
    ("hcs/yards/trade", "Незаконная реализация товаров с торгового оборудования (прилавок, ящик, с земли)"),
    ("transport/snow/icicles", "Кровля"),
    ("transport", "Благоустройство"),
    ("housing", "Благоустройство"),
    ("", "Благоустройство"),
];

fn of_fifteen(node: &str) -> &'static str {
    let fits = FIFTEEN.iter().filter(|(beginning, _)| node.starts_with(beginning));
    fits.max_by_key(|(beginning, _)| beginning.len()).map_or("", |(_, category)| category)
}

#[test]
fn leaves_fit_the_categories_of_a_portal() {
    let Some(folder) = folder() else { return };
    let table = std::fs::read_to_string(folder.join("complaints/ru_gorod_spb.tsv")).unwrap();
    let mut known = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let (mut all, mut distinct, mut by_leaf, mut held_out) =
        (Share::default(), Share::default(), Share::default(), Share::default());
    let mut each: BTreeMap<&str, Share> = BTreeMap::new();
    for post in posts(&table) {
        let found = read(post.text, &mut known);
        let leaf = found.leaf.as_deref();
        let node = found.subject.as_deref().or(leaf);
        // A text of which nothing is known is of no category, and wrong.
        let is_right = node.is_some_and(|node| of_fifteen(node) == post.category);
        all.add(is_right);
        by_leaf.add(leaf.is_some_and(|leaf| of_fifteen(leaf) == post.category));
        if post.day >= "2020-11-01" {
            held_out.add(is_right);
        }
        if seen.insert(post.text.to_lowercase()) {
            distinct.add(is_right);
        }
        each.entry(post.category).or_default().add(is_right);
    }
    println!(
        "fifteen categories of the portal: all {:.3}, distinct texts {:.3}, after October {:.3}; by leaf alone {:.3}",
        all.value(),
        distinct.value(),
        held_out.value(),
        by_leaf.value()
    );
    let mut each: Vec<_> = each.into_iter().collect();
    each.sort_by(|one, other| one.1.value().total_cmp(&other.1.value()));
    for (category, share) in each {
        println!("  {:.3}  {category} ({})", share.value(), share.all);
    }
    assert!(all.value() >= 0.5);
}
