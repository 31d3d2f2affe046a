//! What a sentence rests on, as links of the pages.

use askama::Template;
use dauys_digest::{Ref, Sentence};
use jiff::civil::Date;

use crate::frame::Frame;
use crate::links;
use crate::params::address;

/// Links that stand behind a sentence at once; more are folded.
const SHOWN: usize = 3;
/// Links at most: whoever wants all of a topic's texts opens the topic.
const MOST: usize = 120;

/// The links behind one sentence.
#[derive(Template)]
#[template(path = "part/rests.html")]
pub(crate) struct Rests<'a> {
    frame: &'a Frame,
    links: Vec<Link>,
    /// How many there are, in words.
    count: String,
    /// How many are left out.
    more: usize,
    is_folded: bool,
}

impl askama::filters::HtmlSafe for Rests<'_> {}

struct Link {
    text: String,
    href: Option<String>,
}

impl<'a> Rests<'a> {
    /// Of a sentence in a digest of a day.
    pub(crate) fn of(frame: &'a Frame, sentence: &Sentence, day: Date) -> Self {
        let links: Vec<Link> =
            sentence.refs.iter().take(MOST).map(|reference| link(frame, reference, day)).collect();
        Self {
            frame,
            count: frame.n("digests.rests_on", sentence.refs.len()),
            more: sentence.refs.len().saturating_sub(MOST),
            is_folded: links.len() > SHOWN,
            links,
        }
    }
}

fn link(frame: &Frame, reference: &Ref, day: Date) -> Link {
    let to = |text: String, href: String| Link { text, href: Some(href) };
    match reference {
        Ref::Post(post) => to(format!("№ {post}"), links::post(*post)),
        Ref::Topic(topic) => to(
            frame.t("digests.ref_topic").to_owned(),
            address(&format!("/topics/{}", topic.0), [("date", day.to_string().as_str())]),
        ),
        Ref::Source(source) => to(source.to_string(), links::source(source)),
        Ref::Notice(notice) => to(frame.say("digests.ref_notice", &[("number", &notice.0)]), "/saved".into()),
        Ref::Due(due) => to(frame.say("digests.ref_due", &[("number", &due.0)]), "/due".into()),
        Ref::Edition(key) => {
            to(frame.say("digests.ref_edition", &[("day", &frame.day(key.day))]), links::edition(key))
        }
        Ref::Subscription(id) => {
            to(frame.t("digests.ref_subscription").to_owned(), format!("/subscriptions/{id}"))
        }
        Ref::Counts(day) => to(
            frame.say("digests.ref_counts", &[("day", &frame.day(*day))]),
            address("/topics", [("date", day.to_string().as_str())]),
        ),
        Ref::Review(account) => {
            Link { text: frame.say("digests.ref_review", &[("account", account)]), href: None }
        }
        Ref::Method(_) => to(frame.t("digests.ref_method").to_owned(), "/about#counts".into()),
        Ref::Run(number) => Link { text: frame.say("digests.ref_run", &[("number", number)]), href: None },
    }
}
