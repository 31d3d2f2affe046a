//! A page of a channel's preview in, its messages out, without anybody's name.
//!
//! The markup is documented nowhere; what is relied on here was the same in three independent captures. What names a person is never
//! looked at: the signature of a post, the source of a forward, the one who is answered.

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

use crate::barrier::barrier;
use crate::error::{Error, beginning};
use crate::items::dates_of;
use crate::plain::{text_of, tree};
use crate::walk::mentions::without_handles;

/// What a page shows.
#[derive(Debug)]
pub(super) enum Shown {
    /// Messages, of the channel only.
    Messages(Vec<Message>),
    /// The word that there are none: the beginning of the channel.
    NoMessages,
}

/// A message.
#[derive(Debug)]
pub(super) struct Message {
    /// `NAME/NUMBER`, as Telegram writes it.
    pub(super) key: String,
    /// Its number; of an album, that of its first photo.
    pub(super) number: u64,
    /// Its last number: of an album, that of its last photo.
    pub(super) last: u64,
    /// What it says; none for a word of the service, for media alone and for what only the app shows.
    pub(super) text: Option<String>,
    /// The attribute of its date.
    pub(super) date: Option<String>,
}

struct Selectors {
    history: Selector,
    none: Selector,
    message: Selector,
    text: Selector,
    quote: Selector,
    date: Selector,
    photo: Selector,
    question: Selector,
    option: Selector,
    media: Selector,
}

static SELECTORS: LazyLock<Selectors> = LazyLock::new(|| Selectors {
    history: fixed(".tgme_channel_history"),
    none: fixed(".tme_no_messages_found"),
    message: fixed(".tgme_widget_message[data-post]"),
    text: fixed(".tgme_widget_message_text.js-message_text"),
    quote: fixed(".tgme_widget_message_reply, .js-message_reply_text"),
    date: fixed(".tgme_widget_message_date time[datetime]"),
    photo: fixed("a[href*='?single']"),
    question: fixed(".tgme_widget_message_poll_question"),
    option: fixed(".tgme_widget_message_poll_option_text"),
    // A notice within `media_not_supported_cont` stands unseen in every message and says nothing.
    media: fixed(
        ".tgme_widget_message_photo_wrap, .tgme_widget_message_video_player, .tgme_widget_message_roundvideo_player, \
         .tgme_widget_message_document_wrap, .tgme_widget_message_voice_player, .tgme_widget_message_sticker_wrap, \
         .tgme_widget_message_location_wrap, .tgme_widget_message_invoice, \
         :not(.media_not_supported_cont) > .message_media_not_supported_wrap",
    ),
});

fn fixed(css: &str) -> Selector {
    Selector::parse(css).expect("a selector written here, and a test reads them all")
}

/// What the page of the channel `name` shows.
///
/// # Errors
/// [`Error::NoEntries`] for a page without history or without messages that does not say that there are none: it may be anything, but
/// never the beginning of the channel. [`Error::Drift`] where messages have lost their dates or their contents.
pub(super) fn shown(html: &str, name: &str) -> Result<Shown, Error> {
    let page = tree(html);
    let messages = messages(&page, name);
    let has_history = page.select(&SELECTORS.history).next().is_some();
    if has_history && messages.is_empty() && page.select(&SELECTORS.none).next().is_some() {
        return Ok(Shown::NoMessages);
    }
    if !has_history || messages.is_empty() {
        return Err(Error::NoEntries {
            found: 0,
            at_least: 1,
            barrier: barrier(html),
            seen: beginning(html),
        });
    }
    let told: Vec<&(Message, Part)> = messages.iter().filter(|(_, part)| *part != Part::Service).collect();
    if !told.is_empty() && told.iter().all(|(_, part)| *part == Part::Unknown) {
        return Err(Error::drift("no message has text, poll or media"));
    }
    if !told.is_empty() && told.iter().all(|(message, _)| message.date.is_none()) {
        return Err(Error::drift("no message has a date"));
    }
    Ok(Shown::Messages(messages.into_iter().map(|(message, _)| message).collect()))
}

/// What a message mainly is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    Media,
    Service,
    Unknown,
}

fn messages(page: &Html, name: &str) -> Vec<(Message, Part)> {
    page.select(&SELECTORS.message).filter_map(|element| message(element, name)).collect()
}

fn message(element: ElementRef<'_>, name: &str) -> Option<(Message, Part)> {
    let key = element.attr("data-post")?;
    let (channel, number) = key.split_once('/')?;
    let number: u64 = number.parse().ok()?;
    if !channel.eq_ignore_ascii_case(name) {
        return None;
    }
    let is_service = element.value().classes().any(|class| class == "service_message");
    let text = if is_service { None } else { said(element) };
    let part = match &text {
        _ if is_service => Part::Service,
        Some(_) => Part::Text,
        None if element.select(&SELECTORS.media).next().is_some() => Part::Media,
        None => Part::Unknown,
    };
    let date = element.select(&SELECTORS.date).next().and_then(|time| dates_of(time).into_iter().next());
    let last = element.select(&SELECTORS.photo).filter_map(photo_number).max().unwrap_or(number).max(number);
    Some((Message { key: format!("{channel}/{number}"), number, last, text, date }, part))
}

