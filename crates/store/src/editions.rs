//! Editions: digests as they were made for sending, kept, found again, and approved or not. At most one for each key.

use dauys_model::{EditionId, EditionKey, Interface, Period, PostId, SubscriptionId, TopicId, Trend};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{Result, Store, columns, edition_words};

/// A digest that was made for sending.
#[derive(Clone, Copy, Debug)]
pub struct NewEdition<'a> {
    /// Whose and of when.
    pub key: &'a EditionKey,
    /// When it was made.
    pub made_at: Timestamp,
    /// Nothing after this moment was looked at.
    pub until: Timestamp,
    /// Its main heading.
    pub title: &'a str,
    /// The language of everything but the quotes.
    pub language: Interface,
    /// The digest as JSON.
    pub json: &'a str,
    /// The topics it tells of, in order.
    pub told: &'a [ToldTopic],
    /// The posts whose words it holds: quotes, and clauses cut from them.
    pub posts: &'a [PostId],
    /// Terms of its titles, matters and places, separated by spaces, for the archive's search. Terms of the posts are not among
    /// them: the store knows those itself and forgets them with the posts.
    pub words: &'a str,
    /// Whether nothing is sent because nothing came about.
    pub quiet: bool,
}

/// A topic as an edition told of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToldTopic {
    /// Which.
    pub topic: TopicId,
    /// How it stood.
    pub trend: Trend,
    /// Its voices of all days.
    pub voices: u32,
    /// What it was called.
    pub title: String,
}

/// What is known of an edition besides its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edition {
    /// Its number.
    pub id: EditionId,
    /// Whose and of when.
    pub key: EditionKey,
    /// When it was made.
    pub made_at: Timestamp,
    /// Nothing after this moment was looked at.
    pub until: Timestamp,
    /// Its main heading.
    pub title: String,
    /// The language of everything but the quotes.
    pub language: Interface,
    /// How far it has come.
    pub state: EditionState,
    /// The account that approved it; none when it needed nobody's approval, or has none yet.
    pub approved_by: Option<String>,
    /// When it was approved.
    pub approved_at: Option<Timestamp>,
    /// When the receiving side took it.
    pub sent_at: Option<Timestamp>,
}

/// How far an edition has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EditionState {
    /// It was made and waits for an editor.
    Draft,
    /// An editor has it wait.
    Held,
    /// It may go out. One without a channel stays so: it is read on the pages.
    Approved,
    /// The receiving side took it.
    Sent,
    /// It could not be sent and is tried no more.
    Failed,
    /// Nothing is sent: nothing came about.
    Quiet,
}

impl EditionState {
    /// All of them, in the order in which an edition comes to them.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Held, Self::Approved, Self::Sent, Self::Failed, Self::Quiet];

    /// The code in the database and in reports.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Held => "held",
            Self::Approved => "approved",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Quiet => "quiet",
        }
    }

    /// Whether an editor can still do something with it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Held | Self::Approved)
    }
}

/// Which editions are meant; all by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct EditionFilter<'a> {
    /// Of one subscription.
    pub subscription: Option<&'a SubscriptionId>,
    /// Of one kind.
    pub period: Option<Period>,
    /// For this day or a later one.
    pub from: Option<Date>,
    /// For this day or an earlier one.
    pub to: Option<Date>,
    /// Terms that must all stand in titles or quotes.
    pub words: &'a [String],
    /// In this state.
    pub state: Option<EditionState>,
    /// At most so many; all when absent.
    pub limit: Option<u32>,
    /// So many are skipped.
    pub offset: u32,
}

const COLUMNS: &str = "id, subscription, period, day, made_at, until, title, language, state, approved_by, \
                       approved_at, sent_at";

/// zstd's default level: an edition of 20 topics shrinks to about an eighth.
const COMPRESSION_LEVEL: i32 = 3;

