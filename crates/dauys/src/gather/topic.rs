//! A topic with what its posts say → how a digest shows it, in the words of a reader.

use dauys_digest::{DayTopic, Tally};
use dauys_model::{DayCount, Interface, Period, SourceId, Topic, Trend, trend};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::raised::Raised;
use super::words;
use crate::config::Config;

/// For so many days without a voice a topic is still told of in a digest of a day.
const QUIET_DAYS: i32 = 5;

/// The time that a digest tells of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Span {
    pub(super) period: Period,
    /// Its first day.
    pub(super) from: Date,
    /// Its last day.
    pub(super) day: Date,
}

impl Span {
    /// The day, or the week or month that a day lies in, up to that day.
    pub(super) fn new(period: Period, day: Date) -> Self {
        Self { period, from: period.around(day).0, day }
    }

    /// The same days of the period before.
    pub(super) fn before(self) -> (Date, Date) {
        let last = self.from.yesterday().unwrap_or(Date::MIN);
        (self.period.around(last).0, last)
    }

    /// The same days of last year: the same weekdays of a week, the same month.
    pub(super) fn last_year(self) -> (Date, Date) {
        let earlier = |day: Date| match self.period {
            Period::Month => day.saturating_sub(1.year()),
            _ => day.saturating_sub(52.weeks()),
        };
        match self.period {
            Period::Month => (earlier(self.from), earlier(self.from).last_of_month().min(earlier(self.day))),
            _ => (earlier(self.from), earlier(self.day)),
        }
    }

    /// How a topic stands: on the day; of a week or month by the same rules, whole periods counted as days are.
    pub(super) fn standing(self, topic: &Topic) -> Option<Trend> {
        if self.period == Period::Day {
            return trend(&topic.days, self.day);
        }
        let mut ago: Vec<DayCount> = Vec::new();
        for count in topic.days.iter().filter(|count| count.day <= self.day) {
            // How many periods ago, as a day so many days ago.
            let periods = match self.period {
                Period::Month => months(self.from) - months(count.day.min(self.day)),
                _ => {
                    let monday = self.period.around(count.day).0;
                    monday.until(self.from).map_or(0, |span| span.get_days() / 7)
                }
            };
            let day = self.day.saturating_sub(i64::from(periods.max(0)).days());
            match ago.iter_mut().find(|other| other.day == day) {
                Some(other) => {
                    other.voices += count.voices;
                    other.texts += count.texts;
                }
                None => ago.push(DayCount { day, ..*count }),
            }
        }
        let stands = trend(&ago, self.day)?;
        let is_raised = ago.iter().any(|count| count.day == self.day && count.voices > 0);
        Some(if is_raised { stands } else { Trend::Quiet })
    }

    /// Whether a quiet topic is old news.
    pub(super) fn is_forgotten(self, topic: &Topic) -> bool {
        let raised = topic.days.iter().filter(|count| count.voices > 0 && count.day <= self.day);
        let Some(last) = raised.map(|count| count.day).max() else { return true };
        match self.period {
            Period::Day => last.until(self.day).is_ok_and(|span| span.get_days() > QUIET_DAYS),
            _ => last < self.before().0,
        }
    }

    fn tally(self, topic: &Topic) -> Tally {
        let within = topic.days.iter().filter(|count| self.from <= count.day && count.day <= self.day);
        within.fold(Tally::default(), |sum, count| Tally {
            voices: sum.voices + count.voices,
            texts: sum.texts + count.texts,
        })
    }
}

fn months(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month())
}

