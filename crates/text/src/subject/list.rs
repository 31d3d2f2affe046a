//! Gives the list of subjects with their names, from `data/lexicon/categories/subjects.tsv`.

use std::sync::LazyLock;

use dauys_model::{Language, SubjectId};
use rustc_hash::FxHashMap;

const TABLE: &str = include_str!("../../../../data/lexicon/categories/subjects.tsv");

/// What may be wrong within a leaf of the category tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// Its leaf and itself: `hcs/housing_mgmt/lift`.
    pub id: SubjectId,
    /// The problem in Kazakh, fit for a title: «лифт істемейді».
    pub kk: &'static str,
    /// The problem in Russian: «не работает лифт».
    pub ru: &'static str,
    /// The problem in English: `lift out of order`.
    pub en: &'static str,
    /// Whether it is said in general what others say exactly: «подъезд в плохом состоянии» beside «не работает лифт».
    pub is_general: bool,
}

impl Subject {
    /// The problem in Russian for Russian, in Kazakh for any other language.
    pub fn name(&self, language: Language) -> &'static str {
        if language == Language::Russian { self.ru } else { self.kk }
    }
}

struct List {
    subjects: Vec<Subject>,
    numbers: FxHashMap<&'static str, usize>,
}

fn list() -> &'static List {
    static LIST: LazyLock<List> = LazyLock::new(|| {
        let rows = || TABLE.lines().skip(1).filter_map(row);
        let numbers = rows().enumerate().map(|(number, (id, _))| (id, number)).collect();
        List { subjects: rows().map(|(_, subject)| subject).collect(), numbers }
    });
    &LIST
}

/// All subjects, in the order of the table: those of a leaf stand together.
pub fn subjects() -> &'static [Subject] {
    &list().subjects
}

/// A subject by its id.
pub fn get(id: &SubjectId) -> Option<&'static Subject> {
    number(&id.0).map(|number| &list().subjects[number])
}

/// The number of a subject in [`subjects`].
pub(super) fn number(id: &str) -> Option<usize> {
    list().numbers.get(id).copied()
}

/// A row of the table; a test checks that none is lost.
fn row(line: &'static str) -> Option<(&'static str, Subject)> {
    let mut fields = line.split('\t');
    let mut next = || fields.next().filter(|field| !field.is_empty());
    let id = next()?;
    let is_general = match next()? {
        "general" => true,
        "exact" => false,
        _ => return None,
    };
    let subject = Subject { id: SubjectId(id.to_owned()), is_general, kk: next()?, ru: next()?, en: next()? };
    fields.next().is_none().then_some((id, subject))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_row_is_a_subject_of_a_leaf() {
        assert_eq!(subjects().len(), TABLE.lines().count() - 1);
        let ids: BTreeSet<_> = subjects().iter().map(|subject| &subject.id).collect();
        assert_eq!(ids.len(), subjects().len(), "ids are unique");
        for subject in subjects() {
            let leaf = crate::tree().get(&subject.id.category());
            assert!(leaf.is_some_and(crate::Category::is_leaf), "{}", subject.id);
            assert_eq!(get(&subject.id), Some(subject));
        }
    }

    #[test]
    fn every_leaf_has_subjects_with_names_of_their_own() {
        for leaf in crate::tree().nodes().iter().filter(|node| node.is_leaf() && node.id.0 != "other/other") {
            let count = subjects().iter().filter(|subject| subject.id.category() == leaf.id).count();
            assert!((4..=40).contains(&count), "{} has {count}", leaf.id);
        }
        let names = |name: fn(&Subject) -> &'static str| subjects().iter().map(name).collect::<BTreeSet<_>>();
        for (one, language) in
            [(names(|of| of.kk), "kk"), (names(|of| of.ru), "ru"), (names(|of| of.en), "en")]
        {
            assert_eq!(one.len(), subjects().len(), "{language}: two subjects have one name");
        }
    }
}
