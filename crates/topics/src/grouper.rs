//! Days of posts in, ascending; their grouping out. It holds the window's memory and the topics' counts, and puts the
//! steps in order: duplicates, what is usual, clusters, context, identities, roles, portraits.

use std::collections::BTreeSet;

use dauys_model::{PostId, Role, Topic, TopicId};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::agglomerate::agglomerate;
use crate::background::Background;
use crate::candidates::Candidates;
use crate::cluster::Cluster;
use crate::context;
use crate::duplicate::duplicates;
use crate::identity::{Claim, identities};
use crate::ledger::Ledger;
use crate::memory::{Memory, Names, Record, reduce};
use crate::portrait::{Portrait, portrait};
use crate::role::{self, Roles};
use crate::settings::Settings;
use crate::text::{Grouped, Text};
use crate::window::{Least, Window};

/// Groups days of posts, one after the other.
///
/// ```
/// use dauys_topics::{Grouper, Settings};
///
/// let mut grouper = Grouper::new(Settings::default());
/// let day = "2026-11-22".parse().unwrap();
/// assert!(grouper.day(day, vec![]).is_empty());
/// assert!(grouper.topics().is_empty());
/// ```
#[derive(Debug)]
pub struct Grouper {
    settings: Settings,
    names: Names,
    memory: Memory,
    ledger: Ledger,
    vacated: BTreeSet<TopicId>,
}

impl Grouper {
    /// A grouper that remembers nothing yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            names: Names::default(),
            memory: Memory::default(),
            ledger: Ledger::default(),
            vacated: BTreeSet::new(),
        }
    }

    /// Takes a past day as already decided, to be the memory of later days. A text without an entry in `grouped` is of no
    /// topic. Days must come ascending, as in [`Grouper::day`].
    pub fn settle(&mut self, day: Date, texts: Vec<Text>, grouped: &[Grouped]) {
        let decided: FxHashMap<PostId, &Grouped> =
            grouped.iter().map(|grouped| (grouped.id, grouped)).collect();
        let mut records = reduce(day, texts, self.settings.terms_per_text, &mut self.names);
        for record in &mut records {
            if let Some(&grouped) = decided.get(&record.id) {
                record.grouped = grouped.clone();
            }
        }
        self.remember(day, records);
    }

    /// Groups one more day; the result is in canonical order (`published_at`, `source`, `key`), one entry a post.
    ///
    /// It depends on the texts of that day and on the texts and decisions of the `window_days` before, on nothing else.
    /// Days must come ascending: a day given again, or an earlier one, takes back itself and what came after.
    pub fn day(&mut self, day: Date, texts: Vec<Text>) -> Vec<Grouped> {
        let mut records = reduce(day, texts, self.settings.terms_per_text, &mut self.names);
        self.memory.forget_around(day, self.settings.window_days);
        let (grouped, portraits) = group(&self.memory, &records, &self.names, &self.settings);
        for (record, grouped) in records.iter_mut().zip(&grouped) {
            record.grouped = grouped.clone();
        }
        let earlier: BTreeSet<TopicId> = records.iter().filter_map(|record| record.earlier.clone()).collect();
        self.remember(day, records);
        for (topic, portrait) in portraits {
            self.ledger.portray(&topic, portrait);
        }
        self.vacated.extend(earlier);
        grouped
    }

    fn remember(&mut self, day: Date, records: Vec<Record>) {
        self.memory.forget_around(day, self.settings.window_days);
        self.ledger.forget_from(day);
        self.ledger.count(&records);
        self.memory.days.insert(day, records);
    }

    /// The topics that days grouped since [`Grouper::new`] have touched, by id: those with a text on such a day, and those
    /// that had one before (`earlier`) and are still raised on other days seen.
    ///
    /// `days`, `first_at` and `last_at` are complete for the days this grouper has seen, settled ones included, and count
    /// voices and echo, not context. The caller keeps its stored counts of days before the first one seen, replaces all
    /// later ones, and takes the earlier `first_at`. A topic of which the window holds nothing but context is not listed:
    /// what is stored of it stays. Everything else is drawn from the window of the last day on which the
    /// topic was touched and replaces what is stored.
    pub fn topics(&self) -> Vec<Topic> {
        self.ledger.topics()
    }

    /// Topics that texts of the grouped days belonged to before (`earlier`) and that are raised on no day seen any more.
    /// What the store counts for them on the days seen is gone; if nothing older is left, so is the topic.
    pub fn vacated(&self) -> Vec<TopicId> {
        self.vacated.iter().filter(|&topic| !self.ledger.is_raised(topic)).cloned().collect()
    }
}

