//! Strings in, small numbers out, so that counting is cheap. The numbers depend on the order of arrival and therefore
//! decide nothing: every tie is broken by strings or by the canonical order of texts.

use rustc_hash::FxHashMap;

/// Strings seen so far, numbered from zero.
#[derive(Default, Debug)]
pub(crate) struct Vocabulary {
    numbers: FxHashMap<Box<str>, u32>,
    strings: Vec<Box<str>>,
    marks: Vec<u64>,
}

impl Vocabulary {
    /// The number of a string, new or known.
    pub(crate) fn number(&mut self, string: &str) -> u32 {
        if let Some(&number) = self.numbers.get(string) {
            return number;
        }
        let number =
            u32::try_from(self.strings.len()).expect("four billion distinct terms do not fit in memory");
        self.numbers.insert(string.into(), number);
        self.strings.push(string.into());
        self.marks.push(mark(string));
        number
    }

    /// The string behind a number.
    pub(crate) fn string(&self, number: u32) -> &str {
        &self.strings[number as usize]
    }

    /// A hash of the string behind a number that is the same in every run.
    pub(crate) fn mark(&self, number: u32) -> u64 {
        self.marks[number as usize]
    }
}

/// FNV-1a (Fowler, Noll and Vo 1991), followed by the finalizer of SplitMix64 (Steele, Lea and Flood 2014) so that low
/// bits may be used alone.
fn mark(string: &str) -> u64 {
    let hash = string.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    mix(hash)
}

/// The finalizer of SplitMix64: every bit of the result depends on every bit of the input.
pub(crate) fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_string_has_one_number_and_one_mark() {
        let mut first = Vocabulary::default();
        let mut second = Vocabulary::default();
        let water = first.number("вод");
        second.number("су");
        let late = second.number("вод");
        assert_eq!(first.number("вод"), water);
        assert_ne!(water, late, "numbers depend on arrival");
        assert_eq!(first.mark(water), second.mark(late), "marks do not");
        assert_eq!(first.string(water), "вод");
    }
}
