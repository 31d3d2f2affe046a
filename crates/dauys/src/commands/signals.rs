//! `signals`: what is raised above its norm on a day.

use dauys_model::{CategoryId, Kato, Signal, SignalPlace, SignalSubject};
use dauys_store::Store;
use jiff::Timestamp;
use serde::Serialize;

use crate::cli::SignalsArgs;
use crate::config::Config;
use crate::exit::Exit;
use crate::home::Home;
use crate::{commands, out};

/// A signal with what its topic says of itself, where it is of one.
struct Told {
    signal: Signal,
    category: CategoryId,
    place: SignalPlace,
    urgent: bool,
    /// Whether the day before had none of the same.
    is_new: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    signal: &'a Signal,
    category: &'a CategoryId,
    place: String,
    urgent: bool,
    new: bool,
    shown: bool,
}

/// Lists signals, the least probable first.
pub(crate) fn run(home: &Home, arguments: &SignalsArgs, now: Timestamp) -> anyhow::Result<Exit> {
    commands::check_category(arguments.category.as_deref())?;
    let region = commands::region(arguments.region.as_deref())?;
    let store = home.existing_store()?;
    let day = arguments.date.unwrap_or_else(|| dauys_model::civil_day(now));
    let before = day.yesterday().map_or_else(|_| Ok(Vec::new()), |before| store.signals(before))?;
    let mut data = out::data();
    let mut waiting = 0;
    for signal in store.signals(day)? {
        let is_new = !before.iter().any(|before| before.subject == signal.subject);
        let Some(told) = told(&store, signal, is_new)? else { continue };
        if region.is_some_and(|region| !lies_in(&told.place, region))
            || arguments.category.as_deref().is_some_and(|category| !told.category.is_within(category))
        {
            continue;
        }
        let shown = is_shown(&home.config, &told);
        if !arguments.all && !shown {
            waiting += 1;
            continue;
        }
        if arguments.json {
            let Told { signal, category, place, urgent, is_new } = &told;
            let place = named(place);
            data.json(&Row { signal, category, place, urgent: *urgent, new: *is_new, shown })?;
        } else {
            data.line(line(&told))?;
        }
    }
    data.finish()?;
    if waiting > 0 && !arguments.json {
        out::say(format!("{waiting} more signals wait for voices: --all shows them"));
    }
    Ok(Exit::Well)
}

/// Whether a signal has the voices that it needs to be shown: fewer are for triage, where a person decides.
fn is_shown(config: &Config, told: &Told) -> bool {
    told.signal.voices >= if told.urgent { config.min_voices_urgent } else { config.min_voices }
}

/// Completes a signal; none where its topic is no more.
fn told(store: &Store, signal: Signal, is_new: bool) -> anyhow::Result<Option<Told>> {
    let (category, place, urgent) = match &signal.subject {
        SignalSubject::Cell { category, place } => {
            let urgent = dauys_text::tree().get(category).is_some_and(|leaf| leaf.urgent);
            (category.clone(), place.clone(), urgent)
        }
        SignalSubject::Topic(id) => {
            let Some(topic) = store.topic(id)? else { return Ok(None) };
            let place = match (topic.place, topic.kato) {
                (Some(name), within) => SignalPlace::Named { name, within },
                (None, Some(kato)) => SignalPlace::Known(kato),
                (None, None) => SignalPlace::Country,
            };
            (topic.category, place, topic.urgent)
        }
    };
    Ok(Some(Told { signal, category, place, urgent, is_new }))
}

fn lies_in(place: &SignalPlace, region: Kato) -> bool {
    match place {
        SignalPlace::Country => false,
        SignalPlace::Known(kato) => kato.is_within(region),
        SignalPlace::Named { within, .. } => within.is_some_and(|kato| kato.is_within(region)),
    }
}

/// A place by its full name.
fn named(place: &SignalPlace) -> String {
    let full = |kato: Kato| {
        let name = dauys_text::place(kato).map_or_else(|| kato.to_string(), |place| place.full_ru.clone());
        match dauys_text::place(kato.region()) {
            Some(region) if region.kato != kato => format!("{name}, {}", region.full_ru),
            _ => name,
        }
    };
    match place {
        SignalPlace::Country => "Казахстан".into(),
        SignalPlace::Known(kato) => full(*kato),
        SignalPlace::Named { name, within } => match within {
            Some(kato) => format!("{name} ({})", full(*kato)),
            None => name.clone(),
        },
    }
}

fn line(told: &Told) -> String {
    let signal = &told.signal;
    let category = dauys_text::tree().get(&told.category);
    let young: Vec<&str> = signal.young.iter().map(|source| source.as_str()).collect();
    let topic = match &signal.subject {
        SignalSubject::Topic(id) => format!(" · topic {id}"),
        SignalSubject::Cell { .. } => String::new(),
    };
    format!(
        "{} {}: {}{}{topic} — {} in {}, {} expected, chance {}, {} heard, new source {}, norm of {}",
        if told.is_new { "new      " } else { "goes on  " },
        named(&told.place),
        category.map_or(told.category.0.as_str(), |category| category.ru),
        if told.urgent { " (urgent)" } else { "" },
        counted(signal.voices, "voice"),
        counted(u32::from(signal.span), "day"),
        expected(signal.expected),
        odds(signal.chance),
        counted(signal.heard, "source"),
        if young.is_empty() { "none".into() } else { young.join(" ") },
        counted(signal.history, "day"),
    )
}

fn counted(number: u32, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// An expected number with as many digits as say something.
fn expected(mean: f64) -> String {
    if mean >= 10.0 {
        format!("{mean:.0}")
    } else if mean >= 0.1 {
        format!("{mean:.1}")
    } else {
        format!("{:.2}", mean.max(0.01))
    }
}

/// A chance as one in so many, two digits of it, by thousands: `1 in 90 000`.
fn odds(chance: f64) -> String {
    /// Beyond this nobody reads the digits.
    const LEAST: f64 = 1.0e-9;
    if chance <= LEAST {
        return "less than 1 in 1 000 000 000".into();
    }
    let one_in = 1.0 / chance;
    let unit = 10.0_f64.powi((one_in.log10().floor() as i32 - 1).max(0));
    let digits = ((one_in / unit).round() * unit).to_string();
    let mut spaced = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            spaced.push(' ');
        }
        spaced.push(digit);
    }
    format!("1 in {spaced}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_read_as_odds() {
        for (chance, read) in [
            (1.0 / 90_123.0, "1 in 90 000"),
            (0.01, "1 in 100"),
            (1.0 / 1_250_000.0, "1 in 1 300 000"),
            (1.0e-20, "less than 1 in 1 000 000 000"),
            (0.0, "less than 1 in 1 000 000 000"),
            (0.3, "1 in 3"),
        ] {
            assert_eq!(odds(chance), read);
        }
        assert_eq!([0.0003, 0.04, 0.44, 12.3].map(expected), ["0.01", "0.04", "0.4", "12"]);
    }

    #[test]
    fn places_read_in_full() {
        let within = Some(Kato(631_000_000));
        let village = SignalPlace::Named { name: "ащыбұлақ".into(), within };
        assert!(named(&village).starts_with("ащыбұлақ ("), "{}", named(&village));
        assert!(named(&SignalPlace::Known(Kato(751_110_000))).ends_with(", Алматы"));
        assert!(lies_in(&village, Kato(630_000_000)) && !lies_in(&SignalPlace::Country, Kato(630_000_000)));
    }
}
