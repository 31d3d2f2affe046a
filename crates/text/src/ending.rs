//! Takes what follows a Kazakh noun or name in skeleton letters and says whether it is a chain of nominal endings. It knows no
//! verbs and cuts nothing off: it is for words whose stem is known, such as names and lexicon entries, where a stemmer that
//! must guess the stem would cut too much or too little.
//!
//! The inventory is that of Kazakh grammars (derivation, plural, possession, case, relative ending, which may open the chain
//! once more), written in the letters of [`crate::skeleton`]. Vowel harmony is not checked: skeletons have lost it.

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

/// Whether `word` is `stem` with a chain of nominal endings, both in skeleton letters.
///
/// A final `к` or `п` of the stem may have become `г` or `б` before a vowel («құдық», «құдығы»).
pub(crate) fn inflects(stem: &str, word: &str) -> bool {
    if let Some(rest) = word.strip_prefix(stem) {
        return is_nominal_chain(rest);
    }
    let Some((cut, voiced)) = voiced(stem) else { return false };
    word.strip_prefix(cut)
        .and_then(|rest| rest.strip_prefix(voiced))
        .is_some_and(|rest| (rest.starts_with('ы') || rest.starts_with('у')) && is_nominal_chain(rest))
}

fn voiced(stem: &str) -> Option<(&str, char)> {
    stem.strip_suffix('к').map(|cut| (cut, 'г')).or_else(|| stem.strip_suffix('п').map(|cut| (cut, 'б')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skeleton;

    fn check(stem: &str, word: &str, expected: bool) {
        assert_eq!(inflects(&skeleton(stem), &skeleton(word)), expected, "{stem} {word}");
    }

    #[test]
    fn inflected_names_and_nouns_are_recognised() {
        for (stem, word) in [
            ("риддер", "риддерде"),
            ("ақтөбе", "ақтөбеліктер"),
            ("қарағанды", "карагандылыктарга"),
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
