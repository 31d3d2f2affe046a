//! Drives a walk against a platform in memory and looks at everything that comes out.

use dauys_model::{Author, DayKey, Item, Kind, Page, Salt, Source, SourceId, SourceKind};
use dauys_parse::{Answer, Error, Get, Question, Refusal, Start, Walk, Walked};
use jiff::Timestamp;
use url::Url;

/// The key of every source that does not say otherwise.
pub(crate) const SECRET: &str = "planted-key";

/// Names, handles and numbers of invented persons, as platforms write them. None comes out of any walk.
const PLANTED: [&str; 9] = [
    "aigul_77",
    "erlan_88",
    "aigul77",
    "erlan88",
    "Вымыслова",
    "Вымыслов",
    "did:plc",
    "m.example/@",
    "Подпись Демо",
];

/// What a platform answers.
pub(crate) enum Reply {
    /// A page, from where it was asked for unless it says otherwise.
    Page {
        status: u16,
        url: Option<Url>,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    },
    Messages(Vec<Vec<u8>>),
    Mails {
        validity: u32,
        mails: Vec<(u32, Vec<u8>)>,
    },
}

impl Reply {
    pub(crate) fn ok(body: impl ToString) -> Self {
        Self::refusal(200, body)
    }

    pub(crate) fn refusal(status: u16, body: impl ToString) -> Self {
        Self::Page { status, url: None, headers: Vec::new(), body: body.to_string().into_bytes() }
    }

    pub(crate) fn with_headers(mut self, told: Vec<(String, String)>) -> Self {
        if let Self::Page { headers, .. } = &mut self {
            *headers = told;
        }
        self
    }
}

/// A platform that is only got: a question in, an answer out.
pub(crate) trait Platform {
    fn answer(&mut self, get: &Get) -> Reply;
}

impl<F: FnMut(&Get) -> Reply> Platform for F {
    fn answer(&mut self, get: &Get) -> Reply {
        self(get)
    }
}

/// How a walk went.
pub(crate) struct Outcome {
    pub(crate) walked: Walked,
    pub(crate) error: Option<Error>,
    pub(crate) asked: Vec<Question>,
}

impl Outcome {
    pub(crate) fn keys(&self) -> Vec<&str> {
        self.walked.items.iter().map(|item| item.key.as_str()).collect()
    }

    pub(crate) fn texts(&self) -> Vec<&str> {
        texts(&self.walked)
    }

    pub(crate) fn cursor(&self) -> Option<&str> {
        self.walked.cursor.as_deref()
    }

    pub(crate) fn gets(&self) -> impl Iterator<Item = &Get> {
        self.asked.iter().map(get)
    }

    /// The last parts of the paths that were asked for.
    pub(crate) fn methods(&self) -> Vec<&str> {
        self.gets().filter_map(|get| get.url.path().rsplit('/').next()).collect()
    }

    /// The code of what went wrong; `well` where nothing did.
    pub(crate) fn code(&self) -> String {
        self.error.as_ref().map_or_else(|| "well".into(), Error::code)
    }

    pub(crate) fn refusal(&self) -> Option<Refusal> {
        match &self.error {
            Some(Error::Refused { refusal, .. }) => Some(*refusal),
            _ => None,
        }
    }
}

pub(crate) fn now() -> Timestamp {
    "2026-11-22T08:00:00Z".parse().unwrap()
}

pub(crate) fn seconds(text: &str) -> i64 {
    text.parse::<Timestamp>().unwrap().as_second()
}

pub(crate) fn source(kind: SourceKind, posts: Kind, url: &str) -> Source {
    let url = Some(Url::parse(url).unwrap());
    Source { posts, ..Source::new(SourceId::new("demo").unwrap(), "Демо", kind, url) }
}

/// What a walk begins with, for the settings alone.
pub(crate) fn start<'a>(source: &'a Source, cursor: Option<&'a str>, secret: Option<&'a str>) -> Start<'a> {
    Start { source, cursor, secret, salt: Salt([7; 16]), now: now() }
}

