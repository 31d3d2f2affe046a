//! A channel's preview: pages of twenty messages, newest first, as `t.me/s/NAME` shows them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use dauys_model::{Kind, Policy, Precision, Source, SourceKind};
use dauys_parse::{Question, Standing, Wants};
use proptest::prelude::*;
use url::Url;

use crate::driver::{Errand, Outcome, Reply, get, numbers, parameter, source, unfit};

const PAGE: usize = 20;

fn channel() -> Source {
    Source {
        permission: Some("Письмо редакции «Демо», 2026-11-01, № 7".into()),
        policy: Policy::RulesOnly,
        ..source(SourceKind::Telegram, Kind::News, "https://t.me/s/demo_kz")
    }
}

/// The contents of a channel's messages, by number.
type Messages = BTreeMap<u64, String>;

fn text(text: &str) -> String {
    format!("<div class=\"tgme_widget_message_text js-message_text\" dir=\"auto\">{text}</div>")
}

fn texts(numbers: impl IntoIterator<Item = u64>) -> Messages {
    numbers.into_iter().map(|number| (number, text(&format!("Су жоқ {number}")))).collect()
}

fn block(number: u64, content: &str) -> String {
    let class =
        if content.starts_with("<!--service-->") { "service_message" } else { "text_not_supported_wrap" };
    format!(
        "<div class=\"tgme_widget_message_wrap js-widget_message_wrap\">\
         <div class=\"tgme_widget_message {class} js-widget_message\" data-post=\"demo_kz/{number}\" data-view=\"x\">\
         <div class=\"tgme_widget_message_bubble\"><div class=\"tgme_widget_message_author accent_color\">\
         <a class=\"tgme_widget_message_owner_name\" href=\"https://t.me/demo_kz\"><span dir=\"auto\">Демо</span></a></div>{content}\
         <div class=\"media_not_supported_cont\"><div class=\"message_media_not_supported_wrap\">Open in Telegram</div></div>\
         <div class=\"tgme_widget_message_footer compact\"><span class=\"tgme_widget_message_views\">4.85K</span>\
         <span class=\"tgme_widget_message_meta\"><span class=\"tgme_widget_message_from_author\" dir=\"auto\">Подпись Демо</span>, \
         edited <a class=\"tgme_widget_message_date\" href=\"https://t.me/demo_kz/{number}\">\
         <time datetime=\"2026-11-21T07:24:01+00:00\" class=\"time\">07:24</time></a></span></div></div></div></div>"
    )
}

fn page(messages: &Messages, before: Option<u64>) -> String {
    let below = messages.iter().rev().filter(|(number, _)| before.is_none_or(|before| **number < before));
    let mut shown: Vec<(&u64, &String)> = below.take(PAGE).collect();
    shown.reverse();
    let mut html = String::from(
        "<!DOCTYPE html><html><body><section class=\"tgme_channel_history js-message_history\">",
    );
    if shown.is_empty() {
        html.push_str("<div class=\"tme_no_messages_found\">No posts found</div>");
    }
    for (number, content) in shown {
        html.push_str(&block(*number, content));
    }
    write!(html, "</section></body></html>").unwrap();
    html
}

fn serve(messages: &Messages) -> impl FnMut(&Question) -> Reply {
    |question| {
        let get = get(question);
        assert_eq!((get.url.host_str(), get.url.path()), (Some("t.me"), "/s/demo_kz"));
        assert!(get.standing == Standing::Visitor && get.wants == Wants::Page && get.headers.is_empty());
        Reply::ok(page(messages, parameter(&get.url, "before").map(|before| before.parse().unwrap())))
    }
}

fn walk(source: &Source, cursor: Option<&str>, messages: &Messages) -> Outcome {
    Errand { answers: 99, ..Errand::of(source, cursor) }.walk(serve(messages))
}

fn reply(reply: &str, url: Option<&str>, status: u16) -> String {
    let url = url.map(|url| Url::parse(url).unwrap());
    let source = channel();
    let outcome = Errand { answers: 9, ..Errand::of(&source, None) }.walk(|_| Reply::Page {
        status,
        url: url.clone(),
        headers: Vec::new(),
        body: reply.into(),
    });
    assert!(outcome.walked.items.is_empty() && outcome.walked.cursor.is_none());
    outcome.code()
}

