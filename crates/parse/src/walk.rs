//! A source in; the questions to be asked of it, one after another, and at last what it announced out.
//!
//! Some sources answer in one page, some page by page, some only after a list of lists. A [`Walk`] knows the way and asks
//! nobody itself: whoever drives it gets a [`Question`], sends it in whatever manner, and hands the [`Answer`] in. So every
//! dialogue is tried without a network, and no platform's manners leak into the code that fetches.
//!
//! What must be remembered until the next walk (the newest number seen, a token of the platform) travels as an opaque
//! [`Walked::cursor`], to be stored in the same transaction as the items.

mod answered;
mod backward;
mod bluesky;
mod descent;
mod egov;
mod feed;
mod google_news;
mod govkz;
mod ground;
mod interface;
mod list;
mod mailbox;
mod mastodon;
mod memory;
mod mentions;
mod region;
mod settings;
mod sitemap;
mod taldau;
mod talks;
mod telegram;
mod telegram_inbox;
mod threads;
mod vk;
mod wordpress;
mod wrapped;
mod youtube;

use std::time::Duration;

use dauys_model::{Figure, Item, Page, Policy, Salt, Sighting, Source, SourceKind};
use jiff::Timestamp;
use url::Url;

use crate::error::Error;
use crate::items::{Items, withhold};
use crate::words::Words;

/// What a walk starts from.
#[derive(Clone, Copy)]
pub struct Start<'a> {
    /// The source.
    pub source: &'a Source,
    /// The cursor of the last walk that was stored; none before the first.
    pub cursor: Option<&'a str>,
    /// The key, token or password of the source, where it has one.
    pub secret: Option<&'a str>,
    /// The secret of this installation, by which the keys of what persons wrote are hidden.
    pub salt: Salt,
    /// The time of asking.
    pub now: Timestamp,
}

/// What is to be asked next.
#[derive(Clone, PartialEq)]
pub enum Question {
    /// An address, by HTTP GET.
    Get(Get),
    /// A stream of messages by WebSocket, read until it has caught up with the present.
    Stream(Stream),
    /// The mails of a mailbox after a number.
    Mail(Mail),
}

/// An address to be got. Neither `Debug` nor `Display`: address and headers may carry a secret.
#[derive(Clone, PartialEq)]
pub struct Get {
    /// The address.
    pub url: Url,
    /// What is hoped for.
    pub wants: Wants,
    /// By what right it is asked.
    pub standing: Standing,
    /// Headers to be sent, by name.
    pub headers: Vec<(&'static str, String)>,
    /// What the question costs of the platform's quota.
    pub units: u32,
    /// How long the host may take to answer, where that is longer than usual (long polling).
    pub patience: Option<Duration>,
}

impl Get {
    /// A question of a visitor: no headers, no cost.
    pub fn page(url: Url, wants: Wants) -> Self {
        Self { url, wants, standing: Standing::Visitor, headers: Vec::new(), units: 0, patience: None }
    }

    /// A question to an interface that is open to everybody without a key.
    pub fn guest(url: Url) -> Self {
        Self { standing: Standing::Guest, ..Self::page(url, Wants::Data) }
    }

    /// A question to a platform's interface.
    pub fn interface(url: Url) -> Self {
        Self { standing: Standing::Interface, ..Self::page(url, Wants::Data) }
    }
}

/// What an answer is hoped to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wants {
    /// A feed.
    Feed,
    /// A page for people.
    Page,
    /// JSON.
    Data,
}

/// By what right something is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// As a visitor of a site: its robots.txt is obeyed, and the first answer is asked for only if it differs.
    Visitor,
    /// As a user of an interface that is open to everybody without a key: the site's robots.txt is obeyed, and refusals with a
    /// body come back as answers, since the body says why.
    Guest,
    /// As a user of an interface under the platform's terms for it, mostly with a key: robots.txt, which speaks to crawlers,
    /// is not asked, and refusals with a body come back as answers, since the body says why.
    Interface,
}

/// A stream to be read.
#[derive(Clone, PartialEq)]
pub struct Stream {
    /// Its address, `wss://…`, with the position to begin at.
    pub url: Url,
    /// Most messages to be read.
    pub most: usize,
    /// Silence for this long means that the stream has caught up.
    pub idle: Duration,
    /// The longest time for all of it.
    pub longest: Duration,
}

/// Mails to be got. Neither `Debug` nor `Display`: it carries a password.
#[derive(Clone, PartialEq)]
pub struct Mail {
    /// The host, asked by IMAP over TLS.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The user.
    pub user: String,
    /// The password.
    pub password: String,
    /// The folder.
    pub folder: String,
    /// The validity of numbers and the last number seen; a folder with another validity is read from its beginning.
    pub after: Option<(u32, u32)>,
    /// Most mails to be got.
    pub most: usize,
}

/// What was answered.
pub enum Answer<'a> {
    /// To [`Question::Get`].
    Page {
        /// The body, with the address it came from.
        page: &'a Page,
        /// The status; always 200 to 299 for a [`Standing::Visitor`].
        status: u16,
        /// Those headers of the answer that interfaces speak by (`link`, `x-wp-total`, `x-wp-totalpages`, …), lower case.
        headers: &'a [(String, String)],
    },
    /// To [`Question::Stream`]: the messages in order.
    Messages(&'a [Vec<u8>]),
    /// To [`Question::Mail`].
    Mails {
        /// The validity of the numbers.
        validity: u32,
        /// Number and raw message (RFC 5322), ascending.
        mails: &'a [(u32, Vec<u8>)],
    },
}

