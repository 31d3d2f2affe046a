//! The life of items and posts, through the public methods alone.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use dauys_model::{
    CategoryId, ItemId, Kind, Language, Page, Policy, Post, PostId, Reason, Rejection, Role, SourceId, Topic,
    TopicId, VoiceKey,
};
use dauys_store::{
    Announced, Announcement, Change, Check, Filter, Grouping, Kept, KeptRobots, Outcome, Reading,
    RestingHost, Saved, SourceState, Spent, Store, TopicFilter,
};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

const DAY: Date = date(2026, 11, 20);

fn at(time: &str) -> Timestamp {
    format!("2026-11-{time}:00+05:00").parse().unwrap()
}

fn source() -> SourceId {
    SourceId::new("dala").unwrap()
}

fn announcement(key: &str, text: &str) -> Announcement {
    Announcement {
        key: key.into(),
        url: Some(format!("http://dala.example/{key}").parse().unwrap()),
        canonical: None,
        comments: None,
        thread: None,
        title: String::new(),
        text: text.into(),
        truncated: false,
        published_at: at("20T08:00"),
        dated: true,
        kind: Kind::Comment,
        language: None,
        region: None,
        place: None,
        policy: Policy::Open,
        voice: Some(VoiceKey([7; 8])),
        wants_page: false,
    }
}

fn announce(store: &mut Store, announcements: Vec<Announcement>, now: Timestamp) -> Saved {
    let after = SourceState {
        state: "working".into(),
        next_check_at: Some(now + 30.minutes()),
        ..Default::default()
    };
    store.save_check(&check(now, after, announcements)).unwrap()
}

fn check(now: Timestamp, after: SourceState, announcements: Vec<Announcement>) -> Check {
    Check {
        source: source(),
        name: "Дала".into(),
        at: now,
        failed: false,
        after,
        announcements,
        left_out: 0,
        withdrawn: Vec::new(),
        figures: Vec::new(),
        sightings: Vec::new(),
        spent: None,
    }
}

fn read_all(store: &mut Store) -> usize {
    let unread = store.unread(ItemId(0), 100).unwrap();
    let readings: Vec<Reading> = unread
        .iter()
        .map(|unread| {
            let outcome = if unread.text.is_empty() {
                Outcome::Rejected(Rejection { reason: Reason::Empty, detail: "no letters".into() })
            } else {
                Outcome::Post(Box::new(Post {
                    id: PostId(unread.item.0),
                    source: unread.source.clone(),
                    key: unread.key.clone(),
                    url: unread.url.clone(),
                    thread: None,
                    title: String::new(),
                    text: unread.text.clone(),
                    published_at: unread.published_at,
                    kind: unread.kind,
                    language: Language::Kazakh,
                    iso: "kk".into(),
                    category: Some(CategoryId("hcs/water".into())),
                    category_score: 0.9,
                    complaint: 0.8,
                    problem: 0.8,
                    stance: dauys_model::Stance::Complaint,
                    urgent: false,
                    subject: None,
                    places: vec!["631000000".parse().unwrap()],
                    place: None,
                    terms: vec!["су".into(), "жоқ".into()],
                    fingerprint: u64::MAX,
                    policy: Policy::Open,
                }))
            };
            Reading { item: unread.item, outcome, extraction: None }
        })
        .collect();
    store.save_readings(&readings).unwrap();
    readings.len()
}

fn group(store: &mut Store) {
    let dirty = store.dirty().unwrap().expect("something changed");
    let texts = store.texts_of(DAY).unwrap();
    let topic = TopicId("taaaaaaaaaaa".into());
    let groupings = texts
        .iter()
        .map(|text| Grouping {
            strand: None,
            post: text.id,
            duplicate_of: None,
            topic: Some(topic.clone()),
            role: Role::Voice,
        })
        .collect();
    let topics = [Topic {
        subject: None,
        id: topic,
        category: CategoryId("hcs/water".into()),
        kato: None,
        place: None,
        first_at: at("20T08:00"),
        last_at: at("20T08:00"),
        days: Vec::new(),
        terms: vec!["су".into()],
        quotes: texts.iter().map(|text| text.id).collect(),
        urgent: false,
    }];
    store.save_groupings(&dirty, &[(DAY, groupings)], &topics).unwrap();
}

