//! Reads titles and texts of the corpora's news and complaints.

use std::path::PathBuf;

use serde_json::Value;

/// Files with a heading, and which of their columns is the text.
const TABLES: [(&str, &str); 6] = [
    ("news/ru_nurkz_headlines_2019.tsv", "title"),
    ("news/ru_rbc_headlines_2022.tsv", "title"),
    ("news/ru_tengri_listings.tsv", "title"),
    ("news/ru_tengrinews_comments_2024-04.tsv", "text"),
    ("complaints/kk_places_lowstar.tsv", "text"),
    ("complaints/ru_gorod_spb.tsv", "text"),
];

/// All of them; none where a file is missing.
pub(crate) fn texts() -> Option<Vec<(String, String)>> {
    let given = std::env::var_os("DAUYS_CORPORA").map(PathBuf::from);
    let folder =
        given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"));
    let read = |file: &str| {
        let path = folder.join(file);
        let text = std::fs::read_to_string(&path).ok();
        if text.is_none() {
            println!("skipped: no `{}`", path.display());
        }
        text
    };
    let mut texts = Vec::new();
    for (file, column) in TABLES {
        let table = read(file)?;
        let mut lines = table.lines();
        let heading: Vec<&str> = lines.next()?.split('\t').collect();
        let at = heading.iter().position(|name| *name == column).unwrap_or(heading.len() - 1);
        let cells = lines.filter_map(|line| line.split('\t').nth(at));
        texts.extend(cells.map(|text| (String::new(), text.to_owned())));
    }
    for line in read("news/ru_tengrinews_2024-04.jsonl")?.lines() {
        let news: Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| news[name].as_str().unwrap_or_default().to_owned();
        texts.push((field("title"), field("content")));
    }
    Some(texts)
}
