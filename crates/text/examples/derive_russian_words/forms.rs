//! Gives the forms that the dictionary of rumorph holds, in the order of their letters.

use fst::Streamer;

/// Every form written in Russian letters and hyphens.
///
/// The file of rumorph holds sections, each a length of eight bytes and data up to a border of eight, after a head of sixteen
/// bytes: the fifth is the alphabet, the eleventh an `fst` map of the forms in that alphabet.
pub(crate) fn forms() -> Vec<String> {
    const HEAD: usize = 16;
    let data = rumorph_dict_ru::DICTIONARY;
    let mut sections = Vec::new();
    let mut at = HEAD;
    while let Some(length) = data.get(at..at + 8) {
        let length = u64::from_le_bytes(length.try_into().expect("eight bytes")) as usize;
        sections.push(&data[at + 8..at + 8 + length]);
        at = (at + 8 + length).next_multiple_of(8);
    }
    let alphabet: Vec<char> = std::str::from_utf8(sections[4]).expect("letters").chars().collect();
    let map = fst::Map::new(sections[10]).expect("an automaton");
    let mut keys = map.stream();
    let mut forms = Vec::with_capacity(map.len());
    while let Some((key, _)) = keys.next() {
        let form: String = key.iter().map(|letter| alphabet[usize::from(*letter) - 1]).collect();
        // A letter alone is an initial, the name of a house or a slip as often as what the dictionary makes of it.
        if is_russian(&form) && form.chars().nth(1).is_some() {
            forms.push(form);
        }
    }
    forms
}

pub(crate) fn is_russian(form: &str) -> bool {
    form.starts_with(|letter| matches!(letter, 'а'..='я'))
        && form.chars().all(|letter| matches!(letter, 'а'..='я' | '-'))
}
