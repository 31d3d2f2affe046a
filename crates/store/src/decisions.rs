//! What an office decided about topics: kept for ever, obeyed by every grouping, withdrawn and never deleted.

use dauys_model::{Decision, DecisionId, PostId, Ruling, TopicId, decision};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{Result, Store, columns};

impl Store {
    /// Keeps a decision, and has every day grouped again that it may concern. Posts that are not kept are left out.
    pub fn decide(&mut self, ruling: &Ruling, at: Timestamp) -> Result<DecisionId> {
        let transaction = self.begin()?;
        let (topic, other) = ruling.topics();
        transaction
            .prepare_cached("INSERT INTO decisions (at, ruling, topic, other) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![at.as_second(), ruling.code(), topic.0, other.map(|other| other.0.as_str())])?;
        let id = DecisionId(transaction.last_insert_rowid());
        for post in posts_of(ruling) {
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO decision_posts SELECT ?1, id FROM items WHERE id = ?2",
                )?
                .execute(params![id.0, post.0])?;
        }
        unite(&transaction)?;
        regroup(&transaction, id)?;
        transaction.commit()?;
        Ok(id)
    }

    /// Withdraws a decision; false when there is none that stands under this number.
    pub fn withdraw(&mut self, id: DecisionId, at: Timestamp) -> Result<bool> {
        let transaction = self.begin()?;
        let withdrawn = transaction
            .prepare_cached("UPDATE decisions SET withdrawn_at = ?2 WHERE id = ?1 AND withdrawn_at IS NULL")?
            .execute(params![id.0, at.as_second()])?;
        if withdrawn > 0 {
            // Before the union is undone: its texts are still found under both ids.
            regroup(&transaction, id)?;
            unite(&transaction)?;
        }
        transaction.commit()?;
        Ok(withdrawn > 0)
    }

    /// All decisions, the earliest first, withdrawn ones too.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        decisions(&self.connection)
    }

    /// The decisions that name a topic, or one that is shown as it.
    pub fn decisions_of(&self, topic: &TopicId) -> Result<Vec<Decision>> {
        let mut meant = vec![topic.clone()];
        let mut statement = self.connection.prepare_cached("SELECT strand FROM united WHERE topic = ?1")?;
        let mut rows = statement.query([&topic.0])?;
        while let Some(row) = rows.next()? {
            meant.push(TopicId(row.get(0)?));
        }
        let names = |decision: &Decision| {
            let (topic, other) = decision.ruling.topics();
            meant.contains(topic) || other.is_some_and(|other| meant.contains(other))
        };
        Ok(self.decisions()?.into_iter().filter(names).collect())
    }

    /// Under which id a topic is shown: its own, unless it was decided to be together with another one.
    pub fn shown_as(&self, topic: &TopicId) -> Result<TopicId> {
        let mut statement = self.connection.prepare_cached("SELECT topic FROM united WHERE strand = ?1")?;
        let found: Option<String> = statement.query_row([&topic.0], |row| row.get(0)).optional()?;
        Ok(found.map_or_else(|| topic.clone(), TopicId))
    }

    /// The post and all that say the same: the one it repeats, and what repeats that; ascending.
    pub fn family_of(&self, post: PostId) -> Result<Vec<PostId>> {
        let mut statement = self.connection.prepare_cached(
            "WITH first (post) AS (SELECT coalesce((SELECT duplicate_of FROM groupings WHERE post = ?1), ?1))
             SELECT post FROM groupings WHERE post = (SELECT post FROM first)
                OR duplicate_of = (SELECT post FROM first) OR post = ?1
             ORDER BY post",
        )?;
        let rows = statement.query_map([post.0], |row| row.get(0).map(PostId))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn posts_of(ruling: &Ruling) -> &[PostId] {
    match ruling {
        Ruling::Together { .. } => &[],
        Ruling::Apart { posts, .. } => posts,
        Ruling::NotThis { post, .. } => post.as_slice(),
    }
}

fn decisions(connection: &Connection) -> Result<Vec<Decision>> {
    let mut statement = connection
        .prepare_cached("SELECT id, at, withdrawn_at, ruling, topic, other FROM decisions ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut decisions = Vec::new();
    while let Some(row) = rows.next()? {
        decisions.push(decision_of(connection, row)?);
    }
    Ok(decisions)
}

fn decision_of(connection: &Connection, row: &Row<'_>) -> Result<Decision> {
    let id = DecisionId(row.get(0)?);
    let mut statement =
        connection.prepare_cached("SELECT item FROM decision_posts WHERE decision = ?1 ORDER BY item")?;
    let posts = statement
        .query_map([id.0], |row| row.get(0).map(PostId))?
        .collect::<rusqlite::Result<Vec<PostId>>>()?;
    let topic = TopicId(row.get(4)?);
    let other = || -> Result<TopicId> {
        let other: Option<String> = row.get(5)?;
        other.map(TopicId).ok_or_else(|| columns::corrupt(format!("decision {id} names one topic")))
    };
    let ruling = match row.get::<_, String>(3)?.as_str() {
        "together" => Ruling::Together { topic, other: other()? },
        "apart" => Ruling::Apart { topic, part: other()?, posts },
        _ => Ruling::NotThis { topic, post: posts.first().copied() },
    };
    Ok(Decision {
        id,
        at: columns::timestamp(row.get(1)?)?,
        withdrawn_at: row.get::<_, Option<i64>>(2)?.map(columns::timestamp).transpose()?,
        ruling,
    })
}

/// Works out anew which topics are shown as which.
fn unite(connection: &Connection) -> Result<()> {
    let united = decision::united(&decisions(connection)?);
    connection.execute("DELETE FROM united", [])?;
    for (strand, topic) in united {
        connection
            .prepare_cached("INSERT INTO united VALUES (?1, ?2)")?
            .execute(params![strand.0, topic.0])?;
    }
    Ok(())
}

/// Has the first day grouped again that has a text which the decision concerns, and with it all later ones: of topics put together
/// the first text of that which loses its name, else the first of the posts named, else the first of the topics.
fn regroup(connection: &Connection, id: DecisionId) -> Result<()> {
    let first: Option<String> = connection
        .prepare_cached(
            "SELECT coalesce(
                (SELECT min(g.day) FROM groupings g JOIN decision_posts d ON d.item = g.post WHERE d.decision = ?1),
                (SELECT min(g.day) FROM groupings g, decisions d
                 WHERE d.id = ?1 AND d.ruling = 'together'
                    AND (g.strand IN (d.topic, d.other) OR g.topic IN (d.topic, d.other)
                      OR g.topic IN (SELECT topic FROM united WHERE strand IN (d.topic, d.other)))))",
        )?
        .query_row([id.0], |row| row.get(0))?;
    if let Some(day) = first {
        connection.prepare_cached("INSERT INTO regroup (day) VALUES (?1)")?.execute([day])?;
    }
    Ok(())
}

/// The first day that decisions want grouped again, and up to which of them that is.
pub(crate) fn waiting(connection: &Connection) -> Result<(i64, Option<Date>)> {
    let (last, day): (Option<i64>, Option<String>) = connection
        .prepare_cached("SELECT max(id), min(day) FROM regroup")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((last.unwrap_or(0), day.map(|day| columns::date(&day)).transpose()?))
}

/// Notes that they were grouped again.
pub(crate) fn obeyed(connection: &Connection, last: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM regroup WHERE id <= ?1")?.execute([last])?;
    Ok(())
}
