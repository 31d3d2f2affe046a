//! Takes filters and gives what each demands of the documents of a segment.

use tantivy::Term;
use tantivy::schema::Field;

use crate::Result;
use crate::evaluate::{Part, Place};
use crate::fields::Fields;
use crate::plan::Node;
use crate::query::Filters;
use crate::values;

/// What one filter demands.
pub(crate) struct Demand {
    pub(crate) part: Part,
    /// The column beside whose values stands how many there would be without the filter. Time has none: bars are of the time that
    /// was asked for.
    pub(crate) column: Option<usize>,
}

/// What filters demand, each a node and the column it chooses from.
pub(crate) fn nodes(fields: &Fields, filters: &Filters) -> Vec<(Node, Option<usize>)> {
    let mut nodes = Vec::new();
    if filters.from.is_some() || filters.to.is_some() {
        let from = filters.from.map_or(i64::MIN, |from| from.as_second());
        let to = filters.to.map_or(i64::MAX, |to| to.as_second());
        nodes.push((Node::Between(from, to), None));
    }
    let mut any_of = |field: Field, column: usize, values: Vec<String>| {
        if !values.is_empty() {
            let terms = values.iter().map(|value| Term::from_field_text(field, value)).collect();
            nodes.push((Node::Exact(terms), Some(column)));
        }
    };
    any_of(
        fields.language,
        values::LANGUAGE,
        each(&filters.languages, |language| language.code().to_owned()),
    );
    any_of(fields.kind, values::KIND, each(&filters.kinds, |kind| kind.code().to_owned()));
    any_of(fields.source, values::SOURCE, each(&filters.sources, ToString::to_string));
    any_of(fields.category, values::CATEGORY, each(&filters.categories, |category| category.0.clone()));
    any_of(fields.place, values::PLACE, each(&filters.regions, ToString::to_string));
    any_of(fields.topic, values::TOPIC, each(&filters.topics, |topic| topic.0.clone()));
    nodes
}

fn each<T>(values: &[T], text: impl Fn(&T) -> String) -> Vec<String> {
    values.iter().map(text).collect()
}

/// What filters demand of the documents of a segment.
pub(crate) fn demands(place: &Place<'_>, fields: &Fields, filters: &Filters) -> Result<Vec<Demand>> {
    let open = |(node, column)| Ok(Demand { part: Part::open(place, &node)?, column });
    nodes(fields, filters).into_iter().map(open).collect()
}
