//! Contracts of the command line: formats, bad input, exit codes.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::program::{dauys, lines, stderr, well};

pub(crate) fn fed(command: &mut Command, input: &str) -> String {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

pub(crate) fn fails(command: &mut Command, code: i32, telling: &[&str]) {
    let output = command.output().unwrap();
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(code), "{command:?}\n{said}");
    for word in telling {
        assert!(said.contains(word), "{command:?} does not tell `{word}`:\n{said}");
    }
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn analyze_answers_in_the_form_of_the_contract() {
    let answer = fed(dauys().arg("analyze"), "Риддерде үш күн су жоқ, хабарласыңыз 8 701 123 45 67\n");
    let answer: Value = serde_json::from_str(&answer).unwrap();
    for field in [
        "lang",
        "script",
        "lang_score",
        "iso",
        "sentences",
        "terms",
        "category",
        "category_score",
        "complaint",
        "places",
        "redacted",
    ] {
        assert!(answer.get(field).is_some(), "no `{field}` in {answer}");
    }
    assert_eq!(answer["lang"], "kk");
    assert_eq!(answer["script"], "cyrl");
    assert_eq!(answer["category"], "hcs/water");
    assert!(answer["redacted"].as_str().unwrap().contains("<PHONE>"), "{answer}");
    assert!(!answer["redacted"].as_str().unwrap().contains("123"), "{answer}");
    let place = &answer["places"][0];
    assert_eq!(
        (place["kato"].as_str(), place["start"].as_u64(), place["end"].as_u64()),
        (Some("632400000"), Some(0), Some(8))
    );
}

#[test]
fn analyze_reads_objects_and_keeps_their_ids() {
    let input = "{\"id\": 7, \"text\": \"Нет света третий день\"}\n{\"id\": \"b\", \"text\": \"жарық жоқ\", \"title\": \"Ауыл\", \"lang\": \"kk\"}\n";
    let answers = lines(&fed(dauys().args(["analyze", "--json"]), input));
    assert_eq!(answers[0]["id"], 7);
    assert_eq!((&answers[1]["id"], &answers[1]["lang"]), (&json!("b"), &json!("kk")));
}

#[test]
fn bad_input_is_told_and_ends_rightly() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("var");
    let run = || {
        let mut command = dauys();
        command.arg("--data").arg(&data);
        command
    };
    fails(run().args(["search", "су"]), 1, &["no database", "--data"]);
    fails(run().args(["import", "posts", "/nonexistent/x.jsonl"]), 1, &["/nonexistent/x.jsonl"]);
    fails(run().args(["--config", "/nonexistent.toml", "run"]), 1, &["/nonexistent.toml"]);
    fails(run().args(["--now", "tomorrow", "run"]), 2, &["--now"]);
    fails(run().args(["serch"]), 2, &["search"]);
    fails(run().args(["analyze", "/nonexistent.txt"]), 1, &["/nonexistent.txt"]);
    fails(run().args(["source", "probe", "/nonexistent.html"]), 1, &["/nonexistent.html"]);
    fails(dauys().args(["--data", "/proc/nowhere", "run"]), 1, &["/proc/nowhere"]);
}

#[test]
fn a_broken_line_is_named_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("posts.jsonl");
    let mut text = String::new();
    for number in 1..=16 {
        text.push_str(&format!(
            "{{\"id\":\"{number}\",\"source\":\"demo\",\"text\":\"Көшеде су жоқ {number}\",\"published_at\":\"2026-11-20T08:00:00+05:00\"}}\n"
        ));
    }
    text.push_str("{\"id\": broken\n");
    text.push_str("{\"id\":\"18\",\"source\":\"demo\",\"text\":\"Нет воды\",\"published_at\":\"2026-11-20T08:00:00+05:00\"}\n");
    fs::write(&file, &text).unwrap();
    let run = || {
        let mut command = dauys();
        command.arg("--data").arg(folder.path().join("var"));
        command
    };
    fails(
        run().arg("import").arg("posts").arg(&file),
        1,
        &["line 17", "16 posts before it are stored", "--skip-bad"],
    );
    well(run().arg("read"));
    assert_eq!(well(run().args(["export", "posts"])).lines().count(), 16);
    fails(
        run().arg("import").arg("posts").arg(&file).arg("--skip-bad"),
        3,
        &["line 17", "1 new", "16 known"],
    );
    well(run().arg("read"));
    let posts = lines(&well(run().args(["export", "posts"])));
    assert_eq!(posts.len(), 17);
    for field in [
        "id",
        "external_id",
        "source",
        "url",
        "published_at",
        "lang",
        "kind",
        "category",
        "complaint",
        "places",
        "place",
        "duplicate_of",
        "topic",
        "policy",
    ] {
        assert!(posts[0].get(field).is_some(), "no `{field}` in {}", posts[0]);
    }
}

