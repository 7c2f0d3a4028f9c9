//! What a learner said to a question, how sure they were of it, and what they remember at the end.

use crate::app::lesson::recall::{Best, Recall};
use crate::lesson::Lesson;
use std::rc::Rc;

/// What a learner said to a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said {
    #[default]
    Nothing,
    DoNotKnow,
    /// A choice, by its place.
    Choice(usize),
}

/// For each step, whether its learner was sure of what they said to each of its questions. Nothing where they did not say.
pub type Sure = Vec<Vec<Option<bool>>>;

/// For each step, what was said first to each of its questions, and how sure its learner was. Rows and cells that are not there are nothing.
pub type First = Vec<Vec<(Said, Option<bool>)>>;

/// Of a lesson in which nothing was said yet: for each question of each step the same.
pub(super) fn unsaid<T: Clone>(lesson: &Lesson, nothing: T) -> Vec<Vec<T>> {
    let steps = lesson.steps.iter();
    let row = |questions: usize| vec![nothing.clone(); questions];
    steps.map(|step| row(step.step.predictions.len())).collect()
}

/// What stands at the end of a lesson beside its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Debrief {
    /// Nothing where the run had no figure worth asking for.
    pub asked: Option<Rc<Recall>>,
    pub recalled: Recalled,
    /// What the run came to when it was won, wherever its clock stands now.
    pub own: Option<Rc<Vec<String>>>,
    /// The solution's run, once it was laid beside the learner's.
    pub best: Option<Rc<Best>>,
}

/// What was answered to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recalled {
    #[default]
    Nothing,
    Skipped,
    /// A choice, by its place.
    Chosen(usize),
}

impl Debrief {
    /// What waits for its answer: until then the figures that tell it are covered.
    pub fn asks(&self) -> Option<&Recall> {
        let asked = self.asked.as_deref();
        asked.filter(|_| self.recalled == Recalled::Nothing)
    }
}
