//! Names of sources as files write them in, source ids out; the same name always gives the same id.

use dauys_model::SourceId;

use crate::hash::name_of;

/// `letter<SPACE>Latin` lines.
const LETTERS: &str = include_str!("../../data/translit.txt");

/// The longest slug before the digits that keep it apart from others.
const LONGEST: usize = 48;
/// Digits of the name's hash: 32 bits, one collision expected among some 77 000 names.
const DIGITS: usize = 8;

/// The id for a name. A name that differs from its id by more than the case of Latin letters gets some digits of its
/// hash, so that two names never become one id. `None` when nothing in it can be written.
pub(super) fn source_id(name: &str) -> Option<SourceId> {
    let lower = name.trim().to_lowercase();
    if let Ok(id) = SourceId::new(&lower)
        && name.is_ascii()
    {
        return Some(id);
    }
    let mut slug = String::new();
    for letter in lower.chars() {
        if letter.is_ascii_alphanumeric() || letter == '.' || letter == '_' {
            slug.push(letter);
        } else if let Some(latin) = latin(letter) {
            slug.push_str(latin);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(LONGEST);
    let slug = slug.trim_matches(['-', '.', '_']);
    let hash = name_of(&["source", &lower]);
    let digits = hash.get(..DIGITS)?;
    match slug {
        "" if !lower.chars().any(char::is_alphanumeric) => None,
        "" => SourceId::new(digits).ok(),
        slug => SourceId::new(&format!("{slug}-{digits}")).ok(),
    }
}

fn latin(letter: char) -> Option<&'static str> {
    LETTERS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .find_map(|line| line.strip_prefix(letter).map(str::trim))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(name: &str, expected: &str) {
        let id = source_id(name).unwrap();
        let found = id.as_str();
        // Without the digits, which the property test looks at.
        let bare = found
            .rsplit_once('-')
            .filter(|(_, digits)| digits.len() == DIGITS)
            .map_or(found, |(bare, _)| bare);
        assert_eq!(bare, expected, "{name}");
    }

    #[test]
    fn names_become_ids() {
        check("tengrinews.kz", "tengrinews.kz");
        check("Tengrinews.kz", "tengrinews.kz");
        check("Қазақстан дауысы", "qazaqstan-dauysy");
        check("Жители ЖК «Самал»", "zhiteli-zhk-samal");
        check("t.me/demo_kz", "t.me-demo_kz");
        assert!(source_id("—").is_none());
        assert!(source_id("新聞").is_some());
    }

    proptest! {
        #[test]
        fn different_names_have_different_ids(one in "\\PC{1,30}", other in "\\PC{1,30}") {
            let fold = |name: &str| name.trim().to_lowercase();
            prop_assume!(fold(&one) != fold(&other));
            if let (Some(one), Some(other)) = (source_id(&one), source_id(&other)) {
                prop_assert_ne!(one, other);
            }
        }
    }
}
