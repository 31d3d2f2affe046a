//! The texts of one interface language, read from its table under `wording/`.
//!
//! A table is a file rather than code so that an editor can improve a sentence without knowing Rust. A language is
//! added with a table, a variant of [`Interface`] and its rule for numbers; a missing or unknown key is an
//! error of the test below.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::LazyLock;

use dauys_model::{Confirmation, Kind, Period, Trend};
use serde::Deserialize;

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

/// One value for each way a topic can stand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ByTrend<T> {
    new: T,
    growing: T,
    came_back: T,
    steady: T,
    quiet: T,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fact {
    pub(crate) today_and_before: String,
    pub(crate) first: String,
    pub(crate) no_more: String,
    pub(crate) place_only: String,
}

/// The forms of a counted phrase, one for each plural class of the language.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Forms(Vec<String>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counted {
    pub(crate) new: Forms,
    pub(crate) growing: Forms,
    pub(crate) came_back: Forms,
    pub(crate) steady: Forms,
    pub(crate) quiet: Forms,
    pub(crate) voices: Forms,
    pub(crate) echo: Forms,
    pub(crate) sources: Forms,
    pub(crate) gap: Forms,
    pub(crate) threshold: Forms,
    pub(crate) short: Forms,
    pub(crate) new_voices: Forms,
    pub(crate) appeared: Forms,
    pub(crate) ended: Forms,
    pub(crate) others: Forms,
    pub(crate) left_out: Forms,
    pub(crate) peak: Forms,
    pub(crate) heard: Forms,
    pub(crate) failed: Forms,
    pub(crate) more_posts: Forms,
    pub(crate) waiting: Forms,
}

/// What differs between the digests of a day, a week and a month.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeriodTexts {
    pub(crate) whole: String,
    pub(crate) today: String,
    pub(crate) today_all: String,
    pub(crate) today_none: String,
    pub(crate) voices: String,
    pub(crate) counts: String,
    pub(crate) norm: String,
    pub(crate) calm: String,
    pub(crate) calm_but_deaf: String,
    pub(crate) no_data: String,
    pub(crate) columns: [String; 3],
    pub(crate) row_before: String,
    pub(crate) no_before: String,
    pub(crate) no_last_year: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeTexts {
    pub(crate) lead: String,
    pub(crate) none: String,
    pub(crate) first: String,
    pub(crate) new: String,
    pub(crate) growing: String,
    pub(crate) came_back: String,
    pub(crate) quiet_now: String,
    pub(crate) answer_due: String,
    pub(crate) overdue: String,
    pub(crate) told: String,
    pub(crate) more: String,
    pub(crate) again: String,
    pub(crate) last: String,
    pub(crate) due: String,
    pub(crate) late: String,
    pub(crate) due_alone: String,
    pub(crate) late_alone: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectionTexts {
    pub(crate) voices: String,
    pub(crate) merged: String,
    pub(crate) gone: String,
    pub(crate) missed: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AlertTexts {
    pub(crate) new: String,
    pub(crate) doubled: String,
    pub(crate) nothing: String,
    pub(crate) unusual: String,
    pub(crate) grows: String,
    pub(crate) usual: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Confirmations {
    unverified: String,
    partly: String,
    official: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LanguageTexts {
    pub(crate) one: String,
    pub(crate) all: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RollupTexts {
    pub(crate) row: String,
    pub(crate) row_last_year: String,
    pub(crate) no_region: String,
    pub(crate) named: String,
    pub(crate) no_new: String,
    pub(crate) no_ended: String,
    pub(crate) shown: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReviewTexts {
    pub(crate) approved: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TopicLabels {
    pub(crate) evidence: String,
    pub(crate) no_link: String,
    pub(crate) sources: String,
    pub(crate) counts: String,
    pub(crate) posts: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CurveTexts {
    pub(crate) title: String,
    pub(crate) day: String,
    pub(crate) silent_rest: String,
    pub(crate) no_voices: String,
    pub(crate) today: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kinds {
    news: String,
    comment: String,
    appeal: String,
    notice: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CoverageTexts {
    pub(crate) heading: String,
    pub(crate) heard_none: String,
    pub(crate) silent: String,
    pub(crate) failed: String,
    pub(crate) posts: String,
    pub(crate) unseen: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct How {
    pub(crate) heading: String,
    pub(crate) lines: Vec<HowLine>,
}

/// What explains a method.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HowLine {
    pub(crate) method: String,
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MadeTexts {
    pub(crate) automatically: String,
    pub(crate) with: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PrintLabels {
    pub(crate) missing_sign: String,
}

/// What only a laid-out form says: around charts, links, and what was cut for want of room.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormLabels {
    pub(crate) charts: String,
    pub(crate) norm_line: String,
    pub(crate) regions_note: String,
    pub(crate) fewer: String,
    pub(crate) more: String,
    pub(crate) further: String,
    pub(crate) rest: String,
    pub(crate) page: String,
    pub(crate) post: String,
    pub(crate) counts: String,
    pub(crate) source: String,
    pub(crate) topic: String,
    pub(crate) notice: String,
    pub(crate) due: String,
    pub(crate) edition: String,
    pub(crate) subscription: String,
    pub(crate) account: String,
    pub(crate) method: String,
    pub(crate) run: String,
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

impl<T> ByTrend<T> {
    /// The value for one way of standing.
    pub(crate) fn get(&self, trend: Trend) -> &T {
        match trend {
            Trend::New => &self.new,
            Trend::Growing => &self.growing,
            Trend::CameBack => &self.came_back,
            Trend::Steady => &self.steady,
            Trend::Quiet => &self.quiet,
        }
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
