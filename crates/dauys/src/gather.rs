//! From store and lexicons to what digests are made of: the topics of a day, week or month in the words of each reader, what the
//! reader was told before, and the coverage. What two readers need alike is read once.

mod counts;
mod coverage;
mod past;
mod raised;
mod topic;
mod wanted;
mod words;

use std::collections::BTreeMap;

use dauys_digest::{Coverage, DayTopic, Digest, DueAnswer, FiredAlert, Input, Provenance};
use dauys_model::{
    Due, Interface, Language, Notice, Period, Reviewed, SearchId, SourceId, Subscription, Topic, TopicId,
    Trend, day_end, day_start,
};
use dauys_store::{NoticeFilter, Store, TopicFilter, VoiceCount};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::commands::topics;
use crate::home::Home;
use counts::Counts;
use raised::Raised;
use topic::Span;
use wanted::Wanted;

/// Curves begin so many days before the day, or with the week or month if that is earlier.
const CURVE_DAYS: i64 = 13;

/// Topics with a text in the last so many days before a period are still looked at.
const REMEMBERED_DAYS: i64 = 14;

/// An answer is told of from so many days before it is due.
const DUE_DAYS: i64 = 7;

/// What a run gathers, so that two hundred readers cost the reading of a day once.
pub(crate) struct Gatherer<'a> {
    home: &'a Home,
    store: &'a Store,
    now: Timestamp,
    names: Option<BTreeMap<SourceId, String>>,
    searches: Option<Vec<(SearchId, String)>>,
    notices: Option<Vec<Notice>>,
    dues: Option<Vec<Due>>,
    standing: BTreeMap<Span, Vec<(Topic, Option<Trend>)>>,
    raised: BTreeMap<(Span, TopicId), Raised>,
    told: BTreeMap<(Span, TopicId, Interface, Option<Language>), DayTopic>,
    coverage: BTreeMap<(Span, Interface), Coverage>,
    counts: BTreeMap<(Date, Date), Vec<VoiceCount>>,
}

impl<'a> Gatherer<'a> {
    /// Gathers from a store as it is at a moment.
    pub(crate) fn new(home: &'a Home, store: &'a Store, now: Timestamp) -> Self {
        Self {
            home,
            store,
            now,
            names: None,
            searches: None,
            notices: None,
            dues: None,
            standing: BTreeMap::new(),
            raised: BTreeMap::new(),
            told: BTreeMap::new(),
            coverage: BTreeMap::new(),
            counts: BTreeMap::new(),
        }
    }

    /// The digest of one subscription for a day, or for the week or month that ends with `day`, after what editors did. The same
    /// store, day and moment give the same.
    pub(crate) fn digest(
        &mut self,
        subscription: &Subscription,
        period: Period,
        day: Date,
        reviewed: Reviewed,
    ) -> anyhow::Result<Digest> {
        let mut input = self.input(subscription, period, day)?;
        input.reviewed = reviewed;
        Ok(dauys_digest::build(input))
    }

    /// What [`Self::digest`] is made of, before any editor did something.
    pub(crate) fn input(
        &mut self,
        subscription: &Subscription,
        period: Period,
        day: Date,
    ) -> anyhow::Result<Input> {
        let span = Span::new(period, day);
        let (home, store) = (self.home, self.store);
        let language = subscription.language;
        let watched = subscription.topics.iter().map(|topic| store.shown_as(topic));
        let watched = watched.collect::<Result<_, _>>()?;
        let wanted = Wanted::of(&home.config, subscription, watched, day)?;
        let until = self.now.clamp(day_start(span.from), day_end(day));
        let quotes = raised::preferred(subscription.quotes, language);
        let (topics, waiting) = self.topics(&wanted, span, until, (language, quotes))?;
        let last = past::last_sent(store, &subscription.id, span.period, day)?;
        let since = last.as_ref().map_or_else(|| day_start(span.from), |(_, until)| *until);
        let mut coverage = self.coverage(span, language)?.clone();
        coverage.waiting = waiting;
        let mut input = Input::new(subscription.id.clone(), &subscription.title, language, day);
        input.period = span.period;
        input.from = span.from;
        input.until = until;
        input.since = day_start(day.checked_sub(CURVE_DAYS.days())?.min(span.from));
        input.filters = words::filters(&home.config, subscription, &wanted.places, day);
        input.topics = topics;
        input.last_sent = last.map(|(last, _)| last);
        input.corrections = past::corrections(store, &subscription.id, day, language)?;
        input.missed = past::missed(store, &subscription.id, day, until)?;
        input.dues = self.dues(&wanted, day, language)?;
        input.alerts = self.alerts(subscription, since, until)?;
        if span.period != Period::Day {
            self.count(&mut input, &wanted, span)?;
        }
        input.coverage = coverage;
        input.provenance = Provenance {
            version: env!("CARGO_PKG_VERSION").into(),
            configuration: home.config.hash.clone(),
            position: store.last_change()?.unsigned_abs(),
        };
        input.pages = home.config.deliver.pages();
        Ok(input)
    }

