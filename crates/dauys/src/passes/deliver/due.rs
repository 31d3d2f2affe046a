//! Which edition of a subscription is due at a moment: civil time of Kazakhstan, weekdays, holidays, and how long one that was missed is
//! still worth sending.

use dauys_model::{KAZAKHSTAN, OnHoliday, Period, Subscription, civil_day};
use dauys_signals::Calendar;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// An edition that is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Due {
    /// The day that it tells of, or the last of its week or month.
    pub(super) day: Date,
    /// From when on it is sent.
    pub(super) at: Timestamp,
    /// Whether only what is urgent is told: it is a holiday.
    pub(super) urgent_alone: bool,
}

/// A daily edition that could not be made in time (the machine was off) is news for half a day. After that the next one tells more.
const DAY_LASTS: SignedDuration = SignedDuration::from_hours(12);

/// Those of weeks and months are worth as much three days later.
const LONGER_LASTS: SignedDuration = SignedDuration::from_hours(72);

/// A monthly edition is at most so many days old.
const LOOKED_BACK: u8 = 40;

/// Days after its period on which an edition may be sent at the latest: a subscription has at least one weekday.
const SENT_WITHIN: i8 = 8;

/// The edition that is to be made by `now`: sent at its hour, made `lead_minutes` before.
pub(super) fn due(
    subscription: &Subscription,
    calendar: &Calendar,
    lead_minutes: u32,
    now: Timestamp,
) -> Option<Due> {
    let lead = SignedDuration::from_mins(i64::from(lead_minutes));
    // An hour shortly after midnight has its draft made on the day before.
    let mut day = civil_day(now).tomorrow().ok()?;
    for _ in 0..6 {
        let at = moment(subscription, day)?;
        let is_holiday = calendar.is_holiday(day);
        let is_sent = !is_holiday || subscription.holidays != OnHoliday::Skip;
        if now >= at.saturating_sub(lead).ok()?
            && is_sent
            && let Some(told) = subscription.tells_of(day)
        {
            let urgent_alone = is_holiday && subscription.holidays == OnHoliday::Urgent;
            let due = Due { day: told, at, urgent_alone };
            return (now.duration_since(at) <= lasts(subscription)).then_some(due);
        }
        day = day.yesterday().ok()?;
    }
    None
}

/// The edition for a day, whatever the hour.
pub(super) fn of_day(subscription: &Subscription, day: Date, now: Timestamp) -> Result<Due, String> {
    let (from, last) = subscription.period.around(day);
    if from > civil_day(now) || (subscription.period != Period::Day && last >= civil_day(now)) {
        return Err(format!("{day} and its {} are not over yet", subscription.period.code()));
    }
    Ok(Due { day: last, at: now, urgent_alone: false })
}

/// The day of the last edition that was to be sent today or before, however late it is.
pub(super) fn latest(subscription: &Subscription, calendar: &Calendar, now: Timestamp) -> Option<Date> {
    let mut day = civil_day(now);
    for _ in 0..LOOKED_BACK {
        let is_sent = !calendar.is_holiday(day) || subscription.holidays != OnHoliday::Skip;
        if is_sent && let Some(told) = subscription.tells_of(day) {
            return Some(told);
        }
        day = day.yesterday().ok()?;
    }
    None
}

/// When the edition that tells of `day` is sent.
pub(super) fn scheduled(subscription: &Subscription, day: Date) -> Option<Timestamp> {
    let mut sent = day;
    for _ in 0..SENT_WITHIN {
        if subscription.tells_of(sent) == Some(day) {
            return moment(subscription, sent);
        }
        sent = sent.tomorrow().ok()?;
    }
    None
}

/// For how long after its hour an edition is still worth sending.
pub(super) fn lasts(subscription: &Subscription) -> SignedDuration {
    match subscription.period {
        Period::Day => DAY_LASTS,
        Period::Week | Period::Month => LONGER_LASTS,
    }
}

fn moment(subscription: &Subscription, day: Date) -> Option<Timestamp> {
    KAZAKHSTAN.to_timestamp(day.to_datetime(subscription.hour)).ok()
}

#[cfg(test)]
mod tests {
    use dauys_model::{Interface, SubscriptionId};

    use super::*;

