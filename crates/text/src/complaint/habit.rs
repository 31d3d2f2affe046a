//! Takes the words of a text and gives the cues that no list can hold: negated verbs, polite imperatives, and infinitives that
//! stand alone as orders. The forms are those of the grammars of both languages.

use dauys_model::Language;

use super::CueKind;
use crate::phrase::Hit;
use crate::{Words, skeleton};

/// Endings of Russian verbs in the third person and the past, and of short participles.
const RUSSIAN_VERB: [&str; 30] = [
    "ан", "ана", "ано", "аны", "ен", "ена", "ено", "ены", "ет", "ют", "ут", "ит", "ят", "ат", "ется", "ются",
    "утся", "ится", "ятся", "атся", "ал", "ала", "ало", "али", "ил", "ила", "или", "ился", "лась", "лись",
];
/// Endings of Russian polite imperatives.
const RUSSIAN_IMPERATIVE: [&str; 5] = ["йте", "ите", "ьте", "йтесь", "итесь"];
/// Words that end like imperatives and ask for nothing.
const NO_IMPERATIVE: [&str; 16] = [
    "здравствуйте",
    "извините",
    "простите",
    "скажите",
    "смотрите",
    "посмотрите",
    "представьте",
    "хотите",
    "знаете",
    "можете",
    "видите",
    "понимаете",
    "считаете",
    "говорите",
    "подпишитесь",
    "читайте",
];
/// Endings of Kazakh polite imperatives, in skeleton letters, and what must stand before them.
const KAZAKH_IMPERATIVE: [&str; 8] =
    ["ныз", "ныздар", "ныздер", "нызшы", "ныздаршы", "ныздершы", "ындар", "ындер"];
/// Kazakh words that end like them: pronouns, greetings, possessed nouns of address.
const NO_KAZAKH_IMPERATIVE: [&str; 9] =
    ["сызбен", "арамыз", "негыз", "кундыз", "тенгыз", "калыныз", "барыныз", "озыныз", "кешырыныз"];

/// The cues of the three rules.
pub(super) fn cues(words: &Words) -> Vec<(CueKind, f32, &'static str, Hit)> {
    let mut found = Vec::new();
    for at in 0..words.words.len() {
        let word = &words.words[at];
        let run = |from, to| Hit { entry: u32::MAX, left: (from, to), right: (from, to) };
        if word.language == Language::Kazakh {
            if word.negated && word.normal.chars().count() >= 4 {
                found.push((CueKind::Failure, 0.5, "negated verb", run(at, at + 1)));
            }
            if is_kazakh_imperative(&word.normal) {
                found.push((CueKind::Request, 0.8, "polite imperative", run(at, at + 1)));
            }
            continue;
        }
        let next_is_verb = || {
            words
                .words
                .get(at + 1)
                .is_some_and(|next| next.sentence == word.sentence && is_verb(&next.normal))
        };
        if word.normal == "не" && next_is_verb() {
            found.push((CueKind::Failure, 0.7, "negated verb", run(at, at + 2)));
        }
        if is_imperative(&word.normal) {
            found.push((CueKind::Request, 0.8, "polite imperative", run(at, at + 1)));
        }
        let opens = at == 0 || words.words[at - 1].sentence != word.sentence;
        if opens && is_infinitive(&word.normal) && words.words.len() <= 60 {
            found.push((CueKind::Request, 1.0, "infinitive as order", run(at, at + 1)));
        }
    }
    found
}

fn is_verb(word: &str) -> bool {
    word.chars().count() >= 5 && RUSSIAN_VERB.iter().any(|ending| word.ends_with(ending))
}

fn is_imperative(word: &str) -> bool {
    word.chars().count() >= 6
        && RUSSIAN_IMPERATIVE.iter().any(|ending| word.ends_with(ending))
        && !NO_IMPERATIVE.contains(&word)
}

fn is_infinitive(word: &str) -> bool {
    let long = word.chars().count() >= 5;
    long && (word.ends_with("ить")
        || word.ends_with("ать")
        || word.ends_with("еть")
        || word.ends_with("сти")
        || word.ends_with("ыть"))
        && !word.ends_with("ность")
}

fn is_kazakh_imperative(word: &str) -> bool {
    let word = skeleton(word);
    let long = word.chars().count() >= 6;
    long && KAZAKH_IMPERATIVE.iter().any(|ending| {
        word.strip_suffix(ending).is_some_and(|stem| stem.ends_with(['ы', 'а', 'е', 'д', 'л', 'т', 'р']))
    }) && !NO_KAZAKH_IMPERATIVE.contains(&word.as_str())
        && (word.ends_with("шы")
            || !word.ends_with("ларыныз")
                && !word.ends_with("лерыныз")
                && !word.ends_with("дарыныз")
                && !word.ends_with("дерыныз"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imperatives_are_told_from_look_alikes() {
        for word in ["уберите", "почините", "обеспечьте", "разберитесь"] {
            assert!(is_imperative(word), "{word}");
        }
        for word in ["здравствуйте", "хотите", "сайте"] {
            assert!(!is_imperative(word), "{word}");
        }
        for word in ["көмектесіңіздерші", "жөндеңіздер", "карастырыныз", "шешіңіз"]
        {
            assert!(is_kazakh_imperative(word), "{word}");
        }
        for word in ["теңіз", "балаларыңыз", "өзіңіз", "күндіз"] {
            assert!(!is_kazakh_imperative(word), "{word}");
        }
    }

    #[test]
    fn infinitives_open_orders() {
        assert!(is_infinitive("убрать") && is_infinitive("починить"));
        assert!(!is_infinitive("опасность") && !is_infinitive("мусор"));
    }
}
