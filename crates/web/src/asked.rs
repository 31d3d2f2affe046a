//! What an address asks the search for: words, filters, order, place in the answer. Everything a reader can set stands in
//! the address under a name that can be read, so the address is the permalink; and all of it but order and place can be
//! written as one text of the query language, which is what a saved search keeps.

use dauys_model::{CategoryId, Kato, Kind, Language, SourceId, TopicId, day_end, day_start};
use dauys_search::{Cursor, Filters, Need, Order, Query};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::failure::Failure;
use crate::filters;
use crate::frame::Frame;
use crate::params::{Params, address};

/// The longest text of a query, in characters: as much as the box takes.
const MOST_CHARS: usize = 1_000;

/// The most values of one filter.
const MOST_VALUES: usize = 50;

/// What is asked.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Asked {
    /// The text, in the query language.
    pub(crate) text: String,
    /// The first day.
    pub(crate) from: Option<Date>,
    /// The last day.
    pub(crate) to: Option<Date>,
    /// Languages of posts; the language of the page is none of this.
    pub(crate) languages: Vec<Language>,
    /// Places.
    pub(crate) regions: Vec<Kato>,
    /// Categories and groups of them.
    pub(crate) categories: Vec<CategoryId>,
    /// Sources.
    pub(crate) sources: Vec<SourceId>,
    /// Kinds of posts.
    pub(crate) kinds: Vec<Kind>,
    /// Topics.
    pub(crate) topics: Vec<TopicId>,
    /// What comes first.
    pub(crate) order: Order,
    /// Whether the other language is searched as well.
    pub(crate) expand: bool,
    /// Whether repetitions are folded.
    pub(crate) fold: bool,
    /// Whether posts that lack a word are found, too.
    pub(crate) need: Need,
    /// Where an earlier page ended.
    pub(crate) after: Option<String>,
}

/// A value of a filter: what chips and facets add and take away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    Language(Language),
    Region(Kato),
    Category(CategoryId),
    Source(SourceId),
    Kind(Kind),
    Topic(TopicId),
    /// From one day to another, both included.
    Days(Option<Date>, Option<Date>),
}

impl Asked {
    /// Reads an address.
    pub(crate) fn of(frame: &Frame, params: &Params) -> Result<Self, Failure> {
        let text = params.get("q").unwrap_or_default().trim();
        if text.chars().count() > MOST_CHARS {
            return Err(Failure::TooLarge);
        }
        let days = |name| {
            let given = params.get(name);
            given.map(|given| filters::day(frame, Some(given), Date::ZERO)).transpose()
        };
        let (mut from, mut to) = (days("from")?, days("to")?);
        if let (Some(first), Some(last)) = (from, to)
            && first > last
        {
            (from, to) = (Some(last), Some(first));
        }
        let unknown = |given: &str| {
            let given: String = given.chars().take(60).collect();
            Failure::Bad(frame.say("search.no_value", &[("given", &given)]))
        };
        let order = match params.get("sort") {
            None | Some("relevance") => Order::Relevance,
            Some("newest") => Order::Newest,
            Some("oldest") => Order::Oldest,
            Some(other) => return Err(unknown(other)),
        };
        Ok(Self {
            text: text.to_owned(),
            from,
            to,
            languages: values(params, "language", |given| given.parse().map_err(|_| unknown(given)))?,
            regions: values(params, "region", |given| filters::region(frame, given))?,
            categories: values(params, "category", |given| filters::category(frame, given))?,
            sources: values(params, "source", |given| SourceId::new(given).map_err(|_| unknown(given)))?,
            kinds: values(params, "kind", |given| given.parse().map_err(|_| unknown(given)))?,
            topics: values(params, "topic", |given| {
                let is_id = given.len() <= 64 && given.bytes().all(|byte| byte.is_ascii_alphanumeric());
                if is_id { Ok(TopicId(given.to_owned())) } else { Err(unknown(given)) }
            })?,
            order,
            expand: params.get("expand") != Some("0"),
            fold: params.get("fold") != Some("0"),
            need: if params.get("words") == Some("any") { Need::Any } else { Need::All },
            after: params.get("after").map(str::to_owned),
        })
    }

    /// The question to the index.
    pub(crate) fn query(&self, now: Timestamp, limit: usize) -> Query {
        Query {
            filters: self.filters(),
            expand: self.expand,
            fold: self.fold,
            need: self.need,
            order: self.order,
            limit,
            now: Some(now),
            facets: true,
            after: self.after.clone().map(Cursor),
            ..Query::new(self.text.clone())
        }
    }

    /// The filters that stand beside the text.
    pub(crate) fn filters(&self) -> Filters {
        Filters {
            from: self.from.map(day_start),
            to: self.to.map(day_end),
            languages: self.languages.clone(),
            regions: self.regions.clone(),
            categories: self.categories.clone(),
            sources: self.sources.clone(),
            kinds: self.kinds.clone(),
            topics: self.topics.clone(),
        }
    }

