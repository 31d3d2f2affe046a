//! What statements rest on → what a reader sees of it: a few short words each, and a link where one leads somewhere.

use dauys_model::{PostId, TopicId};
use jiff::civil::Date;

use crate::chart::anchor;
use crate::dates::Dates;
use crate::links::Pages;
use crate::statement::{Ref, Sentence};
use crate::view::{Digest, Entry};
use crate::wording::{Wording, fill};

/// Documents and records named in one place; the JSON has them all.
pub(crate) const NAMED: usize = 12;

/// A document or record as a reader sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Cited {
    /// `№ 4107`.
    pub(crate) text: String,
    /// Where it can be read.
    pub(crate) href: Option<String>,
}

/// Names what statements of one digest rest on.
#[derive(Clone, Copy)]
pub(crate) struct Citing<'a> {
    digest: &'a Digest,
    wording: &'static Wording,
    /// Whether the form has elements that can be led to.
    has_anchors: bool,
}

impl<'a> Citing<'a> {
    pub(crate) fn new(digest: &'a Digest, has_anchors: bool) -> Self {
        Self { digest, wording: Wording::of(digest.language), has_anchors }
    }

    /// What a statement rests on, without repetition, at most [`NAMED`] of it.
    pub(crate) fn all(&self, sentence: &Sentence) -> Vec<Cited> {
        let mut cited: Vec<Cited> = Vec::new();
        for reference in &sentence.refs {
            let next = self.one(reference);
            if !cited.contains(&next) {
                cited.push(next);
            }
            if cited.len() == NAMED {
                break;
            }
        }
        cited
    }

    /// The posts that a topic rests on: the first `most` of them, and how many more there are.
    pub(crate) fn posts(&self, topic: &Entry, most: usize) -> Vec<Cited> {
        let posts = topic.fact.posts();
        let mut cited: Vec<Cited> =
            posts.iter().take(most).map(|post| self.post(*post, Some(topic))).collect();
        if posts.len() > most {
            let more = (posts.len() - most) as u32;
            let text = self.wording.count(&self.wording.counted.more_posts, more);
            cited.push(Cited { text, href: topic.link.clone() });
        }
        cited
    }

    fn one(&self, reference: &Ref) -> Cited {
        let form = &self.wording.form;
        let plain = |template: &str, value: &dyn std::fmt::Display| Cited {
            text: fill(template, &[("n", value), ("id", value), ("day", value)]),
            href: None,
        };
        match reference {
            Ref::Post(post) => self.post(*post, None),
            Ref::Topic(id) => match self.digest.topics().find(|topic| topic.id == *id) {
                Some(topic) => Cited { text: topic.title.text.clone(), href: self.topic(topic) },
                None => Cited { href: self.pages().topic(id, self.digest.day), ..plain(&form.topic, &id.0) },
            },
            Ref::Source(id) => Cited { href: self.pages().source(id), ..plain(&form.source, id) },
            Ref::Notice(id) => {
                let alert = self.digest.alerts.iter().find(|alert| alert.notice == *id);
                Cited { href: alert.and_then(|alert| alert.link.clone()), ..plain(&form.notice, &id.0) }
            }
            Ref::Due(id) => plain(&form.due, &id.0),
            Ref::Edition(key) => plain(&form.edition, &self.day(key.day)),
            Ref::Subscription(id) => plain(&form.subscription, id),
            Ref::Counts(day) => plain(&form.counts, &self.day(*day)),
            Ref::Review(account) => plain(&form.account, account),
            Ref::Method(_) => {
                Cited { text: form.method.clone(), href: self.has_anchors.then(|| "#how-to-read".to_owned()) }
            }
            Ref::Run(run) => plain(&form.run, run),
        }
    }

    /// Where a topic is told of: here, or on its page.
    pub(crate) fn told_at(&self, id: &TopicId) -> Option<String> {
        match self.digest.topics().find(|topic| topic.id == *id) {
            Some(topic) => self.topic(topic),
            None => self.pages().topic(id, self.digest.day),
        }
    }

    fn topic(&self, topic: &Entry) -> Option<String> {
        if self.has_anchors { Some(format!("#{}", anchor(topic))) } else { topic.link.clone() }
    }

    /// A post: its quote here, else its page.
    fn post(&self, post: PostId, of: Option<&Entry>) -> Cited {
        let quoted = |topic: &&Entry| topic.quotes.iter().any(|quote| quote.post == post);
        let holder = of.filter(quoted).or_else(|| self.digest.topics().find(quoted));
        let href = match holder {
            Some(topic) if self.has_anchors => Some(quote_anchor(topic, post)),
            _ => self.pages().post(post),
        };
        Cited { text: fill(&self.wording.form.post, &[("n", &post)]), href }
    }

    fn pages(&self) -> Pages<'_> {
        Pages(self.digest.pages.as_deref())
    }

    fn day(&self, day: Date) -> String {
        Dates::new(self.digest.language, self.digest.day).plain(day)
    }
}

/// The link to a quote of a topic.
fn quote_anchor(topic: &Entry, post: PostId) -> String {
    format!("#{}-{post}", anchor(topic))
}

/// The page that shows this digest.
pub(crate) fn page_of(digest: &Digest) -> Option<String> {
    Pages(digest.pages.as_deref()).edition(&digest.subscription, digest.period, digest.day)
}
