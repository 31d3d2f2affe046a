//! The fetcher against a server on loopback, with the clock of tokio paused: minutes pass in no time, and no network is needed.

#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod server;

use std::io::Write;
use std::time::Duration;

use dauys_fetch::{Accept, Failure, Fetcher, Outcome, Request, Settings, Validators};
use dauys_model::Page;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use server::tls::{Authority, LATE};
use server::{Asked, Reply, Server, reply};
use tokio::time::Instant;
use url::Url;

const OK: &str = "200 OK\nContent-Type: text/html";

fn page(outcome: Result<Outcome, Failure>) -> Page {
    match outcome.unwrap() {
        Outcome::Fresh { page, .. } => page,
        other => panic!("{other:?}"),
    }
}

fn code(outcome: Result<Outcome, Failure>) -> String {
    outcome.unwrap_err().code()
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

async fn always(head: &'static str, body: &'static str) -> Server {
    Server::start(move |_| reply(head, body)).await
}

/// The pause between each request and the next, in whole seconds.
fn pauses(asked: &[Asked]) -> Vec<u64> {
    asked.windows(2).map(|pair| pair[1].at.duration_since(pair[0].at).as_secs()).collect()
}

// --- answers ---

#[tokio::test(start_paused = true)]
async fn a_page_comes_with_its_type_marks_and_age() {
    let head = "200 OK\nContent-Type: text/html; charset=windows-1251\nETag: W/\"a, \\\"б\"\nLast-Modified: yesterday\nCache-Control: max-age=600";
    let server = always(head, "\u{439}").await;
    let settings = Settings { contact: Some("office@a.example".into()), ..server.settings() };
    let Outcome::Fresh { page, validators, permanent_url, fresh_for, .. } =
        server.fetch(settings, "/x?q=1#part").await.unwrap()
    else {
        panic!("not modified")
    };
    assert_eq!(page.content_type.as_deref(), Some("text/html; charset=windows-1251"));
    assert_eq!(page.body, "\u{439}".as_bytes());
    assert!(page.url.as_str().ends_with("/x?q=1"), "{}", page.url);
    assert_eq!(validators.etag.as_deref(), Some("W/\"a, \\\"б\""));
    assert_eq!(validators.last_modified.as_deref(), Some("yesterday"));
    assert_eq!((permanent_url, fresh_for), (None, Some(seconds(600))));

    let asked = &server.asked()[0];
    assert_eq!(asked.header("from"), Some("office@a.example"));
    assert!(asked.header("user-agent").unwrap().starts_with("Dauys/"));
    assert_eq!(asked.header("cookie"), None);
    assert_eq!(asked.header("referer"), None);
    assert_eq!(asked.header("if-none-match"), None);
}

#[tokio::test(start_paused = true)]
async fn marks_are_sent_back_byte_for_byte() {
    let server = always("304 Not Modified", "").await;
    let validators =
        Validators { etag: Some("W/\"x-б\"".into()), last_modified: Some("Sat, 1 Nov 2026".into()) };
    let outcome = server.fetch_known(server.settings(), "/feed", validators).await;
    assert!(matches!(outcome, Ok(Outcome::NotModified)));
    let asked = &server.asked()[0];
    assert_eq!(asked.header("if-none-match"), Some("W/\"x-б\""));
    assert_eq!(asked.header("if-modified-since"), Some("Sat, 1 Nov 2026"));
}

#[tokio::test(start_paused = true)]
async fn compressed_bodies_are_opened_but_not_bombs() {
    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }
    let server = Server::start(|asked| match asked.target.as_str() {
        "/gzip" => reply("200 OK\nContent-Encoding: gzip", gzip("жаңалық".as_bytes())),
        "/deflate" => {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
            encoder.write_all("жаңалық".as_bytes()).unwrap();
            reply("200 OK\nContent-Encoding: deflate", encoder.finish().unwrap())
        }
        "/bomb" => reply("200 OK\nContent-Encoding: gzip", gzip(&vec![0; 12 << 20])),
        "/sitemap.xml.gz" => reply("200 OK\nContent-Type: application/x-gzip", gzip(b"<urlset/>")),
        "/unknown" => reply("200 OK\nContent-Encoding: compress", "?"),
        "/wrong" => reply("200 OK\nContent-Encoding: gzip", "this is not gzip at all"),
        other => panic!("{other}"),
    })
    .await;
    for path in ["/gzip", "/deflate"] {
        assert_eq!(page(server.fetch(server.settings(), path).await).body, "жаңалық".as_bytes());
    }
    assert_eq!(server.asked()[0].header("accept-encoding"), Some("gzip, deflate, br, zstd"));
    assert_eq!(code(server.fetch(server.settings(), "/bomb").await), "bomb");
    assert_eq!(code(server.fetch(server.settings(), "/unknown").await), "encoding");
    assert_eq!(code(server.fetch(server.settings(), "/wrong").await), "encoding");

    // A file that is compressed is opened too, unless it may be anything.
    assert_eq!(page(server.fetch(server.settings(), "/sitemap.xml.gz").await).body, b"<urlset/>");
    let url: Url = format!("http://{}/sitemap.xml.gz", server.address).parse().unwrap();
    let outcome = Fetcher::new(server.settings()).unwrap().fetch(&Request::new(url, Accept::Any)).await;
    assert!(page(outcome).body.starts_with(b"\x1f\x8b"));
}