    /// The topics that are told of, and how many of those meant wait for a person's decision.
    fn topics(
        &mut self,
        wanted: &Wanted,
        span: Span,
        until: Timestamp,
        reader: (Interface, Option<Language>),
    ) -> anyhow::Result<(Vec<DayTopic>, u32)> {
        let mut meant: Vec<(Topic, Trend)> = Vec::new();
        let mut waiting = 0;
        for (topic, trend) in self.standing(span)? {
            let Some(trend) = *trend else { continue };
            if wanted.watched.contains(&topic.id) || wanted.means(topic) {
                meant.push((topic.clone(), trend));
            }
        }
        // A topic on the watch list may have been silent for long.
        for id in &wanted.watched {
            if !meant.iter().any(|(topic, _)| topic.id == *id)
                && let Some(topic) = self.store.topic(id)?
                && let Some(trend) = span.standing(&topic)
            {
                meant.push((upto(topic, span.day), trend));
            }
        }
        let mut told = Vec::new();
        for (topic, trend) in meant {
            let is_shown = topics::is_shown(&self.home.config, &topic);
            if !is_shown && trend == Trend::Quiet {
                continue;
            }
            let is_old = trend == Trend::Quiet && span.is_forgotten(&topic);
            if is_old && !wanted.watched.contains(&topic.id) {
                continue;
            }
            // Only a wish for sources asks for the texts of what is not told.
            if wanted.sources.is_some()
                && !wanted.means_sources(&topic.id, self.raised(&topic, span, until)?.sources.iter())
            {
                continue;
            }
            if is_shown {
                told.push(self.told(&topic, trend, span, until, reader)?);
            } else {
                waiting += 1;
            }
        }
        Ok((told, waiting))
    }

    /// All topics as they stand, with counts up to the last day only.
    fn standing(&mut self, span: Span) -> anyhow::Result<&[(Topic, Option<Trend>)]> {
        if !self.standing.contains_key(&span) {
            let from = span.from.checked_sub(REMEMBERED_DAYS.days()).unwrap_or(Date::MIN);
            let topics = self.store.topics(&TopicFilter { from: from.min(span.before().0), to: span.day })?;
            let standing = topics.into_iter().map(|topic| upto(topic, span.day));
            let standing = standing.map(|topic| {
                let trend = span.standing(&topic);
                (topic, trend)
            });
            self.standing.insert(span, standing.collect());
        }
        Ok(self.standing.get(&span).map_or(&[], Vec::as_slice))
    }

    fn raised(&mut self, topic: &Topic, span: Span, until: Timestamp) -> anyhow::Result<&Raised> {
        let key = (span, topic.id.clone());
        if !self.raised.contains_key(&key) {
            let names = names(&mut self.names, self.store)?;
            let read = Raised::read(self.store, topic, span.day, until, |source| called(names, source))?;
            self.raised.insert(key.clone(), read);
        }
        Ok(&self.raised[&key])
    }

    fn told(
        &mut self,
        topic: &Topic,
        trend: Trend,
        span: Span,
        until: Timestamp,
        (interface, quotes): (Interface, Option<Language>),
    ) -> anyhow::Result<DayTopic> {
        let key = (span, topic.id.clone(), interface, quotes);
        if !self.told.contains_key(&key) {
            self.raised(topic, span, until)?;
            let raised = &self.raised[&(span, topic.id.clone())];
            let names = names(&mut self.names, self.store)?;
            let told = topic::day_topic(
                &self.home.config,
                (topic, trend),
                raised,
                span,
                until,
                (interface, quotes),
                |source| called(names, source),
            );
            self.told.insert(key.clone(), told);
        }
        Ok(self.told[&key].clone())
    }