/// A walk: where it starts, and after how many answers it is ended.
pub(crate) struct Errand<'a> {
    pub(crate) source: &'a Source,
    pub(crate) cursor: Option<&'a str>,
    pub(crate) secret: Option<&'a str>,
    pub(crate) now: Timestamp,
    pub(crate) answers: usize,
}

impl<'a> Errand<'a> {
    /// From a cursor to the end, now.
    pub(crate) fn of(source: &'a Source, cursor: Option<&'a str>) -> Self {
        Self { source, cursor, secret: Some(SECRET), now: now(), answers: usize::MAX }
    }

    pub(crate) fn walk(&self, mut server: impl FnMut(&Question) -> Reply) -> Outcome {
        let start = Start { now: self.now, ..start(self.source, self.cursor, self.secret) };
        let mut walk = Walk::new(&start).unwrap_or_else(|error| panic!("{error}"));
        let (mut error, mut asked) = (None, Vec::new());
        while asked.len() < self.answers && error.is_none() {
            let Some(question) = walk.next() else { break };
            assert!(walk.next() == Some(question.clone()), "asked again, it asks something else");
            // Two platforms want it so.
            let is_in_address = matches!(self.source.kind, SourceKind::Egov | SourceKind::TelegramInbox);
            if let (Question::Get(get), Some(secret), false) = (&question, self.secret, is_in_address) {
                assert!(!get.url.as_str().contains(secret), "a key in an address is a key in a log");
            }
            error = take(&mut walk, &question, server(&question)).err();
            asked.push(question);
            assert!(asked.len() < 10_000, "a walk without end");
        }
        let outcome = Outcome { walked: walk.end(), error, asked };
        assert_nobody(&outcome, &PLANTED);
        assert_nobody(&outcome, self.secret.as_slice());
        outcome
    }
}

fn take(walk: &mut Walk, question: &Question, reply: Reply) -> Result<(), Error> {
    match (question, reply) {
        (Question::Get(get), Reply::Page { status, url, headers, body }) => {
            let url = url.unwrap_or_else(|| get.url.clone());
            let page = Page { url, content_type: None, body };
            walk.take(&Answer::Page { page: &page, status, headers: &headers })
        }
        (_, Reply::Messages(messages)) => walk.take(&Answer::Messages(&messages)),
        (_, Reply::Mails { validity, mails }) => walk.take(&Answer::Mails { validity, mails: &mails }),
        _ => panic!("a platform replies in another way than it was asked"),
    }
}

/// Walks to the end.
pub(crate) fn walk(source: &Source, cursor: Option<&str>, platform: &mut dyn Platform) -> Outcome {
    walk_for(source, cursor, platform, usize::MAX)
}

/// Walks for at most so many answers.
pub(crate) fn walk_for(
    source: &Source,
    cursor: Option<&str>,
    platform: &mut dyn Platform,
    answers: usize,
) -> Outcome {
    Errand { answers, ..Errand::of(source, cursor) }.walk(|question| platform.answer(get(question)))
}

/// Walks to the end of what a function from question to status and body answers.
pub(crate) fn walk_by(
    source: &Source,
    cursor: Option<&str>,
    mock: &dyn Fn(&Get) -> (u16, String),
) -> Outcome {
    walk_some_by(source, cursor, usize::MAX, mock)
}

/// The same for at most so many answers.
pub(crate) fn walk_some_by(
    source: &Source,
    cursor: Option<&str>,
    answers: usize,
    mock: &dyn Fn(&Get) -> (u16, String),
) -> Outcome {
    let errand = Errand { answers, ..Errand::of(source, cursor) };
    errand.walk(|question| {
        let (status, body) = mock(get(question));
        Reply::refusal(status, body)
    })
}

