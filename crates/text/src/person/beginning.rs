//! Whether the beginning of a word can only be that of a name: `Сатыбалд*`. Takes the letters before the `*` in normal form.

use std::sync::LazyLock;

use super::elsewhere::WORDS;
use super::names::{KAZAKH, russian_rows};
use crate::place::begins_place_name;
use crate::redact::names::listed_given;
use crate::skeleton;

/// Letters that a beginning has at the least to be that of a name alone.
const SHORTEST: usize = 4;

/// Russian names in the order of their letters, with how many of them no other word begins with.
static RUSSIAN: LazyLock<Vec<(&'static str, usize)>> = LazyLock::new(|| {
    let mut names: Vec<_> = russian_rows().map(|(_, name, letters)| (name, letters)).collect();
    names.sort_unstable();
    names
});

/// Kazakh first names and surnames in skeleton letters, in order.
static OTHERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut names: Vec<String> = listed_given().chain(KAZAKH.iter().cloned()).collect();
    names.sort_unstable();
    names
});

/// Whether names begin so and no other word does.
pub(super) fn begins_a_name(beginning: &str) -> bool {
    let letters = beginning.chars().count();
    if letters < SHORTEST {
        return false;
    }
    let at = RUSSIAN.partition_point(|(name, _)| *name < beginning);
    let russian = RUSSIAN.get(at).filter(|(name, _)| name.starts_with(beginning));
    let is_russian = russian.is_some_and(|(_, own)| *own <= letters);
    let folded = skeleton(beginning);
    let at = OTHERS.partition_point(|name| *name < folded);
    let is_other = OTHERS.get(at).is_some_and(|name| name.starts_with(&folded))
        && (russian.is_some_and(|(_, own)| *own <= letters) || !crate::russian::begins_a_word(beginning));
    (is_russian || is_other) && !begins_place_name(beginning) && !WORDS.begin_with(beginning)
}
