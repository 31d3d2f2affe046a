//! Drives a walk against a function from question to reply, and looks through all that it brought for planted names.

use dauys_model::{Kind, Page, Salt, Source, SourceId, SourceKind};
use dauys_parse::{Answer, Error, Get, Question, Start, Walk, Walked};
use jiff::Timestamp;
use url::Url;

/// Names, handles and numbers of invented persons, as the servers write them. None may come out.
pub(crate) const PLANTED: [&str; 9] = [
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

/// What a server replies.
pub(crate) enum Reply {
    Page { status: u16, url: Option<Url>, headers: Vec<(String, String)>, body: String },
    Messages(Vec<Vec<u8>>),
}

impl Reply {
    pub(crate) fn page(body: impl Into<String>) -> Self {
        Self::status(200, body)
    }

    pub(crate) fn status(status: u16, body: impl Into<String>) -> Self {
        Self::Page { status, url: None, headers: Vec::new(), body: body.into() }
    }
}

/// What came of a walk.
pub(crate) struct Outcome {
    pub(crate) walked: Walked,
    pub(crate) error: Option<Error>,
    pub(crate) asked: Vec<Question>,
}

impl Outcome {
    /// The texts of the items, in order.
    pub(crate) fn texts(&self) -> Vec<&str> {
        self.walked.items.iter().map(|item| item.text.as_deref().unwrap_or_default()).collect()
    }

    pub(crate) fn code(&self) -> String {
        self.error.as_ref().map_or_else(|| "well".into(), Error::code)
    }
}

/// A walk: where it starts, and after how many answers it is ended.
pub(crate) struct Errand<'a> {
    pub(crate) source: &'a Source,
    pub(crate) cursor: Option<&'a str>,
    pub(crate) now: Timestamp,
    pub(crate) answers: usize,
}

impl Errand<'_> {
    pub(crate) fn walk(&self, mut server: impl FnMut(&Question) -> Reply) -> Outcome {
        let start = Start {
            source: self.source,
            cursor: self.cursor,
            secret: Some("token-demo"),
            salt: Salt([7; 16]),
            now: self.now,
        };
        let mut walk = Walk::new(&start).unwrap_or_else(|error| panic!("{error}"));
        let (mut error, mut asked) = (None, Vec::new());
        while asked.len() < self.answers && error.is_none() {
            let Some(question) = walk.next() else { break };
            assert!(walk.next() == Some(question.clone()), "asked again, it is the same again");
            let reply = server(&question);
            error = take(&mut walk, &question, &reply).err();
            asked.push(question);
        }
        let outcome = Outcome { walked: walk.end(), error, asked };
        nothing_leaks(&outcome);
        outcome
    }
}

fn take(walk: &mut Walk, question: &Question, reply: &Reply) -> Result<(), Error> {
    match (question, reply) {
        (Question::Get(get), Reply::Page { status, url, headers, body }) => {
            let url = url.clone().unwrap_or_else(|| get.url.clone());
            let page = Page { url, content_type: None, body: body.as_bytes().to_vec() };
            walk.take(&Answer::Page { page: &page, status: *status, headers })
        }
        (_, Reply::Messages(messages)) => walk.take(&Answer::Messages(messages)),
        _ => panic!("a server replies in another way than it was asked"),
    }
}

/// Every string that leaves a walk.
fn strings(outcome: &Outcome) -> Vec<String> {
    let Walked { items, withdrawn, cursor, warnings, .. } = &outcome.walked;
    let mut found: Vec<String> = withdrawn.iter().chain(warnings).chain(cursor).cloned().collect();
    for item in items {
        found.push(item.key.clone());
        found.extend([&item.title, &item.text, &item.place].into_iter().flatten().cloned());
        found.extend([&item.url, &item.thread].into_iter().flatten().map(Url::to_string));
    }
    found.extend(
        outcome.error.iter().flat_map(|error| [error.to_string(), format!("{error:?}"), error.code()]),
    );
    found
}

fn nothing_leaks(outcome: &Outcome) {
    for text in strings(outcome) {
        let lower = text.to_lowercase();
        for name in PLANTED {
            assert!(!lower.contains(&name.to_lowercase()), "`{name}` in `{text}`");
        }
        assert!(!text.contains("token-demo"), "the token in `{text}`");
    }
}

pub(crate) fn source(kind: SourceKind, url: &str, posts: Kind) -> Source {
    let id = SourceId::new("demo").unwrap();
    Source { posts, ..Source::new(id, "Демо", kind, Some(Url::parse(url).unwrap())) }
}

pub(crate) fn now() -> Timestamp {
    "2026-11-22T08:00:00Z".parse().unwrap()
}

/// Why a source is unfit.
pub(crate) fn unfit(source: &Source, secret: Option<&str>) -> String {
    match Walk::new(&Start { source, cursor: None, secret, salt: Salt([7; 16]), now: now() }) {
        Ok(_) => "fit".into(),
        Err(error) => {
            assert!(matches!(error, Error::Unfit { .. }), "{error:?}");
            error.to_string()
        }
    }
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
    url.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
}

/// The numbers at the ends of texts, by which invented posts are told apart.
pub(crate) fn numbers(outcome: &Outcome) -> Vec<u64> {
    let number = |text: &str| text.rsplit(' ').next().and_then(|number| number.parse().ok());
    outcome.texts().into_iter().map(|text| number(text).unwrap()).collect()
}
