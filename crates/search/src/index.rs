//! The index on disk: takes changes of posts together with the position in the store they reach up to, and answers
//! queries. It is derived from the store and can be made anew from it at any time.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use dauys_model::{Post, PostId, TopicId};
use jiff::Timestamp;
use jiff::civil::Date;
use tantivy::directory::MmapDirectory;
use tantivy::indexer::LogMergePolicy;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use crate::alert::Find;
use crate::answer::Answer;
use crate::fields::{self, Fields, VERSION};
use crate::query::Query;
use crate::score::Weights;
use crate::snapshot::Snapshot;
use crate::{Error, Result, finds, search};

/// Memory for documents on their way to disk. One thread: documents keep the order of their changes.
const WRITER_BYTES: usize = 128 << 20;

/// Segments smaller than this are merged as soon as there are eight of them: two ordinary batches.
const SMALL_SEGMENT: u32 = 20_000;

/// A segment in which more than this share is removed is written anew, so that what was erased leaves the disk within
/// the ordinary course; [`Index::compact`] is for when it must leave at once.
const MAX_REMOVED: f32 = 0.2;

/// A full-text index over posts.
///
/// Reading takes no lock; any number of processes may read while one applies changes. A reader sees later changes after
/// [`Index::refresh`].
pub struct Index {
    engine: tantivy::Index,
    fields: Fields,
    reader: IndexReader,
    snapshot: RwLock<Arc<Snapshot>>,
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
        let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
        Self::new(tantivy::Index::open(directory)?)
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
            std::fs::remove_dir_all(folder)?;
        }
        std::fs::create_dir_all(folder)?;
        Self::new(tantivy::Index::create_in_dir(folder, fields::schema().0)?)
    }

    /// An empty index in memory, for tests.
    ///
    /// # Errors
    ///
    /// Those of the engine.
    pub fn in_memory() -> Result<Self> {
        Self::new(tantivy::Index::create_in_ram(fields::schema().0))
    }

    fn new(engine: tantivy::Index) -> Result<Self> {
        let (schema, fields) = fields::schema();
        if engine.schema() != schema {
            return Err(Error::Outdated);
        }
        read_position(&engine)?;
        let reader: IndexReader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let snapshot = Snapshot::new(&reader.searcher(), fields)?;
        Ok(Self { engine, fields, reader, snapshot: RwLock::new(Arc::new(snapshot)) })
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
        for change in changes {
            match change {
                Change::Put(entry) => {
                    writer.delete_term(self.id(entry.post.id));
                    writer.add_document(fields::document(&self.fields, &entry))?;
                    applied.put += 1;
                }
                Change::Remove(id) => {
                    writer.delete_term(self.id(id));
                    applied.removed += 1;
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
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()?;
        self.refresh()
    }

    /// Lets later searches see what other processes have applied since.
    ///
    /// # Errors
    ///
    /// Those of the disk; searches then go on as before.
    pub fn refresh(&self) -> Result<()> {
        self.reader.reload()?;
        let snapshot = Arc::new(Snapshot::new(&self.reader.searcher(), self.fields)?);
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
        Ok(())
    }

    /// Answers a query.
    ///
    /// # Errors
    ///
    /// [`Error::Syntax`] when the query cannot be read, [`Error::Refused`] when it looks for nothing but a person, and those of the
    /// disk.
    pub fn search(&self, query: &Query) -> Result<Answer> {
        let mut answer = search::search(&self.snapshot(), query, &Weights::default())?;
        answer.position = self.position()?;
        Ok(answer)
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
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn id(&self, id: PostId) -> Term {
        Term::from_field_i64(self.fields.id, id.0)
    }

    fn writer(&self) -> Result<IndexWriter<TantivyDocument>> {
        let writer = self.engine.writer_with_num_threads(1, WRITER_BYTES)?;
        let mut merges = LogMergePolicy::default();
        merges.set_min_layer_size(SMALL_SEGMENT);
        merges.set_del_docs_ratio_before_merge(MAX_REMOVED);
        writer.set_merge_policy(Box::new(merges));
        Ok(writer)
    }
}

/// The position in the last commit, which must be of this version.
fn read_position(engine: &tantivy::Index) -> Result<i64> {
    let Some(payload) = engine.load_metas()?.payload else { return Ok(0) };
    match payload.split_once(' ') {
        Some((version, position)) if version.parse() == Ok(VERSION) => {
            position.parse().map_err(|_| Error::Damaged(format!("its position is `{position}`")))
        }
        _ => Err(Error::Outdated),
    }
}
