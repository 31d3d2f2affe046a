//! The window of one day: every remembered record and those of the day, in canonical order, with what follows from
//! seeing them together: what a comment inherits from the article it answers, and who raises a problem at all.

use dauys_model::{Kind, PostId, Stance};
use rustc_hash::FxHashMap;

use crate::locality::Locality;
use crate::memory::{Memory, Record, thousandths};
use crate::settings::Settings;

/// A record in its window. Its place in [`Window::seen`] is its canonical rank.
pub(crate) struct Seen<'a> {
    pub(crate) record: &'a Record,
    /// Its own locality, else that of the article it answers.
    pub(crate) locality: Locality,
    /// The place of that locality as its source spells it.
    pub(crate) place: Option<&'a str>,
    /// Its own category, else that of the article it answers.
    pub(crate) leaf: Option<u32>,
    /// Its own subject; where it has neither category nor subject, those of the article it answers.
    pub(crate) subject: Option<u32>,
    /// Whether it raises a problem: score, stance and kind say so.
    pub(crate) raises: bool,
    /// Whether it stands for its text: it is no duplicate of another record in the window.
    pub(crate) stands: bool,
}

/// Records in canonical order; those from [`Window::today`] on are still to be grouped.
pub(crate) struct Window<'a> {
    pub(crate) seen: Vec<Seen<'a>>,
    pub(crate) today: usize,
}

/// A comment whose category is less sure than this, in thousandths, is about what its article is about: few words are easily misread.
const SURE: u32 = 790;

/// The leaf and the subject of a text: its own, else, or where they are not sure, those of the article it answers.
fn matter(record: &Record, article: Option<&Record>) -> (Option<u32>, Option<u32>) {
    let own = (record.leaf, record.subject);
    let Some(article) = article.filter(|article| article.leaf.is_some()) else { return own };
    match record.leaf {
        Some(leaf) if record.certainty >= SURE || Some(leaf) == article.leaf => own,
        _ => (article.leaf, record.subject.filter(|_| record.leaf.is_none()).or(article.subject)),
    }
}

/// The least scores of texts that raise a problem, in thousandths.
#[derive(Clone, Copy)]
pub(crate) struct Least {
    outlets: u32,
    citizens: u32,
}

impl Least {
    pub(crate) fn of(settings: &Settings) -> Self {
        Self { outlets: thousandths(settings.voice_problem), citizens: thousandths(settings.citizen_problem) }
    }

    fn is_met(self, record: &Record) -> bool {
        match record.kind {
            Kind::Notice => false,
            Kind::Appeal => !matches!(record.stance, Stance::Notice | Stance::Resolved | Stance::Gratitude),
            Kind::Comment => record.problem >= self.citizens,
            Kind::News => record.problem >= self.outlets,
        }
    }
}

impl<'a> Window<'a> {
    /// Puts memory and day together.
    pub(crate) fn whole(memory: &'a Memory, day: &'a [Record], least: Least) -> Self {
        Self::of(memory.records().collect(), day.iter().collect(), least)
    }

    /// Puts together what may be counted of memory and day: as if there were no other texts.
    pub(crate) fn countable(memory: &'a Memory, day: &'a [Record], least: Least) -> Self {
        let earlier = memory.records().filter(|record| record.is_countable());
        Self::of(earlier.collect(), day.iter().filter(|record| record.is_countable()).collect(), least)
    }

    fn of(earlier: Vec<&'a Record>, day: Vec<&'a Record>, least: Least) -> Self {
        let today = earlier.len();
        let mut records = earlier;
        records.extend(day);
        let mut articles: FxHashMap<u32, usize> = FxHashMap::default();
        for (rank, record) in records.iter().enumerate() {
            if let (Some(thread), false) = (record.thread, record.kind.is_of_citizens()) {
                articles.entry(thread).or_insert(rank);
            }
        }
        let mut standing: FxHashMap<PostId, usize> = FxHashMap::default();
        for (rank, record) in records[..today].iter().enumerate() {
            if record.grouped.duplicate_of.is_none() {
                standing.insert(record.id, rank);
            }
        }
        for (rank, record) in records[..today].iter().enumerate() {
            // The original may have left the window; then its earliest duplicate stands for it.
            if let Some(original) = record.grouped.duplicate_of {
                standing.entry(original).or_insert(rank);
            }
        }
        let seen = records.iter().enumerate().map(|(rank, &record)| {
            let article = match record.thread {
                Some(thread) if record.kind.is_of_citizens() => {
                    articles.get(&thread).map(|&rank| records[rank])
                }
                _ => None,
            };
            let placed = if record.locality.is_unknown() { article.unwrap_or(record) } else { record };
            let original = record.grouped.duplicate_of.unwrap_or(record.id);
            let (leaf, subject) = matter(record, article);
            Seen {
                record,
                locality: placed.locality,
                place: placed.place.as_deref(),
                leaf,
                subject,
                raises: least.is_met(record),
                stands: rank >= today || standing.get(&original) == Some(&rank),
            }
        });
        Self { seen: seen.collect(), today }
    }

    /// The ranks still to be grouped.
    pub(crate) fn todays(&self) -> std::ops::Range<usize> {
        self.today..self.seen.len()
    }
}
