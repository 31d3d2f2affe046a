//! Entries of any form in, items out: the one place where addresses, threads and authors are decided; keys are in [`Shared`].

use std::collections::BTreeSet;

use dauys_model::{Author, Item, Kind, Precision, Source};
use jiff::Timestamp;
use url::Url;

use crate::boilerplate::without_boilerplate;
use crate::date::{absolute, relative_to};
use crate::items::identity::Shared;
use crate::items::{Announced, Items};
use crate::language::claimed;
use crate::links::{public, public_comment};

/// One announcement as its form gave it.
#[derive(Default)]
pub(crate) struct Entry {
    /// `guid` or `id`.
    pub(crate) id: Option<String>,
    /// Where the text stands, resolved.
    pub(crate) link: Option<Url>,
    /// Plain, one line.
    pub(crate) title: Option<String>,
    /// Plain, one line a block.
    pub(crate) text: Option<String>,
    /// Whether the form itself says that `text` is a summary.
    pub(crate) is_summary: bool,
    /// Dates in order of preference.
    pub(crate) dates: Vec<String>,
    /// The language it claims.
    pub(crate) language: Option<String>,
    /// What it answers, resolved.
    pub(crate) answers: Option<Url>,
    /// Who wrote it.
    pub(crate) author: Option<String>,
    /// The place it was filed under.
    pub(crate) place: Option<String>,
    /// How many comments it has drawn.
    pub(crate) comments: Option<u32>,
    /// Something of it that stays the same, for an entry that has nothing else: a picture, a bare date.
    pub(crate) rest: Option<String>,
}

/// A description below this is a summary: outlets cut theirs at 200 to 500 characters.
const SHORT_SUMMARY_CHARS: usize = 600;
/// A field for full texts that holds less than this holds a teaser.
const SHORT_FULL_CHARS: usize = 120;

/// Puts entries into the shape of items, with their texts whatever the policy of the source is: words are looked for in them.
pub(crate) fn finish(announced: Announced, source: &Source, now: Timestamp) -> Items {
    let Announced { entries, home, language, fresh_for, mut warnings } = announced;
    let is_of_citizens = source.posts.is_of_citizens();
    let public = if is_of_citizens { public_comment } else { public };
    let urls: Vec<Option<Url>> = entries.iter().map(|entry| entry.link.clone().and_then(public)).collect();
    let shared = Shared::of(&entries, &urls);
    let mut seen = BTreeSet::new();
    let mut items = Vec::with_capacity(entries.len());
    let (mut repeated, mut empty, mut undated) = (0_u32, 0_u32, Vec::new());
    for (entry, url) in entries.into_iter().zip(urls) {
        let date = entry.dates.iter().find_map(|date| absolute(date).or_else(|| relative_to(now, date)));
        if date.is_none() {
            undated.extend(entry.dates.first().cloned());
        }
        let Some(key) = shared.key(&entry, url.as_ref()) else {
            empty += 1;
            continue;
        };
        if !seen.insert(key.clone()) {
            repeated += 1;
            continue;
        }
        let mut item = Item::new(key);
        (item.published_at, item.precision) =
            date.map_or((None, Precision::Unknown), |(at, precision)| (Some(at), precision));
        item.language =
            entry.language.as_deref().or(language.as_deref()).and_then(claimed).or(source.language);
        if is_of_citizens {
            item.thread = thread_of(&entry, home.as_ref());
            item.author = entry.author.as_deref().and_then(Author::new);
        }
        item.url = url;
        item.title = entry.title.filter(|title| !title.is_empty());
        item.place = entry.place;
        item.comments = entry.comments;
        if is_of_citizens
            && item.title.as_deref().is_some_and(|title| names_writer(title, entry.author.as_deref()))
        {
            item.title = None;
        }
        let text = entry.text.filter(|text| !text.is_empty());
        item.text = if is_of_citizens { text } else { text.map(|text| without_boilerplate(&text)) };
        item.truncated =
            item.text.as_deref().is_some_and(|text| is_cut(text, entry.is_summary, source.posts));
        items.push(item);
    }
    if repeated > 0 {
        warnings.push(format!("entries that repeat another: {repeated}"));
    }
    if empty > 0 {
        warnings.push(format!("empty entries: {empty}"));
    }
    if let Some(first) = undated.first() {
        warnings.push(format!(
            "dates not understood: {}, the first is `{}`",
            undated.len(),
            shortened(first)
        ));
    }
    if items.is_empty() && empty == 0 {
        warnings.push("no entries".to_owned());
    }
    Items { items, warnings, fresh_for, left_out: repeated + empty }
}

fn shortened(date: &str) -> String {
    date.chars().take(40).collect()
}

/// Beginnings of titles that comment feeds make by themselves.
const MADE_TITLES: &str = include_str!("../../data/comment_titles.txt");

/// Whether the title of a comment is made of its writer's name, as comment feeds do: such a title says nothing else that
/// the thread does not, and may not be kept.
fn names_writer(title: &str, writer: Option<&str>) -> bool {
    let lower = title.to_lowercase();
    let mut made = MADE_TITLES.lines().filter(|line| !line.starts_with('#'));
    writer.is_some_and(|writer| lower.contains(&writer.trim().to_lowercase()))
        || made.any(|made| lower.starts_with(made))
}

/// What a comment answers: the article it names, else its own address without the fragment, else the page whose
/// comments these are.
fn thread_of(entry: &Entry, home: Option<&Url>) -> Option<Url> {
    let own = entry.link.as_ref().filter(|link| link.fragment().is_some());
    let page = home.filter(|home| home.path() != "/");
    entry.answers.as_ref().or(own).or(page).cloned().and_then(public)
}

/// Whether a text is known or likely to be cut short. Comments are short by nature; a full text may be short too, but
/// where it is shorter than a headline and a sentence, the feed puts a teaser in its place.
fn is_cut(text: &str, is_summary: bool, kind: Kind) -> bool {
    let end = text.trim_end_matches([')', ' ', '\n']);
    let ends_open = end.ends_with("[…]") || end.ends_with("[...]");
    if ends_open || kind.is_of_citizens() {
        return ends_open;
    }
    let short_chars = if is_summary { SHORT_SUMMARY_CHARS } else { SHORT_FULL_CHARS };
    end.ends_with('…') || end.ends_with("...") || text.chars().count() < short_chars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_name_the_writer_are_known() {
        assert!(names_writer("Риддер без воды (chainik_kipit)", Some("chainik_kipit")));
        assert!(names_writer("Комментарий к записи Погода", None));
        assert!(names_writer("Пікір: Су жоқ", None));
        assert!(!names_writer("Нет воды третий день", Some("chainik_kipit")));
    }
}
