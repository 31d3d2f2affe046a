//! Drives a walk against a platform in memory and looks at everything that comes out.

use dauys_model::{Item, Kind, Page, Salt, Source, SourceId, SourceKind};
use dauys_parse::{Answer, Error, Get, Question, Start, Walk, Walked};
use jiff::Timestamp;
use url::Url;

/// What a platform answers.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn ok(body: impl ToString) -> Self {
        Self { status: 200, headers: Vec::new(), body: body.to_string() }
    }

    pub(crate) fn refusal(status: u16, body: impl ToString) -> Self {
        Self { status, ..Self::ok(body) }
    }
}

/// A platform: a question in, an answer out.
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
    pub(crate) asked: Vec<Get>,
}

impl Outcome {
    pub(crate) fn keys(&self) -> Vec<&str> {
        self.walked.items.iter().map(|item| item.key.as_str()).collect()
    }

    pub(crate) fn texts(&self) -> Vec<&str> {
        self.walked.items.iter().filter_map(|item| item.text.as_deref()).collect()
    }

    /// The last parts of the paths that were asked for.
    pub(crate) fn methods(&self) -> Vec<&str> {
        self.asked.iter().filter_map(|get| get.url.path().rsplit('/').next()).collect()
    }

    pub(crate) fn failure(&self) -> String {
        self.error.as_ref().map(Error::code).unwrap_or_default()
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

/// Walks to the end.
pub(crate) fn walk(source: &Source, cursor: Option<&str>, platform: &mut dyn Platform) -> Outcome {
    walk_for(source, cursor, platform, usize::MAX)
}

/// Walks for at most so many answers.
pub(crate) fn walk_for(
    source: &Source,
    cursor: Option<&str>,
    platform: &mut dyn Platform,
    most: usize,
) -> Outcome {
    let start = Start { source, cursor, secret: Some("planted-key"), salt: Salt([7; 16]), now: now() };
    let mut walk = Walk::new(&start).map_err(|error| error.to_string()).unwrap();
    let mut asked = Vec::new();
    let mut error = None;
    while asked.len() < most {
        let Some(question) = walk.next() else { break };
        assert!(walk.next().is_some_and(|again| again == question), "asked again, it asks something else");
        let Question::Get(get) = question else { panic!("these platforms are only got") };
        assert!(!get.url.as_str().contains("planted-key"), "a key in an address is a key in a log");
        let Reply { status, headers, body } = platform.answer(&get);
        let page = Page { url: get.url.clone(), content_type: None, body: body.into_bytes() };
        let taken = walk.take(&Answer::Page { page: &page, status, headers: &headers });
        asked.push(get);
        assert!(asked.len() < 10_000, "a walk without end");
        if let Err(failed) = taken {
            error = Some(failed);
            break;
        }
    }
    Outcome { walked: walk.end(), error, asked }
}

/// Every text that a walk hands on, one a line. A field added to an item or a walk must be added here: this does not compile
/// without it.
pub(crate) fn everything(outcome: &Outcome) -> String {
    let Walked {
        items,
        withdrawn,
        figures,
        sightings,
        cursor,
        warnings,
        left_out: _,
        fresh_for: _,
        is_cut: _,
    } = &outcome.walked;
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
    lines.extend(outcome.error.iter().map(|error| format!("{error} {error:?} {}", error.code())));
    lines.join("\n")
}

/// Nothing of what was planted comes out.
pub(crate) fn assert_nobody(outcome: &Outcome, planted: &[&str]) {
    let all = everything(outcome).to_lowercase();
    for person in planted {
        assert!(!all.contains(&person.to_lowercase()), "`{person}` came out:\n{all}");
    }
}

/// The parameters of a question.
pub(crate) fn parameter(get: &Get, name: &str) -> Option<String> {
    get.url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

pub(crate) fn number(get: &Get, name: &str) -> Option<usize> {
    parameter(get, name).and_then(|value| value.parse().ok())
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