impl Store {
    /// Keeps an edition, approved or waiting for an editor; `None`, and nothing is written, when there is one of its key already.
    pub fn keep_edition(&mut self, new: &NewEdition<'_>, approved: bool) -> Result<Option<EditionId>> {
        let state = match (new.quiet, approved) {
            (true, _) => EditionState::Quiet,
            (false, true) => EditionState::Approved,
            (false, false) => EditionState::Draft,
        };
        let approved_at = (state == EditionState::Approved).then(|| new.made_at.as_second());
        let transaction = self.begin()?;
        let written = transaction
            .prepare_cached(
                "INSERT INTO editions (subscription, period, day, made_at, until, title, language, state, approved_at, json,
                    words)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO NOTHING",
            )?
            .execute(params![
                new.key.subscription.as_str(),
                new.key.period.code(),
                new.key.day.to_string(),
                new.made_at.as_second(),
                new.until.as_second(),
                new.title,
                new.language.code(),
                state.code(),
                approved_at,
                packed(new.json)?,
                new.words
            ])?;
        if written == 0 {
            return Ok(None);
        }
        let id = EditionId(transaction.last_insert_rowid());
        put_parts(&transaction, id, new)?;
        transaction.commit()?;
        Ok(Some(id))
    }

    /// Puts what is known now in place of a draft's text: after an editor did something, or when time went by. False, and nothing
    /// is written, when it is no draft (nor held) any more.
    pub fn remake_edition(&mut self, id: EditionId, new: &NewEdition<'_>) -> Result<bool> {
        self.put_anew(id, new, "state IN ('draft', 'held')")
    }

    /// Puts the text that names who approved it in place of that of an approved edition. False, and nothing is written, when it is
    /// not approved (any more) or is in the outbox.
    pub fn seal_edition(&mut self, id: EditionId, new: &NewEdition<'_>) -> Result<bool> {
        self.put_anew(id, new, "state = 'approved' AND id NOT IN (SELECT edition FROM outbox)")
    }

    /// Has an approved edition that is not in the outbox wait for an editor again; false when it is not such a one.
    pub fn reopen_edition(&mut self, id: EditionId) -> Result<bool> {
        let reopened = self.connection.execute(
            "UPDATE editions SET state = 'draft', approved_by = NULL, approved_at = NULL
             WHERE id = ?1 AND state = 'approved' AND id NOT IN (SELECT edition FROM outbox)",
            [id.0],
        )?;
        Ok(reopened == 1)
    }

    /// The edition of a key.
    pub fn edition(&self, key: &EditionKey) -> Result<Option<Edition>> {
        let query =
            format!("SELECT {COLUMNS} FROM editions WHERE subscription = ?1 AND period = ?2 AND day = ?3");
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut rows =
            statement.query(params![key.subscription.as_str(), key.period.code(), key.day.to_string()])?;
        rows.next()?.map(edition_of).transpose()
    }

    /// The edition of a number.
    pub fn edition_of(&self, id: EditionId) -> Result<Option<Edition>> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM editions WHERE id = ?1"))?;
        let mut rows = statement.query([id.0])?;
        rows.next()?.map(edition_of).transpose()
    }

    /// The digest of an edition as JSON, without the words of posts that are no longer kept.
    pub fn edition_json(&self, id: EditionId) -> Result<Option<String>> {
        json_of(&self.connection, id)
    }

    /// Editions, the newest day first; of one day by subscription.
    pub fn editions(&self, filter: &EditionFilter<'_>) -> Result<Vec<Edition>> {
        let query = format!(
            "SELECT {COLUMNS} FROM editions
             WHERE (?1 IS NULL OR subscription = ?1) AND (?2 IS NULL OR period = ?2) AND (?3 IS NULL OR day >= ?3)
                AND (?4 IS NULL OR day <= ?4) AND (?5 IS NULL OR state = ?5)
                AND (?6 IS NULL OR id IN (SELECT rowid FROM edition_words WHERE edition_words MATCH ?6))
             ORDER BY day DESC, subscription, period LIMIT ?7 OFFSET ?8"
        );
        self.listed(
            &query,
            params![
                filter.subscription.map(SubscriptionId::as_str),
                filter.period.map(Period::code),
                filter.from.map(|day| day.to_string()),
                filter.to.map(|day| day.to_string()),
                filter.state.map(EditionState::code),
                edition_words::sought(filter.words),
                filter.limit.map_or(-1, i64::from),
                filter.offset
            ],
        )
    }

    /// The last edition for a day before `before` that a reader got, with what it told of: one that was sent, or, of a subscription
    /// without a channel, one that was approved and so stood on the pages.
    pub fn last_sent(
        &self,
        subscription: &SubscriptionId,
        period: Period,
        before: Date,
    ) -> Result<Option<(Edition, Vec<ToldTopic>)>> {
        let query = format!(
            "SELECT {COLUMNS} FROM editions
             WHERE subscription = ?1 AND period = ?2 AND day < ?3 AND {REACHED} ORDER BY day DESC LIMIT 1"
        );
        let found =
            self.listed(&query, params![subscription.as_str(), period.code(), before.to_string()])?.pop();
        found.map(|edition| self.with_told(edition)).transpose()
    }

    /// What an edition told of, in order.
    pub fn told(&self, id: EditionId) -> Result<Vec<ToldTopic>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT topic, trend, voices, title FROM edition_topics WHERE edition = ?1 ORDER BY rank",
        )?;
        let mut rows = statement.query([id.0])?;
        let mut told = Vec::new();
        while let Some(row) = rows.next()? {
            told.push(ToldTopic {
                topic: TopicId(row.get(0)?),
                trend: columns::word(&row.get::<_, String>(1)?)?,
                voices: row.get(2)?,
                title: row.get(3)?,
            });
        }
        Ok(told)
    }

    /// The editions for `since` or a later day that a reader got, oldest first: what may have to be corrected.
    pub fn editions_told_since(
        &self,
        subscription: &SubscriptionId,
        since: Date,
    ) -> Result<Vec<(Edition, Vec<ToldTopic>)>> {
        let query = format!(
            "SELECT {COLUMNS} FROM editions WHERE subscription = ?1 AND day >= ?2 AND {REACHED} ORDER BY day, period"
        );
        let found = self.listed(&query, params![subscription.as_str(), since.to_string()])?;
        found.into_iter().map(|edition| self.with_told(edition)).collect()
    }

    /// The editions that were to be sent before a moment and have not arrived, or may not have: the delivery check. Oldest first.
    pub fn unsent(&self, before: Timestamp) -> Result<Vec<Edition>> {
        let query = format!(
            "SELECT {COLUMNS} FROM editions
             WHERE id IN (SELECT edition FROM outbox WHERE state <> 'sent' AND due_at < ?1)
             ORDER BY day, subscription, period"
        );
        self.listed(&query, [before.as_second()])
    }

    fn put_anew(&mut self, id: EditionId, new: &NewEdition<'_>, may: &str) -> Result<bool> {
        let transaction = self.begin()?;
        let written = transaction
            .prepare_cached(&format!(
                "UPDATE editions SET made_at = ?2, until = ?3, title = ?4, language = ?5, json = ?6, words = ?7
                 WHERE id = ?1 AND {may}"
            ))?
            .execute(params![
                id.0,
                new.made_at.as_second(),
                new.until.as_second(),
                new.title,
                new.language.code(),
                packed(new.json)?,
                new.words
            ])?;
        if written == 0 {
            return Ok(false);
        }
        transaction.execute("DELETE FROM edition_topics WHERE edition = ?1", [id.0])?;
        transaction.execute("DELETE FROM edition_posts WHERE edition = ?1", [id.0])?;
        put_parts(&transaction, id, new)?;
        transaction.commit()?;
        Ok(true)
    }

    fn with_told(&self, edition: Edition) -> Result<(Edition, Vec<ToldTopic>)> {
        let told = self.told(edition.id)?;
        Ok((edition, told))
    }

    fn listed(&self, query: &str, parameters: impl rusqlite::Params) -> Result<Vec<Edition>> {
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query(parameters)?;
        let mut editions = Vec::new();
        while let Some(row) = rows.next()? {
            editions.push(edition_of(row)?);
        }
        Ok(editions)
    }
}

