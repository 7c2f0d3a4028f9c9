//! From words to a command: which verb it is, whether its words fit, what it asks for.

use crate::language::LineError;
use crate::language::aws_names::{self, Known};
use crate::language::aws_options::GLOBAL;
use crate::language::call::{Arg, Call};
use crate::language::matching::match_words;
use crate::language::reader::Reader;
use crate::language::suggest::nearest;
use crate::language::verb::{Takes, Verb, meant};
use crate::language::word::{Source, Word};
use crate::rds::RdsRequest;
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
        let (verb, head, rest) = find_verb(source, words).map_err(|error| vec![*error])?;
        let (matched, call, errors) = match_words(source, verb, &head, &rest);
        let mut reader = Reader {
            source,
            matched,
            errors,
        };
        let command = (verb.read)(&mut reader);
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
        matches!(
            *self.command,
            Command::Rds {
                request: RdsRequest::Wait(_),
                ..
            }
        )
    }

    /// Whether it only looks: it changes nothing, whenever it runs.
    pub fn only_looks(&self) -> bool {
        self.call.verb.path.starts_with("aws rds describe-")
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

/// Whether it is one of the AWS CLI's own options, which every `aws` line takes.
fn is_global(option: &str) -> bool {
    GLOBAL.iter().any(|global| global.name == option)
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

type FoundVerb = (&'static Verb, Word, Vec<Word>);

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
        if let Some(verb) = Verb::all().find(|verb| Some(verb.path) == path) {
            return Ok((verb, words[count - 1].clone(), words[count..].to_vec()));
        }
    }
    Err(unknown_verb(source, first, words.get(1)))
}

/// The first words of verbs, in the order in which a learner meets them.
const FIRST_WORDS: [&str; 6] = ["aws", "app", "fault", "goal", "number", "sql"];

fn unknown_verb(source: Source, first: &Word, second: Option<&Word>) -> Box<LineError> {
    let seconds = Verb::all().filter_map(|verb| {
        let (word, rest) = verb.path.split_once(' ')?;
        (word == first.text).then_some(rest)
    });
    let seconds: Vec<&str> = seconds.collect();
    let (word, known) = match second {
        _ if seconds.is_empty() => (first, FIRST_WORDS.to_vec()),
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
    error.suggestion = nearest(&word.text, known).map(str::to_owned);
    Box::new(error)
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
        return Err(with(
            error,
            "a service and an operation: aws rds describe-db-instances",
        ));
    };
    if !aws_names::SERVICES.contains(&service.text.as_str()) {
        let message = format!("the lab knows no service \"{}\"", service.text);
        let mut error = source.error(service.place, message);
        error.suggestion = nearest(&service.text, aws_names::SERVICES).map(str::to_owned);
        return Err(with(error, "aws rds"));
    }
    let Some(operation) = operation else {
        let error = source.error(service.place, format!("aws {} what?", service.text));
        return Err(with(error, "an operation such as describe-db-instances"));
    };
    let (head, path) = match waiter {
        Some(waiter) => (waiter, format!("wait {}", waiter.text)),
        None => (operation, operation.text.clone()),
    };
    let full = format!("aws {} {path}", service.text);
    if let Some(verb) = Verb::all().find(|verb| verb.path == full) {
        return Ok((verb, head.clone(), rest));
    }
    Err(unknown_operation(source, head, &service.text, &path))
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

fn unknown_operation(source: Source, head: &Word, service: &str, path: &str) -> Box<LineError> {
    let prefix = format!("aws {service} ");
    let modelled: Vec<&str> = Verb::all()
        .filter_map(|verb| verb.path.strip_prefix(prefix.as_str()))
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
    error.suggestion = nearest(path, known).map(str::to_owned);
    with(error, "an operation such as describe-db-instances")
}

fn with(error: LineError, expected: &str) -> Box<LineError> {
    Box::new(LineError {
        expected: Some(expected.to_owned()),
        ..error
    })
}