    fn check(settings: &str, now: &str, expected: Option<&str>) {
        let subscription: Subscription =
            toml::from_str(&format!("id = \"a\"\ntitle = \"A\"\nlanguage = \"ru\"\n{settings}")).unwrap();
        let now: Timestamp = format!("{now}:00+05:00").parse().unwrap();
        let lead = if subscription.needs_review() { 60 } else { 0 };
        let found = due(&subscription, Calendar::kazakhstan(), lead, now);
        let found = found.map(|due| {
            let at = KAZAKHSTAN.to_datetime(due.at);
            format!(
                "{} at {}{}",
                due.day,
                at.strftime("%d %H:%M"),
                if due.urgent_alone { " urgent" } else { "" }
            )
        });
        assert_eq!(found.as_deref(), expected, "{settings} {now}");
    }

    #[test]
    fn an_edition_is_due_from_its_hour_on_for_half_a_day() {
        check("", "2026-11-22T07:49", None);
        check("", "2026-11-22T07:50", Some("2026-11-21 at 22 07:50"));
        check("", "2026-11-22T19:50", Some("2026-11-21 at 22 07:50"));
        check("", "2026-11-22T19:51", None);
        check("hour = \"18:00\"", "2026-11-22T18:00", Some("2026-11-22 at 22 18:00"));
        check("hour = \"23:30\"", "2026-11-23T06:00", Some("2026-11-22 at 22 23:30"));
        check("review = true", "2026-11-22T06:49", None);
        check("review = true", "2026-11-22T06:50", Some("2026-11-21 at 22 07:50"));
        check("review = true\nhour = \"00:30\"", "2026-11-21T23:45", Some("2026-11-21 at 22 00:30"));
        check("days = [\"mon\"]", "2026-11-22T08:00", None);
    }

    #[test]
    fn weeks_and_months_are_due_on_the_first_day_after_them_and_worth_sending_later() {
        check("period = \"week\"", "2026-11-23T08:00", Some("2026-11-22 at 23 07:50"));
        check("period = \"week\"", "2026-11-25T08:00", Some("2026-11-22 at 23 07:50"));
        check("period = \"week\"", "2026-11-27T08:00", None);
        check("period = \"week\"\ndays = [\"tue\"]", "2026-11-24T08:00", Some("2026-11-22 at 24 07:50"));
        check("period = \"month\"", "2026-12-01T07:50", Some("2026-11-30 at 01 07:50"));
    }

    #[test]
    fn holidays_are_kept_as_the_reader_wishes() {
        // Independence Day.
        check("", "2026-12-16T08:00", Some("2026-12-15 at 16 07:50"));
        check("holidays = \"skip\"", "2026-12-16T08:00", None);
        check("holidays = \"urgent\"", "2026-12-16T08:00", Some("2026-12-15 at 16 07:50 urgent"));
    }

    #[test]
    fn a_day_is_told_of_at_any_hour_and_a_week_once_it_is_over() {
        let now: Timestamp = "2026-11-24T12:00:00+05:00".parse().unwrap();
        let day = |period, day: &str| {
            let id = SubscriptionId::new("a").unwrap();
            let subscription = Subscription { period, ..Subscription::new(id, "A", Interface::Russian) };
            of_day(&subscription, day.parse().unwrap(), now).map(|due| due.day.to_string())
        };
        assert_eq!(day(Period::Day, "2026-11-24").unwrap(), "2026-11-24");
        assert_eq!(day(Period::Week, "2026-11-18").unwrap(), "2026-11-22");
        assert!(day(Period::Week, "2026-11-24").unwrap_err().contains("not over"));
        assert!(day(Period::Day, "2026-11-25").unwrap_err().contains("not over"));
    }

    #[test]
    fn when_an_edition_is_sent_follows_from_the_day_it_tells_of() {
        let id = SubscriptionId::new("a").unwrap();
        let week = Subscription { period: Period::Week, ..Subscription::new(id, "A", Interface::Russian) };
        let at = |day: &str| scheduled(&week, day.parse().unwrap()).map(|at| at.to_string());
        assert_eq!(at("2026-11-22").as_deref(), Some("2026-11-23T02:50:00Z"));
        assert_eq!(at("2026-11-20"), None);
    }
}
