//! The calendar: days on which the country does not work, and the seasons of matters, from `data/calendar/kazakhstan.tsv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;

const TABLE: &str = include_str!("../../../data/calendar/kazakhstan.tsv");

/// How many kinds of days there are: the weekdays from Monday, and the days off that are no Saturday or Sunday by themselves.
pub(crate) const KINDS: usize = 8;
/// The kind of a holiday, whatever its weekday.
const HOLIDAY: usize = 7;
/// A weekend's day that is worked is taken for a Wednesday: a working day that is neither first nor last.
const WEDNESDAY: usize = 2;

/// Public holidays, moved days off, worked weekends and seasons.
#[derive(Clone, PartialEq, Debug)]
pub struct Calendar {
    days: BTreeMap<Date, usize>,
    seasons: Vec<Season>,
}

/// A season in which some matters are raised more often, as a first guess until a year of counts tells.
#[derive(Clone, PartialEq, Debug)]
struct Season {
    /// Month and day of its first day.
    from: (i8, i8),
    /// Month and day of its last day; before `from` where it goes on into the next year.
    to: (i8, i8),
    categories: Vec<String>,
    factor: f64,
}

impl Calendar {
    /// The calendar of Kazakhstan, 2020 to 2030; of other years weekdays and seasons alone are known.
    pub fn kazakhstan() -> &'static Self {
        static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
            let mut calendar = Calendar { days: BTreeMap::new(), seasons: Vec::new() };
            for line in TABLE.lines().skip(1) {
                calendar.add(line);
            }
            calendar
        });
        &CALENDAR
    }

    /// The same with what is known better: days that are free, and days that are worked, whatever it said of them.
    pub fn corrected(
        &self,
        free: impl IntoIterator<Item = Date>,
        working: impl IntoIterator<Item = Date>,
    ) -> Self {
        let mut corrected = self.clone();
        corrected.days.extend(free.into_iter().map(|day| (day, HOLIDAY)));
        corrected.days.extend(working.into_iter().map(|day| (day, WEDNESDAY)));
        corrected
    }

    /// The days that are free though they may be no weekend.
    pub fn free(&self) -> impl Iterator<Item = Date> {
        self.of_kind(HOLIDAY)
    }

    /// The days of a weekend that are worked.
    pub fn working(&self) -> impl Iterator<Item = Date> {
        self.of_kind(WEDNESDAY)
    }

    fn of_kind(&self, kind: usize) -> impl Iterator<Item = Date> {
        self.days.iter().filter(move |&(_, of)| *of == kind).map(|(&day, _)| day)
    }

    /// Adds a line of the table; `None` when it says nothing.
    fn add(&mut self, line: &str) -> Option<()> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [what, from, to, _name, categories, factor, _ground] = cells[..] else { return None };
        match what {
            "holiday" | "moved" | "working" => {
                let kind = if what == "working" { WEDNESDAY } else { HOLIDAY };
                let (from, to): (Date, Date) = (from.parse().ok()?, to.parse().ok()?);
                let mut day = from;
                while day <= to {
                    self.days.insert(day, kind);
                    day = day.tomorrow().ok()?;
                }
            }
            "season" => self.seasons.push(Season {
                from: month_day(from)?,
                to: month_day(to)?,
                categories: categories.split(' ').map(str::to_owned).collect(),
                factor: factor.parse().ok().filter(|factor| *factor > 0.0)?,
            }),
            _ => return None,
        }
        Some(())
    }

    /// The kind of a day, below [`KINDS`].
    pub(crate) fn kind(&self, day: Date) -> usize {
        self.days.get(&day).copied().unwrap_or_else(|| weekday(day))
    }

    /// Whether people do not work on a day though it may be no weekend.
    pub fn is_holiday(&self, day: Date) -> bool {
        self.days.get(&day) == Some(&HOLIDAY)
    }

    /// How many times as often as in the rest of the year a matter is guessed to be raised on a day.
    pub(crate) fn season(&self, category: &str, day: Date) -> f64 {
        let at = (day.month(), day.day());
        let is_in = |season: &&Season| {
            let within = if season.from <= season.to {
                season.from <= at && at <= season.to
            } else {
                season.from <= at || at <= season.to
            };
            within && season.categories.iter().any(|of| of == category)
        };
        self.seasons.iter().filter(is_in).map(|season| season.factor).product()
    }
}

/// The number of the weekday, from Monday.
fn weekday(day: Date) -> usize {
    day.weekday().to_monday_zero_offset().unsigned_abs().into()
}

fn month_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    let found = (month.parse().ok()?, day.parse().ok()?);
    // A leap year: every day that can be meant is in it.
    Date::new(2024, found.0, found.1).ok().map(|_| found)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_line_is_read() {
        let mut calendar = Calendar { days: BTreeMap::new(), seasons: Vec::new() };
        for line in TABLE.lines().skip(1) {
            assert!(calendar.add(line).is_some(), "{line}");
        }
        assert_eq!(&calendar, Calendar::kazakhstan());
        for year in 2020..=2030 {
            let days = calendar.days.keys().filter(|day| day.year() == year).count();
            assert!(days >= 15, "{year} has {days} days");
        }
    }

    #[test]
    fn no_line_repeats_and_worked_days_are_weekends() {
        let of_days = TABLE.lines().skip(1).filter(|line| !line.starts_with("season")).count();
        assert_eq!(Calendar::kazakhstan().days.len(), of_days);
        for line in TABLE.lines().filter(|line| line.starts_with("working") || line.starts_with("moved")) {
            let day: Date = line.split('\t').nth(1).unwrap().parse().unwrap();
            assert_eq!(weekday(day) >= 5, line.starts_with("working"), "{line}");
        }
    }

    #[test]
    fn holidays_are_told_from_weekdays() {
        let calendar = Calendar::kazakhstan();
        assert!(calendar.is_holiday(date(2026, 5, 27)), "Qurban Ait");
        assert!(calendar.is_holiday(date(2026, 3, 24)), "moved from a Saturday");
        assert!(!calendar.is_holiday(date(2026, 11, 26)));
        assert_eq!(calendar.kind(date(2026, 11, 26)), 3);
        assert_eq!(calendar.kind(date(2024, 5, 4)), WEDNESDAY);
        assert_eq!(calendar.kind(date(2041, 1, 1)), 1);
    }

    #[test]
    fn an_operator_knows_better() {
        let (monday, saturday) = (date(2027, 2, 1), date(2027, 1, 30));
        let calendar = Calendar::kazakhstan().corrected([monday], [saturday]);
        assert!(calendar.is_holiday(monday) && calendar.kind(saturday) == WEDNESDAY);
        assert!(calendar.free().any(|day| day == monday) && calendar.working().any(|day| day == saturday));
        assert!(calendar.is_holiday(date(2026, 5, 27)), "what was known stays");
    }

    #[test]
    fn seasons_go_over_the_end_of_a_year() {
        let calendar = Calendar::kazakhstan();
        for (day, raised) in [
            (date(2026, 10, 14), false),
            (date(2026, 10, 15), true),
            (date(2027, 1, 1), true),
            (date(2027, 4, 16), false),
        ] {
            assert_eq!(calendar.season("hcs/heat", day) > 1.0, raised, "{day}");
        }
        assert_eq!(calendar.season("law/noise", date(2026, 10, 15)), 1.0);
        assert!(calendar.season("eco/flood", date(2028, 4, 1)) > 1.0);
    }
}
