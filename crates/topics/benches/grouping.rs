//! How long grouping takes: invented posts with words as uneven as in real text, spread over a window, all on one day,
//! and all about one problem.

#![allow(clippy::unwrap_used, reason = "what is invented here is known to be right")]

use dauys_model::{CategoryId, Kato, Kind, Language, Methods, PostId, SourceId};
use dauys_topics::{Grouper, Settings, Text};
use jiff::SignedDuration;
use jiff::civil::{Date, date};

const DAY: Date = date(2026, 11, 1);

fn main() {
    divan::main();
}

/// 14 remembered days and one to group, of equally many posts.
#[divan::bench(args = [100_000, 300_000], sample_count = 3, sample_size = 1)]
fn last_day_of_a_window(bencher: divan::Bencher, posts: u64) {
    let mut chance = Chance(7);
    let days: Vec<Vec<Text>> = (0..15).map(|day| chance.day(day, posts / 15)).collect();
    let mut grouper = Grouper::new(Settings::default());
    let mut settled = Vec::new();
    for (texts, day) in days.iter().zip(0..14) {
        settled.push((day_of(day), texts.clone(), grouper.day(day_of(day), texts.clone())));
    }
    bencher.with_inputs(|| (settled.clone(), days[14].clone())).bench_values(|(settled, last)| {
        let mut grouper = Grouper::new(Settings::default());
        for (day, texts, grouped) in settled {
            grouper.settle(day, texts, &grouped);
        }
        (grouper.day(day_of(14), last), grouper.topics())
    });
}

#[divan::bench(args = [10_000, 100_000], sample_count = 3, sample_size = 1)]
fn one_day(bencher: divan::Bencher, posts: u64) {
    let texts = Chance(7).day(0, posts);
    bencher.with_inputs(|| texts.clone()).bench_values(|texts| {
        let mut grouper = Grouper::new(Settings::default());
        (grouper.day(DAY, texts), grouper.topics())
    });
}

/// Nothing but complaints about one matter in one city.
#[divan::bench(args = [5_000, 20_000, 100_000], sample_count = 3, sample_size = 1)]
fn one_problem(bencher: divan::Bencher, posts: u64) {
    let mut chance = Chance(7);
    let mut texts = chance.day(0, posts);
    for text in &mut texts {
        text.category = Some(CategoryId("hcs/heat".into()));
        text.places = vec![Kato(710_000_000)];
        text.problem = 0.9;
        text.kind = Kind::Comment;
        text.terms.truncate(10);
        text.terms.extend((0..4).map(|_| format!("тэц{}", chance.below(12))));
        text.fingerprint = chance.next();
    }
    bencher.with_inputs(|| texts.clone()).bench_values(|texts| {
        let mut grouper = Grouper::new(Settings::default());
        (grouper.day(DAY, texts), grouper.topics())
    });
}

fn day_of(day: i64) -> Date {
    DAY.checked_add(SignedDuration::from_hours(24 * day)).unwrap()
}

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Small numbers often, large ones seldom: the rank of a word, after Zipf.
    fn uneven(&mut self, end: u64) -> u64 {
        let share = self.below(1 << 30) as f64 / f64::from(1 << 30);
        ((end as f64).powf(share) as u64).min(end - 1)
    }

    /// A third complaints, the rest news; one post in eight a reprint.
    fn day(&mut self, day: i64, posts: u64) -> Vec<Text> {
        let mut texts: Vec<Text> = Vec::with_capacity(posts as usize);
        for number in 0..posts {
            if number > 0 && self.below(8) == 0 {
                let mut again = texts[self.below(number) as usize].clone();
                again.id = PostId(day * 1_000_000 + number as i64);
                again.key = format!("{day}-{number}");
                texts.push(again);
                continue;
            }
            let complains = self.below(3) == 0;
            let words = if complains { 6 + self.below(14) } else { 40 + self.below(40) };
            let leaf = self.uneven(56);
            let mut terms: Vec<String> = (0..words).map(|_| format!("w{}", self.uneven(60_000))).collect();
            terms.extend((0..3).map(|_| format!("m{leaf}-{}", self.uneven(200))));
            terms.sort();
            terms.dedup();
            texts.push(Text {
                id: PostId(day * 1_000_000 + number as i64),
                source: SourceId::new(if complains { "forum" } else { "news" }).unwrap(),
                key: format!("{day}-{number}"),
                kind: if complains { Kind::Comment } else { Kind::News },
                methods: Methods::All,
                language: if self.below(3) == 0 { Language::Kazakh } else { Language::Russian },
                published_at: dauys_model::day_start(day_of(day))
                    .checked_add(SignedDuration::from_secs(self.below(86_400) as i64))
                    .unwrap(),
                category: Some(CategoryId(format!("g{}/l{leaf}", leaf % 12))),
                category_score: 0.5,
                problem: if complains { 0.8 } else { 0.1 },
                stance: dauys_model::Stance::Complaint,
                subject: None,
                urgent: false,
                places: (self.below(4) > 0)
                    .then(|| {
                        Kato((10 + self.uneven(20) as u32) * 10_000_000 + self.uneven(12) as u32 * 400_000)
                    })
                    .into_iter()
                    .collect(),
                place: None,
                thread: None,
                fingerprint: self.next(),
                length: terms.len() as u32 * 2,
                terms,
                voice: None,
                earlier: None,
            });
        }
        texts
    }
}
