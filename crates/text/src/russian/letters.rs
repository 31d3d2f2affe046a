//! Takes a word and gives the numbers of its letters, as the dictionary counts them: the hyphen is 1, `а` is 2.

/// Letters of the longest word that is looked up.
const LONGEST: usize = 64;

/// The letters of one word, by number.
pub(super) struct Letters {
    numbers: [u8; LONGEST],
    length: usize,
}

impl Letters {
    /// The letters of a word in lower case, `ё` as `е`; nothing when it has others than Russian ones, or too many.
    pub(super) fn of(word: &str) -> Option<Self> {
        let mut letters = Self { numbers: [0; LONGEST], length: 0 };
        for letter in word.chars() {
            let number = match letter {
                'а'..='я' => u32::from(letter) - u32::from('а') + 2,
                '-' => 1,
                _ => return None,
            };
            *letters.numbers.get_mut(letters.length)? = u8::try_from(number).ok()?;
            letters.length += 1;
        }
        Some(letters)
    }

    pub(super) fn numbers(&self) -> &[u8] {
        &self.numbers[..self.length]
    }
}
