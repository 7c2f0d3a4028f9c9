//! The lab's own verbs: `app`, `fault`, `goal`, `number`.

use crate::cloud::numbers;
use crate::grammar::{Opt, Reader, Value, Verb, nearest};
use crate::language::fault;
use crate::sim::SimDuration;
use crate::world::{AppCommand, Command, CreateApp, DnsCache, Goal};

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
