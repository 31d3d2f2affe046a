//! How well redaction and fingerprints do on texts that their writers did not make for us. Reads the development corpora
//! through `DAUYS_CORPORA`, prints figures, and fails when they fall below what was reached.
use std::collections::BTreeMap;
use std::path::PathBuf;

use dauys_text::{fingerprint, redact, words};

fn read(path: &str) -> Option<String> {
    let root = std::env::var_os("DAUYS_CORPORA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(root.join(path)).ok();
    if text.is_none() {
        println!("skipped: {path} is not there");
    }
    text
}

/// A sentence as text, and the byte ranges of the persons it names.
type Sentence = (String, Vec<std::ops::Range<usize>>);

fn kaznerd() -> Option<Vec<Sentence>> {
    let corpus = read("ner/kk_kaznerd_valid.iob2")?;
    let mut sentences = vec![Sentence::default()];
    let mut is_quoted = false;
    for line in corpus.lines() {
        let Some((word, tag)) = line.rsplit_once(' ') else {
            sentences.push(Sentence::default());
            is_quoted = false;
            continue;
        };
        let (text, persons) = sentences.last_mut()?;
        let closes = matches!(word, "." | "," | ":" | ";" | "!" | "?" | ")") || (word == "»" && is_quoted);
        if !text.is_empty() && !closes && !text.ends_with(['«', '(']) {
            text.push(' ');
        }
        is_quoted = (is_quoted && word != "»") || word == "«";
        let start = text.len();
        text.push_str(word);
        match tag {
            "B-PERSON" => persons.push(start..text.len()),
            "I-PERSON" => persons.last_mut()?.end = text.len(),
            _ => {}
        }
    }
    Some(sentences)
}

/// Which bytes of `text` are gone in `redacted`, by walking both.
fn gone(text: &str, redacted: &str) -> Vec<bool> {
    const MARKS: [&str; 8] =
        ["<PHONE>", "<IIN>", "<EMAIL>", "<CARD>", "<IBAN>", "<PLATE>", "<ADDRESS>", "<NAME>"];
    let mut gone = vec![true; text.len()];
    let mut rest = redacted;
    let mut at = 0;
    loop {
        let next = MARKS.iter().filter_map(|mark| Some((rest.find(mark)?, mark.len()))).min();
        let kept = &rest[..next.map_or(rest.len(), |(start, _)| start)];
        let from = if kept.is_empty() {
            at
        } else if next.is_none() {
            text.len() - kept.len()
        } else {
            at + text[at..].find(kept).unwrap()
        };
        gone[from..from + kept.len()].fill(false);
        at = from + kept.len();
        match next {
            Some((start, length)) => rest = &rest[start + length..],
            None => return gone,
        }
    }
}

fn is_titled(before: &str) -> bool {
    const TITLES: [&str; 28] = [
        "әкім",
        "министр",
        "президент",
        "депутат",
        "директор",
        "төраға",
        "төрайым",
        "басшы",
        "өкіл",
        "орынбасар",
        "прокурор",
        "судья",
        "сенатор",
        "спикер",
        "жетекші",
        "хатшы",
        "бастық",
        "бастығы",
        "кеңесші",
        "ректор",
        "мәжілісмен",
        "елші",
        "меңгеруші",
        "омбудсмен",
        "полковник",
        "майор",
        "премьер",
        "көмекші",
    ];
    let last: Vec<String> = before.split_whitespace().rev().take(2).map(str::to_lowercase).collect();
    last.iter().any(|word| TITLES.iter().any(|title| word.starts_with(title)))
}

#[test]
fn full_names_of_persons_go_and_other_words_stay() {
    let Some(sentences) = kaznerd() else { return };
    let (mut full, mut full_gone, mut titled, mut titled_kept) = (0, 0, 0, 0);
    let (mut words_outside, mut words_lost) = (0, 0);
    for (text, persons) in &sentences {
        let redacted = redact(text);
        let gone = gone(text, &redacted);
        for person in persons {
            if !text[person.clone()].contains(' ') {
                continue;
            }
            let is_gone = gone[person.clone()].iter().filter(|byte| **byte).count() * 2 > person.len();
            if is_titled(&text[..person.start]) {
                titled += 1;
                titled_kept += usize::from(!is_gone);
                if is_gone && std::env::var_os("DAUYS_SHOW").is_some() {
                    println!("taken: {} | {text}", &text[person.clone()]);
                }
            } else {
                full += 1;
                full_gone += usize::from(is_gone);
                if !is_gone && std::env::var_os("DAUYS_SHOW").is_some() {
                    println!("missed: {} | {redacted}", &text[person.clone()]);
                }
            }
        }
        let mut lost = Vec::new();
        for token in dauys_text::tokens(text) {
            if persons.iter().any(|person| person.start < token.end && token.start < person.end) {
                continue;
            }
            words_outside += 1;
            if gone[token.start] {
                words_lost += 1;
                lost.push(token.surface);
            }
        }
        if !lost.is_empty() && std::env::var_os("DAUYS_SHOW").is_some() {
            println!("lost: {lost:?} | {text}");
        }
    }
    let recall = f64::from(full_gone as u32) / f64::from(full as u32);
    let kept = f64::from(titled_kept as u32) / f64::from(titled as u32);
    let lost = f64::from(words_lost as u32) / f64::from(words_outside as u32);
    println!(
        "KazNERD: untitled full names gone {full_gone} of {full} ({recall:.3}); titled kept {titled_kept} of {titled} ({kept:.3})"
    );
    println!("KazNERD: words outside of persons lost {words_lost} of {words_outside} ({lost:.5})");
    assert!(recall >= RECALL && kept >= KEPT && lost <= LOST);
}

/// Share of full names that go; 0.942 was reached.
const RECALL: f64 = 0.93;
/// Share of names after a title that stay; 0.995 was reached.
const KEPT: f64 = 0.98;
/// Share of other words that go; 0.00007 was reached.
const LOST: f64 = 0.0002;

fn show(name: &str, texts: impl Iterator<Item = String>) -> BTreeMap<&'static str, usize> {
    const MARKS: [&str; 8] =
        ["<PHONE>", "<IIN>", "<EMAIL>", "<CARD>", "<IBAN>", "<PLATE>", "<ADDRESS>", "<NAME>"];
    let mut counts = BTreeMap::new();
    let mut total = 0;
    for text in texts {
        total += text.split_whitespace().count();
        let redacted = redact(&text);
        for mark in MARKS {
            *counts.entry(mark).or_insert(0) += redacted.matches(mark).count()
                - text.matches(mark).count().min(redacted.matches(mark).count());
        }
        if std::env::var_os("DAUYS_SHOW").is_some() && redacted != text {
            let gone = gone(&text, &redacted);
            let mut at = 0;
            while let Some(start) = gone[at..].iter().position(|byte| *byte).map(|offset| at + offset) {
                let end =
                    gone[start..].iter().position(|byte| !*byte).map_or(text.len(), |offset| start + offset);
                let from = text[..start].char_indices().rev().nth(40).map_or(0, |(at, _)| at);
                let to = text[end..].char_indices().nth(25).map_or(text.len(), |(at, _)| end + at);
                println!("{name}: {}[{}]{}", &text[from..start], &text[start..end], &text[end..to]);
                at = end;
            }
        }
    }
    println!("{name}: {total} words, {counts:?}");
    counts
}

