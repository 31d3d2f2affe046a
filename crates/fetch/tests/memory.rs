//! What one run hands over to the next, and what it leaves behind: rules of robots.txt, hosts that are left alone, the archive.

#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod server;

use std::fs::File;
use std::io::BufReader;
use std::time::Duration;

use dauys_fetch::{Accept, Fetcher, Keep, Request, Secret, Settings, Standing};
use flate2::bufread::MultiGzDecoder;
use server::{Reply, Server, reply};
use warc::{WarcHeader, WarcReader};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// The code of what comes of asking an address, or how many bytes.
async fn ask(fetcher: &Fetcher, url: &str) -> String {
    match fetcher.fetch(&Request::new(url.parse().unwrap(), Accept::Page)).await {
        Ok(_) => "well".into(),
        Err(failure) => failure.code(),
    }
}

#[tokio::test(start_paused = true)]
async fn rules_are_handed_over_from_run_to_run() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "http://a.example/robots.txt" => {
            reply("200 OK", "User-agent: *\nDisallow: /closed\nSitemap: /s.xml\n")
        }
        "http://b.example/robots.txt" => reply("404 Not Found", ""),
        "http://c.example/robots.txt" => reply("503 Service Unavailable", ""),
        _ => reply("200 OK", "page"),
    })
    .await;
    let first = Fetcher::new(server.as_proxy()).unwrap();
    assert_eq!(ask(&first, "http://a.example/closed").await, "robots");
    assert_eq!(ask(&first, "http://b.example/").await, "well");
    assert_eq!(ask(&first, "http://c.example/").await, "robots: http 503");
    let sitemaps = first.sitemaps(&"http://a.example/news/1".parse().unwrap()).await;
    assert_eq!(sitemaps.iter().map(url::Url::as_str).collect::<Vec<_>>(), ["http://a.example/s.xml"]);
    tokio::time::advance(HOUR).await;
    let learnt = first.learnt();
    let kept: Vec<_> = learnt.iter().map(|learnt| (learnt.origin.as_str(), learnt.rules.is_some())).collect();
    assert_eq!(kept, [("http://a.example", true), ("http://b.example", false)]);
    assert!(learnt.iter().all(|learnt| learnt.age >= HOUR && learnt.age < HOUR + Duration::from_secs(1)));

    let second = Fetcher::new(server.as_proxy()).unwrap();
    let before = server.asked().len();
    for learnt in learnt {
        second.remember(&learnt.origin, learnt.rules, learnt.age);
    }
    assert_eq!(ask(&second, "http://a.example/closed").await, "robots");
    assert_eq!(ask(&second, "http://a.example/open").await, "well");
    assert_eq!(ask(&second, "http://b.example/").await, "well");
    assert_eq!(server.targets()[before..], ["http://a.example/open", "http://b.example/"]);
    assert_eq!(second.learnt(), []);
}

#[tokio::test(start_paused = true)]
async fn old_rules_hold_while_the_host_cannot_say_its_new_ones() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "http://a.example/robots.txt" => Reply::Reset(Vec::new()),
        _ => reply("200 OK", "page"),
    })
    .await;
    let fetcher = Fetcher::new(server.as_proxy()).unwrap();
    fetcher.remember("http://a.example", Some(b"User-agent: *\nDisallow: /closed".to_vec()), 20 * DAY);
    assert_eq!(ask(&fetcher, "http://a.example/closed").await, "robots");
    assert_eq!(ask(&fetcher, "http://a.example/open").await, "well");
    assert_eq!(server.targets(), ["http://a.example/robots.txt", "http://a.example/open"]);
}

