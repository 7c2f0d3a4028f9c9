//! Lessons: Markdown files that say what to run, what to predict and what counts as won, and that are proved by replay.
//!
//! It deliberately lacks files, the network and the page: text comes in, a [`Lesson`] or [`Mistake`]s come out.

mod amount;
mod answers;
mod check;
mod claims;
mod code;
mod condition;
mod field;
mod figure;
mod front;
pub mod game;
mod guide;
pub mod hand_in;
mod index;
mod interview;
mod link;
mod metric;
mod mistake;
mod names;
mod notes;
mod places;
mod play;
mod prose;
mod read;
mod recap;
mod replay;
mod rules;
mod translation;
mod vocabulary;
mod waits;
pub mod words;

pub use amount::{Amount, Within, span};
pub use check::{Proof, check, prove};
pub use code::{BEFORE, only_looks};
pub use condition::{
    AppIs, BackupsIs, Condition, DatabaseIs, IncidentIs, Moment, SnapshotIs, Used, Verdict,
    begins_with,
};
pub use figure::figures;
pub use front::{
    Choice, Course, Decoy, FrontMatter, GameLevel, Level, Prediction, Promises, Step, StepAction,
};
pub use guide::{GUIDE_SECTIONS, Guide, is_guide, read_guide};
pub use index::{ENGLISH, Entry, INTERVIEW, Index, OWN, is_file_name, is_language};
pub use interview::{Area, Interview, Other, Point};
pub use link::Place;
pub use metric::{Metric, MetricIs};
pub use mistake::{Kind, Mistake};
pub use play::{Missing, Play};
pub use read::{LESSON_BYTES_MAX, read};
pub use recap::{RECAP, Recap};
pub use replay::{Replay, compose, replay, replay_solution, replay_typed, seed_of_turn, seeds};
pub use translation::differences;
pub use waits::FORESEEN;

use serde::{Deserialize, Serialize};

/// A lesson that can be played: its prose is HTML that is safe to show, whoever wrote it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    pub front: FrontMatter,
    pub introduction: String,
    /// The steps, in order: each section of the prose with what belongs to it.
    pub steps: Vec<LessonStep>,
    pub debrief: String,
    pub further_reading: String,
}

impl Lesson {
    /// The language of its words, if that is not English.
    pub fn language(&self) -> Option<&str> {
        self.front.language.as_deref()
    }

    /// How many words its learner reads: the prose to the end of the debrief, questions with their choices and what explains
    /// them, and buttons. Markup counts for nothing.
    pub fn words(&self) -> usize {
        let of = interview::words_in;
        let of_step = |step: &LessonStep| {
            let labels = step.step.actions.iter().map(|action| of(&action.label));
            let questions = step.step.predictions.iter().map(|asked| {
                let choices = asked.choices.iter().map(|choice| of(&choice.text));
                of(&asked.question) + of(&asked.explain) + choices.sum::<usize>()
            });
            of(&step.html) + labels.chain(questions).sum::<usize>()
        };
        let steps = self.steps.iter().map(of_step);
        of(&self.introduction) + of(&self.debrief) + steps.sum::<usize>()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LessonStep {
    pub title: String,
    pub html: String,
    pub step: Step,
}
