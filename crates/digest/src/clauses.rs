//! A line of text → its sentences, their clauses, their words, as slices of it. By punctuation alone.

use std::sync::LazyLock;

use serde::Deserialize;

/// What punctuation alone does not tell.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Habits {
    openers: Vec<String>,
    abbreviations: Vec<String>,
}

impl Habits {
    fn known() -> &'static Self {
        static HABITS: LazyLock<Habits> = LazyLock::new(|| {
            toml::from_str(include_str!("../wording/clauses.toml")).expect("tests read the bundled table")
        });
        &HABITS
    }
}

/// Drops words that only tie a clause to what came before it.
pub(crate) fn without_opener(mut clause: &str) -> &str {
    while let Some((first, rest)) = clause.split_once(' ') {
        let first = first.trim_end_matches(',').to_lowercase();
        if !Habits::known().openers.contains(&first) {
            break;
        }
        clause = rest.trim_start();
    }
    clause
}

/// The clauses of a sentence, without the punctuation around them.
pub(crate) fn clauses(sentence: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for (at, mark) in sentence.char_indices() {
        let after = &sentence[at + mark.len_utf8()..];
        let splits = match mark {
            // People also write `,так` without a space, but not inside a number.
            ',' => !after.starts_with(|next: char| next.is_ascii_digit()),
            ';' | ':' => after.starts_with(' '),
            '—' | '–' | '-' => sentence[..at].ends_with(' ') && after.starts_with(' '),
            _ => false,
        };
        if splits {
            clauses.push(&sentence[start..at]);
            start = at + mark.len_utf8();
        }
    }
    clauses.push(&sentence[start..]);
    let trimmed =
        clauses.into_iter().map(|clause| clause.trim_matches([' ', '.', '!', '?', '…', '-', '—', '–']));
    trimmed.filter(|clause| !clause.is_empty()).collect()
}

/// The sentences of a line. A mark with a space after it ends one, unless it follows an abbreviation (`ул. Абая`); the
/// next word need not have a capital, since people in a hurry do without.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|(_, mark)| ".!?…".contains(*mark)) {
        let end = at + mark.len_utf8();
        if text[end..].starts_with(' ') && !(mark == '.' && ends_abbreviated(&text[start..at])) {
            sentences.push(&text[start..end]);
            start = end + 1;
        }
    }
    sentences.push(&text[start..]);
    sentences
}

/// Whether a stretch before a full stop ends in a word that is written with one.
fn ends_abbreviated(before: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let mut letters = last.chars();
    let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    single || Habits::known().abbreviations.contains(&last)
}

/// Words: letters and digits with what is inside them (`2-й`, `+12`, `16:30`).
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ')
        .map(|word| word.trim_matches([',', ';', ':', '.', '!', '?', '…']))
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(divide: fn(&str) -> Vec<&str>, text: &str, parts: &str) {
        assert_eq!(divide(text).join("|"), parts);
    }

    #[test]
    fn sentences_end_at_marks() {
        check(
            sentences,
            "Дом 5 по ул. Абая без воды. Уже 3.5 дня! «Ждите».",
            "Дом 5 по ул. Абая без воды.|Уже 3.5 дня!|«Ждите».",
        );
        check(sentences, "су жоқ. балалар ауырды… қашан болады?", "су жоқ.|балалар ауырды…|қашан болады?");
        check(sentences, "", "");
    }

    #[test]
    fn clauses_end_at_commas_and_dashes() {
        check(
            clauses,
            "забит,никто не убирает – третий день: 2,5 метра",
            "забит|никто не убирает|третий день|2,5 метра",
        );
    }

    #[test]
    fn openers_are_left_out() {
        assert_eq!(without_opener("Бірақ, сондықтан су жоқ"), "су жоқ");
        assert_eq!(without_opener("потому что нет воды"), "нет воды");
        assert_eq!(without_opener("и"), "и");
    }
}
