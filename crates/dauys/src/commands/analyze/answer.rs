//! A text and its analysis → the object that `analyze` answers with. Offsets count characters, not bytes.

use dauys_model::{Kato, Language, Script, Stance};
use dauys_text::Analysis;
use serde::Serialize;

use super::input::Input;

/// What is told of one text.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<serde_json::Value>,
    lang: Language,
    script: Script,
    lang_score: f32,
    iso: &'a str,
    sentences: Vec<Sentence>,
    terms: &'a [String],
    category: Option<&'a str>,
    category_score: f32,
    subject: Option<&'a str>,
    complaint: f32,
    problem: f32,
    stance: Stance,
    urgent: bool,
    places: Vec<Place<'a>>,
    redacted: String,
}

#[derive(Serialize)]
struct Sentence {
    lang: Language,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Place<'a> {
    kato: Kato,
    name: &'a str,
    start: usize,
    end: usize,
}

/// The answer for a text.
pub(super) fn answer<'a>(input: &Input, analysis: &'a Analysis) -> Answer<'a> {
    let characters = Characters::of(&input.text);
    Answer {
        id: input.id.clone(),
        lang: analysis.language,
        script: analysis.script,
        lang_score: rounded(analysis.score),
        iso: analysis.iso,
        sentences: analysis
            .sentences
            .iter()
            .map(|sentence| Sentence {
                lang: sentence.language,
                start: characters.before(sentence.start),
                end: characters.before(sentence.end),
            })
            .collect(),
        terms: &analysis.terms,
        category: analysis.category.as_ref().map(|category| category.id.0.as_str()),
        category_score: rounded(analysis.category.as_ref().map_or(0.0, |category| category.score)),
        subject: analysis.subject.as_ref().map(|subject| subject.0.as_str()),
        complaint: rounded(analysis.complaint.score),
        problem: rounded(analysis.complaint.problem),
        stance: analysis.complaint.stance,
        urgent: analysis.complaint.urgent,
        places: analysis
            .places
            .iter()
            .map(|place| Place {
                kato: place.kato,
                name: &place.name,
                start: characters.before(place.start),
                end: characters.before(place.end),
            })
            .collect(),
        redacted: dauys_text::redact(&input.text),
    }
}

fn rounded(score: f32) -> f32 {
    (score * 1000.0).round() / 1000.0
}

/// Byte offsets of a text as counts of characters, which every language of a reading program can slice by.
struct Characters(Vec<u32>);

impl Characters {
    fn of(text: &str) -> Self {
        let mut counts = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for index in 0..text.len() {
            counts.push(count);
            if text.is_char_boundary(index + 1) {
                count += 1;
            }
        }
        counts.push(count);
        Self(counts)
    }

    fn before(&self, byte: usize) -> usize {
        self.0.get(byte).or(self.0.last()).map_or(0, |count| *count as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_counted_in_characters() {
        let characters = Characters::of("су🚰x");
        assert_eq!([0, 2, 4, 8, 9].map(|byte| characters.before(byte)), [0, 1, 2, 3, 4]);
    }
}
