//! Interfaces that are used with a key, against a server on loopback under tokio's paused clock: the key goes where it should, and
//! refusals come back with their reason.

#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod server;

use std::time::Duration;

use dauys_fetch::{Accept, Fetcher, Outcome, Request, Secret, Settings, Standing};
use server::{Reply, Server, reply};
use tokio::time::Instant;

/// A request to the host `api.example`, as an interface and with a key.
fn with_key(path: &str) -> Request {
    let url = format!("http://api.example{path}").parse().unwrap();
    Request {
        standing: Standing::Interface,
        headers: vec![("authorization", Secret::new("Bearer s3cret")), ("x-language", Secret::new("kk"))],
        ..Request::new(url, Accept::Data)
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_is_sent_and_robots_txt_is_not_asked() {
    let head = "200 OK\nContent-Type: application/json\nX-WP-Total: 120\nX-WP-TotalPages: 12\nX-Robots-Tag: noai\nX-Robots-Tag: noarchive\nLink: </2>; rel=next\nX-Secret: no\nSet-Cookie: a=b";
    let server = Server::start(move |_| reply(head, "{}")).await;
    let fetcher = Fetcher::new(server.as_proxy()).unwrap();
    let Outcome::Fresh { page, headers, .. } = fetcher.fetch(&with_key("/posts?page=1")).await.unwrap()
    else {
        panic!("not fresh")
    };
    assert_eq!(page.body, b"{}");
    assert_eq!(server.targets(), ["http://api.example/posts?page=1"]);
    let asked = &server.asked()[0];
    assert_eq!(asked.header("authorization"), Some("Bearer s3cret"));
    assert_eq!(asked.header("x-language"), Some("kk"));
    assert_eq!(asked.header("accept"), Some("application/json, */*;q=0.1"));
    let expected = [
        ("link", "</2>; rel=next"),
        ("x-wp-total", "120"),
        ("x-wp-totalpages", "12"),
        ("x-robots-tag", "noai"),
        ("x-robots-tag", "noarchive"),
    ];
    assert_eq!(headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_says_why_to_an_interface_only() {
    let server = Server::start(|asked| {
        let status = asked.target.rsplit('/').next().unwrap().to_owned();
        match status.as_str() {
            "robots.txt" => reply("404 Not Found", ""),
            _ => reply(&format!("{status} No\nX-RateLimit-Remaining: 3"), "{\"error\":{\"code\":5}}"),
        }
    })
    .await;
    let fetcher = Fetcher::new(server.as_proxy()).unwrap();
    for status in [400, 401, 403, 404, 409, 410, 422] {
        let outcome = fetcher.fetch(&with_key(&format!("/{status}"))).await.unwrap();
        let Outcome::Refused { page, status: told, headers } = outcome else { panic!("not refused") };
        assert_eq!((told, page.body.as_slice()), (status, b"{\"error\":{\"code\":5}}".as_slice()));
        assert_eq!(headers, [("x-ratelimit-remaining".to_owned(), "3".to_owned())]);

        let visit =
            Request::new(format!("http://site-{status}.example/{status}").parse().unwrap(), Accept::Data);
        assert_eq!(fetcher.fetch(&visit).await.unwrap_err().code(), format!("http {status}"));
    }
    assert_eq!(fetcher.left_alone(), [], "an interface that says no is not a host that shuts us out");
    assert_eq!(fetcher.fetch(&with_key("/429")).await.unwrap_err().code(), "http 429");
}

#[tokio::test(start_paused = true)]
async fn a_guest_obeys_robots_txt_and_hears_why_it_is_refused() {
    let server = Server::start(|asked| {
        if asked.target.ends_with("/robots.txt") {
            return reply("200 OK", "User-agent: *\nDisallow: /closed");
        }
        reply("404 Not Found", "{\"code\":\"rest_no_route\"}")
    })
    .await;
    let fetcher = Fetcher::new(server.as_proxy()).unwrap();
    let guest = |path: &str| Request { standing: Standing::Guest, headers: Vec::new(), ..with_key(path) };
    let Outcome::Refused { page, status, .. } = fetcher.fetch(&guest("/wp-json/posts")).await.unwrap() else {
        panic!("not refused")
    };
    assert_eq!((status, page.body.as_slice()), (404, b"{\"code\":\"rest_no_route\"}".as_slice()));
    assert_eq!(fetcher.fetch(&guest("/closed/posts")).await.unwrap_err().code(), "robots");
    assert_eq!(server.targets(), ["http://api.example/robots.txt", "http://api.example/wp-json/posts"]);
}

#[tokio::test(start_paused = true)]
async fn a_key_stays_with_its_host() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "http://api.example/same" => reply("302 Found\nLocation: /there", ""),
        "http://api.example/there" => reply("200 OK", "there"),
        "http://api.example/other" => reply("302 Found\nLocation: http://other.example/", ""),
        other => panic!("{other}"),
    })
    .await;
    let fetcher = Fetcher::new(server.as_proxy()).unwrap();
    assert!(matches!(fetcher.fetch(&with_key("/same")).await.unwrap(), Outcome::Fresh { .. }));
    let failure = fetcher.fetch(&with_key("/other")).await.unwrap_err();
    assert_eq!(failure.to_string(), "`api.example` cannot be read: redirects");
    // A key in the address is one too.
    let request = Request { headers: Vec::new(), ..with_key("/other") };
    assert_eq!(fetcher.fetch(&request).await.unwrap_err().code(), "redirects");
    assert!(server.targets().iter().all(|target| target.starts_with("http://api.example/")));
}

#[tokio::test(start_paused = true)]
async fn a_header_that_cannot_be_sent_is_named_without_its_value() {
    let server = Server::start(|_| reply("200 OK", "")).await;
    let request = Request { headers: vec![("authorization", Secret::new("s3\ncret"))], ..with_key("/") };
    let failure = Fetcher::new(server.as_proxy()).unwrap().fetch(&request).await.unwrap_err();
    assert_eq!(
        failure.to_string(),
        "`api.example` may not be asked: the header `authorization` cannot be sent"
    );
    assert_eq!(server.targets(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn who_asks_for_patience_is_answered_late() {
    let start = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n";
    let server = Server::start(|_| Reply::Drip(start.into(), Duration::from_secs(90))).await;
    let settings = Settings { tries: 1, ..server.as_proxy() };
    let fetcher = Fetcher::new(settings).unwrap();
    let began = Instant::now();
    assert_eq!(fetcher.fetch(&with_key("/updates")).await.unwrap_err().code(), "timeout");
    assert_eq!(began.elapsed().as_secs(), 20);
    let patient = Request { patience: Some(Duration::from_secs(100)), ..with_key("/updates") };
    assert!(matches!(fetcher.fetch(&patient).await, Ok(Outcome::Fresh { .. })));
    let impatient = Request { patience: Some(Duration::from_secs(5)), ..with_key("/updates") };
    let began = Instant::now();
    assert_eq!(fetcher.fetch(&impatient).await.unwrap_err().code(), "timeout");
    assert_eq!(began.elapsed().as_secs(), 5);
}
