//! Figures of official statistics: what a region's numbers are measured against.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::Kato;

/// One value of a statistical index.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Figure {
    /// The index, by the number its publisher gives it.
    pub index: String,
    /// What it measures, in the publisher's words; empty where the answer does not say.
    pub name: String,
    /// The last day of the period it stands for.
    pub date: Date,
    /// The period in the publisher's words, `2026 год`, `III квартал 2026`.
    pub period: String,
    /// What the value is of: a region, a branch, a group, in the publisher's words; empty for the whole.
    pub of: String,
    /// The place it is of, where it is known.
    pub kato: Option<Kato>,
    /// The value as published, with a decimal point.
    pub value: f64,
    /// Where it was read.
    pub url: Option<Url>,
}
