//! New clusters in, their lasting identities out: the one their texts had in an earlier grouping, else a fresh one.

use std::collections::BTreeMap;

use dauys_model::{SourceId, TopicId};
use rustc_hash::FxHashSet;

use crate::dormant::Recalled;

/// What a new cluster brings to be named.
pub(crate) struct Claim<'a> {
    /// The canonically first of the texts that raise its problem.
    pub(crate) seed: (&'a SourceId, &'a str),
    /// The earlier topics of its texts, one for each text that had one.
    pub(crate) earlier: Vec<&'a TopicId>,
    /// Topics beyond the window that it may be.
    pub(crate) recalled: Vec<Recalled<'a>>,
    /// Topics that it may not be.
    pub(crate) barred: Vec<&'a TopicId>,
}

/// One id for each claim; claims come in canonical order of their seeds. No id of `taken` is given, none twice.
///
/// Where two clusters had texts of one earlier topic, the one with more of them takes it; the other one takes the next
/// of its own, or a fresh id. A cluster of which no text had a topic before takes that of one beyond the window which it recalls,
/// if it is not taken; of several the one for which most speaks.
pub(crate) fn identities(claims: &[Claim], taken: impl Iterator<Item = TopicId>) -> Vec<TopicId> {
    let mut taken: FxHashSet<TopicId> = taken.collect();
    let mut wishes = Vec::new();
    for (number, claim) in claims.iter().enumerate() {
        let mut votes: BTreeMap<&TopicId, usize> = BTreeMap::new();
        for &earlier in &claim.earlier {
            *votes.entry(earlier).or_default() += 1;
        }
        let votes = votes.into_iter().filter(|(id, _)| !claim.barred.contains(id));
        wishes.extend(votes.map(|(id, votes)| (std::cmp::Reverse(votes), id, number)));
    }
    wishes.sort();
    let mut given: Vec<Option<TopicId>> = vec![None; claims.len()];
    for (_, id, number) in wishes {
        if given[number].is_none() && taken.insert(id.clone()) {
            given[number] = Some(id.clone());
        }
    }
    let mut wishes = Vec::new();
    for (number, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.earlier.is_empty()) {
        let recalled = claim.recalled.iter().filter(|recalled| !claim.barred.contains(&recalled.id));
        wishes.extend(recalled.map(|&recalled| (std::cmp::Reverse(recalled), number)));
    }
    wishes.sort();
    for (std::cmp::Reverse(recalled), number) in wishes {
        if given[number].is_none() && taken.insert(recalled.id.clone()) {
            given[number] = Some(recalled.id.clone());
        }
    }
    let fresh = |claim: &Claim, taken: &mut FxHashSet<TopicId>| {
        let (source, key) = claim.seed;
        let mut id = TopicId::of_seed(source, key);
        let mut attempt = 1;
        // The seed's id may live on in a cluster that took it over.
        while claim.barred.contains(&&id) || !taken.insert(id.clone()) {
            attempt += 1;
            id = TopicId::of_seed(source, &format!("{key}\u{0}{attempt}"));
        }
        id
    };
    given.into_iter().zip(claims).map(|(id, claim)| id.unwrap_or_else(|| fresh(claim, &mut taken))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(claims: &[(&str, &[&str])], taken: &[&str], expected: &[&str]) {
        let source = SourceId::new("demo").unwrap();
        let ids: Vec<Vec<TopicId>> = claims
            .iter()
            .map(|(_, earlier)| earlier.iter().map(|&id| TopicId(id.into())).collect())
            .collect();
        let claims: Vec<Claim> = claims
            .iter()
            .zip(&ids)
            .map(|((key, _), earlier)| Claim {
                seed: (&source, *key),
                earlier: earlier.iter().collect(),
                recalled: vec![],
                barred: vec![],
            })
            .collect();
        let expected: Vec<TopicId> = expected
            .iter()
            .map(|id| {
                id.strip_prefix("of ").map_or(TopicId((*id).into()), |key| TopicId::of_seed(&source, key))
            })
            .collect();
        assert_eq!(identities(&claims, taken.iter().map(|&id| TopicId(id.into()))), expected);
    }

    #[test]
    fn most_texts_decide_and_the_smallest_id_of_equals() {
        check(&[("1", &["tb", "ta", "tb"])], &[], &["tb"]);
        check(&[("1", &["tb", "ta"])], &[], &["ta"]);
        check(&[("1", &[])], &[], &["of 1"]);
    }

    #[test]
    fn each_id_is_given_once() {
        check(&[("1", &["ta"]), ("2", &["ta", "ta"])], &[], &["of 1", "ta"]);
        check(&[("1", &["ta", "tb"]), ("2", &["ta", "ta"])], &[], &["tb", "ta"]);
        check(&[("1", &["ta"])], &["ta"], &["of 1"]);
    }

    #[test]
    fn a_seed_whose_id_lives_elsewhere_gets_another() {
        let source = SourceId::new("demo").unwrap();
        let id = TopicId::of_seed(&source, "1");
        let claims = [Claim { seed: (&source, "1"), earlier: vec![], recalled: vec![], barred: vec![] }];
        let given = identities(&claims, std::iter::once(id.clone()));
        assert_ne!(given[0], id);
    }

    #[test]
    fn what_it_was_beyond_the_window_comes_after_what_it_was_within() {
        let source = SourceId::new("demo").unwrap();
        let (old, other) = (TopicId("old".into()), TopicId("other".into()));
        let last = jiff::civil::date(2026, 10, 1);
        let claim = |key, earlier: Vec<_>, recalled: Vec<_>, barred: Vec<_>| Claim {
            seed: (&source, key),
            earlier,
            recalled: recalled
                .into_iter()
                .zip([9, 7])
                .map(|(id, found)| Recalled { found, voices: 1, last, id })
                .collect(),
            barred,
        };
        let of = |key| TopicId::of_seed(&source, key);
        let claims = [
            claim("1", vec![], vec![&old], vec![&old]),
            claim("2", vec![], vec![&old], vec![]),
            claim("3", vec![], vec![&old, &other], vec![]),
            claim("4", vec![&old], vec![&old], vec![]),
        ];
        assert_eq!(
            identities(&claims, std::iter::empty()),
            [of("1"), of("2"), other.clone(), old.clone()],
            "votes come first"
        );
        let barred = of("5");
        assert_ne!(identities(&[claim("5", vec![], vec![], vec![&barred])], std::iter::empty()), [of("5")]);
    }
}
