//! Check digits: takes ASCII digits or letters and says whether they fit their own checksum. Lengths are the caller's business.

/// Luhn's check of bank cards (ISO/IEC 7812-1, annex B).
pub(crate) fn is_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = u32::from(digit - b'0');
            match at % 2 {
                0 => value,
                _ if value > 4 => 2 * value - 9,
                _ => 2 * value,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The check digit of Kazakhstan's IIN and BIN: weights 1 to 11 modulo 11, once more with the weights turned by two when the
/// rest is 10. A number whose second rest is 10 too is never issued.
pub(crate) fn is_iin(digits: &[u8]) -> bool {
    let Some((check, base)) = digits.split_last() else {
        return false;
    };
    let weigh = |turn: usize| {
        let sum: usize = base
            .iter()
            .enumerate()
            .map(|(at, digit)| usize::from(digit - b'0') * ((at + turn) % 11 + 1))
            .sum();
        sum % 11
    };
    let mut rest = weigh(0);
    if rest == 10 {
        rest = weigh(2);
    }
    base.len() == 11 && rest == usize::from(check - b'0')
}

/// The check of ISO 13616: country and check digits moved to the end, letters as 10 to 35, modulo 97 is 1.
pub(crate) fn is_iban(account: &[u8]) -> bool {
    if account.len() < 5 {
        return false;
    }
    let rest = account[4..].iter().chain(&account[..4]).fold(0_u32, |rest, letter| {
        let value = match letter {
            b'0'..=b'9' => u32::from(letter - b'0'),
            _ => u32::from(letter.to_ascii_uppercase().saturating_sub(b'A')) + 10,
        };
        (rest * if value > 9 { 100 } else { 10 } + value) % 97
    });
    rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(test: fn(&[u8]) -> bool, good: &[&str], bad: &[&str]) {
        for number in good {
            assert!(test(number.as_bytes()), "{number}");
        }
        for number in bad {
            assert!(!test(number.as_bytes()), "{number}");
        }
    }

    #[test]
    fn check_digits_are_checked() {
        check(
            is_iin,
            &["123456789013", "291417776310", "987654321090", "000000000010"],
            &["123456789012", "", "1"],
        );
        check(is_luhn, &["4111111111111111", "5555555555554444"], &["4111111111111112"]);
        check(is_iban, &["KZ86125KZT5004100100", "kz86125kzt5004100100"], &["KZ87125KZT5004100100", "KZ8"]);
    }
}
