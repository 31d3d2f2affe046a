//! What grouping asks and writes: the days that changed, their texts, and the topics that came of them.

use std::collections::{BTreeSet, HashMap};

use dauys_model::{
    CategoryId, DayCount, Kato, Kind, Language, Policy, PostId, Role, SourceId, Stance, SubjectId, Topic,
    TopicId, VoiceKey,
};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, params};

use crate::history::Flows;
use crate::{Result, Store, columns, decisions, open, voice_days};

/// The work that waits for grouping.
#[derive(Clone, Debug, PartialEq)]
pub struct Dirty {
    /// Changes up to this number are meant.
    pub change: i64,
    /// The first civil day with a change; every later day is grouped again, too.
    pub first: Date,
    /// The last civil day that has posts.
    pub last: Date,
    /// Decisions of which days were asked for up to this number are meant.
    pub(crate) decided: i64,
}

/// A post as grouping reads it.
#[derive(Clone, Debug)]
pub struct GroupText {
    /// Its number.
    pub id: PostId,
    /// Its source.
    pub source: SourceId,
    /// Its key there.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// The policy of its source.
    pub policy: Policy,
    /// Its language.
    pub language: Language,
    /// When it was published.
    pub published_at: Timestamp,
    /// Its matter.
    pub category: Option<CategoryId>,
    /// How sure that is.
    pub category_score: f32,
    /// What exactly is wrong.
    pub subject: Option<SubjectId>,
    /// How much it raises a problem.
    pub problem: f32,
    /// In what way it speaks of a problem.
    pub stance: Stance,
    /// Whether life or limb is at risk.
    pub urgent: bool,
    /// Places it names.
    pub places: Vec<Kato>,
    /// A place its source gives.
    pub place: Option<String>,
    /// The address of what it answers, else its own.
    pub thread: Option<String>,
    /// Content stems.
    pub terms: Vec<String>,
    /// SimHash.
    pub fingerprint: u64,
    /// Words of its text, roughly: spaces counted.
    pub words: u32,
    /// Its author of the day.
    pub voice: Option<VoiceKey>,
    /// What the previous grouping made of it.
    pub before: Option<Grouping>,
}

/// What a post is to which topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouping {
    /// The post.
    pub post: PostId,
    /// The post it repeats.
    pub duplicate_of: Option<PostId>,
    /// Its topic.
    pub topic: Option<TopicId>,
    /// The topic that grouping found, where a decision shows it as another one.
    pub strand: Option<TopicId>,
    /// Its part in it.
    pub role: Role,
}

