//! Gives the two-level tree of public-service matters: its groups and leaves with their names, from
//! `data/lexicon/categories/tree.tsv`.

use std::sync::LazyLock;

use dauys_model::{CategoryId, Interface, Language};

const TABLE: &str = include_str!("../../../../data/lexicon/categories/tree.tsv");

/// A group or a leaf of the tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Category {
    /// `hcs` for a group, `hcs/water` for a leaf.
    pub id: CategoryId,
    /// Its name in Kazakh.
    pub kk: &'static str,
    /// Its name in Russian.
    pub ru: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// A Kazakh name short enough for a headline.
    pub short_kk: &'static str,
    /// A Russian name short enough for a headline.
    pub short_ru: &'static str,
    /// Whether it touches life and limb.
    pub urgent: bool,
    /// Who usually has to answer for it, in Kazakh. A default, no statement of law.
    pub addressee_kk: &'static str,
    /// Who usually has to answer for it, in Russian. A default, no statement of law.
    pub addressee_ru: &'static str,
}

impl Category {
    /// Its name in Russian for Russian, in Kazakh for any other language.
    pub fn name(&self, language: Language) -> &'static str {
        if language == Language::Russian { self.ru } else { self.kk }
    }

    /// Its name in the language of a reader.
    pub fn named(&self, language: Interface) -> &'static str {
        match language {
            Interface::Kazakh => self.kk,
            Interface::Russian => self.ru,
            Interface::English => self.en,
        }
    }

    /// The same, short enough for a headline.
    pub fn short(&self, language: Interface) -> &'static str {
        match language {
            Interface::Kazakh => self.short_kk,
            Interface::Russian => self.short_ru,
            Interface::English => self.en,
        }
    }

    /// Whether it is a leaf, not a group.
    pub fn is_leaf(&self) -> bool {
        self.id.0.contains('/')
    }
}

/// The whole tree, in the order of the table: each group is followed by its leaves.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Category>,
}

impl Tree {
    /// Groups and leaves, each group before its leaves.
    pub fn nodes(&self) -> &[Category] {
        &self.nodes
    }

    /// The groups.
    pub fn groups(&self) -> impl Iterator<Item = &Category> {
        self.nodes.iter().filter(|node| !node.is_leaf())
    }

    /// The leaves of one group, by its id.
    pub fn leaves(&self, group: &str) -> impl Iterator<Item = &Category> {
        self.nodes.iter().filter(move |node| node.is_leaf() && node.id.group() == group)
    }

    /// A node by its id.
    pub fn get(&self, id: &CategoryId) -> Option<&Category> {
        self.nodes.iter().find(|node| node.id == *id)
    }
}

/// The tree.
pub fn tree() -> &'static Tree {
    static TREE: LazyLock<Tree> =
        LazyLock::new(|| Tree { nodes: TABLE.lines().skip(1).filter_map(row).collect() });
    &TREE
}

/// A row of the table; a test checks that none is lost.
fn row(line: &'static str) -> Option<Category> {
    let mut fields = line.split('\t');
    let mut next = || fields.next().filter(|field| !field.is_empty());
    let category = Category {
        id: CategoryId(next()?.to_owned()),
        urgent: match next()? {
            "yes" => true,
            "no" => false,
            _ => return None,
        },
        short_kk: next()?,
        short_ru: next()?,
        en: next()?,
        kk: next()?,
        ru: next()?,
        addressee_kk: next()?,
        addressee_ru: next()?,
    };
    fields.next().is_none().then_some(category)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_row_is_a_category() {
        assert_eq!(tree().nodes().len(), TABLE.lines().count() - 1);
        let ids: BTreeSet<_> = tree().nodes().iter().map(|node| &node.id).collect();
        assert_eq!(ids.len(), tree().nodes().len(), "ids are unique");
    }

    #[test]
    fn leaves_stand_under_a_group_that_exists() {
        for node in tree().nodes() {
            let group = CategoryId(node.id.group().to_owned());
            assert!(tree().get(&group).is_some_and(|group| !group.is_leaf()), "{}", node.id);
        }
        assert!(tree().groups().all(|group| tree().leaves(&group.id.0).count() > 0));
    }

    #[test]
    fn short_names_fit_a_headline() {
        for node in tree().nodes() {
            assert!(
                node.short_kk.chars().count() <= 24 && node.short_ru.chars().count() <= 24,
                "{}",
                node.id
            );
        }
    }

    #[test]
    fn life_safety_is_urgent() {
        for id in ["hcs/water", "hcs/heat", "hcs/gas", "eco/flood", "eco/emergency"] {
            assert!(tree().get(&CategoryId(id.to_owned())).is_some_and(|node| node.urgent), "{id}");
        }
    }
}
