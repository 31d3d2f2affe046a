//! How fast a large index is made and asked, over invented posts with the frequencies of words of real language, and how many posts a
//! second tantivy's own tokenizer would take of the same.
//!
//! `cargo bench -p dauys-search --bench million -- [posts] [folder] [text]`: with a folder the index is kept there and used again; with a
//! file of text its words are used with the frequencies they have there, else invented ones.

#![expect(clippy::print_stdout, reason = "it prints what it measures")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use dauys_model::{CategoryId, Kato, Kind, Language, Policy, Post, PostId, SourceId, TopicId};
use dauys_search::{Change, Entry, Filters, Highlighter, Index, Order, Query, Syntax};
use tantivy::schema::{FAST, INDEXED, STRING, Schema, TEXT};

/// Frequent words of complaints and news in both languages, the most frequent first.
const WORDS: &str = "в және на не бұл что мен по бір с үшін и да из де как ол нет бар для жоқ это деп воды бойынша за су жылы \
    вода дома дом тұрғындар жители жол мектеп аудан әкімдік акимат жөндеу жылу улица школа школы ремонт ремонта дорога дороги \
    дорог свет света отопление отопления жарық көше шағым жалоба арыз қала город города ауыл село облыс область области автобус \
    автобуса мусор мусора қоқыс емхана поликлиника врач врача дәрігер балабақша садик очередь кезек төлем тариф тарифы квитанция \
    лифт подъезд двор двора аула светофор бағдаршам остановка аялдама яма ямы шұңқыр газ көмір уголь котельная қазандық труба \
    құбыр электричество отключили отключение электр қысым давление горячая холодная ыстық суық";
const FIRST: [&str; 24] = [
    "ба", "ко", "ша", "те", "ну", "қа", "мө", "ре", "по", "жи", "ал", "ер", "үй", "та", "сы", "дә", "ло",
    "ви", "гу", "зе", "өң", "бе", "ки", "ра",
];
const LAST: [&str; 16] = [
    "", "ның", "дың", "лар", "дер", "ға", "ов", "ами", "ение", "ость", "ский", "ого", "ды", "сы", "мен",
    "ями",
];
const LEMMAS: usize = 60_000;

/// A number that looks random and is the same each time: a linear congruential generator (Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }

    fn part(&mut self) -> f64 {
        self.below(1 << 30) as f64 / f64::from(1 << 30)
    }

    /// A place in a list by Zipf's law: the k-th as often as 1/k.
    fn zipf(&mut self, length: usize) -> usize {
        ((length as f64).powf(self.part()) - 1.0) as usize
    }
}

fn vocabulary(text: Option<&str>) -> Vec<String> {
    let mut words: Vec<String> = WORDS.split_whitespace().map(str::to_owned).collect();
    if let Some(text) = text {
        let text = std::fs::read_to_string(text).expect("a file of text");
        let mut counted = std::collections::BTreeMap::new();
        for token in dauys_text::tokens(&text) {
            *counted.entry(token.surface.to_lowercase()).or_insert(0) += 1;
        }
        let mut counted: Vec<(i32, String)> =
            counted.into_iter().map(|(word, count)| (-count, word)).collect();
        counted.sort_unstable();
        words.extend(counted.into_iter().map(|(_, word)| word));
        return words;
    }
    let mut chance = Chance(7);
    while words.len() < LEMMAS {
        let mut word = String::new();
        for _ in 0..2 + chance.below(3) {
            word.push_str(FIRST[chance.below(FIRST.len())]);
        }
        words.push(word);
    }
    words
}

/// What a post of the store brings along.
struct Given {
    post: Post,
    duplicate_of: Option<PostId>,
    topic: Option<TopicId>,
}

fn text(words: &[String], length: usize, chance: &mut Chance) -> String {
    let mut text = String::with_capacity(length * 12);
    for place in 0..length {
        let at = chance.zipf(words.len());
        text.push_str(&words[at]);
        if at > 150 && words.len() == LEMMAS {
            text.push_str(LAST[chance.zipf(LAST.len())]);
        }
        text.push_str(if place % 12 == 11 { ". " } else { " " });
    }
    text
}