/// What a message says: its text or caption and its poll.
fn said(message: ElementRef<'_>) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut add = |element: ElementRef<'_>, prefix: &str| {
        let text = without_handles(&text_of(element).text);
        if !text.is_empty() {
            let line = format!("{prefix}{text}");
            // A caption stands twice where an album and its media both carry it.
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    };
    for element in message.select(&SELECTORS.text) {
        // Captions of albums are nested in an element of the same class.
        let is_innermost = element.select(&SELECTORS.text).next().is_none();
        if is_innermost && !is_quote(element, message) {
            add(element, "");
        }
    }
    for question in message.select(&SELECTORS.question) {
        add(question, "");
    }
    for option in message.select(&SELECTORS.option) {
        add(option, "– ");
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Whether an element stands in what the message quotes of another.
fn is_quote(element: ElementRef<'_>, message: ElementRef<'_>) -> bool {
    let within = element.ancestors().take_while(|node| node.id() != message.id());
    SELECTORS.quote.matches(&element)
        || within.filter_map(ElementRef::wrap).any(|ancestor| SELECTORS.quote.matches(&ancestor))
}

/// The number in `https://t.me/NAME/102?single`.
fn photo_number(link: ElementRef<'_>) -> Option<u64> {
    let (address, _) = link.attr("href")?.split_once('?')?;
    address.rsplit('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(messages: &str) -> String {
        format!("<section class=\"tgme_channel_history js-message_history\">{messages}</section>")
    }

    fn check(content: &str, expected: Option<&str>) {
        let html = page(&format!(
            "<div class=\"tgme_widget_message text_not_supported_wrap js-widget_message\" data-post=\"Demo_KZ/7\">{content}\
             <a class=\"tgme_widget_message_date\"><time datetime=\"2026-09-27T07:24:01+00:00\">07:24</time></a></div>"
        ));
        match shown(&html, "demo_kz") {
            Ok(Shown::Messages(found)) => {
                assert_eq!(found.len(), 1);
                assert_eq!(found[0].key, "Demo_KZ/7", "as Telegram writes it");
                assert_eq!(found[0].text.as_deref(), expected, "{content}");
            }
            other => panic!("{content}: {other:?}"),
        }
    }

    const TEXT: &str = "<div class=\"tgme_widget_message_text js-message_text\" dir=\"auto\">";

    #[test]
    fn the_text_alone_is_read() {
        check(
            &format!("{TEXT}Су жоқ.<br/>3-ші күн <i class=\"emoji\"><b>🚰</b></i></div>"),
            Some("Су жоқ.\n3-ші күн 🚰"),
        );
        check(
            &format!(
                "<div class=\"tgme_widget_message_forwarded_from\">Forwarded from <a>Айгүл Демо</a></div>{TEXT}Жарық жоқ</div>\
                 <span class=\"tgme_widget_message_from_author\">Ерлан Демо</span>"
            ),
            Some("Жарық жоқ"),
        );
        check(
            &format!(
                "<a class=\"tgme_widget_message_reply\"><span class=\"tgme_widget_message_author_name\">Айгүл Демо</span>\
                 <div class=\"tgme_widget_message_text js-message_reply_text\">Прежний пост</div></a>{TEXT}Ответ</div>"
            ),
            Some("Ответ"),
        );
        check(
            &format!("<a class=\"tgme_widget_message_reply\">{TEXT}Прежний пост</div></a>{TEXT}Ответ</div>"),
            Some("Ответ"),
        );
        check(&format!("{TEXT}{TEXT}Подпись к альбому</div></div>"), Some("Подпись к альбому"));
        check(
            &format!("{TEXT}Пишите <a href=\"https://t.me/aigul_demo\">@aigul_demo</a></div>"),
            Some("Пишите"),
        );
    }

    #[test]
    fn a_poll_is_its_question_and_options() {
        check(
            "<div class=\"tgme_widget_message_poll\"><div class=\"tgme_widget_message_poll_question\">Су бар ма?</div>\
             <div class=\"tgme_widget_message_poll_option\"><div class=\"tgme_widget_message_poll_option_percent\">40%</div>\
             <div class=\"tgme_widget_message_poll_option_text\">Иә</div></div>\
             <div class=\"tgme_widget_message_poll_option\"><div class=\"tgme_widget_message_poll_option_text\">Жоқ</div></div></div>",
            Some("Су бар ма?\n– Иә\n– Жоқ"),
        );
    }

    #[test]
    fn media_alone_says_nothing() {
        check("<a class=\"tgme_widget_message_photo_wrap\" href=\"https://t.me/demo_kz/7\"></a>", None);
        check("<div class=\"message_media_not_supported_wrap\">Open in Telegram</div>", None);
    }

    #[test]
    fn what_is_no_preview_is_an_error() {
        let code = |html: &str| shown(html, "demo_kz").map_or_else(|error| error.code(), |_| "shown".into());
        assert_eq!(code("<p>Telegram</p>"), "parse: few entries");
        assert_eq!(code(&page("")), "parse: few entries", "without the marker");
        assert_eq!(code(&page("<div class=\"tme_no_messages_found\"></div>")), "shown");
        assert_eq!(code("<div class=\"tme_no_messages_found\"></div>"), "parse: few entries");
        assert_eq!(code("<div class=\"g-recaptcha\"></div>"), "blocked: captcha");
        let foreign = "<div class=\"tgme_widget_message\" data-post=\"other_kz/7\"></div>";
        assert_eq!(code(&page(foreign)), "parse: few entries", "messages of another channel are none");
        let renamed = "<div class=\"tgme_widget_message\" data-post=\"demo_kz/7\"><div class=\"msg_text\">Су жоқ</div></div>";
        assert_eq!(code(&page(renamed)), "parse: drift");
        let undated =
            format!("<div class=\"tgme_widget_message\" data-post=\"demo_kz/7\">{TEXT}Су жоқ</div></div>");
        assert_eq!(code(&page(&undated)), "parse: drift");
    }
}
