//! The way through Bluesky: the posts of everybody, replayed by Jetstream from where the last walk stopped, and of them those in our
//! languages that have one of the source's words.
//!
//! A stream without words would be a watch on everything that everybody says; it is no source. The stream is read in portions, so
//! that memory stays small, and delivers some messages twice.

mod message;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use dauys_model::{Language, Salt, Source};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::error::{Error, Refusal};
use crate::items::{Entry, items_of};
use crate::language::claimed;
use crate::walk::bluesky::message::{Heard, Message, Unheard, heard};
use crate::walk::interface::Interface;
use crate::walk::memory::{kept, recalled};
use crate::walk::settings::is_of_citizens;
use crate::walk::{self, Answer, Question, Start, Stream, Walked};
use crate::words::Words;

/// Portions of one walk where the source does not say.
const PORTIONS: u32 = 10;

/// Messages of a portion: about ten minutes and ten megabytes, if thirty posts a second are written (an estimate, not measured).
const PORTION_LENGTH: usize = 20_000;

/// How long the stream may be silent, and how long a portion may take.
const IDLE: Duration = Duration::from_secs(5);
const LONGEST: Duration = Duration::from_secs(60);

/// How far a first walk goes back.
const FIRST: SignedDuration = SignedDuration::from_mins(15);

/// How far before the last message the next walk begins: instances of Jetstream differ by seconds (its documentation advises so).
const OVERLAP_MICROSECONDS: u64 = 5_000_000;

/// A replay that begins this much later than was asked has lost what lies between: Jetstream keeps a day, at most 36 hours.
const GAP_MICROSECONDS: u64 = 600_000_000;

/// How far the clock of the stream may be ahead of ours.
const CLOCK_MICROSECONDS: u64 = 3_600_000_000;

/// Creations of which one at least names its language; `langs` is optional, but every common client writes it.
const SOME: u32 = 50;

/// What is remembered until the next walk.
#[derive(Default, Serialize, Deserialize)]
struct Memory {
    /// The time of the last message, microseconds since 1970.
    time: u64,
    /// Names of the messages within the overlap that brought something.
    known: BTreeMap<String, u64>,
}

/// Asks for portion after portion.
pub(super) struct Steps {
    source: Source,
    salt: Salt,
    now: u64,
    clock: Timestamp,
    words: Words,
    /// The stream, without a position.
    stream: Url,
    memory: Memory,
    goes_on: bool,
    taken: u32,
    /// What was heard of each post, by its key; none for one that was withdrawn.
    entries: BTreeMap<String, Option<Entry>>,
    withdrawn: BTreeSet<String>,
    tally: Tally,
    walked: Walked,
}

