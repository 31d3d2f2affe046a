//! An inbox bot, against a Bot API in memory.

use std::collections::BTreeMap;

use dauys_model::{Kind, Page, Source, SourceKind};
use dauys_parse::{Answer, Error, Get, Question, Refusal, Standing, Walk, Walked};
use jiff::Timestamp;
use serde_json::{Value, json};
use url::Url;

use crate::driver::{Errand, Reply, everything, get, is_by, source, start, texts, unfit};

fn now() -> Timestamp {
    "2026-11-23T12:00:00+05:00".parse().unwrap()
}

fn inbox(url: &str) -> Source {
    source(SourceKind::TelegramInbox, Kind::Appeal, url)
}

const TOKEN: &str = "123456:AAinvented-token_of-a-test-bot00";
const AIGUL: i64 = 770_011_122;
const ERLAN: i64 = 770_033_344;

/// A Bot API: holds updates until a later one is asked for, and remembers what it was told to send.
#[derive(Default)]
struct BotApi {
    updates: Vec<Value>,
    /// Method and query of every question.
    asked: Vec<(String, BTreeMap<String, String>)>,
    /// How a method is refused, instead of being done.
    refuses: BTreeMap<&'static str, (u16, Value)>,
}

impl BotApi {
    fn holding(updates: impl IntoIterator<Item = Value>) -> Self {
        Self { updates: updates.into_iter().collect(), ..Self::default() }
    }

    fn answer(&mut self, get: &Get) -> Reply {
        assert_eq!(get.standing, Standing::Interface);
        assert!(
            get.url.as_str().len() < 8000,
            "servers take addresses up to 8 KiB: {}",
            get.url.as_str().len()
        );
        let method = get.url.path().strip_prefix(&format!("/bot{TOKEN}/")).unwrap().to_owned();
        let query: BTreeMap<String, String> = get.url.query_pairs().into_owned().collect();
        self.asked.push((method.clone(), query.clone()));
        if let Some((status, body)) = self.refuses.get(method.as_str()) {
            return Reply::refusal(*status, body);
        }
        let result = if method == "getUpdates" {
            let offset = query.get("offset").map_or(0, |offset| offset.parse().unwrap());
            self.updates.retain(|update| update["update_id"].as_i64().is_none_or(|id| id >= offset));
            let limit = query["limit"].parse().unwrap();
            Value::Array(self.updates.iter().take(limit).cloned().collect())
        } else {
            Value::Bool(true)
        };
        Reply::ok(json!({ "ok": true, "result": result }))
    }

    /// Walks to the end, or for a number of questions.
    fn walk(&mut self, cursor: Option<&str>, questions: usize) -> (Walked, Result<(), Error>) {
        self.walk_as(&inbox("https://t.me/DemoInboxBot"), cursor, questions)
    }

    fn walk_as(&mut self, source: &Source, cursor: Option<&str>, most: usize) -> (Walked, Result<(), Error>) {
        let errand = Errand { secret: Some(TOKEN), now: now(), answers: most, ..Errand::of(source, cursor) };
        let outcome = errand.walk(|question| self.answer(get(question)));
        (outcome.walked, outcome.error.map_or(Ok(()), Err))
    }

    fn sent(&self, method: &str) -> Vec<&BTreeMap<String, String>> {
        self.asked.iter().filter(|(asked, _)| asked == method).map(|(_, query)| query).collect()
    }
}

/// A private message as the Bot API gives it, with everything that it tells of a person.
fn message(update: i64, person: i64, number: i64, text: &str) -> Value {
    json!({ "update_id": update, "message": body(person, number, json!({ "text": text })) })
}

fn body(person: i64, number: i64, content: Value) -> Value {
    let mut message = json!({
        "message_id": number,
        "date": 1_795_400_000_i64 + number,
        "chat": { "id": person, "type": "private", "first_name": "Айгүл", "username": "aigul_planted" },
        "from": { "id": person, "is_bot": false, "first_name": "Айгүл", "last_name": "Планова",
            "username": "aigul_planted", "language_code": "kk" },
    });
    message.as_object_mut().unwrap().extend(content.as_object().unwrap().clone());
    message
}

fn with(update: i64, person: i64, number: i64, content: Value) -> Value {
    json!({ "update_id": update, "message": body(person, number, content) })
}

const ALL: usize = 1000;

