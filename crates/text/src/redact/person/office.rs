//! Whether a name belongs to an office holder, a street, a school, an organisation or a person of history. Takes the words of a
//! text and the place of a name among them.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::piece::Piece;
use super::register::KAZAKH_CASES;
use super::shape::surname;
use crate::redact::cue::Cue;
use crate::skeleton;
use crate::token::normal;

/// How many words may stand between a title and the name: «руководитель управления энергетики города Алматы …».
const REACH: usize = 8;

fn folded(text: &str, piece: &Piece) -> String {
    if piece.folded.is_empty() {
        skeleton(&normal(&text[piece.start..piece.end]))
    } else {
        piece.folded.clone()
    }
}

/// Whether an official title stands before word `at`, with the name of its office between at the most.
pub(super) fn is_titled(text: &str, pieces: &[Piece], at: usize) -> bool {
    for back in 1..=REACH + 1 {
        let Some(word) = at.checked_sub(back) else {
            return false;
        };
        let piece = &pieces[word];
        let gap = &text[piece.end..pieces[word + 1].start];
        let is_short = piece.end - piece.start <= 8;
        let is_open =
            gap.chars().all(|letter| matches!(letter, ' ' | '\u{a0}' | '«' | '»' | '"' | '“' | '”' | '-'))
                || (gap.trim_end() == "." && is_short);
        if !is_open {
            return false;
        }
        let folded = folded(text, piece);
        if Cue::Title.is(&folded) {
            return true;
        }
        if Cue::Private.is(&folded) || is_verb(&text[piece.start..piece.end]) {
            return false;
        }
    }
    false
}

/// Words that end a noun phrase. Endings of the past and present in Russian, of finite verbs in Kazakh.
fn is_verb(word: &str) -> bool {
    const ENDS: [&str; 18] = [
        "лся", "лась", "лись", "ал", "ил", "ел", "ала", "ила", "али", "или", "ает", "ит", "ают", "ует",
        "еді", "ады", "йды", "йді",
    ];
    word.chars().next().is_some_and(char::is_lowercase)
        && (ENDS.iter().any(|end| word.ends_with(end)) || matches!(word, "что" | "как" | "деп" | "деді"))
}

/// Whether only a comma or «и» divides a name from the office holder before it.
pub(super) fn is_list_gap(text: &str, pieces: &[Piece], end: usize, start: usize) -> bool {
    if start < end || end == 0 {
        return false;
    }
    let gap = text[pieces[end - 1].end..pieces[start].start].trim();
    matches!(gap, "," | "и" | "және" | "мен" | "пен" | "бен" | ", и")
}

/// Whether words name a street, a school, an organisation or alike.
pub(super) fn is_thing(text: &str, pieces: &[Piece], words: &Range<usize>) -> bool {
    let before = |back: usize| {
        let word = words.start.checked_sub(back)?;
        let gap = &text[pieces[word].end..pieces[words.start].start];
        (gap.len() < 60 && !gap.contains(['\n', '!', '?', ','])).then(|| folded(text, &pieces[word]))
    };
    if before(1).is_some_and(|word| Cue::Street.is(&word) || Cue::Organisation.is(&word)) {
        return true;
    }
    let gap_before =
        words.start.checked_sub(1).map_or("", |word| &text[pieces[word].end..pieces[words.start].start]);
    if before(2).is_some_and(|word| Cue::Street.is(&word) && gap_before.trim().is_empty()) {
        return true;
    }
    for ahead in 0..2 {
        let Some(piece) = pieces.get(words.end + ahead) else {
            break;
        };
        let gap = &text[pieces[words.end - 1 + ahead].end..piece.start];
        if !gap.chars().all(|letter| matches!(letter, ' ' | '\u{a0}' | '»' | '"' | '”')) {
            break;
        }
        if Cue::Named.is(&folded(text, piece)) {
            return true;
        }
    }
    let opens = text[..pieces[words.start].start].ends_with(['«', '"', '“']);
    let closes = text[pieces[words.end - 1].end..].starts_with(['»', '"', '”']);
    opens && closes
}

/// Persons of history whose names streets and schools bear.
static REMEMBERED: LazyLock<FxHashSet<(String, String)>> = LazyLock::new(|| {
    include_str!("../../../../../data/lexicon/names/remembered.txt")
        .lines()
        .filter_map(|line| {
            let (first, family) = line.split_once(' ')?;
            Some((skeleton(&normal(first)), base(&normal(family))))
        })
        .collect()
});

fn base(word: &str) -> String {
    skeleton(surname(word).unwrap_or(word))
}

/// Whether two words name a person of history.
pub(super) fn is_remembered(pieces: &[Piece], words: &Range<usize>) -> bool {
    if words.len() != 2 {
        return false;
    }
    let (one, two) = (&pieces[words.start], &pieces[words.start + 1]);
    [(one, two), (two, one)].into_iter().any(|(first, family)| {
        let mut family = base(&family.normal);
        let mut names = vec![first.folded.clone()];
        for (at, _) in first.folded.char_indices().rev().take(4) {
            if matches!(&first.folded[at..], "а" | "у" | "ы" | "е" | "ыа" | "ыу" | "ом") {
                names.push(first.folded[..at].to_owned());
                names.push(format!("{}а", &first.folded[..at]));
                names.push(format!("{}ы", &first.folded[..at]));
            }
        }
        let is_listed =
            |family: &str| names.iter().any(|name| REMEMBERED.contains(&(name.clone(), family.to_owned())));
        if is_listed(&family) {
            return true;
        }
        let end = KAZAKH_CASES
            .iter()
            .filter(|end| !end.is_empty() && family.ends_with(**end))
            .map(|end| end.len())
            .max();
        family.truncate(family.len() - end.unwrap_or(0));
        is_listed(&family)
    })
}
