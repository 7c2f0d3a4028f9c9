//! What faults do to DB instances: engine, host, volume, replication, and a deletion by mistake.

use crate::cloud::{CommandError, Context, DbKey, DbName, Planned, Reply, Strike};
use crate::rds::copy::Volume;
use crate::rds::plan::change;
use crate::rds::{DeleteDbInstance, Rds};

/// What a fault will do to an instance.
pub fn plan(rds: &Rds, cx: &Context, kind: &str, target: &DbName) -> Result<Strike, CommandError> {
    let key = rds.db_named(target)?;
    match kind {
        "instance-crash" => Ok(at_once(move |rds, _| {
            rds.db_mut(key).primary_mut().engine_up = false;
        })),
        "host-failure" => Ok(at_once(move |rds, cx| {
            let db = rds.db_mut(key);
            db.primary_mut().host_up = false;
            db.primary_mut().engine_up = false;
            cx.cancel(db.restart.take());
        })),
        "volume-failure" => Ok(at_once(move |rds, cx| {
            rds.write_down_heads(cx, key);
            rds.db_mut(key).primary_mut().volume = Volume::Lost;
        })),
        "operator-delete" => delete(rds, cx, key).map(Strike::Once),
        "replication-stop" if rds.db(key).replication.is_some() => Ok(Strike::Grips(key)),
        "replication-stop" => Err(CommandError::new(
            "InvalidTarget",
            format!("{target} is not a read replica"),
        )),
        _ => unreachable!("{kind} is no fault of RDS"),
    }
}

fn at_once(strike: impl FnOnce(&mut Rds, &mut Context) + 'static) -> Strike {
    Strike::Once(change(move |rds, cx| {
        strike(rds, cx);
        Reply::Null
    }))
}

/// Deletion protection prevents it.
fn delete(rds: &Rds, cx: &Context, key: DbKey) -> Planned {
    let db = rds.db(key);
    let delete = DeleteDbInstance {
        id: db.name.clone(),
        skip_final_snapshot: true,
        ..DeleteDbInstance::default()
    };
    rds.delete(cx, db.region, &delete)
}

/// A read replica stops receiving and applying, or goes on. Several faults may hold it.
pub fn hold_replication(rds: &mut Rds, cx: &Context, key: DbKey, on: bool) {
    rds.write_down_heads(cx, key);
    if let Some(replication) = rds.db_mut(key).replication.as_mut() {
        replication.stopped = if on {
            replication.stopped + 1
        } else {
            replication.stopped.saturating_sub(1)
        };
    }
}
