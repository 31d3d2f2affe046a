//! A page in, the page without discussions, advertisements, "read also" and the like out, told by their class or id.
//!
//! Of the ways that serve all sites none knows that readers' comments are not the article, and readers' names stand in
//! them; so they go before anything is looked for.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

/// `kind word word …` lines.
const WORDS: &str = include_str!("../../data/clutter.txt");

static KINDS: LazyLock<HashMap<&str, Clutter>> = LazyLock::new(|| {
    let mut kinds = HashMap::new();
    for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
        let (kind, words) = line.split_once(' ').unwrap_or_default();
        let kind = if kind == "talk" { Clutter::Talk } else { Clutter::Around };
        kinds.extend(words.split(' ').map(|word| (word, kind)));
    }
    kinds
});

/// Where more than this share of the page's text stands is no clutter, whatever its class says: sites put
/// `has-sidebar` on their main column.
const MOST_OF_PAGE: f64 = 0.4;
/// Some pages are hidden until their scripts run.
const ALL_OF_PAGE: f64 = 0.8;
/// Elements whose text does not count as text of the page.
const UNREAD: [&str; 4] = ["a", "script", "style", "noscript"];

#[derive(Clone, Copy, PartialEq, Debug)]
enum Clutter {
    /// A discussion.
    Talk,
    /// The post of a person, shown within the article.
    Post,
    /// Something that stands around the article.
    Around,
    /// Something no reader sees.
    Hidden,
}

/// Letters of a piece of text that counts wholly as the text of a page: labels and headlines are shorter.
const LONG_LETTERS: usize = 60;
/// So many letters of shorter pieces count for one.
const SHORT_PIECES: usize = 3;

/// An element that may be clutter, while the page is walked.
struct Opened {
    clutter: Clutter,
    letters: usize,
    headings: usize,
}

/// The page without its clutter.
pub(super) fn without_clutter(tree: &Html) -> Html {
    let (mut letters, mut headings, mut links) = (0_usize, 0_usize, 0_usize);
    let mut opened: BTreeMap<NodeId, Opened> = BTreeMap::new();
    let mut found: Vec<(NodeId, Clutter, usize)> = Vec::new();
    for edge in tree.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) if links == 0 => {
                    let count = text.chars().filter(|letter| letter.is_alphanumeric()).count();
                    letters += if count >= LONG_LETTERS { count } else { count / SHORT_PIECES };
                }
                Node::Element(element) => {
                    headings += usize::from(element.name() == "h1");
                    links += usize::from(UNREAD.contains(&element.name()));
                    if let Some(clutter) = clutter_of(element) {
                        opened.insert(node.id(), Opened { clutter, letters, headings });
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    links -= usize::from(UNREAD.contains(&element.name()));
                }
                if let Some(before) = opened.remove(&node.id())
                    && headings == before.headings
                {
                    found.push((node.id(), before.clutter, letters - before.letters));
                }
            }
        }
    }
    let is_clutter = |clutter: Clutter, inside: usize| {
        let share = inside as f64 / letters.max(1) as f64;
        match clutter {
            Clutter::Talk | Clutter::Post => true,
            Clutter::Around => share <= MOST_OF_PAGE,
            Clutter::Hidden => share <= ALL_OF_PAGE,
        }
    };
    let mut tree = tree.clone();
    for (id, clutter, inside) in found {
        if !is_clutter(clutter, inside) {
            continue;
        }
        let parts: Vec<NodeId> = match clutter {
            Clutter::Post => unsaid(&tree, id),
            _ => vec![id],
        };
        for id in parts {
            if let Some(mut node) = tree.tree.get_mut(id) {
                node.detach();
            }
        }
    }
    tree
}

