//! A site on WordPress: its posts and its readers' comments, with everything that plugins and caches give unasked.

use serde_json::{Value, json};

use crate::connectors::planted::{Cast, Person};
use crate::connectors::platforms::feeds::LONG;
use crate::connectors::server::{Answer, Asked};

pub(crate) fn answer(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    list(asked.path.strip_prefix("/wp-json"), asked, hour, cast)
}

/// A site without nice addresses: its interface is reached by a parameter only.
pub(crate) fn plain(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    if asked.path != "/" {
        return Answer::html("<html><title>404</title><p>Бет табылмады").but(404);
    }
    list(Some(asked.parameter("rest_route")), asked, hour, cast)
}

fn list(route: Option<&str>, asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    let all = match route {
        Some("/wp/v2/posts") => posts(hour, cast),
        Some("/wp/v2/comments") => comments(hour, cast),
        _ => {
            return Answer::json(
                json!({"code": "rest_no_route", "message": "No route", "data": {"status": 404}}),
            )
            .but(404);
        }
    };
    // The interface compares times without a zone as texts would be compared.
    let is_later = |value: &Value, field: &str, parameter: &str| {
        value[field].as_str().unwrap() > asked.parameter(parameter).trim_end_matches('Z')
    };
    let listed: Vec<Value> = all
        .into_iter()
        .filter(|value| is_later(value, "date_gmt", "after"))
        .filter(|value| {
            asked.parameter("modified_after").is_empty() || is_later(value, "modified_gmt", "modified_after")
        })
        .collect();
    let total = listed.len().to_string();
    Answer::json(Value::Array(listed)).with("X-WP-Total", total).with("X-WP-TotalPages", "1")
}

fn posts(hour: u32, cast: &mut Cast) -> Vec<Value> {
    let by = cast.person("feed", 4);
    let modified = if hour == 1 { "2026-11-22T01:00:00" } else { "2026-11-22T05:00:00" };
    let deadline = if hour == 1 {
        "Жөндеу мерзімі айтылмады."
    } else {
        "Жөндеу жексенбіге дейін аяқталады."
    };
    vec![
        post(501, "2026-11-22T01:00:00", modified, "Қостанайда лифт тоқтады", deadline, &by),
        post(
            502,
            "2026-11-22T02:00:00",
            "2026-11-22T02:00:00",
            "Рудныйда ыстық су жоқ",
            "Үйлер суық тұр.",
            &by,
        ),
    ]
}

fn post(id: u32, date: &str, modified: &str, title: &str, text: &str, by: &Person) -> Value {
    let Person { handle, name, number, avatar, .. } = by;
    json!({
        "id": id, "date": date, "date_gmt": date, "modified_gmt": modified, "slug": format!("zhazba-{id}"), "status": "publish", "type": "post",
        "guid": {"rendered": format!("http://qala.example/?p={id}")}, "link": format!("http://qala.example/zhazba-{id}/"),
        "title": {"rendered": title}, "content": {"rendered": format!("<p>{text}</p><p>{LONG}</p>"), "protected": false},
        "excerpt": {"rendered": format!("<p>{text}</p>")}, "author": number, "comment_status": "open", "categories": [5], "tags": [],
        "yoast_head_json": {"author": name, "twitter_misc": {"Автор": name, "handle": handle}},
        "_embedded": {"author": [{"id": number, "name": name, "slug": handle, "link": format!("http://qala.example/author/{handle}/"),
            "avatar_urls": {"96": format!("http://qala.example/a/{avatar}")}}]}
    })
}

fn comments(hour: u32, cast: &mut Cast) -> Vec<Value> {
    let answered = cast.person("wordpress", 2);
    let reply = format!("@{} Нет горячей воды и у нас, Рудный, дома холодные.", answered.handle);
    let mut told = vec![
        (901, 1, "02:05", "Рудныйда үш күн ыстық су жоқ, үйде балалар тоңып отыр.".to_owned()),
        (902, 1, "02:40", "Ыстық су әлі жоқ, Рудныйда ешкім жауап бермейді.".to_owned()),
        (903, 2, "03:00", "Бізде де Рудныйда ыстық су жоқ.".to_owned()),
        (904, 3, "03:10", reply),
    ];
    if hour > 1 {
        told.push((905, 4, "05:20", "Рудныйда ыстық су кешке де берілмеді.".to_owned()));
    }
    told.into_iter()
        .map(|(id, who, at, text)| comment(id, at, &text, &cast.person("wordpress", who)))
        .collect()
}

fn comment(id: u32, at: &str, text: &str, by: &Person) -> Value {
    let Person { handle, name, email, phone, avatar, .. } = by;
    let date = format!("2026-11-22T{at}:00");
    json!({
        "id": id, "post": 502, "parent": 0, "author": 0, "author_name": name, "author_url": format!("http://qala.example/@{handle}"),
        "author_email": email, "date": date, "date_gmt": date,
        "content": {"rendered": format!("<p>{text}</p><p>Байланыс: {phone}</p>")},
        "link": format!("http://qala.example/zhazba-502/#comment-{id}"), "status": "approved", "type": "comment",
        "author_avatar_urls": {"96": format!("http://qala.example/a/{avatar}")}
    })
}
