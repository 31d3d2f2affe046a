//! Takes the letters of one word and gives the numbers of its features: character n-grams of one to five letters with the
//! word's edges among them, and the word itself. Shared by the detector and by the example that trains its tables.

/// Longest n-gram.
const LONGEST: usize = 5;

/// Letters of a word beyond this one are not looked at; no word of a language is as long, and sums stay within 16 bits.
pub const LONGEST_WORD: usize = 40;

/// The multiplier of the hash: 2³² divided by the golden ratio, made odd (Knuth, The Art of Computer Programming, 6.4).
const MULTIPLIER: u32 = 0x9E37_79B1;

/// What stands for the edge of a word.
const EDGE: u32 = 1;

/// Calls `visit` with a number below `2^bits` for each feature of a word given in normal form.
///
/// Hashes are rolled: each longer n-gram extends the shorter one, and nothing is allocated. Digits and hyphens in a word
/// count as its edge.
pub fn each_feature(letters: &[char], bits: u32, mut visit: impl FnMut(usize)) {
    each_run(letters, bits, |_, _, feature| visit(feature));
}

/// The same, with the place of each feature in the word: where its run of letters begins and how many it has, counted with
/// the edges of the word. The word as a whole comes first, as the run of all its letters without edges.
pub(super) fn each_run(letters: &[char], bits: u32, mut visit: impl FnMut(usize, usize, usize)) {
    let shift = 32 - bits;
    let letters = &letters[..letters.len().min(LONGEST_WORD)];
    // Position 0 and the one after the last letter are edges.
    let mut codes = [EDGE; LONGEST_WORD + 2];
    let mut whole = 7u32;
    for (code, letter) in codes[1..].iter_mut().zip(letters) {
        if letter.is_ascii_alphabetic() || *letter >= '\u{c0}' || *letter == '\'' {
            *code = *letter as u32;
        }
        whole = (whole.rotate_left(7) ^ *code).wrapping_mul(MULTIPLIER);
    }
    visit(1, letters.len(), (whole >> shift) as usize);
    let codes = &codes[..letters.len() + 2];
    for start in 0..codes.len() {
        let mut hash = 0u32;
        for (length, code) in codes[start..].iter().take(LONGEST).enumerate() {
            hash = (hash.rotate_left(5) ^ code).wrapping_mul(MULTIPLIER);
            if length > 0 || *code != EDGE {
                visit(start, length + 1, (hash >> shift) as usize);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, count: usize) {
        let letters: Vec<char> = word.chars().collect();
        let mut found = Vec::new();
        each_feature(&letters, 12, |feature| found.push(feature));
        assert_eq!(found.len(), count, "{word}");
        assert!(found.iter().all(|feature| *feature < 1 << 12));
    }

    #[test]
    fn features_are_counted() {
        // Edges included «^су$» has 2 single letters, 3 pairs, 2 triples, 1 quadruple; and there is the word.
        check("су", 9);
        check("", 2);
        check(&"а".repeat(1000), 5 * (LONGEST_WORD + 2) - 10 - 2 + 1);
    }
}
