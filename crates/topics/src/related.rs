//! A topic and others in; those that have to do with it out: the same place or the same matter, and words in common. Authors are never
//! compared.

use dauys_model::{Topic, TopicId};

use crate::locality::contains;

/// So many are told.
const MOST: usize = 5;
/// So many telling terms in common make topics of one matter, or of one place, related; where both are the same none is needed.
const LEAST_TERMS: usize = 2;

/// A topic that has to do with another one, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Related {
    /// The topic.
    pub id: TopicId,
    /// Whether it is in the same place, or one of the two places lies in the other.
    pub is_in_place: bool,
    /// Whether it is of the same matter.
    pub is_of_matter: bool,
    /// The telling terms that both have, most telling first.
    pub terms: Vec<String>,
}

/// The topics that have most to do with `topic`, the nearest first; of equally near ones the one with more voices.
pub fn related<'a>(topic: &Topic, others: impl IntoIterator<Item = &'a Topic>) -> Vec<Related> {
    let mut found: Vec<(usize, u32, Related)> = others
        .into_iter()
        .filter(|other| other.id != topic.id)
        .filter_map(|other| {
            let is_in_place = are_in_one_place(topic, other);
            let is_of_matter = topic.category == other.category && topic.category.0 != "other/other";
            let terms: Vec<String> =
                topic.terms.iter().filter(|term| other.terms.contains(term)).cloned().collect();
            let enough = (is_in_place && is_of_matter)
                || ((is_in_place || is_of_matter) && terms.len() >= LEAST_TERMS);
            let nearness = terms.len() + 2 * usize::from(is_in_place) + 2 * usize::from(is_of_matter);
            enough.then(|| {
                (nearness, other.voices(), Related { id: other.id.clone(), is_in_place, is_of_matter, terms })
            })
        })
        .collect();
    found.sort_by(|one, two| (two.0, two.1, &one.2.id).cmp(&(one.0, one.1, &two.2.id)));
    found.into_iter().take(MOST).map(|(.., related)| related).collect()
}

/// A region as a whole holds everything in it, and so is near to nothing.
fn are_in_one_place(one: &Topic, two: &Topic) -> bool {
    if one.place.is_some() || two.place.is_some() {
        return one.place == two.place && one.kato == two.kato;
    }
    match (one.kato, two.kato) {
        (Some(one), Some(two)) if one == two => true,
        (Some(one), Some(two)) => {
            !one.is_region() && !two.is_region() && (contains(one, two) || contains(two, one))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use dauys_model::{CategoryId, Kato};
    use jiff::Timestamp;

    use super::*;

    fn topic(id: &str, category: &str, kato: u32, terms: &str) -> Topic {
        Topic {
            id: TopicId(id.into()),
            category: CategoryId(category.into()),
            subject: None,
            kato: Some(Kato(kato)),
            place: None,
            first_at: Timestamp::UNIX_EPOCH,
            last_at: Timestamp::UNIX_EPOCH,
            days: vec![],
            terms: terms.split(' ').map(str::to_owned).collect(),
            quotes: vec![],
            urgent: false,
        }
    }

    #[test]
    fn place_or_matter_and_words_make_topics_related() {
        let here = topic("a", "hcs/water", 632_400_000, "вод авар труб");
        let others = [
            here.clone(),
            topic("b", "hcs/water", 632_400_000, "напор"),
            topic("c", "hcs/heat", 632_400_000, "труб авар тепл"),
            topic("d", "hcs/water", 431_000_000, "вод труб"),
            topic("e", "hcs/water", 431_000_000, "вод график"),
            topic("f", "transport/road", 632_400_000, "яма"),
            topic("g", "hcs/heat", 630_000_000, "труб авар"),
        ];
        let found = related(&here, &others);
        let ids: Vec<&str> = found.iter().map(|related| related.id.0.as_str()).collect();
        assert_eq!(ids, ["b", "c", "d"]);
        assert_eq!(found[1].terms, ["авар", "труб"]);
        let mut backwards = others.to_vec();
        backwards.reverse();
        assert_eq!(related(&here, &backwards), found);
    }
}
