//! Values → stretches of a statement in one language: counts with their form, days with theirs, places, editions.

use dauys_model::{EditionKey, Period};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::Interface;
use crate::dates::Dates;
use crate::input::{DayTopic, Input, PlaceWords};
use crate::said::{Said, capitalized};
use crate::statement::Value;
use crate::wording::{Forms, PeriodTexts, Wording};

/// Tells values for one digest.
#[derive(Clone, Copy)]
pub(crate) struct Teller {
    pub(crate) wording: &'static Wording,
    pub(crate) dates: Dates,
    pub(crate) period: Period,
    /// The first day that the digest tells of.
    pub(crate) from: Date,
    /// The last one.
    pub(crate) day: Date,
}

impl Teller {
    /// Tells in the language of the digest, of its days.
    pub(crate) fn new(input: &Input) -> Self {
        Self {
            wording: Wording::of(input.interface),
            dates: Dates::new(input.interface, input.day),
            period: input.period,
            from: input.from.min(input.day),
            day: input.day,
        }
    }

    /// The texts that differ between days, weeks and months.
    pub(crate) fn of_period(self) -> &'static PeriodTexts {
        self.wording.of_period(self.period)
    }

    /// A count alone.
    pub(crate) fn number(self, name: &str, n: u32) -> Said {
        Said::value(name, Value::Number(n.into()), n.to_string())
    }

    /// A measure, as it is read: `0,4` and `12` rather than `12,3`. The value is that of the figure shown.
    pub(crate) fn measure(self, name: &str, measure: f64) -> Said {
        let decimals = match measure {
            x if x >= 9.95 => 0,
            x if x >= 0.05 => 1,
            _ => 2,
        };
        let shown = format!("{measure:.decimals$}");
        let shown = match shown.split_once('.') {
            Some((whole, rest)) if rest.bytes().all(|digit| digit == b'0') => whole.to_owned(),
            _ => shown,
        };
        let value = Value::Number(shown.parse().unwrap_or(measure));
        let point = if self.wording.language == Interface::English { "." } else { "," };
        Said::value(name, value, shown.replace('.', point))
    }

    /// A count with its noun: `12 независимых голосов`.
    pub(crate) fn counted(self, name: &str, forms: &Forms, n: u32) -> Said {
        Said::value(name, Value::Number(n.into()), self.wording.count(forms, n))
    }

    /// A number as a part of a whole: `4-еуі`.
    pub(crate) fn part(self, name: &str, n: u32) -> Said {
        Said::value(name, Value::Number(n.into()), self.wording.part(n))
    }

    /// A day, written as one of the forms of [`Dates`].
    pub(crate) fn day(self, name: &str, day: Date, written: fn(Dates, Date) -> String) -> Said {
        Said::value(name, Value::Day(day), written(self.dates, day))
    }

    /// Two days, written as one of the forms of [`Dates`].
    pub(crate) fn days(
        self,
        name: &str,
        from: Date,
        to: Date,
        written: fn(Dates, Date, Date) -> String,
    ) -> Said {
        let mut said = Said::value(name, Value::Day(from), written(self.dates, from, to));
        if from != to {
            let mut last = said.facts[0].clone();
            last.value = Value::Day(to);
            said.facts.push(last);
        }
        said
    }

    /// A moment, written as one of the forms of [`Dates`].
    pub(crate) fn moment(self, name: &str, at: Timestamp, written: fn(Dates, Timestamp) -> String) -> Said {
        Said::value(name, Value::Moment(at), written(self.dates, at))
    }

    /// Which edition, as its word is told after it or before: `за 20 ноября`, `20 қарашадағы`, `of 20 November`.
    pub(crate) fn edition(self, key: &EditionKey) -> Said {
        let (from, to) = key.period.around(key.day);
        match key.period {
            Period::Day => self.day("edition", key.day, Dates::of_edition),
            Period::Week => self.days("edition", from, to, Dates::of_weekly_edition),
            Period::Month => self.days("edition", from, to, |dates, _, to| dates.of_monthly_edition(to)),
        }
    }

    /// A place under its name.
    pub(crate) fn place(self, place: &PlaceWords) -> Said {
        Said::value("place", Value::Place(place.kato), &place.name)
    }

    /// Where things happen: `в Риддере`. Where the form is not known for sure there is none, save in English.
    pub(crate) fn inside(self, place: &PlaceWords) -> Option<Said> {
        let inside = match (&place.locative, self.wording.language) {
            (Some(locative), _) => locative.clone(),
            (None, Interface::English) if place.kato.is_some() => format!("in {}", place.name),
            (None, _) => return None,
        };
        Some(Said::value("place", Value::Place(place.kato), inside))
    }

    /// Place and matter: `Риддер: отопление`.
    pub(crate) fn headline(self, topic: &DayTopic) -> Said {
        match &topic.place {
            Some(place) => {
                let matter = Said::name("matter", &uncapitalized(&topic.matter));
                self.place(place).then(Said::words(": ")).then(matter)
            }
            None => Said::name("matter", &capitalized(&topic.matter)),
        }
    }
}

