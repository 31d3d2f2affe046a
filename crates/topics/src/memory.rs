//! The days that grouping remembers: posts reduced to numbers, with what was decided about them. Only what a post says of
//! itself and the stored decision are kept, so that a day settled from the store and a day grouped a moment ago are alike.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use dauys_model::{CategoryId, Kind, Language, Methods, PostId, SourceId, Stance, TopicId, VoiceKey};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::locality::Locality;
use crate::text::{Grouped, Text};
use crate::usual::usual;
use crate::vocabulary::Vocabulary;

/// One post in memory.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) id: PostId,
    pub(crate) day: Date,
    pub(crate) at: Timestamp,
    pub(crate) source: SourceId,
    pub(crate) key: String,
    pub(crate) kind: Kind,
    pub(crate) methods: Methods,
    pub(crate) language: Language,
    pub(crate) leaf: Option<u32>,
    /// What exactly is wrong within the leaf.
    pub(crate) subject: Option<u32>,
    /// The certainty of the category in thousandths.
    pub(crate) certainty: u32,
    /// How much it raises a problem, in thousandths.
    pub(crate) problem: u32,
    pub(crate) stance: Stance,
    pub(crate) urgent: bool,
    pub(crate) locality: Locality,
    /// The name of the place as the source spells it.
    pub(crate) place: Option<String>,
    pub(crate) thread: Option<u32>,
    /// Leading distinct terms in the order of the text.
    pub(crate) terms: Box<[u32]>,
    pub(crate) fingerprint: u64,
    pub(crate) length: u32,
    pub(crate) voice: Option<VoiceKey>,
    pub(crate) earlier: Option<TopicId>,
    /// What was found; of the day being grouped, not yet anything. Its topic is the one that grouping found, whatever it is
    /// shown as.
    pub(crate) grouped: Grouped,
}

/// The numbering of everything that records name.
#[derive(Default, Debug)]
pub(crate) struct Names {
    pub(crate) terms: Vocabulary,
    /// By number of the term: the chance that any text holds it, before anything is counted.
    pub(crate) usual: Vec<f32>,
    pub(crate) leaves: Vocabulary,
    pub(crate) subjects: Vocabulary,
    pub(crate) groups: Vec<u32>,
    pub(crate) places: Vocabulary,
    pub(crate) threads: Vocabulary,
}

impl Names {
    pub(crate) fn term(&mut self, string: &str) -> u32 {
        let term = self.terms.number(string);
        if term as usize == self.usual.len() {
            self.usual.push(usual(string));
        }
        term
    }

    fn leaf(&mut self, category: &CategoryId) -> u32 {
        let leaf = self.leaves.number(&category.0);
        if leaf as usize == self.groups.len() {
            // The group is a string of the same vocabulary: `hcs` beside `hcs/water`.
            self.groups.push(leaf);
            let group = self.leaf(&CategoryId(category.group().to_owned()));
            self.groups[leaf as usize] = group;
        }
        leaf
    }

    /// Whether two leaves are of one group.
    pub(crate) fn are_related(&self, one: u32, two: u32) -> bool {
        self.groups[one as usize] == self.groups[two as usize]
    }
}

/// Days in memory, ascending, each in canonical order.
#[derive(Default, Debug)]
pub(crate) struct Memory {
    pub(crate) days: BTreeMap<Date, Vec<Record>>,
}

impl Record {
    /// Whether it may be counted and compared by what is counted.
    pub(crate) fn is_countable(&self) -> bool {
        self.methods == Methods::All
    }

    /// How it stands to another one in canonical order.
    pub(crate) fn canonical_order(&self, other: &Self) -> Ordering {
        (self.at, &self.source, &self.key, self.id).cmp(&(other.at, &other.source, &other.key, other.id))
    }
}

impl Memory {
    /// Forgets what lies more than `window_days` before `day`, and what is not before it at all.
    pub(crate) fn forget_around(&mut self, day: Date, window_days: u16) {
        let first = day.saturating_sub(jiff::Span::new().days(i64::from(window_days)));
        self.days.retain(|&known, _| known >= first && known < day);
    }

    /// All records in canonical order.
    pub(crate) fn records(&self) -> impl Iterator<Item = &Record> {
        self.days.values().flatten()
    }
}

/// Reduces the texts of a day, in canonical order. A post that comes twice is taken once.
pub(crate) fn reduce(
    day: Date,
    mut texts: Vec<Text>,
    terms_per_text: usize,
    names: &mut Names,
) -> Vec<Record> {
    texts.sort_by(|one, two| {
        (one.published_at, &one.source, &one.key, one.id).cmp(&(
            two.published_at,
            &two.source,
            &two.key,
            two.id,
        ))
    });
    texts.dedup_by_key(|text| text.id);
    texts.into_iter().map(|text| record(day, text, terms_per_text, names)).collect()
}

fn record(day: Date, text: Text, terms_per_text: usize, names: &mut Names) -> Record {
    let mut terms: Vec<u32> = Vec::with_capacity(text.terms.len().min(terms_per_text));
    for term in text.terms.iter().take(terms_per_text) {
        let term = names.term(term);
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    Record {
        id: text.id,
        day,
        at: text.published_at,
        key: text.key,
        kind: text.kind,
        methods: text.methods,
        language: text.language,
        leaf: text.category.as_ref().map(|category| names.leaf(category)),
        subject: text.subject.as_ref().map(|subject| names.subjects.number(&subject.0)),
        certainty: thousandths(text.category_score),
        problem: thousandths(text.problem),
        stance: text.stance,
        urgent: text.urgent,
        locality: Locality::of(&text.places, text.place.as_deref(), &mut names.places),
        place: text.place,
        thread: text.thread.as_deref().map(|thread| names.threads.number(thread)),
        terms: terms.into(),
        fingerprint: text.fingerprint,
        length: text.length,
        voice: text.voice,
        earlier: text.earlier,
        grouped: Grouped {
            id: text.id,
            duplicate_of: None,
            topic: None,
            strand: None,
            role: dauys_model::Role::Context,
        },
        source: text.source,
    }
}

/// A share from 0 to 1 in thousandths; what is no number counts as nothing.
pub(crate) fn thousandths(share: f32) -> u32 {
    // `as` saturates and takes NaN for zero.
    (share.clamp(0.0, 1.0) * 1000.0).round() as u32
}
