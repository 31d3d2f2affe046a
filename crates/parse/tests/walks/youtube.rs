//! The comments of a YouTube channel, against a Data API in memory.

use std::collections::BTreeSet;

use dauys_model::{Kind, Source, SourceKind};
use dauys_parse::{Get, Standing, Walk};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::driver::{
    Outcome, Platform, Reply, Shelf, assert_nobody, get, now, number, parameter, seconds, source, start,
    walk, walk_for,
};

const CHANNEL: &str = "UCdemo00000000000000000A";

/// Everything that names a person in this world.
const PLANTED: [&str; 5] = ["zhanar_77", "Жанар Тестова", "UCzhanar", "айгүл-т7к", "yt3.demo.example"];

#[derive(Clone)]
struct Comment {
    id: String,
    text: String,
    written: i64,
    changed: i64,
    author: String,
}

#[derive(Clone)]
struct Thread {
    remark: Comment,
    replies: Vec<Comment>,
}

#[derive(Clone, Default)]
struct Video {
    id: String,
    /// Oldest first.
    threads: Vec<Thread>,
    is_closed: bool,
    /// What is answered in place of its comments.
    refusal: Option<(u16, &'static str)>,
}

/// A channel behind the Data API.
#[derive(Clone)]
struct Tube {
    /// Newest first.
    videos: Vec<Video>,
    /// Most items of a page.
    page: usize,
    /// A field that the platform has renamed.
    renamed: Option<(&'static str, &'static str)>,
    /// What every question is answered with.
    down: Option<(u16, String)>,
}

impl Tube {
    fn new(videos: usize) -> Self {
        let videos = (0..videos).map(|index| Video { id: format!("video{index:06}"), ..Video::default() });
        Self { videos: videos.collect(), page: 100, renamed: None, down: None }
    }

    fn remark(&mut self, video: usize, text: &str, minutes_ago: i64) -> String {
        let id = format!("Ug{video}x{}", self.videos[video].threads.len());
        let written = now().as_second() - minutes_ago * 60;
        let remark = Comment {
            id: id.clone(),
            text: text.to_owned(),
            written,
            changed: written,
            author: "UCzhanar".to_owned(),
        };
        self.videos[video].threads.push(Thread { remark, replies: Vec::new() });
        id
    }

    fn reply(&mut self, video: usize, thread: usize, text: &str, minutes_ago: i64) -> String {
        let thread = &mut self.videos[video].threads[thread];
        let id = format!("{}.r{}", thread.remark.id, thread.replies.len());
        let written = now().as_second() - minutes_ago * 60;
        let text = format!("@айгүл-т7к {text}");
        let author = "UCother".to_owned();
        thread.replies.push(Comment { id: id.clone(), text, written, changed: written, author });
        id
    }

