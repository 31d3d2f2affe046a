//! `/search`: a question to the index.

use axum::extract::State;
use axum::response::Response;
use dauys_search::{Answer, Facet, Highlighter, Query, Step};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{self, SearchParams};
use super::hits::{Hit, hits};
use super::{names, pages, problem};
use crate::failure::Failure;
use crate::params::Params;
use crate::state::App;

/// An answer. Counts are of texts seen, and never a share of citizens.
#[derive(Serialize, ToSchema)]
pub(crate) struct SearchAnswer {
    /// The question as typed.
    query: String,
    /// How it was understood: all filters, those of its text among them.
    filters: Vec<NamedValue>,
    /// What was asked for in the other language.
    translations: Vec<Translated>,
    /// How many texts match.
    texts: usize,
    /// How many there are when texts that repeat one another count once.
    voices: usize,
    /// How many of the texts hold every word.
    complete: usize,
    /// How the matching texts divide, when that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<FacetCounts>,
    /// The hits.
    hits: Vec<Hit>,
    /// Where to go on: the `after` of the next request; absent at the end.
    next: Option<String>,
    /// The change of the store that the answer reflects.
    position: i64,
    /// Whether the state that the first answer of this walk was given for is no longer held, so that relevance may have changed since.
    moved: bool,
    /// How many changes of the store it does not reflect yet.
    behind: i64,
}

/// A filter.
#[derive(Serialize, ToSchema)]
pub(crate) struct NamedValue {
    /// Its name in the query language; `before` for the end of the time, which is not included.
    name: String,
    /// Its value.
    value: String,
}

/// A word of the question and what it was taken for in the other language.
#[derive(Serialize, ToSchema)]
pub(crate) struct Translated {
    /// As typed.
    typed: String,
    /// In the other language, the most usual first.
    also: Vec<String>,
}

/// How the matching texts divide. What is counted under a filter ignores that filter.
#[derive(Serialize, ToSchema)]
pub(crate) struct FacetCounts {
    /// Over time.
    histogram: Bars,
    /// By region of the country, as KATO code.
    region: Vec<FacetValue>,
    /// By category and by group of categories.
    category: Vec<FacetValue>,
    /// By source.
    source: Vec<FacetValue>,
    /// By language.
    lang: Vec<FacetValue>,
    /// By kind.
    kind: Vec<FacetValue>,
    /// By topic, the largest.
    topic: Vec<FacetValue>,
}

/// Texts over time.
#[derive(Serialize, ToSchema)]
pub(crate) struct Bars {
    /// How long a bar is: day, week or month.
    step: String,
    /// The bars without gaps, ascending.
    bars: Vec<OneBar>,
}

/// One bar.
#[derive(Serialize, ToSchema)]
pub(crate) struct OneBar {
    /// Its first civil day of Kazakhstan.
    #[schema(format = Date)]
    from: String,
    /// How many texts.
    texts: u32,
    /// How many of them repeat no other.
    voices: u32,
}

/// One value and how many texts have it.
#[derive(Serialize, ToSchema)]
pub(crate) struct FacetValue {
    /// The value.
    value: String,
    /// How many texts.
    texts: u32,
}

/// Searches.
#[utoipa::path(
    get, path = "/search", tag = "search", params(SearchParams),
    responses((status = 200, description = "The answer", body = SearchAnswer), problem::Problems)
)]
pub(crate) async fn search(State(app): State<App>, params: Params) -> Result<Response, Failure> {
    names::known::<SearchParams>(&params)?;
    let query = asked::query(&params, (app.office().clock)())?;
    let answer = app
        .with_index(move |store, index| {
            let mut answer = index.search(&query).map_err(|error| failure(&query.text, error))?;
            if let Some(facets) = &mut answer.facets {
                // Stories of calm news are no topics.
                let mut topics = Vec::with_capacity(facets.topics.len());
                for topic in std::mem::take(&mut facets.topics) {
                    if store.topic(&topic.value)?.is_some() {
                        topics.push(topic);
                    }
                }
                facets.topics = topics;
            }
            let highlighter =
                Highlighter::new(&query.text, query.syntax).map_err(|error| failure(&query.text, error))?;
            let behind = store.last_change()?.saturating_sub(answer.position);
            Ok(told(&query, &answer, hits(store, &answer, &highlighter)?, behind))
        })
        .await?;
    let next = answer.next.clone();
    Ok(pages::linked(answer, "/api/v1/search", &params, next.as_deref()))
}

/// What is wrong with a question is the asker's to mend; all else is ours.
pub(crate) fn failure(text: &str, error: dauys_search::Error) -> Failure {
    match error {
        dauys_search::Error::Syntax { fault, at } => Failure::Query { query: text.to_owned(), fault, at },
        dauys_search::Error::Refused(why) => Failure::Refused(why),
        dauys_search::Error::Cursor => Failure::Bad("`after` is no `next` of an earlier answer".into()),
        error => Failure::internal(&error),
    }
}

fn told(query: &Query, answer: &Answer, hits: Vec<Hit>, behind: i64) -> SearchAnswer {
    let named = answer.meaning.filters.named().into_iter();
    SearchAnswer {
        query: query.text.clone(),
        filters: named.map(|(name, value)| NamedValue { name: name.to_owned(), value }).collect(),
        translations: answer
            .meaning
            .translations
            .iter()
            .map(|one| Translated { typed: one.typed.clone(), also: one.also.clone() })
            .collect(),
        texts: answer.texts,
        voices: answer.voices,
        complete: answer.complete,
        facets: answer.facets.as_ref().map(counts),
        hits,
        next: answer.next.as_ref().map(|next| next.0.clone()),
        position: answer.position,
        moved: answer.moved,
        behind,
    }
}

fn counts(facets: &dauys_search::Facets) -> FacetCounts {
    let step = match facets.histogram.step {
        Step::Day => "day",
        Step::Week => "week",
        Step::Month => "month",
    };
    let bars = facets.histogram.bars.iter();
    FacetCounts {
        histogram: Bars {
            step: step.to_owned(),
            bars: bars
                .map(|bar| OneBar { from: bar.from.to_string(), texts: bar.texts, voices: bar.voices })
                .collect(),
        },
        region: values(&facets.regions, ToString::to_string),
        category: values(&facets.categories, |category| category.0.clone()),
        source: values(&facets.sources, ToString::to_string),
        lang: values(&facets.languages, |language| language.code().to_owned()),
        kind: values(&facets.kinds, ToString::to_string),
        topic: values(&facets.topics, |topic| topic.0.clone()),
    }
}

fn values<T>(facets: &[Facet<T>], text: impl Fn(&T) -> String) -> Vec<FacetValue> {
    facets.iter().map(|facet| FacetValue { value: text(&facet.value), texts: facet.texts }).collect()
}
