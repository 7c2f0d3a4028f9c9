//! `fault` lines in typed form. What a kind takes it tells itself: every kind is read in the same way.

use crate::cloud::{Amount, Fault, FaultKind, FaultOption, Much, RegionId, Target, ZoneId, kms};
use crate::grammar::{Opt, Reader, Word, nearest};
use crate::world::{Command, FaultCommand};

pub fn inject(reader: &mut Reader) -> Option<Command> {
    let kind = kind(reader)?;
    if !kind.lasts
        && let Some(word) = reader.found(LENGTH).map(|found| found.word)
    {
        let message = format!("{} destroys at one instant: it has no length", kind.name);
        reader.refuse(word, message, Some(usage("inject", kind)));
    }
    let lasts = reader.duration(LENGTH);
    let fault = fault(reader, kind, "inject")?;
    Some(Command::Fault(FaultCommand::Inject { fault, lasts }))
}

pub fn clear(reader: &mut Reader) -> Option<Command> {
    let kind = kind(reader)?;
    if !kind.lasts {
        let word = reader.target(0)?;
        let kinds = reader.source.catalogue.fault_kinds();
        let lasting = kinds.iter().filter(|kind| kind.lasts);
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

/// How long it lasts: the option of every kind that does.
const LENGTH: &str = "--for";

fn kind(reader: &mut Reader) -> Option<&'static FaultKind> {
    let word = reader.target(0)?;
    let catalogue = reader.source.catalogue;
    let kind = catalogue.fault_kind(&word.text);
    if kind.is_none() {
        let kinds = catalogue.fault_kinds();
        let names: Vec<&str> = kinds.iter().map(|kind| kind.name).collect();
        let message = format!("unknown fault kind \"{}\"", word.text);
        let mut error = reader.source.error(word.place, message);
        error.expected = Some(format!("one of: {}", names.join(", ")));
        error.suggestion = nearest(&word.text, names).map(str::to_owned);
        reader.errors.push(error);
    }
    kind
}

fn fault(reader: &mut Reader, kind: &'static FaultKind, verb: &str) -> Option<Fault> {
    refuse_others_options(reader, kind, verb);
    let words = targets(reader, kind, verb)?;
    let mut targets = Vec::new();
    for (place, (target, word)) in kind.targets.iter().zip(words).enumerate() {
        targets.push(match target {
            Target::App | Target::Snapshot => word.text.clone(),
            Target::Database | Target::Replica => reader.target_database(place + 1)?.to_string(),
            Target::Key => kms::named(&word.text).map_or(word.text.clone(), |key| key.label()),
            Target::Region | Target::Side(_) | Target::Zone => as_aws_writes_it(&word.text),
        });
    }
    let mut given = Vec::new();
    for option in kind.options {
        if reader.found(option.name).is_some() {
            given.push((option.name, much(reader, option)?));
        }
    }
    Some(Fault {
        kind,
        targets,
        given,
    })
}

/// What an option says that was given.
fn much(reader: &mut Reader, option: &FaultOption) -> Option<Much> {
    Some(match option.takes {
        Amount::Count { largest, .. } => Much::Count(reader.number_up_to(option.name, largest)?),
        Amount::Span { .. } => Much::Span(reader.duration(option.name)?),
    })
}

/// The options of all kinds, as a line names them.
pub fn brought(kinds: &[&FaultKind]) -> Vec<Opt> {
    let options = kinds.iter().flat_map(|kind| kind.options);
    let as_read = |option: &FaultOption| Opt::one(option.name, option.takes.label());
    options.map(as_read).collect()
}

/// A zone or a Region that is written with capitals is the same place.
fn as_aws_writes_it(place: &str) -> String {
    match (ZoneId::parse(place), RegionId::parse(place)) {
        (Some(zone), _) => zone.name(),
        (None, Some(region)) => region.name().to_owned(),
        (None, None) => place.to_owned(),
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
        let needed = labels(&kind.targets[targets.len()..], ", ");
        let word = reader.target(0)?;
        let message = format!("{} needs {needed}", kind.name);
        reader.refuse(word, message, Some(usage(verb, kind)));
        return None;
    }
    Some(targets)
}

/// An option belongs to the kinds that have it.
fn refuse_others_options(reader: &mut Reader, kind: &FaultKind, verb: &str) {
    let is_own = |name: &str| kind.options.iter().any(|option| option.name == name);
    let given = reader.matched.options.iter();
    let given = given.map(|found| (found.name, found.word));
    let others: Vec<(&str, &Word)> = given
        .filter(|(name, _)| *name != LENGTH && !is_own(name))
        .collect();
    for (name, word) in others {
        let message = format!("{} has no option {name}", kind.name);
        reader.refuse(word, message, Some(usage(verb, kind)));
    }
}

/// A kind's usage in one line: `fault inject az-outage AZ [--for DURATION]`.
pub(super) fn usage(verb: &str, kind: &FaultKind) -> String {
    let targets = labels(kind.targets, " ");
    let mut text = format!("fault {verb} {} {targets}", kind.name);
    if kind.lasts && verb == "inject" {
        text.push_str(" [--for DURATION]");
    }
    for option in kind.options.iter().filter(|_| verb == "inject") {
        text.push_str(&format!(" [{} {}]", option.name, option.takes.label()));
    }
    text
}

fn labels(targets: &[Target], between: &str) -> String {
    let labels: Vec<&str> = targets.iter().map(|target| target.label()).collect();
    labels.join(between)
}
