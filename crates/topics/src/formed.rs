//! What counting makes of a day: its countable texts and the window before them in, clusters out, with each text's original
//! and its place among the clusters. Texts for which rules alone may decide do not come here; they are placed afterwards, beside
//! what is already formed.

use dauys_model::{PostId, Role, TopicId};
use rustc_hash::FxHashMap;

use crate::agglomerate::agglomerate;
use crate::background::{Background, fixed};
use crate::candidates::Candidates;
use crate::cluster::Cluster;
use crate::context;
use crate::duplicate::duplicates;
use crate::evidence::evidence;
use crate::memory::Names;
use crate::settings::Settings;
use crate::story::stories;
use crate::window::Window;

/// The clusters of a window, and what its texts of the day are to them.
pub(crate) struct Formed<'a> {
    /// Countable texts only.
    pub(crate) window: Window<'a>,
    pub(crate) background: Background<'a>,
    /// For each text of the day, the rank that stands for its original and the original's id.
    pub(crate) originals: Vec<Option<(usize, PostId)>>,
    /// Topics of earlier days first, then what is new, in order of the first text.
    pub(crate) clusters: Vec<Cluster>,
    /// For each text of the day, the number of its cluster: the one it made, the one of its original, or the one it is context of.
    pub(crate) of_texts: Vec<Option<u32>>,
    /// The topics of earlier days; [`Cluster::topic`] is a place in this list.
    pub(crate) known: Vec<TopicId>,
}

impl<'a> Formed<'a> {
    /// Forms clusters of the raising texts of a day that repeat nothing.
    pub(crate) fn of(window: Window<'a>, names: &'a Names, settings: &Settings) -> Self {
        let originals = duplicates(&window, &names.terms, settings);
        let is_original = |rank: usize| rank < window.today || originals[rank - window.today].is_none();
        let background = Background::new(&window, names, is_original);
        let known = Known::of(&window);
        let mut clusters = known.clusters;
        let raising = window.todays().filter(|&rank| is_original(rank) && window.seen[rank].raises);
        clusters.extend(alike(raising, &window, &background, names, settings));
        let mut clusters: Vec<Cluster> =
            agglomerate(clusters, &background, names, settings.join).into_iter().flatten().collect();
        let mut of_texts =
            assign(&window, &originals, &clusters, &known.numbers, &background, names, settings);
        let place = (&mut clusters, of_texts.as_mut_slice());
        stories(&window, &originals, &known.numbers, &background, names, settings, place);
        Self { window, background, originals, clusters, of_texts, known: known.ids }
    }
}

/// Clusters of texts that say the very same of the very same place and matter, if that makes two of them one problem: a flood of
/// equal words need not be compared text by text.
fn alike(
    ranks: impl Iterator<Item = usize>,
    window: &Window,
    background: &Background,
    names: &Names,
    settings: &Settings,
) -> Vec<Cluster> {
    let join = fixed(f64::from(settings.join));
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut by_words: FxHashMap<_, Option<usize>> = FxHashMap::default();
    for rank in ranks {
        let seen = &window.seen[rank];
        let record = seen.record;
        let mut terms = record.terms.clone();
        terms.sort_unstable();
        let key = (terms, seen.locality, seen.leaf, seen.subject, record.language, record.thread);
        let text = Cluster::of(rank, window);
        match by_words.get(&key) {
            Some(&Some(number)) => clusters[number].absorb(text),
            Some(&None) => clusters.push(text),
            None => {
                let are_one = evidence(&text, &text, background, names).is_some_and(|found| found >= join);
                by_words.insert(key, are_one.then_some(clusters.len()));
                clusters.push(text);
            }
        }
    }
    clusters
}

/// The topics of earlier days in a window, in order of their first text there.
struct Known {
    ids: Vec<TopicId>,
    numbers: FxHashMap<TopicId, u32>,
    clusters: Vec<Cluster>,
}

impl Known {
    /// A topic is what its voices and their author's further texts say; texts that stand for an original which has left
    /// the window speak for it. Under which articles it was spoken of is known from context too.
    fn of(window: &Window) -> Self {
        let mut known = Self { ids: vec![], numbers: FxHashMap::default(), clusters: vec![] };
        for rank in 0..window.today {
            let seen = &window.seen[rank];
            let Some(topic) = &seen.record.grouped.topic else { continue };
            let number = match known.numbers.get(topic) {
                Some(&number) => number as usize,
                None => {
                    let number = known.ids.len();
                    known.numbers.insert(
                        topic.clone(),
                        u32::try_from(number).expect("fewer than four billion topics"),
                    );
                    known.ids.push(topic.clone());
                    known.clusters.push(Cluster {
                        topic: Some(number),
                        first: u32::MAX,
                        ..Cluster::default()
                    });
                    number
                }
            };
            let cluster = &mut known.clusters[number];
            if seen.record.grouped.role != Role::Context {
                if seen.stands {
                    cluster.absorb(Cluster::of(rank, window));
                }
            } else if let (Some(thread), false) = (seen.record.thread, seen.record.kind.is_of_citizens())
                && cluster.threads.iter().all(|&(known, _)| known != thread)
            {
                cluster.threads.push((thread, 0));
            }
        }
        known
    }
}

/// The cluster of each text of the day, if any: the one it made, the one of its original, or the one it is context of.
fn assign(
    window: &Window,
    originals: &[Option<(usize, PostId)>],
    clusters: &[Cluster],
    known: &FxHashMap<TopicId, u32>,
    background: &Background,
    names: &Names,
    settings: &Settings,
) -> Vec<Option<u32>> {
    let mut of_texts = vec![None; originals.len()];
    let mut candidates = Candidates::default();
    for (number, cluster) in (0_u32..).zip(clusters) {
        candidates.add(number, cluster, names);
        for &rank in &cluster.members {
            if let Some(of_day) = (rank as usize).checked_sub(window.today) {
                of_texts[of_day] = Some(number);
            }
        }
    }
    for rank in window.todays() {
        let of_day = rank - window.today;
        of_texts[of_day] = match originals[of_day] {
            _ if of_texts[of_day].is_some() => continue,
            Some((original, _)) if original >= window.today => of_texts[original - window.today],
            Some((original, _)) => {
                let topic = window.seen[original].record.grouped.topic.as_ref();
                topic.and_then(|topic| known.get(topic)).copied()
            }
            None => {
                let text = Cluster::of(rank, window);
                context::topic_of(&text, clusters, &candidates, background, names, settings.join_context)
            }
        };
    }
    of_texts
}