/// Groups the records of a day, and draws the portraits of the topics it touches.
fn group(
    memory: &Memory,
    day: &[Record],
    names: &Names,
    settings: &Settings,
) -> (Vec<Grouped>, Vec<(TopicId, Portrait)>) {
    let window = Window::new(memory, day, Least::of(settings));
    let originals = duplicates(&window, &names.terms, settings);
    let is_original = |rank: usize| rank < window.today || originals[rank - window.today].is_none();
    let background = Background::new(&window, is_original);

    let known = Known::of(&window);
    let mut clusters = known.clusters;
    clusters.extend(
        window
            .todays()
            .filter(|&rank| is_original(rank) && window.seen[rank].raises)
            .map(|rank| Cluster::of(rank, &window)),
    );
    let clusters: Vec<Cluster> =
        agglomerate(clusters, &background, names, settings.join).into_iter().flatten().collect();

    let of_texts = assign(&window, &originals, &clusters, &known.numbers, &background, names, settings);
    let ids = name(&window, &clusters, &of_texts, &known.ids);

    let mut roles = Roles::default();
    let mut grouped: Vec<Grouped> = Vec::with_capacity(day.len());
    for rank in window.todays() {
        let record = window.seen[rank].record;
        let topic = of_texts[rank - window.today];
        let original = originals[rank - window.today];
        let role = match (topic, original) {
            (None, _) => Role::Context,
            (Some(_), Some((stands, _))) if stands >= window.today => {
                role::of_duplicate(grouped[stands - window.today].role)
            }
            (Some(_), Some((stands, _))) => role::of_duplicate(window.seen[stands].record.grouped.role),
            (Some(topic), None) => roles.of_original(topic, window.seen[rank].raises, record.voice),
        };
        grouped.push(Grouped {
            id: record.id,
            duplicate_of: original.map(|(_, original)| original),
            topic: topic.map(|topic| ids[topic as usize].clone()),
            role,
        });
    }

    let mut touched: BTreeSet<&TopicId> =
        grouped.iter().filter_map(|grouped| grouped.topic.as_ref()).collect();
    touched.extend(day.iter().filter_map(|record| record.earlier.as_ref()));
    let is_voice = |rank: usize| match rank.checked_sub(window.today) {
        Some(of_day) => grouped[of_day].role == Role::Voice,
        None => window.seen[rank].record.grouped.role == Role::Voice,
    };
    let portraits = ids
        .iter()
        .zip(&clusters)
        // Where the window holds context only, the earlier portrait stays.
        .filter(|(id, cluster)| touched.contains(id) && cluster.texts() > 0)
        .map(|(id, cluster)| (id.clone(), portrait(cluster, &window, &background, names, is_voice)))
        .collect();
    (grouped, portraits)
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

/// The identities of the clusters; those that were topics before keep theirs.
fn name(window: &Window, clusters: &[Cluster], of_texts: &[Option<u32>], known: &[TopicId]) -> Vec<TopicId> {
    let mut earlier: Vec<Vec<&TopicId>> = vec![vec![]; clusters.len()];
    for (of_day, topic) in of_texts.iter().enumerate() {
        let record = window.seen[window.today + of_day].record;
        if let (Some(topic), Some(id)) = (topic, &record.earlier) {
            earlier[*topic as usize].push(id);
        }
    }
    let claims: Vec<Claim> = clusters
        .iter()
        .zip(earlier)
        .filter(|(cluster, _)| cluster.topic.is_none())
        .map(|(cluster, earlier)| {
            let seed = window.seen[cluster.first as usize].record;
            Claim { seed: (&seed.source, &seed.key), earlier }
        })
        .collect();
    let mut fresh = identities(&claims, known.iter().cloned()).into_iter();
    clusters
        .iter()
        .map(|cluster| match cluster.topic {
            Some(number) => known[number].clone(),
            None => fresh.next().expect("every new cluster made one claim"),
        })
        .collect()
}
