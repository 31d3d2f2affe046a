//! A server's public timelines: `min_id` forward, forty a page, with `Link`.

use std::collections::BTreeSet;

use dauys_model::{Kind, Language, Source, SourceKind};
use dauys_parse::{Question, Standing, Wants};
use proptest::prelude::*;
use serde_json::{Value, json};
use url::Url;

use crate::driver::{Errand, Outcome, Reply, get, numbers, parameter, source, unfit};

fn tag() -> Source {
    source(SourceKind::Mastodon, Kind::Comment, "https://m.example/tags/%D1%81%D1%83")
}

fn status(number: u64) -> Value {
    json!({"id": (1_150_000_000_000_000_000_u64 + number).to_string(), "created_at": "2026-11-21T05:00:00.000Z",
        "uri": format!("https://m.example/users/aigul_77/statuses/{number}"),
        "url": format!("https://m.example/@aigul_77/{number}"), "edited_at": null, "language": "kk", "visibility": "public",
        "sensitive": false, "spoiler_text": "", "replies_count": 1, "in_reply_to_id": null, "in_reply_to_account_id": "88",
        "reblog": null, "content": format!("<p><span class=\"h-card\"><a href=\"https://m.example/@erlan_88\" \
            class=\"u-url mention\">@<span>erlan_88</span></a></span> Су жоқ <a href=\"https://m.example/tags/su\" \
            class=\"mention hashtag\">#<span>су</span></a> {number}</p>"),
        "account": {"id": "77", "username": "aigul_77", "acct": "aigul_77", "display_name": "Айгүл Вымыслова", "bot": false,
            "discoverable": true, "indexable": true}})
}

fn serve(statuses: &[Value], page_length: usize) -> impl FnMut(&Question) -> Reply {
    move |question| {
        let get = get(question);
        assert_eq!(get.url.path(), "/api/v1/timelines/tag/%D1%81%D1%83");
        assert!(get.standing == Standing::Guest && get.wants == Wants::Data);
        assert_eq!(parameter(&get.url, "limit").as_deref(), Some("40"));
        let id = |status: &Value| status["id"].as_str().unwrap().parse::<u64>().unwrap();
        let least = parameter(&get.url, "min_id").map(|id| id.parse::<u64>().unwrap());
        let newer: Vec<&Value> =
            statuses.iter().filter(|status| least.is_none_or(|least| id(status) > least)).collect();
        let kept = newer.len().min(page_length);
        let mut shown =
            if least.is_some() { newer[..kept].to_vec() } else { newer[newer.len() - kept..].to_vec() };
        shown.reverse();
        let link = shown.first().map(|newest| {
            let url = "https://m.example/api/v1/timelines/tag/x";
            format!("<{url}?max_id=1>; rel=\"next\", <{url}?min_id={}>; rel=\"prev\"", id(newest))
        });
        let headers = link.map(|link| ("link".to_owned(), link)).into_iter().collect();
        Reply::ok(json!(shown)).with_headers(headers)
    }
}

fn walk(source: &Source, cursor: Option<&str>, statuses: &[Value]) -> Outcome {
    Errand { answers: 99, ..Errand::of(source, cursor) }.walk(serve(statuses, 40))
}

fn reply(status: u16, body: &str) -> Outcome {
    let source = tag();
    let outcome = Errand { answers: 9, ..Errand::of(&source, None) }.walk(|_| Reply::refusal(status, body));
    assert!(outcome.walked.items.is_empty() && outcome.walked.cursor.is_none());
    outcome
}

#[test]
fn a_timeline_is_of_citizens() {
    assert_eq!(unfit(&tag(), None), "fit");
    assert!(unfit(&Source { posts: Kind::News, ..tag() }, None).contains("posts = \"comment\""));
    for url in [
        "https://m.example/@aigul",
        "https://m.example/public",
        "https://m.example/tags/a/b",
        "https://m.example/",
    ] {
        let url = Some(Url::parse(url).unwrap());
        assert!(unfit(&Source { url, ..tag() }, None).contains("https://SERVER/tags/TAG"));
    }
    assert!(unfit(&Source { url: None, ..tag() }, None).contains("https://SERVER/tags/TAG"));
}

#[test]
fn a_post_is_its_words_and_nobodys_name() {
    let outcome = walk(&tag(), None, &[status(1)]);
    assert_eq!(outcome.texts(), ["Су жоқ #су 1"]);
    let item = &outcome.walked.items[0];
    assert!(item.author.is_some() && item.url.is_none() && item.thread.is_none() && item.title.is_none());
    assert_eq!(item.language, Some(Language::Kazakh));
    assert_eq!(item.published_at.unwrap().to_string(), "2026-11-21T05:00:00Z");
    assert!(item.key.len() == 16 && item.key.bytes().all(|byte| byte.is_ascii_hexdigit()));
}

#[test]
fn what_was_not_meant_for_everybody_is_left_out() {
    let mut statuses: Vec<Value> = (1..=8).map(status).collect();
    statuses[0]["reblog"] = status(99);
    statuses[1]["visibility"] = json!("unlisted");
    statuses[2]["sensitive"] = json!(true);
    statuses[3]["account"]["bot"] = json!(true);
    statuses[4]["account"]["noindex"] = json!(true);
    statuses[5]["account"]["discoverable"] = json!(false);
    statuses[6]["content"] = json!(null);
    let outcome = walk(&tag(), None, &statuses);
    assert_eq!((outcome.texts(), outcome.walked.left_out), (vec!["Су жоқ #су 8"], 7));
}

