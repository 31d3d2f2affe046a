//! The place where an answer ended, as text that can stand in an address.

use crate::query::Cursor;
use crate::top::Candidate;
use crate::{Error, Result};

/// Behind which post to go on, and in which state of the index.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Ended {
    /// The store's change number.
    pub(crate) position: i64,
    /// The engine's number of the commit.
    pub(crate) commit: u64,
    /// What newness counted from, in seconds: later answers must score alike.
    pub(crate) now: i64,
    /// The last post shown; its root is not told.
    pub(crate) last: Candidate,
}

/// The first letter of every cursor of this form.
const FORM: &str = "a";

impl Ended {
    pub(crate) fn cursor(&self) -> Cursor {
        let Candidate { score, missing, published_at, id, .. } = self.last;
        let Self { position, commit, now, .. } = self;
        let score = score.to_bits();
        Cursor(format!(
            "{FORM}.{position:x}.{commit:x}.{now:x}.{missing:x}.{score:x}.{published_at:x}.{id:x}"
        ))
    }

    /// # Errors
    ///
    /// [`Error::Cursor`] for whatever no answer gave.
    pub(crate) fn read(cursor: &Cursor) -> Result<Self> {
        let parts: Vec<&str> = cursor.0.split('.').collect();
        let [FORM, position, commit, now, missing, score, published_at, id] = parts[..] else {
            return Err(Error::Cursor);
        };
        let score = f32::from_bits(u32::try_from(number(score)?).map_err(|_| Error::Cursor)?);
        if !score.is_finite() {
            return Err(Error::Cursor);
        }
        let id = number(id)?.cast_signed();
        let last = Candidate {
            score,
            missing: u16::try_from(number(missing)?).map_err(|_| Error::Cursor)?,
            published_at: number(published_at)?.cast_signed(),
            id,
            root: id,
        };
        Ok(Self {
            position: number(position)?.cast_signed(),
            commit: number(commit)?,
            now: number(now)?.cast_signed(),
            last,
        })
    }
}

/// A number as it is written in a cursor: no sign, no capital, no needless zero.
fn number(text: &str) -> Result<u64> {
    let number = u64::from_str_radix(text, 16).map_err(|_| Error::Cursor)?;
    if format!("{number:x}") == text { Ok(number) } else { Err(Error::Cursor) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_says_where_it_came_from(
            position: i64, commit: u64, now: i64, score in -1e9_f32..1e9, missing: u16, published_at: i64, id: i64,
        ) {
            let last = Candidate { score, missing, published_at, id, root: id };
            let ended = Ended { position, commit, now, last };
            let cursor = ended.cursor();
            prop_assert!(cursor.0.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '.'));
            prop_assert_eq!(Ended::read(&cursor).unwrap(), ended);
        }

        #[test]
        fn forged_cursors_are_refused(text in "(a|b)?[.0-9a-g+-]{0,60}|\\PC{0,40}") {
            if let Ok(ended) = Ended::read(&Cursor(text.clone())) {
                prop_assert_eq!(ended.cursor().0, text);
            }
        }
    }
}
