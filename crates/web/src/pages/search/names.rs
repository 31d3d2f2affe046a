//! What values of filters are called in the reader's language.

use dauys_model::{Kind, Language, SourceId, Topic};

use crate::asked::Value;
use crate::clean;
use crate::frame::Frame;
use crate::place;

/// The longest name of a source or topic.
const MOST_CHARS: usize = 90;

/// The name of a kind of post.
pub(crate) fn kind(frame: &Frame, kind: Kind) -> String {
    frame.t(&format!("text_kind.{}", kind.code())).to_owned()
}

/// In which language a text is.
pub(crate) fn language(frame: &Frame, language: Language) -> String {
    frame.t(&format!("text_language.{}", language.code())).to_owned()
}

/// The name of a source, from the settings or as the database has it.
pub(crate) fn source(names: &[(SourceId, String)], id: &SourceId) -> String {
    let known = names.iter().find(|(known, _)| known == id);
    known.map_or_else(|| id.to_string(), |(_, name)| clean::line(name, MOST_CHARS))
}

/// A topic by its matter and place.
pub(crate) fn topic(frame: &Frame, topic: &Topic) -> String {
    let matter = frame.category(&topic.category);
    match place::of_topic(frame.language, topic) {
        Some(place) => format!("{matter} — {}", clean::line(&place, MOST_CHARS)),
        None => matter,
    }
}

/// A stretch of days.
pub(crate) fn days(frame: &Frame, value: (Option<jiff::civil::Date>, Option<jiff::civil::Date>)) -> String {
    match value {
        (Some(from), Some(to)) if from == to => frame.day(from),
        (Some(from), Some(to)) => format!("{} – {}", frame.day(from), frame.day(to)),
        (Some(from), None) => frame.say("search.from_day", &[("day", &frame.day(from))]),
        (None, Some(to)) => frame.say("search.to_day", &[("day", &frame.day(to))]),
        (None, None) => String::new(),
    }
}

/// The name of a filter's value; topics are named by their own data.
pub(crate) fn value(
    frame: &Frame,
    sources: &[(SourceId, String)],
    topics: &[Topic],
    value: &Value,
) -> String {
    match value {
        Value::Language(value) => language(frame, *value),
        Value::Region(kato) => place::full(frame.language, *kato),
        Value::Category(id) => frame.category(id),
        Value::Source(id) => source(sources, id),
        Value::Kind(value) => kind(frame, *value),
        Value::Topic(id) => {
            let known = topics.iter().find(|topic| topic.id == *id);
            known.map_or_else(|| id.0.clone(), |known| topic(frame, known))
        }
        Value::Days(from, to) => days(frame, (*from, *to)),
    }
}
