//! Sources: the finite, reviewed list of public places that Dauys listens to.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::{Kato, Kind, Language, SourceId};

/// Somewhere public that speaks, as an entry of `config/sources.toml`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The lasting name of the source in the store and in logs.
    pub id: SourceId,
    /// What people call it.
    pub name: String,
    /// Where it speaks on the web. Every kind but [`SourceKind::File`] has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// The file of a [`SourceKind::File`], relative to the folder of the configuration file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<PathBuf>,
    /// What is found there.
    pub kind: SourceKind,
    /// What its items become.
    #[serde(default = "news")]
    pub posts: Kind,
    /// The language it is expected in; only a hint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The region it speaks for, when it speaks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Kato>,
    /// Where the full text is had.
    #[serde(default)]
    pub text: TextFrom,
    /// What the terms of the source allow; follows every record made from it.
    #[serde(default)]
    pub policy: Policy,
    /// Why the source is not asked at present; absent when it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off: Option<String>,
    /// Least minutes between two polls.
    #[serde(default = "half_an_hour")]
    pub every_minutes: u32,
    /// Where the parts of an entry stand, for [`SourceKind::List`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ListSelectors>,
}

fn news() -> Kind {
    Kind::News
}

fn half_an_hour() -> u32 {
    30
}

/// The form in which a source announces its items.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// RSS, RDF, Atom or JSON Feed: told apart by looking.
    Feed,
    /// An HTML page with entries, read by [`ListSelectors`].
    List,
    /// A local feed, JSONL or CSV file.
    File,
}

/// Where the full text of an item is had.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextFrom {
    /// From the item when it is long enough, else from the page it links to.
    #[default]
    Auto,
    /// From the item always: comments, appeals, full-text feeds.
    Item,
    /// From the page always.
    Page,
}

/// What the terms of a source allow to be done with its texts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// Everything Dauys does.
    #[default]
    Open,
    /// Rules only: no statistical model may be trained on or applied to it.
    RulesOnly,
    /// Title and link only.
    MetadataOnly,
}

/// CSS selectors of a list page. All but `entry` are looked up inside an entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListSelectors {
    /// One match is one item.
    pub entry: String,
    /// The link (`href`) that identifies the item; the entry itself when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The title; the text of the link when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The date: a `datetime` attribute or text in any of the forms the parser knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The text, when the list carries it in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The author, who becomes a voice key and nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The place the item is filed under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Fewer entries than this are a failure, not "no news".
    #[serde(default = "one")]
    pub at_least: usize,
}

fn one() -> usize {
    1
}
