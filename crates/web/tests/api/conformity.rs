//! What is answered is what the document says: every route is asked for what there is and for what there is not, and every
//! answer is held against the schema of its status. The document itself describes whatever it names.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use dauys_model::{Ruling, TopicId};
use serde_json::{Value, json};

use crate::installation::{Answered, DAY, Installation, TOPIC, at};
use crate::schema::faults;

const WATER: &str = "%D1%81%D1%83%20%D0%B6%D0%BE%D2%9B";

/// The document of the installation and what of it was met.
struct Document {
    whole: Value,
    met: BTreeSet<(String, String)>,
}

impl Document {
    async fn of(installation: &Installation) -> Self {
        let answered = installation.get("/api/v1/openapi.json").await;
        assert_eq!(answered.status, StatusCode::OK);
        Self { whole: answered.json(), met: BTreeSet::new() }
    }

    /// Holds an answer against what the document says of it.
    fn check(&mut self, method: &str, path: &str, answered: &Answered) {
        let said = &self.whole["paths"][path][method]["responses"][answered.status.as_str()];
        assert!(!said.is_null(), "{method} {path}: {} is not described: {}", answered.status, answered.text);
        self.met.insert((method.to_owned(), path.to_owned()));
        let Some(content) = said["content"].as_object() else {
            assert_eq!(answered.text, "", "{method} {path}: nothing is promised");
            return;
        };
        let kind = answered.header("content-type");
        let schema = &content.get(kind).unwrap_or_else(|| panic!("{method} {path}: `{kind}`"))["schema"];
        let faults = faults(&self.whole, schema, &answered.json(), "");
        assert!(faults.is_empty(), "{method} {path}: {faults:?}");
    }
}

