//! An explained word → its card: how it was read and why, and what it is found under. A card is shown when its word is chosen, by the
//! style sheet alone.

use dauys_model::Language;
use dauys_text::TermKind;
use dauys_text::explain::{Basis, ExplainedWord, LanguageReason, Negator, Origin, Passage, TakenApart};
use dauys_text::language::Reason;
use dauys_text::russian::{Lemma, kin};

use crate::html::Html;
use crate::language::Written;
use crate::layers::Covered;
use crate::passage::Naming;
use crate::speech::speech;
use crate::wording::{Wording, fill};
use dauys_model::Interface;

/// Odds below this are not worth a sentence.
const SAYS_NOTHING: f32 = 0.05;

/// Writes the cards of all words of a passage, as items of a list.
pub(crate) fn cards(
    html: &mut Html,
    passage: &Passage,
    covered: &[Covered],
    naming: &Naming<'_>,
    language: Interface,
    count: usize,
) {
    for (number, covered) in covered.iter().enumerate() {
        card(html, &Card { passage, covered, naming, number, language, count });
        html.line();
    }
}

struct Card<'a> {
    passage: &'a Passage,
    /// What lies over the word.
    covered: &'a Covered,
    naming: &'a Naming<'a>,
    /// The number of the word in its passage.
    number: usize,
    language: Interface,
    /// How many words the whole text has.
    count: usize,
}

fn card(html: &mut Html, card: &Card<'_>) {
    let wording = Wording::of(card.language);
    let explained = &card.passage.words[card.number];
    let word = &explained.word;
    let surface = &card.passage.text[word.start..word.end];
    let tag = speech(word.language, surface, card.naming.other);
    html.element("li", &[("id", &card.naming.card(card.number))], |html| {
        html.element("p", &[("class", "head")], |html| {
            html.tagged("b", &[("lang", tag)], surface);
            html.text(" ");
            html.tagged("span", &[], wording.word_language(word.language));
        });
        html.element("dl", &[], |html| {
            if word.normal != surface {
                row(html, &wording.card.normal, |html| html.tagged("span", &[("lang", tag)], &word.normal));
            }
            row(html, &wording.card.stem, |html| {
                html.tagged("b", &[("lang", tag)], &word.stem);
                if let Some(found) = wording.origin(&explained.parts.origin) {
                    html.text(" ");
                    html.tagged("small", &[], found);
                }
            });
            if let Origin::Russian(lemma) = &explained.parts.origin {
                russian(html, lemma, wording);
            }
            if explained.parts.parts.len() > 1 {
                row(html, &wording.card.parts, |html| parts(html, &explained.parts, tag, wording));
            }
            let why = match word.language {
                Language::Kazakh => &wording.card.why_kazakh,
                Language::Russian => &wording.card.why_russian,
                _ => &wording.card.why_other,
            };
            row(html, why, |html| html.text(&language_reason(&explained.language, card.language)));
            if !explained.language.runs.is_empty() {
                row(html, &wording.card.runs, |html| runs(html, &explained.language, card.language));
            }
            if let Some(negator) = &explained.negated {
                row(html, &wording.card.negation, |html| match negator {
                    Negator::OwnEnding => html.text(&wording.card.negated_by_ending),
                    Negator::Word(by) => {
                        html.text(&fill(&wording.card.negated_by_word, &[("word", by)]));
                    }
                });
            }
            belongings(html, card);
            row(html, &wording.card.terms, |html| terms(html, explained, wording));
        });
        ways(html, card, wording);
    });
}

/// Links to the neighbours and back to the text.
fn ways(html: &mut Html, card: &Card<'_>, wording: &Wording) {
    let at = card.naming.first_word + card.number;
    let text = card.naming.text;
    html.element("p", &[("class", "ways")], |html| {
        if at > 1 {
            html.tagged(
                "a",
                &[("href", &format!("#t{text}c{}", at - 1)), ("rel", "prev")],
                &wording.card.previous,
            );
            html.text(" ");
        }
        if at < card.count {
            html.tagged(
                "a",
                &[("href", &format!("#t{text}c{}", at + 1)), ("rel", "next")],
                &wording.card.next,
            );
            html.text(" ");
        }
        let back = format!("#{}", card.naming.word(card.number));
        html.tagged("a", &[("href", &back), ("class", "close")], &wording.card.close);
    });
}

/// A line of a card.
fn row(html: &mut Html, name: &str, inside: impl FnOnce(&mut Html)) {
    html.tagged("dt", &[], name);
    html.element("dd", &[], inside);
}

