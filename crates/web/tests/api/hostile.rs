//! Whatever the parameters and bodies, no answer is a fault of ours, and every failure is a problem.

use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use proptest::prelude::*;

use crate::installation::{Answered, Installation, TOKEN};

fn installation() -> &'static Installation {
    static INSTALLATION: LazyLock<Installation> = LazyLock::new(|| {
        let installation = Installation::new(12);
        installation.group();
        installation
    });
    &INSTALLATION
}

fn asked(request: Request<Body>) -> Answered {
    static RUNTIME: LazyLock<tokio::runtime::Runtime> =
        LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap());
    RUNTIME.block_on(installation().asked(request))
}

fn check(request: axum::http::request::Builder, body: Vec<u8>) -> Result<(), TestCaseError> {
    let request = request
        .header("host", "localhost")
        .header("authorization", format!("Bearer {TOKEN}"))
        .header("content-type", "application/json")
        .body(Body::from(body));
    let Ok(request) = request else { return Ok(()) };
    let shown = format!("{} {}", request.method(), request.uri());
    let answered = asked(request);
    prop_assert!(!answered.status.is_server_error(), "{shown}: {} {}", answered.status, answered.text);
    if answered.status.is_client_error() {
        prop_assert_eq!(answered.header("content-type"), "application/problem+json", "{}", shown);
        prop_assert_eq!(&answered.json()["status"], answered.status.as_u16());
    } else if answered.status != StatusCode::NO_CONTENT {
        answered.json();
    }
    Ok(())
}

const PATHS: [&str; 16] = [
    "/search",
    "/posts/1",
    "/posts/1/similar",
    "/posts/1/explain",
    "/topics",
    "/signals",
    "/topics/tqaraqan1234",
    "/digests",
    "/digests/2026-11-20/ru",
    "/sources",
    "/coverage",
    "/searches",
    "/searches/1",
    "/notices",
    "/marks",
    "/openapi.json",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_parameters_are_a_fault_of_ours(
        path in prop::sample::select(PATHS.to_vec()),
        names in prop::collection::vec(
            "q|from|to|date|language|region|category|source|kind|topic|sort|words|expand|fold|facets|limit|after|lang|all|unseen|search|text|[a-z]{0,5}",
            0..5,
        ),
        values in prop::collection::vec(
            "\\PC{0,30}|[\"()*:~=-]{0,8}|su|су жоқ|true|false|any|-?[0-9]{1,20}|-?[0-9]{1,6}-[0-9]{2}-[0-9]{2}|[0-9]{9}|9999-12-31T23:59:59Z|dala",
            5,
        ),
    ) {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(names.iter().zip(&values));
        check(Request::get(format!("/api/v1{path}?{}", query.finish())), Vec::new())?;
    }

    #[test]
    fn no_address_is_a_fault_of_ours(
        path in "(/(search|posts|topics|digests|searches|marks|notices|coverage|-?[0-9]{1,20}|similar|explain|%[0-9A-F]{2}|[!-~&&[^#?]]{0,8})){1,4}",
        raw in "(%[0-9A-F]{2}|[!-~&&[^#]]){0,30}",
    ) {
        check(Request::get(format!("/api/v1{path}?{raw}")), Vec::new())?;
        check(Request::get(format!("/api/v1/search?q={raw}&after={raw}")), Vec::new())?;
    }

    #[test]
    fn no_body_is_a_fault_of_ours(
        target in prop::sample::select(vec![
            ("POST", "/searches"), ("POST", "/searches/dry-run"), ("PUT", "/searches/1"), ("POST", "/notices/seen"),
            ("PUT", "/marks/1"), ("DELETE", "/marks/2"), ("PATCH", "/searches"), ("POST", "/search"),
        ]),
        body in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..60),
            "\\{\"name\":\"\\PC{0,20}\",\"query\":\"[^\"\\\\]{0,20}\"(,\"alert\":\\{\"trigger\":(\"unusual\"|\"scheduled\"|\\{\"new\":\\{\"at_least\":-?[0-9]{1,12}\\}\\}),\"schedule\":(\"every_run\"|\\{\"at\":\\{\"hour\":[0-9]{1,3},\"days\":\\[\"(mon|x)\"\\]\\}\\})\\})?\\}"
                .prop_map(String::into_bytes),
            "\\{\"(mark|notice|search)\":(\"\\PC{0,9}\"|-?[0-9]{1,22}|null|\\[\\])\\}".prop_map(String::into_bytes),
        ],
    ) {
        check(Request::builder().method(target.0).uri(format!("/api/v1{}", target.1)), body)?;
    }
}
