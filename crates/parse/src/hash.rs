//! Short names for texts: 64 bits of SipHash-2-4, sixteen hexadecimal digits, equal on every machine.

use std::hash::Hasher;

use dauys_model::Salt;
use siphasher::sip::SipHasher24;

/// The name of a text made of parts; `["a", "b"]` and `["ab"]` differ. The key of the hash is zero.
pub(crate) fn name_of(parts: &[&str]) -> String {
    named(SipHasher24::new(), parts)
}

/// The name of a text in which a person's number or handle stands. Those are few enough for all of them to be tried; so the hash has
/// a key, which is known to one installation only.
pub(crate) fn hidden_name(salt: Salt, parts: &[&str]) -> String {
    named(SipHasher24::new_with_key(&salt.0), parts)
}

fn named(mut hasher: SipHasher24, parts: &[&str]) -> String {
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0);
    }
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_name_is_another_in_every_installation() {
        let hidden = |salt: u8, parts: &[&str]| hidden_name(Salt([salt; 16]), parts);
        assert_eq!(hidden(1, &["vk", "555_1"]), hidden(1, &["vk", "555_1"]));
        assert_ne!(hidden(1, &["vk", "555_1"]), hidden(2, &["vk", "555_1"]));
        assert_ne!(hidden(1, &["vk", "555_1"]), hidden(1, &["vk5", "55_1"]));
        assert_ne!(hidden(1, &["a"]), name_of(&["a"]));
    }
}
