//! Institutions: bodies of state with their remits, as dated data. They change, so no code names one.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{CategoryId, Interface};

/// What a body is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// A chamber of parliament.
    Chamber,
    /// A committee of a chamber.
    Committee,
    /// A ministry or an agency of the whole country.
    Ministry,
    /// Local executive bodies: the akimat of the place in question.
    Akimat,
}

/// A name in the three languages of the interface.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

impl Names {
    /// The name in a language.
    pub fn of(&self, language: Interface) -> &str {
        match language {
            Interface::Kazakh => &self.kk,
            Interface::Russian => &self.ru,
            Interface::English => &self.en,
        }
    }
}

/// A body of state, an entry of `config/institutions.toml`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its lasting name in settings: `committee-social`.
    pub id: String,
    /// What it is.
    pub kind: BodyKind,
    /// What it is called.
    pub name: Names,
    /// What is its business: groups or leaves of the category tree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remit: Vec<CategoryId>,
    /// From which day on this entry holds; always when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day on which it holds; for ever when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Where that is written, and how sure it is.
    pub source: String,
}

impl Body {
    /// Whether the entry holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// All bodies. One that changed stands there once for each time.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institutions {
    /// The entries.
    #[serde(default)]
    pub institution: Vec<Body>,
}

impl Institutions {
    /// The entry of an id that holds on a day.
    pub fn body(&self, id: &str, day: Date) -> Option<&Body> {
        self.institution.iter().find(|body| body.id == id && body.holds_on(day))
    }

    /// Whose business a category is on a day: those that name the leaf before those that name its group, then in the order of
    /// the file.
    pub fn responsible(&self, category: &CategoryId, day: Date) -> Vec<&Body> {
        let mut found: Vec<(bool, &Body)> = self
            .institution
            .iter()
            .filter(|body| body.holds_on(day))
            .filter_map(|body| {
                let named = body.remit.iter().filter(|remit| category.is_within(&remit.0));
                named.map(|remit| *remit != *category).min().map(|by_group| (by_group, body))
            })
            .collect();
        found.sort_by_key(|(by_group, _)| *by_group);
        found.into_iter().map(|(_, body)| body).collect()
    }
}
