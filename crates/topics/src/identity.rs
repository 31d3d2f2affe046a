//! New clusters in, their lasting identities out: the one their texts had in an earlier grouping, else a fresh one.

use std::collections::BTreeMap;

use dauys_model::{SourceId, TopicId};
use rustc_hash::FxHashSet;

/// What a new cluster brings to be named.
pub(crate) struct Claim<'a> {
    /// The canonically first of the texts that raise its problem.
    pub(crate) seed: (&'a SourceId, &'a str),
    /// The earlier topics of its texts, one for each text that had one.
    pub(crate) earlier: Vec<&'a TopicId>,
}

/// One id for each claim; claims come in canonical order of their seeds. No id of `taken` is given, none twice.
///
/// Where two clusters had texts of one earlier topic, the one with more of them takes it; the other one takes the next
/// of its own, or a fresh id.
pub(crate) fn identities(claims: &[Claim], taken: impl Iterator<Item = TopicId>) -> Vec<TopicId> {
    let mut taken: FxHashSet<TopicId> = taken.collect();
    let mut wishes = Vec::new();
    for (number, claim) in claims.iter().enumerate() {
        let mut votes: BTreeMap<&TopicId, usize> = BTreeMap::new();
        for &earlier in &claim.earlier {
            *votes.entry(earlier).or_default() += 1;
        }
        wishes.extend(votes.into_iter().map(|(id, votes)| (std::cmp::Reverse(votes), id, number)));
    }
    wishes.sort();
    let mut given: Vec<Option<TopicId>> = vec![None; claims.len()];
    for (_, id, number) in wishes {
        if given[number].is_none() && taken.insert(id.clone()) {
            given[number] = Some(id.clone());
        }
    }
    let fresh = |claim: &Claim, taken: &mut FxHashSet<TopicId>| {
        let (source, key) = claim.seed;
        let mut id = TopicId::of_seed(source, key);
        let mut attempt = 1;
        // The seed's id may live on in a cluster that took it over.
        while !taken.insert(id.clone()) {
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
            .map(|((key, _), earlier)| Claim { seed: (&source, *key), earlier: earlier.iter().collect() })
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
        let claims = [Claim { seed: (&source, "1"), earlier: vec![] }];
        let given = identities(&claims, std::iter::once(id.clone()));
        assert_ne!(given[0], id);
    }
}
