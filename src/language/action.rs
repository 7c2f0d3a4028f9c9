//! From words to a command: which verb it is, whether its words fit, what it asks for.

use crate::cloud::{Patience, Request};
use crate::grammar::aws_names::{self, Known};
use crate::grammar::{
    Arg, Call, GLOBAL, LineError, Operation, Reader, ServiceWords, Source, Takes, Verb, Word,
    is_global, match_words, meant, nearest,
};
use crate::language::lab::{self, LabVerb};
use crate::sim::sort_by_number;
use crate::world::{Command, FaultCommand};
use std::fmt;
use std::sync::Arc;

/// A command in both its forms: as it was written, and as the world takes it.
#[derive(Clone, Debug)]
pub struct Action {
    call: Call,
    command: Arc<Command>,
}

impl Action {
    /// Reads a command from its words.
    pub fn parse(source: Source, words: &[Word]) -> Result<Action, Vec<LineError>> {
        let (found, head, rest) = find_verb(source, words).map_err(|error| vec![*error])?;
        let verb = found.verb();
        let (matched, call, errors) = match_words(source, verb, &head, &rest);
        let mut reader = Reader {
            source,
            matched,
            errors,
        };
        let command = found.read(&mut reader);
        match command {
            Some(command) if reader.errors.is_empty() => Ok(Action {
                call,
                command: Arc::new(command),
            }),
            _ => {
                assert!(
                    !reader.errors.is_empty(),
                    "{} was not read, and nobody says why",
                    verb.path
                );
                sort_by_number(&mut reader.errors, |error| {
                    i64::from(error.line) << 32 | i64::from(error.column)
                });
                Err(reader.errors)
            }
        }
    }

    pub fn call(&self) -> &Call {
        &self.call
    }

    pub fn command(&self) -> &Arc<Command> {
        &self.command
    }

    /// Whether it is a waiter, which takes time.
    pub fn is_wait(&self) -> bool {
        self.waits().is_some()
    }

    /// If it is a waiter, how it waits.
    pub fn waits(&self) -> Option<Patience> {
        self.command.request()?.waits()
    }

    /// Whether it only looks: it changes nothing, whenever it runs.
    pub fn only_looks(&self) -> bool {
        self.command.request().is_some_and(Request::only_looks)
    }

    /// Whether these are the first words of it, as it was understood: however it was quoted, and where its options stood.
    pub fn begins_with(&self, words: &str) -> bool {
        let mut own: Vec<&str> = self.call.verb.path.split(' ').collect();
        for arg in &self.call.args {
            match arg {
                Arg::Target(target) => own.push(target),
                // Where a request goes, or how it is printed, is not what is asked.
                Arg::Option { name, .. } if is_global(name) && !words.contains(name) => {}
                Arg::Option { name, values } => {
                    own.push(name);
                    own.extend(values.iter().map(String::as_str));
                }
            }
        }
        let mut own = own.into_iter();
        let mut words = words.split_whitespace();
        words.all(|word| own.next().is_some_and(|own| own.eq_ignore_ascii_case(word)))
    }

    /// Whether it is something that goes wrong, whoever waits for what.
    pub fn is_fault(&self) -> bool {
        matches!(
            *self.command,
            Command::Fault(FaultCommand::Inject { .. } | FaultCommand::Clear { .. })
        )
    }
}

/// The typed form follows from the written one.
impl PartialEq for Action {
    fn eq(&self, other: &Action) -> bool {
        self.call == other.call
    }
}

impl Eq for Action {}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}

/// A verb, and who reads what follows it.
enum Found {
    Lab(&'static LabVerb),
    Service(&'static ServiceWords, &'static Operation),
}

impl Found {
    fn verb(&self) -> &'static Verb {
        match self {
            Found::Lab(own) => &own.verb,
            Found::Service(_, operation) => &operation.verb,
        }
    }

    fn read(&self, reader: &mut Reader) -> Option<Command> {
        match self {
            Found::Lab(own) => (own.read)(reader),
            Found::Service(service, operation) => {
                let request = (operation.read)(reader)?;
                Some(Command::Service {
                    service: service.lines,
                    region: reader.region()?,
                    request,
                })
            }
        }
    }
}

