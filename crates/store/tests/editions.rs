//! Editions in a store: kept once, found again, reviewed, sent, and without the words of posts that are gone.

#![expect(clippy::unwrap_used, reason = "a failing test should say where")]

use dauys_model::{
    CategoryId, EditionId, EditionKey, Interface, ItemId, Kind, Language, Period, Policy, Post, PostId,
    Review, ReviewAct, SourceId, SubscriptionId, TopicId, Trend,
};
use dauys_store::{
    Announcement, Check, EditionFilter, EditionState, Kept, NewEdition, Outcome, OutgoingState, Reading,
    SourceState, Store, ToldTopic,
};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

const DAY: Date = date(2026, 11, 20);

fn now() -> Timestamp {
    "2026-11-21T07:50:00+05:00".parse().unwrap()
}

fn subscription(id: &str) -> SubscriptionId {
    SubscriptionId::new(id).unwrap()
}

fn key(id: &str, day: Date) -> EditionKey {
    EditionKey { subscription: subscription(id), period: Period::Day, day }
}

fn told() -> Vec<ToldTopic> {
    vec![ToldTopic {
        topic: TopicId("taaaaaaaaaaa".into()),
        trend: Trend::CameBack,
        voices: 12,
        title: "Риддер: отопление".into(),
    }]
}

fn new<'a>(key: &'a EditionKey, json: &'a str, told: &'a [ToldTopic], posts: &'a [PostId]) -> NewEdition<'a> {
    NewEdition {
        key,
        made_at: now(),
        until: now(),
        title: "О чём говорят",
        language: Interface::Russian,
        json,
        told,
        posts,
        words: "риддер отоплен",
        quiet: false,
    }
}

fn keep(store: &mut Store, id: &str, day: Date, approved: bool) -> EditionId {
    store.keep_edition(&new(&key(id, day), "{}", &told(), &[]), approved).unwrap().unwrap()
}

fn state(store: &Store, id: EditionId) -> EditionState {
    store.edition_of(id).unwrap().unwrap().state
}

fn act(act: ReviewAct) -> Review {
    Review { act, by: "desk".into(), at: now() }
}

#[test]
fn an_edition_is_kept_once_for_its_key() {
    let mut store = Store::in_memory().unwrap();
    let first = keep(&mut store, "a", DAY, true);
    assert_eq!(store.keep_edition(&new(&key("a", DAY), "{\"x\":1}", &[], &[]), true).unwrap(), None);
    assert_eq!(store.edition_json(first).unwrap().unwrap(), "{}");
    let edition = store.edition(&key("a", DAY)).unwrap().unwrap();
    assert_eq!((edition.id, edition.state, edition.approved_by), (first, EditionState::Approved, None));
    assert_eq!((edition.approved_at, edition.language), (Some(now()), Interface::Russian));
    assert_eq!(store.told(first).unwrap(), told());
    keep(&mut store, "b", DAY, true);
    let week = EditionKey { period: Period::Week, ..key("a", DAY) };
    assert!(store.keep_edition(&new(&week, "{}", &[], &[]), true).unwrap().is_some());
    assert_eq!(store.edition(&key("a", date(2026, 11, 19))).unwrap(), None);
    let quiet = key("c", DAY);
    let id = store.keep_edition(&NewEdition { quiet: true, ..new(&quiet, "{}", &[], &[]) }, true).unwrap();
    assert_eq!(state(&store, id.unwrap()), EditionState::Quiet);
}

#[test]
fn only_a_draft_is_made_anew() {
    let mut store = Store::in_memory().unwrap();
    let day = key("a", DAY);
    let id = keep(&mut store, "a", DAY, false);
    assert!(store.remake_edition(id, &new(&day, "{\"x\":1}", &[], &[])).unwrap());
    assert_eq!(store.edition_json(id).unwrap().unwrap(), "{\"x\":1}");
    assert_eq!(store.told(id).unwrap(), []);
    assert!(store.review(id, &act(ReviewAct::Approve)).unwrap());
    assert!(!store.remake_edition(id, &new(&day, "{\"x\":2}", &[], &[])).unwrap());
    assert_eq!(store.edition_json(id).unwrap().unwrap(), "{\"x\":1}");
}

