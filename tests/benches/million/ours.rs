//! Our own index, and the texts of its hits from a table, as an installation shows them.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use dauys_search::{Change, Entry, Highlighter, Index, Need, Query, Syntax};
use dauys_text::Given;

use crate::posts::Posts;
use crate::queries::Asked;
use crate::sqlite::Sqlite;

/// Readers at one time.
const READERS: usize = 50;
/// Posts added while they read.
const ADDED: u64 = 20_000;
/// Characters of a snippet.
const SNIPPET_CHARS: usize = 220;

/// An index of posts.
pub(crate) struct Ours {
    index: Index,
    folder: PathBuf,
}

impl Ours {
    /// Makes the index, a commit per batch.
    pub(crate) fn fill(folder: &Path, posts: &Posts, count: u64) -> Self {
        let folder = folder.join("index");
        let mut index = Index::open(&folder).unwrap();
        for batch in crate::batches(count) {
            apply(&mut index, posts, batch);
        }
        Self { index, folder }
    }

    pub(crate) fn size_bytes(&self) -> u64 {
        crate::size_bytes(&self.folder)
    }

    /// Answers with everything a page of results needs; how many posts match.
    pub(crate) fn ask(&self, asked: &Asked, texts: &Sqlite, is_strict: bool) -> usize {
        let need = if is_strict { Need::All } else { Need::Any };
        let query = Query { limit: 20, facets: true, need, expand: !is_strict, ..Query::new(asked.typed) };
        let answer = self.index.search(&query).unwrap();
        let highlighter = Highlighter::new(asked.typed, Syntax::Full).unwrap();
        for hit in &answer.hits {
            let (_, text) = texts.text(hit.post.0);
            std::hint::black_box(highlighter.snippet(&text, &Given::default(), SNIPPET_CHARS));
        }
        answer.texts
    }
}

fn apply(index: &mut Index, posts: &Posts, numbers: std::ops::RangeInclusive<u64>) {
    let position = numbers.end().cast_signed();
    let batch: Vec<_> = numbers.map(|number| posts.post(number)).collect();
    let changes =
        batch.iter().map(|(post, repeats)| Change::Put(Entry { post, duplicate_of: *repeats, topic: None }));
    index.apply(changes, position).unwrap();
}

/// Fifty readers ask without pause while posts are added: how long they wait, and whether any fails.
pub(crate) fn readers(folder: &Path, posts: &Posts, count: u64, queries: &[Asked]) {
    let folder = folder.join("index");
    let reader = Index::open(&folder).unwrap();
    let is_over = AtomicBool::new(false);
    let (mut took, failures, indexing) = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|number| {
                let (reader, is_over) = (&reader, &is_over);
                scope.spawn(move || {
                    let (mut took, mut failures) = (Vec::new(), 0_usize);
                    for asked in queries.iter().cycle().skip(number * 4) {
                        if is_over.load(Ordering::Relaxed) {
                            break;
                        }
                        let query = Query { limit: 20, facets: true, ..Query::new(asked.typed) };
                        let start = Instant::now();
                        let is_fresh = number != 0 || reader.refresh().is_ok();
                        failures += usize::from(!is_fresh || reader.search(&query).is_err());
                        took.push(start.elapsed());
                    }
                    (took, failures)
                })
            })
            .collect();
        let start = Instant::now();
        let mut writer = Index::open(&folder).unwrap();
        for batch in crate::batches(ADDED) {
            apply(&mut writer, posts, batch.start() + count..=batch.end() + count);
        }
        let indexing = start.elapsed();
        is_over.store(true, Ordering::Relaxed);
        let (mut took, mut failures) = (Vec::new(), 0);
        for reader in readers {
            let (times, failed) = reader.join().unwrap();
            took.extend(times);
            failures += failed;
        }
        (took, failures, indexing)
    });
    took.sort_unstable();
    let quantile = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
    println!(
        "{READERS} readers while {ADDED} posts were indexed ({:.0} s): {} searches, {failures} failed; p50 {:.0} ms, p95 {:.0} ms, \
         p99 {:.0} ms; {:.0} searches/s",
        indexing.as_secs_f64(),
        took.len(),
        quantile(0.5),
        quantile(0.95),
        quantile(0.99),
        took.len() as f64 / indexing.as_secs_f64()
    );
}
