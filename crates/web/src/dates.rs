//! Days and moments of Kazakhstan in the words of a language: `26 қараша 2026 ж.`, `26 ноября 2026 г.`, `26 November 2026`.

use dauys_model::KAZAKHSTAN;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::wording::Wording;
use dauys_model::Interface;

/// A day with its year.
pub(crate) fn day(language: Interface, date: Date) -> String {
    let year = date.year();
    match language {
        Interface::Kazakh => format!("{} {year} ж.", day_and_month(language, date)),
        Interface::Russian => format!("{} {year} г.", day_and_month(language, date)),
        Interface::English => format!("{} {year}", day_and_month(language, date)),
    }
}

/// A day without its year.
pub(crate) fn day_and_month(language: Interface, date: Date) -> String {
    let months = Wording::of(language).list("dates.months");
    let month = months.get(date.month() as usize - 1).map_or("", String::as_str);
    format!("{}\u{a0}{month}", date.day())
}

/// A day as seen from another: without its year when that is the same.
pub(crate) fn day_from(language: Interface, date: Date, today: Date) -> String {
    if date.year() == today.year() { day_and_month(language, date) } else { day(language, date) }
}

/// The name of a day of the week.
pub(crate) fn weekday(language: Interface, date: Date) -> &'static str {
    let names = Wording::of(language).list("dates.weekdays");
    names.get(date.weekday().to_monday_zero_offset() as usize).map_or("", String::as_str)
}

/// The time of day in Kazakhstan: `18:40`.
pub(crate) fn time(at: Timestamp) -> String {
    KAZAKHSTAN.to_datetime(at).strftime("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_said_as_people_say_them() {
        let said = Interface::ALL.map(|language| day(language, date(2026, 11, 26)).replace('\u{a0}', " "));
        assert_eq!(said, ["26 қараша 2026 ж.", "26 ноября 2026 г.", "26 November 2026"]);
        let said = Interface::ALL.map(|language| weekday(language, date(2026, 11, 26)));
        assert_eq!(said, ["бейсенбі", "четверг", "Thursday"]);
        assert_eq!(time("2026-11-26T19:05:00Z".parse().unwrap()), "00:05");
    }
}