#[test]
fn a_channel_needs_permission_and_limits() {
    assert_eq!(unfit(&channel(), None), "fit");
    assert_eq!(unfit(&Source { policy: Policy::MetadataOnly, ..channel() }, None), "fit");
    assert!(unfit(&Source { permission: None, ..channel() }, None).contains("permission of its owner"));
    assert!(unfit(&Source { permission: Some(" ".into()), ..channel() }, None).contains("`permission`"));
    assert!(unfit(&Source { policy: Policy::Open, ..channel() }, None).contains("rules_only"));
    assert!(unfit(&Source { posts: Kind::Comment, ..channel() }, None).contains("posts = \"news\""));
    for url in [
        "https://t.me/+AbCdEf123",
        "https://t.me/s/a",
        "https://t.me/s/demo_kz/5",
        "https://demo.example/s/demo_kz",
    ] {
        let url = Some(Url::parse(url).unwrap());
        assert!(unfit(&Source { url, ..channel() }, None).contains("https://t.me/s/NAME"));
    }
}

#[test]
fn every_form_of_message_is_read_or_left_out() {
    let messages = Messages::from([
        (101, text("Көшеде су жоқ.<br/>3-ші күн <i class=\"emoji\"><b>🚰</b></i> <a href=\"?q=%23су\">#су</a>")),
        (102, "<!--service--><div>Ерлан Вымыслов joined</div>".to_owned()),
        (
            103,
            format!(
                "<div class=\"tgme_widget_message_grouped_wrap js-message_grouped_wrap\">\
                 <a class=\"tgme_widget_message_photo_wrap grouped_media_wrap\" href=\"https://t.me/demo_kz/103?single\"></a>\
                 <a class=\"tgme_widget_message_photo_wrap grouped_media_wrap\" href=\"https://t.me/demo_kz/106?single\"></a></div>{}",
                text(&text("Жол бұзылған")),
            ),
        ),
        (
            107,
            format!(
                "<div class=\"tgme_widget_message_forwarded_from accent_color\">Forwarded from&nbsp;<a \
                 class=\"tgme_widget_message_forwarded_from_name\" href=\"https://t.me/aigul_77\">Айгүл Вымыслова</a></div>{}",
                text("Свет отключили, пишите @aigul_77")
            ),
        ),
        (
            108,
            format!(
                "<a class=\"tgme_widget_message_reply user-color-default\" href=\"https://t.me/demo_kz/99\"><span \
                 class=\"tgme_widget_message_author_name\">Айгүл Вымыслова</span><div class=\"tgme_widget_message_text \
                 js-message_reply_text\">Прежняя новость</div></a>{}",
                text("Обновление: воду дали")
            ),
        ),
        (
            109,
            "<div class=\"tgme_widget_message_poll\"><div class=\"tgme_widget_message_poll_question\">Су бар ма?</div>\
             <div class=\"tgme_widget_message_poll_option_text\">Иә</div><div class=\"tgme_widget_message_poll_option_text\">Жоқ</div>\
             </div>"
                .to_owned(),
        ),
        (110, "<div class=\"message_media_not_supported_wrap\">This media is not supported</div>".to_owned()),
        (111, "<a class=\"tgme_widget_message_photo_wrap\" href=\"https://t.me/demo_kz/111\"></a>".to_owned()),
    ]);
    let outcome = walk(&channel(), None, &messages);
    assert_eq!(outcome.code(), "well");
    assert_eq!(
        outcome.texts(),
        [
            "Көшеде су жоқ.\n3-ші күн 🚰 #су",
            "Жол бұзылған",
            "Свет отключили, пишите",
            "Обновление: воду дали",
            "Су бар ма?\n– Иә\n– Жоқ"
        ]
    );
    assert_eq!((outcome.walked.left_out, outcome.walked.is_cut), (3, false));
    let first = &outcome.walked.items[0];
    assert_eq!(first.key, "demo_kz/101");
    assert_eq!(first.url.as_ref().map(Url::as_str), Some("https://t.me/demo_kz/101"));
    assert_eq!(first.published_at.unwrap().to_string(), "2026-11-21T07:24:01Z");
    assert!(first.precision == Precision::Moment && first.author.is_none() && !first.truncated);
}

