//! `uncategorised`: frequent words and two-word phrases of posts that raise a problem and have no category, or a weak one: what an
//! editor reads to see which terms the lexicon lacks. It adds nothing by itself.
//!
//! A word counts once a post. Persons' names are redacted before a post is stored; a word that may still be nothing but a name
//! is not listed, nor a phrase with one.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{Language, Post, day_end, day_start};
use dauys_store::Filter;
use dauys_text::person::{Asked, Leaning, leaning};
use dauys_text::{Given, Words, is_stop_word, words_given};
use serde::Serialize;

use crate::cli::UncategorisedArgs;
use crate::exit::Exit;
use crate::home::Home;
use crate::out;

/// A post raises a problem from this score on.
const PROBLEM: f32 = 0.5;
/// A category below this score is weak.
const WEAK: f32 = 0.6;
/// Posts that a term stands in at the least.
const POSTS: usize = 3;
/// Posts of each term that are named as examples.
const EXAMPLES: usize = 5;

/// A term and where it stands.
#[derive(Default)]
struct Found {
    /// The form in which it stands most often.
    forms: BTreeMap<String, usize>,
    posts: usize,
    uncategorised: usize,
    sources: BTreeSet<String>,
    examples: Vec<i64>,
}

/// A term as it is told.
#[derive(Serialize)]
struct Row<'a> {
    lang: Language,
    term: &'a str,
    /// `word` or `phrase`.
    kind: &'static str,
    posts: usize,
    /// Of these, without any category.
    uncategorised: usize,
    sources: usize,
    examples: &'a [i64],
}

/// By language and stems.
type Terms = BTreeMap<(Language, Vec<String>), Found>;

/// Prints the terms.
pub(crate) fn run(home: &Home, arguments: &UncategorisedArgs) -> anyhow::Result<Exit> {
    let store = home.existing_store()?;
    let filter =
        Filter { from: arguments.from.map(day_start), to: arguments.to.map(day_end), ..Filter::default() };
    let mut terms = Terms::new();
    let mut read = 0_usize;
    store.each_post(&filter, |stored| -> anyhow::Result<()> {
        let post = &stored.post;
        let is_asked = arguments.lang.is_none_or(|language| language == post.language);
        // A reprint says nothing new.
        if is_asked && stored.duplicate_of.is_none() && is_uncategorised(post) {
            read += 1;
            add(&mut terms, post);
        }
        Ok(())
    })?;
    let mut data = out::data();
    for language in [Language::Kazakh, Language::Russian, Language::Mixed] {
        for (stems, found) in best(&terms, language, arguments.limit) {
            let term = found.forms.iter().max_by_key(|(form, count)| (**count, std::cmp::Reverse(*form)));
            let row = Row {
                lang: language,
                term: term.map_or("", |(form, _)| form),
                kind: if stems.len() == 1 { "word" } else { "phrase" },
                posts: found.posts,
                uncategorised: found.uncategorised,
                sources: found.sources.len(),
                examples: &found.examples,
            };
            if arguments.json {
                data.json(&row)?;
            } else {
                data.line(line(&row))?;
            }
        }
    }
    if !arguments.json {
        out::say(format!("{read} posts raise a problem and have no category or a weak one"));
    }
    data.finish()?;
    Ok(Exit::Well)
}

fn is_uncategorised(post: &Post) -> bool {
    post.problem >= PROBLEM && (post.category.is_none() || post.category_score < WEAK)
}

fn line(row: &Row) -> String {
    let examples = row.examples.iter().map(i64::to_string).collect::<Vec<_>>().join(" ");
    format!(
        "{:5}  {:5} posts ({} without category)  {:3} sources  {}  [{examples}]",
        row.lang.code(),
        row.posts,
        row.uncategorised,
        row.sources,
        row.term
    )
}