#[tokio::test(start_paused = true)]
async fn large_bodies_are_refused_announced_or_not() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "/fits" => reply("200 OK", "0123456789"),
        "/announced" => reply("200 OK", "0123456789a"),
        _ => Reply::Whole(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n0123456789a".to_vec()),
    })
    .await;
    let settings = Settings { max_body_bytes: 10, ..server.settings() };
    assert_eq!(page(server.fetch(settings.clone(), "/fits").await).body, b"0123456789");
    assert_eq!(code(server.fetch(settings.clone(), "/announced").await), "too large");
    assert_eq!(code(server.fetch(settings, "/unannounced").await), "too large");
}

#[tokio::test(start_paused = true)]
async fn refusals_are_sorted_by_what_to_do_next() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "/gone" => reply("410 Gone", ""),
        "/shield" => reply("403 Forbidden\nContent-Type: text/html", "<title>Just a moment...</title>"),
        "/captcha" => reply(OK, "<title>Вы не робот?</title><form></form>"),
        "/closed" => reply("403 Forbidden", "no"),
        "/law" => reply("451 Unavailable For Legal Reasons", ""),
        "/teapot" => reply("418 I'm a teapot", ""),
        other => panic!("{other}"),
    })
    .await;
    let fetch = async |path| server.fetch(server.settings(), path).await.unwrap_err();
    assert!(matches!(fetch("/gone").await, Failure::Gone { status: 410, .. }));
    for (path, expected) in [
        ("/shield", "blocked: challenge"),
        ("/captcha", "blocked: captcha"),
        ("/closed", "http 403"),
        ("/law", "http 451"),
    ] {
        let failure = fetch(path).await;
        assert!(matches!(failure, Failure::Forbidden { .. }), "{failure:?}");
        assert_eq!(failure.code(), expected);
        assert!(!failure.is_temporary());
    }
    assert_eq!(fetch("/teapot").await.to_string(), "`127.0.0.1` cannot be read: http 418");
}

// --- trouble ---

#[tokio::test(start_paused = true)]
async fn a_host_briefly_in_trouble_is_asked_again() {
    let server = Server::start(|asked| match asked.before {
        0 => reply("503 Service Unavailable", ""),
        _ => reply(OK, "well"),
    })
    .await;
    let settings = Settings { tries: 2, pace_ms: 2000, ..server.settings() };
    assert_eq!(page(server.fetch(settings, "/x").await).body, b"well");
    let pauses = pauses(&server.asked());
    assert!(pauses == [2] || pauses == [3], "{pauses:?}");
}