impl Store {
    /// What changed since the last grouping; `None` when nothing did.
    pub fn dirty(&self) -> Result<Option<Dirty>> {
        let done = open::position(&self.connection, "group")?;
        let change = self.last_change()?;
        let first: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT min(day) FROM (
                    SELECT day FROM posts WHERE change > ?1
                    UNION ALL SELECT g.day FROM groupings g JOIN posts p ON p.id = g.post WHERE p.change > ?1
                    UNION ALL SELECT day FROM removals WHERE change > ?1)",
            )?
            .query_row([done], |row| row.get(0))?;
        let last: Option<String> =
            self.connection.prepare_cached("SELECT max(day) FROM posts")?.query_row([], |row| row.get(0))?;
        let first = first.map(|day| columns::date(&day)).transpose()?;
        let (decided, since) = decisions::waiting(&self.connection)?;
        let Some(first) = first.into_iter().chain(since).min() else { return Ok(None) };
        let last = last.map(|day| columns::date(&day)).transpose()?;
        Ok(Some(Dirty { change, first, last: last.map_or(first, |last| last.max(first)), decided }))
    }

    /// Forgets how far grouping came, so that everything is grouped again. Identities are kept.
    pub fn group_again(&mut self) -> Result<()> {
        self.connection.execute("DELETE FROM positions WHERE pass = 'group'", [])?;
        Ok(())
    }

    /// The texts of one civil day, by number.
    pub fn texts_of(&self, day: Date) -> Result<Vec<GroupText>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.id, i.source, i.key, p.kind, p.language, p.published_at, p.category, p.category_score, p.problem,
                p.places, p.place, coalesce(i.thread, i.url), p.terms, p.fingerprint,
                length(i.text) - length(replace(i.text, ' ', '')) + length(i.title) - length(replace(i.title, ' ', '')) + 1,
                v.voice, g.duplicate_of, g.topic, g.role, i.policy, p.subject, p.stance, p.urgent,
                g.strand
             FROM posts p JOIN items i ON i.id = p.id LEFT JOIN voices v ON v.item = p.id
                LEFT JOIN groupings g ON g.post = p.id
             WHERE p.day = ?1 ORDER BY p.id",
        )?;
        let mut rows = statement.query([day.to_string()])?;
        let mut texts = Vec::new();
        while let Some(row) = rows.next()? {
            let id = PostId(row.get(0)?);
            let before = match row.get::<_, Option<String>>(18)? {
                None => None,
                Some(role) => Some(Grouping {
                    post: id,
                    duplicate_of: row.get::<_, Option<i64>>(16)?.map(PostId),
                    topic: row.get::<_, Option<String>>(17)?.map(TopicId),
                    strand: row.get::<_, Option<String>>(23)?.map(TopicId),
                    role: columns::role(&role)?,
                }),
            };
            texts.push(GroupText {
                id,
                source: columns::source(&row.get::<_, String>(1)?)?,
                key: row.get(2)?,
                kind: columns::kind(&row.get::<_, String>(3)?)?,
                policy: columns::policy(&row.get::<_, String>(19)?)?,
                language: columns::language(&row.get::<_, String>(4)?)?,
                published_at: columns::timestamp(row.get(5)?)?,
                category: row.get::<_, Option<String>>(6)?.map(CategoryId),
                category_score: row.get(7)?,
                problem: row.get(8)?,
                subject: row.get::<_, Option<String>>(20)?.map(SubjectId),
                stance: columns::stance(&row.get::<_, String>(21)?)?,
                urgent: row.get(22)?,
                places: columns::katos(&row.get::<_, String>(9)?)?,
                place: row.get(10)?,
                thread: row.get(11)?,
                terms: columns::split(&row.get::<_, String>(12)?),
                fingerprint: row.get::<_, i64>(13)?.cast_unsigned(),
                words: row.get(14)?,
                voice: row.get::<_, Option<[u8; 8]>>(15)?.map(VoiceKey),
                before,
            });
        }
        Ok(texts)
    }

    /// Writes the grouping of all days of `dirty`, its topics and its position, all or nothing. Topics without a
    /// voice left are removed. A post of which something else was made than before gets a new change number, so that
    /// the index follows.
    pub fn save_groupings(
        &mut self,
        dirty: &Dirty,
        groupings: &[(Date, Vec<Grouping>)],
        topics: &[Topic],
    ) -> Result<()> {
        let transaction = self.begin()?;
        let mut before = stood_before(&transaction, dirty.first)?;
        let mut flows = Flows::default();
        transaction.execute("DELETE FROM groupings WHERE day >= ?1", [dirty.first.to_string()])?;
        for (day, groupings) in groupings {
            let day = day.to_string();
            let mut insert = transaction
                .prepare_cached("INSERT OR REPLACE INTO groupings VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
            for grouping in groupings {
                let change = match before.remove(&grouping.post.0) {
                    Some((stood, change)) => {
                        flows.add(&stood, grouping);
                        if stood == *grouping { change } else { open::next_change(&transaction)? }
                    }
                    None => open::next_change(&transaction)?,
                };
                insert.execute(params![
                    grouping.post.0,
                    day,
                    grouping.duplicate_of.map(|post| post.0),
                    grouping.topic.as_ref().map(|topic| topic.0.as_str()),
                    columns::role_code(grouping.role),
                    change,
                    grouping.strand.as_ref().map(|topic| topic.0.as_str()),
                ])?;
            }
        }
        for topic in topics {
            save_topic(&transaction, topic)?;
        }
        count_days(&transaction, dirty.first, topics)?;
        voice_days::count(&transaction, dirty.first)?;
        flows.save(&transaction, dirty.last)?;
        decisions::obeyed(&transaction, dirty.decided)?;
        open::set_position(&transaction, "group", dirty.change)?;
        transaction.commit()?;
        Ok(())
    }
}

