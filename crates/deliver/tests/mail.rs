//! Mail against a server that fails at each step in each way: what is known afterwards.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod servers;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use dauys_deliver::{Courier, File, Mail, MailServer, Message, Outcome};
use servers::message;
use servers::smtp::{Does, Script, Smtp};
use url::Url;

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(300);
const PASSWORD: &str = "geheim-9";

fn courier(port: u16, wish: &str, timeout: Duration, roots: Option<&Path>) -> Courier {
    let url = Url::parse(&format!("smtp://desk@127.0.0.1:{port}{wish}")).unwrap();
    let server = MailServer::new(&url, Some(PASSWORD), "digest@office.example", timeout, roots).unwrap();
    Courier::Mail(Mail::new(server, "reader@parliament.example").unwrap())
}

async fn sent(script: Script, message: &Message, timeout: Duration) -> (Outcome, Smtp) {
    let script = Script { offers: [script.offers, vec!["AUTH PLAIN LOGIN"]].concat(), ..script };
    let server = Smtp::start(script).await;
    (courier(server.port, "", timeout, None).send(message, 0).await, server)
}

fn kind(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Delivered { .. } => "delivered",
        Outcome::Refused { permanent: true, .. } => "refused for good",
        Outcome::Refused { permanent: false, .. } => "refused until somebody sets it right",
        Outcome::Later { .. } => "later",
        Outcome::Unsure { .. } => "unsure",
    }
}

#[tokio::test]
async fn what_is_known_depends_on_how_far_the_letter_has_come() {
    let (later, unsure) = ("later", "unsure");
    let (refused, set_right) = ("refused for good", "refused until somebody sets it right");
    for (at, does, timeout, expected) in [
        ("EHLO", Does::Says("421 come back"), LONG, later),
        ("EHLO", Does::Hangs, SHORT, later),
        ("EHLO", Does::Closes, LONG, later),
        ("AUTH", Does::Says("535 wrong"), LONG, set_right),
        ("AUTH", Does::Says("454 not now"), LONG, later),
        ("MAIL", Does::Says("550 who are you"), LONG, set_right),
        ("RCPT", Does::Says("450 try again"), LONG, later),
        ("RCPT", Does::Says("550 5.1.1 <reader@parliament.example> unknown"), LONG, refused),
        ("RCPT", Does::Hangs, SHORT, later),
        ("DATA", Does::Says("451 full"), LONG, later),
        ("DATA", Does::Says("554 no"), LONG, refused),
        ("DATA", Does::Hangs, SHORT, later),
        (".", Does::Says("451 try again"), LONG, later),
        (".", Does::Says("552 too large"), LONG, refused),
        (".", Does::Hangs, SHORT, unsure),
        (".", Does::Closes, LONG, unsure),
        ("QUIT", Does::Hangs, LONG, "delivered"),
        ("QUIT", Does::Closes, LONG, "delivered"),
    ] {
        let script = Script { at: vec![(at, does.clone())], ..Script::default() };
        let (outcome, _) = sent(script, &message(), timeout).await;
        assert_eq!(kind(&outcome), expected, "{at} {does:?}: {outcome:?}");
        let told = format!("{outcome:?}");
        assert!(!told.contains(PASSWORD) && !told.contains("reader@"), "{told}");
    }
}

