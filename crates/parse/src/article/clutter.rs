//! A page in, the page without discussions, advertisements, "read also" and the like out, told by their class or id.
//!
//! Of the ways that serve all sites none knows that readers' comments are not the article, and readers' names stand in
//! them; so they go before anything is looked for.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use crate::article::blocks::letters;
use crate::plain::text_of;

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

/// The page without its discussions.
pub(super) fn without_discussions(tree: &Html) -> Html {
    let mut found = of(tree);
    found.retain(|found| matches!(found.clutter, Clutter::Talk | Clutter::Post));
    without(tree, &found)
}

/// The page without what stands around its article. `readable` is what readability found in the page: where much of that
/// stands is no clutter, whatever its class says.
pub(super) fn without_surroundings(tree: &Html, readable: &str) -> Html {
    let lines: HashSet<String> = readable.lines().map(letters).collect();
    let all: usize = lines.iter().map(String::len).sum();
    let mut found = of(tree);
    found.retain(|found| !matches!(found.clutter, Clutter::Talk | Clutter::Post));
    // Some sites put one such class on every paragraph of a text, so those of one class are weighed as one.
    let mut alike: HashMap<Option<&str>, usize> = HashMap::new();
    let mut budget = MOST_WEIGHED;
    for found in found.iter().filter(|found| found.clutter == Clutter::Around) {
        if found.letters < LONG_LETTERS || budget == 0 {
            continue;
        }
        let Some(element) = element_of(tree, found.id) else { continue };
        let inside = text_of(element).text;
        budget = budget.saturating_sub(inside.len());
        let shared = inside.lines().map(letters).filter(|line| lines.contains(line));
        *alike.entry(element.attr("class")).or_default() += shared.map(|line| line.len()).sum::<usize>();
    }
    let is_article = |found: &Found| {
        found.clutter == Clutter::Around
            && element_of(tree, found.id).is_some_and(|element| {
                let shared = alike.get(&element.attr("class")).copied().unwrap_or_default();
                shared as f64 > PART_OF_READABLE * all as f64
            })
    };
    found.retain(|found| !is_article(found));
    without(tree, &found)
}

/// Where so much of what readability found stands is a part of the article.
const PART_OF_READABLE: f64 = 0.15;
/// Bytes of text looked at for that; a page with more has clutter within clutter without end.
const MOST_WEIGHED: usize = 10_000_000;

/// An element that is clutter.
struct Found {
    id: NodeId,
    clutter: Clutter,
    /// Letters of the text in it, as they are counted.
    letters: usize,
}

/// The clutter of a page, inner elements first.
fn of(tree: &Html) -> Vec<Found> {
    let (mut letters, mut headings, mut links) = (0_usize, 0_usize, 0_usize);
    let mut opened: BTreeMap<NodeId, Opened> = BTreeMap::new();
    let mut found: Vec<Found> = Vec::new();
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
                    found.push(Found {
                        id: node.id(),
                        clutter: before.clutter,
                        letters: letters - before.letters,
                    });
                }
            }
        }
    }
    let is_clutter = |found: &Found| {
        let share = found.letters as f64 / letters.max(1) as f64;
        match found.clutter {
            Clutter::Talk | Clutter::Post => true,
            Clutter::Around => share <= MOST_OF_PAGE && !is_said(tree, found.id),
            Clutter::Hidden => share <= ALL_OF_PAGE,
        }
    };
    found.retain(is_clutter);
    found
}

/// The page without these elements.
fn without(tree: &Html, found: &[Found]) -> Html {
    let mut tree = tree.clone();
    for Found { id, clutter, .. } in found {
        let parts: Vec<NodeId> = match clutter {
            Clutter::Post => unsaid(&tree, *id),
            _ => vec![*id],
        };
        for id in parts {
            if let Some(mut node) = tree.tree.get_mut(id) {
                node.detach();
            }
        }
    }
    tree
}

fn element_of(tree: &Html, id: NodeId) -> Option<ElementRef<'_>> {
    tree.tree.get(id).and_then(ElementRef::wrap)
}

/// Whether what seems to stand around the text is words of one of its sentences: a link with `class=popup`.
fn is_said(tree: &Html, id: NodeId) -> bool {
    let Some(element) = element_of(tree, id) else { return false };
    let letters_beside = |line: ego_tree::NodeRef<'_, Node>| {
        let beside = line.children().filter_map(|child| child.value().as_text());
        beside.flat_map(|text| text.chars()).filter(|letter| letter.is_alphanumeric()).count()
    };
    WORDS_OF_A_SENTENCE.contains(&element.value().name())
        && element.parent().is_some_and(|line| letters_beside(line) >= BESIDE_LETTERS)
}

/// Elements that stand within a sentence.
const WORDS_OF_A_SENTENCE: [&str; 8] = ["a", "b", "em", "font", "i", "span", "strong", "u"];
/// Letters right beside such an element that are a sentence and not the label of a button.
const BESIDE_LETTERS: usize = 40;

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

    fn check(html: &str, expected: &str) {
        let tree = Html::parse_document(html);
        assert_eq!(
            text_of(without_surroundings(&without_discussions(&tree), "").root_element()).text,
            expected,
            "{html}"
        );
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
    fn words_of_a_sentence_stay() {
        check(
            "<p>Воды нет <a class=popup href=/1>третий день</a>, и диспетчер района по телефону не называет никакого срока.</p>",
            "Воды нет третий день, и диспетчер района по телефону не называет никакого срока.",
        );
    }

    #[test]
    fn what_readability_found_stays() {
        let line = |number: usize| {
            format!(
                "Абзац {number}: жители улицы третий день сидят без холодной воды, и никто не говорит, когда её дадут."
            )
        };
        let paid: String =
            (2..=4).map(|number| format!("<div class=paywall>{}</div>", line(number))).collect();
        let aside = format!("<div class=promo>{}</div>", line(9));
        let tree = Html::parse_document(&format!("<p>{}</p>{paid}{aside}<p>{}</p>", line(1), line(5)));
        let text = |readable: &str| text_of(without_surroundings(&tree, readable).root_element()).text;
        let all: Vec<String> = (1..=5).map(line).collect();
        assert_eq!(text(&all.join("\n")), all.join("\n"));
        assert_eq!(text(""), [line(1), line(5)].join("\n"));
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
