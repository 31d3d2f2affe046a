//! The readability algorithm as `dom_smoothie` has it: a page in; the text of the part that reads like an article out.

use dom_smoothie::{Config, Readability};
use scraper::Html;
use url::Url;

use crate::plain::{Plain, text_of};

/// The algorithm weighs every element against its surroundings. The largest real articles have some ten thousand
/// elements; above this a page is a table or an attack, and the baseline serves.
const MOST_ELEMENTS: usize = 30_000;

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