    fn coverage(&mut self, span: Span, language: Interface) -> anyhow::Result<&Coverage> {
        let key = (span, language);
        if !self.coverage.contains_key(&key) {
            let told = coverage::coverage(self.home, self.store, (span.from, span.day), language)?;
            self.coverage.insert(key, told);
        }
        Ok(&self.coverage[&key])
    }

    /// Answers that are waited for on the day, due within a week or overdue. Those about no topic are the office's own business.
    fn dues(&mut self, wanted: &Wanted, day: Date, language: Interface) -> anyhow::Result<Vec<DueAnswer>> {
        if self.dues.is_none() {
            self.dues = Some(self.store.dues(false)?);
        }
        let soon = day.saturating_add(DUE_DAYS.days());
        let mut dues = Vec::new();
        for due in self.dues.iter().flatten() {
            if due.day > soon || due.answered.is_some_and(|answered| answered <= day) {
                continue;
            }
            let topic = match &due.topic {
                Some(topic) => self.store.topic(&self.store.shown_as(topic)?)?,
                None => None,
            };
            if topic.as_ref().map_or(!wanted.is_public, |topic| wanted.means(topic)) {
                let title = topic.map(|topic| words::title(&topic, language));
                dues.push(DueAnswer { due: due.clone(), title });
            }
        }
        Ok(dues)
    }

    /// What the saved searches of a subscription told after one moment and up to another.
    fn alerts(
        &mut self,
        subscription: &Subscription,
        since: Timestamp,
        until: Timestamp,
    ) -> anyhow::Result<Vec<FiredAlert>> {
        if subscription.searches.is_empty() {
            return Ok(Vec::new());
        }
        if self.notices.is_none() {
            self.notices = Some(self.store.notices(&NoticeFilter::default())?);
            let searches = self.store.searches()?.into_iter();
            self.searches = Some(searches.map(|search| (search.id, search.draft.name)).collect());
        }
        let (searches, notices) = (self.searches.iter().flatten(), self.notices.iter().flatten());
        let wanted: BTreeMap<SearchId, &str> = searches
            .filter(|(_, name)| subscription.searches.contains(name))
            .map(|(id, name)| (*id, name.as_str()))
            .collect();
        for name in &subscription.searches {
            if !wanted.values().any(|known| known == name) {
                tracing::warn!("subscription `{}`: there is no saved search `{name}`", subscription.id);
            }
        }
        let fired = notices.filter(|notice| since < notice.told.at && notice.told.at <= until);
        Ok(fired
            .filter_map(|notice| {
                let search = (*wanted.get(&notice.search)?).to_owned();
                Some(FiredAlert { notice: notice.id, of: notice.search, search, told: notice.told.clone() })
            })
            .collect())
    }

    fn count(&mut self, input: &mut Input, wanted: &Wanted, span: Span) -> anyhow::Result<()> {
        let spans = [(span.from, span.day), span.before(), span.last_year()];
        for span in spans {
            if !self.counts.contains_key(&span) {
                self.counts.insert(span, self.store.voice_counts(span.0, span.1)?);
            }
        }
        let [now, before, last_year] = spans.map(|span| self.counts[&span].as_slice());
        input.has_before = !before.is_empty();
        input.has_last_year = !last_year.is_empty();
        input.counts = Counts { now, before, last_year }.by_region(wanted, input.interface);
        Ok(())
    }
}

/// A topic with the counts up to a day only.
fn upto(mut topic: Topic, day: Date) -> Topic {
    topic.days.retain(|count| count.day <= day);
    topic
}

/// The names of all sources, read when first needed.
fn names<'n>(
    names: &'n mut Option<BTreeMap<SourceId, String>>,
    store: &Store,
) -> anyhow::Result<&'n BTreeMap<SourceId, String>> {
    if names.is_none() {
        *names = Some(store.source_names()?.into_iter().collect());
    }
    Ok(names.get_or_insert_default())
}

fn called(names: &BTreeMap<SourceId, String>, source: &SourceId) -> String {
    names.get(source).cloned().unwrap_or_else(|| source.to_string())
}