#[tokio::test(start_paused = true)]
async fn a_short_retry_after_is_waited_for() {
    let server = Server::start(|asked| match (asked.target.as_str(), asked.before) {
        ("/seconds", 0) => reply("429 Too Many Requests\nRetry-After: 7", ""),
        ("/date", 0) => reply(
            "429 Too Many Requests\nDate: Sat, 21 Nov 2026 10:00:00 GMT\nRetry-After: Sat, 21 Nov 2026 10:00:20 GMT",
            "",
        ),
        _ => reply(OK, "well"),
    })
    .await;
    let settings = Settings { tries: 2, pace_ms: 2000, ..server.settings() };
    assert_eq!(page(server.fetch(settings.clone(), "/seconds").await).body, b"well");
    assert_eq!(pauses(&server.asked()), [7]);
    assert_eq!(page(server.fetch(settings, "/date").await).body, b"well");
    assert_eq!(pauses(&server.asked()[2..]), [20]);
}

#[tokio::test(start_paused = true)]
async fn a_long_retry_after_closes_the_host_without_another_request() {
    let server = always("503 Service Unavailable\nRetry-After: 7200", "").await;
    let fetcher = Fetcher::new(Settings { tries: 3, pace_ms: 2000, ..server.settings() }).unwrap();
    let url: Url = format!("http://{}/", server.address).parse().unwrap();
    let start = Instant::now();
    for path in ["a", "b", "c"] {
        let request = Request::new(url.join(path).unwrap(), Accept::Feed);
        let failure = fetcher.fetch(&request).await.unwrap_err();
        assert_eq!(failure.code(), "http 503");
        assert!(failure.is_temporary());
        let left = seconds(3600) - failure.retry_after().unwrap();
        assert!(left < seconds(1), "{left:?}");
    }
    assert_eq!(server.targets(), ["/a"]);
    assert!(start.elapsed() < seconds(1));
}

#[tokio::test(start_paused = true)]
async fn without_a_pace_nothing_waits() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "/429" => reply("429 Too Many Requests\nRetry-After: 7", ""),
        _ => reply("503 Service Unavailable", ""),
    })
    .await;
    let start = Instant::now();
    let settings = Settings { tries: 3, ..server.settings() };
    let failure = server.fetch(settings.clone(), "/429").await.unwrap_err();
    assert_eq!((failure.code(), failure.retry_after()), ("http 429".into(), Some(seconds(7))));
    assert_eq!(code(server.fetch(settings, "/503").await), "http 503");
    assert_eq!(server.asked().len(), 4);
    assert!(start.elapsed() < seconds(1), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_reset_amid_the_body_is_tried_again() {
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    let server = Server::start(move |asked| match (asked.target.as_str(), asked.before) {
        (_, 0) | ("/always", _) => Reply::Reset(cut.to_vec()),
        _ => reply(OK, "whole"),
    })
    .await;
    let settings = Settings { tries: 2, ..server.settings() };
    assert_eq!(page(server.fetch(settings.clone(), "/once").await).body, b"whole");
    let failure = server.fetch(settings, "/always").await.unwrap_err();
    assert_eq!(failure.code(), "connection");
    assert!(failure.is_temporary());
}

#[tokio::test(start_paused = true)]
async fn silence_and_drips_run_into_their_limits() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
    let server = Server::start(move |asked| match asked.target.as_str() {
        "/drip" => Reply::Drip(head.into(), seconds(5)),
        _ => Reply::Drip(head.into(), seconds(1000)),
    })
    .await;
    let settings = Settings { tries: 2, ..server.settings() };
    let start = Instant::now();
    assert_eq!(code(server.fetch(settings.clone(), "/silence").await), "timeout");
    assert_eq!(start.elapsed().as_secs(), 20);
    let start = Instant::now();
    assert_eq!(code(server.fetch(settings, "/drip").await), "timeout");
    assert_eq!(start.elapsed().as_secs(), 60);
    assert_eq!(server.asked().len(), 2, "a timeout is not tried again");
}

