//! A subscription in words: what it is about, when it is sent, and where to.

use dauys_model::{CategoryId, Names, QuoteLanguage, Subscription, Urgency, Weekdays};

use super::fields::CHANNELS;
use crate::clean;
use crate::frame::Frame;
use crate::pages::digests::period_name;
use crate::place;

/// Letters of one name.
const LETTERS: usize = 120;

/// What it is narrowed to.
pub(super) fn what(frame: &Frame, to: &Subscription, committees: &[(String, Names)]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for region in &to.regions {
        parts.push(match dauys_text::place_by_name(region) {
            Some(kato) => place::full(frame.language, kato),
            None => clean::line(region, LETTERS),
        });
    }
    parts.extend(to.categories.iter().map(|category| frame.category(&CategoryId(category.clone()))));
    for id in &to.committees {
        let known = committees.iter().find(|(known, _)| known == id);
        parts.push(
            known.map_or_else(|| clean::line(id, LETTERS), |(_, names)| names.of(frame.language).to_owned()),
        );
    }
    parts.extend(to.collections.iter().map(|name| clean::line(name, LETTERS)));
    if !to.topics.is_empty() {
        parts.push(frame.n("subscriptions.topics_watched", to.topics.len()));
    }
    if !to.searches.is_empty() {
        parts.push(frame.n("subscriptions.searches_watched", to.searches.len()));
    }
    let is_whole = to.regions.is_empty()
        && to.categories.is_empty()
        && to.committees.is_empty()
        && to.collections.is_empty();
    if is_whole {
        parts.insert(0, frame.t("subscriptions.everything").to_owned());
    }
    if to.urgency == Urgency::Urgent {
        parts.push(frame.t("subscriptions.only_urgent").to_owned());
    }
    match to.quotes {
        QuoteLanguage::Kazakh => parts.push(quotes(frame, "subscriptions.quotes_kk")),
        QuoteLanguage::Russian => parts.push(quotes(frame, "subscriptions.quotes_ru")),
        QuoteLanguage::Interface | QuoteLanguage::Any => {}
    }
    parts.join("; ")
}

fn quotes(frame: &Frame, key: &str) -> String {
    format!("{}: {}", frame.t("subscriptions.quotes"), frame.t(key))
}

/// When it is sent.
pub(super) fn when(frame: &Frame, to: &Subscription) -> String {
    let days = if to.days == Weekdays::ALL {
        frame.t("subscriptions.every_day").to_owned()
    } else {
        let names: Vec<&str> = to
            .days
            .codes()
            .map(|code| {
                crate::wording::Wording::of(frame.language).find(&format!("saved.{code}")).unwrap_or(code)
            })
            .collect();
        names.join(", ")
    };
    let hour = frame.say("subscriptions.at_hour", &[("hour", &to.hour.strftime("%H:%M"))]);
    format!("{}; {days}; {hour}", period_name(frame, to.period))
}

/// Where it goes; the address itself is not told.
pub(super) fn how(frame: &Frame, to: &Subscription) -> String {
    let channel = to.to.as_ref().map_or("none", |channel| channel.code());
    let key = CHANNELS.iter().find(|(code, _)| *code == channel).map_or("", |(_, key)| *key);
    let mut parts = vec![frame.t(key).to_owned()];
    let formats: Vec<String> =
        to.formats.iter().map(|format| frame.t(&format!("format.{}", format.code())).to_owned()).collect();
    if !formats.is_empty() {
        parts.push(formats.join(", "));
    }
    if to.needs_review() {
        parts.push(frame.t("subscriptions.reviewed").to_owned());
    }
    parts.join("; ")
}
