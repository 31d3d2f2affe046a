//! The filters that can be typed, by their names in English, Kazakh and Russian.

use crate::fault::Fault;

/// A filter that can be typed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// The language of the post.
    Language,
    /// A place it names, or one in which such a place lies.
    Region,
    /// Its category or group of categories.
    Category,
    /// Its source.
    Source,
    /// Its kind.
    Kind,
    /// Its topic.
    Topic,
    /// Words of its title.
    Title,
    /// The days it was published on.
    Date,
    /// The first of them.
    From,
    /// The last of them.
    To,
}

/// Every name with its field; the first of each is how it is written by us.
///
/// Kazakh `тақырып` and Russian `тема` are both a topic and a subject: they name topics, and where the value is the name of a category they
/// mean that (see [`super::value`]). A heading is `тақырыпат` or `заголовок`, never `тақырып`.
const NAMES: [(&str, Field); 48] = [
    ("lang", Field::Language),
    ("language", Field::Language),
    ("тіл", Field::Language),
    ("тілі", Field::Language),
    ("язык", Field::Language),
    ("region", Field::Region),
    ("place", Field::Region),
    ("өңір", Field::Region),
    ("аймақ", Field::Region),
    ("облыс", Field::Region),
    ("регион", Field::Region),
    ("область", Field::Region),
    ("место", Field::Region),
    ("category", Field::Category),
    ("санат", Field::Category),
    ("санаты", Field::Category),
    ("категория", Field::Category),
    ("source", Field::Source),
    ("site", Field::Source),
    ("дереккөз", Field::Source),
    ("дереккөзі", Field::Source),
    ("көз", Field::Source),
    ("источник", Field::Source),
    ("сайт", Field::Source),
    ("kind", Field::Kind),
    ("type", Field::Kind),
    ("түр", Field::Kind),
    ("түрі", Field::Kind),
    ("вид", Field::Kind),
    ("topic", Field::Topic),
    ("тақырып", Field::Topic),
    ("тақырыбы", Field::Topic),
    ("тема", Field::Topic),
    ("title", Field::Title),
    ("тақырыпат", Field::Title),
    ("тақырыпаты", Field::Title),
    ("заголовок", Field::Title),
    ("date", Field::Date),
    ("күн", Field::Date),
    ("күні", Field::Date),
    ("дата", Field::Date),
    ("from", Field::From),
    ("бастап", Field::From),
    ("с", Field::From),
    ("to", Field::To),
    ("дейін", Field::To),
    ("по", Field::To),
    ("до", Field::To),
];

/// Names under which other engines know authors.
const AUTHORS: [&str; 10] = [
    "author",
    "user",
    "username",
    "from_user",
    "nick",
    "автор",
    "авторы",
    "пользователь",
    "ник",
    "қолданушы",
];

impl Field {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Language,
        Self::Region,
        Self::Category,
        Self::Source,
        Self::Kind,
        Self::Topic,
        Self::Title,
        Self::Date,
        Self::From,
        Self::To,
    ];

    /// Its name as queries are written by us.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }

    /// Every name it can be typed under, in small letters.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        NAMES.iter().filter(move |(_, field)| *field == self).map(|(name, _)| *name)
    }
}

/// The filter of a name in whatever case, or nothing where the name is but a word before a colon.
///
/// # Errors
///
/// [`Fault::UnknownField`] when the name is nearly that of a filter, [`Fault::NoAuthors`].
pub(super) fn field(name: &str) -> Result<Option<Field>, Fault> {
    let name = name.to_lowercase();
    if let Some((_, field)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Ok(Some(*field));
    }
    if AUTHORS.contains(&name.as_str()) {
        return Err(Fault::NoAuthors(name));
    }
    match nearest(&name, NAMES.iter().map(|(known, _)| *known)) {
        Some(near) => Err(Fault::UnknownField { name, near }),
        None => Ok(None),
    }
}

/// The known word that differs by a slip of the pen: one letter of five or six, two of longer ones; none of shorter ones, which
/// are easily other words. Of equally near ones the first.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > 60 {
        return None;
    }
    let far = |known: &str| match known.chars().count().min(length) {
        0..=4 => 0,
        5..=6 => 1,
        _ => 2,
    };
    let slips = |known: &&'a str| {
        let slips = strsim::damerau_levenshtein(known, word);
        (slips <= far(known)).then_some(slips)
    };
    known
        .filter_map(|known| Some((slips(&known)?, known)))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_small_and_names_one_field() {
        for (at, (name, _)) in NAMES.iter().enumerate() {
            assert_eq!(*name, name.to_lowercase());
            assert!(NAMES[..at].iter().all(|(before, _)| before != name), "{name}");
            assert!(!AUTHORS.contains(name), "{name}");
        }
        assert!(Field::ALL.iter().all(|field| field.names().count() >= 3));
    }

    #[test]
    fn slips_are_told_and_other_words_are_not() {
        assert_eq!(field("ТІЛ"), Ok(Some(Field::Language)));
        assert_eq!(field("Язык"), Ok(Some(Field::Language)));
        let near = |name: &str| match field(name) {
            Err(Fault::UnknownField { near, .. }) => Some(near),
            _ => None,
        };
        assert_eq!(near("categry"), Some("category"));
        assert_eq!(near("катигория"), Some("категория"));
        assert_eq!(near("дереккоз"), Some("дереккөз"));
        assert_eq!(near("вопрос"), None);
        assert_eq!(near("http"), None);
        assert!(matches!(field("Автор"), Err(Fault::NoAuthors(_))));
    }
}