fn topics(store: &Store) -> Vec<Topic> {
    store.topics(&TopicFilter { from: DAY, to: DAY }).unwrap()
}

fn everything_adds_up(store: &Store) {
    let tally = store.tally(Timestamp::MIN, Timestamp::MAX).unwrap();
    assert_eq!(tally.items, tally.posts + tally.rejected + tally.pending, "{tally:?}");
    let mut posts = 0;
    store
        .each_post(&Filter::default(), |_| -> dauys_store::Result<()> {
            posts += 1;
            Ok(())
        })
        .unwrap();
    assert_eq!(posts, tally.posts, "every item in state `post` has its post, and no other");
}

#[test]
fn an_item_is_new_once_and_changed_when_its_text_is() {
    let mut store = Store::in_memory().unwrap();
    let first = announce(&mut store, vec![announcement("1", "су жоқ")], at("20T09:00"));
    assert_eq!(first, Saved { new: 1, changed: 0, known: 0 });
    let mut dated = announcement("1", "су жоқ");
    dated.published_at = at("21T09:00");
    let again = announce(&mut store, vec![dated], at("20T10:00"));
    assert_eq!(again, Saved { new: 0, changed: 0, known: 1 }, "another date is no edit");
    read_all(&mut store);
    let edited = announce(&mut store, vec![announcement("1", "су келді")], at("20T11:00"));
    assert_eq!(edited, Saved { new: 0, changed: 1, known: 0 });
    assert_eq!(read_all(&mut store), 1, "an edited item is read again");
    let post = store.post(PostId(1)).unwrap().unwrap();
    assert_eq!((post.post.text.as_str(), post.revision), ("су келді", 2));
    everything_adds_up(&store);
}

#[test]
fn every_item_ends_in_one_state() {
    let mut store = Store::in_memory().unwrap();
    let mut wanted = announcement("3", "");
    wanted.wants_page = true;
    announce(&mut store, vec![announcement("1", "су жоқ"), announcement("2", ""), wanted], at("20T09:00"));
    read_all(&mut store);
    let tally = store.tally(Timestamp::MIN, Timestamp::MAX).unwrap();
    assert_eq!((tally.posts, tally.rejected, tally.pending), (1, 1, 1));
    everything_adds_up(&store);
    store.read_again().unwrap();
    assert_eq!(read_all(&mut store), 2);
    assert_eq!(store.rejections().unwrap(), [("empty".to_owned(), 1)]);
    everything_adds_up(&store);
}

fn kept() -> Kept {
    Kept { raw_days: 7, citizens_days: 90, news_days: 400, sources: Vec::new() }
}

#[test]
fn a_page_is_kept_compressed_and_pruned_while_its_post_stays() {
    let mut store = Store::in_memory().unwrap();
    let mut wanted = announcement("1", "қысқа");
    wanted.wants_page = true;
    wanted.kind = Kind::News;
    announce(&mut store, vec![wanted], at("20T09:00"));
    let pages = store.wanted_pages(at("20T09:00")).unwrap();
    assert_eq!(pages.len(), 1);
    assert!(pages[0].has_text);
    store.postpone_page(ItemId(1), at("20T12:00")).unwrap();
    assert!(store.wanted_pages(at("20T11:00")).unwrap().is_empty());
    let page = Page { url: pages[0].url.clone(), content_type: None, body: b"<p>x</p>".repeat(100) };
    store.save_page(ItemId(1), &page, at("20T12:00")).unwrap();
    assert_eq!(store.page(ItemId(1)).unwrap().unwrap().page.body, page.body);
    read_all(&mut store);
    let kept = kept();
    let pruned = store.prune(&kept, at("28T13:00")).unwrap();
    assert_eq!((pruned.pages, pruned.items), (1, 0));
    assert!(store.post(PostId(1)).unwrap().is_some());
}

