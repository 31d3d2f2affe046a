//! Ways through the inboxes of an office, with invented citizens: a Bot API in memory, and mails as files.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

use std::collections::BTreeMap;

use dauys_model::{Author, DayKey, Item, Kind, Page, Salt, Source, SourceId, SourceKind};
use dauys_parse::{Answer, Error, Get, Question, Refusal, Standing, Start, Walk, Walked};
use jiff::Timestamp;
use serde_json::{Value, json};
use url::Url;

fn now() -> Timestamp {
    "2026-11-23T12:00:00+05:00".parse().unwrap()
}

fn source(kind: SourceKind, url: &str) -> Source {
    Source {
        posts: Kind::Appeal,
        ..Source::new(SourceId::new("inbox").unwrap(), "Қабылдау", kind, Some(url.parse().unwrap()))
    }
}

/// All of what a walk brought but the texts, as it may be seen by an operator or stored beside them.
fn beside_texts(walked: &Walked) -> String {
    let mut told = format!("{:?} {:?} {:?}", walked.withdrawn, walked.cursor, walked.warnings);
    for item in &walked.items {
        told += &format!("{} {:?} {:?} {:?} {:?}", item.key, item.url, item.title, item.place, item.thread);
    }
    told
}

fn texts(walked: &Walked) -> Vec<&str> {
    walked.items.iter().map(|item| item.text.as_deref().unwrap_or_default()).collect()
}

/// Whether an item is by a person, told by the voice: an author can be compared in no other way.
fn is_by(item: &mut Item, native: &str) -> bool {
    let voice = |author: Author| author.voice(&DayKey([7; 16]), &SourceId::new("inbox").unwrap());
    voice(item.author.take().unwrap()) == voice(Author::new(native).unwrap())
}

#[test]
fn the_examples_of_the_docs_can_be_walked() {
    #[derive(serde::Deserialize)]
    struct Sources {
        source: Vec<Source>,
    }
    for (page, secret) in [
        (include_str!("../docs/sources/telegram-inbox.md"), "123456:AAinvented-token_of-a-test-bot00"),
        (include_str!("../docs/sources/mailbox.md"), "planted-password"),
    ] {
        let example = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
        let source = toml::from_str::<Sources>(example).unwrap().source.remove(0);
        assert!(source.posts == Kind::Appeal && source.secret.is_some());
        let mut walk = Walk::new(&Start {
            source: &source,
            cursor: None,
            secret: Some(secret),
            salt: Salt([7; 16]),
            now: now(),
        })
        .unwrap();
        assert!(walk.next().is_some());
    }
}

mod telegram {
    use super::*;

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

