//! What a walk remembers until the next, as text.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What the last walk remembered; none before the first, or where it cannot be read: then the walk begins anew, with a warning.
pub(super) fn remembered<T: DeserializeOwned>(cursor: Option<&str>, warnings: &mut Vec<String>) -> Option<T> {
    let found = serde_json::from_str(cursor?).ok();
    if found.is_none() {
        warnings.push("what was remembered of this source cannot be read: it is read anew".to_owned());
    }
    found
}

/// The text to be remembered.
pub(super) fn to_remember<T: Serialize>(memory: &T) -> Option<String> {
    serde_json::to_string(memory).ok()
}
