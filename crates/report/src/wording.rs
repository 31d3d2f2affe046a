//! The texts of one interface language, read from its table under `wording/`: a file rather than code, so that an editor can
//! better a sentence without knowing Rust. A missing or unknown key is an error of the tests below.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use dauys_model::Stance;
use dauys_model::{Language, Script};
use dauys_text::explain::{Basis, Origin};
use dauys_text::kazakh::{Alternation, Slot};
use dauys_text::place::Ground;
use dauys_text::{Aspect, CueKind, Level, Mark, Rule, TermKind};
use serde::Deserialize;

use dauys_model::Interface;

/// All texts of one language. Fields are named as the keys of the tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wording {
    pub(crate) page: PageTexts,
    pub(crate) legend: LegendTexts,
    pub(crate) rows: RowTexts,
    pub(crate) card: CardTexts,
    language: BTreeMap<String, String>,
    language_short: BTreeMap<String, String>,
    word_language: BTreeMap<String, String>,
    words_of: BTreeMap<String, String>,
    script: BTreeMap<String, String>,
    stance: BTreeMap<String, String>,
    cue: BTreeMap<String, String>,
    aspect: BTreeMap<String, String>,
    hidden: BTreeMap<String, String>,
    basis: BTreeMap<String, String>,
    basis_short: BTreeMap<String, String>,
    term: BTreeMap<String, String>,
    level: BTreeMap<String, String>,
    slot: BTreeMap<String, String>,
    origin: BTreeMap<String, String>,
    change: BTreeMap<String, String>,
    rule: BTreeMap<String, String>,
    ground: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageTexts {
    pub(crate) product: String,
    pub(crate) skip: String,
    pub(crate) heading_one: String,
    pub(crate) heading_many: String,
    pub(crate) lead: String,
    pub(crate) hint: String,
    pub(crate) index: String,
    pub(crate) text: String,
    pub(crate) nothing: String,
    pub(crate) verdict: String,
    pub(crate) how: String,
    pub(crate) how_lines: Vec<String>,
    pub(crate) made_with: String,
    pub(crate) none: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LegendTexts {
    pub(crate) heading: String,
    pub(crate) kazakh: String,
    pub(crate) russian: String,
    pub(crate) other: String,
    pub(crate) sentence: String,
    pub(crate) matter: String,
    pub(crate) raises: String,
    pub(crate) lowers: String,
    pub(crate) place: String,
    pub(crate) negated: String,
    pub(crate) hidden: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowTexts {
    pub(crate) language: String,
    pub(crate) iso: String,
    pub(crate) script: String,
    pub(crate) score: String,
    pub(crate) words: String,
    pub(crate) decided_by: String,
    pub(crate) category: String,
    pub(crate) category_none: String,
    pub(crate) category_threshold: String,
    pub(crate) category_notation: String,
    pub(crate) category_nothing: String,
    pub(crate) category_next: String,
    pub(crate) category_no_next: String,
    pub(crate) complaint: String,
    pub(crate) complaint_nothing: String,
    pub(crate) complaint_how: String,
    pub(crate) complaint_by_rules: String,
    pub(crate) complaint_problem: String,
    pub(crate) complaint_whole: String,
    pub(crate) urgent: String,
    pub(crate) places: String,
    pub(crate) places_none: String,
    pub(crate) kato: String,
    pub(crate) hidden: String,
    pub(crate) hidden_none: String,
    pub(crate) hidden_note: String,
    pub(crate) index: String,
    pub(crate) index_how: String,
    pub(crate) in_text: String,
    pub(crate) entry: String,
    pub(crate) weight: String,
    pub(crate) says: String,
    pub(crate) kind: String,
    pub(crate) why: String,
    pub(crate) times: String,
    pub(crate) all_words: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CardTexts {
    pub(crate) label: String,
    pub(crate) close: String,
    pub(crate) previous: String,
    pub(crate) next: String,
    pub(crate) normal: String,
    pub(crate) stem: String,
    pub(crate) lemma: String,
    pub(crate) kin: String,
    pub(crate) parts: String,
    pub(crate) why_kazakh: String,
    pub(crate) why_russian: String,
    pub(crate) why_other: String,
    pub(crate) alone: String,
    pub(crate) side_kazakh: String,
    pub(crate) side_russian: String,
    pub(crate) runs: String,
    pub(crate) rough: String,
    pub(crate) negation: String,
    pub(crate) negated_by_ending: String,
    pub(crate) negated_by_word: String,
    pub(crate) terms: String,
    pub(crate) place: String,
    pub(crate) category: String,
    pub(crate) complaint: String,
}

impl Wording {
    /// The table of a language.
    pub(crate) fn of(language: Interface) -> &'static Self {
        static KAZAKH: LazyLock<Wording> = LazyLock::new(|| read(include_str!("../wording/kk.toml")));
        static RUSSIAN: LazyLock<Wording> = LazyLock::new(|| read(include_str!("../wording/ru.toml")));
        static ENGLISH: LazyLock<Wording> = LazyLock::new(|| read(include_str!("../wording/en.toml")));
        match language {
            Interface::Kazakh => &KAZAKH,
            Interface::Russian => &RUSSIAN,
            Interface::English => &ENGLISH,
        }
    }

    /// The name of the language of a text or sentence.
    pub(crate) fn language(&self, language: Language) -> &str {
        named(&self.language, language.code())
    }

    /// The same in three letters or so.
    pub(crate) fn language_short(&self, language: Language) -> &str {
        named(&self.language_short, language.code())
    }

    /// What a word of this language is called.
    pub(crate) fn word_language(&self, language: Language) -> &str {
        named(&self.word_language, word_code(language))
    }

    /// What several such words are called.
    pub(crate) fn words_of(&self, language: Language) -> &str {
        named(&self.words_of, word_code(language))
    }

    /// The name of a script.
    pub(crate) fn script(&self, script: Script) -> &str {
        let code = match script {
            Script::Cyrillic => "cyrillic",
            Script::Latin => "latin",
            Script::Arabic => "arabic",
            Script::Other => "other",
            Script::None => "none",
        };
        named(&self.script, code)
    }

    /// The name of a stance.
    pub(crate) fn stance(&self, stance: Stance) -> &str {
        named(&self.stance, stance.code())
    }

    /// What a cue of a kind says.
    pub(crate) fn cue(&self, kind: CueKind) -> &str {
        named(&self.cue, kind.name())
    }

    /// What a reason that holds of a whole text is about.
    pub(crate) fn aspect(&self, aspect: Aspect) -> &str {
        named(&self.aspect, aspect.name())
    }

    /// What was hidden.
    pub(crate) fn hidden(&self, mark: Mark) -> &str {
        named(&self.hidden, mark_code(mark))
    }

    /// What decided the language of a word, in a sentence.
    pub(crate) fn basis(&self, basis: &Basis) -> &str {
        named(&self.basis, basis_code(basis))
    }

    /// The same in a word or two.
    pub(crate) fn basis_in_short(&self, basis: &Basis) -> &str {
        named(&self.basis_short, basis_code(basis))
    }

    /// What a term is to its word.
    pub(crate) fn term(&self, kind: TermKind) -> &str {
        let code = match kind {
            TermKind::Stem => "stem",
            TermKind::Mark => "mark",
            TermKind::Fold => "fold",
        };
        named(&self.term, code)
    }

    /// What the stem of a part of a word divided by hyphens is to it.
    pub(crate) fn term_of_part(&self) -> &str {
        named(&self.term, "part")
    }

    /// What a place is in the order of the state.
    pub(crate) fn level(&self, level: Level) -> &str {
        let code = match level {
            Level::Region => "region",
            Level::Capital => "capital",
            Level::City => "city",
            Level::District => "district",
            Level::CityDistrict => "city_district",
            Level::Town => "town",
            Level::RuralDistrict => "rural_district",
            Level::Village => "village",
        };
        named(&self.level, code)
    }

    /// What an ending does to a word.
    pub(crate) fn slot(&self, slot: Slot) -> &str {
        named(&self.slot, &slot.name().replace(' ', "-"))
    }

    /// How a stem was found, where that is told.
    pub(crate) fn origin(&self, origin: &Origin) -> Option<&str> {
        use dauys_text::{kazakh, russian};
        let code = match origin {
            Origin::AsItIs => return None,
            Origin::Kazakh(kazakh::Found::Listed) => "listed",
            Origin::Kazakh(kazakh::Found::Made) => "made",
            Origin::Kazakh(kazakh::Found::Exception) => "exception",
            Origin::Kazakh(kazakh::Found::Guessed) => "guessed",
            Origin::Russian(lemma) => match lemma.found {
                russian::Found::Abbreviation => "abbreviation",
                russian::Found::Irregular => "exception",
                russian::Found::Dictionary => "dictionary",
                russian::Found::Respelled => "respelled",
                russian::Found::Ending => "ending",
                russian::Found::Nothing => "nothing",
            },
        };
        Some(named(&self.origin, code))
    }

    /// What had changed at the end of a stem, in a sentence.
    pub(crate) fn change(&self, change: Alternation) -> String {
        let (code, of, to) = match change {
            Alternation::Voiced(of, to) => ("voiced", of, to),
            Alternation::Elided(of) => ("elided", of, of),
            Alternation::Fused(of) => ("fused", of, of),
        };
        fill(
            named(&self.change, code),
            &[("of", of.encode_utf8(&mut [0; 4])), ("to", to.encode_utf8(&mut [0; 4]))],
        )
    }

    /// By what private data was known; of a mark that the text came with, that it did.
    pub(crate) fn rule(&self, rule: Option<Rule>) -> &str {
        let code = match rule {
            Some(Rule::Checksum) => "checksum",
            Some(Rule::Cue) => "cue",
            Some(Rule::Register) => "register",
            Some(Rule::Shape) => "shape",
            Some(Rule::Repeated) => "repeated",
            Some(Rule::Line) => "line",
            None => "earlier",
        };
        named(&self.rule, code)
    }

    /// Why a name was taken for a place. `word` is the word beside it, `place` the other place, where there is one.
    pub(crate) fn ground(&self, ground: &Ground, word: &str, place: &str) -> String {
        let code = match ground {
            Ground::Name => "name",
            Ground::Kind { .. } => "kind",
            Ground::Near(_) => "near",
            Ground::Source(_) => "source",
        };
        fill(named(&self.ground, code), &[("word", word), ("place", place)])
    }
}

fn word_code(language: Language) -> &'static str {
    match language {
        Language::Kazakh | Language::Russian => language.code(),
        _ => "other",
    }
}

fn basis_code(basis: &Basis) -> &'static str {
    match basis {
        Basis::Told => "told",
        Basis::NoLetters => "no-letters",
        Basis::Found(reason) => reason.code(),
    }
}

