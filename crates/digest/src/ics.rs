//! A digest → a calendar (RFC 5545) of the days on which answers are due, as events of a whole day.
//!
//! Written here rather than by a crate: it is a handful of lines, and the same digest must give the same bytes, while crates of
//! calendars stamp the clock and draw random identities.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::cite::page_of;
use crate::escape::{is_shown, short};
use crate::statement::Ref;
use crate::view::{Change, Digest};
use crate::wording::Wording;

/// Octets of a line without its end (RFC 5545, 3.1).
const OCTETS: usize = 75;

/// Answers due as a calendar. Without one it holds the time zone alone, which is a calendar still.
pub fn ics(digest: &Digest) -> String {
    let mut calendar = Lines::default();
    calendar.put("BEGIN:VCALENDAR");
    calendar.put("VERSION:2.0");
    calendar.put(&format!("PRODID:-//Dauys//Digest//{}", digest.language.code().to_uppercase()));
    calendar.put("CALSCALE:GREGORIAN");
    calendar.put("METHOD:PUBLISH");
    calendar.put(&format!("X-WR-CALNAME:{}", escaped(&short(&digest.title, 200))));
    calendar.put("X-WR-TIMEZONE:Asia/Almaty");
    // A calendar needs one component at least; the whole country has kept one time since 1 March 2024.
    for line in [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Almaty",
        "BEGIN:STANDARD",
        "DTSTART:20240301T000000",
        "TZOFFSETFROM:+0600",
        "TZOFFSETTO:+0500",
        "TZNAME:+05",
        "END:STANDARD",
        "END:VTIMEZONE",
    ] {
        calendar.put(line);
    }
    let mut told: Vec<String> = Vec::new();
    for change in &digest.changes.items {
        let Some(due) = change.due else { continue };
        let id = id(digest, change, due);
        if !told.contains(&id) {
            put_event(&mut calendar, digest, change, due, &id);
            told.push(id);
        }
    }
    calendar.put("END:VCALENDAR");
    calendar.text
}

fn put_event(calendar: &mut Lines, digest: &Digest, change: &Change, due: Date, id: &str) {
    let wording = Wording::of(digest.language);
    let topic = change.topic.as_ref();
    let entry = topic.and_then(|topic| digest.topics().find(|entry| entry.id == *topic));
    let page = entry.and_then(|entry| entry.link.clone()).or_else(|| page_of(digest));
    calendar.put("BEGIN:VEVENT");
    calendar.put(&format!("UID:{id}"));
    calendar.put(&format!("DTSTAMP:{}", moment(digest.until)));
    calendar.put(&format!("DTSTART;VALUE=DATE:{}", day(due)));
    calendar.put(&format!("DTEND;VALUE=DATE:{}", day(due.tomorrow().unwrap_or(due))));
    let told = short(&change.sentence.text, 500);
    let code = digest.language.code();
    calendar.put(&format!("SUMMARY;LANGUAGE={code}:{}", escaped(&told)));
    let mut described = vec![told];
    described.extend(entry.map(|entry| short(&entry.fact.text, 1000)));
    described.push(format!("{} · {}", wording.product, digest.date));
    calendar.put(&format!("DESCRIPTION;LANGUAGE={code}:{}", escaped(&described.join("\n"))));
    if let Some(page) = page.filter(|page| page.bytes().all(|byte| byte.is_ascii_graphic())) {
        calendar.put(&format!("URL:{page}"));
    }
    calendar.put("TRANSP:TRANSPARENT");
    calendar.put("STATUS:CONFIRMED");
    calendar.put("END:VEVENT");
}

/// The lasting identity of an event: that of the answer waited for, so that every digest and every edition tells of the same event,
/// at the installation it was made at.
fn id(digest: &Digest, change: &Change, due: Date) -> String {
    let pages = digest.pages.as_deref().and_then(|pages| url::Url::parse(pages).ok());
    let host = pages.as_ref().and_then(|pages| pages.host_str()).unwrap_or("dauys.invalid");
    let number = change.sentence.refs.iter().find_map(|reference| match reference {
        Ref::Due(id) => Some(id.0),
        _ => None,
    });
    match (number, &change.topic) {
        (Some(number), _) => format!("due-{number}@{host}"),
        (None, Some(topic)) => {
            let topic: String = topic.0.chars().filter(char::is_ascii_alphanumeric).collect();
            format!("due-{topic}-{}@{host}", day(due))
        }
        (None, None) => format!("due-{}-{}@{host}", digest.subscription, day(due)),
    }
}

fn day(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn moment(at: Timestamp) -> String {
    let at = at.to_zoned(jiff::tz::TimeZone::UTC);
    format!("{}T{:02}{:02}{:02}Z", day(at.date()), at.hour(), at.minute(), at.second())
}

/// A text as a value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            _ if !is_shown(letter) || letter == '\t' => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Lines of a calendar in the making.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// One line, folded at [`OCTETS`], never within a letter.
    fn put(&mut self, line: &str) {
        let mut used = 0;
        for letter in line.chars() {
            if used + letter.len_utf8() > OCTETS {
                self.text.push_str("\r\n ");
                used = 1;
            }
            self.text.push(letter);
            used += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_and_lines_folded() {
        assert_eq!(escaped("а, б; в\\г\nд\u{7}"), "а\\, б\\; в\\\\г\\nд");
        let mut lines = Lines::default();
        lines.put(&"ж".repeat(80));
        let widths: Vec<usize> = lines.text.split("\r\n").map(str::len).collect();
        assert_eq!(widths, [74, 75, 13, 0]);
        assert_eq!(lines.text.replace("\r\n ", "").trim_end(), "ж".repeat(80));
    }
}
