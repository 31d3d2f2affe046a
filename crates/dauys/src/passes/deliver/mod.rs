//! Deliver: editions of subscriptions that are due are made and kept, approved ones are queued, and what is queued is sent once. Every
//! step is written before the next one, so a pass that is killed loses nothing and sends nothing twice that can be known.

mod couriers;
mod due;
mod edition;
mod message;
mod send;
mod settle;
mod site;
mod told;

use anyhow::Context;
use dauys_model::{EditionKey, Period, Subscription};
use dauys_store::Store;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::exit::Misuse;
use crate::gather::Gatherer;
use crate::home::Home;
use crate::subscriptions;

pub(crate) use edition::redraw;
pub(crate) use send::dry_run;

/// What is wanted besides what is due.
#[derive(Clone, Copy, Default)]
pub(crate) struct Wish<'a> {
    /// This subscription alone.
    pub(crate) subscription: Option<&'a str>,
    /// The edition for this day, whatever the hour.
    pub(crate) day: Option<Date>,
    /// Send again what may have arrived or was given up.
    pub(crate) retry: bool,
}

/// What came of the pass.
#[derive(Default)]
pub(crate) struct Report {
    /// Editions made.
    pub(crate) made: usize,
    /// Messages that arrived.
    pub(crate) sent: usize,
    /// Messages that are tried again.
    pub(crate) later: usize,
    /// Messages that are not tried again, or of which nobody knows whether they arrived.
    pub(crate) failed: usize,
    /// What a person should hear of, once.
    pub(crate) news: Vec<String>,
}

/// A subscription and the edition of it that is due.
struct Plan<'a> {
    subscription: &'a Subscription,
    due: due::Due,
}

impl Plan<'_> {
    fn key(&self) -> EditionKey {
        EditionKey {
            subscription: self.subscription.id.clone(),
            period: self.subscription.period,
            day: self.due.day,
        }
    }

    /// The subscription as it is on that day: on holidays, perhaps only what is urgent.
    fn subscription(&self) -> Subscription {
        let mut subscription = self.subscription.clone();
        if self.due.urgent_alone {
            subscription.urgency = dauys_model::Urgency::Urgent;
        }
        subscription
    }
}

/// Makes, queues and sends what is due at `now`. The caller holds the lock.
pub(crate) fn deliver(
    home: &Home,
    store: &mut Store,
    wish: &Wish<'_>,
    now: Timestamp,
) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let subscriptions = wanted(home, wish)?;
    if wish.retry {
        settle::again(store, &subscriptions, wish, now)?;
    }
    let plans = plans(home, &subscriptions, wish, now)?;
    make(home, store, &plans, now, &mut report)?;
    settle::settle(home, store, &subscriptions, wish, now, &mut report)?;
    send::send(home, store, &subscriptions, now, &mut report)?;
    report.news.extend(told::news(store)?);
    tracing::info!(
        made = report.made,
        sent = report.sent,
        later = report.later,
        failed = report.failed,
        "editions"
    );
    Ok(report)
}

fn wanted(home: &Home, wish: &Wish<'_>) -> anyhow::Result<Vec<Subscription>> {
    match wish.subscription {
        Some(id) => Ok(vec![subscriptions::one(&home.config, Some(id))?]),
        None => subscriptions::all(&home.config).context("reading the subscriptions"),
    }
}

fn plans<'a>(
    home: &Home,
    subscriptions: &'a [Subscription],
    wish: &Wish<'_>,
    now: Timestamp,
) -> anyhow::Result<Vec<Plan<'a>>> {
    let calendar = home.config.calendar();
    let mut plans = Vec::new();
    for subscription in subscriptions {
        let due = match wish.day {
            Some(day) => Some(due::of_day(subscription, day, now).map_err(Misuse)?),
            None => {
                let lead = if subscription.needs_review() { home.config.deliver.draft_minutes } else { 0 };
                due::due(subscription, &calendar, lead, now)
            }
        };
        plans.extend(due.map(|due| Plan { subscription, due }));
    }
    Ok(plans)
}

/// Makes the editions of plans that have none yet.
fn make(
    home: &Home,
    store: &mut Store,
    plans: &[Plan<'_>],
    now: Timestamp,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut missing = Vec::new();
    for plan in plans {
        if store.edition(&plan.key())?.is_none() {
            missing.push(plan);
        }
    }
    let mut made = Vec::new();
    let mut gatherer = Gatherer::new(home, store, now);
    for plan in missing {
        let subscription = plan.subscription();
        let digest = gatherer.digest(&subscription, plan.key().period, plan.due.day, Default::default());
        match digest {
            Ok(digest) => made.push((plan, edition::Drawn::of(&digest))),
            // One reader's trouble is not that of the others.
            Err(error) => report.news.push(format!("the edition {} was not made: {error:#}", plan.key())),
        }
    }
    for (plan, drawn) in made {
        let key = plan.key();
        let subscription = plan.subscription;
        let quiet = drawn.is_quiet
            && subscription.to.is_some()
            && (plan.due.urgent_alone || subscription.quiet_days == dauys_model::OnQuietDay::Nothing);
        let approved = !subscription.needs_review();
        let id = store.keep_edition(&drawn.edition(&key, now, quiet), approved)?;
        let Some(id) = id else { continue };
        report.made += 1;
        if !approved && !quiet {
            report.news.push(format!(
                "the {} for {} waits for an editor: look at it with `dauys review {id}`",
                name_of(&key),
                key.subscription
            ));
        }
    }
    Ok(())
}

/// `digest of 21.11`, as lines for the operator say it.
pub(crate) fn name_of(key: &EditionKey) -> String {
    let day = key.day.strftime("%d.%m");
    match key.period {
        Period::Day => format!("digest of {day}"),
        Period::Week => format!("digest of the week to {day}"),
        Period::Month => format!("digest of the month to {day}"),
    }
}
