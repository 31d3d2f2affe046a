//! The index on disk: takes changes of posts together with the position in the store they reach up to, and answers
//! queries. It is derived from the store and can be made anew from it at any time.

use std::collections::{BTreeMap, VecDeque};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use dauys_model::{Post, PostId, TopicId};
use jiff::Timestamp;
use jiff::civil::Date;
use tantivy::directory::MmapDirectory;
use tantivy::indexer::LogMergePolicy;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use crate::alert::Find;
use crate::answer::{Answer, Hit};
use crate::cursor::Ended;
use crate::explain::Why;
use crate::fields::{self, Fields, VERSION};
use crate::query::{Filters, Query};
use crate::score::Weights;
use crate::snapshot::Snapshot;
use crate::{Error, Result, explain, finds, search, similar, tokens};

/// Memory for documents on their way to disk. One thread: documents keep the order of their changes.
const WRITER_BYTES: usize = 128 << 20;

/// Segments smaller than this are merged as soon as there are eight of them: two ordinary batches.
const SMALL_SEGMENT: u32 = 20_000;

/// A segment in which more than this share is removed is written anew, so that what was erased leaves the disk within
/// the ordinary course; [`Index::compact`] is for when it must leave at once.
const MAX_REMOVED: f32 = 0.2;

/// States of the index that are held for answers that go on: of the last so many commits.
const HELD: usize = 4;

/// Posts that are taken apart at a time.
const BATCH: usize = 1_024;

/// Times a state that is being changed is looked at again, and how long is waited between.
const TRIES: u32 = 40;
const WAIT: Duration = Duration::from_millis(25);

/// A full-text index over posts.
///
/// Reading takes no lock that another reader or a writer would hold for long; any number of threads and processes may read while one
/// applies changes, or makes the index anew. A reader sees later changes after [`Index::refresh`].
pub struct Index {
    /// Absent: in memory.
    folder: Option<PathBuf>,
    engine: tantivy::Index,
    fields: Fields,
    reader: IndexReader,
    /// The newest last; never empty.
    held: RwLock<VecDeque<Arc<Snapshot>>>,
    /// Held while the index is looked at for changes.
    refreshing: Mutex<()>,
}

/// A change of the store.
#[derive(Debug)]
pub enum Change<'a> {
    /// The post is new, or stands in place of what had its id.
    Put(Entry<'a>),
    /// The post is gone.
    Remove(PostId),
}

/// A post, and what grouping made of it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The post.
    pub post: &'a Post,
    /// The post it repeats.
    pub duplicate_of: Option<PostId>,
    /// Its topic.
    pub topic: Option<&'a TopicId>,
}

impl<'a> Change<'a> {
    /// A post that was not grouped.
    pub fn put(post: &'a Post) -> Self {
        Self::Put(Entry { post, duplicate_of: None, topic: None })
    }
}

/// What [`Index::apply`] did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Applied {
    /// Posts put.
    pub put: usize,
    /// Posts removed, whether or not they were there.
    pub removed: usize,
}

impl Index {
    /// Opens the index in a folder, or makes an empty one when the folder is absent or empty.
    ///
    /// # Errors
    ///
    /// [`Error::Outdated`] and [`Error::Damaged`]: make it anew with [`Index::create`] and apply everything again.
    pub fn open(folder: &Path) -> Result<Self> {
        if !folder.join("meta.json").exists() {
            return Self::create(folder);
        }
        Self::there(folder)
    }

    /// Opens the index in a folder for reading: none is ever made, and one that is just being made anew is waited for, up to a second.
    ///
    /// # Errors
    ///
    /// Those of [`Index::open`]; [`Error::Damaged`] also when there is none.
    pub fn open_existing(folder: &Path) -> Result<Self> {
        for _ in 1..TRIES {
            match Self::there(folder) {
                Err(Error::Damaged(_) | Error::Io(_) | Error::Engine(_)) => std::thread::sleep(WAIT),
                outcome => return outcome,
            }
        }
        Self::there(folder)
    }

    fn there(folder: &Path) -> Result<Self> {
        let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
        Self::new(tantivy::Index::open(directory)?, Some(folder.to_owned()))
    }

