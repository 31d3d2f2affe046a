//! What is asked, from the parameters of an address: those of the search page, and some that only programs need.

use dauys_model::{CategoryId, Kato, Period, SourceId, TopicId, day_end, day_start};
use dauys_search::{Cursor, Filters, Need, Order, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use utoipa::IntoParams;

use super::names::nearest;
use super::pages;
use crate::failure::Failure;
use crate::filters::PERIODS;
use crate::params::Params;

/// The parameters of a search.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct SearchParams {
    /// The question in the query language; absent or blank: every post that the filters let through.
    #[param(example = "су жоқ")]
    q: Option<String>,
    /// Published on or after: a day of Kazakhstan or an RFC 3339 moment.
    #[param(example = "2026-11-16")]
    from: Option<String>,
    /// Published on or before: a day, included, or before an RFC 3339 moment.
    to: Option<String>,
    /// Language of the post; may be repeated, as all filters may, and then any of the values is enough.
    language: Option<Vec<String>>,
    /// Region, district or town by name in either language or by KATO code.
    region: Option<Vec<String>>,
    /// Category (`hcs/water`) or group of categories (`hcs`).
    category: Option<Vec<String>>,
    /// Id of a source.
    source: Option<Vec<String>>,
    /// Kind of post: news, comment, appeal, notice.
    kind: Option<Vec<String>>,
    /// Id of a topic.
    topic: Option<Vec<String>>,
    /// How many of the words a post must hold: `all`, as when absent, or `any`.
    words: Option<String>,
    /// What comes first: `relevance`, `newest` or `oldest`.
    sort: Option<String>,
    /// Whether to look for the words in the other language, too; `true` when absent.
    expand: Option<bool>,
    /// Whether texts that repeat one another are one hit; `true` when absent.
    fold: Option<bool>,
    /// Whether to count how the posts divide; `false` when absent.
    facets: Option<bool>,
    /// Hits of one answer, 1 to 100; 20 when absent.
    limit: Option<usize>,
    /// The `next` of an earlier answer to the same question.
    after: Option<String>,
    /// The language of what is said of a problem: kk, ru or en.
    lang: Option<String>,
}

/// The period that an address means; a day without one.
pub(super) fn period(params: &Params) -> Result<Period, Failure> {
    let Some(given) = params.get("period") else { return Ok(Period::Day) };
    PERIODS
        .into_iter()
        .find(|period| period.code() == given)
        .ok_or_else(|| Failure::Bad("`period` is one of day, week, month".into()))
}

/// The question that an address asks.
pub(crate) fn query(params: &Params, now: Timestamp) -> Result<Query, Failure> {
    let mut query = Query::new(params.get("q").unwrap_or_default());
    query.filters = filters(params)?;
    query.need = match params.get("words") {
        None | Some("all") => Need::All,
        Some("any") => Need::Any,
        Some(_) => return Err(Failure::Bad("`words` is `all` or `any`".into())),
    };
    query.order = match params.get("sort") {
        None | Some("relevance") => Order::Relevance,
        Some("newest") => Order::Newest,
        Some("oldest") => Order::Oldest,
        Some(_) => return Err(Failure::Bad("`sort` is `relevance`, `newest` or `oldest`".into())),
    };
    query.expand = truth(params, "expand", true)?;
    query.fold = truth(params, "fold", true)?;
    query.facets = truth(params, "facets", false)?;
    query.limit = pages::limit(params)?;
    query.after = params.get("after").map(|after| Cursor(after.to_owned()));
    query.now = Some(hour(now));
    Ok(query)
}

/// The beginning of the hour: what newness counts from, so that an answer holds for an hour.
pub(crate) fn hour(now: Timestamp) -> Timestamp {
    let second = now.as_second();
    Timestamp::from_second(second - second.rem_euclid(3600)).unwrap_or(now)
}

/// The filters of an address.
pub(crate) fn filters(params: &Params) -> Result<Filters, Failure> {
    Ok(Filters {
        from: params.get("from").map(|given| when("from", given, day_start)).transpose()?,
        to: params.get("to").map(|given| when("to", given, day_end)).transpose()?,
        languages: all(params, "language", str::parse)?,
        regions: all(params, "region", region)?,
        categories: all(params, "category", category)?,
        sources: all(params, "source", |id| SourceId::new(id).map_err(|error| error.to_string()))?,
        kinds: all(params, "kind", str::parse)?,
        topics: params.all("topic").map(|id| TopicId(id.to_owned())).collect(),
    })
}

fn all<T>(params: &Params, name: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, Failure> {
    params
        .all(name)
        .map(|given| read(given).map_err(|error| Failure::Bad(format!("`{name}`: {error}"))))
        .collect()
}

/// `true` or `false`.
pub(crate) fn truth(params: &Params, name: &str, usual: bool) -> Result<bool, Failure> {
    match params.get(name) {
        None => Ok(usual),
        Some("true" | "1") => Ok(true),
        Some("false" | "0") => Ok(false),
        Some(_) => Err(Failure::Bad(format!("`{name}` is `true` or `false`"))),
    }
}

fn when(name: &str, given: &str, of_day: impl Fn(Date) -> Timestamp) -> Result<Timestamp, Failure> {
    if let Ok(moment) = given.parse::<Timestamp>() {
        return Ok(moment);
    }
    given.parse::<Date>().map(of_day).map_err(|_| {
        Failure::Bad(format!(
            "`{name}` is neither a day like 2026-11-22 nor a moment like 2026-11-22T07:50:00+05:00"
        ))
    })
}

/// A day of Kazakhstan.
pub(crate) fn day(name: &str, given: &str) -> Result<Date, Failure> {
    given.parse().map_err(|_| Failure::Bad(format!("`{name}` is a day like 2026-11-22")))
}

/// A place by name or code.
pub(crate) fn region(given: &str) -> Result<Kato, String> {
    given.parse().ok().or_else(|| dauys_text::place_by_name(given)).ok_or_else(|| {
        "no region, district or town is called so: give its name in Kazakh or Russian, or its KATO code"
            .to_owned()
    })
}

/// A category of the tree.
pub(crate) fn category(given: &str) -> Result<CategoryId, String> {
    let id = CategoryId(given.to_owned());
    if dauys_text::tree().get(&id).is_some() {
        return Ok(id);
    }
    let known = dauys_text::tree().nodes().iter().map(|node| node.id.0.as_str());
    Err(format!("there is no such category{}", nearest(given, known)))
}
