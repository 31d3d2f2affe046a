//! The three formats as other programs see them: what they hold, that nothing runs, that equal input gives equal bytes.

#![expect(clippy::unwrap_used, reason = "a failing test should say where")]

use std::io::{Cursor, Read};

use dauys_table::{
    Asked, Cell, Column, Dialect, Error, Found, Kept, Method, NoteLanguage, Sheet, Sort, delimited, lines,
    workbook,
};

fn sheet() -> Sheet {
    let mut sheet = Sheet::new(
        "posts",
        vec![
            Column::new("id", Sort::Short),
            Column::new("published_at", Sort::Name),
            Column::new("score", Sort::Short),
            Column::new("url", Sort::Address),
            Column::new("title", Sort::Text),
            Column::new("places", Sort::Name),
        ],
    );
    let row = |id, url: &str, title: &str| {
        vec![
            Cell::Whole(id),
            Cell::Moment("2026-11-21T20:30:00Z".parse().unwrap()),
            Cell::from(0.1_f32),
            Cell::Link(url.into()),
            Cell::Text(title.into()),
            Cell::List(vec!["632400000".into(), "750000000".into()]),
        ]
    };
    sheet.rows.push(row(1, "https://news.example/a?b=1&c=2", "Көшеде су жоқ, \"үш күн\"; нет воды"));
    sheet.rows.push(row(2, "javascript:alert(1)", "=HYPERLINK(\"http://evil.example\",\"тык\")"));
    sheet.rows.push(row(
        3,
        "file:///etc/passwd",
        "<script>alert(1)</script>\u{0}\u{1b}[31m\u{ffff}\nвторая строка",
    ));
    sheet
}

fn method() -> Method {
    Method {
        program: "dauys 0.1.0".into(),
        made_at: "2026-11-22T02:50:00Z".parse().unwrap(),
        asked: Asked {
            query: "су жоқ".into(),
            expanded: true,
            filters: vec![("lang".into(), "kk".into())],
            translations: vec![("су жоқ".into(), vec!["нет воды".into(), "без воды".into()])],
            order: "newest".into(),
            folded: true,
            limit: 100,
            ..Asked::default()
        },
        found: Some(Found { texts: 64, voices: 11, complete: 60, rows: 3 }),
        kept: Kept { position: 4711, behind: 2, posts: 9000, newest: "2026-11-22T02:00:00Z".parse().ok() },
    }
}

fn csv_of(sheet: &Sheet, dialect: Dialect) -> Vec<u8> {
    let mut bytes = Vec::new();
    delimited(sheet, dialect, &mut bytes).unwrap();
    bytes
}

fn workbook_of(sheet: &Sheet, method: &Method, language: NoteLanguage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    workbook(&[sheet], method, language, &mut bytes).unwrap();
    bytes.into_inner()
}

/// A file within a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn csv_is_read_back_as_it_was_and_formulas_are_defused() {
    let bytes = csv_of(&sheet(), Dialect::Program);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    assert_eq!(reader.headers().unwrap(), vec!["id", "published_at", "score", "url", "title", "places"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(
        rows[0],
        vec![
            "1",
            "2026-11-21T20:30:00Z",
            "0.1",
            "https://news.example/a?b=1&c=2",
            "Көшеде су жоқ, \"үш күн\"; нет воды",
            "632400000 750000000"
        ]
    );
    assert_eq!(&rows[1][4], "'=HYPERLINK(\"http://evil.example\",\"тык\")");
    assert!(rows[2][4].ends_with("\nвторая строка"));
}

#[test]
fn the_dialect_for_spreadsheets_has_a_mark_semicolons_and_both_ends_of_a_line() {
    let bytes = csv_of(&sheet(), Dialect::Spreadsheet);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("\u{feff}id;published_at;score;url;title;places\r\n1;"), "{text}");
    assert!(text.contains("\"Көшеде су жоқ, \"\"үш күн\"\"; нет воды\""), "{text}");
}

