//! What is told, by example.

use dauys_model::{Alert, News, PostId, Told};

use crate::week::{Arrival, local, minute, runs};

const DAY: i64 = 24 * 60;

fn alert(trigger: &str, at: Option<u8>, quiet: Option<&str>) -> Alert {
    let schedule = at.map_or(dauys_model::Schedule::EveryRun, |hour| dauys_model::Schedule::At {
        hour,
        days: dauys_model::Weekdays::ALL,
    });
    Alert::new(trigger.parse().unwrap(), schedule, quiet.map(|quiet| quiet.parse().unwrap())).unwrap()
}

/// Voices published at these minutes and known at once.
fn at(minutes: impl IntoIterator<Item = i64>) -> Vec<Arrival> {
    minutes.into_iter().map(|published| Arrival { published, late: 0 }).collect()
}

/// One voice at noon of every day of the eight weeks before.
fn one_a_day() -> Vec<Arrival> {
    at((1..=56).map(|back| DAY / 2 - back * DAY))
}

fn check(told: &[Told], expected: &[(&str, News)]) {
    let found: Vec<(String, News)> = told.iter().map(|told| (local(told.at), told.news)).collect();
    let expected: Vec<(String, News)> = expected.iter().map(|(at, news)| ((*at).to_owned(), *news)).collect();
    assert_eq!(found, expected);
}

#[test]
fn new_voices_are_told_when_enough_have_come() {
    let voices = at([60, 61, 62, 63, 100, 101, 102, 103, 104, 105]);
    let (_, told) = runs(&alert("new:3", None, None), &voices, &[2 * DAY]);
    check(
        &told,
        &[
            ("16 01:15", News::New { voices: 4, since: minute(0), doubled: false }),
            ("16 01:45", News::New { voices: 5, since: minute(75), doubled: true }),
        ],
    );
    assert_eq!(told[0].posts, [4, 3, 2, 1].map(PostId));
    assert_eq!(told[1].posts, [9, 8, 7, 6, 5].map(PostId));
}

#[test]
fn what_is_left_of_a_day_counts_on_the_next() {
    let voices = at([60, 61, 62, 63, 64, DAY + 60, DAY + 61]);
    let (_, told) = runs(&alert("new:3", Some(1), None), &voices, &[3 * DAY]);
    // At one in the morning of the first day nothing had come yet.
    check(&told, &[("17 01:00", News::New { voices: 5, since: minute(0), doubled: false })]);
    let (standing, _) = runs(&alert("new:3", Some(1), None), &voices, &[3 * DAY]);
    let past = crate::week::past(&voices, minute(3 * DAY));
    assert_eq!(standing.untold(&past, minute(3 * DAY)), 2);
}

#[test]
fn the_night_is_told_of_once_in_the_morning() {
    let night = at((0..20).map(|at| 22 * 60 + 30 + at * 20));
    let (_, told) = runs(&alert("new:2", None, Some("22-07")), &night, &[2 * DAY]);
    check(&told, &[("17 07:00", News::New { voices: 20, since: minute(0), doubled: false })]);
}

#[test]
fn a_report_comes_with_nothing_new_too() {
    let (_, told) = runs(&alert("scheduled", Some(8), None), &at([DAY]), &[3 * DAY]);
    let report = |voices, since: i64| News::Report { voices, since: minute(since) };
    check(
        &told,
        &[("16 08:00", report(0, 0)), ("17 08:00", report(1, 8 * 60)), ("18 08:00", report(0, DAY + 8 * 60))],
    );
}

#[test]
fn an_unusual_day_is_told_while_it_lasts_and_its_end_once() {
    let mut voices = one_a_day();
    voices.extend(at((0..14).map(|at| 9 * 60 + at * 30)));
    voices.extend(at([DAY + 600, 2 * DAY + 600]));
    let (_, told) = runs(&alert("unusual", None, None), &voices, &[4 * DAY]);
    let news: Vec<(String, u32)> = told
        .iter()
        .map(|told| match told.news {
            News::Unusual { voices, norm, chance, .. } => {
                assert!((0.9..1.2).contains(&norm), "{norm}");
                assert!(chance < 0.001);
                (local(told.at), voices)
            }
            News::Usual { voices, .. } => (local(told.at), voices),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected =
        [("16 12:15", 7), ("16 15:45", 14), ("18 00:00", 1)].map(|(at, voices)| (at.to_owned(), voices));
    assert_eq!(news, expected);
    assert!(matches!(told[1].news, News::Unusual { since: Some(day), .. } if day == crate::week::FIRST));
    assert!(matches!(told[2].news, News::Usual { .. }));
}

#[test]
fn an_unusual_day_is_not_missed_by_a_look_on_the_next_morning() {
    let mut voices = one_a_day();
    voices.extend(at((0..12).map(|at| 20 * 60 + at)));
    let (_, told) = runs(&alert("unusual", Some(8), None), &voices, &[DAY + 9 * 60]);
    let [one] = &told[..] else { panic!("{told:?}") };
    assert_eq!(local(one.at), "17 08:00");
    assert!(matches!(one.news, News::Unusual { voices: 12, day, .. } if day == crate::week::FIRST));
}

#[test]
fn what_comes_in_a_day_late_makes_its_day_unusual_yet() {
    let mut voices = one_a_day();
    voices.extend((0..12).map(|at| Arrival { published: 20 * 60 + at, late: 8 * 60 }));
    let every_quarter: Vec<i64> = (1..2 * 96).map(|quarter| quarter * 15).collect();
    let (_, told) = runs(&alert("unusual", None, None), &voices, &every_quarter);
    let News::Unusual { day, .. } = told[0].news else { panic!("{told:?}") };
    assert_eq!(day, crate::week::FIRST);
    assert!(local(told[0].at).starts_with("17 04:"), "{}", local(told[0].at));
}

#[test]
fn nothing_is_unusual_while_too_little_is_known() {
    use std::collections::BTreeMap;

    use dauys_search::alert::{Find, Past, Standing, look_through};

    let finds = (0..30).map(|at| Find { at: minute(at * 10), post: PostId(at) }).collect();
    // The program has listened for ten days; from before it has only what feeds still held.
    let heard: BTreeMap<_, _> = (0..60_i64)
        .map(|back| {
            (
                crate::week::FIRST.checked_sub(jiff::Span::new().days(back)).unwrap(),
                if back > 10 { 3 } else { 200 },
            )
        })
        .collect();
    let past = Past::new(finds, heard);
    let standing = Standing::begin(&past, minute(0));
    let (_, told) = look_through(&alert("unusual", None, None), &past, standing, minute(0), minute(DAY));
    assert_eq!(told, []);
}
