//! A gathered topic → how it is shown: its title, its sentence, its quotes, its curve in words.

use jiff::civil::Date;

use crate::clean;
use crate::curve::Curve;
use crate::dates::Dates;
use crate::input::{DayTopic, Quote};
use crate::phrase::{Spoken, telling_phrase};
use crate::sentence::{capitalized, fact};
use crate::statement::{Ref, Sentence};
use crate::view::{Entry, Evidence, Title};
use crate::wording::{Wording, fill};

/// The longest quote, in characters: about eight lines on a phone. The rest is one tap away.
const QUOTE_CHARACTERS: usize = 320;

/// A topic as it is shown.
pub(crate) fn entry(topic: &DayTopic, since: Date, day: Date, wording: &Wording, dates: Dates) -> Entry {
    let mut posts = topic.posts.clone();
    posts.extend(topic.quotes.iter().map(|quote| quote.post));
    posts.sort_unstable();
    posts.dedup();
    let mut days = topic.days.clone();
    days.retain(|count| count.voices > 0 || count.texts > 0);
    days.sort_unstable_by_key(|count| count.day);
    let curve = Curve::of(&days, since, day);
    Entry {
        id: topic.id.clone(),
        urgent: topic.urgent,
        title: title(topic, wording),
        norm: None,
        confirmation: topic.confirmation,
        confirmation_name: String::new(),
        fact: Sentence::plain(fact(topic, day, wording, dates), posts.iter().copied().map(Ref::Post)),
        today: topic.today,
        all: topic.all,
        counts: Sentence::plain(
            fill(
                &wording.topic.counts_text,
                &[
                    ("voices_today", &topic.today.voices),
                    ("voices", &topic.all.voices),
                    ("texts_today", &topic.today.texts),
                    ("texts", &topic.all.texts),
                ],
            ),
            posts.iter().copied().map(Ref::Post),
        ),
        echo: topic.echo,
        first_at: topic.first_at,
        last_at: topic.last_at,
        days,
        sources: topic.sources.clone(),
        norms: topic.norms.clone(),
        responsible: topic.responsible.clone(),
        note: None,
        link: None,
        quotes: topic.quotes.iter().map(|quote| evidence(quote, wording, dates)).collect(),
        curve_caption: curve_caption(&curve, day, wording, dates),
        curve_in_words: curve_in_words(&curve, wording, dates),
        curve,
    }
}

fn title(topic: &DayTopic, wording: &Wording) -> Title {
    let place = topic.place.as_ref();
    let spoken: Vec<Spoken<'_>> = topic
        .quotes
        .iter()
        .map(|quote| Spoken { text: &quote.text, language: quote.language, post: quote.post })
        .collect();
    Title {
        text: match place {
            Some(place) => format!("{}: {}", place.name, uncapitalized(&topic.matter)),
            None => capitalized(&topic.matter),
        },
        place: place.map(|place| place.name.clone()),
        kato: place.and_then(|place| place.kato),
        region: place
            .and_then(|place| place.region.clone())
            .filter(|region| place.is_none_or(|place| place.name != *region)),
        matter: topic.matter.clone(),
        group: topic.group.clone(),
        phrase: topic
            .phrase
            .clone()
            .or_else(|| telling_phrase(&spoken, &topic.terms, wording.language.of_texts())),
    }
}

/// The same text with a small first letter, unless the first word is an abbreviation (`ЖКХ`, `eGov`).
fn uncapitalized(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), text.chars().nth(1)) {
        (Some(first), second) if second.is_none_or(|second| !second.is_uppercase()) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

fn evidence(quote: &Quote, wording: &Wording, dates: Dates) -> Evidence {
    Evidence {
        post: quote.post,
        text: clean::beginning(&quote.text, QUOTE_CHARACTERS),
        language: quote.language,
        kind: quote.kind,
        kind_name: wording.kind(quote.kind).to_owned(),
        source: quote.source.clone(),
        published_at: quote.published_at,
        published: dates.moment(quote.published_at),
        url: quote
            .url
            .as_ref()
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .map(|url| url.to_string()),
        link: None,
    }
}

fn curve_caption(curve: &Curve, day: Date, wording: &Wording, dates: Dates) -> String {
    let range = dates.range(curve.from().unwrap_or(day), day);
    format!("{range}, {}", wording.count(&wording.counted.peak, curve.peak))
}

fn curve_in_words(curve: &Curve, wording: &Wording, dates: Dates) -> String {
    let loud: Vec<String> = curve
        .bars
        .iter()
        .filter(|bar| bar.voices > 0)
        .map(|bar| fill(&wording.curve.day, &[("day", &dates.plain(bar.day)), ("n", &bar.voices)]))
        .collect();
    let mut words = if loud.is_empty() { wording.curve.no_voices.clone() } else { loud.join("; ") };
    if !loud.is_empty() && loud.len() < curve.bars.len() {
        words.push_str("; ");
        words.push_str(&wording.curve.silent_rest);
    }
    format!("{words}; {}.", wording.curve.today)
}