/// What grouping had made of the posts from a day on, with its change numbers.
fn stood_before(connection: &Connection, first: Date) -> Result<HashMap<i64, (Grouping, i64)>> {
    let mut statement = connection.prepare_cached(
        "SELECT post, duplicate_of, topic, role, change, strand FROM groupings WHERE day >= ?1",
    )?;
    let mut rows = statement.query([first.to_string()])?;
    let mut stood = HashMap::new();
    while let Some(row) = rows.next()? {
        let post = row.get(0)?;
        let grouping = Grouping {
            post: PostId(post),
            duplicate_of: row.get::<_, Option<i64>>(1)?.map(PostId),
            topic: row.get::<_, Option<String>>(2)?.map(TopicId),
            strand: row.get::<_, Option<String>>(5)?.map(TopicId),
            role: columns::role(&row.get::<_, String>(3)?)?,
        };
        stood.insert(post, (grouping, row.get(4)?));
    }
    Ok(stood)
}

fn save_topic(connection: &Connection, topic: &Topic) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO topics VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (id) DO UPDATE SET category = excluded.category, kato = excluded.kato, place = excluded.place,
                terms = excluded.terms, quotes = excluded.quotes, urgent = excluded.urgent, subject = excluded.subject",
        )?
        .execute(params![
            topic.id.0,
            topic.category.0,
            topic.kato.map(|kato| kato.to_string()),
            topic.place,
            topic.first_at.as_second(),
            topic.last_at.as_second(),
            columns::join(topic.terms.iter().map(String::as_str)),
            columns::join(topic.quotes.iter().map(ToString::to_string).collect::<Vec<_>>().iter().map(String::as_str)),
            topic.urgent,
            topic.subject.as_ref().map(|subject| subject.0.as_str()),
        ])?;
    Ok(())
}

/// Counts the topics' days anew from `first` on; earlier days stand, even those whose texts are no longer kept. Looks only at topics
/// that had a text on these days or have one now, and at `also`.
fn count_days(connection: &Connection, first: Date, also: &[Topic]) -> Result<()> {
    let first = first.to_string();
    let mut touched: BTreeSet<String> = also.iter().map(|topic| topic.id.0.clone()).collect();
    let mut gone = connection.prepare_cached("DELETE FROM topic_days WHERE day >= ?1 RETURNING topic")?;
    for topic in gone.query_map([&first], |row| row.get(0))? {
        touched.insert(topic?);
    }
    connection.execute(
        "INSERT INTO topic_days
         SELECT topic, day, sum(role = 'voice'), sum(role <> 'context') FROM groupings
         WHERE topic IS NOT NULL AND day >= ?1 GROUP BY topic, day HAVING sum(role <> 'context') > 0",
        [&first],
    )?;
    for topic in touched {
        connection
            .prepare_cached(
                "DELETE FROM topics WHERE id = ?1
                    AND NOT EXISTS (SELECT 1 FROM topic_days WHERE topic = ?1 AND voices > 0)",
            )?
            .execute([topic])?;
    }
    connection.execute(
        "UPDATE topics SET first_at = coalesce(times.first, first_at), last_at = coalesce(times.last, last_at)
         FROM (SELECT g.topic AS topic, min(p.published_at) AS first, max(p.published_at) AS last
               FROM groupings g JOIN posts p ON p.id = g.post
               WHERE g.role = 'voice' AND g.topic IN (SELECT topic FROM topic_days WHERE day >= ?1)
               GROUP BY g.topic) AS times
         WHERE times.topic = topics.id",
        [&first],
    )?;
    Ok(())
}

pub(crate) fn day_counts(connection: &Connection, topic: &str) -> Result<Vec<DayCount>> {
    let mut statement = connection
        // Days of which the texts are no longer kept stay with the topic that was raised then, whatever it is shown as.
        .prepare_cached(
            "SELECT day, sum(voices), sum(texts) FROM topic_days
             WHERE topic = ?1 OR topic IN (SELECT strand FROM united WHERE topic = ?1) GROUP BY day ORDER BY day",
        )?;
    let mut rows = statement.query([topic])?;
    let mut days = Vec::new();
    while let Some(row) = rows.next()? {
        days.push(DayCount {
            day: columns::date(&row.get::<_, String>(0)?)?,
            voices: row.get(1)?,
            texts: row.get(2)?,
        });
    }
    Ok(days)
}
