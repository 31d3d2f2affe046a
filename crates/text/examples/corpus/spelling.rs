//! Takes Kazakh text in its letters and gives it as people type it: without Kazakh letters, or in Latin spellings.

#![allow(dead_code, reason = "each example and test uses a part")]

/// How many Latin spellings [`latin_kazakh`] knows.
pub(crate) const LATIN_VARIANTS: usize = 7;

/// Cyrillic text without Kazakh letters. `i` stands for `і`, which is typed as `и` or `ы`.
pub(crate) fn without_kazakh_letters(text: &str, i: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.to_lowercase().chars() {
        match letter {
            'ә' => plain.push('а'),
            'ғ' => plain.push('г'),
            'қ' => plain.push('к'),
            'ң' => plain.push('н'),
            'ө' => plain.push('о'),
            'ұ' | 'ү' => plain.push('у'),
            'һ' => plain.push('х'),
            'і' => plain.push_str(i),
            _ => plain.push(letter),
        }
    }
    plain
}

/// Letters in the order of the rows of [`TABLES`].
const LETTERS: &str = "аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщыіэюяёъь";

/// Spellings, letter by letter: the decrees of 2017 and 2018, the proposals of 2019 and 2021, and three of the chat.
const TABLES: [&str; LATIN_VARIANTS] = [
    "a a' b v g g' d e j z i' i' k q l m n n' o o' p r s t y' u u' f h h c c' s' s' y i e i'y' i'a i'o - -",
    "a á b v g ǵ d e j z ı ı k q l m n ń o ó p r s t ý u ú f h h ts ch sh sh y i e ıý ıa ıo - -",
    "a ä b v g ğ d e j z i i k q l m n ñ o ö p r s t w u ü f h h c ç ş ş y ı e yw ya yo - -",
    "a ä b v g ğ d e j z i i k q l m n ñ o ö p r s t u ū ü f h h ts ş ş ş y ı e iu ia io - -",
    "a a b v g g d e j z i i k q l m n n o o p r s t u u u f h h c ch sh sh y i e yu ya yo - -",
    "a a b v g g d e zh z i i k k l m n n o o p r s t u u u f h h c ch sh sh i i e yu ya yo - -",
    "a e b v g gh d e j z i y k k l m n ng o o p r s t w u u f x h ts ch sh sh y i e yu ya yo - -",
];

/// Kazakh in one of the Latin spellings. Chat spellings change some letters at random, by `seed`.
pub(crate) fn latin_kazakh(text: &str, variant: usize, seed: u64) -> String {
    let table: Vec<&str> = TABLES[variant].split(' ').collect();
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    // One habit for the whole text: `h` for `қ`, `i` for `ы`, `y` for `ы`, or none.
    let habit = if variant < 4 { 0 } else { (state >> 40) % 5 };
    let mut latin = String::with_capacity(text.len());
    for letter in text.to_lowercase().chars() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let slip = (state >> 33).is_multiple_of(12);
        match (letter, habit) {
            ('қ', 1) => latin.push('h'),
            ('ы', 2) => latin.push('u'),
            ('ш', 3) if slip => latin.push('w'),
            ('ж', 4) if slip => latin.push('g'),
            ('і', 4) => latin.push('y'),
            _ => match LETTERS.chars().position(|known| known == letter) {
                Some(row) if table[row] != "-" => latin.push_str(table[row]),
                Some(_) => {}
                None => latin.push(letter),
            },
        }
    }
    latin
}

/// Russian in the common Latin spelling of the chat.
pub(crate) fn latin_russian(text: &str) -> String {
    const SPELLING: &str = "a b v g d e zh z i y k l m n o p r s t u f h c ch sh sh - y - e yu ya yo";
    let table: Vec<&str> = SPELLING.split(' ').collect();
    let mut latin = String::with_capacity(text.len());
    for letter in text.to_lowercase().chars() {
        match "абвгдежзийклмнопрстуфхцчшщъыьэюяё".chars().position(|known| known == letter)
        {
            Some(row) if table[row] != "-" => latin.push_str(table[row]),
            Some(_) => {}
            None => latin.push(letter),
        }
    }
    latin
}

/// Tatar in its Latin alphabet of 1999, which part of the Tatars write.
pub(crate) fn latin_tatar(text: &str) -> String {
    let front = |word: &str| word.contains(['ә', 'ө', 'ү', 'е', 'и', 'э']);
    let mut latin = String::with_capacity(text.len());
    for word in text.to_lowercase().split_inclusive(char::is_whitespace) {
        let is_front = front(word);
        for letter in word.chars() {
            let spelled = match letter {
                'к' if !is_front => "q",
                'г' if !is_front => "ğ",
                _ => {
                    match "абвгдеёжзийклмнопрстуфхцчшщыэюяәөүҗңһъь".chars().position(|known| known == letter)
                    {
                        Some(row) => TATAR[row],
                        None => {
                            latin.push(letter);
                            continue;
                        }
                    }
                }
            };
            latin.push_str(spelled);
        }
    }
    latin
}

/// The spellings of [`latin_tatar`], letter by letter.
const TATAR: [&str; 39] = [
    "a", "b", "w", "g", "d", "e", "yo", "j", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
    "f", "x", "ts", "ç", "ş", "şç", "ı", "e", "yu", "ya", "ä", "ö", "ü", "c", "ñ", "h", "", "",
];
