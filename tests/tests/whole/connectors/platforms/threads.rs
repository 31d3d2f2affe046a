//! The keyword search of Threads. It is given what was not asked for as well: names and addresses of the writers.

use serde_json::{Value, json};

use crate::connectors::planted::{Cast, Person};
use crate::connectors::server::{Answer, Asked};

/// The token that is sent, and may stand nowhere.
pub(crate) const TOKEN: &str = "THQWdemo-threads-token-3302";

pub(crate) fn answer(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    if asked.header("authorization") != format!("Bearer {TOKEN}") {
        return refused(400, 190);
    }
    let since: i64 = asked.parameter("since").parse().unwrap_or_default();
    let until: i64 = asked.parameter("until").parse().unwrap_or(i64::MAX);
    let called = cast.person("threads", 1).handle;
    let mut all = vec![
        post(7001, "00:40", "Талдықорғанда көшеде жарық жоқ, қараңғы", &cast.person("threads", 0)),
        post(
            7002,
            "01:40",
            &format!("@{called} жазғандай, в Талдыкоргане фонари не горят неделю"),
            &cast.person("threads", 1),
        ),
    ];
    if hour > 1 {
        all.push(post(7003, "05:15", "Талдықорғанда шамдар әлі жанбайды", &cast.person("threads", 2)));
    }
    let second = |post: &Value| {
        let at = post["timestamp"].as_str().unwrap();
        super::vk::MIDNIGHT
            + at[11..13].parse::<i64>().unwrap() * 3600
            + at[14..16].parse::<i64>().unwrap() * 60
    };
    all.retain(|post| (since..until).contains(&second(post)));
    all.reverse();
    // Every page names the place behind it, the last one too; there, nothing is left.
    if !asked.parameter("after").is_empty() {
        return Answer::json(json!({"data": []}));
    }
    Answer::json(json!({"data": all, "paging": {"cursors": {"before": "QVFI", "after": "QVFJ"}}}))
}

/// A refusal of Meta's Graph interface.
pub(crate) fn refused(status: u16, code: i64) -> Answer {
    let told =
        json!({"error": {"message": "refused", "type": "OAuthException", "code": code, "fbtrace_id": "A1"}});
    Answer::json(told).but(status)
}

fn post(id: u32, at: &str, text: &str, by: &Person) -> Value {
    let Person { handle, number, name, .. } = by;
    json!({"id": id.to_string(), "text": format!("{text} https://www.threads.net/@{handle}"), "media_type": "TEXT_POST",
        "timestamp": format!("2026-11-22T{at}:00+0000"), "username": handle, "owner": {"id": number.to_string()}, "name": name,
        "permalink": format!("https://www.threads.net/@{handle}/post/D{id}"), "has_replies": false, "is_reply": false})
}
