//! What each text is to its topic: a voice of its own, a repetition, or one that only tells about it. It counts for one
//! day; nothing of an author is known on the next.

use dauys_model::{Kind, Role, SourceId, VoiceKey};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::memory::Record;
use crate::vocabulary::mix;

/// Texts of fewer terms say what cannot be said otherwise: `су жоқ`.
const FLOOD_TERMS: usize = 4;
/// So many authors of the very same words are voices; from the next one on somebody has handed the words round.
const FLOOD: u32 = 3;

/// Who raises something, as far as one day goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Author<'a> {
    /// A citizen.
    Person(VoiceKey),
    /// An outlet: what it tells of one problem in a day is one telling, however often it comes back to it.
    Outlet(&'a SourceId),
    /// Nobody knows.
    Unknown,
}

impl<'a> Author<'a> {
    /// Who wrote a record.
    pub(crate) fn of(record: &'a Record) -> Self {
        match record.voice {
            Some(voice) => Self::Person(voice),
            None if record.kind == Kind::News => Self::Outlet(&record.source),
            None => Self::Unknown,
        }
    }
}

/// The authors who have raised something today, by number of the topic.
#[derive(Default)]
pub(crate) struct Roles<'a> {
    heard: FxHashSet<(u32, Author<'a>)>,
    /// How often the very same words were a voice, by topic and words.
    said: FxHashMap<(u32, u64), u32>,
}

impl<'a> Roles<'a> {
    /// The role of the next text, in canonical order, of a topic. An author is one voice per topic and day: the first text
    /// counts, further ones are echo. So are the very same `words` from the fourth author on: a flood of one text is not as many
    /// people who thought of it.
    pub(crate) fn of_original(
        &mut self,
        topic: u32,
        raises: bool,
        author: Author<'a>,
        words: Option<u64>,
    ) -> Role {
        if !raises {
            return Role::Context;
        }
        if author != Author::Unknown && !self.heard.insert((topic, author)) {
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

    fn person(byte: Option<u8>) -> Author<'static> {
        byte.map_or(Author::Unknown, |byte| Author::Person(VoiceKey([byte; 8])))
    }

    fn check(texts: &[(u32, bool, Option<u8>)], expected: &[Role]) {
        let mut roles = Roles::default();
        let found: Vec<Role> = texts
            .iter()
            .map(|&(topic, raises, voice)| roles.of_original(topic, raises, person(voice), None))
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
    fn an_outlet_tells_a_problem_once_a_day() {
        let (one, two) = (SourceId::new("one.kz").unwrap(), SourceId::new("two.kz").unwrap());
        let mut roles = Roles::default();
        let mut tell = |topic, source| roles.of_original(topic, true, Author::Outlet(source), None);
        assert_eq!(
            [tell(0, &one), tell(0, &two), tell(0, &one), tell(1, &one)],
            [Role::Voice, Role::Voice, Role::Echo, Role::Voice]
        );
    }

    #[test]
    fn a_flood_of_one_text_is_three_voices() {
        let mut roles = Roles::default();
        let mut say = |author: u8, words| roles.of_original(0, true, person(Some(author)), words);
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
