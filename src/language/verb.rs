//! Verbs: what a command line may hold, as data, and how its words are matched with that.

use crate::language::aws_names::{self, Known};
use crate::language::call::{Arg, Call};
use crate::language::reader::Reader;
use crate::language::suggest::nearest;
use crate::language::unseen::Unseen;
use crate::language::word::{Source, Word};
use crate::language::{LineError, aws, lab};
use crate::world::Command;

/// One verb of the language.
#[derive(Debug)]
pub struct Verb {
    /// Its words: `app create`, `aws rds reboot-db-instance`.
    pub path: &'static str,
    /// Names of the words that follow it: `NAME`.
    pub targets: &'static [&'static str],
    /// What more words may follow, if any may: `TARGET…`. The reader judges how many.
    pub more: &'static str,
    /// Its options, in groups that verbs share.
    pub options: &'static [&'static [Opt]],
    /// Makes the request. A reader reports errors by itself, and then the result counts for nothing.
    pub read: fn(&mut Reader) -> Option<Command>,
}

/// An option of a verb.
#[derive(Debug)]
pub struct Opt {
    pub name: &'static str,
    pub takes: Takes,
    pub required: bool,
    /// Why the lab takes it and nothing comes of it; an option without this changes the request.
    pub unseen: Option<Unseen>,
}

/// What follows an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing; `--no-…` says the opposite.
    YesOrNo,
    /// Nothing.
    Nothing,
    /// One value, with its name in usage messages.
    One(&'static str),
    /// One or more values.
    Many(&'static str),
    /// Known to AWS; the lab refuses it, for ignoring it would mislead.
    NotModelled(&'static str),
}

impl Opt {
    pub const fn one(name: &'static str, value: &'static str) -> Opt {
        Opt {
            name,
            takes: Takes::One(value),
            required: false,
            unseen: None,
        }
    }

    pub const fn needed(name: &'static str, value: &'static str) -> Opt {
        Opt {
            required: true,
            ..Opt::one(name, value)
        }
    }

    pub const fn many(name: &'static str, value: &'static str) -> Opt {
        Opt {
            takes: Takes::Many(value),
            ..Opt::one(name, value)
        }
    }

    pub const fn yes_or_no(name: &'static str) -> Opt {
        Opt {
            takes: Takes::YesOrNo,
            ..Opt::one(name, "")
        }
    }

    pub const fn nothing(name: &'static str) -> Opt {
        Opt {
            takes: Takes::Nothing,
            ..Opt::one(name, "")
        }
    }

    /// `what`: what the lab does not model.
    pub const fn not_modelled(name: &'static str, what: &'static str) -> Opt {
        Opt {
            takes: Takes::NotModelled(what),
            ..Opt::one(name, "")
        }
    }

    /// The same option, of which nothing could be shown.
    pub const fn unseen(self, why: Unseen) -> Opt {
        Opt {
            unseen: Some(why),
            ..self
        }
    }

    /// `--no-…`, if it is a flag.
    fn negated(&self) -> Option<String> {
        let name = self.name.strip_prefix("--")?;
        (self.takes == Takes::YesOrNo).then(|| format!("--no-{name}"))
    }

    /// Whether `written` is this option, and if it is a flag, whether it says yes.
    fn matches(&self, written: &str) -> Option<bool> {
        if written == self.name {
            return Some(true);
        }
        let negated = written.strip_prefix("--no-")?;
        let is_negation =
            self.takes == Takes::YesOrNo && self.name.strip_prefix("--") == Some(negated);
        is_negation.then_some(false)
    }

    fn usage(&self) -> String {
        match self.takes {
            Takes::One(value) => format!("{} {value}", self.name),
            Takes::Many(value) => format!("{} {value} …", self.name),
            Takes::YesOrNo | Takes::Nothing | Takes::NotModelled(_) => self.name.to_owned(),
        }
    }
}

impl Verb {
    /// Every verb of the language, AWS's operations among them.
    pub fn all() -> impl Iterator<Item = &'static Verb> {
        lab::VERBS.iter().chain(aws::OPERATIONS)
    }

    pub fn options(&self) -> impl Iterator<Item = &'static Opt> + Clone + use<> {
        self.options.iter().flat_map(|group| group.iter())
    }

    /// Its usage in one line: `app create NAME --connect DB [options]`.
    pub fn usage(&self) -> String {
        let mut text = self.path.to_owned();
        let more = Some(self.more).filter(|more| !more.is_empty());
        for target in self.targets.iter().copied().chain(more) {
            text.push(' ');
            text.push_str(target);
        }
        for option in self.options().filter(|option| option.required) {
            text.push(' ');
            text.push_str(&option.usage());
        }
        if self.options().any(|option| !option.required) {
            text.push_str(" [options]");
        }
        text
    }

    /// The options that may be meant by `written`, and what a flag says: the one that is written so, or, as the AWS CLI reads it,
    /// those that begin so.
    pub fn meant(&self, written: &str) -> Vec<(&'static Opt, bool)> {
        meant(self.options(), written, self.path.starts_with("aws "))
    }

    /// Every way to write one of its options, `--no-…` included.
    pub fn spellings(&self) -> impl Iterator<Item = String> + use<> {
        self.options().flat_map(|option| {
            [Some(option.name.to_owned()), option.negated()]
                .into_iter()
                .flatten()
        })
    }
}

