//! The discussions under a channel's videos or a community's posts: which have grown, page after page of their comments,
//! branch after branch of their replies.
//!
//! Platforms list the newest first remarks of a discussion, but a reply to an old remark moves nothing to the top. What
//! tells is the count: the discussions whose count differs from the last walk's are read until known ground *and* as many
//! new comments as the count has grown by, and a branch of replies is read when its own count differs. So a quiet channel
//! costs one question, and a reply under a remark of last week is still found.
//!
//! A discussion is remembered as read only when it was read to its end. A walk that is ended early remembers what it brought,
//! and the next one begins the unfinished discussion again.

use std::collections::{BTreeMap, VecDeque};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Refusal};
use crate::items::Entry;
use crate::walk::Get;
use crate::walk::answered::Told;
use crate::walk::memory::{Marks, short};

/// Questions after which no further discussion is begun, where the source does not say.
const QUESTIONS: u32 = 30;

/// Most pages of first remarks of one discussion in one walk.
const MOST_PAGES: u32 = 5;

/// Most pages of one branch of replies in one walk.
const MOST_BRANCH_PAGES: u32 = 5;

/// Most branches of one discussion in one walk; the others wait for the next.
const MOST_BRANCHES: usize = 10;

/// Most branches of one discussion whose count is remembered.
const REMEMBERED_BRANCHES: usize = 50;

/// Seconds for which a comment may appear late: held back for a look by the platform or the owner, it comes with the time
/// at which it was written.
const LATE_SECONDS: i64 = 2 * 86_400;

/// Nothing older is taken, at first sight or later: shorter than texts of citizens are kept, and no archive.
const OLDEST: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What is remembered of all discussions.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Memory {
    talks: Vec<Talk>,
    marks: Marks,
}

/// What is remembered of one discussion.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
struct Talk {
    /// The id of the video or post.
    id: String,
    /// How many comments it had.
    count: u32,
    /// The time of the newest of them, in seconds since 1970.
    newest: i64,
    /// How many replies the long branches had, by their hashed ids.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    branches: BTreeMap<String, u32>,
}

/// A video or post, as it is listed.
pub(super) struct Subject {
    /// Its id.
    pub(super) id: String,
    /// How many comments it has.
    pub(super) count: u32,
}

/// A comment.
pub(super) struct Comment {
    /// What it becomes.
    pub(super) entry: Entry,
    /// What tells it, and this version of it, from others.
    pub(super) mark: String,
    /// When it was written or, if the platform says so, changed: in seconds since 1970.
    pub(super) at: i64,
    /// When it was written.
    pub(super) written: i64,
    /// Whether it is a first remark. Those are listed by the time at which they were written; replies in no order.
    pub(super) is_remark: bool,
}

/// A branch of replies to a first remark.
pub(super) struct Branch {
    /// The id of the remark.
    pub(super) id: String,
    /// How many replies it has.
    pub(super) total: u32,
    /// How many of them came with it.
    pub(super) shown: u32,
}

/// One page of a discussion or a branch.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) comments: Vec<Comment>,
    pub(super) branches: Vec<Branch>,
    /// What the platform wants to hear for the next page.
    pub(super) next: Option<String>,
    /// Keys of comments that are deleted.
    pub(super) withdrawn: Vec<String>,
    pub(super) left_out: u32,
}

/// How a platform is asked for discussions, and what it answers.
pub(super) trait Platform: Send {
    /// The question for a page of a discussion or of a branch of it.
    fn question(&self, subject: &str, branch: Option<&str>, page: Option<&str>) -> Get;

    /// Reads the answer. [`Refusal::Closed`] and [`Refusal::Gone`] are said of this one discussion.
    fn hear(
        &self,
        subject: &str,
        branch: Option<&str>,
        page: Option<&str>,
        told: &Told,
    ) -> Result<Heard, Error>;
}

/// The way through discussions.
pub(super) struct Talks<P> {
    platform: P,
    memory: Memory,
    is_first: bool,
    oldest: i64,
    most: u32,
    asked: u32,
    pending: VecDeque<Subject>,
    /// The ids of what is listed at present, newest first: nothing else is remembered.
    listed: Vec<String>,
    current: Option<Current>,
    entries: Vec<Entry>,
    withdrawn: Vec<String>,
    left_out: u32,
    closed: u32,
    is_cut: bool,
}

