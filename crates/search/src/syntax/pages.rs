//! Every example of the pages on the query language is read, and means what its chapter says.

use super::{Clause, Filter, Form, Word, parse};
use crate::query::Syntax;

const PAGES: [&str; 3] = [
    include_str!("../../docs/query-language.md"),
    include_str!("../../docs/query-language.kk.md"),
    include_str!("../../docs/query-language.ru.md"),
];

/// The chapters with examples, in the order of every page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Chapter {
    Words,
    Phrases,
    Distance,
    Exact,
    Beginnings,
    Operators,
    Filters,
    Days,
    Refused,
}

const CHAPTERS: [Chapter; 9] = [
    Chapter::Words,
    Chapter::Phrases,
    Chapter::Distance,
    Chapter::Exact,
    Chapter::Beginnings,
    Chapter::Operators,
    Chapter::Filters,
    Chapter::Days,
    Chapter::Refused,
];

/// The examples of each chapter: what stands in the first column.
fn examples(page: &str) -> Vec<Vec<String>> {
    let chapters = page.split("\n## ").skip(1).map(|chapter| {
        let rows = chapter.lines().filter(|line| line.starts_with("| `"));
        rows.filter_map(|row| row.split('`').nth(1).map(str::to_owned)).collect::<Vec<String>>()
    });
    chapters.filter(|examples| !examples.is_empty()).collect()
}

/// Whether a clause or any in it is such.
fn has(clause: &Clause, is_such: &dyn Fn(&Clause) -> bool) -> bool {
    is_such(clause)
        || match clause {
            Clause::Not(inner) => has(inner, is_such),
            Clause::All(inner) | Clause::Any(inner) | Clause::List(inner) | Clause::Title(inner) => {
                inner.iter().any(|clause| has(clause, is_such))
            }
            Clause::Phrase(phrase) => {
                phrase.words.iter().any(|word| has(&Clause::Word(word.clone()), is_such))
            }
            _ => false,
        }
}

impl Chapter {
    fn means(self, clause: &Clause) -> bool {
        let of_form = |wanted: Form| {
            has(clause, &|clause| matches!(clause, Clause::Word(Word { form, .. }) if *form == wanted))
        };
        let Clause::List(items) = clause else { return self == Self::Operators };
        match self {
            Self::Words => items.iter().all(|item| {
                matches!(item, Clause::Word(Word { form: Form::Any, .. }) | Clause::Preferred(_))
            }),
            Self::Phrases => {
                has(clause, &|clause| matches!(clause, Clause::Phrase(one) if one.within.is_none()))
            }
            Self::Distance => {
                has(clause, &|clause| matches!(clause, Clause::Phrase(one) if one.within.is_some()))
            }
            Self::Exact => of_form(Form::Exact),
            Self::Beginnings => of_form(Form::Beginning),
            Self::Operators => {
                has(clause, &|clause| matches!(clause, Clause::Any(_) | Clause::All(_) | Clause::Not(_)))
            }
            Self::Filters => items.iter().all(|item| matches!(item, Clause::Filter(_) | Clause::Title(_))),
            Self::Days => items.iter().all(|item| matches!(item, Clause::Filter(Filter::Dates(_)))),
            Self::Refused => false,
        }
    }
}

#[test]
fn every_example_means_what_its_chapter_says() {
    for page in PAGES {
        let chapters = examples(page);
        assert_eq!(chapters.len(), CHAPTERS.len());
        for (chapter, examples) in CHAPTERS.into_iter().zip(chapters) {
            for example in examples {
                match parse(&example, Syntax::Full) {
                    Ok(clause) => assert!(chapter.means(&clause), "{chapter:?}: {example}: {clause:?}"),
                    Err(error) => assert_eq!(chapter, Chapter::Refused, "{example}: {error}"),
                }
            }
        }
    }
}

#[test]
fn what_else_the_pages_name_is_read_as_well() {
    for page in PAGES {
        for code in page.split('`').skip(1).step_by(2).filter(|code| code.ends_with(':')) {
            let name = code.trim_end_matches(':');
            assert!(super::field::field(name).is_ok_and(|field| field.is_some()), "{code}");
        }
        let days = page.split("\n## ").find(|chapter| chapter.contains(":2026-11-01..")).unwrap();
        let rows = days.lines().filter(|line| line.starts_with("| `") && !line.contains("T09"));
        let second = rows.filter_map(|row| row.split(" | ").nth(1));
        for value in
            second.flat_map(|text| text.split('`').skip(1).step_by(2)).filter(|code| !code.contains(':'))
        {
            let value = value.trim_matches('"');
            assert!(super::day::Days::read(value).is_ok(), "{value}");
        }
    }
}
