//! The ends of a map without dates: what stands beyond them at the next look is new.
//!
//! Sites add addresses at the end of a map or at its beginning. A few from each end, remembered, tell which and how many,
//! where remembering a map of fifty thousand would not do.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::walk::memory::{parted, short};

/// Addresses that are remembered of each end; so many may be taken away between two looks.
const EACH: usize = 25;

/// Digits of a number in an address from which on it is an article's and no rubric's.
const DIGITS: usize = 3;

/// The ends of a map: hashed addresses, one after another.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Ends {
    first: String,
    last: String,
}

impl Ends {
    /// The ends of a list of addresses.
    pub(super) fn of(addresses: &[&str]) -> Self {
        let first = addresses.iter().take(EACH).map(|address| short(address)).collect();
        let last = addresses.iter().rev().take(EACH).map(|address| short(address)).collect();
        Self { first, last }
    }

    /// The positions of the addresses beyond these ends; none where neither end is found any more.
    pub(super) fn beyond(&self, addresses: &[&str]) -> Option<Vec<usize>> {
        let known: Vec<&str> = parted(&self.first).chain(parted(&self.last)).collect();
        let is_known = |address: &str| known.contains(&short(address).as_str());
        if known.is_empty() {
            return Some((0..addresses.len()).collect());
        }
        let first = addresses.iter().position(|address| is_known(address))?;
        let last = addresses.iter().rposition(|address| is_known(address))?;
        Some((0..first).chain(last + 1..addresses.len()).collect())
    }
}

/// The positions of the addresses with the highest numbers; none when they are not numbered.
pub(super) fn highest(addresses: &[&str], most: usize) -> Vec<usize> {
    let mut numbered: Vec<(u64, usize)> = addresses
        .iter()
        .enumerate()
        .filter_map(|(index, address)| number(address).map(|number| (number, index)))
        .collect();
    if numbered.len() * 10 < addresses.len() * 9 {
        return Vec::new();
    }
    numbered.sort_unstable_by(|one, other| other.cmp(one));
    numbered.into_iter().take(most).map(|(_, index)| index).collect()
}

/// The last long number of an address's path.
fn number(address: &str) -> Option<u64> {
    let url = Url::parse(address).ok()?;
    let runs = url.path().split(|letter: char| !letter.is_ascii_digit());
    runs.filter(|run| run.len() >= DIGITS).filter_map(|run| run.parse().ok()).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(range: std::ops::Range<u32>) -> Vec<String> {
        range.map(|number| format!("https://demo.example/news/{number}-su-zhok")).collect()
    }

    fn beyond(before: &[String], after: &[String]) -> Option<Vec<usize>> {
        let refs = |list: &[String]| list.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
        let (before, after) = (refs(before), refs(after));
        Ends::of(&before.lines().collect::<Vec<_>>()).beyond(&after.lines().collect::<Vec<_>>())
    }

    #[test]
    fn what_is_added_at_either_end_is_found() {
        let before = addresses(1000..2000);
        assert_eq!(beyond(&before, &before), Some(Vec::new()));
        assert_eq!(beyond(&before, &addresses(1000..2003)), Some(vec![1000, 1001, 1002]));
        assert_eq!(beyond(&before, &addresses(998..2001)), Some(vec![0, 1, 1002]));
        let mut fewer = addresses(1010..2002);
        fewer.remove(989);
        assert_eq!(beyond(&before, &fewer), Some(vec![989, 990]));
        assert_eq!(beyond(&before, &addresses(5000..6000)), None);
    }

    #[test]
    fn numbers_tell_the_newest() {
        let addresses =
            ["https://d.example/a/4711", "https://d.example/b/4713-x2", "https://d.example/c/4712"];
        assert_eq!(highest(&addresses, 2), [1, 2]);
        assert!(highest(&["https://d.example/a", "https://d.example/b"], 2).is_empty());
    }
}