/// A topic as it stands, in the language of a reader.
pub(super) fn day_topic(
    config: &Config,
    (topic, stands): (&Topic, Trend),
    raised: &Raised,
    span: Span,
    until: Timestamp,
    (interface, quotes): (Interface, Option<dauys_model::Language>),
    name: impl Fn(&SourceId) -> String,
) -> DayTopic {
    let all = Tally { voices: topic.voices(), texts: topic.texts() };
    let mut sources: Vec<String> = raised.sources.iter().map(name).collect();
    sources.sort();
    sources.dedup();
    let norms = dauys_signals::norms(&topic.days, span.day);
    DayTopic {
        id: topic.id.clone(),
        trend: stands,
        matter: words::matter(&topic.category, interface),
        group: words::group(&topic.category, interface),
        place: words::place(topic, interface),
        first_at: raised.span.map_or(topic.first_at, |(first, _)| first.min(topic.first_at)),
        last_at: raised.span.map_or(topic.last_at.min(until), |(_, last)| last),
        days: topic.days.clone(),
        today: span.tally(topic),
        all,
        echo: all.texts - all.voices.min(all.texts),
        sources,
        urgent: topic.urgent,
        quotes: raised.quotes(quotes),
        terms: topic.terms.clone(),
        phrase: raised.phrase(quotes),
        responsible: words::responsible(config, topic, span.day, interface),
        confirmation: raised.confirmation,
        norms: norms.into_iter().map(|norm| (norm.day, norm.expected)).collect(),
        languages: raised.languages,
        posts: raised.posts.clone(),
    }
}

#[cfg(test)]
mod tests {
    use dauys_model::{CategoryId, TopicId};

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn topic(days: &[(&str, u32)]) -> Topic {
        Topic {
            id: TopicId("t1".into()),
            category: CategoryId("hcs/water".into()),
            subject: None,
            kato: None,
            place: None,
            first_at: Timestamp::UNIX_EPOCH,
            last_at: Timestamp::UNIX_EPOCH,
            days: days
                .iter()
                .map(|(on, voices)| DayCount { day: day(on), voices: *voices, texts: *voices })
                .collect(),
            terms: Vec::new(),
            quotes: Vec::new(),
            urgent: false,
        }
    }

    #[test]
    fn a_week_stands_as_a_day_does_among_days() {
        let week = Span::new(Period::Week, day("2026-11-22"));
        for (days, stands) in [
            (&[("2026-11-16", 3), ("2026-11-20", 2)][..], Some(Trend::New)),
            (&[("2026-11-10", 2), ("2026-11-20", 2)], Some(Trend::Steady)),
            (&[("2026-11-10", 2), ("2026-11-17", 9), ("2026-11-20", 9)], Some(Trend::Growing)),
            (&[("2026-11-15", 9)], Some(Trend::Quiet)),
            (&[("2026-10-01", 4), ("2026-11-20", 4)], Some(Trend::CameBack)),
            (&[("2026-11-23", 4)], None),
        ] {
            assert_eq!(week.standing(&topic(days)), stands, "{days:?}");
        }
        let month = Span::new(Period::Month, day("2026-11-30"));
        assert_eq!(month.standing(&topic(&[("2026-10-31", 4), ("2026-11-01", 4)])), Some(Trend::Steady));
        assert_eq!(month.standing(&topic(&[("2026-10-31", 4)])), Some(Trend::Quiet));
        assert_eq!(month.standing(&topic(&[("2026-11-01", 4), ("2026-11-30", 4)])), Some(Trend::New));
    }

    #[test]
    fn earlier_periods_are_as_long_as_the_calendar_has_them() {
        let days = |pair: (Date, Date)| format!("{}..{}", pair.0, pair.1);
        let week = Span::new(Period::Week, day("2026-11-22"));
        assert_eq!(days((week.from, week.day)), "2026-11-16..2026-11-22");
        assert_eq!(days(week.before()), "2026-11-09..2026-11-15");
        assert_eq!(days(week.last_year()), "2025-11-17..2025-11-23");
        let month = Span::new(Period::Month, day("2026-03-31"));
        assert_eq!(days(month.before()), "2026-02-01..2026-02-28");
        assert_eq!(days(month.last_year()), "2025-03-01..2025-03-31");
    }

    #[test]
    fn what_ended_is_told_of_once_more() {
        let week = Span::new(Period::Week, day("2026-11-22"));
        assert!(!week.is_forgotten(&topic(&[("2026-11-09", 1)])));
        assert!(week.is_forgotten(&topic(&[("2026-11-08", 1)])));
        let one = Span::new(Period::Day, day("2026-11-22"));
        assert!(!one.is_forgotten(&topic(&[("2026-11-17", 1)])));
        assert!(one.is_forgotten(&topic(&[("2026-11-16", 1)])));
    }
}
