//! An address of VK in, whose wall or which search it is out.

use url::Url;

use crate::error::Error;

/// Why the wall of a person is not asked.
pub(super) const PERSON: &str = "this is a person's page: Dauys listens to communities and to what is said of a problem, never to one person";

/// What an address of VK stands for.
pub(super) enum Place {
    /// The wall of a community, by its negative number.
    Community(i64),
    /// The wall of whoever has a short name.
    Name(String),
    /// A search for words.
    Search(String),
}

impl Place {
    /// Reads `https://vk.com/NAME`, `…/club1`, `…/public1`, `…/event1`, `…/wall-1` and `…/search?q=WORDS`.
    ///
    /// # Errors
    /// [`Error::Unfit`] for a person's page and for anything else.
    pub(super) fn of(url: &Url) -> Result<Self, Error> {
        let host = url.host_str().unwrap_or_default();
        let host = ["www.", "m."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(host);
        let mut path = url.path_segments().into_iter().flatten().filter(|segment| !segment.is_empty());
        let (Some(first), None, "vk.com" | "vk.ru") = (path.next(), path.next(), host) else {
            return Err(unknown());
        };
        if first == "search" {
            let words = url.query_pairs().find(|(name, _)| name == "q" || name == "c[q]");
            let words = words.map(|(_, words)| words.trim().to_owned()).filter(|words| !words.is_empty());
            return words
                .map(Self::Search)
                .ok_or_else(|| Error::unfit("a search has words: `…/search?q=…`".into()));
        }
        if let Some(wall) = first.strip_prefix("wall") {
            let owner = wall.split('_').next().and_then(|owner| owner.parse::<i64>().ok());
            return match owner {
                Some(owner) if owner < 0 => Ok(Self::Community(owner)),
                Some(_) => Err(Error::unfit(PERSON.into())),
                None => name(first),
            };
        }
        let numbered =
            |prefix: &str| first.strip_prefix(prefix).and_then(|digits| digits.parse::<i64>().ok());
        if ["club", "public", "event"].into_iter().any(|prefix| numbered(prefix).is_some_and(|id| id > 0)) {
            let id = ["club", "public", "event"].into_iter().find_map(numbered);
            return id.map(|id| Self::Community(-id)).ok_or_else(unknown);
        }
        if numbered("id").is_some() {
            return Err(Error::unfit(PERSON.into()));
        }
        name(first)
    }
}

/// A short name: Latin letters, digits, `_` and `.`.
fn name(text: &str) -> Result<Place, Error> {
    let is_name = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.');
    if is_name { Ok(Place::Name(text.to_owned())) } else { Err(unknown()) }
}

fn unknown() -> Error {
    Error::unfit(
        "an address of VK is `https://vk.com/NAME` of a community, `…/club1`, `…/wall-1` or `…/search?q=…`"
            .into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communities_are_told_from_persons() {
        let check = |url: &str| match Place::of(&Url::parse(url).unwrap()) {
            Ok(Place::Community(id)) => id.to_string(),
            Ok(Place::Name(name)) => format!("name {name}"),
            Ok(Place::Search(words)) => format!("search {words}"),
            Err(error) => error.to_string(),
        };
        assert_eq!(check("https://vk.com/club123"), "-123");
        assert_eq!(check("https://m.vk.com/public123"), "-123");
        assert_eq!(check("https://vk.ru/wall-123_45"), "-123");
        assert_eq!(check("https://vk.com/ridder_online"), "name ridder_online");
        assert_eq!(check("https://vk.com/clubbing"), "name clubbing");
        assert_eq!(check("https://vk.com/idea"), "name idea");
        assert_eq!(check("https://vk.com/search?q=су%20жоқ"), "search су жоқ");
        assert_eq!(check("https://vk.com/id123"), PERSON);
        assert_eq!(check("https://vk.com/wall123"), PERSON);
        for unfit in [
            "https://vk.com/search?q=",
            "https://vk.com/",
            "https://vk.com/@-1-x",
            "https://demo.example/club1",
        ] {
            assert!(!check(unfit).starts_with(['-', 'n']), "{unfit}");
        }
    }
}
