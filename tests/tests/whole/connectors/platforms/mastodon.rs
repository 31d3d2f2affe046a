//! A Mastodon server's timeline of a tag.

use serde_json::{Value, json};

use crate::connectors::planted::{Cast, Person};
use crate::connectors::server::{Answer, Asked};

pub(crate) fn answer(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    if asked.path != "/api/v1/timelines/tag/oskemen" {
        return Answer::json(json!({"error": "Record not found"})).but(404);
    }
    let called = cast.person("mastodon", 2);
    let mention = format!(
        "<span class=\"h-card\"><a href=\"https://mastodon.example/@{0}\" class=\"u-url mention\">@<span>{0}</span></a></span>",
        called.handle
    );
    let mut all = vec![
        status(1, "00:30", "Өскеменде ауа лас, терезе ашу мүмкін емес", &cast.person("mastodon", 0)),
        status(
            2,
            "01:30",
            &format!("{mention} В Усть-Каменогорске опять смог, дышать нечем. {}", called.email),
            &cast.person("mastodon", 1),
        ),
    ];
    let mut robot = status(3, "01:40", "Өскемен жаңалықтары", &cast.person("mastodon", 3));
    robot["account"]["bot"] = true.into();
    let mut boost = status(4, "01:50", "", &cast.person("mastodon", 4));
    boost["reblog"] = status(5, "01:45", "Өскеменде шу көп", &cast.person("mastodon", 5));
    let mut hidden = status(6, "02:00", "Өскеменде жол нашар", &cast.person("mastodon", 6));
    hidden["account"]["noindex"] = true.into();
    all.extend([robot, boost, hidden]);
    if hour > 1 {
        all.push(status(7, "05:00", "Өскеменде түтін әлі сейілмеді", &cast.person("mastodon", 0)));
    }
    let after = asked.parameter("min_id").to_owned();
    all.retain(|status| status["id"].as_str().unwrap() > after.as_str());
    all.reverse();
    Answer::json(Value::Array(all))
}

fn status(number: u32, at: &str, html: &str, by: &Person) -> Value {
    let Person { handle, name, number: account, avatar, email, .. } = by;
    let id = format!("11500000000000000{number}");
    json!({
        "id": id, "uri": format!("https://mastodon.example/users/{handle}/statuses/{id}"), "url": format!("https://mastodon.example/@{handle}/{id}"),
        "created_at": format!("2026-11-22T{at}:00.000Z"), "edited_at": null, "language": "kk", "visibility": "public", "sensitive": false, "spoiler_text": "",
        "content": format!("<p>{html} <a href=\"https://mastodon.example/tags/oskemen\" class=\"mention hashtag\">#oskemen</a></p>"),
        "replies_count": 1, "reblogs_count": 0, "favourites_count": 2, "in_reply_to_id": null, "in_reply_to_account_id": account.to_string(), "reblog": null,
        "media_attachments": [], "tags": [{"name": "oskemen"}],
        "mentions": [{"id": account.to_string(), "username": handle, "acct": handle, "url": format!("https://mastodon.example/@{handle}")}],
        "account": {"id": account.to_string(), "username": handle, "acct": handle, "display_name": name, "bot": false, "discoverable": true,
            "note": format!("<p>{name}, {email}</p>"), "url": format!("https://mastodon.example/@{handle}"),
            "uri": format!("https://mastodon.example/users/{handle}"), "avatar": format!("https://mastodon.example/a/{avatar}"), "followers_count": 7}
    })
}
