//! Days of posts in, ascending; their grouping out. It holds the window's memory and the topics' counts, and puts the
//! steps in order: what counting forms, what rules place beside it, identities, roles, portraits.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{PostId, Role, Topic, TopicId};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::amend::{self, Scene};
use crate::decision::Decisions;
use crate::dormant::{Dormant, Sleeper};
use crate::formed::Formed;
use crate::ledger::Ledger;
use crate::memory::{Memory, Names, Record, reduce};
use crate::naming::{Told, name};
use crate::portrait::{Portrait, portrait, portrait_by_rule};
use crate::role::{self, Author, Roles};
use crate::ruled::Ruled;
use crate::run::Run;
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
    decisions: Decisions,
    dormant: BTreeMap<TopicId, Dormant>,
    names: Names,
    memory: Memory,
    ledger: Ledger,
    run: Run,
    vacated: BTreeSet<TopicId>,
}

impl Grouper {
    /// A grouper that remembers nothing yet.
    pub fn new(settings: Settings) -> Self {
        Self::obeying(Decisions::default(), settings)
    }

    /// A grouper that remembers nothing yet but what an office decided.
    pub fn obeying(decisions: Decisions, settings: Settings) -> Self {
        Self {
            settings,
            decisions,
            dormant: BTreeMap::new(),
            names: Names::default(),
            memory: Memory::default(),
            ledger: Ledger::default(),
            run: Run::default(),
            vacated: BTreeSet::new(),
        }
    }

