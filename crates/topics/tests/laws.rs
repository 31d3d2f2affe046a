//! Laws of grouping, over random posts of a few words, places, matters and authors.

#![allow(clippy::unwrap_used, reason = "what is invented here is known to be right")]

mod stage;

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{Kato, Methods, PostId, Role, SourceId, TopicId};
use dauys_topics::{Dormant, Grouped, Grouper, Settings, Text};
use jiff::civil::Date;
use proptest::prelude::*;
use stage::random::{days, texts};
use stage::*;

fn settings() -> Settings {
    Settings { window_days: 2, ..Settings::default() }
}

fn group(texts: &[Text]) -> BTreeMap<Date, Vec<Grouped>> {
    let mut grouper = Grouper::new(settings());
    days(texts).into_iter().map(|(day, texts)| (day, grouper.day(day, texts))).collect()
}

/// Posts of one topic: number, role, original.
type Members = Vec<(i64, Role, Option<PostId>)>;

/// Which posts of each day are together, whatever their topic is called; with their roles and originals.
fn membership(days: &BTreeMap<Date, Vec<Grouped>>) -> BTreeSet<Members> {
    days.values().flat_map(|day| membership_of_day(day)).collect()
}

fn membership_of_day(day: &[Grouped]) -> Vec<Members> {
    let mut topics: BTreeMap<Option<TopicId>, Members> = BTreeMap::new();
    for grouped in day {
        topics.entry(grouped.topic.clone()).or_default().push((
            grouped.id.0,
            grouped.role,
            grouped.duplicate_of,
        ));
    }
    topics
        .into_values()
        .map(|mut posts| {
            posts.sort();
            posts
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_input_does_not_matter(texts in texts(), shuffled in any::<u64>()) {
        let mut others = texts.clone();
        others.sort_by_key(|text| (text.id.0 as u64 + 1).wrapping_mul(shuffled | 1));
        prop_assert_eq!(group(&texts), group(&others));
    }

    #[test]
    fn settled_days_are_as_good_as_grouped_ones(texts in texts(), split in 1..5_usize) {
        let whole = group(&texts);
        let mut grouper = Grouper::new(settings());
        let days: Vec<_> = days(&texts).into_iter().collect();
        let mut before = Grouper::new(settings());
        for (day, texts) in &days[..split] {
            before.day(*day, texts.clone());
        }
        // Only the window, and of what is older no more than topics as they were told of last.
        grouper.recall(before.topics().iter().filter_map(Dormant::of));
        for (day, texts) in &days[split.saturating_sub(2)..split] {
            grouper.settle(*day, texts.clone(), &whole[day]);
        }
        for (day, texts) in &days[split..] {
            prop_assert_eq!(&grouper.day(*day, texts.clone()), &whole[day]);
        }
    }

    #[test]
    fn each_post_stands_once_and_duplicates_point_to_originals(texts in texts()) {
        let grouped: Vec<Grouped> = group(&texts).into_values().flatten().collect();
        let ids: BTreeSet<PostId> = grouped.iter().map(|grouped| grouped.id).collect();
        prop_assert_eq!(grouped.len(), texts.len());
        prop_assert_eq!(ids, texts.iter().map(|text| text.id).collect());
        let by_id: BTreeMap<PostId, &Grouped> = grouped.iter().map(|grouped| (grouped.id, grouped)).collect();
        for grouped in &grouped {
            if let Some(original) = grouped.duplicate_of {
                prop_assert_eq!(by_id[&original].duplicate_of, None);
                prop_assert!(grouped.role != Role::Voice);
            }
            if grouped.topic.is_none() {
                prop_assert_eq!(grouped.role, Role::Context);
            }
        }
    }

    #[test]
    fn every_topic_has_a_voice_and_the_counts_add_up(texts in texts()) {
        let mut grouper = Grouper::new(settings());
        let grouped: Vec<Grouped> = days(&texts).into_iter().flat_map(|(day, texts)| grouper.day(day, texts)).collect();
        let topics = grouper.topics();
        // A story has an identity and is no topic: nothing in it is raised.
        let raised = grouped.iter().filter(|grouped| grouped.role != Role::Context);
        let named: BTreeSet<&TopicId> = raised.filter_map(|grouped| grouped.topic.as_ref()).collect();
        prop_assert_eq!(named, topics.iter().map(|topic| &topic.id).collect());
        let count = |role: Role| grouped.iter().filter(|grouped| grouped.topic.is_some() && grouped.role == role).count() as u32;
        prop_assert_eq!(topics.iter().map(|topic| topic.voices()).sum::<u32>(), count(Role::Voice));
        prop_assert_eq!(topics.iter().map(|topic| topic.texts()).sum::<u32>(), count(Role::Voice) + count(Role::Echo));
        for topic in &topics {
            prop_assert!(topic.voices() > 0);
            prop_assert!(topic.first_at <= topic.last_at);
            prop_assert!(!topic.quotes.is_empty());
        }
    }

    #[test]
    fn grouping_again_keeps_every_identity(texts in texts()) {
        let first = group(&texts);
        let topics: BTreeMap<PostId, Option<TopicId>> =
            first.values().flatten().map(|grouped| (grouped.id, grouped.topic.clone())).collect();
        let again: Vec<Text> =
            texts.iter().map(|text| Text { earlier: topics[&text.id].clone(), ..text.clone() }).collect();
        prop_assert_eq!(group(&again), first);
    }

    #[test]
    fn what_was_called_otherwise_is_grouped_alike(texts in texts(), names in prop::collection::vec(prop::option::of(0..5_u8), 60)) {
        let renamed: Vec<Text> = texts
            .iter()
            .zip(names)
            .map(|(text, name)| Text { earlier: name.map(|name| TopicId(format!("t{name}"))), ..text.clone() })
            .collect();
        prop_assert_eq!(membership(&group(&renamed)), membership(&group(&texts)));
    }

    #[test]
    fn what_may_not_be_counted_changes_nothing_of_the_rest(texts in texts()) {
        let countable: Vec<Text> =
            texts.iter().filter(|text| text.methods == Methods::All).cloned().collect();
        let ids: BTreeSet<PostId> = countable.iter().map(|text| text.id).collect();
        let mut with = group(&texts);
        for day in with.values_mut() {
            day.retain(|grouped| ids.contains(&grouped.id));
        }
        prop_assert_eq!(membership(&with), membership(&group(&countable)));
    }

    #[test]
    fn what_may_not_be_counted_is_together_by_matter_and_place_alone(texts in texts()) {
        let by_id: BTreeMap<PostId, &Text> = texts.iter().map(|text| (text.id, text)).collect();
        let mut topics: BTreeMap<TopicId, Vec<Grouped>> = BTreeMap::new();
        for grouped in group(&texts).into_values().flatten() {
            if let Some(topic) = &grouped.topic {
                topics.entry(topic.clone()).or_default().push(grouped);
            }
        }
        for members in topics.into_values() {
            let members: Vec<(&Text, Grouped)> =
                members.into_iter().map(|grouped| (by_id[&grouped.id], grouped)).collect();
            if members.iter().any(|(text, _)| text.methods == Methods::All) {
                continue;
            }
            // A comment may have matter and place from its article.
            let own = members.iter().filter(|(text, grouped)| {
                grouped.duplicate_of.is_none() && !(text.kind.is_of_citizens() && text.thread.is_some())
            });
            let spots: BTreeSet<_> = own.map(|(text, _)| (&text.category, &text.places, &text.place)).collect();
            prop_assert!(spots.len() <= 1, "{spots:?}");
            prop_assert!(spots.iter().all(|(category, ..)| category.is_some()));
        }
    }

    #[test]
    fn a_text_that_has_nothing_in_common_changes_nothing(texts in texts(), minute in 0..40_i64, day in 0..5_i64) {
        let mut more = texts.clone();
        let mut stranger = ru(1000 + minute, "agro/livestock", 0, "саранча пастбищ джут отар чабан сено падеж скот ветеринар").later(day);
        stranger.places = vec![Kato(116_600_000)];
        stranger.source = SourceId::new("elsewhere").unwrap();
        more.push(stranger);
        let mut with = membership(&group(&more));
        prop_assert!(with.remove(&vec![(1000 + minute, Role::Voice, None)]));
        prop_assert_eq!(with, membership(&group(&texts)));
    }
}

#[test]
fn a_late_first_post_does_not_rename_the_topic() {
    let mut texts = vec![
        ru(10, "hcs/water", RIDDER, "нет вод втор день"),
        ru(11, "hcs/water", RIDDER, "вод когда дадут"),
    ];
    let named = group(&texts);
    let id = named[&DAY][0].topic.clone().unwrap();
    assert_eq!(id, TopicId::of_seed(&texts[0].source, &texts[0].key));
    texts.iter_mut().for_each(|text| text.earlier = Some(id.clone()));
    texts.push(ru(1, "hcs/water", RIDDER, "утр отключ вод"));
    let again = group(&texts);
    assert!(again[&DAY].iter().all(|grouped| grouped.topic.as_ref() == Some(&id)), "{again:?}");
}

#[test]
fn a_day_given_again_takes_back_what_came_after() {
    let texts = [ru(1, "hcs/water", RIDDER, "нет вод"), ru(2, "hcs/water", RIDDER, "вод нет опят").later(1)];
    let days = days(&texts);
    let mut grouper = Grouper::new(settings());
    for (&day, texts) in &days {
        grouper.day(day, texts.clone());
    }
    assert_eq!(grouper.topics()[0].days.len(), 2);
    grouper.day(DAY, vec![]);
    assert!(grouper.topics().is_empty());
}

#[test]
fn a_topic_that_lost_its_texts_is_vacated() {
    let mut text = ru(1, "hcs/water", RIDDER, "нет вод").calm();
    text.earlier = Some(TopicId("told".into()));
    let mut grouper = Grouper::new(settings());
    let grouped = grouper.day(DAY, vec![text]);
    assert_eq!(grouped[0].topic, None);
    assert_eq!(grouper.vacated(), [TopicId("told".into())]);
}
