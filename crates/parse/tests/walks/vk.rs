//! A community's wall, the comments under it, and a search, against an interface of VK in memory.

use std::collections::BTreeSet;

use dauys_model::{Kind, Source, SourceKind};
use dauys_parse::{Get, Standing, Walk};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::driver::{
    Errand, Outcome, Platform, Reply, Shelf, assert_nobody, get, now, number, parameter, source, start, walk,
    walk_for,
};

const COMMUNITY: i64 = -4711;

/// Everything that names a person in this world.
const PLANTED: [&str; 6] = ["555001", "777002", "Жанар", "Тестова", "zhanar_77", "userapi"];

#[derive(Clone)]
struct Comment {
    id: i64,
    text: String,
    date: i64,
    is_deleted: bool,
    replies: Vec<Comment>,
}

#[derive(Clone)]
struct Post {
    id: i64,
    date: i64,
    text: String,
    comments: Vec<Comment>,
    /// What is laid over the post as it is shown.
    over: Value,
    refusal: Option<i64>,
}

/// A community behind the interface.
#[derive(Clone)]
struct Vk {
    /// Oldest first.
    posts: Vec<Post>,
    found: Vec<Value>,
    next_id: i64,
    page: usize,
    renamed: Option<(&'static str, &'static str)>,
    refusal: Option<(&'static str, i64)>,
    down: Option<(u16, &'static str)>,
}

fn ago(minutes: i64) -> i64 {
    now().as_second() - minutes * 60
}

impl Vk {
    fn new() -> Self {
        Self {
            posts: Vec::new(),
            found: Vec::new(),
            next_id: 100,
            page: 100,
            renamed: None,
            refusal: None,
            down: None,
        }
    }

    fn post(&mut self, text: &str, minutes: i64) -> usize {
        self.next_id += 1;
        let (id, date, text) = (self.next_id, ago(minutes), text.to_owned());
        self.posts.push(Post { id, date, text, comments: Vec::new(), over: json!({}), refusal: None });
        self.posts.len() - 1
    }

    fn made(&mut self, text: &str, minutes: i64) -> Comment {
        self.next_id += 1;
        let text = format!("[id777002|Жанар Тестова], {text}");
        Comment { id: self.next_id, text, date: ago(minutes), is_deleted: false, replies: Vec::new() }
    }

    fn comment(&mut self, post: usize, text: &str, minutes: i64) -> String {
        let comment = self.made(text, minutes);
        let key = format!("{COMMUNITY}_{}", comment.id);
        self.posts[post].comments.push(comment);
        key
    }

    fn reply(&mut self, post: usize, comment: usize, text: &str, minutes: i64) -> String {
        let reply = self.made(text, minutes);
        let key = format!("{COMMUNITY}_{}", reply.id);
        self.posts[post].comments[comment].replies.push(reply);
        key
    }

    fn keys(&self) -> BTreeSet<String> {
        let comments = self.posts.iter().flat_map(|post| &post.comments);
        let all = comments.flat_map(|comment| std::iter::once(comment).chain(&comment.replies));
        all.map(|comment| format!("{COMMUNITY}_{}", comment.id)).collect()
    }

    fn shown(post: &Post) -> Value {
        let count: usize = post.comments.iter().map(|comment| 1 + comment.replies.len()).sum();
        let mut shown = json!({"inner_type": "wall_wallpost", "id": post.id, "owner_id": COMMUNITY,
            "from_id": COMMUNITY, "date": post.date, "post_type": "post", "text": post.text, "signer_id": 555001,
            "is_pinned": 0, "marked_as_ads": 0, "copy_history": [],
            "attachments": [{"type": "photo", "photo": {"owner_id": 555001, "sizes": [{"url": "https://sun.userapi.com/1"}]}}],
            "comments": {"can_post": 1, "count": count, "groups_can_post": true}, "likes": {"count": 3},
            "reposts": {"count": 1}, "views": {"count": 485}, "hash": "h"});
        for (name, value) in post.over.as_object().unwrap() {
            shown[name] = value.clone();
        }
        shown
    }

    fn shown_comment(post: &Post, comment: &Comment, replies: usize) -> Value {
        let mut shown = json!({"id": comment.id, "from_id": 555001, "post_id": post.id, "owner_id": COMMUNITY,
            "parents_stack": [], "date": comment.date, "text": comment.text, "likes": {"count": 2}});
        if comment.is_deleted {
            shown["deleted"] = json!(true);
            shown["text"] = json!("");
            shown["from_id"] = json!(0);
        }
        let items: Vec<Value> =
            comment.replies.iter().take(replies).map(|reply| Self::shown_comment(post, reply, 0)).collect();
        shown["thread"] = json!({"count": comment.replies.len(), "items": items, "can_post": true});
        shown
    }
}

fn refusal(code: i64) -> Reply {
    Reply::ok(json!({"error": {"error_code": code, "error_msg": "Access denied: zhanar_77",
        "request_params": [{"key": "owner_id", "value": "555001"}]}}))
}

impl Platform for Vk {
    fn answer(&mut self, get: &Get) -> Reply {
        assert!(
            get.headers.iter().any(|(name, value)| *name == "Authorization" && value == "Bearer planted-key")
        );
        assert!(get.units == 1 && get.standing == Standing::Interface);
        assert_eq!(parameter(&get.url, "v").unwrap(), "5.199");
        let method = get.url.path().strip_prefix("/method/").unwrap().to_owned();
        if let Some((status, body)) = self.down {
            return Reply::refusal(status, body);
        }
        if let Some((_, code)) = self.refusal.filter(|(refused, _)| *refused == method) {
            return refusal(code);
        }
        let page = |all: Vec<Value>, most: usize| -> Vec<Value> {
            let most = most.min(number(get, "count").unwrap());
            all.into_iter().skip(number(get, "offset").unwrap_or_default()).take(most).collect()
        };
        let answer = match method.as_str() {
            "utils.resolveScreenName" => match parameter(&get.url, "screen_name").unwrap().as_str() {
                "ridder_online" => json!({"type": "group", "object_id": -COMMUNITY}),
                "zhanar_77" => json!({"type": "user", "object_id": 555001}),
                _ => json!([]),
            },
            "wall.get" => {
                assert!(
                    parameter(&get.url, "owner_id").unwrap().starts_with('-'),
                    "a person's wall is never asked"
                );
                let mut posts: Vec<&Post> = self.posts.iter().collect();
                posts.sort_by_key(|post| (post.over.get("is_pinned").is_none(), -post.date));
                let posts: Vec<Value> = posts.into_iter().map(Self::shown).collect();
                json!({"count": posts.len(), "items": page(posts, self.page)})
            }
            "wall.getComments" => {
                let id: i64 = parameter(&get.url, "post_id").unwrap().parse().unwrap();
                let post = self.posts.iter().find(|post| post.id == id).unwrap();
                if let Some(code) = post.refusal {
                    return refusal(code);
                }
                assert_eq!(parameter(&get.url, "sort").unwrap(), "desc");
                let branch = number(get, "comment_id");
                let most = if branch.is_some() { 100 } else { self.page };
                let (mut level, inline): (Vec<&Comment>, usize) = match branch {
                    Some(id) => {
                        let id = i64::try_from(id).unwrap();
                        let comment = post.comments.iter().find(|comment| comment.id == id).unwrap();
                        (comment.replies.iter().collect(), 0)
                    }
                    None => {
                        (post.comments.iter().collect(), number(get, "thread_items_count").unwrap().min(10))
                    }
                };
                level.sort_by_key(|comment| -comment.date);
                let items = level.iter().map(|comment| Self::shown_comment(post, comment, inline)).collect();
                json!({"count": level.len(), "items": page(items, most), "current_level_count": level.len()})
            }
            "newsfeed.search" => {
                assert_eq!(parameter(&get.url, "q").unwrap(), "су жоқ");
                let since = i64::try_from(number(get, "start_time").unwrap()).unwrap();
                let until = number(get, "end_time").map_or(i64::MAX, |until| i64::try_from(until).unwrap());
                let is_asked = |post: &&Value| (since..=until).contains(&post["date"].as_i64().unwrap());
                let found: Vec<&Value> = self.found.iter().filter(is_asked).collect();
                let from = number(get, "start_from").unwrap_or_default();
                let to = found.len().min(from + self.page.min(number(get, "count").unwrap()));
                let mut answer =
                    json!({"items": found[from..to], "count": found.len(), "total_count": found.len()});
                if to < found.len() {
                    answer["next_from"] = json!(to.to_string());
                }
                answer
            }
            other => panic!("`{other}` is not to be asked"),
        };
        let mut body = json!({"response": answer}).to_string();
        if let Some((from, to)) = self.renamed {
            body = body.replace(&format!("\"{from}\""), &format!("\"{to}\""));
        }
        Reply::ok(body)
    }
}

fn wall() -> Source {
    source(SourceKind::Vk, Kind::News, "https://vk.com/club4711")
}

fn comments() -> Source {
    Source { posts: Kind::Comment, ..wall() }
}

fn search() -> Source {
    source(SourceKind::Vk, Kind::News, "https://vk.com/search?q=су%20жоқ")
}

fn again(source: &Source, before: &Outcome, vk: &mut Vk) -> Outcome {
    walk(source, before.walked.cursor.as_deref(), vk)
}

#[test]
fn a_wall_is_brought_without_its_signers() {
    let mut vk = Vk::new();
    vk.post("Риддерде үш күн су жоқ. [id777002|Жанар Тестова] жазды", 60);
    let post = vk.post("[club12|Су арнасы] жөндеуде", 50);
    vk.comment(post, "Қашан келеді?", 40);
    let found = walk(&wall(), None, &mut vk);
    assert_eq!(found.methods(), ["wall.get"]);
    assert_eq!(found.texts(), ["Су арнасы жөндеуде", "Риддерде үш күн су жоқ. жазды"]);
    let item = &found.walked.items[0];
    assert_eq!(item.key, "-4711_102");
    assert_eq!(item.url.as_ref().unwrap().as_str(), "https://vk.com/wall-4711_102");
    assert_eq!((item.comments, item.published_at.unwrap().as_second()), (Some(1), ago(50)));
    assert!(item.author.is_none() && !item.truncated && item.kind.is_none());
    assert!(!found.walked.is_cut);
    assert_nobody(&found, &PLANTED);
    assert!(again(&wall(), &found, &mut vk).walked.items.is_empty());
}

#[test]
fn what_is_no_word_of_the_community_is_left_out() {
    let mut vk = Vk::new();
    for over in [
        json!({"marked_as_ads": 1}),
        json!({"text": "", "copy_history": [{"text": "Бөтен сөз", "owner_id": 555001, "id": 1}]}),
        json!({"donut": {"is_donut": true}}),
        json!({"from_id": 555001}),
        json!({"post_type": "suggest"}),
    ] {
        let post = vk.post("Су жоқ", 60);
        vk.posts[post].over = over;
    }
    let post = vk.post("Өз сөзіміз", 50);
    vk.posts[post].over = json!({"copy_history": [{"text": "Бөтен сөз", "owner_id": 555001, "id": 1}]});
    let found = walk(&wall(), None, &mut vk);
    assert_eq!(found.texts(), ["Өз сөзіміз"]);
    assert_eq!(found.walked.left_out, 5);
    assert_nobody(&found, &PLANTED);
}

#[test]
fn edited_posts_come_again_and_deleted_ones_are_withdrawn() {
    let mut vk = Vk::new();
    for number in 0..4 {
        vk.post(&format!("Жарық жоқ {number}"), 100 - number);
    }
    let first = walk(&wall(), None, &mut vk);
    vk.posts[1].text = "Жарық берілді".to_owned();
    vk.posts[1].over = json!({"edited": ago(5)});
    vk.posts[2].over = json!({"is_deleted": true});
    let second = again(&wall(), &first, &mut vk);
    assert_eq!(second.texts(), ["Жарық берілді"]);
    assert_eq!(second.walked.withdrawn, ["-4711_103"]);
    assert_eq!(first.keys()[2], second.keys()[0]);
}

#[test]
fn a_wall_is_read_back_to_known_ground_past_what_is_pinned() {
    let mut vk = Vk::new();
    let pinned = vk.post("Қоғамдастық ережелері", 90_000);
    vk.posts[pinned].over = json!({"is_pinned": 1});
    vk.post("Бірінші", 5000);
    let first = walk(&wall(), None, &mut vk);
    assert_eq!(first.walked.items.len(), 2);
    for number in 0..250 {
        vk.post(&format!("Жаңалық {number}"), 4000 - number);
    }
    let second = again(&wall(), &first, &mut vk);
    assert_eq!(second.walked.items.len(), 250);
    assert_eq!(second.asked.len(), 3);
    assert!(!second.walked.is_cut);
    // The most pages end it, and it says so.
    for number in 0..1000 {
        vk.post(&format!("Тағы {number}"), 3000 - number);
    }
    let third = again(&wall(), &second, &mut vk);
    assert!(third.walked.is_cut && third.asked.len() == 5);
    // What lies between is read by the next.
    vk.post("Және тағы", 1000);
    let fourth = again(&wall(), &third, &mut vk);
    assert!(fourth.walked.is_cut && fourth.asked.len() == 5);
    let fifth = again(&wall(), &fourth, &mut vk);
    let keys: BTreeSet<&str> = [&third, &fourth, &fifth].into_iter().flat_map(|walk| walk.keys()).collect();
    let brought: BTreeSet<String> = (353..=1353).map(|number| format!("{COMMUNITY}_{number}")).collect();
    assert!(brought.iter().all(|key| keys.contains(key.as_str())) && !fifth.walked.is_cut);
    assert!(again(&wall(), &fifth, &mut vk).walked.items.is_empty());
}

#[test]
fn a_name_is_looked_up_and_a_persons_is_refused() {
    let mut vk = Vk::new();
    vk.post("Су жоқ", 60);
    let named = |name: &str| source(SourceKind::Vk, Kind::News, &format!("https://vk.com/{name}"));
    let found = walk(&named("ridder_online"), None, &mut vk);
    assert_eq!(found.methods(), ["utils.resolveScreenName", "wall.get"]);
    assert_eq!(again(&named("ridder_online"), &found, &mut vk).methods(), ["wall.get"]);

    let person = walk(&named("zhanar_77"), None, &mut vk);
    assert_eq!(person.methods(), ["utils.resolveScreenName"], "its wall is not asked");
    assert_eq!(person.code(), "settings");
    assert!(person.walked.items.is_empty() && person.walked.cursor.is_none());
    assert_nobody(&person, &PLANTED);
    assert_eq!(walk(&named("nobody"), None, &mut vk).code(), "refused: gone");

    let source = named("id555001");
    let begun = Walk::new(&start(&source, None, Some("key")));
    assert_eq!(begun.err().unwrap().code(), "settings");
}

#[test]
fn comments_are_brought_without_their_writers() {
    let mut vk = Vk::new();
    let post = vk.post("Су туралы", 500);
    vk.post("Пікірсіз", 400);
    vk.comment(post, "бізде де су жоқ", 60);
    vk.reply(post, 0, "иә, үшінші күн", 50);
    let found = walk(&comments(), None, &mut vk);
    assert_eq!(found.methods(), ["wall.get", "wall.getComments"]);
    assert_eq!(found.texts(), ["бізде де су жоқ", "иә, үшінші күн"]);
    let item = &found.walked.items[1];
    assert_eq!(item.key, "-4711_104");
    assert_eq!(item.url.as_ref().unwrap().as_str(), "https://vk.com/wall-4711_101?reply=104");
    assert_eq!(item.thread.as_ref().unwrap().as_str(), "https://vk.com/wall-4711_101");
    assert!(item.author.is_some());
    assert_nobody(&found, &PLANTED);

    let second = again(&comments(), &found, &mut vk);
    assert_eq!(second.methods(), ["wall.get"], "a quiet wall costs one question");
    assert!(second.walked.items.is_empty());

    let late = vk.reply(post, 0, "әлі жоқ", 5);
    vk.posts[post].comments[0].is_deleted = true;
    let third = again(&comments(), &second, &mut vk);
    assert_eq!(third.keys(), [late.as_str()]);
    assert_eq!(third.walked.withdrawn, ["-4711_103"]);
    assert_nobody(&third, &PLANTED);
}

#[test]
fn closed_comments_of_one_post_do_not_end_the_others() {
    let mut vk = Vk::new();
    for refusal in [Some(212), Some(15), None] {
        let post = vk.post("Жаңалық", 500);
        vk.comment(post, "су жоқ", 60);
        vk.posts[post].refusal = refusal;
    }
    let found = walk(&comments(), None, &mut vk);
    assert_eq!(found.walked.items.len(), 1);
    assert_eq!(found.walked.warnings, ["discussions that are closed: 2"]);
    assert_nobody(&found, &PLANTED);
}

#[test]
fn refusals_are_told_apart_though_they_come_with_status_200() {
    let mut vk = Vk::new();
    let post = vk.post("Жаңалық", 500);
    vk.comment(post, "су жоқ", 60);
    for (code, expected) in [
        (5, "refused: key"),
        (6, "refused: too fast"),
        (9, "refused: too fast"),
        (10, "refused: trouble"),
        (14, "blocked: captcha"),
        (15, "refused: closed"),
        (18, "refused: gone"),
        (29, "refused: quota"),
        (100, "refused: question"),
    ] {
        for (source, method) in
            [(wall(), "wall.get"), (comments(), "wall.get"), (search(), "newsfeed.search")]
        {
            vk.refusal = Some((method, code));
            let found = walk(&source, None, &mut vk);
            assert_eq!(found.code(), expected);
            assert!(found.walked.is_cut);
            assert_nobody(&found, &PLANTED);
        }
    }
    vk.refusal = Some(("wall.getComments", 29));
    let found = walk(&comments(), None, &mut vk);
    assert_eq!(found.code(), "refused: quota");
    vk.refusal = None;
    assert_eq!(again(&comments(), &found, &mut vk).texts(), ["су жоқ"]);
}

#[test]
fn answers_of_another_form_are_named() {
    let mut vk = Vk::new();
    let post = vk.post("Жаңалық", 500);
    vk.comment(post, "су жоқ", 60);
    vk.renamed = Some(("items", "entries"));
    for source in [wall(), comments(), search()] {
        let found = walk(&source, None, &mut vk);
        assert_eq!(found.error.unwrap().to_string(), "not the known form of answer: no `response.items`");
    }
    vk.renamed = Some(("owner_id", "owner"));
    assert_eq!(walk(&wall(), None, &mut vk).code(), "parse: drift");
    vk.renamed = None;
    for (status, body, code) in [
        (200, "", "parse: empty"),
        (200, "{\"response\":{\"items\":[{\"from_id\":555001", "parse: other"),
        (200, "{\"error\":\"zhanar_77\"}", "parse: drift"),
        (504, "<html>", "refused: trouble"),
    ] {
        vk.down = Some((status, body));
        let found = walk(&wall(), None, &mut vk);
        assert_eq!(found.code(), code, "{body}");
        assert_nobody(&found, &PLANTED);
    }
}

#[test]
fn a_huge_discussion_is_cut() {
    let mut vk = Vk::new();
    let post = vk.post("Жаңалық", 20_000);
    let first = walk(&comments(), None, &mut vk);
    for number in 0..10_000 {
        vk.comment(post, "су жоқ", 10_000 - number);
    }
    let found = again(&comments(), &first, &mut vk);
    assert_eq!(found.walked.items.len(), 500);
    assert!(found.walked.is_cut);
    assert!(again(&comments(), &found, &mut vk).walked.items.is_empty());
}

fn result(owner: i64, id: i64, from: i64, minutes: i64, text: &str) -> Value {
    json!({"id": id, "owner_id": owner, "from_id": from, "date": ago(minutes), "post_type": "post", "text": text,
        "comments": {"count": 0}, "marked_as_ads": 0})
}

#[test]
fn a_search_brings_persons_words_without_their_addresses() {
    let mut vk = Vk::new();
    vk.found = vec![
        result(555001, 12, 555001, 10, "Бізде су жоқ, [id777002|Жанар]"),
        result(COMMUNITY, 13, COMMUNITY, 20, "Риддерде су жоқ"),
        result(COMMUNITY, 14, 555001, 30, "Көршілер, су жоқ па?"),
    ];
    let mut reply = result(COMMUNITY, 15, 555001, 40, "Бізде де су жоқ");
    reply["post_type"] = json!("reply");
    reply["post_id"] = json!(13);
    vk.found.push(reply);
    vk.found.push(result(555001, 16, 555001, 3000, "Екі күн бұрын су жоқ еді"));
    let found = walk(&search(), None, &mut vk);
    let by_text =
        |text: &str| found.walked.items.iter().find(|item| item.text.as_deref() == Some(text)).unwrap();
    assert_eq!(found.walked.items.len(), 4, "nothing older than a day at first");

    let person = by_text("Бізде су жоқ,");
    assert!(person.url.is_none() && person.author.is_some());
    assert_eq!((person.kind, person.key.len()), (Some(Kind::Comment), 16));
    let community = by_text("Риддерде су жоқ");
    assert!(community.author.is_none() && community.kind.is_none());
    assert_eq!(community.url.as_ref().unwrap().as_str(), "https://vk.com/wall-4711_13");
    let guest = by_text("Көршілер, су жоқ па?");
    assert_eq!((guest.kind, guest.key.as_str()), (Some(Kind::Comment), "-4711_14"));
    let reply = by_text("Бізде де су жоқ");
    assert_eq!(reply.url.as_ref().unwrap().as_str(), "https://vk.com/wall-4711_13?reply=15");
    assert_eq!(reply.thread.as_ref().unwrap().as_str(), "https://vk.com/wall-4711_13");
    assert_nobody(&found, &PLANTED);
    assert!(again(&search(), &found, &mut vk).walked.items.is_empty());
}

#[test]
fn a_search_is_read_page_by_page_and_cut_at_its_most() {
    let mut vk = Vk::new();
    vk.found = (0..1300).map(|number| result(COMMUNITY, number, COMMUNITY, number, "су жоқ")).collect();
    vk.page = 200;
    let found = walk(&search(), None, &mut vk);
    assert_eq!((found.walked.items.len(), found.asked.len()), (1000, 5));
    assert!(found.walked.is_cut);
    vk.found.insert(0, result(COMMUNITY, 5000, COMMUNITY, 0, "су жоқ"));
    let second = again(&search(), &found, &mut vk);
    // What lies below is read by the next.
    assert_eq!((second.keys().len(), second.keys()[0], second.walked.is_cut), (301, "-4711_5000", false));
    assert!(again(&search(), &second, &mut vk).walked.items.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is written and wherever walks are ended early, in the end every comment was brought.
    #[test]
    fn comments_ended_early_are_not_missed(
        steps in prop::collection::vec((0..3_usize, 0..4_usize, 0..6_usize, 0..5_usize), 1..40),
    ) {
        let mut vk = Vk::new();
        for number in 0..3 {
            vk.post("Жаңалық", 9000 - number);
        }
        vk.page = 4;
        let source = Source { pages: Some(3), ..comments() };
        let mut shelf = Shelf::default();
        let mut outcome = walk(&source, None, &mut vk);
        let mut minutes = 2000;
        for (post, what, comment, answers) in steps {
            minutes -= 1;
            let count = vk.posts[post].comments.len();
            if what < 2 && count < 15 {
                vk.comment(post, "су жоқ", minutes);
            } else if count > 0 {
                vk.reply(post, comment % count, "бізде де", minutes);
            }
            if answers > 0 {
                outcome = walk_for(&source, outcome.walked.cursor.as_deref(), &mut vk, answers);
                shelf.store(&outcome);
            }
        }
        for _ in 0..12 {
            outcome = walk(&source, outcome.walked.cursor.as_deref(), &mut vk);
            shelf.store(&outcome);
        }
        let brought: BTreeSet<String> = shelf.0.keys().cloned().collect();
        prop_assert_eq!(brought, vk.keys());
        prop_assert!(outcome.walked.items.is_empty());
    }

    /// The same of a search, whose walks are cut as well.
    #[test]
    fn a_search_ended_early_or_cut_is_not_missed(steps in prop::collection::vec((0..150_i64, 0..5_usize), 1..9)) {
        let mut vk = Vk::new();
        vk.page = 40;
        let source = Source { pages: Some(3), ..search() };
        let (mut shelf, mut cursor, mut minutes) = (Shelf::default(), None, 1300);
        let mut take = |vk: &mut Vk, minutes, answers| {
            let now = jiff::Timestamp::from_second(ago(minutes)).unwrap();
            let errand = Errand { now, answers, ..Errand::of(&source, cursor.as_deref()) };
            let outcome = errand.walk(|question| vk.answer(get(question)));
            shelf.store(&outcome);
            cursor = outcome.walked.cursor;
            (outcome.walked.is_cut, shelf.0.len())
        };
        for (how_many, answers) in steps {
            for _ in 0..how_many {
                minutes -= 1;
                vk.found.insert(0, result(COMMUNITY, minutes, COMMUNITY, minutes, "су жоқ"));
            }
            take(&mut vk, minutes, answers);
        }
        let mut brought = (true, 0);
        for _ in 0..40 {
            // The last two hours are read each time: what lies below them has its turn when they are quiet.
            minutes -= 30;
            brought = take(&mut vk, minutes, 9);
        }
        prop_assert_eq!(brought, (false, vk.found.len()));
    }

    /// The same of a wall's posts, with edits.
    #[test]
    fn a_wall_ended_early_is_not_missed(steps in prop::collection::vec((0..4_usize, 1..60_usize, 0..4_usize), 1..20)) {
        let mut vk = Vk::new();
        vk.post("Бірінші", 50_000);
        let source = Source { pages: Some(30), ..wall() };
        let mut shelf = Shelf::default();
        let mut outcome = walk(&source, None, &mut vk);
        shelf.store(&outcome);
        let mut minutes = 40_000;
        for (what, how_many, answers) in steps {
            for _ in 0..how_many {
                minutes -= 1;
                vk.post("Жаңалық", minutes);
            }
            if what == 0 {
                let last = vk.posts.len() - 1;
                vk.posts[last].text = format!("Түзетілді {minutes}");
                vk.posts[last].over = json!({"edited": ago(minutes)});
            }
            if answers > 0 {
                outcome = walk_for(&source, outcome.walked.cursor.as_deref(), &mut vk, answers);
                shelf.store(&outcome);
            }
        }
        outcome = walk(&source, outcome.walked.cursor.as_deref(), &mut vk);
        shelf.store(&outcome);
        let there: Vec<String> = vk.posts.iter().map(|post| format!("{COMMUNITY}_{} {}", post.id, post.text)).collect();
        let brought: Vec<String> = shelf.0.iter().map(|(key, text)| format!("{key} {}", text.trim_matches(|c| "Some(\")".contains(c)))).collect();
        prop_assert_eq!(brought, there);
    }
}