#[test]
fn older_pages_are_asked_until_known_ground() {
    let mut messages = texts(1..=50);
    let source = channel();
    let first = walk(&source, None, &messages);
    assert_eq!((numbers(&first).len(), first.walked.is_cut), (50, false));
    let asked: Vec<_> = first.asked.iter().map(|question| parameter(&get(question).url, "before")).collect();
    assert_eq!(asked, [None, Some("31".into()), Some("11".into()), Some("1".into())]);

    let second = walk(&source, first.walked.cursor.as_deref(), &messages);
    let known: BTreeSet<_> = first.walked.items.iter().map(|item| &item.key).collect();
    assert!(second.walked.items.iter().all(|item| known.contains(&item.key)), "nothing new");
    assert_eq!((second.asked.len(), second.walked.is_cut), (1, false));

    messages.extend(texts(51..=75));
    messages.insert(60, text("Су берілді 60"));
    let third = walk(&source, second.walked.cursor.as_deref(), &messages);
    assert!((51..=75).all(|number| numbers(&third).contains(&number)));
    assert_eq!((third.asked.len(), third.walked.is_cut), (2, false));
}

#[test]
fn an_edited_message_keeps_its_key() {
    let source = channel();
    let mut messages = texts(1..=5);
    let first = walk(&source, None, &messages);
    messages.insert(3, text("Су берілді 3"));
    let second = walk(&source, first.walked.cursor.as_deref(), &messages);
    let edited = second.walked.items.iter().find(|item| item.key == "demo_kz/3").unwrap();
    assert_eq!(edited.text.as_deref(), Some("Су берілді 3"));
}

#[test]
fn an_empty_channel_says_so_and_anything_else_is_an_error() {
    let outcome = walk(&channel(), None, &Messages::new());
    assert_eq!((outcome.code(), outcome.walked.is_cut), ("well".into(), false));
    assert!(outcome.walked.warnings.is_empty());
    assert_eq!(reply("<section class=\"tgme_channel_history\"></section>", None, 200), "parse: few entries");
    assert_eq!(reply("<html>Telegram</html>", None, 200), "parse: few entries");
    assert_eq!(reply(&page(&texts(1..=3), None), Some("https://t.me/demo_kz"), 200), "refused: closed");
    assert_eq!(reply(&page(&texts(1..=3), None), Some("https://t.me/s/other_kz"), 200), "refused: closed");
    assert_eq!(reply("", None, 429), "refused: too fast");
    assert_eq!(reply("<div class=\"g-recaptcha\"></div>", None, 200), "blocked: captcha");
    assert_eq!(reply("<form><input type=\"password\"></form>", None, 200), "blocked: login");
    let drifted = page(&texts(1..=3), None).replace("js-message_text", "js-msg-text");
    assert_eq!(reply(&drifted, None, 200), "parse: drift");
    let drifted = page(&texts(1..=3), None).replace("data-post=", "data-message=");
    assert_eq!(reply(&drifted, None, 200), "parse: few entries");
    assert_eq!(reply("\u{1f}\u{8b}", None, 200), "parse: few entries");
}

#[test]
fn a_preview_that_ignores_the_position_is_an_error_and_what_came_before_stays() {
    let (source, messages) = (channel(), texts(1..=50));
    let outcome =
        Errand { answers: 99, ..Errand::of(&source, None) }.walk(|_| Reply::ok(page(&messages, None)));
    assert_eq!(
        (outcome.code().as_str(), outcome.walked.items.len(), outcome.walked.is_cut),
        ("parse: drift", 20, true)
    );
}

#[test]
fn a_huge_channel_is_cut_and_its_past_is_left_alone() {
    let source = Source { pages: Some(2), ..channel() };
    let mut messages = texts(1..=500);
    let first = walk(&source, None, &messages);
    assert_eq!((numbers(&first).len(), first.walked.is_cut, first.asked.len()), (40, true, 2));
    let second = walk(&source, first.walked.cursor.as_deref(), &messages);
    assert_eq!((second.walked.is_cut, second.asked.len()), (false, 1));
    // Later the channel is too fast for the cap: the walks after make good.
    messages.extend(texts(501..=600));
    let (mut cursor, mut found, mut walks) = (second.walked.cursor, BTreeSet::new(), 0);
    loop {
        let outcome = walk(&source, cursor.as_deref(), &messages);
        found.extend(numbers(&outcome));
        walks += 1;
        if !outcome.walked.is_cut {
            break;
        }
        cursor = outcome.walked.cursor;
    }
    assert!((501..=600).all(|number| found.contains(&number)));
    assert_eq!(walks, 4, "each fills a page of the hole beside the newest");
}

