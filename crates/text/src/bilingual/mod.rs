//! Takes the words of a query and gives, stretch by stretch, the words and phrases of Kazakh and Russian that mean the same.
//!
//! `data/lexicon/bilingual.tsv` holds rings: members of both languages with one meaning. Names of places form rings of
//! their own, one a KATO. A stretch of a query is compared with members by stems, so it meets its ring in any inflected form,
//! without Kazakh letters and in Latin ones. The longest stretch wins: «жедел жәрдем» is the ambulance, not «urgent» and
//! «help».

mod lexicon;
mod member;
mod names;

use std::ops::Range;

use dauys_model::Language;

use self::lexicon::{Key, lexicon};
pub use self::member::Member;
use crate::{is_stop_word, normal, russian, words};
use dauys_kazakh::has_kazakh_letter;

/// A stretch of a query that has a ring.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// Which of the given words it is made of.
    pub words: Range<usize>,
    /// The language it was read in: Kazakh or Russian.
    pub language: Language,
    /// The members of its rings in both languages, those that it was met under among them.
    pub members: Vec<&'static Member>,
}

impl Stretch {
    /// What it is called in the other language, the most usual first.
    pub fn also(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.members.iter().filter(|member| member.language != self.language).map(|member| member.text)
    }
}

/// The stretches of a query that have rings, in order, none overlapping another. `words` are the query's words as typed,
/// one after another. Stop words alone have no ring.
pub fn translations(typed: &[&str]) -> Vec<Stretch> {
    let lexicon = lexicon();
    let keys = keys(typed);
    let mut found = Vec::new();
    let mut at = 0;
    while at < keys.len() {
        let Some((length, language, members)) = lexicon.longest(&keys[at..], usize::MAX) else {
            at += 1;
            continue;
        };
        let is_stop = length == 1 && keys[at].is_stop;
        if !is_stop && members.iter().any(|member| member.language != language) {
            found.push(Stretch { words: at..at + length, language, members });
        }
        at += length;
    }
    found
}

/// The words of a query as rings are looked up by them.
fn keys(typed: &[&str]) -> Vec<Key> {
    let read = words(&typed.join(" "), None);
    let is_aligned = read.words.len() == typed.len();
    let languages = |at: usize| if is_aligned { read.words[at].language } else { Language::Unknown };
    typed
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let normal = normal(word);
            let is_stop = [Language::Kazakh, Language::Russian]
                .into_iter()
                .any(|language| is_stop_word(&normal, language));
            let is_kazakh = has_kazakh_letter(&normal);
            let is_russian = !is_kazakh && russian::is_known(&normal);
            Key::new(&normal, languages(at), is_russian, is_stop)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stretches of a query with the first translation of each.
    fn check(query: &str, expected: &[(&str, &str)]) {
        let typed: Vec<&str> = query.split(' ').collect();
        let found: Vec<(String, &str)> = translations(&typed)
            .iter()
            .map(|stretch| (typed[stretch.words.clone()].join(" "), stretch.also().next().unwrap()))
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(typed, also)| (typed.as_str(), *also)).collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn a_ring_is_found_under_any_form_and_spelling() {
        let lack = [("су", "вода"), ("жоқ", "нет")];
        check("су жоқ", &lack);
        check("су жок", &[("су", "вода"), ("жок", "нет")]);
        check("su joq", &[("su", "вода"), ("joq", "нет")]);
        check("нет воды", &[("нет", "жоқ"), ("воды", "су")]);
        check("мектептерімізде", &[("мектептерімізде", "школа")]);
        check("школами", &[("школами", "мектеп")]);
    }

    #[test]
    fn the_longest_stretch_wins() {
        check("жедел жәрдемді", &[("жедел жәрдемді", "скорая помощь")]);
        check("скорую помощь", &[("скорую помощь", "жедел жәрдем")]);
        check("детского сада", &[("детского сада", "балабақша")]);
        check("лифт не работает", &[("не работает", "істемейді")]);
        check("лифт істемейді", &[("істемейді", "не работает")]);
    }

    #[test]
    fn names_of_places_come_from_the_gazetteer() {
        check("Өскеменде", &[("Өскеменде", "Усть-Каменогорск")]);
        check("Усть-Каменогорске", &[("Усть-Каменогорске", "Өскемен")]);
        check("Костанай", &[("Костанай", "Қостанай")]);
    }

    #[test]
    fn what_has_no_ring_is_left_alone() {
        check("Каспи", &[]);
        check("что это", &[]);
        check("", &[]);
    }
}
