//! Takes counts and gives scores. No part of it depends on how the index is divided into segments or on what was removed,
//! which is what makes an index that grew answer exactly as one made at once.
//!
//! The score of a word is BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over living posts
//! only, with an occurrence in the title counting several times (BM25F of the same paper, title length not normalised,
//! since titles are alike in length). A word that may stand in the index under several terms — a Russian stem, a Kazakh
//! stem, an alias — scores as its best term, so that nothing counts twice.

/// The numbers ranking depends on. Origin: `tests/quality.rs` over KazQAD and the Russian XQuAD; each value was chosen from
/// a range in which both sets hardly move.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Weights {
    /// How soon further occurrences of a word stop counting.
    pub(crate) k1: f32,
    /// How much long texts are held back, 0 to 1.
    pub(crate) b: f32,
    /// Occurrences one occurrence in the title is worth, besides its own.
    pub(crate) title: f32,
    /// What a stop word counts, against any other word.
    pub(crate) stop: f32,
    /// What two words of the query count when they stand side by side in the post, against a phrase.
    pub(crate) pair: f32,
    /// What it counts that a word negated in the query is negated in the post, against the word.
    pub(crate) negation: f32,
    /// What a word that begins alike counts, against the word itself; 0 for none.
    pub(crate) related: f32,
    /// How many first letters make words related.
    pub(crate) related_letters: usize,
    /// How much more a post of this very moment counts than one of old.
    pub(crate) recency: f32,
    /// Days after which that advantage is half as large.
    pub(crate) recency_days: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            k1: 1.2,
            b: 0.75,
            title: 2.0,
            stop: 0.3,
            pair: 0.15,
            negation: 0.3,
            related: 0.5,
            related_letters: 5,
            recency: 0.2,
            recency_days: 14.0,
        }
    }
}

/// What an index holds as a whole: the ground of every score.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Totals {
    /// Living posts.
    pub(crate) posts: u64,
    /// Words in them.
    pub(crate) words: u64,
    /// The second the newest of them is of.
    pub(crate) newest: i64,
}

impl Totals {
    /// How telling a term is that `posts` posts hold: BM25's inverse document frequency, never below zero.
    pub(crate) fn rarity(&self, posts: u64) -> f32 {
        let holding = posts.min(self.posts) as f64;
        (1.0 + (self.posts as f64 - holding + 0.5) / (holding + 0.5)).ln() as f32
    }

    /// How lengths count here.
    pub(crate) fn lengths(&self, weights: &Weights) -> Lengths {
        let mean = (self.words as f32 / self.posts.max(1) as f32).max(1.0);
        Lengths {
            most: weights.k1 + 1.0,
            least: weights.k1 * (1.0 - weights.b),
            each_word: weights.k1 * weights.b / mean,
        }
    }
}

/// How the length of a post counts among posts of a certain mean length.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Lengths {
    most: f32,
    least: f32,
    each_word: f32,
}

impl Lengths {
    /// How full a post of so many words is of a term that occurs so often: 0 to k1 + 1.
    #[inline]
    pub(crate) fn saturation(&self, occurrences: f32, words: u32) -> f32 {
        occurrences * self.most / (occurrences + self.least + self.each_word * words as f32)
    }
}

/// What newness counts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Recency {
    now: i64,
    most: f32,
    half_life: f32,
}

impl Recency {
    /// Newness as seen at a second.
    pub(crate) fn at(now: i64, weights: &Weights) -> Self {
        Self { now, most: weights.recency, half_life: weights.recency_days * 86_400.0 }
    }

    /// By how much the score of a post of that second is multiplied: 1 for one of old, never more than [`Recency::most`].
    pub(crate) fn factor(&self, published_at: i64) -> f32 {
        let age = self.now.saturating_sub(published_at).max(0);
        1.0 + self.most * (-(age as f32) / self.half_life).exp2()
    }

    /// What a post of this very moment gets.
    pub(crate) fn most(&self) -> f32 {
        1.0 + self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOTALS: Totals = Totals { posts: 100, words: 5_000, newest: 0 };

    #[test]
    fn rare_terms_tell_more_and_none_tells_less_than_nothing() {
        assert!(TOTALS.rarity(1) > TOTALS.rarity(50));
        assert!(TOTALS.rarity(100) > 0.0);
        assert!(TOTALS.rarity(200) > 0.0, "more than all is all");
    }

    #[test]
    fn more_occurrences_in_fewer_words_count_more() {
        let of = |occurrences, words| TOTALS.lengths(&Weights::default()).saturation(occurrences, words);
        assert!(of(2.0, 50) > of(1.0, 50));
        assert!(of(1.0, 20) > of(1.0, 200));
        assert!(of(1_000.0, 50) < 2.21);
    }

    #[test]
    fn newness_helps_a_little_and_halves() {
        let weights = Weights::default();
        let recency = Recency::at(10_000_000, &weights);
        let days = |days: f32| recency.factor(10_000_000 - (days * 86_400.0) as i64) - 1.0;
        assert!((days(0.0) - weights.recency).abs() < 1e-6);
        assert!((days(weights.recency_days) - weights.recency / 2.0).abs() < 1e-4);
        assert!(days(100_000.0) < 1e-6);
        assert_eq!(recency.factor(i64::MAX), recency.most(), "what claims to come from the future is new");
        assert_eq!(recency.factor(i64::MIN), 1.0);
    }
}
