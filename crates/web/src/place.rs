//! A code of a place in; its name in the language of the reader, from the gazetteer, out.

use dauys_model::{Interface, Kato, Topic};

/// The full name of a place: `Қарағанды облысы`, `Карагандинская область`, `Karaganda Region`; its code where the gazetteer
/// does not have it.
pub(crate) fn full(language: Interface, kato: Kato) -> String {
    dauys_text::place::place(kato)
        .map_or_else(|| kato.to_string(), |place| place.named(language).into_owned())
}

/// The name of a place with the region it lies in: `Риддер, Восточно-Казахстанская область`.
pub(crate) fn with_region(language: Interface, kato: Kato) -> String {
    let name = full(language, kato);
    if kato.is_region() { name } else { format!("{name}, {}", full(language, kato.region())) }
}

/// Where a topic is, as far as it is known.
pub(crate) fn of_topic(language: Interface, topic: &Topic) -> Option<String> {
    match (&topic.place, topic.kato) {
        (Some(place), Some(kato)) => Some(format!("{place}, {}", full(language, kato.region()))),
        (Some(place), None) => Some(place.clone()),
        (None, Some(kato)) => Some(with_region(language, kato)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_in_the_language_of_the_reader() {
        let named = |kato| Interface::ALL.map(|language| full(language, Kato(kato)));
        assert_eq!(named(350_000_000), ["Қарағанды облысы", "Карагандинская область", "Karaganda Region"]);
        assert_eq!(named(190_000_000)[2], "Almaty Region");
        assert_eq!(named(750_000_000), ["Алматы", "Алматы", "Almaty"]);
        assert_eq!(named(103_200_000)[2], "Abay District");
        assert_eq!(named(990_000_000), ["990000000"; 3]);
    }
}
