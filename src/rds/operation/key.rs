//! KMS keys in requests: a key belongs to its Region, and what is encrypted with it needs that it can be used.

use crate::cloud::kms::{self, KmsKey};
use crate::cloud::{CommandError, Context, RegionId};

/// The ARN of the key that `text` names in the Region, if it can be used.
pub fn kms_key(cx: &Context, region: RegionId, text: &str) -> Result<String, CommandError> {
    let Some(key) = kms::key_in(region, text) else {
        return inaccessible(kms::unknown(region, text));
    };
    usable(cx, Some(&key.arn()))?;
    Ok(key.arn())
}

/// The key of something new: AWS's own, unless another one was asked for; none where it is not to be encrypted.
pub fn new_key(
    cx: &Context,
    region: RegionId,
    encrypted: Option<bool>,
    asked: Option<&str>,
) -> Result<Option<String>, CommandError> {
    Ok(match (encrypted.unwrap_or(asked.is_some()), asked) {
        (false, _) => None,
        (true, None) => Some(KmsKey::aws_own(region).arn()),
        (true, Some(text)) => Some(kms_key(cx, region, text)?),
    })
}

/// Checks that what is encrypted with the key of that ARN can be read.
pub fn usable(cx: &Context, arn: Option<&str>) -> Result<(), CommandError> {
    match arn.filter(|arn| !cx.topology.key_works(arn)) {
        None => Ok(()),
        Some(arn) => {
            let key = kms::named(arn).map_or(arn.to_owned(), |key| key.label());
            inaccessible(format!(
                "the KMS key {key} is disabled: nothing that is encrypted with it can be read or made"
            ))
        }
    }
}

pub fn inaccessible<T>(message: impl Into<String>) -> Result<T, CommandError> {
    Err(CommandError::new("KMSKeyNotAccessibleFault", message))
}