#[test]
fn an_approved_edition_is_sealed_or_opened_again_until_it_is_queued() {
    let mut store = Store::in_memory().unwrap();
    let day = key("a", DAY);
    let id = keep(&mut store, "a", DAY, false);
    let sealed = new(&day, "{\"by\":\"desk\"}", &[], &[]);
    assert!(!store.seal_edition(id, &sealed).unwrap() && !store.reopen_edition(id).unwrap(), "a draft");
    assert!(store.review(id, &act(ReviewAct::Approve)).unwrap());
    assert!(store.reopen_edition(id).unwrap());
    assert_eq!(
        (state(&store, id), store.edition_of(id).unwrap().unwrap().approved_by),
        (EditionState::Draft, None)
    );
    assert!(store.review(id, &act(ReviewAct::Approve)).unwrap());
    assert!(store.seal_edition(id, &sealed).unwrap());
    assert_eq!(store.edition_of(id).unwrap().unwrap().approved_by.as_deref(), Some("desk"));
    assert!(store.queue(id, "a-20", now()).unwrap());
    assert!(!store.seal_edition(id, &sealed).unwrap() && !store.reopen_edition(id).unwrap(), "it is leaving");
}

#[test]
fn the_archive_is_searched_by_words_days_and_states() {
    let mut store = Store::in_memory().unwrap();
    for (id, day) in [("a", 18), ("a", 19), ("b", 19), ("a", 20)] {
        keep(&mut store, id, date(2026, 11, day), day != 20);
    }
    let found = |filter: &EditionFilter<'_>| -> Vec<String> {
        store.editions(filter).unwrap().iter().map(|edition| edition.key.to_string()).collect()
    };
    let all = EditionFilter::default();
    assert_eq!(found(&all), ["a of 2026-11-20", "a of 2026-11-19", "b of 2026-11-19", "a of 2026-11-18"]);
    assert_eq!(found(&EditionFilter { limit: Some(1), offset: 1, ..all }), ["a of 2026-11-19"]);
    let of_b = subscription("b");
    assert_eq!(found(&EditionFilter { subscription: Some(&of_b), ..all }), ["b of 2026-11-19"]);
    assert_eq!(found(&EditionFilter { state: Some(EditionState::Draft), ..all }), ["a of 2026-11-20"]);
    assert_eq!(found(&EditionFilter { to: Some(date(2026, 11, 18)), ..all }), ["a of 2026-11-18"]);
    assert_eq!(
        found(&EditionFilter { from: Some(DAY), period: Some(Period::Day), ..all }),
        ["a of 2026-11-20"]
    );
    assert_eq!(found(&EditionFilter { period: Some(Period::Month), ..all }).len(), 0);
    let words = |words: &[&str]| -> usize {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        found(&EditionFilter { words: &words, ..all }).len()
    };
    assert_eq!(words(&["отоплен"]), 4);
    assert_eq!(words(&["отоплен", "риддер"]), 4);
    assert_eq!(words(&["отоплен", "вод"]), 0);
    assert_eq!(words(&["\" OR *"]), 0, "a question is no code");
}

#[test]
fn the_last_edition_a_reader_got_is_one_that_was_sent_or_stood_on_the_pages() {
    let mut store = Store::in_memory().unwrap();
    let last = |store: &Store, before: Date| {
        store.last_sent(&subscription("a"), Period::Day, before).unwrap().map(|(edition, _)| edition.key.day)
    };
    let sent = keep(&mut store, "a", date(2026, 11, 17), true);
    assert!(store.queue(sent, "a-17", now()).unwrap());
    assert_eq!(last(&store, DAY), None, "it is not there yet");
    assert!(store.begin_sending(sent).unwrap());
    store.sent(sent, "250 ok", now()).unwrap();
    assert_eq!(last(&store, DAY), Some(date(2026, 11, 17)));
    keep(&mut store, "a", date(2026, 11, 18), true);
    assert_eq!(last(&store, DAY), Some(date(2026, 11, 18)), "no channel: approved is published");
    keep(&mut store, "a", date(2026, 11, 19), false);
    assert_eq!(last(&store, DAY), Some(date(2026, 11, 18)), "a draft is nobody's");
    assert_eq!(last(&store, date(2026, 11, 18)), Some(date(2026, 11, 17)));
    let since = store.editions_told_since(&subscription("a"), date(2026, 11, 17)).unwrap();
    assert_eq!(
        since.iter().map(|(edition, told)| (edition.key.day.day(), told.len())).collect::<Vec<_>>(),
        [(17, 1), (18, 1)]
    );
}

