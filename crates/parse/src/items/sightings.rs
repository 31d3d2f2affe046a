//! The feed of an aggregator in, what it says that outlets told out: headline, outlet and time, never a link.

use dauys_model::Sighting;
use jiff::Timestamp;
use url::Url;

use crate::date::{absolute, relative_to};
use crate::hash::name_of;
use crate::items::feed::pieces_of_feed;
use crate::items::fields::{Field, Part, Reader};
use crate::links::public;
use crate::markup::{Piece, pieces};
use crate::plain::plain_line;

/// What was read of an aggregator's feed.
pub(crate) struct Sightings {
    /// In the order of the feed, each key once.
    pub(crate) sightings: Vec<Sighting>,
    /// Entries without headline or outlet, repeated ones, and those whose outlet is a person.
    pub(crate) left_out: u32,
}

/// Reads the feed; `None` when the text is none.
pub(crate) fn sightings(text: &str, url: &Url, now: Timestamp) -> Option<Sightings> {
    let pieces: Vec<Piece<'_>> = pieces(text).collect();
    let mut reader = Reader::new(text, pieces_of_feed(pieces)?);
    let mut found = Sightings { sightings: Vec::new(), left_out: 0 };
    let mut seen = std::collections::BTreeSet::new();
    while let Some(part) = reader.part() {
        let Part::Entry { fields, .. } = part else { continue };
        match sighting(&fields, url, now).filter(|sighting| seen.insert(sighting.key.clone())) {
            Some(sighting) => found.sightings.push(sighting),
            None => found.left_out += 1,
        }
    }
    Some(found)
}

fn sighting(fields: &[Field<'_>], base: &Url, now: Timestamp) -> Option<Sighting> {
    let field = |name: &str| fields.iter().find(|field| field.name == name);
    let source = field("source")?;
    let outlet = plain_line(source.html());
    let address = base.join(source.attribute("url")?.trim()).ok()?;
    // A channel or page of a person on a platform is no outlet.
    let address = public(address)?;
    let host = address.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host).to_owned();
    let title = plain_line(field("title")?.html());
    let title = match title
        .strip_suffix(&outlet)
        .map(str::trim_end)
        .and_then(|rest| rest.strip_suffix(['-', '–', '—']))
    {
        Some(headline) if !outlet.is_empty() => headline.trim_end().to_owned(),
        _ => title,
    };
    if title.is_empty() {
        return None;
    }
    let date = field("pubdate").and_then(Field::literal);
    let date = date.and_then(|date| absolute(&date).or_else(|| relative_to(now, &date)));
    // The id is the aggregator's link in another dress, so only its name is kept.
    let key = match field("guid").and_then(Field::literal) {
        Some(id) => name_of(&["sighting", &id]),
        None => name_of(&["sighting", &host, &title]),
    };
    Some(Sighting { key, host, outlet, title, published_at: date.map(|(at, _)| at) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(item: &str, expected: &str) {
        let text = format!("<rss version='2.0'><channel><title>x</title><item>{item}</item></channel></rss>");
        let url = Url::parse("https://news.google.com/rss/search?q=x").unwrap();
        let found = sightings(&text, &url, Timestamp::UNIX_EPOCH).unwrap();
        let shown: Vec<String> = found
            .sightings
            .iter()
            .map(|found| format!("{} | {} | {}", found.host, found.outlet, found.title))
            .collect();
        assert_eq!(shown.join("\n"), expected, "{item}");
        assert_eq!(found.left_out as usize, 1 - found.sightings.len());
    }

    #[test]
    fn the_outlet_is_cut_from_the_headline() {
        check(
            "<title>Су жоқ - Демо-Новости</title><source url='https://www.demo.example'>Демо-Новости</source>",
            "demo.example | Демо-Новости | Су жоқ",
        );
        check(
            "<title>Вода - это жизнь &amp;amp; свет - Демо</title><source url='https://demo.example/'>Демо</source>",
            "demo.example | Демо | Вода - это жизнь & свет",
        );
        check(
            "<title>Без воды</title><source url='https://demo.example'>Демо</source>",
            "demo.example | Демо | Без воды",
        );
    }

    #[test]
    fn what_has_no_outlet_or_a_person_for_one_is_left_out() {
        check("<title>Су жоқ - Демо</title>", "");
        check("<title>Су жоқ</title><source>Демо</source>", "");
        check("<title>Су жоқ</title><source url='https://www.youtube.com/@aigul'>Айгүл</source>", "");
        check("<source url='https://demo.example'>Демо</source>", "");
    }
}
