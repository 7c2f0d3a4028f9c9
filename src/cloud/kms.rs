//! KMS keys of the account. A key belongs to a Region: what another Region's ARN names is no key here.
//!
//! The lab has no operations on keys, so that the account's own keys are a list that stands in every Region. One may be disabled,
//! which the topology knows by its ARN.

use crate::cloud::RegionId;

/// The account that every ARN of the lab names.
pub const ACCOUNT: &str = "123456789012";

/// The key that AWS makes for RDS in each Region.
pub const AWS_OWN: &str = "aws/rds";

/// The aliases of the account's own keys, `alias/home`, `alias/away`. Each is its key's id as well: `key/home`, `home`.
pub const NAMES: &[&str] = &["home", "away", "east", "west", "eu", "k", "orders"];

/// A key of one Region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KmsKey {
    pub region: RegionId,
    name: String,
}

impl KmsKey {
    /// The key that AWS made for RDS in the Region.
    pub fn aws_own(region: RegionId) -> KmsKey {
        KmsKey {
            region,
            name: AWS_OWN.to_owned(),
        }
    }

    /// `arn:aws:kms:us-west-2:123456789012:key/away`.
    pub fn arn(&self) -> String {
        let name = self.name.replace('/', "-");
        format!("arn:aws:kms:{}:{ACCOUNT}:key/{name}", self.region.name())
    }

    /// As a line tells it: `us-west-2/alias/away`, in the default Region `alias/away`.
    pub fn label(&self) -> String {
        self.region.label(&format!("alias/{}", self.name))
    }

    /// Whether AWS made it: no account disables that.
    pub fn is_aws_own(&self) -> bool {
        self.name == AWS_OWN
    }
}

/// The key that `text` names, wherever it is: an ARN tells its Region, `us-west-2/alias/away` too; else it is of the default one.
pub fn named(text: &str) -> Option<KmsKey> {
    let (region, local) = place_of(text);
    key_in(region, local)
}

/// What is said where no key of that name is.
pub fn unknown(region: RegionId, text: &str) -> String {
    let keys: Vec<String> = NAMES.iter().map(|name| format!("alias/{name}")).collect();
    format!(
        "there is no KMS key {text} in {}; a key belongs to its Region, and the lab's account has in each: {}, alias/{AWS_OWN}",
        region.name(),
        keys.join(", "),
    )
}

/// The Region that a key's name tells, and what the key is called there.
pub fn place_of(text: &str) -> (RegionId, &str) {
    let arn = text.strip_prefix("arn:aws:kms:");
    let home = arn.and_then(|rest| RegionId::parse(rest.split_once(':')?.0));
    let within = || {
        let (region, local) = text.split_once('/')?;
        Some((RegionId::parse(region)?, local))
    };
    match home {
        Some(region) => (region, text),
        None => within().unwrap_or((RegionId::DEFAULT, text)),
    }
}

/// The key that `text` names in the Region: an alias (`alias/home`), an id (`key/home`, `home`), or the ARN of either.
pub fn key_in(region: RegionId, text: &str) -> Option<KmsKey> {
    let local = match text.strip_prefix("arn:aws:kms:") {
        Some(rest) => {
            let (home, rest) = rest.split_once(':')?;
            let (account, local) = rest.split_once(':')?;
            let is_here = RegionId::parse(home) == Some(region) && account == ACCOUNT;
            if !is_here || !local.contains('/') {
                return None;
            }
            local
        }
        None => text,
    };
    let known = || NAMES.iter().copied();
    let name = match local.split_once('/') {
        Some(("alias", name)) => known().chain([AWS_OWN]).find(|known| *known == name),
        Some(("key", "aws-rds")) => Some(AWS_OWN),
        Some(("key", name)) => known().find(|known| *known == name),
        _ => known().find(|known| *known == local),
    }?;
    Some(KmsKey {
        region,
        name: name.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_several_names_and_one_region() {
        let west = RegionId::parse("us-west-2").expect("it is a Region");
        for text in [
            "alias/away",
            "key/away",
            "away",
            "arn:aws:kms:us-west-2:123456789012:key/away",
            "arn:aws:kms:us-west-2:123456789012:alias/away",
        ] {
            let key = key_in(west, text).unwrap_or_else(|| panic!("{text} is a key"));
            assert_eq!(key.arn(), "arn:aws:kms:us-west-2:123456789012:key/away");
            assert_eq!(key_in(west, &key.arn()), Some(key));
        }
        for text in [
            "",
            "alias/",
            "alias/nobody",
            "alias/aws/s3",
            "arn:aws:kms:us-east-1:123456789012:key/away",
            "arn:aws:kms:us-west-2:999999999999:key/away",
            "arn:aws:kms:us-west-2:123456789012:away",
            "arn:aws:kms:us-west-2",
        ] {
            assert_eq!(key_in(west, text), None, "{text}");
        }
        for text in [
            "us-west-2/alias/away",
            "US-WEST-2/away",
            "arn:aws:kms:us-west-2:123456789012:alias/away",
        ] {
            let key = named(text).unwrap_or_else(|| panic!("{text} is a key"));
            assert_eq!(key.label(), "us-west-2/alias/away");
            assert_eq!(named(&key.arn()), Some(key));
        }
        assert_eq!(
            named("orders").map(|key| key.label()),
            Some("alias/orders".to_owned())
        );
        assert_eq!(named("us-west-2/alias/nobody"), None);
        let own = KmsKey::aws_own(west);
        assert_eq!(key_in(west, "alias/aws/rds"), Some(own.clone()));
        assert_eq!(key_in(west, &own.arn()), Some(own));
    }
}
