//! The public preview of a Telegram channel, in the markup of `t.me/s/NAME`.

use crate::connectors::planted::{Cast, Person};
use crate::connectors::server::{Answer, Asked};

pub(crate) fn answer(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    if asked.path != "/s/pavlodar_demo" {
        return Answer::nothing();
    }
    if !asked.parameter("before").is_empty() {
        return page("<div class=\"tme_no_messages_found\">No posts found</div>");
    }
    let (signed, forwarded, answered) =
        (cast.person("telegram", 0), cast.person("telegram", 1), cast.person("telegram", 2));
    let edited = if hour == 1 {
        "Жөндеу ертең басталады."
    } else {
        "Жөндеу жұмаға шегерілді."
    };
    let mut messages = vec![
        message(101, &format!("Павлодарда трамвай тоқтады.<br/>{edited}"), &from(&signed, hour > 1), ""),
        message(102, "Павлодар: в Усольском микрорайоне прорвало трубу", "", &forwarded_from(&forwarded)),
        message(103, &format!("Жауап: су қысымы кешке қалпына келеді. {}", called(&answered)), "", &reply(&answered)),
        "<div class=\"tgme_widget_message service_message js-widget_message\" data-post=\"pavlodar_demo/104\"></div>".to_owned(),
    ];
    if hour > 1 {
        messages.push(message(105, "Павлодарда су қысымы қалпына келді.", &from(&signed, false), ""));
    }
    page(&messages.concat())
}

fn page(history: &str) -> Answer {
    Answer::html(format!(
        "<!DOCTYPE html><html><body><div class=\"tgme_channel_info_header_title\">Павлодар Демо</div>
<section class=\"tgme_channel_history js-message_history\">{history}</section></body></html>"
    ))
}

fn message(number: u32, text: &str, author: &str, before: &str) -> String {
    format!(
        "<div class=\"tgme_widget_message_wrap js-widget_message_wrap\">
<div class=\"tgme_widget_message text_not_supported_wrap js-widget_message\" data-post=\"pavlodar_demo/{number}\">
<div class=\"tgme_widget_message_bubble\"><div class=\"tgme_widget_message_author accent_color\">
<a class=\"tgme_widget_message_owner_name\" href=\"https://t.me/pavlodar_demo\"><span dir=\"auto\">Павлодар Демо</span></a></div>{before}
<div class=\"tgme_widget_message_text js-message_text\" dir=\"auto\">{text}</div>
<div class=\"tgme_widget_message_footer compact js-message_footer\"><div class=\"tgme_widget_message_info short js-message_info\">
<span class=\"tgme_widget_message_views\">4.85K</span><span class=\"tgme_widget_message_meta\">{author}
<a class=\"tgme_widget_message_date\" href=\"https://t.me/pavlodar_demo/{number}\"><time datetime=\"2026-11-22T0{}:24:01+00:00\" class=\"time\">07:24</time></a>
</span></div></div></div></div></div>",
        number % 10
    )
}

fn from(person: &Person, is_edited: bool) -> String {
    let edited = if is_edited { ", edited" } else { "" };
    format!(
        "<span class=\"tgme_widget_message_from_author\" dir=\"auto\">{}</span>{edited} &nbsp;",
        person.name
    )
}

fn forwarded_from(person: &Person) -> String {
    format!(
        "<div class=\"tgme_widget_message_forwarded_from accent_color\">Forwarded from&nbsp;<a class=\"tgme_widget_message_forwarded_from_name\"
 href=\"https://t.me/{}\"><span dir=\"auto\">{}</span></a></div><i class=\"tgme_widget_message_user_photo\"><img src=\"https://cdn.example/{}\"></i>",
        person.handle, person.name, person.avatar
    )
}

fn reply(person: &Person) -> String {
    format!(
        "<a class=\"tgme_widget_message_reply user-color-default\" href=\"https://t.me/pavlodar_demo/99\">
<div class=\"tgme_widget_message_author accent_color\"><span class=\"tgme_widget_message_author_name\" dir=\"auto\">{}</span></div>
<div class=\"tgme_widget_message_text js-message_reply_text\" dir=\"auto\">{} {}</div></a>",
        person.name, person.name, person.phone
    )
}

fn called(person: &Person) -> String {
    format!("<a href=\"https://t.me/{0}\">@{0}</a>, {1} t.me/{0}", person.handle, person.phone)
}
