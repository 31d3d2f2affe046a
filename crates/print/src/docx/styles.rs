//! `word/styles.xml`: the named styles of a document, so that an office can give it a look of its own in one place.

use super::inline::tag;
use super::xml::Xml;

/// Arial stands on every Windows and Mac, Liberation Sans has its widths on Linux, and both hold all Kazakh letters.
pub(super) const FONT: &str = "Arial";
const INK: &str = "17202A";
const SOFT: &str = "515D69";
const ACCENT: &str = "005A6E";
const ALARM: &str = "9B1C1C";

/// A paragraph style: properties of the paragraph and of its letters, in the order of the schema.
struct Style {
    id: &'static str,
    /// As Word knows it: a built-in name keeps its meaning in every language of the program.
    name: &'static str,
    based_on: Option<&'static str>,
    next: Option<&'static str>,
    paragraph: String,
    letters: String,
}

/// The styles of a document in a language.
pub(super) fn styles(language: &str) -> String {
    let mut xml = Xml::part();
    let space = [("xmlns:w", super::parts::WORD)];
    xml.element("w:styles", &space, |xml| {
        defaults(xml, tag(language));
        all().iter().for_each(|style| write(xml, style));
        xml.raw(CHARACTERS);
        xml.raw(TABLES);
    });
    xml.finish()
}

fn defaults(xml: &mut Xml, language: &str) {
    let fonts = [("w:ascii", FONT), ("w:hAnsi", FONT), ("w:eastAsia", FONT), ("w:cs", FONT)];
    xml.element("w:docDefaults", &[], |xml| {
        xml.element("w:rPrDefault", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                xml.empty("w:rFonts", &fonts);
                xml.empty("w:color", &[("w:val", INK)]);
                xml.empty("w:sz", &[("w:val", "20")]);
                xml.empty("w:szCs", &[("w:val", "20")]);
                xml.empty("w:lang", &[("w:val", language), ("w:eastAsia", language), ("w:bidi", "ar-SA")]);
            });
        });
        xml.raw("<w:pPrDefault><w:pPr>");
        xml.raw(&spacing(0, 100));
        xml.raw("</w:pPr></w:pPrDefault>");
    });
}

fn write(xml: &mut Xml, style: &Style) {
    let is_ours = style.name.starts_with("Digest ");
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", style.id)];
    if style.id == "Normal" {
        attributes.insert(1, ("w:default", "1"));
    }
    if is_ours {
        attributes.push(("w:customStyle", "1"));
    }
    xml.element("w:style", &attributes, |xml| {
        xml.empty("w:name", &[("w:val", style.name)]);
        if let Some(based_on) = style.based_on {
            xml.empty("w:basedOn", &[("w:val", based_on)]);
        }
        if let Some(next) = style.next {
            xml.empty("w:next", &[("w:val", next)]);
        }
        xml.empty("w:uiPriority", &[("w:val", if is_ours { "30" } else { "9" })]);
        xml.empty("w:qFormat", &[]);
        if !style.paragraph.is_empty() {
            xml.raw(&format!("<w:pPr>{}</w:pPr>", style.paragraph));
        }
        if !style.letters.is_empty() {
            xml.raw(&format!("<w:rPr>{}</w:rPr>", style.letters));
        }
    });
}

fn spacing(before: u32, after: u32) -> String {
    format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"264\" w:lineRule=\"auto\"/>")
}

fn letters(bold: bool, colour: &str, half_points: u32) -> String {
    let bold = if bold { "<w:b/><w:bCs/>" } else { "" };
    format!(
        "{bold}<w:color w:val=\"{colour}\"/><w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>"
    )
}

fn style(id: &'static str, name: &'static str, paragraph: String, letters: String) -> Style {
    Style { id, name, based_on: Some("Normal"), next: None, paragraph, letters }
}

fn heading(id: &'static str, name: &'static str, paragraph: String, letters: String) -> Style {
    Style { next: Some("BodyText"), ..style(id, name, paragraph, letters) }
}

const KEEP: &str = "<w:keepNext/><w:keepLines/>";
const LEFT_LINE: &str =
    "<w:pBdr><w:left w:val=\"single\" w:sz=\"12\" w:space=\"8\" w:color=\"D5D2C8\"/></w:pBdr>";
const LINE_BELOW: &str =
    "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"3\" w:color=\"005A6E\"/></w:pBdr>";
const INDENT: &str = "<w:ind w:left=\"240\"/>";

