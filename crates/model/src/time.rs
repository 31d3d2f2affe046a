//! Civil days of Kazakhstan.
//!
//! The whole country has kept UTC+5 since 1 March 2024, so a fixed offset is right for everything Dauys collects.
//! Texts imported from before that date and from the east of the country (UTC+6 then) may fall one hour off at
//! midnight; no time-zone database is carried for that.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

/// The offset of Kazakhstan's civil time from UTC.
pub const KAZAKHSTAN: Offset = Offset::constant(5);

/// The civil day of Kazakhstan on which `at` falls.
pub fn civil_day(at: Timestamp) -> Date {
    KAZAKHSTAN.to_datetime(at).date()
}

/// The first moment of a civil day.
pub fn day_start(day: Date) -> Timestamp {
    day.to_zoned(TimeZone::fixed(KAZAKHSTAN)).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

/// The first moment after a civil day.
pub fn day_end(day: Date) -> Timestamp {
    day_start(day).checked_add(24.hours()).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_five_hours_before_utc() {
        let day = jiff::civil::date(2026, 11, 22);
        assert_eq!(day_start(day).to_string(), "2026-11-21T19:00:00Z");
        assert_eq!(civil_day(day_start(day)), day);
        assert_eq!(civil_day(day_end(day)), day.tomorrow().unwrap());
    }
}
