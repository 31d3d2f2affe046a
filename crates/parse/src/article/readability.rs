//! The readability algorithm as `dom_smoothie` has it: a page in; the text of the part that reads like an article out.

use std::collections::HashSet;

use dom_smoothie::{Config, Readability};
use scraper::Html;
use url::Url;

use crate::article::blocks::letters;
use crate::plain::{Plain, text_of};

/// The algorithm weighs every element against its surroundings. The largest real articles have some ten thousand
/// elements; above this a page is a table or an attack, and the baseline serves.
const MOST_ELEMENTS: usize = 30_000;

/// So much of two texts is in common when one is the other with something around it; with less of the longer one, the
/// shorter one is a part.
const IN_COMMON: f64 = 0.8;

/// What readability found in a page that was cleared first, without the lines before and after all that it found in the
/// whole page as well: with fewer texts beside it, it takes neighbours in.
pub(super) fn within(cleared: Plain, whole: &str) -> Plain {
    if shared(whole, &cleared.text) < IN_COMMON {
        return cleared;
    }
    let known: HashSet<String> = lines(whole).collect();
    let is_shared = |line: &str| known.contains(&letters(line));
    let lines: Vec<&str> = cleared.text.lines().collect();
    let first = lines.iter().position(|line| is_shared(line)).unwrap_or_default();
    let last = lines.iter().rposition(|line| is_shared(line)).unwrap_or(lines.len());
    let text = lines.get(first..lines.len().min(last + 1)).unwrap_or_default().join("\n");
    if (text.len() as f64) < IN_COMMON * cleared.text.len() as f64 {
        return cleared;
    }
    Plain { text, ..cleared }
}

/// The share of a text whose lines stand in another; all of nothing.
pub(super) fn shared(text: &str, other: &str) -> f64 {
    let other: HashSet<String> = lines(other).collect();
    let (mut all, mut shared) = (0, 0);
    for line in lines(text) {
        all += line.len();
        shared += if other.contains(&line) { line.len() } else { 0 };
    }
    if all == 0 { 1.0 } else { shared as f64 / all as f64 }
}

fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(letters).filter(|line| !line.is_empty())
}

/// The text of a page, and how much of it is links. `html` is the page as it came, `tree` what is to be read of it.
pub(super) fn read(html: &str, tree: &Html, url: &Url) -> Option<Plain> {
    // Each tag and each `&` is a piece of its own to the parser and to the writer of HTML, and joining the pieces of one
    // text costs them the square of their number.
    if html.bytes().filter(|byte| matches!(byte, b'<' | b'&')).count() > 2 * MOST_ELEMENTS {
        return None;
    }
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::new(tree.html(), Some(url.as_str()), Some(config)).ok()?;
    let article = readability.parse().ok()?;
    let content = Html::parse_document(&article.content);
    Some(text_of(content.root_element()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cleared: &str, whole: &str, expected: &str) {
        assert_eq!(within(Plain { text: cleared.to_owned(), link_chars: 0 }, whole).text, expected);
    }

    #[test]
    fn neighbours_of_a_cleared_text_go() {
        let text = "Жители третий день сидят без воды.\nНасос сгорел ещё в понедельник.";
        check(&format!("Меню\n{text}\nВверх"), text, text);
    }

    #[test]
    fn a_text_of_which_the_whole_page_gave_a_part_stays() {
        let text = "Жители третий день сидят без воды.\nНасос сгорел ещё в понедельник.";
        check(text, "Жители третий день сидят без воды.", text);
        check(text, "Паром закрыли.", text);
    }
}
