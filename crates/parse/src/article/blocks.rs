//! A page as a row of blocks: each line a reader sees, with what it takes to judge it without the elements around it.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use crate::boilerplate::ends_the_text;
use crate::plain::{BLOCKS, SKIPPED, tidy};

/// What a block is by the element it stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// `h1` to `h6`.
    Heading,
    /// An entry of a list.
    Entry,
    /// A row of a table.
    Row,
    /// What a picture shows.
    Caption,
    /// Anything else.
    Text,
}

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// What stands in it.
    pub(super) text: String,
    /// Its letters and digits only, lower-cased: what it is compared by.
    pub(super) letters: String,
    /// How many words it has.
    pub(super) words: usize,
    /// The share of its characters that stand in links.
    pub(super) linked: f64,
    /// Whether it stands in a card that leads to another text.
    pub(super) in_card: bool,
    /// The link that holds the block it is, not only words of it.
    pub(super) link: Option<NodeId>,
    /// What it is.
    pub(super) shape: Shape,
    /// The element around the one it stands in: paragraphs of one text share it.
    pub(super) home: Option<NodeId>,
    /// The element it stands in and the one around, by name and class: paragraphs of one make are of one text.
    pub(super) make: u64,
}

impl Block {
    /// Whether it reads like a sentence of a text rather than like a label.
    pub(super) fn is_prose(&self) -> bool {
        self.linked < MOSTLY_LINKED
            && (self.words >= PROSE_WORDS || (self.words >= SENTENCE_WORDS && self.ends_a_sentence()))
    }

    /// Whether it is a link and little else, or stands in a card.
    pub(super) fn is_link(&self) -> bool {
        self.in_card || self.linked >= MOSTLY_LINKED
    }

    /// Whether nothing of an article follows it. A link to a discussion stands at the end of each of several texts.
    pub(super) fn ends_the_text(&self) -> bool {
        !self.is_link() && ends_the_text(&self.text)
    }

    fn ends_a_sentence(&self) -> bool {
        let end = self.text.trim_end_matches(['»', '"', '”', ')', '\'']);
        end.ends_with(['.', '!', '?', '…', ':', ';'])
    }
}

/// Some scripts put no spaces between words; so many letters are one at least.
const UNSPACED_LETTERS: usize = 10;
/// From this share of links on a line is a link.
pub(super) const MOSTLY_LINKED: f64 = 0.6;
/// As many words are a sentence whether or not it ends like one; headlines and labels are shorter.
pub(super) const PROSE_WORDS: usize = 14;
/// As many words that end like a sentence are one.
const SENTENCE_WORDS: usize = 5;

/// Letters and digits, lower-cased: by these lines are compared, since layouts differ in the rest.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// All lines of a page in order. `cards` are elements that lead to other texts.
pub(super) fn of(tree: &Html, cards: &HashSet<NodeId>) -> Vec<Block> {
    let mut writer = Writer::default();
    let mut shapes: Vec<Shape> = Vec::new();
    let mut open: Vec<NodeId> = Vec::new();
    let (mut links, mut verbatim) = (0_usize, 0_usize);
    let mut skipping = None;
    for edge in tree.root_element().traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        if let Some(id) = skipping {
            if !opens && node.id() == id {
                skipping = None;
            }
            continue;
        }
        let shape = shapes.last().copied().unwrap_or(Shape::Text);
        match node.value() {
            Node::Text(text) if opens => {
                for (index, line) in text.split('\n').enumerate() {
                    if index > 0 && verbatim > 0 {
                        writer.end(shape, tree, &open);
                    }
                    if index > 0 {
                        writer.add(" ", false);
                    }
                    writer.add(line, links > 0);
                }
            }
            Node::Element(element) => {
                let name = element.name();
                if opens && SKIPPED.contains(&name) {
                    skipping = Some(node.id());
                    continue;
                }
                if cards.contains(&node.id()) {
                    writer.end(shape, tree, &open);
                    writer.in_card = opens;
                }
                let own = shape_of(element);
                if BLOCKS.contains(&name) {
                    writer.end(shape, tree, &open);
                    if name != "br" {
                        if opens {
                            open.push(node.id());
                        } else {
                            open.pop();
                        }
                    }
                } else if matches!(name, "td" | "th" | "img") {
                    writer.add(" ", false);
                }
                match (own, opens) {
                    (Some(own), true) => shapes.push(own),
                    (Some(_), false) => {
                        shapes.pop();
                    }
                    (None, _) => {}
                }
                // A link within the page is a part of its text: contents, footnotes.
                let leads_away =
                    name == "a" && !element.attr("href").is_some_and(|href| href.starts_with('#'));
                if leads_away {
                    writer.link = opens.then_some(node.id());
                }
                if leads_away || name == "pre" {
                    let count = if leads_away { &mut links } else { &mut verbatim };
                    *count = if opens { *count + 1 } else { count.saturating_sub(1) };
                }
            }
            _ => {}
        }
    }
    writer.end(Shape::Text, tree, &[]);
    writer.blocks
}