/// Which editions a reader got.
const REACHED: &str = "(state = 'sent' OR (state = 'approved' AND id NOT IN (SELECT edition FROM outbox)))";

fn put_parts(connection: &Connection, id: EditionId, new: &NewEdition<'_>) -> Result<()> {
    for (rank, told) in new.told.iter().enumerate() {
        connection.prepare_cached("INSERT INTO edition_topics VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(
            params![id.0, rank as i64, told.topic.0, columns::worded(&told.trend)?, told.voices, told.title],
        )?;
    }
    for post in new.posts {
        connection
            .prepare_cached("INSERT OR IGNORE INTO edition_posts (post, edition) VALUES (?1, ?2)")?
            .execute([post.0, id.0])?;
    }
    edition_words::put(connection, id)
}

pub(crate) fn packed(json: &str) -> Result<Vec<u8>> {
    zstd::encode_all(json.as_bytes(), COMPRESSION_LEVEL).map_err(columns::corrupt)
}

pub(crate) fn json_of(connection: &Connection, id: EditionId) -> Result<Option<String>> {
    let packed: Option<Vec<u8>> = connection
        .prepare_cached("SELECT json FROM editions WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    let Some(packed) = packed else { return Ok(None) };
    let plain = zstd::decode_all(packed.as_slice()).map_err(columns::corrupt)?;
    String::from_utf8(plain).map(Some).map_err(columns::corrupt)
}

fn edition_of(row: &Row<'_>) -> Result<Edition> {
    let moment = |column: usize| row.get::<_, Option<i64>>(column)?.map(columns::timestamp).transpose();
    let state: String = row.get(8)?;
    Ok(Edition {
        id: EditionId(row.get(0)?),
        key: EditionKey {
            subscription: SubscriptionId::new(&row.get::<_, String>(1)?).map_err(columns::corrupt)?,
            period: columns::word(&row.get::<_, String>(2)?)?,
            day: columns::date(&row.get::<_, String>(3)?)?,
        },
        made_at: columns::timestamp(row.get(4)?)?,
        until: columns::timestamp(row.get(5)?)?,
        title: row.get(6)?,
        language: row.get::<_, String>(7)?.parse().map_err(columns::corrupt)?,
        state: EditionState::ALL
            .into_iter()
            .find(|known| known.code() == state)
            .ok_or_else(|| columns::corrupt(format!("state `{state}` of an edition")))?,
        approved_by: row.get(9)?,
        approved_at: moment(10)?,
        sent_at: moment(11)?,
    })
}
