//! Texts of voices and the terms that set their topic apart in; the phrase of a few words that many of them share out, as one of them
//! writes it. No phrase holds a person's name or anything that redaction hides.

use std::collections::BTreeMap;

use dauys_model::{Language, PostId};

use crate::person::{Asked, only_a_name};
use crate::redact::hidden;
use crate::russian;
use crate::stop::is_stop_word;
use crate::words::{Word, words};

/// The fewest and the most words of a phrase.
const WORDS: std::ops::RangeInclusive<usize> = 2..=6;
/// So many voices are looked at.
const VOICES: usize = 40;
/// So many characters of each: people say first what is wrong.
const CHARACTERS: usize = 600;
/// Said by fewer voices, it is nobody's phrase but theirs.
const LEAST_VOICES: usize = 2;

/// Russian prepositions that stand before a case; those that deny are words of their own here.
const PREPOSITIONS: [&str; 24] = [
    "в",
    "во",
    "на",
    "с",
    "со",
    "из",
    "от",
    "до",
    "у",
    "к",
    "ко",
    "по",
    "за",
    "под",
    "над",
    "при",
    "о",
    "об",
    "для",
    "около",
    "возле",
    "перед",
    "между",
    "из-за",
];

/// A text of a voice.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    /// The post.
    pub post: PostId,
    /// The language of the text.
    pub language: Language,
    /// The text as stored.
    pub text: &'a str,
}

/// A phrase that voices share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SharedPhrase {
    /// The phrase as the post has it.
    pub text: String,
    /// The language of that post.
    pub language: Language,
    /// The post it was taken from.
    pub post: PostId,
    /// How many of the voices looked at have it in some form.
    pub voices: usize,
}

/// A phrase by its stems: who says it, and how.
#[derive(Default)]
struct Said<'a> {
    voices: usize,
    last: Option<usize>,
    worth: usize,
    words: usize,
    /// How it is written, how often, and where first.
    forms: BTreeMap<&'a str, (usize, usize)>,
}

/// The phrase of two to six words that tells most: how many voices share it, counted against how many of the topic's telling terms it
/// holds. Only voices in `language` are heard; without one, those in the language that most have.
pub fn shared_phrase(voices: &[Voice], terms: &[String], language: Option<Language>) -> Option<SharedPhrase> {
    let language = language.or_else(|| {
        let count = |language| voices.iter().filter(|voice| voice.language == language).count();
        if count(Language::Kazakh) > count(Language::Russian) {
            Some(Language::Kazakh)
        } else {
            Some(Language::Russian)
        }
    })?;
    let heard: Vec<&Voice> = voices.iter().filter(|voice| voice.language == language).take(VOICES).collect();
    let mut phrases: BTreeMap<Vec<String>, Said> = BTreeMap::new();
    for (number, voice) in heard.iter().enumerate() {
        let text = beginning(voice.text);
        let found = words(text, Some(language));
        for first in 0..found.words.len() {
            for count in WORDS {
                let Some(run) = found.words.get(first..first + count) else { break };
                if !is_one_piece(text, run) {
                    break;
                }
                let Some(worth) = worth(run, terms) else { continue };
                let stems = run.iter().map(|word| stem(word).to_owned()).collect();
                let said =
                    phrases.entry(stems).or_insert_with(|| Said { worth, words: count, ..Said::default() });
                if said.last != Some(number) {
                    said.voices += 1;
                    said.last = Some(number);
                }
                let form = &text[beginning_of(text, &found.words, first)..run[count - 1].end];
                said.forms.entry(form).or_insert((0, number)).0 += 1;
            }
        }
    }
    let mut shared: Vec<&Said> = phrases.values().filter(|said| said.voices >= LEAST_VOICES).collect();
    // Twice as many voices are worth as much as a second telling term; of equals the longer one, since it says more.
    let score =
        |said: &Said| (said.voices * said.voices) as u64 * said.worth as u64 * (3 + said.words as u64);
    shared.sort_by_key(|said| (std::cmp::Reverse(score(said)), std::cmp::Reverse(said.words)));
    shared.into_iter().find_map(|said| {
        let mut forms: Vec<(&&str, &(usize, usize))> = said.forms.iter().collect();
        forms.sort_by_key(|(form, (times, first))| (std::cmp::Reverse(*times), *first, **form));
        let (form, (_, first)) = forms.into_iter().find(|(form, _)| !names_a_person(form))?;
        let voice = heard[*first];
        Some(SharedPhrase { text: (*form).to_owned(), language, post: voice.post, voices: said.voices })
    })
}

/// Where a phrase begins in its text that begins with this word: with the preposition that governs it, if there is one. «левого берега» is
/// half a phrase, «с левого берега» is one.
fn beginning_of(text: &str, words: &[Word], first: usize) -> usize {
    let before = first.checked_sub(1).filter(|&before| {
        PREPOSITIONS.contains(&words[before].normal.as_str()) && is_one_piece(text, &words[before..=first])
    });
    words[before.unwrap_or(first)].start
}

fn beginning(text: &str) -> &str {
    text.char_indices().nth(CHARACTERS).map_or(text, |(at, _)| &text[..at])
}

