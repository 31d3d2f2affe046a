//! The parts of a DOCX besides its styles: the document, header and footer, properties, and how the parts hang together.

use super::body::Body;
use super::inline::{field, run, tag};
use super::xml::Xml;
use crate::paper::Paper;

/// The namespace of WordprocessingML.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";

/// What the package holds besides pictures: name of the part, its relation to the document, its content type.
const PARTS: [(&str, &str, &str); 6] = [
    ("styles", "styles", "styles"),
    ("settings", "settings", "settings"),
    ("numbering", "numbering", "numbering"),
    ("fontTable", "fontTable", "fontTable"),
    ("header1", "header", "header"),
    ("footer1", "footer", "footer"),
];

/// `word/document.xml`.
pub(super) fn document(body: &str) -> String {
    let spaces = [
        ("xmlns:w", WORD),
        ("xmlns:r", OFFICE),
        ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
    ];
    let mut xml = Xml::part();
    xml.element("w:document", &spaces, |xml| {
        xml.element("w:body", &[], |xml| {
            xml.raw(body);
            xml.raw(SECTION);
        });
    });
    xml.finish()
}

/// A4, margins of 22 mm at the sides; no running head over the title.
const SECTION: &str = concat!(
    "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId_header1\"/>",
    "<w:footerReference w:type=\"default\" r:id=\"rId_footer1\"/>",
    "<w:footerReference w:type=\"first\" r:id=\"rId_footer1\"/>",
    "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
    "<w:pgMar w:top=\"1361\" w:right=\"1247\" w:bottom=\"1247\" w:left=\"1247\" w:header=\"624\" w:footer=\"624\" ",
    "w:gutter=\"0\"/><w:titlePg/></w:sectPr>",
);

/// `word/header1.xml`: title and day.
pub(super) fn header(paper: &Paper) -> String {
    edge("w:hdr", "Header", |xml| {
        run(xml, &paper.title, false, None);
        xml.raw("<w:r><w:tab/></w:r>");
        run(xml, &paper.date, false, None);
    })
}

/// `word/footer1.xml`: product, number of the page, how many there are.
pub(super) fn footer(paper: &Paper) -> String {
    edge("w:ftr", "Footer", |xml| {
        run(xml, &paper.product, false, None);
        xml.raw("<w:r><w:tab/></w:r>");
        field(xml, "PAGE", "1");
        run(xml, " / ", false, None);
        field(xml, "NUMPAGES", "1");
    })
}

fn edge(name: &str, style: &str, content: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml::part();
    xml.element(name, &[("xmlns:w", WORD)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.empty("w:pStyle", &[("w:val", style)]));
            content(xml);
        });
    });
    xml.finish()
}

/// `word/settings.xml`.
pub(super) fn settings(paper: &Paper) -> String {
    let mut xml = Xml::part();
    xml.element("w:settings", &[("xmlns:w", WORD)], |xml| {
        xml.raw("<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"708\"/><w:compat><w:compatSetting ");
        xml.raw("w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>");
        xml.empty("w:themeFontLang", &[("w:val", tag(paper.language))]);
        xml.raw("<w:decimalSymbol w:val=\",\"/><w:listSeparator w:val=\";\"/>");
    });
    xml.finish()
}

/// `word/numbering.xml`: one list with bullets.
pub(super) fn numbering() -> String {
    let mut xml = Xml::part();
    xml.element("w:numbering", &[("xmlns:w", WORD)], |xml| {
        xml.raw("<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>");
        xml.raw(
            "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/>",
        );
        xml.raw("<w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"284\" w:hanging=\"227\"/></w:pPr></w:lvl>");
        xml.raw("</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
    });
    xml.finish()
}

/// `word/fontTable.xml`: what to take where there is no Arial.
pub(super) fn fonts() -> String {
    let mut xml = Xml::part();
    xml.element("w:fonts", &[("xmlns:w", WORD)], |xml| {
        xml.element("w:font", &[("w:name", super::styles::FONT)], |xml| {
            xml.raw("<w:altName w:val=\"Liberation Sans\"/><w:family w:val=\"swiss\"/><w:pitch w:val=\"variable\"/>");
        });
    });
    xml.finish()
}

/// `docProps/core.xml`: title, language, and when it was made: the last moment the digest knows of.
pub(super) fn core(paper: &Paper) -> String {
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let moment = paper.until.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut xml = Xml::part();
    xml.element("cp:coreProperties", &spaces, |xml| {
        xml.text("dc:title", &[], &paper.title);
        xml.text("dc:subject", &[], &paper.subtitle);
        xml.text("dc:creator", &[], "Dauys");
        xml.text("cp:keywords", &[], &paper.keywords.join("; "));
        xml.text("dc:language", &[], tag(paper.language));
        xml.text("dcterms:created", &[("xsi:type", "dcterms:W3CDTF")], &moment);
        xml.text("dcterms:modified", &[("xsi:type", "dcterms:W3CDTF")], &moment);
    });
    xml.finish()
}

/// `docProps/app.xml`.
pub(super) fn app() -> String {
    let mut xml = Xml::part();
    let space = [("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")];
    xml.element("Properties", &space, |xml| xml.text("Application", &[], "Dauys"));
    xml.finish()
}

/// `_rels/.rels`.
pub(super) fn package_relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations(|xml| {
        relation(xml, "rId1", &format!("{OFFICE}/officeDocument"), "word/document.xml", false);
        relation(xml, "rId2", core, "docProps/core.xml", false);
        relation(xml, "rId3", &format!("{OFFICE}/extended-properties"), "docProps/app.xml", false);
    })
}

/// `word/_rels/document.xml.rels`.
pub(super) fn document_relations(body: &Body) -> String {
    relations(|xml| {
        for (name, kind, _) in PARTS {
            let target = format!("{name}.xml");
            relation(xml, &format!("rId_{name}"), &format!("{OFFICE}/{kind}"), &target, false);
        }
        for number in 1..=body.pictures.len() {
            let (id, target) = (format!("rIdImage{number}"), format!("media/image{number}.png"));
            relation(xml, &id, &format!("{OFFICE}/image"), &target, false);
        }
        for (id, url) in body.addresses.all() {
            relation(xml, &id, &format!("{OFFICE}/hyperlink"), url, true);
        }
    })
}

fn relations(content: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml::part();
    xml.element("Relationships", &[("xmlns", RELATIONS)], content);
    xml.finish()
}

fn relation(xml: &mut Xml, id: &str, kind: &str, target: &str, is_external: bool) {
    let mut attributes = vec![("Id", id), ("Type", kind), ("Target", target)];
    if is_external {
        attributes.push(("TargetMode", "External"));
    }
    xml.empty("Relationship", &attributes);
}

/// `[Content_Types].xml`.
pub(super) fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut xml = Xml::part();
    xml.element("Types", &[("xmlns", TYPES)], |xml| {
        let default = |xml: &mut Xml, ending: &str, kind: &str| {
            xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
        };
        default(xml, "rels", "application/vnd.openxmlformats-package.relationships+xml");
        default(xml, "xml", "application/xml");
        default(xml, "png", "image/png");
        let part = |xml: &mut Xml, name: &str, kind: &str| {
            xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
        };
        part(xml, "/word/document.xml", &format!("{word}.document.main+xml"));
        for (name, _, kind) in PARTS {
            part(xml, &format!("/word/{name}.xml"), &format!("{word}.{kind}+xml"));
        }
        part(xml, "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        let app = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
        part(xml, "/docProps/app.xml", app);
    });
    xml.finish()
}
