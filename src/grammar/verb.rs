//! Verbs: what a command line may hold, as data, and a line that was matched with that.

use crate::cloud::FaultKind;
use crate::grammar::unseen::Unseen;
use crate::grammar::word::Word;

/// One verb of the language.
#[derive(Debug)]
pub struct Verb {
    /// Its words: `app create`, `aws rds reboot-db-instance`.
    pub path: &'static str,
    /// What it does, in a sentence.
    pub meaning: &'static str,
    /// Names of the words that follow it: `NAME`.
    pub targets: &'static [&'static str],
    /// What else may follow, by what the words name.
    pub more: Option<More>,
    /// Whether it makes a database, which takes its time.
    pub makes: bool,
    /// Its options, in groups that verbs share.
    pub options: &'static [&'static [Opt]],
}

/// What a verb takes besides its own, since what it is about brings that. The reader judges what belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct More {
    /// More words, in usage messages: `TARGET…`.
    pub targets: &'static str,
    /// The options of whatever it can be about, among these kinds.
    pub options: fn(&[&FaultKind]) -> Vec<Opt>,
}

/// An option of a verb.
#[derive(Clone, Copy, Debug)]
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

    pub fn usage(&self) -> String {
        match self.takes {
            Takes::One(value) => format!("{} {value}", self.name),
            Takes::Many(value) => format!("{} {value} …", self.name),
            Takes::YesOrNo | Takes::Nothing | Takes::NotModelled(_) => self.name.to_owned(),
        }
    }
}

impl Verb {
    /// One that takes options alone.
    pub const fn plain(
        path: &'static str,
        meaning: &'static str,
        options: &'static [&'static [Opt]],
    ) -> Verb {
        Verb {
            path,
            meaning,
            targets: &[],
            more: None,
            makes: false,
            options,
        }
    }

    pub fn options(&self) -> impl Iterator<Item = &'static Opt> + Clone + use<> {
        self.options.iter().flat_map(|group| group.iter())
    }

    /// Its usage in one line: `app create NAME --connect DB [options]`.
    pub fn usage(&self) -> String {
        let mut text = self.path.to_owned();
        let more = self.more.map(|more| more.targets);
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

    /// The options that are brought by what it can be about, among these kinds.
    pub fn brought(&self, kinds: &[&FaultKind]) -> Vec<Opt> {
        self.more.map_or(Vec::new(), |more| (more.options)(kinds))
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
pub fn meant<'a>(
    options: impl Iterator<Item = &'a Opt> + Clone,
    written: &str,
    prefixes: bool,
) -> Vec<(&'a Opt, bool)> {
    let exact = |option: &'a Opt| Some((option, option.matches(written)?));
    if let Some(found) = options.clone().find_map(exact) {
        return vec![found];
    }
    if !prefixes || written.len() <= "--".len() {
        return Vec::new();
    }
    let begins = |option: &'a Opt| {
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
    pub name: &'static str,
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