/// Whether words follow one another with nothing but space between them, in one sentence, and stand beside no mark of redaction.
fn is_one_piece(text: &str, run: &[Word]) -> bool {
    let apart = run.windows(2).all(|pair| {
        pair[0].sentence == pair[1].sentence
            && text
                .get(pair[0].end..pair[1].start)
                .is_some_and(|between| !between.is_empty() && between.chars().all(|letter| letter == ' '))
    });
    let marked = |at: usize, back: bool| {
        let beside = if back { text[..at].chars().next_back() } else { text[at..].chars().next() };
        matches!(beside, Some('<' | '>' | '@' | '#' | '/' | '_'))
    };
    apart && !run.iter().any(|word| marked(word.start, true) || marked(word.end, false))
}

/// How much a run tells: its telling terms, the earlier the more. Nothing when it has none, says but one thing, or begins or
/// ends in the middle of something.
fn worth(run: &[Word], terms: &[String]) -> Option<usize> {
    let (first, last) = (run.first()?, run.last()?);
    let tells = |word: &Word| !is_small(word) || denies(word);
    if !tells(first) || !tells(last) || (is_negation(last) && !denies_alone(last)) {
        return None;
    }
    if run.iter().any(|word| word.normal.chars().any(char::is_numeric))
        || run.iter().filter(|word| tells(word)).count() < 2
    {
        return None;
    }
    let mut held: Vec<usize> = run
        .iter()
        .filter_map(|word| terms.iter().position(|term| term == stem(word) || *term == word.stem))
        .collect();
    held.sort_unstable();
    held.dedup();
    (!held.is_empty()).then(|| held.iter().map(|rank| 12 - rank.min(&8)).sum())
}

fn stem(word: &Word) -> &str {
    if word.language == Language::Russian { russian::topic(&word.stem) } else { &word.stem }
}

fn is_small(word: &Word) -> bool {
    is_stop_word(&word.stem, word.language) || is_stop_word(&word.normal, word.language)
}

fn is_negation(word: &Word) -> bool {
    matches!(word.normal.as_str(), "не" | "ни" | "без")
}

/// Words that say that something is not there, and need nothing after them.
fn denies_alone(word: &Word) -> bool {
    matches!(word.normal.as_str(), "нет" | "нету" | "жоқ" | "жок" | "емес")
}

fn denies(word: &Word) -> bool {
    is_negation(word) || denies_alone(word)
}

/// Whether a phrase holds what redaction hides, or a name of a person among its words.
fn names_a_person(phrase: &str) -> bool {
    let words: Vec<&str> = phrase.split(' ').collect();
    let is_name = |words: &[&str]| {
        let asked: Vec<Asked> = words.iter().map(|word| Asked::word(word)).collect();
        only_a_name(&asked).is_some()
    };
    !hidden(phrase).is_empty() || words.iter().any(|word| is_name(&[*word])) || words.windows(2).any(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], terms: &[&str], expected: Option<&str>) {
        let voices: Vec<Voice> = (1..)
            .zip(texts)
            .map(|(id, &text)| Voice { post: PostId(id), language: Language::Russian, text })
            .collect();
        let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        let found = shared_phrase(&voices, &terms, Some(Language::Russian));
        assert_eq!(found.as_ref().map(|phrase| phrase.text.as_str()), expected, "{texts:?}");
        if let Some(phrase) = found {
            let voice = voices.iter().find(|voice| voice.post == phrase.post).unwrap();
            assert!(voice.text.contains(&phrase.text), "as it was written");
        }
    }

    #[test]
    fn the_phrase_is_what_many_say() {
        check(
            &[
                "Во дворе не вывозят мусор неделю",
                "Снова не вывозят мусор!",
                "Мусор у дома, не вывозили",
                "Не вывозят мусор",
            ],
            &["мусор", "вывозить"],
            Some("не вывозят мусор"),
        );
        check(
            &["Дети с левого берега боятся собак", "Собаки с левого берега", "стая с левого берега"],
            &["берег", "левый"],
            Some("с левого берега"),
        );
        check(&["Батареи холодные"], &["батарея"], None);
        check(&["Батареи холодные", "Яма на дороге"], &["батарея", "яма"], None);
    }

    #[test]
    fn no_phrase_is_a_person() {
        let texts = ["Яму сделал Серик Ахметов", "Серик Ахметов обещал, яму сделал Серик Ахметов"];
        let voices: Vec<Voice> = (1..)
            .zip(&texts)
            .map(|(id, &text)| Voice { post: PostId(id), language: Language::Russian, text })
            .collect();
        let terms = ["серик".to_owned(), "ахметов".to_owned(), "яма".to_owned()];
        let found = shared_phrase(&voices, &terms, None);
        assert!(
            found
                .as_ref()
                .is_none_or(|phrase| !phrase.text.contains("Ахметов") && !phrase.text.contains("Серик")),
            "{found:?}"
        );
        check(&["Пишет <NAME> про яму", "Пишет <NAME> про яму"], &["яма"], None);
    }
}
