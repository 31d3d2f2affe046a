//! Where a matter stands in the fixed two-level tree of public-service matters.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A node of the category tree, written `group/leaf` (`hcs/water`). The tree itself is data of `dauys-text`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CategoryId(pub String);

impl CategoryId {
    /// The first level: `hcs` of `hcs/water`.
    pub fn group(&self) -> &str {
        self.0.split_once('/').map_or(self.0.as_str(), |(group, _)| group)
    }

    /// Whether `self` is `other` or lies below it: `hcs/water` is within `hcs`.
    pub fn is_within(&self, other: &str) -> bool {
        self.0 == other || (!other.contains('/') && self.group() == other)
    }
}

impl fmt::Display for CategoryId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What exactly is wrong within a leaf of the category tree, written `group/leaf/subject` (`hcs/housing_mgmt/lift`): finer than
/// the tree, which stays at two levels. The list is data of `dauys-text`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SubjectId(pub String);

impl SubjectId {
    /// The leaf it belongs to: `hcs/housing_mgmt` of `hcs/housing_mgmt/lift`.
    pub fn category(&self) -> CategoryId {
        CategoryId(self.0.rsplit_once('/').map_or(self.0.as_str(), |(leaf, _)| leaf).to_owned())
    }
}

impl fmt::Display for SubjectId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