#[test]
fn pages_are_asked_forward_from_the_last_seen() {
    let source = tag();
    let mut statuses: Vec<Value> = (1..=60).map(status).collect();
    let first = walk(&source, None, &statuses);
    assert_eq!((numbers(&first).len(), first.asked.len(), first.walked.is_cut), (40, 1, false));
    let second = walk(&source, first.walked.cursor.as_deref(), &statuses);
    assert!(second.walked.items.is_empty() && second.walked.warnings.is_empty() && !second.walked.is_cut);
    statuses.extend((61..=150).map(status));
    let third = walk(&source, second.walked.cursor.as_deref().or(first.walked.cursor.as_deref()), &statuses);
    assert_eq!(BTreeSet::from_iter(numbers(&third)), (61..=150).collect());
    assert_eq!((third.asked.len(), third.walked.is_cut), (4, false), "the last page is empty");
}

#[test]
fn a_tag_that_was_empty_is_read_from_its_first_post() {
    let source = tag();
    let first = walk(&source, None, &[]);
    let statuses: Vec<Value> = (1..=90).map(status).collect();
    let second = walk(&source, first.walked.cursor.as_deref(), &statuses);
    assert_eq!(numbers(&second).len(), 90);
}

#[test]
fn a_huge_timeline_is_cut_and_made_good() {
    let source = Source { pages: Some(2), ..tag() };
    let first = walk(&source, None, &[status(1)]);
    let statuses: Vec<Value> = (1..=130).map(status).collect();
    let second = walk(&source, first.walked.cursor.as_deref(), &statuses);
    assert_eq!((numbers(&second).len(), second.walked.is_cut), (80, true));
    let third = walk(&source, second.walked.cursor.as_deref(), &statuses);
    assert_eq!(
        (numbers(&third).len(), third.walked.is_cut),
        (49, true),
        "full pages, and no answer yet that there is no more"
    );
    let fourth = walk(&source, third.walked.cursor.as_deref(), &statuses);
    assert_eq!((numbers(&fourth).len(), fourth.walked.is_cut), (0, false));
}

#[test]
fn refusals_and_other_forms_have_names() {
    assert_eq!(
        reply(401, "{\"error\":\"This method requires an authenticated user\"}").code(),
        "refused: closed"
    );
    assert_eq!(reply(422, "{\"error\":\"aigul_77\"}").code(), "refused: closed");
    assert_eq!(reply(404, "{\"error\":\"Record not found\"}").code(), "refused: gone");
    assert_eq!(reply(429, "{\"error\":\"Too many requests\"}").code(), "refused: too fast");
    assert_eq!(reply(503, "").code(), "refused: trouble");
    assert_eq!(reply(200, "<div class=\"g-recaptcha\"></div>").code(), "blocked: captcha");
    assert_eq!(reply(200, "<form><input type=\"password\"></form>").code(), "blocked: login");
    let cut: String = json!([status(1)]).to_string().chars().take(300).collect();
    assert_eq!(reply(200, &cut).code(), "parse: other");
    assert_eq!(reply(200, "{\"statuses\":[]}").code(), "parse: drift");
    let drifted = json!([status(1), status(2)]).to_string().replace("\"content\"", "\"text\"");
    let drifted = reply(200, &drifted);
    assert_eq!(drifted.code(), "parse: drift");
    assert!(drifted.error.unwrap().to_string().contains("`content`"));
}

#[test]
fn the_servers_own_posts_and_words() {
    let source = Source {
        words: vec!["жарық*".into()],
        ..source(SourceKind::Mastodon, Kind::Comment, "https://m.example/public/local")
    };
    let mut light = status(2);
    light["content"] = json!("<p>Ауыл жарықсыз қалды</p>");
    let outcome = Errand { answers: 9, ..Errand::of(&source, None) }.walk(|question| {
        let url = &get(question).url;
        assert_eq!(
            (url.path(), parameter(url, "local").as_deref()),
            ("/api/v1/timelines/public", Some("true"))
        );
        Reply::ok(json!([status(1), light]).to_string())
    });
    assert_eq!((outcome.texts(), outcome.walked.left_out), (vec!["Ауыл жарықсыз қалды"], 1));
}

proptest! {
    #[test]
    fn nothing_is_missed(
        history in 0_u64..60,
        walks in prop::collection::vec((prop::collection::vec(1_u64..9, 0..80), 0_usize..4), 1..8),
        page_length in 3_usize..41,
    ) {
        let source = Source { pages: Some(3), ..tag() };
        let mut statuses: Vec<Value> = (1..=history).map(status).collect();
        let (mut newest, mut cursor, mut found, mut brought) = (history, None::<String>, BTreeSet::new(), 0);
        for (steps, answers) in walks.into_iter().chain(std::iter::repeat_n((Vec::new(), 99), 99)) {
            for step in steps {
                newest += step;
                statuses.push(status(newest));
            }
            let errand = Errand { answers, ..Errand::of(&source, cursor.as_deref()) };
            let outcome = errand.walk(serve(&statuses, page_length));
            prop_assert!(outcome.error.is_none());
            brought += outcome.walked.items.len();
            found.extend(numbers(&outcome));
            let is_done = answers == 99 && !outcome.walked.is_cut;
            cursor = outcome.walked.cursor.or(cursor);
            if is_done {
                break;
            }
        }
        let oldest = found.first().copied().unwrap_or(0);
        let number = |status: &Value| status["id"].as_str().unwrap().parse::<u64>().unwrap() - 1_150_000_000_000_000_000;
        let missed: Vec<u64> = statuses.iter().map(number).filter(|number| *number >= oldest && !found.contains(number)).collect();
        prop_assert!(missed.is_empty(), "missed {missed:?}");
        prop_assert_eq!(brought, found.len(), "nothing twice");
    }
}
