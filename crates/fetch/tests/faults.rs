//! Every fault that a host can have, in one run: each ends in the outcome that the README names, and none delays a host that is well.
//! The clock of tokio is paused, so that minutes of waiting pass in no time.

#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod server;

use std::io::Write;
use std::time::Duration;

use dauys_fetch::{Accept, Failure, Fetcher, Outcome, Request, Settings, Validators};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use server::tls::{Authority, LATE, self_signed};
use server::{Reply, Server, reply};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::Instant;
use url::Url;

/// One fault: what it is called, how the host answers, and what must come of it.
struct Fault {
    name: &'static str,
    reply: Reply,
    /// The host that is asked over TLS; the others are asked without, each at a host of its own.
    secure_host: Option<&'static str>,
    outcome: &'static str,
}

fn fault(name: &'static str, reply: Reply, outcome: &'static str) -> Fault {
    Fault { name, reply, secure_host: None, outcome }
}

/// A fault of a host that is asked over TLS; the reply is to the wish for a tunnel.
fn secure(name: &'static str, host: &'static str, reply: Reply, outcome: &'static str) -> Fault {
    Fault { secure_host: Some(host), ..fault(name, reply, outcome) }
}

const HTML: &str = "200 OK\nContent-Type: text/html; charset=utf-8";
const FEED: &str = "200 OK\nContent-Type: application/rss+xml";
const NOTHING: &[u8] = b"";

