//! What each text is to its topic: a voice of its own, a repetition, or one that only tells about it. It counts for one
//! day; nothing of an author is known on the next.

use dauys_model::{Role, VoiceKey};
use rustc_hash::FxHashSet;

/// The authors who have raised something today, by number of the topic.
#[derive(Default)]
pub(crate) struct Roles {
    heard: FxHashSet<(u32, VoiceKey)>,
}

impl Roles {
    /// The role of the next text, in canonical order, of a topic. An author is one voice per topic and day: the first text
    /// counts, further ones are echo.
    pub(crate) fn of_original(&mut self, topic: u32, raises: bool, voice: Option<VoiceKey>) -> Role {
        if !raises {
            return Role::Context;
        }
        if voice.is_none_or(|voice| self.heard.insert((topic, voice))) { Role::Voice } else { Role::Echo }
    }
}

/// The role of a text that repeats one of this role: what repeats a text that raises nothing raises nothing either.
pub(crate) fn of_duplicate(original: Role) -> Role {
    match original {
        Role::Voice | Role::Echo => Role::Echo,
        Role::Context => Role::Context,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[(u32, bool, Option<u8>)], expected: &[Role]) {
        let mut roles = Roles::default();
        let found: Vec<Role> = texts
            .iter()
            .map(|&(topic, raises, voice)| {
                roles.of_original(topic, raises, voice.map(|byte| VoiceKey([byte; 8])))
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_author_is_one_voice_in_a_topic() {
        check(
            &[(0, true, Some(1)), (0, true, Some(1)), (0, true, Some(2))],
            &[Role::Voice, Role::Echo, Role::Voice],
        );
        check(&[(0, true, Some(1)), (1, true, Some(1))], &[Role::Voice, Role::Voice]);
        check(&[(0, true, None), (0, true, None)], &[Role::Voice, Role::Voice]);
    }

    #[test]
    fn what_raises_nothing_is_context() {
        check(&[(0, false, Some(1)), (0, true, Some(1))], &[Role::Context, Role::Voice]);
        assert_eq!(of_duplicate(Role::Context), Role::Context);
        assert_eq!(of_duplicate(Role::Voice), Role::Echo);
    }
}
