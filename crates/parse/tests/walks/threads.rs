//! A search of Threads: newest first, by `since`, `until` and tokens of pages; posts appear in it some minutes after they were written.

use std::collections::BTreeSet;

use dauys_model::{Kind, Source, SourceKind};
use dauys_parse::{Question, Standing};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};
use url::Url;

use crate::driver::{Errand, Outcome, Reply, get, now, numbers, parameter, source, unfit};

fn search() -> Source {
    source(
        SourceKind::Threads,
        Kind::Comment,
        "https://www.threads.net/search?q=%D1%81%D1%83%20%D0%B6%D0%BE%D2%9B",
    )
}

/// A post: its number, the second it was written, and the second from which the search shows it.
#[derive(Clone, Copy)]
struct Post {
    number: u64,
    written: i64,
    shown: i64,
}

fn post(number: u64, minutes_ago: i64) -> Post {
    let written = now().as_second() - minutes_ago * 60;
    Post { number, written, shown: written }
}

fn written(post: &Post) -> Value {
    let at = Timestamp::from_second(post.written).unwrap().to_string().replace('Z', "+0000");
    json!({"id": format!("1790000000{:07}", post.number), "text": format!("@erlan_88 Су жоқ {}", post.number), "timestamp": at,
        "media_type": "TEXT_POST", "has_replies": false, "is_reply": false})
}

fn serve(posts: &[Post], at: Timestamp, page_length: usize, border: i64) -> impl FnMut(&Question) -> Reply {
    move |question| {
        let get = get(question);
        assert_eq!((get.url.host_str(), get.url.path()), (Some("graph.threads.net"), "/v1.0/keyword_search"));
        assert!(get.standing == Standing::Interface && get.units == 1);
        assert_eq!(get.headers, [("authorization", "Bearer planted-key".to_owned())]);
        assert!(!get.url.as_str().contains("planted-key"), "the token stands in the header alone");
        let asked = |name: &str| parameter(&get.url, name);
        assert_eq!(
            (asked("q").as_deref(), asked("search_type").as_deref()),
            (Some("су жоқ"), Some("RECENT"))
        );
        let fields = asked("fields").unwrap();
        assert!(!fields.contains("username") && !fields.contains("permalink"), "{fields}");
        let second = |name: &str| asked(name).map(|second| second.parse::<i64>().unwrap());
        let (since, until) = (second("since").unwrap(), second("until").unwrap_or(i64::MAX));
        let mut found: Vec<&Post> = posts
            .iter()
            .filter(|post| {
                post.shown <= at.as_second() && post.written >= since && post.written <= until - border
            })
            .collect();
        found.sort_by_key(|post| (-post.written, post.number));
        let from: usize = asked("after").map_or(0, |after| after.parse().unwrap());
        let shown: Vec<Value> = found.iter().skip(from).take(page_length).map(|post| written(post)).collect();
        let next = from + shown.len();
        let paging = if shown.is_empty() {
            json!({})
        } else {
            json!({"cursors": {"before": "0", "after": next.to_string()}})
        };
        Reply::ok(json!({"data": shown, "paging": paging}).to_string())
    }
}

fn walk(source: &Source, cursor: Option<&str>, posts: &[Post]) -> Outcome {
    Errand { answers: 99, ..Errand::of(source, cursor) }.walk(serve(posts, now(), 100, 0))
}

fn reply(status: u16, body: &str) -> Outcome {
    let source = search();
    let outcome = Errand { answers: 9, ..Errand::of(&source, None) }.walk(|_| Reply::refusal(status, body));
    assert!(outcome.walked.items.is_empty() && outcome.walked.cursor.is_none());
    outcome
}

#[test]
fn a_search_needs_words_and_a_token() {
    assert_eq!(unfit(&search(), Some("token")), "fit");
    assert!(unfit(&search(), None).contains("`secret`"));
    assert!(unfit(&search(), Some(" ")).contains("`secret`"));
    assert!(unfit(&Source { posts: Kind::News, ..search() }, Some("token")).contains("posts = \"comment\""));
    for url in [
        "https://www.threads.net/@aigul",
        "https://www.threads.net/search?q=",
        "https://demo.example/search?q=x",
    ] {
        let url = Some(Url::parse(url).unwrap());
        assert!(unfit(&Source { url, ..search() }, Some("token")).contains("search?q=WORDS"));
    }
}

#[test]
fn a_post_is_nobodys() {
    let outcome = walk(&search(), None, &[post(1, 30)]);
    assert_eq!(outcome.texts(), ["Су жоқ 1"]);
    let item = &outcome.walked.items[0];
    assert!(item.author.is_none() && item.url.is_none() && item.thread.is_none());
    assert_eq!(
        (item.key.as_str(), item.published_at.unwrap().to_string()),
        ("17900000000000001", "2026-11-22T07:30:00Z".into())
    );
}

#[test]
fn a_second_walk_brings_what_is_new_alone() {
    let source = search();
    let mut posts: Vec<Post> =
        (1..=250).map(|number| post(number, i64::try_from(number).unwrap() * 5)).collect();
    let first = walk(&source, None, &posts);
    assert_eq!((numbers(&first).len(), first.asked.len(), first.walked.is_cut), (250, 4, false));
    let second = walk(&source, first.walked.cursor.as_deref(), &posts);
    assert!(second.walked.items.is_empty() && !second.walked.is_cut && second.walked.left_out == 0);
    assert_eq!(second.asked.len(), 1);
    posts.push(post(251, 7));
    let third = walk(&source, second.walked.cursor.as_deref(), &posts);
    assert_eq!(numbers(&third), [251]);
}