        fn answer(&mut self, get: &Get) -> (u16, Vec<u8>) {
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
                return (*status, body.to_string().into_bytes());
            }
            let result = if method == "getUpdates" {
                let offset = query.get("offset").map_or(0, |offset| offset.parse().unwrap());
                self.updates.retain(|update| update["update_id"].as_i64().is_none_or(|id| id >= offset));
                let limit = query["limit"].parse().unwrap();
                Value::Array(self.updates.iter().take(limit).cloned().collect())
            } else {
                Value::Bool(true)
            };
            (200, json!({ "ok": true, "result": result }).to_string().into_bytes())
        }

        /// Walks to the end, or for a number of questions.
        fn walk(&mut self, cursor: Option<&str>, questions: usize) -> (Walked, Result<(), Error>) {
            self.walk_as(&source(SourceKind::TelegramInbox, "https://t.me/DemoInboxBot"), cursor, questions)
        }

        fn walk_as(
            &mut self,
            source: &Source,
            cursor: Option<&str>,
            most: usize,
        ) -> (Walked, Result<(), Error>) {
            let mut walk =
                Walk::new(&Start { source, cursor, secret: Some(TOKEN), salt: Salt([7; 16]), now: now() })
                    .unwrap();
            for _ in 0..most {
                let Some(Question::Get(get)) = walk.next() else { break };
                assert!(walk.next() == Some(Question::Get(get.clone())), "asked again, it is the same");
                let (status, body) = self.answer(&get);
                let page = Page { url: get.url, content_type: None, body };
                if let Err(error) = walk.take(&Answer::Page { page: &page, status, headers: &[] }) {
                    return (walk.end(), Err(error));
                }
            }
            (walk.end(), Ok(()))
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
        let told = beside_texts(&walked);
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
            with(
                2,
                AIGUL,
                2,
                json!({ "contact": { "phone_number": "+77010000001", "first_name": "Планова" } }),
            ),
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
        let told = beside_texts(&walked);
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
        let written: Vec<Value> = (1..=4)
            .map(|number| message(number, number + 1000, number, &format!("Мәселе {number}")))
            .collect();
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
        let patient =
            Source { pages: Some(3), ..source(SourceKind::TelegramInbox, "https://t.me/DemoInboxBot") };
        let mut api = BotApi::default();
        let (walked, end) = api.walk_as(&patient, Some("1"), ALL);
        end.unwrap();
        let waits: Vec<&str> = api.sent("getUpdates").iter().map(|query| query["timeout"].as_str()).collect();
        assert_eq!((waits, walked.cursor.as_deref()), (vec!["0", "25", "25"], Some("1")));
        let mut walk = Walk::new(&Start {
            source: &patient,
            cursor: Some("1"),
            secret: Some(TOKEN),
            salt: Salt([7; 16]),
            now: now(),
        })
        .unwrap();
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
        assert_eq!(
            (texts(&walked), walked.cursor.as_deref(), walked.left_out),
            (vec!["Су жоқ"], Some("4"), 2)
        );
    }

    #[test]
    fn another_token_gives_other_keys() {
        let key = |token: &str| {
            let source = source(SourceKind::TelegramInbox, "https://t.me/DemoInboxBot");
            let mut walk = Walk::new(&Start {
                source: &source,
                cursor: Some("1"),
                secret: Some(token),
                salt: Salt([7; 16]),
                now: now(),
            })
            .unwrap();
            let body =
                json!({ "ok": true, "result": [message(1, AIGUL, 3, "Су жоқ")] }).to_string().into_bytes();
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
            let source = source(SourceKind::TelegramInbox, url);
            let unfit =
                Walk::new(&Start { source: &source, cursor: None, secret, salt: Salt([7; 16]), now: now() })
                    .err()
                    .unwrap();
            assert!(unfit.to_string().contains(told) && !unfit.to_string().contains("hunter"), "{unfit}");
        };
        check("https://t.me/DemoInboxBot", None, "BotFather");
        check("https://t.me/DemoInboxBot", Some("hunter/../2"), "BotFather");
        check("https://t.me/DemoChannel", Some(TOKEN), "https://t.me/NAME");
        check("https://a.example/DemoInboxBot", Some(TOKEN), "https://t.me/NAME");
        let own = Source {
            api: Some(Url::parse("http://127.0.0.1:8081/gate/").unwrap()),
            ..source(SourceKind::TelegramInbox, "https://t.me/DemoInboxBot")
        };
        let mut walk = Walk::new(&Start {
            source: &own,
            cursor: Some("1"),
            secret: Some(TOKEN),
            salt: Salt([7; 16]),
            now: now(),
        })
        .unwrap();
        let Some(Question::Get(get)) = walk.next() else { panic!("a question") };
        assert!(
            get.url
                .as_str()
                .starts_with(&format!("http://127.0.0.1:8081/gate/bot{TOKEN}/getUpdates?limit=100"))
        );
    }
}

mod mailbox {
    use std::path::Path;

    use super::*;

    const ADDRESS: &str = "imaps://qabyldau%40office.example@mail.office.example/INBOX";

