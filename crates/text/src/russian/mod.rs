//! Takes a Russian word and gives its stem: the lemma, from a dictionary of 3.8 million forms or, where that does not know the word, by its
//! ending. Says how the stem was found, and which words a search should find with it.
//!
//! Abbreviations are left alone (КСК, ОСИ), verbs of complaints are joined with their other aspect («отключить», «отключать»), and a
//! word has one stem whether its `ё` is written or not.

mod abbreviation;
mod dictionary;
mod family;
mod irregular;
mod letters;

use std::borrow::Cow;

pub use family::{kin, topic};
use letters::Letters;

/// How the lemma of a word was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Found {
    /// It is an abbreviation, which is left alone or loses the case that speech gives it.
    Abbreviation,
    /// Form and lemma stand in the list of irregular words.
    Irregular,
    /// The dictionary has the form.
    Dictionary,
    /// The dictionary has the form with `ъ` for `ь`: «подьезд».
    Respelled,
    /// No: words that end like it decline so.
    Ending,
    /// Nothing is known of the word, and it is left as it is.
    Nothing,
}

/// What a word was found to be a form of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lemma {
    /// The word of the dictionary, `ё` as `е`; of a word with a hyphen only the last part is one.
    pub lemma: String,
    /// What the index holds: the lemma; the first word of its family; of a lemma by ending what all its forms share.
    pub stem: String,
    /// How the lemma was found.
    pub found: Found,
}

/// Letters in which the forms of a word differ at the end of its lemma.
const ENDING: [char; 11] = ['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'ь', 'й'];
/// Letters that a stem by ending has at least.
const SHORTEST: usize = 3;

/// The stem of a word in normal form, with `ё` as `е`.
pub fn stem(word: &str) -> String {
    let word = without_yo(word);
    let (lemma, found) = lemma_of(&word);
    match stem_of(&lemma, found) {
        stem if stem.len() == lemma.len() && stem == lemma => lemma.into_owned(),
        stem => stem.to_owned(),
    }
}

/// What a word in normal form is a form of, and how that was found.
pub fn lemma(word: &str) -> Lemma {
    let word = without_yo(word);
    let (lemma, found) = lemma_of(&word);
    Lemma { stem: stem_of(&lemma, found).to_owned(), lemma: lemma.into_owned(), found }
}

/// Whether the dictionary or a list has the word as it stands.
pub fn is_known(word: &str) -> bool {
    listed(&without_yo(word)).is_some()
}

/// Whether a word of the dictionary begins so; letters in normal form.
pub fn begins_a_word(beginning: &str) -> bool {
    Letters::of(&without_yo(beginning)).is_some_and(|letters| dictionary::begins(letters.numbers()))
}

fn without_yo(word: &str) -> Cow<'_, str> {
    if word.contains('ё') { Cow::Owned(word.replace('ё', "е")) } else { Cow::Borrowed(word) }
}

fn lemma_of(word: &str) -> (Cow<'_, str>, Found) {
    if let Some(found) = listed(word) {
        return found;
    }
    let Some((head, tail)) =
        word.rsplit_once('-').filter(|(head, tail)| !head.is_empty() && !tail.is_empty())
    else {
        return unlisted(word);
    };
    if let Some(abbreviation) = abbreviation::with_ending(head, tail) {
        return (Cow::Borrowed(abbreviation), Found::Abbreviation);
    }
    // Of a word of several parts the last is inflected: «пресс-службы».
    let (lemma, found) = listed(tail).unwrap_or_else(|| unlisted(tail));
    match found {
        Found::Nothing => (Cow::Borrowed(word), found),
        _ => (Cow::Owned(format!("{head}-{lemma}")), found),
    }
}

/// The lemma of a word that a list or the dictionary has.
fn listed(word: &str) -> Option<(Cow<'_, str>, Found)> {
    if let Some(abbreviation) = abbreviation::abbreviation(word) {
        return Some((Cow::Borrowed(abbreviation), Found::Abbreviation));
    }
    if let Some(lemma) = irregular::irregular(word) {
        return Some((Cow::Borrowed(lemma), Found::Irregular));
    }
    let rule = dictionary::look_up(Letters::of(word)?.numbers())?;
    Some((Cow::Owned(rule.apply(word)), Found::Dictionary))
}

/// The lemma of a word without hyphens that no list has.
fn unlisted(word: &str) -> (Cow<'_, str>, Found) {
    if let Some(abbreviation) = abbreviation::declined(word) {
        return (Cow::Borrowed(abbreviation), Found::Abbreviation);
    }
    if let Some(lemma) = respelled(word) {
        return (Cow::Owned(lemma), Found::Respelled);
    }
    // A word without a vowel is an abbreviation, and so are most of three letters.
    let letters = Letters::of(word).filter(|letters| letters.numbers().len() > SHORTEST);
    let rule = letters
        .filter(|_| word.contains(&ENDING[..9]))
        .and_then(|letters| dictionary::guess(letters.numbers()));
    match rule {
        Some(rule) => (Cow::Owned(rule.apply(word)), Found::Ending),
        None => (Cow::Borrowed(word), Found::Nothing),
    }
}

