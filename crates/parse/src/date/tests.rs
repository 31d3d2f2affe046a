//! Dates as feeds and sites of the region write them.

use super::*;
use proptest::prelude::*;

const NOW: &str = "2026-11-22T08:00:00Z";

fn check(text: &str, expected: &str) {
    let now: Timestamp = NOW.parse().unwrap();
    let found = relative_to(now, text).map(|(moment, precision)| match precision {
        Precision::Day => civil_day(moment).to_string(),
        _ => moment.to_string(),
    });
    assert_eq!(found.as_deref().unwrap_or("none"), expected, "{text}");
}

#[test]
fn dates_of_standards() {
    for text in [
        "2026-09-21T10:00:00+05:00",
        "2026-09-21T05:00:00Z",
        "2026-09-21T05:00:00.000+0000",
        "Mon, 21 Sep 2026 10:00:00 +0500",
        "Mon, 21 Sep 2026 05:00:00 GMT",
        "21 Sep 2026 05:00 UT",
        "Mon, 21 Sep 26 01:00:00 EDT",
        "Mon Sep 21 05:00:00 UTC 2026",
        "2026-09-21 05:00:00 UTC",
        "20260921T05:00:00Z",
        "1789966800",
        "1789966800000",
    ] {
        check(text, "2026-09-21T05:00:00Z");
    }
}

#[test]
fn dates_without_a_zone_are_of_kazakhstan() {
    for text in [
        "Пн, 21 сен 2026 10:00:00 +0500",
        "2026-09-21 10:00:00",
        "2026-09-21T10:00:00",
        "21.09.2026 10:00",
        "21.09.2026, 10:00",
        "10:00, 21.09.2026",
        "10:00 21 сентября 2026",
        "21 сентября 2026 г., 10:00",
        "21 қыркүйек 2026, 10:00",
        "2026 жылғы 21 қыркүйек 10:00",
        "21 қыркүйек, 10:00",
        "Дүйсенбі, 21 қыркүйек 2026 10:00",
        "Понедельник, 21 Сен 2026, 10:00",
        "21/09/2026 10:00",
        "Sep 21, 2026 10:00 AM",
        "21.09.2026 10:00 GMT+5",
        "21.09.2026 10:00 UTC+05:00",
        "Mon, 21 Sep 2026 10:00:00 ALMT",
        "21 qyrküiek 2026 10:00",
    ] {
        check(text, "2026-09-21T05:00:00Z");
    }
}

#[test]
fn days_without_a_time_are_days() {
    for text in ["2026-09-21", "21.09.2026", "21 сентября 2026", "сенбі, 21 қыркүйек 2026 ж.", "21 сентября"]
    {
        check(text, "2026-09-21");
    }
    check("21 декабря", "2025-12-21");
    check("3 дня назад", "2026-11-19");
    check("Вчера", "2026-11-21");
    check("Кеше", "2026-11-21");
}

#[test]
fn dates_told_from_now() {
    check("Сегодня, 10:15", "2026-11-22T05:15:00Z");
    check("Бүгін 10:15", "2026-11-22T05:15:00Z");
    check("Вчера в 23:59", "2026-11-21T18:59:00Z");
    check("5 минут назад", "2026-11-22T07:55:00Z");
    check("2 сағат бұрын", "2026-11-22T06:00:00Z");
    check("час назад", "2026-11-22T07:00:00Z");
    check("Только что", NOW);
    check("Жаңа ғана", NOW);
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        "вчерашний",
        "99.99.2026",
        "0000-00-00 00:00:00",
        "1970-01-01T00:00:00Z",
        "су жоқ 3 күн",
        "2026",
        "25:61",
    ] {
        check(text, "none");
    }
    assert!(
        absolute("вчера").is_none()
            && absolute("21 сентября").is_none()
            && absolute("5 минут назад").is_none()
    );
}

proptest! {
    #[test]
    fn any_text_is_read_or_not(text in "([0-9]{1,14}|[-+:., TZ/]|сен|бүгін|назад|минут|GMT|\\PC){0,20}") {
        let now: Timestamp = NOW.parse().unwrap();
        let _ = relative_to(now, &text);
        let _ = absolute(&text);
    }

    #[test]
    fn a_written_moment_is_read_back(second in 700_000_000_i64..4_000_000_000) {
        let moment = Timestamp::from_second(second).unwrap();
        let local = KAZAKHSTAN.to_datetime(moment);
        prop_assert_eq!(absolute(&moment.to_string()), Some((moment, Precision::Moment)));
        prop_assert_eq!(absolute(&local.strftime("%d.%m.%Y %H:%M:%S").to_string()), Some((moment, Precision::Moment)));
        prop_assert_eq!(absolute(&local.strftime("%a, %d %b %Y %H:%M:%S +0500").to_string()), Some((moment, Precision::Moment)));
    }
}