impl<'a> Answer<'a> {
    /// A page as a visitor gets it.
    pub fn page(page: &'a Page) -> Self {
        Self::Page { page, status: 200, headers: &[] }
    }

    /// A header by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let Self::Page { headers, .. } = self else { return None };
        headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What a walk brought.
#[derive(Default)]
pub struct Walked {
    /// The items, each key once.
    pub items: Vec<Item>,
    /// Keys of items that the platform says are withdrawn.
    pub withdrawn: Vec<String>,
    /// Figures of official statistics.
    pub figures: Vec<Figure>,
    /// What other outlets told, by the word of an aggregator.
    pub sightings: Vec<Sighting>,
    /// What is to be remembered; none where nothing is, or where the last one still holds.
    pub cursor: Option<String>,
    /// What an operator should know. No text of an item stands in them.
    pub warnings: Vec<String>,
    /// Entries that became no item: repeated, empty, without any of the source's words.
    pub left_out: u32,
    /// How long the source asks to be left alone.
    pub fresh_for: Option<Duration>,
    /// The encoding that its pages were read by, as the WHATWG names it.
    pub encoding: Option<&'static str>,
    /// Whether the walk stopped before it met what it knew or the end: by its most pages, or because it was ended early.
    pub is_cut: bool,
}

impl Walked {
    /// Adds what was made of entries.
    fn add(&mut self, found: Items) {
        self.items.extend(found.items);
        self.warnings.extend(found.warnings);
        self.left_out = self.left_out.saturating_add(found.left_out);
        self.fresh_for = self.fresh_for.max(found.fresh_for);
        self.encoding = self.encoding.or(found.encoding);
    }
}

impl From<Items> for Walked {
    fn from(found: Items) -> Self {
        let mut walked = Self::default();
        walked.add(found);
        walked
    }
}

/// The way through one source. One for each kind of source.
pub(crate) trait Steps: Send {
    /// The next question; none when the way is at its end. Asked again without an answer, it asks the same again.
    fn next(&mut self) -> Option<Question>;

    /// Takes the answer to the last question.
    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error>;

    /// See [`Walk::keep_quiet`]. Most walks ask and say nothing.
    fn keep_quiet(&mut self) {}

    /// What was brought, after whatever number of answers. Ended early, it gives a cursor from which nothing is missed.
    fn end(self: Box<Self>) -> Walked;
}

/// The way through a source, see the words at the head of this module's file.
pub struct Walk {
    steps: Box<dyn Steps>,
    words: Words,
    policy: Policy,
}

impl Walk {
    /// Starts a walk.
    ///
    /// # Errors
    /// [`Error::Unfit`] where address, secret or settings of the source do not fit its kind.
    pub fn new(start: &Start<'_>) -> Result<Self, Error> {
        let steps: Box<dyn Steps> = match start.source.kind {
            SourceKind::Feed | SourceKind::File => Box::new(feed::Steps::new(start)?),
            SourceKind::List => Box::new(list::Steps::new(start)?),
            SourceKind::Govkz => Box::new(govkz::Steps::new(start)?),
            SourceKind::Egov => Box::new(egov::Steps::new(start)?),
            SourceKind::Taldau => Box::new(taldau::Steps::new(start)?),
            SourceKind::GoogleNews => Box::new(google_news::Steps::new(start)?),
            SourceKind::Telegram => Box::new(telegram::Steps::new(start)?),
            SourceKind::Mastodon => Box::new(mastodon::Steps::new(start)?),
            SourceKind::Bluesky => Box::new(bluesky::Steps::new(start)?),
            SourceKind::Threads => Box::new(threads::Steps::new(start)?),
            SourceKind::Mailbox => Box::new(mailbox::Steps::new(start)?),
            SourceKind::TelegramInbox => Box::new(telegram_inbox::Steps::new(start)?),
            SourceKind::Sitemap => Box::new(sitemap::Steps::new(start)?),
            SourceKind::Wordpress => Box::new(wordpress::Steps::new(start)?),
            SourceKind::Youtube => Box::new(youtube::Steps::new(start)?),
            SourceKind::Vk => Box::new(vk::Steps::new(start)?),
        };
        Ok(Self { steps, words: Words::of(start.source), policy: start.source.policy })
    }

    /// From now on asks only what tells nobody anything and changes nothing at the platform: for looking at a source without
    /// taking what it has.
    pub fn keep_quiet(&mut self) {
        self.steps.keep_quiet();
    }

    /// The next question; none when there are no more. Asked again without an answer, it is the same again.
    #[expect(clippy::should_implement_trait, reason = "an iterator would not wait for answers")]
    pub fn next(&mut self) -> Option<Question> {
        self.steps.next()
    }

    /// Takes the answer to the last question.
    ///
    /// # Errors
    /// What keeps the answer from being read, or the word by which the platform refused. The walk may be ended then, for what
    /// the answers before it brought.
    pub fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        self.steps.take(answer)
    }

    /// Ends the walk, at its end or early, and gives what it brought: the items with one of the source's words, where it has any,
    /// and without what its policy withholds.
    pub fn end(self) -> Walked {
        let mut walked = self.steps.end();
        // Here and not before: what a walk has seen is known ground, whatever it says.
        walked.left_out = walked.left_out.saturating_add(self.words.sift(&mut walked.items));
        withhold(&mut walked.items, self.policy);
        walked
    }
}