#[test]
fn topic_tags_are_searched_by_their_mode() {
    let url = Some(Url::parse("https://www.threads.com/search?q=su&serp_type=tags").unwrap());
    let source = Source { url, ..search() };
    let outcome = Errand { answers: 9, ..Errand::of(&source, None) }.walk(|question| {
        assert_eq!(parameter(&get(question).url, "search_mode").as_deref(), Some("TAG"));
        Reply::ok("{\"data\":[]}")
    });
    assert_eq!(outcome.code(), "well");
}

#[test]
fn a_huge_search_is_cut_and_made_good() {
    let source = Source { pages: Some(2), ..search() };
    let posts: Vec<Post> =
        (1..=450).map(|number| post(number, 20 + i64::try_from(number).unwrap() * 3)).collect();
    let (mut cursor, mut found, mut asked) = (None::<String>, BTreeSet::new(), 0);
    for _ in 0..6 {
        let outcome = walk(&source, cursor.as_deref(), &posts);
        found.extend(numbers(&outcome));
        asked += outcome.asked.len();
        cursor = outcome.walked.cursor;
        if !outcome.walked.is_cut {
            break;
        }
    }
    assert_eq!(found.len(), 450);
    assert!(asked <= 12, "known ground is leapt over: {asked}");
}

#[test]
fn refusals_and_other_forms_have_names() {
    let error = |code: u32| {
        format!("{{\"error\":{{\"message\":\"(#{code}) aigul_77\",\"code\":{code},\"fbtrace_id\":\"A1\"}}}}")
    };
    assert_eq!(reply(400, &error(190)).code(), "refused: key");
    assert_eq!(reply(403, &error(10)).code(), "refused: key");
    assert_eq!(reply(403, &error(200)).code(), "refused: key");
    assert_eq!(reply(400, &error(4)).code(), "refused: too fast");
    assert_eq!(reply(400, &error(32)).code(), "refused: too fast");
    assert_eq!(reply(400, &error(613)).code(), "refused: too fast");
    assert_eq!(reply(400, &error(17)).code(), "refused: quota");
    assert_eq!(reply(500, "{\"error\":{\"code\":2,\"is_transient\":true}}").code(), "refused: trouble");
    assert_eq!(reply(429, "").code(), "refused: too fast");
    assert_eq!(reply(200, "<div class=\"g-recaptcha\"></div>").code(), "blocked: captcha");
    assert_eq!(reply(200, "<form><input type=\"password\"></form>").code(), "blocked: login");
    assert_eq!(reply(200, "{\"data\":[{\"id\":\"1").code(), "parse: other");
    assert_eq!(reply(200, "{\"items\":[]}").code(), "parse: drift");
    assert_eq!(
        reply(200, "{\"data\":[{\"id\":\"1\",\"text\":\"x\",\"created\":\"2026\"}]}").code(),
        "parse: drift"
    );
    let textless: Vec<Value> = (1..=6)
        .map(|number| json!({"id": number.to_string(), "timestamp": "2026-11-22T05:00:00+0000"}))
        .collect();
    assert_eq!(reply(200, &json!({ "data": textless }).to_string()).code(), "parse: drift");
}

#[test]
fn what_says_nothing_is_left_out_once() {
    let source = search();
    let data = json!([written(&post(1, 5)), {"id": "2", "timestamp": "2026-11-22T07:58:00+0000", "media_type": "IMAGE"}]);
    let body = json!({ "data": data }).to_string();
    let first = Errand { answers: 9, ..Errand::of(&source, None) }.walk(|_| Reply::ok(body.clone()));
    assert_eq!((first.walked.items.len(), first.walked.left_out), (1, 1));
    let cursor = first.walked.cursor.as_deref();
    let second = Errand { answers: 9, ..Errand::of(&source, cursor) }.walk(|_| Reply::ok(body.clone()));
    assert_eq!((second.walked.items.len(), second.walked.left_out), (0, 0));
}

proptest! {
    #[test]
    fn nothing_is_missed(
        walks in prop::collection::vec((0_i64..120, prop::collection::vec((0_i64..7200, 0_i64..900), 0..40), 0_usize..4), 1..7),
        page_length in 2_usize..12,
        border in 0_i64..2,
    ) {
        let source = Source { pages: Some(3), ..search() };
        let (mut at, mut posts, mut cursor) = (now(), Vec::new(), None::<String>);
        let (mut found, mut brought) = (BTreeSet::new(), 0);
        let finishing = std::iter::repeat_n((16, Vec::new(), 99), 99);
        for (minutes, written, answers) in walks.into_iter().chain(finishing) {
            at = at.checked_add(SignedDuration::from_mins(minutes)).unwrap();
            for (ago, delay) in written {
                // Nothing is written before what an earlier walk may know for good.
                let written = at.as_second() - ago.min(minutes * 60);
                // A second with more posts than a walk may bring has no way through.
                if posts.iter().any(|post: &Post| post.written == written) {
                    continue;
                }
                let number = posts.len() as u64 + 1;
                posts.push(Post { number, written, shown: written + delay });
            }
            let errand = Errand { now: at, answers, ..Errand::of(&source, cursor.as_deref()) };
            let outcome = errand.walk(serve(&posts, at, page_length, border));
            prop_assert!(outcome.error.is_none());
            brought += outcome.walked.items.len();
            found.extend(numbers(&outcome));
            let is_done = answers == 99 && !outcome.walked.is_cut;
            cursor = outcome.walked.cursor.or(cursor);
            if is_done && posts.iter().all(|post| post.shown <= at.as_second()) {
                break;
            }
        }
        let missed: Vec<u64> = posts.iter().map(|post| post.number).filter(|number| !found.contains(number)).collect();
        prop_assert!(missed.is_empty(), "missed {missed:?}");
        prop_assert_eq!(brought, found.len(), "nothing twice");
    }
}