    fn ids(&self) -> BTreeSet<String> {
        let threads = self.videos.iter().flat_map(|video| &video.threads);
        let comments = threads.flat_map(|thread| std::iter::once(&thread.remark).chain(&thread.replies));
        comments.map(|comment| comment.id.clone()).collect()
    }
}

fn moment(seconds: i64) -> String {
    Timestamp::from_second(seconds).unwrap().to_string()
}

fn shown(comment: &Comment, video: &str) -> Value {
    json!({"kind": "youtube#comment", "etag": "e", "id": comment.id, "snippet": {
        "channelId": CHANNEL, "videoId": video, "textDisplay": comment.text, "textOriginal": comment.text,
        "authorDisplayName": "@zhanar_77", "authorProfileImageUrl": "https://yt3.demo.example/zhanar_77.jpg",
        "authorChannelUrl": "http://www.youtube.com/@zhanar_77", "authorChannelId": {"value": comment.author},
        "canRate": true, "viewerRating": "none", "likeCount": 1,
        "publishedAt": moment(comment.written), "updatedAt": moment(comment.changed)}})
}

/// A page of a list that tells the next one by a token.
fn paged(all: &[Value], get: &Get, most: usize) -> Value {
    let from = parameter(&get.url, "pageToken")
        .map_or(0, |token| token.strip_prefix("QURT").unwrap().parse().unwrap());
    let to = all.len().min(from + most.min(number(get, "maxResults").unwrap_or(20)));
    let mut answer = json!({"kind": "youtube#list", "etag": "e", "items": all[from..to],
        "pageInfo": {"totalResults": all.len(), "resultsPerPage": to - from}});
    if to < all.len() {
        answer["nextPageToken"] = json!(format!("QURT{to}"));
    }
    answer
}

fn refusal(status: u16, reason: &str) -> Reply {
    let body = json!({"error": {"code": status, "message": "Жанар Тестова",
        "errors": [{"message": "zhanar_77", "domain": "youtube.commentThread", "reason": reason}]}});
    Reply::refusal(status, body)
}

impl Platform for Tube {
    fn answer(&mut self, get: &Get) -> Reply {
        assert!(get.headers.iter().any(|(name, value)| *name == "X-Goog-Api-Key" && value == "planted-key"));
        assert!(get.units == 1 && get.standing == Standing::Interface);
        if let Some((status, body)) = &self.down {
            return Reply::refusal(*status, body);
        }
        let method = get.url.path().strip_prefix("/youtube/v3/").unwrap().to_owned();
        let answer = match method.as_str() {
            "channels" if parameter(&get.url, "forHandle").as_deref() == Some("@demo_tv") => {
                json!({"kind": "youtube#channelListResponse", "items": [{"id": CHANNEL}]})
            }
            "channels" => json!({"kind": "youtube#channelListResponse", "pageInfo": {"totalResults": 0}}),
            "playlistItems" => {
                assert_eq!(parameter(&get.url, "playlistId").unwrap(), CHANNEL.replacen("UC", "UU", 1));
                let videos = self.videos.iter().map(|video| {
                    json!({"contentDetails": {"videoId": video.id, "videoPublishedAt": "2026-11-20T05:00:00Z"}})
                });
                paged(&videos.collect::<Vec<_>>(), get, 50)
            }
            "videos" => {
                let ids = parameter(&get.url, "id").unwrap();
                let asked: Vec<&str> = ids.split(',').collect();
                assert!(asked.len() <= 50);
                let videos =
                    self.videos.iter().filter(|video| asked.contains(&video.id.as_str())).map(|video| {
                        let mut statistics = json!({"viewCount": "100", "likeCount": "5"});
                        if !video.is_closed {
                            let count: usize =
                                video.threads.iter().map(|thread| 1 + thread.replies.len()).sum();
                            statistics["commentCount"] = json!(count.to_string());
                        }
                        json!({"id": video.id, "statistics": statistics})
                    });
                json!({"items": videos.collect::<Vec<_>>()})
            }
            "commentThreads" => {
                assert_eq!(parameter(&get.url, "order").unwrap(), "time");
                let id = parameter(&get.url, "videoId").unwrap();
                let video = self.videos.iter().find(|video| video.id == id).unwrap();
                if let Some((status, reason)) = video.refusal {
                    return refusal(status, reason);
                }
                let mut threads: Vec<&Thread> = video.threads.iter().collect();
                threads.sort_by_key(|thread| -thread.remark.written);
                let threads: Vec<Value> = threads
                    .iter()
                    .map(|thread| {
                        let mut shown = json!({"kind": "youtube#commentThread", "id": thread.remark.id, "snippet": {
                            "channelId": CHANNEL, "videoId": id, "topLevelComment": shown(&thread.remark, &id),
                            "canReply": true, "totalReplyCount": thread.replies.len(), "isPublic": true}});
                        if !thread.replies.is_empty() {
                            let replies = thread.replies.iter().take(5).map(|reply| self::shown(reply, &id));
                            shown["replies"] = json!({"comments": replies.collect::<Vec<_>>()});
                        }
                        shown
                    })
                    .collect();
                paged(&threads, get, self.page)
            }
            "comments" => {
                let id = parameter(&get.url, "parentId").unwrap();
                let mut threads = self.videos.iter().flat_map(|video| &video.threads);
                let thread = threads.find(|thread| thread.remark.id == id).unwrap();
                let replies: Vec<Value> = thread.replies.iter().map(|reply| shown(reply, "")).collect();
                paged(&replies, get, 100)
            }
            other => panic!("`{other}` is not to be asked"),
        };
        let mut body = answer.to_string();
        if let Some((from, to)) = self.renamed {
            body = body.replace(&format!("\"{from}\""), &format!("\"{to}\""));
        }
        Reply::ok(body)
    }
}

fn channel() -> Source {
    source(SourceKind::Youtube, Kind::Comment, &format!("https://www.youtube.com/channel/{CHANNEL}"))
}

fn again(source: &Source, before: &Outcome, tube: &mut Tube) -> Outcome {
    walk(source, before.walked.cursor.as_deref(), tube)
}

#[test]
fn comments_and_replies_are_brought_without_their_writers() {
    let mut tube = Tube::new(2);
    tube.remark(0, "Жолды қашан жөндейді? @zhanar_77", 60);
    tube.reply(0, 0, "Бізде де жол жоқ", 50);
    tube.remark(1, "Вторую неделю нет воды", 40);
    let found = walk(&channel(), None, &mut tube);
    assert_eq!(found.methods(), ["playlistItems", "videos", "commentThreads", "commentThreads"]);
    assert_eq!(found.texts(), ["Жолды қашан жөндейді?", "Бізде де жол жоқ", "Вторую неделю нет воды"]);
    let reply = &found.walked.items[1];
    assert_eq!(reply.key, "Ug0x0.r0");
    assert_eq!(
        reply.url.as_ref().unwrap().as_str(),
        "https://www.youtube.com/watch?v=video000000&lc=Ug0x0.r0"
    );
    assert_eq!(reply.thread.as_ref().unwrap().as_str(), "https://www.youtube.com/watch?v=video000000");
    assert_eq!(reply.published_at.unwrap().as_second(), now().as_second() - 50 * 60);
    assert!(reply.author.is_some() && !reply.truncated);
    assert!(!found.walked.is_cut && found.error.is_none());
    assert_nobody(&found, &PLANTED);

    let second = again(&channel(), &found, &mut tube);
    assert_eq!(second.methods(), ["playlistItems", "videos"], "a quiet channel costs two units");
    assert!(second.walked.items.is_empty());
}

#[test]
fn what_is_written_and_edited_later_is_brought_later() {
    let mut tube = Tube::new(1);
    for number in 0..5 {
        tube.remark(0, &format!("Бесінші күн су жоқ {number}"), 5000 - number);
    }
    let first = walk(&channel(), None, &mut tube);
    assert_eq!(first.walked.items.len(), 5);
    tube.page = 2;
    // A reply under the oldest remark, which lies on the last page, and a remark edited on the way there.
    let reply = tube.reply(0, 0, "Бізде де", 10);
    let edited = &mut tube.videos[0].threads[3].remark;
    edited.text = "Алтыншы күн су жоқ".to_owned();
    edited.changed = now().as_second() - 300;
    let edited = edited.id.clone();
    let second = again(&channel(), &first, &mut tube);
    let keys: BTreeSet<&str> = second.keys().into_iter().collect();
    assert_eq!(keys, BTreeSet::from([reply.as_str(), edited.as_str()]));
    assert!(second.texts().contains(&"Алтыншы күн су жоқ"));
    assert!(again(&channel(), &second, &mut tube).walked.items.is_empty());
}

#[test]
fn long_branches_are_read_when_they_grow() {
    let mut tube = Tube::new(1);
    tube.remark(0, "Жарық жоқ", 500);
    for number in 0..8 {
        tube.reply(0, 0, &format!("Бізде де {number}"), 400 - number);
    }
    let first = walk(&channel(), None, &mut tube);
    assert_eq!(first.walked.items.len(), 6, "the first walk takes what lies on top");
    let late = tube.reply(0, 0, "Енді келді", 5);
    let second = again(&channel(), &first, &mut tube);
    assert_eq!(second.methods(), ["playlistItems", "videos", "commentThreads", "comments"]);
    assert!(second.keys().contains(&late.as_str()));
    assert!(again(&channel(), &second, &mut tube).walked.items.is_empty());
}

#[test]
fn comments_are_a_citizens_whatever_the_entry_says_and_the_channels_own_are_not() {
    let mut tube = Tube::new(1);
    tube.remark(0, "Су жоқ", 60);
    tube.remark(0, "Благодарим за обращение", 50);
    tube.videos[0].threads[1].remark.author = CHANNEL.to_owned();
    let found = walk(&Source { posts: Kind::News, ..channel() }, None, &mut tube);
    assert_eq!(found.texts(), ["Су жоқ"]);
    assert_eq!(found.walked.items[0].kind, Some(Kind::Comment));
    assert!(found.walked.items[0].author.is_some());
    assert_eq!(found.walked.left_out, 1);
}

#[test]
fn a_handle_is_asked_for_once() {
    let mut tube = Tube::new(1);
    tube.remark(0, "Су жоқ", 60);
    let source = source(SourceKind::Youtube, Kind::Comment, "https://www.youtube.com/@demo_tv");
    let first = walk(&source, None, &mut tube);
    assert_eq!(first.methods()[0], "channels");
    assert!(!first.walked.cursor.as_ref().unwrap().contains("demo_tv"));
    assert_eq!(again(&source, &first, &mut tube).methods()[0], "playlistItems");
    // With another address everything begins anew.
    let other = self::source(SourceKind::Youtube, Kind::Comment, "https://www.youtube.com/@nobody");
    assert_eq!(again(&other, &first, &mut tube).code(), "settings");
}

#[test]
fn a_closed_discussion_does_not_end_the_others() {
    let mut tube = Tube::new(4);
    for video in 0..4 {
        tube.remark(video, "Су жоқ", 60);
    }
    tube.videos[0].is_closed = true;
    tube.videos[1].refusal = Some((403, "commentsDisabled"));
    tube.videos[2].refusal = Some((404, "videoNotFound"));
    let found = walk(&channel(), None, &mut tube);
    assert_eq!(found.keys(), ["Ug3x0"]);
    assert!(found.error.is_none() && !found.walked.is_cut);
    assert_eq!(found.walked.warnings, ["discussions that are closed: 2"]);
    let second = again(&channel(), &found, &mut tube);
    assert_eq!(second.asked.len(), 2, "closed discussions are not knocked at again and again");
    assert_nobody(&found, &PLANTED);
}

#[test]
fn refusals_are_told_apart_and_nothing_is_lost_for_them() {
    let mut tube = Tube::new(2);
    tube.remark(0, "Су жоқ", 60);
    tube.remark(1, "Нет воды", 50);
    for (status, reason, code) in [
        (403, "quotaExceeded", "refused: quota"),
        (403, "rateLimitExceeded", "refused: too fast"),
        (400, "keyInvalid", "refused: key"),
        (500, "backendError", "refused: trouble"),
    ] {
        tube.videos[1].refusal = Some((status, reason));
        let broken = walk(&channel(), None, &mut tube);
        assert_eq!(broken.code(), code);
        assert_eq!(broken.keys(), ["Ug0x0"], "what came before the refusal is kept");
        assert!(broken.walked.is_cut);
        assert_nobody(&broken, &PLANTED);
        tube.videos[1].refusal = None;
        assert_eq!(again(&channel(), &broken, &mut tube).keys(), ["Ug1x0"], "{reason}");
    }
}

#[test]
fn answers_of_another_form_are_named() {
    let mut tube = Tube::new(1);
    tube.remark(0, "Су жоқ", 60);
    let mut check = |renamed, expected: &str| {
        tube.renamed = renamed;
        let found = walk(&channel(), None, &mut tube);
        assert_eq!(found.error.as_ref().map(ToString::to_string).unwrap_or_default(), expected);
        assert_nobody(&found, &PLANTED);
    };
    check(Some(("items", "entries")), "not the known form of answer: no `items`");
    check(
        Some(("topLevelComment", "comment")),
        "not the known form of answer: no `items.snippet.topLevelComment.snippet`",
    );
    check(Some(("statistics", "numbers")), "not the known form of answer: no `items.statistics`");
    check(
        Some(("contentDetails", "details")),
        "not the known form of answer: no `items.contentDetails.videoId`",
    );
    check(Some(("textOriginal", "textRaw")), "");
    let source = source(SourceKind::Youtube, Kind::Comment, "https://www.youtube.com/@demo_tv");
    let by_handle = walk(&source, None, &mut Tube { renamed: Some(("items", "entries")), ..Tube::new(1) });
    assert_eq!(by_handle.code(), "parse: drift");

    for (status, body, code) in [
        (200, "", "parse: empty"),
        (200, "{\"items\":[{\"author\":\"Жанар Тестова\"", "parse: other"),
        (200, "<html><div class=g-recaptcha>Жанар</div></html>", "blocked: captcha"),
        (502, "<html>Bad gateway</html>", "refused: trouble"),
        (200, "[]", "parse: drift"),
    ] {
        tube.down = Some((status, body.to_owned()));
        let found = walk(&channel(), None, &mut tube);
        assert_eq!(found.code(), code, "{body}");
        assert_nobody(&found, &["Жанар Тестова"]);
    }
}

#[test]
fn a_comment_without_a_field_costs_that_comment() {
    let mut tube = Tube::new(1);
    tube.remark(0, "Су жоқ", 60);
    tube.remark(0, "", 50);
    let found = walk(&channel(), None, &mut tube);
    assert_eq!(found.texts(), ["Су жоқ"]);
    assert_eq!(found.walked.left_out, 1);
}

#[test]
fn a_huge_discussion_is_cut_and_the_old_is_left() {
    let mut tube = Tube::new(1);
    tube.videos.push(Video { id: "video000001".into(), ..Video::default() });
    let first = walk(&channel(), None, &mut tube);
    for number in 0..10_000 {
        tube.remark(0, &format!("Су жоқ {number}"), 10_000 - number);
    }
    tube.remark(1, "Екі ай бұрын", 60 * 24 * 60);
    let found = again(&channel(), &first, &mut tube);
    assert_eq!(found.walked.items.len(), 500);
    assert_eq!(found.texts()[0], "Су жоқ 9999");
    assert!(found.walked.is_cut);
    assert!(found.walked.cursor.as_ref().unwrap().len() < 12_000, "a cursor is bounded");
    assert!(again(&channel(), &found, &mut tube).walked.items.is_empty());
}

#[test]
fn a_walk_without_a_key_or_to_a_wrong_address_is_not_begun() {
    let begun =
        |source: &Source, secret| Walk::new(&start(source, None, secret)).err().map(|error| error.code());
    assert_eq!(begun(&channel(), None).as_deref(), Some("settings"));
    assert_eq!(begun(&channel(), Some(" ")).as_deref(), Some("settings"));
    assert_eq!(begun(&channel(), Some("key")), None);
    let other = source(SourceKind::Youtube, Kind::Comment, "https://www.youtube.com/c/demo");
    assert_eq!(begun(&other, Some("key")).as_deref(), Some("settings"));
}

#[test]
fn a_mirror_is_asked_in_place_of_the_platform() {
    let source = Source { api: Some("http://127.0.0.1:8099".parse().unwrap()), ..channel() };
    let found = walk(&source, None, &mut Tube::new(1));
    assert_eq!(get(&found.asked[0]).url.host_str(), Some("127.0.0.1"));
    assert_eq!(seconds("1970-01-01T00:00:01Z"), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is written and wherever walks are ended early, in the end every comment was brought.
    #[test]
    fn ended_early_it_misses_nothing(
        steps in prop::collection::vec((0..3_usize, 0..4_usize, 0..6_usize, 0..5_usize), 1..40),
    ) {
        let mut tube = Tube::new(3);
        tube.page = 3;
        let source = Source { pages: Some(4), ..channel() };
        let mut shelf = Shelf::default();
        let mut outcome = walk(&source, None, &mut tube);
        let mut minutes = 2000;
        for (video, what, thread, answers) in steps {
            minutes -= 1;
            let threads = tube.videos[video].threads.len();
            if what < 2 && threads < 12 {
                tube.remark(video, "Су жоқ", minutes);
            } else if threads > 0 {
                tube.reply(video, thread % threads, "Бізде де", minutes);
            }
            // Not every step is followed by a walk, and most walks are ended early.
            if answers > 0 {
                outcome = walk_for(&source, outcome.walked.cursor.as_deref(), &mut tube, answers);
                shelf.store(&outcome);
            }
        }
        for _ in 0..12 {
            outcome = walk(&source, outcome.walked.cursor.as_deref(), &mut tube);
            shelf.store(&outcome);
        }
        let brought: BTreeSet<String> = shelf.0.keys().cloned().collect();
        prop_assert_eq!(brought, tube.ids());
        prop_assert!(outcome.walked.items.is_empty() && !outcome.walked.is_cut);
    }
}
