//! What must hold of the model whatever it is told, through the public methods alone.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use dauys_model::{CategoryId, Kato, SourceId, TopicId};
use dauys_signals::{Calendar, Day, Model, Place, Settings, Signal, Subject, Voices};
use fastrand::Rng;
use jiff::ToSpan;
use jiff::civil::{Date, date};

const WATER: &str = "hcs/water";

fn source(name: &str) -> SourceId {
    SourceId::new(name).unwrap()
}

fn kato(district: u32) -> Kato {
    Kato(630_000_000 + 100_000 * (10 + district))
}

fn told(from: &str, category: &str, district: u32, voices: u32) -> Voices {
    Voices {
        source: source(from),
        category: CategoryId(category.into()),
        kato: Some(kato(district)),
        name: None,
        topic: None,
        voices,
    }
}

/// Days of a quiet region: thirty districts, five matters, about `volume` voices a day of each source given.
struct Region {
    rng: Rng,
    model: Model,
    day: Date,
}

impl Region {
    fn new() -> Self {
        Self { rng: Rng::with_seed(5), model: Model::default(), day: date(2026, 2, 2) }
    }

    fn voices(&mut self, sources: &[(&str, u32)]) -> Vec<Voices> {
        let mut voices = Vec::new();
        for (from, volume) in sources {
            for _ in 0..self.rng.u32(volume / 2..=volume * 3 / 2) {
                let category = ["hcs/water", "hcs/waste", "transport/roads", "law/noise", "soc/animals"]
                    [self.rng.usize(0..5)];
                let district = self.rng.u32(0..30).min(self.rng.u32(0..30));
                voices.push(told(from, category, district, 1));
            }
        }
        voices
    }

    fn day(&mut self, sources: &[(&str, u32)], more: Vec<Voices>) -> Vec<Signal> {
        let mut voices = self.voices(sources);
        voices.extend(more);
        let heard = sources.iter().map(|(name, _)| source(name)).collect();
        let day = Day { date: self.day, heard, voices };
        self.day = self.day.checked_add(1.day()).unwrap();
        self.model.day(&day, Calendar::kazakhstan(), Some(&Settings::default()))
    }

    fn days(&mut self, number: usize, sources: &[(&str, u32)]) -> Vec<Signal> {
        (0..number).flat_map(|_| self.day(sources, Vec::new())).collect()
    }
}

fn of_place(signals: &[Signal], district: u32) -> Option<&Signal> {
    signals.iter().find(|signal| {
        matches!(&signal.subject, Subject::Cell { category, place: Place::Known(place) }
            if category.0 == WATER && *place == kato(district))
    })
}

#[test]
fn seven_voices_in_a_quiet_district_are_told_with_their_chance() {
    let mut region = Region::new();
    region.days(60, &[("a", 10), ("b", 10)]);
    let signals = region.day(&[("a", 10), ("b", 10)], vec![told("a", WATER, 28, 4), told("b", WATER, 28, 3)]);
    let signal = of_place(&signals, 28).unwrap();
    assert!(signal.voices >= 7 && signal.expected < 1.0 && signal.chance < 1.0e-5, "{signal:?}");
    assert_eq!((signal.history, signal.heard, signal.span), (60, 2, 1));
    assert_eq!(signal.sources.iter().map(|(_, voices)| voices).sum::<u32>(), signal.today);
    assert!(signal.young.is_empty() && signal.adjusted <= 0.2);
    assert_eq!(signals[0].subject, signal.subject, "it comes first");
}

#[test]
fn a_village_that_the_gazetteer_does_not_know_is_heard_before_its_district() {
    let mut region = Region::new();
    region.days(60, &[("a", 10), ("b", 10)]);
    let village = Voices { name: Some("ащыбұлақ".into()), ..told("a", WATER, 0, 7) };
    let signals = region.day(&[("a", 10), ("b", 10)], vec![village]);
    let Subject::Cell { place: Place::Named { name, within }, .. } = &signals[0].subject else {
        panic!("{signals:?}")
    };
    assert_eq!((name.as_str(), *within), ("ащыбұлақ", Some(kato(0))));
}

#[test]
fn a_large_source_that_joins_makes_no_signals() {
    let mut region = Region::new();
    region.days(60, &[("a", 10)]);
    let joined: Vec<Signal> =
        (0..10).flat_map(|_| region.day(&[("a", 10), ("new", 60)], Vec::new())).collect();
    assert!(joined.len() <= 2, "{joined:#?}");
}

#[test]
fn a_source_that_joins_hides_no_signal() {
    let mut region = Region::new();
    region.days(60, &[("a", 10)]);
    region.days(3, &[("a", 10), ("new", 20)]);
    let signals = region.day(&[("a", 10), ("new", 20)], vec![told("a", WATER, 28, 9)]);
    assert!(of_place(&signals, 28).is_some(), "{signals:?}");
    let signals = region.day(&[("a", 10), ("new", 20)], vec![told("new", WATER, 27, 12)]);
    let signal = of_place(&signals, 27).unwrap();
    assert_eq!(signal.young, [source("new")]);
}

