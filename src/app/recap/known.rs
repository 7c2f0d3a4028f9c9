//! What the recap's page knows and can be told.

use crate::app::course::Listed;
use crate::lesson::Lesson;
use std::rc::Rc;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecapState {
    pub sheet: Sheet,
    /// The list of questions.
    pub index: Listed,
    pub quiz: Option<Quiz>,
    /// The last thing that was asked for: a question by its place, or the list.
    pub awaited: Option<(u32, Option<usize>)>,
}

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sheet {
    #[default]
    Certificate,
    /// The quiz of this number, from 1.
    Quiz(u32),
}

/// A quiz as it is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Quiz {
    pub number: u32,
    /// How often it was taken before: so it has another order, and other luck.
    pub times: usize,
    pub asked: Vec<Asked>,
    /// Which one is shown; behind the last, how it went.
    pub place: usize,
    /// Whether its learner says to be sure, before they answer.
    pub sure: bool,
}

/// A question of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub id: String,
    pub arrived: Arrived,
    pub said: Option<Said>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Arrived {
    NotYet,
    Here(Rc<Ready>),
    /// It did not come, and why.
    Failed(String),
}

/// A question that can be asked: its run has told which choice is right.
#[derive(Clone, Debug, PartialEq)]
pub struct Ready {
    pub lesson: Lesson,
    /// Its choices as they are shown, each by its place in the file.
    pub order: Vec<usize>,
    /// The right one, by its place in the file.
    pub right: usize,
    /// What the run came to, as the results of lessons tell it.
    pub figures: Vec<String>,
}

/// What was answered: a choice, by its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    pub choice: usize,
    pub sure: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecapMsg {
    /// Whether its learner is sure, before they answer.
    Sure(bool),
    /// Answers, by the choice's place in the file.
    Say(usize),
    Next,
    /// The same quiz once more, in another order and under other luck.
    Again,
    /// Asks once more for what did not come.
    Retry,
    /// Puts the certificate's codes into the clipboard.
    Copy,
}

impl RecapState {
    /// What fills the window, as the browser shows it.
    pub fn title(&self) -> &'static str {
        match self.sheet {
            Sheet::Certificate => "Certificate",
            Sheet::Quiz(_) => "Recap",
        }
    }

    /// Whether what is awaited bears this ticket.
    pub fn awaits(&self, ticket: u32) -> bool {
        self.awaited.is_some_and(|(awaited, _)| awaited == ticket)
    }
}

impl Asked {
    pub fn ready(&self) -> Option<&Rc<Ready>> {
        match &self.arrived {
            Arrived::Here(ready) => Some(ready),
            Arrived::NotYet | Arrived::Failed(_) => None,
        }
    }

    /// Whether it was answered as the run has it; nothing before it was answered.
    pub fn had(&self) -> Option<bool> {
        Some(self.said?.choice == self.ready()?.right)
    }

    /// Sure, and otherwise than the run has it.
    pub fn is_confident_miss(&self) -> bool {
        self.had() == Some(false) && self.said.is_some_and(|said| said.sure)
    }
}

impl Quiz {
    pub fn is_over(&self) -> bool {
        self.place >= self.asked.len()
    }

    pub fn had(&self) -> usize {
        let had = self.asked.iter().filter(|one| one.had() == Some(true));
        had.count()
    }
}
