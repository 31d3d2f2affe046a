//! The few numbers that steer grouping, each with its default and where it comes from. Everything else is counted from
//! the window itself.

/// Thresholds of grouping. The defaults were set on the scenarios and the labelled pairs in `tests/`.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    /// How many days before the day being grouped are remembered. Older texts are neither originals nor topics.
    pub window_days: u16,
    /// For how many days after it left the window a topic may come back under its own name: as long as texts of citizens are
    /// kept.
    pub dormant_days: u16,
    /// The least problem score of a text that raises a problem, 0 to 1.
    pub voice_problem: f32,
    /// The same for a text of a citizen: who writes a comment or an appeal under a problem seldom spells it out, so less is
    /// asked. On the invented demo week 0.3 finds nine of ten comments that raise a problem and 0.5 two of three.
    pub citizen_problem: f32,
    /// The most bits by which the fingerprints of near-duplicates differ, of 64. Manku, Jain and Das Sarma (2007) found
    /// 3 right for whole web pages; posts are shorter and every candidate is checked by its terms too.
    pub duplicate_bits: u32,
    /// The least share of common terms (Jaccard) among near-duplicates, 0 to 1.
    pub duplicate_overlap: f32,
    /// Texts of fewer words are duplicates only if their terms are equal, since few bits of a fingerprint of few words
    /// say little.
    pub short_words: u32,
    /// How many leading terms of a text are looked at: news put the matter first.
    pub terms_per_text: usize,
    /// The least evidence, in nats, for two texts to be about one problem: see `evidence`.
    pub join: f32,
    /// The same for two texts of outlets that raise nothing to be one story.
    pub join_story: f32,
    /// The least evidence, in nats, for a text that raises nothing to be shown with a topic.
    pub join_context: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            window_days: 14,
            dormant_days: 90,
            voice_problem: 0.5,
            citizen_problem: 0.3,
            duplicate_bits: 6,
            duplicate_overlap: 0.65,
            short_words: 8,
            terms_per_text: 60,
            join: 0.5,
            join_story: 1.0,
            join_context: 1.5,
        }
    }
}
