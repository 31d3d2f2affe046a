//! What editors did with editions: each act is kept with the account that did it and when, and moves the edition on or back.

use dauys_model::{EditionId, Review, ReviewAct};
use rusqlite::{OptionalExtension, params};

use crate::{Result, Store, columns, outbox};

impl Store {
    /// Keeps an act of an editor. Approving lets the edition go out; whatever else is done has it wait again, even if it was
    /// approved or needed nobody's approval. False, and nothing is written, when it has begun to leave, is quiet, or is not there.
    pub fn review(&mut self, edition: EditionId, review: &Review) -> Result<bool> {
        let transaction = self.begin()?;
        let state: Option<String> = transaction
            .prepare_cached("SELECT state FROM editions WHERE id = ?1")?
            .query_row([edition.0], |row| row.get(0))
            .optional()?;
        let is_open = state.as_deref().is_some_and(|state| ["draft", "held", "approved"].contains(&state));
        if !is_open || !outbox::take_back(&transaction, edition)? {
            return Ok(false);
        }
        transaction
            .prepare_cached("INSERT INTO reviews (edition, account, at, act) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                edition.0,
                review.by,
                review.at.as_second(),
                serde_json::to_string(&review.act).map_err(columns::corrupt)?
            ])?;
        let (change, by, at) = match review.act {
            ReviewAct::Approve => ("'approved'", Some(review.by.as_str()), Some(review.at.as_second())),
            ReviewAct::Hold => ("'held'", None, None),
            _ => ("CASE state WHEN 'held' THEN 'held' ELSE 'draft' END", None, None),
        };
        transaction
            .prepare_cached(&format!(
                "UPDATE editions SET state = {change}, approved_by = ?2, approved_at = ?3 WHERE id = ?1"
            ))?
            .execute(params![edition.0, by, at])?;
        transaction.commit()?;
        Ok(true)
    }

    /// What editors did with an edition, in the order in which they did it.
    pub fn reviews(&self, edition: EditionId) -> Result<Vec<Review>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT account, at, act FROM reviews WHERE edition = ?1 ORDER BY id")?;
        let mut rows = statement.query([edition.0])?;
        let mut reviews = Vec::new();
        while let Some(row) = rows.next()? {
            reviews.push(Review {
                act: serde_json::from_str(&row.get::<_, String>(2)?).map_err(columns::corrupt)?,
                by: row.get(0)?,
                at: columns::timestamp(row.get(1)?)?,
            });
        }
        Ok(reviews)
    }
}
