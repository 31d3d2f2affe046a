//! The interface of VK: the wall of a community, the comments under a post, a search. It refuses with status 200.

use serde_json::{Value, json};

use crate::connectors::planted::{Cast, Person};
use crate::connectors::server::{Answer, Asked};

/// The token that is sent, and may stand nowhere.
pub(crate) const TOKEN: &str = "vk1.a.demo-token-8841";
const COMMUNITY: i64 = -224_466;
/// Midnight of 22 November 2026 in Greenwich.
pub(crate) const MIDNIGHT: i64 = 1_795_305_600;

pub(crate) fn answer(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    if asked.header("authorization") != format!("Bearer {TOKEN}") {
        return refused(5, asked);
    }
    match asked.path.as_str() {
        "/method/utils.resolveScreenName" => {
            Answer::json(json!({"response": {"type": "group", "object_id": -COMMUNITY}}))
        }
        "/method/wall.get" => wall(hour, cast),
        "/method/wall.getComments" => comments(hour, cast),
        "/method/newsfeed.search" => search(hour, cast),
        _ => refused(3, asked),
    }
}

/// A refusal as VK writes it, with the parameters of the question.
pub(crate) fn refused(code: i64, asked: &Asked) -> Answer {
    let parameters: Vec<Value> =
        asked.query.iter().map(|(key, value)| json!({"key": key, "value": value})).collect();
    Answer::json(json!({"error": {"error_code": code, "error_msg": "refused", "request_params": parameters}}))
}

fn wall(hour: u32, cast: &mut Cast) -> Answer {
    let (signer, named, reposted) = (cast.person("vk", 0), cast.person("vk", 1), cast.person("vk", 2));
    let edited = if hour == 1 { 0 } else { MIDNIGHT + 18_000 };
    let until = if hour == 1 { "дүйсенбіге" } else { "сәрсенбіге" };
    let called = format!("[id{}|{}]", named.number, named.name);
    let text = format!(
        "Ақсуда {until} дейін жылу берілмейді. Бұл туралы {called} хабарлады, @{} (Нұрлан) жазды.",
        named.handle
    );
    let mut old =
        post(9001, COMMUNITY, COMMUNITY, 3600, "Аксу: ремонт дороги на улице Мира начнётся в понедельник.");
    old["copy_history"] = json!([post(
        77,
        reposted.number,
        reposted.number,
        60,
        &format!("Пишу сам: {} {}", reposted.name, reposted.phone)
    )]);
    let mut new = post(9002, COMMUNITY, COMMUNITY, 7200, &text);
    new["edited"] = edited.into();
    new["signer_id"] = signer.number.into();
    new["attachments"] = json!([{"type": "photo", "photo": {"id": 1, "owner_id": signer.number, "text": signer.name,
        "sizes": [{"type": "x", "url": format!("https://sun.example/{}", signer.avatar), "width": 604, "height": 400}]}}]);
    new["comments"]["count"] = if hour == 1 { 4 } else { 5 }.into();
    Answer::json(json!({"response": {"count": 2, "items": [new, old]}}))
}

fn post(id: i64, owner: i64, from: i64, second: i64, text: &str) -> Value {
    json!({"inner_type": "wall_wallpost", "id": id, "owner_id": owner, "from_id": from, "date": MIDNIGHT + second, "post_type": "post",
        "text": text, "is_pinned": 0, "marked_as_ads": 0, "attachments": [], "copy_history": [], "likes": {"count": 34}, "reposts": {"count": 5},
        "comments": {"can_post": 1, "count": 0, "groups_can_post": true}, "views": {"count": 4850}, "post_source": {"type": "vk"}, "hash": "h"})
}

fn comments(hour: u32, cast: &mut Cast) -> Answer {
    let person = |cast: &mut Cast, number| cast.person("vk", number);
    let answered = person(cast, 3);
    let reply = format!("[id{}|{}], Ақсуда бізде де жылу жоқ", answered.number, answered.name);
    let mut items = vec![
        comment(9101, 7_300, "Ақсуда пәтерлер суық, жылу қашан беріледі?", &person(cast, 3)),
        comment(9102, 7_400, "В Аксу холодно, батареи ледяные вторые сутки.", &person(cast, 4)),
        comment(9103, 7_500, "Ақсу, Достық көшесі: жылу жоқ, балалар ауырып жатыр.", &person(cast, 3)),
        comment(9104, 7_600, "Шпана кедергілейтін қоқыс жәшігін өртеді деген өтірік.", &person(cast, 5)),
    ];
    items[0]["thread"] =
        json!({"count": 1, "items": [comment(9105, 7_700, &reply, &person(cast, 6))], "can_post": true});
    if hour > 1 {
        items[3] = json!({"id": 9104, "from_id": person(cast, 5).number, "date": MIDNIGHT + 7_600, "deleted": true,
            "text": "", "thread": {"count": 0, "items": []}});
        items.push(comment(9106, 18_100, "Ақсуға жылу келмеді, ертең де келмейді дейді.", &person(cast, 7)));
    }
    items.reverse();
    Answer::json(
        json!({"response": {"count": items.len() + 1, "items": items, "current_level_count": items.len(), "can_post": true}}),
    )
}

fn comment(id: i64, second: i64, text: &str, by: &Person) -> Value {
    let text = format!("{text} Жазыңыздар: @{} немесе https://vk.com/id{}", by.handle, by.number);
    json!({"id": id, "from_id": by.number, "post_id": 9002, "owner_id": COMMUNITY, "parents_stack": [], "date": MIDNIGHT + second,
        "text": text, "likes": {"count": 2}, "thread": {"count": 0, "items": []}, "deleted": false})
}

fn search(hour: u32, cast: &mut Cast) -> Answer {
    let by = |cast: &mut Cast, number| cast.person("vksearch", number);
    let (one, two) = (by(cast, 0), by(cast, 1));
    let mut of_person =
        post(31, one.number, one.number, 7_900, "Екібастұзда жарық жоқ, кешеден бері отырмыз.");
    of_person["signer_id"] = one.number.into();
    let on_wall = post(
        9301,
        -335_577,
        two.number,
        8_000,
        &format!("В Экибастузе нет света, звоните мне {}, {}", two.phone, two.name),
    );
    let mut items = vec![
        of_person,
        on_wall,
        post(9302, -335_577, -335_577, 8_100, "Екібастұз: жарық кешке дейін беріледі деп уәде етілді."),
    ];
    if hour > 1 {
        items.push(post(32, by(cast, 2).number, by(cast, 2).number, 18_200, "Екібастұзда жарық тағы сөнді."));
    }
    items.reverse();
    Answer::json(json!({"response": {"count": items.len(), "total_count": items.len(), "items": items,
        "profiles": [{"id": one.number, "first_name": one.name, "screen_name": one.handle, "photo_100": format!("https://sun.example/{}", one.avatar)}],
        "groups": []}}))
}
