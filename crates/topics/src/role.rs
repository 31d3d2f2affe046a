//! What each text is to its topic: a voice of its own, a repetition, or one that only tells about it. It counts for one
//! day; nothing of an author is known on the next.

use dauys_model::{Role, VoiceKey};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::vocabulary::mix;

/// Texts of fewer terms say what cannot be said otherwise: `су жоқ`.
const FLOOD_TERMS: usize = 4;
/// So many authors of the very same words are voices; from the next one on somebody has handed the words round.
const FLOOD: u32 = 3;

/// The authors who have raised something today, by number of the topic.
#[derive(Default)]
pub(crate) struct Roles {
    heard: FxHashSet<(u32, VoiceKey)>,
    /// How often the very same words were a voice, by topic and words.
    said: FxHashMap<(u32, u64), u32>,
}

impl Roles {
    /// The role of the next text, in canonical order, of a topic. An author is one voice per topic and day: the first text
    /// counts, further ones are echo. So are the very same `words` from the fourth author on: a flood of one text is not as many
    /// people who thought of it.
    pub(crate) fn of_original(
        &mut self,
        topic: u32,
        raises: bool,
        voice: Option<VoiceKey>,
        words: Option<u64>,
    ) -> Role {
        if !raises {
            return Role::Context;
        }
        if !voice.is_none_or(|voice| self.heard.insert((topic, voice))) {
            return Role::Echo;
        }
        let Some(words) = words else { return Role::Voice };
        let times = self.said.entry((topic, words)).or_default();
        *times += 1;
        if *times <= FLOOD { Role::Voice } else { Role::Echo }
    }
}

/// What stands for the words of a text whose terms have these marks, in whatever order; nothing for a text of few.
pub(crate) fn words(marks: impl ExactSizeIterator<Item = u64>) -> Option<u64> {
    (marks.len() >= FLOOD_TERMS).then(|| mix(marks.fold(0, u64::wrapping_add)))
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
                roles.of_original(topic, raises, voice.map(|byte| VoiceKey([byte; 8])), None)
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
    fn a_flood_of_one_text_is_three_voices() {
        let mut roles = Roles::default();
        let mut say = |author: u8, words| roles.of_original(0, true, Some(VoiceKey([author; 8])), words);
        let text = words([1, 2, 3, 4].into_iter());
        assert_eq!(text, words([4, 3, 2, 1].into_iter()));
        let flood: Vec<Role> = (0..5).map(|author| say(author, text)).collect();
        assert_eq!(flood, [Role::Voice, Role::Voice, Role::Voice, Role::Echo, Role::Echo]);
        assert_eq!(say(9, words([1, 2, 3, 5].into_iter())), Role::Voice);
        let shouts = (10..20).all(|author| say(author, words([1, 2].into_iter())) == Role::Voice);
        assert!(shouts, "few words leave no other way to say it");
    }

    #[test]
    fn what_raises_nothing_is_context() {
        check(&[(0, false, Some(1)), (0, true, Some(1))], &[Role::Context, Role::Voice]);
        assert_eq!(of_duplicate(Role::Context), Role::Context);
        assert_eq!(of_duplicate(Role::Voice), Role::Echo);
    }
}
