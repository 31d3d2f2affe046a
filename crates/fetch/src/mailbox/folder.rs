//! The name of a folder as people write it in, as IMAP writes it out: modified UTF-7 (RFC 3501, 5.1.3).

/// The 64 letters of modified base64.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

/// Printable ASCII stands for itself, `&-` for `&`, and everything else is UTF-16 in base64 between `&` and `-`.
pub(super) fn encoded(name: &str) -> String {
    let mut encoded = String::new();
    let mut other: Vec<u8> = Vec::new();
    for letter in name.chars() {
        if matches!(letter, ' '..='~') {
            close(&mut encoded, &mut other);
            encoded.push(letter);
            if letter == '&' {
                encoded.push('-');
            }
        } else {
            let mut units = [0; 2];
            other.extend(letter.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    close(&mut encoded, &mut other);
    encoded
}

/// Writes out what was collected, three bytes as four letters, without padding.
fn close(encoded: &mut String, other: &mut Vec<u8>) {
    if other.is_empty() {
        return;
    }
    encoded.push('&');
    for bytes in other.chunks(3) {
        let padded = [0, bytes[0], bytes.get(1).copied().unwrap_or(0), bytes.get(2).copied().unwrap_or(0)];
        let bits = u32::from_be_bytes(padded);
        for index in 0..=bytes.len() {
            let six = (bits >> (18 - 6 * index)) & 0x3f;
            encoded.push(char::from(LETTERS[six as usize]));
        }
    }
    encoded.push('-');
    other.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_the_rfc_shows() {
        assert_eq!(encoded("INBOX"), "INBOX");
        assert_eq!(encoded("A & B"), "A &- B");
        // The example of RFC 3501.
        assert_eq!(encoded("~peter/mail/台北/日本語"), "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
        assert_eq!(encoded("Входящие"), "&BBIERQQ+BDQETwRJBDgENQ-");
        assert_eq!(encoded("📮"), "&2D3c7g-");
    }
}
