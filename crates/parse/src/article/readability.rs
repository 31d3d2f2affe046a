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

/// Of two texts with so much in common one is the other with something around it.
const IN_COMMON: f64 = 0.9;

/// What readability found in a page that was cleared first, without the lines before and after all that it found in the
/// whole page as well: with fewer texts beside it, it takes neighbours in.
pub(super) fn within(cleared: Plain, whole: &str) -> Plain {
    let lines: HashSet<String> = whole.lines().map(letters).filter(|line| !line.is_empty()).collect();
    let all: usize = lines.iter().map(String::len).sum();
    let is_shared = |line: &str| lines.contains(&letters(line));
    let found: HashSet<String> = cleared.text.lines().map(letters).collect();
    let shared: usize = lines.iter().filter(|line| found.contains(*line)).map(String::len).sum();
    if (shared as f64) < IN_COMMON * all as f64 {
        return cleared;
    }
    let lines: Vec<&str> = cleared.text.lines().collect();
    let first = lines.iter().position(|line| is_shared(line)).unwrap_or_default();
    let last = lines.iter().rposition(|line| is_shared(line)).unwrap_or(lines.len());
    let text = lines.get(first..lines.len().min(last + 1)).map(|lines| lines.join("\n"));
    Plain { text: text.unwrap_or_default(), ..cleared }
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
