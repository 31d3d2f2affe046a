//! Adds words of Kazakhstan that the dictionary lacks, each declined like a word that it has.

use std::path::Path;

use rumorph::{Dictionary, UdTag};

use crate::corpus;
use crate::forms::is_russian;
use crate::lexicon::{Word, Words};

/// What names of places decline like, by the class that the gazetteer gives them: masculine, in a soft sign, in `й`, in `а`.
const PATTERNS: [(&str, &str); 4] = [("m", "завод"), ("i", "кремль"), ("j", "музей"), ("a", "страна")];

/// What adjectives of places decline like.
const ADJECTIVE: &str = "московский";

/// Adds the words of `russian_additions.tsv`, whatever the dictionary says of their forms, and names and adjectives of the
/// gazetteer in forms that it does not know.
pub(crate) fn add(dictionary: &Dictionary, folder: &Path, words: &mut Words) {
    for row in rows(&folder.join("russian_additions.tsv"), 0) {
        let [word, pattern] = row.as_slice() else { continue };
        for form in forms(dictionary, word, pattern) {
            words.insert(form, of(word, "NOUN"));
        }
    }
    for (word, pattern) in places(folder) {
        for form in forms(dictionary, &word, pattern) {
            words.entry(form).or_insert_with(|| of(&word, "PROPN"));
        }
    }
}

fn of(lemma: &str, class: &str) -> Word {
    Word { lemma: lemma.to_owned(), class: class.to_owned() }
}

fn rows(path: &Path, heading: usize) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().skip(heading).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// Names and adjectives of the gazetteer, each with what it declines like.
fn places(folder: &Path) -> Vec<(String, &'static str)> {
    let mut places = Vec::new();
    for file in ["places.tsv", "towns.tsv"] {
        let path = folder.join("places").join(file);
        let heading = rows(&path, 0).into_iter().next().unwrap_or_default();
        let column = |name: &str| heading.iter().position(|known| known == name);
        for row in corpus::rows(&path) {
            let cell = |name: &str| column(name).and_then(|at| row.get(at)).map_or("", String::as_str);
            let named = format!("{}:{}; {}", cell("ru"), cell("ru_class"), cell("variants_ru"));
            for (name, class) in named.split("; ").filter_map(|name| name.rsplit_once(':')) {
                let pattern = match class {
                    "0" => Some("-"),
                    _ => PATTERNS.iter().find(|(known, _)| *known == class).map(|(_, pattern)| *pattern),
                };
                places.extend(pattern.map(|pattern| (normal(name), pattern)));
            }
            let adjectives = cell("adjectives_ru").split("; ").filter(|stem| stem.ends_with("ск"));
            places.extend(adjectives.map(|stem| (format!("{}ий", normal(stem)), ADJECTIVE)));
        }
    }
    places
}

fn normal(name: &str) -> String {
    name.to_lowercase().replace('ё', "е")
}

/// All forms of `word`, declined like `pattern`; `-` is not declined.
fn forms(dictionary: &Dictionary, word: &str, pattern: &str) -> Vec<String> {
    if !is_russian(word) {
        return Vec::new();
    }
    let mut forms = vec![word.to_owned()];
    let declined = ["NOUN", "ADJ"].into_iter().find_map(|class| {
        let dictionary = dictionary.clone().with_words([(word, (pattern, class))]).ok()?;
        let reading = dictionary.analyze(word).into_iter().find(|reading| {
            reading.lemma.replace('ё', "е") == word
                && dictionary.ud_tag(reading.ud).is_some_and(|tag| UdTag::pos(tag) == class)
        })?;
        Some(dictionary.forms(&reading).into_iter().map(|form| normal(&form.word)).collect::<Vec<_>>())
    });
    match declined {
        Some(declined) => forms.extend(declined.into_iter().filter(|form| is_russian(form))),
        None => assert_eq!(pattern, "-", "`{word}` does not decline like `{pattern}`"),
    }
    forms
}
