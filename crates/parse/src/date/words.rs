//! What a word means in a date, from `data/dates.txt`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    /// January is 1.
    Month(i64),
    /// A day of the week, which says nothing that the date does not.
    Weekday,
    /// So many days before today.
    Day(i64),
    /// A unit of so many seconds.
    Unit(i64),
    /// "… ago".
    Ago,
    /// This very moment.
    Now,
    /// Minutes ahead of UTC.
    Zone(i64),
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::parse(include_str!("../../data/dates.txt")));

struct Words {
    whole: BTreeMap<&'static str, Meaning>,
    /// Beginnings of inflected words, longest first.
    beginnings: Vec<(&'static str, Meaning)>,
}

impl Words {
    fn parse(text: &'static str) -> Self {
        let mut whole = BTreeMap::new();
        let mut beginnings = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split(' ');
            let (Some(what), Some(Ok(value))) = (fields.next(), fields.next().map(str::parse::<i64>)) else {
                continue;
            };
            let meaning = match what {
                "month" => Meaning::Month(value),
                "weekday" => Meaning::Weekday,
                "day" => Meaning::Day(value),
                "unit" => Meaning::Unit(value),
                "ago" => Meaning::Ago,
                "now" => Meaning::Now,
                _ => Meaning::Zone(value),
            };
            for word in fields {
                match word.strip_suffix('*') {
                    Some(beginning) => beginnings.push((beginning, meaning)),
                    None => {
                        whole.insert(word, meaning);
                    }
                }
            }
        }
        beginnings.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Self { whole, beginnings }
    }
}

/// The meaning of a lower-case word, if it has one.
pub(super) fn meaning(word: &str) -> Option<Meaning> {
    let words = &*WORDS;
    let begun = || words.beginnings.iter().find(|(beginning, _)| word.starts_with(beginning));
    words.whole.get(word).copied().or_else(|| begun().map(|(_, meaning)| *meaning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read() {
        let lines = include_str!("../../data/dates.txt").lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let mut fields = line.split(' ');
            let what = fields.next().unwrap();
            assert!(["month", "weekday", "day", "unit", "ago", "now", "zone"].contains(&what), "{line}");
            assert!(fields.next().unwrap().parse::<i64>().is_ok(), "{line}");
            assert!(fields.all(|word| !word.is_empty() && word == word.to_lowercase()), "{line}");
        }
    }

    #[test]
    fn days_of_the_week_are_no_months() {
        assert_eq!(meaning("сенбі"), Some(Meaning::Weekday));
        assert_eq!(meaning("сенбіде"), Some(Meaning::Weekday));
        assert_eq!(meaning("сен"), Some(Meaning::Month(9)));
        assert_eq!(meaning("қазақстан"), None);
        assert_eq!(meaning("маған"), None);
        assert_eq!(meaning("сентября"), Some(Meaning::Month(9)));
        assert_eq!(meaning("қыркүйекте"), Some(Meaning::Month(9)));
        assert_eq!(meaning("маусымда"), Some(Meaning::Month(6)));
        assert_eq!(meaning("марта"), Some(Meaning::Month(3)));
    }
}