#[test]
fn every_step_of_a_message_is_written_and_none_is_taken_twice() {
    let mut store = Store::in_memory().unwrap();
    let draft = keep(&mut store, "b", DAY, false);
    assert!(!store.queue(draft, "b-20", now()).unwrap(), "nobody approved it");
    let id = keep(&mut store, "a", DAY, true);
    assert!(store.queue(id, "a-20", now()).unwrap());
    assert!(!store.queue(id, "a-20", now()).unwrap());
    assert_eq!(store.due(now() - 1.second()).unwrap(), []);
    assert_eq!(store.due(now()).unwrap().len(), 1);
    assert!(store.begin_sending(id).unwrap());
    assert!(!store.begin_sending(id).unwrap(), "it is on its way");
    assert_eq!(store.due(now()).unwrap(), []);
    store.part_done(id, 2).unwrap();
    store.postpone(id, "421 busy", now() + 60.seconds()).unwrap();
    let waiting = store.outgoing(id).unwrap().unwrap();
    assert_eq!((waiting.attempts, waiting.parts_done, waiting.why.as_deref()), (1, 2, Some("421 busy")));
    assert_eq!(store.unsent(now() + 1.second()).unwrap().len(), 1);
    assert!(store.begin_sending(id).unwrap());
    store.unsure(id, "cut off").unwrap();
    assert!(!store.begin_sending(id).unwrap(), "it may have arrived");
    assert!(store.send_again(id, now()).unwrap());
    assert!(store.begin_sending(id).unwrap());
    store.give_up(id, "550 no such mailbox").unwrap();
    assert_eq!(state(&store, id), EditionState::Failed);
    assert!(store.send_again(id, now()).unwrap());
    assert_eq!(state(&store, id), EditionState::Approved);
    store.note_told(id, "550").unwrap();
    assert_eq!(store.unsettled().unwrap()[0].told.as_deref(), Some("550"));
    assert!(store.begin_sending(id).unwrap());
    store.sent(id, "250 ok", now()).unwrap();
    assert!(!store.send_again(id, now()).unwrap());
    let sent = store.outgoing(id).unwrap().unwrap();
    assert_eq!((sent.state, sent.receipt.as_deref()), (OutgoingState::Sent, Some("250 ok")));
    assert_eq!(store.edition_of(id).unwrap().unwrap().sent_at, Some(now()));
    assert_eq!(store.unsent(now() + 1.hour()).unwrap(), []);
    assert_eq!(store.unsettled().unwrap(), []);
}

#[test]
fn whatever_is_done_after_an_approval_takes_it_back_until_the_message_leaves() {
    let mut store = Store::in_memory().unwrap();
    let id = keep(&mut store, "a", DAY, false);
    let topic = TopicId("taaaaaaaaaaa".into());
    for (review, expected) in [
        (ReviewAct::Drop { topic: topic.clone() }, EditionState::Draft),
        (ReviewAct::Hold, EditionState::Held),
        (ReviewAct::Annotate { topic: topic.clone(), note: "звонили".into() }, EditionState::Held),
        (ReviewAct::Approve, EditionState::Approved),
        (ReviewAct::Restore { topic }, EditionState::Draft),
        (ReviewAct::Approve, EditionState::Approved),
    ] {
        assert!(store.review(id, &act(review.clone())).unwrap(), "{review:?}");
        assert_eq!(state(&store, id), expected, "{review:?}");
    }
    let approved = store.edition_of(id).unwrap().unwrap();
    assert_eq!((approved.approved_by.as_deref(), approved.approved_at), (Some("desk"), Some(now())));
    assert!(store.queue(id, "a-20", now()).unwrap());
    assert!(store.review(id, &act(ReviewAct::Hold)).unwrap(), "it has not left");
    assert_eq!(store.outgoing(id).unwrap(), None);
    assert!(store.review(id, &act(ReviewAct::Approve)).unwrap());
    assert!(store.queue(id, "a-20", now()).unwrap());
    assert!(store.begin_sending(id).unwrap());
    assert!(!store.review(id, &act(ReviewAct::Hold)).unwrap(), "it is leaving");
    assert_eq!(store.reviews(id).unwrap().len(), 8);
    assert_eq!(
        store.reviews(id).unwrap()[2].act,
        ReviewAct::Annotate { topic: TopicId("taaaaaaaaaaa".into()), note: "звонили".into() }
    );
    assert!(!store.review(EditionId(99), &act(ReviewAct::Hold)).unwrap());
}

#[test]
fn answers_are_waited_for_until_they_come() {
    let mut store = Store::in_memory().unwrap();
    let topic = TopicId("taaaaaaaaaaa".into());
    let later = store.add_due(None, date(2026, 12, 3), "ответ акимата", now()).unwrap();
    let sooner = store.add_due(Some(&topic), date(2026, 12, 1), "ответ министерства", now()).unwrap();
    let open = |store: &Store| store.dues(true).unwrap().iter().map(|due| due.id).collect::<Vec<_>>();
    assert_eq!(open(&store), [sooner, later]);
    assert!(store.answer_due(sooner, date(2026, 11, 30)).unwrap());
    assert!(!store.answer_due(sooner, date(2026, 11, 30)).unwrap());
    assert_eq!(open(&store), [later]);
    let all = store.dues(false).unwrap();
    assert_eq!((all[0].answered, all[0].topic.as_ref()), (Some(date(2026, 11, 30)), Some(&topic)));
}

