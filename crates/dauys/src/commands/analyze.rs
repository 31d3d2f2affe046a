//! `analyze`: lines or JSON objects in, one JSON object a line out; nothing is stored.

use std::fs::File;
use std::io::{self, BufRead, BufReader};

use anyhow::{Context, bail};
use dauys_model::{Kato, Language, Script};
use dauys_text::{Analysis, Given};
use serde::{Deserialize, Serialize};

use crate::cli::AnalyzeArgs;
use crate::exit::Exit;
use crate::out;

#[derive(Deserialize)]
struct Input {
    #[serde(default)]
    id: Option<serde_json::Value>,
    text: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    lang: Option<Language>,
}

#[derive(Serialize)]
struct Output<'a> {
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
    complaint: f32,
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

/// Analyses every line.
pub(crate) fn run(arguments: &AnalyzeArgs) -> anyhow::Result<Exit> {
    let reader: Box<dyn BufRead> = match &arguments.file {
        Some(path) => Box::new(BufReader::new(
            File::open(path).with_context(|| format!("opening `{}`", path.display()))?,
        )),
        None => Box::new(io::stdin().lock()),
    };
    let mut data = out::data();
    let mut is_json = arguments.json;
    for (number, line) in reader.lines().enumerate() {
        let line = line.with_context(|| format!("line {}", number + 1))?;
        if number == 0 {
            is_json = is_json || serde_json::from_str::<Input>(&line).is_ok();
        }
        if is_json && line.trim().is_empty() {
            continue;
        }
        let input = if is_json {
            match serde_json::from_str(&line) {
                Ok(input) => input,
                Err(error) => bail!("line {}: not a JSON object with a `text`: {error}", number + 1),
            }
        } else {
            Input { id: None, text: line, title: None, lang: None }
        };
        let given = Given { language: input.lang, ..Given::default() };
        let analysis = dauys_text::analyze(input.title.as_deref().unwrap_or_default(), &input.text, &given);
        data.json(&output(&input, &analysis))?;
    }
    data.finish()?;
    Ok(Exit::Well)
}

fn output<'a>(input: &Input, analysis: &'a Analysis) -> Output<'a> {
    let characters = Characters::of(&input.text);
    Output {
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
        complaint: rounded(analysis.complaint.score),
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
