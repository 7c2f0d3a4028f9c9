//! Somebody deletes an instance by mistake, without a final snapshot. Deletion protection prevents it.

use crate::cloud::{
    CommandError, Context, Fault, FaultKind, HeldOff, Reach, Service, Strike, Target,
};
use crate::rds::Rds;
use crate::rds::operation::{CLASH, DeleteDbInstance};

pub static KIND: FaultKind = FaultKind {
    name: "operator-delete",
    title: "Delete by mistake",
    noun: "deletion by mistake",
    heading: "Deletion by mistake",
    meaning: "Somebody deletes the instance by mistake, without a final snapshot.",
    targets: &[Target::Database],
    lasts: false,
    options: &[],
    reach: Reach::Named,
    button: "",
    menu: 6,
    rare: false,
    held_off: Some(HeldOff {
        // Without a final snapshot nothing but protection speaks against a deletion.
        code: CLASH,
        words: "held off by deletion protection",
        news: "Somebody wanted to delete the database by mistake, and was refused.",
    }),
    yearly: None,
};

pub(super) fn strike(rds: &Rds, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let key = rds.known(cx, &fault.database())?;
    let db = rds.db(key);
    let delete = DeleteDbInstance {
        id: db.name.clone(),
        skip_final_snapshot: true,
        ..DeleteDbInstance::default()
    };
    let plan = rds.plan_deletion(cx, key, &delete)?;
    Ok(Strike::Once(key, plan))
}
