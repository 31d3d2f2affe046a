//! Gives the compiled terms of the subjects. The tables are those of the categories with two things more: words that many subjects
//! need have a name (`@write`), and a subject may ask that its thing be named (`!`) and its fault (`&`), whatever else is said.

use std::sync::LazyLock;

use dauys_model::Language;
use rustc_hash::FxHashMap;

use super::list;
use crate::phrase::Phrases;

const RUSSIAN: &str = include_str!("../../../../data/lexicon/categories/subject_terms_ru.tsv");
const KAZAKH: &str = include_str!("../../../../data/lexicon/categories/subject_terms_kk.tsv");

/// What an entry says when it is found.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Says {
    /// It speaks for the subject, with this weight.
    For(f32),
    /// It speaks for the subject and names its thing; unless one such term is met, the subject does not count.
    Names(f32),
    /// It speaks for the subject and says what is wrong; unless one such term is met, the subject does not count.
    Blames(f32),
    /// The words it covers do not speak for the subject.
    Not,
}

/// One term.
#[derive(Debug)]
pub(super) struct Term {
    /// The term as the table has it.
    pub(super) text: &'static str,
    /// The number of its subject.
    pub(super) subject: usize,
    /// What it says.
    pub(super) says: Says,
}

/// Whether the thing and the fault are, or must be, met.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Met {
    pub(super) thing: bool,
    pub(super) fault: bool,
}

impl Met {
    pub(super) fn add(&mut self, says: Says) {
        self.thing |= matches!(says, Says::Names(_));
        self.fault |= matches!(says, Says::Blames(_));
    }

    /// Whether all that `asked` asks for is met.
    pub(super) fn answers(self, asked: Self) -> bool {
        (self.thing || !asked.thing) && (self.fault || !asked.fault)
    }
}

/// The terms of one language.
#[derive(Default)]
pub(super) struct Table {
    pub(super) terms: Vec<Term>,
    pub(super) phrases: Option<Phrases>,
}

/// All terms.
pub(super) struct Lexicon {
    pub(super) tables: [Table; 2],
    /// Of every subject, what must be met.
    pub(super) asks: Vec<Met>,
}

/// The lexicon, compiled at first use.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let table = |text, language| compile(text, language).expect("a test compiles the committed tables");
        let tables = [table(RUSSIAN, Language::Russian), table(KAZAKH, Language::Kazakh)];
        let mut asks = vec![Met::default(); list::subjects().len()];
        for term in tables.iter().flat_map(|table| &table.terms) {
            asks[term.subject].add(term.says);
        }
        Lexicon { tables, asks }
    });
    &LEXICON
}

fn compile(text: &'static str, language: Language) -> Result<Table, String> {
    let (terms, entries) = parse(text)?;
    let phrases = Phrases::new(language, entries.iter().map(String::as_str))?;
    Ok(Table { terms, phrases: Some(phrases) })
}

/// The terms of a table, and each as the notation of phrases has it.
fn parse(text: &'static str) -> Result<(Vec<Term>, Vec<String>), String> {
    let mut named: FxHashMap<&str, &str> = FxHashMap::default();
    let mut terms = Vec::new();
    let mut entries = Vec::new();
    for line in text.lines().skip(1) {
        let mut fields = line.split('\t');
        let (Some(id), Some(weight), Some(list), None) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            return Err(format!("`{line}` has not three fields"));
        };
        if id.starts_with('@') {
            named.insert(id, list);
            continue;
        }
        let subject = list::number(id).ok_or_else(|| format!("`{id}` is no subject"))?;
        let number = |text: &str| text.parse().map_err(|_| format!("`{weight}` is no weight"));
        let says = match weight.as_bytes().first() {
            Some(b'!') => Says::Names(number(&weight[1..])?),
            Some(b'&') => Says::Blames(number(&weight[1..])?),
            _ if weight == "-" => Says::Not,
            _ => Says::For(number(weight)?),
        };
        for text in list.split(';').map(str::trim) {
            terms.push(Term { text, subject, says });
            entries.push(spell_out(text, &named)?);
        }
    }
    Ok((terms, entries))
}

/// A term with the words for which a name stands in it.
fn spell_out(text: &str, named: &FxHashMap<&str, &str>) -> Result<String, String> {
    let mut spelled = String::new();
    for (at, part) in text.split_inclusive([' ', '|']).enumerate() {
        let word = part.trim_end_matches([' ', '|']);
        match word.starts_with('@') {
            true => {
                let words =
                    named.get(word).ok_or_else(|| format!("`{text}` ({at}): nothing is named `{word}`"))?;
                spelled.push_str(words);
                spelled.push_str(&part[word.len()..]);
            }
            false => spelled.push_str(part),
        }
    }
    Ok(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_compiles() {
        for (text, language) in [(RUSSIAN, Language::Russian), (KAZAKH, Language::Kazakh)] {
            let (_, entries) = parse(text).unwrap();
            let broken: Vec<String> = entries
                .iter()
                .filter_map(|entry| Phrases::new(language, [entry.as_str()].into_iter()).err())
                .collect();
            assert!(broken.is_empty(), "{broken:#?}");
        }
    }

    #[test]
    fn names_stand_for_their_words() {
        let named = FxHashMap::from_iter([("@write", "надпис*|граффити")]);
        assert_eq!(
            spell_out("@write ~ на @write|столб*", &named),
            Ok("надпис*|граффити ~ на надпис*|граффити|столб*".into())
        );
        assert!(spell_out("@drawn", &named).is_err());
    }

    #[test]
    fn every_subject_has_terms() {
        for (subject, at) in list::subjects().iter().zip(0..) {
            let [russian, _kazakh] = &lexicon().tables;
            let count = |table: &Table| {
                table.terms.iter().filter(|term| term.subject == at && term.says != Says::Not).count()
            };
            assert!(count(russian) >= 1, "{} has {} Russian terms", subject.id, count(russian));
        }
    }
}