fn mark_code(mark: Mark) -> &'static str {
    match mark {
        Mark::Iban => "iban",
        Mark::Email => "email",
        Mark::Card => "card",
        Mark::Iin => "iin",
        Mark::Phone => "phone",
        Mark::Plate => "plate",
        Mark::Address => "address",
        Mark::Name => "name",
    }
}

/// What a table says of a code. A test looks for every code in every table.
fn named<'a>(names: &'a BTreeMap<String, String>, code: &str) -> &'a str {
    names.get(code).map_or("", String::as_str)
}

/// Puts values in the place of their `{name}`. A value is never searched for names itself.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else { break };
        let name = &rest[start + 1..start + length];
        filled.push_str(&rest[..start]);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    filled.push_str(rest);
    filled
}

fn read(table: &str) -> Wording {
    toml::from_str(table).expect("a test reads every bundled table")
}

#[cfg(test)]
mod tests {
    use dauys_model::Kato;
    use dauys_text::language::Reason;
    use dauys_text::russian::Lemma;

    use super::*;

    const SLOTS: [Slot; 21] = [
        Slot::Plural,
        Slot::Possessive,
        Slot::Case,
        Slot::Attribute,
        Slot::Likeness,
        Slot::Without,
        Slot::Manner,
        Slot::Ordinal,
        Slot::Comparative,
        Slot::Person,
        Slot::Negation,
        Slot::Tense,
        Slot::Participle,
        Slot::Converb,
        Slot::Mood,
        Slot::VerbalNoun,
        Slot::Abstract,
        Slot::Voice,
        Slot::Clitic,
        Slot::NounMaker,
        Slot::VerbMaker,
    ];

