//! What an office decided is obeyed: for any posts, in any order, grouped for the first time or again.

#![allow(clippy::unwrap_used, reason = "what is invented here is known to be right")]

mod stage;

use std::collections::BTreeMap;

use dauys_model::{Decision, DecisionId, PostId, Role, Ruling, TopicId};
use dauys_topics::{Decisions, Grouped, Grouper, Settings, Text};
use proptest::prelude::*;
use stage::random::{days, texts};
use stage::*;

fn decided(rulings: &[Ruling]) -> Decisions {
    let decision = |(number, ruling): (i64, &Ruling)| Decision {
        id: DecisionId(number),
        at: at(DAY, number),
        withdrawn_at: None,
        ruling: ruling.clone(),
    };
    let mut decisions: Vec<Decision> = (1..).zip(rulings).map(decision).collect();
    let worked_out = Decisions::of(&decisions);
    decisions.reverse();
    assert_eq!(format!("{:?}", Decisions::of(&decisions)), format!("{worked_out:?}"), "in any order");
    worked_out
}

fn group(texts: &[Text], rulings: &[Ruling]) -> BTreeMap<PostId, Grouped> {
    // What comes back after the window takes the name under which it was shown: beside what these laws are about.
    let settings = Settings { window_days: 2, dormant_days: 0, ..Settings::default() };
    grouped_of(Grouper::obeying(decided(rulings), settings), texts)
}

fn grouped_of(mut grouper: Grouper, texts: &[Text]) -> BTreeMap<PostId, Grouped> {
    let days = days(texts).into_iter();
    let mut grouped: Vec<Grouped> = days.flat_map(|(day, texts)| grouper.day(day, texts)).collect();
    grouper.finish(&mut grouped);
    grouped.into_iter().map(|grouped| (grouped.id, grouped)).collect()
}

/// The same texts as they are read for the next grouping.
fn again(texts: &[Text], grouped: &BTreeMap<PostId, Grouped>) -> Vec<Text> {
    let earlier = |text: &Text| {
        let grouped = &grouped[&text.id];
        grouped.strand.clone().or_else(|| grouped.topic.clone())
    };
    texts.iter().map(|text| Text { earlier: earlier(text), ..text.clone() }).collect()
}

fn shuffled(texts: &[Text], seed: u64) -> Vec<Text> {
    let mut others = texts.to_vec();
    others.sort_by_key(|text| (text.id.0 as u64 + 1).wrapping_mul(seed | 1));
    others
}

/// Every way in which a decision meets texts: grouped before and never before, in one order and another; and once more after.
fn every_way(texts: &[Text], rulings: &[Ruling], seed: u64, check: impl Fn(&BTreeMap<PostId, Grouped>)) {
    each_way(texts, rulings, seed, |texts, obeyed| {
        check(obeyed);
        assert_same(&group(&again(texts, obeyed), rulings), obeyed, "grouping again changes nothing");
    });
}

/// The same of what is grouped once; `check` sees the texts too.
fn each_way(
    texts: &[Text],
    rulings: &[Ruling],
    seed: u64,
    check: impl Fn(&[Text], &BTreeMap<PostId, Grouped>),
) {
    let known = again(texts, &group(texts, &[]));
    for texts in [texts, &known] {
        let obeyed = group(texts, rulings);
        assert_same(&group(&shuffled(texts, seed), rulings), &obeyed, "the order of input does not matter");
        what_repeats_a_text_is_where_that_is(&obeyed);
        check(texts, &obeyed);
    }
}

/// Says only what differs.
fn assert_same(one: &BTreeMap<PostId, Grouped>, two: &BTreeMap<PostId, Grouped>, law: &str) {
    let differing: Vec<(&Grouped, &Grouped)> =
        one.values().zip(two.values()).filter(|(one, two)| one != two).collect();
    assert!(differing.is_empty(), "{law}: {differing:#?}");
}

fn what_repeats_a_text_is_where_that_is(grouped: &BTreeMap<PostId, Grouped>) {
    for one in grouped.values() {
        if let Some(original) = one.duplicate_of {
            assert_eq!(grouped[&original].topic, one.topic, "what repeats a text is where that is");
        }
    }
}

