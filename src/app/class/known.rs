//! What the class's screen knows and can be told.

use crate::app::class::link::Link;
use crate::lesson::hand_in::{Fared, HandIn, Task, What};
use crate::lesson::{GameLevel, Lesson, Level};
use std::rc::Rc;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassState {
    /// The task that this browser's learner works on, as its address has it, which the browser keeps.
    pub mine: Option<String>,
    pub desk: Desk,
    /// The learner's name, as it is typed.
    pub name: String,
    /// What is in the field for codes.
    pub pasted: String,
    pub entries: Vec<Entry>,
    /// Codes that were refused, and why.
    pub refused: Vec<String>,
    /// Lessons that hand-ins name, with their ids; the last is perhaps on its way.
    pub lessons: Vec<(String, Got)>,
    pub making: Making,
    /// What was copied, or could not be.
    pub copied: Option<(Copy, bool)>,
    pub(super) ticket: u32,
    pub(super) ticks: bool,
}

/// Where one sits.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Desk {
    /// `#/class`
    #[default]
    Teacher,
    /// A task that is to be begun; none if the link cannot be read.
    Door(Option<Box<Link>>),
    /// What is handed in, and since when it was worked on; none if there is nothing.
    HandIn(Option<Box<(HandIn, u64)>>),
}

/// A code that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub hand_in: HandIn,
    /// What it came to; nothing before it was replayed.
    pub fared: Option<Result<Fared, String>>,
}

/// A lesson that is fetched for replays.
#[derive(Clone, Debug, PartialEq)]
pub enum Got {
    Asked,
    Here(Rc<Lesson>),
    /// Its text did not come: it is asked for again when the teacher reads codes the next time.
    Away,
    Missing(String),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Lesson,
    Game,
    Interview,
}

/// The link that a teacher makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Making {
    pub kind: Kind,
    pub lesson: String,
    pub game: GameLevel,
    pub interview: Level,
    pub class: String,
    pub hints_off: bool,
    pub predict: bool,
    /// Lines as they were written: `failover 30s`, and first words of actions.
    pub numbers: String,
    pub only: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassField {
    Name,
    Pasted,
    Class,
    Numbers,
    Only,
}

/// What is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copy {
    Code,
    Link,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ClassMsg {
    Write(ClassField, String),
    /// Reads what was pasted.
    Take,
    /// Replays the next code.
    Next,
    /// Leaves the table.
    Clear,
    Kind(Kind),
    Lesson(String),
    Game(GameLevel),
    Interview(Level),
    HintsOff(bool),
    Predict(bool),
    Copy(Copy),
    Copied(Copy, bool),
}

/// What the class asks of the browser.
#[derive(Clone, Debug, PartialEq)]
pub enum ClassEffect {
    /// Remembers the task that is worked on.
    Keep(String),
    /// Tells `ClassMsg::Next` once the browser had its turn.
    Tick,
    /// Puts a text into the clipboard; of a link, the fragment.
    Copy(Copy, String),
}

impl Default for Making {
    fn default() -> Making {
        Making {
            kind: Kind::Lesson,
            lesson: "01-multi-az".to_owned(),
            game: GameLevel::Shift,
            interview: Level::Senior,
            class: String::new(),
            hints_off: false,
            predict: false,
            numbers: String::new(),
            only: String::new(),
        }
    }
}

impl Making {
    /// The task, and what of it cannot be so.
    pub fn task(&self) -> (Task, Vec<String>) {
        let what = match self.kind {
            Kind::Lesson => What::Lesson(self.lesson.clone()),
            Kind::Game => What::Game {
                level: self.game,
                design: None,
            },
            Kind::Interview => What::Interview(self.interview),
        };
        let class = crate::lesson::hand_in::label(&self.class).unwrap_or_default();
        let mut task = Task::new(what, &class);
        let mut wrong = Vec::new();
        if self.kind == Kind::Lesson {
            (task.hints_off, task.predict) = (self.hints_off, self.predict);
            for line in lines(&self.numbers) {
                let (name, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
                let changed = task.change_number(name, value.trim());
                wrong.extend(changed.err().map(|why| format!("`{line}`: {why}")));
            }
            for line in lines(&self.only) {
                wrong.extend(task.allow(line).err());
            }
        }
        (task, wrong)
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

impl ClassState {
    /// Whether it is the teacher's page.
    pub fn is_teachers(&self) -> bool {
        self.desk == Desk::Teacher
    }

    /// Whether what is awaited bears this ticket.
    pub fn awaits(&self, ticket: u32) -> bool {
        let is_asked = |(_, got): &(String, Got)| *got == Got::Asked;
        self.ticket == ticket && self.lessons.iter().any(is_asked)
    }

    /// The lesson of a hand-in, once it is here.
    pub fn lesson(&self, hand_in: &HandIn) -> Option<&Got> {
        let What::Lesson(id) = &hand_in.task.what else {
            return None;
        };
        let mut all = self.lessons.iter();
        all.find(|(known, _)| known == id).map(|(_, got)| got)
    }
}
