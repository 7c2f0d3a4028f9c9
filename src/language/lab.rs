//! The lab's own verbs: `app`, `fault`, `goal`, `number`, `sql`.

use crate::cloud::{RegionId, numbers};
use crate::grammar::{Opt, Reader, Value, Verb, nearest};
use crate::language::fault;
use crate::rds::{self, SqlCall, SqlRequest};
use crate::sim::SimDuration;
use crate::world::{AppCommand, Command, CreateApp, DnsCache, Goal};
use std::sync::Arc;

/// A verb of the lab itself.
#[derive(Debug)]
pub struct LabVerb {
    pub verb: Verb,
    /// Makes the command. A reader reports errors by itself, and then the result counts for nothing.
    pub read: fn(&mut Reader) -> Option<Command>,
}

/// Every verb but those of services.
pub const VERBS: &[LabVerb] = &[
    verb(
        "app copy-back",
        &["NAME"],
        &[&[Opt::needed("--from", "DB")]],
        app_copy_back,
    ),
    verb(
        "app create",
        &["NAME"],
        &[&[
            Opt::needed("--connect", "DB"),
            Opt::one("--writes", "RATE"),
            Opt::one("--reads", "RATE"),
            Opt::one("--read-from", "DB"),
            Opt::one("--timeout", "DURATION"),
            Opt::one("--dns-cache", "DURATION|forever"),
        ]],
        app_create,
    ),
    verb(
        "app point",
        &["NAME"],
        &[&[Opt::needed("--to", "DB")]],
        app_point,
    ),
    verb("app start", &["NAME"], &[], app_start),
    verb("app stop", &["NAME"], &[], app_stop),
    with_more(verb("fault clear", &["KIND"], &[], fault::clear)),
    with_more(verb(
        "fault inject",
        &["KIND"],
        &[&[
            Opt::one("--for", "DURATION"),
            Opt::one("--rows", "N"),
            Opt::one("--factor", "N"),
        ]],
        fault::inject,
    )),
    verb("goal rpo", &["DURATION"], &[], goal_rpo),
    verb("goal rto", &["DURATION"], &[], goal_rto),
    verb("number", &["NAME", "VALUE"], &[], number),
    verb("sql", &["DB", "\"CALL …\""], &[], sql),
];

const fn verb(
    path: &'static str,
    targets: &'static [&'static str],
    options: &'static [&'static [Opt]],
    read: fn(&mut Reader) -> Option<Command>,
) -> LabVerb {
    let verb = Verb {
        path,
        targets,
        more: "",
        options,
    };
    LabVerb { verb, read }
}

/// The same verb, which takes more targets than it can name.
const fn with_more(own: LabVerb) -> LabVerb {
    let LabVerb { verb, read } = own;
    let verb = Verb {
        more: "TARGET…",
        ..verb
    };
    LabVerb { verb, read }
}

fn app_create(reader: &mut Reader) -> Option<Command> {
    let create = CreateApp {
        name: reader.target_text(0)?,
        connect: reader.database("--connect")?,
        writes: reader.rate("--writes"),
        reads: reader.rate("--reads"),
        read_from: reader.database("--read-from"),
        timeout: reader.duration("--timeout"),
        dns_cache: dns_cache(reader),
    };
    Some(Command::App(AppCommand::Create(create)))
}

fn dns_cache(reader: &mut Reader) -> Option<DnsCache> {
    match reader.text("--dns-cache")?.as_str() {
        "forever" => Some(DnsCache::Forever),
        _ => reader.duration("--dns-cache").map(DnsCache::For),
    }
}

fn app_point(reader: &mut Reader) -> Option<Command> {
    let command = AppCommand::Point {
        name: reader.target_text(0)?,
        to: reader.database("--to")?,
    };
    Some(Command::App(command))
}

fn app_copy_back(reader: &mut Reader) -> Option<Command> {
    let command = AppCommand::CopyBack {
        name: reader.target_text(0)?,
        from: reader.database("--from")?,
    };
    Some(Command::App(command))
}

fn app_stop(reader: &mut Reader) -> Option<Command> {
    let name = reader.target_text(0)?;
    Some(Command::App(AppCommand::Stop { name }))
}

fn app_start(reader: &mut Reader) -> Option<Command> {
    let name = reader.target_text(0)?;
    Some(Command::App(AppCommand::Start { name }))
}

fn goal_rto(reader: &mut Reader) -> Option<Command> {
    let span = target_duration(reader, 0)?;
    Some(Command::Goal(Goal::Rto(span)))
}

fn goal_rpo(reader: &mut Reader) -> Option<Command> {
    let span = target_duration(reader, 0)?;
    Some(Command::Goal(Goal::Rpo(span)))
}

fn target_duration(reader: &mut Reader, index: usize) -> Option<SimDuration> {
    let word = reader.target(index)?;
    reader.read_duration(Value {
        word,
        text: &word.text,
    })
}

fn number(reader: &mut Reader) -> Option<Command> {
    let (name, value) = (reader.target(0)?, reader.target(1)?);
    let Some(number) = numbers::find(&name.text) else {
        let message = format!("no number is called \"{}\"", name.text);
        let mut error = reader.source.error(name.place, message);
        error.expected = Some("one of the names that `failover-lab facts` lists".to_owned());
        let names = numbers::all().map(|number| number.name);
        error.suggestion = nearest(&name.text, names).map(str::to_owned);
        reader.errors.push(error);
        return None;
    };
    let spread = number.unit.parse(&value.text);
    let Some(spread) = spread.filter(|spread| spread.is_valid()) else {
        let expected = format!(
            "a value in {}, such as 90, a range 60..120, a range with its most likely value 60..80..120, or a median with its 95th percentile \
             480~1800",
            number.unit
        );
        let text = &value.text;
        reader.wrong(Value { word: value, text }, "a value", &expected);
        return None;
    };
    Some(Command::Number {
        name: number.name.to_owned(),
        value: spread,
    })
}

/// The engines' own procedures that the lab knows.
const CALLS: &str = "CALL mysql.rds_stop_replication, CALL mysql.rds_start_replication or \
                     CALL mysql.rds_set_source_delay(SECONDS), in quotes";

fn sql(reader: &mut Reader) -> Option<Command> {
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
    let request = SqlRequest {
        database: database?,
        call,
    };
    Some(Command::Service {
        service: rds::WORDS.name,
        region: RegionId::DEFAULT,
        request: Arc::new(request),
    })
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