/// A topic, and those of its texts that stand for themselves and raise something.
fn topic_of(grouped: &BTreeMap<PostId, Grouped>, pick: usize) -> Option<(TopicId, Vec<PostId>)> {
    let mut topics: BTreeMap<&TopicId, Vec<PostId>> = BTreeMap::new();
    for grouped in grouped.values().filter(|grouped| grouped.role != Role::Context) {
        let (Some(topic), None) = (&grouped.topic, grouped.duplicate_of) else { continue };
        topics.entry(topic).or_default().push(grouped.id);
    }
    let count = topics.len().max(1);
    topics.into_iter().nth(pick % count).map(|(topic, posts)| (topic.clone(), posts))
}

/// A post with all that repeat it.
fn family(grouped: &BTreeMap<PostId, Grouped>, post: PostId) -> Vec<PostId> {
    grouped
        .values()
        .filter(|one| one.id == post || one.duplicate_of == Some(post))
        .map(|one| one.id)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn two_that_are_together_are_one(texts in texts(), picks in (0..40_usize, 0..40_usize), seed in any::<u64>()) {
        let before = group(&texts, &[]);
        let (Some((topic, _)), Some((other, _))) = (topic_of(&before, picks.0), topic_of(&before, picks.1)) else {
            return Ok(());
        };
        prop_assume!(topic != other);
        let ruling = Ruling::Together { topic: topic.clone(), other: other.clone() };
        every_way(&texts, std::slice::from_ref(&ruling), seed, |obeyed| {
            for (post, grouped) in obeyed {
                let was = before[post].topic.as_ref();
                let expected = if was == Some(&other) { Some(&topic) } else { was };
                assert_eq!(grouped.topic.as_ref(), expected, "nothing else is changed by it");
            }
        });
        // Withdrawn, it leaves nothing behind.
        let obeyed = group(&texts, &[ruling]);
        assert_same(&group(&again(&texts, &obeyed), &[]), &before, "withdrawn");
    }

    #[test]
    fn posts_set_apart_have_a_topic_of_their_own(
        texts in texts(), pick in 0..40_usize, chosen in any::<u32>(), seed in any::<u64>(),
    ) {
        let before = group(&texts, &[]);
        // Of a topic of several texts, if there is one.
        let several = (0..40).map(|more| topic_of(&before, pick + more)).find(|topic| {
            topic.as_ref().is_some_and(|(_, members)| members.len() > 1)
        });
        let Some(Some((topic, members))) = several else { return Ok(()) };
        let posts: Vec<PostId> =
            members.iter().enumerate().filter(|(at, _)| chosen >> (at % 32) & 1 == 1).map(|(_, post)| *post).collect();
        if posts.is_empty() || posts.len() == members.len() {
            return Ok(());
        }
        let part = TopicId("part".into());
        let posts: Vec<PostId> = posts.iter().flat_map(|post| family(&before, *post)).collect();
        let ruling = Ruling::Apart { topic: topic.clone(), part: part.clone(), posts: posts.clone() };
        every_way(&texts, &[ruling], seed, |obeyed| {
            for post in &posts {
                assert_eq!(obeyed[post].topic.as_ref(), Some(&part));
            }
        });
        // The posts that stay do stay, and the two keep their names.
        let obeyed = group(&again(&texts, &before), &[Ruling::Apart { topic: topic.clone(), part, posts: posts.clone() }]);
        prop_assert!(members.iter().filter(|post| !posts.contains(post)).any(|post| obeyed[post].topic == Some(topic.clone())));
    }

    #[test]
    fn a_post_is_not_in_the_topic_that_it_does_not_belong_to(
        texts in texts(), pick in 0..40_usize, chosen in 0..40_usize, seed in any::<u64>(),
    ) {
        let before = group(&texts, &[]);
        let Some((topic, members)) = topic_of(&before, pick) else { return Ok(()) };
        let post = members[chosen % members.len()];
        let ruling = Ruling::NotThis { topic: topic.clone(), post: Some(post) };
        every_way(&texts, &[ruling], seed, |obeyed| {
            for post in family(obeyed, post) {
                assert_ne!(obeyed[&post].topic.as_ref(), Some(&topic));
            }
        });
    }

    #[test]
    fn any_decisions_may_stand_together(
        texts in texts(), picks in prop::collection::vec((0..3_u8, 0..40_usize, 0..40_usize), 1..6), seed in any::<u64>(),
    ) {
        let before = group(&texts, &[]);
        let mut rulings = Vec::new();
        for (number, (kind, one, two)) in picks.into_iter().enumerate() {
            let (Some((topic, members)), Some((other, _))) = (topic_of(&before, one), topic_of(&before, two)) else {
                return Ok(());
            };
            let post = members[two % members.len()];
            rulings.push(match kind {
                0 if topic != other => Ruling::Together { topic, other },
                1 => Ruling::Apart { topic, part: TopicId(format!("part {number}")), posts: vec![post] },
                _ => Ruling::NotThis { topic, post: Some(post) },
            });
        }
        each_way(&texts, &rulings, seed, |texts, obeyed| {
            // Several decisions about neighbours may need one more run before all that they move lies still.
            let regrouped = group(&again(texts, obeyed), &rulings);
            let settled = group(&again(texts, &regrouped), &rulings);
            assert_same(&settled, &regrouped, "grouping again comes to rest");
        });
    }
}

