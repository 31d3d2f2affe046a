//! Planted signals: what the model finds of them in an invented year, and how often it cries without need.
//!
//! Run with `-- --nocapture` for the whole curve.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]
#![expect(clippy::print_stdout, reason = "the whole curve is what this is run for")]

mod world;

use std::collections::BTreeMap;

use dauys_signals::{Calendar, Model, Place, Settings, Signal, Subject};

use crate::world::{DAYS, DISTRICTS, Event, MATTERS, Shape, WARM, WILD, World};

/// A signal of an event that is over may still tell of the week in which it was.
const AFTER: usize = 6;

/// What came of one year.
struct Year {
    world: World,
    /// For each event, days from its seventh voice to its first signal; negative where it was found before.
    delays: Vec<Option<i64>>,
    /// Days and subjects of signals without a cause.
    false_ones: Vec<(usize, Signal)>,
    signals: usize,
}

fn live(seed: u64) -> Year {
    let world = World::new(seed);
    let matters: BTreeMap<_, usize> = (0..MATTERS).map(|matter| (world::category(matter), matter)).collect();
    let districts: BTreeMap<_, usize> =
        (0..DISTRICTS).map(|number| (world::district(number), number)).collect();
    let mut delays: Vec<Option<i64>> = vec![None; world.events.len()];
    let mut false_ones = Vec::new();
    let mut signals = 0;
    let mut model = Model::default();
    for (at, day) in world.days.iter().enumerate() {
        for signal in model.day(day, Calendar::kazakhstan(), Some(&Settings::default())) {
            signals += 1;
            let Subject::Cell { category, place } = &signal.subject else { panic!("no topics were given") };
            let matter = matters[category];
            let mut has_cause = false;
            let mut note = |district: Option<usize>| {
                for (event, delay) in world.events.iter().zip(&mut delays) {
                    let is_of =
                        event.matter == matter && district.is_none_or(|district| event.district == district);
                    if is_of && event.first <= at && at <= event.last() + AFTER {
                        has_cause = true;
                        if district.is_some() && delay.is_none() {
                            *delay = Some(at as i64 - event.due as i64);
                        }
                    }
                }
            };
            match place {
                Place::Country => {
                    note(None);
                    has_cause |= world
                        .waves
                        .iter()
                        .any(|(of, from, to)| *of == matter && *from <= at && at <= *to + AFTER);
                }
                // A region is signalled by voices that name no district: none are planted.
                Place::Known(kato) if kato.is_region() => {}
                Place::Known(kato) => note(Some(districts[kato])),
                Place::Named { .. } => {}
            }
            if !has_cause {
                false_ones.push((at, signal));
            }
        }
    }
    Year { world, delays, false_ones, signals }
}

/// A share as text.
fn share(found: usize, all: usize) -> String {
    if all == 0 { "     –".into() } else { format!("{:5.1} %", 100.0 * found as f64 / all as f64) }
}

/// Found within a day, of all, among events that fit.
fn found(years: &[Year], fits: impl Fn(&World, &Event) -> bool) -> (usize, usize) {
    let mut counted = (0, 0);
    for year in years {
        for (event, delay) in year.world.events.iter().zip(&year.delays) {
            if fits(&year.world, event) {
                counted.1 += 1;
                counted.0 += usize::from(delay.is_some_and(|delay| delay <= 1));
            }
        }
    }
    counted
}

fn is_asked(event: &Event) -> bool {
    event.size >= 7 && event.norm < 1.0
}

fn is_wild(matter: usize) -> bool {
    matter % (MATTERS / WILD) == 5
}

fn print_curves(years: &[Year]) {
    println!("\nfound within a day, by voices (rows) and by norm of the day (columns); in brackets: events");
    let sizes = [(5, 5), (6, 6), (7, 7), (8, 9), (10, 14), (15, 24), (25, 60)];
    let norms = [(0.0, 0.02), (0.02, 0.1), (0.1, 0.3), (0.3, 1.0), (1.0, 3.0), (3.0, 1.0e9)];
    print!("{:>8}", "");
    norms.iter().for_each(|(from, _)| print!("{:>16}", format!("norm {from} +")));
    println!();
    for (from, to) in sizes {
        print!("{:>8}", format!("{from}–{to}"));
        for (low, high) in norms {
            let (found, all) = found(years, |_, event| {
                (from..=to).contains(&event.size) && low <= event.norm && event.norm < high
            });
            print!("{:>16}", format!("{} ({all})", share(found, all)));
        }
        println!();
    }
    println!(
        "\ndays from the seventh voice to the first signal, of events of 7 voices and more over a norm below 1"
    );
    let mut delays: BTreeMap<Option<i64>, usize> = BTreeMap::new();
    for year in years {
        for (event, delay) in year.world.events.iter().zip(&year.delays).filter(|(event, _)| is_asked(event))
        {
            *delays.entry(delay.map(|delay| delay.max(-1))).or_default() += usize::from(event.size > 0);
        }
    }
    for (delay, events) in delays {
        println!(
            "{:>12}: {events}",
            delay.map_or("never".into(), |delay| if delay < 0 { "before".into() } else { delay.to_string() })
        );
    }
}