/// The discussion that is being read.
struct Current {
    subject: Subject,
    /// What was known of it.
    known: Talk,
    /// Whether anything was.
    is_known: bool,
    /// What will be.
    talk: Talk,
    stage: Stage,
    page: Option<String>,
    pages: u32,
    /// The marks that were met, with the times of their comments.
    met: BTreeMap<String, i64>,
    found: u32,
    waiting: Vec<Branch>,
    is_unfinished: bool,
}

enum Stage {
    Remarks,
    Replies(Branch),
}

/// What discussions brought.
pub(super) struct Brought {
    pub(super) memory: Memory,
    pub(super) entries: Vec<Entry>,
    pub(super) withdrawn: Vec<String>,
    pub(super) warnings: Vec<String>,
    pub(super) left_out: u32,
    pub(super) is_cut: bool,
}

impl<P: Platform> Talks<P> {
    /// Begins with what is listed, newest first. After `most` questions no further discussion is begun.
    pub(super) fn new(
        platform: P,
        memory: Option<Memory>,
        listed: Vec<Subject>,
        most: Option<u32>,
        now: Timestamp,
    ) -> Self {
        let is_first = memory.is_none();
        let memory = memory.unwrap_or_default();
        let mut talks = Self {
            platform,
            is_first,
            oldest: now.checked_sub(OLDEST).unwrap_or(Timestamp::MIN).as_second(),
            most: most.unwrap_or(QUESTIONS).max(1),
            asked: 0,
            pending: VecDeque::new(),
            listed: listed.iter().map(|subject| subject.id.clone()).collect(),
            current: None,
            entries: Vec::new(),
            withdrawn: Vec::new(),
            left_out: 0,
            closed: 0,
            is_cut: false,
            memory,
        };
        for subject in listed {
            let known = talks.memory.talks.iter().find(|talk| talk.id == subject.id);
            if known.map_or(subject.count > 0, |talk| talk.count != subject.count) {
                talks.pending.push_back(subject);
            } else if known.is_none() {
                talks.memory.talks.push(Talk { id: subject.id, ..Talk::default() });
            }
        }
        talks.go_on();
        talks
    }

    /// The next question.
    pub(super) fn next(&self) -> Option<Get> {
        let current = self.current.as_ref()?;
        Some(self.platform.question(&current.subject.id, current.branch(), current.page.as_deref()))
    }

    /// Takes the answer to the last question.
    pub(super) fn take(&mut self, told: &Told) -> Result<(), Error> {
        let Some(mut current) = self.current.take() else { return Ok(()) };
        let page = current.page.as_deref();
        let heard = match self.platform.hear(&current.subject.id, current.branch(), page, told) {
            Err(Error::Refused { refusal: Refusal::Closed | Refusal::Gone, .. }) => {
                self.closed += u32::from(current.branch().is_none());
                Heard::default()
            }
            Err(error) => {
                self.current = Some(current);
                return Err(error);
            }
            Ok(heard) => heard,
        };
        self.asked += 1;
        current.pages += 1;
        self.left_out += heard.left_out;
        self.withdrawn.extend(heard.withdrawn);
        // Known ground: this page reaches back to what the last walk had seen.
        let listed = heard.comments.iter().filter(|comment| comment.is_remark);
        let oldest_listed = listed.map(|comment| comment.written).min();
        let horizon = self.oldest.max(current.known.newest - LATE_SECONDS);
        for comment in heard.comments {
            current.talk.newest = current.talk.newest.max(comment.at);
            if comment.at < horizon {
                continue;
            }
            let is_known = self.memory.marks.knows(&comment.mark);
            if current.met.insert(comment.mark, comment.at).is_none() && !is_known {
                // An edited one was counted before.
                let is_edit = comment.at > comment.written && comment.written <= current.known.newest;
                current.found += u32::from(!is_edit);
                self.entries.push(comment.entry);
            }
        }
        match current.stage {
            Stage::Remarks => {
                current.wait_for(heard.branches, self.is_first);
                let back_at = oldest_listed.unwrap_or(i64::MIN);
                let grown = current.subject.count.saturating_sub(current.known.count);
                let is_met = if current.is_known {
                    back_at <= current.known.newest && current.found >= grown
                } else {
                    self.is_first
                };
                if is_met || back_at < self.oldest || heard.next.is_none() {
                    current.page = None;
                } else if current.pages >= MOST_PAGES {
                    current.page = None;
                    self.is_cut = true;
                } else {
                    current.page = heard.next;
                    self.current = Some(current);
                    self.go_on();
                    return Ok(());
                }
            }
            Stage::Replies(ref branch) => {
                if heard.next.is_some() && current.pages < MOST_BRANCH_PAGES {
                    current.page = heard.next;
                    self.current = Some(current);
                    self.go_on();
                    return Ok(());
                }
                self.is_cut |= heard.next.is_some();
                current.page = None;
                let total = branch.total;
                let name = short(&branch.id);
                current.talk.branches.insert(name, total);
            }
        }
        match current.waiting.pop() {
            Some(branch) => {
                current.stage = Stage::Replies(branch);
                current.pages = 0;
                self.current = Some(current);
            }
            None => self.finish(current),
        }
        self.go_on();
        Ok(())
    }

