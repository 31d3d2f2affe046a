//! The blocks of a paper → the body of `word/document.xml`, with the pictures and addresses that it needs.

use super::inline::{Addresses, run, spans};
use super::xml::Xml;
use crate::error::PrintError;
use crate::paper::{Block, Column, Look, Paper, Span};
use crate::picture::picture;

/// English Metric Units in a point, in which pictures are measured.
const EMU: f64 = 12_700.0;
/// The width between the margins in twentieths of a point: A4 less 22 mm on both sides.
const TEXT_WIDTH: u32 = 9412;
/// The width of a column of numbers in a table.
const NUMBER_WIDTH: u32 = 1500;

/// What a body is made of.
#[derive(Default)]
pub(super) struct Body {
    /// What stands in `w:body`, but for the properties of the section.
    pub(super) xml: Xml,
    /// PNG pictures; the first is `image1.png`.
    pub(super) pictures: Vec<Vec<u8>>,
    /// Where links lead.
    pub(super) addresses: Addresses,
    bookmarks: usize,
}

/// The body of a paper.
pub(super) fn body(paper: &Paper) -> Result<Body, PrintError> {
    let mut body = Body::default();
    body.paragraph("Product", |xml, _| run(xml, &paper.product, false, None));
    body.paragraph("Title", |xml, _| run(xml, &paper.title, false, None));
    body.paragraph("Subtitle", |xml, _| run(xml, &paper.subtitle, false, None));
    let mut heading = "";
    for block in &paper.blocks {
        match block {
            Block::Heading { level, text, anchor } => {
                heading = text;
                body.heading(*level, text, anchor);
            }
            Block::Contents { title } => body.contents(title, paper),
            Block::Paragraph { look, spans } => body.spans(style(*look), spans),
            Block::List { items } => items.iter().for_each(|item| body.spans("ListBullet", item)),
            Block::Quote { text, language, source } => {
                let language = Some(language.unwrap_or("zxx"));
                body.paragraph("Quote", |xml, _| run(xml, text, false, language));
                body.spans("QuoteSource", source);
            }
            Block::Figure { svg, alt, caption, width } => {
                body.figure(heading, svg, alt, *width)?;
                if !caption.is_empty() {
                    body.paragraph("Caption", |xml, _| run(xml, caption, false, None));
                }
            }
            Block::Table { name, columns, rows } => body.table(name, columns, rows),
        }
    }
    Ok(body)
}

fn style(look: Look) -> &'static str {
    match look {
        Look::Plain => "BodyText",
        Look::Lead => "Lead",
        Look::Kicker => "Kicker",
        Look::Phrase => "Phrase",
        Look::Small => "Small",
        Look::Warning => "Warning",
        Look::Note => "Note",
    }
}

impl Body {
    fn paragraph(&mut self, style: &str, content: impl FnOnce(&mut Xml, &mut Addresses)) {
        let Self { xml, addresses, .. } = self;
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.empty("w:pStyle", &[("w:val", style)]));
            content(xml, addresses);
        });
    }

    fn spans(&mut self, style: &str, text: &[Span]) {
        self.paragraph(style, |xml, addresses| spans(xml, text, addresses));
    }

    fn heading(&mut self, level: u8, text: &str, anchor: &str) {
        self.bookmarks += 1;
        let id = self.bookmarks.to_string();
        self.paragraph(&format!("Heading{level}"), |xml, _| {
            xml.empty("w:bookmarkStart", &[("w:id", id.as_str()), ("w:name", anchor)]);
            run(xml, text, false, None);
            xml.empty("w:bookmarkEnd", &[("w:id", id.as_str())]);
        });
    }

    /// A field with its entries in place, so that a program that does not work out fields shows them. Its entries have no
    /// numbers of pages (`\n`): only the program that sets the pages knows them, and a wrong number is worse than a link.
    fn contents(&mut self, title: &str, paper: &Paper) {
        self.paragraph("TOCHeading", |xml, _| run(xml, title, false, None));
        let entries: Vec<(u8, &str, &str)> = paper.headings().collect();
        let last = entries.len().saturating_sub(1);
        for (index, (level, text, anchor)) in entries.into_iter().enumerate() {
            self.paragraph(&format!("TOC{level}"), |xml, _| {
                if index == 0 {
                    mark(xml, "begin");
                    xml.element("w:r", &[], |xml| {
                        xml.text(
                            "w:instrText",
                            &[("xml:space", "preserve")],
                            " TOC \\o \"1-2\" \\h \\n \\z \\u ",
                        );
                    });
                    mark(xml, "separate");
                }
                xml.element("w:hyperlink", &[("w:anchor", anchor), ("w:history", "1")], |xml| {
                    run(xml, text, false, None);
                });
                if index == last {
                    mark(xml, "end");
                }
            });
        }
    }

    fn figure(&mut self, name: &str, svg: &str, alt: &str, width: f64) -> Result<(), PrintError> {
        let picture = picture(name, svg)?;
        self.pictures.push(picture.png);
        let number = self.pictures.len();
        let (width, height) = (width * EMU, width * picture.ratio * EMU);
        let size = [format!("{width:.0}"), format!("{height:.0}")];
        self.paragraph("Figure", |xml, _| drawing(xml, number, alt, &size));
        Ok(())
    }

    fn table(&mut self, name: &str, columns: &[Column], rows: &[Vec<String>]) {
        let numbers = columns.iter().filter(|column| column.number).count() as u32;
        let others = (columns.len() as u32 - numbers).max(1);
        let wide = TEXT_WIDTH.saturating_sub(numbers * NUMBER_WIDTH) / others;
        let widths: Vec<String> = columns
            .iter()
            .map(|column| if column.number { NUMBER_WIDTH } else { wide }.to_string())
            .collect();
        let xml = &mut self.xml;
        xml.element("w:tbl", &[], |xml| {
            xml.element("w:tblPr", &[], |xml| {
                xml.empty("w:tblStyle", &[("w:val", "DigestTable")]);
                xml.empty("w:tblW", &[("w:w", TEXT_WIDTH.to_string().as_str()), ("w:type", "dxa")]);
                xml.empty("w:tblLayout", &[("w:type", "fixed")]);
                xml.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1"), ("w:noVBand", "1")]);
                xml.empty("w:tblCaption", &[("w:val", name)]);
            });
            xml.element("w:tblGrid", &[], |xml| {
                widths.iter().for_each(|width| xml.empty("w:gridCol", &[("w:w", width)]));
            });
            let head: Vec<&str> = columns.iter().map(|column| column.head.as_str()).collect();
            row(xml, columns, &widths, &head, true);
            for cells in rows {
                row(xml, columns, &widths, &cells.iter().map(String::as_str).collect::<Vec<_>>(), false);
            }
        });
        // Two tables that touch would become one, and a table must not end a document.
        self.paragraph("AfterTable", |_, _| {});
    }
}

