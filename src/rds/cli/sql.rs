//! `sql DB "CALL …"` in typed form: the engines' own procedures.

use crate::cloud::Request;
use crate::grammar::Reader;
use crate::rds::{SqlCall, SqlRequest};
use crate::sim::SimDuration;
use std::sync::Arc;

/// The engines' own procedures that the lab knows.
const CALLS: &str = "CALL mysql.rds_stop_replication, CALL mysql.rds_start_replication or \
                     CALL mysql.rds_set_source_delay(SECONDS), in quotes";

pub fn call(reader: &mut Reader) -> Option<Arc<dyn Request>> {
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