#[tokio::test(start_paused = true)]
async fn a_closed_port_and_a_broken_handshake_are_told_apart() {
    let server = Server::start(|_| Reply::Whole(b"this is no TLS".to_vec())).await;
    let url = format!("https://{}/", server.address);
    let failure = server.fetch(server.settings(), &url).await.unwrap_err();
    assert_eq!((failure.code().as_str(), failure.is_temporary()), ("tls", false), "{failure}");

    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let failure = server.fetch(server.settings(), &format!("http://{closed}/")).await.unwrap_err();
    assert_eq!((failure.code().as_str(), failure.is_temporary()), ("connection", true), "{failure}");
}

#[tokio::test(start_paused = true)]
async fn a_name_without_an_address_is_a_matter_of_names() {
    let server = always(OK, "").await;
    // `.invalid` never exists (RFC 6761), whatever the resolver here can reach.
    let failure = server.fetch(server.settings(), "http://a.invalid/").await.unwrap_err();
    assert_eq!(failure.code(), "dns", "{failure:?}");
}

// --- redirects ---

#[tokio::test(start_paused = true)]
async fn redirects_are_followed_and_permanent_ones_told() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "/old/feed" => reply("301 Moved Permanently\nLocation: new?x=1", ""),
        "/old/new?x=1" => reply("308 Permanent Redirect\nLocation: /newest", ""),
        "/today" => reply("302 Found\nLocation: /newest", ""),
        "/newest" => reply(OK, "here"),
        other => panic!("{other}"),
    })
    .await;
    for (path, is_permanent) in [("/old/feed", true), ("/today", false), ("/newest", false)] {
        let outcome = server.fetch(server.settings(), path).await.unwrap();
        let Outcome::Fresh { page, permanent_url, .. } = outcome else { panic!("not modified") };
        assert!(page.url.as_str().ends_with("/newest"), "{}", page.url);
        assert_eq!(permanent_url, is_permanent.then_some(page.url));
    }
}

#[tokio::test(start_paused = true)]
async fn redirects_end() {
    let server = Server::start(|asked| {
        let next: usize = asked.target.trim_start_matches("/n/").parse().unwrap_or(0);
        match asked.target.as_str() {
            "/a" => reply("302 Found\nLocation: /b", ""),
            "/b" => reply("302 Found\nLocation: /a", ""),
            "/nowhere" => reply("302 Found", ""),
            "/n/5" => reply(OK, "arrived"),
            _ => reply(&format!("302 Found\nLocation: /n/{}", next + 1), ""),
        }
    })
    .await;
    assert_eq!(code(server.fetch(server.settings(), "/a").await), "redirects");
    assert_eq!(server.targets(), ["/a", "/b"]);
    assert_eq!(code(server.fetch(server.settings(), "/nowhere").await), "redirects");
    assert_eq!(page(server.fetch(server.settings(), "/n/0").await).body, b"arrived");
    let settings = Settings { max_redirects: 4, ..server.settings() };
    assert_eq!(code(server.fetch(settings, "/n/0").await), "redirects");
}

#[tokio::test(start_paused = true)]
async fn no_redirect_leads_inside() {
    let server = Server::start(|asked| {
        let inside = asked.target.split_once("?to=").map_or("", |(_, inside)| inside);
        if asked.target.ends_with("/robots.txt") {
            return reply("404 Not Found", "");
        }
        reply(&format!("302 Found\nLocation: {inside}"), "")
    })
    .await;
    for inside in [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "http://dala.example:6379/",
        "file:///etc/passwd",
        "http://user:secret@dala.example/",
    ] {
        let failure =
            server.fetch(server.as_proxy(), &format!("http://dala.example/?to={inside}")).await.unwrap_err();
        assert_eq!(failure.code(), "unsafe", "{inside}");
        assert!(!failure.to_string().contains("secret"));
    }
    assert!(server.targets().iter().all(|target| target.starts_with("http://dala.example/")));
}

