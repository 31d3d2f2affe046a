//! A topic up to a day, read from the store once for all readers: what its posts say and from where, whatever the language.

use std::collections::BTreeSet;

use dauys_digest::{Phrase, Quote};
use dauys_model::{
    Confirmation, Interface, Kind, Language, Methods, Post, PostId, QuoteLanguage, Role, SourceId, Topic,
};
use dauys_store::{Store, StoredPost};
use dauys_text::title::{Voice, shared_phrase};
use jiff::Timestamp;
use jiff::civil::Date;

/// Posts of a topic that are looked at for its sources and document ids, newest first.
const POSTS: usize = 5_000;

/// Voices whose texts are kept for quotes and phrases, the topic's own quotes and the newest: as many as titles are made from.
const HEARD: usize = 40;

/// Quotes under a topic.
const QUOTES: usize = 3;

/// So many voices must share a phrase.
const SHARED: usize = 3;

/// What is known of a topic from its posts.
pub(super) struct Raised {
    /// Every post that raised it, ascending.
    pub(super) posts: Vec<PostId>,
    /// Its sources.
    pub(super) sources: BTreeSet<SourceId>,
    /// When its first and last voice was published, of those whose texts are kept.
    pub(super) span: Option<(Timestamp, Timestamp)>,
    /// Texts in Kazakh, in Russian, in both or another.
    pub(super) languages: [u32; 3],
    pub(super) confirmation: Confirmation,
    /// Its voices, best quotes first.
    heard: Vec<Heard>,
    terms: Vec<String>,
}

struct Heard {
    quote: Quote,
    /// Whether the topic names it as one of its quotes.
    is_own: bool,
    /// Whether its words may be compared with those of others.
    may_compare: bool,
}

impl Raised {
    /// Reads a topic as it was at `until`.
    pub(super) fn read(
        store: &Store,
        topic: &Topic,
        day: Date,
        until: Timestamp,
        name: impl Fn(&SourceId) -> String,
    ) -> anyhow::Result<Self> {
        let mut posts = store.posts_of_topic(&topic.id, day, POSTS)?;
        posts.retain(|stored| stored.post.published_at < until);
        let confirmation = confirmation(&posts);
        posts.retain(|stored| matches!(stored.role, Some(Role::Voice | Role::Echo)));
        let mut languages = [0; 3];
        for stored in &posts {
            languages[match stored.post.language {
                Language::Kazakh => 0,
                Language::Russian => 1,
                _ => 2,
            }] += 1;
        }
        let mut ids: Vec<PostId> = posts.iter().map(|stored| stored.post.id).collect();
        ids.sort_unstable();
        let sources = posts.iter().map(|stored| stored.post.source.clone()).collect();
        posts.retain(|stored| stored.role == Some(Role::Voice));
        let moments = || posts.iter().map(|stored| stored.post.published_at);
        let span = moments().min().zip(moments().max());
        Ok(Self {
            posts: ids,
            sources,
            span,
            languages,
            confirmation,
            heard: heard(posts, topic, name),
            terms: topic.terms.clone(),
        })
    }

    /// The topic's own quotes first, then the newest voices; one in the language wanted leads when there is one.
    pub(super) fn quotes(&self, wanted: Option<Language>) -> Vec<Quote> {
        let leads = |heard: &&Heard| heard.is_own && Some(heard.quote.language) == wanted;
        let mut chosen: Vec<&Heard> = self.heard.iter().filter(leads).take(1).collect();
        for heard in &self.heard {
            if chosen.len() == QUOTES {
                break;
            }
            if !chosen.iter().any(|taken| taken.quote.post == heard.quote.post) {
                chosen.push(heard);
            }
        }
        chosen.into_iter().map(|heard| heard.quote.clone()).collect()
    }

    /// What some voices say with the same words, in the language wanted if they do.
    pub(super) fn phrase(&self, wanted: Option<Language>) -> Option<Phrase> {
        let may = self.heard.iter().filter(|heard| heard.may_compare);
        let voices: Vec<Voice<'_>> = may
            .map(|heard| Voice {
                post: heard.quote.post,
                language: heard.quote.language,
                text: &heard.quote.text,
            })
            .collect();
        let shared = shared_phrase(&voices, &self.terms, wanted)?;
        (shared.voices >= SHARED).then_some(Phrase {
            text: shared.text,
            language: shared.language,
            post: shared.post,
        })
    }
}

/// The language that quotes are preferred in; none where what speaks best leads.
pub(super) fn preferred(quotes: QuoteLanguage, interface: Interface) -> Option<Language> {
    match (quotes, interface) {
        (QuoteLanguage::Kazakh, _) | (QuoteLanguage::Interface, Interface::Kazakh) => Some(Language::Kazakh),
        (QuoteLanguage::Russian, _) | (QuoteLanguage::Interface, Interface::Russian) => {
            Some(Language::Russian)
        }
        (QuoteLanguage::Any, _) | (QuoteLanguage::Interface, Interface::English) => None,
    }
}

/// How sure it is: a public body tells it itself; citizens and outlets do, independently of one another; or only one of them.
fn confirmation(posts: &[StoredPost]) -> Confirmation {
    let is_told_by = |kinds: &[Kind]| posts.iter().any(|stored| kinds.contains(&stored.post.kind));
    if is_told_by(&[Kind::Notice]) {
        Confirmation::Official
    } else if is_told_by(&[Kind::News]) && is_told_by(&[Kind::Comment, Kind::Appeal]) {
        Confirmation::Partly
    } else {
        Confirmation::Unverified
    }
}

fn heard(voices: Vec<StoredPost>, topic: &Topic, name: impl Fn(&SourceId) -> String) -> Vec<Heard> {
    let rank = |post: PostId| topic.quotes.iter().position(|quote| *quote == post).unwrap_or(usize::MAX);
    let mut voices = voices;
    voices.sort_by_key(|stored| {
        let post = &stored.post;
        (rank(post.id), std::cmp::Reverse(post.published_at), post.id)
    });
    voices.truncate(HEARD);
    voices
        .into_iter()
        .map(|stored| Heard {
            is_own: rank(stored.post.id) != usize::MAX,
            may_compare: stored.post.policy.methods() == Methods::All,
            quote: quote(stored.post, &name),
        })
        .collect()
}

fn quote(post: Post, name: impl Fn(&SourceId) -> String) -> Quote {
    Quote {
        post: post.id,
        source: name(&post.source),
        text: if post.text.is_empty() { post.title } else { post.text },
        language: post.language,
        kind: post.kind,
        url: post.url,
        published_at: post.published_at,
    }
}