#[tokio::test]
async fn a_letter_that_is_cut_in_its_midst_has_not_arrived() {
    let mut long = message();
    long.attachments.push(File::new("digest.pdf", "application/pdf", vec![7; 6_000_000]));
    let script = Script { cuts_after: Some(100_000), ..Script::default() };
    let (outcome, server) = sent(script, &long, LONG).await;
    assert_eq!(kind(&outcome), "later", "{outcome:?}");
    assert_eq!(server.letters().len(), 0);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_later() {
    let outcome = courier(1, "", LONG, None).send(&message(), 0).await;
    assert_eq!(kind(&outcome), "later", "{outcome:?}");
}

#[tokio::test]
async fn the_same_message_is_the_same_letter_with_the_same_id() {
    let (outcome, server) = sent(Script::default(), &message(), LONG).await;
    assert_eq!(outcome, Outcome::Delivered { receipt: "250 queued as Q1".into() });
    let courier = courier(server.port, "", LONG, None);
    assert_eq!(kind(&courier.send(&message(), 0).await), "delivered");
    let letters = server.letters();
    assert_eq!(letters[0], letters[1]);
    for expected in [
        "Message-ID: <ridder-day-2026-11-21.0a1b2c3d@office.example>\r\n",
        "List-Id: <ridder.office.example>\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Date: Sun, 22 Nov 2026 02:50:00 +0000\r\n",
        "From: digest@office.example\r\n",
        "To: reader@parliament.example\r\n",
        "multipart/mixed",
        "multipart/alternative",
        "filename=\"digest.ics\"",
    ] {
        assert!(letters[0].contains(expected), "{expected}: {}", letters[0]);
    }
    let written = courier.written(&message()).unwrap();
    let mut wire = letters[0].trim_end_matches(".\r\n").replace("\r\n..", "\r\n.");
    wire.truncate(wire.trim_end().len());
    assert_eq!(String::from_utf8(written[0].bytes.clone()).unwrap().trim_end(), wire, "the dry run is exact");
    assert_eq!(written[0].name, "ridder-day-2026-11-21.0a1b2c3d.eml");
}

#[tokio::test]
async fn lines_that_begin_with_a_dot_arrive_as_they_are() {
    let plain = Message {
        text: format!("{}\n.\n..two\n", "x".repeat(70)),
        html: None,
        attachments: Vec::new(),
        ..message()
    };
    let (outcome, server) = sent(Script::default(), &plain, LONG).await;
    assert_eq!(kind(&outcome), "delivered");
    assert!(server.letters()[0].contains("\r\n..\r\n...two"), "{}", server.letters()[0]);
}

#[tokio::test]
async fn a_password_waits_for_starttls() {
    let server = Smtp::start(Script { offers: vec!["AUTH PLAIN"], ..Script::default() }).await;
    let outcome = courier(server.port, "?tls=required", LONG, None).send(&message(), 0).await;
    assert_eq!(kind(&outcome), "refused until somebody sets it right", "{outcome:?}");
    let heard = server.heard();
    assert!(heard.iter().all(|line| !line.starts_with("AUTH") && !line.starts_with("MAIL")), "{heard:?}");
}

/// A certificate of 127.0.0.1 that signed itself.
fn certificate() -> (rcgen::Certificate, Arc<tokio_rustls::rustls::ServerConfig>) {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = tokio_rustls::rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = tokio_rustls::rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    (made.cert, Arc::new(config))
}

#[tokio::test]
async fn starttls_hides_the_talk_from_a_server_that_is_trusted_and_from_no_other() {
    let (certificate, tls) = certificate();
    let folder = tempfile::tempdir().unwrap();
    let roots = folder.path().join("roots.pem");
    std::fs::write(&roots, certificate.pem()).unwrap();
    let script = Script { offers: vec!["STARTTLS", "AUTH PLAIN"], tls: Some(tls), ..Script::default() };
    let server = Smtp::start(script.clone()).await;
    let outcome = courier(server.port, "?tls=required", LONG, Some(&roots)).send(&message(), 0).await;
    assert_eq!(kind(&outcome), "delivered", "{outcome:?}");
    assert_eq!(server.letters().len(), 1);
    let server = Smtp::start(script).await;
    let outcome = courier(server.port, "?tls=required", LONG, None).send(&message(), 0).await;
    assert_eq!(kind(&outcome), "refused until somebody sets it right", "{outcome:?}");
    let heard = server.heard();
    assert!(heard.iter().all(|line| !line.starts_with("AUTH")), "{heard:?}");
}
