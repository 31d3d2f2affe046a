//! Invented pages as the sites of the region make them, with the text a person finds in each: floors for the mean and the
//! worst page, and nothing of readers or journalists in any text.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

#[path = "../../../tests/benches/pages/score.rs"]
mod score;

use std::fs;
use std::path::{Path, PathBuf};

use dauys_model::Page;
use dauys_parse::{Article, article};
use url::Url;

/// Mean F1 of words over all pages, and of the worst page. Floors go down only in a change of their own that says why.
const MEAN: f64 = 0.995;
const WORST: f64 = 0.94;
/// Mean F1 of four words in a row: order, and nothing glued.
const SHINGLED: f64 = 0.99;

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/articles");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|file| file.extension().is_some_and(|ending| ending == "html"));
    pages.sort();
    pages
}

fn read(file: &Path) -> Article {
    let page = Page {
        url: Url::parse("https://demo.example/news/1").unwrap(),
        content_type: None,
        body: fs::read(file).unwrap(),
    };
    article(&page, None, "2026-11-22T08:00:00Z".parse().unwrap()).unwrap()
}

#[test]
fn texts_are_found_on_pages_of_all_makes() {
    let pages = pages();
    assert!(pages.len() >= 52, "{} pages", pages.len());
    let (mut sum, mut shingled, mut worst) = (0.0, 0.0, 1.0_f64);
    for file in &pages {
        let found = read(file);
        let gold = fs::read_to_string(file.with_extension("txt")).unwrap();
        let f1 = score::words(&found.text, &gold).f1();
        let name = file.file_stem().unwrap().to_string_lossy();
        println!("{f1:.3} {name}: {}", found.reason);
        assert!(f1 >= WORST, "{name}: {f1:.3}\n{}", found.text);
        sum += f1;
        shingled += score::shingles(&found.text, &gold).f1();
        worst = worst.min(f1);
    }
    let count = pages.len() as f64;
    println!("mean F1 {:.4}, of shingles {:.4}, worst {worst:.4}", sum / count, shingled / count);
    assert!(sum / count >= MEAN && shingled / count >= SHINGLED);
}

/// Who wrote, photographed or commented in the invented pages.
const PERSONS: [&str; 14] = [
    "stepnoy_veter",
    "kun_shuaq",
    "dala77",
    "aisha_m",
    "nur_01",
    "zhanatalap_live",
    "Тестова",
    "СЫНАҚОВ",
    "Сынақ",
    "Примеров",
    "ҮЛГІБАЕВА",
    "Условная",
    "Суретов",
    "Гүлнар Демо",
];

#[test]
fn nobody_stands_in_a_text() {
    let mut planted = 0;
    for file in pages() {
        let html = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        planted += PERSONS.iter().filter(|person| html.contains(**person)).count();
        let found = read(&file);
        for person in PERSONS {
            assert!(!found.text.contains(person), "{person} in {}", file.display());
        }
    }
    assert!(planted >= PERSONS.len());
}
