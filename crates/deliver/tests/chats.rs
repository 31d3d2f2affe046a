//! Telegram and webhooks against a server that answers as they do: what is known afterwards, and what is never said.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod servers;

use std::time::Duration;

use dauys_deliver::{Bot, Courier, Outcome, Telegram, Webhook};
use servers::http::{Does, Http};
use servers::message;
use url::Url;

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(300);
const TOKEN: &str = "4711:AAgeheim";

fn telegram(port: u16, timeout: Duration) -> Courier {
    let api = Url::parse(&format!("http://127.0.0.1:{port}/")).unwrap();
    Courier::Telegram(Telegram::new(Bot::new(&api, TOKEN, timeout, None, None).unwrap(), "-10012345"))
}

fn webhook(port: u16, timeout: Duration) -> Courier {
    let address = format!("http://127.0.0.1:{port}/services/T0/geheim");
    Courier::Webhook(Webhook::new(&address, timeout, None, None).unwrap())
}

fn kind(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Delivered { receipt } => format!("delivered {receipt}"),
        Outcome::Refused { permanent, .. } => format!("refused {permanent}"),
        Outcome::Later { after, .. } => format!("later {after:?}"),
        Outcome::Unsure { .. } => "unsure".into(),
    }
}

fn is_discreet(courier: &Courier, outcome: &Outcome) {
    let told = format!("{outcome:?} {courier:?}");
    for secret in ["geheim", "4711", "10012345", "127.0.0.1"] {
        assert!(!told.contains(secret), "{told}");
    }
}

#[tokio::test]
async fn what_telegram_answers_is_understood() {
    let refusal = |status, body| Does::Answers(status, "", body);
    for (does, timeout, expected) in [
        (refusal(200, r#"{"ok":true,"result":{"message_id":99}}"#), LONG, "delivered message 99"),
        (
            refusal(429, r#"{"ok":false,"description":"Too Many Requests","parameters":{"retry_after":17}}"#),
            LONG,
            "later Some(17s)",
        ),
        (
            refusal(400, r#"{"ok":false,"description":"Bad Request: message is too long"}"#),
            LONG,
            "refused true",
        ),
        (
            refusal(400, r#"{"ok":false,"description":"Bad Request: chat -10012345 not found"}"#),
            LONG,
            "refused true",
        ),
        (
            refusal(400, r#"{"ok":false,"description":"upgraded","parameters":{"migrate_to_chat_id":-2}}"#),
            LONG,
            "refused true",
        ),
        (refusal(401, r#"{"ok":false,"description":"Unauthorized 4711:AAgeheim"}"#), LONG, "refused false"),
        (
            refusal(403, r#"{"ok":false,"description":"Forbidden: bot was blocked by the user"}"#),
            LONG,
            "refused true",
        ),
        (refusal(500, r#"{"ok":false,"description":"Internal Server Error"}"#), LONG, "later None"),
        (refusal(502, r#"{"ok":false,"description":"Bad Gateway"}"#), LONG, "later None"),
        (refusal(502, "<html>a gateway that knows nothing</html>"), LONG, "unsure"),
        (refusal(200, "<html>a portal</html>"), LONG, "unsure"),
        (Does::Hangs, SHORT, "unsure"),
        (Does::Closes, LONG, "unsure"),
    ] {
        let server = Http::start(vec![does.clone()]).await;
        let courier = telegram(server.port, timeout);
        let outcome = courier.send(&message(), 0).await;
        assert_eq!(kind(&outcome), expected, "{does:?}: {outcome:?}");
        is_discreet(&courier, &outcome);
    }
    let nobody = telegram(1, LONG);
    let outcome = nobody.send(&message(), 0).await;
    assert_eq!(kind(&outcome), "later None", "{outcome:?}");
    is_discreet(&nobody, &outcome);
}

#[tokio::test]
async fn a_message_too_long_is_said_plainly() {
    let server = Http::start(vec![Does::Answers(
        400,
        "",
        r#"{"ok":false,"description":"Bad Request: message is too long"}"#,
    )])
    .await;
    let Outcome::Refused { why, .. } = telegram(server.port, LONG).send(&message(), 0).await else {
        panic!()
    };
    assert!(why.contains("a part is longer than Telegram takes"), "{why}");
}

#[tokio::test]
async fn parts_go_one_by_one_and_go_on_where_they_were() {
    let ok = Does::Answers(200, "", r#"{"ok":true,"result":{"message_id":1}}"#);
    let busy = Does::Answers(429, "", r#"{"ok":false,"parameters":{"retry_after":1}}"#);
    let server = Http::start(vec![ok.clone(), busy, ok.clone(), ok]).await;
    let courier = telegram(server.port, LONG);
    let message = message();
    assert_eq!(courier.parts(&message), 3);
    let mut done = 0;
    while done < courier.parts(&message) {
        if matches!(courier.send(&message, done).await, Outcome::Delivered { .. }) {
            done += 1;
        }
    }
    let heard = server.heard();
    let texts: Vec<String> = heard
        .iter()
        .map(|(path, body)| {
            assert_eq!(path, "/bot4711:AAgeheim/sendMessage");
            let body: serde_json::Value = serde_json::from_str(body).unwrap();
            assert_eq!((&body["parse_mode"], &body["chat_id"]), (&"HTML".into(), &"-10012345".into()));
            assert_eq!(body["link_preview_options"]["is_disabled"], true);
            body["text"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(texts, ["<b>1</b>", "<b>2</b>", "<b>2</b>", "<b>3</b>"]);
    let written = courier.written(&message).unwrap();
    assert_eq!(written.len(), 3);
    assert_eq!(String::from_utf8(written[2].bytes.clone()).unwrap(), heard[3].1, "the dry run is exact");
}

#[tokio::test]
async fn what_a_webhook_answers_is_understood() {
    for (does, timeout, expected) in [
        (Does::Answers(200, "", "ok"), LONG, "delivered 200 ok"),
        (Does::Answers(204, "", ""), LONG, "delivered 204 "),
        (Does::Answers(404, "", "no_service at http://127.0.0.1/services/T0/geheim"), LONG, "refused true"),
        (Does::Answers(410, "", "channel_is_archived"), LONG, "refused true"),
        (Does::Answers(302, "location: http://127.0.0.1/\r\n", ""), LONG, "refused true"),
        (Does::Answers(429, "retry-after: 30\r\n", "slow"), LONG, "later Some(30s)"),
        (Does::Answers(503, "", ""), LONG, "later None"),
        (Does::Answers(504, "", ""), LONG, "unsure"),
        (Does::Hangs, SHORT, "unsure"),
        (Does::Closes, LONG, "unsure"),
    ] {
        let server = Http::start(vec![does.clone()]).await;
        let courier = webhook(server.port, timeout);
        let outcome = courier.send(&message(), 0).await;
        assert_eq!(kind(&outcome), expected, "{does:?}: {outcome:?}");
        is_discreet(&courier, &outcome);
        assert_eq!(
            server.heard(),
            [("/services/T0/geheim".to_owned(), r#"{"text":"*Риддер*: нет воды"}"#.to_owned())]
        );
    }
}

#[tokio::test]
async fn secrets_that_cannot_be_used_are_refused_without_showing_them() {
    let api = Url::parse("https://api.telegram.org").unwrap();
    let error = Bot::new(&api, "geheim/../x", LONG, None, None).unwrap_err().to_string();
    assert!(error.contains("telegram") && !error.contains("geheim"), "{error}");
    let error = Webhook::new("geheim", LONG, None, None).unwrap_err().to_string();
    assert!(error.contains("https://") && !error.contains("geheim"), "{error}");
}
