//! What the class's screen knows and can be told.

use crate::app::class::link::Link;
use crate::app::words::counted;
use crate::lesson::hand_in::{Fared, HandIn, Task, What};
use crate::lesson::{GameLevel, Lesson, Level};
use std::rc::Rc;

/// The second word of the lines of the record that keep a name.
pub const SIGNED: &str = "name";

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassState {
    /// The task that this browser's learner works on, as its address has it, which the browser keeps.
    pub mine: Option<String>,
    pub desk: Desk,
    /// What is still to come of what is handed in, if something is.
    pub to_come: Option<String>,
    /// The learner's name, as it is typed.
    pub name: String,
    /// What is in the field for codes.
    pub pasted: String,
    pub entries: Vec<Entry>,
    /// What came of the codes that were read last.
    pub read: Read,
    /// Whether it is being asked if the table shall be emptied.
    pub clears: bool,
    /// Lessons that hand-ins name, with their ids; the last is perhaps on its way.
    pub lessons: Vec<(String, Got)>,
    pub making: Making,
    /// The address of this page, without its fragment, once the browser has told it.
    pub page: String,
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

impl Entry {
    /// What it came to, if it was replayed and not refused.
    pub fn came_to(&self) -> Option<&Fared> {
        self.fared.as_ref()?.as_ref().ok()
    }
}

/// What came of codes that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    pub taken: u64,
    /// Whose codes stood in the table already.
    pub doubles: Vec<String>,
    /// Codes that were refused, and why.
    pub refused: Vec<String>,
    /// How many those were: of many, only the last are told.
    pub refusals: u64,
}

/// So many refusals are told.
const REFUSED_MAX: usize = 40;

impl Read {
    /// The latest are told.
    pub(super) fn refuse(&mut self, why: String) {
        self.refusals += 1;
        self.refused.push(why);
        let oldest = self.refused.len().saturating_sub(REFUSED_MAX);
        self.refused.drain(..oldest);
    }

    /// In one sentence; nothing if there was none.
    pub fn told(&self) -> Option<String> {
        let doubles = self.doubles.len() as u64;
        if self.taken + doubles + self.refusals == 0 {
            return None;
        }
        let mut told = format!("Read {}", counted(self.taken, "code", "codes"));
        if doubles > 0 {
            let were = if doubles == 1 { "was" } else { "were" };
            told.push_str(&format!(
                "; {doubles} {were} there already ({})",
                self.doubles.join(", ")
            ));
        }
        told.push_str(&match self.refusals {
            0 => ".".to_owned(),
            no => format!("; {no} refused:"),
        });
        Some(told)
    }
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
    /// The name once it stands, under what was done.
    Signature,
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
    /// Asks whether to empty the table; or leaves it.
    AskToClear(bool),
    /// Empties it.
    Clear,
    /// Leaves out a hand-in, by its place.
    Remove(usize),
    Kind(Kind),
    Lesson(String),
    Game(GameLevel),
    Interview(Level),
    HintsOff(bool),
    Predict(bool),
    Copy(Copy),
    Copied(Copy, bool),
    /// The address of this page.
    Page(String),
    /// A task wants a name before it begins.
    NameFirst,
}

impl ClassMsg {
    /// Whether the link that was copied is another one after it.
    pub(super) fn changes_task(&self) -> bool {
        match self {
            ClassMsg::Kind(_)
            | ClassMsg::Lesson(_)
            | ClassMsg::Game(_)
            | ClassMsg::Interview(_)
            | ClassMsg::HintsOff(_)
            | ClassMsg::Predict(_) => true,
            ClassMsg::Write(field, _) => {
                matches!(
                    field,
                    ClassField::Class | ClassField::Numbers | ClassField::Only
                )
            }
            _ => false,
        }
    }
}

/// What the class asks of the browser.
#[derive(Clone, Debug, PartialEq)]
pub enum ClassEffect {
    /// Remembers the task that is worked on.
    Keep(String),
    /// Tells the address of this page, and lets Enter begin a task.
    Settle,
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
    /// The task, and what of its numbers and of its actions cannot be so.
    pub fn task(&self) -> (Task, [Vec<String>; 2]) {
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
        let (mut numbers, mut only) = (Vec::new(), Vec::new());
        if self.kind == Kind::Lesson {
            (task.hints_off, task.predict) = (self.hints_off, self.predict);
            for line in lines(&self.numbers) {
                let (name, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
                let changed = task.change_number(name, value.trim());
                numbers.extend(changed.err().map(|why| format!("`{line}`: {why}")));
            }
            for line in lines(&self.only) {
                only.extend(task.allow(line).err());
            }
        }
        (task, [numbers, only])
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
