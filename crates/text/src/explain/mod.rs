//! Takes title and text of a post and gives all that is understood of it together with the reasons, word by word: what a
//! person needs to see in order to agree or to object.
//!
//! Private data is redacted first, and everything here is said of the redacted text. So an explanation may be shown and
//! sent on as freely as the text that is stored; there is no way to make one that still holds what was hidden.

mod hidden;
mod passage;
mod reason;

pub use hidden::HiddenMark;
pub use passage::{ExplainedWord, Passage};
pub use reason::{Basis, LanguageReason, Negator, Origin, PLAIN, Part, TakenApart};

use dauys_model::Language;

use crate::analysis::{Analysis, Given, analyze, lead, main_region};
use crate::category::{CategoryMatch, weigh};
use crate::place::Ground;
use crate::subject::{self, SubjectMatch};
use crate::words::words_given;

/// What was understood of a text, and why.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The title word by word, when there is one.
    pub title: Option<Passage>,
    /// The text word by word.
    pub text: Passage,
    /// The verdict on both together. Its offsets count bytes of the redacted text, those of its cues of the title, a newline and
    /// the text; [`Passage`] has them for itself.
    pub analysis: Analysis,
    /// Every category that anything speaks for, best first, also those too weak to be given.
    pub categories: Vec<CategoryMatch>,
    /// What exactly is wrong, with the terms that say so: the subject of the analysis first, then the others that anything speaks for,
    /// best first.
    pub subjects: Vec<SubjectMatch>,
}

