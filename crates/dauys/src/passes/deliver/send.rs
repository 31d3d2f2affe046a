//! Sending: each queued message once, a few at a time. Before a message leaves that is written down; what a crash interrupted is found by
//! that and judged by what its channel can know.

use std::cell::RefCell;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use dauys_deliver::{Courier, File, Message, Outcome};
use dauys_model::{Channel, Subscription};
use dauys_store::{Edition, EditionState, Outgoing, OutgoingState, Store};
use futures::StreamExt;
use jiff::{SignedDuration, Timestamp};

use super::couriers::{Purpose, courier};
use super::edition::Drawn;
use super::message::message;
use super::{Plan, Report, Wish, due};
use crate::gather::Gatherer;
use crate::home::Home;
use crate::passes::poll::runtime;

/// Messages on their way at once.
const AT_ONCE: usize = 4;

/// The pause between two parts in one chat: the Bot API takes about one a second.
const BETWEEN_PARTS: Duration = Duration::from_millis(1100);

/// The first pause after a failure; each later one is twice as long, up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(5);

/// See [`FIRST_PAUSE`].
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(4);

/// Sends what these subscriptions have in the outbox and is to be tried by `now`.
pub(super) fn send(
    home: &Home,
    store: &mut Store,
    subscriptions: &[Subscription],
    now: Timestamp,
    report: &mut Report,
) -> anyhow::Result<()> {
    after_a_crash(store, subscriptions)?;
    let mut jobs = Vec::new();
    for outgoing in store.due(now)? {
        let Some(edition) = store.edition_of(outgoing.edition)? else { continue };
        let subscription = subscriptions.iter().find(|other| other.id == edition.key.subscription);
        if let Some((subscription, channel)) =
            subscription.and_then(|found| Some((found, found.to.as_ref()?)))
        {
            jobs.push(Job { outgoing, edition, subscription, channel });
        }
    }
    if jobs.is_empty() {
        return Ok(());
    }
    let instance = instance(store)?;
    let (store, report) = (RefCell::new(store), RefCell::new(report));
    let post = Post { home, store, report, instance, now };
    runtime()?.block_on(async {
        let mut sending =
            futures::stream::iter(jobs.iter().map(|job| post.deliver(job))).buffer_unordered(AT_ONCE);
        while let Some(done) = sending.next().await {
            done?;
        }
        Ok(())
    })
}

/// What was being sent when the program ended: files are put once more, of everything else nobody knows.
fn after_a_crash(store: &mut Store, subscriptions: &[Subscription]) -> anyhow::Result<()> {
    for outgoing in store.unsettled()?.into_iter().filter(|out| out.state == OutgoingState::Sending) {
        let Some(edition) = store.edition_of(outgoing.edition)? else { continue };
        let subscription = subscriptions.iter().find(|other| other.id == edition.key.subscription);
        let Some(subscription) = subscription else { continue };
        if matches!(subscription.to, Some(Channel::Folder { .. } | Channel::Site { .. })) {
            store.postpone(edition.id, "the program ended while it was written", outgoing.next_at)?;
        } else {
            store.unsure(edition.id, "the program ended while it was sent")?;
        }
    }
    Ok(())
}

/// Eight digits that tell this installation from others, in the ids of its messages.
fn instance(store: &Store) -> anyhow::Result<String> {
    use std::hash::Hasher;
    let mut fresh = [0; 16];
    getrandom::fill(&mut fresh).context("the system gives no random bytes")?;
    let mut hasher = siphasher::sip::SipHasher13::new();
    hasher.write(b"instance");
    hasher.write(&store.salt(fresh)?.0);
    Ok(format!("{:08x}", hasher.finish() >> 32))
}

struct Job<'a> {
    outgoing: Outgoing,
    edition: Edition,
    subscription: &'a Subscription,
    channel: &'a Channel,
}

struct Post<'a> {
    home: &'a Home,
    store: RefCell<&'a mut Store>,
    report: RefCell<&'a mut Report>,
    instance: String,
    now: Timestamp,
}

