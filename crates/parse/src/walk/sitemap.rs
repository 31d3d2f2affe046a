//! The way through a sitemap or an index of them: the newest articles by their dates or, where dates are not to be believed,
//! by what stands at the ends of each map that did not stand there before.
//!
//! `lastmod` is believed only while it tells addresses apart: one site of the region gives today's date to all of its 65 398.
//! News sitemaps are read first and, when they reach back to the last walk, alone. Nothing but a news sitemap tells when an
//! article was published; for others the article's own page does.
//!
//! The first walk takes the newest articles and not the archive. A map without dates tells the newest only by rising numbers
//! in its addresses; without them the first walk notes what is there and takes nothing.

mod ends;
mod maps;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use dauys_model::Source;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::barrier::barrier;
use crate::date::relative_to;
use crate::decode::decode;
use crate::error::{Error, beginning};
use crate::items::{Entry, items_of};
use crate::links::public;
use crate::sitemap::{Place, Sitemap, read};
use crate::walk::answered::page_of;
use crate::walk::memory::{Marks, kept, recalled, short};
use crate::walk::settings::address;
use crate::walk::sitemap::ends::Ends;
use crate::walk::sitemap::maps::{believed, is_of, ordered};
use crate::walk::{self, Answer, Get, Question, Start, Walked, Wants};

/// Maps of one walk where the source does not say.
const PAGES: u32 = 10;

/// How deep indexes may nest.
const DEEPEST: u32 = 3;

/// Addresses that the first walk takes.
const FIRST: usize = 100;

/// Most addresses of a later walk.
const MOST: usize = 1000;

/// How long after its date an address may appear.
const LATE: SignedDuration = SignedDuration::from_hours(48);

/// Most maps without dates of which the ends are remembered.
const REMEMBERED_MAPS: usize = 20;

/// Asks map after map.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    url: Url,
    memory: Memory,
    is_first: bool,
    /// Maps to be read, the next first, with how deep they lie.
    queue: VecDeque<(Url, u32)>,
    met: BTreeSet<Url>,
    asked: u32,
    dated: Vec<Found>,
    undated: Vec<Place>,
    warnings: Vec<String>,
    left_out: u32,
    is_cut: bool,
}

/// What is remembered of a sitemap.
#[derive(Default, Serialize, Deserialize)]
struct Memory {
    /// The address of the source, hashed: with another one everything begins anew.
    of: String,
    /// The newest date, in seconds since 1970.
    newest: Option<i64>,
    /// The addresses of late.
    marks: Marks,
    /// The ends of maps without dates, by the hashed addresses of the maps.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    ends: BTreeMap<String, Ends>,
}