/// Explains a text after redacting it. The title may be empty.
pub fn explain(title: &str, text: &str, given: &Given) -> Explanation {
    let ((title, of_title), (text, of_text)) = (hidden::hide(title), hidden::hide(text));
    let analysis = analyze(&title, &text, given);
    let is_titled = !title.trim().is_empty();
    let joined = if is_titled { format!("{title}\n{text}") } else { text.clone() };
    let lead = lead(&words_given(&joined, given));
    let categories = weigh(&lead);
    let mut subjects = subject::weigh(&lead, &analysis.categories);
    subjects.sort_by_key(|found| analysis.subject.as_ref() != Some(&found.id));
    let body_starts = joined.len() - text.len();
    let is_told = matches!(given.language, Some(Language::Kazakh | Language::Russian));
    let heading = is_titled.then(|| {
        // The text below decides the language of its title, and between places that share a name.
        let language = given.language.or(Some(analysis.language));
        let of_text = main_region(&analysis.places);
        let given = Given { language, region: of_text.or(given.region), ..*given };
        let mut heading = Passage::of(title, of_title, 0, &given, is_told, &categories, &analysis.complaint);
        for ground in heading.places.iter_mut().flat_map(|place| &mut place.grounds) {
            if let (Ground::Source(region), Some(_)) = (&*ground, of_text) {
                *ground = Ground::Near(*region);
            }
        }
        heading
    });
    let text = Passage::of(text, of_text, body_starts, given, is_told, &categories, &analysis.complaint);
    Explanation { title: heading, text, analysis, categories, subjects }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::Reason;

    fn word<'a>(explanation: &'a Explanation, surface: &str) -> &'a ExplainedWord {
        let text = &explanation.text;
        let found = text.words.iter().find(|word| &text.text[word.word.start..word.word.end] == surface);
        found.unwrap_or_else(|| panic!("no «{surface}» in {explanation:#?}"))
    }

    fn check(text: &str, surface: &str, holds: impl Fn(&ExplainedWord) -> bool) {
        let explanation = explain("", text, &Given::default());
        let word = word(&explanation, surface);
        assert!(holds(word), "{text}: {word:#?}");
    }

    #[test]
    fn the_language_of_a_word_has_a_reason() {
        check("Көшеде жарық жоқ", "жарық", |word| {
            word.language.basis == Basis::Found(Reason::Letter('қ'))
        });
        check("Пятый день нет воды", "день", |word| {
            word.language.basis == Basis::Found(Reason::Runs)
        });
        check("Бес күн су жоқ 3", "3", |word| word.language.basis == Basis::NoLetters);
        check("aulimizda bes kunnen beri su joq", "su", |word| {
            matches!(word.language.basis, Basis::Found(Reason::Runs | Reason::Text))
        });
        let forced = Given { language: Some(Language::Kazakh), ..Given::default() };
        let explanation = explain("", "нет воды", &forced);
        assert_eq!(word(&explanation, "воды").language.basis, Basis::Told);
        let titled = explain("Су жоқ", "Ауылда су жоқ", &Given::default());
        let title = titled.title.as_ref().unwrap();
        assert!(
            title.words.iter().all(|word| word.language.basis != Basis::Told),
            "a title follows its text"
        );
    }

    #[test]
    fn who_negates_is_known() {
        let by = |negator: &str| Some(Negator::Word(negator.to_owned()));
        check("Ауылда су жоқ", "су", |word| word.negated == by("жоқ"));
        check("Воды нет", "Воды", |word| word.negated == by("нет"));
        check("Жол жөнделмейді", "жөнделмейді", |word| {
            word.negated == Some(Negator::OwnEnding)
        });
        check("Су бар", "Су", |word| word.negated.is_none());
    }

    #[test]
    fn cues_stand_in_title_and_text_by_their_own_offsets() {
        let explanation = explain("Нет воды", "Уже пять дней нет воды в Риддере", &Given::default());
        let title = explanation.title.as_ref().unwrap();
        let cut = |passage: &Passage| -> Vec<String> {
            passage.category_cues.iter().map(|cue| passage.text[cue.start..cue.end].to_owned()).collect()
        };
        assert_eq!(cut(title), ["Нет воды"]);
        assert_eq!(cut(&explanation.text), ["нет воды"]);
        let place = &explanation.text.places[0].mention;
        assert_eq!(&explanation.text.text[place.start..place.end], "Риддере");
    }

    #[test]
    fn a_category_too_weak_to_be_given_is_told() {
        let text = "На далёкой планете нашли сырость и очень этому удивились";
        let explanation = explain("", text, &Given::default());
        assert!(explanation.analysis.category.is_none());
        assert_eq!(explanation.categories[0].id.0, "hcs/sewer");
        assert!(explanation.categories[0].score < crate::category::ACCEPT);
    }

    #[test]
    fn nothing_hidden_is_held() {
        let text = "Мен, Қиялбекова Шынар Ойданқызы, ЖСН 987654321090, 8 701 123 45 67";
        let explanation = format!("{:?}", explain(text, text, &Given::default())).to_lowercase();
        for secret in ["қиялбек", "кыялбек", "шынар", "ойдан", "9876543", "8701", "123", "4567"]
        {
            assert!(!explanation.contains(secret), "{secret}: {explanation}");
        }
    }

    proptest! {
        #[test]
        fn terms_and_places_are_those_of_the_analysis(title in "([А-яқіө ]|в Абайском районе |су жоқ ){0,8}", text in "([А-яқіөA-z<>.! \n]|нет |су жоқ |в Риддере |Абай ауданы |Абай облысы |PHONE){0,40}") {
            let explanation = explain(&title, &text, &Given::default());
            let passages = explanation.title.iter().chain([&explanation.text]);
            let places = |passage: &Passage| -> Vec<_> {
                passage.places.iter().map(|place| place.mention.clone()).collect()
            };
            prop_assert_eq!(places(&explanation.text), explanation.analysis.places.clone());
            let of_title = explanation.title.as_ref().map(places).unwrap_or_default();
            prop_assert_eq!(of_title, explanation.analysis.title_places.clone());
            let terms: Vec<&String> =
                passages.flat_map(|passage| &passage.words).flat_map(|word| &word.terms).map(|term| &term.text).collect();
            prop_assert_eq!(terms, explanation.analysis.terms.iter().collect::<Vec<_>>());
        }

        #[test]
        fn offsets_cut_the_text(title in "\\PC{0,20}", text in "\\PC{0,60}") {
            let explanation = explain(&title, &text, &Given::default());
            for passage in explanation.title.iter().chain([&explanation.text]) {
                let words = passage.words.iter().map(|word| (word.word.start, word.word.end));
                let hidden = passage.hidden.iter().map(|hidden| (hidden.start, hidden.end));
                let cues = passage.category_cues.iter().map(|cue| (cue.start, cue.end));
                for (start, end) in words.chain(hidden).chain(cues) {
                    prop_assert!(passage.text.get(start..end).is_some());
                }
            }
        }
    }
}