/// As [`Verb::meant`], among any options.
pub fn meant(
    options: impl Iterator<Item = &'static Opt> + Clone,
    written: &str,
    prefixes: bool,
) -> Vec<(&'static Opt, bool)> {
    let exact = |option: &'static Opt| Some((option, option.matches(written)?));
    if let Some(found) = options.clone().find_map(exact) {
        return vec![found];
    }
    if !prefixes || written.len() <= "--".len() {
        return Vec::new();
    }
    let begins = |option: &'static Opt| {
        let yes = option.name.starts_with(written).then_some((option, true));
        let no = option.negated().filter(|name| name.starts_with(written));
        [yes, no.map(|_| (option, false))].into_iter().flatten()
    };
    options.flat_map(begins).collect()
}

/// A call whose words have been matched with its verb.
#[derive(Debug)]
pub struct Matched<'w> {
    pub verb: &'static Verb,
    /// The verb's last word: where what is missing is reported.
    pub head: &'w Word,
    pub targets: Vec<&'w Word>,
    pub options: Vec<Found<'w>>,
}

/// An option that was given.
#[derive(Debug)]
pub struct Found<'w> {
    pub option: &'static Opt,
    pub word: &'w Word,
    /// For a flag, whether it says yes.
    pub yes: bool,
    pub values: Vec<Value<'w>>,
}

#[derive(Clone, Copy, Debug)]
pub struct Value<'w> {
    pub word: &'w Word,
    /// The word's text, or what follows its `=`.
    pub text: &'w str,
}

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
                        name: written_name(found.option, found.yes),
                        values: found.values.iter().map(|v| v.text.to_owned()).collect(),
                    });
                    matched.options.push(found);
                }
                Err(error) => errors.push(error),
            }
        } else if matched.targets.len() < verb.targets.len() || !verb.more.is_empty() {
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

fn written_name(option: &Opt, yes: bool) -> String {
    match option.name.strip_prefix("--") {
        Some(name) if !yes => format!("--no-{name}"),
        _ => option.name.to_owned(),
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
    let meant = verb.meant(name);
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
                Takes::YesOrNo => format!("{name} or {}", written_name(option, false)),
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
            option,
            word,
            yes,
            values,
        }),
    }
}

fn ambiguous(source: Source, word: &Word, name: &str, meant: &[(&Opt, bool)]) -> LineError {
    let names = meant.iter().map(|(option, yes)| written_name(option, *yes));
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
    let spellings: Vec<String> = verb.spellings().collect();
    error.suggestion = nearest(name, spellings.iter().map(String::as_str)).map(str::to_owned);
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
            .any(|found| found.option.name == option.name)
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