/// The lemma of a word that the dictionary has with `ъ` for `ь`, as many write it.
fn respelled(word: &str) -> Option<String> {
    let follows = |at: usize| word[at + 'ь'.len_utf8()..].starts_with(['е', 'ю', 'я']);
    let (at, _) = word.match_indices('ь').find(|(at, _)| follows(*at))?;
    let hard = format!("{}ъ{}", &word[..at], &word[at + 'ь'.len_utf8()..]);
    let rule = dictionary::look_up(Letters::of(&hard)?.numbers())?;
    Some(rule.apply(&hard))
}

fn stem_of(lemma: &str, found: Found) -> &str {
    if found != Found::Ending {
        return family::head(lemma);
    }
    let stem = lemma.trim_end_matches(ENDING);
    let is_verb = ["ть", "ться"].iter().any(|ending| lemma.ends_with(ending));
    if is_verb || stem.chars().count() < SHORTEST { lemma } else { stem }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(words: &[&str]) {
        for word in words {
            assert_eq!(stem(word), stem(words[0]), "{word}");
        }
    }

    #[test]
    fn forms_of_a_word_meet() {
        check(&["вода", "воды", "воду", "водой", "воде"]);
        check(&["ёлка", "елки"]);
        check(&["отключили", "отключают", "отключён"]);
        check(&["человек", "люди", "людей"]);
        check(&["жалуюсь", "жаловаться", "пожаловались"]);
        check(&["лёд", "льда"]);
        check(&["идти", "шёл", "идут"]);
        check(&["подъезд", "подьезде", "подъездов"]);
        check(&["жулдызбаев", "жулдызбаева", "жулдызбаевым"]);
    }

    #[test]
    fn abbreviations_stay() {
        for word in ["кск", "оси", "цон", "тэц"] {
            assert_eq!(stem(word), word);
        }
        check(&["цон", "цоне", "цоном", "цон-а"]);
    }

    #[test]
    fn words_apart_stay_apart() {
        for (one, other) in
            [("вода", "водитель"), ("свет", "светофор"), ("стать", "статья"), ("писать", "пасть")]
        {
            assert_ne!(stem(one), stem(other), "{one} {other}");
        }
    }

    #[test]
    fn it_is_said_how_a_stem_was_found() {
        for (word, stem, found) in [
            ("цоном", "цон", Found::Abbreviation),
            ("него", "он", Found::Irregular),
            ("трубами", "труба", Found::Dictionary),
            ("вьезда", "въезд", Found::Respelled),
            ("жулдызбаевым", "жулдызбаев", Found::Ending),
            ("қала", "қала", Found::Nothing),
            ("iphone", "iphone", Found::Nothing),
        ] {
            let lemma = lemma(word);
            assert_eq!((lemma.stem.as_str(), lemma.found), (stem, found), "{word}");
        }
    }

    #[test]
    fn a_family_is_found_and_grouped_together() {
        assert_eq!(lemma("отключают").lemma, "отключать");
        assert_eq!(stem("отключают"), "отключить");
        assert!(kin("отключить").contains(&"отключение"));
        assert!(kin("принимать").contains(&"принять"));
        assert_eq!(topic("отключение"), "отключить");
        assert_eq!(topic("вода"), "вода");
    }

    #[test]
    fn lists_name_words_as_the_dictionary_does() {
        let mut odd = Vec::new();
        let lists = [
            include_str!("../../../../data/lexicon/russian_families.txt"),
            include_str!("../../../../data/lexicon/russian_aspects.tsv"),
        ];
        for word in lists
            .iter()
            .flat_map(|list| list.split([' ', '\t', '\n']))
            .filter(|word| !word.is_empty() && *word != "|")
        {
            if lemma(word).lemma != word {
                odd.push(word);
            }
        }
        // Rare verbs whose infinitive is first a form of a frequent one, or of a noun.
        assert!(odd.len() <= 10, "{odd:?}");
    }

    /// Words of Russian letters, hyphens and what else is typed.
    fn typed() -> impl Strategy<Value = String> {
        prop_oneof!["[а-яё]{1,20}", "[а-яё]{1,8}-[а-яё]{0,8}", "[ьъ-]{1,80}", "\\PC{0,90}"]
    }

    proptest! {
        #[test]
        fn no_word_is_too_much(word in typed()) {
            let found = lemma(&word);
            prop_assert_eq!(&found.stem, &stem(&word));
            prop_assert_eq!(word.is_empty(), found.stem.is_empty());
            prop_assert!(!found.stem.contains('ё'));
        }

        #[test]
        fn a_word_has_one_stem_with_and_without_yo(word in typed()) {
            prop_assert_eq!(stem(&word), stem(&word.replace('ё', "е")));
        }
    }
}
