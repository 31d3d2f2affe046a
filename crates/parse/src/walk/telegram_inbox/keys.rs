//! Chat and number of a message in, its key out, from which nobody without the token finds back.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

/// Makes keys of messages. The number of a private chat is that of the person, and all numbers could be tried in hours if the
/// hash were one that everybody can compute: so the token, which is stored nowhere beside the items, gives its key.
pub(super) struct Keys([u8; 16]);

impl Keys {
    pub(super) fn new(token: &str) -> Self {
        let half = |which: u8| {
            let mut hasher = SipHasher24::new();
            hasher.write(b"telegram inbox");
            hasher.write_u8(which);
            hasher.write(token.as_bytes());
            hasher.finish().to_be_bytes()
        };
        let mut key = [0; 16];
        key[..8].copy_from_slice(&half(0));
        key[8..].copy_from_slice(&half(1));
        Self(key)
    }

    /// The key of a message of a chat.
    pub(super) fn key(&self, chat: i64, message: i64) -> String {
        let mut hasher = SipHasher24::new_with_key(&self.0);
        hasher.write(&chat.to_be_bytes());
        hasher.write(&message.to_be_bytes());
        format!("{:016x}", hasher.finish())
    }
}
