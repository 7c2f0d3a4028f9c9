//! The engines' own procedures, reached with `sql DB "CALL …"`.

use crate::rds::plan::{Plan, Planned};
use crate::rds::world::World;
use crate::rds::{CommandError, DbName, Reply, SqlCall};

impl World {
    pub(super) fn plan_sql(&self, database: &DbName, call: &SqlCall) -> Planned {
        let key = self.db_named(database)?;
        if !self.db(key).primary.serves(&self.topology) {
            let message = format!("{database} is {} and takes no statements", self.status(key));
            return Err(CommandError::new("DatabaseNotServing", message));
        }
        if self.db(key).replication.is_none() {
            return Err(CommandError::new(
                "NotAReadReplica",
                format!("{database} is not a read replica"),
            ));
        }
        let call = call.clone();
        Ok(Plan::new(move |world| {
            world.write_down_heads(key);
            if let Some(replication) = world.db_mut(key).replication.as_mut() {
                match call {
                    SqlCall::StopReplication => replication.stopped_by_operator = true,
                    SqlCall::StartReplication => replication.stopped_by_operator = false,
                    SqlCall::SetSourceDelay(delay) => replication.delay = delay,
                }
            }
            world.act();
            Reply::Null
        }))
    }
}
