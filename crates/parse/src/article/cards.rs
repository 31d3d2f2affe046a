//! The rows of links to other texts of a page.
//!
//! "Read also" has many names, but one look: neighbours of one kind, each with a line that is nothing but a link of
//! several words. A paragraph of a text is almost never that, three in a row never.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

use crate::article::blocks::MOSTLY_LINKED;
use crate::plain::{BLOCKS, one_line, text_of};

/// Neighbours of one kind that make a row.
const FEWEST: usize = 3;
/// Words of a headline.
const HEADLINE_WORDS: usize = 3;
/// A card is a headline and a sentence or two; what is longer is a text with links.
const LONGEST_CHARS: usize = 600;

/// The elements of a page that are cards.
pub(super) fn of(tree: &Html) -> HashSet<NodeId> {
    let mut found = HashSet::new();
    let mut stack = vec![tree.root_element()];
    while let Some(element) = stack.pop() {
        let children: Vec<ElementRef<'_>> = element.child_elements().collect();
        // Links with words between them are a sentence.
        if has_words(element) {
            stack.extend(children.iter().filter(|child| BLOCKS.contains(&child.value().name())).copied());
            continue;
        }
        for row in children.chunk_by(|one, other| kind(*one) == kind(*other)) {
            if row.len() >= FEWEST && row.iter().all(|element| is_card(*element)) {
                found.extend(row.iter().map(|element| element.id()));
            } else {
                stack.extend(row.iter().copied());
            }
        }
    }
    found
}

/// Whether letters stand right in an element, beside the elements in it.
fn has_words(element: ElementRef<'_>) -> bool {
    element
        .children()
        .any(|child| child.value().as_text().is_some_and(|text| text.chars().any(char::is_alphanumeric)))
}

fn kind<'a>(element: ElementRef<'a>) -> (&'a str, Option<&'a str>) {
    (element.value().name(), element.attr("class"))
}

/// Whether an element is a link to another text, with or without a summary.
fn is_card(element: ElementRef<'_>) -> bool {
    let whole = text_of(element);
    let chars = whole.text.chars().count();
    if whole.link_chars == 0 || chars > LONGEST_CHARS {
        return false;
    }
    let is_mostly_link = whole.link_chars as f64 >= MOSTLY_LINKED * chars as f64;
    element.descendent_elements().filter(|inner| is_link(*inner)).any(|link| {
        let headline = one_line(&text_of(link).text);
        headline.split(' ').count() >= HEADLINE_WORDS
            && (is_mostly_link || whole.text.lines().any(|line| line == headline))
    })
}

fn is_link(element: ElementRef<'_>) -> bool {
    element.value().name() == "a" && element.attr("href").is_none_or(|href| !href.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::text_without;

    fn check(html: &str, expected: &str) {
        let tree = Html::parse_document(html);
        let cards = of(&tree);
        let kept = text_without(tree.root_element(), &|element| cards.contains(&element.id()));
        assert_eq!(kept.text, expected, "{html}");
    }

    #[test]
    fn rows_of_headlines_go() {
        let card = "<div class=c><a href=/2>Паром закрыли до весны</a><p>Подробности в материале.</p></div>";
        check(&format!("<p>Воды нет.</p>{}", card.repeat(3)), "Воды нет.");
        check(
            &format!("<p>Воды нет.</p>{}", card.repeat(2)),
            &format!("Воды нет.{}", "\nПаром закрыли до весны\nПодробности в материале.".repeat(2)),
        );
        let entry = "<li>10:20 <a href=/2>Паром закрыли до весны</a></li>";
        check(&format!("<p>Воды нет.</p><ul>{}</ul>", entry.repeat(4)), "Воды нет.");
    }

    #[test]
    fn links_within_a_sentence_stay() {
        let line = "Об этом пишут <a href=/1>жители трёх улиц</a>, <a href=/2>соседи из домов</a> и <a href=/3>работники той школы</a>.";
        check(
            &format!("<p>{line}</p>"),
            "Об этом пишут жители трёх улиц, соседи из домов и работники той школы.",
        );
    }

    #[test]
    fn lists_and_paragraphs_with_links_stay() {
        let entry = "<li>улица Абая, дома 1–47 (<a href=#1>карта улиц района</a>)</li>";
        let line = "улица Абая, дома 1–47 (карта улиц района)";
        check(&format!("<ul>{}</ul>", entry.repeat(3)), &[line; 3].join("\n"));
    }
}
