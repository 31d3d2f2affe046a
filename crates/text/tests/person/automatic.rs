//! Queries made of the lexicons: each place in its cases, each word of the lexicon of categories, offices, and Kazakh nouns in all cases.

use std::collections::BTreeSet;

use dauys_text::tokens;

use crate::distinct;

/// Kazakh case endings: after back and front vowels, each after a vowel, a voiced consonant, a nasal, and a voiceless one.
const CASES: [[&str; 4]; 14] = [
    ["ның", "дың", "ның", "тың"],
    ["нің", "дің", "нің", "тің"],
    ["ға", "ға", "ға", "қа"],
    ["ге", "ге", "ге", "ке"],
    ["ны", "ды", "ды", "ты"],
    ["ні", "ді", "ді", "ті"],
    ["да", "да", "да", "та"],
    ["де", "де", "де", "те"],
    ["дан", "дан", "нан", "тан"],
    ["ден", "ден", "нен", "тен"],
    ["мен", "мен", "мен", "пен"],
    ["мен", "мен", "мен", "пен"],
    ["лар", "дар", "дар", "тар"],
    ["лер", "дер", "дер", "тер"],
];

/// A Kazakh noun in its cases and plural.
fn forms(noun: &str) -> Vec<String> {
    let letters: Vec<char> = noun.chars().collect();
    let is_front = letters.iter().rev().find(|letter| "аоұыуяюёәеөүіэи".contains(**letter));
    let front = usize::from(is_front.is_some_and(|vowel| "әеөүіэи".contains(*vowel)));
    let class = match letters.last() {
        Some(last) if "аоұыуяюәеөүіэи".contains(*last) => 0,
        Some('м' | 'н' | 'ң') => 2,
        Some(last) if "пткқсшщцчхфһбвгд".contains(*last) => 3,
        _ => 1,
    };
    let cases = CASES.iter().enumerate().filter(|(at, _)| at % 2 == front).map(|(_, ends)| ends[class]);
    std::iter::once("").chain(cases).map(|end| format!("{noun}{end}")).collect()
}

fn words_of(table: &str) -> BTreeSet<String> {
    let terms = table.lines().skip(1).flat_map(|line| line.split('\t').skip(2));
    // Beginnings of words are no words.
    let words = terms.flat_map(|terms| terms.split([';', '|', ' ', '~']).filter(|term| !term.ends_with('*')));
    let words = words.flat_map(tokens).map(|token| token.surface.to_owned());
    distinct(words.filter(|word| !PERSONS.contains(&word.as_str())))
}

/// Surnames in the lexicon of categories, which tell news of these persons from complaints.
const PERSONS: [&str; 12] = [
    "байден",
    "бишимбаев",
    "бишімбаев",
    "брежнев",
    "головкин",
    "зеленский",
    "назарбаев",
    "нүкенова",
    "путин",
    "тоқаев",
    "токаев",
    "эрдоган",
];

/// The names of the sets with their queries.
pub(crate) fn sets() -> Vec<(&'static str, BTreeSet<String>)> {
    let kk = include_str!("../../../../data/lexicon/categories/terms_kk.tsv");
    let ru = include_str!("../../../../data/lexicon/categories/terms_ru.tsv");
    let tree = include_str!("../../../../data/lexicon/categories/tree.tsv");
    let cues = include_str!("../../../../data/lexicon/names/cues.tsv");
    let stems = include_str!("../../../../data/lexicon/kazakh_known_stems.tsv");
    let kinds = ["title", "organisation", "street", "named", "place", "trade", "private", "after"];
    let of_cues = cues.lines().filter_map(|line| line.split_once('\t'));
    let stop = [
        include_str!("../../../../data/lexicon/stop_words_kk.txt"),
        include_str!("../../../../data/lexicon/stop_words_ru.txt"),
    ];
    let nouns = stems.lines().filter_map(|line| line.strip_suffix("\tN"));
    let verbs = stems.lines().filter_map(|line| line.strip_suffix("\tV"));
    let categories = [words_of(kk), words_of(ru), words_of(tree)];
    let families = include_str!("../../../../data/lexicon/russian_families.txt");
    vec![
        ("places", distinct(dauys_text::place::gazetteer().flat_map(of_place))),
        ("words of categories", distinct(categories.into_iter().flatten())),
        (
            "offices, bodies, trades and kin",
            distinct(
                of_cues
                    .filter(|(kind, word)| kinds.contains(kind) && !word.ends_with('*'))
                    .map(|(_, word)| word.to_owned()),
            ),
        ),
        ("stop words", distinct(stop.iter().flat_map(|list| list.lines()).map(str::to_owned))),
        ("Kazakh nouns in their cases", distinct(nouns.flat_map(forms))),
        ("Kazakh verbs", distinct(verbs.map(str::to_owned))),
        ("Russian verbs and their nouns", distinct(families.split([' ', '|', '\n']).map(str::to_owned))),
    ]
}

/// The names of a place, and where something is.
fn of_place(place: &'static dauys_text::Place) -> Vec<String> {
    let bare = [place.kk, place.ru, place.en].into_iter().map(str::to_owned);
    let mut names: Vec<String> = bare
        .chain([place.full_kk.clone(), place.full_ru.clone(), place.in_kk.clone(), place.in_ru.clone()])
        .collect();
    // Nobody asks for a place in the plural.
    names.extend(forms(&place.kk.to_lowercase()).into_iter().filter(|form| !is_plural(form)));
    names.retain(|name| !name.trim().is_empty());
    names
}

fn is_plural(form: &str) -> bool {
    ["лар", "лер", "дар", "дер", "тар", "тер"].iter().any(|end| form.ends_with(end))
}