#[test]
fn news_and_plain_sentences_lose_little() {
    if let Some(corpus) = read("news/ru_tengrinews_2024-04.jsonl") {
        let texts = corpus.lines().filter_map(|line| {
            let article: serde_json::Value = serde_json::from_str(line).ok()?;
            Some(article.get("content")?.as_str()?.to_owned())
        });
        let texts: Vec<String> = texts.collect();
        let started = std::time::Instant::now();
        let bytes: usize = texts.iter().map(|text| redact(text).len()).sum();
        println!("tengrinews: {:.1} MB/s", bytes as f64 / 1e6 / started.elapsed().as_secs_f64());
        let names = show("tengrinews", texts.into_iter());
        assert!(
            names["<NAME>"] <= 200
                && names["<PHONE>"] + names["<IIN>"] + names["<CARD>"] + names["<PLATE>"] == 0
        );
    }
    if let Some(corpus) = read("langid/langid.tsv") {
        for language in ["kk", "ru"] {
            let texts = corpus.lines().filter_map(|line| {
                let mut fields = line.splitn(3, '\t');
                (fields.next()? == language && fields.next()?.starts_with("sib200"))
                    .then(|| fields.next().map(str::to_owned))?
            });
            show(&format!("sib200 {language}"), texts);
        }
    }
}