    /// Tells of topics that fell silent before the first day seen, as they looked then: a problem that comes back takes its name
    /// from them. Of a topic that is told of twice the last counts.
    pub fn recall(&mut self, dormant: impl IntoIterator<Item = Dormant>) {
        self.dormant.extend(dormant.into_iter().map(|dormant| (dormant.id.clone(), dormant)));
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
                // Within, only what was found counts.
                if let Some(strand) = record.grouped.strand.take() {
                    record.grouped.topic = Some(strand);
                }
            }
        }
        self.run.settle(&records);
        self.remember(day, records);
    }

    /// Groups one more day; the result is in canonical order (`published_at`, `source`, `key`), one entry a post.
    ///
    /// It depends on the texts of that day and on the texts and decisions of the `window_days` before, on nothing else.
    /// Days must come ascending: a day given again, or an earlier one, takes back itself and what came after.
    pub fn day(&mut self, day: Date, texts: Vec<Text>) -> Vec<Grouped> {
        let mut records = reduce(day, texts, self.settings.terms_per_text, &mut self.names);
        self.memory.forget_around(day, self.settings.window_days);
        let sleepers = self.sleepers(day);
        let told = Told { decisions: &self.decisions, sleepers: &sleepers, join: self.settings.join };
        let (mut grouped, portraits) = group(&self.memory, &records, &told, &self.names, &self.settings);
        for (record, grouped) in records.iter_mut().zip(&grouped) {
            record.grouped = grouped.clone();
        }
        for grouped in &mut grouped {
            let strand = grouped.topic.take();
            self.show(grouped, strand);
        }
        self.run.add(&records, &self.decisions);
        let earlier: BTreeSet<TopicId> = records.iter().filter_map(|record| record.earlier.clone()).collect();
        self.remember(day, records);
        for (topic, portrait) in portraits {
            self.ledger.portray(&topic, portrait);
        }
        self.vacated.extend(earlier);
        grouped
    }

    /// Ends a run: gives the topics that it made the names that most of their texts had before, over all days of the run, in what
    /// [`Grouper::day`] gave. Without texts that were grouped before, nothing changes. Call it before [`Grouper::topics`].
    pub fn finish<'a>(&mut self, grouped: impl IntoIterator<Item = &'a mut Grouped>) {
        let renamed = self.run.renamed(&self.decisions);
        self.run = Run::default();
        if renamed.is_empty() {
            return;
        }
        for grouped in grouped {
            let strand = grouped.strand.as_ref().or(grouped.topic.as_ref());
            if let Some(name) = strand.and_then(|strand| renamed.get(strand)) {
                self.show(grouped, Some(name.clone()));
            }
        }
        for record in self.memory.days.values_mut().flatten() {
            if let Some(name) = record.grouped.topic.as_ref().and_then(|topic| renamed.get(topic)) {
                record.grouped.topic = Some(name.clone());
            }
        }
        let shown = |id: &TopicId| self.decisions.shown(id).clone();
        let renamed =
            renamed.iter().map(|(id, name)| (shown(id), shown(name))).filter(|(id, name)| id != name);
        self.ledger.rename(&renamed.collect());
    }

    /// Names the topic that was found as decisions want it.
    fn show(&self, grouped: &mut Grouped, strand: Option<TopicId>) {
        let shown = strand.as_ref().map(|topic| self.decisions.shown(topic).clone());
        grouped.strand = strand.filter(|topic| Some(topic) != shown.as_ref());
        grouped.topic = shown;
    }

    /// The topics that lie beyond the window of a day, but not too far.
    fn sleepers(&mut self, day: Date) -> Vec<Sleeper> {
        let back = |day: Date, days: u16| day.saturating_sub(jiff::Span::new().days(i64::from(days)));
        let before = back(day, self.settings.window_days);
        let from = back(before, self.settings.dormant_days);
        let (mut dormant, awake) = self.ledger.dormant(from, before);
        let known: BTreeSet<&TopicId> = dormant.iter().map(|dormant| &dormant.id).collect();
        let told = self.dormant.values().filter(|dormant| (from..before).contains(&dormant.last));
        let told: Vec<Dormant> =
            told.filter(|told| !awake.contains(&told.id) && !known.contains(&told.id)).cloned().collect();
        dormant.extend(told);
        dormant.iter().map(|dormant| Sleeper::of(dormant, &mut self.names)).collect()
    }

    fn remember(&mut self, day: Date, records: Vec<Record>) {
        self.memory.forget_around(day, self.settings.window_days);
        self.ledger.forget_from(day);
        self.ledger.count(&records, &self.decisions);
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
    told: &Told,
    names: &Names,
    settings: &Settings,
) -> (Vec<Grouped>, Vec<(TopicId, Portrait)>) {
    let least = Least::of(settings);
    let formed = Formed::of(Window::countable(memory, day, least), names, settings);
    let whole = Window::whole(memory, day, least);
    let ruled = Ruled::of(&whole, &formed, names, settings);
    let countable: Vec<usize> = (0..day.len()).filter(|&at| day[at].is_countable()).collect();
    let mut found = found(day, &countable, &formed, &whole, &ruled);
    let mut ids = name(day, &formed, &ruled, &whole, &found, told, names);
    let decisions = told.decisions;
    let scene =
        Scene { decisions, day, countable: &countable, formed: &formed, whole: &whole, names, settings };
    let moved = amend::obey(&scene, &mut found, &mut ids);
    let shown = Shown::of(&ids, decisions);

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
                let words = role::words(day[at].terms.iter().map(|&term| names.terms.mark(term)));
                let raises = whole.seen[whole.today + at].raises;
                roles.of_original(shown.first(topic), raises, Author::of(&day[at]), words)
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
            strand: None,
            role,
        })
        .collect();

    let mut touched: BTreeSet<&TopicId> =
        grouped.iter().filter_map(|grouped| grouped.topic.as_ref()).collect();
    touched.extend(day.iter().filter_map(|record| record.earlier.as_ref()));
    let touched: BTreeSet<&TopicId> = touched.into_iter().map(|topic| decisions.shown(topic)).collect();
    let role_in = |window: &Window, rank: usize, of_today: &dyn Fn(usize) -> usize| {
        let today = rank.checked_sub(window.today);
        today.map_or(window.seen[rank].record.grouped.role, |rank| of_day[of_today(rank)])
    };
    let mut portraits = Vec::new();
    for (id, numbers) in shown.by_id.iter().filter(|(id, _)| touched.contains(*id)) {
        let made = match numbers[..] {
            [_] if moved.is_empty() => None,
            _ => {
                let ranks = numbers.iter().flat_map(|&number| amend::members(&scene, &moved, number));
                Some(amend::cluster(&ranks.collect::<Vec<u32>>(), &formed.window))
            }
        };
        let cluster = made.as_ref().or_else(|| formed.clusters.get(numbers[0] as usize));
        // Where the window holds context only, the earlier portrait stays.
        if let Some(cluster) = cluster.filter(|cluster| cluster.texts() > 0) {
            let Formed { window, background, .. } = &formed;
            let is_voice = |rank| role_in(window, rank, &|rank| countable[rank]) == Role::Voice;
            portraits.push(((*id).clone(), portrait(cluster, window, background, names, is_voice)));
            continue;
        }
        let is_there = |number: u32, rank: usize| {
            let at = rank.checked_sub(whole.today);
            at.and_then(|at| moved.get(&at)).is_none_or(|to| *to == Some(number))
        };
        let ruled = numbers.iter().filter_map(|number| Some((number, ruled.members.get(number)?)));
        let ruled = ruled.flat_map(|(number, ranks)| ranks.iter().map(move |&rank| (*number, rank)));
        let came = moved.iter().filter_map(|(at, to)| Some(((*to)?, whole.today + at)));
        let came = came.filter(|&(to, rank)| numbers.contains(&to) && whole.seen[rank].raises);
        let members: BTreeSet<usize> = ruled
            .chain(came)
            .filter(|&(number, rank)| is_there(number, rank))
            .map(|(_, rank)| rank)
            .collect();
        if !members.is_empty() {
            let members: Vec<usize> = members.into_iter().collect();
            let is_voice = |rank| role_in(&whole, rank, &|rank| rank) == Role::Voice;
            portraits.push(((*id).clone(), portrait_by_rule(&members, &whole, names, is_voice)));
        }
    }
    (grouped, portraits)
}

/// The topics of a day under the names that decisions give.
struct Shown<'a> {
    by_id: BTreeMap<&'a TopicId, Vec<u32>>,
    /// The first number of those that are shown as one, for each number.
    first: Vec<u32>,
}

impl<'a> Shown<'a> {
    fn of(ids: &'a [TopicId], decisions: &'a Decisions) -> Self {
        let mut shown = Self { by_id: BTreeMap::new(), first: Vec::with_capacity(ids.len()) };
        for (number, id) in (0_u32..).zip(ids) {
            let numbers = shown.by_id.entry(decisions.shown(id)).or_default();
            numbers.push(number);
            shown.first.push(numbers[0]);
        }
        shown
    }

    fn first(&self, number: u32) -> u32 {
        self.first[number as usize]
    }
}

/// What was found for one text of the day.
#[derive(Clone, Copy, Default)]
pub(crate) struct Found {
    /// The number of its topic: of a cluster, or beyond them of a topic that rules or decisions made.
    pub(crate) topic: Option<u32>,
    /// What stands for the text that it repeats, and that text.
    pub(crate) original: Option<(Stands, PostId)>,
}

/// What stands for an original.
#[derive(Clone, Copy)]
pub(crate) enum Stands {
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
