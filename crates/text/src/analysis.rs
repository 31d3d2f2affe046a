//! Takes title and text of a post and gives everything that is understood of it: the one call that reading makes.

use std::collections::BTreeMap;

use dauys_model::{Kato, Kind, Language, Methods, PlaceMention, Post, Script, SubjectId};

use crate::category::{CategoryMatch, categorize};
use crate::complaint::{Complaint, complaint};
use crate::place::byname;
use crate::subject::subject;
use crate::terms::{terms, topic_terms};
use crate::words::{Sentence, Words, words_given};
use crate::{fingerprint, places_from};

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
    /// The region or district its source belongs to. It decides between places that share a name where the text does not.
    pub region: Option<Kato>,
}

impl Given {
    /// What is known of a post that was read before: the language that was found then stands for what its source claimed.
    pub fn of(post: &Post) -> Self {
        Self {
            language: None,
            kind: Some(post.kind),
            methods: post.policy.methods(),
            claimed: Some(post.language),
            region: None,
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
    /// What exactly is wrong within the best category, if the text says so.
    pub subject: Option<SubjectId>,
    /// How much it raises a problem, and why we think so.
    pub complaint: Complaint,
    /// Places the text names, as byte ranges of it, in order.
    pub places: Vec<PlaceMention>,
    /// Places the title names, as byte ranges of it, in order.
    pub title_places: Vec<PlaceMention>,
    /// The city that a byname in title or text means («елорда»), which is no name of it.
    pub byname: Option<Kato>,
    /// SimHash of title and text.
    pub fingerprint: u64,
}

impl Analysis {
    /// The places named, each once, most telling first: those of the title before the others, then the more often named,
    /// then the more exact, then the earlier. A region that contains a named place of its own comes after it, and does not
    /// come at all where it only stands beside that place to say where it lies. Where no place is named, a byname counts.
    pub fn places_by_weight(&self) -> Vec<Kato> {
        let mut weights: Vec<(Kato, u32, usize)> = Vec::new();
        let title = exact(&self.title_places).map(|place| (place.kato, 3, place.start));
        let text = exact(&self.places).map(|place| (place.kato, 1, usize::MAX / 2 + place.start));
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
        if weights.is_empty() {
            return self.byname.into_iter().collect();
        }
        weights.into_iter().map(|(kato, ..)| kato).collect()
    }
}

/// The most bytes between a place and its own region for the region only to say where the place lies.
const BESIDE: usize = 40;

/// The mentions without the regions that stand beside a place of theirs: «Абай облысы, Аягөз ауданы» is about one place.
fn exact(mentions: &[PlaceMention]) -> impl Iterator<Item = &PlaceMention> {
    mentions
        .iter()
        .enumerate()
        .filter(|(at, wide)| {
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
            !wide.kato.is_region()
                || !beside.filter_map(|at| mentions.get(at)).any(|near| {
                    let gap = near.start.max(wide.start).saturating_sub(near.end.min(wide.end));
                    near.kato != wide.kato && near.kato.region() == wide.kato && gap <= BESIDE
                })
        })
        .map(|(_, mention)| mention)
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
    let lead = lead(whole);
    let categories = categorize(&lead);
    let subject = subject(&lead, &categories);
    let of_title = heading.map(|(_, heading)| terms(heading)).unwrap_or_default();
    let places = places_from(text, body, given.region);
    // A title says «в Абайском районе», and its text of which region.
    let region = main_region(&places).or(given.region);
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
        subject: subject.map(|subject| subject.id),
        complaint: complaint(joined, whole, given.kind),
        places,
        title_places: heading.map(|(title, heading)| places_from(title, heading, region)).unwrap_or_default(),
        byname: byname(whole),
        fingerprint: fingerprint(whole),
    }
}

/// The region that a text names most often, if there is one such.
pub(crate) fn main_region(places: &[PlaceMention]) -> Option<Kato> {
    let mut counts: BTreeMap<Kato, usize> = BTreeMap::new();
    for place in places {
        *counts.entry(place.kato.region()).or_default() += 1;
    }
    let most = *counts.values().max()?;
    let mut regions = counts.into_iter().filter(|(_, count)| *count == most).map(|(region, _)| region);
    regions.next().filter(|_| regions.next().is_none())
}

/// The words that categories are looked for in.
pub(crate) fn lead(words: &Words) -> Words {
    let mut lead = words.clone();
    lead.words.truncate(LEAD_WORDS);
    lead
}