type FoundVerb = (Found, Word, Vec<Word>);

fn find(source: Source, path: &str) -> Option<Found> {
    let mut own = lab::VERBS.iter();
    let own = own.find(|own| own.verb.path == path).map(Found::Lab);
    own.or_else(|| {
        let (service, operation) = source.catalogue.operation(path)?;
        Some(Found::Service(service, operation))
    })
}

/// The verb, its last word, and the words that it is to be matched with.
fn find_verb(source: Source, words: &[Word]) -> Result<FoundVerb, Box<LineError>> {
    let Some(first) = words.first() else {
        unreachable!("a command has at least one word");
    };
    if first.text == "aws" {
        return find_operation(source, words);
    }
    let two = words
        .get(1)
        .map(|second| format!("{} {}", first.text, second.text));
    for (count, path) in [(2, two.as_deref()), (1, Some(first.text.as_str()))] {
        if let Some(found) = path.and_then(|path| find(source, path)) {
            let (head, rest) = (words[count - 1].clone(), words[count..].to_vec());
            return Ok((found, head, rest));
        }
    }
    Err(unknown_verb(source, first, words.get(1)))
}

/// The first words of verbs, in the order in which a learner meets them. Services may bring words of their own.
const FIRST_WORDS: [&str; 5] = ["aws", "app", "fault", "goal", "number"];

#[inline(never)]
fn unknown_verb(source: Source, first: &Word, second: Option<&Word>) -> Box<LineError> {
    let seconds = lab::VERBS.iter().filter_map(|own| {
        let (word, rest) = own.verb.path.split_once(' ')?;
        (word == first.text).then_some(rest)
    });
    let seconds: Vec<&str> = seconds.collect();
    let (word, known) = match second {
        _ if seconds.is_empty() => {
            let all = FIRST_WORDS.into_iter().chain(source.catalogue.own_words());
            (first, all.collect())
        }
        Some(second) => (second, seconds),
        None => {
            let message = format!("{} what?", first.text);
            let mut error = source.error(first.place, message);
            error.expected = Some(format!("one of: {}", seconds.join(", ")));
            return Box::new(error);
        }
    };
    let message = format!("unknown command \"{}\"", word.text);
    let mut error = source.error(word.place, message);
    error.expected = Some(format!("one of: {}", known.join(", ")));
    let meant = nearest(&word.text, known).map(str::to_owned);
    error.suggestion = meant.or_else(|| by_its_last_word(&word.text));
    Box::new(error)
}

/// The verb of which somebody has written the last word alone, or how that begins: `reboot-db-instance`, `promote`. Where several begin
/// so, all of them.
#[inline(never)]
fn by_its_last_word(word: &str) -> Option<String> {
    let last = |path: &'static str| path.rsplit(' ').next().unwrap_or(path);
    let paths = || Verb::all().map(|verb| verb.path);
    let begun: Vec<&str> = paths().filter(|path| begins(last(path), word)).collect();
    let found = (!begun.is_empty()).then(|| begun.join(" or "));
    found.or_else(|| {
        let slip = nearest(word, paths().map(last))?;
        let meant = paths().find(|path| last(path) == slip);
        meant.map(str::to_owned)
    })
}

