//! A data set of data.egov.kz: its mapping and its rows.

use dauys_model::{Kind, Precision, Source, SourceKind};
use dauys_parse::{Get, Refusal, Standing};
use serde_json::{Value, json};

use crate::driver::{SECRET, get, parameter, source, unfit, walk_by as walk, walk_some_by as walk_some};

fn appeals() -> Source {
    let columns =
        [("id", "id"), ("title", "topic"), ("text", "answer"), ("date", "period"), ("place", "region")];
    Source {
        columns: columns.map(|(role, column)| (role.to_owned(), column.to_owned())).into(),
        secret: Some("EGOV".into()),
        ..source(SourceKind::Egov, Kind::Notice, "https://data.egov.kz/datasets/view?index=demo_set_1")
    }
}

fn row(number: usize) -> Value {
    json!({
        "id": number.to_string(),
        "region": "Ұлытау облысы",
        "period": "2026-06-30",
        "received": "412",
        "topic": "ЖКХ",
        "answer": format!("Рассмотрено обращение {number} о подаче воды"),
    })
}

fn mapping() -> Value {
    let columns = json!({
        "id": {"type": "string", "store": true}, "region": {"type": "string"}, "period": {"type": "string"},
        "received": {"type": "string"}, "topic": {"type": "string"}, "answer": {"type": "string"},
    });
    json!({"demo_set_1": {"mappings": {
        "v2": {"properties": {"old": {"type": "string"}}},
        "v10": {"properties": columns},
        "preview": {"properties": {}},
    }}})
}

/// The portal with a data set of so many rows.
fn portal(count: usize) -> impl Fn(&Get) -> (u16, String) {
    move |get| {
        if get.url.path() == "/api/v4/mapping/demo_set_1" {
            return (200, mapping().to_string());
        }
        assert_eq!(get.url.path(), "/api/v4/demo_set_1/v10");
        if parameter(&get.url, "apiKey").as_deref() != Some(SECRET) {
            return (403, String::new());
        }
        let query: Value = serde_json::from_str(&parameter(&get.url, "source").unwrap()).unwrap();
        let from = query["from"].as_u64().unwrap() as usize;
        let size = query["size"].as_u64().unwrap() as usize;
        (200, Value::Array((1..=count).skip(from).take(size).map(row).collect()).to_string())
    }
}

#[test]
fn rows_become_items_by_their_columns() {
    let done = walk(&appeals(), None, &portal(2));
    assert_eq!(done.keys(), ["1", "2"]);
    let item = &done.walked.items[0];
    assert_eq!(item.title.as_deref(), Some("ЖКХ"));
    assert_eq!(item.text.as_deref(), Some("Рассмотрено обращение 1 о подаче воды"));
    assert_eq!(item.place.as_deref(), Some("Ұлытау облысы"));
    assert_eq!(item.precision, Precision::Day);
    assert!(item.url.is_none() && item.author.is_none());
    assert!(!done.walked.is_cut);
    let standings: Vec<Standing> = done.gets().map(|get| get.standing).collect();
    assert_eq!(standings[..2], [Standing::Guest, Standing::Interface], "a key goes with the rows only");
    assert!(parameter(&get(&done.asked[0]).url, "apiKey").is_none(), "the mapping needs no key");
}

#[test]
fn a_large_set_is_read_in_turns_and_then_anew() {
    let source = Source { pages: Some(2), ..appeals() };
    let (mut cursor, mut found, mut cuts) = (None::<String>, Vec::new(), Vec::new());
    for _ in 0..3 {
        let done = walk(&source, cursor.as_deref(), &portal(450));
        found.extend(done.keys().into_iter().map(str::to_owned));
        cuts.push(done.walked.is_cut);
        cursor = done.walked.cursor;
    }
    assert_eq!(found, (1..=450).map(|number| number.to_string()).collect::<Vec<_>>());
    assert_eq!(cuts, [true, true, false]);
    // The next turn begins anew and brings what was brought before.
    let again = walk(&source, cursor.as_deref(), &portal(450));
    assert_eq!(again.keys()[0], "1");
    assert!(again.keys().iter().all(|key| found.contains(&(*key).to_owned())));
}

#[test]
fn ended_early_the_next_walk_goes_on_behind() {
    let broken = walk_some(&appeals(), None, 3, &portal(450));
    assert_eq!(broken.walked.items.len(), 200);
    assert!(broken.walked.is_cut);
    let after = walk(&appeals(), broken.cursor(), &portal(450));
    assert_eq!(after.keys().first(), Some(&"201"));
    assert_eq!(after.keys().len(), 250);
}

#[test]
fn an_error_in_the_middle_keeps_what_came_before() {
    let whole = portal(450);
    let done = walk(&appeals(), None, &|get| {
        if get.url.query().unwrap_or_default().contains("%22from%22%3A100") {
            (500, String::new())
        } else {
            whole(get)
        }
    });
    assert_eq!((done.refusal(), done.walked.items.len()), (Some(Refusal::Trouble), 100));
    let after = walk(&appeals(), done.cursor(), &whole);
    assert_eq!(after.keys().first(), Some(&"101"));
}

