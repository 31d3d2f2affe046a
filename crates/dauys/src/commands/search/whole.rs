//! A whole answer as one JSON object.

use dauys_search::{Answer, Facet, Highlighter, Need, Query};
use serde_json::{Value, json};

use super::{Asked, ask, found};

/// The answer.
pub(super) fn answer(
    asked: &Asked<'_>,
    query: &Query,
    answer: &Answer,
    highlighter: &Highlighter,
) -> anyhow::Result<Value> {
    let mut hits = Vec::with_capacity(answer.hits.len());
    found::each(asked.store, answer, highlighter, |found| {
        hits.push(serde_json::to_value(&found)?);
        Ok(())
    })?;
    let filters: Vec<Value> = answer
        .meaning
        .filters
        .named()
        .into_iter()
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect();
    let translations: Vec<Value> = answer
        .meaning
        .translations
        .iter()
        .map(|translation| json!({"typed": translation.typed, "also": translation.also}))
        .collect();
    Ok(json!({
        "query": query.text,
        "need": if query.need == Need::All { "all" } else { "any" },
        "sort": ask::order_name(query.order),
        "expanded": query.expand,
        "folded": query.fold,
        "filters": filters,
        "translations": translations,
        "texts": answer.texts,
        "voices": answer.voices,
        "complete": answer.complete,
        "position": answer.position,
        "behind": asked.behind,
        "made_at": asked.now,
        "facets": answer.facets.as_ref().map(facets),
        "hits": hits,
        "next": answer.next.as_ref().map(|next| &next.0),
    }))
}

fn facets(facets: &dauys_search::Facets) -> Value {
    let step = match facets.histogram.step {
        dauys_search::Step::Day => "day",
        dauys_search::Step::Week => "week",
        dauys_search::Step::Month => "month",
    };
    let bars: Vec<Value> = facets
        .histogram
        .bars
        .iter()
        .map(|bar| json!({"from": bar.from, "texts": bar.texts, "voices": bar.voices}))
        .collect();
    json!({
        "histogram": {"step": step, "bars": bars},
        "region": values(&facets.regions, ToString::to_string),
        "category": values(&facets.categories, |category| category.0.clone()),
        "source": values(&facets.sources, ToString::to_string),
        "lang": values(&facets.languages, |language| language.code().to_owned()),
        "kind": values(&facets.kinds, ToString::to_string),
        "topic": values(&facets.topics, |topic| topic.0.clone()),
    })
}

fn values<T>(facets: &[Facet<T>], text: impl Fn(&T) -> String) -> Vec<Value> {
    facets.iter().map(|facet| json!({"value": text(&facet.value), "texts": facet.texts})).collect()
}
