//! HTML in, HTML without the constructions that make HTML parsers slow; the text in it is not changed.
//!
//! An HTML parser looks up its stack of open elements at many tags, re-opens unclosed formatting elements in every
//! paragraph and compares each attribute with those before it. A megabyte of `<div>`, of `<font>` before `<p>`, or
//! one tag of a hundred thousand attributes would take it minutes or gigabytes. Browsers limit depth for the same
//! reason (Blink: 512). Tags beyond a limit are left out, their content stays.

use std::borrow::Cow;

/// Most elements open at once, Blink's limit.
const DEEPEST: usize = 512;
/// Most formatting elements open at once; each is opened anew in every later paragraph.
const MOST_FORMATTING: usize = 24;
/// Most attributes of one tag.
const MOST_ATTRIBUTES: usize = 128;

/// Elements that never have content.
const VOID: [&str; 15] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "frame",
];
/// Elements that the next of their kind closes, so that leaving out their end tags makes no depth.
const SELF_ENDING: [&str; 11] =
    ["p", "li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot", "option"];
/// The formatting elements of the HTML standard but `a`, of which only one can be open.
const FORMATTING: [&str; 13] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose content is no markup.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "iframe", "noframes"];

/// Elements whose content readers of text pass over. Where one is never closed (`<iframe …/>` is no closed one), a parser
/// would take all that follows for its content; here its tag is left out.
const SWALLOWING: [&str; 14] = [
    "audio", "button", "canvas", "iframe", "math", "noframes", "noscript", "object", "select", "svg",
    "template", "textarea", "video", "xmp",
];

/// Elements that an end tag of another element outside does not close.
const BOUNDARIES: [&str; 8] = ["table", "template", "object", "button", "svg", "math", "select", "marquee"];

/// The HTML with what is beyond the limits left out; borrowed when that is nothing.
pub(crate) fn tame(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    let mut open = Open::default();
    let mut ends = Ends { html, last: [None; SWALLOWING.len()] };
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let tag_at = at + found;
        let Some(rest) = html.get(tag_at + 1..) else { break };
        if rest.starts_with("!--") {
            let Some(length) = rest.find("-->") else { break };
            at = tag_at + 1 + length;
            continue;
        }
        let closing = rest.starts_with('/');
        let name_at = usize::from(closing);
        let name_length = rest.bytes().skip(name_at).take_while(u8::is_ascii_alphanumeric).count();
        let Some(name) = rest.get(name_at..name_at + name_length).filter(|name| !name.is_empty()) else {
            at = tag_at + 1;
            continue;
        };
        let name = name.to_ascii_lowercase();
        let (length, attributes) = tag_length(rest);
        let tag_end = (tag_at + 1 + length).min(html.len());
        at = tag_end;
        let fits = if closing { open.close(&name) } else { ends.follows(&name, tag_end) && open.open(&name) };
        let replacement = match (fits, attributes > MOST_ATTRIBUTES) {
            (false, _) => Some(String::new()),
            (true, true) => Some(format!("<{}{name}>", if closing { "/" } else { "" })),
            (true, false) => None,
        };
        if let Some(replacement) = replacement {
            kept.push_str(html.get(copied..tag_at).unwrap_or_default());
            kept.push_str(&replacement);
            copied = tag_end;
        }
        if !closing && fits && RAW.contains(&name.as_str()) {
            let Some(end) = raw_end(html, tag_end, &name) else { break };
            open.close(&name);
            at = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(kept)
}

/// The elements open at a point of the page, about as an HTML parser would have them.
#[derive(Default)]
struct Open {
    stack: Vec<String>,
    /// Formatting elements of each name; they outlive the blocks they were opened in.
    formatting: [usize; FORMATTING.len()],
}

impl Open {
    /// Notes a start tag; false when it is beyond a limit.
    fn open(&mut self, name: &str) -> bool {
        if VOID.contains(&name) || SELF_ENDING.contains(&name) {
            return true;
        }
        if self.stack.len() >= DEEPEST {
            return false;
        }
        if let Some(kind) = FORMATTING.iter().position(|formatting| *formatting == name) {
            if self.formatting.iter().sum::<usize>() >= MOST_FORMATTING {
                return false;
            }
            if let Some(count) = self.formatting.get_mut(kind) {
                *count += 1;
            }
        }
        self.stack.push(name.to_owned());
        true
    }

    /// Notes an end tag; false for one of a formatting element that is not open, which costs a parser much and does
    /// nothing.
    fn close(&mut self, name: &str) -> bool {
        if let Some(kind) = FORMATTING.iter().position(|formatting| *formatting == name) {
            let Some(count) = self.formatting.get_mut(kind).filter(|count| **count > 0) else { return false };
            *count -= 1;
            if let Some(index) = self.stack.iter().rposition(|open| open == name) {
                self.stack.remove(index);
            }
            return true;
        }
        for (index, open) in self.stack.iter().enumerate().rev() {
            if open == name {
                self.stack.truncate(index);
                break;
            }
            if BOUNDARIES.contains(&open.as_str()) {
                break;
            }
        }
        true
    }
}

/// Where the last end tag of each swallowing element stands; looked for once each.
struct Ends<'a> {
    html: &'a str,
    last: [Option<usize>; SWALLOWING.len()],
}

