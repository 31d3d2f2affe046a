//! A DOCX unpacked: every part is read as XML, and its text, links and pictures are looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use dauys_digest::{Digest, Interface, Labels};
use roxmltree::Document;

use crate::expected::{expected, packed};
use crate::{hostile, invented};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a document by their names.
fn parts(digest: &Digest) -> BTreeMap<String, Vec<u8>> {
    let bytes = dauys_print::docx(digest).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        assert!(parts.insert(part.name().to_owned(), bytes).is_none(), "{} stands there twice", part.name());
    }
    parts
}

fn part(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts.get(name).unwrap_or_else(|| panic!("{name} is missing")).clone()).unwrap()
}

/// The text of a part, paragraph by paragraph.
fn text(xml: &str) -> String {
    let document = Document::parse(xml).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name((WORD, "t")));
    texts.filter_map(|node| node.text()).collect()
}

/// Whether it hangs together, and all that the JSON says is in it. Gives its parts.
fn check(digest: &Digest) -> BTreeMap<String, Vec<u8>> {
    let parts = parts(digest);
    for (name, bytes) in &parts {
        match name.strip_suffix(".png") {
            Some(_) => assert_eq!(&bytes[1..4], b"PNG", "{name}"),
            None => {
                drop(Document::parse(&part(&parts, name)).unwrap_or_else(|error| panic!("{name}: {error}")))
            }
        }
    }
    let document = part(&parts, "word/document.xml");
    let said = packed(&text(&document));
    for expected in expected(digest) {
        let kept: String = expected
            .chars()
            .filter(|letter| !letter.is_control() && !"\u{fffe}\u{ffff}".contains(*letter))
            .collect();
        assert!(said.contains(&packed(&kept)), "“{kept}” is not in\n{said}");
    }
    assert_relations(&parts, &document);
    assert_names(&parts, &document);
    parts
}

