//! A change of the allocated storage in a modification: it grows only, by a tenth at least, and not again within six hours.
//!
//! Sources: API reference, ModifyDBInstance; User Guide, increasing DB instance storage capacity.

use super::check::clash;
use super::modify::ModifyDbInstance;
use crate::cloud::class::Vendor;
use crate::cloud::{CommandError, Context, DbKey, numbers};
use crate::rds::Rds;
use crate::rds::instance::DbInstance;
use crate::rds::offer::{grown, largest};
use crate::rds::status::Status;

impl Rds {
    /// Whether a modification is taken though the status is not `available`: more storage where that is full, and all but storage
    /// while blocks are still moved.
    pub(super) fn takes_modification(
        &self,
        cx: &Context,
        key: DbKey,
        asked: &ModifyDbInstance,
    ) -> bool {
        match self.status(cx, key) {
            Status::StorageFull => asked.storage_gib > Some(self.db(key).settings.storage_gib),
            Status::StorageOptimization => true,
            _ => false,
        }
    }
}

/// How much will be allocated where `asked` GiB were asked for.
pub fn new_storage(cx: &Context, db: &DbInstance, asked: u64) -> Result<u64, CommandError> {
    let (name, now) = (&db.name, db.settings.storage_gib);
    if asked == now {
        return Ok(now);
    }
    if asked < now {
        return clash(format!(
            "{name} has {now} GiB: allocated storage cannot be made less"
        ));
    }
    if let Some(at) = db
        .space
        .changes_from(cx.now, cx.fixed(&numbers::STORAGE_PAUSE))
    {
        return clash(format!(
            "the storage of {name} was changed already: it can be again six hours later, or once it is optimised if that is later, \
             from {} on",
            cx.calendar.iso8601(at)
        ));
    }
    let least = now + now.div_ceil(10);
    let vendor = db.engine.facts().offer.fit.vendor;
    if vendor == Vendor::SqlServer && asked < least {
        return clash(format!(
            "{name} has {now} GiB: allocated storage grows by at least 10 %, to {least} GiB"
        ));
    }
    let largest = largest(db.engine, db.settings.offer.storage_type);
    let gib = asked.max(least.min(largest));
    grown(db.engine, &db.settings, gib)?;
    Ok(gib)
}
