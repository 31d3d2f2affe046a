//! The way through the comments of a YouTube channel, by its Data API: channel, newest videos, their counts of comments, and
//! the discussions that have grown.
//!
//! The list of a channel's uploads costs one unit of the quota where a search would cost one of a hundred a day; the counts
//! of fifty videos cost one more, and a video whose count stands still costs nothing. Comments of the channel itself are no
//! citizens' voices and are left out; the videos are announced by the channel's own feed, not here.

mod place;
mod refusal;
mod talk;

use dauys_model::{Kind, Source};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::error::{Error, Refusal};
use crate::items::items_of;
use crate::walk::answered::{Told, count, list, text, told};
use crate::walk::interface::Interface;
use crate::walk::memory::{kept, recalled, short};
use crate::walk::settings::{address, key};
use crate::walk::talks::{self, Subject, Talks};
use crate::walk::youtube::place::Place;
use crate::walk::youtube::refusal::refused;
use crate::walk::youtube::talk::Talk;
use crate::walk::{self, Answer, Get, Question, Start, Walked};

/// Where the Data API is reached.
const USUAL: &str = "https://www.googleapis.com";

/// Videos of a channel that are looked at: one page of its uploads.
const VIDEOS: usize = 50;

/// Asks for the channel, its videos, their counts, their comments.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    asking: Asking,
    memory: Memory,
    warnings: Vec<String>,
    stage: Stage,
}

/// What is remembered of a channel.
#[derive(Default, Serialize, Deserialize)]
struct Memory {
    /// The address of the source, hashed: with another one everything begins anew.
    of: String,
    /// The id of the channel.
    channel: Option<String>,
    /// Its discussions.
    talks: Option<talks::Memory>,
}

enum Stage {
    /// Which channel a handle belongs to.
    Channel {
        handle: String,
    },
    Videos {
        channel: String,
    },
    Counts {
        videos: Vec<String>,
    },
    Comments(Box<Talks<Talk>>),
    End,
}

/// How the Data API is asked.
#[derive(Clone)]
struct Asking {
    interface: std::sync::Arc<Interface>,
    key: String,
}

impl Asking {
    /// A question of one unit.
    fn get(&self, method: &str, parameters: &[(&str, &str)]) -> Get {
        let mut url = self.interface.at(&format!("youtube/v3/{method}"));
        url.query_pairs_mut().extend_pairs(parameters);
        let headers = vec![("X-Goog-Api-Key", self.key.clone())];
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
        let asking = Asking { interface, key: key(start, "a key of the YouTube Data API")? };
        let of = short(url.as_str());
        let mut warnings = Vec::new();
        let memory = recalled::<Memory>(start.cursor, &mut warnings).filter(|memory| memory.of == of);
        let memory = memory.unwrap_or_else(|| Memory { of, ..Memory::default() });
        let stage = match (place, memory.channel.clone()) {
            (Place::Channel(channel), _) | (Place::Handle(_), Some(channel)) => Stage::Videos { channel },
            (Place::Handle(handle), None) => Stage::Channel { handle },
        };
        Ok(Self { source, now: start.now, asking, memory, warnings, stage })
    }

    fn take_channel(&mut self, told: &Told) -> Result<Stage, Error> {
        // Without a match the list is not empty but absent, and said to have no results.
        let is_counted = count(&told.body, &["pageInfo", "totalResults"]) == Some(0);
        if !is_counted {
            list(&told.body, &["items"])?;
        }
        let found = list(&told.body, &["items"]).ok().and_then(|channels| channels.first());
        let Some(found) = found else {
            return Err(Error::unfit(
                "no channel has this handle; its address may be `…/channel/UC…`".into(),
            ));
        };
        let channel = text(found, &["id"]).filter(|id| id.starts_with("UC"));
        let channel = channel.ok_or_else(|| Error::missing("items.id"))?.to_owned();
        self.memory.channel = Some(channel.clone());
        Ok(Stage::Videos { channel })
    }

