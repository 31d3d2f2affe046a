//! Found posts as the page lists them.

use dauys_model::{Kato, SourceId, Topic};
use dauys_search::Hit;
use dauys_store::StoredPost;

use crate::asked::{Asked, Value};
use crate::clean;
use crate::frame::Frame;
use crate::matching::{Because, Glimpse, Matching, Piece};
use crate::pages::search::names;
use crate::params::address;
use crate::place;

/// A found post.
pub(crate) struct Found {
    pub(crate) href: String,
    pub(crate) title: Vec<Piece>,
    /// What stands in place of a title where there is none.
    pub(crate) untitled: String,
    pub(crate) snippet: Vec<Piece>,
    pub(crate) because: Vec<Because>,
    pub(crate) facts: Facts,
    pub(crate) repeats: Option<String>,
    pub(crate) is_partial: bool,
}

/// What is known of a post, in words, each with the address that narrows the question to it.
pub(crate) struct Facts {
    pub(crate) kind: String,
    pub(crate) source: String,
    pub(crate) published: String,
    pub(crate) datetime: String,
    pub(crate) place: Option<(String, Option<String>)>,
    pub(crate) category: Option<(String, String)>,
    pub(crate) topic: Option<(String, String)>,
    /// The code of the language for screen readers; empty when it is not one of ours.
    pub(crate) lang: &'static str,
    pub(crate) language: String,
    pub(crate) url: Option<String>,
}

/// Makes lines of posts.
pub(crate) struct Listing<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) asked: &'a Asked,
    pub(crate) sources: &'a [(SourceId, String)],
    pub(crate) topics: &'a [Topic],
    pub(crate) matching: &'a Matching,
}

impl Listing<'_> {
    /// The posts as a list shows them.
    pub(crate) fn found(&self, stored: &[(StoredPost, Hit)]) -> Vec<Found> {
        stored.iter().map(|(stored, hit)| self.one(stored, hit)).collect()
    }

    fn one(&self, stored: &StoredPost, hit: &Hit) -> Found {
        let post = &stored.post;
        let Glimpse { title, snippet, because } = self.matching.glimpse(post);
        let facts = self.facts(stored);
        let href = self.href(post.id.0);
        Found {
            untitled: match &facts.place {
                Some((place, _)) => format!("{} · {place}", facts.kind),
                None => facts.kind.clone(),
            },
            repeats: (hit.repeats > 0).then(|| self.frame.n("search.more_reprints", hit.repeats)),
            because,
            is_partial: hit.missing > 0,
            href,
            title,
            snippet,
            facts,
        }
    }

    /// The page of a post, with the question so that its words are marked there.
    pub(crate) fn href(&self, post: i64) -> String {
        let mut params = vec![("q", self.asked.text.as_str())];
        params.retain(|(_, value)| !value.is_empty());
        if !params.is_empty() && !self.asked.expand {
            params.push(("expand", "0"));
        }
        address(&format!("/posts/{post}"), params)
    }

    /// What is known of a post.
    pub(crate) fn facts(&self, stored: &StoredPost) -> Facts {
        let (frame, post) = (self.frame, &stored.post);
        let most_telling: Option<Kato> = post.places.first().copied();
        let place = match (&post.place, most_telling) {
            (Some(name), _) => Some((clean::line(name, 80), None)),
            (None, Some(kato)) => {
                Some((place::full(frame.language, kato), Some(self.narrowed(&Value::Region(kato)))))
            }
            (None, None) => None,
        };
        let topic = stored.topic.as_ref().and_then(|id| self.topics.iter().find(|topic| topic.id == *id));
        Facts {
            kind: names::kind(frame, post.kind),
            source: names::source(self.sources, &post.source),
            published: frame.moment(post.published_at),
            datetime: post.published_at.to_string(),
            place,
            category: post.category.as_ref().map(|category| {
                (frame.category(category), self.narrowed(&Value::Category(category.clone())))
            }),
            topic: topic.map(|topic| (names::topic(frame, topic), format!("/topics/{}", topic.id.0))),
            lang: match post.language {
                dauys_model::Language::Kazakh => "kk",
                dauys_model::Language::Russian => "ru",
                _ => "",
            },
            language: names::language(frame, post.language),
            url: post
                .url
                .as_ref()
                .filter(|url| matches!(url.scheme(), "http" | "https"))
                .map(url::Url::to_string),
        }
    }

    /// The same question with a value demanded.
    fn narrowed(&self, value: &Value) -> String {
        if self.asked.has(value) { self.asked.page() } else { self.asked.toggled(value).page() }
    }
}
