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
}

impl Totals {
    /// How telling a term is that `posts` posts hold: BM25's inverse document frequency, never below zero.
    pub(crate) fn rarity(&self, posts: u64) -> f32 {
        let holding = posts.min(self.posts) as f64;
        (1.0 + (self.posts as f64 - holding + 0.5) / (holding + 0.5)).ln() as f32
    }

    /// How full a post of so many words is of a term that occurs so often: 0 to k1 + 1.
    pub(crate) fn saturation(&self, weights: &Weights, occurrences: f32, words: u64) -> f32 {
        let mean = self.words as f32 / self.posts.max(1) as f32;
        let length = 1.0 - weights.b + weights.b * words as f32 / mean.max(1.0);
        occurrences * (weights.k1 + 1.0) / (occurrences + weights.k1 * length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOTALS: Totals = Totals { posts: 100, words: 5_000 };

    #[test]
    fn rare_terms_tell_more_and_none_tells_less_than_nothing() {
        assert!(TOTALS.rarity(1) > TOTALS.rarity(50));
        assert!(TOTALS.rarity(100) > 0.0);
        assert!(TOTALS.rarity(200) > 0.0, "more than all is all");
    }

    #[test]
    fn more_occurrences_in_fewer_words_count_more() {
        let of = |occurrences, words| TOTALS.saturation(&Weights::default(), occurrences, words);
        assert!(of(2.0, 50) > of(1.0, 50));
        assert!(of(1.0, 20) > of(1.0, 200));
        assert!(of(1_000.0, 50) < 2.21);
    }
}
