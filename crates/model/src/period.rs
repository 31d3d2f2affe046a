//! What one digest tells of: a day, a week, a month; and the key that there is one edition for.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::SubscriptionId;

/// What one digest tells of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// One civil day.
    #[default]
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
}

impl Period {
    /// The code in settings, on the command line and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The first and the last day of the period that `day` lies in.
    pub fn around(self, day: Date) -> (Date, Date) {
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let since_monday = i64::from(day.weekday().to_monday_zero_offset());
                let monday = day.saturating_sub(jiff::Span::new().days(since_monday));
                (monday, monday.saturating_add(jiff::Span::new().days(6)))
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
        }
    }
}

/// What an edition is of: at most one goes out for each.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct EditionKey {
    /// Whose.
    pub subscription: SubscriptionId,
    /// Of a day, a week or a month.
    pub period: Period,
    /// The day, or the last day of the week or month.
    pub day: Date,
}

impl fmt::Display for EditionKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.period {
            Period::Day => write!(formatter, "{} of {}", self.subscription, self.day),
            period => write!(formatter, "{} of the {} to {}", self.subscription, period.code(), self.day),
        }
    }
}