fn home(open: &[NodeId]) -> Option<NodeId> {
    open.len().checked_sub(2).and_then(|above| open.get(above)).copied()
}

/// Bytes of a class that tell it from others.
const CLASS_BYTES: usize = 80;

/// The element a line stands in and the one around it, by name and class.
fn make(tree: &Html, open: &[NodeId]) -> u64 {
    let mut hasher = DefaultHasher::new();
    let element = |id: &NodeId| tree.tree.get(*id)?.value().as_element();
    for element in open.iter().rev().take(2).filter_map(element) {
        let class = element.attr("class").unwrap_or_default().as_bytes();
        (element.name(), class.get(..CLASS_BYTES).unwrap_or(class)).hash(&mut hasher);
    }
    hasher.finish()
}

fn shape_of(element: &Element) -> Option<Shape> {
    Some(match element.name() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Shape::Heading,
        "li" | "dd" | "dt" => Shape::Entry,
        "tr" => Shape::Row,
        "figcaption" => Shape::Caption,
        _ if element.classes().any(|class| class.to_lowercase().contains("caption")) => Shape::Caption,
        _ => return None,
    })
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    line: String,
    link_chars: usize,
    in_card: bool,
    link: Option<NodeId>,
}

impl Writer {
    fn add(&mut self, text: &str, in_link: bool) {
        self.line.push_str(text);
        if in_link {
            self.link_chars += text.chars().filter(|letter| !letter.is_whitespace()).count();
        }
    }

    fn end(&mut self, shape: Shape, tree: &Html, open: &[NodeId]) {
        let text = tidy(&self.line);
        let chars = self.line.chars().filter(|letter| !letter.is_whitespace()).count();
        if !text.is_empty() {
            let letters = letters(&text);
            let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
            self.blocks.push(Block {
                words: words.max(letters.chars().count() / UNSPACED_LETTERS),
                letters,
                linked: self.link_chars as f64 / chars.max(1) as f64,
                in_card: self.in_card,
                link: self.link,
                shape,
                home: home(open),
                make: make(tree, open),
                text,
            });
        }
        self.line.clear();
        self.link_chars = 0;
    }
}

/// The text of blocks, one line each.
pub(super) fn text<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
    blocks.into_iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &[&str]) {
        let found: Vec<String> = of(&Html::parse_document(html), &HashSet::new())
            .iter()
            .map(|block| format!("{:?} {} {:.1} {}", block.shape, block.words, block.linked, block.text))
            .collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn lines_know_what_they_stand_in() {
        check(
            "<h2>Су</h2><p>Үш күн <b>су</b> жоқ<br>тағы</p><ul><li><p>бір</p><li><a href=x>екі</a></ul><table><tr><td>а<td>б</table>",
            &[
                "Heading 1 0.0 Су",
                "Text 4 0.0 Үш күн су жоқ",
                "Text 1 0.0 тағы",
                "Entry 1 0.0 бір",
                "Entry 1 1.0 екі",
                "Row 2 0.0 а б",
            ],
        );
    }

    #[test]
    fn words_are_neither_glued_nor_cut() {
        check("<p>во<b>да</b> и\nсвет<div>дом</div>", &["Text 3 0.0 вода и свет", "Text 1 0.0 дом"]);
        check("<pre>бір\nекі</pre>", &["Text 1 0.0 бір", "Text 1 0.0 екі"]);
    }

    #[test]
    fn prose_is_told_from_labels() {
        let prose = |text: &str| of(&Html::parse_document(text), &HashSet::new())[0].is_prose();
        assert!(prose("<p>Воды нет уже третий день."));
        assert!(!prose("<p>Читайте в этом разделе"));
        assert!(!prose("<p><a href=x>Воды нет уже третий день, говорят жители."));
    }
}