#[test]
fn changes_are_followed_in_order_and_removals_told() {
    let mut store = Store::in_memory().unwrap();
    announce(&mut store, vec![announcement("1", "a"), announcement("2", "b")], at("20T09:00"));
    read_all(&mut store);
    let changes = store.changes_after(0, 10).unwrap();
    assert_eq!(changes.iter().map(Change::number).collect::<Vec<_>>(), [1, 2]);
    assert!(store.erase_post(PostId(1), at("21T00:00")).unwrap());
    assert!(!store.erase_post(PostId(1), at("21T00:00")).unwrap());
    let changes = store.changes_after(2, 10).unwrap();
    assert!(matches!(changes[..], [Change::Removed(3, PostId(1))]), "{changes:?}");
    assert_eq!(store.last_change().unwrap(), 3);
}

#[test]
fn topics_count_their_days_and_end_with_their_voices() {
    let mut store = Store::in_memory().unwrap();
    announce(&mut store, vec![announcement("1", "a"), announcement("2", "b")], at("20T09:00"));
    read_all(&mut store);
    group(&mut store);
    assert_eq!(store.dirty().unwrap().map(|dirty| dirty.first), None, "nothing waits after grouping");
    assert_eq!(topics(&store)[0].voices(), 2);
    store.erase_post(PostId(1), at("21T00:00")).unwrap();
    group(&mut store);
    assert_eq!(topics(&store)[0].voices(), 1);
    store.erase_source(&source(), at("21T00:00")).unwrap();
    let dirty = store.dirty().unwrap().expect("an erasure is a change");
    store.save_groupings(&dirty, &[], &[]).unwrap();
    assert!(topics(&store).is_empty());
}

#[test]
fn a_source_may_be_kept_for_fewer_days_than_others() {
    let mut store = Store::in_memory().unwrap();
    announce(&mut store, vec![announcement("1", "a")], at("20T09:00"));
    let days = |days: i64| at("20T09:00") + (days * 24).hours();
    let limited = |most_days| Kept { sources: vec![(source(), most_days)], ..kept() };
    assert_eq!(store.prune(&limited(None), days(31)).unwrap().items, 0);
    assert_eq!(store.prune(&limited(Some(30)), days(30)).unwrap().items, 0, "not before its time");
    // A limit is no leave to keep something longer than the settings say, and it outlives the entry of its source.
    announce(&mut store, vec![announcement("2", "b")], days(30));
    assert_eq!(store.prune(&kept(), days(31)).unwrap().items, 1);
    assert_eq!(store.prune(&limited(Some(1000)), days(30 + 91)).unwrap().items, 1);
}

#[test]
fn pruned_texts_leave_their_counts() {
    let mut store = Store::in_memory().unwrap();
    announce(&mut store, vec![announcement("1", "a")], at("20T09:00"));
    read_all(&mut store);
    group(&mut store);
    let kept = kept();
    let much_later = at("20T09:00") + (91 * 24).hours();
    assert_eq!(store.prune(&kept, much_later).unwrap().items, 1);
    assert!(store.post(PostId(1)).unwrap().is_none());
    assert!(store.dirty().unwrap().is_none(), "pruning makes no day dirty");
    assert_eq!(topics(&store)[0].voices(), 1);
}

#[test]
fn coverage_tells_heard_from_failed() {
    let mut store = Store::in_memory().unwrap();
    announce(&mut store, vec![announcement("1", "a")], at("20T09:00"));
    let after = SourceState { state: "http 503".into(), failures: 1, ..Default::default() };
    let failed = Check { failed: true, ..check(at("20T10:00"), after, Vec::new()) };
    store.save_check(&failed).unwrap();
    let checked = store.checked(at("20T00:00"), at("21T00:00")).unwrap();
    assert_eq!((checked[0].heard, checked[0].failed, checked[0].items), (1, 1, 1));
    assert_eq!(checked[0].state, "http 503");
    assert_eq!(store.source_state(&source()).unwrap().failures, 1);
}

#[test]
fn no_column_is_made_for_a_person() {
    let sql = concat!(
        include_str!("../src/migrations/0001_first.sql"),
        include_str!("../src/migrations/0002_collection.sql")
    )
    .to_lowercase();
    let words: Vec<&str> = sql.split(|letter: char| !letter.is_alphanumeric()).collect();
    for word in
        ["author", "user", "handle", "profile", "followers", "gender", "age", "phone", "nick", "person"]
    {
        assert!(!words.contains(&word), "the schema speaks of `{word}`");
    }
}

