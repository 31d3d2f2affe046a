//! Takes filters and gives them by the names that the query language has for them: for telling a person, in whatever
//! form, which posts were looked among.

use crate::query::Filters;

impl Filters {
    /// Every filter as its name and value, in a fixed order; `before` is the end of the time, which is not included.
    pub fn named(&self) -> Vec<(&'static str, String)> {
        let mut named = Vec::new();
        named.extend(self.from.map(|at| ("from", at.to_string())));
        named.extend(self.to.map(|at| ("before", at.to_string())));
        named.extend(self.languages.iter().map(|language| ("lang", language.code().to_owned())));
        named.extend(self.regions.iter().map(|kato| ("region", kato.to_string())));
        named.extend(self.categories.iter().map(|category| ("category", category.0.clone())));
        named.extend(self.sources.iter().map(|source| ("source", source.to_string())));
        named.extend(self.kinds.iter().map(|kind| ("kind", kind.code().to_owned())));
        named.extend(self.topics.iter().map(|topic| ("topic", topic.0.clone())));
        named
    }
}
