//! The way through the public preview of a Telegram channel: the newest page, then older and older ones, until known ground or the
//! channel's beginning.
//!
//! Telegram's terms forbid to train or run statistical models on what it shows, and a preview without objection of robots.txt is no
//! permission: a source of this kind is refused until its settings name the permission of the channel's owner and a policy that
//! keeps models away. Comments under posts (the discussion widget) are citizens' messages with their names and are never asked for.

mod page;

use std::collections::BTreeSet;

use dauys_model::{Policy, Source};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::decode::decode;
use crate::error::{Error, Refusal};
use crate::items::{Entry, items_of};
use crate::walk::answered::{page_of, refusal_of, refused, status_of};
use crate::walk::ground::Ground;
use crate::walk::interface::Interface;
use crate::walk::memory::{kept, recalled};
use crate::walk::settings::segments_at;
use crate::walk::telegram::page::{Message, Shown, shown};
use crate::walk::{self, Answer, Get, Question, Start, Walked, Wants};

/// Pages of one walk where the source does not say. A page has about twenty messages, each photo of an album counted.
const PAGES: u32 = 5;

/// Messages of which one at least should have words; else the channel is one of pictures, or captions stand elsewhere now.
const SOME: usize = 5;

/// Where the previews are.
const USUAL: &str = "https://t.me";

const HOSTS: [&str; 2] = ["t.me", "telegram.me"];

/// What is remembered until the next walk: numbers of messages, nothing else.
#[derive(Default, Serialize, Deserialize)]
struct Memory {
    /// The messages that were seen. A first walk that took its most pages counts what is older as seen.
    seen: Ground,
    /// Pages taken before there was a bottom.
    depth: u32,
}

/// Where the next page begins.
#[derive(Clone, Copy)]
enum Place {
    Newest,
    Below(u64),
}