    #[test]
    fn every_table_names_everything() {
        for language in Interface::ALL {
            let wording = Wording::of(language);
            let check = |name: &str| assert!(!name.is_empty(), "{language}: a name is missing");
            use Language::{Kazakh, Mixed, Other, Russian, Unknown};
            for language in [Kazakh, Russian, Mixed, Other, Unknown] {
                check(wording.language(language));
                check(wording.language_short(language));
                check(wording.word_language(language));
                check(wording.words_of(language));
            }
            for script in [Script::Cyrillic, Script::Latin, Script::Arabic, Script::Other, Script::None] {
                check(wording.script(script));
            }
            use Mark::{Address, Card, Email, Iban, Iin, Name, Phone, Plate};
            for mark in [Iban, Email, Card, Iin, Phone, Plate, Address, Name] {
                check(wording.hidden(mark));
            }
            use Rule::{Checksum, Cue as ByCue, Line, Register, Repeated, Shape};
            for rule in [Checksum, ByCue, Register, Shape, Repeated, Line] {
                check(wording.rule(Some(rule)));
            }
            check(wording.rule(None));
            for ground in [
                Ground::Name,
                Ground::Kind { start: 0, end: 0 },
                Ground::Near(Kato(0)),
                Ground::Source(Kato(0)),
            ] {
                check(&wording.ground(&ground, "", ""));
            }
            let kazakh = {
                use dauys_text::kazakh::Found::{Exception, Guessed, Listed, Made};
                [Listed, Made, Exception, Guessed].map(Origin::Kazakh)
            };
            let russian = {
                use dauys_text::russian::Found::{
                    Abbreviation, Dictionary, Ending, Irregular, Nothing, Respelled,
                };
                let lemma = |found| Lemma { lemma: String::new(), stem: String::new(), found };
                [Abbreviation, Irregular, Dictionary, Respelled, Ending, Nothing]
                    .map(lemma)
                    .map(Origin::Russian)
            };
            for origin in kazakh.iter().chain(&russian) {
                check(wording.origin(origin).unwrap());
            }
            for change in [Alternation::Voiced('п', 'б'), Alternation::Elided('ы'), Alternation::Fused('й')]
            {
                check(&wording.change(change));
            }
            for slot in SLOTS {
                check(wording.slot(slot));
            }
            for level in [
                Level::Region,
                Level::Capital,
                Level::City,
                Level::District,
                Level::CityDistrict,
                Level::Town,
                Level::RuralDistrict,
                Level::Village,
            ] {
                check(wording.level(level));
            }
            check(wording.term_of_part());
            for kind in [TermKind::Stem, TermKind::Mark, TermKind::Fold] {
                check(wording.term(kind));
            }
            use CueKind as Cue;
            for kind in [
                Cue::Request,
                Cue::Lack,
                Cue::Failure,
                Cue::Damage,
                Cue::Danger,
                Cue::Time,
                Cue::Addressee,
                Cue::Emotion,
                Cue::Complain,
                Cue::Question,
                Cue::Reported,
                Cue::Notice,
                Cue::Resolved,
                Cue::Gratitude,
                Cue::Prior,
                Cue::Calm,
                Cue::Again,
                Cue::Own,
                Cue::Spoken,
                Cue::Spot,
                Cue::Press,
                Cue::Peril,
                Cue::Word,
            ] {
                check(wording.cue(kind));
            }
            // Cues and words have their own places.
            for aspect in
                Aspect::ALL.into_iter().filter(|aspect| !matches!(aspect, Aspect::Cue | Aspect::Word))
            {
                check(wording.aspect(aspect));
            }
            for stance in Stance::ALL {
                check(wording.stance(stance));
            }
            for basis in [
                Basis::Told,
                Basis::NoLetters,
                Basis::Found(Reason::Letter('қ')),
                Basis::Found(Reason::ForeignLetter('ј')),
                Basis::Found(Reason::Listed),
                Basis::Found(Reason::Runs),
                Basis::Found(Reason::Form),
                Basis::Found(Reason::Neighbours),
                Basis::Found(Reason::Text),
            ] {
                check(wording.basis(&basis));
                check(wording.basis_in_short(&basis));
            }
        }
    }

    #[test]
    fn tables_hold_the_same_keys() {
        let keys = |text: &str| {
            let table: toml::Table = text.parse().unwrap();
            let of_part = |(part, value): (&String, &toml::Value)| {
                let keys = value.as_table().unwrap().keys().cloned().collect::<Vec<String>>();
                (part.clone(), keys)
            };
            table.iter().map(of_part).collect::<Vec<_>>()
        };
        let english = keys(include_str!("../wording/en.toml"));
        assert_eq!(keys(include_str!("../wording/kk.toml")), english);
        assert_eq!(keys(include_str!("../wording/ru.toml")), english);
    }

    #[test]
    fn a_value_is_not_a_template() {
        assert_eq!(fill("{a} и {b}, {c} {", &[("a", "{b}"), ("b", "2")]), "{b} и 2, {c} {");
    }
}
