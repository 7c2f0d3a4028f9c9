//! Somebody deletes an instance by mistake, without a final snapshot. Deletion protection prevents it.

use crate::cloud::{CommandError, Context, Fault, FaultKind, Reach, Strike, Target};
use crate::rds::Rds;
use crate::rds::operation::DeleteDbInstance;

pub static KIND: FaultKind = FaultKind {
    name: "operator-delete",
    title: "Delete by mistake",
    noun: "deletion by mistake",
    heading: "Deletion by mistake",
    meaning: "Somebody deletes the instance by mistake, without a final snapshot.",
    targets: &[Target::Database],
    lasts: false,
    amount: None,
    reach: Reach::Named,
    options: "",
    menu: 6,
    refused: "held off by deletion protection",
    yearly: None,
};

pub(super) fn strike(rds: &Rds, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let key = rds.db_named(&fault.database())?;
    let db = rds.db(key);
    let delete = DeleteDbInstance {
        id: db.name.clone(),
        skip_final_snapshot: true,
        ..DeleteDbInstance::default()
    };
    let plan = rds.delete(cx, db.region, &delete)?;
    Ok(Strike::Once(key, plan))
}
