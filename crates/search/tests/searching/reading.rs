//! Reading while another changes the index or makes it anew: nothing fails, nothing is half seen.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use dauys_model::{Post, PostId};
use dauys_search::{Change, Error, Index, Query};

use crate::posts::{ids, post};

fn put(index: &mut Index, posts: &[Post], position: i64) {
    index.apply(posts.iter().map(Change::put), position).unwrap();
}

fn numbered(range: std::ops::Range<i64>) -> Vec<Post> {
    range.map(|id| post(id, "в доме нет воды")).collect()
}

#[test]
fn a_refresh_says_whether_there_was_anything_new() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Index::open(folder.path()).unwrap();
    let reader = Index::open(folder.path()).unwrap();
    assert!(!reader.refresh().unwrap());
    put(&mut writer, &numbered(1..3), 1);
    assert!(reader.refresh().unwrap());
    assert!(!reader.refresh().unwrap());
    writer.apply([Change::Remove(PostId(1))], 2).unwrap();
    assert!(reader.refresh().unwrap());
    assert_eq!(ids(&reader, &Query::new("вода")), [2]);
    writer.compact().unwrap();
    reader.refresh().unwrap();
    assert_eq!(ids(&reader, &Query::new("вода")), [2]);
}

#[test]
fn an_index_made_anew_under_a_reader_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let mut old = Index::open(folder.path()).unwrap();
    put(&mut old, &numbered(1..4), 7);
    let reader = Index::open(folder.path()).unwrap();
    std::fs::remove_dir_all(folder.path()).unwrap();
    assert!(!reader.refresh().unwrap(), "while there is none, searches go on");
    assert_eq!(ids(&reader, &Query::new("вода")), [3, 2, 1]);
    let mut new = Index::open(folder.path()).unwrap();
    put(&mut new, &numbered(10..12), 7);
    assert!(reader.refresh().unwrap());
    assert_eq!(ids(&reader, &Query::new("вода")), [11, 10]);
    // Who held the old one changes the new one.
    put(&mut old, &numbered(20..21), 8);
    assert!(reader.refresh().unwrap());
    assert_eq!(ids(&reader, &Query::new("вода")), [20, 11, 10]);
}

#[test]
fn a_reader_makes_no_index_where_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Index::open_existing(folder.path()), Err(Error::Damaged(_))));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn an_answer_tells_the_position_of_what_was_searched() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Index::open(folder.path()).unwrap();
    let reader = Index::open(folder.path()).unwrap();
    put(&mut writer, &numbered(1..3), 5);
    let before = reader.search(&Query::new("вода")).unwrap();
    assert_eq!((before.position, before.texts), (0, 0));
    reader.refresh().unwrap();
    let after = reader.search(&Query::new("вода")).unwrap();
    assert_eq!((after.position, after.texts), (5, 2));
}

/// Every answer is of one commit: as many posts as its position says.
fn read_without_pause(folder: &Path, is_done: &AtomicBool) -> usize {
    let reader = Index::open_existing(folder).unwrap();
    let mut answers = 0;
    while !is_done.load(Ordering::Relaxed) {
        reader.refresh().unwrap();
        let query = Query { facets: true, ..Query::new("нет воды") };
        let answer = reader.search(&query).unwrap();
        assert_eq!(answer.texts as i64, answer.position * 10);
        if let Some(next) = answer.next {
            let next = reader.search(&Query { after: Some(next), ..query }).unwrap();
            assert_eq!((next.position, next.moved), (answer.position, false));
        }
        answers += 1;
    }
    answers
}

#[test]
fn readers_go_on_while_the_index_is_changed_and_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("index");
    drop(Index::open(&folder).unwrap());
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..4).map(|_| scope.spawn(|| read_without_pause(&folder, &is_done))).collect();
        let written = std::panic::catch_unwind(|| {
            for _ in 0..3 {
                let mut writer = Index::create(&folder).unwrap();
                for batch in 0..8 {
                    put(&mut writer, &numbered(batch * 10 + 1..batch * 10 + 11), batch + 1);
                }
            }
        });
        is_done.store(true, Ordering::Relaxed);
        let answers: usize = readers.into_iter().map(|reader| reader.join().unwrap()).sum();
        written.unwrap();
        assert!(answers > 0);
    });
}
