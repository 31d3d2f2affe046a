//! Values of the model as columns and back.

use dauys_model::{Kato, Kind, Language, Policy, Role, SourceId, Stance};
use jiff::Timestamp;
use jiff::civil::Date;
use url::Url;

use crate::{Error, Result};

pub(crate) fn corrupt(what: impl std::fmt::Display) -> Error {
    Error::Corrupt(what.to_string())
}

pub(crate) fn timestamp(second: i64) -> Result<Timestamp> {
    Timestamp::from_second(second).map_err(corrupt)
}

pub(crate) fn date(day: &str) -> Result<Date> {
    day.parse().map_err(corrupt)
}

pub(crate) fn source(id: &str) -> Result<SourceId> {
    SourceId::new(id).map_err(corrupt)
}

pub(crate) fn kind(code: &str) -> Result<Kind> {
    code.parse().map_err(corrupt)
}

pub(crate) fn language(code: &str) -> Result<Language> {
    code.parse().map_err(corrupt)
}

pub(crate) fn stance(code: &str) -> Result<Stance> {
    code.parse().map_err(corrupt)
}

pub(crate) fn url(address: Option<String>) -> Result<Option<Url>> {
    address.map(|address| Url::parse(&address).map_err(corrupt)).transpose()
}

pub(crate) fn kato(code: Option<String>) -> Result<Option<Kato>> {
    code.map(|code| code.parse().map_err(corrupt)).transpose()
}

pub(crate) fn policy_code(policy: Policy) -> &'static str {
    policy.code()
}

pub(crate) fn policy(code: &str) -> Result<Policy> {
    match code {
        "open" => Ok(Policy::Open),
        "rules_only" => Ok(Policy::RulesOnly),
        "metadata_only" => Ok(Policy::MetadataOnly),
        _ => Err(corrupt(format!("policy `{code}`"))),
    }
}

pub(crate) fn role_code(role: Role) -> &'static str {
    match role {
        Role::Voice => "voice",
        Role::Echo => "echo",
        Role::Context => "context",
    }
}

pub(crate) fn role(code: &str) -> Result<Role> {
    match code {
        "voice" => Ok(Role::Voice),
        "echo" => Ok(Role::Echo),
        "context" => Ok(Role::Context),
        _ => Err(corrupt(format!("role `{code}`"))),
    }
}

/// Words without spaces joined by spaces; the inverse of [`split`].
pub(crate) fn join<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for word in words {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

pub(crate) fn split(joined: &str) -> Vec<String> {
    joined.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

pub(crate) fn katos(joined: &str) -> Result<Vec<Kato>> {
    joined.split(' ').filter(|code| !code.is_empty()).map(|code| code.parse().map_err(corrupt)).collect()
}

/// A value of the model that serde writes as one word.
pub(crate) fn word<T: serde::de::DeserializeOwned>(word: &str) -> Result<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).map_err(corrupt)
}

/// The word of [`word`].
pub(crate) fn worded(value: &impl serde::Serialize) -> Result<String> {
    match serde_json::to_value(value).map_err(corrupt)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(corrupt(format!("`{other}` is no word"))),
    }
}
