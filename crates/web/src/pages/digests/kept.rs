//! Editions that are kept: the list of the archive, narrowed by subscription, period, state and words.

use dauys_model::{EditionKey, Language, Period, SubscriptionId};
use dauys_store::{Edition, EditionFilter, EditionState, Store};
use dauys_text::person::{Asked as Word, only_a_name};
use jiff::civil::Date;

use super::{period_name, state_name};
use crate::failure::Failure;
use crate::filters;
use crate::frame::Frame;
use crate::links;
use crate::params::{Params, address};
use crate::readers::Listed;

/// Editions of one page.
const PER_PAGE: u32 = 30;
/// The longest question, in characters, and its words.
const MOST_CHARS: usize = 200;
const MOST_WORDS: usize = 12;

/// By what the list of editions is narrowed.
#[derive(Clone, Default, Debug)]
pub(super) struct Narrowed {
    pub(super) subscription: Option<SubscriptionId>,
    pub(super) period: Option<Period>,
    pub(super) state: Option<EditionState>,
    pub(super) words: String,
    page: u32,
}

/// An edition as the list shows it.
pub(super) struct Row {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) lang: &'static str,
    pub(super) datetime: String,
    pub(super) day: String,
    pub(super) period: String,
    pub(super) state: &'static str,
    pub(super) state_name: String,
    pub(super) review: Option<String>,
}

/// A value that can be chosen.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// The form above the list, and the list.
pub(super) struct Kept {
    pub(super) subscriptions: Vec<Choice>,
    pub(super) periods: Vec<Choice>,
    pub(super) states: Vec<Choice>,
    pub(super) words: String,
    pub(super) is_narrow: bool,
    pub(super) rows: Vec<Row>,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
}

impl Narrowed {
    /// Reads what the address says.
    pub(super) fn of(frame: &Frame, params: &Params) -> Result<Self, Failure> {
        let subscription = params.get("subscription").map(SubscriptionId::new).transpose();
        let state = params.get("state").map(|given| {
            EditionState::ALL.into_iter().find(|state| state.code() == given).ok_or_else(|| {
                let given: String = given.chars().take(60).collect();
                Failure::Bad(frame.say("filters.no_state", &[("given", &given)]))
            })
        });
        Ok(Self {
            subscription: subscription.map_err(|_| Failure::NotFound)?,
            period: params.get("period").map(|given| filters::period(frame, Some(given))).transpose()?,
            state: state.transpose()?,
            words: params.get("q").unwrap_or_default().trim().chars().take(MOST_CHARS).collect(),
            page: u32::try_from(filters::page_number(params)).unwrap_or(1),
        })
    }

    fn is_narrow(&self) -> bool {
        self.subscription.is_some() || self.period.is_some() || self.state.is_some() || !self.words.is_empty()
    }

    fn address(&self, page: u32) -> String {
        let page = (page > 1).then(|| page.to_string());
        let pairs = [
            ("subscription", self.subscription.as_ref().map(SubscriptionId::as_str)),
            ("period", self.period.map(Period::code)),
            ("state", self.state.map(EditionState::code)),
            ("q", Some(self.words.as_str()).filter(|words| !words.is_empty())),
            ("page", page.as_deref()),
        ];
        address("/digests", pairs.into_iter().filter_map(|(name, value)| Some((name, value?))))
    }

    /// The list: of all times where it is narrowed, of one month where it is not.
    pub(super) fn list(
        &self,
        frame: &Frame,
        store: &Store,
        listed: &Listed,
        (from, to): (Date, Date),
    ) -> Result<Kept, Failure> {
        let readings = terms(&self.words)?;
        let of_month = !self.is_narrow();
        // A question of which no term is left, such as a point, is no question.
        let is_void = !self.words.is_empty() && readings.is_empty();
        let filter = EditionFilter {
            subscription: self.subscription.as_ref(),
            period: self.period,
            state: self.state,
            words: &[],
            from: of_month.then_some(from),
            to: of_month.then_some(to),
            limit: Some(PER_PAGE + 1),
            offset: (self.page - 1) * PER_PAGE,
        };
        let words = reading(store, &filter, readings)?;
        let filter = EditionFilter { words: &words, ..filter };
        let mut editions = if is_void { Vec::new() } else { store.editions(&filter)? };
        let is_more = editions.len() > PER_PAGE as usize;
        editions.truncate(PER_PAGE as usize);
        let chosen = |id: &str| self.subscription.as_ref().is_some_and(|one| one.as_str() == id);
        Ok(Kept {
            subscriptions: listed
                .subscriptions
                .iter()
                .map(|to| Choice {
                    value: to.id.to_string(),
                    name: to.title.clone(),
                    chosen: chosen(to.id.as_str()),
                })
                .collect(),
            periods: filters::PERIODS
                .map(|period| Choice {
                    value: period.code().into(),
                    name: period_name(frame, period),
                    chosen: self.period == Some(period),
                })
                .into(),
            states: EditionState::ALL
                .map(|state| Choice {
                    value: state.code().into(),
                    name: state_name(frame, state),
                    chosen: self.state == Some(state),
                })
                .into(),
            words: self.words.clone(),
            is_narrow: self.is_narrow(),
            rows: editions.into_iter().map(|edition| row(frame, edition)).collect(),
            previous: (self.page > 1).then(|| self.address(self.page - 1)),
            next: is_more.then(|| self.address(self.page + 1)),
        })
    }
}

fn row(frame: &Frame, edition: Edition) -> Row {
    Row {
        href: links::edition(&edition.key),
        lang: edition.language.code(),
        datetime: edition.key.day.to_string(),
        day: frame.full_day(edition.key.day),
        period: period_name(frame, edition.key.period),
        state: edition.state.code(),
        state_name: state_name(frame, edition.state),
        review: matches!(edition.state, EditionState::Draft | EditionState::Held)
            .then(|| format!("/review/{}", edition.id)),
        title: edition.title,
    }
}

/// The terms of the words that are looked for, read as Kazakh and as Russian; none where no word is left. A question that is only a
/// person's name is refused, as everywhere.
pub(crate) fn terms(words: &str) -> Result<Vec<Vec<String>>, Failure> {
    let words: Vec<&str> = words.split_whitespace().take(MOST_WORDS).collect();
    let asked: Vec<Word<'_>> = words.iter().copied().map(Word::word).collect();
    if let Some(refused) = only_a_name(&asked) {
        return Err(Failure::Refused(refused));
    }
    let text = words.join(" ");
    let mut readings: Vec<Vec<String>> = Vec::new();
    for language in [Language::Kazakh, Language::Russian] {
        let terms = dauys_text::topic_terms(&dauys_text::words(&text, Some(language)));
        if !terms.is_empty() && !readings.contains(&terms) {
            readings.push(terms);
        }
    }
    Ok(readings)
}

/// Of two readings the one that finds something; the first where none does.
pub(crate) fn reading(
    store: &Store,
    filter: &EditionFilter<'_>,
    readings: Vec<Vec<String>>,
) -> Result<Vec<String>, Failure> {
    for words in &readings {
        let one = EditionFilter { words, limit: Some(1), offset: 0, ..*filter };
        if !store.editions(&one)?.is_empty() {
            return Ok(words.clone());
        }
    }
    Ok(readings.into_iter().next().unwrap_or_default())
}

/// The edition of a key that is kept, with its JSON.
pub(crate) fn kept(store: &Store, key: &EditionKey) -> Result<Option<(Edition, String)>, Failure> {
    let Some(edition) = store.edition(key)? else { return Ok(None) };
    Ok(store.edition_json(edition.id)?.map(|json| (edition, json)))
}
