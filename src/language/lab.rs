//! The lab's own verbs: `app`, `fault`, `goal`, `number`.

use crate::cloud::{FaultKind, numbers};
use crate::grammar::{More, Opt, Reader, Value, Verb, nearest};
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
        "Copies damaged rows back from a clean database into the one that the application uses: your own work, no feature of RDS.",
        &["NAME"],
        &[&[Opt::needed("--from", "DB")]],
        app_copy_back,
    ),
    verb(
        "app create",
        "Starts an application that writes to a database and reads from it.",
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
        "Gives an application another connection string: from then on it uses that database.",
        &["NAME"],
        &[&[Opt::needed("--to", "DB")]],
        app_point,
    ),
    verb(
        "app start",
        "Starts an application's traffic again, with an empty cache and pool.",
        &["NAME"],
        &[],
        app_start,
    ),
    verb(
        "app stop",
        "Stops an application's traffic.",
        &["NAME"],
        &[],
        app_stop,
    ),
    with_more(
        verb(
            "fault clear",
            "Ends a fault that lasts.",
            &["KIND"],
            &[],
            fault::clear,
        ),
        |_| Vec::new(),
    ),
    with_more(
        verb(
            "fault inject",
            "Lets something go wrong now.",
            &["KIND"],
            &[&[Opt::one("--for", "DURATION")]],
            fault::inject,
        ),
        fault::brought,
    ),
    verb(
        "goal rpo",
        "Sets how much of the latest data may be lost, as time.",
        &["DURATION"],
        &[],
        goal_rpo,
    ),
    verb(
        "goal rto",
        "Sets how long a recovery may take.",
        &["DURATION"],
        &[],
        goal_rto,
    ),
    verb(
        "number",
        "Changes an entry of the table of numbers that the model rests on.",
        &["NAME", "VALUE"],
        &[],
        number,
    ),
];

const fn verb(
    path: &'static str,
    meaning: &'static str,
    targets: &'static [&'static str],
    options: &'static [&'static [Opt]],
    read: fn(&mut Reader) -> Option<Command>,
) -> LabVerb {
    let verb = Verb {
        targets,
        ..Verb::plain(path, meaning, options)
    };
    LabVerb { verb, read }
}

/// The same verb, which takes more targets than it can name, and the options of what they are.
const fn with_more(own: LabVerb, options: fn(&[&FaultKind]) -> Vec<Opt>) -> LabVerb {
    let LabVerb { verb, read } = own;
    let verb = Verb {
        more: Some(More {
            targets: "TARGET…",
            options,
        }),
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
