//! Takes text and gives the byte ranges of its sentences, also of texts whose writers save on capitals and full stops.
//!
//! A newline always ends a sentence. `!`, `?`, `…` end one before a space. A full stop does unless it closes an abbreviation, an
//! initial or a number. Smileys end a sentence before a capital. What is still longer than sixty words is cut there.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Words after which a text without any punctuation is cut.
const LONGEST: usize = 60;

/// Letters of a word that are looked at: no abbreviation is longer.
const LONGEST_WORD: usize = 80;

static ABBREVIATIONS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| include_str!("../../../data/lexicon/abbreviations.txt").lines().collect());

/// The sentences of a text, in order, without the white space around them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut words = 0;
    let mut was_space = true;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = at + letter.len_utf8();
        let is_space = letter.is_whitespace();
        words += usize::from(was_space && !is_space);
        was_space = is_space;
        let ends = match letter {
            '\n' => true,
            '.' | '!' | '?' | '…' | ')' => {
                if letters
                    .peek()
                    .is_some_and(|(_, next)| matches!(next, '.' | '!' | '?' | '…' | ')' | '»' | '"' | '”'))
                {
                    continue;
                }
                let run = &text[start..after];
                ends_at(run, &text[after..])
            }
            '»' | '"' | '”' => {
                let run = text[start..at].trim_end_matches(['»', '"', '”']);
                run.ends_with(['.', '!', '?', '…']) && ends_at(run, &text[after..])
            }
            _ => {
                is_space && (words >= LONGEST || is_picture_before_capital(&text[start..at], &text[after..]))
            }
        };
        if ends {
            push(text, start..after, &mut found);
            start = after;
            words = 0;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = range.start + (piece.len() - piece.trim_start().len());
        found.push(start..start + trimmed.len());
    }
}

/// Whether the run of marks that closes `run` ends a sentence, given what follows.
fn ends_at(run: &str, rest: &str) -> bool {
    let body = run.trim_end_matches(['.', '!', '?', '…', ')']);
    let marks = &run[body.len()..];
    let Some(next) = rest.chars().next() else { return true };
    let follows = rest.trim_start().chars().next().unwrap_or('\n');
    if !marks.contains(['.', '!', '?', '…']) {
        // Only brackets: a smiley of two and more ends a sentence before a capital.
        return marks.len() > 1 && next.is_whitespace() && follows.is_uppercase();
    }
    let word = last_word(body);
    if !next.is_whitespace() {
        // «болды.Каспиге»: a forgotten space.
        let long = word.chars().count() > 2 && word.ends_with(char::is_lowercase);
        return long && next.is_uppercase() && marks == ".";
    }
    if marks != "." {
        return marks.contains(['!', '?']) || follows.is_uppercase() || !follows.is_alphanumeric();
    }
    if ABBREVIATIONS.contains(word.to_lowercase().as_str()) {
        return false;
    }
    let letters = word.chars().count();
    if word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic)) {
        return false;
    }
    if word.ends_with(|letter: char| letter.is_ascii_digit()) {
        return follows.is_uppercase();
    }
    // Writers without capitals: only a full word may end their sentence.
    !follows.is_lowercase() || letters > 3
}

/// The letters, digits and inner full stops at the end of `body`: `т.б`, `млн`, `Қ`.
fn last_word(body: &str) -> &str {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '/');
    let start = body
        .char_indices()
        .rev()
        .take(LONGEST_WORD)
        .take_while(|(_, letter)| is_part(*letter))
        .last()
        .map_or(body.len(), |(at, _)| at);
    &body[start..]
}

/// Whether a picture (emoji) stands before this space and a capital after it.
fn is_picture_before_capital(before: &str, rest: &str) -> bool {
    let is_picture = |letter: char| matches!(letter as u32, 0x1F300..=0x1FAFF | 0x2600..=0x27BF | 0xFE0F);
    before.ends_with(is_picture) && rest.trim_start().starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        check("Су жоқ. Жарық жоқ! Не істейміз?", &["Су жоқ.", "Жарық жоқ!", "Не істейміз?"]);
        check("«Су жоқ.» Ол айтты", &["«Су жоқ.»", "Ол айтты"]);
        check("Жарық сөнді... Күтіп отырмыз", &["Жарық сөнді...", "Күтіп отырмыз"]);
        check("бірінші\nекінші", &["бірінші", "екінші"]);
        check("", &[]);
        check(" \n ", &[]);
    }

    #[test]
    fn abbreviations_initials_and_numbers_go_on() {
        check("Ол 2026 ж. 5 маусымда келді.", &["Ол 2026 ж. 5 маусымда келді."]);
        check("Аким А.С. Иванов приехал.", &["Аким А.С. Иванов приехал."]);
        check("Қ. Тоқаев айтты", &["Қ. Тоқаев айтты"]);
        check("Потратили 1.5 млн. тенге на ул. Абая.", &["Потратили 1.5 млн. тенге на ул. Абая."]);
        check("12.03.2026 келді", &["12.03.2026 келді"]);
    }

    #[test]
    fn careless_texts_are_divided_too() {
        check("су жоқ болды. жарық та сөнді", &["су жоқ болды.", "жарық та сөнді"]);
        check("Дәрісі көмектесті.Каспиге рахмет", &["Дәрісі көмектесті.", "Каспиге рахмет"]);
        check("Нет воды 😡😡 Когда дадут", &["Нет воды 😡😡", "Когда дадут"]);
        check("Спасибо)) Ждём", &["Спасибо))", "Ждём"]);
        assert_eq!(sentences(&"сөз ".repeat(150)).len(), 3);
    }

    proptest! {
        #[test]
        fn sentences_hold_all_that_is_seen(text in "[а-яА-Я.!?) \n0-9😀]{0,60}") {
            let held: String = sentences(&text).into_iter().map(|range| text[range].to_owned()).collect();
            let seen = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            prop_assert_eq!(seen(&held), seen(&text));
        }
    }
}