/// The most frequent terms of a language. A word that nearly always stands in one phrase is told by the phrase.
fn best(terms: &Terms, language: Language, limit: usize) -> Vec<(&Vec<String>, &Found)> {
    let of_language =
        || terms.iter().filter(|((of, _), _)| *of == language).map(|((_, stems), found)| (stems, found));
    let mut kept: Vec<(&Vec<String>, &Found)> = of_language()
        .filter(|(_, found)| found.posts >= POSTS)
        .filter(|(stems, found)| {
            let is_part = |(other, with): (&Vec<String>, &Found)| {
                other.len() > 1 && other.contains(&stems[0]) && 10 * with.posts >= 8 * found.posts
            };
            stems.len() > 1 || !of_language().any(is_part)
        })
        .collect();
    kept.sort_by(|(one, of_one), (other, of_other)| {
        (of_other.sources.len().min(of_other.posts), of_other.posts, *one).cmp(&(
            of_one.sources.len().min(of_one.posts),
            of_one.posts,
            *other,
        ))
    });
    kept.sort_by_key(|(_, found)| std::cmp::Reverse(found.posts));
    kept.truncate(limit);
    kept
}

/// Counts the words and phrases of a post, each once.
fn add(terms: &mut Terms, post: &Post) {
    let words = words_given(&format!("{}\n{}", post.title, post.text), &Given::of(post));
    let mut seen: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let content = content(&words);
    for (at, found) in content.iter().enumerate() {
        let Some((stem, form)) = found else { continue };
        seen.entry(vec![stem.clone()]).or_insert_with(|| form.clone());
        if let Some(Some((next, next_form))) = content.get(at + 1)
            && words.words[at].sentence == words.words[at + 1].sentence
        {
            seen.entry(vec![stem.clone(), next.clone()]).or_insert_with(|| format!("{form} {next_form}"));
        }
    }
    for (stems, form) in seen {
        let found = terms.entry((post.language, stems)).or_default();
        *found.forms.entry(form).or_default() += 1;
        found.posts += 1;
        found.uncategorised += usize::from(post.category.is_none());
        found.sources.insert(post.source.as_str().to_owned());
        if found.examples.len() < EXAMPLES {
            found.examples.push(post.id.0);
        }
    }
}

/// Stem and form of every word that may name a matter; nothing for the others.
fn content(words: &Words) -> Vec<Option<(String, String)>> {
    let is_name = |word: &str| leaning(&[Asked::word(word)]) != Leaning::Elsewhere;
    words
        .words
        .iter()
        .map(|word| {
            let is_telling = word.stem.chars().count() > 2
                && word.normal.chars().all(|letter| letter.is_alphabetic() || letter == '-')
                && !word.normal.chars().all(char::is_uppercase)
                && !is_stop_word(&word.stem, word.language)
                && !is_stop_word(&word.normal, word.language)
                && !MARKS.contains(&word.normal.as_str());
            (is_telling && !is_name(&word.normal)).then(|| (word.stem.clone(), word.normal.clone()))
        })
        .collect()
}

/// Marks of what was redacted, as words.
const MARKS: [&str; 8] = ["phone", "iin", "email", "card", "iban", "plate", "address", "name"];

#[cfg(test)]
mod tests {
    use super::*;

    fn told(texts: &[&str]) -> Vec<String> {
        let mut terms = Terms::new();
        for (at, text) in texts.iter().enumerate() {
            let words = dauys_text::words(text, Some(Language::Russian));
            let found: Vec<Vec<String>> =
                content(&words).into_iter().flatten().map(|(stem, _)| vec![stem]).collect();
            for stems in found {
                let of = terms.entry((Language::Russian, stems.clone())).or_default();
                of.posts += 1;
                of.forms.insert(stems.join(" "), 1);
                of.sources.insert(at.to_string());
            }
        }
        best(&terms, Language::Russian, 10).into_iter().map(|(stems, _)| stems.join(" ")).collect()
    }

    #[test]
    fn frequent_words_are_told_and_names_are_not() {
        let texts =
            ["Иванова опять про голубятню", "Иванова: голубятня мешает", "голубятню Иванова не убрала"];
        let told = told(&texts);
        assert!(told.iter().any(|term| term.starts_with("голубятн")), "{told:?}");
        assert!(told.iter().all(|term| !term.contains("иванов")), "{told:?}");
    }
}