#[test]
fn a_newer_database_and_a_second_writer_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("var");
    well(dauys().arg("--data").arg(&data).arg("group"));
    let lock = fs::File::options().write(true).open(data.join("lock")).unwrap();
    lock.lock().unwrap();
    fails(dauys().arg("--data").arg(&data).arg("group"), 1, &["another dauys is at work"]);
    drop(lock);
    // The schema number stands at byte 60 of an SQLite file.
    let path = data.join("dauys.db");
    let mut bytes = fs::read(&path).unwrap();
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    fs::write(&path, bytes).unwrap();
    fails(dauys().arg("--data").arg(&data).arg("group"), 1, &["schema 99", "newer"]);
}

#[test]
fn every_command_answers_help_with_an_example() {
    for command in [
        vec!["demo"],
        vec!["run"],
        vec!["poll"],
        vec!["pull"],
        vec!["read"],
        vec!["index"],
        vec!["group"],
        vec!["search"],
        vec!["topics"],
        vec!["topic"],
        vec!["digest"],
        vec!["deliver"],
        vec!["review"],
        vec!["due", "add"],
        vec!["due", "list"],
        vec!["due", "answered"],
        vec!["analyze"],
        vec!["import"],
        vec!["export"],
        vec!["saved", "add"],
        vec!["saved", "check"],
        vec!["saved", "notices"],
        vec!["source", "probe"],
        vec!["source", "list"],
        vec!["source", "check"],
        vec!["explain"],
        vec!["erase"],
        vec!["doctor"],
        vec!["completions"],
    ] {
        let help = well(dauys().args(&command).arg("--help"));
        assert!(help.contains("Example"), "{command:?} has no example");
    }
}

#[test]
fn an_index_newer_than_a_restored_database_is_built_anew() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("var");
    let run = |arguments: &[&str]| well(dauys().arg("--data").arg(&data).args(arguments));
    let import = |id: &str, text: &str| {
        let file = folder.path().join(format!("{id}.jsonl"));
        let post =
            json!({"id": id, "source": "demo", "text": text, "published_at": "2026-11-20T08:00:00+05:00"});
        fs::write(&file, format!("{post}\n")).unwrap();
        run(&["import", "posts", file.to_str().unwrap()]);
        run(&["read"]);
        run(&["index"]);
    };
    import("1", "Көшеде су жоқ");
    let backup = fs::read(data.join("dauys.db")).unwrap();
    import("2", "Подъезде су жоқ");
    assert_eq!(lines(&run(&["search", "су жоқ", "--json"])).len(), 2);
    fs::write(data.join("dauys.db"), backup).unwrap();
    run(&["index"]);
    assert_eq!(lines(&run(&["search", "су жоқ", "--json"])).len(), 1);
}

#[test]
fn a_place_keeps_its_name_and_loses_the_flat() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("var");
    let file = folder.path().join("posts.jsonl");
    let places = ["Сарыбұлақ ауылы", "Мағжан Жұмабаев ауданы", "Абай көшесі 12, 45-пәтер"];
    let posts: Vec<String> = places
        .iter()
        .enumerate()
        .map(|(id, place)| {
            let at = "2026-11-20T08:00:00+05:00";
            json!({"id": id, "source": "demo", "text": "Көшеде су жоқ", "published_at": at, "place": place})
                .to_string()
        })
        .collect();
    fs::write(&file, posts.join("\n")).unwrap();
    let run = |arguments: &[&str]| well(dauys().arg("--data").arg(&data).args(arguments));
    run(&["import", "posts", file.to_str().unwrap()]);
    run(&["read"]);
    let posts = lines(&run(&["export", "posts"]));
    let post = |id: &str| posts.iter().find(|post| post["external_id"] == id).unwrap();
    assert_eq!(post("0")["place"], "Сарыбұлақ ауылы");
    assert_eq!((&post("1")["places"][0], &post("1")["place"]), (&json!("593600000"), &Value::Null));
    assert!(!post("2").to_string().contains("45-пәтер"), "{}", post("2"));
}