    /// Names and values of the address, without the place in the answer.
    pub(crate) fn params(&self) -> Vec<(&'static str, String)> {
        let mut params = Vec::new();
        if !self.text.is_empty() {
            params.push(("q", self.text.clone()));
        }
        params.extend(self.from.map(|day| ("from", day.to_string())));
        params.extend(self.to.map(|day| ("to", day.to_string())));
        params.extend(self.kinds.iter().map(|kind| ("kind", kind.code().to_owned())));
        params.extend(self.languages.iter().map(|language| ("language", language.code().to_owned())));
        params.extend(self.regions.iter().map(|kato| ("region", kato.to_string())));
        params.extend(self.categories.iter().map(|category| ("category", category.0.clone())));
        params.extend(self.sources.iter().map(|source| ("source", source.to_string())));
        params.extend(self.topics.iter().map(|topic| ("topic", topic.0.clone())));
        match self.order {
            Order::Relevance => {}
            Order::Newest => params.push(("sort", "newest".into())),
            Order::Oldest => params.push(("sort", "oldest".into())),
        }
        let mut switch = |name, value: &str, is_set: bool| {
            if is_set {
                params.push((name, value.into()));
            }
        };
        switch("words", "any", self.need == Need::Any);
        switch("expand", "0", !self.expand);
        switch("fold", "0", !self.fold);
        params
    }

    /// The address of the same question at a path, from the beginning of the answer.
    pub(crate) fn address(&self, path: &str) -> String {
        let params = self.params();
        address(path, params.iter().map(|(name, value)| (*name, value.as_str())))
    }

    /// The address of the page.
    pub(crate) fn page(&self) -> String {
        self.address("/search")
    }

    /// The address of what follows in the answer.
    pub(crate) fn behind(&self, cursor: &Cursor) -> String {
        let mut params = self.params();
        params.push(("after", cursor.0.clone()));
        address("/search", params.iter().map(|(name, value)| (*name, value.as_str())))
    }

    /// Text and filters as one text of the query language.
    pub(crate) fn as_text(&self) -> String {
        Query { filters: self.filters(), ..Query::new(self.text.clone()) }.to_text()
    }

    /// Every value that narrows the question.
    pub(crate) fn values(&self) -> Vec<Value> {
        let mut values = Vec::new();
        if self.from.is_some() || self.to.is_some() {
            values.push(Value::Days(self.from, self.to));
        }
        values.extend(self.kinds.iter().copied().map(Value::Kind));
        values.extend(self.languages.iter().copied().map(Value::Language));
        values.extend(self.regions.iter().copied().map(Value::Region));
        values.extend(self.categories.iter().cloned().map(Value::Category));
        values.extend(self.sources.iter().cloned().map(Value::Source));
        values.extend(self.topics.iter().cloned().map(Value::Topic));
        values
    }

    /// Whether a value narrows the question.
    pub(crate) fn has(&self, value: &Value) -> bool {
        self.values().contains(value)
    }

    /// The question with a value added, or taken away when it is there, from the beginning of its answer.
    pub(crate) fn toggled(&self, value: &Value) -> Self {
        let mut asked = Self { after: None, ..self.clone() };
        match value {
            Value::Language(value) => toggle(&mut asked.languages, value),
            Value::Region(value) => toggle(&mut asked.regions, value),
            Value::Category(value) => toggle(&mut asked.categories, value),
            Value::Source(value) => toggle(&mut asked.sources, value),
            Value::Kind(value) => toggle(&mut asked.kinds, value),
            Value::Topic(value) => toggle(&mut asked.topics, value),
            Value::Days(from, to) => {
                let is_there = (asked.from, asked.to) == (*from, *to);
                (asked.from, asked.to) = if is_there { (None, None) } else { (*from, *to) };
            }
        }
        asked
    }

    /// The question with a whole region demanded in place of what was demanded in it, or without the region when it is there.
    pub(crate) fn in_region(&self, region: Kato) -> Self {
        let value = Value::Region(region);
        if self.has(&value) {
            return self.toggled(&value);
        }
        let mut asked = self.toggled(&value);
        asked.regions.retain(|kato| *kato == region || kato.region() != region);
        asked
    }

    /// The question without any filter.
    pub(crate) fn bare(&self) -> Self {
        self.values().iter().fold(self.clone(), |asked, value| asked.toggled(value))
    }
}

fn toggle<T: PartialEq + Clone>(values: &mut Vec<T>, value: &T) {
    match values.iter().position(|known| known == value) {
        Some(at) => {
            values.remove(at);
        }
        None => values.push(value.clone()),
    }
}

/// The values of a name, each once.
fn values<T: PartialEq>(
    params: &Params,
    name: &str,
    mut read: impl FnMut(&str) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    let mut values = Vec::new();
    for given in params.all(name).take(MOST_VALUES) {
        let value = read(given.trim())?;
        if !values.contains(&value) {
            values.push(value);
        }
    }
    Ok(values)
}
