//! Whether a name belongs to an office holder, a street, a school, an organisation or a person of history. Takes the words of a
//! text and the place of a name among them.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::case::KAZAKH_CASES;
use super::shape::surname;
use crate::redact::context::Context;
use crate::redact::cue::Cue;
use crate::redact::work;
use crate::skeleton;
use crate::token::normal;

/// How many words may stand between a title and the name: «руководитель управления энергетики города Алматы …».
const REACH: usize = 8;

/// Whether an official title stands before word `at`, with the name of its office between at the most.
///
/// In Kazakh the title is the last word before the name, so that only Russian words may stand between.
pub(super) fn is_titled(context: &Context, at: usize) -> bool {
    for back in 1..=REACH + 1 {
        let Some(word) = at.checked_sub(back) else {
            return false;
        };
        work::count(1);
        let before = &context.words[word];
        let gap = context.gap(word);
        let is_short = before.end - before.start <= 8;
        let is_open = (gap.len() <= 12
            && gap
                .chars()
                .all(|letter| matches!(letter, ' ' | '\u{a0}' | '«' | '»' | '"' | '“' | '”' | '-')))
            || (gap.trim_end() == "." && is_short)
            || (back == 1 && matches!(gap, " — " | " – "));
        if !is_open {
            return false;
        }
        if before.cues.has(Cue::Title) || is_head_of_trade(context, word) {
            let is_class = word.checked_sub(1).is_some_and(|last| context.words[last].cues.has(Cue::Class));
            return !is_class;
        }
        let surface = context.surface(word);
        // «директору школы от Айгүл Серіковой»: who writes, not who is written to.
        if back == 1
            && matches!(surface, "от" | "на" | "против" | "у" | "для" | "к" | "про" | "о" | "с" | "из-за")
        {
            return false;
        }
        // «Президент ретінде Асқар …»
        if matches!(surface, "ретінде" | "болып") {
            continue;
        }
        if before.cues.has(Cue::Private) || is_verb(surface) || is_kazakh(surface) {
            return false;
        }
    }
    false
}

/// Whether a trade is an office by the word before it: «бас дәрігері», «главный врач».
fn is_head_of_trade(context: &Context, word: usize) -> bool {
    context.words[word].cues.has(Cue::Trade)
        && word.checked_sub(1).is_some_and(|last| {
            let head = context.folded(last);
            context.gap(last) == " " && (head == "бас" || head.starts_with("главн"))
        })
}

/// Whether a word has a letter that Russian has not.
fn is_kazakh(word: &str) -> bool {
    word.contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і', 'Ә', 'Ғ', 'Қ', 'Ң', 'Ө', 'Ұ', 'Ү', 'Һ', 'І'])
}

/// Whether a word means residents, after whom a place may stand as well as a name.
pub(super) fn is_residents(context: &Context, word: usize) -> bool {
    let folded = context.folded(word);
    folded.starts_with("жытел") || folded.starts_with("тургын")
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
pub(super) fn is_list_gap(context: &Context, end: usize, start: usize) -> bool {
    if start < end || end == 0 || start > end + 1 {
        return false;
    }
    let gap = &context.text[context.words[end - 1].end..context.words[start].start];
    gap.len() <= 20 && matches!(gap.trim(), "," | "и" | "және" | "мен" | "пен" | "бен" | ", и")
}

/// Whether words name a street, a school, an organisation or alike.
pub(super) fn is_thing(context: &Context, words: &Range<usize>) -> bool {
    let text = context.text;
    let (start, end) = (context.words[words.start].start, context.words[words.end - 1].end);
    let before = |back: usize| {
        let word = &context.words[words.start.checked_sub(back)?];
        let gap = &text[word.end..start];
        (gap.len() < 60 && !gap.contains(['\n', '!', '?', ','])).then_some((word.cues, gap))
    };
    if before(1).is_some_and(|(cues, _)| cues.has_any(&[Cue::Street, Cue::Organisation]))
        && !is_from_settlement(context, words)
    {
        return true;
    }
    let gap_before = words.start.checked_sub(1).map_or("", |word| context.gap(word));
    if before(2).is_some_and(|(cues, _)| cues.has(Cue::Street) && gap_before.trim().is_empty()) {
        return true;
    }
    // «Айгүл сауда орталығы»; after a whole name the next word alone says what bears it.
    for ahead in 0..if words.len() == 1 { 2 } else { 1 } {
        let Some(word) = context.words.get(words.end + ahead) else {
            break;
        };
        let gap = context.gap(words.end - 1 + ahead);
        if gap.len() > 12 || !gap.chars().all(|letter| matches!(letter, ' ' | '\u{a0}' | '»' | '"' | '”'))
        {
            break;
        }
        if word.cues.has(Cue::Named) {
            return true;
        }
    }
    text[..start].ends_with(['«', '"', '“', '„']) && text[end..].starts_with(['»', '"', '”', '“'])
}

/// Whether a whole name stands after a village, which bears no whole name of the living: «жительница посёлка Наталья Ким».
fn is_from_settlement(context: &Context, words: &Range<usize>) -> bool {
    words.len() > 1
        && words.start.checked_sub(1).is_some_and(|last| {
            ["посел", "сел", "аул", "раыон", "город"]
                .iter()
                .any(|stem| context.folded(last).starts_with(stem))
        })
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

/// Whether two words alone name a person of history.
pub(crate) fn is_remembered_pair(one: &str, two: &str) -> bool {
    is_remembered(&Context::new(&format!("{one} {two}")), &(0..2))
}

/// Whether a word in normal form is the surname of a person of history, in any case.
pub(crate) fn is_remembered_surname(word: &str) -> bool {
    static SURNAMES: LazyLock<FxHashSet<&'static str>> =
        LazyLock::new(|| REMEMBERED.iter().map(|(_, family)| family.as_str()).collect());
    let family = base(word);
    SURNAMES.contains(family.as_str())
        || KAZAKH_CASES.iter().any(|end| {
            !end.is_empty() && family.strip_suffix(end).is_some_and(|family| SURNAMES.contains(family))
        })
}

/// Whether two words name a person of history.
pub(super) fn is_remembered(context: &Context, words: &Range<usize>) -> bool {
    if words.len() != 2 || context.words[words.end - 1].end - context.words[words.start].start > 100 {
        return false;
    }
    let (one, two) = (words.start, words.start + 1);
    [(one, two), (two, one)].into_iter().any(|(first, family)| {
        let mut family = base(context.normal(family));
        let first = context.folded(first);
        let mut names = vec![first.to_owned()];
        for (at, _) in first.char_indices().rev().take(4) {
            if matches!(&first[at..], "а" | "у" | "ы" | "е" | "ыа" | "ыу" | "ом") {
                names.push(first[..at].to_owned());
                names.push(format!("{}а", &first[..at]));
                names.push(format!("{}ы", &first[..at]));
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
