//! The letter: what the mailbox gets, to the byte. The same message gives the same letter, whenever and however often.

use std::hash::Hasher;
use std::time::{Duration, SystemTime};

use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, MultiPartBuilder, SinglePart};
use siphasher::sip::SipHasher13;

use crate::{Message, Unusable};

/// The letter of a message. Its `Message-ID` is made of the key, so that a mailbox can know a second copy; `Auto-Submitted` keeps
/// answering machines from answering.
pub(super) fn letter(message: &Message, from: &Address, to: &Address) -> Result<lettre::Message, Unusable> {
    let unusable = |_| Unusable::new("no letter can be made of this message");
    let domain = from.domain();
    let builder = lettre::Message::builder()
        .from(Mailbox::new(None, from.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(one_line(&message.subject))
        .date(date(message))
        .message_id(Some(format!("<{}@{domain}>", message.key)))
        .raw_header(header("List-Id", format!("<{}.{domain}>", message.list))?)
        .raw_header(header("Auto-Submitted", "auto-generated".into())?);
    let body = body(message)?;
    match body {
        Body::Single(part) => builder.singlepart(part).map_err(unusable),
        Body::Multi(part) => builder.multipart(part).map_err(unusable),
    }
}

enum Body {
    Single(SinglePart),
    Multi(MultiPart),
}

fn body(message: &Message) -> Result<Body, Unusable> {
    let text = SinglePart::plain(message.text.clone());
    let said = match &message.html {
        None => Body::Single(text),
        Some(html) => Body::Multi(
            MultiPart::alternative()
                .boundary(boundary(message, "alternative"))
                .singlepart(text)
                .singlepart(SinglePart::html(html.clone())),
        ),
    };
    if message.attachments.is_empty() {
        return Ok(said);
    }
    let mixed: MultiPartBuilder = MultiPart::mixed().boundary(boundary(message, "mixed"));
    let mut all = match said {
        Body::Single(part) => mixed.singlepart(part),
        Body::Multi(part) => mixed.multipart(part),
    };
    for file in &message.attachments {
        let media_type = ContentType::parse(&file.media_type)
            .map_err(|_| Unusable::new(format!("`{}` is no media type", file.media_type)))?;
        all = all.singlepart(Attachment::new(file.name.clone()).body(file.bytes.clone(), media_type));
    }
    Ok(Body::Multi(all))
}

fn header(name: &str, value: String) -> Result<HeaderValue, Unusable> {
    let name = HeaderName::new_from_ascii(name.to_owned())
        .map_err(|_| Unusable::new(format!("`{name}` is no name of a header")))?;
    Ok(HeaderValue::new(name, value))
}

/// Made of the key: parts of a letter never hold it as a line, since they are encoded.
fn boundary(message: &Message, of: &str) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(message.key.as_bytes());
    hasher.write(of.as_bytes());
    format!("=_dauys_{of}_{:016x}", hasher.finish())
}

fn date(message: &Message) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(message.at.as_second().max(0).unsigned_abs())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
