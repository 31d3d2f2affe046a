//! Servers on the loopback that behave as badly as real ones.

#![allow(dead_code, reason = "each test file takes what it needs")]

pub(crate) mod http;
pub(crate) mod smtp;

use dauys_deliver::{File, Message};

/// A message in all forms.
pub(crate) fn message() -> Message {
    Message {
        key: "ridder-day-2026-11-21.0a1b2c3d".into(),
        list: dauys_model::SubscriptionId::new("ridder").unwrap(),
        at: "2026-11-22T07:50:00+05:00".parse().unwrap(),
        subject: "Риддер: 3 новые темы".into(),
        text: "Нет воды\n.\n..точка в начале строки\n".into(),
        html: Some("<p>Нет воды</p>".into()),
        attachments: vec![File::new("digest.ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR\r\n")],
        parts: vec!["<b>1</b>".into(), "<b>2</b>".into(), "<b>3</b>".into()],
        post: "*Риддер*: нет воды".into(),
        files: vec![
            File::new("ridder/2026-11-21.html", "text/html", "<p>"),
            File::new("index.html", "text/html", "i"),
        ],
    }
}