#[tokio::test(start_paused = true)]
async fn names_that_resolve_to_private_addresses_are_not_connected_to() {
    let server = always(OK, "inside").await;
    let settings = Settings { robots: false, ..Settings::default() };
    for target in
        [format!("http://{}/", server.address), "http://127.0.0.1/".into(), "http://localhost/".into()]
    {
        assert_eq!(code(server.fetch(settings.clone(), &target).await), "unsafe", "{target}");
    }
    assert_eq!(server.targets(), [""; 0]);
}

// --- robots.txt ---

/// A world in which each host has this robots.txt and everything else is well.
async fn with_robots(robots: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
    Server::start(
        move |asked| if asked.target.ends_with("/robots.txt") { robots(asked) } else { reply(OK, "page") },
    )
    .await
}

#[tokio::test(start_paused = true)]
async fn what_robots_txt_forbids_is_not_asked() {
    let server =
        with_robots(|_| reply("200 OK\nContent-Type: text/plain", "User-agent: *\nDisallow: /closed\n"))
            .await;
    let failure = server.fetch(server.as_proxy(), "http://dala.example/closed/1").await.unwrap_err();
    assert_eq!(failure.to_string(), "`dala.example` does not let us in: robots");
    assert_eq!(server.targets(), ["http://dala.example/robots.txt"]);
    assert_eq!(page(server.fetch(server.as_proxy(), "http://dala.example/open").await).body, b"page");
}

