//! Takes texts in languages and scripts the model does not know and gives their ISO codes, and tells Kazakh in Arabic script
//! from its neighbours by their letters.

use dauys_kazakh::{Alphabet, is_form_of_listed, normal, to_cyrillic_from};
use unicode_normalization::UnicodeNormalization;
use whatlang::Lang;

use super::model::Model;
use crate::token::each_token;

/// Cyrillic letters that neither Kazakh nor Russian has.
pub(crate) fn is_foreign(letter: char) -> bool {
    !matches!(letter, 'а'..='я' | 'ё' | 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і')
}

/// Latin letters that no spelling of Kazakh has, nor Russian in Latin letters.
pub(crate) fn is_foreign_latin(letter: char) -> bool {
    !letter.is_ascii()
        && !matches!(
            letter,
            'á' | 'ä'
                | 'é'
                | 'í'
                | 'ó'
                | 'ö'
                | 'ú'
                | 'ü'
                | 'ū'
                | 'ý'
                | 'ñ'
                | 'ń'
                | 'ŋ'
                | 'ň'
                | 'ğ'
                | 'ǵ'
                | 'ǧ'
                | 'ı'
                | 'ç'
                | 'ş'
                | 'ə'
        )
}

/// Cyrillic languages outside the model that have letters of their own: Tajik, Serbian, Macedonian, and Karakalpak, which alone
/// has `ў` beside `ә`.
pub(crate) fn cyrillic_by_letters(text: &str) -> Option<&'static str> {
    const OWN: [(&str, &str); 3] = [("tg", "ҷӣӯҶӢӮ"), ("sr", "ђћЂЋ"), ("mk", "ѓќѕЃЌЅ")];
    let count = |letters: &str| text.chars().filter(|letter| letters.contains(*letter)).count();
    if count("ўЎ") > 1 && count("әӘ") > 1 {
        return Some("kaa");
    }
    OWN.iter()
        .map(|(code, letters)| (count(letters), *code))
        .filter(|(count, _)| *count > 1)
        .max()
        .map(|(_, code)| code)
}

/// Whether text in Arabic script is Kazakh: by its letters, or, where these are too few, by its words.
pub(crate) fn is_arabic_kazakh(text: &str) -> bool {
    has_kazakh_arabic_letters(text) || has_kazakh_arabic_words(text)
}

/// Letters of töte jazu, the alphabet of Kazakh in Arabic script, with its fronting sign.
const TOTE: &str = "ابۆگعدەجزيكقلمنڭوپرستۋۇفحھچشىٴ";

/// Whether text has letters of [`TOTE`] only, one of them a vowel that Arabic and Persian lack or hardly use, and half of its words are forms
/// of listed Kazakh stems.
fn has_kazakh_arabic_words(text: &str) -> bool {
    /// So many words are enough.
    const WORDS: usize = 32;
    let is_tote = |letter: char| !letter.is_alphabetic() || TOTE.contains(letter);
    if !text.contains(['ى', 'ە', 'ۇ', 'ۋ', 'ڭ', '\u{674}']) || !text.chars().all(is_tote) {
        return false;
    }
    let (mut words, mut listed) = (0usize, 0usize);
    each_token(text, |token| {
        if words < WORDS && token.surface.contains(char::is_alphabetic) {
            words += 1;
            let word = to_cyrillic_from(&normal(token.surface), Alphabet::Arabic);
            listed += usize::from(is_form_of_listed(&word));
        }
    });
    listed > 0 && listed * 2 >= words
}

/// Whether the letters of text in Arabic script are those of Kazakh.
///
/// Of all languages in this script Kazakh writes `ۇ`, `ۋ`, `ە`, `ى`, `ڭ` and the sign `ٴ`, and never the letters by which
/// Uyghur, Kurdish, Persian and Arabic are known.
fn has_kazakh_arabic_letters(text: &str) -> bool {
    let (mut own, mut others, mut all) = (0usize, 0usize, 0usize);
    for letter in text.chars().filter(|letter| ('\u{600}'..='\u{6ff}').contains(letter)) {
        all += 1;
        match letter {
            'ۇ' | 'ۋ' | 'ە' | 'ڭ' | '\u{674}' => own += 1,
            'ئ'
            | 'ې'
            | 'ۈ'
            | 'ێ'
            | 'ڵ'
            | 'ڕ'
            | 'ٹ'
            | 'ڈ'
            | 'ے'
            | 'ی'
            | 'ک'
            | 'ة'
            | 'ث'
            | 'ذ'
            | 'ض'
            | 'ظ'
            | 'ص'
            | 'ط'
            | 'ه'
            | 'ے'..='ۓ' => others += 1,
            _ => {}
        }
    }
    own * 20 >= all && own > others * 3 && own > 0
}

/// The ISO 639-1 code of a text in a language the model does not know; `und` when nothing knows it.
pub(super) fn iso_of(model: Model, text: &str) -> &'static str {
    model
        .detector(&beginning(text))
        .filter(whatlang::Info::is_reliable)
        .and_then(|found| code(found.lang()))
        .unwrap_or("und")
}

/// As much of a text as is enough to name its language, with its letters composed.
fn beginning(text: &str) -> String {
    const ENOUGH_LETTERS: usize = 300;
    text.nfc().take(ENOUGH_LETTERS).collect()
}

/// Whether a Latin text is surely in a language outside the model, and which.
pub(super) fn sure_latin(model: Model, text: &str) -> Option<&'static str> {
    let found = model.detector(&beginning(text))?;
    let known = matches!(found.lang(), Lang::Eng | Lang::Tur | Lang::Aze | Lang::Uzb | Lang::Tuk);
    (found.is_reliable() && found.confidence() > 0.9 && !known).then(|| code(found.lang())).flatten()
}

/// ISO 639-1 for the detector's ISO 639-3.
fn code(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Bul => "bg",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kat => "ka",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mkd => "mk",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kazakh_in_arabic_script_is_known() {
        assert!(is_arabic_kazakh("سۋ جوق"));
        assert!(is_arabic_kazakh("جاقسى"));
        assert!(is_arabic_kazakh("قالانىڭ باسشىسى"));
        assert!(is_arabic_kazakh("بارى جاقسى بولدى"));
        assert!(is_arabic_kazakh("ٴبىزدىڭ اۋىلدا جارىق جوق"));
        assert!(!is_arabic_kazakh("لا يوجد ماء في القرية"));
        assert!(!is_arabic_kazakh("على الطريق حفرة كبيرة"));
        assert!(!is_arabic_kazakh("متى يعود التيار الى بيتنا"));
        assert!(!is_arabic_kazakh("در روستای ما آب نیست"));
        assert!(!is_arabic_kazakh("كي برق مي آيد"));
        assert!(!is_arabic_kazakh("گاؤں میں پانی نہیں ہے"));
        assert!(!is_arabic_kazakh("بىزنىڭ كەنتتە سۇ يوق، ئېلېكتر يوق"));
    }
}
