//! One source, asked: its walk driven through the fetcher, and what it said redacted at once.

use std::hash::Hasher;
use std::sync::Arc;
use std::time::Duration;

use dauys_fetch::{
    Accept, Failure, Fetcher, Keep, MailRequest, Outcome, Request, Secret, Security, StreamRequest,
    Validators,
};
use dauys_model::{Figure, Salt, Sighting, Source, SourceKind};
use dauys_parse::{Answer, Get, Mail, Question, Standing, Start, Stream, Walk, Walked, Wants};
use dauys_store::SourceState;
use jiff::Timestamp;
use url::Url;

use crate::passes::announce::Draft;
use crate::passes::budget::Budget;
use crate::passes::file;
use crate::secrets::Secrets;

/// What all sources of a run are asked with.
pub(crate) struct Asking {
    /// Asks.
    pub(crate) fetcher: Fetcher,
    /// The folder of the settings, where paths of files start.
    pub(crate) folder: std::path::PathBuf,
    /// Keys and passwords.
    pub(crate) secrets: Secrets,
    /// What may still be spent.
    pub(crate) budget: Budget,
    /// What for.
    pub(crate) purpose: Purpose,
    /// The secret by which keys of what persons wrote are hidden.
    pub(crate) salt: Salt,
    /// The moment of the run.
    pub(crate) now: Timestamp,
}

/// What sources are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Purpose {
    /// To store what they say.
    Take,
    /// To see whether and how they answer: nothing is stored, so nobody is told that it was taken.
    Look,
}

/// What a source said.
#[derive(Default)]
pub(crate) struct Said {
    /// What it announced, redacted.
    pub(crate) drafts: Vec<Draft>,
    /// Keys of what was withdrawn.
    pub(crate) withdrawn: Vec<String>,
    /// Figures of statistics.
    pub(crate) figures: Vec<Figure>,
    /// What it saw elsewhere.
    pub(crate) sightings: Vec<Sighting>,
    /// Where the next walk goes on.
    pub(crate) cursor: Option<String>,
    /// Entries that are no items.
    pub(crate) left_out: u32,
    /// What an operator should know.
    pub(crate) warnings: Vec<String>,
    /// For how long it asks to be left alone, or says that its answer holds.
    pub(crate) fresh_for: Option<Duration>,
    /// The encoding of its pages.
    pub(crate) encoding: Option<&'static str>,
    /// Whether there was more than was asked for.
    pub(crate) is_cut: bool,
    /// How the first answer stands to the one before.
    pub(crate) heard: Heard,
    /// The marks of the first answer, for the next poll.
    pub(crate) validators: Validators,
    /// A hash of the first answer.
    pub(crate) body_hash: Option<i64>,
    /// Where it says that it moved for good.
    pub(crate) moved: Option<Url>,
    /// What it cost of a quota.
    pub(crate) units: u32,
    /// What went wrong, perhaps after some answers.
    pub(crate) trouble: Option<Trouble>,
}

/// How an answer stands to the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Heard {
    /// It differs.
    #[default]
    Fresh,
    /// The host says that it is the same.
    NotModified,
    /// It is the same to the byte.
    SameBody,
}

/// What went wrong.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// It could not be fetched.
    Fetch(Failure),
    /// It could not be read, or the platform refused.
    Read(dauys_parse::Error),
    /// A file could not be read, or is wrong.
    File(String),
    /// The quota is spent.
    Quota,
    /// The settings do not fit.
    Settings(String),
    /// This program broke on what it said.
    Fault,
}

impl Trouble {
    /// The named state that it leaves a source in.
    pub(crate) fn code(&self) -> String {
        match self {
            Self::Fetch(failure) => failure.code(),
            Self::Read(error) => error.code(),
            Self::File(_) => "file".into(),
            Self::Quota => "quota".into(),
            Self::Settings(_) => "settings".into(),
            Self::Fault => "fault".into(),
        }
    }

    /// For how long the other side asked to be left alone.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Fetch(failure) => failure.retry_after(),
            _ => None,
        }
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Fetch(failure) => failure.fmt(formatter),
            Self::Read(error) => error.fmt(formatter),
            Self::File(told) | Self::Settings(told) => formatter.write_str(told),
            Self::Fault => formatter.write_str("this program broke on its answer: please report it"),
            Self::Quota => formatter.write_str("what may be spent of its quota today is spent"),
        }
    }
}

