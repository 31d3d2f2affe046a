//! Short names for texts: 64 bits of SipHash-2-4 with a zero key, sixteen hexadecimal digits, equal on every machine.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

/// The name of a text made of parts; `["a", "b"]` and `["ab"]` differ.
pub(crate) fn name_of(parts: &[&str]) -> String {
    let mut hasher = SipHasher24::new();
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0);
    }
    format!("{:016x}", hasher.finish())
}