/// Two posts as an import leaves them, read.
fn posts(store: &mut Store) -> Vec<PostId> {
    let announcement = |key: &str, text: &str| Announcement {
        key: key.into(),
        url: None,
        canonical: None,
        comments: None,
        thread: None,
        title: String::new(),
        text: text.into(),
        truncated: false,
        published_at: now(),
        dated: true,
        kind: Kind::Comment,
        language: None,
        region: None,
        place: None,
        policy: Policy::Open,
        voice: None,
        wants_page: false,
    };
    let check = Check {
        source: SourceId::new("dala").unwrap(),
        name: "Дала".into(),
        at: now(),
        failed: false,
        after: SourceState { state: "working".into(), ..SourceState::default() },
        announcements: vec![announcement("1", "Третий день нет воды"), announcement("2", "Мусор не вывозят")],
        left_out: 0,
        withdrawn: Vec::new(),
        figures: Vec::new(),
        sightings: Vec::new(),
        spent: None,
    };
    store.save_check(&check).unwrap();
    let unread = store.unread(ItemId(0), 10).unwrap();
    let readings: Vec<Reading> = unread
        .iter()
        .map(|unread| {
            let post = Post {
                id: PostId(unread.item.0),
                source: unread.source.clone(),
                key: unread.key.clone(),
                url: None,
                thread: None,
                title: String::new(),
                text: unread.text.clone(),
                published_at: unread.published_at,
                kind: unread.kind,
                language: Language::Russian,
                iso: "ru".into(),
                category: Some(CategoryId("hcs/water".into())),
                category_score: 0.9,
                complaint: 0.8,
                problem: 0.8,
                stance: dauys_model::Stance::Complaint,
                urgent: false,
                subject: None,
                places: Vec::new(),
                place: None,
                terms: unread.text.to_lowercase().split(' ').map(str::to_owned).collect(),
                fingerprint: 1,
                policy: Policy::Open,
            };
            Reading { item: unread.item, outcome: Outcome::Post(Box::new(post)), extraction: None }
        })
        .collect();
    store.save_readings(&readings).unwrap();
    unread.iter().map(|unread| PostId(unread.item.0)).collect()
}

/// An edition that quotes both posts.
fn quoting(store: &mut Store, posts: &[PostId]) -> EditionId {
    let json = format!(
        "{{\"voices\":12,\"title\":{{\"text\":\"Риддер: вода\",\"phrase\":{{\"post\":{0},\"text\":\"…нет воды третий\"}}}},
          \"fact\":{{\"text\":\"12 голосов\",\"refs\":[{{\"post\":{0}}}]}},
          \"quotes\":[{{\"post\":{0},\"text\":\"Третий день нет воды\"}},{{\"post\":{1},\"text\":\"Мусор не вывозят\"}}]}}",
        posts[0], posts[1]
    );
    store.keep_edition(&new(&key("a", DAY), &json, &told(), posts), true).unwrap().unwrap()
}

fn hits(store: &Store, word: &str) -> usize {
    store.editions(&EditionFilter { words: &[word.to_owned()], ..EditionFilter::default() }).unwrap().len()
}

#[test]
fn an_edition_loses_the_words_of_a_post_that_is_erased() {
    let mut store = Store::in_memory().unwrap();
    let posts = posts(&mut store);
    let id = quoting(&mut store, &posts);
    assert_eq!((hits(&store, "воды"), hits(&store, "мусор"), hits(&store, "риддер")), (1, 1, 1));
    assert!(store.erase_post(posts[0], now()).unwrap());
    let json = store.edition_json(id).unwrap().unwrap();
    assert!(!json.contains("нет воды") && json.contains("Мусор не вывозят"), "{json}");
    assert!(json.contains("12 голосов") && json.contains("\"voices\": 12"), "{json}");
    assert_eq!((hits(&store, "воды"), hits(&store, "мусор"), hits(&store, "риддер")), (0, 1, 1));
    assert_eq!(store.told(id).unwrap(), told(), "counts stay");
    store.erase_source(&SourceId::new("dala").unwrap(), now()).unwrap();
    let json = store.edition_json(id).unwrap().unwrap();
    assert!(!json.contains("Мусор"), "{json}");
}

#[test]
fn an_edition_loses_the_words_of_posts_that_were_kept_long_enough() {
    let mut store = Store::in_memory().unwrap();
    let posts = posts(&mut store);
    let id = quoting(&mut store, &posts);
    let kept = Kept { raw_days: 1, citizens_days: 2, news_days: 3, sources: Vec::new() };
    store.prune(&kept, now() + 72.hours()).unwrap();
    let json = store.edition_json(id).unwrap().unwrap();
    assert!(!json.contains("воды\"") && !json.contains("Мусор") && json.contains("Риддер: вода"), "{json}");
    assert_eq!((hits(&store, "воды"), hits(&store, "мусор"), hits(&store, "риддер")), (0, 0, 1));
}
