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

impl DbName {
    pub fn within(region: RegionId, name: &str) -> DbName {
        DbName {
            region: Some(region),
            name: name.to_owned(),
        }
    }

    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> DbName {
        let told = text.split_once('/').and_then(|(region, name)| {
            let region = RegionId::parse(region)?;
            Some((region, name))
        });
        DbName {
            region: told.map(|(region, _)| region),
            name: told.map_or(text, |(_, name)| name).to_owned(),
        }
    }
}