#[test]
fn messages_become_appeals_and_every_person_gets_a_receipt() {
    let mut api = BotApi::holding([
        message(50, AIGUL, 3, "Абай көшесінде үш күннен бері су жоқ."),
        message(51, ERLAN, 3, "Нет света  во дворе\nдома 5 с утра."),
    ]);
    let (mut walked, end) = api.walk(Some("50"), ALL);
    end.unwrap();
    assert_eq!(
        texts(&walked),
        ["Абай көшесінде үш күннен бері су жоқ.", "Нет света во дворе\nдома 5 с утра."]
    );
    assert_eq!(walked.cursor.as_deref(), Some("52"));
    assert!(!walked.is_cut && walked.warnings.is_empty() && walked.left_out == 0);
    let told = everything(&walked);
    for planted in ["770011122", "770033344", "aigul", "Айгүл", "Планова", "123456"] {
        assert!(!told.contains(planted), "{planted}: {told}");
    }
    let first = &mut walked.items[0];
    assert_eq!((first.kind, first.url.as_ref(), first.title.as_ref()), (Some(Kind::Appeal), None, None));
    assert_eq!(first.published_at.unwrap().as_second(), 1_795_400_003);
    assert!(is_by(first, "770011122"));
    assert_ne!(walked.items[0].key, walked.items[1].key, "numbers of messages are counted by chat");

    let receipts = api.sent("sendMessage");
    assert_eq!(receipts.len(), 2);
    assert_eq!(receipts[0]["chat_id"], AIGUL.to_string());
    assert!(
        receipts[0]["text"].contains("Хабарыңыз алынды")
            && receipts[0]["text"].contains("Сообщение получено")
    );
    assert!(receipts[0]["reply_markup"].contains("withdraw 3"));
    assert!(api.sent("setMyDescription").is_empty(), "only the first walk describes the bot");
}

#[test]
fn the_first_walk_says_what_is_kept_before_anybody_writes() {
    let mut api = BotApi::default();
    let (walked, end) = api.walk(None, ALL);
    end.unwrap();
    let methods: Vec<&str> = api.asked.iter().map(|(method, _)| method.as_str()).collect();
    assert_eq!(methods, ["setMyDescription", "setMyCommands", "getUpdates"]);
    assert!(api.sent("setMyDescription")[0]["description"].contains("вы соглашаетесь"));
    assert!(api.sent("setMyCommands")[0]["commands"].contains("\"privacy\""));
    assert_eq!(walked.cursor.as_deref(), Some("0"));
    let (_, end) = api.walk(walked.cursor.as_deref(), ALL);
    end.unwrap();
    assert_eq!(api.asked.len(), 4, "the second walk only asks for updates");
    assert_eq!(api.asked[3].1["timeout"], "0", "an ordinary walk does not wait");
}

#[test]
fn a_bot_that_cannot_be_described_still_takes_messages() {
    let mut api = BotApi::holding([message(1, AIGUL, 3, "Су жоқ")]);
    api.refuses.insert("setMyDescription", (400, json!({ "ok": false, "error_code": 400 })));
    let (walked, end) = api.walk(None, ALL);
    end.unwrap();
    assert_eq!(texts(&walked), ["Су жоқ"]);
    assert!(walked.warnings[0].contains("set its description"), "{:?}", walked.warnings);
}

#[test]
fn an_edit_is_the_same_appeal_in_its_new_wording() {
    let edit = json!({ "update_id": 2, "edited_message": body(AIGUL, 3, json!({ "text": "Су екі күн жоқ", "edit_date": 1_795_400_100 })) });
    let mut api = BotApi::holding([message(1, AIGUL, 3, "Су жоқ"), edit.clone()]);
    let (walked, _) = api.walk(Some("1"), ALL);
    assert_eq!(texts(&walked), ["Су екі күн жоқ"]);
    assert_eq!(api.sent("sendMessage").len(), 1, "one receipt for one message");
    let (later, _) = BotApi::holding([edit]).walk(Some("2"), ALL);
    assert_eq!(later.items[0].key, walked.items[0].key);
}