    /// Makes an empty index in a folder; an index that is there is deleted first.
    ///
    /// # Errors
    ///
    /// [`Error::Foreign`] when the folder holds something and that is no index.
    pub fn create(folder: &Path) -> Result<Self> {
        if folder.exists() {
            let is_empty = std::fs::read_dir(folder)?.next().is_none();
            let is_index = [".managed.json", "meta.json"].iter().any(|file| folder.join(file).exists());
            if !is_empty && !is_index {
                return Err(Error::Foreign(folder.to_owned()));
            }
            delete(folder)?;
        }
        std::fs::create_dir_all(folder)?;
        let engine = tantivy::Index::create_in_dir(folder, fields::schema().0)?;
        Self::new(engine, Some(folder.to_owned()))
    }

    /// An empty index in memory, for tests.
    ///
    /// # Errors
    ///
    /// Those of the engine.
    pub fn in_memory() -> Result<Self> {
        Self::new(tantivy::Index::create_in_ram(fields::schema().0), None)
    }

    fn new(engine: tantivy::Index, folder: Option<PathBuf>) -> Result<Self> {
        let (schema, fields) = fields::schema();
        if engine.schema() != schema {
            return Err(Error::Outdated);
        }
        read_position(&engine)?;
        engine.tokenizers().register(tokens::NAME, tokens::Reader);
        let reader: IndexReader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let index =
            Self { folder, engine, fields, reader, held: RwLock::default(), refreshing: Mutex::default() };
        let snapshot = index.newest(None)?.ok_or_else(|| Error::Damaged("`meta.json` is missing".into()))?;
        index.hold(snapshot);
        Ok(index)
    }

    /// The store's change number up to which the index is complete; 0 when nothing was ever applied.
    ///
    /// # Errors
    ///
    /// [`Error::Outdated`] when another version of this crate has written since.
    pub fn position(&self) -> Result<i64> {
        read_position(&self.engine)
    }

    /// How many posts the index holds.
    pub fn posts(&self) -> u64 {
        self.snapshot().totals.posts
    }

