//! A raw mail (RFC 5322) in; what a citizen wrote in it out: subject, own words, date and author. Neither an address, a name of a
//! sender, a number of a message nor a file gets through.
//!
//! Names, telephones and flats *within* the text stay here: `dauys_text::redact` removes them from every text before it is
//! stored. What stands apart from the text as a signature is removed here, where its place is known.

mod own;
mod phrases;

use std::borrow::Cow;

use dauys_model::{Author, Page};
use jiff::{SignedDuration, Timestamp};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use scraper::{ElementRef, Selector};
use url::Url;

use crate::decode::decode;
use crate::plain::{one_line, text_without, tree};
use own::{Flow, own_words};

/// A mail of a citizen.
pub(crate) struct Mail {
    /// What tells it from other mails wherever it lies: its Message-ID, never to be stored as it is.
    pub(crate) id: Option<String>,
    /// The subject, unless it names who wrote.
    pub(crate) title: Option<String>,
    /// The writer's own words.
    pub(crate) text: String,
    /// Whether the mail ends within them.
    pub(crate) is_cut: bool,
    /// When it was sent, by the clock of the sender.
    pub(crate) sent_at: Option<Timestamp>,
    /// Who sent it.
    pub(crate) author: Option<Author>,
    /// How many files came with it, as far as the mail was read.
    pub(crate) files: u32,
}

/// Why a mail is no appeal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum LeftOut {
    /// A machine answered or notified by itself (RFC 3834).
    Automatic,
    /// It could not be delivered.
    Bounce,
    /// A newsletter, a list, an advertisement.
    Bulk,
    /// It has no words of its own: only files, only a quoted mail, only a signature.
    Empty,
    /// It is not a mail.
    Unreadable,
}

impl LeftOut {
    /// For warnings, in the plural.
    pub(crate) fn told(self) -> &'static str {
        match self {
            Self::Automatic => "automatic mails",
            Self::Bounce => "returned mails",
            Self::Bulk => "newsletters",
            Self::Empty => "mails without words of their own",
            Self::Unreadable => "mails that cannot be read",
        }
    }
}

/// The oldest date that is believed: before it there were no mails with dates of this form.
const OLDEST: Timestamp = Timestamp::constant(315_532_800, 0);

/// How far the clock of a sender may be ahead.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// Reads a mail.
pub(crate) fn mail(raw: &[u8], now: Timestamp) -> Result<Mail, LeftOut> {
    let message = MessageParser::default().parse(raw).ok_or(LeftOut::Unreadable)?;
    let (name, address) = sender(&message);
    if let Some(reason) = no_person(&message, address.as_deref()) {
        return Err(reason);
    }
    let writer: Vec<String> = name.as_deref().map(own::words).unwrap_or_default();
    let (text, is_cut) = text_of(&message, raw, &writer);
    if !text.chars().any(char::is_alphanumeric) {
        return Err(LeftOut::Empty);
    }
    let sent_at = message.date().and_then(|date| Timestamp::from_second(date.to_timestamp()).ok());
    Ok(Mail {
        id: message.message_id().map(str::to_owned).filter(|id| !id.trim().is_empty()),
        title: message.subject().and_then(|subject| title_of(subject, &writer)),
        text,
        is_cut,
        sent_at: sent_at.filter(|at| *at >= OLDEST && *at <= now.saturating_add(AHEAD).unwrap_or(now)),
        author: address.as_deref().and_then(Author::new),
        files: u32::try_from(message.attachment_count()).unwrap_or(u32::MAX),
    })
}

/// Name and address of the first sender.
fn sender(message: &Message<'_>) -> (Option<String>, Option<String>) {
    let first = message.from().and_then(|from| from.first());
    let part = |part: Option<&str>| part.map(str::to_owned);
    first.map_or((None, None), |first| (part(first.name()), part(first.address())))
}

/// Why a mail is not written by a person, if it is not.
fn no_person(message: &Message<'_>, address: Option<&str>) -> Option<LeftOut> {
    let says = |name: &'static str| {
        message
            .header_raw(name)
            .map(|value| value.trim().to_ascii_lowercase())
            .filter(|value| !value.is_empty())
    };
    let is_report = message
        .root_part()
        .content_type()
        .is_some_and(|kind| kind.subtype().is_some_and(|kind| kind == "report"));
    if is_report
        || says("Return-Path").is_some_and(|path| path == "<>")
        || says("X-Failed-Recipients").is_some()
    {
        return Some(LeftOut::Bounce);
    }
    let local = address.and_then(|address| address.split('@').next()).unwrap_or_default().to_lowercase();
    let is_robot = phrases::of("robot").any(|robot| {
        local.strip_prefix(robot).is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphabetic()))
    });
    if is_robot
        || says("Auto-Submitted").is_some_and(|value| !value.starts_with("no"))
        || says("X-Autoreply").is_some()
        || says("X-Autorespond").is_some()
    {
        return Some(LeftOut::Automatic);
    }
    let precedence = says("Precedence").unwrap_or_default();
    if precedence == "auto_reply" {
        return Some(LeftOut::Automatic);
    }
    let is_bulk = matches!(precedence.as_str(), "bulk" | "junk" | "list")
        || says("List-Unsubscribe").is_some()
        || says("List-Id").is_some();
    is_bulk.then_some(LeftOut::Bulk)
}

