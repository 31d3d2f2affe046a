//! The shortest selector by which the elements of a group are found in the page, and nothing else.

use std::collections::BTreeSet;

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Selector};

use crate::selectors::groups::{Group, above, classes, id};
use crate::selectors::stories::Stories;

/// Most elements above an entry that its selector may name.
const HIGHEST: usize = 8;

/// Most selectors that are tried on the page for one group.
const MOST: usize = 80;

/// The selector of a group.
pub(super) fn entry(html: &Html, group: &Group<'_>, stories: &Stories<'_>) -> Option<String> {
    let candidates = candidates(group);
    let bare = candidates.iter().find(|css| fits(html, css, group, stories));
    if let Some(css) = bare {
        return Some(css.clone());
    }
    // Advertisements and dividers of the same make have no link, or none of the site.
    let linked = candidates.iter().map(|css| format!("{css}:has(a[href])"));
    linked.into_iter().find(|css| fits(html, css, group, stories))
}

/// Whether a selector finds every member, and beside them only elements of the same make that lead somewhere in the site: entries
/// whose headline is short.
fn fits(html: &Html, css: &str, group: &Group<'_>, stories: &Stories<'_>) -> bool {
    let Ok(selector) = Selector::parse(css) else { return false };
    let members: BTreeSet<NodeId> = group.members.iter().map(|member| member.element.id()).collect();
    let mut found = 0;
    for element in html.select(&selector) {
        if members.contains(&element.id()) {
            found += 1;
        } else if above(element) != group.above || !leads_somewhere(element, stories) {
            return false;
        }
    }
    found == members.len()
}

fn leads_somewhere(element: ElementRef<'_>, stories: &Stories<'_>) -> bool {
    stories.near.contains_key(&element.id())
        || element.descendants().any(|node| stories.near.contains_key(&node.id()))
}

/// Selectors from the simplest to the most exact.
fn candidates(group: &Group<'_>) -> Vec<String> {
    let Some(first) = group.members.first() else { return Vec::new() };
    let tag = first.element.value().name();
    let own = common_classes(group.members.iter().map(|member| member.element));
    let mut found: Vec<String> = own.iter().map(|class| format!("{tag}.{class}")).collect();
    for (index, one) in own.iter().enumerate().take(4) {
        found.extend(own.iter().skip(index + 1).take(4).map(|other| format!("{tag}.{one}.{other}")));
    }
    let make: String = own.iter().map(|class| format!(".{class}")).collect();
    // What lies between the entry and an element with a name of its own, as `ul > `.
    let mut path = format!("{tag}{make}");
    for (height, over) in first.element.ancestors().filter_map(ElementRef::wrap).take(HIGHEST).enumerate() {
        let name = over.value().name();
        if name == "html" {
            break;
        }
        let mut names: Vec<String> = id(over).map(|id| format!("#{id}")).into_iter().collect();
        names.extend(classes(over).into_iter().take(3).map(|class| format!("{name}.{class}")));
        for over in &names {
            if height == 0 {
                found.push(format!("{over} > {tag}"));
            }
            found.extend(own.first().map(|class| format!("{over} {tag}.{class}")));
            found.push(format!("{over} {tag}"));
            found.push(format!("{over} > {path}"));
        }
        let all: String = classes(over).iter().map(|class| format!(".{class}")).collect();
        path = format!("{name}{all} > {path}");
        if name == "body" {
            found.push(path.clone());
            break;
        }
    }
    found.truncate(MOST);
    found
}

/// The classes that all elements have, in the order of the first.
pub(super) fn common_classes<'a>(mut elements: impl Iterator<Item = ElementRef<'a>>) -> Vec<&'a str> {
    let Some(first) = elements.next() else { return Vec::new() };
    let mut common = classes(first);
    for element in elements {
        let own = classes(element);
        common.retain(|class| own.contains(class));
    }
    common
}
