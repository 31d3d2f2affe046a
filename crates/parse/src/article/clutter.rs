//! A page in, the page without discussions, advertisements, "read also" and the like out, told by their class or id.
//!
//! Of the ways that serve all sites none knows that readers' comments are not the article, and readers' names stand in
//! them; so they go before anything is looked for.

use std::collections::BTreeMap;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

/// `kind word word …` lines.
const WORDS: &str = include_str!("../../data/clutter.txt");

/// Where more than this share of the page's letters stands is no clutter, whatever its class says: sites put
/// `has-sidebar` on their main column.
const MOST_OF_PAGE: f64 = 0.4;

#[derive(Clone, Copy, PartialEq, Debug)]
enum Clutter {
    /// A discussion.
    Talk,
    /// Something that stands around the article.
    Around,
}

/// The page without its clutter.
pub(super) fn without_clutter(tree: &Html) -> Html {
    let mut letters = 0_usize;
    let mut opened: BTreeMap<NodeId, (Clutter, usize, usize)> = BTreeMap::new();
    let mut headings = 0_usize;
    let mut found: Vec<(NodeId, Clutter, usize)> = Vec::new();
    for edge in tree.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) => letters += text.chars().filter(|letter| letter.is_alphanumeric()).count(),
                Node::Element(element) => {
                    headings += usize::from(element.name() == "h1");
                    if let Some(clutter) = clutter_of(element) {
                        opened.insert(node.id(), (clutter, letters, headings));
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                if let Some((clutter, letters_before, headings_before)) = opened.remove(&node.id())
                    && headings == headings_before
                {
                    found.push((node.id(), clutter, letters - letters_before));
                }
            }
        }
    }
    let is_clutter = |clutter: Clutter, inside: usize| {
        clutter == Clutter::Talk || inside as f64 <= MOST_OF_PAGE * letters as f64
    };
    let mut tree = tree.clone();
    for (id, clutter, inside) in found {
        if is_clutter(clutter, inside)
            && let Some(mut node) = tree.tree.get_mut(id)
        {
            node.detach();
        }
    }
    tree
}

/// Whether an element is a discussion by its class or id.
pub(super) fn is_discussion(element: &Element) -> bool {
    clutter_of(element) == Some(Clutter::Talk)
}

/// What the class or id of an element says it is.
fn clutter_of(element: &Element) -> Option<Clutter> {
    if matches!(element.name(), "html" | "body" | "main" | "h1") {
        return None;
    }
    // Headings have ids made of their words (`sharing-water`), so an id speaks as a whole, but for discussions.
    if let Some(id) = element.id() {
        let first = id.split(['-', '_']).next().unwrap_or_default();
        if let Some(clutter) = kind_of(&id.to_ascii_lowercase()) {
            return Some(clutter);
        }
        if kind_of(&first.to_ascii_lowercase()) == Some(Clutter::Talk) {
            return Some(Clutter::Talk);
        }
    }
    let mut found = None;
    for name in element.classes() {
        for (index, word) in name.split(['-', '_']).filter(|word| !word.is_empty()).enumerate() {
            match kind_of(&word.to_ascii_lowercase()) {
                // `comments-area` is a discussion, `post-with-comments` is not.
                Some(Clutter::Talk) if index == 0 => return Some(Clutter::Talk),
                Some(_) => found = Some(Clutter::Around),
                None => {}
            }
        }
    }
    // The article itself is rarely marked so, and its classes hold its tags.
    found.filter(|_| element.name() != "article")
}

fn kind_of(word: &str) -> Option<Clutter> {
    let mut lines = WORDS.lines().filter(|line| !line.starts_with('#'));
    let line = lines.find(|line| line.split(' ').skip(1).any(|known| known == word))?;
    Some(if line.starts_with("talk") { Clutter::Talk } else { Clutter::Around })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::text_of;

    fn check(html: &str, expected: &str) {
        let tree = Html::parse_document(html);
        assert_eq!(text_of(without_clutter(&tree).root_element()).text, expected, "{html}");
    }

    #[test]
    fn discussions_and_what_stands_around_go() {
        check(
            "<div class=text>Үш күн бойы су жоқ</div><section id=comments><b>kun_shuaq</b><p>Тағы бір уәде, тағы бір жаңалық</p></section>",
            "Үш күн бойы су жоқ",
        );
        check(
            "<p>Жители ждут воду третий день</p><div class=ad-box>Реклама</div><div class=read-also>Ещё</div>",
            "Жители ждут воду третий день",
        );
    }

    #[test]
    fn the_article_stays_whatever_its_class() {
        check(
            "<body class=has-comments><article class='post tag-ad'><h1>Су</h1><p>Су жоқ</p></article>",
            "Су\nСу жоқ",
        );
        check("<div class='page with-sidebar'><p>Жители ждут воду</p></div>", "Жители ждут воду");
        check("<div class=comments-open><h1>Су</h1><p>Су жоқ</p></div>", "Су\nСу жоқ");
    }
}
