//! Places by their code in KATO, the state classifier of administrative territories.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A nine-digit KATO code. The first two digits are the region, the first four to six the district.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kato(pub u32);

impl Kato {
    /// The region (oblast or city of republican significance) this place lies in.
    pub fn region(self) -> Self {
        Self(self.0 / 10_000_000 * 10_000_000)
    }

    /// Whether this is a region itself.
    pub fn is_region(self) -> bool {
        self == self.region()
    }

    /// The district this place lies in: a rural district, a town of a region, or a district of a city of republican
    /// significance. A region is its own, and so is such a city as a whole.
    pub fn district(self) -> Self {
        let district = self.0 / 100_000 * 100_000;
        // The districts of these three cities have a code of five digits.
        let is_of_city = matches!(self.0 / 10_000_000, 71 | 75 | 79) && district != self.region().0;
        Self(if is_of_city { district + 10_000 } else { district })
    }

    /// Whether this is `outer` or one of its parts: codes end in zeros where they stop telling.
    pub fn is_within(self, outer: Self) -> bool {
        let mut unit = 10_000_000;
        while unit > 1 && !outer.0.is_multiple_of(unit) {
            unit /= 10;
        }
        self.0 / unit == outer.0 / unit
    }
}

impl fmt::Display for Kato {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:09}", self.0)
    }
}

impl fmt::Debug for Kato {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:09}", self.0)
    }
}

impl FromStr for Kato {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        if code.len() != 9 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(format!("`{code}` is not a nine-digit KATO code"));
        }
        code.parse().map(Self).map_err(|_| format!("`{code}` is not a nine-digit KATO code"))
    }
}

impl TryFrom<String> for Kato {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        code.parse()
    }
}

impl From<Kato> for String {
    fn from(kato: Kato) -> Self {
        kato.to_string()
    }
}

/// A place named in a text. `start..end` are byte offsets into that text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlaceMention {
    /// Which place.
    pub kato: Kato,
    /// Its name as the gazetteer has it, in the language of the mention.
    pub name: String,
    /// First byte of the mention.
    pub start: usize,
    /// First byte after the mention.
    pub end: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_district_lies_in_its_region_and_not_in_another() {
        let check = |inner: u32, outer: u32| Kato(inner).is_within(Kato(outer));
        assert!(check(391_610_000, 391_600_000));
        assert!(check(391_600_000, 390_000_000));
        assert!(check(395_400_000, 390_000_000));
        assert!(!check(395_400_000, 391_600_000));
        assert!(!check(390_000_000, 391_600_000));
        assert!(check(751_110_000, 750_000_000));
    }

    #[test]
    fn a_village_lies_in_a_district_and_a_district_in_itself() {
        let check = |place: u32, district: u32| assert_eq!(Kato(place).district(), Kato(district));
        check(391_643_200, 391_600_000);
        check(391_600_000, 391_600_000);
        check(390_000_000, 390_000_000);
        check(101_010_000, 101_000_000);
        check(751_110_000, 751_110_000);
        check(711_110_100, 711_110_000);
        check(750_000_000, 750_000_000);
    }
}
