//! Gives the compiled terms of the category tree: which words and phrases speak for which leaf and how strongly, which take a
//! word away from it, and which speak for matters outside the tree.

use std::sync::LazyLock;

use dauys_model::{CategoryId, Language};

use super::tree;
use crate::phrase::Phrases;

const RUSSIAN: &str = include_str!("../../../../data/lexicon/categories/terms_ru.tsv");
const KAZAKH: &str = include_str!("../../../../data/lexicon/categories/terms_kk.tsv");

/// The leaf number under which matters outside the tree are kept.
pub(super) const OUTSIDE: usize = usize::MAX;

/// What an entry says when it is found.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Says {
    /// It speaks for the leaf, with this weight.
    For(f32),
    /// The words it covers do not speak for the leaf.
    Not,
}

/// One term.
pub(super) struct Term {
    /// The term as the table has it.
    pub(super) text: &'static str,
    /// Number of its leaf in [`Lexicon::leaves`], or [`OUTSIDE`].
    pub(super) leaf: usize,
    /// What it says.
    pub(super) says: Says,
}

/// The terms of one language.
pub(super) struct Table {
    pub(super) terms: Vec<Term>,
    pub(super) phrases: Phrases,
}

/// All terms.
pub(super) struct Lexicon {
    pub(super) leaves: Vec<CategoryId>,
    pub(super) tables: [Table; 2],
}

/// The lexicon, compiled at first use.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let leaves: Vec<CategoryId> =
            tree().nodes().iter().filter(|node| node.is_leaf()).map(|node| node.id.clone()).collect();
        let table =
            |text, language| table(text, language, &leaves).expect("a test compiles the committed tables");
        Lexicon { tables: [table(RUSSIAN, Language::Russian), table(KAZAKH, Language::Kazakh)], leaves }
    });
    &LEXICON
}

fn table(text: &'static str, language: Language, leaves: &[CategoryId]) -> Result<Table, String> {
    let mut terms = Vec::new();
    for line in text.lines().skip(1) {
        let mut fields = line.split('\t');
        let (Some(id), Some(weight), Some(list), None) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            return Err(format!("`{line}` has not three fields"));
        };
        let leaf = match leaves.iter().position(|leaf| leaf.0 == id) {
            Some(leaf) => leaf,
            None if id == "outside" => OUTSIDE,
            None => return Err(format!("`{id}` is no leaf")),
        };
        let says = match weight {
            "-" => Says::Not,
            _ => Says::For(weight.parse().map_err(|_| format!("`{weight}` is no weight"))?),
        };
        terms.extend(list.split(';').map(|text| Term { text: text.trim(), leaf, says }));
    }
    let phrases = Phrases::new(language, terms.iter().map(|term| term.text))?;
    Ok(Table { terms, phrases })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_compiles() {
        for (table, language) in [(RUSSIAN, Language::Russian), (KAZAKH, Language::Kazakh)] {
            let fields = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
            let broken: Vec<String> = fields
                .flat_map(|fields| fields[2].split(';'))
                .filter_map(|term| Phrases::new(language, [term.trim()].into_iter()).err())
                .collect();
            assert!(broken.is_empty(), "{broken:#?}");
        }
    }

    #[test]
    fn every_leaf_has_terms_in_both_languages() {
        for (leaf, id) in lexicon().leaves.iter().enumerate().filter(|(_, id)| id.0 != "other/other") {
            for table in &lexicon().tables {
                let count =
                    table.terms.iter().filter(|term| term.leaf == leaf && term.says != Says::Not).count();
                assert!(count >= 40, "{id} has {count} terms");
            }
        }
    }
}
