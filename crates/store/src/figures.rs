//! Figures of official statistics: the last word of a source on each period stands.

use dauys_model::{Figure, SourceId};
use rusqlite::{Connection, params};

use crate::{Result, Store, columns};

pub(crate) fn save(connection: &Connection, source: &SourceId, figures: &[Figure]) -> Result<()> {
    for figure in figures {
        connection
            .prepare_cached("INSERT OR REPLACE INTO figures VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?
            .execute(params![
                source.as_str(),
                figure.index,
                figure.name,
                figure.date.to_string(),
                figure.period,
                figure.of,
                figure.kato.map(|kato| kato.to_string()),
                figure.value,
                figure.url.as_ref().map(url::Url::as_str),
            ])?;
    }
    Ok(())
}

impl Store {
    /// All figures with their sources, by source, index, what they are of, and date.
    pub fn figures(&self) -> Result<Vec<(SourceId, Figure)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT source, number, name, date, period, of, kato, value, url FROM figures
             ORDER BY source, number, of, date, period",
        )?;
        let mut rows = statement.query([])?;
        let mut figures = Vec::new();
        while let Some(row) = rows.next()? {
            figures.push((
                columns::source(&row.get::<_, String>(0)?)?,
                Figure {
                    index: row.get(1)?,
                    name: row.get(2)?,
                    date: columns::date(&row.get::<_, String>(3)?)?,
                    period: row.get(4)?,
                    of: row.get(5)?,
                    kato: columns::kato(row.get(6)?)?,
                    value: row.get(7)?,
                    url: columns::url(row.get(8)?)?,
                },
            ));
        }
        Ok(figures)
    }
}