fn row(xml: &mut Xml, columns: &[Column], widths: &[String], cells: &[&str], is_head: bool) {
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            if is_head {
                xml.empty("w:tblHeader", &[]);
            }
        });
        for ((column, width), cell) in columns.iter().zip(widths).zip(cells) {
            xml.element("w:tc", &[], |xml| {
                xml.element("w:tcPr", &[], |xml| {
                    xml.empty("w:tcW", &[("w:w", width.as_str()), ("w:type", "dxa")]);
                });
                xml.element("w:p", &[], |xml| {
                    let style = if column.number { "TableNumber" } else { "TableText" };
                    xml.element("w:pPr", &[], |xml| xml.empty("w:pStyle", &[("w:val", style)]));
                    run(xml, cell, false, None);
                });
            });
        }
    });
}

/// A mark of a field that spans paragraphs.
fn mark(xml: &mut Xml, kind: &str) {
    xml.element("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)]));
}

/// A picture in the line, with what it shows in words.
fn drawing(xml: &mut Xml, number: usize, alt: &str, size: &[String; 2]) {
    let [width, height] = [size[0].as_str(), size[1].as_str()];
    let (id, name, rel) = (number.to_string(), format!("Chart {number}"), format!("rIdImage{number}"));
    let (id, name, rel) = (id.as_str(), name.as_str(), rel.as_str());
    let extent = [("cx", width), ("cy", height)];
    xml.element("w:r", &[], |xml| {
        xml.element("w:drawing", &[], |xml| {
            let inline = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
            xml.element("wp:inline", &inline, |xml| {
                xml.empty("wp:extent", &extent);
                xml.empty("wp:docPr", &[("id", id), ("name", name), ("descr", alt)]);
                xml.raw("<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>");
                let uri = [("uri", "http://schemas.openxmlformats.org/drawingml/2006/picture")];
                xml.element("a:graphic", &[], |xml| {
                    xml.element("a:graphicData", &uri, |xml| {
                        xml.element("pic:pic", &[], |xml| {
                            xml.element("pic:nvPicPr", &[], |xml| {
                                xml.empty("pic:cNvPr", &[("id", id), ("name", name), ("descr", alt)]);
                                xml.empty("pic:cNvPicPr", &[]);
                            });
                            xml.element("pic:blipFill", &[], |xml| {
                                xml.empty("a:blip", &[("r:embed", rel)]);
                                xml.raw("<a:stretch><a:fillRect/></a:stretch>");
                            });
                            xml.element("pic:spPr", &[], |xml| {
                                xml.element("a:xfrm", &[], |xml| {
                                    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                                    xml.empty("a:ext", &extent);
                                });
                                xml.raw("<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>");
                            });
                        });
                    });
                });
            });
        });
    });
}
