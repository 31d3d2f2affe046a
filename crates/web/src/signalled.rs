//! The signals of a day with what the page and the interface for programs tell of them beside their numbers.

use dauys_model::{CategoryId, Kato, Signal, SignalPlace, SignalSubject, Topic};
use dauys_store::Store;
use jiff::civil::Date;

use crate::failure::Failure;
use crate::office::Office;

/// So many days back it is looked for when a signal began.
const LOOK_BACK: usize = 60;
/// Chances below one in so many are not told apart.
pub(crate) const RAREST: u64 = 1_000_000_000;

/// A signal, and what it is of.
pub(crate) struct Signalled {
    /// The numbers.
    pub(crate) signal: Signal,
    /// The matter.
    pub(crate) category: CategoryId,
    /// Where.
    pub(crate) place: SignalPlace,
    /// The topic, where it is of one.
    pub(crate) topic: Option<Topic>,
    /// Whether life and limb are at stake.
    pub(crate) urgent: bool,
    /// The first of the days without a gap on which there was a signal of the same.
    pub(crate) since: Date,
    /// Whether it has the voices to be shown to readers; the others wait for a person.
    pub(crate) is_shown: bool,
}

/// The signals of a day, the least probable first; without those whose topic is no more.
pub(crate) fn of_day(store: &Store, office: &Office, day: Date) -> Result<Vec<Signalled>, Failure> {
    let mut told = Vec::new();
    for signal in store.signals(day)? {
        let (category, place, topic, urgent) = match &signal.subject {
            SignalSubject::Cell { category, place } => {
                let urgent = dauys_text::tree().get(category).is_some_and(|leaf| leaf.urgent);
                (category.clone(), place.clone(), None, urgent)
            }
            SignalSubject::Topic(id) => {
                let Some(topic) = store.topic(&store.shown_as(id)?)? else { continue };
                let place = match (&topic.place, topic.kato) {
                    (Some(name), within) => SignalPlace::Named { name: name.clone(), within },
                    (None, Some(kato)) => SignalPlace::Known(kato),
                    (None, None) => SignalPlace::Country,
                };
                (topic.category.clone(), place, Some(topic.clone()), topic.urgent)
            }
        };
        let least = if urgent { office.min_voices_urgent } else { office.min_voices };
        let is_shown = signal.voices >= least;
        told.push(Signalled { signal, category, place, topic, urgent, since: day, is_shown });
    }
    begin(store, day, &mut told)?;
    Ok(told)
}

/// Goes back day by day as long as one of them goes on.
fn begin(store: &Store, day: Date, told: &mut [Signalled]) -> Result<(), Failure> {
    let mut before = day;
    for _ in 0..LOOK_BACK {
        let (after, Ok(earlier)) = (before, before.yesterday()) else { break };
        before = earlier;
        let signals = store.signals(before)?;
        let mut goes_on = false;
        for one in told.iter_mut().filter(|one| one.since == after) {
            if signals.iter().any(|signal| signal.subject == one.signal.subject) {
                one.since = before;
                goes_on = true;
            }
        }
        if !goes_on {
            break;
        }
    }
    Ok(())
}

impl Signalled {
    /// Whether it lies in a place.
    pub(crate) fn lies_in(&self, region: Kato) -> bool {
        self.kato().is_some_and(|kato| kato.is_within(region))
    }

    /// Its place, or what that lies in, as the gazetteer has it.
    pub(crate) fn kato(&self) -> Option<Kato> {
        match &self.place {
            SignalPlace::Country => None,
            SignalPlace::Known(kato) => Some(*kato),
            SignalPlace::Named { within, .. } => *within,
        }
    }
}

/// A chance as one in so many, two digits of it; at most [`RAREST`].
pub(crate) fn one_in(chance: f64) -> u64 {
    let one_in = (1.0 / chance.clamp(1.0 / RAREST as f64, 1.0)).min(RAREST as f64);
    let unit = 10.0_f64.powi((one_in.log10().floor() as i32 - 1).max(0));
    ((one_in / unit).round() * unit) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_read_as_odds() {
        let read = [1.0 / 90_123.0, 0.01, 1.0 / 1_250_000.0, 1.0e-20, 0.0, 0.3, 1.0, f64::NAN].map(one_in);
        assert_eq!(read[..7], [90_000, 100, 1_300_000, RAREST, RAREST, 3, 1]);
        assert!(read[7] <= RAREST);
    }
}
