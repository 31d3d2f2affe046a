//! Takes text and says which language and script it is in, as a whole and sentence by sentence.
//!
//! Every word is weighed by a compact linear model of character n-grams ([`each_feature`]); its weights know Kazakh with and
//! without Kazakh letters and in Latin spellings, Russian, and the languages they are mistaken for. Words then speak for the text together, and a text in which
//! both Kazakh and Russian stretches remain is mixed. A detector made for the great languages of the web is asked only for the
//! name of a language that the model does not know: it has never heard of Kazakh.
//!
//! Texts whose source allows no model are weighed by letters and word lists instead, and the model is out of their reach.

mod evidence;
mod familiar;
mod foreign;
mod guest;
mod model;
mod ngram;
mod rules;
mod stretch;
mod sureness;
mod table;
mod verdict;
mod weigh;

pub(crate) use evidence::Gathering;
pub use ngram::{LONGEST_WORD, each_feature};
pub use table::{COLUMNS, CYRILLIC, CYRILLIC_BITS, LATIN, LATIN_BITS, UNIT};
pub use verdict::Detection;
pub(crate) use verdict::judge;
pub use weigh::{Reason, Run, WordEvidence, weigh};

use dauys_model::{Language, Methods};

use crate::token::each_token;

/// Finds the language of a text, by all methods.
pub fn detect(text: &str) -> Detection {
    find(text, Methods::All, None)
}

/// Finds the language of a text to which no trained model may be applied: by letters, word lists and, where these decide
/// nothing, the language that its source claims. Neighbours of Kazakh and Russian are known only by letters of their own.
pub fn detect_by_rules(text: &str, claimed: Option<Language>) -> Detection {
    find(text, Methods::RulesOnly, claimed)
}

fn find(text: &str, methods: Methods, claimed: Option<Language>) -> Detection {
    let mut gathering = Gathering::under(methods);
    each_token(text, |token| gathering.add(text, token.start, token.surface));
    judge(text, &gathering, claimed).detection
}

#[cfg(test)]
mod tests {
    use dauys_model::{Language, Script};
    use proptest::prelude::*;

    use super::*;

    fn check(language: Language, iso: &str, texts: &[&str]) {
        for text in texts {
            let found = detect(text);
            assert_eq!((found.language, found.iso), (language, iso), "{text}: {found:?}");
        }
    }

    #[test]
    fn kazakh_is_known_however_it_is_typed() {
        check(
            Language::Kazakh,
            "kk",
            &[
                "Ауылымызда бес күннен бері су жоқ",
                "Ауылымызда бес куннен бери су жок",
                "Auylymyzda bes kúnnen beri sý joq",
                "aulimizda bes kunnen beri su joq",
                "اۋىلىمىزدا بەس كۇننەن بەرى سۋ جوق",
                "Жол жөнделмейді",
                "жарык жок",
                "су",
                "жарық",
                "Министрлік құрылыс жұмыстарын қаржыландыруды тоқтатты",
            ],
        );
    }

    #[test]
    fn russian_is_known() {
        let texts = [
            "Пятый день нет воды",
            "нет света",
            "вода",
            "Аким города Қарағанды встретился с жителями",
            "Яма у дома 5",
        ];
        check(Language::Russian, "ru", &texts);
    }

    #[test]
    fn texts_in_both_are_mixed_and_loans_are_not() {
        check(
            Language::Mixed,
            "kk",
            &["Второй день света нет, балалар тоңып отыр, не істейміз енді, ауылда қиын болып тұр"],
        );
        check(
            Language::Kazakh,
            "kk",
            &["Автобустар мен маршруткалар кешігіп келеді, аялдама да жоқ, интернет те нашар"],
        );
    }

    #[test]
    fn neighbours_are_named() {
        check(Language::Other, "ky", &["Бишкекте жолдор начар, эл нааразы болуп жатат"]);
        check(Language::Other, "uk", &["У селі немає води вже третій день"]);
        check(Language::Other, "tt", &["Авылда су юк, халык зарлана, җитәкчеләр дәшми"]);
        check(Language::Other, "en", &["There has been no water in the village for three days"]);
        check(Language::Other, "tr", &["Köyümüzde üç gündür su yok, belediye cevap vermiyor"]);
        check(Language::Other, "de", &["In unserem Dorf gibt es seit drei Tagen kein Wasser"]);
    }

    #[test]
    fn too_little_is_unknown() {
        check(Language::Unknown, "und", &["", "123", "?!", "а"]);
        assert_eq!(detect("123").script, Script::None);
    }

    /// The words of a text that are read in the language given.
    fn check_words(text: &str, language: Language, expected: &[&str]) {
        let words = crate::words(text, None).words;
        let found: Vec<&str> = words
            .iter()
            .filter(|word| word.language == language)
            .map(|word| &text[word.start..word.end])
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_word_of_the_other_language_is_read_by_its_own_rules() {
        check_words("Описаниеде сим карта салынбайтыны жазылмаған", Language::Russian, &[]);
        check_words("Главное, что жертв жоқ екен", Language::Kazakh, &["жоқ", "екен"]);
        check_words("Главное, что жертв жоқ екен", Language::Russian, &["Главное", "что", "жертв"]);
        check_words("Пожарные быстро приехали, рахмет оларға", Language::Kazakh, &["рахмет", "оларға"]);
        check_words(
            "Жол жөнделмейді, сколько можно ждать",
            Language::Russian,
            &["сколько", "можно", "ждать"],
        );
    }

    #[test]
    fn the_order_of_sentences_changes_no_word() {
        let sentences = ["Үйде жарық жоқ.", "Никто не отвечает на звонки.", "Балалар тоңып отыр!"];
        let languages = |order: [usize; 3]| {
            let text = order.map(|number| sentences[number]).join(" ");
            let mut words: Vec<(String, Language)> = crate::words(&text, None)
                .words
                .into_iter()
                .map(|word| (word.normal, word.language))
                .collect();
            words.sort_by(|one, other| one.0.cmp(&other.0));
            words
        };
        for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            assert_eq!(languages(order), languages([0, 1, 2]), "{order:?}");
        }
    }

