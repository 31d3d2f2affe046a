//! Laws: however runs are divided in time, the same is told; nothing is told twice and nothing is lost; nobody is disturbed
//! in quiet hours.

use std::collections::BTreeMap;

use dauys_model::{Alert, News, QuietHours, Schedule, Told, Trigger, Weekdays, civil_day};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::week::{Arrival, minute, past, runs};

/// Twelve days.
const END: i64 = 12 * 24 * 60;

fn triggers() -> impl Strategy<Value = Trigger> {
    prop_oneof![
        (1..8_u32).prop_map(|at_least| Trigger::New { at_least }),
        Just(Trigger::Unusual),
        Just(Trigger::Scheduled),
    ]
}

fn schedules() -> impl Strategy<Value = Schedule> {
    let days = vec(prop::sample::select(vec!["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), 1..7)
        .prop_map(|codes| Weekdays::of_codes(codes).unwrap());
    prop_oneof![
        Just(Schedule::EveryRun),
        (0..24_u8, days).prop_map(|(hour, days)| Schedule::At { hour, days })
    ]
}

fn alerts() -> impl Strategy<Value = Alert> {
    let quiet = prop::option::of((0..24_u8, 0..24_u8).prop_map(|(from, to)| QuietHours { from, to }));
    (triggers(), schedules(), quiet).prop_filter_map("parts that fit", |(trigger, schedule, quiet)| {
        Alert::new(trigger, schedule, quiet).ok()
    })
}

/// Voices over eight weeks before and the days after, some of them in bursts of a few hours.
fn voices(late: std::ops::Range<i64>) -> impl Strategy<Value = Vec<Arrival>> {
    let scattered = vec((-56 * 24 * 60..END, late.clone()), 0..60);
    let burst = (0..END, 1..300_i64, vec((0.0..1.0, late), 0..40)).prop_map(|(start, length, places)| {
        places
            .into_iter()
            .map(|(at, late): (f64, i64)| (start + (at * length as f64) as i64, late))
            .collect::<Vec<_>>()
    });
    (scattered, vec(burst, 0..4)).prop_map(|(scattered, bursts)| {
        let all = scattered.into_iter().chain(bursts.into_iter().flatten());
        all.map(|(published, late)| Arrival { published, late }).collect()
    })
}

fn divisions() -> impl Strategy<Value = Vec<i64>> {
    let every = prop_oneof![Just(15_i64), Just(50), Just(24 * 60), Just(3 * 24 * 60)]
        .prop_map(|step| (1..=END / step).map(|at| at * step).collect::<Vec<_>>());
    let any = vec(1..END, 0..40);
    prop_oneof![every, any].prop_map(|mut runs| {
        runs.push(END);
        runs.sort_unstable();
        runs.dedup();
        runs
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn divided_runs_tell_the_same(alert in alerts(), voices in voices(0..1), division in divisions()) {
        let at_once = runs(&alert, &voices, &[END]);
        let divided = runs(&alert, &voices, &division);
        prop_assert_eq!(at_once, divided);
    }

    #[test]
    fn every_voice_is_told_once_however_late(
        at_least in 1..8_u32,
        schedule in schedules(),
        voices in voices(0..3 * 24 * 60),
        division in divisions(),
    ) {
        for trigger in [Trigger::New { at_least }, Trigger::Scheduled] {
            let Ok(alert) = Alert::new(trigger, schedule, None) else { continue };
            let (standing, told) = runs(&alert, &voices, &division);
            let counted: u32 = told.iter().map(|told| match told.news {
                News::New { voices, .. } | News::Report { voices, .. } => voices,
                _ => 0,
            }).sum();
            let left = standing.untold(&past(&voices, minute(END)), minute(END));
            let oldest = -28 * 24 * 60;
            let came = voices.iter().filter(|one| {
                one.published >= oldest && one.published + one.late >= 0 && one.published + one.late < END
            }).count();
            // What is older than four weeks when it comes is archive; these come three days late at most.
            prop_assert_eq!((counted + left) as usize, came);
        }
    }

    #[test]
    fn a_day_is_told_of_as_often_as_it_doubles(voices in voices(0..1), at_least in 1..8_u32, division in divisions()) {
        let alert = Alert::new(Trigger::New { at_least }, Schedule::EveryRun, None).unwrap();
        let (_, told) = runs(&alert, &voices, &division);
        let mut days: BTreeMap<_, Vec<&Told>> = BTreeMap::new();
        for told in &told {
            days.entry(civil_day(told.at)).or_default().push(told);
        }
        for told in days.values() {
            let mut sum = 0;
            for (number, told) in told.iter().enumerate() {
                let News::New { voices, doubled, .. } = told.news else { panic!("{told:?}") };
                prop_assert!(voices >= at_least && voices >= sum);
                prop_assert_eq!(doubled, number > 0);
                sum += voices;
            }
        }
        prop_assert!(told.windows(2).all(|pair| pair[0].at < pair[1].at));
    }

    #[test]
    fn nobody_is_disturbed_in_quiet_hours(alert in alerts(), voices in voices(0..1), division in divisions()) {
        let (_, told) = runs(&alert, &voices, &division);
        let Some(quiet) = alert.quiet else { return Ok(()) };
        for told in told {
            let at = dauys_model::KAZAKHSTAN.to_datetime(told.at);
            prop_assert!(!quiet.holds(at.hour().unsigned_abs()), "{}", at);
        }
    }

    #[test]
    fn a_stretch_begins_doubles_and_ends_in_turn(voices in voices(0..1), schedule in schedules()) {
        let alert = Alert::new(Trigger::Unusual, schedule, None).unwrap();
        let (standing, told) = runs(&alert, &voices, &[END]);
        let (mut goes_on, mut largest) = (None, 0);
        for told in told {
            match told.news {
                News::Unusual { day, voices, since, norm, chance } => {
                    prop_assert!(chance <= 0.001 && f64::from(voices) >= 2.0 * norm && voices >= 3);
                    if let Some(since) = since {
                        prop_assert!(goes_on.is_none_or(|known| known == since));
                        prop_assert!(goes_on.is_none() || voices >= 2 * largest);
                    } else {
                        prop_assert!(goes_on.is_none());
                    }
                    goes_on = Some(since.unwrap_or(day));
                    largest = voices;
                }
                News::Usual { day, since, .. } => {
                    prop_assert!(goes_on.is_some() && day > since);
                    goes_on = None;
                }
                other => panic!("{other:?}"),
            }
        }
        prop_assert_eq!(standing.unusual_since(), goes_on);
    }
}