impl Ends<'_> {
    /// Whether an element that opens before `at` may be closed; those that swallow nothing need not be.
    fn follows(&mut self, name: &str, at: usize) -> bool {
        let Some(kind) = SWALLOWING.iter().position(|swallowing| *swallowing == name) else { return true };
        let html = self.html.as_bytes();
        let Some(last) = self.last.get_mut(kind) else { return true };
        let last = *last.get_or_insert_with(|| {
            let length = name.len() + 2;
            let is_end = |tag: &[u8]| {
                tag.strip_prefix(b"</").is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            };
            html.windows(length).rposition(is_end).unwrap_or(0)
        });
        last >= at
    }
}

/// The length of a tag up to and with its `>`, counted from after `<`, and about how many attributes it has.
fn tag_length(rest: &str) -> (usize, usize) {
    let mut quote = None;
    let mut attributes = 0;
    // After `=` a quote opens a value; anywhere else it is a letter.
    let mut value_next = false;
    let mut gap = false;
    for (index, byte) in rest.bytes().enumerate() {
        if let Some(open) = quote {
            if byte == open {
                quote = None;
                gap = true;
            }
            continue;
        }
        match byte {
            b'>' => return (index + 1, attributes),
            b'=' => value_next = true,
            b'"' | b'\'' if value_next => {
                quote = Some(byte);
                value_next = false;
            }
            b'/' => gap = true,
            _ if byte.is_ascii_whitespace() => gap = true,
            _ => {
                if gap && !value_next {
                    attributes += 1;
                }
                gap = false;
                value_next = false;
            }
        }
    }
    (rest.len(), attributes)
}

/// Where the end tag of a raw element ends.
fn raw_end(html: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    loop {
        let found = at + html.get(at..)?.find("</")?;
        let after = html.as_bytes().get(found + 2..)?;
        let candidate = after.get(..name.len())?;
        if candidate.eq_ignore_ascii_case(name.as_bytes()) {
            return html.get(found..)?.find('>').map(|length| found + length + 1);
        }
        at = found + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_html_is_not_touched() {
        let html = "<div class=\"a b\"><p>Су <b>жоқ</b><p>2 < 3<br><script>if (a<b) '<div>'</script></div>";
        assert!(matches!(tame(html), Cow::Borrowed(_)));
    }

    #[test]
    fn depth_is_limited_and_text_stays() {
        let html = format!("{}су жоқ", "<div>".repeat(100_000));
        let tamed = tame(&html);
        assert_eq!(tamed.matches("<div>").count(), DEEPEST);
        assert!(tamed.ends_with("су жоқ"));
    }

    #[test]
    fn formatting_and_attributes_are_limited() {
        let html = format!("{}<p>су", "<font color=red>".repeat(1000));
        assert_eq!(tame(&html).matches("<font").count(), MOST_FORMATTING);
        let html = format!("<p {}>су</p>", "a=1 ".repeat(1000));
        assert_eq!(tame(&html), "<p>су</p>");
    }

    #[test]
    fn what_is_never_closed_swallows_nothing() {
        assert_eq!(tame("а<iframe src=x />б<object>в"), "абв");
        let closed = "а<iframe src=x></IFRAME>б<svg/><svg></svg>";
        assert_eq!(tame(closed), closed);
        assert_eq!(tame("<video></video>а<video>б"), "<video></video>аб");
    }

    proptest! {
        #[test]
        fn taming_twice_is_taming_once(html in "(<(div|b|/b|p|/div|script|iframe|/iframe|svg)( a=['\"]?x)?>?|[a-z ]){0,80}") {
            let once = tame(&html).into_owned();
            prop_assert_eq!(tame(&once).into_owned(), once.clone());
        }
    }
}
