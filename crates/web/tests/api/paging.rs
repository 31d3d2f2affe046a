//! Long lists in pieces, entity tags, and how often one client may ask.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::http::StatusCode;
use dauys_model::{Mark, PostId};
use dauys_web::Programs;

use crate::installation::{Answered, Installation, at};

const WATER: &str = "%D1%81%D1%83%20%D0%B6%D0%BE%D2%9B";

/// The address that the `Link` header leads to.
fn next(answered: &Answered) -> Option<String> {
    let (address, relation) = answered.header("link").strip_prefix('<')?.split_once('>')?;
    assert_eq!(relation, "; rel=\"next\"");
    Some(address.to_owned())
}

/// Walks through a search from piece to piece while posts come in, and gives the posts in order.
async fn walked(installation: &Installation, sort: &str) -> Vec<i64> {
    let mut address = format!("/api/v1/search?q={WATER}&limit=100&sort={sort}");
    let (mut seen, mut added) = (Vec::new(), 0);
    loop {
        let answered = installation.get(&address).await;
        assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
        let answer = answered.json();
        seen.extend(answer["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_i64().unwrap()));
        match next(&answered) {
            Some(next) => {
                assert!(next.contains(&format!("after={}", answer["next"].as_str().unwrap())), "{next}");
                address = next;
            }
            None => {
                assert!(answer["next"].is_null());
                return seen;
            }
        }
        if added < 3 {
            installation.add(10_000 + added * 5, 5);
            added += 1;
            // The index is looked at anew about once a second. A walk is whole as long as it remembers the state it began with.
            tokio::time::sleep(Duration::from_millis(1_100)).await;
        }
    }
}

#[tokio::test]
async fn a_thousand_posts_are_walked_through_once_while_others_come_in() {
    for sort in ["relevance", "newest", "oldest"] {
        let installation = Installation::new(1_000);
        let seen = walked(&installation, sort).await;
        let distinct: BTreeSet<i64> = seen.iter().copied().collect();
        assert_eq!(distinct.len(), seen.len(), "{sort}: a post came twice");
        let missed = (1..=1_000).filter(|id| !distinct.contains(id)).count();
        assert_eq!(missed, 0, "{sort}: posts that were there from the beginning");
    }
}

#[tokio::test]
async fn marks_are_walked_through_while_others_are_set() {
    let installation = Installation::new(60);
    for post in 1..=50 {
        assert!(installation.store().set_mark(PostId(post), Mark::News, at(1)).unwrap());
    }
    let (mut address, mut seen) = ("/api/v1/marks?limit=20".to_owned(), Vec::new());
    loop {
        let answered = installation.get(&address).await;
        let marks = answered.json()["marks"].as_array().unwrap().clone();
        seen.extend(marks.iter().map(|mark| mark["id"].as_i64().unwrap()));
        let Some(next) = next(&answered) else { break };
        address = next;
        assert!(installation.store().clear_mark(PostId(seen[0])).unwrap() || seen.len() > 20);
        installation.store().set_mark(PostId(55), Mark::Complaint, at(2)).unwrap();
    }
    let expected: Vec<i64> = (1..=50).chain([55]).collect();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn what_has_not_changed_is_not_worked_out_again() {
    let installation = Installation::new(5);
    installation.group();
    for address in [
        "/search?q=su",
        "/posts/1",
        "/posts/1/similar",
        "/posts/1/explain?q=su",
        "/topics",
        "/marks",
        "/openapi.json",
    ] {
        let address = format!("/api/v1{address}");
        let first = installation.get(&address).await;
        assert_eq!(first.status, StatusCode::OK, "{address}: {}", first.text);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{address}: {tag}");
        for known in [tag.clone(), format!("\"other\", {tag}"), "*".into()] {
            let again = installation.get_unless(&address, &known).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{address}");
            assert_eq!((again.text.as_str(), again.header("etag")), ("", tag.as_str()));
        }
        assert_eq!(installation.get_unless(&address, "\"other\"").await.status, StatusCode::OK);
    }
    let uri = "/api/v1/posts/999";
    assert_eq!(
        installation.get_unless(uri, "*").await.status,
        StatusCode::NOT_FOUND,
        "there is none to have"
    );
    installation.store().set_mark(PostId(1), Mark::News, at(1)).unwrap();
    assert_ne!(
        installation.get("/api/v1/marks").await.header("etag"),
        "",
        "marks are tagged by what they say"
    );
    let before = installation.get("/api/v1/search?q=su").await.header("etag").to_owned();
    installation.add(5, 1);
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let after = installation.get_unless("/api/v1/search?q=su", &before).await;
    assert_eq!(after.status, StatusCode::OK, "a new post is a new answer");
    assert_ne!(after.header("etag"), before);
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_again() {
    let programs = Programs { requests_per_minute: 30, burst: 4, ..Programs::default() };
    let installation = Installation::with(1, programs);
    for _ in 0..4 {
        assert_eq!(installation.get("/api/v1/sources").await.status, StatusCode::OK);
    }
    let refused = installation.get("/api/v1/search?q=su").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(refused.json()["type"], "urn:dauys:problem:too_many");
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=2).contains(&seconds), "{seconds}");
    assert_eq!(installation.get("/sources").await.status, StatusCode::OK, "pages are not counted");
}
