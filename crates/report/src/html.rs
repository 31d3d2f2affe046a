//! Elements and texts → HTML. An element can be written only whole, with its inside, and a text only escaped: so whatever
//! is said in a page, every tag is closed and no text becomes markup.

/// HTML being written.
#[derive(Default)]
pub(crate) struct Html(String);

/// An attribute and its value.
pub(crate) type Attribute<'a> = (&'static str, &'a str);

impl Html {
    /// Writes an element with what `inside` writes into it.
    pub(crate) fn element(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        inside: impl FnOnce(&mut Self),
    ) {
        self.empty(name, attributes);
        inside(self);
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// Writes an element that holds a text only.
    pub(crate) fn tagged(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.element(name, attributes, |html| html.text(text));
    }

    /// Writes an element that never has an inside: `meta`, `link`.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            escape(value, &mut self.0);
            self.0.push('"');
        }
        self.0.push('>');
    }

    /// Writes a text.
    pub(crate) fn text(&mut self, text: &str) {
        escape(text, &mut self.0);
    }

    /// Ends a line of the file, where space says nothing.
    pub(crate) fn line(&mut self) {
        self.0.push('\n');
    }

    /// Writes what is HTML already: parts of a page written before, and the style sheet.
    pub(crate) fn written(&mut self, html: &str) {
        self.0.push_str(html);
    }

    /// The HTML written.
    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// The character that stands for one that cannot be shown.
pub(crate) const UNSHOWN: char = '\u{fffd}';

/// A character as a page can hold it: controls, of which HTML knows no spelling, and overrides of the direction of writing, with
/// which a text shows itself otherwise than it is read, become [`UNSHOWN`].
pub(crate) fn shown(letter: char) -> char {
    match letter {
        '\n' | '\t' | '\r' => letter,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => UNSHOWN,
        _ if letter.is_control() => UNSHOWN,
        _ => letter,
    }
}

fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match shown(letter) {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // As it stands it would be read as a newline.
            '\r' => out.push_str("&#13;"),
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_texts() {
        let mut html = Html::default();
        html.element("p", &[("title", "\"><b>")], |html| html.text("a < b & \"c\"\u{0}\u{202e}\r\n"));
        assert_eq!(
            html.finish(),
            "<p title=\"&quot;&gt;&lt;b&gt;\">a &lt; b &amp; &quot;c&quot;\u{fffd}\u{fffd}&#13;\n</p>"
        );
    }
}
