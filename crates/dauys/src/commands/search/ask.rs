//! From what was typed, in whichever place, to a question to the index.

use dauys_model::{CategoryId, TopicId};
use dauys_search::{Cursor, Filters, Need, Order, Query};
use jiff::Timestamp;

use crate::cli::{NeedWanted, SearchArgs, SortWanted};
use crate::commands;

/// A query without words: the filters and wishes of the command line.
pub(super) fn filters(arguments: &SearchArgs, now: Timestamp) -> anyhow::Result<Query> {
    let mut query = Query::new("");
    query.filters = Filters {
        from: arguments.from,
        to: arguments.to,
        languages: arguments.lang.clone(),
        regions: regions(&arguments.region)?,
        categories: categories(&arguments.category)?,
        sources: arguments.source.clone(),
        kinds: arguments.kind.clone(),
        topics: arguments.topic.iter().cloned().map(TopicId).collect(),
    };
    query.need = match arguments.need {
        NeedWanted::Any => Need::Any,
        NeedWanted::All => Need::All,
    };
    query.order = match arguments.sort {
        SortWanted::Relevance => Order::Relevance,
        SortWanted::Newest => Order::Newest,
        SortWanted::Oldest => Order::Oldest,
    };
    query.expand = !arguments.no_expand;
    // A batch is for judging and counting: each text is a row that says what it repeats.
    query.fold = !arguments.no_fold && arguments.batch.is_none();
    query.facets = arguments.facets;
    query.limit = arguments.limit;
    query.after = arguments.after.clone().map(Cursor);
    query.now = Some(now);
    Ok(query)
}

/// Places by name or code.
pub(super) fn regions(names: &[String]) -> anyhow::Result<Vec<dauys_model::Kato>> {
    let regions: anyhow::Result<Vec<_>> =
        names.iter().map(|name| commands::region(Some(name.as_str()))).collect();
    Ok(regions?.into_iter().flatten().collect())
}

/// Categories of the tree.
pub(super) fn categories(ids: &[String]) -> anyhow::Result<Vec<CategoryId>> {
    ids.iter()
        .map(|id| {
            commands::check_category(Some(id))?;
            Ok(CategoryId(id.clone()))
        })
        .collect()
}

/// The order by its name in tables and answers.
pub(super) fn order_name(order: Order) -> &'static str {
    match order {
        Order::Relevance => "relevance",
        Order::Newest => "newest",
        Order::Oldest => "oldest",
    }
}
