//! What outlets tell without raising a problem: calm news and notices of a window in, stories out. A story has an identity like a
//! topic, so that its texts are found together and a later one joins them; it has no voice and is never shown as a topic.

use dauys_model::{PostId, TopicId};
use rustc_hash::FxHashMap;

use crate::agglomerate::agglomerate;
use crate::background::Background;
use crate::cluster::Cluster;
use crate::memory::Names;
use crate::settings::Settings;
use crate::window::Window;

/// Gives the texts of outlets that belong to no topic a story: the number of one of `known` that nothing raises, else a new one
/// beyond `clusters`, which then holds an empty cluster for it.
pub(crate) fn stories(
    window: &Window,
    originals: &[Option<(usize, PostId)>],
    known: &FxHashMap<TopicId, u32>,
    background: &Background,
    names: &Names,
    settings: &Settings,
    (clusters, of_texts): (&mut Vec<Cluster>, &mut [Option<u32>]),
) {
    let is_of_outlet = |rank: usize| !window.seen[rank].record.kind.is_of_citizens();
    let fresh: Vec<usize> = window
        .todays()
        .filter(|&rank| {
            let at = rank - window.today;
            of_texts[at].is_none() && originals[at].is_none() && is_of_outlet(rank)
        })
        .collect();
    if fresh.is_empty() {
        return;
    }
    let (mut told, numbers) = earlier(window, known, clusters, is_of_outlet);
    told.extend(fresh.iter().map(|&rank| Cluster::told(rank, window)));
    let formed = agglomerate(told, background, names, settings.join_story);
    for story in formed.into_iter().flatten() {
        let number = story.topic.map(|topic| numbers[topic]).unwrap_or_else(|| {
            clusters.push(Cluster { first: story.first, ..Cluster::default() });
            u32::try_from(clusters.len() - 1).expect("fewer than four billion topics")
        });
        for rank in story.members {
            if let Some(at) = (rank as usize).checked_sub(window.today) {
                of_texts[at] = Some(number);
            }
        }
    }
    for rank in window.todays() {
        let at = rank - window.today;
        if let (None, Some((original, _))) = (of_texts[at], originals[at])
            && original >= window.today
        {
            of_texts[at] = of_texts[original - window.today];
        }
    }
}

/// Stories of earlier days, in order of their first text, with their numbers.
fn earlier(
    window: &Window,
    known: &FxHashMap<TopicId, u32>,
    clusters: &[Cluster],
    is_of_outlet: impl Fn(usize) -> bool,
) -> (Vec<Cluster>, Vec<u32>) {
    let mut stories: Vec<Cluster> = Vec::new();
    let mut numbers: Vec<u32> = Vec::new();
    let mut places: FxHashMap<u32, usize> = FxHashMap::default();
    for rank in (0..window.today).filter(|&rank| window.seen[rank].stands && is_of_outlet(rank)) {
        let topic = window.seen[rank].record.grouped.topic.as_ref();
        let Some(&number) = topic.and_then(|topic| known.get(topic)) else { continue };
        if clusters[number as usize].texts() > 0 {
            continue;
        }
        let place = *places.entry(number).or_insert_with(|| {
            numbers.push(number);
            stories.push(Cluster {
                topic: Some(stories.len()),
                first: u32::MAX,
                is_story: true,
                ..Cluster::default()
            });
            stories.len() - 1
        });
        stories[place].absorb(Cluster::of(rank, window));
    }
    (stories, numbers)
}
