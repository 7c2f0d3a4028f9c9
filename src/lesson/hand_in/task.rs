//! What a teacher sets: a lesson, a game day or an interview, in a setting of its own. The learner's name is the seed.

use crate::cloud::numbers;
use crate::language::{LineError, Transcript, Verb, is_seed};
use crate::lesson::hand_in::letter::label;
use crate::lesson::{GameLevel, Lesson, Level, begins_with};
use crate::sim::Digest;
use percent_encoding::percent_decode_str;

/// What is played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// By the name of its file.
    Lesson(String),
    /// With this design, or the learner's own.
    Game {
        level: GameLevel,
        design: Option<String>,
    },
    /// A mock interview.
    Interview(Level),
}

/// What a teacher sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub what: What,
    /// The class, as its teacher calls it.
    pub class: String,
    pub hints_off: bool,
    /// Whether each question wants a prediction: not to know is none.
    pub predict: bool,
    /// Numbers of the table that are changed: name and value.
    pub numbers: Vec<(String, String)>,
    /// All that may be done, each the first words of a line; if empty, what the lesson offers.
    pub only: Vec<String>,
    /// The luck that it was played under, if it is not that of the learner's name: so it is with what nobody set.
    pub luck: Option<String>,
}

/// A class's name has no more characters, nor has a learner's.
pub const NAME_MAX: usize = 60;
/// No task changes more numbers, or limits actions to more.
pub const SETTINGS_MAX: usize = 12;

impl Task {
    pub fn new(what: What, class: &str) -> Task {
        Task {
            what,
            class: class.to_owned(),
            hints_off: false,
            predict: false,
            numbers: Vec::new(),
            only: Vec::new(),
            luck: None,
        }
    }

    /// Changes a number of the table, unless it says why it cannot.
    pub fn change_number(&mut self, name: &str, value: &str) -> Result<(), String> {
        let line = format!("given number {name} {value}");
        let is_one_line = !name.contains(char::is_whitespace) && !value.contains(['\n', '\r']);
        match Transcript::parse(&line) {
            Ok(_) if !is_one_line => Err(format!("`{name}` is no number's name")),
            Ok(_) if self.numbers.len() >= SETTINGS_MAX => Err("there are too many".to_owned()),
            Ok(_) => {
                self.numbers.retain(|(other, _)| other != name);
                self.numbers.push((name.to_owned(), value.to_owned()));
                Ok(())
            }
            Err(errors) => Err(errors.first().map(wrong_number).unwrap_or_default()),
        }
    }

    /// Lets this be done, and else only what is let so too, unless it says why it cannot.
    pub fn allow(&mut self, words: &str) -> Result<(), String> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_known = Verb::all()
            .any(|verb| begins_with(&words, verb.path) || begins_with(verb.path, &words));
        if !is_known || self.only.len() >= SETTINGS_MAX {
            return Err(format!("no action begins with `{words}`"));
        }
        if !self.only.contains(&words) {
            self.only.push(words);
        }
        Ok(())
    }

    /// Sets what an address says of a lesson, `hints=off`, `only=aws rds` or `number=failover.detection:30s`, unless it says why it cannot.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        match (key, value) {
            ("hints", "off") => self.hints_off = true,
            ("predict", "must") => self.predict = true,
            ("number", _) => {
                let (name, value) = value.split_once(':').ok_or("write NAME:VALUE")?;
                self.change_number(name.trim(), value.trim())?;
            }
            ("only", _) => self.allow(value)?,
            ("hints", _) => return Err("write `hints=off`".to_owned()),
            ("predict", _) => return Err("write `predict=must`".to_owned()),
            _ => return Err("no setting is called so".to_owned()),
        }
        Ok(())
    }

    /// The lesson as it is played in this setting.
    pub fn applied(&self, lesson: &Lesson) -> Lesson {
        let mut lesson = lesson.clone();
        let start = &mut lesson.front.start;
        for (name, value) in &self.numbers {
            let own = format!("given number {name} ");
            let others: Vec<&str> = start
                .lines()
                .filter(|line| !line.starts_with(&own))
                .collect();
            *start = format!("{own}{value}\n{}\n", others.join("\n"));
        }
        if !self.only.is_empty() {
            lesson.front.offers = self.limited(&lesson.front.offers);
        }
        if self.hints_off {
            for step in &mut lesson.steps {
                step.step.hints.clear();
            }
        }
        lesson
    }
}

impl Task {
    /// What may be done of what a lesson offers. What strikes belongs to its story.
    fn limited(&self, offers: &[String]) -> Vec<String> {
        if offers.is_empty() {
            return self
                .only
                .iter()
                .cloned()
                .chain(["fault".to_owned()])
                .collect();
        }
        let narrower = |words: &&String| offers.iter().any(|one| begins_with(words, one));
        let stays = |one: &&String| {
            begins_with(one, "fault") || self.only.iter().any(|words| begins_with(one, words))
        };
        let narrower = self.only.iter().filter(narrower);
        let mut limited: Vec<String> = offers
            .iter()
            .filter(stays)
            .chain(narrower)
            .cloned()
            .collect();
        if limited.is_empty() {
            // No words at all would let everything be done.
            limited.push("fault".to_owned());
        }
        limited
    }
}

/// Why a number is not so. Who reads it has no command that lists them: what they wrote a part of may be meant.
fn wrong_number(error: &LineError) -> String {
    let mut error = error.clone();
    let command = |expected: &mut String| expected.contains("failover-lab");
    if error.expected.take_if(command).is_some() && error.suggestion.is_none() {
        let typed = error.message.split('"').nth(1).unwrap_or_default();
        let all = numbers::all().filter(|number| number.name.contains(typed));
        let meant = all.min_by_key(|number| number.name.len());
        error.suggestion = meant.map(|number| number.name.to_owned());
    }
    error.advice()
}

/// What the query of an address sets and `set` does not heed, each with the reason.
pub fn ignored(query: &str, mut set: impl FnMut(&str, &str) -> Result<(), String>) -> Vec<String> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .filter_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = percent_decode_str(value).decode_utf8_lossy();
            let why = set(key, &value).err()?;
            let said = label(&format!("{key}={value}")).unwrap_or_default();
            Some(format!("`{said}`: {why}"))
        })
        .collect()
}

/// The seed of a learner's name: the name itself as far as it can be spoken as one, and what tells it from others that look alike.
pub fn seed_of(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let whole = words.join("-");
    if is_seed(&whole) {
        return whole;
    }
    let mut digest = Digest::default();
    digest.add(&words.join(" "));
    let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-' || *c == '_';
    let kept: String = whole.chars().filter(plain).take(30).collect();
    let kept = kept.trim_matches('-');
    let mark: String = digest.to_string().chars().take(6).collect();
    match kept {
        "" => format!("N-{mark}"),
        kept => format!("{kept}-{mark}"),
    }
}
