//! Takes a redacted title or text and gives it word by word: each word with its terms and reasons, beside the places, cues and
//! marks that stand in the passage. All offsets are bytes of the passage itself.

use super::hidden::HiddenMark;
use super::reason::{LanguageReason, Negator, TakenApart, language_reasons, negators, taken_apart};
use crate::analysis::Given;
use crate::category::{CategoryCue, CategoryMatch};
use crate::complaint::{Complaint, Cue};
use crate::place::{Recognition, recognize};
use crate::terms::{Term, terms};
use crate::words::{Sentence, Word, words_given};

/// A title or a text, explained.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The text as it may be shown: redacted.
    pub text: String,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Its words, in order.
    pub words: Vec<ExplainedWord>,
    /// The places it names, in order, and why each was taken for one.
    pub places: Vec<Recognition>,
    /// What speaks for the best category, in order.
    pub category_cues: Vec<CategoryCue>,
    /// What the complaint score rests on, in order.
    pub complaint_cues: Vec<Cue>,
    /// What was hidden, in order.
    pub hidden: Vec<HiddenMark>,
}

/// One word and the reasons for how it was read.
#[derive(Clone, Debug)]
pub struct ExplainedWord {
    /// How it was read.
    pub word: Word,
    /// What an index holds for it, the stem first.
    pub terms: Vec<Term>,
    /// Why it was read in its language.
    pub language: LanguageReason,
    /// How its form was taken apart.
    pub parts: TakenApart,
    /// What negates it, if anything does.
    pub negated: Option<Negator>,
}

impl Passage {
    /// Explains a redacted text that begins at byte `from` of what the cues were found in. `is_told` says whether its owner gave
    /// its language; that of a title is given also by the text below it.
    pub(super) fn of(
        text: String,
        hidden: Vec<HiddenMark>,
        from: usize,
        given: &Given,
        is_told: bool,
        categories: &[CategoryMatch],
        complaint: &Complaint,
    ) -> Self {
        let read = words_given(&text, given);
        let mut of_words: Vec<Vec<Term>> = vec![Vec::new(); read.words.len()];
        for term in terms(&read) {
            of_words[term.position].push(term);
        }
        let languages = language_reasons(&text, &read, given, is_told);
        let negators = negators(&text, &read);
        let words = read.words.iter().zip(of_words).zip(languages).zip(negators);
        let words = words
            .map(|(((word, terms), language), negated)| ExplainedWord {
                parts: taken_apart(word, given.methods),
                word: word.clone(),
                terms,
                language,
                negated,
            })
            .collect();
        let within = |start: usize, end: usize| start >= from && end <= from + text.len();
        let category_cues = categories.first().into_iter().flat_map(|best| &best.cues);
        Self {
            words,
            places: recognize(&text, &read, given.region),
            sentences: read.sentences,
            category_cues: category_cues
                .filter(|cue| within(cue.start, cue.end))
                .map(|cue| CategoryCue { start: cue.start - from, end: cue.end - from, ..cue.clone() })
                .collect(),
            complaint_cues: complaint
                .cues
                .iter()
                .filter(|cue| within(cue.start, cue.end))
                .map(|cue| Cue { start: cue.start - from, end: cue.end - from, ..cue.clone() })
                .collect(),
            hidden,
            text,
        }
    }
}
