//! A digest → what the store keeps of it: the JSON, what it told of, whose words it holds, and by which words it is found.

use std::collections::BTreeSet;

use dauys_digest::Digest;
use dauys_model::{EditionKey, Interface, PostId, ReviewAct, Reviewed, Subscription};
use dauys_store::{Edition, NewEdition, Store, ToldTopic};
use jiff::Timestamp;

use crate::gather::Gatherer;
use crate::home::Home;

/// A digest in the parts that are kept.
pub(crate) struct Drawn {
    json: String,
    told: Vec<ToldTopic>,
    posts: Vec<PostId>,
    words: String,
    title: String,
    language: Interface,
    until: Timestamp,
    /// Whether nothing came about: no topic, no change, no alert, nothing to correct.
    pub(super) is_quiet: bool,
}

impl Drawn {
    /// The parts of a digest.
    pub(super) fn of(digest: &Digest) -> Self {
        Self {
            json: dauys_digest::json(digest),
            told: told(digest),
            posts: posts(digest),
            words: words(digest),
            title: digest.title.clone(),
            language: digest.language,
            until: digest.until,
            is_quiet: digest.quiet_day.is_some()
                && digest.changes.items.is_empty()
                && digest.alerts.is_empty()
                && digest.corrections.is_empty(),
        }
    }

    /// The edition to be kept.
    pub(super) fn edition<'a>(
        &'a self,
        key: &'a EditionKey,
        made_at: Timestamp,
        quiet: bool,
    ) -> NewEdition<'a> {
        NewEdition {
            key,
            made_at,
            until: self.until,
            title: &self.title,
            language: self.language,
            json: &self.json,
            told: &self.told,
            posts: &self.posts,
            words: &self.words,
            quiet,
        }
    }

    /// Whether it is, byte for byte, what is kept.
    pub(super) fn is_kept(&self, store: &Store, edition: &Edition) -> anyhow::Result<bool> {
        Ok(store.edition_json(edition.id)?.as_deref() == Some(self.json.as_str()))
    }

    /// Whether it tells the same of the same topics as `kept`, save those that editors left out or took in.
    pub(super) fn tells_the_same(&self, kept: &[ToldTopic], acts: &[dauys_model::Review]) -> bool {
        let moved: BTreeSet<_> = acts
            .iter()
            .filter_map(|review| match &review.act {
                ReviewAct::Drop { topic } | ReviewAct::Restore { topic } => Some(topic),
                _ => None,
            })
            .collect();
        let of = |told: &[ToldTopic]| -> BTreeSet<_> {
            let told = told.iter().filter(|told| !moved.contains(&told.topic));
            told.map(|told| (told.topic.clone(), told.trend, told.voices)).collect()
        };
        of(&self.told) == of(kept)
    }
}

/// The digest of a kept edition anew, as of the moment it was made at, after what editors did.
pub(super) fn anew(
    home: &Home,
    store: &Store,
    subscription: &Subscription,
    edition: &Edition,
) -> anyhow::Result<Drawn> {
    let reviewed = Reviewed::of(&store.reviews(edition.id)?);
    let mut gatherer = Gatherer::new(home, store, edition.made_at);
    let digest = gatherer.digest(subscription, edition.key.period, edition.key.day, reviewed)?;
    Ok(Drawn::of(&digest))
}

/// Puts a draft anew after what editors did; false when it is no draft any more.
pub(crate) fn redraw(
    home: &Home,
    store: &mut Store,
    subscription: &Subscription,
    edition: &Edition,
) -> anyhow::Result<bool> {
    let drawn = anew(home, store, subscription, edition)?;
    if drawn.is_kept(store, edition)? {
        return Ok(true);
    }
    Ok(store.remake_edition(edition.id, &drawn.edition(&edition.key, edition.made_at, false))?)
}

fn told(digest: &Digest) -> Vec<ToldTopic> {
    let sections = digest.sections.iter();
    sections
        .flat_map(|section| {
            section.topics.iter().map(|entry| ToldTopic {
                topic: entry.id.clone(),
                trend: section.trend,
                voices: entry.all.voices,
                title: entry.title.text.clone(),
            })
        })
        .collect()
}

fn posts(digest: &Digest) -> Vec<PostId> {
    let mut posts = BTreeSet::new();
    for entry in digest.topics() {
        posts.extend(entry.quotes.iter().map(|quote| quote.post));
        posts.extend(entry.title.phrase.as_ref().map(|phrase| phrase.post));
    }
    posts.into_iter().collect()
}

/// Terms of titles, places, matters, filters and searches. The store adds those of quotes.
fn words(digest: &Digest) -> String {
    let mut texts = vec![digest.title.as_str()];
    texts.extend(digest.filters.iter().map(String::as_str));
    texts.extend(digest.alerts.iter().map(|alert| alert.search.as_str()));
    for entry in digest.topics() {
        texts.extend([entry.title.text.as_str(), &entry.title.group]);
        texts.extend(entry.title.region.as_deref());
    }
    let forced = Some(digest.language.of_texts());
    let terms: BTreeSet<String> = texts
        .into_iter()
        .flat_map(|text| dauys_text::topic_terms(&dauys_text::words(text, forced)))
        .flat_map(|term| term.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    terms.into_iter().collect::<Vec<_>>().join(" ")
}