impl Post<'_> {
    /// Sends one message and writes down what became of it. An error is one of the store: sending ends.
    async fn deliver(&self, job: &Job<'_>) -> anyhow::Result<()> {
        let id = job.edition.id;
        if !self.store.borrow_mut().begin_sending(id)? {
            return Ok(());
        }
        let attempt = job.outgoing.attempts + 1;
        let outcome = match self.prepared(job) {
            Ok((courier, message)) => self.parts(job, &courier, &message).await?,
            // Nothing left: the settings or the forms have to be set right.
            Err(why) => Outcome::Refused { why, permanent: false },
        };
        let mut store = self.store.borrow_mut();
        let mut report = self.report.borrow_mut();
        match outcome {
            Outcome::Delivered { receipt } => {
                store.sent(id, &receipt, self.now)?;
                report.sent += 1;
            }
            Outcome::Unsure { why } => {
                store.unsure(id, &why)?;
                report.failed += 1;
            }
            Outcome::Refused { why, permanent: true } => {
                store.give_up(id, &why)?;
                report.failed += 1;
            }
            Outcome::Later { why, .. } | Outcome::Refused { why, .. }
                if attempt >= self.home.config.deliver.tries =>
            {
                store.give_up(id, &format!("{why}; tried {attempt} times"))?;
                report.failed += 1;
            }
            Outcome::Later { why, after } => {
                store.postpone(id, &why, self.next(attempt, after))?;
                report.later += 1;
            }
            Outcome::Refused { why, .. } => {
                store.postpone(id, &why, self.next(attempt, None))?;
                report.later += 1;
            }
        }
        Ok(())
    }

    fn prepared(&self, job: &Job<'_>) -> Result<(Courier, Message), String> {
        let courier = courier(self.home, job.channel, Purpose::Sending)?;
        let store = self.store.borrow();
        let message = of_kept(&store, job.subscription, job.channel, &job.edition, &self.instance);
        Ok((courier, message.map_err(|error| format!("{error:#}"))?))
    }

    /// Sends the parts that have not arrived yet. The last answer counts.
    async fn parts(&self, job: &Job<'_>, courier: &Courier, message: &Message) -> anyhow::Result<Outcome> {
        let all = courier.parts(message);
        let mut part = job.outgoing.parts_done.min(all.saturating_sub(1));
        loop {
            let outcome = courier.send(message, part).await;
            let Outcome::Delivered { .. } = outcome else { return Ok(outcome) };
            part += 1;
            self.store.borrow_mut().part_done(job.edition.id, part)?;
            if part == all {
                return Ok(outcome);
            }
            tokio::time::sleep(BETWEEN_PARTS).await;
        }
    }

    /// When it is tried next: after the pause of that attempt, or the one that was asked for if that is longer.
    fn next(&self, attempt: u32, asked: Option<Duration>) -> Timestamp {
        let doubled = 2_i32.saturating_pow(attempt.saturating_sub(1).min(10));
        let own = FIRST_PAUSE.saturating_mul(doubled).min(LONGEST_PAUSE);
        let asked = asked.and_then(|asked| SignedDuration::try_from(asked).ok()).unwrap_or_default();
        self.now.saturating_add(own.max(asked)).unwrap_or(self.now)
    }
}

/// The message of a kept edition: what was made and approved, to the letter.
fn of_kept(
    store: &Store,
    subscription: &Subscription,
    channel: &Channel,
    edition: &Edition,
    instance: &str,
) -> anyhow::Result<Message> {
    let json = store.edition_json(edition.id)?.context("the edition is gone")?;
    let digest = dauys_digest::from_json(&json)?;
    message(store, subscription, channel, edition, &digest, instance)
}

/// The exact messages that are due, or, with none due, those of the last day; written to a folder instead of sent. Nothing is kept.
pub(crate) fn dry_run(
    home: &Home,
    store: &Store,
    wish: &Wish<'_>,
    folder: &Path,
    now: Timestamp,
) -> anyhow::Result<Vec<String>> {
    let mut written = Vec::new();
    for subscription in super::wanted(home, wish)? {
        let Some(channel) = &subscription.to else { continue };
        let day = match wish.day {
            Some(day) => Some(day),
            None => due::latest(&subscription, &home.config.calendar(), now),
        };
        let Some(day) = day else { continue };
        let due = due::of_day(&subscription, day, now).map_err(crate::exit::Misuse)?;
        let plan = Plan { subscription: &subscription, due };
        let message = shown(home, store, &plan, channel, now)?;
        let courier = courier(home, channel, Purpose::Showing)
            .map_err(|why| anyhow::anyhow!("subscription `{}`: {why}", subscription.id))?;
        for file in courier.written(&message)? {
            written.push(put(&folder.join(subscription.id.as_str()), &file)?);
        }
    }
    Ok(written)
}

/// The message of the kept edition, or of the one that would be made now.
fn shown(
    home: &Home,
    store: &Store,
    plan: &Plan<'_>,
    channel: &Channel,
    now: Timestamp,
) -> anyhow::Result<Message> {
    let instance = match store.kept_salt()? {
        Some(_) => instance(store)?,
        None => "0".repeat(8),
    };
    if let Some(edition) = store.edition(&plan.key())? {
        return of_kept(store, plan.subscription, channel, &edition, &instance);
    }
    let key = plan.key();
    let digest = Gatherer::new(home, store, now).digest(
        &plan.subscription(),
        key.period,
        key.day,
        Default::default(),
    )?;
    let drawn = Drawn::of(&digest);
    let edition = Edition {
        id: dauys_model::EditionId(0),
        made_at: now,
        until: digest.until,
        title: digest.title.clone(),
        language: digest.language,
        state: if drawn.is_quiet { EditionState::Quiet } else { EditionState::Draft },
        key,
        approved_by: None,
        approved_at: None,
        sent_at: None,
    };
    message(store, plan.subscription, channel, &edition, &digest, &instance)
}

fn put(folder: &Path, file: &File) -> anyhow::Result<String> {
    let path = folder.join(&file.name);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).with_context(|| format!("making `{}`", parent.display()))?;
    }
    std::fs::write(&path, &file.bytes).with_context(|| format!("writing `{}`", path.display()))?;
    Ok(path.display().to_string())
}
