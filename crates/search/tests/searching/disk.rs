//! What is left on disk: positions, versions, locks, and nothing of what was erased.

use std::fs;
use std::path::Path;

use dauys_model::PostId;
use dauys_search::{Change, Error, Index, Query};
use tempfile::TempDir;

use crate::posts::{ids, post};

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn the_position_travels_with_the_posts() {
    let folder = folder();
    let path = folder.path().join("index");
    let mut index = Index::open(&path).unwrap();
    assert_eq!(index.position().unwrap(), 0);
    let one = post(1, "нет воды");
    let applied = index.apply([Change::put(&one), Change::Remove(PostId(9))], 17).unwrap();
    assert_eq!((applied.put, applied.removed), (1, 1));
    drop(index);
    let index = Index::open(&path).unwrap();
    assert_eq!(index.position().unwrap(), 17);
    assert_eq!(ids(&index, &Query::new("вода")), [1]);
}

#[test]
fn a_reader_sees_changes_of_others_after_a_refresh() {
    let folder = folder();
    let mut writer = Index::open(folder.path()).unwrap();
    let reader = Index::open(folder.path()).unwrap();
    let one = post(1, "нет воды");
    writer.apply([Change::put(&one)], 1).unwrap();
    assert_eq!(ids(&reader, &Query::new("вода")), [] as [i64; 0]);
    reader.refresh().unwrap();
    assert_eq!(ids(&reader, &Query::new("вода")), [1]);
}

#[test]
fn a_change_that_fails_changes_nothing() {
    let folder = folder();
    let mut index = Index::open(folder.path()).unwrap();
    let (one, two) = (post(1, "нет воды"), post(2, "нет света"));
    index.apply([Change::put(&one)], 1).unwrap();
    let changes = std::iter::once(Change::put(&two)).chain(std::iter::from_fn(|| panic!("killed")));
    let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| index.apply(changes, 2)));
    assert!(killed.is_err());
    drop(index);
    let mut index = Index::open(folder.path()).unwrap();
    assert_eq!(index.position().unwrap(), 1);
    assert_eq!(ids(&index, &Query::new("нет")), [1]);
    index.apply([Change::put(&two)], 2).unwrap();
    assert_eq!(index.posts(), 2);
}

#[test]
fn an_index_of_another_version_is_refused_and_can_be_made_anew() {
    let folder = folder();
    let mut index = Index::open(folder.path()).unwrap();
    let one = post(1, "нет воды");
    index.apply([Change::put(&one)], 1).unwrap();
    drop(index);
    let meta = folder.path().join("meta.json");
    let changed = fs::read_to_string(&meta).unwrap().replace("\"payload\": \"", "\"payload\": \"9");
    fs::write(&meta, changed).unwrap();
    assert!(matches!(Index::open(folder.path()), Err(Error::Outdated)));
    let index = Index::create(folder.path()).unwrap();
    assert_eq!((index.position().unwrap(), index.posts()), (0, 0));
}

#[test]
fn a_damaged_index_says_so() {
    let folder = folder();
    drop(Index::open(folder.path()).unwrap());
    fs::write(folder.path().join("meta.json"), "{").unwrap();
    let error = Index::open(folder.path()).err().unwrap();
    assert!(matches!(error, Error::Damaged(_)), "{error:?}");
}

#[test]
fn a_folder_with_something_else_is_left_alone() {
    let folder = folder();
    fs::write(folder.path().join("letter.txt"), "keep me").unwrap();
    assert!(matches!(Index::open(folder.path()), Err(Error::Foreign(_))));
    assert!(folder.path().join("letter.txt").exists());
}

#[test]
fn only_one_changes_an_index_at_a_time() {
    let folder = folder();
    let mut first = Index::open(folder.path()).unwrap();
    let mut second = Index::open(folder.path()).unwrap();
    let one = post(1, "нет воды");
    let changes = std::iter::once(&one).map(|post| {
        let refused = second.apply([Change::put(post)], 1).unwrap_err();
        assert!(matches!(refused, Error::Locked), "{refused:?}");
        Change::put(post)
    });
    first.apply(changes, 1).unwrap();
    second.apply([], 2).unwrap();
    assert_eq!((second.position().unwrap(), second.posts()), (2, 1));
}

/// Files hold posts by segment, so nothing is left of a post when no segment says it has removed ones and no file lies
/// about that the index does not name.
#[test]
fn nothing_of_an_erased_post_is_left_on_disk() {
    let folder = folder();
    let mut index = Index::open(folder.path()).unwrap();
    let posts: Vec<_> = (1..40).map(|id| post(id, "в доме нет воды")).collect();
    index.apply(posts.iter().map(Change::put), 1).unwrap();
    let before = files(folder.path());
    index.apply([Change::Remove(PostId(7))], 2).unwrap();
    let meta = || fs::read_to_string(folder.path().join("meta.json")).unwrap();
    assert!(meta().contains("\"num_deleted_docs\": 1"), "the removal only hides the post: {}", meta());
    index.compact().unwrap();
    assert!(!meta().contains("num_deleted_docs"), "{}", meta());
    assert_eq!(index.position().unwrap(), 2);
    assert_eq!(index.posts(), 38);
    let after = files(folder.path());
    let old: Vec<_> = before.iter().filter(|file| after.contains(file) && is_segment(file)).collect();
    assert!(old.is_empty(), "{old:?}");
}

fn files(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn is_segment(file: &str) -> bool {
    !file.starts_with('.') && file != "meta.json"
}

#[test]
fn an_index_can_be_asked_from_several_threads() {
    let index = Index::in_memory().unwrap();
    std::thread::scope(|scope| {
        let ask = || index.search(&Query::new("су")).unwrap().texts;
        let other = scope.spawn(ask);
        assert_eq!(ask(), other.join().unwrap());
    });
}
