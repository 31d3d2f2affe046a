//! What goes in: the voices of a day.

use dauys_model::{CategoryId, Kato, SourceId, TopicId};
use jiff::civil::Date;

/// Voices of one source on one day that are alike.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Voices {
    /// Who told.
    pub source: SourceId,
    /// The leaf they are of.
    pub category: CategoryId,
    /// The district or region they name, as [`Kato::district`] has it.
    pub kato: Option<Kato>,
    /// A place they name that the gazetteer does not know.
    pub name: Option<String>,
    /// The topic they belong to.
    pub topic: Option<TopicId>,
    /// How many: independent raisings, echo left out.
    pub voices: u32,
}

/// What was heard on a civil day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Day {
    /// The civil day of Kazakhstan.
    pub date: Date,
    /// The sources that would have been heard had they said anything; those with voices are, listed or not.
    pub heard: Vec<SourceId>,
    /// The voices, in any order.
    pub voices: Vec<Voices>,
}

/// Six significant digits, so that what is written does not depend on the last bits of a machine.
pub(crate) fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    format!("{value:.5e}").parse().unwrap_or(value)
}