    /// Remembers a discussion that was read to its end.
    fn finish(&mut self, current: Current) {
        let mut talk = current.talk;
        // What is older will not be taken again for its age alone.
        let late = current.met.into_iter().filter(|(_, at)| *at >= talk.newest - LATE_SECONDS);
        late.for_each(|(mark, _)| {
            self.memory.marks.note(&mark);
        });
        // With branches left to read, the count stays another than the platform's, so that the next walk comes back.
        talk.count = if current.is_unfinished { current.known.count } else { current.subject.count };
        self.is_cut |= current.is_unfinished;
        while talk.branches.len() > REMEMBERED_BRANCHES {
            talk.branches.pop_first();
        }
        self.memory.talks.retain(|known| known.id != talk.id);
        self.memory.talks.push(talk);
    }

    /// Comes to the next discussion, or to the end.
    fn go_on(&mut self) {
        // A discussion that was begun is read on beyond the limit: left in the middle, it would be begun again each time.
        if self.current.is_some() || self.asked >= self.most {
            return;
        }
        let Some(subject) = self.pending.pop_front() else { return };
        let known = self.memory.talks.iter().find(|talk| talk.id == subject.id).cloned();
        let is_known = known.is_some();
        let known = known.unwrap_or_else(|| Talk { id: subject.id.clone(), ..Talk::default() });
        self.current = Some(Current {
            subject,
            talk: known.clone(),
            known,
            is_known,
            stage: Stage::Remarks,
            page: None,
            pages: 0,
            met: BTreeMap::new(),
            found: 0,
            waiting: Vec::new(),
            is_unfinished: false,
        });
    }

    /// What was brought, at the end or early.
    pub(super) fn end(mut self) -> Brought {
        let is_cut = self.is_cut || self.current.is_some() || !self.pending.is_empty();
        for mark in self.current.iter().flat_map(|current| current.met.keys()) {
            self.memory.marks.note(mark);
        }
        self.memory.talks.retain(|talk| self.listed.contains(&talk.id));
        let closed = self.closed;
        Brought {
            memory: self.memory,
            entries: self.entries,
            withdrawn: self.withdrawn,
            warnings: (closed > 0)
                .then(|| format!("discussions that are closed: {closed}"))
                .into_iter()
                .collect(),
            left_out: self.left_out,
            is_cut,
        }
    }
}

impl Current {
    fn branch(&self) -> Option<&str> {
        match &self.stage {
            Stage::Remarks => None,
            Stage::Replies(branch) => Some(&branch.id),
        }
    }

    /// Notes the branches that have grown beyond what came with their remarks.
    fn wait_for(&mut self, branches: Vec<Branch>, is_first: bool) {
        for branch in branches.into_iter().filter(|branch| branch.total > branch.shown) {
            let known = self.talk.branches.get(&short(&branch.id)).copied();
            if known == Some(branch.total) {
                continue;
            }
            if is_first {
                // The first walk of all takes what lies on top, not the archive.
                self.talk.branches.insert(short(&branch.id), branch.total);
            } else if self.waiting.len() < MOST_BRANCHES {
                self.waiting.push(branch);
            } else {
                self.is_unfinished = true;
            }
        }
    }
}
