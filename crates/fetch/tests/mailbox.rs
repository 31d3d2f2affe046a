//! Mailboxes against a mail server on loopback, with the clock of tokio paused.

#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod imap;

use std::collections::BTreeMap;
use std::time::Duration;

use dauys_fetch::{Failure, Fetcher, MailRequest, Mails, Reason, Secret, Security, Settings};
use imap::{Fault, Post, Server, mail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

async fn get(server: &Server, request: &MailRequest) -> Result<Mails, Failure> {
    Fetcher::new(server.settings()).unwrap().mails(request).await
}

fn numbers(mails: &Mails) -> Vec<u32> {
    mails.mails.iter().map(|(number, _)| *number).collect()
}

#[tokio::test(start_paused = true)]
async fn mails_are_got_and_nothing_is_marked() {
    let server = Server::start(Post::with([3, 5, 900])).await;
    let mails = get(&server, &server.request()).await.unwrap();
    assert_eq!((mails.validity, mails.cut), (77, 0));
    assert_eq!(mails.mails, [(3, mail(3)), (5, mail(5)), (900, mail(900))]);
    let expected = [
        r#"LOGIN "office@a.example" "planted \"secret\"""#,
        r#"EXAMINE "INBOX""#,
        "UID SEARCH UID 1:*",
        "UID FETCH 3,5,900 (UID BODY.PEEK[]<0.524288>)",
        "LOGOUT",
    ];
    assert_eq!(server.commands(), expected);
}

#[tokio::test(start_paused = true)]
async fn only_later_mails_are_got_and_only_so_many() {
    let server = Server::start(Post::with(1..=40)).await;
    let page = MailRequest { after: Some((77, 5)), most: 25, ..server.request() };
    assert_eq!(numbers(&get(&server, &page).await.unwrap()), (6..=30).collect::<Vec<_>>());
    let questions = server.commands().iter().filter(|command| command.contains("FETCH")).count();
    assert_eq!(questions, 3, "in small batches");
    let last = MailRequest { after: Some((77, 40)), ..server.request() };
    let none = get(&server, &last).await.unwrap();
    assert_eq!((none.validity, none.mails.len()), (77, 0), "a search from behind the end names the last one");
    let end = MailRequest { after: Some((77, u32::MAX)), ..server.request() };
    assert!(get(&server, &end).await.unwrap().mails.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_folder_numbered_anew_is_read_from_its_beginning() {
    let server = Server::start(Post::with([1, 2])).await;
    let request = MailRequest { after: Some((76, 2000)), ..server.request() };
    let mails = get(&server, &request).await.unwrap();
    assert_eq!((mails.validity, numbers(&mails)), (77, vec![1, 2]));
}

#[tokio::test(start_paused = true)]
async fn an_empty_folder_and_one_with_a_name_of_our_letters_are_read() {
    let mut post = Post::with([]);
    let name = "&BOgERwRWBD0EVgRI-/2026".to_owned();
    post.folders.insert(name, (5, BTreeMap::from([(9, mail(9))])));
    let server = Server::start(post).await;
    let empty = get(&server, &server.request()).await.unwrap();
    assert_eq!((empty.validity, empty.mails.len()), (77, 0));
    let ours = MailRequest { folder: "Өчініш/2026".into(), ..server.request() };
    assert_eq!(numbers(&get(&server, &ours).await.unwrap()), [9]);
}

#[tokio::test(start_paused = true)]
async fn of_a_large_mail_the_beginning_is_got() {
    let mut post = Post::with([1]);
    let large = [mail(2), vec![b'A'; 40 * 1024 * 1024]].concat();
    post.folders.get_mut("INBOX").unwrap().1.insert(2, large.clone());
    let server = Server::start(post).await;
    let mails = get(&server, &server.request()).await.unwrap();
    assert_eq!((numbers(&mails), mails.cut), (vec![1, 2], 1));
    assert_eq!(mails.mails[1].1, large[..512 * 1024]);
}

#[tokio::test(start_paused = true)]
async fn all_mails_together_are_limited_and_the_rest_is_for_the_next_question() {
    let mut post = Post::with([]);
    let folder = &mut post.folders.get_mut("INBOX").unwrap().1;
    folder.extend((1..=60).map(|number| (number, vec![b'a'; 200 * 1024])));
    let server = Server::start(post).await;
    let settings = Settings { max_body_bytes: 3 * 1024 * 1024, ..server.settings() };
    let mails = Fetcher::new(settings).unwrap().mails(&server.request()).await.unwrap();
    assert_eq!(numbers(&mails), (1..=20).collect::<Vec<_>>());
}

/// The code of the failure of a server with three mails and a fault.
#[track_caller]
fn named(failure: Result<Mails, Failure>, expected: &str, is_temporary: bool) {
    let failure = failure.err().unwrap();
    assert_eq!((failure.code().as_str(), failure.is_temporary()), (expected, is_temporary), "{failure}");
    let told = format!("{failure} {failure:?}");
    assert!(!told.contains("planted") && !told.contains("Letter") && !told.contains("office"), "{told}");
}

#[tokio::test(start_paused = true)]
async fn every_fault_has_a_name() {
    for (fault, expected, is_temporary) in [
        (Fault::Mute, "timeout", true),
        (Fault::Web, "protocol", false),
        (Fault::Busy, "connection", true),
        (Fault::Login("NO [AUTHENTICATIONFAILED] planted"), "login", false),
        (Fault::Login("NO [ALERT] planted: application password required"), "login", false),
        (Fault::Login("NO planted"), "login", false),
        (Fault::Login("NO [UNAVAILABLE] planted"), "connection", true),
        (Fault::Login("BAD planted"), "protocol", false),
        (Fault::NoValidity, "protocol", false),
        (Fault::HangsAtFetch(0), "timeout", true),
        (Fault::ResetsAtFetch(0), "connection", true),
        (Fault::ClosesBetweenMails, "connection", true),
        (Fault::Announces(300_000_000), "too large", false),
        (Fault::Announces(u64::MAX), "too large", false),
        (Fault::Endless, "protocol", false),
        (Fault::RefusesMails, "connection", true),
        (Fault::BrokenMail, "protocol", false),
        (Fault::Drips(Duration::from_secs(5)), "timeout", true),
    ] {
        let server = Server::start(Post::with([1, 2, 3]).but(fault)).await;
        let start = Instant::now();
        let failure = get(&server, &server.request()).await;
        assert!(start.elapsed() <= Duration::from_secs(61), "{fault:?}: {:?}", start.elapsed());
        println!("{fault:?}: {}", failure.as_ref().err().unwrap());
        named(failure, expected, is_temporary);
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_password_and_a_missing_folder_are_told() {
    let server = Server::start(Post::with([1])).await;
    let wrong = MailRequest { password: Secret::new("planted"), ..server.request() };
    let failure = get(&server, &wrong).await;
    assert!(matches!(&failure, Err(Failure::Forbidden { reason: Reason::Login, .. })));
    named(failure, "login", false);
    let missing = MailRequest { folder: "Planted".into(), ..server.request() };
    named(get(&server, &missing).await, "folder", false);
    let foreign = MailRequest { password: Secret::new("құпия"), ..server.request() };
    named(get(&server, &foreign).await, "unsafe", false);
    assert!(!format!("{wrong:?}").contains("planted"));
}

#[tokio::test(start_paused = true)]
async fn what_was_got_before_a_fault_is_not_lost_and_nothing_is_passed_over() {
    for fault in [Fault::HangsAtFetch(1), Fault::ResetsAtFetch(1)] {
        let server = Server::start(Post::with(1..=15).but(fault)).await;
        let mails = get(&server, &server.request()).await.unwrap();
        assert_eq!(numbers(&mails), (1..=10).collect::<Vec<_>>(), "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_sends_whole_mails_is_borne_up_to_a_limit() {
    let server = Server::start(Post::with([1, 2]).but(Fault::Whole)).await;
    assert_eq!(get(&server, &server.request()).await.unwrap().mails.len(), 2);
    let mut post = Post::with([1]).but(Fault::Whole);
    post.folders.get_mut("INBOX").unwrap().1.insert(2, vec![b'A'; 5 * 1024 * 1024]);
    let server = Server::start(post).await;
    named(get(&server, &server.request()).await, "too large", false);
}

#[tokio::test(start_paused = true)]
async fn what_nobody_asked_for_is_passed_over() {
    let server = Server::start(Post::with([1, 2]).but(Fault::Chatters)).await;
    let mails = get(&server, &server.request()).await.unwrap();
    assert_eq!(mails.mails, [(1, mail(1)), (2, mail(2))]);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_to_hosts_that_may_not_be_asked() {
    let server = Server::start(Post::with([1])).await;
    let public = Settings { allow_private: false, ..server.settings() };
    let fetcher = Fetcher::new(public).unwrap();
    for (host, port, security) in [
        ("127.0.0.1", 993, Security::Tls),
        ("127.0.0.1", server.address.port(), Security::Plain),
        ("localhost", 993, Security::Tls),
        ("[::ffff:127.0.0.1]", 993, Security::Tls),
        ("mail.a.example", 143, Security::Tls),
    ] {
        let request = MailRequest { host: host.into(), port, security, ..server.request() };
        named(fetcher.mails(&request).await, "unsafe", false);
    }
    assert!(server.commands().is_empty());
}

#[tokio::test(start_paused = true)]
async fn nobody_there_is_a_failure_for_later() {
    let server = Server::start(Post::with([1])).await;
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    named(get(&server, &MailRequest { port: free, ..server.request() }).await, "connection", true);
}

#[tokio::test(start_paused = true)]
async fn a_host_is_asked_one_thing_at_a_time_and_not_too_fast() {
    let server = Server::start(Post::with([1])).await;
    let fetcher = Fetcher::new(Settings { pace_ms: 2000, ..server.settings() }).unwrap();
    let start = Instant::now();
    let request = server.request();
    let (one, other) = tokio::join!(fetcher.mails(&request), fetcher.mails(&request));
    assert!(one.is_ok() && other.is_ok());
    assert!(start.elapsed() >= Duration::from_secs(2) && start.elapsed() < Duration::from_secs(4));
}

// --- through TLS and proxies ---

/// A TLS server before another one, with a certificate that it made itself.
struct Secured {
    port: u16,
    /// The certificate.
    pem: String,
    /// Whether the handshake came about.
    handshake: tokio::task::JoinHandle<bool>,
}

async fn secured(goal: std::net::SocketAddr) -> Secured {
    use std::sync::Arc;

    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
    use tokio_rustls::rustls::{ServerConfig, crypto::ring};

    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".into()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let handshake = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        let Ok(mut stream) = TlsAcceptor::from(Arc::new(config)).accept(stream).await else { return false };
        let mut beyond = TcpStream::connect(goal).await.unwrap();
        // Both ends leave when they like.
        let _ = tokio::io::copy_bidirectional(&mut stream, &mut beyond).await;
        true
    });
    Secured { port, pem: made.cert.pem(), handshake }
}

#[tokio::test(start_paused = true)]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let server = Server::start(Post::with([1])).await;
    let secured = secured(server.address).await;
    let request = MailRequest { port: secured.port, security: Security::Tls, ..server.request() };
    named(get(&server, &request).await, "tls", false);
    assert!(!secured.handshake.await.unwrap() && server.commands().is_empty(), "so no password was sent");
}

#[tokio::test(start_paused = true)]
async fn further_roots_are_trusted_here_as_they_are_for_pages() {
    let server = Server::start(Post::with([1, 2])).await;
    let secured = secured(server.address).await;
    let folder = tempfile::tempdir().unwrap();
    let roots = folder.path().join("roots.pem");
    std::fs::write(&roots, &secured.pem).unwrap();
    let settings = Settings { roots: Some(roots), ..server.settings() };
    let request = MailRequest { port: secured.port, security: Security::Tls, ..server.request() };
    let mails = Fetcher::new(settings).unwrap().mails(&request).await.unwrap();
    assert_eq!(numbers(&mails), [1, 2]);
    assert!(secured.handshake.await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_port_without_tls_is_a_failure_of_tls() {
    let server = Server::start(Post::with([1])).await;
    let request = MailRequest { security: Security::Tls, ..server.request() };
    named(get(&server, &request).await, "tls", false);
}

/// A proxy that answers a question for a tunnel with `answer`, and leads to `goal` if that is welcome.
async fn proxy(
    goal: std::net::SocketAddr,
    answer: &'static str,
) -> (Settings, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        stream.write_all(answer.as_bytes()).await.unwrap();
        if answer.contains(" 200 ") {
            let mut beyond = TcpStream::connect(goal).await.unwrap();
            // Both ends leave when they like.
            let _ = tokio::io::copy_bidirectional(&mut stream, &mut beyond).await;
        }
        String::from_utf8(head).unwrap()
    });
    let proxy = format!("http://{address}").parse().ok();
    (Settings { proxy, allow_private: true, pace_ms: 0, ..Settings::default() }, task)
}

#[tokio::test(start_paused = true)]
async fn a_proxy_is_asked_for_a_tunnel() {
    let server = Server::start(Post::with([1])).await;
    let (settings, asked) = proxy(server.address, "HTTP/1.1 200 OK\r\nVia: x\r\n\r\n").await;
    let request = MailRequest { host: "mail.a.example".into(), port: 993, ..server.request() };
    let mails = Fetcher::new(settings).unwrap().mails(&request).await.unwrap();
    assert_eq!(numbers(&mails), [1]);
    assert!(
        asked
            .await
            .unwrap()
            .starts_with("CONNECT mail.a.example:993 HTTP/1.1\r\nHost: mail.a.example:993\r\n")
    );
}

#[tokio::test(start_paused = true)]
async fn a_proxy_that_refuses_is_told() {
    let server = Server::start(Post::with([1])).await;
    let request = MailRequest { host: "mail.a.example".into(), port: 993, ..server.request() };
    for (answer, expected, is_temporary) in [
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "http 407", false),
        ("HTTP/1.1 503 Later\r\n\r\n", "http 503", true),
        ("SSH-2.0-x\r\n\r\n", "protocol", false),
    ] {
        let (settings, _) = proxy(server.address, answer).await;
        named(Fetcher::new(settings).unwrap().mails(&request).await, expected, is_temporary);
    }
}