/// Asks a source.
pub(crate) async fn ask(asking: Arc<Asking>, source: &Source, before: &SourceState) -> Said {
    if source.kind == SourceKind::File {
        return match file::read(&asking.folder, source, before, asking.now) {
            Ok(said) => said,
            Err(trouble) => Said { trouble: Some(Trouble::File(trouble)), ..Said::default() },
        };
    }
    let unfit = |told: String| Said { trouble: Some(Trouble::Settings(told)), ..Said::default() };
    let secret = match &source.secret {
        Some(name) => match asking.secrets.get(name) {
            Some(value) => Some(value),
            None => return unfit(Secrets::missing(name)),
        },
        None => None,
    };
    let start =
        Start { source, cursor: before.cursor.as_deref(), secret, salt: asking.salt, now: asking.now };
    let mut walk = match Walk::new(&start) {
        Ok(walk) => walk,
        Err(error) => return unfit(error.to_string()),
    };
    if asking.purpose == Purpose::Look {
        walk.keep_quiet();
    }
    let mut said = Said::default();
    let mut first = Some(before);
    while let Some(question) = walk.next() {
        match put(&asking, source, question, first.take(), &mut walk, &mut said).await {
            Ok(Go::On) => {}
            Ok(Go::NoFurther) => break,
            Err(trouble) => {
                said.trouble = Some(trouble);
                break;
            }
        }
    }
    said.take(walk.end(), source, asking.now);
    said
}

/// Whether a walk goes on.
enum Go {
    On,
    NoFurther,
}

/// Puts one question and hands the answer in.
async fn put(
    asking: &Asking,
    source: &Source,
    question: Question,
    first: Option<&SourceState>,
    walk: &mut Walk,
    said: &mut Said,
) -> Result<Go, Trouble> {
    let get = match question {
        Question::Get(get) => get,
        Question::Stream(stream) => return listen(asking, stream, walk).await,
        Question::Mail(mail) => return collect(asking, mail, walk, said).await,
    };
    if !asking.budget.take(source, get.units) {
        return Err(Trouble::Quota);
    }
    said.units += get.units;
    let known = first.filter(|_| get.standing == Standing::Visitor && answers_whole(source.kind));
    let request = request(source, get, known);
    match asking.fetcher.fetch(&request).await.map_err(Trouble::Fetch)? {
        Outcome::NotModified => {
            said.heard = Heard::NotModified;
            if let Some(before) = known {
                said.validators =
                    Validators { etag: before.etag.clone(), last_modified: before.last_modified.clone() };
                said.body_hash = before.body_hash;
            }
            Ok(Go::NoFurther)
        }
        Outcome::Fresh { page, validators, permanent_url, fresh_for, headers } => {
            if let Some(before) = known {
                let hash = body_hash(&page.body);
                said.validators = validators;
                said.body_hash = Some(hash);
                if before.body_hash == Some(hash) {
                    said.heard = Heard::SameBody;
                    return Ok(Go::NoFurther);
                }
            }
            if first.is_some() {
                said.moved = permanent_url;
                said.fresh_for = fresh_for;
            }
            let taken = walk.take(&Answer::Page { page: &page, status: 200, headers: &headers });
            if taken.is_err() {
                // What could not be read is read again, whatever the host says of it.
                said.validators = Validators::default();
                said.body_hash = None;
            }
            taken.map(|()| Go::On).map_err(Trouble::Read)
        }
        Outcome::Refused { page, status, headers } => walk
            .take(&Answer::Page { page: &page, status, headers: &headers })
            .map(|()| Go::On)
            .map_err(Trouble::Read),
    }
}

/// Reads a stream and hands its messages in.
async fn listen(asking: &Asking, stream: Stream, walk: &mut Walk) -> Result<Go, Trouble> {
    let Stream { url, most, idle, longest } = stream;
    let request = StreamRequest { url, most, idle, longest };
    let messages = asking.fetcher.stream(&request).await.map_err(Trouble::Fetch)?;
    walk.take(&Answer::Messages(&messages)).map(|()| Go::On).map_err(Trouble::Read)
}

