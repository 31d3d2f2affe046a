//! A gathered topic → how it is shown: its title, its sentence, its quotes, its curve in words.

use dauys_model::{Confirmation, Reviewed};
use jiff::civil::Date;

use crate::clean;
use crate::curve::Curve;
use crate::dates::Dates;
use crate::input::{DayTopic, Quote};
use crate::links::Pages;
use crate::phrase::{Spoken, telling_phrase};
use crate::said::Said;
use crate::sentence::fact;
use crate::statement::Ref;
use crate::teller::Teller;
use crate::view::{Entry, Evidence, Norm, Title};
use crate::wording::{Wording, fill};

/// The longest quote, in characters: about eight lines on a phone. The rest is one tap away.
const QUOTE_CHARACTERS: usize = 320;

/// What every topic of a digest is shown by.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) teller: Teller,
    pub(crate) pages: Pages<'a>,
    pub(crate) reviewed: &'a Reviewed,
    /// The first day of the window that topics were formed over.
    pub(crate) since: Date,
}

/// A topic as it is shown.
pub(crate) fn entry(topic: &DayTopic, shown: Shown<'_>) -> Entry {
    let Shown { teller, pages, reviewed, since } = shown;
    let (wording, dates, day) = (teller.wording, teller.dates, teller.day);
    let mut posts = topic.posts.clone();
    posts.extend(topic.quotes.iter().map(|quote| quote.post));
    posts.sort_unstable();
    posts.dedup();
    let itself = || [Ref::Topic(topic.id.clone())];
    let mut days = topic.days.clone();
    days.retain(|count| count.voices > 0 || count.texts > 0);
    days.sort_unstable_by_key(|count| count.day);
    let mut norms = topic.norms.clone();
    norms.retain(|(_, norm)| norm.is_finite() && *norm >= 0.0);
    norms.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    norms.dedup_by_key(|(day, _)| *day);
    let curve = Curve::of(&days, since, day);
    let confirmation = confirmation(topic, reviewed);
    Entry {
        id: topic.id.clone(),
        urgent: topic.urgent,
        title: title(topic, teller),
        norm: norm(topic, &norms, teller),
        confirmation,
        confirmation_name: wording.confirmation(confirmation).to_owned(),
        fact: fact(topic, teller)
            .resting_on(itself().into_iter().chain(posts.iter().copied().map(Ref::Post))),
        today: topic.today,
        all: topic.all,
        counts: Said::fill(
            &teller.of_period().counts,
            &[
                ("voices_today", &teller.number("voices_today", topic.today.voices)),
                ("voices", &teller.number("voices", topic.all.voices)),
                ("texts_today", &teller.number("texts_today", topic.today.texts)),
                ("texts", &teller.number("texts", topic.all.texts)),
            ],
        )
        .resting_on(itself()),
        echo: topic.echo,
        first_at: topic.first_at,
        last_at: topic.last_at,
        days,
        sources: topic.sources.clone(),
        norms,
        responsible: topic.responsible.clone(),
        note: reviewed.notes.iter().find(|note| note.topic == topic.id && !note.text.is_empty()).cloned(),
        link: pages.topic(&topic.id, day),
        quotes: topic.quotes.iter().map(|quote| evidence(quote, pages, wording, dates)).collect(),
        curve_since: curve.from().unwrap_or(day),
        curve_caption: curve_caption(&curve, day, wording, dates),
        curve_in_words: curve_in_words(&curve, wording, dates),
        curve,
    }
}

/// How sure a topic is: as a desk knows it, else as it was gathered.
fn confirmation(topic: &DayTopic, reviewed: &Reviewed) -> Confirmation {
    let known = reviewed.confirmations.iter().rev().find(|(id, _)| *id == topic.id);
    known.map_or(topic.confirmation, |(_, confirmation)| *confirmation)
}

/// The count of the period beside what was to be expected of it; none unless every day of it has a norm.
fn norm(topic: &DayTopic, norms: &[(Date, f64)], teller: Teller) -> Option<Norm> {
    let days: Vec<f64> = norms
        .iter()
        .filter(|(day, _)| (teller.from..=teller.day).contains(day))
        .map(|(_, norm)| *norm)
        .collect();
    let wanted = teller.day.duration_since(teller.from).as_hours() / 24 + 1;
    if days.len() as i64 != wanted {
        return None;
    }
    let expected: f64 = days.iter().sum();
    let values = [
        ("expected", &teller.measure("norm", expected)),
        ("n", &teller.number("voices_today", topic.today.voices)),
    ];
    let refs = [Ref::Topic(topic.id.clone()), Ref::Method("norm".into())];
    Some(Norm { expected, sentence: Said::fill(&teller.of_period().norm, &values).resting_on(refs) })
}

fn title(topic: &DayTopic, teller: Teller) -> Title {
    let place = topic.place.as_ref();
    let spoken: Vec<Spoken<'_>> = topic
        .quotes
        .iter()
        .map(|quote| Spoken { text: &quote.text, language: quote.language, post: quote.post })
        .collect();
    Title {
        text: teller.headline(topic).text,
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
            .or_else(|| telling_phrase(&spoken, &topic.terms, teller.wording.language.of_texts())),
    }
}

fn evidence(quote: &Quote, pages: Pages<'_>, wording: &Wording, dates: Dates) -> Evidence {
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
        link: pages.post(quote.post),
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