    #[test]
    fn hashtags_emoji_and_look_alikes_hinder_nothing() {
        check(Language::Kazakh, "kk", &["#СужоқАлматы 😡😡", "Мeнiң aуылымдa жoл жoқ 😭", "#ЖолЖөнделмейді"]);
        check(Language::Russian, "ru", &["#нет_воды 😡", "Bоды нет трeтий дeнь!!! 😭😭"]);
        check(Language::Kazakh, "kk", &["suw joq aulda", "Bizdin auilda jol jaman"]);
    }

    fn check_rules(claimed: Option<Language>, expected: Language, texts: &[&str]) {
        for text in texts {
            let found = detect_by_rules(text, claimed);
            assert_eq!(found.language, expected, "{text}: {found:?}");
        }
    }

    #[test]
    fn rules_alone_tell_kazakh_from_russian() {
        check_rules(
            None,
            Language::Kazakh,
            &[
                "Ауылымызда бес күннен бері су жоқ",
                "Ауылымызда бес куннен бери су жок",
                "اۋىلىمىزدا بەس كۇننەن بەرى سۋ جوق",
                "Жол жөнделмейді",
                "жарык жок",
                "Auylymyzda bes kúnnen beri sý joq",
            ],
        );
        check_rules(
            None,
            Language::Russian,
            &[
                "Пятый день нет воды",
                "нет света",
                "Яма у дома 5",
                "Аким города Қарағанды встретился с жителями",
            ],
        );
    }

    #[test]
    fn the_claim_of_the_source_decides_only_where_rules_do_not() {
        let says_nothing = ["Талгар", "Аким, акимат", "Газ"];
        check_rules(Some(Language::Kazakh), Language::Kazakh, &says_nothing);
        check_rules(Some(Language::Russian), Language::Russian, &says_nothing);
        check_rules(None, Language::Unknown, &["Аким, акимат", "There has been no water for three days"]);
        check_rules(Some(Language::Kazakh), Language::Russian, &["Пятый день нет воды, куда жаловаться?"]);
        check_rules(Some(Language::Russian), Language::Kazakh, &["Ауылымызда бес күннен бері су жоқ"]);
        let claimed = detect_by_rules("Аким, акимат", Some(Language::Russian));
        assert!(claimed.score <= 0.5, "a claim is no certainty: {claimed:?}");
    }

    #[test]
    fn rules_alone_find_mixed_texts_and_neighbours() {
        let mixed = ["Второй день света нет, балалар тоңып отыр, не істейміз енді, ауылда қиын болып тұр"];
        for claimed in [None, Some(Language::Kazakh), Some(Language::Russian)] {
            check_rules(claimed, Language::Mixed, &mixed);
        }
        check_rules(
            None,
            Language::Other,
            &["Бишкекте жолдор начар, эл нааразы болуп жатат, көчөлөр бүтпөйт", "Її немає, світла теж немає"],
        );
        check_rules(None, Language::Unknown, &["", "123", "а"]);
    }

    #[test]
    fn the_model_is_not_asked_about_texts_that_forbid_it() {
        let texts = [
            "Ауылымызда бес күннен бері су жоқ",
            "Пятый день нет воды",
            "Auylymyzda bes kúnnen beri sý joq",
            "In unserem Dorf gibt es seit drei Tagen kein Wasser",
            "در روستای ما آب نیست",
            "村里三天没有水了",
        ];
        for text in texts {
            model::ASKED.set(0);
            for claimed in [None, Some(Language::Kazakh), Some(Language::Russian)] {
                detect_by_rules(text, claimed);
                let methods = Methods::RulesOnly;
                crate::analyze(text, text, &crate::Given { methods, claimed, ..Default::default() });
            }
            assert_eq!(model::ASKED.get(), 0, "{text}");
            detect(text);
            assert!(model::ASKED.get() > 0, "the counter counts: {text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived_by_rules(text in "\\PC{0,60}") {
            model::ASKED.set(0);
            for claimed in [None, Some(Language::Kazakh), Some(Language::Russian), Some(Language::Mixed)] {
                let found = detect_by_rules(&text, claimed);
                prop_assert!((0.0..=1.0).contains(&found.score));
            }
            prop_assert_eq!(model::ASKED.get(), 0);
        }

        #[test]
        fn composed_and_decomposed_letters_are_the_same(text in "[а-яёәқіüäñça-z ,.!]{0,60}") {
            use unicode_normalization::UnicodeNormalization;
            let apart: String = text.nfd().collect();
            let together: String = text.nfc().collect();
            prop_assert_eq!(detect(&apart), detect(&together));
        }

        #[test]
        fn any_text_is_survived(text in "\\PC{0,60}") {
            let found = detect(&text);
            prop_assert!((0.0..=1.0).contains(&found.score));
        }
    }
}