fn article(key: &str, canonical: &str, title: &str, text: &str) -> Announcement {
    Announcement {
        canonical: Some(canonical.into()),
        title: title.into(),
        kind: Kind::News,
        voice: None,
        ..announcement(key, text)
    }
}

#[test]
fn an_article_is_known_again_whatever_its_source_does_to_its_key_and_date() {
    let mut store = Store::in_memory().unwrap();
    let first = article("guid-1", "dala.example/1", "Су жоқ", "Үш күн бойы су жоқ");
    assert_eq!(announce(&mut store, vec![first.clone()], at("20T09:00")).new, 1);
    let rekeyed = Announcement { key: "guid-2".into(), ..first.clone() };
    assert_eq!(announce(&mut store, vec![rekeyed], at("20T10:00")).known, 1, "a new key is no new article");
    let redated = Announcement { published_at: at("21T08:00"), ..first.clone() };
    assert_eq!(announce(&mut store, vec![redated], at("20T11:00")).known, 1, "a new date is no new article");
    let moved = Announcement { canonical: Some("dala.example/news/1".into()), ..first.clone() };
    assert_eq!(announce(&mut store, vec![moved], at("20T12:00")).known, 1, "a new address is no new article");
    let edited = article("guid-1", "dala.example/1", "Су берілді", "Үш күн бойы су жоқ болды");
    assert_eq!(announce(&mut store, vec![edited], at("20T13:00")).changed, 1);
}

#[test]
fn a_key_that_is_used_again_for_another_article_is_another_item() {
    let mut store = Store::in_memory().unwrap();
    announce(&mut store, vec![article("1", "dala.example/1", "Су жоқ", "а")], at("20T09:00"));
    let other = article("1", "dala.example/2", "Жол жөнделді", "б");
    assert_eq!(announce(&mut store, vec![other.clone()], at("20T10:00")).new, 1);
    assert_eq!(announce(&mut store, vec![other], at("20T11:00")).known, 1);
    assert_eq!(store.ends().unwrap().items, 2);
}

#[test]
fn comments_of_one_article_are_told_apart() {
    let mut store = Store::in_memory().unwrap();
    let words = "Бізде де үш күннен бері су жоқ, әкімдік үндемейді";
    let comment = |key: &str| Announcement { url: None, ..announcement(key, words) };
    assert_eq!(announce(&mut store, vec![comment("1"), comment("2")], at("20T09:00")).new, 2);
}

#[test]
fn what_was_forgotten_does_not_come_back_while_it_is_listed() {
    let mut store = Store::in_memory().unwrap();
    let listed = article("guid-1", "dala.example/1", "Су жоқ", "а");
    announce(&mut store, vec![listed.clone(), announcement("2", "b")], at("20T09:00"));
    assert!(store.erase_post(PostId(1), at("20T10:00")).unwrap());
    let rekeyed = Announcement { key: "guid-7".into(), ..listed };
    let saved = announce(&mut store, vec![rekeyed, announcement("2", "b")], at("20T11:00"));
    assert_eq!((saved.new, saved.known), (0, 2));
    let ends = store.ends().unwrap();
    assert_eq!((ends.items, ends.erased), (1, 1));
}

#[test]
fn what_was_withdrawn_at_its_source_is_forgotten_here() {
    let mut store = Store::in_memory().unwrap();
    announce(&mut store, vec![announcement("1", "a"), announcement("2", "b")], at("20T09:00"));
    let withdrawn = Check {
        withdrawn: vec!["1".into(), "unheard of".into()],
        left_out: 3,
        ..check(at("20T10:00"), SourceState::default(), vec![announcement("2", "b")])
    };
    store.save_check(&withdrawn).unwrap();
    let ends = store.ends().unwrap();
    assert_eq!((ends.items, ends.withdrawn), (1, 1));
    let told = store.announced(at("20T00:00"), at("21T00:00")).unwrap();
    assert_eq!(
        told,
        Announced { announced: 2 + 1 + 3, new: 2, changed: 0, known: 1, left_out: 3 },
        "the parts add up"
    );
}

