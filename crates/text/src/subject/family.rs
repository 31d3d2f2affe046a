//! Takes a subject and gives the family it belongs to: subjects that people and offices hardly keep apart in one place, such as rubbish
//! in yards, on lawns and on roads. A family is named by one of its subjects; most subjects are families of their own.

use std::sync::LazyLock;

use dauys_model::SubjectId;
use rustc_hash::FxHashMap;

const TABLE: &str = include_str!("../../../../data/lexicon/categories/subject_families.tsv");

/// The family of a subject.
pub fn family(subject: &SubjectId) -> SubjectId {
    static FAMILIES: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
        let rows = TABLE.lines().skip(1).filter_map(|line| line.split_once('\t'));
        rows.flat_map(|(family, subjects)| subjects.split(' ').map(move |subject| (subject, family)))
            .collect()
    });
    FAMILIES.get(subject.0.as_str()).map_or_else(|| subject.clone(), |family| SubjectId((*family).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subject::get;

    #[test]
    fn families_are_of_known_subjects() {
        for line in TABLE.lines().skip(1) {
            let (family_id, subjects) = line.split_once('\t').unwrap();
            assert!(subjects.split(' ').any(|subject| subject == family_id), "{line}");
            for subject in subjects.split(' ') {
                let subject = SubjectId(subject.to_owned());
                assert!(get(&subject).is_some(), "{subject}");
                assert_eq!(family(&subject).0, family_id);
                assert_eq!(family(&family(&subject)), family(&subject));
            }
        }
        let lift = SubjectId("hcs/housing_mgmt/lift".into());
        assert_eq!(family(&lift), lift);
    }
}
