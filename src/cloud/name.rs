//! Names of databases as lines give them.

use crate::cloud::RegionId;

/// A database's name, with its Region where it was told: `orders`, `us-west-2/orders`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DbName {
    pub region: Option<RegionId>,
    pub name: String,
}

impl std::fmt::Display for DbName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.region {
            Some(region) => write!(f, "{}/{}", region.name(), self.name),
            None => f.write_str(&self.name),
        }
    }
}
