//! The Data API of YouTube: a channel, its uploads, their counts, and the comments under one video.

use serde_json::{Value, json};

use crate::connectors::planted::{Cast, Person};
use crate::connectors::server::{Answer, Asked};

/// The key that is sent, and may stand nowhere.
pub(crate) const KEY: &str = "AIzaDemo-youtube-key-5511";
const CHANNEL: &str = "UCdemo0000000000000000tv";
const VIDEO: &str = "dQdemo00001";

pub(crate) fn answer(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    if asked.header("x-goog-api-key") != KEY {
        return refused(400, "badRequest");
    }
    match asked.path.as_str() {
        "/youtube/v3/channels" => {
            Answer::json(json!({"items": [{"kind": "youtube#channel", "id": CHANNEL}]}))
        }
        "/youtube/v3/playlistItems" => {
            let item =
                |video: &str| json!({"kind": "youtube#playlistItem", "contentDetails": {"videoId": video}});
            Answer::json(json!({"items": [item(VIDEO), item("dQdemo00002")]}))
        }
        "/youtube/v3/videos" => {
            let count = if hour == 1 { "8" } else { "9" };
            let video = |id: &str, count: &str| json!({"id": id, "statistics": {"viewCount": "4850", "commentCount": count}});
            Answer::json(json!({"items": [video(VIDEO, count), video("dQdemo00002", "0")]}))
        }
        "/youtube/v3/commentThreads" => threads(hour, cast),
        "/youtube/v3/comments" => Answer::json(json!({"items": []})),
        _ => refused(404, "notFound"),
    }
}

/// A refusal as the Data API writes it.
pub(crate) fn refused(status: u16, reason: &str) -> Answer {
    let told = json!({"error": {"code": status, "message": reason, "errors": [{"reason": reason, "domain": "youtube"}]}});
    Answer::json(told).but(status)
}

/// Six remarks of five persons on one day, a reply, and a remark of the channel itself.
fn threads(hour: u32, cast: &mut Cast) -> Answer {
    let told = [
        ("Ugz1", 0, "01:00", "Риддерде ауыз су жоқ, үшінші күн шелекпен су тасимыз."),
        ("Ugz2", 1, "01:20", "Риддерде су жоқ, балабақшада да су жоқ."),
        ("Ugz3", 2, "01:40", "Третий день нет воды в Риддере, акимат молчит."),
        ("Ugz4", 3, "02:00", "Риддерде су қашан болады? Үш күн ауыз су жоқ."),
        ("Ugz5", 4, "02:20", "В Риддере нет воды, водоканал трубку не берёт."),
        ("Ugz6", 0, "03:00", "Әлі де Риддерде су жоқ, ешкім келмеді."),
    ];
    let mut threads: Vec<Value> = Vec::new();
    for (id, who, at, text) in told {
        let by = cast.person("youtube", who);
        let is_edited = hour > 1 && id == "Ugz5";
        let text = if is_edited {
            format!("{text} Ответили: ждите до среды.")
        } else {
            text.to_owned()
        };
        let edited = if is_edited { "05:10" } else { at };
        let reply = (id == "Ugz1").then(|| {
            let other = cast.person("youtube", 5);
            comment(
                "Ugz1.9x",
                at,
                at,
                &format!("@{} дұрыс айтасыз, Риддерде бізде де су жоқ", by.handle),
                &other,
            )
        });
        threads.push(thread(id, comment(id, at, edited, &text, &by), reply));
    }
    let mut own =
        comment("UgzOwn", "02:30", "02:30", "Хабарласыңыздар, біз жазып аламыз", &cast.person("youtube", 6));
    own["snippet"]["authorChannelId"]["value"] = CHANNEL.into();
    threads.push(thread("UgzOwn", own, None));
    if hour > 1 {
        let by = cast.person("youtube", 7);
        threads.push(thread(
            "Ugz7",
            comment("Ugz7", "05:00", "05:00", "Риддердің төменгі жағында су әлі келген жоқ.", &by),
            None,
        ));
    }
    threads.reverse();
    Answer::json(
        json!({"kind": "youtube#commentThreadListResponse", "pageInfo": {"totalResults": threads.len()}, "items": threads}),
    )
}

fn thread(id: &str, top: Value, reply: Option<Value>) -> Value {
    let replies: Vec<Value> = reply.into_iter().collect();
    json!({"kind": "youtube#commentThread", "id": id, "snippet": {"channelId": CHANNEL, "videoId": VIDEO, "topLevelComment": top,
        "canReply": true, "totalReplyCount": replies.len(), "isPublic": true}, "replies": {"comments": replies}})
}

fn comment(id: &str, at: &str, edited: &str, text: &str, by: &Person) -> Value {
    let Person { handle, name, phone, avatar, .. } = by;
    let day = |at: &str| format!("2026-11-22T{at}:00Z");
    let text = format!("{text} Менің нөмірім {phone}. {name}");
    json!({"kind": "youtube#comment", "id": id, "snippet": {"channelId": CHANNEL, "videoId": VIDEO, "textDisplay": text, "textOriginal": text,
        "authorDisplayName": format!("@{handle}"), "authorProfileImageUrl": format!("https://yt3.example/{avatar}"),
        "authorChannelUrl": format!("http://www.youtube.com/@{handle}"), "authorChannelId": {"value": format!("UC{handle:x<22.22}")},
        "canRate": true, "likeCount": 3, "publishedAt": day(at), "updatedAt": day(edited)}})
}