    fn take_videos(&self, told: &Told) -> Result<Stage, Error> {
        let listed = list(&told.body, &["items"])?;
        let videos: Vec<String> = listed
            .iter()
            .filter_map(|video| text(video, &["contentDetails", "videoId"]).map(str::to_owned))
            .take(VIDEOS)
            .collect();
        if videos.is_empty() && !listed.is_empty() {
            return Err(Error::missing("items.contentDetails.videoId"));
        }
        Ok(if videos.is_empty() { Stage::End } else { Stage::Counts { videos } })
    }

    fn take_counts(&mut self, videos: &[String], told: &Told) -> Result<Stage, Error> {
        let counted = list(&told.body, &["items"])?;
        if !counted.is_empty() && counted.iter().all(|video| video.get("statistics").is_none()) {
            return Err(Error::missing("items.statistics"));
        }
        // A video without a count has its comments switched off; one that is not answered is private or gone.
        let mut subjects: Vec<Subject> = counted
            .iter()
            .filter_map(|video| {
                let count = count(video, &["statistics", "commentCount"])?;
                Some(Subject { id: text(video, &["id"])?.to_owned(), count })
            })
            .collect();
        subjects.sort_by_key(|subject| videos.iter().position(|video| *video == subject.id));
        let talk = Talk { asking: self.asking.clone(), channel: self.memory.channel.clone() };
        let known = self.memory.talks.take();
        let talks = Talks::new(talk, known, subjects, self.source.pages, self.now);
        Ok(Stage::Comments(Box::new(talks)))
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        let get = match &self.stage {
            Stage::Channel { handle } => {
                self.asking.get("channels", &[("part", "id"), ("forHandle", handle)])
            }
            Stage::Videos { channel } => {
                let uploads = format!("UU{}", channel.trim_start_matches("UC"));
                let parameters = [("part", "contentDetails"), ("playlistId", &uploads), ("maxResults", "50")];
                self.asking.get("playlistItems", &parameters)
            }
            Stage::Counts { videos } => {
                let parameters = [("part", "statistics"), ("id", &videos.join(",")), ("maxResults", "50")];
                self.asking.get("videos", &parameters)
            }
            Stage::Comments(talks) => talks.next()?,
            Stage::End => return None,
        };
        Some(Question::Get(get))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        let told = told(answer, Refusal::Closed)?;
        if let Stage::Comments(talks) = &mut self.stage {
            return talks.take(&told);
        }
        if let Some(error) = refused(&told) {
            return Err(error);
        }
        let next = match &self.stage {
            Stage::Channel { .. } => self.take_channel(&told)?,
            Stage::Videos { channel } => {
                let channel = channel.clone();
                let next = self.take_videos(&told)?;
                self.memory.channel = Some(channel);
                next
            }
            Stage::Counts { videos } => {
                let videos = videos.clone();
                self.take_counts(&videos, &told)?
            }
            Stage::Comments(_) | Stage::End => return Ok(()),
        };
        self.stage = next;
        Ok(())
    }

    fn end(self: Box<Self>) -> Walked {
        let Self { mut source, now, mut memory, warnings, stage, .. } = *self;
        let Stage::Comments(talks) = stage else {
            let is_cut = !matches!(stage, Stage::End);
            return Walked {
                cursor: memory.channel.is_some().then(|| kept(&memory)).flatten(),
                is_cut,
                ..Walked::default()
            };
        };
        let brought = talks.end();
        memory.talks = Some(brought.memory);
        // What citizens write stays theirs, whatever the source's entry says.
        let kind = if source.posts.is_of_citizens() { source.posts } else { Kind::Comment };
        let is_other = kind != source.posts;
        source.posts = kind;
        let mut walked = Walked::from(items_of(brought.entries, &source, now));
        if is_other {
            walked.items.iter_mut().for_each(|item| item.kind = Some(kind));
        }
        walked.cursor = kept(&memory);
        walked.warnings.extend(warnings);
        walked.warnings.extend(brought.warnings);
        walked.left_out += brought.left_out;
        walked.is_cut = brought.is_cut;
        walked
    }
}
