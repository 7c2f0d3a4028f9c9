//! The address of a task: what a teacher set, and, once it was begun, who works on it.

use crate::app::share::percent;
use crate::lesson::hand_in::{Task, What, ignored, label};
use crate::lesson::{GameLevel, Level, OWN, is_file_name};

/// A task as its address has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub task: Task,
    pub name: Option<String>,
    /// When its learner saw it first, in seconds since 1970; 0 if nobody knows.
    pub since: u64,
    /// Settings that are not heeded, each with the reason.
    pub ignored: Vec<String>,
}

/// Reads `task/lesson/01-multi-az?class=DB-26&hints=off`.
pub fn read(address: &str) -> Option<Link> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let what = match parts.as_slice() {
        ["task", "lesson", id] if is_file_name(id) => What::Lesson((*id).to_owned()),
        ["task", "lesson", "own", id] if is_file_name(id) => What::Lesson(format!("{OWN}{id}")),
        ["task", "game", level] => What::Game {
            level: GameLevel::ALL
                .into_iter()
                .find(|one| one.name() == *level)?,
            design: None,
        },
        ["task", "interview", level] => {
            What::Interview(Level::ASKED.into_iter().find(|one| one.name() == *level)?)
        }
        _ => return None,
    };
    let mut link = Link {
        task: Task::new(what, ""),
        name: None,
        since: 0,
        ignored: Vec::new(),
    };
    link.ignored = ignored(query, |key, value| link.set(key, value));
    Some(link)
}

impl Link {
    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        let task = &mut self.task;
        let of_lesson = matches!(task.what, What::Lesson(_));
        match (key, value) {
            ("class", _) => task.class = label(value).unwrap_or_default(),
            ("name", _) => self.name = label(value),
            ("since", _) => self.since = value.parse().unwrap_or_default(),
            ("design", _) => match &mut task.what {
                What::Game { design, .. } => *design = Some(value.to_owned()),
                What::Lesson(_) | What::Interview(_) => {
                    return Err("only a game day has a design".to_owned());
                }
            },
            ("hints" | "predict" | "number" | "only", _) if !of_lesson => {
                return Err("only a lesson takes it".to_owned());
            }
            _ => task.set(key, value)?,
        }
        Ok(())
    }
}

/// The address of a task, for whoever is to begin it, or for its learner, who began it then.
pub fn address(task: &Task, whose: Option<(&str, u64)>) -> String {
    let what = match &task.what {
        What::Lesson(id) => format!("lesson/{id}"),
        What::Game { level, .. } => format!("game/{}", level.name()),
        What::Interview(level) => format!("interview/{}", level.name()),
    };
    let mut pairs = Vec::new();
    let mut tell = |key: &str, value: &str| pairs.push(format!("{key}={}", percent(value)));
    if !task.class.is_empty() {
        tell("class", &task.class);
    }
    if task.hints_off {
        tell("hints", "off");
    }
    if task.predict {
        tell("predict", "must");
    }
    for (name, value) in &task.numbers {
        tell("number", &format!("{name}:{value}"));
    }
    for words in &task.only {
        tell("only", words);
    }
    if let What::Game {
        design: Some(design),
        ..
    } = &task.what
    {
        tell("design", design);
    }
    if let Some((name, since)) = whose {
        tell("name", name);
        tell("since", &since.to_string());
    }
    match pairs.is_empty() {
        true => format!("task/{what}"),
        false => format!("task/{what}?{}", pairs.join("&")),
    }
}