#[tokio::test]
async fn every_answer_is_what_the_document_says() {
    let installation = Installation::new(8);
    installation.group();
    installation.add(8, 1);
    let mut document = Document::of(&installation).await;
    let answered = installation.get("/api/v1/openapi.json").await;
    document.check("get", "/openapi.json", &answered);
    let expected: [(&str, String, u16); 34] = [
        ("/search", format!("/search?q={WATER}&facets=true&limit=3"), 200),
        ("/search", "/search?q=%22su".into(), 400),
        ("/search", "/search?q=%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2".into(), 400),
        ("/search", "/search?limt=3".into(), 400),
        ("/posts/{id}", "/posts/1".into(), 200),
        ("/posts/{id}", "/posts/999".into(), 404),
        ("/posts/{id}", "/posts/one".into(), 400),
        ("/posts/{id}/similar", "/posts/1/similar?limit=2".into(), 200),
        ("/posts/{id}/similar", "/posts/999/similar".into(), 404),
        ("/posts/{id}/explain", format!("/posts/1/explain?q={WATER}"), 200),
        ("/posts/{id}/explain", format!("/posts/999/explain?q={WATER}"), 404),
        ("/topics", format!("/topics?date={DAY}"), 200),
        ("/topics", "/topics?region=nowhere".into(), 400),
        ("/topics/{id}", format!("/topics/{TOPIC}?limit=2"), 200),
        ("/topics/{id}", "/topics/none".into(), 404),
        ("/signals", format!("/signals?date={DAY}&all=true"), 200),
        ("/signals", "/signals?category=nothing".into(), 400),
        ("/digests", "/digests".into(), 200),
        ("/digests/{day}/{subscription}", format!("/digests/{DAY}/ru"), 200),
        ("/digests/{day}/{subscription}", format!("/digests/{DAY}/nobody"), 404),
        ("/digests/{day}/{subscription}", format!("/digests/{DAY}/ru?period=week&anew=true"), 200),
        ("/digests/{day}/{subscription}", format!("/digests/{DAY}/ru?period=year"), 400),
        ("/editions", format!("/editions?period=day&from={DAY}&state=draft&q={WATER}"), 200),
        ("/editions", "/editions?state=lost".into(), 400),
        ("/editions", "/editions?after=x".into(), 400),
        ("/subscriptions", "/subscriptions".into(), 200),
        ("/sources", "/sources".into(), 200),
        ("/coverage", format!("/coverage?from={DAY}&to={DAY}"), 200),
        ("/coverage", "/coverage?from=yesterday".into(), 400),
        ("/searches", "/searches".into(), 200),
        ("/searches/{id}", "/searches/9".into(), 404),
        ("/notices", "/notices?unseen=true".into(), 200),
        ("/notices", "/notices?search=x".into(), 400),
        ("/marks", "/marks?text=true".into(), 200),
    ];
    for (path, address, status) in &expected {
        let answered = installation.get(&format!("/api/v1{address}")).await;
        assert_eq!(answered.status.as_u16(), *status, "{address}: {}", answered.text);
        document.check("get", path, &answered);
    }
    let draft = json!({"name": "Су", "query": "су жоқ", "alert": {"trigger": {"new": {"at_least": 3}},
        "schedule": {"at": {"hour": 8, "days": ["mon", "fri"]}}, "quiet": {"from": 22, "to": 7}}})
    .to_string();
    let person = json!({"name": "a", "query": "Иванов"}).to_string();
    let sent: [(&str, &str, &str, &str, u16); 19] = [
        ("post", "/searches/dry-run", "/searches/dry-run", &draft, 200),
        ("post", "/searches/dry-run", "/searches/dry-run", &person, 400),
        ("post", "/searches", "/searches", &draft, 201),
        ("post", "/searches", "/searches", &draft, 409),
        ("post", "/searches", "/searches", r#"{"nmae":"a","query":"b"}"#, 400),
        ("put", "/searches/{id}", "/searches/1", r#"{"name":"Су","query":"су жоқ"}"#, 200),
        ("put", "/searches/{id}", "/searches/9", r#"{"name":"x","query":"су"}"#, 404),
        ("post", "/notices/seen", "/notices/seen", r#"{"search":1}"#, 200),
        ("post", "/notices/seen", "/notices/seen", "nonsense", 400),
        ("put", "/marks/{id}", "/marks/1", r#"{"mark":"complaint"}"#, 204),
        ("put", "/marks/{id}", "/marks/2", r#"{"mark":"not_ours"}"#, 204),
        ("put", "/marks/{id}", "/marks/2", r#"{"mark":"complain"}"#, 400),
        ("put", "/marks/{id}", "/marks/999", r#"{"mark":"news"}"#, 404),
        ("delete", "/marks/{id}", "/marks/2", "", 204),
        ("delete", "/marks/{id}", "/marks/2", "", 404),
        ("get", "/marks", "/marks?text=true", "", 200),
        ("get", "/searches/{id}", "/searches/1", "", 200),
        ("delete", "/searches/{id}", "/searches/1", "", 204),
        ("delete", "/searches/{id}", "/searches/1", "", 404),
    ];
    for (method, path, address, body, status) in sent {
        let answered = installation.send(&method.to_uppercase(), &format!("/api/v1{address}"), body).await;
        assert_eq!(answered.status.as_u16(), status, "{method} {address}: {}", answered.text);
        document.check(method, path, &answered);
    }
    for (path, methods) in document.whole["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let met = document.met.contains(&(method.clone(), path.clone()));
            assert!(met, "{method} {path} was not asked");
        }
    }
}

#[tokio::test]
async fn a_topic_that_is_another_one_leads_there_and_tells_what_was_decided() {
    let installation = Installation::new(6);
    installation.group();
    let mut document = Document::of(&installation).await;
    let mut store = installation.store();
    let topic = store.topic(&TopicId(TOPIC.into())).unwrap().unwrap();
    let ruling = Ruling::Together { topic: topic.id, other: TopicId("tbasqa12".into()) };
    let number = store.decide(&ruling, at(100)).unwrap();
    let answered = installation.get("/api/v1/topics/tbasqa12?limit=2&after=5").await;
    document.check("get", "/topics/{id}", &answered);
    assert_eq!(
        (answered.status.as_u16(), answered.header("location")),
        (308, format!("/api/v1/topics/{TOPIC}?limit=2").as_str())
    );
    let answered = installation.get(answered.header("location")).await;
    document.check("get", "/topics/{id}", &answered);
    let told = answered.json();
    assert_eq!(told["topic"]["id"], TOPIC);
    assert_eq!(told["decisions"][0]["ruling"], "together");
    assert_eq!(told["decisions"][0]["other"], "tbasqa12");
    assert_eq!(told["decisions"][0]["withdrawn_at"], Value::Null);
    assert!(told["related"].is_array() && told["history"].is_array());
    store.withdraw(number, at(101)).unwrap();
    assert_eq!(installation.get("/api/v1/topics/tbasqa12").await.status.as_u16(), 404);
    let told = installation.get(&format!("/api/v1/topics/{TOPIC}")).await.json();
    assert_eq!(told["decisions"][0]["withdrawn_at"], at(101).to_string());
}

#[tokio::test]
async fn the_document_describes_whatever_it_names() {
    let whole = Installation::new(0).get("/api/v1/openapi.json").await.json();
    let said = |value: &Value, what: &str| {
        // Of what may be absent the thing itself is described.
        let of = value["oneOf"].as_array().and_then(|either| either.iter().find(|one| one["type"] != "null"));
        let said = [Some(value), of].into_iter().flatten().find_map(|one| one["description"].as_str());
        assert!(said.is_some_and(|said| !said.is_empty()), "{what}: no description");
    };
    let mut operations = BTreeSet::new();
    for (path, methods) in whole["paths"].as_object().unwrap() {
        let placed: BTreeSet<&str> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        for (method, operation) in methods.as_object().unwrap() {
            let what = format!("{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|said| !said.is_empty()), "{what}");
            assert!(
                operations.insert(operation["operationId"].as_str().unwrap()),
                "{what}: its name is taken"
            );
            let known = whole["tags"].as_array().unwrap();
            assert!(known.iter().any(|tag| tag["name"] == operation["tags"][0]), "{what}: its tag");
            let none = Vec::new();
            let params = operation["parameters"].as_array().unwrap_or(&none);
            for param in params {
                said(param, &format!("{what}: {}", param["name"]));
                assert!(param["schema"].is_object(), "{what}: {}", param["name"]);
            }
            let in_path = params.iter().filter(|param| param["in"] == "path");
            let in_path: BTreeSet<&str> = in_path.map(|param| param["name"].as_str().unwrap()).collect();
            assert_eq!(in_path, placed, "{what}");
            for (status, response) in operation["responses"].as_object().unwrap() {
                said(response, &format!("{what}: {status}"));
                if status.as_str() >= "400" {
                    assert!(response["content"]["application/problem+json"].is_object(), "{what}: {status}");
                }
            }
            if matches!(method.as_str(), "put" | "delete") || path == "/searches" && method == "post" {
                assert!(operation["security"].is_array(), "{what}: who may do it is not said");
            }
        }
    }
    for (name, schema) in whole["components"]["schemas"].as_object().unwrap() {
        said(schema, name);
        for (field, of) in schema["properties"].as_object().into_iter().flatten() {
            said(of, &format!("{name}.{field}"));
        }
    }
    said(&whole["components"]["securitySchemes"]["token"], "token");
}
