//! HTML in, plain text out: blocks and line breaks become newlines, scripts and the like are left out.
//!
//! `scraper`'s own text glues the last word of a paragraph to the first of the next; here the block elements of HTML
//! part them.

use encoding_rs::WINDOWS_1252;
use scraper::node::Node;
use scraper::{ElementRef, Html};

use crate::tame::tame;

/// Elements that hold no text for people.
pub(crate) const SKIPPED: [&str; 17] = [
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "annotation",
    "iframe",
    "object",
    "embed",
    "select",
    "textarea",
    "button",
    "head",
    "audio",
    "video",
    "canvas",
    "datalist",
];
/// Elements that begin and end a line.
pub(crate) const BLOCKS: [&str; 40] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "tr",
    "ul",
];

/// A whole page or fragment as an HTML tree. Hostile nesting is tamed first.
pub(crate) fn tree(html: &str) -> Html {
    Html::parse_document(&tame(html))
}

/// The text of an HTML fragment, one line a block.
pub(crate) fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return tidy(html);
    }
    text_of(Html::parse_fragment(&tame(html)).root_element()).text
}

/// The text of an HTML fragment on one line: titles.
pub(crate) fn plain_line(html: &str) -> String {
    one_line(&plain(html))
}

/// A text on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of an element and how much of it is links.
pub(crate) struct Plain {
    /// The text, one line a block.
    pub(crate) text: String,
    /// Characters of `text` that stand in links.
    pub(crate) link_chars: usize,
}

/// The text of an element.
pub(crate) fn text_of(element: ElementRef<'_>) -> Plain {
    text_without(element, &|_| false)
}

/// The text of an element without the elements that `left_out` names.
pub(crate) fn text_without(element: ElementRef<'_>, left_out: &dyn Fn(ElementRef<'_>) -> bool) -> Plain {
    let mut writer = Writer::default();
    let mut link_chars = 0;
    let mut links = 0_usize;
    let mut verbatim = 0_usize;
    let mut skipping = None;
    for edge in element.traverse() {
        let (node, opens) = match edge {
            ego_tree::iter::Edge::Open(node) => (node, true),
            ego_tree::iter::Edge::Close(node) => (node, false),
        };
        if let Some(id) = skipping {
            if !opens && node.id() == id {
                skipping = None;
            }
            continue;
        }
        match node.value() {
            Node::Text(text) if opens => {
                let before = writer.chars;
                if verbatim > 0 {
                    writer.lines(text)
                } else {
                    writer.text(text)
                }
                if links > 0 {
                    link_chars += writer.chars - before;
                }
            }
            Node::Element(inner) => {
                let name = inner.name();
                if opens && (SKIPPED.contains(&name) || ElementRef::wrap(node).is_some_and(left_out)) {
                    skipping = Some(node.id());
                    continue;
                }
                if BLOCKS.contains(&name) {
                    writer.line_end();
                } else if matches!(name, "td" | "th" | "img") {
                    writer.space();
                }
                let count = if name == "a" { &mut links } else { &mut verbatim };
                if name == "a" || name == "pre" {
                    *count = if opens { *count + 1 } else { count.saturating_sub(1) };
                }
            }
            _ => {}
        }
    }
    Plain { text: writer.text, link_chars }
}

/// Plain text with its white space put in order: single spaces, single newlines, none at the ends; invisible letters
/// left out.
pub(crate) fn tidy(text: &str) -> String {
    let mut writer = Writer::default();
    writer.lines(text);
    writer.text
}

/// Collects text, holding back white space until more text follows.
#[derive(Default)]
struct Writer {
    text: String,
    chars: usize,
    space: bool,
    newline: bool,
}

impl Writer {
    fn text(&mut self, text: &str) {
        for letter in text.chars().map(typographic) {
            if letter.is_whitespace() {
                self.space = true;
            } else if !is_invisible(letter) {
                self.letter(letter);
            }
        }
    }

    fn lines(&mut self, text: &str) {
        for (index, line) in text.split(['\n', '\r', '\u{2028}', '\u{2029}']).enumerate() {
            if index > 0 {
                self.line_end();
            }
            self.text(line);
        }
    }

    fn letter(&mut self, letter: char) {
        if !self.text.is_empty() {
            if self.newline {
                self.text.push('\n');
            } else if self.space {
                self.text.push(' ');
            }
        }
        self.newline = false;
        self.space = false;
        self.text.push(letter);
        self.chars += 1;
    }

    fn space(&mut self) {
        self.space = true;
    }

    fn line_end(&mut self) {
        self.newline = true;
    }
}

/// The letter meant by a control of the second set: pages in windows-1252 or windows-1251 that went through a program
/// which knew Latin-1 only have their quotes and dashes there, and HTML reads `&#147;` so too.
fn typographic(letter: char) -> char {
    let Some(byte) = u8::try_from(letter).ok().filter(|byte| (0x80..0xa0).contains(byte)) else {
        return letter;
    };
    WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(letter)
}

/// Letters that change nothing a reader sees: soft hyphen, zero-width space, marks of direction, controls.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
        || letter.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(plain(html), expected, "{html}");
    }

    #[test]
    fn blocks_become_lines() {
        check("<p>Су жоқ.</p><p>3-ші күн</p>", "Су жоқ.\n3-ші күн");
        check("а<br>б<br/><br/>в", "а\nб\nв");
        check("<ul><li>бір<li>екі</ul>соңы", "бір\nекі\nсоңы");
        check("<b>Нет</b> <i>воды</i>,<a href=x>третий</a>\n день", "Нет воды,третий день");
        check("<table><tr><td>а<td>б<tr><td>в</table>", "а б\nв");
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        check("<script>1<2</script>су<style>p{}</style><noscript><img></noscript>", "су");
        check(
            "<math><semantics><mi>a</mi><mo>=</mo><mn>2</mn><annotation>a=2</annotation></semantics></math>",
            "a=2",
        );
        check("&#147;су\u{94} \u{96} жоқ\u{85}", "“су” – жоқ…");
        check("во\u{ad}да&shy;&nbsp;&amp; свет", "вода & свет");
    }

    #[test]
    fn text_that_only_looks_like_markup_stays() {
        check("2 < 3 & 5 > 4", "2 < 3 & 5 > 4");
    }

    #[test]
    fn letters_in_links_are_counted() {
        let page = tree("<p>су <a href=x>жоқ па</a></p>");
        assert_eq!(text_of(page.root_element()).link_chars, 5);
    }
}
