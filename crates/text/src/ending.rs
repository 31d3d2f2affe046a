//! Takes what follows a Kazakh noun or name in skeleton letters and says whether it is a chain of nominal endings. It knows no
//! verbs and cuts nothing off: it is for words whose stem is known, such as names and lexicon entries, where a stemmer that
//! must guess the stem would cut too much or too little.
//!
//! The inventory is that of Kazakh grammars (derivation, plural, possession, case, relative ending, which may open the chain
//! once more), written in the letters of [`crate::skeleton`]. Vowel harmony is not checked: skeletons have lost it.

use crate::skeleton;

const DERIVATION: [&str; 9] = ["лык", "дык", "тык", "сыз", "лы", "дай", "дей", "тай", "тей"];
const PLURAL: [&str; 6] = ["лар", "лер", "дар", "дер", "тар", "тер"];
const POSSESSION: [&str; 9] = ["ымыз", "мыз", "ыныз", "ныз", "ым", "ын", "сы", "ы", "м"];
const CASE: [&str; 31] = [
    "нын", "дын", "тын", "га", "ге", "ка", "ке", "на", "не", "ны", "ды", "ты", "нда", "нде", "да", "де",
    "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "мен", "бен", "пен", "н", "а", "е", "ша",
];
const RELATIVE: [&str; 9] = ["ндагы", "ндегы", "дагы", "дегы", "тагы", "тегы", "ныкы", "дыкы", "тыкы"];
const SLOTS: [&[&str]; 7] = [&DERIVATION, &PLURAL, &POSSESSION, &RELATIVE, &PLURAL, &POSSESSION, &CASE];

/// Whether `rest` is empty or a chain of nominal endings, in skeleton letters.
pub(crate) fn is_nominal_chain(rest: &str) -> bool {
    fits(rest, 0)
}

fn fits(rest: &str, slot: usize) -> bool {
    if rest.is_empty() {
        return true;
    }
    (slot..SLOTS.len()).any(|at| {
        SLOTS[at].iter().any(|ending| rest.strip_prefix(ending).is_some_and(|after| fits(after, at + 1)))
    })
}

/// Whether `word` is `stem` with a chain of nominal endings, both in skeleton letters or both in Kazakh ones.
///
/// A final `қ`, `к` or `п` of the stem may have become `ғ`, `г` or `б` before a vowel («құдық», «құдығы»).
pub(crate) fn inflects(stem: &str, word: &str) -> bool {
    if let Some(rest) = word.strip_prefix(stem) {
        return rest.is_empty() || is_nominal_chain(&skeleton(rest));
    }
    let Some(last) = stem.chars().next_back() else { return false };
    let Some(rest) = word.strip_prefix(&stem[..stem.len() - last.len_utf8()]) else { return false };
    let mut letters = rest.chars();
    let Some(first) = letters.next() else { return false };
    let rest = skeleton(letters.as_str());
    voiceless(first) == Some(last)
        && (rest.starts_with('ы') || rest.starts_with('у'))
        && is_nominal_chain(&rest)
}

/// The letter at the end of a stem that becomes `letter` before a vowel.
pub(crate) fn voiceless(letter: char) -> Option<char> {
    match letter {
        'ғ' => Some('қ'),
        'г' => Some('к'),
        'б' => Some('п'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stem: &str, word: &str, expected: bool) {
        assert_eq!(inflects(&skeleton(stem), &skeleton(word)), expected, "{stem} {word}");
        let is_folded = skeleton(word) == word && word != stem;
        assert!(is_folded || inflects(stem, word) == expected, "{stem} {word} in own letters");
    }

    #[test]
    fn inflected_names_and_nouns_are_recognised() {
        for (stem, word) in [
            ("риддер", "риддерде"),
            ("ақтөбе", "ақтөбеліктер"),
            ("қарағанды", "қарағандылықтарға"),
            ("су", "сусыз"),
            ("құдық", "құдығымыздан"),
            ("мектеп", "мектебіне"),
            ("қостанай", "қостанайдағылардың"),
            ("жол", "жолдарымызды"),
        ] {
            check(stem, word, true);
        }
    }

    #[test]
    fn longer_words_are_not() {
        for (stem, word) in
            [("шу", "шулап"), ("жол", "жолдас"), ("май", "майдан-ақ"), ("су", "сурет"), ("ем", "емес")]
        {
            check(stem, word, false);
        }
    }
}