    /// Applies changes in order, all of them in one commit that carries `position`: killed before, nothing has
    /// happened; afterwards, all has. Returns when merges have ended, so that no work goes on behind the caller's back.
    ///
    /// Call it for some ten thousand changes at a time: a commit costs a segment, and documents wait in memory only up
    /// to a fixed size.
    ///
    /// # Errors
    ///
    /// [`Error::Locked`] when another process applies changes, and those of the disk; nothing has changed then.
    pub fn apply<'a>(
        &mut self,
        changes: impl IntoIterator<Item = Change<'a>>,
        position: i64,
    ) -> Result<Applied> {
        let mut writer = self.writer()?;
        let mut applied = Applied::default();
        let mut changes = changes.into_iter();
        loop {
            let batch: Vec<Change<'a>> = changes.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            for (change, document) in batch.iter().zip(documents(&self.fields, &batch)) {
                match change {
                    Change::Put(entry) => {
                        writer.delete_term(self.id(entry.post.id));
                        applied.put += 1;
                    }
                    Change::Remove(id) => {
                        writer.delete_term(self.id(*id));
                        applied.removed += 1;
                    }
                }
                if let Some(document) = document {
                    writer.add_document(document)?;
                }
            }
        }
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&format!("{VERSION} {position}"));
        commit.commit()?;
        writer.wait_merging_threads()?;
        self.refresh()?;
        Ok(applied)
    }

    /// Writes anew every segment that still holds removed posts, so that nothing of them is left on disk. For erasures;
    /// in the ordinary course segments are tidied by themselves.
    ///
    /// # Errors
    ///
    /// Those of [`Index::apply`].
    pub fn compact(&mut self) -> Result<()> {
        let mut writer = self.writer()?;
        for segment in self.engine.searchable_segment_metas()? {
            if segment.has_deletes() {
                writer.merge(&[segment.id()]).wait()?;
            }
        }
        // States that are held keep files of theirs open.
        self.refresh()?;
        let newest = self.snapshot();
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = VecDeque::from([newest]);
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()?;
        self.refresh()?;
        Ok(())
    }

    /// Lets later searches see what other processes have applied since, also when one has made the index anew, and says whether there
    /// was anything. While an index is just being made anew, searches go on as before.
    ///
    /// # Errors
    ///
    /// Those of the disk, and [`Error::Outdated`] when another version of this crate has written since; searches then go on as
    /// before.
    pub fn refresh(&self) -> Result<bool> {
        let _one_at_a_time = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(snapshot) = self.newest(Some(&self.snapshot()))? else { return Ok(false) };
        self.hold(snapshot);
        Ok(true)
    }

    /// The newest state, unless it is the one known already or the index is just being made anew.
    fn newest(&self, known: Option<&Snapshot>) -> Result<Option<Snapshot>> {
        let mut tries = 1;
        loop {
            let outcome = self.try_newest(known);
            let is_moving = match &outcome {
                Ok(Look::Moving) => true,
                Ok(_) => false,
                // Files come and go while another process tidies up.
                Err(Error::Damaged(_) | Error::Io(_) | Error::Engine(_)) => {
                    self.folder.as_ref().is_some_and(|folder| folder.join("meta.json").exists())
                }
                Err(_) => false,
            };
            match outcome {
                Ok(Look::New(snapshot)) => return Ok(Some(*snapshot)),
                Ok(Look::Same) => return Ok(None),
                outcome if is_moving && tries < TRIES => drop(outcome),
                Ok(Look::Moving) => return Ok(None),
                Err(error) => {
                    let is_gone =
                        self.folder.as_ref().is_some_and(|folder| !folder.join("meta.json").exists());
                    return if is_gone && known.is_some() { Ok(None) } else { Err(error) };
                }
            }
            tries += 1;
            std::thread::sleep(WAIT);
        }
    }

    fn try_newest(&self, known: Option<&Snapshot>) -> Result<Look> {
        let before = self.engine.load_metas()?;
        let position = position_of(before.payload.as_deref())?;
        if known.is_some_and(|known| known.is_of(&before, position)) {
            return Ok(Look::Same);
        }
        if before.schema != fields::schema().0 {
            return Err(Error::Outdated);
        }
        self.reader.reload()?;
        let snapshot =
            Snapshot::new(&self.reader.searcher(), self.fields, (position, before.opstamp), known)?;
        // What was read between two commits belongs to neither.
        let is_whole = snapshot.is_of(&before, position);
        Ok(if is_whole { Look::New(Box::new(snapshot)) } else { Look::Moving })
    }

    fn hold(&self, snapshot: Snapshot) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.push_back(Arc::new(snapshot));
        while held.len() > HELD {
            held.pop_front();
        }
    }

    /// Answers a query.
    ///
    /// A query that goes on behind an earlier answer is answered from the state of the index that answer was given for, as long as it is
    /// among the last few; afterwards from the newest, and the answer says so.
    ///
    /// # Errors
    ///
    /// [`Error::Syntax`] when the query cannot be read, [`Error::Refused`] when it looks for nothing but a person,
    /// [`Error::Cursor`] when the place to go on at is forged, and those of the disk.
    pub fn search(&self, query: &Query) -> Result<Answer> {
        let ended = query.after.as_ref().map(Ended::read).transpose()?;
        let snapshot = match &ended {
            Some(ended) => self.state(ended),
            None => self.snapshot(),
        };
        search::search(&snapshot, query, &Weights::default(), ended.as_ref())
    }

    /// The posts most like one, which need not be in the index itself: those that share its most telling terms, the sooner when they
    /// speak of the same place or category; likest first. Texts that repeat the post are left out, those that repeat one another are one hit.
    ///
    /// # Errors
    ///
    /// Those of the disk.
    pub fn similar(&self, post: &Post, filters: &Filters, limit: usize) -> Result<Vec<Hit>> {
        similar::similar(&self.snapshot(), post, filters, limit, &Weights::default())
    }

    /// Why a post stands where it stands among the hits of a query, part by part, or why it is none of them; nothing when the index
    /// does not hold it.
    ///
    /// # Errors
    ///
    /// Those of [`Index::search`].
    pub fn explain(&self, query: &Query, post: PostId) -> Result<Option<Why>> {
        explain::explain(&self.snapshot(), query, post, &Weights::default())
    }

    /// The voices that match, with their times, ascending: of posts that repeat one another, the earliest that matches. For
    /// counting over time; order, limit and facets of the query mean nothing here.
    ///
    /// # Errors
    ///
    /// Those of [`Index::search`].
    pub fn finds(&self, query: &Query) -> Result<Vec<Find>> {
        finds::finds(&self.snapshot(), query, &Weights::default())
    }

    /// How many posts there are of each civil day from a moment on, whatever their text.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] when a post has a time that none can have.
    pub fn heard(&self, from: Timestamp) -> Result<BTreeMap<Date, u32>> {
        finds::heard(&self.snapshot(), from)
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&held[held.len() - 1])
    }

    /// The state an answer was given for, else the newest.
    fn state(&self, ended: &Ended) -> Arc<Snapshot> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let is_it = |state: &&Arc<Snapshot>| (state.position, state.commit) == (ended.position, ended.commit);
        Arc::clone(held.iter().rev().find(is_it).unwrap_or(&held[held.len() - 1]))
    }

    fn id(&self, id: PostId) -> Term {
        Term::from_field_i64(self.fields.id, id.0)
    }

    /// The writer, of the index as it lies in the folder now: another process may have made it anew.
    fn writer(&mut self) -> Result<IndexWriter<TantivyDocument>> {
        if let Some(folder) = &self.folder {
            let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
            let engine = tantivy::Index::open(directory)?;
            if engine.schema() != fields::schema().0 {
                return Err(Error::Outdated);
            }
            engine.tokenizers().register(tokens::NAME, tokens::Reader);
            self.engine = engine;
        }
        let writer = self.engine.writer_with_num_threads(1, WRITER_BYTES)?;
        let mut merges = LogMergePolicy::default();
        merges.set_min_layer_size(SMALL_SEGMENT);
        merges.set_del_docs_ratio_before_merge(MAX_REMOVED);
        writer.set_merge_policy(Box::new(merges));
        Ok(writer)
    }
}

