//! The way through a mailbox of an office: mails after the last one seen, each of which becomes an appeal.
//!
//! The folder is only read: what people of the office see as unread stays so. The position is the number of the last mail and the
//! validity of the folder's numbers; where a server numbers a folder anew, all of it is read again, and the keys, which are made of
//! Message-IDs, tell what was already taken.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{Item, Kind, Precision, Source};
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use crate::error::Error;
use crate::hash::name_of;
use crate::mail::{LeftOut, mail};
use crate::walk::{self, Answer, Mail, Question, Start, Walked};

/// Mails of one question.
const MOST: usize = 50;

/// Questions of one walk where the source does not say.
const PAGES: u32 = 4;

/// The port of IMAP over TLS (RFC 8314).
const PORT: u16 = 993;

/// Asks for mails until there are no more.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    /// The next question; its position moves with every answer.
    question: Mail,
    /// Questions that may still be asked.
    left: u32,
    is_over: bool,
    seen: BTreeSet<String>,
    not_taken: BTreeMap<LeftOut, u32>,
    repeated: u32,
    files: u32,
    walked: Walked,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        let url = source.url.as_ref().filter(|url| url.scheme() == "imaps").ok_or_else(unfit)?;
        let password = start.secret.filter(|secret| !secret.is_empty());
        let question = Mail {
            host: host_of(url)?,
            port: url.port().unwrap_or(PORT),
            user: decoded(url.username()).filter(|user| !user.is_empty()).ok_or_else(unfit)?,
            password: password
                .ok_or_else(|| Error::unfit("a mailbox needs a password as its `secret`".into()))?
                .to_owned(),
            folder: folder_of(url)?,
            after: start.cursor.and_then(position),
            most: MOST,
        };
        if url.password().is_some() {
            return Err(Error::unfit(
                "the password of a mailbox belongs into `secret`, not into `url`".into(),
            ));
        }
        let left = source.pages.unwrap_or(PAGES).max(1);
        Ok(Self {
            source,
            now: start.now,
            question,
            left,
            is_over: false,
            seen: BTreeSet::new(),
            not_taken: BTreeMap::new(),
            repeated: 0,
            files: 0,
            walked: Walked::default(),
        })
    }

    fn take_mail(&mut self, validity: u32, number: u32, raw: &[u8]) {
        let read = match mail(raw, self.now) {
            Ok(read) => read,
            Err(reason) => {
                *self.not_taken.entry(reason).or_default() += 1;
                return;
            }
        };
        let key = match &read.id {
            Some(id) => name_of(&["mail", id]),
            None => {
                let Mail { user, host, folder, .. } = &self.question;
                name_of(&["mailbox", user, host, folder, &validity.to_string(), &number.to_string()])
            }
        };
        if !self.seen.insert(key.clone()) {
            self.repeated += 1;
            return;
        }
        let mut item = Item::new(key);
        item.title = read.title;
        item.text = Some(read.text);
        item.truncated = read.is_cut;
        item.kind = Some(Kind::Appeal);
        item.language = self.source.language;
        item.author = read.author;
        if let Some(at) = read.sent_at {
            (item.published_at, item.precision) = (Some(at), Precision::Moment);
        }
        self.files = self.files.saturating_add(read.files);
        self.walked.items.push(item);
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        (!self.is_over && self.left > 0).then(|| Question::Mail(self.question.clone()))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        let Answer::Mails { validity, mails } = *answer else {
            return Err(Error::unfit("mails were asked for, and something else was answered".into()));
        };
        self.left = self.left.saturating_sub(1);
        let known =
            self.question.after.filter(|(known, _)| *known == validity).map_or(0, |(_, number)| number);
        for (number, raw) in mails {
            if *number > known {
                self.take_mail(validity, *number, raw);
            }
        }
        let reached = mails.iter().map(|(number, _)| *number).max().unwrap_or(known).max(known);
        // No mail in a page means that there are no more; a short page may have been cut by its size.
        self.is_over = reached == known;
        self.question.after = Some((validity, reached));
        self.walked.cursor = Some(format!("{validity} {reached}"));
        Ok(())
    }

    fn end(self: Box<Self>) -> Walked {
        let mut walked = self.walked;
        walked.is_cut = !self.is_over;
        for (reason, count) in &self.not_taken {
            walked.warnings.push(format!("{}, left out: {count}", reason.told()));
        }
        if self.repeated > 0 {
            walked.warnings.push(format!("mails that repeat another: {}", self.repeated));
        }
        if self.files > 0 {
            walked.warnings.push(format!("attached files, not kept: {}", self.files));
        }
        walked.left_out = self.not_taken.values().sum::<u32>() + self.repeated;
        walked
    }
}

fn unfit() -> Error {
    Error::unfit("a mailbox is given as `imaps://USER@HOST/FOLDER`, with `%40` for an @ in USER".into())
}

fn host_of(url: &Url) -> Result<String, Error> {
    let host = url.host_str().and_then(decoded).ok_or_else(unfit)?;
    Host::parse(&host).map(|host| host.to_string()).map_err(|_| unfit())
}

/// The folder; `INBOX` where none is given.
fn folder_of(url: &Url) -> Result<String, Error> {
    let folder = decoded(url.path().trim_matches('/')).ok_or_else(unfit)?;
    Ok(if folder.is_empty() { "INBOX".into() } else { folder })
}

fn decoded(part: &str) -> Option<String> {
    let decoded = percent_decode_str(part).decode_utf8().ok()?;
    // A line break would end the command that the text becomes a part of.
    (!decoded.contains(char::is_control)).then(|| decoded.into_owned())
}

/// Validity and number of a cursor.
fn position(cursor: &str) -> Option<(u32, u32)> {
    let (validity, number) = cursor.split_once(' ')?;
    Some((validity.parse().ok()?, number.parse().ok()?))
}
