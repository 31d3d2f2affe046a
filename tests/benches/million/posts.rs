//! Invented posts in any number, each the same whenever it is asked for: words by Zipf's law, a matter of the lexicon in most,
//! half Kazakh and half Russian, over two years, of 300 sources; a fifth repeats an earlier text.

use dauys_model::{CategoryId, Kato, Kind, Language, Policy, Post, PostId, SourceId};
use jiff::Timestamp;

use crate::vocabulary::Vocabulary;

/// The first moment of publication, and how long posts go on.
const FIRST: i64 = 1_735_671_600;
const SECONDS: i64 = 2 * 365 * 86_400;
/// Sources, the first ones busier than the last.
const SOURCES: u64 = 300;
/// Regions of the country by the first two digits of their code.
const REGIONS: [u32; 20] = [10, 11, 15, 19, 23, 27, 31, 33, 35, 39, 43, 47, 55, 59, 61, 62, 63, 71, 75, 79];
/// The exponent and the shift of the law of Zipf and Mandelbrot.
const EXPONENT: f64 = 1.05;
const SHIFT: f64 = 2.7;

/// Makes posts.
pub(crate) struct Posts {
    kazakh: Tongue,
    russian: Tongue,
}

/// A vocabulary with the sums of its words' shares.
struct Tongue {
    vocabulary: Vocabulary,
    sums: Vec<f64>,
}

impl Tongue {
    fn new(vocabulary: Vocabulary) -> Self {
        let mut sum = 0.0;
        let share = |rank: usize| 1.0 / (rank as f64 + 1.0 + SHIFT).powf(EXPONENT);
        let sums = (0..vocabulary.words.len())
            .map(|rank| {
                sum += share(rank);
                sum
            })
            .collect();
        Self { vocabulary, sums }
    }

    fn word(&self, random: &mut fastrand::Rng) -> &str {
        let at = random.f64() * self.sums.last().copied().unwrap_or_default();
        let rank = self.sums.partition_point(|sum| *sum < at);
        &self.vocabulary.words[rank.min(self.vocabulary.words.len() - 1)]
    }
}

impl Posts {
    pub(crate) fn new(kazakh: Vocabulary, russian: Vocabulary) -> Self {
        Self { kazakh: Tongue::new(kazakh), russian: Tongue::new(russian) }
    }

    /// The post of a number from 1 on, and the one that it repeats.
    pub(crate) fn post(&self, number: u64) -> (Post, Option<PostId>) {
        let mut random = fastrand::Rng::with_seed(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        // Every fifth repeats one of the posts shortly before it that repeat none.
        let repeats = (number > 100 && number.is_multiple_of(5)).then(|| number - 1 - 5 * random.u64(..20));
        // A text that repeats is that of the other one, told by another source at another time.
        let mut words = fastrand::Rng::with_seed(repeats.unwrap_or(number) ^ 0x5eed);
        let is_kazakh = words.bool();
        let language = if is_kazakh { &self.kazakh } else { &self.russian };
        let kind = match words.u8(..100) {
            0..45 => Kind::News,
            45..85 => Kind::Comment,
            85..95 => Kind::Appeal,
            _ => Kind::Notice,
        };
        let mean = if kind == Kind::News { 120.0 } else { 28.0 };
        let length = (mean * (0.25 - words.f64().max(1e-9).ln())) as usize + 4;
        let matters = &language.vocabulary.matters;
        let (category, names) = &matters[words.usize(..matters.len())];
        let about = words.u8(..10) < 7;
        let mut text = String::new();
        for at in 0..length {
            let word = if about && at % 15 == 3 {
                names[words.usize(..names.len())].as_str()
            } else {
                language.word(&mut words)
            };
            text.push_str(word);
            text.push_str(if words.u8(..) < 24 { ". " } else { " " });
        }
        let title: Vec<&str> = match kind {
            Kind::News | Kind::Notice => (0..words.usize(4..10)).map(|_| language.word(&mut words)).collect(),
            _ => Vec::new(),
        };
        let region = REGIONS[words.usize(..REGIONS.len())] * 10_000_000;
        let source = (random.f64().powi(3) * SOURCES as f64) as u64;
        let post = Post {
            id: PostId(number.cast_signed()),
            source: SourceId::new(&format!("source-{source}")).unwrap(),
            key: number.to_string(),
            url: None,
            thread: None,
            title: title.join(" "),
            text,
            published_at: Timestamp::from_second(FIRST + random.i64(0..SECONDS)).unwrap(),
            kind,
            language: if is_kazakh { Language::Kazakh } else { Language::Russian },
            iso: if is_kazakh { "kk" } else { "ru" }.into(),
            category: about.then(|| CategoryId(category.clone())),
            category_score: if about { 0.9 } else { 0.0 },
            complaint: 0.5,
            problem: 0.5,
            stance: dauys_model::Stance::Complaint,
            urgent: false,
            subject: None,
            places: if words.u8(..10) < 6 { vec![Kato(region)] } else { Vec::new() },
            place: None,
            terms: Vec::new(),
            fingerprint: 0,
            policy: Policy::Open,
        };
        (post, repeats.map(|other| PostId(other.cast_signed())))
    }
}
