//! The endings that names take in Kazakh, and where an ending may begin. Endings are short enough to be compared as one number,
//! which is what nearly every word of a text is asked for.

/// Kazakh case endings, the plural and the endings of belonging, in skeleton letters.
pub(super) const KAZAKH_CASES: [&str; 37] = [
    "", "нын", "дын", "тын", "га", "ге", "ка", "ке", "на", "не", "ны", "ды", "ты", "да", "де", "та", "те",
    "нда", "нде", "дан", "ден", "тан", "тен", "нан", "нен", "мен", "бен", "пен", "ныкы", "дыкы", "тыкы",
    "лар", "лер", "дар", "дер", "тар", "тер",
];

/// Bytes of the longest ending.
const LONGEST: usize = 8;

const CODES: [u64; KAZAKH_CASES.len()] = {
    let mut codes = [0; KAZAKH_CASES.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = code(KAZAKH_CASES[at].as_bytes());
        at += 1;
    }
    codes
};

/// At most eight bytes as one number.
const fn code(bytes: &[u8]) -> u64 {
    let mut code = 0;
    let mut at = 0;
    while at < bytes.len() {
        code = code << 8 | bytes[at] as u64;
        at += 1;
    }
    code
}

/// Whether `rest`, in skeleton letters, is a Kazakh case ending or nothing.
pub(crate) fn is_case(rest: &str) -> bool {
    rest.len() <= LONGEST && CODES.contains(&code(rest.as_bytes()))
}

/// The same of letters in normal form.
pub(crate) fn is_written_case(rest: &str) -> bool {
    if rest.len() > LONGEST {
        return false;
    }
    let mut folded = [0_u8; LONGEST];
    let mut length = 0;
    for letter in rest.chars() {
        let letter = match letter {
            'ғ' => 'г',
            'қ' => 'к',
            'ң' => 'н',
            'і' | 'и' => 'ы',
            _ => letter,
        };
        if letter.len_utf8() != 2 {
            return false;
        }
        letter.encode_utf8(&mut folded[length..]);
        length += 2;
    }
    CODES.contains(&code(&folded[..length]))
}

/// The places at which the last letters of a word may be cut off, none first, up to `most` letters.
pub(crate) fn cuts(word: &str, most: usize) -> impl Iterator<Item = (&str, &str)> {
    let places = std::iter::once(word.len()).chain(word.char_indices().rev().map(|(at, _)| at));
    places.take(most + 1).map(|at| word.split_at(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_known_in_both_spellings() {
        for (folded, written) in [("нын", "ның"), ("ге", "ге"), ("ныкы", "нікі"), ("", ""), ("ка", "қа")]
        {
            assert!(is_case(folded) && is_written_case(written), "{folded}");
        }
        for other in ["ан", "нынын", "ов", "nyn", "қаз"] {
            assert!(!is_case(other) && !is_written_case(other), "{other}");
        }
    }
}
