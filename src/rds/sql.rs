//! The engines' own procedures, reached with `sql DB "CALL …"`.

use crate::rds::world::World;
use crate::rds::{CommandError, DbName, Reply, SqlCall};

impl World {
    pub(super) fn apply_sql(
        &mut self,
        database: &DbName,
        call: &SqlCall,
    ) -> Result<Reply, CommandError> {
        let key = self.db_named(database)?;
        if !self.db(key).primary.serves(&self.topology) {
            let message = format!("{database} is {} and takes no statements", self.status(key));
            return Err(CommandError::new("DatabaseNotServing", message));
        }
        self.write_down_heads(key);
        let Some(replication) = self.db_mut(key).replication.as_mut() else {
            return Err(CommandError::new(
                "NotAReadReplica",
                format!("{database} is not a read replica"),
            ));
        };
        match call {
            SqlCall::StopReplication => replication.stopped_by_operator = true,
            SqlCall::StartReplication => replication.stopped_by_operator = false,
            SqlCall::SetSourceDelay(delay) => replication.delay = *delay,
        }
        self.act();
        Ok(Reply::Null)
    }
}
