//! Saved searches and their notices in a store: kept, changed, looked at, told once.

#![expect(clippy::unwrap_used, reason = "a failing test should say where")]

use dauys_model::{
    Alert, News, PostId, SavedSearch, Schedule, SearchDraft, SearchId, Told, Trigger, Weekdays,
};
use dauys_store::{Kept, LookedAt, NoticeFilter, Store};
use jiff::{Timestamp, ToSpan};

fn moment(hours: i64) -> Timestamp {
    Timestamp::from_second(1_763_000_000).unwrap().checked_add(hours.hours()).unwrap()
}

fn draft(name: &str) -> SearchDraft {
    let alert = Alert::new(Trigger::New { at_least: 2 }, Schedule::At { hour: 8, days: Weekdays::ALL }, None);
    SearchDraft {
        name: name.into(),
        query: "су жоқ region:Риддер".into(),
        expanded: true,
        alert: Some(alert.unwrap()),
    }
}

fn told(hours: i64) -> Told {
    let news = News::New { voices: 3, since: moment(0), doubled: false };
    Told { at: moment(hours), news, posts: vec![PostId(5), PostId(4)] }
}

fn kept(store: &mut Store, name: &str) -> SavedSearch {
    let id = store.add_search(&draft(name), "{}", moment(0)).unwrap().unwrap();
    store.saved_search(id).unwrap().unwrap()
}

#[test]
fn a_search_comes_back_as_it_was_kept() {
    let mut store = Store::in_memory().unwrap();
    let search = kept(&mut store, "Су");
    assert_eq!(search.draft, draft("Су"));
    assert_eq!((search.made_at, search.looked_at), (moment(0), Some(moment(0))));
    assert_eq!(store.add_search(&draft("Су"), "{}", moment(1)).unwrap(), None, "the name is taken");
    let merely_kept = SearchDraft { alert: None, ..draft("Жарық") };
    let id = store.add_search(&merely_kept, "", moment(1)).unwrap().unwrap();
    assert_eq!(store.saved_search(id).unwrap().unwrap().draft, merely_kept);
    let names: Vec<String> = store.searches().unwrap().into_iter().map(|search| search.draft.name).collect();
    assert_eq!(names, ["Жарық", "Су"]);
    assert_eq!(store.saved_search(SearchId(99)).unwrap(), None);
}

#[test]
fn a_change_begins_anew_only_when_it_must() {
    let mut store = Store::in_memory().unwrap();
    let search = kept(&mut store, "Су");
    let other = kept(&mut store, "Жарық");
    let renamed = draft("Су, Риддер");
    assert!(store.change_search(search.id, &renamed, None, moment(5)).unwrap());
    let after = store.saved_search(search.id).unwrap().unwrap();
    assert_eq!((after.draft.name.as_str(), after.looked_at), ("Су, Риддер", Some(moment(0))));
    let asked = SearchDraft { query: "су".into(), ..renamed };
    assert!(store.change_search(search.id, &asked, Some("{\"a\":1}"), moment(6)).unwrap());
    let after = store.saved_search(search.id).unwrap().unwrap();
    assert_eq!((after.looked_at, after.standing.as_str()), (Some(moment(6)), "{\"a\":1}"));
    assert!(!store.change_search(other.id, &asked, None, moment(7)).unwrap(), "the name is taken");
    assert!(store.change_search(other.id, &draft("Жарық"), None, moment(7)).unwrap(), "its own name is not");
}

#[test]
fn a_look_is_written_whole_or_not_at_all() {
    let mut store = Store::in_memory().unwrap();
    let search = kept(&mut store, "Су");
    let look = LookedAt { at: moment(24), standing: "{\"b\":2}".into(), told: vec![told(20), told(21)] };
    assert!(store.save_look(&search, &look).unwrap());
    // The same look from the same knowledge, as by a second process: nothing is told twice.
    assert!(!store.save_look(&search, &look).unwrap());
    assert_eq!(store.notices(&NoticeFilter::default()).unwrap().len(), 2);
    let after = store.saved_search(search.id).unwrap().unwrap();
    assert_eq!((after.looked_at, after.standing.as_str()), (Some(moment(24)), "{\"b\":2}"));
    // Somebody asks for something else while a run looks: what the run found belongs to another question.
    let asked = SearchDraft { query: "жарық".into(), ..draft("Су") };
    assert!(store.change_search(search.id, &asked, None, moment(25)).unwrap());
    assert!(!store.save_look(&after, &LookedAt { at: moment(26), ..look.clone() }).unwrap());
    assert!(store.remove_search(search.id).unwrap());
    assert!(!store.save_look(&after, &LookedAt { at: moment(27), ..look }).unwrap());
    assert_eq!(store.notices(&NoticeFilter::default()).unwrap(), [], "notices go with their search");
    assert!(!store.remove_search(search.id).unwrap());
}

#[test]
fn notices_are_seen_one_by_one_or_together() {
    let mut store = Store::in_memory().unwrap();
    let (first, second) = (kept(&mut store, "Су"), kept(&mut store, "Жарық"));
    for search in [&first, &second] {
        let told = vec![told(20), told(21)];
        assert!(store.save_look(search, &LookedAt { at: moment(24), standing: "{}".into(), told }).unwrap());
    }
    assert_eq!(store.unseen_notices().unwrap(), 4);
    let all = store.notices(&NoticeFilter::default()).unwrap();
    assert_eq!(all.iter().map(|notice| notice.told.at).collect::<Vec<_>>(), [21, 21, 20, 20].map(moment));
    assert_eq!(all[3].told, told(20));
    assert_eq!(store.mark_seen(Some(all[0].id), None, moment(30)).unwrap(), 1);
    assert_eq!(store.mark_seen(Some(all[0].id), None, moment(31)).unwrap(), 0, "it was seen before");
    assert_eq!(store.mark_seen(None, Some(first.id), moment(32)).unwrap(), 2);
    let unseen = store.notices(&NoticeFilter { unseen: true, ..NoticeFilter::default() }).unwrap();
    assert_eq!(unseen.len(), 1);
    assert_eq!(unseen[0].search, second.id);
    assert_eq!(store.mark_seen(None, None, moment(33)).unwrap(), 1);
    let of_first = NoticeFilter { search: Some(first.id), limit: Some(1), ..NoticeFilter::default() };
    let latest = store.notices(&of_first).unwrap();
    assert_eq!((latest.len(), latest[0].seen_at), (1, Some(moment(32))));
}

#[test]
fn notices_are_kept_as_long_as_news() {
    let mut store = Store::in_memory().unwrap();
    let search = kept(&mut store, "Су");
    let look = LookedAt { at: moment(24), standing: "{}".into(), told: vec![told(20), told(24 * 9)] };
    assert!(store.save_look(&search, &look).unwrap());
    let kept = Kept { raw_days: 1, citizens_days: 2, news_days: 3, sources: Vec::new() };
    store.prune(&kept, moment(24 * 10)).unwrap();
    let left = store.notices(&NoticeFilter::default()).unwrap();
    assert_eq!(left.iter().map(|notice| notice.told.at).collect::<Vec<_>>(), [moment(24 * 9)]);
}