/// The slices of what is asked for: name, found, all.
fn slices(years: &[Year]) -> Vec<(String, usize, usize)> {
    let calendar = Calendar::kazakhstan();
    let holiday = |event: &Event| calendar.is_holiday(world::date(event.due));
    let joined = |world: &World, event: &Event| {
        world.joins.iter().any(|join| *join <= event.due && event.due <= *join + 2)
    };
    let mut slices = Vec::new();
    let mut add = |name: &str, fits: &dyn Fn(&World, &Event) -> bool| {
        let (found, all) = found(years, |world, event| is_asked(event) && fits(world, event));
        slices.push((name.to_owned(), found, all));
    };
    add("all", &|_, _| true);
    add("on one day", &|_, event| event.shape == Shape::Sudden);
    add("on two or three days", &|_, event| event.shape == Shape::Days);
    add("growing for a week", &|_, event| event.shape == Shape::Slow);
    add("matters that scatter strongly", &|_, event| is_wild(event.matter));
    add("a source joined or came back", &joined);
    add("on a holiday", &|_, event| holiday(event));
    add("heating, floods, school", &|_, event| matches!(event.matter, 3 | 11 | 17));
    add("of 7 to 9 voices", &|_, event| event.size < 10);
    add("norm 0.3 to 1", &|_, event| event.norm >= 0.3);
    slices
}

fn print_false(years: &[Year]) {
    println!("\nsignals without a cause, a day over the country");
    let days = |from: usize, to: usize, fits: &dyn Fn(&Year, usize, &Signal) -> bool| {
        let all: usize = years
            .iter()
            .map(|year| {
                let is_in = |day: usize| (from..to).contains(&day);
                year.false_ones.iter().filter(|(day, signal)| is_in(*day) && fits(year, *day, signal)).count()
            })
            .sum();
        all as f64 / (years.len() * (to - from)) as f64
    };
    println!("  the first two weeks        {:.2}", days(0, 14, &|_, _, _| true));
    println!("  until the first event      {:.2}", days(14, WARM, &|_, _, _| true));
    println!("  afterwards                 {:.2}", days(WARM, DAYS, &|_, _, _| true));
    let of = |name: &str, fits: &dyn Fn(&Year, usize, &Signal) -> bool| {
        println!("    of these {name:<30} {:.2}", days(WARM, DAYS, fits));
    };
    of("matters that scatter strongly", &|_, _, signal| match &signal.subject {
        Subject::Cell { category, .. } => {
            (0..MATTERS).any(|matter| is_wild(matter) && world::category(matter) == *category)
        }
        Subject::Topic(_) => false,
    });
    of("the country as a whole", &|_, _, signal| {
        matches!(&signal.subject, Subject::Cell { place: Place::Country, .. })
    });
    of("during a wave of the matter", &|year, day, signal| match &signal.subject {
        Subject::Cell { category, .. } => year.world.waves.iter().any(|(matter, from, to)| {
            world::category(*matter) == *category && *from <= day && day <= to + AFTER
        }),
        Subject::Topic(_) => false,
    });
    of("a source joined or came back", &|year, day, _| {
        year.world.joins.iter().any(|join| *join <= day && day <= join + 2)
    });
    let join_days: usize = years
        .iter()
        .map(|year| {
            (WARM..DAYS)
                .filter(|day| year.world.joins.iter().any(|join| join <= day && *day <= join + 2))
                .count()
        })
        .sum();
    println!(
        "      (such days are {:.0} % of all)",
        100.0 * join_days as f64 / (years.len() * (DAYS - WARM)) as f64
    );
    for span in [1, 2, 3, 7] {
        of(&format!("span of {span}"), &|_, _, signal| signal.span == span);
    }
    let mut worst: BTreeMap<usize, usize> = BTreeMap::new();
    years.iter().flat_map(|year| &year.false_ones).for_each(|(day, _)| *worst.entry(*day).or_default() += 1);
    let worst = worst.values().max().copied().unwrap_or(0);
    println!("  the worst day of all years  {worst}");
}

#[test]
fn planted_events_are_found_and_little_else() {
    let years: Vec<Year> = std::thread::scope(|scope| {
        let lives = [1, 2, 3].map(|seed| scope.spawn(move || live(seed)));
        lives.map(|life| life.join().unwrap()).into()
    });
    for year in &years {
        let voices: u32 =
            year.world.days.iter().flat_map(|day| &day.voices).map(|voices| voices.voices).sum();
        println!(
            "a year of {voices} voices, {} events, {} signals, {} without a cause",
            year.world.events.len(),
            year.signals,
            year.false_ones.len()
        );
    }
    print_curves(&years);
    println!("\nfound within a day, of 7 voices and more over a norm below 1");
    for (name, found, all) in slices(&years) {
        println!("  {name:<30} {} of {all}", share(found, all));
    }
    print_false(&years);
    for (number, year) in years.iter().enumerate() {
        let (found, all) = found(std::slice::from_ref(year), |_, event| is_asked(event));
        assert!(all >= 200, "{all} events are too few to tell");
        assert!(found * 10 >= all * 9, "year {number}: {found} of {all} found");
        let false_ones = year.false_ones.len() as f64 / DAYS as f64;
        assert!(false_ones <= 1.0, "year {number}: {false_ones:.2} false signals a day");
    }
}
