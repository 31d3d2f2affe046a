//! Nothing in a digest that is not in its evidence: over random inputs, in all languages, for all periods, every number, month
//! and place of every form is found among the values of the JSON, written out here anew; and every sentence rests on something.

use std::collections::BTreeSet;

use dauys_digest::feed::FeedEntry;
use dauys_digest::{Digest, Interface, build, html, ics, json, mail, markdown, telegram, text, webhook};
use dauys_model::{KAZAKHSTAN, Trend};
use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;
use scraper::{ElementRef, Html};
use serde_json::Value;

use crate::invented::quiet_day;
use crate::random::{Draw, PLACES, SECRET};
use crate::rich::{month, rich_day, week};

/// Months as the digests of a language may write them: the forms for Russian, the stems that endings follow for Kazakh.
const MONTHS: [(&str, &str, &str); 12] = [
    ("қаңтар", "январь января", "January"),
    ("ақпан", "февраль февраля", "February"),
    ("наурыз", "март марта", "March"),
    ("сәуір", "апрель апреля", "April"),
    ("мамыр", "май мая", "May"),
    ("маусым", "июнь июня", "June"),
    ("шілде", "июль июля", "July"),
    ("тамыз", "август августа", "August"),
    ("қыркүйек", "сентябрь сентября", "September"),
    ("қазан", "октябрь октября", "October"),
    ("қараша", "ноябрь ноября", "November"),
    ("желтоқсан", "декабрь декабря", "December"),
];

/// Texts of the JSON that are written from values rather than being values: they prove nothing.
const WRITTEN: [&str; 11] = [
    "text",
    "shown",
    "date",
    "as_of",
    "published",
    "curve_caption",
    "curve_in_words",
    "count",
    "heading",
    "label",
    "columns",
];

/// What the values of a digest allow to be written.
#[derive(Default, Debug)]
struct Evidence {
    digits: BTreeSet<String>,
    months: BTreeSet<i8>,
    /// Codes of places.
    katos: BTreeSet<u32>,
    /// Quotes, names, the office's own words, addresses.
    texts: String,
}

impl Evidence {
    fn of(value: &Value) -> Self {
        let mut evidence = Self::default();
        evidence.gather(value, "");
        evidence
    }