#[test]
fn what_is_remembered_of_sources_quotas_and_hosts_comes_back() {
    let mut store = Store::in_memory().unwrap();
    let after = SourceState {
        cursor: Some("{\"after\":7}".into()),
        rhythm: Some("{}".into()),
        moved: Some(("https://dala.example/rss".parse().unwrap(), 2)),
        state: "working".into(),
        ..SourceState::default()
    };
    let spent = Spent { secret: "youtube".into(), day: DAY, units: 40 };
    let check = Check { spent: Some(spent), ..check(at("20T09:00"), after.clone(), Vec::new()) };
    store.save_check(&check).unwrap();
    store.save_check(&Check { at: at("20T10:00"), ..check }).unwrap();
    let checked_at = Some(at("20T10:00"));
    assert_eq!(store.source_state(&source()).unwrap(), SourceState { checked_at, ..after });
    assert_eq!(store.spent("youtube", DAY).unwrap(), 80);
    let robots = KeptRobots { origin: "http://dala.example".into(), rules: None, fetched_at: at("20T09:00") };
    let resting = RestingHost { host: "dala.example".into(), until: at("20T10:00"), code: "http 429".into() };
    store.save_manners(std::slice::from_ref(&robots), &[resting]).unwrap();
    assert_eq!(store.robots().unwrap(), [robots]);
    assert_eq!(store.resting_hosts(at("20T09:59")).unwrap().len(), 1);
    assert!(store.resting_hosts(at("20T10:01")).unwrap().is_empty());
}

#[test]
fn what_was_heard_is_counted_by_day_region_source_and_topic() {
    let mut store = Store::in_memory().unwrap();
    announce(&mut store, vec![announcement("a", "су жоқ"), announcement("b", "су тағы жоқ")], at("20T12:00"));
    let failed = SourceState { state: "http 503".into(), ..Default::default() };
    store.save_check(&Check { failed: true, ..check(at("21T12:00"), failed, Vec::new()) }).unwrap();
    read_all(&mut store);
    group(&mut store);
    let next = DAY.tomorrow().unwrap();
    let days = store.heard_by_day(DAY, next, None).unwrap();
    assert_eq!((days.len(), days[0].day, days[0].posts, days[0].of_citizens), (1, DAY, 2, 2));
    assert_eq!(store.heard_by_day(DAY, next, Some(&source())).unwrap(), days);
    let other = SourceId::new("other").unwrap();
    assert!(store.heard_by_day(DAY, next, Some(&other)).unwrap().is_empty());
    assert_eq!(store.days_heard().unwrap(), Some((DAY, DAY)));
    let regions = store.heard_by_region(DAY, DAY).unwrap();
    assert_eq!((regions.len(), regions[0].region, regions[0].posts), (1, "630000000".parse().ok(), 2));
    let sources = store.heard_by_source(DAY, DAY).unwrap();
    assert_eq!((sources[0].source.clone(), sources[0].posts), (source(), 2));
    assert_eq!(store.languages_of_source(&source(), DAY, DAY).unwrap(), [(Language::Kazakh, 2)]);
    let asked = store.asked_by_day(at("20T00:00"), at("22T00:00"), None).unwrap();
    let told: Vec<_> = asked.iter().map(|day| (day.day, day.answered, day.failed)).collect();
    assert_eq!(told, [(DAY, 1, 0), (next, 0, 1)]);
    let last = store.last_asked(&source(), 1).unwrap();
    assert_eq!((last.len(), last[0].failed, last[0].state.as_str()), (1, true, "http 503"));
    let topic = TopicId("taaaaaaaaaaa".into());
    let makeup = store.makeup(&topic).unwrap();
    assert_eq!(makeup.roles, [(Role::Voice, 2)]);
    assert_eq!((makeup.sources, makeup.kinds), (vec![(source(), 2)], vec![(Kind::Comment, 2)]));
    assert_eq!(makeup.places, [("631000000".parse().unwrap(), 2)]);
    let page = |role, skip| store.posts_of_topic_page(&topic, role, skip, 1).unwrap().len();
    assert_eq!([page(None, 0), page(None, 1), page(None, 2), page(Some(Role::Echo), 0)], [1, 1, 0, 0]);
    assert_eq!(store.standing(DAY).unwrap().len(), 1);
    assert!(store.standing(DAY.yesterday().unwrap()).unwrap().is_empty());
}
