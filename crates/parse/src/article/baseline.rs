//! The paragraphs of a page, wherever they stand: what is left when nothing better works.

use scraper::{ElementRef, Html};

use crate::plain::{Plain, text_of};

/// Elements whose paragraphs are not of the article.
const AROUND: [&str; 7] = ["nav", "header", "footer", "aside", "form", "menu", "dialog"];
/// Elements taken as paragraphs.
const PARAGRAPHS: [&str; 7] = ["p", "blockquote", "li", "h1", "h2", "h3", "pre"];
/// A list entry that is mostly a link is navigation.
const LINKED_SHARE: f64 = 0.7;

/// The text of all paragraphs; where there are none, of the whole body.
pub(super) fn read(tree: &Html) -> Plain {
    let mut whole = Plain { text: String::new(), link_chars: 0 };
    collect(tree.root_element(), &mut whole);
    if whole.text.is_empty() {
        return text_of(tree.root_element());
    }
    whole
}

/// Walks without recursion: pages may nest deep.
fn collect(root: ElementRef<'_>, whole: &mut Plain) {
    let mut stack = vec![root];
    while let Some(element) = stack.pop() {
        let name = element.value().name();
        if AROUND.contains(&name) {
            continue;
        }
        if PARAGRAPHS.contains(&name) {
            let part = text_of(element);
            let chars = part.text.chars().count();
            if chars > 0 && (part.link_chars as f64) <= LINKED_SHARE * chars as f64 {
                if !whole.text.is_empty() {
                    whole.text.push('\n');
                }
                whole.text.push_str(&part.text);
                whole.link_chars += part.link_chars;
            }
            continue;
        }
        let first = stack.len();
        stack.extend(element.child_elements());
        if let Some(children) = stack.get_mut(first..) {
            children.reverse();
        }
    }
}
