//! How often a living source is taken for silent, and how soon a dead one is noticed, over invented sources.

#![allow(clippy::unwrap_used, reason = "what is invented here is known to be right")]

mod arrivals;

use arrivals::*;
use dauys_watch::silence::{
    Alarm, Basis, Calendar, Heard, History, Pace, Rhythm, Settings, Silence, hear, silence, stale,
};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

/// Three years, of which alarms are counted after half a year, and sources die after one.
const DAYS: i64 = 3 * 365;
const SETTLED: i64 = 180 * DAY;
const DEATHS: i64 = 365 * DAY;

/// Public holidays of an invented calendar like Kazakhstan's, as days since [`START`].
fn holidays() -> Vec<i64> {
    let dates: Vec<Date> = (2025..=2028)
        .flat_map(|year| {
            [
                (1, 1),
                (1, 2),
                (1, 7),
                (3, 8),
                (3, 21),
                (3, 22),
                (3, 23),
                (5, 1),
                (5, 7),
                (5, 9),
                (7, 6),
                (8, 30),
                (10, 25),
                (12, 16),
            ]
            .map(|(month, day)| date(year, month, day))
        })
        .collect();
    dates.into_iter().map(day_of).filter(|day| *day >= 0).collect()
}

fn day_of(day: Date) -> i64 {
    i64::from((day - date(2025, 1, 6)).get_days())
}

fn calendar(free: &[i64]) -> Calendar {
    Calendar::new(free.iter().map(|day| date(2025, 1, 6).checked_add(day.days()).unwrap()), [])
}

fn pace(profile: Profile) -> Pace {
    match profile {
        Profile::Hourly | Profile::Agency | Profile::Comments | Profile::Drifting => Pace::Hourly,
        Profile::Daily | Profile::Thrice | Profile::Burst => Pace::Daily,
        Profile::Weekly | Profile::Office => Pace::Weekly,
        _ => Pace::Monthly,
    }
}

/// First and last of every hour.
fn thinned(moments: &[i64]) -> Vec<i64> {
    moments
        .chunk_by(|a, b| a / HOUR == b / HOUR)
        .flat_map(|hour| if hour.len() > 1 { vec![hour[0], hour[hour.len() - 1]] } else { hour.to_vec() })
        .collect()
}

