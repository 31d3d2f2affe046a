//! `search` as persons and programs use it: forms of the answer, tables with their note, batches, and files that are not
//! what they should be.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::cli::fails;
use crate::program::{dauys, lines, stderr, well};

/// A small installation, made once.
static HOME: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let post = |id: &str, source: &str, kind: &str, at: &str, title: &str, text: &str| {
        json!({"id": id, "source": source, "kind": kind, "published_at": at, "title": title, "text": text,
               "url": format!("https://{source}.example/{id}")})
        .to_string()
    };
    let told =
        "В Риддере третий день нет воды, жители улицы Садовой носят её из колонки и ждут ответа акимата";
    let posts = [
        post("1", "first", "news", "2026-11-20T08:00:00+05:00", "Риддер без воды", told),
        post("2", "second", "news", "2026-11-20T09:00:00+05:00", "Риддер без воды", told),
        post("3", "third", "news", "2026-11-20T10:00:00+05:00", "Риддер без воды", told),
        post("4", "first", "comment", "2026-11-21T08:00:00+05:00", "", "Көшеде үш күн су жоқ, қашан береді?"),
        post("5", "second", "comment", "2026-11-22T08:00:00+05:00", "", "Ауылда жарық жиі сөнеді, су да жоқ"),
        post(
            "6",
            "third",
            "news",
            "2026-11-22T09:00:00+05:00",
            "=1+1",
            "Опять нет света в посёлке, а воды много\u{202e}",
        ),
    ];
    let file = folder.path().join("posts.jsonl");
    fs::write(&file, posts.join("\n")).unwrap();
    let run = |arguments: &[&str]| well(dauys().arg("--data").arg(folder.path().join("var")).args(arguments));
    run(&["import", "posts", file.to_str().unwrap()]);
    run(&["read"]);
    run(&["group"]);
    run(&["index"]);
    folder
});

fn search(arguments: &[&str]) -> Command {
    let mut command = dauys();
    command.args(["--now", "2026-11-22T12:00:00+05:00", "--data"]).arg(HOME.path().join("var")).arg("search");
    command.args(arguments);
    command
}