/// The subject without the marks of an answer; none where it names the writer, since a title is shown everywhere.
fn title_of(subject: &str, writer: &[String]) -> Option<String> {
    let mut title = one_line(subject);
    loop {
        let lower = title.to_lowercase();
        let rest = phrases::of("reply").find_map(|mark| {
            // `Re:`, `Re[2]:`
            let rest = lower.strip_prefix(mark)?;
            let rest = rest
                .trim_start_matches(|letter: char| letter == '[' || letter == ']' || letter.is_ascii_digit());
            rest.strip_prefix(':').map(|rest| rest.chars().count())
        });
        let Some(rest) = rest else { break };
        let skipped = title.chars().count().saturating_sub(rest);
        title = title.chars().skip(skipped).collect::<String>().trim_start().to_owned();
    }
    let names_writer =
        own::words(&title).iter().any(|word| writer.iter().any(|name| own::is_name_in_case(word, name)));
    let is_broken = title.contains(char::REPLACEMENT_CHARACTER);
    (!title.is_empty() && !names_writer && !is_broken).then_some(title)
}

/// The writer's own words in all parts of the body, and whether the mail ends within them.
fn text_of(message: &Message<'_>, raw: &[u8], writer: &[String]) -> (String, bool) {
    let mut texts = Vec::new();
    let mut is_cut = false;
    let is_in_parts = message.parts.len() > 1;
    for part in message.text_bodies() {
        let decoded = decoded(part, raw);
        let text = match &part.body {
            PartType::Html(_) => own_words(&shown(&decoded), Flow::Fixed, writer),
            _ => own_words(&decoded, flow_of(part), writer),
        };
        // In a whole mail of parts the boundary stands below the last one.
        is_cut |= is_in_parts && usize::try_from(part.offset_end).is_ok_and(|end| end >= raw.len());
        if !text.is_empty() {
            texts.push(text);
        }
    }
    (texts.join("\n"), is_cut)
}

/// The text of an HTML body without quoted mails and signatures.
fn shown(html: &str) -> String {
    let left_out: Vec<Selector> =
        phrases::of("quote").filter_map(|quote| Selector::parse(quote).ok()).collect();
    let is_left_out = |element: ElementRef<'_>| left_out.iter().any(|selector| selector.matches(&element));
    text_without(tree(html).root_element(), &is_left_out).text
}

/// How the lines of a plain text were broken (RFC 3676).
fn flow_of(part: &MessagePart<'_>) -> Flow {
    let says = |name: &str, value: &str| {
        part.content_type()
            .and_then(|kind| kind.attribute(name))
            .is_some_and(|told| told.eq_ignore_ascii_case(value))
    };
    match (says("format", "flowed"), says("delsp", "yes")) {
        (true, true) => Flow::FlowedWithoutSpace,
        (true, false) => Flow::Flowed,
        _ => Flow::Wrapped,
    }
}

/// The text of a part. One that names no encoding, or a wrong one, is decoded anew by its bytes: mail programs of offices send
/// windows-1251 without saying so to this day.
fn decoded<'a>(part: &'a MessagePart<'_>, raw: &[u8]) -> Cow<'a, str> {
    let (PartType::Text(text) | PartType::Html(text)) = &part.body else { return Cow::Borrowed("") };
    let is_whole = !part.is_encoding_problem && !text.contains(char::REPLACEMENT_CHARACTER);
    if is_whole {
        return Cow::Borrowed(text);
    }
    let range = usize::try_from(part.offset_body).ok().zip(usize::try_from(part.offset_end).ok());
    let Some(bytes) = range.and_then(|(from, to)| raw.get(from..to)) else { return Cow::Borrowed(text) };
    let bytes = match transfer_encoding(part) {
        Encoding::Base64 => base64_decode(bytes),
        Encoding::QuotedPrintable => quoted_printable_decode(bytes),
        Encoding::None => Some(bytes.to_vec()),
    };
    let url = Url::parse("mail:").expect("a constant address is one");
    let page = bytes.map(|body| Page { url, content_type: None, body });
    page.and_then(|page| decode(&page).ok())
        .map_or(Cow::Borrowed(text.as_ref()), |decoded| Cow::Owned(decoded.text))
}

/// As the part says: the parser forgets it where it met a problem.
fn transfer_encoding(part: &MessagePart<'_>) -> Encoding {
    match part.content_transfer_encoding() {
        Some(told) if told.eq_ignore_ascii_case("base64") => Encoding::Base64,
        Some(told) if told.eq_ignore_ascii_case("quoted-printable") => Encoding::QuotedPrintable,
        _ => Encoding::None,
    }
}
