//! Takes text and says which language and script it is in, as a whole and sentence by sentence.
//!
//! Every word is weighed by a compact linear model of character n-grams ([`each_feature`]); its weights know Kazakh with and
//! without Kazakh letters and in Latin spellings, Russian, and the languages they are mistaken for. Words then speak for the text together, and a text in which
//! both Kazakh and Russian stretches remain is mixed. A detector made for the great languages of the web is asked only for the
//! name of a language that the model does not know: it has never heard of Kazakh.

mod evidence;
mod familiar;
mod foreign;
mod ngram;
mod stretch;
mod table;
mod verdict;

pub(crate) use evidence::Gathering;
pub use ngram::{LONGEST_WORD, each_feature};
pub use table::{COLUMNS, CYRILLIC, CYRILLIC_BITS, LATIN, LATIN_BITS, UNIT};
pub use verdict::Detection;
pub(crate) use verdict::judge;

use crate::token::each_token;

/// Finds the language of a text.
pub fn detect(text: &str) -> Detection {
    let mut gathering = Gathering::default();
    each_token(text, |token| gathering.add(text, token.start, token.surface));
    judge(text, &gathering).detection
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

    proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,60}") {
            let found = detect(&text);
            prop_assert!((0.0..=1.0).contains(&found.score));
        }
    }
}
