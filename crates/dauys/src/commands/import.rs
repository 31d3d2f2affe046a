//! `import posts`: a file of any length in constant memory, one batch a transaction.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, bail};
use dauys_model::{Kind, Policy, SourceId, TextFrom};
use dauys_parse::{Record, RecordError};
use dauys_store::{Announcement, Saved, Store};
use jiff::Timestamp;

use crate::cli::ImportArgs;
use crate::exit::Exit;
use crate::home::Home;
use crate::passes::announce::{Draft, Given, Keys};
use crate::{out, progress};

/// Records in one transaction.
const BATCH: usize = 2_000;

/// Bad lines told one by one; the rest are counted.
const TOLD: u64 = 10;

/// Brings posts in.
pub(crate) fn run(home: &Home, arguments: &ImportArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let path = &arguments.file;
    let records = records(path)?;
    let _lock = home.lock()?;
    let mut store = home.store()?;
    store.destroy_keys(now)?;
    let mut import =
        Import { store: &mut store, keys: Keys::default(), batch: Vec::new(), saved: Saved::default(), now };
    let bar = progress::bar("import", None);
    let mut bad = 0u64;
    for record in records {
        match record {
            Ok(record) => import.take(record)?,
            Err(error) if arguments.skip_bad && error.goes_on => {
                bad += 1;
                if bad <= TOLD {
                    out::say(format!("dauys: {}: {error}", path.display()));
                }
            }
            Err(error) => {
                import.write()?;
                let saved = import.saved;
                bail!(
                    "{}: {error}. The {} posts before it are stored; mend the line and import again, nothing is stored twice{}",
                    path.display(),
                    saved.new + saved.changed + saved.known,
                    if error.goes_on { "; or pass --skip-bad" } else { "" }
                );
            }
        }
        bar.inc(1);
    }
    import.write()?;
    let saved = import.saved;
    bar.finish_and_clear();
    out::say(format!(
        "import: {} new, {} changed, {} known, {bad} bad lines",
        saved.new, saved.changed, saved.known
    ));
    Ok(if bad > 0 { Exit::SourcesFailed } else { Exit::Well })
}

type Records = Box<dyn Iterator<Item = Result<Record, RecordError>>>;

fn records(path: &Path) -> anyhow::Result<Records> {
    if path == Path::new("-") {
        let reader = dauys_parse::utf8(io::stdin().lock()).context("reading stdin")?;
        return Ok(Box::new(dauys_parse::jsonl(reader)));
    }
    let file = File::open(path).with_context(|| format!("opening `{}`", path.display()))?;
    let reader = BufReader::with_capacity(1 << 16, file);
    let mut reader = dauys_parse::utf8(reader).with_context(|| format!("reading `{}`", path.display()))?;
    let is = |ending: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    let looks_like_json = reader
        .fill_buf()
        .with_context(|| format!("reading `{}`", path.display()))?
        .iter()
        .find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xEF | 0xBB | 0xBF))
        .is_some_and(|byte| *byte == b'{');
    if is("jsonl") || is("json") || is("ndjson") || (!is("csv") && !is("tsv") && looks_like_json) {
        Ok(Box::new(dauys_parse::jsonl(reader)))
    } else {
        Ok(Box::new(dauys_parse::csv(reader)))
    }
}

struct Import<'a> {
    store: &'a mut Store,
    keys: Keys,
    batch: Vec<(SourceId, Announcement)>,
    saved: Saved,
    now: Timestamp,
}

impl Import<'_> {
    fn take(&mut self, record: Record) -> anyhow::Result<()> {
        // Outlets give what they write a title; what a citizen says has none.
        let has_title = record.item.title.as_ref().is_some_and(|title| !title.trim().is_empty());
        let kind = if has_title { Kind::News } else { Kind::Comment };
        let given = Given { kind, text: TextFrom::Item, region: None, policy: Policy::Open };
        let canonical = dauys_parse::recognised_by(std::slice::from_ref(&record.item)).pop().flatten();
        let draft = Draft::given(given, canonical, record.item, self.now);
        let announcement = draft.announcement(self.store, &mut self.keys, &record.source, self.now)?;
        self.batch.push((record.source, announcement));
        if self.batch.len() >= BATCH { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> anyhow::Result<()> {
        self.saved += self.store.save_records(&self.batch, self.now)?;
        self.batch.clear();
        Ok(())
    }
}
