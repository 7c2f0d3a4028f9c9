//! The engines' own procedures, reached with `sql DB "CALL …"`.

use crate::cloud::{CommandError, Context, DbName, Reply};
use crate::rds::engine::EngineFacts;
use crate::rds::plan::{Planned, change};
use crate::rds::{Rds, SqlCall};

impl Rds {
    pub(crate) fn plan_sql(&self, cx: &Context, database: &DbName, call: &SqlCall) -> Planned {
        let key = self.db_named(database)?;
        if !self.db(key).primary().serves(&cx.topology) {
            let message = format!(
                "{database} is {} and takes no statements",
                self.status(cx, key)
            );
            return Err(CommandError::new("DatabaseNotServing", message));
        }
        let facts = self.db(key).engine.facts();
        if !facts.mysql_procedures {
            return Err(CommandError::new(
                "NoSuchProcedure",
                no_procedure(facts, call),
            ));
        }
        if self.db(key).replication.is_none() {
            let message = format!("{database} is not a read replica");
            return Err(CommandError::new("NotAReadReplica", message));
        }
        let call = call.clone();
        Ok(change(move |rds, cx| {
            rds.write_down_heads(cx, key);
            if let Some(replication) = rds.db_mut(key).replication.as_mut() {
                match call {
                    SqlCall::StopReplication => replication.stopped_by_operator = true,
                    SqlCall::StartReplication => replication.stopped_by_operator = false,
                    SqlCall::SetSourceDelay(delay) => replication.delay = delay,
                }
            }
            Reply::Null
        }))
    }
}

fn no_procedure(facts: &EngineFacts, call: &SqlCall) -> String {
    let message = format!(
        "{} has no procedures mysql.rds_…; MySQL and MariaDB have",
        facts.name
    );
    match (call, facts.delay_parameter) {
        (SqlCall::SetSourceDelay(_), Some(parameter)) => format!(
            "{message}. Its replicas are delayed by the parameter {parameter} of a DB parameter group, which the lab does not model yet"
        ),
        _ => message,
    }
}