fn given(words: &[String], id: i64) -> Given {
    let mut chance = Chance(id as u64 * 7_919);
    chance.below(2);
    // A sixth of all texts repeat an earlier one.
    let root = if id > 100 && chance.below(6) == 0 { id - 1 - chance.zipf(90) as i64 } else { id };
    let mut of_text = Chance(root as u64 * 104_729);
    of_text.below(2);
    let length = 15 + of_text.zipf(220);
    let body = text(words, length, &mut of_text);
    let title = text(words, 7, &mut of_text);
    let regions = [10, 11, 15, 19, 23, 27, 31, 33, 35, 39, 43, 47, 55, 59, 61, 62, 63, 71, 75, 79];
    let mut places = Vec::new();
    for _ in 0..chance.below(3) {
        let region = regions[chance.zipf(regions.len())];
        places.push(Kato(region * 10_000_000 + (chance.below(15) as u32 + 1) * 100_000));
    }
    places.sort_unstable();
    places.dedup();
    let groups = ["hcs", "roads", "health", "school", "safety", "eco", "land", "social"];
    let category = (chance.below(3) > 0).then(|| {
        CategoryId(format!("{}/{}", groups[chance.zipf(groups.len())], ["a", "b", "c", "d"][chance.below(4)]))
    });
    let kinds = [Kind::News, Kind::Comment, Kind::Appeal, Kind::Notice];
    let languages = [Language::Russian, Language::Kazakh, Language::Mixed];
    let post = Post {
        id: PostId(id),
        source: SourceId::new(&format!("source{}", chance.zipf(120))).expect("a valid id"),
        key: id.to_string(),
        url: None,
        thread: None,
        title,
        text: body,
        published_at: jiff::Timestamp::from_second(1_740_000_000 + id * 31 + chance.below(86_400) as i64)
            .expect("a valid time"),
        kind: kinds[chance.zipf(kinds.len())],
        language: languages[chance.zipf(languages.len())],
        iso: String::new(),
        category,
        category_score: 0.0,
        complaint: 0.0,
        places,
        place: None,
        terms: Vec::new(),
        fingerprint: 0,
        policy: Policy::Open,
    };
    let topic = (chance.below(4) == 0).then(|| TopicId(format!("t{:011}", id / 40 * 7)));
    Given { post, duplicate_of: (root != id).then_some(PostId(root)), topic }
}

fn batches(words: &[String], posts: i64) -> impl Iterator<Item = Vec<Given>> + '_ {
    (0..posts).step_by(20_000).map(move |from| {
        (from + 1..=(from + 20_000).min(posts)).map(|id| given(words, id)).collect::<Vec<_>>()
    })
}

/// Seconds it takes to make our index, without those to invent posts.
fn make(index: &mut Index, words: &[String], posts: i64) -> Duration {
    let mut spent = Duration::ZERO;
    for (number, batch) in (1..).zip(batches(words, posts)) {
        let start = Instant::now();
        let changes = batch.iter().map(|given| {
            let Given { post, duplicate_of, topic } = given;
            Change::Put(Entry { post, duplicate_of: *duplicate_of, topic: topic.as_ref() })
        });
        index.apply(changes, number).expect("posts are put");
        spent += start.elapsed();
    }
    spent
}

/// The same for tantivy as it comes, over title, text and the same filters.
fn make_raw(words: &[String], posts: i64) -> Duration {
    let mut schema = Schema::builder();
    let id = schema.add_i64_field("id", FAST | INDEXED);
    let title = schema.add_text_field("title", TEXT);
    let body = schema.add_text_field("text", TEXT);
    let published_at = schema.add_i64_field("published_at", FAST);
    let root = schema.add_i64_field("root", FAST);
    let exact: Vec<_> = ["language", "kind", "source", "category", "place", "topic"]
        .into_iter()
        .map(|name| schema.add_text_field(name, STRING | FAST))
        .collect();
    let folder = tempfile::tempdir().expect("a folder");
    let index = tantivy::Index::create_in_dir(folder.path(), schema.build()).expect("an index");
    let mut spent = Duration::ZERO;
    for batch in batches(words, posts) {
        let start = Instant::now();
        let mut writer: tantivy::IndexWriter = index.writer_with_num_threads(1, 128 << 20).expect("a writer");
        for Given { post, duplicate_of, topic } in &batch {
            let mut document = tantivy::TantivyDocument::new();
            document.add_i64(id, post.id.0);
            document.add_text(title, &post.title);
            document.add_text(body, &post.text);
            document.add_i64(published_at, post.published_at.as_second());
            document.add_i64(root, duplicate_of.unwrap_or(post.id).0);
            document.add_text(exact[0], post.language.code());
            document.add_text(exact[1], post.kind.code());
            document.add_text(exact[2], post.source.as_str());
            for category in &post.category {
                document.add_text(exact[3], &category.0);
            }
            for place in &post.places {
                document.add_text(exact[4], place.to_string());
            }
            for topic in topic {
                document.add_text(exact[5], &topic.0);
            }
            writer.add_document(document).expect("a document is added");
        }
        writer.commit().expect("a commit");
        writer.wait_merging_threads().expect("merges end");
        spent += start.elapsed();
    }
    spent
}

