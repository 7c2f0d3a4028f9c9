//! Something fills a database's volume: temporary tables, a log that nobody reads, a job that runs away.

use super::at_once;
use crate::cloud::{CommandError, Context, Fault, FaultKind, Service, Strike};
use crate::rds::Rds;

pub static KIND: FaultKind = FaultKind {
    name: "storage-full",
    title: "Fill the storage",
    noun: "full storage",
    heading: "Full storage",
    meaning: "Something fills the volume, on every copy of it. RDS shuts the engine down until more storage is allocated.",
    menu: 7,
    rare: true,
    ..FaultKind::OF_A_DATABASE
};

pub(super) fn strike(rds: &Rds, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let database = fault.database();
    let key = rds.known(cx, &database)?;
    let db = rds.db(key);
    if db.is_full() || !db.holds_data() {
        let why = match db.is_full() {
            true => "is full already",
            false => "is not there",
        };
        return Err(CommandError::new(
            "InvalidTarget",
            format!("the storage of {database} {why}"),
        ));
    }
    Ok(at_once(key, move |rds, _| {
        let db = rds.db_mut(key);
        db.space.fill(db.settings.storage_gib);
    }))
}
