//! The engines' own procedures, reached with `sql DB "CALL …"`.

use crate::cloud::{CommandError, Context, DbName, Request, Service};
use crate::grammar::{Operation, Reader, Verb};
use crate::rds::Rds;
use crate::rds::engine::EngineFacts;
use crate::rds::plan::{Planned, change};
use crate::sim::SimDuration;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SqlCall {
    StopReplication,
    StartReplication,
    /// Delayed replication: apply what is received only after this long.
    SetSourceDelay(SimDuration),
}

/// One of an engine's own procedures, called on an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlRequest {
    pub database: DbName,
    pub call: SqlCall,
}

impl Request for SqlRequest {}

pub const OPERATION: Operation = Operation {
    verb: Verb {
        targets: &["DB", "\"CALL …\""],
        ..Verb::plain(
            "sql",
            "Calls one of an engine's own procedures, such as those of delayed replication.",
            &[],
        )
    },
    read,
};

/// The engines' own procedures that the lab knows.
const CALLS: &str = "CALL mysql.rds_stop_replication, CALL mysql.rds_start_replication or \
                     CALL mysql.rds_set_source_delay(SECONDS), in quotes";

fn read(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    let database = reader.target_database(0);
    let word = reader.target(1)?;
    let Some(call) = sql_call(&word.text) else {
        let parameter = "recovery_min_apply_delay";
        let message = if word.text.to_ascii_lowercase().contains(parameter) {
            format!("the lab does not model parameter groups ({parameter}) yet")
        } else {
            "the lab knows no such procedure".to_owned()
        };
        reader.refuse(word, message, Some(CALLS.to_owned()));
        return None;
    };
    Some(Arc::new(SqlRequest {
        database: database?,
        call,
    }))
}

fn sql_call(text: &str) -> Option<SqlCall> {
    let text = text
        .trim()
        .trim_end_matches(';')
        .trim_end()
        .to_ascii_lowercase();
    let call = text.strip_prefix("call ")?.trim();
    let (name, args) = match call.split_once('(') {
        Some((name, args)) => (name.trim_end(), args.strip_suffix(')')?.trim()),
        None => (call, ""),
    };
    match name.strip_prefix("mysql.")? {
        "rds_stop_replication" if args.is_empty() => Some(SqlCall::StopReplication),
        "rds_start_replication" if args.is_empty() => Some(SqlCall::StartReplication),
        "rds_set_source_delay" => source_delay(args),
        "rds_set_configuration" => {
            let (name, value) = args.split_once(',')?;
            let name = name.trim().trim_matches(['\'', '"']);
            let is_delay = ["source delay", "target delay"].contains(&name);
            source_delay(value.trim()).filter(|_| is_delay)
        }
        _ => None,
    }
}

fn source_delay(seconds: &str) -> Option<SqlCall> {
    let seconds: u32 = seconds.parse().ok()?;
    let delay = SimDuration::from_secs(u64::from(seconds));
    (delay <= SimDuration::LONGEST).then_some(SqlCall::SetSourceDelay(delay))
}

impl Rds {
    #[inline(never)]
    pub(crate) fn plan_sql(&self, cx: &Context, database: &DbName, call: &SqlCall) -> Planned {
        let key = self.known(cx, database)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn procedures_are_read_in_their_usual_spellings() {
        let delay = |secs| Some(SqlCall::SetSourceDelay(SimDuration::from_secs(secs)));
        for (text, call) in [
            (
                "CALL mysql.rds_stop_replication;",
                Some(SqlCall::StopReplication),
            ),
            (
                "call mysql.rds_start_replication()",
                Some(SqlCall::StartReplication),
            ),
            ("CALL mysql.rds_set_source_delay(3600);", delay(3600)),
            (
                "CALL mysql.rds_set_configuration('target delay', 60)",
                delay(60),
            ),
            (
                "CALL mysql.rds_set_configuration('binlog retention hours', 60)",
                None,
            ),
            ("CALL mysql.rds_set_source_delay(-1)", None),
            ("DROP TABLE orders", None),
            ("", None),
        ] {
            assert_eq!(sql_call(text), call, "{text}");
        }
    }
}