    fn gather(&mut self, value: &Value, key: &str) {
        match value {
            Value::Object(fields) => {
                // Quotes, phrases and notes are texts as they were found; a sentence has what it rests on beside its text.
                let is_found = fields.contains_key("post") || fields.contains_key("by");
                for (key, field) in fields {
                    if key == "text" && is_found {
                        self.text(field.as_str().unwrap());
                    } else {
                        self.gather(field, key);
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.gather(item, key)),
            Value::Number(number) => self.number(number.as_f64().unwrap()),
            Value::String(text) if !WRITTEN.contains(&key) => self.string(text, key),
            _ => {}
        }
    }

    fn string(&mut self, text: &str, key: &str) {
        if let Ok(moment) = text.parse::<Timestamp>() {
            self.moment(moment);
        } else if let Ok(day) = text.parse::<Date>() {
            self.day(day);
        } else if key == "kato" || key == "place" || key == "region" {
            match text.parse::<u32>() {
                Ok(kato) => _ = self.katos.insert(kato),
                Err(_) => self.text(text),
            }
        } else {
            self.text(text);
        }
    }

    fn text(&mut self, text: &str) {
        self.digits.extend(runs(text));
        self.texts.push_str(text);
        self.texts.push('\n');
    }

    fn number(&mut self, number: f64) {
        self.digits.extend(runs(&format!("{number}")));
    }

    fn day(&mut self, day: Date) {
        self.months.insert(day.month());
        let iso = [format!("{:02}", day.month()), format!("{:02}", day.day())];
        self.digits.extend(iso.into_iter().chain([day.day().to_string(), day.year().to_string()]));
    }

    fn moment(&mut self, moment: Timestamp) {
        let local = KAZAKHSTAN.to_datetime(moment);
        self.day(local.date());
        self.digits.extend([format!("{:02}", local.hour()), format!("{:02}", local.minute())]);
    }

    /// A form names the first dozen or few of a topic's posts and tells how many more there are.
    fn further_posts(&mut self, digest: &Digest) {
        for topic in digest.topics() {
            let posts = topic.fact.posts().len();
            [12, 5].into_iter().filter(|named| *named < posts).for_each(|named| {
                self.number((posts - named) as f64);
            });
        }
    }

    /// Panics when `form` writes what the values do not hold.
    fn allows(&self, form: &str, language: Interface, what: &str) {
        for run in runs(form) {
            assert!(self.digits.contains(&run), "{what}: `{run}` is not in the evidence of\n{form}");
        }
        for month in months(form, language) {
            let names = MONTHS[month as usize - 1];
            let quoted = [names.0, names.1, names.2].iter().any(|name| self.texts.contains(name));
            assert!(
                self.months.contains(&month) || quoted,
                "{what}: month {month} is not in the evidence of\n{form}"
            );
        }
        for (kato, names) in PLACES {
            let name = names[language as usize].0.split(' ').next().unwrap();
            if form.contains(stem(name)) {
                let known = self.texts.contains(stem(name)) || kato > 0 && self.katos.contains(&kato);
                assert!(known, "{what}: {name} is not in the evidence of\n{form}");
            }
        }
    }
}

/// A name without the vowel that cases may change.
fn stem(name: &str) -> &str {
    name.trim_end_matches(['а', 'я', 'ь', 'й'])
}

/// Runs of digits.
fn runs(text: &str) -> BTreeSet<String> {
    let digits = text.split(|letter: char| !letter.is_ascii_digit());
    digits.filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

fn months(form: &str, language: Interface) -> BTreeSet<i8> {
    let is_month = |word: &str, names: &(&str, &str, &str)| match language {
        Interface::Kazakh => word.starts_with(names.0),
        Interface::Russian => names.1.split(' ').any(|name| name == word),
        Interface::English => word == names.2,
    };
    let words = form.split(|letter: char| !letter.is_alphabetic());
    words
        .filter_map(|word| MONTHS.iter().position(|names| is_month(word, names)))
        .map(|index| index as i8 + 1)
        .collect()
}

/// All text of a page that somebody may read or hear.
fn read_aloud(page: &str) -> String {
    let page = Html::parse_document(page);
    let texts = page.root_element().descendants().filter_map(|node| {
        let parent = node.parent().and_then(ElementRef::wrap)?;
        (parent.value().name() != "style").then_some(node.value().as_text()?)
    });
    texts.map(|text| format!("{} ", &**text)).collect()
}

/// Every object that is a sentence.
fn sentences<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("refs") {
                found.push(value);
            }
            fields.values().for_each(|field| sentences(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| sentences(item, found)),
        _ => {}
    }
}

/// What one sentence lists is all that it tells.
fn check_sentence(sentence: &Value, names: &Evidence, language: Interface) {
    let text = sentence["text"].as_str().unwrap();
    assert!(!text.is_empty() && !sentence["refs"].as_array().unwrap().is_empty(), "{sentence}");
    let empty = Vec::new();
    let facts = sentence["facts"].as_array().unwrap_or(&empty);
    let mut own = Evidence::default();
    for fact in facts {
        assert!(text.contains(fact["shown"].as_str().unwrap()), "{fact} is shown in `{text}`");
        own.gather(fact, "");
    }
    own.katos.extend(&names.katos);
    own.texts.push_str(&names.texts);
    own.allows(text, language, "a sentence");
}

fn check(digest: &Digest) {
    let written = json(digest);
    let value: Value = serde_json::from_str(&written).unwrap();
    let language = digest.language;
    let mut evidence = Evidence::of(&value);
    let mut found = Vec::new();
    sentences(&value, &mut found);
    assert!(found.len() > 10);
    for sentence in found {
        check_sentence(sentence, &evidence, language);
    }
    let parts = telegram::messages(digest);
    evidence.further_posts(digest);
    // Parts of a long digest are numbered.
    (1..=parts.len()).for_each(|part| evidence.number(part as f64));
    let messages = parts.join("\n");
    // The rest of a calendar is for programs.
    let calendar = ics(digest).replace("\r\n ", "");
    let said = calendar.lines().filter(|line| line.starts_with("SUMMARY") || line.starts_with("DESCRIPTION"));
    let calendar = said.collect::<Vec<_>>().join("\n");
    let feed = FeedEntry::of(digest, digest.until).html;
    let marked_up = [("page", html(digest)), ("mail", mail(digest)), ("messages", messages), ("feed", feed)];
    let plain = [
        ("text", text(digest)),
        ("Markdown", markdown(digest)),
        ("channel", webhook(digest)),
        ("calendar", calendar),
    ];
    for (name, form) in &marked_up {
        evidence.allows(&read_aloud(form), language, name);
    }
    for (name, form) in &plain {
        evidence.allows(form, language, name);
    }
    for form in marked_up.iter().chain(&plain).map(|(_, form)| form).chain([&written]) {
        for placeholder in ["PHONE", "IIN", "EMAIL", "CARD", "IBAN", "PLATE", "ADDRESS", "NAME"] {
            assert!(!form.contains(&format!("<{placeholder}>")), "{placeholder} leaks");
            assert!(!form.contains(&format!("&lt;{placeholder}&gt;")), "{placeholder} leaks");
        }
        assert!(!form.contains(SECRET) && !form.contains("234 56"), "what was left out leaks");
    }
    let is_calm = digest.topics().all(|topic| topic.trend_is_quiet(digest));
    assert_eq!(digest.quiet_day.is_some(), is_calm);
    if digest.coverage.read == 0 && is_calm {
        let said = &digest.quiet_day.as_ref().unwrap().text;
        assert!(
            ["Недостаточно", "жеткіліксіз", "Not enough"].iter().any(|word| said.contains(word)),
            "{said}"
        );
    }
}

/// How a topic stands, by the section it is in.
trait Standing {
    fn trend_is_quiet(&self, digest: &Digest) -> bool;
}

impl Standing for dauys_digest::Entry {
    fn trend_is_quiet(&self, digest: &Digest) -> bool {
        let mut sections = digest.sections.iter();
        sections.any(|section| section.trend == Trend::Quiet && section.topics.contains(self))
    }
}

#[test]
fn invented_digests_hold_nothing_but_their_evidence() {
    for language in Interface::ALL {
        for input in [rich_day(language), week(language), month(language), quiet_day(language, 2)] {
            check(&build(input));
        }
    }
}

#[test]
fn what_is_not_in_the_evidence_is_found() {
    let value: Value = serde_json::from_str(&json(&build(rich_day(Interface::Russian)))).unwrap();
    let evidence = Evidence::of(&value);
    for invented in ["987654", "в феврале, 22 февраля", "В Уральске сообщают"]
    {
        let found = std::panic::catch_unwind(|| evidence.allows(invented, Interface::Russian, "planted"));
        assert!(found.is_err(), "`{invented}` is allowed");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn random_digests_hold_nothing_but_their_evidence(
        numbers in proptest::collection::vec(any::<u16>(), 40..400),
        language in prop::sample::select(Interface::ALL.to_vec()),
    ) {
        check(&build(Draw::new(&numbers, language).input()));
    }

    #[test]
    fn the_order_of_a_random_input_does_not_matter(
        numbers in proptest::collection::vec(any::<u16>(), 40..400),
    ) {
        let input = || Draw::new(&numbers, Interface::Kazakh).input();
        let mut reversed = input();
        reversed.topics.reverse();
        reversed.coverage.heard.reverse();
        reversed.counts.reverse();
        for topic in &mut reversed.topics {
            topic.days.reverse();
            topic.norms.reverse();
            topic.posts.reverse();
        }
        prop_assert_eq!(json(&build(reversed)), json(&build(input())));
    }
}
