//! Takes a lemma and gives the words that a search should find with it.
//!
//! `russian_families.txt` holds a family a line. Before the bar stand verbs that are one but for their aspect («отключить»,
//! «отключать»): they have one stem. After it stand kin of another meaning («отключение», «отключаться»): each keeps its stem, and a query for one
//! asks for the others too. `russian_aspects.tsv` holds the other pairs of aspects of the dictionary, which are kin likewise: a text
//! that merged them all could no longer tell one word from another.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

const FAMILIES: &str = include_str!("../../../../data/lexicon/russian_families.txt");
const ASPECTS: &str = include_str!("../../../../data/lexicon/russian_aspects.tsv");

/// From a lemma to the first of its family, where that has its stem.
static HEADS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let mut heads = FxHashMap::default();
    for (members, _) in families() {
        let head = members.split(' ').next().unwrap_or(members);
        for member in members.split(' ').filter(|member| *member != head) {
            heads.entry(member).or_insert(head);
        }
    }
    heads
});

/// From a stem to the first of the family that it belongs to, by stem or as kin.
static TOPICS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let mut topics: FxHashMap<&str, &str> = FxHashMap::default();
    for (members, kin) in families() {
        let head = members.split(' ').next().unwrap_or(members);
        topics.insert(head, head);
        for word in kin.split(' ').filter(|word| !word.is_empty()) {
            topics.entry(word).or_insert(head);
        }
    }
    topics
});

/// From a stem to the stems of its kin.
static KIN: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut kin: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let mut join = |one, other| {
        let (one, other) = (head(one), head(other));
        for (one, other) in [(one, other), (other, one)] {
            let known = kin.entry(one).or_default();
            if one != other && !known.contains(&other) {
                known.push(other);
            }
        }
    };
    for (members, others) in families() {
        let first = members.split(' ').next().unwrap_or(members);
        for other in others.split(' ').filter(|other| !other.is_empty()) {
            join(first, other);
        }
    }
    for (perfective, imperfective) in ASPECTS.lines().filter_map(|line| line.split_once('\t')) {
        join(perfective, imperfective);
    }
    kin
});

fn families() -> impl Iterator<Item = (&'static str, &'static str)> {
    FAMILIES.lines().map(|line| line.split_once(" | ").unwrap_or((line, "")))
}

/// The stem of a lemma: the first of its family, or itself.
pub(super) fn head(lemma: &str) -> &str {
    HEADS.get(lemma).copied().unwrap_or(lemma)
}

/// The stems of words that a search for `stem` should find too, nearest first.
pub fn kin(stem: &str) -> &'static [&'static str] {
    KIN.get(stem).map_or(&[], Vec::as_slice)
}

/// The word for a whole family, by which texts are grouped: of «отключение» it is «отключить».
pub fn topic(stem: &str) -> &str {
    TOPICS.get(stem).copied().unwrap_or(stem)
}
