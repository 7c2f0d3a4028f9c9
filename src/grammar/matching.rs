//! How the words of a line are matched with what its verb takes.

use crate::grammar::aws_names::{self, Known};
use crate::grammar::call::{Arg, Call};
use crate::grammar::error::LineError;
use crate::grammar::source::Source;
use crate::grammar::suggest::nearest;
use crate::grammar::verb::{Found, Matched, Opt, Takes, Value, Verb, meant as meant_of};
use crate::grammar::word::Word;

/// More errors in one line help nobody.
const ERRORS_MAX: usize = 10;

/// Matches the words behind a verb with what the verb takes. The errors are about those that do not fit.
pub fn match_words<'w>(
    source: Source,
    verb: &'static Verb,
    head: &'w Word,
    rest: &'w [Word],
) -> (Matched<'w>, Call, Vec<LineError>) {
    let mut matched = Matched {
        verb,
        head,
        targets: Vec::new(),
        options: Vec::new(),
    };
    let mut args = Vec::new();
    let mut errors = Vec::new();
    let mut words = rest;
    while let Some((word, after)) = words.split_first().filter(|_| errors.len() < ERRORS_MAX) {
        words = after;
        if word.is_option() {
            match match_option(source, verb, word, &mut words) {
                Ok(found) => {
                    args.push(Arg::Option {
                        name: written_name(found.name, found.yes),
                        values: found.values.iter().map(|v| v.text.to_owned()).collect(),
                    });
                    matched.options.push(found);
                }
                Err(error) => errors.push(error),
            }
        } else if matched.targets.len() < verb.targets.len() || verb.more.is_some() {
            args.push(Arg::Target(word.text.clone()));
            matched.targets.push(word);
        } else {
            errors.push(unexpected(source, verb, word));
        }
    }
    // What is missing may well be what was misspelt.
    if errors.is_empty() {
        errors.extend(missing(source, &matched));
    }
    (matched, Call { verb, args }, errors)
}

fn brought(source: Source, verb: &Verb) -> Vec<Opt> {
    match verb.more {
        Some(_) => verb.brought(&source.catalogue.fault_kinds()),
        None => Vec::new(),
    }
}

fn written_name(option: &str, yes: bool) -> String {
    match option.strip_prefix("--") {
        Some(name) if !yes => format!("--no-{name}"),
        _ => option.to_owned(),
    }
}

fn match_option<'w>(
    source: Source,
    verb: &'static Verb,
    word: &'w Word,
    rest: &mut &'w [Word],
) -> Result<Found<'w>, LineError> {
    let (name, joined) = match word.text.split_once('=') {
        Some((name, value)) => (name, Some(Value { word, text: value })),
        None => (word.text.as_str(), None),
    };
    let brought = brought(source, verb);
    let mut meant = verb.meant(name);
    if meant.is_empty() {
        meant = meant_of(brought.iter(), name, false);
    }
    let [(option, yes)] = meant[..] else {
        // The values of an option that nobody knows are no errors of their own.
        let values = rest.iter().take_while(|word| !word.is_option()).count();
        *rest = &rest[values..];
        return Err(match meant[..] {
            [] => unknown_option(source, verb, word, name),
            _ => ambiguous(source, word, name, &meant),
        });
    };
    let mut values: Vec<Value> = joined.into_iter().collect();
    let most = match option.takes {
        Takes::One(_) => 1,
        Takes::Many(_) | Takes::NotModelled(_) => usize::MAX,
        Takes::YesOrNo | Takes::Nothing => 0,
    };
    if joined.is_none() {
        let following = rest.iter().take_while(|word| !word.is_option());
        values.extend(following.take(most).map(|word| Value {
            word,
            text: &word.text,
        }));
        *rest = &rest[values.len()..];
    }
    match option.takes {
        Takes::NotModelled(what) => Err(source.error(
            word.place,
            format!("the lab does not model {what} ({name}) yet"),
        )),
        Takes::YesOrNo | Takes::Nothing if joined.is_some() => {
            let mut error = source.error(word.place, format!("{name} takes no value"));
            error.expected = Some(match option.takes {
                Takes::YesOrNo => format!("{name} or {}", written_name(option.name, false)),
                _ => name.to_owned(),
            });
            Err(error)
        }
        Takes::One(_) | Takes::Many(_) if values.is_empty() => {
            let mut error = source.error(word.place, format!("{name} needs a value"));
            error.expected = Some(option.usage());
            Err(error)
        }
        _ => Ok(Found {
            name: option.name,
            word,
            yes,
            values,
        }),
    }
}

fn ambiguous(source: Source, word: &Word, name: &str, meant: &[(&Opt, bool)]) -> LineError {
    let names = meant
        .iter()
        .map(|(option, yes)| written_name(option.name, *yes));
    let names = names.collect::<Vec<String>>().join(", ");
    let mut error = source.error(word.place, format!("{name} could be several options"));
    error.expected = Some(format!("one of: {names}"));
    error
}

fn unknown_option(source: Source, verb: &Verb, word: &Word, name: &str) -> LineError {
    let message = match aws_names::option(verb.path, name) {
        Known::Yes => format!("the lab does not model {name} of {} yet", verb.path),
        Known::No => format!("{} has no option {name}", verb.path),
        Known::Unheard => format!("the lab does not read {name} of {}", verb.path),
    };
    let mut error = source.error(word.place, message);
    error.expected = Some(verb.usage());
    let (own, brought): (Vec<String>, _) = (verb.spellings().collect(), brought(source, verb));
    let known = own.iter().map(String::as_str);
    let known = known.chain(brought.iter().map(|option| option.name));
    error.suggestion = nearest(name, known).map(str::to_owned);
    error
}

fn unexpected(source: Source, verb: &Verb, word: &Word) -> LineError {
    let mut error = source.error(word.place, format!("unexpected \"{}\"", word.text));
    error.expected = Some(verb.usage());
    // An option whose hyphens a word processor has turned into dashes, or that has but one.
    let bare = word.text.trim_start_matches(['-', '–', '—']);
    if bare.len() < word.text.len() {
        let name = format!("--{bare}");
        let spellings: Vec<String> = verb.spellings().collect();
        error.suggestion = nearest(&name, spellings.iter().map(String::as_str)).map(str::to_owned);
    }
    error
}

/// What the verb needs and was not given.
fn missing(source: Source, matched: &Matched) -> Option<LineError> {
    let verb = matched.verb;
    let targets = verb.targets.iter().skip(matched.targets.len());
    let given = |option: &Opt| {
        matched
            .options
            .iter()
            .any(|found| found.name == option.name)
    };
    let options = verb
        .options()
        .filter(|option| option.required && !given(option));
    let needed: Vec<&str> = targets
        .copied()
        .chain(options.map(|option| option.name))
        .collect();
    if needed.is_empty() {
        return None;
    }
    let message = format!("{} needs {}", verb.path, needed.join(", "));
    let mut error = source.error(matched.head.place, message);
    error.expected = Some(verb.usage());
    Some(error)
}
