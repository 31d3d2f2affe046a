//! The texts of one interface language, read from its table under `wording/`.
//!
//! A table is a file rather than code so that an editor can improve a sentence without knowing Rust. A language is
//! added with a table, a variant of [`Interface`] and its rule for numbers; a missing or unknown key is an
//! error of the test below.

mod texts;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::LazyLock;

use dauys_model::{Confirmation, Kind, Period, Trend};
use serde::Deserialize;

use self::texts::{
    AlertTexts, ByTrend, ChangeTexts, Confirmations, CorrectionTexts, Counted, CoverageTexts, CurveTexts,
    Fact, FormLabels, How, Kinds, LanguageTexts, MadeTexts, PrintLabels, ReviewTexts, RollupTexts,
    TopicLabels,
};
pub(crate) use self::texts::{Forms, PeriodTexts};
use crate::labels::Labels;
use crate::{Interface, kazakh, russian};

/// All texts of one language. Fields are named as the keys of the tables, which say what each is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wording {
    #[serde(skip, default = "russian_by_default")]
    pub(crate) language: Interface,
    pub(crate) product: String,
    pub(crate) skip: String,
    pub(crate) urgent: String,
    pub(crate) urgent_count: String,
    pub(crate) as_of: String,
    pub(crate) as_of_moment: String,
    pub(crate) reading: String,
    pub(crate) reading_with_quotes: String,
    pub(crate) filters: String,
    pub(crate) summary_label: String,
    pub(crate) nothing_active: String,
    pub(crate) months: [String; 12],
    pub(crate) months_alone: [String; 12],
    pub(crate) weekdays: [String; 7],
    pub(crate) quote_open: String,
    pub(crate) quote_close: String,
    pub(crate) list_separator: String,
    pub(crate) labels: Labels,
    pub(crate) heading: ByTrend<String>,
    pub(crate) citizens: ByTrend<String>,
    pub(crate) outlets: ByTrend<String>,
    pub(crate) fact: Fact,
    pub(crate) counted: Counted,
    day: PeriodTexts,
    week: PeriodTexts,
    month: PeriodTexts,
    pub(crate) changes: ChangeTexts,
    pub(crate) corrections: CorrectionTexts,
    pub(crate) alerts: AlertTexts,
    confirmation: Confirmations,
    pub(crate) languages: LanguageTexts,
    pub(crate) rollup: RollupTexts,
    pub(crate) review: ReviewTexts,
    pub(crate) topic: TopicLabels,
    pub(crate) curve: CurveTexts,
    pub(crate) kind: Kinds,
    pub(crate) coverage: CoverageTexts,
    pub(crate) how: How,
    pub(crate) made: MadeTexts,
    pub(crate) redacted: BTreeMap<String, String>,
    pub(crate) print: PrintLabels,
    pub(crate) form: FormLabels,
}

impl Wording {
    /// The table of a language.
    pub(crate) fn of(language: Interface) -> &'static Self {
        static KAZAKH: LazyLock<Wording> =
            LazyLock::new(|| read(Interface::Kazakh, include_str!("../wording/kk.toml")));
        static RUSSIAN: LazyLock<Wording> =
            LazyLock::new(|| read(Interface::Russian, include_str!("../wording/ru.toml")));
        static ENGLISH: LazyLock<Wording> =
            LazyLock::new(|| read(Interface::English, include_str!("../wording/en.toml")));
        match language {
            Interface::Kazakh => &KAZAKH,
            Interface::Russian => &RUSSIAN,
            Interface::English => &ENGLISH,
        }
    }

    /// The form of a counted phrase that goes with `n`, with `{n}` filled in.
    pub(crate) fn count(&self, forms: &Forms, n: u32) -> String {
        fill(self.form(forms, n), &[("n", &n)])
    }

    /// The form of a counted phrase that goes with `n`, unfilled.
    pub(crate) fn form<'a>(&self, forms: &'a Forms, n: u32) -> &'a str {
        let class = match self.language {
            Interface::Kazakh => 0,
            Interface::Russian => russian::plural_class(n),
            Interface::English => usize::from(n != 1),
        };
        &forms.0[class]
    }

    /// A number as a part of a whole: `4-еуі` in Kazakh, `4` where the language leaves it alone.
    pub(crate) fn part(&self, n: u32) -> String {
        match self.language {
            Interface::Kazakh => kazakh::part(n),
            Interface::Russian | Interface::English => n.to_string(),
        }
    }

    /// The texts that differ between days, weeks and months.
    pub(crate) fn of_period(&self, period: Period) -> &PeriodTexts {
        match period {
            Period::Day => &self.day,
            Period::Week => &self.week,
            Period::Month => &self.month,
        }
    }

    /// How sure something is.
    pub(crate) fn confirmation(&self, confirmation: Confirmation) -> &str {
        match confirmation {
            Confirmation::Unverified => &self.confirmation.unverified,
            Confirmation::Partly => &self.confirmation.partly,
            Confirmation::Official => &self.confirmation.official,
        }
    }

    /// The name of a kind of text.
    pub(crate) fn kind(&self, kind: Kind) -> &str {
        match kind {
            Kind::News => &self.kind.news,
            Kind::Comment => &self.kind.comment,
            Kind::Appeal => &self.kind.appeal,
            Kind::Notice => &self.kind.notice,
        }
    }

    /// How many topics stand so, in one word: `новые` for 3.
    pub(crate) fn standing(&self, trend: Trend, n: u32) -> &str {
        let forms = match trend {
            Trend::New => &self.counted.new,
            Trend::Growing => &self.counted.growing,
            Trend::CameBack => &self.counted.came_back,
            Trend::Steady => &self.counted.steady,
            Trend::Quiet => &self.counted.quiet,
        };
        self.form(forms, n)
    }
}

