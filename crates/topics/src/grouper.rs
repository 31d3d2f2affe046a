//! Days of posts in, ascending; their grouping out. It holds the window's memory and the topics' counts, and puts the
//! steps in order: what counting forms, what rules place beside it, identities, roles, portraits.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{PostId, Role, Topic, TopicId};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::formed::Formed;
use crate::identity::{Claim, identities};
use crate::ledger::Ledger;
use crate::memory::{Memory, Names, Record, reduce};
use crate::portrait::{Portrait, portrait, portrait_by_rule};
use crate::role::{self, Roles};
use crate::ruled::{RuleTopic, Ruled};
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
///
/// What may be counted is grouped as if there were nothing else; then rules place the other texts beside it.
fn group(
    memory: &Memory,
    day: &[Record],
    names: &Names,
    settings: &Settings,
) -> (Vec<Grouped>, Vec<(TopicId, Portrait)>) {
    let least = Least::of(settings);
    let formed = Formed::of(Window::countable(memory, day, least), names, settings);
    let whole = Window::whole(memory, day, least);
    let ruled = Ruled::of(&whole, &formed, names, settings);
    let countable: Vec<usize> = (0..day.len()).filter(|&at| day[at].is_countable()).collect();
    let found = found(day, &countable, &formed, &whole, &ruled);
    let ids = name(day, &formed, &ruled, &found);

    let mut roles = Roles::default();
    let mut of_day: Vec<Role> = vec![Role::Context; day.len()];
    // Originals before what repeats them, and what may be counted first: other texts change no role of it.
    let others = (0..day.len()).filter(|&at| !day[at].is_countable());
    for at in countable.iter().copied().chain(others) {
        of_day[at] = match (found[at].topic, found[at].original) {
            (None, _) => Role::Context,
            (Some(_), Some((Stands::Today(original), _))) => role::of_duplicate(of_day[original]),
            (Some(_), Some((Stands::Earlier(role), _))) => role::of_duplicate(role),
            (Some(topic), None) => {
                roles.of_original(topic, whole.seen[whole.today + at].raises, day[at].voice)
            }
        };
    }
    let grouped: Vec<Grouped> = day
        .iter()
        .zip(&found)
        .zip(&of_day)
        .map(|((record, found), &role)| Grouped {
            id: record.id,
            duplicate_of: found.original.map(|(_, original)| original),
            topic: found.topic.map(|topic| ids[topic as usize].clone()),
            role,
        })
        .collect();

    let mut touched: BTreeSet<&TopicId> =
        grouped.iter().filter_map(|grouped| grouped.topic.as_ref()).collect();
    touched.extend(day.iter().filter_map(|record| record.earlier.as_ref()));
    let role_in = |window: &Window, rank: usize, of_today: &dyn Fn(usize) -> usize| {
        let today = rank.checked_sub(window.today);
        today.map_or(window.seen[rank].record.grouped.role, |rank| of_day[of_today(rank)])
    };
    let mut portraits = Vec::new();
    for (number, id) in (0_u32..).zip(&ids).filter(|(_, id)| touched.contains(id)) {
        // Where the window holds context only, the earlier portrait stays.
        if let Some(cluster) = formed.clusters.get(number as usize).filter(|cluster| cluster.texts() > 0) {
            let Formed { window, background, .. } = &formed;
            let is_voice = |rank| role_in(window, rank, &|rank| countable[rank]) == Role::Voice;
            portraits.push((id.clone(), portrait(cluster, window, background, names, is_voice)));
        } else if let Some(members) = ruled.members.get(&number) {
            let is_voice = |rank| role_in(&whole, rank, &|rank| rank) == Role::Voice;
            portraits.push((id.clone(), portrait_by_rule(members, &whole, names, is_voice)));
        }
    }
    (grouped, portraits)
}

/// What was found for one text of the day.
#[derive(Clone, Copy, Default)]
struct Found {
    /// The number of its topic: of a cluster, or beyond them of a topic that rules made.
    topic: Option<u32>,
    /// What stands for the text that it repeats, and that text.
    original: Option<(Stands, PostId)>,
}

/// What stands for an original.
#[derive(Clone, Copy)]
enum Stands {
    /// A text of the day, by its place there.
    Today(usize),
    /// A text of an earlier day, which has its role.
    Earlier(Role),
}

/// What was found for each text of the day, by counting or by rule.
fn found(day: &[Record], countable: &[usize], formed: &Formed, whole: &Window, ruled: &Ruled) -> Vec<Found> {
    let mut found = vec![Found::default(); day.len()];
    for ((&at, &topic), &original) in countable.iter().zip(&formed.of_texts).zip(&formed.originals) {
        let original = original.map(|(rank, original)| {
            let stands = match rank.checked_sub(formed.window.today) {
                Some(of_today) => Stands::Today(countable[of_today]),
                None => Stands::Earlier(formed.window.seen[rank].record.grouped.role),
            };
            (stands, original)
        });
        found[at] = Found { topic, original };
    }
    for placed in &ruled.placed {
        let original = placed.original.map(|(rank, original)| {
            let stands = match rank.checked_sub(whole.today) {
                Some(at) => Stands::Today(at),
                None => Stands::Earlier(whole.seen[rank].record.grouped.role),
            };
            (stands, original)
        });
        found[placed.rank - whole.today] = Found { topic: placed.topic, original };
    }
    found
}

/// The identities of all topics by number; those that were topics before keep theirs.
fn name(day: &[Record], formed: &Formed, ruled: &Ruled, found: &[Found]) -> Vec<TopicId> {
    let mut seeds: BTreeMap<u32, &Record> = BTreeMap::new();
    let mut ids: Vec<Option<TopicId>> = Vec::new();
    for (number, cluster) in (0_u32..).zip(&formed.clusters) {
        let known = cluster.topic.map(|topic| &formed.known[topic]).or_else(|| ruled.heirs.get(&number));
        if known.is_none() {
            seeds.insert(number, formed.window.seen[cluster.first as usize].record);
        }
        ids.push(known.cloned());
    }
    for (number, topic) in (ids.len() as u32..).zip(&ruled.topics) {
        if let RuleTopic::New { seed } = topic {
            seeds.insert(number, &day[*seed]);
        }
        ids.push(match topic {
            RuleTopic::Known(id) => Some(id.clone()),
            RuleTopic::New { .. } => None,
        });
    }
    let mut earlier: BTreeMap<u32, Vec<&TopicId>> = BTreeMap::new();
    for (record, found) in day.iter().zip(found) {
        if let (Some(topic), Some(id)) = (found.topic, &record.earlier) {
            earlier.entry(topic).or_default().push(id);
        }
    }
    let mut seeds: Vec<(u32, &Record)> = seeds.into_iter().collect();
    seeds.sort_by(|(_, one), (_, two)| one.canonical_order(two));
    let claims: Vec<Claim> = seeds
        .iter()
        .map(|(number, seed)| Claim {
            seed: (&seed.source, &seed.key),
            earlier: earlier.remove(number).unwrap_or_default(),
        })
        .collect();
    let taken = formed.known.iter().chain(ruled.known()).cloned();
    for ((number, _), id) in seeds.iter().zip(identities(&claims, taken)) {
        ids[*number as usize] = Some(id);
    }
    ids.into_iter().map(|id| id.expect("a topic was known before or made a claim")).collect()
}