#[tokio::test(start_paused = true)]
async fn robots_txt_is_asked_once_for_many_pages() {
    let server = with_robots(|_| reply("200 OK", "User-agent: *\nDisallow:\n")).await;
    let fetcher = Fetcher::new(server.as_proxy()).unwrap();
    let tasks: Vec<_> = (0..8)
        .map(|number| {
            let fetcher = fetcher.clone();
            let url = format!("http://dala.example/{number}").parse().unwrap();
            let request = Request::new(url, Accept::Any);
            tokio::spawn(async move { fetcher.fetch(&request).await.map(drop) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let targets = server.targets();
    assert_eq!(targets.len(), 9);
    assert_eq!(targets.iter().filter(|target| target.ends_with("robots.txt")).count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_redirect_asks_the_rules_of_the_new_host() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "http://a.example/robots.txt" => reply("404 Not Found", ""),
        "http://b.example/robots.txt" => reply("200 OK", "User-agent: Dauys\nDisallow: /\n"),
        "http://a.example/x" => reply("301 Moved Permanently\nLocation: http://b.example/x", ""),
        other => panic!("{other}"),
    })
    .await;
    assert_eq!(code(server.fetch(server.as_proxy(), "http://a.example/x").await), "robots");
    assert_eq!(server.asked().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn rules_that_cannot_be_read_forbid_for_now_and_absent_ones_nothing() {
    let server = with_robots(|asked| match asked.target.as_str() {
        "http://down.example/robots.txt" => reply("500 Internal Server Error", ""),
        "http://busy.example/robots.txt" => reply("429 Too Many Requests\nRetry-After: 100", ""),
        "http://reset.example/robots.txt" => Reply::Reset(Vec::new()),
        "http://html.example/robots.txt" => reply(OK, "<!doctype html>User-agent: *\nDisallow: /"),
        "http://none.example/robots.txt" => reply("404 Not Found", "User-agent: *\nDisallow: /"),
        "http://closed.example/robots.txt" => reply("403 Forbidden", ""),
        "http://moved.example/robots.txt" => reply("301 Moved Permanently\nLocation: /rules.txt", ""),
        "http://circle.example/robots.txt" => reply("301 Moved Permanently\nLocation: /robots.txt", ""),
        "http://inside.example/robots.txt" => {
            reply("301 Moved Permanently\nLocation: http://127.0.0.1/robots.txt", "")
        }
        other => panic!("{other}"),
    })
    .await;
    for (host, expected) in
        [("down", "robots: http 500"), ("busy", "robots: http 429"), ("reset", "connection")]
    {
        let failure = server.fetch(server.as_proxy(), &format!("http://{host}.example/x")).await.unwrap_err();
        assert_eq!(failure.code(), expected);
        assert!(failure.is_temporary());
        assert!(!server.targets().contains(&format!("http://{host}.example/x")));
    }
    for host in ["html", "none", "closed", "moved", "circle", "inside"] {
        let outcome = server.fetch(server.as_proxy(), &format!("http://{host}.example/x")).await;
        assert_eq!(page(outcome).body, b"page", "{host}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_pace_and_the_delay_of_robots_txt_are_kept() {
    let server = with_robots(|asked| {
        let delay = if asked.target.contains("slow") { "Crawl-delay: 10" } else { "" };
        reply("200 OK", format!("User-agent: *\n{delay}\nDisallow: /closed\n"))
    })
    .await;
    let fetcher = Fetcher::new(Settings { pace_ms: 2000, ..server.as_proxy() }).unwrap();
    for (host, expected) in [("quick", [2, 2, 2]), ("slow", [10, 10, 10])] {
        for number in 0..3 {
            let url = format!("http://{host}.example/{number}").parse().unwrap();
            let request = Request::new(url, Accept::Page);
            fetcher.fetch(&request).await.unwrap();
        }
        let asked: Vec<_> = server.asked().into_iter().filter(|asked| asked.target.contains(host)).collect();
        assert_eq!(pauses(&asked), expected);
    }
}

// --- proxy ---

#[tokio::test(start_paused = true)]
async fn a_proxy_is_asked_for_whole_addresses_and_never_for_private_ones() {
    let server = always(OK, "world").await;
    let settings = Settings { robots: false, ..server.as_proxy() };
    let outcome = page(server.fetch(settings.clone(), "http://dala.example/news?id=1").await);
    assert_eq!(outcome.url.as_str(), "http://dala.example/news?id=1");
    assert_eq!(server.targets(), ["http://dala.example/news?id=1"]);
    assert_eq!(server.asked()[0].header("host"), Some("dala.example"));
    for inside in ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/", "http://localhost/"] {
        assert_eq!(code(server.fetch(settings.clone(), inside).await), "unsafe");
    }
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_proxy_of_socks_is_given_names_and_never_private_ones() {
    let server = always(OK, "world").await;
    let proxy = format!("socks5h://{}", server.address).parse().ok();
    let settings = Settings { robots: false, ..Settings { proxy, ..server.as_proxy() } };
    assert_eq!(page(server.fetch(settings.clone(), "http://dala.example/news").await).body, b"world");
    assert_eq!(server.targets(), ["socks dala.example:80", "/news"]);
    assert_eq!(code(server.fetch(settings, "http://127.0.0.1/").await), "unsafe");
}

#[tokio::test(start_paused = true)]
async fn a_proxy_behind_tls_is_trusted_by_the_roots_only() {
    let authority = Authority::new();
    let acceptor = authority.acceptor("localhost", LATE);
    let server = Server::start_behind(Some(acceptor), |_| reply(OK, "world")).await;
    let mut roots = tempfile::NamedTempFile::new().unwrap();
    roots.write_all(authority.pem().as_bytes()).unwrap();
    let proxy = format!("https://localhost:{}", server.address.port()).parse().ok();
    let settings = Settings { robots: false, proxy, ..server.as_proxy() };
    let failure = server.fetch(settings.clone(), "http://dala.example/news").await.unwrap_err();
    assert_eq!(failure.code(), "tls", "{failure}");
    let settings = Settings { roots: Some(roots.path().into()), ..settings };
    assert_eq!(page(server.fetch(settings, "http://dala.example/news").await).body, b"world");
    assert_eq!(server.targets(), ["http://dala.example/news"]);
}
