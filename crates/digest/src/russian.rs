//! Russian grammar of counts and dates: which of three forms goes with a number, and `с` or `со` before one.

/// Which form goes with a number: 0 for 1, 21, 101; 1 for 2 to 4, 22; 2 for the rest.
///
/// The rule of the Unicode CLDR plural classes `one`, `few` and `many` for Russian integers.
pub(crate) fn plural_class(n: u32) -> usize {
    match (n % 10, n % 100) {
        (1, last) if last != 11 => 0,
        (2..=4, last) if !(12..=14).contains(&last) => 1,
        _ => 2,
    }
}

/// The preposition before a day of a month: only `второго` opens with a cluster that asks for `со`.
pub(crate) fn from_day(day: i8) -> &'static str {
    if day == 2 { "со" } else { "с" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fall_into_three_classes() {
        let classes = |numbers: &[u32]| numbers.iter().map(|n| plural_class(*n)).collect::<Vec<_>>();
        assert_eq!(classes(&[1, 21, 31, 101, 121, 1001]), [0; 6]);
        assert_eq!(classes(&[2, 3, 4, 22, 34, 102, 1003]), [1; 7]);
        assert_eq!(classes(&[0, 5, 9, 10, 11, 12, 13, 14, 20, 25, 111, 112, 114, 211, 1011, 1112]), [2; 16]);
    }

    #[test]
    fn the_second_takes_so() {
        let days: Vec<i8> = (1..=31).filter(|day| from_day(*day) == "со").collect();
        assert_eq!(days, [2]);
    }
}
