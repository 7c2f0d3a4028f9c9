//! A translation beside its original: its words are its own, and all else is the same.
//!
//! It deliberately lacks a judgement of the words: whoever reads both languages has to read both.

use crate::lesson::mistake::{Mistake, Text};
use crate::lesson::places::{Key, Places};
use crate::lesson::read::cut;
use crate::lesson::{Lesson, is_guide, read, read_guide};
use serde_json::Value;

/// What is words in a front matter, or follows from them: how long one reads, and which figures stand in them.
const WORDS: [&str; 13] = [
    "title", "minutes", "language", "teaches", "section", "hints", "label", "question", "explain",
    "text", "why", "point", "figures",
];

const CURE: &str = "take it over from the original: only words are translated";

/// How much of a value is told.
const SHOWN: usize = 80;

/// Where a translation into this language differs from its original in more than its words. What is wrong with either alone is not
/// told here.
pub fn differences(text: &str, original: &str, language: &str) -> Vec<Mistake> {
    if is_guide(text) {
        let said = read_guide(text).map(|guide| guide.language);
        let said = said.unwrap_or_else(|_| Some(language.to_owned()));
        return of_language(Text(text), 0, said.as_deref(), language);
    }
    let (Ok(ours), Ok(theirs), Ok((front, at, _))) = (read(text), read(original), cut(text)) else {
        return Vec::new();
    };
    let mut beside = Beside {
        text: Text(text),
        places: Places::new(front, at),
        found: Vec::new(),
    };
    let says = ours.front.language.as_deref();
    let at = beside.places.of(&[Key::Name("language")]).start;
    beside.found = of_language(beside.text, at, says, language);
    let value = |lesson: &Lesson| serde_json::to_value(&lesson.front).unwrap_or_default();
    beside.values(&mut Vec::new(), &value(&ours), &value(&theirs));
    beside.sections(&ours, &theirs);
    beside.found
}

/// It must say the language of the folder in which it lies: screen readers speak it so.
fn of_language(text: Text, at: usize, says: Option<&str>, language: &str) -> Vec<Mistake> {
    let cause = match says {
        Some(says) if says == language => return Vec::new(),
        Some(says) => {
            format!("it says that its language is {says}, and lies in the folder {language}")
        }
        None => format!("it lies in the folder {language}, and does not say its language"),
    };
    let cure = format!("write language = \"{language}\" in its front matter");
    vec![text.mistake(at, "language", cause, cure)]
}

struct Beside<'a> {
    text: Text<'a>,
    places: Places<'a>,
    found: Vec<Mistake>,
}

impl Beside<'_> {
    fn values<'v>(&mut self, path: &mut Vec<Key<'v>>, ours: &'v Value, theirs: &'v Value) {
        let is_words = path.iter().any(|key| match key {
            Key::Name(name) => WORDS.contains(name),
            Key::At(_) => false,
        });
        match (ours, theirs) {
            (Value::Object(ours), Value::Object(theirs)) if ours.keys().eq(theirs.keys()) => {
                for ((key, ours), theirs) in ours.iter().zip(theirs.values()) {
                    path.push(Key::Name(key));
                    self.values(path, ours, theirs);
                    path.pop();
                }
            }
            (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
                for (place, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                    path.push(Key::At(place));
                    self.values(path, ours, theirs);
                    path.pop();
                }
            }
            (Value::Array(ours), Value::Array(theirs)) => {
                let cause = format!("there are {}, in the original {}", ours.len(), theirs.len());
                self.tell(path, cause);
            }
            (Value::String(ours), Value::String(theirs)) if !is_words && theirs.contains('\n') => {
                self.lines(path, ours, theirs);
            }
            _ if is_words || ours == theirs => {}
            _ => {
                let cause = format!(
                    "{} stands here, in the original {}",
                    shown(ours),
                    shown(theirs)
                );
                self.tell(path, cause);
            }
        }
    }

    /// The first line that differs; what only explains, behind `#`, is words.
    fn lines(&mut self, path: &[Key], ours: &str, theirs: &str) {
        let lines = |text: &str| {
            let lines = text.lines().enumerate();
            let lines = lines.filter(|(_, line)| !line.trim_start().starts_with('#'));
            lines
                .map(|(place, line)| (place, line.trim_end().to_owned()))
                .filter(|(_, line)| !line.is_empty())
                .collect::<Vec<(usize, String)>>()
        };
        let (ours, theirs) = (lines(ours), lines(theirs));
        let differs = |at: &usize| ours.get(*at).map(|it| &it.1) != theirs.get(*at).map(|it| &it.1);
        let Some(first) = (0..ours.len().max(theirs.len())).find(differs) else {
            return;
        };
        let line = |lines: &[(usize, String)]| match lines.get(first) {
            Some((_, line)) => format!("\"{}\"", short(line)),
            None => "no line".to_owned(),
        };
        let cause = format!(
            "{} stands here, in the original {}",
            line(&ours),
            line(&theirs)
        );
        let place = ours
            .get(first)
            .or(ours.last())
            .map_or(0, |(place, _)| *place);
        let start = self.places.of_text(path).start;
        let line = u32::try_from(place + 1).unwrap_or(u32::MAX);
        let at = self.text.line_at(start, line);
        self.found
            .push(self.text.mistake(at, named(path), cause, CURE));
    }

    /// As many sections, and each step in the same one.
    fn sections(&mut self, ours: &Lesson, theirs: &Lesson) {
        let (count, of_original) = (ours.steps.len(), theirs.steps.len());
        if count != of_original {
            let cause = format!(
                "the prose has {count} sections before what ends it, the original {of_original}"
            );
            let cure = "translate it section by section";
            let end = self.text.0.trim_end().len();
            self.found
                .push(self.text.mistake(end, "prose", cause, cure));
            return;
        }
        let place = |lesson: &Lesson, step: usize| {
            let section = &lesson.front.steps.get(step)?.section;
            lesson.steps.iter().position(|one| one.title == *section)
        };
        for step in 0..ours.front.steps.len().min(theirs.front.steps.len()) {
            let (own, other) = (place(ours, step), place(theirs, step));
            if own != other {
                let number = |place: Option<usize>| place.map_or(0, |place| place + 1);
                let cause = format!(
                    "it belongs to section {} of the prose, in the original to section {}",
                    number(own),
                    number(other)
                );
                self.tell(
                    &[Key::Name("step"), Key::At(step), Key::Name("section")],
                    cause,
                );
            }
        }
    }

    fn tell(&mut self, path: &[Key], cause: String) {
        let at = self.places.of(path).start;
        self.found
            .push(self.text.mistake(at, named(path), cause, CURE));
    }
}

/// The way to a value as people read it: `step 2, predict 1, when`.
fn named(path: &[Key]) -> String {
    let mut words = String::new();
    for key in path {
        match key {
            Key::Name(name) if words.is_empty() => words.push_str(name),
            Key::Name(name) => words.push_str(&format!(", {name}")),
            Key::At(place) => words.push_str(&format!(" {}", place + 1)),
        }
    }
    words
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        value => short(&value.to_string()),
    }
}

fn short(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
