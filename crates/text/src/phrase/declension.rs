//! Takes a Russian noun of a lexicon and a word of a text and says whether the word is a case form of the noun. Only nominal endings
//! count: the stems of the index also join verbs and adjectives of a root («дорога», «дорожать»), which a lexicon must keep apart.

/// Case endings by the last letter of the dictionary form.
const AFTER_CONSONANT: &[&str] =
    &["", "а", "у", "ом", "ем", "е", "ы", "и", "ов", "ев", "ей", "ам", "ами", "ах"];
const AFTER_A: &[&str] = &["а", "ы", "и", "е", "у", "ой", "ою", "ей", "ею", "", "ам", "ами", "ах"];
const AFTER_YA: &[&str] = &["я", "и", "е", "ю", "ей", "ею", "ь", "й", "ям", "ями", "ях"];
const AFTER_SOFT: &[&str] = &["ь", "и", "я", "ю", "ью", "ем", "е", "ей", "ям", "ями", "ях"];
const AFTER_SHORT: &[&str] = &["й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях"];
const AFTER_O: &[&str] = &["о", "а", "у", "ом", "е", "", "ам", "ами", "ах"];
const AFTER_E: &[&str] = &["е", "я", "ю", "ем", "и", "й", "ей", "ям", "ями", "ях", "а", "у"];

/// The part of a noun that all its forms share, and the endings that may follow it.
pub(super) fn root(noun: &str) -> (&str, &'static [&'static str]) {
    let Some(last) = noun.chars().next_back() else { return ("", &[""]) };
    if noun.chars().count() < 3 {
        return (noun, &[""]);
    }
    let cut = &noun[..noun.len() - last.len_utf8()];
    match last {
        'а' => (cut, AFTER_A),
        'я' => (cut, AFTER_YA),
        'ь' => (cut, AFTER_SOFT),
        'й' => (cut, AFTER_SHORT),
        'о' => (cut, AFTER_O),
        'е' => (cut, AFTER_E),
        'и' | 'ы' | 'у' | 'ю' | 'э' => (noun, &[""]),
        _ => (noun, AFTER_CONSONANT),
    }
}

/// Whether `word` is a case form of `noun`.
pub(super) fn declines(noun: &str, word: &str) -> bool {
    let (root, endings) = root(noun);
    word.strip_prefix(root).is_some_and(|ending| endings.contains(&ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_forms_belong_to_their_noun() {
        for (noun, word) in [
            ("вода", "водой"),
            ("вода", "вод"),
            ("люк", "люками"),
            ("школа", "школ"),
            ("связь", "связью"),
            ("трамвай", "трамваев"),
        ] {
            assert!(declines(noun, word), "{noun} {word}");
        }
        for (noun, word) in
            [("онай", "она"), ("дом", "домой"), ("дорога", "дорожает"), ("свет", "светить"), ("вонь", "вон")]
        {
            assert!(!declines(noun, word), "{noun} {word}");
        }
    }
}
