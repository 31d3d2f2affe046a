//! Elements that lead to one story each, put together by how they are made.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html};

use crate::hash::name_of;
use crate::selectors::FEWEST;
use crate::selectors::stories::Stories;

/// Elements of one make.
pub(super) struct Group<'a> {
    pub(super) members: Vec<Member<'a>>,
    /// Where in the page it stands.
    pub(super) standing: Standing,
    /// The name of how the elements above its members are made; the same for all.
    pub(super) above: String,
}

/// One entry of a group.
pub(super) struct Member<'a> {
    pub(super) element: ElementRef<'a>,
    pub(super) story: usize,
    /// The link with the most words; the headline.
    pub(super) anchor: ElementRef<'a>,
}

/// Where in a page a group stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// In what calls itself the main part.
    Main,
    /// Anywhere.
    Plain,
    /// In a menu, a foot, a column or a block of what is read most.
    Beside,
}

impl Standing {
    pub(super) fn weight(self) -> f64 {
        match self {
            Self::Main => 1.0,
            Self::Plain => 0.9,
            Self::Beside => 0.3,
        }
    }
}

/// Parts of names by which blocks beside the main column call themselves.
const BESIDE: [&str; 22] = [
    "sidebar",
    "side",
    "aside",
    "footer",
    "menu",
    "nav",
    "navbar",
    "navigation",
    "popular",
    "related",
    "recommend",
    "recommended",
    "breadcrumb",
    "breadcrumbs",
    "topnews",
    "trending",
    "trend",
    "widget",
    "readmore",
    "slider",
    "carousel",
    "banner",
];

/// Elements that say where they stand.
const BESIDE_TAGS: [&str; 3] = ["nav", "footer", "aside"];

/// Classes of one element that are looked at.
const MOST_CLASSES: usize = 8;

/// Elements above one that tell its make; sites nest their lists some twenty deep.
const HIGHEST: usize = 40;

/// The groups of a page, those with many entries and long headlines first.
pub(super) fn groups<'a>(html: &'a Html, stories: &Stories<'a>) -> Vec<Group<'a>> {
    let mut by_make: BTreeMap<(String, String), Vec<Member<'a>>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut longest: BTreeMap<ego_tree::NodeId, usize> = BTreeMap::new();
    for link in &stories.links {
        let element = entry_of(html, link.anchor, stories, link.story);
        let above = above(element);
        let tag = element.value().name().to_owned();
        let make_of_own = classes(element).join(".");
        // Once with its own classes and once without: entries of one list may differ in them, and so may halves of entries.
        for make in [(above.clone(), tag.clone()), (above, format!("{tag}.{make_of_own}"))] {
            let members = by_make.entry(make.clone()).or_default();
            if seen.insert((make, element.id())) {
                members.push(Member { element, story: link.story, anchor: link.anchor });
            } else if longest.get(&element.id()).is_some_and(|letters| link.letters > *letters)
                && let Some(member) = members.iter_mut().find(|member| member.element.id() == element.id())
            {
                member.anchor = link.anchor;
            }
        }
        let letters = longest.entry(element.id()).or_default();
        *letters = link.letters.max(*letters);
    }
    let mut groups: Vec<(usize, Group<'a>)> = by_make
        .into_iter()
        .filter_map(|((above, _), members)| {
            let distinct = members.iter().map(|member| member.story).collect::<BTreeSet<_>>().len();
            if distinct < FEWEST {
                return None;
            }
            let letters: usize = members.iter().filter_map(|member| longest.get(&member.element.id())).sum();
            let standing = standing(members.first()?.element);
            Some((letters, Group { members, standing, above }))
        })
        .collect();
    groups.sort_by_key(|(letters, _)| std::cmp::Reverse(*letters));
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The largest element around a link that leads to no other story.
fn entry_of<'a>(
    html: &'a Html,
    anchor: ElementRef<'a>,
    stories: &Stories<'a>,
    story: usize,
) -> ElementRef<'a> {
    let root = html.root_element().id();
    let mut entry = anchor;
    for above in anchor.ancestors().filter_map(ElementRef::wrap) {
        if above.id() == root || above.value().name() == "body" || !stories.leads_only_to(above.id(), story) {
            break;
        }
        entry = above;
    }
    entry
}

/// A name for how the elements above one are made, from the nearest outwards.
pub(super) fn above(element: ElementRef<'_>) -> String {
    let mut made = String::new();
    for above in element.ancestors().filter_map(ElementRef::wrap).take(HIGHEST) {
        made.push_str(above.value().name());
        if let Some(id) = id(above) {
            made.push('#');
            made.push_str(id);
        }
        for class in classes(above) {
            made.push('.');
            made.push_str(class);
        }
        made.push(' ');
    }
    name_of(&["above", &made])
}

/// The classes of an element that stay from entry to entry and from day to day, and that CSS can name without escapes.
pub(super) fn classes(element: ElementRef<'_>) -> Vec<&str> {
    const STATES: [&str; 14] = [
        "first", "last", "odd", "even", "active", "current", "hidden", "show", "new", "hot", "visible",
        "lazy", "loaded", "clearfix",
    ];
    // In the order in which they are written: the first is mostly the most telling.
    let written = element.attr("class").unwrap_or_default().split_whitespace();
    let mut classes: Vec<&str> = Vec::new();
    for class in written.take(MOST_CLASSES) {
        let is_state = STATES.contains(&class.to_ascii_lowercase().as_str());
        if is_stable_name(class) && !is_state && !classes.contains(&class) {
            classes.push(class);
        }
    }
    classes
}

/// The id of an element, if it names a part of the page and not a text.
pub(super) fn id(element: ElementRef<'_>) -> Option<&str> {
    element.value().id().filter(|id| is_stable_name(id))
}

/// Whether a name is an identifier of CSS without a number that counts: not `post-4711`, not `row-2`.
fn is_stable_name(name: &str) -> bool {
    let is_identifier = name.len() <= 60
        && name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let end = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let counts = end.len() < name.len() && end.ends_with(['-', '_']);
    let mut digits = 0;
    let has_number = name.bytes().any(|byte| {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        digits >= 3
    });
    is_identifier && !counts && !has_number
}

fn standing(element: ElementRef<'_>) -> Standing {
    let mut standing = Standing::Plain;
    let above = element.ancestors().filter_map(ElementRef::wrap);
    for part in std::iter::once(element).chain(above) {
        let name = part.value().name();
        // What a whole page calls itself (`body.has-sidebar`) says nothing of its parts.
        if matches!(name, "body" | "html") {
            break;
        }
        let names = part.value().classes().chain(part.value().id());
        let is_beside = names
            .flat_map(|name| name.split(['-', '_']))
            .any(|word| BESIDE.contains(&word.to_ascii_lowercase().as_str()));
        if is_beside || BESIDE_TAGS.contains(&name) {
            return Standing::Beside;
        }
        if name == "main" || part.attr("role") == Some("main") {
            standing = Standing::Main;
        }
    }
    standing
}