#[test]
fn what_comes_later_goes_to_the_one_it_resembles_more() {
    let (heat, pipe) = ("hcs/heat", "батаре холодн дом");
    let texts = [
        ru(1, heat, RIDDER, pipe),
        ru(2, heat, RIDDER, "батаре дом холодн квартир"),
        ru(3, heat, RIDDER, "школ 12 класс холодн дет куртк"),
        ru(4, heat, RIDDER, "школ дет куртк класс мерзнут").later(1),
        ru(5, heat, RIDDER, "батаре квартир холодн дом опят").later(1),
        ru(6, heat, RIDDER, "класс школ куртк дет сидят"),
        ru(7, heat, RIDDER, "школ класс дет").later(3),
    ];
    let before = group(&texts[..5], &[]);
    let topic = before[&PostId(1)].topic.clone().unwrap();
    assert!(
        before.values().all(|grouped| grouped.topic.as_ref() == Some(&topic)),
        "a small town, one matter"
    );
    let part = TopicId("part".into());
    let ruling = Ruling::Apart { topic: topic.clone(), part: part.clone(), posts: vec![PostId(3)] };
    let mut later = again(&texts[..5], &before);
    // What was grouped before under no decision is not known to be of the one or the other on later days.
    later.iter_mut().filter(|text| text.id.0 > 3).for_each(|text| text.earlier = None);
    later.extend_from_slice(&texts[5..]);
    let obeyed = group(&later, std::slice::from_ref(&ruling));
    let of_part: Vec<i64> = obeyed
        .values()
        .filter(|grouped| grouped.topic.as_ref() == Some(&part))
        .map(|grouped| grouped.id.0)
        .collect();
    assert_eq!(of_part, [3, 4, 6, 7]);
    // The posts it was decided on are gone: what is left stays apart.
    let rest: Vec<Text> = again(&later, &obeyed).into_iter().filter(|text| text.id.0 > 3).collect();
    let ruling = Ruling::Apart { topic: topic.clone(), part: part.clone(), posts: vec![] };
    let after = group(&rest, &[ruling]);
    assert_eq!(after[&PostId(4)].topic.as_ref(), Some(&part));
    assert_eq!(after[&PostId(5)].topic.as_ref(), Some(&topic));
}

#[test]
fn the_later_of_two_decisions_holds() {
    let texts =
        [ru(1, "hcs/heat", RIDDER, "батаре холодн дом"), ru(2, "hcs/heat", RIDDER, "батаре дом холодн")];
    let topic = group(&texts, &[])[&PostId(1)].topic.clone().unwrap();
    let part = TopicId("part".into());
    let apart = Ruling::Apart { topic: topic.clone(), part: part.clone(), posts: vec![PostId(2)] };
    let not_part = Ruling::NotThis { topic: part.clone(), post: Some(PostId(2)) };
    let of = |rulings: &[Ruling]| group(&texts, rulings)[&PostId(2)].topic.clone();
    assert_eq!(of(std::slice::from_ref(&apart)), Some(part.clone()));
    let together = Ruling::Together { topic: topic.clone(), other: part.clone() };
    assert_eq!(of(&[apart.clone(), together]), Some(topic.clone()));
    let neither = of(&[apart, not_part]).unwrap();
    assert!(neither != topic && neither != part, "{neither}");
}