    fn raw(name: &str) -> Vec<u8> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/mails");
        std::fs::read(folder.join(format!("{name}.eml"))).unwrap()
    }

    fn start<'a>(source: &'a Source, cursor: Option<&'a str>) -> Start<'a> {
        Start { source, cursor, secret: Some("planted-password"), salt: Salt([7; 16]), now: now() }
    }

    fn asked(walk: &mut Walk) -> Option<dauys_parse::Mail> {
        walk.next().map(|question| match question {
            Question::Mail(mail) => mail,
            _ => panic!("another question"),
        })
    }

    /// A folder with mails numbered from 1, asked as a server answers: ascending, after a number, at most so many.
    fn walk(mails: &[Vec<u8>], cursor: Option<&str>, source: &Source) -> Walked {
        let mut walk = Walk::new(&start(source, cursor)).unwrap();
        while let Some(question) = asked(&mut walk) {
            let after = question.after.filter(|(validity, _)| *validity == 9).map_or(0, |(_, number)| number);
            let numbered =
                mails.iter().enumerate().map(|(index, raw)| (u32::try_from(index).unwrap() + 1, raw.clone()));
            let page: Vec<(u32, Vec<u8>)> =
                numbered.filter(|(number, _)| *number > after).take(question.most).collect();
            walk.take(&Answer::Mails { validity: 9, mails: &page }).unwrap();
        }
        walk.end()
    }

    fn read(name: &str) -> Walked {
        walk(&[raw(name)], None, &source(SourceKind::Mailbox, ADDRESS))
    }

    /// What is planted in the mails of the fixtures and must be found nowhere, not even in a text.
    const PLANTED: [&str; 25] = [
        "planted",
        "Айгүл",
        "Серікқызы",
        "төрайымы",
        "000-00",
        "000 00",
        "7701000",
        "Ерлан",
        "Подложн",
        "инженер",
        "Тестов",
        "Пётр",
        "Марат",
        "Вымышлен",
        "Сәуле",
        "Жалған",
        "Планов",
        "Анна",
        "Сергеевна",
        "203.0.113",
        "passport",
        "Чужая",
        "Чужой",
        "office.example",
        "слушаем",
    ];

    #[track_caller]
    fn check(name: &str, title: Option<&str>, text: &str, author: &str) -> Walked {
        let mut walked = read(name);
        assert_eq!(texts(&walked), [text]);
        let item = &mut walked.items[0];
        assert_eq!((item.title.as_deref(), item.kind, item.url.as_ref()), (title, Some(Kind::Appeal), None));
        assert!(is_by(item, author) && !item.truncated);
        let told = format!("{} {:?}", beside_texts(&walked), texts(&walked));
        for planted in PLANTED {
            assert!(!told.contains(planted), "{planted}: {told}");
        }
        walked
    }

    #[test]
    fn a_kazakh_mail_loses_its_farewell() {
        let text = "Сәлеметсіз бе!\nАбай көшесінде үш күннен бері су жоқ. Үйде кішкентай балалар бар, ыстық су түгіл суық су да келмейді.\nЖөндеу қашан аяқталатынын ешкім айтпайды.";
        let walked = check("kazakh-farewell", Some("Абай көшесінде су жоқ"), text, "aigul.planted@a.example");
        assert_eq!(walked.items[0].published_at.unwrap().to_string(), "2026-11-23T05:15:00Z");
        assert_eq!((walked.cursor.as_deref(), walked.is_cut), (Some("9 1"), false));
        assert!(walked.warnings.is_empty());
    }

    #[test]
    fn an_answer_from_outlook_in_windows_1251_loses_what_it_quotes() {
        let text =
            "Добрый день. Вторую неделю не горит освещение на улице Сейфуллина, дети идут в школу в темноте.";
        check("cp1251-outlook", Some("Ваш вопрос об освещении"), text, "e.podlozhny@a.example");
    }

    #[test]
    fn koi8_is_read_and_two_dashes_end_a_text() {
        let text = "Во дворе дома 12 не вывозят мусор с праздников.\nПросим принять меры.";
        check("koi8-dashes", Some("Мусор"), text, "petr.planted@a.example");
    }

    #[test]
    fn html_is_read_without_files_signature_and_quotation() {
        let text = "Автобус №15 не ходит по вечерам, люди ждут час.\nОстановка у рынка.";
        let walked = check("html-with-files", Some("Автобус 15"), text, "marat.planted@a.example");
        assert_eq!(walked.warnings, ["attached files, not kept: 2"]);
    }

    #[test]
    fn flowed_lines_are_put_together_and_quoted_ones_left_out() {
        let text = "Мектеп жанындағы жолда жаяу жүргіншілер өткелі жоқ, балалар машиналардың арасымен жүгіреді. Былтыр да жазғанбыз.\nАдамдар белгі қоюды сұрайды.";
        check("flowed-quoted", Some("Жаяу жүргіншілер өткелі"), text, "saule.planted@a.example");
    }

    #[test]
    fn wrapped_lines_are_put_together_and_a_subject_that_names_the_writer_goes() {
        let text = "Здравствуйте! В нашем подъезде с октября холодные батареи, в квартирах двенадцать градусов, управляющая компания не отвечает на заявки и не приезжает. Прошу проверить теплоузел дома.\nP.S. В соседнем доме та же беда.";
        check("wrapped-gmail", None, text, "anna.planted@a.example");
    }

    #[test]
    fn an_unnamed_encoding_is_seen_and_a_date_in_the_future_is_not_believed() {
        let text = "На перекрёстке у рынка сломан светофор, уже две аварии за неделю.";
        let walked = check("cp1251-unnamed", Some("svetofor"), text, "ivan.planted@a.example");
        assert_eq!(walked.items[0].published_at, None);
    }

    #[test]
    fn what_no_person_wrote_is_left_out_with_its_reason() {
        let mails = ["auto-reply", "bounce", "newsletter", "only-files", "only-forwarded"].map(raw);
        let mails = [&mails[..], &[Vec::new(), b"\r\n\r\n".to_vec()]].concat();
        let walked = walk(&mails, None, &source(SourceKind::Mailbox, ADDRESS));
        assert!(walked.items.is_empty());
        let told = [
            "automatic mails, left out: 1",
            "returned mails, left out: 1",
            "newsletters, left out: 1",
            "mails without words of their own, left out: 3",
            "mails that cannot be read, left out: 1",
        ];
        assert_eq!(walked.warnings, told);
        assert_eq!((walked.left_out, walked.cursor.as_deref()), (7, Some("9 7")));
    }

    fn many(count: u32) -> Vec<Vec<u8>> {
        let mail = |number| {
            format!(
                "From: p{number}@a.example\r\nMessage-ID: <{number}@a.example>\r\n\r\nСу жоқ, {number}\r\n"
            )
        };
        (1..=count).map(|number| mail(number).into_bytes()).collect()
    }

    #[test]
    fn the_second_walk_brings_only_what_is_new() {
        let source = source(SourceKind::Mailbox, ADDRESS);
        let first = walk(&many(3), None, &source);
        assert_eq!((first.items.len(), first.cursor.as_deref()), (3, Some("9 3")));
        let second = walk(&many(3), first.cursor.as_deref(), &source);
        assert_eq!((second.items.len(), second.cursor.as_deref(), second.is_cut), (0, Some("9 3"), false));
        let third = walk(&many(4), second.cursor.as_deref(), &source);
        assert_eq!(texts(&third), ["Су жоқ, 4"]);
    }

    #[test]
    fn a_long_folder_is_read_over_several_walks() {
        let source = Source { pages: Some(2), ..source(SourceKind::Mailbox, ADDRESS) };
        let first = walk(&many(120), None, &source);
        assert_eq!((first.items.len(), first.cursor.as_deref(), first.is_cut), (100, Some("9 100"), true));
        let second = walk(&many(120), first.cursor.as_deref(), &source);
        assert_eq!((second.items.len(), second.is_cut), (20, false));
    }

    #[test]
    fn ended_early_nothing_is_missed_and_nothing_comes_twice() {
        let source = source(SourceKind::Mailbox, ADDRESS);
        let mut early = Walk::new(&start(&source, None)).unwrap();
        assert!(asked(&mut early).unwrap() == asked(&mut early).unwrap(), "asked again, it is the same");
        let untouched = Walk::new(&start(&source, Some("9 1"))).unwrap().end();
        assert_eq!((untouched.cursor, untouched.is_cut), (None, true));
        let page: Vec<(u32, Vec<u8>)> =
            many(2).into_iter().zip(1..).map(|(raw, number)| (number, raw)).collect();
        early.take(&Answer::Mails { validity: 9, mails: &page }).unwrap();
        let early = early.end();
        let rest = walk(&many(5), early.cursor.as_deref(), &source);
        assert_eq!(
            [texts(&early), texts(&rest)].concat(),
            ["Су жоқ, 1", "Су жоқ, 2", "Су жоқ, 3", "Су жоқ, 4", "Су жоқ, 5"]
        );
    }

    #[test]
    fn a_folder_numbered_anew_gives_the_same_keys() {
        let source = source(SourceKind::Mailbox, ADDRESS);
        let before = walk(&many(2), None, &source);
        let after = walk(&many(2), Some("8 77"), &source);
        let keys = |walked: &Walked| walked.items.iter().map(|item| item.key.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&before), keys(&after));
        let unnamed = vec![
            b"From: p@a.example\r\n\r\nText one\r\n".to_vec(),
            b"From: p@a.example\r\n\r\nText one\r\n".to_vec(),
        ];
        assert_eq!(
            walk(&unnamed, None, &source).items.len(),
            2,
            "without a Message-ID the number tells mails apart"
        );
        assert_eq!(
            walk(&[many(1), many(1)].concat(), None, &source).warnings,
            ["mails that repeat another: 1"]
        );
    }

    #[test]
    fn the_address_says_where_to_ask() {
        let check = |url: &str| {
            let source = source(SourceKind::Mailbox, url);
            let mail = asked(&mut Walk::new(&start(&source, Some("4 17"))).unwrap()).unwrap();
            (mail.user, mail.host, mail.port, mail.folder, mail.after)
        };
        let expected = |user: &str, host: &str, port, folder: &str| {
            (user.to_owned(), host.to_owned(), port, folder.to_owned(), Some((4, 17)))
        };
        assert_eq!(check(ADDRESS), expected("qabyldau@office.example", "mail.office.example", 993, "INBOX"));
        assert_eq!(
            check("imaps://u@Mail.Office.example:1993"),
            expected("u", "mail.office.example", 1993, "INBOX")
        );
        assert_eq!(
            check("imaps://u@пошта.example/Өтініштер/2026"),
            expected("u", "xn--80a1acn3a.example", 993, "Өтініштер/2026")
        );
    }

    #[test]
    fn what_does_not_fit_is_told_without_the_secret() {
        for (url, secret) in [
            (ADDRESS, None),
            ("imaps://mail.office.example/INBOX", Some("planted-password")),
            ("imap://u@mail.office.example/", Some("planted-password")),
            ("imaps://u:planted-password@mail.office.example/", Some("planted-password")),
            ("imaps://u%0d%0aX@mail.office.example/", Some("planted-password")),
            ("imaps://u@mail.office.example/IN%0aBOX", Some("planted-password")),
        ] {
            let source = source(SourceKind::Mailbox, url);
            let unfit =
                Walk::new(&Start { source: &source, cursor: None, secret, salt: Salt([7; 16]), now: now() })
                    .err()
                    .unwrap();
            assert!(
                matches!(&unfit, Error::Unfit { .. }) && !unfit.to_string().contains("planted"),
                "{unfit}"
            );
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]
        /// Cut anywhere and with bytes changed, a mail gives less or nothing, but no panic.
        #[test]
        fn damaged_mails_do_no_harm(which in 0..12_usize, cut in 0.0..1.0_f64, changed in proptest::collection::vec((0.0..1.0_f64, proptest::num::u8::ANY), 0..12)) {
            let names = ["kazakh-farewell", "cp1251-outlook", "koi8-dashes", "html-with-files", "flowed-quoted", "wrapped-gmail",
                "cp1251-unnamed", "auto-reply", "bounce", "newsletter", "only-files", "only-forwarded"];
            let mut raw = raw(names[which]);
            for (at, byte) in changed {
                let at = (at * raw.len() as f64) as usize;
                raw[at] = byte;
            }
            raw.truncate((cut * raw.len() as f64) as usize);
            let walked = walk(&[raw], None, &source(SourceKind::Mailbox, ADDRESS));
            proptest::prop_assert_eq!(walked.items.len() + walked.left_out as usize, 1);
        }
    }
}
