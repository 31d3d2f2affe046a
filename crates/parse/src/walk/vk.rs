//! The way through VK: the wall of a community, the comments under its posts, or a search for words.
//!
//! Walls of persons are not asked, by construction: an address is either a community's or is looked up by its short name,
//! and only then, as a community, asked for posts.

mod comments;
mod place;
mod post;
mod refusal;
mod search;
mod wall;

use std::sync::Arc;

use dauys_model::Source;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::error::{Error, Refusal};
use crate::walk::answered::{Told, number, text, told};
use crate::walk::interface::Interface;
use crate::walk::memory::{kept, recalled, short};
use crate::walk::settings::{address, key};
use crate::walk::talks;
use crate::walk::vk::comments::Comments;
use crate::walk::vk::place::{PERSON, Place};
use crate::walk::vk::refusal::refused;
use crate::walk::vk::search::Search;
use crate::walk::vk::wall::Wall;
use crate::walk::{self, Answer, Get, Question, Start, Walked};

/// Where the interface is reached.
const USUAL: &str = "https://api.vk.com";

/// The version of the interface that this was written for.
const VERSION: &str = "5.199";

/// Asks for a community and its wall, or searches.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    asking: Asking,
    memory: Memory,
    warnings: Vec<String>,
    stage: Stage,
}

/// What is remembered.
#[derive(Default, Serialize, Deserialize)]
struct Memory {
    /// Address and kind of posts of the source, hashed: with others everything begins anew.
    of: String,
    /// The community, a negative number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    community: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wall: Option<wall::Memory>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    talks: Option<talks::Memory>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    search: Option<search::Memory>,
}

enum Stage {
    /// Whose short name it is.
    Name(String),
    Wall(Box<Wall>),
    Comments(Comments),
    Search(Search),
}

/// How the interface is asked.
#[derive(Clone)]
struct Asking {
    interface: Arc<Interface>,
    token: String,
}

impl Asking {
    fn get(&self, method: &str, parameters: &[(&str, String)]) -> Get {
        let mut url = self.interface.at(&format!("method/{method}"));
        url.query_pairs_mut().extend_pairs(parameters).append_pair("v", VERSION);
        let headers = vec![("Authorization", format!("Bearer {}", self.token))];
        Get { headers, units: 1, ..Get::interface(url) }
    }
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        let url = address(&source)?;
        let place = Place::of(url)?;
        let usual = Url::parse(USUAL).expect("a literal");
        let interface = Interface::new(source.api.as_ref(), &usual)?.into();
        let asking = Asking { interface, token: key(start, "a token of VK")? };
        let of =
            short(&format!("{} {url}", if source.posts.is_of_citizens() { "comments" } else { "posts" }));
        let mut warnings = Vec::new();
        let memory = recalled::<Memory>(start.cursor, &mut warnings).filter(|memory| memory.of == of);
        let memory = memory.unwrap_or_else(|| Memory { of, ..Memory::default() });
        let known = memory.community.filter(|community| *community < 0);
        let mut steps =
            Self { source, now: start.now, asking, memory, warnings, stage: Stage::Name(String::new()) };
        match (place, known) {
            (Place::Search(words), _) => {
                let memory = steps.memory.search.take();
                steps.stage = Stage::Search(Search::new(
                    steps.asking.clone(),
                    words,
                    memory,
                    &steps.source,
                    start.salt,
                    steps.now,
                ));
            }
            (Place::Community(community), _) | (Place::Name(_), Some(community)) => steps.enter(community),
            (Place::Name(name), None) => steps.stage = Stage::Name(name),
        }
        Ok(steps)
    }

    /// Comes to the wall of a community.
    fn enter(&mut self, community: i64) {
        self.memory.community = Some(community);
        let asking = self.asking.clone();
        self.stage = if self.source.posts.is_of_citizens() {
            let memory = self.memory.talks.take();
            Stage::Comments(Comments::new(asking, community, memory, self.source.pages, self.now))
        } else {
            Stage::Wall(Box::new(Wall::new(asking, community, self.memory.wall.take(), self.source.pages)))
        };
    }

    fn take_name(&mut self, told: &Told) -> Result<(), Error> {
        let Some(found) = told.body.get("response") else { return Err(Error::missing("response")) };
        if found.as_array().is_some_and(Vec::is_empty) {
            return Err(Error::Refused { refusal: Refusal::Gone, told: "nobody has this short name".into() });
        }
        let kind = text(found, &["type"]).ok_or_else(|| Error::missing("response.type"))?;
        let id = number(found, &["object_id"]).filter(|id| *id > 0);
        match (kind, id) {
            ("group" | "page" | "event", Some(id)) => self.enter(-id),
            ("group" | "page" | "event", None) => return Err(Error::missing("response.object_id")),
            ("user", _) => return Err(Error::unfit(PERSON.into())),
            _ => return Err(Error::unfit("this short name is of no community".into())),
        }
        Ok(())
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        let get = match &self.stage {
            Stage::Name(name) => {
                Some(self.asking.get("utils.resolveScreenName", &[("screen_name", name.clone())]))
            }
            Stage::Wall(wall) => wall.next(),
            Stage::Comments(comments) => comments.next(),
            Stage::Search(search) => search.next(),
        };
        get.map(Question::Get)
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        let told = told(answer, Refusal::Closed)?;
        if let Stage::Comments(comments) = &mut self.stage {
            return comments.take(&told);
        }
        if let Some(error) = refused(&told) {
            return Err(error);
        }
        match &mut self.stage {
            Stage::Name(_) => self.take_name(&told),
            Stage::Wall(wall) => wall.take(&told),
            Stage::Search(search) => search.take(&told),
            Stage::Comments(_) => Ok(()),
        }
    }

    fn end(self: Box<Self>) -> Walked {
        let Self { source, now, mut memory, warnings, stage, .. } = *self;
        let mut walked = match stage {
            Stage::Name(_) => return Walked { is_cut: true, ..Walked::default() },
            Stage::Wall(wall) => {
                let (walked, kept) = wall.end(&source, now);
                memory.wall = kept;
                walked
            }
            Stage::Comments(comments) => {
                let (walked, kept) = comments.end(&source, now);
                memory.talks = kept;
                walked
            }
            Stage::Search(search) => {
                let (walked, kept) = search.end(&source, now);
                memory.search = kept;
                walked
            }
        };
        walked.cursor = kept(&memory);
        walked.warnings.extend(warnings);
        walked
    }
}