fn written(name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = HOME.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn of(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_person_sees_voices_reprints_and_reasons() {
    let text = well(&mut search(&["нет воды риддер", "--need", "all", "--no-expand", "--facets"]));
    let mut lines = text.lines();
    assert_eq!(lines.next().unwrap(), "3 texts = 1 voice + 2 reprints", "{text}");
    assert!(text.contains("(+2 reprints)"), "{text}");
    assert!(text.contains("воды]"), "{text}");
    assert!(text.contains("matched because: "), "{text}");
    assert!(text.lines().any(|line| line.starts_with("day ") && line.contains('█')), "{text}");
    assert!(text.lines().any(|line| line.starts_with("source ") && line.contains("second 1")), "{text}");
    let unfolded = well(&mut search(&["нет воды риддер", "--need", "all", "--no-expand", "--no-fold"]));
    assert_eq!(unfolded.matches("https://").count(), 3, "{unfolded}");
}

#[test]
fn order_filters_and_pages() {
    let ids = |arguments: &[&str]| -> Vec<String> {
        lines(&well(&mut search(arguments)))
            .iter()
            .map(|hit| hit["external_id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids(&["", "--sort", "oldest", "--no-fold", "--json"]), ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(ids(&["", "--sort", "newest", "--no-fold", "--json", "--limit", "2"]), ["6", "5"]);
    let some = ids(&[
        "", "--source", "first", "--source", "second", "--kind", "comment", "--sort", "newest", "--json",
    ]);
    assert_eq!(some, ["5", "4"]);
    let page = |after: Option<&str>| -> Value {
        let mut arguments = vec!["", "--sort", "newest", "--no-fold", "--limit", "4", "--format", "json"];
        arguments.extend(after.iter().flat_map(|after| ["--after", after]));
        serde_json::from_str(&well(&mut search(&arguments))).unwrap()
    };
    let first = page(None);
    assert_eq!((first["texts"].as_u64(), first["hits"].as_array().unwrap().len()), (Some(6), 4));
    let second = page(first["next"].as_str());
    assert_eq!(second["hits"].as_array().unwrap().len(), 2);
    assert_eq!(second["next"], Value::Null);
    fails(&mut search(&["су", "--after", "nowhere"]), 2, &["place to go on"]);
}

#[test]
fn the_fault_of_a_query_is_pointed_at() {
    let output = search(&["и\u{306}水 (су"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("и\u{306}水 (су\n      ^"), "{said}");
    fails(&mut search(&["су", "--category", "hcs/watr"]), 2, &["hcs/water"]);
    fails(&mut search(&["су", "-o", "x.doc"]), 2, &["--format"]);
    fails(&mut search(&["су", "--spreadsheet"]), 2, &["--format csv"]);
}

#[test]
fn tables_come_with_their_note() {
    let path = HOME.path().join("water.csv");
    well(&mut search(&["воды OR су", "--limit", "100", "-o", of(&path)]));
    let table = fs::read_to_string(&path).unwrap();
    assert!(table.starts_with("id,external_id,url,score,source,"), "{table}");
    assert!(table.contains(",'=1+1,"), "a formula is defused: {table}");
    let note = fs::read_to_string(HOME.path().join("water.method.txt")).unwrap();
    for line in [
        "Query: воды OR су",
        "Most rows: 100",
        "Texts in the index: 6",
        "Newest text: 2026-11-22 09:00:00 (UTC+5)",
    ] {
        assert!(note.lines().any(|found| found == line), "no `{line}` in\n{note}");
    }
    assert!(note.contains("never a share of citizens"));
    let path = HOME.path().join("water.xlsx");
    well(&mut search(&["воды OR су", "-o", of(&path)]));
    let first = fs::read(&path).unwrap();
    assert!(first.starts_with(b"PK"));
    well(&mut search(&["воды OR су", "-o", of(&path)]));
    assert_eq!(first, fs::read(&path).unwrap(), "equal input, equal bytes");
    let marked = well(&mut search(&["су", "--csv", "--spreadsheet"]));
    assert!(marked.starts_with("\u{feff}id;external_id;"), "{marked}");
}

#[test]
fn a_batch_keeps_the_contract_and_goes_on_after_a_bad_line() {
    let batch = "{\"query\":\"су жоқ\",\"mine\":[7],\"limit\":1}\n{\"query\":\"(вода\"}\nbroken\n{\"query\":\"\",\"kind\":\"comment\",\"lang\":\"kk\"}\n{\"query\":\"кометы\"}\n";
    let path = written("batch.jsonl", batch);
    let output = search(&["--batch", of(&path)]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("batch.jsonl: line 3: not JSON"), "{}", stderr(&output));
    let answers = lines(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(answers.len(), 4);
    assert_eq!((&answers[0]["query"], &answers[0]["mine"]), (&json!("су жоқ"), &json!([7])));
    assert_eq!(answers[0]["hits"].as_array().unwrap().len(), 1);
    for field in ["id", "url", "score", "external_id", "title", "snippet"] {
        assert!(answers[0]["hits"][0].get(field).is_some(), "no `{field}`");
    }
    assert_eq!((&answers[0]["read"], &answers[1]["read"]), (&json!("query"), &json!("plain")));
    assert!(answers[1]["hits"].as_array().unwrap().len() > 1, "looked for word by word: {}", answers[1]);
    assert_eq!(answers[2]["total"], 2);
    assert_eq!(answers[3]["hits"], json!([]));
}

#[test]
fn a_batch_from_a_table_becomes_one_table() {
    let path = written("batch.csv", "\u{feff}query;kind;mine\r\nсу жоқ;comment;a\r\nкометы;;b\r\n");
    let table = well(&mut search(&["--batch", of(&path), "--csv"]));
    let mut rows = table.lines();
    assert!(
        rows.next()
            .unwrap()
            .starts_with("query_number,query,read,texts,voices,complete,asked_kind,mine,rank,id,")
    );
    let rows: Vec<&str> = rows.collect();
    assert_eq!(rows.len(), 3, "{table}");
    assert!(rows[0].starts_with("1,су жоқ,query,2,2,") && rows[0].contains(",comment,a,1,"), "{}", rows[0]);
    assert!(rows[2].starts_with("2,кометы,query,0,0,0,,b,,,"), "{}", rows[2]);
    let book = HOME.path().join("batch.xlsx");
    well(&mut search(&["--batch", of(&path), "-o", of(&book)]));
    assert!(fs::read(&book).unwrap().starts_with(b"PK"));
}

#[test]
fn queries_in_utf16_are_read_and_broken_letters_told() {
    let text = "\u{feff}query\tlang\r\nсу жоқ\tkk\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let path = written("sixteen.csv", bytes);
    let answers = lines(&well(&mut search(&["--batch", of(&path)])));
    assert_eq!((&answers[0]["query"], &answers[0]["lang"]), (&json!("су жоқ"), &json!("kk")));
    let path = written(
        "broken.jsonl",
        b"{\"query\":\"\xd1\"}\n{\"query\":\"a\0b\"}\n\xef\xbb\xbf\n{\"query\":\"\xd1\x81\xd1\x83\"}",
    );
    fails(&mut search(&["--batch", of(&path)]), 2, &["line 1: not UTF-8", "line 2: not JSON"]);
}

#[test]
fn posts_in_odd_encodings_are_brought_in_or_told_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = dauys();
        command.arg("--data").arg(folder.path().join("var")).args(arguments);
        command
    };
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let at = "2026-11-20T08:00:00+05:00";
    let sixteen = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let line = |id: &str, text: &str| {
        format!("{{\"id\":\"{id}\",\"source\":\"demo\",\"text\":\"{text}\",\"published_at\":\"{at}\"}}\r\n")
    };
    let path = file("a.jsonl", &sixteen(&format!("\u{feff}{}", line("1", "Көшеде су жоқ"))));
    well(&mut run(&["import", "posts", &path]));
    let path = file(
        "b.csv",
        &sixteen(&format!("\u{feff}id\tsource\ttext\tpublished_at\r\n2\tdemo\tАуылда су жоқ\t{at}\r\n")),
    );
    well(&mut run(&["import", "posts", &path]));
    let mut bytes = line("3", "Нет воды").into_bytes();
    bytes.extend(
        b"{\"id\":\"4\",\"source\":\"demo\",\"text\":\"\xcd\xe5\xf2\",\"published_at\":\"2026-11-20\"}\n",
    );
    bytes.extend(line("5", "a\0b").bytes());
    bytes.extend(line("6", &"су ".repeat(3_000_000)).bytes());
    bytes.extend(line("7", "Нет света").bytes());
    let path = file("c.jsonl", &bytes);
    fails(
        &mut run(&["import", "posts", &path, "--skip-bad"]),
        3,
        &["line 2: not UTF-8", "line 3: not JSON", "line 4: longer than 8 MB", "2 new", "3 bad lines"],
    );
    let path = file(
        "d.csv",
        format!(
            "\u{feff}id,source,text,published_at\r\n8,demo,\"Нет\0 тепла в доме\r\nвторой день\",{at}\r\n"
        )
        .as_bytes(),
    );
    well(&mut run(&["import", "posts", &path]));
    well(&mut run(&["read"]));
    let mut ids: Vec<String> = lines(&well(&mut run(&["export", "posts"])))
        .iter()
        .map(|post| post["external_id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    assert_eq!(ids, ["1", "2", "3", "7", "8"]);
}
