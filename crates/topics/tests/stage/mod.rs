//! Invented posts for the tests of grouping: short lines in, texts out. Terms are stems as the language part would give
//! them, Kazakh and Russian.

#![allow(dead_code, reason = "each test file tells its own stories")]

pub(crate) mod random;

use std::hash::{BuildHasher, BuildHasherDefault};

use dauys_model::{CategoryId, Kato, Kind, Language, Methods, PostId, SourceId, VoiceKey};
use dauys_topics::Text;
use jiff::Timestamp;
use jiff::civil::Date;
use rustc_hash::FxHasher;

/// The day on which every story begins.
pub(crate) const DAY: Date = jiff::civil::date(2026, 11, 16);

/// Places of the stories.
pub(crate) const RIDDER: u32 = 632_400_000;
pub(crate) const KYZYLORDA: u32 = 431_000_000;
pub(crate) const ALMATY: u32 = 750_000_000;
pub(crate) const ALMALY: u32 = 751_110_000;
pub(crate) const ASTANA: u32 = 710_000_000;
pub(crate) const SARYARKA: u32 = 711_310_000;
pub(crate) const EAST: u32 = 630_000_000;
pub(crate) const KARAGANDA: u32 = 351_000_000;

/// A Russian comment that complains, one minute after the `key`-th.
pub(crate) fn ru(key: i64, category: &str, place: u32, terms: &str) -> Text {
    post(key, Language::Russian, Kind::Comment, category, place, terms)
}

/// The same in Kazakh.
pub(crate) fn kk(key: i64, category: &str, place: u32, terms: &str) -> Text {
    post(key, Language::Kazakh, Kind::Comment, category, place, terms)
}

/// A Russian news text that tells of a problem.
pub(crate) fn news(key: i64, category: &str, place: u32, terms: &str) -> Text {
    let mut text = post(key, Language::Russian, Kind::News, category, place, terms);
    text.source = SourceId::new("news.kz").unwrap();
    text.length = 120;
    text.thread = Some(format!("https://news.kz/{key}"));
    text
}

/// A post; no category or place where it is empty or zero.
pub(crate) fn post(
    key: i64,
    language: Language,
    kind: Kind,
    category: &str,
    place: u32,
    terms: &str,
) -> Text {
    let terms: Vec<String> = terms.split_whitespace().map(str::to_owned).collect();
    Text {
        id: PostId(key),
        source: SourceId::new("forum").unwrap(),
        key: format!("{key:06}"),
        kind,
        methods: Methods::All,
        language,
        published_at: at(DAY, key),
        category: (!category.is_empty()).then(|| CategoryId(category.into())),
        category_score: 0.8,
        problem: 0.9,
        stance: dauys_model::Stance::Complaint,
        subject: None,
        urgent: false,
        places: (place != 0).then_some(Kato(place)).into_iter().collect(),
        place: None,
        thread: None,
        fingerprint: fingerprint(&terms),
        length: terms.len() as u32 * 2,
        terms,
        voice: None,
        earlier: None,
    }
}

/// So many minutes into a day.
pub(crate) fn at(day: Date, minutes: i64) -> Timestamp {
    dauys_model::day_start(day).checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap()
}

/// SimHash over terms, as good as any.
pub(crate) fn fingerprint(terms: &[String]) -> u64 {
    let mut sums = [0_i32; 64];
    for term in terms {
        let hash = BuildHasherDefault::<FxHasher>::default().hash_one(term);
        for (bit, sum) in sums.iter_mut().enumerate() {
            *sum += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    sums.iter().enumerate().fold(0, |bits, (bit, &sum)| bits | (u64::from(sum > 0) << bit))
}

/// Small changes to a post.
pub(crate) trait Change {
    /// By this author.
    fn by(self, author: u8) -> Self;
    /// Under the article of this key.
    fn under(self, article: i64) -> Self;
    /// Filed under a place that the gazetteer does not know.
    fn in_place(self, place: &str) -> Self;
    /// So many days later.
    fn later(self, days: i64) -> Self;
    /// Raising nothing.
    fn calm(self) -> Self;
    /// From a source whose texts may not be counted.
    fn by_rule(self) -> Self;
}

impl Change for Text {
    fn by(mut self, author: u8) -> Self {
        self.voice = Some(VoiceKey([author; 8]));
        self
    }

    fn under(mut self, article: i64) -> Self {
        self.thread = Some(format!("https://news.kz/{article}"));
        self
    }

    fn in_place(mut self, place: &str) -> Self {
        self.place = Some(place.into());
        self
    }

    fn later(mut self, days: i64) -> Self {
        self.published_at =
            self.published_at.checked_add(jiff::SignedDuration::from_hours(24 * days)).unwrap();
        self
    }

    fn calm(mut self) -> Self {
        self.problem = 0.1;
        self
    }

    fn by_rule(mut self) -> Self {
        self.methods = Methods::RulesOnly;
        self.source = SourceId::new("channel").unwrap();
        self
    }
}
