//! The spans in which we did not hear a source: the moments of checks that heard it in, the pauses between them out.

use jiff::{SignedDuration, Timestamp};

/// A pause between two checks is a deafness from so many times the usual one on.
const UNUSUAL: i32 = 6;
/// And from this on: shorter ones hide no silence that would matter.
const LEAST: SignedDuration = SignedDuration::from_hours(3);
/// Whatever is usual: every source is due daily, so two days without an answer are one.
const MOST: SignedDuration = SignedDuration::from_hours(48);

/// The pauses between checks that heard a source, in which it may have spoken unheard. The order of the checks does
/// not matter.
pub fn deaf(heard: &[Timestamp]) -> Vec<(Timestamp, Timestamp)> {
    let mut heard = heard.to_vec();
    heard.sort_unstable();
    let pause = |pair: &[Timestamp]| pair[1].duration_since(pair[0]);
    let mut pauses: Vec<SignedDuration> = heard.windows(2).map(pause).collect();
    pauses.sort_unstable();
    let Some(usual) = pauses.get(pauses.len() / 2) else { return Vec::new() };
    let longest = usual.saturating_mul(UNUSUAL).clamp(LEAST, MOST);
    heard.windows(2).filter(|pair| pause(pair) > longest).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + hour * 3600).unwrap()
    }

    #[test]
    fn long_pauses_between_checks_are_deafness() {
        let hourly: Vec<Timestamp> = (0..50).chain(55..80).chain([100]).map(at).collect();
        assert_eq!(deaf(&hourly), [(at(79), at(100))]);
        let daily: Vec<Timestamp> =
            (0..10).chain(11..20).chain(23..30).map(|day| at(24 * day)).rev().collect();
        assert_eq!(deaf(&daily), [(at(19 * 24), at(23 * 24))]);
        assert!(deaf(&[at(0)]).is_empty() && deaf(&[]).is_empty());
    }
}
