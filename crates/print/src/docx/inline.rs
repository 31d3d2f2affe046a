//! Runs of text: plain, strong, in a language, or as links.

use super::xml::Xml;
use crate::paper::{Span, Target};

/// Addresses that links lead to, each once, in the order in which they are met.
#[derive(Default)]
pub(super) struct Addresses(Vec<String>);

impl Addresses {
    /// The identifier of an address in the package.
    fn id(&mut self, url: &str) -> String {
        let at = self.0.iter().position(|known| known == url).unwrap_or_else(|| {
            self.0.push(url.to_owned());
            self.0.len() - 1
        });
        format!("rIdLink{}", at + 1)
    }

    /// All addresses with their identifiers.
    pub(super) fn all(&self) -> impl Iterator<Item = (String, &str)> {
        self.0.iter().enumerate().map(|(at, url)| (format!("rIdLink{}", at + 1), url.as_str()))
    }
}

/// Spans one after the other.
pub(super) fn spans(xml: &mut Xml, spans: &[Span], addresses: &mut Addresses) {
    for span in spans {
        match &span.to {
            None => run(xml, &span.text, span.strong, None),
            Some(Target::Url(url)) => {
                let id = addresses.id(url);
                xml.element("w:hyperlink", &[("r:id", id.as_str()), ("w:history", "1")], |xml| {
                    linked(xml, span)
                });
            }
            Some(Target::Anchor(anchor)) => {
                xml.element("w:hyperlink", &[("w:anchor", anchor), ("w:history", "1")], |xml| {
                    linked(xml, span)
                });
            }
        }
    }
}

fn linked(xml: &mut Xml, span: &Span) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| {
            xml.empty("w:rStyle", &[("w:val", "Hyperlink")]);
            if span.strong {
                xml.empty("w:b", &[]);
            }
        });
        xml.text("w:t", &[("xml:space", "preserve")], &span.text);
    });
}

/// A run; in the language of the document unless another is told.
pub(super) fn run(xml: &mut Xml, text: &str, strong: bool, language: Option<&str>) {
    xml.element("w:r", &[], |xml| {
        if strong || language.is_some() {
            xml.element("w:rPr", &[], |xml| {
                if strong {
                    xml.empty("w:rStyle", &[("w:val", "Strong")]);
                }
                if let Some(language) = language {
                    xml.empty("w:lang", &[("w:val", tag(language))]);
                }
            });
        }
        xml.text("w:t", &[("xml:space", "preserve")], text);
    });
}

/// A field that a program works out: the number of a page, say. `shown` stands there until it does.
pub(super) fn field(xml: &mut Xml, code: &str, shown: &str) {
    let code = format!(" {code} ");
    xml.element("w:fldSimple", &[("w:instr", code.as_str())], |xml| run(xml, shown, false, None));
}

/// The tag that Word knows a language by. Kazakh and Russian are those of Kazakhstan's offices; `zxx` is no language.
pub(super) fn tag(language: &str) -> &'static str {
    match language {
        "kk" => "kk-KZ",
        "ru" => "ru-RU",
        "en" => "en-US",
        _ => "zxx",
    }
}
