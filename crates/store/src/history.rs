//! Where the texts of topics went when they were grouped anew: what split into which, what was merged into what.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{Role, TopicId};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Grouping, Result, Store, columns};

/// Fewer voices that go elsewhere are a correction, not a split, while the topic lives on …
const LEAST_VOICES: u32 = 2;
/// … and so is less than this part of its voices that were grouped anew.
const LEAST_PART: u32 = 5;

/// One event in the life of a topic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// The topic the texts were in.
    pub topic: TopicId,
    /// The topic they are in.
    pub other: TopicId,
    /// What became of the first one.
    pub change: Moving,
    /// The last civil day that had posts then.
    pub day: Date,
    /// How many of the texts were voices.
    pub voices: u32,
}

/// What became of a topic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moving {
    /// A part of its texts went to the other one.
    Split,
    /// All of it went into the other one.
    Merged,
}

impl Store {
    /// What is known of where texts of a topic went and came from, the earliest first.
    pub fn history(&self, topic: &TopicId) -> Result<Vec<Moved>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT topic, other, change, day, voices FROM topic_history WHERE topic = ?1 OR other = ?1
             ORDER BY day, topic, other, change",
        )?;
        let mut rows = statement.query([&topic.0])?;
        let mut history = Vec::new();
        while let Some(row) = rows.next()? {
            history.push(Moved {
                topic: TopicId(row.get(0)?),
                other: TopicId(row.get(1)?),
                change: if row.get::<_, String>(2)? == "merged" { Moving::Merged } else { Moving::Split },
                day: columns::date(&row.get::<_, String>(3)?)?,
                voices: row.get(4)?,
            });
        }
        Ok(history)
    }

    /// The topics in which the texts of one that is no more are now, those with most of its voices first; empty when nothing is known.
    /// Events are followed until topics are met that are there.
    pub fn heirs(&self, topic: &TopicId) -> Result<Vec<TopicId>> {
        let mut heirs = Vec::new();
        let mut seen = BTreeSet::from([topic.clone()]);
        let mut ask = vec![topic.clone()];
        while let Some(at) = ask.pop() {
            let shown = self.shown_as(&at)?;
            let mut next: Vec<TopicId> = if shown == at { vec![] } else { vec![shown] };
            if next.is_empty() {
                let mut statement = self.connection.prepare_cached(
                    "SELECT other FROM topic_history WHERE topic = ?1 AND day =
                        (SELECT max(day) FROM topic_history WHERE topic = ?1)
                     ORDER BY voices DESC, other",
                )?;
                let rows = statement.query_map([&at.0], |row| row.get(0).map(TopicId))?;
                next = rows.collect::<rusqlite::Result<_>>()?;
            }
            for id in next.into_iter().rev() {
                if !seen.insert(id.clone()) {
                    continue;
                }
                let known: Option<i64> = self
                    .connection
                    .prepare_cached("SELECT 1 FROM topics WHERE id = ?1")?
                    .query_row([&id.0], |row| row.get(0))
                    .optional()?;
                if known.is_some() && self.shown_as(&id)? == id {
                    heirs.insert(0, id);
                } else {
                    ask.push(id);
                }
            }
        }
        Ok(heirs)
    }
}

/// Voices of a topic that were grouped anew, and where those are that went elsewhere.
#[derive(Default)]
pub(crate) struct Flows {
    all: BTreeMap<TopicId, u32>,
    gone: BTreeMap<(TopicId, TopicId), u32>,
}

impl Flows {
    /// Takes note of what became of one text.
    pub(crate) fn add(&mut self, before: &Grouping, now: &Grouping) {
        let Some(was) = &before.topic else { return };
        if before.role != Role::Voice {
            return;
        }
        *self.all.entry(was.clone()).or_default() += 1;
        if let Some(is) = now.topic.as_ref().filter(|is| *is != was) {
            *self.gone.entry((was.clone(), is.clone())).or_default() += 1;
        }
    }

    /// Writes down what split and what was merged. Topics that are no more must be gone from the table by now.
    pub(crate) fn save(&self, connection: &Connection, day: Date) -> Result<()> {
        for ((topic, other), &voices) in &self.gone {
            let lives = connection
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM topics WHERE id = ?1)
                    AND NOT EXISTS (SELECT 1 FROM united WHERE strand = ?1)",
                )?
                .query_row([&topic.0], |row| row.get::<_, bool>(0))?;
            let all = self.all.get(topic).copied().unwrap_or(voices);
            if lives && (voices < LEAST_VOICES || voices * LEAST_PART < all) {
                continue;
            }
            let heirs = self.gone.keys().filter(|(from, _)| from == topic).count();
            let change = if lives || heirs > 1 { "split" } else { "merged" };
            connection
                .prepare_cached(
                    "INSERT INTO topic_history VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT DO UPDATE SET voices = max(voices, excluded.voices)",
                )?
                .execute(params![topic.0, other.0, change, day.to_string(), voices])?;
        }
        Ok(())
    }
}
