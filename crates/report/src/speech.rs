//! A language and a word → the value of `lang`, by which a screen reader chooses the voice and a browser the letters.

use dauys_model::Language;

/// The value of `lang` for a word or sentence: `kk`, `kk-Latn`, `kk-Arab`, `ru`. `other` is that of a language that is neither; an
/// empty one means unknown, which is what a text in two languages is to a screen reader.
pub(crate) fn speech<'a>(language: Language, text: &str, other: &'a str) -> &'a str {
    let first = text.chars().find(|letter| letter.is_alphabetic());
    let is_latin = first.is_some_and(|letter| matches!(letter, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}'));
    let is_arabic =
        first.is_some_and(|letter| matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}'));
    match language {
        Language::Kazakh if is_latin => "kk-Latn",
        Language::Kazakh if is_arabic => "kk-Arab",
        Language::Kazakh => "kk",
        Language::Russian if is_latin => "ru-Latn",
        Language::Russian => "ru",
        Language::Other => other,
        Language::Mixed | Language::Unknown => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told() {
        for (language, text, expected) in [
            (Language::Kazakh, "су жоқ", "kk"),
            (Language::Kazakh, "«sý joq»", "kk-Latn"),
            (Language::Kazakh, "سۋ جوق", "kk-Arab"),
            (Language::Russian, "воды нет", "ru"),
            (Language::Other, "no water", "en"),
            (Language::Mixed, "су нет", ""),
        ] {
            assert_eq!(speech(language, text, "en"), expected, "{text}");
        }
    }
}