/// What is referred to is there, and what is there is referred to.
fn assert_relations(parts: &BTreeMap<String, Vec<u8>>, document: &str) {
    let relations = part(parts, "word/_rels/document.xml.rels");
    let relations = Document::parse(&relations).unwrap();
    let mut ids = BTreeSet::new();
    for relation in relations.root_element().children() {
        let target = relation.attribute("Target").unwrap();
        if relation.attribute("TargetMode") == Some("External") {
            assert!(target.starts_with("https://") || target.starts_with("http://"), "{target}");
        } else {
            assert!(parts.contains_key(&format!("word/{target}")), "{target}");
        }
        assert!(ids.insert(relation.attribute("Id").unwrap().to_owned()));
    }
    let document = Document::parse(document).unwrap();
    let used = |node: roxmltree::Node<'_, '_>| {
        ["id", "embed"]
            .iter()
            .filter_map(|name| node.attribute((OFFICE, *name)).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let used: BTreeSet<String> = document.descendants().flat_map(used).collect();
    assert!(used.is_subset(&ids), "{:?} lead nowhere", used.difference(&ids));
    let types = part(parts, "[Content_Types].xml");
    for name in parts.keys().filter(|name| name.ends_with(".xml") && *name != "[Content_Types].xml") {
        assert!(types.contains(&format!("PartName=\"/{name}\"")), "{name} has no content type");
    }
}

/// Styles and bookmarks that are named exist, and no bookmark or picture has the number of another.
fn assert_names(parts: &BTreeMap<String, Vec<u8>>, document: &str) {
    let styles = part(parts, "word/styles.xml");
    let styles = Document::parse(&styles).unwrap();
    let known: BTreeSet<&str> =
        styles.descendants().filter_map(|node| node.attribute((WORD, "styleId"))).collect();
    for named in ["basedOn", "next"] {
        let mut used = styles.descendants().filter(|node| node.has_tag_name((WORD, named)));
        assert!(used.all(|node| known.contains(node.attribute((WORD, "val")).unwrap())));
    }
    let document = Document::parse(document).unwrap();
    let of = |name: &str, attribute: &str| -> Vec<String> {
        let nodes = document.descendants().filter(|node| node.has_tag_name((WORD, name)));
        nodes.filter_map(|node| node.attribute((WORD, attribute)).map(str::to_owned)).collect()
    };
    for style in of("pStyle", "val").iter().chain(&of("rStyle", "val")).chain(&of("tblStyle", "val")) {
        assert!(known.contains(style.as_str()), "there is no style {style}");
    }
    let bookmarks = of("bookmarkStart", "name");
    let unlike: BTreeSet<&String> = bookmarks.iter().collect();
    assert_eq!(unlike.len(), bookmarks.len());
    assert_eq!(of("bookmarkStart", "id"), of("bookmarkEnd", "id"));
    for anchor in of("hyperlink", "anchor") {
        assert!(unlike.contains(&anchor), "{anchor} leads nowhere");
    }
    let pictures: Vec<_> = document.descendants().filter(|node| node.tag_name().name() == "docPr").collect();
    assert!(pictures.iter().all(|node| !node.attribute("descr").unwrap().is_empty()));
    let numbers: BTreeSet<_> = pictures.iter().map(|node| node.attribute("id")).collect();
    assert_eq!(numbers.len(), pictures.len());
}

#[test]
fn everything_that_a_digest_says_stands_in_its_document_in_three_languages() {
    for language in Interface::ALL {
        for digest in
            [invented::day(language, 12), invented::week(language, 4, 90), invented::quiet(language)]
        {
            check(&digest);
        }
    }
}

#[test]
fn all_kazakh_letters_stand_in_the_document() {
    let mut digest = invented::day(Interface::Kazakh, 1);
    digest.title = invented::KAZAKH.to_owned();
    let parts = check(&digest);
    for name in ["word/document.xml", "word/header1.xml"] {
        assert!(text(&part(&parts, name)).contains(invented::KAZAKH), "{name}");
    }
    assert!(part(&parts, "docProps/core.xml").contains(invented::KAZAKH));
}

#[test]
fn languages_are_tagged_and_properties_told() {
    let tags = [(Interface::Kazakh, "kk-KZ"), (Interface::Russian, "ru-RU"), (Interface::English, "en-US")];
    for (language, tag) in tags {
        let parts = check(&invented::day(language, 2));
        assert!(part(&parts, "word/styles.xml").contains(&format!("<w:lang w:val=\"{tag}\"")));
        let core = part(&parts, "docProps/core.xml");
        assert!(core.contains(&format!("<dc:language>{tag}</dc:language>")));
        assert_eq!(core.matches(">2026-11-22T02:50:00Z</dcterms:").count(), 2, "{core}");
        let document = part(&parts, "word/document.xml");
        assert!(
            document.contains("<w:lang w:val=\"kk-KZ\"/>") && document.contains("<w:lang w:val=\"ru-RU\"/>")
        );
    }
}

#[test]
fn contents_list_every_heading_without_being_worked_out() {
    let digest = invented::day(Interface::Kazakh, 12);
    let parts = check(&digest);
    let document = part(&parts, "word/document.xml");
    assert!(document.contains(" TOC \\o "));
    let marks = |kind: &str| document.matches(&format!("w:fldCharType=\"{kind}\"")).count();
    assert_eq!([marks("begin"), marks("separate"), marks("end")], [1, 1, 1]);
    for topic in digest.topics() {
        assert!(document.matches(&topic.title.text).count() >= 2, "{}", topic.title.text);
    }
    let few = part(&check(&invented::day(Interface::Kazakh, 6)), "word/document.xml");
    assert!(!few.contains("TOC") && !few.contains(&Labels::of(Interface::Kazakh).contents));
}

#[test]
fn heads_of_tables_are_repeated_and_pictures_there() {
    let digest = invented::week(Interface::Russian, 5, 40);
    let parts = check(&digest);
    let document = part(&parts, "word/document.xml");
    assert_eq!(document.matches("<w:tblHeader/>").count(), 2, "counts and regions");
    // A curve for each topic, regions, languages.
    assert_eq!(parts.keys().filter(|name| name.ends_with(".png")).count(), 7);
}

#[test]
fn hostile_texts_stay_texts() {
    for hostile in [hostile::MARKUP, "\u{0}\u{1}\u{b}\u{ffff}\u{fffe}a", &"ы".repeat(3000)] {
        let parts = check(&hostile::digest(hostile));
        for name in ["word/document.xml", "word/_rels/document.xml.rels", "docProps/core.xml"] {
            let xml = part(&parts, name);
            assert!(!xml.contains("Target=\"javascript") && !xml.contains("<w:p/> %PDF"), "{name}");
        }
    }
}

#[test]
fn characters_of_all_scripts_are_kept() {
    let mut digest = invented::day(Interface::Russian, 1);
    digest.sections[0].topics[0].quotes[0].text = "Су жоқ 🔥🔥 مرحبا 水".to_owned();
    let parts = check(&digest);
    assert!(text(&part(&parts, "word/document.xml")).contains("🔥🔥 مرحبا 水"));
}

#[test]
fn the_same_digest_gives_the_same_bytes_and_another_does_not() {
    let of = |language| dauys_print::docx(&invented::week(language, 8, 20)).unwrap();
    let first = of(Interface::Kazakh);
    assert!(first == of(Interface::Kazakh));
    assert!(first != of(Interface::Russian));
}

#[test]
fn five_hundred_topics_are_written() {
    let parts = check(&invented::day(Interface::Russian, 500));
    assert!(parts.contains_key("word/media/image500.png"));
}

#[test]
fn another_reader_opens_it() {
    let bytes = dauys_print::docx(&invented::week(Interface::Kazakh, 12, 30)).unwrap();
    let read = docx_rs::read_docx(&bytes).unwrap();
    let is_table = |child: &&docx_rs::DocumentChild| matches!(child, docx_rs::DocumentChild::Table(_));
    assert_eq!(read.document.children.iter().filter(is_table).count(), 2);
    assert!(read.document.children.len() > 100);
}