/// The word of the dictionary where the stem is another, and the words that a search finds with it.
fn russian(html: &mut Html, lemma: &Lemma, wording: &Wording) {
    if lemma.lemma != lemma.stem {
        row(html, &wording.card.lemma, |html| html.tagged("span", &[("lang", "ru")], &lemma.lemma));
    }
    let kin = kin(&lemma.stem);
    if !kin.is_empty() {
        row(html, &wording.card.kin, |html| html.tagged("span", &[("lang", "ru")], &kin.join(", ")));
    }
}

/// The parts of a form, and under them what each ending does.
fn parts(html: &mut Html, apart: &TakenApart, tag: &str, wording: &Wording) {
    let tag = if apart.is_rough { "kk" } else { tag };
    html.element("span", &[("class", "parts"), ("lang", tag)], |html| {
        for (number, part) in apart.parts.iter().enumerate() {
            if number > 0 {
                html.text("·");
            }
            html.tagged(if number == 0 { "b" } else { "span" }, &[], &part.form);
        }
    });
    if apart.is_rough {
        html.tagged("small", &[], &format!(" {}", wording.card.rough));
    }
    if apart.parts.iter().any(|part| part.slot.is_some()) {
        html.element("ul", &[("class", "terms")], |html| {
            for part in &apart.parts {
                let Some(slot) = part.slot else { continue };
                html.element("li", &[], |html| {
                    html.tagged("span", &[("lang", tag)], &format!("-{}", part.form));
                    html.text(" ");
                    html.tagged("small", &[], wording.slot(slot));
                });
            }
        });
    }
    if let Some(change) = apart.change {
        html.tagged("small", &[], &wording.change(change));
    }
}

/// Why a word was read in its language, in a sentence or two.
fn language_reason(reason: &LanguageReason, language: Interface) -> String {
    let wording = Wording::of(language);
    let letter = match reason.basis {
        Basis::Found(Reason::Letter(letter) | Reason::ForeignLetter(letter)) => letter.to_string(),
        _ => String::new(),
    };
    let basis = fill(wording.basis(&reason.basis), &[("letter", &letter)]);
    if !matches!(reason.basis, Basis::Found(_)) || reason.odds.abs() < SAYS_NOTHING {
        return basis;
    }
    let side = if reason.odds > 0.0 { &wording.card.side_kazakh } else { &wording.card.side_russian };
    let odds = language.number(reason.odds.abs(), 1);
    format!("{basis} {}", fill(&wording.card.alone, &[("odds", &odds), ("side", side)]))
}

/// The letters that say most, each with what it adds.
fn runs(html: &mut Html, reason: &LanguageReason, language: Interface) {
    for (number, run) in reason.runs.iter().enumerate() {
        // A run may stand in a word more than once.
        if reason.runs[..number].iter().any(|before| before.letters == run.letters) {
            continue;
        }
        if number > 0 {
            html.text(", ");
        }
        html.tagged("code", &[], &run.letters);
        html.text(&format!(" {}", language.number(run.odds.abs(), 1)));
    }
}

/// What the word belongs to: a place, a cue.
fn belongings(html: &mut Html, card: &Card<'_>) {
    let wording = Wording::of(card.language);
    for number in &card.covered.places {
        let place = &card.passage.places[*number].mention;
        row(html, &wording.card.place, |html| html.text(&format!("{}, {}", place.name, place.kato)));
    }
    for number in &card.covered.category_cues {
        let weight = card.passage.category_cues[*number].weight;
        row(html, &wording.card.category, |html| html.text(&card.language.signed(weight, 1)));
    }
    for number in &card.covered.complaint_cues {
        let cue = &card.passage.complaint_cues[*number];
        let weight = match cue.odds == 0.0 {
            true => card.language.number(cue.weight, 1),
            false => card.language.signed(cue.odds, 1),
        };
        row(html, &wording.card.complaint, |html| {
            html.text(&format!("{}, {weight}", wording.cue(cue.kind)));
        });
    }
}

fn terms(html: &mut Html, explained: &ExplainedWord, wording: &Wording) {
    html.element("ul", &[("class", "terms")], |html| {
        for (number, term) in explained.terms.iter().enumerate() {
            html.element("li", &[], |html| {
                html.tagged("code", &[], &term.text);
                html.text(" ");
                let is_part = term.kind == TermKind::Stem && number > 0;
                html.tagged(
                    "small",
                    &[],
                    if is_part { wording.term_of_part() } else { wording.term(term.kind) },
                );
            });
        }
    });
}