/// Whether a name is a word, or begins with it: `reboot-db-instance` with `reboot`.
fn begins(name: &str, word: &str) -> bool {
    let rest = name.strip_prefix(word);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Global options may stand anywhere, also before the service: `aws --region us-west-2 rds …`.
fn find_operation(source: Source, words: &[Word]) -> Result<FoundVerb, Box<LineError>> {
    let mut rest = Vec::new();
    let mut at = 1;
    let service = plain_word(words, &mut at, &mut rest);
    let operation = plain_word(words, &mut at, &mut rest);
    let waiter = operation
        .filter(|operation| operation.text == "wait")
        .and_then(|_| plain_word(words, &mut at, &mut rest));
    rest.extend_from_slice(&words[at..]);
    let Some(service) = service else {
        let error = source.error(words[0].place, "aws what?");
        let example = source.catalogue.example();
        return Err(with(
            error,
            &format!("a service and an operation: {example}"),
        ));
    };
    let own = source.catalogue.spoken_to(&service.text);
    if own.is_none() && !aws_names::SERVICES.contains(&service.text.as_str()) {
        let message = format!("the lab knows no service \"{}\"", service.text);
        let mut error = source.error(service.place, message);
        error.suggestion = nearest(&service.text, known_services(source)).map(str::to_owned);
        let own = source.catalogue.spoken();
        let own: Vec<String> = own.map(|name| format!("aws {name}")).collect();
        return Err(with(error, &own.join(", ")));
    }
    let Some(operation) = operation else {
        let error = source.error(service.place, format!("aws {} what?", service.text));
        return Err(with(error, &an_operation(source, own)));
    };
    let (head, path) = match waiter {
        Some(waiter) => (waiter, format!("wait {}", waiter.text)),
        None => (operation, operation.text.clone()),
    };
    let full = format!("aws {} {path}", service.text);
    match find(source, &full) {
        Some(found) => Ok((found, head.clone(), rest)),
        None => Err(unknown_operation(source, head, &service.text, &path)),
    }
}

fn known_services(source: Source) -> impl Iterator<Item = &'static str> {
    source.catalogue.spoken().chain(aws_names::SERVICES)
}

fn an_operation(source: Source, service: Option<&ServiceWords>) -> String {
    let service = service.or(source.catalogue.services.first().copied());
    let example = service.map_or("", |own| own.example);
    format!("an operation such as {example}")
}

/// The next word that is no global option; those are put aside.
fn plain_word<'w>(words: &'w [Word], at: &mut usize, aside: &mut Vec<Word>) -> Option<&'w Word> {
    while let Some(word) = words.get(*at) {
        *at += 1;
        if !word.is_option() {
            return Some(word);
        }
        aside.push(word.clone());
        let takes_value = match meant(GLOBAL.iter(), &word.text, true)[..] {
            [(option, _)] => matches!(option.takes, Takes::One(_)),
            _ => false,
        };
        if takes_value && let Some(value) = words.get(*at).filter(|value| !value.is_option()) {
            aside.push(value.clone());
            *at += 1;
        }
    }
    None
}

#[inline(never)]
fn unknown_operation(source: Source, head: &Word, service: &str, path: &str) -> Box<LineError> {
    let own = source.catalogue.spoken_to(service);
    let prefix = format!("aws {service} ");
    let modelled: Vec<&str> = source
        .catalogue
        .operations()
        .filter_map(|operation| operation.verb.path.strip_prefix(prefix.as_str()))
        .collect();
    if path == "wait" {
        let waiters = modelled
            .iter()
            .filter_map(|name| name.strip_prefix("wait "));
        let waiters: Vec<&str> = waiters.collect();
        let error = source.error(head.place, "wait for what?");
        return with(error, &format!("one of: {}", waiters.join(", ")));
    }
    let message = match aws_names::operation(service, path) {
        Known::Yes => {
            let message = format!("the lab does not model aws {service} {path} yet");
            return Box::new(source.error(head.place, message));
        }
        Known::No => format!("aws {service} has no operation {path}"),
        Known::Unheard => format!("the lab does not carry out aws {service} {path}"),
    };
    let mut error = source.error(head.place, message);
    let others: Vec<String> = aws_names::operations(service)
        .map(|(name, _)| name)
        .collect();
    let known = modelled
        .iter()
        .copied()
        .chain(others.iter().map(String::as_str));
    let begun = modelled.iter().copied().filter(|name| begins(name, path));
    let begun: Vec<&str> = begun.collect();
    let begun = (!begun.is_empty()).then(|| begun.join(" or "));
    error.suggestion = nearest(path, known).map(str::to_owned).or(begun);
    with(error, &an_operation(source, own))
}

fn with(error: LineError, expected: &str) -> Box<LineError> {
    Box::new(LineError {
        expected: Some(expected.to_owned()),
        ..error
    })
}