/// What a shown post has besides its words: the name, the handle and the date of who wrote it. Only one platform keeps
/// words and name apart.
fn unsaid(tree: &Html, post: NodeId) -> Vec<NodeId> {
    let classes = tree.tree.get(post).and_then(ElementRef::wrap).and_then(|element| element.attr("class"));
    if !classes.is_some_and(|classes| classes.contains(APART)) {
        return vec![post];
    }
    let is_said = |node: &ego_tree::NodeRef<'_, Node>| matches!(node.value(), Node::Element(element) if element.name() == "p");
    tree.tree
        .get(post)
        .map(|node| node.children().filter(|child| !is_said(child)).map(|child| child.id()).collect())
        .unwrap_or_default()
}

/// Whether an element is a discussion by its class or id.
pub(super) fn is_discussion(element: &Element) -> bool {
    clutter_of(element) == Some(Clutter::Talk)
}

/// What an element says it is: by its name, its role, its class or id, or by being hidden.
fn clutter_of(element: &Element) -> Option<Clutter> {
    if matches!(element.name(), "html" | "body" | "main" | "h1") {
        return None;
    }
    if is_hidden(element) {
        return Some(Clutter::Hidden);
    }
    if NAMES.contains(&element.name()) || element.attr("role").is_some_and(|role| ROLES.contains(&role)) {
        return Some(Clutter::Around);
    }
    // Headings have ids made of their words (`sharing-water`), so an id speaks as a whole, but for discussions.
    if let Some(id) = element.id() {
        let words = words_of(id);
        if let Some(clutter) = kind_of(&words.concat()) {
            return Some(clutter);
        }
        if first(&words).and_then(|first| kind_of(first)) == Some(Clutter::Talk) {
            return Some(Clutter::Talk);
        }
    }
    let mut found = None;
    for name in element.classes() {
        if EMBEDS.contains(&name) {
            return Some(Clutter::Post);
        }
        let words = words_of(name);
        // `comments-area` is a discussion, `post-with-comments` is not.
        if first(&words).and_then(|first| kind_of(first)) == Some(Clutter::Talk) {
            return Some(Clutter::Talk);
        }
        let pairs = words.windows(2).filter_map(|pair| kind_of(&pair.concat()));
        let singles = words.iter().filter_map(|word| kind_of(word));
        if pairs.chain(singles).next().is_some() {
            found = Some(Clutter::Around);
        }
    }
    // The article itself is rarely marked so, and its classes hold its tags.
    found.filter(|_| element.name() != "article")
}

/// Posts of people shown within a text: their names and handles stand in them.
const EMBEDS: [&str; 5] = ["instagram-media", "twitter-tweet", "twitter-video", "tiktok-embed", "fb-post"];

/// The one of them whose words stand in a paragraph and whose name outside it.
const APART: &str = "twitter-tweet";

/// Elements that are never of the article.
const NAMES: [&str; 9] =
    ["nav", "aside", "footer", "form", "dialog", "menu", "amp-ad", "amp-sidebar", "amp-consent"];
/// Roles (WAI-ARIA) that are never of the article.
const ROLES: [&str; 7] =
    ["navigation", "complementary", "contentinfo", "dialog", "alertdialog", "search", "menu"];

fn is_hidden(element: &Element) -> bool {
    let style: String =
        element.attr("style").unwrap_or_default().chars().filter(|letter| !letter.is_whitespace()).collect();
    element.attr("hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden")
}

/// The words of a class or id: `b-readMore__title` has `b`, `read`, `more` and `title`.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for letter in name.chars() {
        let is_border = !letter.is_alphanumeric();
        if is_border || (letter.is_uppercase() && was_small) {
            words.push(String::new());
        }
        was_small = letter.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| !is_border) {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The first word that is not the prefix of a style guide or a site (`b-`, `tn-`, `dle-`).
fn first(words: &[String]) -> Option<&String> {
    words.iter().find(|word| word.len() > LONGEST_PREFIX).or(words.first())
}

/// Letters of such a prefix.
const LONGEST_PREFIX: usize = 3;

fn kind_of(word: &str) -> Option<Clutter> {
    KINDS.get(word).copied()
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