#[test]
fn the_secrets_of_the_demo_week_vanish() {
    let demo = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/demo");
    let secrets: Vec<String> = std::fs::read_to_string(demo.join("private.jsonl"))
        .unwrap()
        .lines()
        .flat_map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["secrets"]
                .as_array()
                .unwrap()
                .iter()
                .map(|secret| secret.as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    let mut folders = vec![demo];
    let (mut seen, mut names) = (0, 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let is_answer = ["private.jsonl", "authors.txt", "README.md", "truth.jsonl", "topics.jsonl"]
                .iter()
                .any(|name| path.ends_with(name));
            let Ok(text) = std::fs::read_to_string(&path) else {
                continue;
            };
            if is_answer {
                continue;
            }
            seen += secrets.iter().filter(|secret| text.contains(secret.as_str())).count();
            let redacted = redact(&text);
            names += redacted.matches("<NAME>").count();
            for secret in &secrets {
                assert!(!redacted.contains(secret.as_str()), "{secret} is left in {}", path.display());
            }
            if std::env::var_os("DAUYS_SHOW").is_some() {
                show(&path.file_name().unwrap().to_string_lossy(), std::iter::once(text));
            }
        }
    }
    println!("demo: {seen} secrets in its files, none left; {names} names marked");
    assert!(seen >= secrets.len());
}

/// Distances of portal messages whose texts are repeated, edited or unrelated.
#[test]
fn fingerprints_of_edited_texts_are_near() {
    let Some(corpus) = read("complaints/ru_gorod_spb.tsv") else {
        return;
    };
    let mut texts: Vec<&str> = corpus
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next_back())
        .filter(|text| text.split_whitespace().count() >= 20)
        .collect();
    texts.sort_unstable();
    texts.dedup();
    texts.truncate(3000);
    let print = |text: &str| fingerprint(&words(text, Some(dauys_model::Language::Russian)));
    let prints: Vec<u64> = texts.iter().map(|text| print(text)).collect();
    let measure = |name: &str, distances: Vec<u32>| {
        let share = |bits: u32| {
            f64::from(distances.iter().filter(|distance| **distance <= bits).count() as u32)
                / f64::from(distances.len() as u32)
        };
        println!(
            "{name}: {} pairs, within 3 bits {:.3}, 8 {:.3}, 12 {:.3}, 16 {:.3}",
            distances.len(),
            share(3),
            share(8),
            share(12),
            share(16)
        );
        share(16)
    };
    let edit = |edit: &dyn Fn(Vec<&str>) -> Vec<&str>| -> Vec<u32> {
        texts
            .iter()
            .zip(&prints)
            .map(|(text, one)| (print(&edit(text.split_whitespace().collect()).join(" ")) ^ one).count_ones())
            .collect()
    };
    let headline = measure(
        "three words more in front",
        edit(&|mut words| {
            words.splice(0..0, ["Жалоба", "жителя", "района"]);
            words
        }),
    );
    let tail = measure(
        "the last tenth dropped",
        edit(&|mut words| {
            words.truncate(words.len() - words.len() / 10);
            words
        }),
    );
    let replaced = measure(
        "one word in twenty-five replaced",
        edit(&|mut words| {
            (12..words.len()).step_by(25).for_each(|at| words[at] = "иначе");
            words
        }),
    );
    let mut state = 1_usize;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) % prints.len()
    };
    let pairs: Vec<u32> = (0..200_000)
        .map(|_| (next(), next()))
        .filter(|(one, other)| one != other)
        .map(|(one, other)| (prints[one] ^ prints[other]).count_ones())
        .collect();
    let apart = measure("two texts at random", pairs);
    assert!(headline > 0.98 && tail > 0.98 && replaced > 0.98 && apart < 0.003);
}