#[test]
fn commands_are_answered_and_are_no_appeals() {
    let mut api = BotApi::holding([
        message(1, AIGUL, 1, "/start"),
        message(2, AIGUL, 2, "/privacy@DemoInboxBot"),
        message(3, ERLAN, 1, "/delete"),
        message(4, ERLAN, 2, "/nonsense now"),
        message(5, 99, 1, "/ жерде су жоқ"),
    ]);
    let (walked, end) = api.walk(Some("1"), ALL);
    end.unwrap();
    assert_eq!(texts(&walked), ["/ жерде су жоқ"]);
    let told: Vec<&str> = api.sent("sendMessage").iter().map(|query| query["text"].as_str()).collect();
    for (told, expected) in told.iter().zip([
        "вы соглашаетесь",
        "Не сохраняется",
        "найти ваши сообщения иначе нельзя",
        "вы соглашаетесь",
        "Сообщение получено",
    ]) {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert_eq!(told.len(), 5);
}

#[test]
fn a_message_can_be_withdrawn_by_its_button_or_by_an_answer() {
    let mut api = BotApi::holding([message(1, AIGUL, 3, "Су жоқ"), message(2, AIGUL, 4, "Жарық жоқ")]);
    let (before, _) = api.walk(Some("1"), ALL);
    let press = |update, chat| {
        json!({ "update_id": update, "callback_query": { "id": "7", "from": { "id": chat, "is_bot": false },
            "message": { "message_id": 5, "date": 0, "chat": { "id": chat, "type": "private" } }, "data": "withdraw 3" } })
    };
    let answer =
        json!({ "text": "/delete", "reply_to_message": body(AIGUL, 4, json!({ "text": "Жарық жоқ" })) });
    let mut api = BotApi::holding([press(3, AIGUL), with(4, AIGUL, 9, answer)]);
    let (walked, end) = api.walk(before.cursor.as_deref(), ALL);
    end.unwrap();
    let keys: Vec<&String> = before.items.iter().map(|item| &item.key).collect();
    assert_eq!(walked.withdrawn.iter().collect::<Vec<_>>(), keys);
    assert_eq!(api.sent("editMessageText")[0]["message_id"], "5");

    let (of_another, _) = BotApi::holding([press(5, ERLAN)]).walk(Some("5"), ALL);
    assert!(
        !keys.contains(&&of_another.withdrawn[0]),
        "data made up by another person reach only his own messages"
    );

    let (at_once, _) =
        BotApi::holding([message(1, AIGUL, 3, "Су жоқ"), press(2, AIGUL)]).walk(Some("1"), ALL);
    assert!(at_once.items.is_empty() && at_once.withdrawn.len() == 1);
}

#[test]
fn what_names_a_person_or_a_spot_is_not_even_read() {
    let mut api = BotApi::holding([
        with(1, AIGUL, 1, json!({ "location": { "latitude": 43.238949, "longitude": 76.889709 } })),
        with(2, AIGUL, 2, json!({ "contact": { "phone_number": "+77010000001", "first_name": "Планова" } })),
        with(3, AIGUL, 3, json!({ "photo": [{ "file_id": "AgAC" }], "caption": "Жол шұңқыр" })),
        with(4, ERLAN, 4, json!({ "voice": { "file_id": "AwAC" } })),
        with(
            5,
            ERLAN,
            5,
            json!({ "text": "Чужой текст", "forward_origin": { "type": "user", "sender_user": { "id": 5 } } }),
        ),
    ]);
    let (walked, end) = api.walk(Some("1"), ALL);
    end.unwrap();
    assert_eq!(texts(&walked), ["Жол шұңқыр"]);
    assert_eq!((walked.left_out, walked.warnings.len()), (4, 1));
    let told = everything(&walked);
    assert!(!told.contains("43.2") && !told.contains("7701"), "{told}");
    assert_eq!(
        api.sent("sendMessage").iter().filter(|query| query["text"].contains("қабылданбады")).count(),
        4
    );
}

#[test]
fn groups_channels_and_bots_are_left_alone() {
    let in_group = json!({ "update_id": 1, "message": { "message_id": 1, "date": 1, "text": "Су жоқ",
        "chat": { "id": -100, "type": "supergroup" }, "from": { "id": AIGUL, "is_bot": false } } });
    let of_bot = json!({ "update_id": 2, "message": { "message_id": 1, "date": 1, "text": "Спам",
        "chat": { "id": 5, "type": "private" }, "from": { "id": 5, "is_bot": true } } });
    let mut api = BotApi::holding([in_group, of_bot]);
    let (walked, end) = api.walk(Some("1"), ALL);
    end.unwrap();
    assert!(walked.items.is_empty() && api.sent("sendMessage").is_empty());
    assert_eq!((walked.left_out, walked.cursor.as_deref()), (2, Some("3")));
}

#[test]
fn the_second_walk_brings_nothing() {
    let mut api = BotApi::holding([message(1, AIGUL, 3, "Су жоқ")]);
    let (first, _) = api.walk(Some("1"), ALL);
    assert_eq!(api.updates.len(), 1, "what is not yet stored is not yet acknowledged");
    let (second, end) = api.walk(first.cursor.as_deref(), ALL);
    end.unwrap();
    assert!(second.items.is_empty() && api.updates.is_empty());
    assert_eq!((second.cursor.as_deref(), api.sent("sendMessage").len()), (Some("2"), 1));
}

#[test]
fn a_walk_that_was_not_stored_is_walked_again() {
    let mut api = BotApi::holding([message(1, AIGUL, 3, "Су жоқ")]);
    let (lost, _) = api.walk(Some("1"), ALL);
    let (again, _) = api.walk(Some("1"), ALL);
    assert_eq!(lost.items[0].key, again.items[0].key);
}

#[test]
fn ended_early_at_any_question_nothing_is_missed() {
    let written: Vec<Value> =
        (1..=4).map(|number| message(number, number + 1000, number, &format!("Мәселе {number}"))).collect();
    for questions in 0..6 {
        let mut api = BotApi::holding(written.clone());
        let (early, _) = api.walk(Some("1"), questions);
        let (rest, _) = api.walk(early.cursor.as_deref().or(Some("1")), ALL);
        let mut keys: Vec<&str> =
            early.items.iter().chain(&rest.items).map(|item| item.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 4, "{questions}");
        let answered: std::collections::BTreeSet<&str> =
            api.sent("sendMessage").iter().map(|query| query["chat_id"].as_str()).collect();
        assert_eq!(answered.len(), 4, "{questions}: everybody is answered");
    }
}

#[test]
fn a_full_page_is_cut_and_a_flood_is_not_answered_line_by_line() {
    let mut api = BotApi::holding((1..=130).map(|number| message(number, AIGUL, number, "Су жоқ")));
    let (walked, _) = api.walk(Some("1"), ALL);
    assert_eq!((walked.items.len(), walked.is_cut, walked.cursor.as_deref()), (100, true, Some("101")));
    assert_eq!(api.sent("sendMessage").len(), 5);
    let (rest, _) = api.walk(Some("101"), ALL);
    assert_eq!((rest.items.len(), rest.is_cut), (30, false));
}

#[test]
fn a_source_with_pages_waits_while_nothing_comes() {
    let patient = Source { pages: Some(3), ..inbox("https://t.me/DemoInboxBot") };
    let mut api = BotApi::default();
    let (walked, end) = api.walk_as(&patient, Some("1"), ALL);
    end.unwrap();
    let waits: Vec<&str> = api.sent("getUpdates").iter().map(|query| query["timeout"].as_str()).collect();
    assert_eq!((waits, walked.cursor.as_deref()), (vec!["0", "25", "25"], Some("1")));
    let mut walk = Walk::new(&start(&patient, Some("1"), Some(TOKEN))).unwrap();
    let page = Page {
        url: "https://a.example/".parse().unwrap(),
        content_type: None,
        body: br#"{"ok":true,"result":[]}"#.into(),
    };
    walk.take(&Answer::page(&page)).unwrap();
    let Some(Question::Get(get)) = walk.next() else { panic!("a question") };
    assert!(get.patience.unwrap() > std::time::Duration::from_secs(25), "the host may take its time");
}

#[track_caller]
fn refused(status: u16, body: Value, expected: Refusal, told: &str) -> Walked {
    let mut api = BotApi::holding([message(1, AIGUL, 3, "Су жоқ")]);
    api.refuses.insert("getUpdates", (status, body));
    let (walked, end) = api.walk(Some("1"), ALL);
    let Err(error @ Error::Refused { refusal, .. }) = end else { panic!("{end:?}") };
    assert_eq!(refusal, expected);
    assert!(error.to_string().contains(told), "{error}");
    assert!(!error.to_string().contains(TOKEN) && walked.cursor.is_none() && walked.items.is_empty());
    walked
}

#[test]
fn refusals_say_who_must_act() {
    let told = |code: u16| json!({ "ok": false, "error_code": code, "description": "not to be shown" });
    refused(401, told(401), Refusal::Key, "BotFather");
    refused(404, told(404), Refusal::Key, "BotFather");
    refused(409, told(409), Refusal::Ours, "another program or a webhook");
    refused(400, told(400), Refusal::Ours, "code 400");
    refused(502, json!("<html>"), Refusal::Trouble, "code 502");
    refused(200, json!("<html>"), Refusal::Trouble, "not one of the Bot API");
    refused(200, json!({ "ok": true, "result": 5 }), Refusal::Trouble, "not one of the Bot API");
    let slow = json!({ "ok": false, "error_code": 429, "parameters": { "retry_after": 7 } });
    let walked = refused(429, slow, Refusal::TooFast, "again after 7 s");
    assert_eq!(walked.fresh_for, Some(std::time::Duration::from_secs(7)));
}

#[test]
fn who_blocked_the_bot_is_not_answered_and_who_comes_too_fast_is_answered_later() {
    let written = [message(1, AIGUL, 3, "Су жоқ"), message(2, ERLAN, 3, "Жарық жоқ")];
    let mut api = BotApi::holding(written.clone());
    api.refuses.insert("sendMessage", (403, json!({ "ok": false, "error_code": 403 })));
    let (walked, end) = api.walk(Some("1"), ALL);
    end.unwrap();
    assert_eq!((walked.items.len(), walked.cursor.as_deref()), (2, Some("3")));
    assert_eq!(walked.warnings, ["answers that Telegram did not deliver: 2"]);

    let mut api = BotApi::holding(written);
    let slow = json!({ "ok": false, "error_code": 429, "parameters": { "retry_after": 7 } });
    api.refuses.insert("sendMessage", (429, slow));
    let (walked, end) = api.walk(Some("1"), ALL);
    end.unwrap();
    assert_eq!((walked.items.len(), walked.cursor.as_deref(), walked.is_cut), (2, Some("1"), true));
    assert_eq!(api.sent("sendMessage").len(), 1);
    api.refuses.clear();
    let (walked, _) = api.walk(walked.cursor.as_deref(), ALL);
    assert_eq!(walked.cursor.as_deref(), Some("3"));
}

#[test]
fn updates_that_are_none_do_not_stop_the_others() {
    let mut api = BotApi::holding([
        json!({ "update_id": 1, "message": { "message_id": "x" } }),
        json!("nonsense"),
        json!({ "update_id": 2, "poll": {} }),
        message(3, AIGUL, 3, "Су жоқ"),
    ]);
    let (walked, end) = api.walk(Some("1"), ALL);
    end.unwrap();
    assert_eq!((texts(&walked), walked.cursor.as_deref(), walked.left_out), (vec!["Су жоқ"], Some("4"), 2));
}

#[test]
fn another_token_gives_other_keys() {
    let key = |token: &str| {
        let source = inbox("https://t.me/DemoInboxBot");
        let mut walk = Walk::new(&start(&source, Some("1"), Some(token))).unwrap();
        let body = json!({ "ok": true, "result": [message(1, AIGUL, 3, "Су жоқ")] }).to_string().into_bytes();
        let page = Page { url: "https://a.example/".parse().unwrap(), content_type: None, body };
        walk.take(&Answer::page(&page)).unwrap();
        walk.end().items[0].key.clone()
    };
    assert_eq!(key(TOKEN), key(TOKEN));
    assert_ne!(key(TOKEN), key("123456:AAinvented-token_of-a-test-bot01"));
}

#[test]
fn what_does_not_fit_is_told_without_the_secret() {
    let check = |url: &str, secret: Option<&str>, told: &str| {
        let source = inbox(url);
        let unfit = unfit(&source, secret);
        assert!(unfit.contains(told) && !unfit.contains("hunter"), "{unfit}");
    };
    check("https://t.me/DemoInboxBot", None, "BotFather");
    check("https://t.me/DemoInboxBot", Some("hunter/../2"), "BotFather");
    check("https://t.me/DemoChannel", Some(TOKEN), "https://t.me/NAME");
    check("https://a.example/DemoInboxBot", Some(TOKEN), "https://t.me/NAME");
    let own = Source {
        api: Some(Url::parse("http://127.0.0.1:8081/gate/").unwrap()),
        ..inbox("https://t.me/DemoInboxBot")
    };
    let mut walk = Walk::new(&start(&own, Some("1"), Some(TOKEN))).unwrap();
    let Some(Question::Get(get)) = walk.next() else { panic!("a question") };
    assert!(
        get.url.as_str().starts_with(&format!("http://127.0.0.1:8081/gate/bot{TOKEN}/getUpdates?limit=100"))
    );
}
