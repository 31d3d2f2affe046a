//! What changes something: saved searches, notices, marks; who may, and what is said of a body that cannot be meant.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use dauys_model::{Mark, News, PostId, Told};
use dauys_store::LookedAt;
use serde_json::{Value, json};

use crate::installation::{Installation, TOKEN, at};

fn alert() -> Value {
    json!({"name": " Су ", "query": "су жоқ", "alert": {"trigger": {"new": {"at_least": 3}}, "schedule": "every_run"}})
}

#[tokio::test]
async fn a_search_is_tried_kept_changed_and_removed() {
    let installation = Installation::new(8);
    let tried = installation.send("POST", "/api/v1/searches/dry-run", &alert().to_string()).await;
    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text);
    let tried = tried.json();
    assert!(!tried["would_have_told"].as_array().unwrap().is_empty(), "{tried}");
    assert_eq!(tried["days"].as_array().unwrap().len(), 30);
    assert!(installation.store().searches().unwrap().is_empty(), "trying keeps nothing");

    let added = installation.send("POST", "/api/v1/searches", &alert().to_string()).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text);
    let place = added.header("location").to_owned();
    assert_eq!(added.json()["name"], "Су");
    let shown = installation.get(&place).await.json();
    assert_eq!(shown, added.json());
    assert_eq!(shown["alert"], alert()["alert"]);
    assert!(shown["next_look_at"].is_string() && shown["expanded"] == true);

    let mut changed = alert();
    changed["alert"]["schedule"] = json!({"at": {"hour": 8, "days": ["mon"]}});
    changed["expanded"] = json!(false);
    let changed = installation.send("PUT", &place, &changed.to_string()).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    assert_eq!((&changed.json()["expanded"], &changed.json()["id"]), (&json!(false), &shown["id"]));
    assert_eq!(installation.get("/api/v1/searches").await.json()["searches"], json!([changed.json()]));

    assert_eq!(installation.send("DELETE", &place, "").await.status, StatusCode::NO_CONTENT);
    assert_eq!(installation.get(&place).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn notices_are_read_and_marked_as_seen() {
    let installation = Installation::new(8);
    installation.send("POST", "/api/v1/searches", &alert().to_string()).await;
    let mut store = installation.store();
    let search = store.searches().unwrap().remove(0);
    let told = |minute: i64, voices: u32| Told {
        at: at(minute),
        news: News::New { voices, since: at(0), doubled: false },
        posts: vec![PostId(2), PostId(1)],
    };
    let look =
        LookedAt { at: at(30), standing: search.standing.clone(), told: vec![told(15, 3), told(30, 4)] };
    assert!(store.save_look(&search, &look).unwrap());
    let first = installation.get("/api/v1/notices?unseen=true&limit=1").await.json();
    assert_eq!((&first["unseen"], &first["notices"][0]["told"]["voices"]), (&json!(2), &json!(4)));
    let next = first["next"].as_str().unwrap();
    let second = installation.get(&format!("/api/v1/notices?unseen=true&limit=1&after={next}")).await.json();
    assert_eq!(second["notices"][0]["told"]["posts"], json!([2, 1]));
    assert!(second["next"].is_null());
    assert_eq!(installation.get("/api/v1/searches").await.json()["searches"][0]["unseen"], 2);
    let body = json!({"notice": first["notices"][0]["id"]}).to_string();
    assert_eq!(installation.send("POST", "/api/v1/notices/seen", &body).await.json()["seen"], 1);
    let rest = installation.send("POST", "/api/v1/notices/seen", "{}").await;
    assert_eq!(rest.json()["seen"], 1);
    let all = installation.get("/api/v1/notices").await.json();
    assert!(all["notices"].as_array().unwrap().iter().all(|notice| notice["seen_at"].is_string()));
}

#[tokio::test]
async fn marks_are_set_and_taken_back() {
    let installation = Installation::new(3);
    let set = installation.send("PUT", "/api/v1/marks/2", r#"{"mark":"not_ours"}"#).await;
    assert_eq!(set.status, StatusCode::NO_CONTENT, "{}", set.text);
    assert_eq!(installation.store().mark(PostId(2)).unwrap().unwrap().0, Mark::NotOurs);
    let listed = installation.get("/api/v1/marks").await.json();
    assert_eq!((&listed["marks"][0]["mark"], &listed["waiting"]), (&json!("not_ours"), &json!(2)));
    assert!(listed["marks"][0]["text"].is_null(), "texts only when they are asked for");
    assert_eq!(installation.send("DELETE", "/api/v1/marks/2", "").await.status, StatusCode::NO_CONTENT);
    assert_eq!(installation.store().mark(PostId(2)).unwrap(), None);
}

#[tokio::test]
async fn what_cannot_be_meant_is_named() {
    let installation = Installation::new(3);
    for (body, said) in [
        (r#"{"name":"a","quary":"b"}"#, "there is no field `quary`; did you mean `query`?"),
        (r#"{"name":"a","query":" "}"#, "`query`: a saved search needs a query"),
        (r#"{"name":"a\nb","query":"b"}"#, "`name`: the name of a saved search is one line of text"),
        (r#"{"name":"a"}"#, "missing field `query`"),
        (r#"{"name":"a","query":"b","alert":{"trigger":"new","schedule":"every_run"}}"#, "newtype variant"),
        (
            r#"{"name":"a","query":"b","alert":{"trigger":"scheduled","schedule":"every_run"}}"#,
            "`alert`: a report at its hours needs an hour",
        ),
        (
            r#"{"name":"a","query":"b","alert":{"trigger":"unusual","shedule":"every_run"}}"#,
            "there is no field `shedule`; did you mean `schedule`?",
        ),
        (
            r#"{"name":"a","query":"b","alert":{"trigger":"unusual","schedule":{"at":{"hour":8,"days":["funday"]}}}}"#,
            "`funday` is not one of mon",
        ),
        ("{", "the body is not JSON"),
        ("[]", "invalid"),
    ] {
        for address in ["/api/v1/searches", "/api/v1/searches/dry-run"] {
            let answered = installation.send("POST", address, body).await;
            assert_eq!(answered.status, StatusCode::BAD_REQUEST, "{body}: {}", answered.text);
            let detail = answered.json()["detail"].as_str().unwrap().to_owned();
            assert!(
                detail.contains(said) || (said == "newtype variant" && !detail.is_empty()),
                "{body}: {detail}"
            );
        }
    }
    let unread =
        installation.send("POST", "/api/v1/searches", r#"{"name":"a","query":"су \"жоқ"}"#).await.json();
    assert_eq!((&unread["type"], &unread["at"][0]), (&json!("urn:dauys:problem:query"), &json!(3)));
    for body in [json!({"name": "a", "query": "Иванов"}), json!({"name": "Иванова", "query": "вода"})]
    {
        let refused = installation.send("POST", "/api/v1/searches", &body.to_string()).await;
        assert_eq!(refused.json()["type"], "urn:dauys:problem:refused", "{body}");
    }
    let mark = installation.send("PUT", "/api/v1/marks/1", r#"{"mark":"complain"}"#).await.json();
    assert!(mark["detail"].as_str().unwrap().ends_with("did you mean `complaint`?"), "{mark}");
    assert!(installation.store().searches().unwrap().is_empty());
}

#[tokio::test]
async fn nobody_writes_without_the_token_and_no_page_of_another_site() {
    let installation = Installation::new(3);
    let request = |headers: &[(&str, &str)], address: &str| {
        let request = Request::post(format!("/api/v1{address}")).header("host", "localhost");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        request.body(Body::from(alert().to_string())).unwrap()
    };
    let json = ("content-type", "application/json");
    let token = format!("Bearer {TOKEN}");
    let bare = installation.asked(request(&[json], "/searches")).await;
    assert_eq!(bare.status, StatusCode::UNAUTHORIZED);
    assert_eq!(bare.header("www-authenticate"), "Bearer realm=\"dauys\"");
    assert_eq!(bare.json()["type"], "urn:dauys:problem:token");
    let foreign = [json, ("authorization", token.as_str()), ("origin", "http://evil.example")];
    assert_eq!(installation.asked(request(&foreign, "/searches")).await.status, StatusCode::FORBIDDEN);
    let form = [("content-type", "text/plain"), ("authorization", token.as_str())];
    assert_eq!(installation.asked(request(&form, "/searches")).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(installation.asked(request(&[json], "/searches/dry-run")).await.status, StatusCode::OK);
    assert!(installation.store().searches().unwrap().is_empty());
    let long = format!("{{\"name\":\"{}\",\"query\":\"b\"}}", "a".repeat(300_000));
    assert_eq!(
        installation.send("POST", "/api/v1/searches", &long).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
}