/// Puts values in the place of their `{name}`. A value is never searched for names itself.
pub(crate) fn fill(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    for (words, name) in pieces(template) {
        filled.push_str(words);
        let Some(name) = name else { continue };
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => filled.push_str(&value.to_string()),
            None => filled.push_str(&format!("{{{name}}}")),
        }
    }
    filled
}

/// A template as words, each with the name that follows them, if one does.
pub(crate) fn pieces(template: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(template);
    std::iter::from_fn(move || {
        let text = rest?;
        let named = text.find('{').and_then(|start| Some((start, text[start..].find('}')?)));
        let Some((start, length)) = named else {
            rest = None;
            return Some((text, None));
        };
        rest = Some(&text[start + length + 1..]);
        Some((&text[..start], Some(&text[start + 1..start + length])))
    })
}

fn read(language: Interface, table: &str) -> Wording {
    let mut wording: Wording = toml::from_str(table).expect("a test reads every bundled table");
    wording.language = language;
    wording
}

fn russian_by_default() -> Interface {
    Interface::Russian
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: Interface, table: &str, classes: usize) {
        let wording: Wording = toml::from_str(table).unwrap_or_else(|error| panic!("{language}: {error}"));
        assert_eq!(Wording::of(language).language, language);
        assert_eq!(wording.how.lines.len(), 7);
        let raw: toml::Table = table.parse().unwrap();
        for (key, forms) in raw["counted"].as_table().unwrap() {
            assert_eq!(forms.as_array().unwrap().len(), classes, "{language}: forms of `{key}`");
        }
    }

    #[test]
    fn tables_are_complete() {
        check(Interface::Kazakh, include_str!("../wording/kk.toml"), 1);
        check(Interface::Russian, include_str!("../wording/ru.toml"), 3);
        check(Interface::English, include_str!("../wording/en.toml"), 2);
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        let ru = Wording::of(Interface::Russian);
        let voices: Vec<String> = [1, 2, 5, 11, 21, 22, 112].map(|n| ru.count(&ru.counted.voices, n)).into();
        assert_eq!(
            voices.join("; "),
            "1 независимый голос; 2 независимых голоса; 5 независимых голосов; 11 независимых голосов; \
             21 независимый голос; 22 независимых голоса; 112 независимых голосов"
        );
        assert_eq!(ru.count(&ru.counted.gap, 1), "1 дня");
        assert_eq!(ru.count(&ru.counted.gap, 3), "3 дней");
        let kk = Wording::of(Interface::Kazakh);
        assert_eq!(kk.count(&kk.counted.voices, 7), "7 тәуелсіз дауыс");
    }

    #[test]
    fn a_value_is_not_a_template() {
        assert_eq!(fill("{a} и {b}, {c} {", &[("a", &"{b}"), ("b", &2)]), "{b} и 2, {c} {");
    }
}