#[test]
fn a_new_version_is_read_from_its_beginning() {
    let cursor = "{\"version\":\"v9\",\"from\":4000}";
    assert_eq!(walk(&appeals(), Some(cursor), &portal(3)).keys(), ["1", "2", "3"]);
    assert_eq!(walk(&appeals(), Some("not a cursor"), &portal(3)).keys().len(), 3);
}

#[test]
fn an_edited_row_keeps_its_key_and_a_row_without_id_is_known_by_its_content() {
    let edited = walk(&appeals(), None, &|get| {
        let (status, body) = portal(2)(get);
        (status, body.replace("о подаче воды", "об отоплении"))
    });
    assert_eq!(edited.keys(), ["1", "2"]);
    let mut source = appeals();
    source.columns.remove("id");
    let (one, other) = (walk(&source, None, &portal(2)), walk(&source, None, &portal(2)));
    assert_eq!(one.keys().len(), 2);
    assert_eq!(one.keys(), other.keys());
    assert_ne!(one.keys()[0], one.keys()[1]);
}

#[test]
fn a_portal_that_ignores_the_position_does_not_hold_a_walk() {
    let done = walk(&appeals(), None, &|get| {
        if get.url.path().contains("mapping") {
            return (200, mapping().to_string());
        }
        (200, Value::Array((1..=100).map(row).collect()).to_string())
    });
    assert_eq!((done.asked.len(), done.walked.items.len()), (3, 100));
    assert_eq!(done.walked.left_out, 0);
}

#[test]
fn numbers_and_holes_in_rows_are_borne() {
    let rows = json!([
        {"id": 5, "topic": "Вода", "answer": null, "period": "30.06.2026", "region": null},
        {"id": 6, "region": "Абай"},
        ["ерунда"],
        {"id": "7", "answer": "Су <b>жоқ</b>"},
    ]);
    let done = walk(&appeals(), None, &|get| {
        if get.url.path().contains("mapping") {
            return (200, mapping().to_string());
        }
        let is_first = parameter(&get.url, "source").unwrap().contains("\"from\":0");
        (200, if is_first { rows.to_string() } else { "[]".into() })
    });
    assert_eq!(done.keys(), ["5", "7"]);
    assert_eq!(done.walked.left_out, 2);
    assert_eq!(done.walked.items[1].text.as_deref(), Some("Су жоқ"));
}

#[test]
fn refusals_and_another_form_have_names() {
    let data = |status: u16, body: &str| {
        let done = walk(&appeals(), None, &|get| {
            if get.url.path().contains("mapping") {
                return (200, mapping().to_string());
            }
            (status, body.to_owned())
        });
        let error = done.error.unwrap();
        assert!(!error.to_string().contains(SECRET));
        error.code()
    };
    assert_eq!(data(403, ""), "refused: key");
    assert_eq!(data(403, "<div class=\"g-recaptcha\"></div>"), "blocked: captcha");
    assert_eq!(
        data(200, "<script src=\"https://www.google.com/recaptcha/api.js\"></script>"),
        "blocked: captcha"
    );
    assert_eq!(data(404, ""), "refused: gone");
    assert_eq!(data(429, ""), "refused: too fast");
    assert_eq!(data(400, "{\"error\":\"parse_exception\"}"), "refused: question");
    assert_eq!(data(502, "<html>"), "refused: trouble");
    assert_eq!(data(200, "{\"hits\":{}}"), "parse: drift");
    assert_eq!(data(200, "[{\"name\":\"x\"}]"), "parse: drift");
    assert_eq!(data(200, "[{\"id\":\"1\""), "parse: other");
    let columns = |body: &str| walk(&appeals(), None, &|_| (200, body.to_owned())).error.unwrap().code();
    assert_eq!(columns("{}"), "parse: drift");
    assert_eq!(columns("[]"), "parse: drift");
    assert_eq!(columns("{\"demo_set_1\":{\"mappings\":{\"preview\":{}}}}"), "parse: drift");
    assert_eq!(columns("{\"demo_set_1\":{\"mappings\":{\"v1\":{\"fields\":[]}}}}"), "parse: drift");
}

#[test]
fn a_wrong_column_is_answered_with_those_there_are() {
    let mut source = appeals();
    source.columns.insert("text".into(), "tekst".into());
    let told = walk(&source, None, &portal(2)).error.unwrap().to_string();
    assert_eq!(
        told,
        "`columns.text` is `tekst`, but v10 of the data set has: answer, id, period, received, region, topic"
    );
    source.columns.clear();
    let told = walk(&source, None, &portal(2)).error.unwrap().to_string();
    assert!(told.ends_with("has: answer, id, period, received, region, topic"), "{told}");
    source.columns.insert("author".into(), "id".into());
    assert!(unfit(&source, Some(SECRET)).contains("columns.author"));
    assert!(unfit(&appeals(), None).contains("secret"));
    assert!(
        unfit(&crate::driver::source(SourceKind::Egov, Kind::Notice, "https://data.egov.kz/"), Some(SECRET))
            .contains("index=NAME")
    );
}