/// An address with a date.
struct Found {
    place: Place,
    at: Timestamp,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        let url = address(&source)?.clone();
        let of = short(url.as_str());
        let mut warnings = Vec::new();
        let known = recalled::<Memory>(start.cursor, &mut warnings).filter(|memory| memory.of == of);
        Ok(Self {
            source,
            now: start.now,
            is_first: known.is_none(),
            memory: known.unwrap_or_else(|| Memory { of, ..Memory::default() }),
            queue: VecDeque::from([(url.clone(), 1)]),
            met: BTreeSet::from([url.clone()]),
            url,
            asked: 0,
            dated: Vec::new(),
            undated: Vec::new(),
            warnings,
            left_out: 0,
            is_cut: false,
        })
    }

    fn most(&self) -> u32 {
        self.source.pages.unwrap_or(PAGES).max(1)
    }

    /// What is older is known ground.
    fn horizon(&self) -> Option<Timestamp> {
        let newest = Timestamp::from_second(self.memory.newest?).ok()?;
        newest.checked_sub(LATE).ok()
    }

    fn date(&self, text: Option<&String>) -> Option<Timestamp> {
        text.and_then(|text| relative_to(self.now, text)).map(|(at, _)| at)
    }

    fn take_index(&mut self, index: Sitemap, depth: u32) {
        if depth >= DEEPEST {
            self.warnings.push(format!("indexes of sitemaps deeper than {DEEPEST} are not read"));
            return;
        }
        let horizon = self.horizon();
        let (maps, elsewhere) = ordered(index.places, &self.url, self.now);
        if elsewhere > 0 {
            self.warnings.push(format!("sitemaps of other sites are not read: {elsewhere}"));
        }
        for map in maps.into_iter().rev() {
            let is_known = matches!((map.at, horizon), (Some(at), Some(horizon)) if at < horizon);
            if !is_known && self.met.insert(map.url.clone()) {
                self.queue.push_front((map.url, depth + 1));
            }
        }
    }

    fn take_map(&mut self, map: Sitemap, url: &Url) {
        let count = map.places.len();
        let is_news = map.places.iter().any(|place| place.published.is_some());
        let is_believed = believed(map.places.iter().map(|place| place.modified.as_deref()));
        if !is_believed && !is_news && map.places.iter().any(|place| place.modified.is_some()) {
            self.warnings.push(format!("`lastmod` is the same for all {count} addresses and not believed"));
        }
        let date = |place: &Place| {
            let written = self.date(place.published.as_ref());
            written.or_else(|| self.date(place.modified.as_ref().filter(|_| is_believed)))
        };
        let dates: Vec<Option<Timestamp>> = map.places.iter().map(date).collect();
        if dates.iter().flatten().count() * 2 < count {
            self.take_undated(map.places, url);
            return;
        }
        let horizon = self.horizon();
        let oldest = dates.iter().flatten().min().copied().unwrap_or(self.now);
        for (place, at) in map.places.into_iter().zip(dates) {
            if let Some(at) = at.filter(|at| horizon.is_none_or(|horizon| *at >= horizon)) {
                self.dated.push(Found { place, at });
            }
        }
        let reaches_back = horizon.map_or(self.dated.len() >= FIRST || is_news, |horizon| oldest <= horizon);
        // A first walk has enough with its newest map; a later one with news that reach back to where it was.
        if reaches_back && (is_news || self.is_first) {
            self.queue.clear();
        }
    }

    fn take_undated(&mut self, mut places: Vec<Place>, url: &Url) {
        places.retain(|place| place.url.is_some());
        let name = short(url.as_str());
        let known = self.memory.ends.get(&name);
        let addresses: Vec<&str> =
            places.iter().filter_map(|place| place.url.as_ref()).map(Url::as_str).collect();
        let ends = Ends::of(&addresses);
        let new = match known.and_then(|known| known.beyond(&addresses)) {
            Some(new) => new,
            // A further map of a known index holds what is new, if it is no more than that.
            None if !self.is_first && known.is_none() && places.len() <= MOST => (0..places.len()).collect(),
            None => {
                let newest = ends::highest(&addresses, FIRST);
                if newest.is_empty() && !places.is_empty() {
                    self.warnings.push(format!(
                        "{} addresses without dates are noted: what is added to them from now on is taken",
                        places.len()
                    ));
                }
                newest
            }
        };
        let new: BTreeSet<usize> = new.into_iter().collect();
        self.undated.extend(
            places.into_iter().enumerate().filter(|(index, _)| new.contains(index)).map(|(_, place)| place),
        );
        if self.memory.ends.len() < REMEMBERED_MAPS || self.memory.ends.contains_key(&name) {
            self.memory.ends.insert(name, ends);
        }
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        if self.asked >= self.most() {
            return None;
        }
        let (url, _) = self.queue.front()?;
        // Of what can be hoped for, a feed is the one in XML.
        Some(Question::Get(Get::page(url.clone(), Wants::Feed)))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        let page = page_of(answer)?;
        let text = decode(page)?.text;
        let Some((url, depth)) = self.queue.front().cloned() else { return Ok(()) };
        let Some(map) = read(&text, &page.url) else {
            let barrier = barrier(&text);
            if depth == 1 || barrier.is_some() {
                return Err(Error::Unlike { expected: "a sitemap", barrier, seen: beginning(&text) });
            }
            // One map of many: the others are not lost for it.
            self.queue.pop_front();
            self.asked += 1;
            self.warnings.push("a map of the index is no sitemap".to_owned());
            self.is_cut = true;
            return Ok(());
        };
        self.queue.pop_front();
        self.asked += 1;
        self.left_out += map.broken;
        if map.places.is_empty() && map.broken > 0 {
            return Err(Error::missing("loc"));
        }
        if map.is_index {
            self.take_index(map, depth);
        } else {
            self.take_map(map, &url);
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> Walked {
        let unread = self.queue.len();
        let is_early = unread > 0 && self.asked < self.most();
        if unread > 0 && !is_early {
            self.is_cut = true;
            self.warnings.push(format!(
                "sitemaps left unread: {unread}; `pages` may be more, or `url` the map of news"
            ));
        }
        let most = if self.is_first { FIRST } else { MOST };
        self.dated
            .sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.place.url.cmp(&other.place.url)));
        let newest = self.dated.first().map(|found| found.at.min(self.now));
        let mut entries = Vec::new();
        let mut taken = BTreeSet::new();
        let mut met = Vec::new();
        let places = self.dated.into_iter().map(|found| found.place).chain(self.undated);
        for place in places {
            let Some(url) = place.url.filter(|url| is_of(&self.url, url) && url.path() != "/") else {
                continue;
            };
            let Some(url) = public(url) else {
                // Only the address says anything, and it names a person.
                self.left_out += 1;
                continue;
            };
            if !taken.insert(url.clone()) {
                continue;
            }
            let is_known = self.memory.marks.knows(url.as_str());
            met.push(url.to_string());
            if is_known {
                continue;
            }
            if entries.len() >= most {
                // Of a first walk the rest is archive, and noted as such.
                self.is_cut |= !self.is_first;
                continue;
            }
            entries.push(Entry {
                link: Some(url),
                title: place.title,
                dates: place.published.into_iter().collect(),
                language: place.language,
                ..Entry::default()
            });
        }
        // The newest last, since those are the ones that stay remembered.
        for address in met.iter().take(MOST).rev() {
            self.memory.marks.note(address);
        }
        let has_any = !taken.is_empty() || !self.memory.ends.is_empty();
        if !is_early && let Some(newest) = newest {
            self.memory.newest = self.memory.newest.max(Some(newest.as_second()));
        }
        let mut walked = Walked::from(items_of(entries, &self.source, self.now));
        // A first walk that was ended early is as none: the next is a first one too.
        let is_kept = if self.is_first { has_any && !is_early } else { true };
        walked.cursor = is_kept.then(|| kept(&self.memory)).flatten();
        walked.warnings.splice(0..0, self.warnings);
        walked.left_out += self.left_out;
        walked.is_cut = self.is_cut || is_early;
        walked
    }
}