/// Asks page after page.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    /// The channel, as its address writes it.
    name: String,
    site: Interface,
    memory: Memory,
    place: Option<Place>,
    taken: u32,
    keys: BTreeSet<String>,
    entries: Vec<Entry>,
    walked: Walked,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        is_permitted(&source)?;
        let name = channel_of(&source)?;
        let usual = Url::parse(USUAL).expect("a literal address");
        let site = Interface::new(source.api.as_ref(), &usual)?;
        let mut walked = Walked::default();
        let memory = recalled(start.cursor, &mut walked.warnings).unwrap_or_default();
        Ok(Self {
            source,
            now: start.now,
            name,
            site,
            memory,
            place: Some(Place::Newest),
            taken: 0,
            keys: BTreeSet::new(),
            entries: Vec::new(),
            walked,
        })
    }

    fn most(&self) -> u32 {
        self.source.pages.unwrap_or(PAGES).max(1)
    }

    fn take_shown(&mut self, place: Place, found: Shown) -> Result<(), Error> {
        let messages = match (found, place) {
            (Shown::Messages(messages), Place::Newest) => messages,
            (Shown::Messages(messages), Place::Below(border)) => {
                messages.into_iter().filter(|message| message.number < border).collect()
            }
            // The beginning of the channel; an empty channel has nothing below its first message.
            (Shown::NoMessages, Place::Newest) => {
                self.memory.seen.add(0, 0);
                self.place = None;
                return Ok(());
            }
            (Shown::NoMessages, Place::Below(border)) => {
                self.memory.seen.add(0, border.saturating_sub(1));
                self.place = None;
                return Ok(());
            }
        };
        let Some(low) = messages.iter().map(|message| message.number).min() else {
            return Err(Error::drift("a page of older messages shows none that is older"));
        };
        let high = match place {
            Place::Newest => messages.iter().map(|message| message.last).max().unwrap_or(low),
            Place::Below(border) => border.saturating_sub(1),
        };
        if messages.len() >= SOME && messages.iter().all(|message| message.text.is_none()) {
            self.walked.warnings.push(format!("a page of {} messages says nothing in words", messages.len()));
        }
        for message in messages {
            self.keep(message);
        }
        self.note(low, high);
        Ok(())
    }

    fn keep(&mut self, message: Message) {
        let Some(text) = message.text else {
            self.walked.left_out += 1;
            return;
        };
        if !self.keys.insert(message.key.clone()) {
            return;
        }
        self.entries.push(Entry {
            link: Url::parse(&format!("https://t.me/{}", message.key)).ok(),
            id: Some(message.key),
            text: Some(text),
            dates: message.date.into_iter().collect(),
            ..Entry::default()
        });
    }

    /// Notes that the messages from `low` to `high` were seen, and finds the next page.
    fn note(&mut self, low: u64, high: u64) {
        self.taken += 1;
        let is_first = !self.memory.seen.has_bottom();
        self.memory.seen.add(low, high);
        if is_first {
            self.memory.depth = self.memory.depth.saturating_add(1);
            if self.memory.depth >= self.most() {
                // The rest of the channel is older than the source: no walk goes there.
                let lowest = self.memory.seen.lowest().unwrap_or(low);
                self.memory.seen.add(0, lowest.saturating_sub(1));
                self.walked.is_cut = true;
            }
        }
        let border = self.memory.seen.low_of(low);
        self.place = (border > 0).then_some(Place::Below(border));
        // The newest page is asked by every walk: with it alone, a hole would never be filled.
        if self.place.is_some() && self.taken >= self.most().max(2) {
            self.place = None;
            self.walked.is_cut = true;
        }
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        let mut url = self.site.at(&format!("s/{}", self.name));
        if let Place::Below(border) = self.place? {
            url.query_pairs_mut().append_pair("before", &border.to_string());
        }
        Some(Question::Get(Get::page(url, Wants::Page)))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        let Some(place) = self.place else { return Ok(()) };
        let page = page_of(answer)?;
        let status = status_of(answer);
        if let Some(refusal) = refusal_of(status, Refusal::Closed) {
            return Err(refused(refusal, status, None));
        }
        // A channel that is private, renamed or shown only in the app leads away from its preview.
        let path = page.url.path().trim_end_matches('/').to_ascii_lowercase();
        if !path.ends_with(&format!("/s/{}", self.name.to_ascii_lowercase())) {
            return Err(Error::refused(Refusal::Closed, "the channel has no public preview"));
        }
        let decoded = decode(page)?;
        self.walked.warnings.extend(decoded.warning);
        let found = shown(&decoded.text, &self.name)?;
        self.take_shown(place, found)
    }

    fn end(self: Box<Self>) -> Walked {
        let mut walked = self.walked;
        walked.is_cut |= self.place.is_some();
        if self.memory.seen.lowest().is_some() {
            walked.cursor = kept(&self.memory);
        }
        walked.add(items_of(self.entries, &self.source, self.now));
        // The preview shows posts whole, however short.
        walked.items.iter_mut().for_each(|item| item.truncated = false);
        walked
    }
}

/// Refuses a source whose settings do not say by whose permission and under which limits it is read.
fn is_permitted(source: &Source) -> Result<(), Error> {
    if source.permission.as_deref().is_none_or(|permission| permission.trim().is_empty()) {
        return Err(Error::unfit(
            "a Telegram channel is read only by permission of its owner: put into `permission` who gave it, when, and by which \
             letter or document"
                .into(),
        ));
    }
    if source.policy == Policy::Open {
        return Err(Error::unfit(
            "Telegram's terms forbid statistical models on what it shows: the source needs `policy = \"rules_only\"` or \
             `policy = \"metadata_only\"`"
                .into(),
        ));
    }
    if source.posts.is_of_citizens() {
        return Err(Error::unfit(
            "posts of a channel are written by an outlet or a body: the source needs `posts = \"news\"` or `posts = \"notice\"`"
                .into(),
        ));
    }
    Ok(())
}

/// The name of the channel in `https://t.me/s/NAME` or `https://t.me/NAME`.
fn channel_of(source: &Source) -> Result<String, Error> {
    let name = match segments_at(source, &HOSTS).as_deref() {
        Some(["s", name] | [name]) => Some(*name),
        _ => None,
    };
    // Telegram's names: letters, digits and underscores, beginning with a letter, four to thirty-two.
    let is_name = |name: &&str| {
        (4..=32).contains(&name.len())
            && name.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    name.filter(is_name)
        .map(str::to_owned)
        .ok_or_else(|| Error::unfit("the address of a Telegram channel is `https://t.me/s/NAME`".into()))
}
