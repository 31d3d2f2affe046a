//! What grouping takes and gives for one post: an analysed post in, its place among the topics out. No text of a
//! citizen passes here, only its terms.

use dauys_model::{
    CategoryId, Kato, Kind, Language, Methods, PostId, Role, SourceId, Stance, SubjectId, TopicId, VoiceKey,
};
use jiff::Timestamp;

/// A post as grouping sees it.
#[derive(Clone, PartialEq, Debug)]
pub struct Text {
    /// The post.
    pub id: PostId,
    /// The source that announced it.
    pub source: SourceId,
    /// Its key at that source. `published_at`, `source` and `key` give the canonical order of texts.
    pub key: String,
    /// What kind of text it is. A notice is never a voice.
    pub kind: Kind,
    /// By which methods it may be grouped: a text for which rules alone may decide is counted nowhere.
    pub methods: Methods,
    /// Its language.
    pub language: Language,
    /// When it was published.
    pub published_at: Timestamp,
    /// The matter it is about, if it is one of the tree.
    pub category: Option<CategoryId>,
    /// How sure the category is, 0 to 1.
    pub category_score: f32,
    /// What exactly is wrong, if it says so.
    pub subject: Option<SubjectId>,
    /// How much it raises a problem, 0 to 1, whoever tells it.
    pub problem: f32,
    /// In what way it speaks of a problem.
    pub stance: Stance,
    /// Whether it touches life and limb.
    pub urgent: bool,
    /// Places it names, most telling first.
    pub places: Vec<Kato>,
    /// A place that the gazetteer does not know, as the source names it.
    pub place: Option<String>,
    /// The canonical address of the article it answers; of an article its own.
    pub thread: Option<String>,
    /// Distinct content stems in the order of the text, without stop words and numbers.
    pub terms: Vec<String>,
    /// SimHash of the text: near-duplicates differ in few bits.
    pub fingerprint: u64,
    /// Length in words.
    pub length: u32,
    /// Who raises it, as far as one civil day and one source go; absent for outlets and unknown authors.
    pub voice: Option<VoiceKey>,
    /// Its topic in the previous grouping ([`Grouped::strand`] before [`Grouped::topic`]), if it was grouped before. Carries
    /// identities, decides nothing else.
    pub earlier: Option<TopicId>,
}

/// Where a post stands after grouping.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grouped {
    /// The post.
    pub id: PostId,
    /// The earliest post that says the same in (nearly) the same words; itself never a duplicate.
    pub duplicate_of: Option<PostId>,
    /// The topic it belongs to, if any.
    pub topic: Option<TopicId>,
    /// The topic that grouping found, where a decision shows it as another one.
    pub strand: Option<TopicId>,
    /// What it is to its topic; [`Role::Context`] when it has none.
    pub role: Role,
}
