//! Makes `data/lexicon/places/villages.tsv` from the rows of the state classifier that the corpora hold:
//! `cargo run --release -p dauys-text --example derive_villages -- [OUT]` with `DAUYS_CORPORA` naming the corpora.
//!
//! Villages, settlements, stations and rural districts with their codes. Cities and districts stand in `places.tsv`; wintering
//! places, farms and huts have no name that a text would use.

mod corpus;

use std::collections::BTreeMap;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let out = std::env::args_os().nth(1).unwrap_or_else(|| {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/lexicon/places/villages.tsv").into()
    });
    // Towns and better known villages stand in a table of their own.
    let towns =
        corpus::rows(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/lexicon/places/towns.tsv")));
    let rows = corpus::rows(&corpus::folder().join("gazetteer/kato_partial_ru.tsv"));
    let villages: BTreeMap<&str, (&str, String)> = rows
        .iter()
        .filter(|row| towns.iter().all(|town| town[0] != row[2]))
        .filter_map(|row| Some((row[2].as_str(), sorted(&row[3])?)))
        .collect();
    let lines = villages.iter().map(|(kato, (level, name))| format!("{kato}\t{level}\t{name}\n"));
    std::fs::write(out, format!("kato\tlevel\tru\n{}", lines.collect::<String>()))
}

/// What a name of the classifier names, and the bare name.
fn sorted(name: &str) -> Option<(&'static str, String)> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = |prefixes: &[&str]| prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).map(clean);
    let district = ["с.о.", "п.а.", "с.а."]
        .iter()
        .find_map(|sort| name.strip_suffix(sort).or_else(|| name.strip_prefix(sort)).map(clean));
    let (level, name) = match district {
        // The names of settlements' administrations are adjectives of the feminine.
        Some(name) => {
            ("rural_district", name.strip_suffix("ая").map_or(name.clone(), |stem| format!("{stem}ий")))
        }
        None => ("village", bare(&["с.им.", "с.", "п.", "ст.", "рзд."])?),
    };
    let is_name = name.chars().filter(|letter| letter.is_alphabetic()).count() >= 3
        && name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '-'));
    is_name.then_some((level, name))
}

fn clean(name: &str) -> String {
    name.trim().to_owned()
}
