//! The run of lines that reads like a text, wherever it stands: it begins after the title and ends where prose ends.
//!
//! Prose weighs for, links and labels against; the run is the one with the greatest sum (Pasternack and Roth, Extracting
//! article text from the web with maximum subsequence segmentation, 2009, with weights by shape in place of a learned
//! classifier). It knows no elements, so a text that is spread over many of them is no harder than one in a single one.

use std::ops::Range;

use crate::article::blocks::{Block, Shape};

/// What a link counts for, in words: three links in a row outweigh the notice in a footer.
const LINK: f64 = -15.0;
/// What a short line counts for that is neither sentence, heading nor entry.
const LABEL: f64 = -3.0;
/// A subheading may stand between two parts of a text.
const HEADING: f64 = -1.0;
/// More words of one line count for no more.
const MOST_WORDS: usize = 50;
/// How many lines after its title a text begins at the latest: date, section, desk, counters, buttons.
pub(super) const TITLE_WITHIN: usize = 25;
/// Words that a run from the title has at least; with fewer the best run of the page is taken.
const FEWEST_WORDS: f64 = 12.0;

fn weight(block: &Block) -> f64 {
    if block.is_link() {
        return LINK;
    }
    if block.is_prose() {
        return block.words.min(MOST_WORDS) as f64 * (1.0 - block.linked);
    }
    match block.shape {
        Shape::Heading => HEADING,
        // Streets, prices: without a link an entry is as good as not there, within a text it belongs to it.
        Shape::Entry | Shape::Row => 0.0,
        Shape::Caption | Shape::Text => LABEL,
    }
}

/// The run of lines that is the text; empty when no line is prose. `title` is the line of the title.
pub(super) fn run(blocks: &[Block], title: Option<usize>) -> Range<usize> {
    if let Some(title) = title {
        let after = title + 1..blocks.len().min(title + TITLE_WITHIN);
        let start = after.clone().find(|index| blocks.get(*index).is_some_and(Block::is_prose));
        if let Some(start) = start {
            let (sum, end) = longest(blocks, start);
            if sum >= FEWEST_WORDS {
                return start..end;
            }
        }
    }
    best(blocks)
}

/// From `start` to where the sum is greatest.
fn longest(blocks: &[Block], start: usize) -> (f64, usize) {
    let (mut sum, mut greatest, mut end) = (0.0, 0.0, start);
    for (index, block) in blocks.iter().enumerate().skip(start) {
        if block.ends_the_text() {
            break;
        }
        sum += weight(block);
        if sum > greatest {
            (greatest, end) = (sum, index + 1);
        }
    }
    (greatest, end)
}

/// The run with the greatest sum.
fn best(blocks: &[Block]) -> Range<usize> {
    let (mut sum, mut start) = (0.0, 0);
    let (mut greatest, mut best) = (0.0, 0..0);
    for (index, block) in blocks.iter().enumerate() {
        let ends = block.ends_the_text();
        sum += weight(block);
        if sum <= 0.0 || ends {
            (sum, start) = (0.0, index + 1);
        } else if sum > greatest {
            (greatest, best) = (sum, start..index + 1);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use scraper::Html;

    use super::*;
    use crate::article::blocks;

    const PROSE: &str =
        "Жители третий день сидят без холодной воды, а диспетчер не называет срок и просит ждать.";

    fn check(html: &str, title: Option<usize>, expected: Range<usize>) {
        let blocks = blocks::of(&Html::parse_document(html), &HashSet::new());
        assert_eq!(run(&blocks, title), expected, "{html}");
    }

    #[test]
    fn a_run_is_prose_with_what_stands_between() {
        let menu = "<li><a href=x>Новости</a></li>".repeat(3);
        let html = format!(
            "<ul>{menu}</ul><p>{PROSE}</p><h2>Ответ</h2><p>{PROSE}</p><ul>{menu}</ul><p>Адрес редакции в городе.</p>"
        );
        check(&html, None, 3..6);
    }

    #[test]
    fn a_title_begins_a_run() {
        let html = format!("<h1>Нет воды</h1><p>{PROSE}</p><h2>Комментарии</h2><p>{PROSE}</p><p>{PROSE}</p>");
        check(&html, Some(0), 1..2);
        check(&html, None, 3..5);
        check("<h1>Нет воды</h1><p>Фото</p>", Some(0), 0..0);
    }
}
