//! Templates and typed values → stretches of a statement that know every value in them. Every sentence of a digest is put
//! together here, so that none can hold a number, a day or a name that is not among its facts.

use crate::statement::{Fact, Ref, Sentence, Value};
use crate::wording::pieces;

/// A stretch of a statement and the values in it, in order.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) facts: Vec<Fact>,
}

impl Said {
    /// Words that hold no value.
    pub(crate) fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), facts: Vec::new() }
    }

    /// A value as it is shown.
    pub(crate) fn value(name: &str, value: Value, shown: impl Into<String>) -> Self {
        let shown = shown.into();
        Self { facts: vec![Fact { name: name.to_owned(), value, shown: shown.clone() }], text: shown }
    }

    /// A name: of a source, a body, a search, a matter.
    pub(crate) fn name(name: &str, shown: &str) -> Self {
        Self::value(name, Value::Name(shown.to_owned()), shown)
    }

    /// Puts stretches in the place of their `{name}`; facts stand in the order of the text. What the template does not ask for
    /// leaves no fact.
    pub(crate) fn fill(template: &str, values: &[(&str, &Self)]) -> Self {
        let mut filled = Self::default();
        for (words, name) in pieces(template) {
            filled.text.push_str(words);
            let Some(name) = name else { continue };
            match values.iter().find(|(key, _)| *key == name) {
                Some((_, value)) => filled = filled.then((*value).clone()),
                None => filled.text.push_str(&format!("{{{name}}}")),
            }
        }
        filled
    }

    /// Several stretches with a separator between them.
    pub(crate) fn join(parts: impl IntoIterator<Item = Self>, separator: &str) -> Self {
        let mut joined = Self::default();
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                joined.text.push_str(separator);
            }
            joined = joined.then(part);
        }
        joined
    }

    /// This, and another after it.
    pub(crate) fn then(mut self, next: Self) -> Self {
        self.text.push_str(&next.text);
        self.facts.extend(next.facts);
        self
    }

    /// The same with a capital first letter, also in the value that stands first.
    pub(crate) fn capitalized(mut self) -> Self {
        if let Some(first) = self.facts.first_mut()
            && self.text.starts_with(&first.shown)
        {
            first.shown = capitalized(&first.shown);
        }
        self.text = capitalized(&self.text);
        self
    }

    /// The statement, with what it rests on.
    pub(crate) fn resting_on(self, refs: impl IntoIterator<Item = Ref>) -> Sentence {
        let refs: Vec<Ref> = refs.into_iter().collect();
        debug_assert!(!refs.is_empty(), "`{}` rests on nothing", self.text);
        Sentence { text: self.text, refs, facts: self.facts }
    }
}

/// The same text with a capital first letter.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(name: &str, n: u32) -> Said {
        Said::value(name, Value::Number(n.into()), n.to_string())
    }

    #[test]
    fn facts_stand_in_the_order_of_the_text() {
        let said = Said::fill(
            "{b} и {a}: {c}",
            &[("a", &number("a", 1)), ("b", &number("b", 2)), ("d", &number("d", 4))],
        );
        assert_eq!(said.text, "2 и 1: {c}");
        assert_eq!(said.facts.iter().map(|fact| fact.name.as_str()).collect::<Vec<_>>(), ["b", "a"]);
    }

    #[test]
    fn a_value_is_not_a_template() {
        let hostile = Said::name("place", "{n}");
        assert_eq!(Said::fill("{place} {n}", &[("place", &hostile), ("n", &number("n", 3))]).text, "{n} 3");
    }

    #[test]
    fn the_value_that_stands_first_is_capitalized_with_the_text() {
        let said =
            Said::fill("{place} жители", &[("place", &Said::name("place", "в Риддере"))]).capitalized();
        assert_eq!((said.text.as_str(), said.facts[0].shown.as_str()), ("В Риддере жители", "В Риддере"));
        let plain = Said::fill("нет {n}", &[("n", &number("n", 5))]).capitalized();
        assert_eq!((plain.text.as_str(), plain.facts[0].shown.as_str()), ("Нет 5", "5"));
    }
}