/// Gets the mails of a folder and hands them in.
async fn collect(asking: &Asking, mail: Mail, walk: &mut Walk, said: &mut Said) -> Result<Go, Trouble> {
    let Mail { host, port, user, password, folder, after, most } = mail;
    let password = Secret::new(password);
    let request = MailRequest { host, port, security: Security::Tls, user, password, folder, after, most };
    let found = asking.fetcher.mails(&request).await.map_err(Trouble::Fetch)?;
    if found.cut > 0 {
        said.warnings.push(format!("mails of which only the beginning was read: {}", found.cut));
    }
    let answer = Answer::Mails { validity: found.validity, mails: &found.mails };
    walk.take(&answer).map(|()| Go::On).map_err(Trouble::Read)
}

/// Whether the first answer of a kind holds all that is new, so that an unchanged one ends the walk. The index of a sitemap
/// stays as it is while its parts change.
fn answers_whole(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::Feed | SourceKind::List | SourceKind::GoogleNews)
}

fn request(source: &Source, get: Get, known: Option<&SourceState>) -> Request {
    let accept = match get.wants {
        Wants::Feed => Accept::Feed,
        Wants::Page => Accept::Page,
        Wants::Data => Accept::Data,
    };
    let mut request = Request::new(get.url, accept);
    if let Some(before) = known {
        request.validators =
            Validators { etag: before.etag.clone(), last_modified: before.last_modified.clone() };
    }
    request.standing = match get.standing {
        Standing::Visitor => dauys_fetch::Standing::Visitor,
        Standing::Guest => dauys_fetch::Standing::Guest,
        Standing::Interface => dauys_fetch::Standing::Interface,
    };
    request.headers = get.headers.into_iter().map(|(name, value)| (name, Secret::new(value))).collect();
    request.patience = get.patience;
    // What citizens wrote is in no archive.
    if !source.posts.is_of_citizens()
        && get.standing != Standing::Interface
        && source.kind != SourceKind::Telegram
    {
        request.keep = Keep::Archive;
    }
    request
}

impl Said {
    fn take(&mut self, walked: Walked, source: &Source, now: Timestamp) {
        self.drafts = Draft::all(source, walked.items, now);
        self.withdrawn = walked.withdrawn;
        self.figures = walked.figures;
        self.sightings = walked.sightings;
        self.cursor = walked.cursor;
        self.left_out = walked.left_out;
        self.warnings.extend(walked.warnings);
        self.fresh_for = self.fresh_for.max(walked.fresh_for);
        self.encoding = walked.encoding;
        self.is_cut = walked.is_cut;
        if self.is_cut && self.heard == Heard::Fresh {
            // What was not reached is reached from the same first answer: without its marks it is asked for as if it were new.
            self.validators = Validators::default();
            self.body_hash = None;
        }
    }
}

/// A hash by which an answer is known again, since some hosts give a new mark to the same bytes.
pub(crate) fn body_hash(body: &[u8]) -> i64 {
    let mut hasher = siphasher::sip::SipHasher13::new();
    hasher.write(body);
    hasher.finish().cast_signed()
}

#[cfg(test)]
mod tests {
    use dauys_model::SourceId;

    use super::*;

    fn hash_after(heard: Heard, is_cut: bool) -> Option<i64> {
        let source = Source::new(SourceId::new("demo").unwrap(), "Демо", SourceKind::List, None);
        let mut said = Said { heard, body_hash: Some(7), ..Said::default() };
        said.validators.etag = Some("\"7\"".into());
        said.take(Walked { is_cut, ..Walked::default() }, &source, Timestamp::UNIX_EPOCH);
        assert_eq!(said.validators.etag.is_some(), said.body_hash.is_some());
        said.body_hash
    }

    #[test]
    fn after_a_cut_walk_the_same_answer_is_read_again() {
        assert_eq!(hash_after(Heard::Fresh, true), None);
        assert_eq!(hash_after(Heard::Fresh, false), Some(7));
        // A walk that was not begun, because nothing has changed since one that was not cut.
        assert_eq!(hash_after(Heard::NotModified, true), Some(7));
        assert_eq!(hash_after(Heard::SameBody, true), Some(7));
    }

    #[test]
    fn a_guest_is_asked_for_as_one() {
        let source = Source::new(SourceId::new("demo").unwrap(), "Демо", SourceKind::Wordpress, None);
        let url: Url = "https://demo.example/".parse().unwrap();
        let guest = request(&source, Get::guest(url.clone()), None);
        assert_eq!((guest.standing, guest.keep), (dauys_fetch::Standing::Guest, Keep::Archive));
        let keyed = request(&source, Get::interface(url), None);
        assert_eq!((keyed.standing, keyed.keep), (dauys_fetch::Standing::Interface, Keep::Never));
    }
}
