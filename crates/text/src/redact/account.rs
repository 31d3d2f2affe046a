//! Kazakhstan's bank accounts (IBAN): `KZ`, two check digits, three digits of the bank, thirteen letters or digits. Spaces between
//! them and Cyrillic letters that look like Latin ones are allowed.

use super::checksum::is_iban;
use super::context::Context;
use super::cue::Cue;
use super::mark::{Hidden, Mark, Rule};

/// Letters and digits of an account (ISO 13616, registry entry of Kazakhstan).
const LENGTH: usize = 20;

/// The account around its first digit at `at`, if one is there.
pub(crate) fn find(context: &Context, at: usize, spans: &mut Vec<Hidden>) {
    let text = context.text;
    let head = text[..at].trim_end_matches(is_gap);
    let Some(rest) = head.strip_suffix(['Z', 'z', 'З', 'з']) else {
        return;
    };
    let Some(rest) = rest.trim_end_matches(is_gap).strip_suffix(['K', 'k', 'К', 'к']) else {
        return;
    };
    if rest.chars().next_back().is_some_and(char::is_alphanumeric) {
        return;
    }
    let mut account = vec![b'K', b'Z'];
    let mut end = at;
    // No account is longer than twenty signs with a gap after each.
    for (offset, letter) in text[at..].char_indices().take(3 * LENGTH) {
        if account.len() == LENGTH {
            if letter.is_alphanumeric() {
                return;
            }
            break;
        }
        if is_gap(letter) {
            continue;
        }
        let Some(latin) = latin(letter) else { break };
        account.push(latin);
        end = at + offset + letter.len_utf8();
    }
    if account.len() != LENGTH || !account[2..4].iter().all(u8::is_ascii_digit) {
        return;
    }
    let rule = if is_iban(&account) {
        Rule::Checksum
    } else if context.stands_before(Cue::Account, rest.len(), 50) {
        Rule::Cue
    } else {
        return;
    };
    spans.push(Hidden { range: rest.len()..end, mark: Mark::Iban, rule });
}

fn is_gap(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '-') || dauys_kazakh::is_invisible(letter)
}

fn latin(letter: char) -> Option<u8> {
    Some(match letter {
        'А' | 'а' => b'A',
        'В' | 'в' => b'B',
        'Е' | 'е' => b'E',
        'З' | 'з' => b'Z',
        'К' | 'к' => b'K',
        'М' | 'м' => b'M',
        'Н' | 'н' => b'H',
        'О' | 'о' => b'O',
        'Р' | 'р' => b'P',
        'С' | 'с' => b'C',
        'Т' | 'т' => b'T',
        'У' | 'у' => b'Y',
        'Х' | 'х' => b'X',
        _ if letter.is_ascii_alphanumeric() => (letter as u8).to_ascii_uppercase(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut spans = Vec::new();
        if let Some(at) = text.find(|letter: char| letter.is_ascii_digit()) {
            find(&Context::new(text), at, &mut spans);
        }
        let found: Vec<_> = spans.iter().map(|span| &text[span.range.clone()]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn accounts_are_found_with_spaces_and_look_alikes() {
        check("IBAN KZ86 125K ZT50 0410 0100: ақша", &["KZ86 125K ZT50 0410 0100"]);
        check("на КЗ86125KZT5004100100 прошу", &["КЗ86125KZT5004100100"]);
        check("счет KZ87125KZT5004100100", &["KZ87125KZT5004100100"]);
    }

    #[test]
    fn others_stay() {
        for text in ["KZ87125KZT5004100100", "KZ86", "ПКЗ 12", "KZ86125KZT50041001001"] {
            check(text, &[]);
        }
    }
}