/// What became of the messages.
#[derive(Default)]
struct Tally {
    /// Messages that are no JSON or have another form.
    unheard: u32,
    /// Messages of a known form.
    heard: u32,
    /// Posts, those without a language, and those without a text.
    posts: u32,
    without_language: u32,
    without_text: u32,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        is_of_citizens(&source)?;
        let words = Words::of(&source);
        if words.is_empty() {
            return Err(Error::unfit(
                "a stream of everybody's posts is no source: put into `words` what is to be listened for"
                    .into(),
            ));
        }
        let stream = stream_of(&source)?;
        let mut walked = Walked::default();
        let memory = recalled(start.cursor, &mut walked.warnings);
        let first = start.now.checked_sub(FIRST).map_or(0, microseconds);
        let now = microseconds(start.now);
        Ok(Self {
            source,
            salt: start.salt,
            now,
            clock: start.now,
            words,
            stream,
            memory: memory.unwrap_or(Memory { time: first, ..Memory::default() }),
            goes_on: true,
            taken: 0,
            entries: BTreeMap::new(),
            withdrawn: BTreeSet::new(),
            tally: Tally::default(),
            walked,
        })
    }

    fn hear(&mut self, message: Message) {
        let Message { name, time, heard } = message;
        match heard {
            Heard::Post(post) => {
                self.tally.posts += 1;
                self.tally.without_language += u32::from(post.languages.is_empty());
                self.tally.without_text += u32::from(!post.has_text);
                let is_ours =
                    |tag: &String| matches!(claimed(tag), Some(Language::Kazakh | Language::Russian));
                let language = post.languages.iter().find(|tag| is_ours(tag)).cloned();
                let has_words = |text: &Option<String>| {
                    text.as_ref().is_some_and(|text| self.words.are_in(None, Some(text)))
                };
                let is_wanted = language.is_some() && !post.is_labelled && has_words(&post.text);
                if is_wanted {
                    self.memory.known.insert(name, time);
                    self.withdrawn.remove(&post.key);
                    let entry = Entry {
                        id: Some(post.key.clone()),
                        text: post.text,
                        dates: post.written_at.into_iter().collect(),
                        language,
                        author: Some(post.writer),
                        ..Entry::default()
                    };
                    self.entries.insert(post.key, Some(entry));
                    return;
                }
                if language.is_some() {
                    self.memory.known.insert(name.clone(), time);
                    self.walked.left_out += 1;
                }
                if post.is_update {
                    // What was heard of it before no longer stands.
                    self.withdraw(post.key, name, time);
                }
            }
            Heard::Withdrawn(key) => self.withdraw(key, name, time),
            Heard::Other => {}
        }
    }

    fn withdraw(&mut self, key: String, name: String, time: u64) {
        self.memory.known.insert(name, time);
        if let Some(entry) = self.entries.get_mut(&key) {
            *entry = None;
        }
        self.withdrawn.insert(key);
    }

    /// What is wrong with the stream as a whole.
    fn drift(&self) -> Option<&'static str> {
        let Tally { unheard, heard, posts, without_language, without_text } = self.tally;
        if heard == 0 && unheard > 0 {
            return Some("no message of the stream can be read");
        }
        if posts > 0 && posts == without_text {
            return Some("no post of the stream has `text`");
        }
        (posts >= SOME && posts == without_language).then_some("no post of the stream has `langs`")
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        if !self.goes_on {
            return None;
        }
        let mut url = self.stream.clone();
        let begin = self.memory.time.saturating_sub(OVERLAP_MICROSECONDS);
        url.query_pairs_mut().append_pair("cursor", &begin.to_string());
        Some(Question::Stream(Stream { url, most: PORTION_LENGTH, idle: IDLE, longest: LONGEST }))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        let Answer::Messages(messages) = answer else {
            return Err(Error::unfit("a stream was asked for, and something else was answered".into()));
        };
        self.taken += 1;
        let asked = self.memory.time;
        let latest = self.now.saturating_add(CLOCK_MICROSECONDS);
        let mut first = None;
        for bytes in *messages {
            match heard(bytes, self.salt) {
                Ok(message) if message.time <= latest => {
                    self.tally.heard += 1;
                    first.get_or_insert(message.time);
                    self.memory.time = self.memory.time.max(message.time);
                    if !self.memory.known.contains_key(&message.name) {
                        self.hear(message);
                    }
                }
                Ok(_) | Err(Unheard::NotRead) => self.tally.unheard += 1,
                Err(Unheard::Refused(told)) => return Err(Error::refused(Refusal::Trouble, told)),
            }
        }
        if let Some(what) = self.drift() {
            // What could not be understood is to be asked for again.
            self.memory.time = asked;
            return Err(Error::drift(what));
        }
        if let Some(first) = first.filter(|first| first.saturating_sub(asked) > GAP_MICROSECONDS) {
            let minutes = first.saturating_sub(asked) / 60_000_000;
            self.walked
                .warnings
                .push(format!("the stream no longer has {minutes} minutes after the last walk"));
        }
        let border = self.memory.time.saturating_sub(OVERLAP_MICROSECONDS);
        self.memory.known.retain(|_, time| *time >= border);
        // Without progress it has caught up; so it has when it reached the moment at which this walk began.
        self.goes_on = self.memory.time > asked && self.memory.time < self.now;
        if self.goes_on && self.taken >= self.source.pages.unwrap_or(PORTIONS).max(1) {
            self.goes_on = false;
            self.walked.is_cut = true;
        }
        Ok(())
    }

    fn end(self: Box<Self>) -> Walked {
        let mut walked = self.walked;
        walked.is_cut |= self.goes_on;
        walked.cursor = Some(&self.memory).filter(|_| self.taken > 0).and_then(kept);
        walked.withdrawn = self.withdrawn.into_iter().collect();
        if self.tally.unheard > 0 {
            walked.left_out = walked.left_out.saturating_add(self.tally.unheard);
            walked.warnings.push(format!("messages that could not be read: {}", self.tally.unheard));
        }
        let entries: Vec<Entry> = self.entries.into_values().flatten().collect();
        walked.add(items_of(entries, &self.source, self.clock));
        walked
    }
}

fn microseconds(moment: Timestamp) -> u64 {
    u64::try_from(moment.as_microsecond()).unwrap_or_default()
}

/// The stream `wss://HOST/subscribe` with its filter, or the newer `wss://HOST/xrpc/network.bsky.jetstream.subscribeEvents`.
fn stream_of(source: &Source) -> Result<Url, Error> {
    let unfit = || Error::unfit("the address of a stream of Bluesky is `wss://HOST/subscribe`".into());
    let url = source.url.as_ref().filter(|url| url.scheme() == "wss").ok_or_else(unfit)?;
    let usual = url.join("/").map_err(|_| unfit())?;
    let mut stream = Interface::new(source.api.as_ref(), &usual)?.at(url.path());
    match url.path().trim_end_matches('/') {
        "/subscribe" => {
            stream.query_pairs_mut().append_pair("wantedCollections", message::POSTS);
        }
        "/xrpc/network.bsky.jetstream.subscribeEvents" => {
            stream
                .query_pairs_mut()
                .append_pair("collections", message::POSTS)
                .append_pair("kinds", "commit");
        }
        _ => return Err(unfit()),
    }
    Ok(stream)
}