/// What a look at the index found.
enum Look {
    /// Nothing new.
    Same,
    /// Another state.
    New(Box<Snapshot>),
    /// Two states at once: it is just being changed.
    Moving,
}

/// The documents of changes, each in the place of its change. Several threads take texts apart; the order is that of changes.
fn documents(fields: &Fields, batch: &[Change<'_>]) -> Vec<Option<TantivyDocument>> {
    let document = |change: &Change<'_>| match change {
        Change::Put(entry) => Some(fields::document(fields, entry)),
        Change::Remove(_) => None,
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    if batch.len() < 64 || threads == 1 {
        return batch.iter().map(document).collect();
    }
    std::thread::scope(|scope| {
        let part = batch.len().div_ceil(threads);
        let parts: Vec<_> = batch
            .chunks(part)
            .map(|part| scope.spawn(move || part.iter().map(document).collect::<Vec<_>>()))
            .collect();
        let join = |part: std::thread::ScopedJoinHandle<'_, Vec<Option<TantivyDocument>>>| {
            part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        parts.into_iter().flat_map(join).collect()
    })
}

/// Deletes an index. A reader may put a lock into the folder at any moment, which is then deleted, too.
fn delete(folder: &Path) -> Result<()> {
    let mut tries = 1;
    loop {
        match std::fs::remove_dir_all(folder) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::DirectoryNotEmpty && tries < TRIES => {
                tries += 1
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// The position in the last commit, which must be of this version.
fn read_position(engine: &tantivy::Index) -> Result<i64> {
    position_of(engine.load_metas()?.payload.as_deref())
}

fn position_of(payload: Option<&str>) -> Result<i64> {
    let Some(payload) = payload else { return Ok(0) };
    match payload.split_once(' ') {
        Some((version, position)) if version.parse() == Ok(VERSION) => {
            position.parse().map_err(|_| Error::Damaged(format!("its position is `{position}`")))
        }
        _ => Err(Error::Outdated),
    }
}
