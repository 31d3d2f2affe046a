//! The Bot API of Telegram: updates of an inbox bot, and its answers, which tell who was answered.

use serde_json::{Value, json};

use crate::connectors::planted::{Cast, Person};
use crate::connectors::server::{Answer, Asked};

/// The token that is a part of the address, and may stand nowhere.
pub(crate) const TOKEN: &str = "771100:AAdemo-inbox-token-00112233445566";

pub(crate) fn answer(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    let Some(method) = asked.path.strip_prefix(&format!("/bot{TOKEN}/")) else {
        return Answer::json(json!({"ok": false, "error_code": 401, "description": "Unauthorized"})).but(401);
    };
    let result = match method {
        "getUpdates" => updates(asked, hour, cast),
        "sendMessage" | "editMessageText" => {
            let by = (0..4).map(|number| cast.person("inbox", number));
            let to = by.into_iter().find(|by| by.number.to_string() == asked.parameter("chat_id"));
            to.map_or(Value::Null, |to| json!({"message_id": 900, "date": 1, "chat": chat(&to), "reply_to_message": {"from": user(&to)}}))
        }
        _ => Value::Bool(true),
    };
    Answer::json(json!({"ok": true, "result": result}))
}

fn updates(asked: &Asked, hour: u32, cast: &mut Cast) -> Value {
    let offset: i64 = asked.parameter("offset").parse().unwrap_or_default();
    let person = |cast: &mut Cast, number| cast.person("inbox", number);
    let (one, two, other) = (person(cast, 0), person(cast, 1), person(cast, 3));
    let mut forwarded = message(5002, 13, 9_100, "Бөтен сөз", &two);
    forwarded["message"]["forward_origin"] = json!({"type": "user", "sender_user": user(&other), "date": 1});
    let mut contact = message(5003, 14, 9_200, "", &two);
    contact["message"]["contact"] =
        json!({"phone_number": two.phone, "first_name": two.name, "user_id": two.number});
    let mut all = vec![
        message(5000, 11, 9_000, "Балқашта үшінші күн жарық жоқ, көмектесіңіздер.", &one),
        message(
            5001,
            12,
            9_050,
            &format!("В Балхаше нет света. {}, {}, {}", two.name, two.phone, two.email),
            &two,
        ),
        forwarded,
        contact,
        message(5004, 15, 9_300, "Балқашта кептеліс туралы өтініш, мұны қайтарып аламын.", &one),
    ];
    if hour > 1 {
        let mut edited = message(5005, 11, 9_000, "Балқашта үшінші күн жарық жоқ, түнде де берілмеді.", &one);
        edited["edited_message"] = edited["message"].take();
        edited.as_object_mut().unwrap().remove("message");
        let pressed = json!({"update_id": 5006, "callback_query": {"id": "1", "from": user(&one), "data": "withdraw 15",
            "message": {"message_id": 16, "chat": chat(&one), "date": 1}}});
        all.extend([
            edited,
            pressed,
            message(5007, 17, 18_000, "Балқашта жарық келді, бірақ сөніп қалды.", &person(cast, 2)),
        ]);
    }
    all.retain(|update| update["update_id"].as_i64().unwrap() >= offset);
    Value::Array(all)
}

fn message(update: i64, number: i64, second: i64, text: &str, from: &Person) -> Value {
    let mut message = json!({"message_id": number, "date": super::vk::MIDNIGHT + second, "chat": chat(from), "from": user(from)});
    if !text.is_empty() {
        message["text"] = text.into();
    }
    json!({"update_id": update, "message": message})
}

fn chat(person: &Person) -> Value {
    json!({"id": person.number, "type": "private", "first_name": person.name, "username": person.handle})
}

fn user(person: &Person) -> Value {
    json!({"id": person.number, "is_bot": false, "first_name": person.name, "username": person.handle, "language_code": "kk"})
}