fn queries(words: &[String]) -> Vec<(&'static str, Query)> {
    let mut queries = Vec::new();
    let facets = |query: Query| Query { facets: true, ..query };
    let mut chance = Chance(3);
    for text in [
        "су жоқ",
        "нет воды",
        "жол жөндеу",
        "ремонт дороги",
        "горячая вода",
        "жарық жоқ",
        "свет отключили",
        "мектеп",
    ] {
        queries.push(("frequent words", facets(Query::new(text))));
        queries.push(("phrase", facets(Query::new(format!("\"{text}\"")))));
        let filters = Filters {
            languages: vec![Language::Kazakh],
            regions: vec![Kato(750_000_000)],
            ..Filters::default()
        };
        queries.push(("filters", facets(Query { filters, ..Query::new(text) })));
        queries.push(("newest", facets(Query { order: Order::Newest, ..Query::new(text) })));
        queries.push(("operators", facets(Query::new(format!("({text}) AND акимат -школа")))));
    }
    for _ in 0..40 {
        let word = |chance: &mut Chance| words[150 + chance.zipf(words.len() - 150)].clone();
        queries
            .push(("rare words", facets(Query::new(format!("{} {}", word(&mut chance), word(&mut chance))))));
        let mixed = format!("{} {}", words[chance.zipf(150)], word(&mut chance));
        queries.push(("mixed words", facets(Query::new(mixed))));
    }
    for text in ["что нет воды в доме и не работает отопление", "бұл ауданда су мен жарық жоқ деп шағым"]
    {
        queries.push(("sentence", facets(Query::new(text))));
    }
    for text in ["вод*", "жөнд*", "ко*", "отключ*"] {
        queries.push(("beginning", facets(Query::new(text))));
    }
    queries.push(("all", facets(Query::new(""))));
    queries
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| !one.starts_with("--")).collect();
    let posts: i64 = arguments.first().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let words = vocabulary(arguments.get(2).map(String::as_str));
    let kept = arguments.get(1).map(PathBuf::from);
    let temporary = tempfile::tempdir().expect("a folder");
    let folder = kept.unwrap_or_else(|| temporary.path().to_owned());
    let mut index = Index::open(&folder).expect("an index");
    if index.posts() < posts as u64 {
        index = Index::create(&folder).expect("an index");
        let ours = make(&mut index, &words, posts).as_secs_f64();
        println!("indexing: {:.0} posts/s", posts as f64 / ours);
        let few = posts.min(40_000);
        let mut small = Index::create(&temporary.path().join("small")).expect("an index");
        let ours = make(&mut small, &words, few).as_secs_f64();
        let raw = make_raw(&words, few).as_secs_f64();
        println!(
            "{few} posts: ours {:.0}/s, raw tantivy {:.0}/s, {:.2} of it",
            few as f64 / ours,
            few as f64 / raw,
            raw / ours
        );
        let size: u64 = std::fs::read_dir(&folder)
            .expect("a folder")
            .filter_map(|file| Some(file.ok()?.metadata().ok()?.len()))
            .sum();
        println!("size: {:.1} MB, {:.0} bytes a post", size as f64 / 1e6, size as f64 / posts as f64);
    }
    let mut all: Vec<(Duration, &str, String)> = Vec::new();
    for round in 0..4 {
        for (class, query) in queries(&words) {
            let start = Instant::now();
            let answer = index.search(&query).expect("an answer");
            let highlighter = Highlighter::new(&query.text, Syntax::Full).expect("a valid query");
            let mut shown = Vec::new();
            let found = start.elapsed();
            for hit in &answer.hits {
                shown.push(given(&words, hit.post.0));
            }
            let start = Instant::now();
            for Given { post, .. } in &shown {
                std::hint::black_box(highlighter.snippet(&post.text, &dauys_text::Given::of(post), 200));
            }
            let spent = found + start.elapsed();
            if round > 0 {
                all.push((
                    spent,
                    class,
                    format!("{} ({} texts, snippets {:?})", query.text, answer.texts, start.elapsed()),
                ));
            }
        }
    }
    all.sort();
    let at = |part: f64| all[((all.len() - 1) as f64 * part) as usize].0;
    println!("{} queries: p50 {:?}, p95 {:?}, p99 {:?}", all.len(), at(0.5), at(0.95), at(0.99));
    let mut classes: Vec<&str> = all.iter().map(|one| one.1).collect();
    classes.sort_unstable();
    classes.dedup();
    for class in classes {
        let own: Vec<&(Duration, &str, String)> = all.iter().filter(|one| one.1 == class).collect();
        let slowest = own[own.len() - 1];
        println!("{class}: p50 {:?}, slowest {:?} {}", own[own.len() / 2].0, slowest.0, slowest.2);
    }
}