#[derive(Default, Debug)]
struct Measured {
    years: f64,
    young: usize,
    false_alarms: usize,
    worst: usize,
    /// Hours from the last news to the alarm, ascending.
    delays: Vec<f64>,
    /// The same for news of Monday to Wednesday.
    early: Vec<f64>,
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    sorted.get((sorted.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN)
}

fn measure(profile: Profile, sources: u64, calendar: &Calendar, settings: &Settings) -> Measured {
    let free = holidays();
    let mut measured = Measured::default();
    for seed in 0..sources {
        let mut chance = Chance::new(1000 + seed);
        let items = thinned(&published(profile, DAYS, &free, &mut chance));
        let moments: Vec<Timestamp> = items.iter().map(|item| moment(*item)).collect();
        // Learning anew every week is enough for what speaks daily.
        let step = if items.len() > 1000 { 7 * DAY } else { 0 };
        let mut of_source = 0;
        let mut learnt: Option<(i64, Rhythm<'_>)> = None;
        for (index, pair) in items.windows(2).enumerate() {
            if pair[1] - pair[0] < 4 * HOUR {
                continue;
            }
            if learnt.as_ref().is_none_or(|(at, _)| pair[0] - at >= step) {
                let from = (index + 1).saturating_sub(2500);
                let rhythm = Rhythm::learn(
                    &History { moments: &moments[from..=index], deaf: &[], pace: pace(profile) },
                    moments[index],
                    calendar,
                    settings,
                );
                learnt = Some((pair[0], rhythm));
            }
            let rhythm = &learnt.as_ref().unwrap().1;
            let silence = rhythm.silence(moments[index], moments[index + 1]);
            let is_false = silence.is_improbable(moments[index + 1]);
            if pair[0] < SETTLED {
                measured.young += usize::from(is_false);
            } else {
                of_source += usize::from(is_false);
            }
        }
        measured.years += (DAYS * DAY - SETTLED) as f64 / (365 * DAY) as f64;
        measured.false_alarms += of_source;
        measured.worst = measured.worst.max(of_source);
        for _ in 0..8 {
            let death = DEATHS + (chance.share() * (DAYS * DAY - DEATHS) as f64) as i64;
            let last = items.partition_point(|item| *item <= death);
            let from = last.saturating_sub(2500);
            let rhythm = Rhythm::learn(
                &History { moments: &moments[from..last], deaf: &[], pace: pace(profile) },
                moments[last - 1],
                calendar,
                settings,
            );
            let silence = rhythm.silence(moments[last - 1], moments[last - 1]);
            let delay = (second(silence.expected_by) - items[last - 1]) as f64 / HOUR as f64;
            measured.delays.push(delay);
            if items[last - 1].div_euclid(DAY).rem_euclid(7) < 3 {
                measured.early.push(delay);
            }
        }
    }
    measured.delays.sort_unstable_by(f64::total_cmp);
    measured.early.sort_unstable_by(f64::total_cmp);
    measured
}

/// How many sources of each profile are played, and how many of them also without knowing the holidays.
const PROFILES: [(Profile, u64, u64); 10] = [
    (Profile::Hourly, 4, 2),
    (Profile::Agency, 2, 0),
    (Profile::Daily, 5, 3),
    (Profile::Thrice, 6, 2),
    (Profile::Weekly, 10, 4),
    (Profile::Monthly, 8, 0),
    (Profile::Office, 8, 0),
    (Profile::Comments, 3, 0),
    (Profile::Burst, 4, 0),
    (Profile::Drifting, 4, 0),
];

#[test]
fn false_alarms_and_delays() {
    let settings = Settings::default();
    let known = calendar(&holidays());
    println!(
        "{:<10} {:>8} {:>10} {:>8} {:>6} | {:>8} {:>8} {:>8} | {:>8} {:>8} (hours from the last news)",
        "profile", "a year", "no holid.", "worst", "young", "median", "p90", "longest", "Mon-Wed", "p90"
    );
    for (profile, sources, unknowing) in PROFILES {
        let measured = measure(profile, sources, &known, &settings);
        let unknowing = measure(profile, unknowing, &Calendar::default(), &settings);
        let a_year = measured.false_alarms as f64 / measured.years;
        println!(
            "{:<10} {:>8.2} {:>10} {:>8} {:>6} | {:>8.1} {:>8.1} {:>8.1} | {:>8.1} {:>8.1}",
            format!("{profile:?}"),
            a_year,
            if unknowing.years > 0.0 {
                format!("{:.2}", unknowing.false_alarms as f64 / unknowing.years)
            } else {
                "–".into()
            },
            measured.worst,
            measured.young,
            quantile(&measured.delays, 0.5),
            quantile(&measured.delays, 0.9),
            quantile(&measured.delays, 0.999),
            quantile(&measured.early, 0.5),
            quantile(&measured.early, 0.9),
        );
        assert!(a_year <= 1.0, "{profile:?}: {measured:?}");
        assert!(measured.young as u64 <= sources, "{profile:?}: {measured:?}");
        // Days from the last news to the alarm: median of all, and nine in ten of those of Monday to Wednesday.
        let (usual, early) = match profile {
            Profile::Agency => (0.75, 0.75),
            Profile::Hourly => (1.0, 1.25),
            Profile::Comments => (1.25, 1.5),
            Profile::Drifting => (3.0, 3.0),
            Profile::Daily => (4.0, 4.0),
            Profile::Burst => (5.0, 7.0),
            Profile::Thrice => (7.0, 8.0),
            Profile::Weekly => (14.0, 17.0),
            Profile::Monthly => (45.0, 50.0),
            Profile::Office => (40.0, 60.0),
            Profile::Dead => unreachable!("it never spoke"),
        };
        assert!(quantile(&measured.delays, 0.5) <= usual * 24.0, "{profile:?}: {measured:?}");
        assert!(quantile(&measured.early, 0.9) <= early * 24.0, "{profile:?}: {measured:?}");
    }
}

fn learnt(items: &[i64], now: i64, pace: Pace) -> Silence {
    let moments: Vec<Timestamp> = items.iter().map(|item| moment(*item)).collect();
    let history = History { moments: &moments, deaf: &[], pace };
    silence(&history, moment(now), &Calendar::default(), &Settings::default()).unwrap()
}

/// Noon of every so many days.
fn every(days: i64, times: i64) -> Vec<i64> {
    (0..times).map(|time| time * days * DAY + 12 * HOUR).collect()
}

fn days_until(silence: &Silence) -> f64 {
    silence.expected_by.duration_since(silence.since).as_secs_f64() / DAY as f64
}

#[test]
fn a_weekly_paper_is_missed_after_what_is_long_for_it() {
    let items = every(7, 30);
    let last = items[29];
    assert!(!learnt(&items, last + 8 * DAY, Pace::Weekly).is_improbable(moment(last + 8 * DAY)));
    let missed = learnt(&items, last + 14 * DAY, Pace::Weekly);
    assert!(missed.is_improbable(moment(last + 14 * DAY)));
    assert!(missed.times_a_year < 0.5 && missed.basis == Basis::Learned { gaps: 29 }, "{missed:?}");
    assert_eq!(second(missed.since), last);
}

#[test]
fn a_rhythm_that_changed_is_learnt() {
    // A weekly paper that comes every second week from now on.
    let mut items = every(7, 60);
    let turn = items[59];
    items.extend((1..=30).map(|time| turn + time * 14 * DAY));
    let false_alarms = (60..89)
        .filter(|last| {
            learnt(&items[..=*last], items[*last], Pace::Weekly).is_improbable(moment(items[last + 1]))
        })
        .count();
    assert!(false_alarms <= 2, "{false_alarms}");
    assert!(days_until(&learnt(&items, items[89], Pace::Weekly)) < 35.0);
}

#[test]
fn what_we_did_not_listen_to_is_no_silence_of_theirs() {
    // An hourly site of which we heard nothing for a week, twice.
    let hours = |from: i64, to: i64| (from * 24..to * 24).map(|hour| moment(hour * HOUR));
    let moments: Vec<Timestamp> = hours(0, 20).chain(hours(27, 47)).chain(hours(54, 74)).collect();
    let deaf = [(moment(20 * DAY), moment(27 * DAY)), (moment(47 * DAY), moment(54 * DAY))];
    let judge = |deaf: &[(Timestamp, Timestamp)]| {
        let history = History { moments: &moments, deaf, pace: Pace::Hourly };
        days_until(&silence(&history, moment(74 * DAY), &Calendar::default(), &Settings::default()).unwrap())
    };
    assert!(judge(&deaf) < 0.5, "{}", judge(&deaf));
    assert!(judge(&[]) > 4.0, "{}", judge(&[]));
}

#[test]
fn with_few_gaps_the_pace_is_believed() {
    let young = learnt(&[0], DAY, Pace::Daily);
    assert_eq!((young.basis, days_until(&young)), (Basis::Prior { gaps: 0, needed: 8 }, 10.0));
    assert_eq!(days_until(&learnt(&[0], DAY, Pace::Unknown)), 90.0);
    // Four monthly gaps: thrice the longest is longer than the prior of a weekly one.
    let slow = learnt(&every(30, 5), 125 * DAY, Pace::Weekly);
    assert!(days_until(&slow) > 80.0, "{}", days_until(&slow));
    assert!(silence(&History::default(), moment(0), &Calendar::default(), &Settings::default()).is_none());
    assert_eq!(
        [6.0, 1.5, 0.3, 0.05, 0.001].map(|day| Pace::of_rate(day / 24.0)),
        [Pace::Hourly, Pace::Daily, Pace::Weekly, Pace::Monthly, Pace::Monthly]
    );
}

#[test]
fn an_old_page_is_stale_at_once() {
    let page: Vec<Timestamp> = every(2, 20).iter().map(|item| moment(*item)).collect();
    let check = |now: i64| stale(&page, moment(now), &Calendar::default(), &Settings::default());
    assert!(check(41 * DAY).is_none());
    assert!(check(60 * DAY).is_none(), "not within a month");
    assert_eq!(second(check(400 * DAY).unwrap().since), 38 * DAY + 12 * HOUR);
    let single = [moment(0)];
    assert!(stale(&single, moment(80 * DAY), &Calendar::default(), &Settings::default()).is_none());
    assert!(stale(&single, moment(700 * DAY), &Calendar::default(), &Settings::default()).is_some());
}

#[test]
fn an_alarm_is_told_once_and_so_is_its_end() {
    let items = every(1, 60);
    let last = items[59];
    let mut alarm = Alarm::default();
    let mut told = Vec::new();
    let mut look = |alarm: &mut Alarm, items: &[i64], now: i64| {
        let (next, heard) = hear(*alarm, &learnt(items, now, Pace::Daily), moment(now));
        *alarm = next;
        told.extend(heard.map(|heard| ((now - last) / DAY, heard)));
    };
    for day in 0..30 {
        look(&mut alarm, &items, last + day * DAY);
    }
    let again = [&items[..], &[last + 30 * DAY]].concat();
    for day in 30..33 {
        look(&mut alarm, &again, last + day * DAY);
    }
    let [(fell, Heard::FellSilent { silence }), (spoke, Heard::SpeaksAgain { silent_since, spoke_at })] =
        told[..]
    else {
        panic!("{told:?}")
    };
    assert!((2..=4).contains(&fell) && spoke == 30, "{told:?}");
    assert_eq!(
        (second(silence.since), second(silent_since), second(spoke_at)),
        (last, last, last + 30 * DAY)
    );
}

#[test]
fn a_second_silence_between_two_looks_is_another() {
    let items = every(1, 60);
    let alarm = Alarm::Silent { since: moment(items[50]) };
    let now = items[59] + 20 * DAY;
    let (next, heard) = hear(alarm, &learnt(&items, now, Pace::Daily), moment(now));
    assert_eq!(next, Alarm::Silent { since: moment(items[59]) });
    assert!(matches!(heard, Some(Heard::FellSilent { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Order, repetition and what lies in the future change nothing; the judgement is always a number and never before
    /// the news.
    #[test]
    fn any_moments_are_judged(mut items in prop::collection::vec(0..400 * DAY, 1..120), ahead in 0..500 * DAY) {
        let now = items.iter().max().unwrap() + ahead;
        let told = learnt(&items, now, Pace::Unknown);
        prop_assert!(told.expected_by > told.since);
        prop_assert!((0.0..=1.0).contains(&told.probability) && told.times_a_year.is_finite());
        items.reverse();
        items.extend_from_within(..);
        items.push(now + DAY);
        prop_assert_eq!(learnt(&items, now, Pace::Unknown), told);
    }
}
