//! The way through a site's WordPress interface: its posts, new and edited, or its readers' comments.
//!
//! The oldest unseen comes first, and each page is asked for by the time of the last one's newest rather than by its number:
//! an entry that is edited or taken away meanwhile would shift numbered pages, and one would be missed. So a walk may be ended
//! anywhere, and the next one goes on from there.
//!
//! New posts and edited ones are two questions, because neither answers for both: a post that was written on Monday for
//! Friday keeps Monday as its time of change when it appears.

mod comment;
mod post;
mod refusal;
mod route;

use dauys_model::Source;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Refusal};
use crate::items::{Entry, items_of};
use crate::walk::answered::{Told, text, told};
use crate::walk::memory::{Marks, kept, recalled, short};
use crate::walk::settings::address;
use crate::walk::wordpress::refusal::{is_past_the_end, refused};
use crate::walk::wordpress::route::Route;
use crate::walk::{self, Answer, Get, Question, Start, Walked};

/// Pages of one walk where the source does not say.
const PAGES: u32 = 5;

/// Entries of a page, the most that WordPress gives.
const PAGE: usize = 100;

/// Seconds for which a post may appear late: WordPress publishes what is due only when somebody visits the site.
const LATE_POST_SECONDS: i64 = 6 * 3600;

/// Seconds for which a comment may appear late: until somebody has looked at it.
const LATE_COMMENT_SECONDS: i64 = 24 * 3600;

/// An entry this much older than what was asked for shows that the site does not know the question.
const GRACE_SECONDS: i64 = 24 * 3600;

/// Asks for what is new, then for what was edited.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    what: What,
    route: Route,
    memory: Memory,
    stage: Stage,
    /// Only what is later is asked for, in seconds since 1970.
    after: i64,
    page: u32,
    asked: u32,
    has_fallen_back: bool,
    entries: Vec<Entry>,
    warnings: Vec<String>,
    left_out: u32,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Posts,
    Comments,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// The newest, when nothing is known: no archive is read.
    First,
    /// What was published since.
    New,
    /// What was edited since.
    Edited,
    End,
}

/// What is remembered of a site.
#[derive(Default, Serialize, Deserialize)]
struct Memory {
    /// Address and kind of posts of the source, hashed: with others everything begins anew.
    of: String,
    /// Whether the site answers by its plain address only.
    is_plain: bool,
    /// When the newest entry was published, in seconds since 1970; 0 before the first.
    written: i64,
    /// When the last edited one was.
    changed: i64,
    /// Whether there is more between `written` and the present than the last walk took.
    is_behind: bool,
    /// Whether the site does not tell what was edited: WordPress before 5.7.
    hides_changes: bool,
    marks: Marks,
}

