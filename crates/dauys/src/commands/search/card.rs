//! An answer for a person: how much there is, how it was understood, and a card for each hit.

use std::ops::Range;

use dauys_model::KAZAKHSTAN;
use dauys_search::{Answer, Highlighter, Query, Snippet};
use dauys_store::Store;

use super::found::{Met, SNIPPET_CHARS, met};
use super::{bars, seen};

/// Characters of a title or another text that is shown on one line.
const LINE_CHARS: usize = 300;
/// Forms of words that are told as the reason of a hit.
const FORMS: usize = 6;

/// The whole answer.
pub(super) fn answer(
    store: &Store,
    query: &Query,
    answer: &Answer,
    highlighter: &Highlighter,
    colour: bool,
) -> anyhow::Result<String> {
    let mut text = head(answer);
    let also: Vec<String> = answer
        .meaning
        .translations
        .iter()
        .map(|one| {
            let words: Vec<String> = one.also.iter().map(|word| seen::line(word, LINE_CHARS)).collect();
            format!("{} → {}", seen::line(&one.typed, LINE_CHARS), words.join(", "))
        })
        .collect();
    if !also.is_empty() {
        text.push_str(&format!("also searched: {} (--no-expand leaves it out)\n", also.join("; ")));
    }
    if let Some(facets) = &answer.facets {
        text.push_str(&bars::lines(facets));
    }
    for met in met(store, answer, highlighter)? {
        text.push_str(&card(&met, highlighter, colour));
    }
    if let Some(next) = &answer.next {
        let shown = answer.hits.len();
        text.push_str(&format!("\n{shown} shown; go on with --after {}\n", next.0));
    } else if answer.texts == 0 && !query.text.trim().is_empty() {
        text.push_str(
            "nothing found: fewer words, other filters, or a * after the beginning of a word may find more\n",
        );
    }
    Ok(text)
}

/// `64 texts = 11 voices + 53 reprints`.
fn head(answer: &Answer) -> String {
    let count = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let texts = count(answer.texts, "text");
    let reprints = answer.texts.saturating_sub(answer.voices);
    let voices = count(answer.voices, "voice");
    let sum = match (answer.texts, reprints) {
        (0, _) => texts,
        (_, 0) => format!("{texts} = {voices}"),
        _ => format!("{texts} = {voices} + {}", count(reprints, "reprint")),
    };
    if answer.complete < answer.texts {
        format!("{sum}; {} with every word\n", answer.complete)
    } else {
        format!("{sum}\n")
    }
}

/// A hit: one line of facts, the title, the snippet with the found words set off, and why it was found.
fn card(met: &Met, highlighter: &Highlighter, colour: bool) -> String {
    let (open, close) = if colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("[", "]") };
    let stored = &met.stored;
    let post = &stored.post;
    let at = KAZAKHSTAN.to_datetime(post.published_at).strftime("%d.%m.%Y %H:%M").to_string();
    let mut card =
        format!("\n{} · {} · {at} · {} · {}", post.id, post.source, post.kind, post.language.code());
    if let Some(category) = &post.category {
        card.push_str(&format!(" · {}", category.0));
    }
    if let Some(topic) = &stored.topic {
        card.push_str(&format!(" · topic {}", topic.0));
    }
    match met.hit.repeats {
        0 => {}
        1 => card.push_str(" (+1 reprint)"),
        repeats => card.push_str(&format!(" (+{repeats} reprints)")),
    }
    card.push('\n');
    if !post.title.is_empty() {
        let given = dauys_text::Given::of(post);
        let title = marked(&post.title, &highlighter.highlights(&post.title, &given), open, close);
        card.push_str(&format!("{title}\n"));
    }
    let Snippet { text, highlights, cut_before, cut_after } = &met.snippet;
    card.push_str(if *cut_before { "…" } else { "" });
    card.push_str(&marked(text, highlights, open, close));
    card.push_str(if *cut_after { "…\n" } else { "\n" });
    card.push_str(&reason(met, highlighter));
    if let Some(url) = &post.url {
        card.push_str(&format!("{url}\n"));
    }
    card
}

/// Why a post was found, word by word, and what it lacks.
fn reason(met: &Met, highlighter: &Highlighter) -> String {
    let post = &met.stored.post;
    let shown = highlighter.show(&post.title, &post.text, &dauys_text::Given::of(post), SNIPPET_CHARS);
    let mut reasons: Vec<String> = Vec::new();
    for because in &shown.because {
        let mut found: Vec<String> = because.found.iter().map(|form| seen::line(form, LINE_CHARS)).collect();
        let more = found.len().saturating_sub(FORMS);
        found.truncate(FORMS);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let why = because.why.words(dauys_model::Language::Other);
        let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
        reasons.push(format!("{} → {}{more}{why}", seen::line(&because.typed, LINE_CHARS), found.join(", ")));
    }
    let mut reason = String::new();
    if !reasons.is_empty() {
        reason = format!("matched because: {}", reasons.join("; "));
    }
    if met.hit.missing > 0 {
        let but = if reason.is_empty() { "matched in part" } else { "; not all" };
        let words = if met.hit.missing == 1 { "word" } else { "words" };
        reason.push_str(&format!("{but}: {} {words} of the query missing", met.hit.missing));
    }
    if !reason.is_empty() {
        reason.push('\n');
    }
    reason
}

/// The text with marks around what matches, made fit for a terminal piece by piece.
fn marked(text: &str, highlights: &[Range<usize>], open: &str, close: &str) -> String {
    let mut marked = String::new();
    let mut at = 0;
    let mut left = LINE_CHARS;
    let mut push = |marked: &mut String, piece: &str| {
        let shown = seen::line(piece, left);
        left = left.saturating_sub(piece.chars().count());
        marked.push_str(&shown);
        left > 0
    };
    for range in highlights {
        let (Some(before), Some(found)) = (text.get(at..range.start), text.get(range.clone())) else {
            continue;
        };
        if !push(&mut marked, before) {
            return marked;
        }
        marked.push_str(open);
        let goes_on = push(&mut marked, found);
        marked.push_str(close);
        if !goes_on {
            return marked;
        }
        at = range.end;
    }
    push(&mut marked, text.get(at..).unwrap_or_default());
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_adds_up() {
        let head = |texts, voices, complete| head(&Answer { texts, voices, complete, ..Answer::default() });
        assert_eq!(head(64, 11, 64), "64 texts = 11 voices + 53 reprints\n");
        assert_eq!(head(1, 1, 1), "1 text = 1 voice\n");
        assert_eq!(head(3, 2, 1), "3 texts = 2 voices + 1 reprint; 1 with every word\n");
        assert_eq!(head(0, 0, 0), "0 texts\n");
    }

    #[test]
    fn what_matches_is_set_off_and_a_long_title_is_cut() {
        assert_eq!(marked("Көшеде су жоқ", &[13..17, 18..24], "[", "]"), "Көшеде [су] [жоқ]");
        let long = marked(&"ә".repeat(1_000_000), &[], "[", "]");
        assert_eq!(long.chars().count(), LINE_CHARS + 1);
    }
}