#[test]
fn one_page_a_walk_would_never_fill_a_hole() {
    let source = Source { pages: Some(1), ..channel() };
    let first = walk(&source, None, &texts(1..=100));
    assert_eq!((first.asked.len(), first.walked.is_cut), (1, true));
    let second = walk(&source, first.walked.cursor.as_deref(), &texts(1..=140));
    assert_eq!((second.asked.len(), second.walked.is_cut), (2, false));
}

#[test]
fn a_page_of_pictures_alone_is_said() {
    let picture = "<a class=\"tgme_widget_message_photo_wrap\" href=\"https://t.me/demo_kz/1\"></a>";
    let messages: Messages = (1..=6).map(|number| (number, picture.to_owned())).collect();
    let outcome = walk(&channel(), None, &messages);
    assert_eq!((outcome.code(), outcome.walked.left_out), ("well".into(), 6));
    assert_eq!(outcome.walked.warnings, ["a page of 6 messages says nothing in words"]);
}

#[test]
fn words_and_policy_are_kept_to() {
    let messages =
        Messages::from([(1, text("Көшеде СУ жоқ")), (2, text("Ауа райы")), (3, text("Сурет көрмесі"))]);
    let outcome = walk(&Source { words: vec!["су".into()], ..channel() }, None, &messages);
    assert_eq!((outcome.texts(), outcome.walked.left_out), (vec!["Көшеде СУ жоқ"], 2));
    let bare = walk(&Source { policy: Policy::MetadataOnly, ..channel() }, None, &messages);
    assert!(bare.walked.items.len() == 3 && bare.walked.items.iter().all(|item| item.text.is_none()));
}

#[test]
fn a_mirror_may_stand_in_for_the_platform() {
    let api = Some(Url::parse("http://127.0.0.1:8080/telegram/").unwrap());
    let (source, messages) = (Source { api, ..channel() }, texts(1..=3));
    let outcome = Errand { answers: 99, ..Errand::of(&source, None) }.walk(|question| {
        let url = &get(question).url;
        assert!(url.as_str().starts_with("http://127.0.0.1:8080/telegram/s/demo_kz"), "{url}");
        Reply::ok(page(&messages, parameter(url, "before").map(|before| before.parse().unwrap())))
    });
    assert_eq!(outcome.walked.items[0].url.as_ref().map(Url::as_str), Some("https://t.me/demo_kz/1"));
}

#[test]
fn an_unreadable_memory_begins_anew() {
    let outcome = walk(&channel(), Some("what?"), &texts(1..=3));
    assert_eq!(outcome.walked.items.len(), 3);
    assert!(outcome.walked.warnings.iter().any(|warning| warning.contains("read anew")));
}

proptest! {
    // Each case reads dozens of pages.
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// However walks are ended, once one gets through, every message since the first walk was brought.
    #[test]
    fn nothing_is_missed(
        history in 0_u64..150,
        walks in prop::collection::vec((prop::collection::vec(1_u64..4, 0..60), 0_usize..5), 1..8),
    ) {
        let source = Source { pages: Some(3), ..channel() };
        let mut messages = texts(1..=history);
        let (mut newest, mut cursor, mut found) = (history, None::<String>, BTreeSet::new());
        let finishing = std::iter::repeat_n((Vec::new(), 99), 40);
        for (steps, answers) in walks.into_iter().chain(finishing) {
            for step in steps {
                // Deleted messages leave holes in the numbers.
                newest += step;
                messages.extend(texts([newest]));
            }
            let errand = Errand { answers, ..Errand::of(&source, cursor.as_deref()) };
            let outcome = errand.walk(serve(&messages));
            prop_assert!(outcome.error.is_none());
            found.extend(numbers(&outcome));
            let is_done = answers == 99 && !outcome.walked.is_cut;
            cursor = outcome.walked.cursor.or(cursor);
            if is_done {
                break;
            }
        }
        let oldest = found.first().copied().unwrap_or(0);
        let missed: Vec<u64> = messages.keys().copied().filter(|number| *number >= oldest && !found.contains(number)).collect();
        prop_assert!(missed.is_empty(), "missed {missed:?}");
        prop_assert!(found.len() >= messages.len().min(PAGE), "a page at least");
    }
}