/// All that the mock lists of the design name, and some more.
fn faults(authority: &Authority) -> Vec<Fault> {
    [
        answers(),
        barriers(),
        refusals(),
        slowness(),
        sizes(),
        encodings(),
        ways(),
        breaks(),
        certificates(authority),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn answers() -> Vec<Fault> {
    let cp1251 = b"\xf1\xf3";
    vec![
        fault("well", reply(FEED, "<rss/>"), "fresh, 6 bytes"),
        fault("not modified by `ETag`", reply("304 Not Modified\nETag: \"a\"", ""), "not modified"),
        fault("not modified by `Last-Modified`", reply("304 Not Modified", ""), "not modified"),
        // Only a hash of the body can tell, and the caller keeps one.
        fault(
            "a new `ETag`, the same body",
            reply(&format!("{FEED}\nETag: \"b\""), "<rss/>"),
            "fresh, 6 bytes",
        ),
        fault(
            "the same `ETag`, a new body",
            reply(&format!("{FEED}\nETag: \"a\""), "<rss>x</rss>"),
            "fresh, 12 bytes",
        ),
        // Nobody can tell.
        fault(
            "the same `ETag`, 304 for a new body",
            reply("304 Not Modified\nETag: \"a\"", ""),
            "not modified",
        ),
        fault(
            "windows-1251 named in the header",
            reply("200 OK\nContent-Type: text/xml; charset=windows-1251", cp1251),
            "fresh, 2 bytes",
        ),
        fault(
            "windows-1251 named in the document",
            reply(FEED, [&b"<?xml version=\"1.0\" encoding=\"windows-1251\"?>"[..], cp1251].concat()),
            "fresh, 47 bytes",
        ),
        fault(
            "a page in place of a feed",
            reply(HTML, "<p>Ауылда су жоқ</p>".repeat(90)),
            "fresh, 2790 bytes",
        ),
        fault("nothing, with 200", reply(HTML, ""), "fresh, 0 bytes"),
        fault("204", Reply::Whole(b"HTTP/1.1 204 No Content\r\n\r\n".into()), "fresh, 0 bytes"),
    ]
}

fn barriers() -> Vec<Fault> {
    let challenge = "<title>Just a moment...</title><script>_cf_chl_opt={}</script>";
    let login = "<title>Вход</title><form action=/login><input type=\"password\"></form>";
    vec![
        fault(
            "a challenge, 403",
            reply("403 Forbidden\nContent-Type: text/html\nServer: cloudflare", challenge),
            "blocked: challenge",
        ),
        fault(
            "a challenge, 503",
            reply("503 Service Unavailable\nContent-Type: text/html", challenge),
            "blocked: challenge",
        ),
        fault("a challenge, 200", reply(HTML, challenge), "blocked: challenge"),
        fault("a captcha, 200", reply(HTML, "<title>Вы не робот?</title><form></form>"), "blocked: captcha"),
        fault("a login wall, 200", reply(HTML, login), "blocked: login"),
    ]
}

fn refusals() -> Vec<Fault> {
    let date = "429 Too Many Requests\nDate: Sat, 21 Nov 2026 10:00:00 GMT\nRetry-After: Sat, 21 Nov 2026 10:01:30 GMT";
    vec![
        fault("400", reply("400 Bad Request", ""), "http 400"),
        fault("401", reply("401 Unauthorized", ""), "http 401"),
        fault("403", reply("403 Forbidden", ""), "http 403"),
        fault("404", reply("404 Not Found", ""), "http 404"),
        fault("410", reply("410 Gone", ""), "http 410"),
        fault("429", reply("429 Too Many Requests", ""), "http 429"),
        fault(
            "429 with `Retry-After: 7`",
            reply("429 Too Many Requests\nRetry-After: 7", ""),
            "http 429, wait 7 s",
        ),
        fault("429 with a date", reply(date, ""), "http 429, wait 90 s"),
        fault(
            "429 for a week",
            reply("429 Too Many Requests\nRetry-After: 604800", ""),
            "http 429, wait 3600 s",
        ),
        fault("451", reply("451 Unavailable For Legal Reasons", ""), "http 451"),
        fault("500", reply("500 Internal Server Error", ""), "http 500"),
        fault("503", reply("503 Service Unavailable", ""), "http 503"),
    ]
}

fn slowness() -> Vec<Fault> {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
    vec![
        fault("the first byte never", Reply::Drip(NOTHING.into(), seconds(3600)), "timeout"),
        fault(
            "a header that drips",
            Reply::Drip(b"HTTP/1.1 200 OK\r\nX-Slow: ".into(), seconds(5)),
            "timeout",
        ),
        fault("a body that drips", Reply::Drip(head.into(), seconds(5)), "timeout"),
        fault("a body that stops", Reply::Drip(head.into(), seconds(3600)), "timeout"),
        fault(
            "chunks that stop",
            Reply::Drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n".into(), seconds(3600)),
            "timeout",
        ),
    ]
}

fn sizes() -> Vec<Fault> {
    let chunk = [b"10000\r\n".as_slice(), &[b'x'; 0x10000], b"\r\n"].concat();
    let header = b"X-Flood: yes, again and again and again\r\n";
    vec![
        fault(
            "a length of 11 MiB announced",
            Reply::Drip(b"HTTP/1.1 200 OK\r\nContent-Length: 11534336\r\n\r\n".into(), seconds(5)),
            "too large",
        ),
        fault(
            "an endless body",
            Reply::Endless(b"HTTP/1.1 200 OK\r\n\r\n".into(), vec![b'x'; 0x10000]),
            "too large",
        ),
        fault(
            "endless chunks",
            Reply::Endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".into(), chunk),
            "too large",
        ),
        fault(
            "a thousand headers",
            Reply::Whole([b"HTTP/1.1 200 OK\r\n".as_slice(), &header.repeat(1000), b"\r\n"].concat()),
            "protocol",
        ),
        fault("endless headers", Reply::Endless(b"HTTP/1.1 200 OK\r\n".into(), header.into()), "protocol"),
        fault(
            "one endless header",
            Reply::Endless(b"HTTP/1.1 200 OK\r\nX-Huge: ".into(), vec![b'x'; 0x10000]),
            "protocol",
        ),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn encodings() -> Vec<Fault> {
    let zeros = vec![0; 32 << 20];
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    zlib.write_all(&zeros).unwrap();
    let mut brotli_bomb = Vec::new();
    let quick = brotli::enc::BrotliEncoderParams { quality: 3, ..Default::default() };
    brotli::BrotliCompress(&mut zeros.as_slice(), &mut brotli_bomb, &quick).unwrap();
    // Sixteen letters in no order: half its size, as honest as can be.
    let mut state = 1_u32;
    let honest: Vec<u8> = (0..12_000_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            b'a' + (state >> 28) as u8
        })
        .collect();
    let text = gzip("жаңалық ".repeat(100).as_bytes());
    let packed =
        |encoding: &str, body: Vec<u8>| reply(&format!("200 OK\nContent-Encoding: {encoding}"), body);
    vec![
        fault("a gzip bomb", packed("gzip", gzip(&zeros)), "bomb"),
        fault("a deflate bomb", packed("deflate", zlib.finish().unwrap()), "bomb"),
        fault("a brotli bomb", packed("br", brotli_bomb), "bomb"),
        fault("a zstd bomb", packed("zstd", zstd::encode_all(zeros.as_slice(), 3).unwrap()), "bomb"),
        fault("a gzip bomb within gzip", packed("gzip", gzip(&gzip(&zeros))), "bomb"),
        fault(
            "a gzip file that is a bomb",
            reply("200 OK\nContent-Type: application/gzip", gzip(&zeros)),
            "bomb",
        ),
        fault("a flood of empty gzip members", packed("gzip", gzip(b"").repeat(5000)), "encoding"),
        fault("an honest 12 MB in gzip", packed("gzip", gzip(&honest)), "too large"),
        fault(
            "a gzip file without `Content-Encoding`",
            reply("200 OK\nContent-Type: application/octet-stream", text.clone()),
            "fresh, 1500 bytes",
        ),
        fault("a gzip file within gzip", packed("gzip", gzip(&text)), "fresh, 1500 bytes"),
        fault("gzip that ends early", packed("gzip", text[..text.len() - 9].to_vec()), "truncated"),
        fault("gzip that is none", packed("gzip", b"not at all".into()), "encoding"),
        fault("an encoding that was not offered", packed("compress", b"?".into()), "encoding"),
        fault("two encodings", packed("gzip, br", b"?".into()), "encoding"),
    ]
}

fn ways() -> Vec<Fault> {
    let to = |status: &str, place: &str| reply(&format!("{status}\nLocation: {place}"), "");
    let mut faults = vec![
        fault(
            "moved for good",
            to("301 Moved Permanently", "http://well.example/"),
            "fresh, 2 bytes, moved for good",
        ),
        fault("moved for now", to("302 Found", "http://well.example/"), "fresh, 2 bytes"),
        fault("a redirect to itself", to("302 Found", "/"), "redirects"),
        fault("a redirect loop", to("302 Found", "/loop"), "redirects"),
        fault("too many redirects", to("302 Found", "/n/1"), "redirects"),
        fault("a redirect to nowhere", reply("302 Found", ""), "redirects"),
        fault(
            "a redirect to a host whose robots.txt forbids",
            to("302 Found", "http://closed.example/"),
            "robots",
        ),
    ];
    let inside = [
        ("a redirect to the metadata service", "http://169.254.169.254/latest/meta-data/"),
        ("a redirect to loopback, mapped", "http://[::ffff:127.0.0.1]/"),
        ("a redirect to loopback, decimal", "http://2130706433/"),
        ("a redirect to loopback, hexadecimal", "http://0x7f.1/"),
        ("a redirect to loopback through NAT64", "http://[64:ff9b::7f00:1]/"),
        ("a redirect to loopback through 6to4", "http://[2002:7f00:1::]/"),
        ("a redirect to a private address", "http://10.0.0.1/"),
        ("a redirect to a local name", "http://localhost/"),
        ("a redirect to another port", "http://well.example:6379/"),
        ("a redirect with a password", "http://user:secret@well.example/"),
        ("a redirect to `file:`", "file:///etc/passwd"),
        ("a redirect to `javascript:`", "javascript:alert(1)"),
        ("a redirect to `data:`", "data:text/html,x"),
    ];
    faults.extend(inside.map(|(name, place)| fault(name, to("302 Found", place), "unsafe")));
    faults
}

fn breaks() -> Vec<Fault> {
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    let chunked =
        |chunks: &str| format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}").into_bytes();
    vec![
        fault("a body shorter than its `Content-Length`", Reply::Whole(half.into()), "truncated"),
        fault(
            "a body longer than its `Content-Length`",
            Reply::Whole(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour and more".into()),
            "fresh, 4 bytes",
        ),
        fault("chunks without an end", Reply::Whole(chunked("4\r\nhalf\r\n")), "truncated"),
        fault("chunks that are none", Reply::Whole(chunked("half a page\r\n")), "protocol"),
        fault("a reset amid the body", Reply::Reset(half.into()), "connection"),
        fault("a reset before the head", Reply::Reset(NOTHING.into()), "connection"),
        fault("an end before the head", Reply::Whole(NOTHING.into()), "truncated"),
        fault(
            "an end amid the head",
            Reply::Whole(b"HTTP/1.1 200 OK\r\nContent-Type: te".into()),
            "truncated",
        ),
        fault("no HTTP at all", Reply::Whole(b"SSH-2.0-OpenSSH_9.9\r\n".into()), "protocol"),
        fault(
            "TLS where none was expected",
            Reply::Whole(b"\x15\x03\x01\x00\x02\x02\x46".into()),
            "protocol",
        ),
    ]
}

fn certificates(authority: &Authority) -> Vec<Fault> {
    let tls = |acceptor| Reply::Tls(acceptor, Box::new(reply(HTML, "secure")));
    let tunnel = |reply| Reply::Tunnel(Box::new(reply));
    let stranger = Authority::new();
    vec![
        secure(
            "TLS with a certificate of `roots`",
            "a.example",
            tls(authority.acceptor("a.example", LATE)),
            "fresh, 6 bytes",
        ),
        secure("TLS, self-signed", "b.example", tls(self_signed("b.example")), "tls"),
        secure("TLS for another name", "c.example", tls(authority.acceptor("other.example", LATE)), "tls"),
        secure("TLS, expired", "d.example", tls(authority.acceptor("d.example", 2001)), "tls"),
        secure("TLS of an unknown authority", "e.example", tls(stranger.acceptor("e.example", LATE)), "tls"),
        secure(
            "no TLS where it was expected",
            "f.example",
            tunnel(Reply::Whole(b"HTTP/1.1 400 Bad Request\r\n\r\n".into())),
            "tls",
        ),
        secure("an end amid the handshake", "g.example", tunnel(Reply::Whole(NOTHING.into())), "truncated"),
        secure("a reset amid the handshake", "h.example", tunnel(Reply::Reset(NOTHING.into())), "connection"),
        secure(
            "silence amid the handshake",
            "i.example",
            tunnel(Reply::Drip(NOTHING.into(), seconds(3600))),
            "timeout",
        ),
    ]
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// The world: every fault at a host of its own, a host that is well, and one whose robots.txt forbids everything.
async fn world(faults: &[Fault]) -> Server {
    let replies: Vec<_> = faults.iter().map(|fault| (fault.secure_host, fault.reply.clone())).collect();
    Server::start(move |asked| {
        if let Some(host) = asked.target.strip_suffix(":443") {
            return replies.iter().find(|(secure, _)| *secure == Some(host)).unwrap().1.clone();
        }
        let url: Url = asked.target.parse().unwrap();
        let to = |place: &str| reply(&format!("302 Found\nLocation: {place}"), "");
        match (url.host_str().unwrap(), url.path()) {
            ("closed.example", "/robots.txt") => reply("200 OK", "User-agent: *\nDisallow: /"),
            (_, "/robots.txt") => reply("404 Not Found", ""),
            ("well.example", _) => reply(HTML, "ok"),
            (_, "/loop") => to("/"),
            (host, "/") => replies[number(host)].1.clone(),
            (_, path) => to(&format!("/n/{}", path.trim_start_matches("/n/").parse::<u32>().unwrap() + 1)),
        }
    })
    .await
}

fn number(host: &str) -> usize {
    host.trim_start_matches("fault-").trim_end_matches(".example").parse().unwrap()
}

fn address(number: usize, fault: &Fault) -> Url {
    let address = match fault.secure_host {
        Some(host) => format!("https://{host}/"),
        None => format!("http://fault-{number}.example/"),
    };
    address.parse().unwrap()
}

fn told(outcome: &Result<Outcome, Failure>) -> String {
    match outcome {
        Ok(Outcome::Fresh { page, permanent_url, .. }) => {
            let moved = if permanent_url.is_some() { ", moved for good" } else { "" };
            format!("fresh, {} bytes{moved}", page.body.len())
        }
        Ok(Outcome::NotModified) => "not modified".into(),
        Ok(Outcome::Refused { status, .. }) => format!("refused, {status}"),
        Err(failure) => match failure.retry_after() {
            Some(wait) => format!("{}, wait {} s", failure.code(), wait.as_secs()),
            None => failure.code(),
        },
    }
}

/// A fetcher for the world that trusts the authority.
fn fetcher(server: &Server, authority: &Authority) -> Fetcher {
    let mut roots = tempfile::NamedTempFile::new().unwrap();
    roots.write_all(authority.pem().as_bytes()).unwrap();
    Fetcher::new(Settings { roots: Some(roots.path().into()), ..server.as_proxy() }).unwrap()
}

async fn ask(fetcher: Fetcher, url: Url) -> Result<Outcome, Failure> {
    let validators = Validators { etag: Some("\"a\"".into()), last_modified: Some("x".into()) };
    fetcher.fetch(&Request { validators, ..Request::new(url, Accept::Feed) }).await
}

#[tokio::test(start_paused = true)]
async fn every_fault_has_its_outcome_and_the_readme_names_it() {
    let authority = Authority::new();
    let faults = faults(&authority);
    let server = world(&faults).await;
    let fetcher = fetcher(&server, &authority);
    let mut wrong = Vec::new();
    for (number, fault) in faults.iter().enumerate() {
        let outcome = told(&ask(fetcher.clone(), address(number, fault)).await);
        println!("{:50} → {outcome}", fault.name);
        if outcome != fault.outcome {
            wrong.push(format!("{}: {outcome}, not {}", fault.name, fault.outcome));
        }
    }
    assert_eq!(wrong, [""; 0]);

    let readme = include_str!("../README.md");
    let missing: Vec<_> = faults
        .iter()
        .map(|fault| format!("| {} | {} |", fault.name, fault.outcome))
        .filter(|row| !readme.contains(row.as_str()))
        .collect();
    assert_eq!(missing, [""; 0], "rows that are not in the README");
    let rows = readme.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| -")).count();
    assert_eq!(
        rows,
        faults.len() + 2,
        "rows in the README: one each, the head, and the host that drops connections"
    );
}

#[tokio::test(start_paused = true)]
async fn a_host_that_is_well_is_answered_at_once_beside_all_faults() {
    let authority = Authority::new();
    let faults = faults(&authority);
    let server = world(&faults).await;
    let fetcher = fetcher(&server, &authority);
    let start = Instant::now();
    let asked: Vec<_> = (faults.iter().enumerate())
        .map(|(number, fault)| tokio::spawn(ask(fetcher.clone(), address(number, fault))))
        .collect();
    for path in ["1", "2", "3"] {
        let url = format!("http://well.example/{path}").parse().unwrap();
        assert_eq!(told(&ask(fetcher.clone(), url).await), "fresh, 2 bytes");
    }
    let elapsed = start.elapsed();
    assert!(elapsed < seconds(1), "the host that is well waited for {elapsed:?}");
    for (task, fault) in asked.into_iter().zip(&faults) {
        assert_eq!(told(&task.await.unwrap()), fault.outcome, "{}", fault.name);
    }
    // The slowest runs into the limit for a whole answer, and all of them together into no other.
    assert_eq!(start.elapsed().as_secs(), 60);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_does_not_come_about_ends_in_time() {
    // A queue for one connection, and it is full: further ones are not answered, as by a host that drops them.
    let full = TcpSocket::new_v4().unwrap();
    full.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = full.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(Ok(stream)) = tokio::time::timeout(seconds(1), TcpStream::connect(address)).await {
        waiting.push(stream);
        assert!(waiting.len() < 100, "the queue does not fill");
    }

    let well = Server::start(|_| reply(HTML, "ok")).await;
    let fetcher = Fetcher::new(well.settings()).unwrap();
    let start = Instant::now();
    let dead = tokio::spawn(ask(fetcher.clone(), format!("http://{address}/").parse().unwrap()));
    // Another name is another host, also at the same machine.
    let url = format!("http://localhost:{}/", well.address.port()).parse().unwrap();
    assert_eq!(told(&ask(fetcher, url).await), "fresh, 2 bytes");
    assert!(start.elapsed() < seconds(1), "{:?}", start.elapsed());
    assert_eq!(told(&dead.await.unwrap()), "timeout");
    assert_eq!(start.elapsed().as_secs(), 10);
}