#[tokio::test(start_paused = true)]
async fn a_host_that_keeps_refusing_is_left_alone_in_this_run_and_the_next() {
    let server = Server::start(|asked| {
        if asked.target.ends_with("/robots.txt") {
            return reply("404 Not Found", "");
        }
        match asked.target.contains("closed") {
            true => reply("403 Forbidden", ""),
            false => reply("200 OK", "page"),
        }
    })
    .await;
    let first = Fetcher::new(server.as_proxy()).unwrap();
    for path in ["1", "2", "3", "4", "5"] {
        assert_eq!(ask(&first, &format!("http://closed.example/{path}")).await, "http 403");
        assert_eq!(ask(&first, &format!("http://open.example/{path}")).await, "well");
    }
    let asked = server.targets().iter().filter(|target| target.starts_with("http://closed.example/")).count();
    assert_eq!(asked, 4, "robots.txt and three pages");
    let left_alone = first.left_alone();
    assert_eq!(left_alone.len(), 1);
    let (host, left, code) = &left_alone[0];
    assert_eq!((host.as_str(), code.as_str()), ("closed.example", "http 403"));
    assert!(*left > 23 * HOUR && *left <= DAY, "{left:?}");

    let second = Fetcher::new(server.as_proxy()).unwrap();
    let before = server.asked().len();
    second.leave_alone(host, 5 * HOUR, code);
    let url = "http://closed.example/6".parse().unwrap();
    let failure = second.fetch(&Request::new(url, Accept::Page)).await.unwrap_err();
    assert_eq!(
        failure.to_string(),
        "`closed.example` cannot answer now: http 403, so often that it is left alone"
    );
    assert!(failure.is_temporary() && failure.retry_after().unwrap() > 4 * HOUR);
    assert_eq!(server.asked().len(), before, "nothing is sent, not even for robots.txt");
    tokio::time::advance(6 * HOUR).await;
    assert_eq!(second.left_alone(), []);
}

#[tokio::test(start_paused = true)]
async fn the_archive_holds_what_may_be_kept_and_nothing_else() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "http://a.example/old" => reply("301 Moved Permanently\nLocation: /news", ""),
        target if target.ends_with("/robots.txt") => reply("404 Not Found", ""),
        _ => reply("200 OK\nContent-Type: text/html\nSet-Cookie: s3cret=1", "<p>Ауылда су жоқ</p>"),
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        archive: Some(folder.path().join("archive")),
        contact: Some("office@a.example".into()),
        ..server.as_proxy()
    };
    let fetcher = Fetcher::new(settings).unwrap();
    let request = |path: &str| Request {
        keep: Keep::Archive,
        ..Request::new(format!("http://a.example/{path}").parse().unwrap(), Accept::Page)
    };
    fetcher.fetch(&request("too-early")).await.unwrap();
    let path = fetcher.archive("2026-11-21T05:00:00Z".parse().unwrap()).unwrap().unwrap();
    fetcher.fetch(&request("old")).await.unwrap();
    fetcher.fetch(&Request { keep: Keep::Never, ..request("comments") }).await.unwrap();
    fetcher
        .fetch(&Request { headers: vec![("authorization", Secret::new("s3cret"))], ..request("key") })
        .await
        .unwrap();
    fetcher
        .fetch(&Request { standing: Standing::Interface, ..request("method?token=s3cret") })
        .await
        .unwrap();
    assert_eq!(fetcher.archive_trouble(), None);

    let file = MultiGzDecoder::new(BufReader::new(File::open(path).unwrap()));
    let records: Vec<_> = WarcReader::new(BufReader::new(file)).iter_records().map(Result::unwrap).collect();
    let told: Vec<_> = records
        .iter()
        .map(|record| {
            let url = record.header(WarcHeader::TargetURI).map_or_else(String::new, |url| url.into_owned());
            format!("{} {url}", record.warc_type())
        })
        .collect();
    let expected = [
        "warcinfo ",
        "response http://a.example/old",
        "request http://a.example/old",
        "response http://a.example/news",
        "request http://a.example/news",
    ];
    assert_eq!(told, expected);
    let all: String = records.iter().map(|record| String::from_utf8_lossy(record.body())).collect();
    assert!(all.contains("Ауылда су жоқ") && all.contains("user-agent: Dauys/"), "{all}");
    assert!(!all.contains("s3cret") && !all.contains("office@"), "{all}");
}

#[tokio::test(start_paused = true)]
async fn without_a_folder_there_is_no_archive_and_with_a_bad_one_an_error() {
    let server = Server::start(|_| reply("200 OK", "")).await;
    let now = "2026-11-21T05:00:00Z".parse().unwrap();
    assert_eq!(Fetcher::new(server.as_proxy()).unwrap().archive(now).unwrap(), None);
    let file = tempfile::NamedTempFile::new().unwrap();
    let settings = Settings { archive: Some(file.path().into()), ..server.as_proxy() };
    assert!(Fetcher::new(settings).unwrap().archive(now).is_err());
}