/// Why a source is unfit; `fit` where it is not.
pub(crate) fn unfit(source: &Source, secret: Option<&str>) -> String {
    match Walk::new(&start(source, None, secret)) {
        Ok(_) => "fit".into(),
        Err(error) => {
            assert!(matches!(error, Error::Unfit { .. }) && error.code() == "settings", "{error:?}");
            let told = error.to_string();
            assert!(secret.is_none_or(|secret| secret.trim().is_empty() || !told.contains(secret)), "{told}");
            told
        }
    }
}

/// Every text that a walk hands on, one a line. A field added to an item or a walk must be added here: this does not compile
/// without it.
pub(crate) fn everything(walked: &Walked) -> String {
    let Walked {
        items,
        withdrawn,
        figures,
        sightings,
        cursor,
        warnings,
        left_out: _,
        fresh_for: _,
        encoding: _,
        is_cut: _,
    } = walked;
    let mut lines: Vec<String> = Vec::new();
    for item in items {
        let Item {
            key,
            url,
            title,
            text,
            truncated: _,
            published_at: _,
            precision: _,
            language: _,
            kind: _,
            thread,
            region: _,
            place,
            comments: _,
            // It has no way out but into a voice.
            author: _,
        } = item;
        lines.push(key.clone());
        lines.extend([url, thread].into_iter().flatten().map(Url::to_string));
        lines.extend([title, text, place].into_iter().flatten().cloned());
    }
    lines.extend(withdrawn.iter().chain(cursor).chain(warnings).cloned());
    lines.extend(figures.iter().map(|figure| format!("{figure:?}")));
    lines.extend(sightings.iter().map(|sighting| format!("{sighting:?}")));
    lines.join("\n")
}

/// Nothing of what was planted comes out.
pub(crate) fn assert_nobody(outcome: &Outcome, planted: &[&str]) {
    let error = outcome.error.as_ref().map(|error| format!("{error} {error:?} {}", error.code()));
    let all = format!("{}\n{}", everything(&outcome.walked), error.unwrap_or_default()).to_lowercase();
    for person in planted {
        assert!(!all.contains(&person.to_lowercase()), "`{person}` came out:\n{all}");
    }
}

pub(crate) fn texts(walked: &Walked) -> Vec<&str> {
    walked.items.iter().filter_map(|item| item.text.as_deref()).collect()
}

/// Whether an item is by a person, told by the voice: an author can be compared in no other way.
pub(crate) fn is_by(item: &mut Item, native: &str) -> bool {
    let voice = |author: Author| author.voice(&DayKey([7; 16]), &SourceId::new("demo").unwrap());
    voice(item.author.take().unwrap()) == voice(Author::new(native).unwrap())
}

/// The address that was asked.
pub(crate) fn get(question: &Question) -> &Get {
    match question {
        Question::Get(get) => get,
        _ => panic!("no address was asked"),
    }
}

/// A parameter of an address.
pub(crate) fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

pub(crate) fn number(get: &Get, name: &str) -> Option<usize> {
    parameter(&get.url, name).and_then(|value| value.parse().ok())
}

/// The numbers at the ends of texts, by which invented posts are told apart.
pub(crate) fn numbers(outcome: &Outcome) -> Vec<u64> {
    let number = |text: &str| text.rsplit(' ').next().and_then(|number| number.parse().ok());
    outcome.texts().into_iter().map(|text| number(text).unwrap()).collect()
}

/// What a store would hold after the walks: the last text of each key.
#[derive(Default)]
pub(crate) struct Shelf(pub(crate) std::collections::BTreeMap<String, String>);

impl Shelf {
    /// Stores what came; how much of it was new or another text.
    pub(crate) fn store(&mut self, outcome: &Outcome) -> usize {
        let mut changed = 0;
        for item in &outcome.walked.items {
            let text = format!("{:?}", item.text);
            changed += usize::from(self.0.insert(item.key.clone(), text.clone()) != Some(text));
        }
        changed
    }
}