/// An entry of a page.
struct Read {
    mark: String,
    written: i64,
    changed: i64,
    /// None for what is there and is not taken: protected, a pingback.
    entry: Option<Entry>,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        let url = address(&source)?;
        let what = if source.posts.is_of_citizens() { What::Comments } else { What::Posts };
        let name = if what == What::Comments { "comments" } else { "posts" };
        let mut route = Route::new(url, source.api.as_ref(), name)?;
        let of = short(&format!("{name} {url}"));
        let mut warnings = Vec::new();
        let memory = recalled::<Memory>(start.cursor, &mut warnings).filter(|memory| memory.of == of);
        let memory = memory.unwrap_or_else(|| Memory { of, ..Memory::default() });
        if memory.is_plain {
            route.be_plain();
        }
        let mut steps = Self {
            source,
            now: start.now,
            what,
            route,
            memory,
            stage: Stage::First,
            after: 0,
            page: 1,
            asked: 0,
            has_fallen_back: false,
            entries: Vec::new(),
            warnings,
            left_out: 0,
        };
        if steps.memory.written > 0 {
            let late = if what == What::Comments { LATE_COMMENT_SECONDS } else { LATE_POST_SECONDS };
            steps.enter(Stage::New, steps.memory.written - if steps.memory.is_behind { 1 } else { late });
        }
        Ok(steps)
    }

    fn enter(&mut self, stage: Stage, after: i64) {
        self.stage = stage;
        self.after = after;
        self.page = 1;
    }

    fn most(&self) -> u32 {
        self.source.pages.unwrap_or(PAGES).max(1)
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let fields = match self.what {
            What::Posts => post::FIELDS,
            What::Comments => comment::FIELDS,
        };
        let mut parameters = vec![("_fields", fields.to_owned()), ("per_page", PAGE.to_string())];
        let after = Timestamp::from_second(self.after).unwrap_or(Timestamp::UNIX_EPOCH).to_string();
        // Comments are ordered by their date in any case.
        let is_of_posts = self.what == What::Posts;
        match self.stage {
            Stage::First | Stage::End => parameters.push(("order", "desc".to_owned())),
            Stage::New => parameters.extend([("order", "asc".to_owned()), ("after", after)]),
            Stage::Edited => parameters.extend([
                ("order", "asc".to_owned()),
                ("orderby", "modified".to_owned()),
                ("modified_after", after),
            ]),
        }
        if is_of_posts && self.stage != Stage::Edited {
            parameters.push(("orderby", "date".to_owned()));
        }
        if self.page > 1 {
            parameters.push(("page", self.page.to_string()));
        }
        parameters
    }

    /// Whether the site answers elsewhere, where it was not yet asked.
    fn falls_back(&mut self, failure: &Error) -> bool {
        let is_gone = matches!(failure, Error::Refused { refusal: Refusal::Gone, .. });
        if !is_gone || self.has_fallen_back || !self.route.be_plain() {
            return false;
        }
        self.has_fallen_back = true;
        self.memory.is_plain = true;
        true
    }

    fn take_page(&mut self, told: &Told, pages: Option<u32>) -> Result<(), Error> {
        let listed = told.body.as_array().ok_or_else(|| Error::missing(self.name()))?;
        let mut read = Vec::with_capacity(listed.len());
        for value in listed {
            match self.read(value) {
                Some(entry) => read.push(entry),
                None => self.left_out += 1,
            }
        }
        if read.is_empty() && !listed.is_empty() {
            return Err(Error::missing(format!("{}.id, date_gmt", self.name())));
        }
        let stage = self.stage;
        let key = |read: &Read| if stage == Stage::Edited { read.changed } else { read.written };
        let is_unasked =
            stage != Stage::First && read.iter().any(|one| key(one) + GRACE_SECONDS < self.after);
        if is_unasked {
            self.ask_otherwise();
            return Ok(());
        }
        let newest = read.iter().map(key).max().unwrap_or(self.after);
        if matches!(self.stage, Stage::First | Stage::New) {
            self.memory.written = self.memory.written.max(newest);
        }
        if self.stage == Stage::Edited {
            self.memory.changed = self.memory.changed.max(newest);
        } else if self.stage == Stage::First {
            let changed = read.iter().map(|read| read.changed).max().unwrap_or_default();
            self.memory.changed = self.memory.changed.max(changed);
        }
        for one in read {
            if self.memory.marks.note(&one.mark) {
                match one.entry {
                    Some(entry) => self.entries.push(entry),
                    None => self.left_out += 1,
                }
            }
        }
        let has_more = match pages {
            Some(pages) => pages > self.page,
            None => listed.len() >= PAGE,
        };
        self.memory.is_behind |= stage == Stage::New && has_more;
        if stage == Stage::First || !has_more {
            self.go_on();
        } else if newest - 1 > self.after {
            self.after = newest - 1;
            self.page = 1;
        } else {
            // More entries of one second than a page holds: an import. There the number of the page must do.
            self.page += 1;
        }
        Ok(())
    }

    /// The site answered with what was not asked for: all its posts from the first on.
    fn ask_otherwise(&mut self) {
        if self.stage == Stage::Edited {
            self.memory.hides_changes = true;
            self.warnings
                .push("the site does not tell what was edited: its WordPress is older than 5.7".to_owned());
            self.go_on();
        } else {
            self.warnings.push("the site does not heed `after`: only its newest page is read".to_owned());
            self.enter(Stage::First, 0);
        }
    }

    /// Comes to the next stage.
    fn go_on(&mut self) {
        if self.stage == Stage::New {
            self.memory.is_behind = false;
        }
        let has_edits = self.what == What::Posts && self.memory.changed > 0 && !self.memory.hides_changes;
        if self.stage == Stage::New && has_edits {
            self.enter(Stage::Edited, self.memory.changed - 1);
        } else {
            self.stage = Stage::End;
        }
    }

    fn name(&self) -> &'static str {
        if self.what == What::Posts { "posts" } else { "comments" }
    }

    fn read(&self, value: &Value) -> Option<Read> {
        match self.what {
            What::Posts => post::read(value),
            What::Comments => comment::read(value, self.route.home()),
        }
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        if self.stage == Stage::End || self.asked >= self.most() {
            return None;
        }
        let url = self.route.url(&self.parameters());
        Some(Question::Get(Get::guest(url)))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        if self.stage == Stage::End {
            return Ok(());
        }
        self.asked += 1;
        let told = match told(answer, Refusal::Closed).and_then(|told| refused(&told).map_or(Ok(told), Err)) {
            Ok(told) => told,
            Err(failure) if is_past_the_end(&failure) => {
                self.go_on();
                return Ok(());
            }
            Err(failure) if self.falls_back(&failure) => {
                self.asked -= 1;
                return Ok(());
            }
            Err(failure) => return Err(failure),
        };
        let pages = answer.header("x-wp-totalpages").and_then(|pages| pages.trim().parse().ok());
        self.take_page(&told, pages)
    }

    fn end(mut self: Box<Self>) -> Walked {
        let is_cut = self.stage != Stage::End;
        let mut walked = Walked::from(items_of(std::mem::take(&mut self.entries), &self.source, self.now));
        walked.cursor = (self.memory.written > 0).then(|| kept(&self.memory)).flatten();
        walked.warnings.append(&mut self.warnings);
        walked.left_out += self.left_out;
        walked.is_cut = is_cut;
        walked
    }
}

/// A time as the interface writes it: of Greenwich, without saying so.
fn seconds(value: &Value, name: &str) -> Option<i64> {
    let written = text(value, &[name])?;
    let moment: Result<Timestamp, _> = format!("{}Z", written.trim_end_matches('Z')).parse();
    moment.ok().map(Timestamp::as_second).filter(|seconds| *seconds > 0)
}

/// A time in seconds as a date for the reader of dates.
fn dated(seconds: i64) -> Vec<String> {
    Timestamp::from_second(seconds).map(|moment| moment.to_string()).into_iter().collect()
}
