//! Takes the words of a text and gives the city that a byname in it means. A byname is no name: it says where a text that names no
//! place belongs, and is no mention of that place.

use dauys_model::Kato;

use crate::Words;

/// Beginnings of words that stand side by side, and the city they mean.
const BYNAMES: [(&[&str], Kato); 3] = [
    (&["елорда"], Kato(710_000_000)),
    (&["южн", "столиц"], Kato(750_000_000)),
    (&["оңтүстік", "астана"], Kato(750_000_000)),
];

/// The city that the first byname in a text means.
pub(crate) fn byname(words: &Words) -> Option<Kato> {
    (0..words.words.len()).find_map(|at| {
        let means = |(beginnings, _): &&(&[&str], Kato)| {
            beginnings.iter().enumerate().all(|(offset, beginning)| {
                words.words.get(at + offset).is_some_and(|word| word.normal.starts_with(beginning))
            })
        };
        BYNAMES.iter().find(means).map(|(_, kato)| *kato)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    #[test]
    fn bynames_mean_cities() {
        for (text, kato) in [
            ("Елордада қысқы жәрмеңке ашылды", Some(710_000_000)),
            ("В южной столице смог", Some(750_000_000)),
            ("Столица Италии", None),
        ] {
            assert_eq!(byname(&words(text, None)), kato.map(Kato), "{text}");
        }
    }
}
