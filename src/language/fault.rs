//! `fault` lines in typed form. Kinds, their targets and options are told by one table beside the faults themselves.

use crate::cloud::{RegionId, ZoneId};
use crate::grammar::{Reader, Word, nearest};
use crate::world::{Command, FAULT_KINDS, Fault, FaultCommand, FaultKind};

/// How many times as much an application writes in a surge, unless told.
const SURGE_FACTOR: u32 = 10;

pub fn inject(reader: &mut Reader) -> Option<Command> {
    let kind = kind(reader)?;
    if !kind.lasts
        && let Some(word) = reader.found("--for").map(|found| found.word)
    {
        let message = format!("{} destroys at one instant: it has no length", kind.name);
        reader.refuse(word, message, Some(usage("inject", kind)));
    }
    let lasts = reader.duration("--for");
    let fault = fault(reader, kind, "inject")?;
    Some(Command::Fault(FaultCommand::Inject { fault, lasts }))
}

pub fn clear(reader: &mut Reader) -> Option<Command> {
    let kind = kind(reader)?;
    if !kind.lasts {
        let word = reader.target(0)?;
        let lasting = FAULT_KINDS.iter().filter(|kind| kind.lasts);
        let names: Vec<&str> = lasting.map(|kind| kind.name).collect();
        let message = format!(
            "{} destroys at one instant: it cannot be cleared",
            kind.name
        );
        reader.refuse(word, message, Some(format!("one of: {}", names.join(", "))));
        return None;
    }
    let fault = fault(reader, kind, "clear")?;
    Some(Command::Fault(FaultCommand::Clear { fault }))
}

fn kind(reader: &mut Reader) -> Option<&'static FaultKind> {
    let word = reader.target(0)?;
    let kind = FAULT_KINDS.iter().find(|kind| kind.name == word.text);
    if kind.is_none() {
        let names: Vec<&str> = FAULT_KINDS.iter().map(|kind| kind.name).collect();
        let message = format!("unknown fault kind \"{}\"", word.text);
        let mut error = reader.source.error(word.place, message);
        error.expected = Some(format!("one of: {}", names.join(", ")));
        error.suggestion = nearest(&word.text, names).map(str::to_owned);
        reader.errors.push(error);
    }
    kind
}

fn fault(reader: &mut Reader, kind: &FaultKind, verb: &str) -> Option<Fault> {
    refuse_others_options(reader, kind, verb);
    let targets = targets(reader, kind, verb)?;
    let text = |index: usize| targets.get(index).map(|word| word.text.clone());
    let place = |index: usize| text(index).map(as_aws_writes_it);
    let fault = match kind.name {
        "az-outage" => Fault::AzOutage { zone: place(0)? },
        "bad-write" => Fault::BadWrite {
            database: reader.target_database(1)?,
            rows: reader.number("--rows"),
        },
        "host-failure" => Fault::HostFailure {
            database: reader.target_database(1)?,
        },
        "instance-crash" => Fault::InstanceCrash {
            database: reader.target_database(1)?,
        },
        "network-partition" => Fault::NetworkPartition {
            a: place(0)?,
            b: place(1)?,
        },
        "operator-delete" => Fault::OperatorDelete {
            database: reader.target_database(1)?,
        },
        "region-outage" => Fault::RegionOutage { region: place(0)? },
        "replication-stop" => Fault::ReplicationStop {
            replica: reader.target_database(1)?,
        },
        "volume-failure" => Fault::VolumeFailure {
            database: reader.target_database(1)?,
        },
        "write-surge" => Fault::WriteSurge {
            app: text(0)?,
            factor: match reader.found("--factor") {
                Some(_) => reader.number("--factor")?,
                None => SURGE_FACTOR,
            },
        },
        name => unreachable!("the kind {name} is listed, but the language does not read it"),
    };
    Some(fault)
}

/// A zone or a Region that is written with capitals is the same place.
fn as_aws_writes_it(place: String) -> String {
    match (ZoneId::parse(&place), RegionId::parse(&place)) {
        (Some(zone), _) => zone.name(),
        (None, Some(region)) => region.name().to_owned(),
        (None, None) => place,
    }
}

/// The words behind the kind, as many as it needs.
fn targets<'w>(reader: &mut Reader<'w>, kind: &FaultKind, verb: &str) -> Option<Vec<&'w Word>> {
    let targets: Vec<&Word> = reader.matched.targets.iter().skip(1).copied().collect();
    if let Some(word) = targets.get(kind.targets.len()) {
        let message = format!("unexpected \"{}\"", word.text);
        reader.refuse(word, message, Some(usage(verb, kind)));
        return None;
    }
    if targets.len() < kind.targets.len() {
        let needed = kind.targets[targets.len()..].join(", ");
        let word = reader.target(0)?;
        let message = format!("{} needs {needed}", kind.name);
        reader.refuse(word, message, Some(usage(verb, kind)));
        return None;
    }
    Some(targets)
}

/// `--rows` and `--factor` belong to one kind each.
fn refuse_others_options(reader: &mut Reader, kind: &FaultKind, verb: &str) {
    for name in ["--rows", "--factor"] {
        if kind.option != Some(name)
            && let Some(word) = reader.found(name).map(|found| found.word)
        {
            let message = format!("{} has no option {name}", kind.name);
            reader.refuse(word, message, Some(usage(verb, kind)));
        }
    }
}

fn usage(verb: &str, kind: &FaultKind) -> String {
    let mut text = format!("fault {verb} {} {}", kind.name, kind.targets.join(" "));
    if kind.lasts && verb == "inject" {
        text.push_str(" [--for DURATION]");
    }
    if let Some(option) = kind.option.filter(|_| verb == "inject") {
        text.push_str(&format!(" [{option} N]"));
    }
    text
}
