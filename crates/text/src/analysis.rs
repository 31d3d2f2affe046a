//! Takes title and text of a post and gives everything that is understood of it: the one call that reading makes.

use dauys_model::{Kato, Kind, Language, Methods, PlaceMention, Post, Script};

use crate::category::{CategoryMatch, categorize};
use crate::complaint::{Complaint, complaint};
use crate::terms::{terms, topic_terms};
use crate::words::{Sentence, Words, words_given};
use crate::{fingerprint, places};

/// What is known of a text before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given {
    /// The language, when it is not to be found out.
    pub language: Option<Language>,
    /// What kind of text it is.
    pub kind: Option<Kind>,
    /// By which methods it may be understood.
    pub methods: Methods,
    /// The language its source claims. It is asked only where rules alone may be applied and decide nothing.
    pub claimed: Option<Language>,
}

impl Given {
    /// What is known of a post that was read before: the language that was found then stands for what its source claimed.
    pub fn of(post: &Post) -> Self {
        Self {
            language: None,
            kind: Some(post.kind),
            methods: post.policy.methods(),
            claimed: Some(post.language),
        }
    }
}

/// What a text was found to be.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The language of title and text together.
    pub language: Language,
    /// How sure that is, 0 to 1.
    pub score: f32,
    /// ISO 639 code of the best guess.
    pub iso: &'static str,
    /// The script of most letters.
    pub script: Script,
    /// The sentences of the text, as byte ranges of it.
    pub sentences: Vec<Sentence>,
    /// What an index holds for the text, in order.
    pub terms: Vec<String>,
    /// Distinct content stems of title and text, for clustering.
    pub topic_terms: Vec<String>,
    /// The best category, if any fits.
    pub category: Option<CategoryMatch>,
    /// All categories that fit, best first.
    pub categories: Vec<CategoryMatch>,
    /// How much it raises a problem, and why we think so.
    pub complaint: Complaint,
    /// Places the text names, as byte ranges of it, in order.
    pub places: Vec<PlaceMention>,
    /// Places the title names, as byte ranges of it, in order.
    pub title_places: Vec<PlaceMention>,
    /// SimHash of title and text.
    pub fingerprint: u64,
}

impl Analysis {
    /// The places named, each once, most telling first: those of the title before the others, then the more often named,
    /// then the more exact, then the earlier. A region that contains a named place of its own comes after it.
    pub fn places_by_weight(&self) -> Vec<Kato> {
        let mut weights: Vec<(Kato, u32, usize)> = Vec::new();
        let title = self.title_places.iter().map(|place| (place.kato, 3, place.start));
        let text = self.places.iter().map(|place| (place.kato, 1, usize::MAX / 2 + place.start));
        for (kato, weight, at) in title.chain(text) {
            match weights.iter_mut().find(|(known, ..)| *known == kato) {
                Some(known) => known.1 += weight,
                None => weights.push((kato, weight, at)),
            }
        }
        // «Риддер, ВКО» is about Риддер: what is said of a region counts for the places named in it.
        let regions: Vec<(Kato, u32)> = weights
            .iter()
            .filter(|(kato, ..)| kato.is_region())
            .map(|&(kato, weight, _)| (kato, weight))
            .collect();
        for (kato, weight, _) in &mut weights {
            if !kato.is_region() {
                *weight += regions
                    .iter()
                    .filter(|(region, _)| *region == kato.region())
                    .map(|(_, of_region)| of_region)
                    .sum::<u32>();
            }
        }
        weights.sort_by_key(|&(kato, weight, at)| (std::cmp::Reverse(weight), kato.is_region(), at, kato));
        weights.into_iter().map(|(kato, ..)| kato).collect()
    }
}

/// How many words of a text, after its title, its category is looked for in: news put the matter first, and a long
/// article brushes many others.
const LEAD_WORDS: usize = 200;

/// Understands a text. The title may be empty.
pub fn analyze(title: &str, text: &str, given: &Given) -> Analysis {
    let body = words_given(text, given);
    if title.trim().is_empty() {
        return understand(text, &body, None, text, &body, given);
    }
    let joined = format!("{title}\n{text}");
    let whole = words_given(&joined, given);
    let language = given.language.or(Some(whole.detection.language));
    let heading = words_given(title, &Given { language, ..*given });
    understand(&joined, &whole, Some((title, &heading)), text, &body, given)
}

fn understand(
    joined: &str,
    whole: &Words,
    heading: Option<(&str, &Words)>,
    text: &str,
    body: &Words,
    given: &Given,
) -> Analysis {
    let categories = categorize(&lead(whole));
    let of_title = heading.map(|(_, heading)| terms(heading)).unwrap_or_default();
    Analysis {
        language: whole.detection.language,
        score: whole.detection.score,
        iso: whole.detection.iso,
        script: whole.detection.script,
        sentences: body.sentences.clone(),
        terms: of_title.into_iter().chain(terms(body)).map(|term| term.text).collect(),
        topic_terms: topic_terms(whole),
        category: categories.first().cloned(),
        categories,
        complaint: complaint(joined, whole, given.kind),
        places: places(text, body),
        title_places: heading.map(|(title, heading)| places(title, heading)).unwrap_or_default(),
        fingerprint: fingerprint(whole),
    }
}

/// The words that categories are looked for in.
pub(crate) fn lead(words: &Words) -> Words {
    let mut lead = words.clone();
    lead.words.truncate(LEAD_WORDS);
    lead
}