#[test]
fn the_norm_goes_out_with_a_source_that_falls_silent() {
    let mut region = Region::new();
    // All voices on water in district 0 are of the source that falls silent.
    for _ in 0..60 {
        let more = vec![told("loud", WATER, 0, 6)];
        region.day(&[("a", 10), ("loud", 4)], more);
    }
    let mut silent = region.model.clone();
    let day = region.day;
    let heard = |names: &[&str], voices: Vec<Voices>| Day {
        date: day,
        heard: names.iter().map(|name| source(name)).collect(),
        voices,
    };
    let calendar = Calendar::kazakhstan();
    let usual = region.model.day(
        &heard(&["a", "loud"], vec![told("loud", WATER, 0, 8)]),
        calendar,
        Some(&Settings::default()),
    );
    assert!(of_place(&usual, 0).is_none(), "eight where six are usual: {usual:?}");
    let without =
        silent.day(&heard(&["a"], vec![told("a", WATER, 0, 8)]), calendar, Some(&Settings::default()));
    let signal = of_place(&without, 0).unwrap();
    assert!(signal.expected < 2.0, "{signal:?}");
}

#[test]
fn what_rises_everywhere_is_one_signal_of_the_country() {
    let mut region = Region::new();
    region.days(60, &[("a", 40)]);
    let everywhere = (0..30).map(|district| told("a", WATER, district, 4)).collect();
    let signals = region.day(&[("a", 40)], everywhere);
    let of_country = signals.iter().any(|signal| {
        matches!(&signal.subject, Subject::Cell { category, place: Place::Country } if category.0 == WATER)
    });
    assert!(of_country && signals.len() <= 4, "{signals:#?}");
}

#[test]
fn an_outburst_of_last_week_hides_no_other() {
    let mut region = Region::new();
    region.days(50, &[("a", 20)]);
    region.day(&[("a", 20)], vec![told("a", WATER, 28, 60)]);
    region.days(9, &[("a", 20)]);
    let signals = region.day(&[("a", 20)], vec![told("a", WATER, 28, 8)]);
    let signal = of_place(&signals, 28).unwrap();
    assert_eq!(signal.span, 1, "{signal:?}");
}

#[test]
fn a_topic_that_leaps_is_a_signal() {
    let mut region = Region::new();
    let topic = |voices| Voices { topic: Some(TopicId("tleaps".into())), ..told("a", WATER, 3, voices) };
    for _ in 0..30 {
        region.day(&[("a", 10)], vec![topic(1)]);
    }
    let signals = region.day(&[("a", 10)], vec![topic(14)]);
    let signal = signals.iter().find(|signal| matches!(signal.subject, Subject::Topic(_))).unwrap();
    assert_eq!((signal.today, signal.history), (14, 30));
}

#[test]
fn order_and_division_do_not_matter_and_what_is_written_goes_on_alike() {
    let mut days = Vec::new();
    let mut region = Region::new();
    for at in 0..80 {
        let mut voices = region.voices(&[("a", 20), ("b", 10)]);
        voices.push(Voices {
            name: Some("ащыбұлақ".into()),
            topic: Some(TopicId("tx".into())),
            ..told("b", WATER, 1, 1)
        });
        if at % 9 == 0 {
            voices.push(told("a", WATER, 28, 7));
        }
        let day = date(2026, 2, 2).checked_add(i64::from(at).days()).unwrap();
        days.push(Day { date: day, heard: vec![source("a"), source("b"), source("quiet")], voices });
    }
    let calendar = Calendar::kazakhstan();
    let settings = Settings::default();
    let mut straight = Model::default();
    let told: Vec<String> = days
        .iter()
        .map(|day| serde_json::to_string(&straight.day(day, calendar, Some(&settings))).unwrap())
        .collect();
    assert!(told.iter().filter(|told| told.len() > 2).count() >= 5, "something is told");
    let mut rng = Rng::with_seed(9);
    let mut other = Model::default();
    for (day, told) in days.iter().zip(&told) {
        let mut day = day.clone();
        rng.shuffle(&mut day.voices);
        rng.shuffle(&mut day.heard);
        // Judged or not, a day teaches the same.
        if rng.bool() {
            assert_eq!(&serde_json::to_string(&other.day(&day, calendar, Some(&settings))).unwrap(), told);
        } else {
            other.day(&day, calendar, None);
        }
        other = serde_json::from_str(&serde_json::to_string(&other).unwrap()).unwrap();
    }
    assert_eq!(serde_json::to_string(&other).unwrap(), serde_json::to_string(&straight).unwrap());
}

#[test]
fn days_left_out_are_days_of_nothing() {
    let mut region = Region::new();
    region.days(20, &[("a", 10)]);
    let later = region.day.checked_add(3.days()).unwrap();
    let day = Day { date: later, heard: Vec::new(), voices: vec![told("a", WATER, 2, 2)] };
    region.model.day(&day, Calendar::kazakhstan(), None);
    assert_eq!((region.model.days(), region.model.last()), (24, Some(later)));
    assert!(region.model.day(&day, Calendar::kazakhstan(), None).is_empty(), "once only");
    assert_eq!(region.model.days(), 24);
}