/// The same text with a small first letter, unless the first word is an abbreviation (`ЖКХ`, `eGov`).
pub(crate) fn uncapitalized(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), text.chars().nth(1)) {
        (Some(first), second) if second.is_none_or(|second| !second.is_uppercase()) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use dauys_model::SubscriptionId;
    use jiff::civil::date;

    use super::*;

    fn teller(language: Interface) -> Teller {
        let subscription = SubscriptionId::new("east").unwrap();
        Teller::new(&Input::new(subscription, "", language, date(2026, 11, 22)))
    }

    #[test]
    fn measures_are_written_as_a_language_writes_them() {
        let shown = |language, measure| teller(language).measure("norm", measure).text;
        let ru = [0.4, 1.0, 1.96, 0.04, 9.96, 12.34, 0.0, 3.05].map(|x| shown(Interface::Russian, x));
        assert_eq!(ru.join(" "), "0,4 1 2 0,04 10 12 0 3");
        assert_eq!(shown(Interface::Kazakh, 0.4), "0,4");
        assert_eq!(shown(Interface::English, 0.4), "0.4");
        assert_eq!(teller(Interface::Russian).measure("norm", 1.96).facts[0].value, Value::Number(2.0));
    }

    #[test]
    fn editions_are_named() {
        let edition = |language, period, day| {
            let subscription = SubscriptionId::new("east").unwrap();
            teller(language).edition(&EditionKey { subscription, period, day }).text
        };
        let of = |language| {
            [
                edition(language, Period::Day, date(2026, 11, 20)),
                edition(language, Period::Day, date(2025, 12, 31)),
                edition(language, Period::Week, date(2026, 11, 15)),
                edition(language, Period::Week, date(2026, 11, 1)),
                edition(language, Period::Month, date(2026, 10, 31)),
                edition(language, Period::Month, date(2025, 12, 31)),
            ]
            .join("; ")
        };
        assert_eq!(
            of(Interface::Russian),
            "за 20 ноября; за 31 декабря 2025 года; за неделю 9–15 ноября; за неделю 26 октября – 1 ноября; \
             за октябрь; за декабрь 2025 года"
        );
        assert_eq!(
            of(Interface::Kazakh),
            "20 қарашадағы; 2025 жылғы 31 желтоқсандағы; 9–15 қараша аптасындағы; 26 қазан – 1 қараша аптасындағы; \
             қазан айындағы; 2025 жылғы желтоқсан айындағы"
        );
        assert_eq!(
            of(Interface::English),
            "of 20 November; of 31 December 2025; of the week 9–15 November; of the week 26 October – 1 November; \
             of October; of December 2025"
        );
    }

    #[test]
    fn abbreviations_keep_their_capitals() {
        let written = ["Отопление", "ЖКХ", "eGov", "Я", ""].map(uncapitalized);
        assert_eq!(written, ["отопление", "ЖКХ", "eGov", "я", ""]);
    }
}