#[test]
fn lines_are_objects_in_the_order_of_the_columns() {
    let mut bytes = Vec::new();
    lines(&sheet(), &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(
        text.lines().next().unwrap(),
        "{\"id\":1,\"published_at\":\"2026-11-21T20:30:00Z\",\"score\":0.1,\"url\":\"https://news.example/a?b=1&c=2\",\
         \"title\":\"Көшеде су жоқ, \\\"үш күн\\\"; нет воды\",\"places\":[\"632400000\",\"750000000\"]}"
    );
    let third: serde_json::Value = serde_json::from_str(text.lines().nth(2).unwrap()).unwrap();
    assert_eq!(third["title"], "<script>alert(1)</script>\u{0}\u{1b}[31m\u{ffff}\nвторая строка");
}

#[test]
fn a_workbook_has_typed_cells_a_frozen_header_and_no_formula() {
    let bytes = workbook_of(&sheet(), &method(), NoteLanguage::English);
    let page = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(page.contains("<pane ySplit=\"1\" topLeftCell=\"A2\""), "{page}");
    assert!(page.contains("<autoFilter ref=\"A1:F4\"/>"), "{page}");
    assert!(!page.contains("<f>"), "{page}");
    assert!(page.contains("<v>1</v>"), "a number is a number: {page}");
    // 2026-11-22 01:30 in Kazakhstan: days since the beginning of 1900 as the format counts.
    assert!(page.contains("<v>46348.0625</v>"), "{page}");
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("=HYPERLINK(&quot;http") || strings.contains("=HYPERLINK(\"http"), "{strings}");
    assert!(strings.contains("&lt;script&gt;"), "{strings}");
    assert!(!strings.contains(['\u{0}', '\u{1b}', '\u{ffff}']), "{strings}");
}

#[test]
fn only_addresses_of_the_web_can_be_followed_from_a_workbook() {
    let bytes = workbook_of(&sheet(), &method(), NoteLanguage::English);
    let links = part(&bytes, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(links.contains("https://news.example/a?b=1&amp;c=2"), "{links}");
    assert!(!links.contains("javascript") && !links.contains("passwd"), "{links}");
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("javascript:alert(1)"), "it stands as text: {strings}");
}

#[test]
fn the_note_says_how_the_table_came_about() {
    let text = method().text(NoteLanguage::English);
    for line in [
        "Query: су жоқ",
        "Filter: lang: kk",
        "Also searched: су жоқ: нет воды, без воды",
        "Order: newest first",
        "Texts found: 64",
        "Voices among them: 11",
        "Position of the index: 4711",
        "Changes not yet in the index: 2",
        "Texts in the index: 9000",
        "Newest text: 2026-11-22 07:00:00 (UTC+5)",
        "Program: dauys 0.1.0",
        "Made at: 2026-11-22 07:50:00 (UTC+5)",
    ] {
        assert!(text.lines().any(|found| found == line), "no `{line}` in\n{text}");
    }
    assert!(text.contains("never a share of citizens"));
    assert!(method().text(NoteLanguage::Russian).contains("никогда не означают долю граждан"));
    assert!(method().text(NoteLanguage::Kazakh).contains("азаматтардың үлесін білдірмейді"));
    let bytes = workbook_of(&sheet(), &method(), NoteLanguage::Russian);
    assert!(part(&bytes, "xl/workbook.xml").contains("name=\"метод\""));
    assert!(part(&bytes, "xl/sharedStrings.xml").contains("Предостережение"));
}

#[test]
fn a_query_of_several_lines_does_not_forge_lines_of_the_note() {
    let mut method = method();
    method.asked.query = "су\nTexts found: 1000000".into();
    let text = method.text(NoteLanguage::English);
    assert_eq!(text.lines().filter(|line| line.starts_with("Texts found")).count(), 1, "{text}");
}

#[test]
fn equal_input_gives_equal_bytes() {
    let first = workbook_of(&sheet(), &method(), NoteLanguage::Kazakh);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(first, workbook_of(&sheet(), &method(), NoteLanguage::Kazakh));
    assert!(part(&first, "docProps/core.xml").contains("2026-11-22T02:50:00Z"));
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_and_an_uneven_row_is_refused() {
    let mut sheet = sheet();
    sheet.rows[0][4] = Cell::Text("😀".repeat(40_000));
    workbook_of(&sheet, &method(), NoteLanguage::English);
    sheet.rows[1].pop();
    let error = lines(&sheet, Vec::new()).unwrap_err();
    assert!(matches!(error, Error::Ragged { row: 2, cells: 5, columns: 6, .. }), "{error}");
}