fn all() -> Vec<Style> {
    let level = |level: u8| format!("<w:outlineLvl w:val=\"{level}\"/>");
    let none = String::new;
    vec![
        Style { based_on: None, ..style("Normal", "Normal", none(), none()) },
        style("BodyText", "Body Text", none(), none()),
        heading("Title", "Title", format!("{KEEP}{}", spacing(0, 80)), letters(true, INK, 40)),
        heading("Subtitle", "Subtitle", spacing(0, 160), letters(false, SOFT, 20)),
        heading(
            "Heading1",
            "heading 1",
            format!("{KEEP}{LINE_BELOW}{}{}", spacing(400, 160), level(0)),
            letters(true, ACCENT, 28),
        ),
        heading(
            "Heading2",
            "heading 2",
            format!("{KEEP}{}{}", spacing(320, 60), level(1)),
            letters(true, INK, 23),
        ),
        heading(
            "Heading3",
            "heading 3",
            format!("{KEEP}{}{}", spacing(200, 60), level(2)),
            letters(true, SOFT, 20),
        ),
        heading(
            "TOCHeading",
            "TOC Heading",
            format!("{KEEP}{LINE_BELOW}{}", spacing(400, 160)),
            letters(true, ACCENT, 28),
        ),
        style("TOC1", "toc 1", spacing(80, 40), "<w:b/><w:bCs/>".to_owned()),
        style("TOC2", "toc 2", format!("{}{INDENT}", spacing(0, 40)), none()),
        heading(
            "Quote",
            "Quote",
            format!("{KEEP}{LEFT_LINE}{}{INDENT}", spacing(120, 20)),
            letters(false, INK, 20),
        ),
        style(
            "QuoteSource",
            "Digest quote source",
            format!("{LEFT_LINE}{}{INDENT}", spacing(0, 140)),
            letters(false, SOFT, 17),
        ),
        style("Caption", "caption", spacing(0, 140), letters(false, SOFT, 17)),
        style("Figure", "Digest figure", format!("<w:keepNext/>{}", spacing(100, 40)), none()),
        style("Product", "Digest product", spacing(0, 60), letters(false, SOFT, 17)),
        style("Lead", "Digest lead", spacing(120, 120), letters(true, INK, 24)),
        style(
            "Kicker",
            "Digest kicker",
            format!("<w:keepNext/>{}", spacing(0, 80)),
            letters(false, SOFT, 17),
        ),
        style("Phrase", "Digest phrase", none(), "<w:i/><w:iCs/>".to_owned()),
        style("Small", "Digest small", spacing(0, 40), letters(false, SOFT, 17)),
        style("Warning", "Digest warning", none(), letters(true, ALARM, 20)),
        style(
            "Note",
            "Digest note",
            format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F4F1E8\"/>{}", spacing(80, 120)),
            none(),
        ),
        style(
            "ListBullet",
            "List Bullet",
            format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>{}", spacing(0, 60)),
            none(),
        ),
        style("TableText", "Digest table text", spacing(20, 20), letters(false, INK, 18)),
        style(
            "TableNumber",
            "Digest table number",
            format!("{}<w:jc w:val=\"right\"/>", spacing(20, 20)),
            letters(false, INK, 18),
        ),
        style("AfterTable", "Digest after table", spacing(0, 0), "<w:sz w:val=\"8\"/>".to_owned()),
        style(
            "Header",
            "header",
            "<w:tabs><w:tab w:val=\"right\" w:pos=\"9412\"/></w:tabs>".to_owned(),
            letters(false, SOFT, 16),
        ),
        style(
            "Footer",
            "footer",
            "<w:tabs><w:tab w:val=\"right\" w:pos=\"9412\"/></w:tabs>".to_owned(),
            letters(false, SOFT, 16),
        ),
    ]
}

const CHARACTERS: &str = concat!(
    "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">",
    "<w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>",
    "<w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:qFormat/>",
    "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>",
    "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/>",
    "<w:rPr><w:color w:val=\"005A6E\"/><w:u w:val=\"single\"/></w:rPr></w:style>",
);

const TABLES: &str = concat!(
    "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>",
    "<w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>",
    "<w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"80\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>",
    "<w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
    "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"DigestTable\"><w:name w:val=\"Digest table\"/>",
    "<w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>",
    "<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D5D2C8\"/>",
    "<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D5D2C8\"/></w:tblBorders></w:tblPr>",
    "<w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>",
    "<w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"005A6E\"/></w:tcBorders></w:tcPr></w:tblStylePr>",
    "</w:style>",
);
