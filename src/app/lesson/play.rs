//! The lesson that is being played, and what its learner asks for.

use crate::app::lesson::coming::{LessonSource, NoLesson};
use crate::app::lesson::foreseen::Ground;
use crate::app::lesson::said::{Debrief, First, Said, Sure, unsaid};
use crate::app::progress::Place;
use crate::app::reader::Answer;
use crate::lesson::{Condition, INTERVIEW, Lesson, LessonStep, Missing, Moment, Play};
use crate::sim::SimTime;
use crate::world::View;
use std::rc::Rc;

/// The lesson that is being played.
#[derive(Clone, Debug, PartialEq)]
pub struct LessonPlay {
    /// The name of its file without `.md`; none for a file that was dropped, linked or is being written.
    pub id: Option<String>,
    pub source: LessonSource,
    pub lesson: Rc<Lesson>,
    pub play: Play,
    pub page: Page,
    /// When the present step was opened, on the clock of the run.
    pub from: SimTime,
    /// When each step that is done came to its end.
    pub ended: Vec<SimTime>,
    /// How many lines had run by then.
    pub lines: Vec<usize>,
    /// A step that is done and is looked at again, by its place.
    pub looks_back: Option<usize>,
    /// The present step ended while its learner watched the stage: what it came to was not gone to yet.
    pub unread: bool,
    /// The clock lets a stated time pass.
    pub leap: Option<Leap>,
    /// For each step, what was said to each of its questions.
    pub said: Vec<Vec<Said>>,
    pub sure: Sure,
    /// In a task, what was said first.
    pub first: First,
    /// How many hints of the present step are open.
    pub hints: usize,
    /// How many hints were taken in the whole lesson.
    pub hinted: usize,
    /// Whether something was done in the present step: its predictions stand.
    pub begun: bool,
    /// Whether the clock runs because something was done, and not because its learner started it.
    pub watches: bool,
    /// Whether the clock runs until the step is done, or nothing more happens.
    pub forward: bool,
    /// Whether beginning anew was asked for and waits for a yes.
    pub asks_again: bool,
    /// Whether it was won; that stays, unless a step opens again.
    pub won: bool,
    /// What keeps it from being won.
    pub missing: Missing,
    /// When the present step will come to its end by itself, as it was foreseen last, and what that follows from.
    pub end_foreseen: Option<(Ground, Option<SimTime>)>,
    /// How it was opened at a moment that somebody shared: it is not kept before it is something else.
    pub seen: Option<Place>,
    pub debrief: Debrief,
}

/// A stated time that passes at once: until when, and how fast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leap {
    /// The button that lets it pass, by its place.
    pub of: usize,
    pub until: SimTime,
    pub pace: f64,
}

/// What the guide shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Introduction,
    /// A step, by its place.
    Step(usize),
    Result,
}

impl Page {
    /// By this it is told from the others.
    pub(super) fn number(self) -> usize {
        match self {
            Page::Introduction => 0,
            Page::Step(place) => place + 1,
            Page::Result => usize::MAX,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum LessonMsg {
    /// The text of the lesson that was asked for.
    Came {
        ticket: u32,
        text: Result<String, NoLesson>,
    },
    /// The reader has answered.
    Answered(Rc<Answer>),
    /// The reader did not start, or broke off.
    NoReader,
    /// Asks for the same lesson once more.
    TryAgain,
    /// From the introduction or a step that is done to what follows; ends a step that is only read.
    Next,
    /// Says what will come, by the place of the question.
    Say(usize, Said),
    /// Whether its learner is sure of that.
    Sure(usize, bool),
    /// What was seen of the run, a choice by its place; or not to be asked that.
    Recall(Option<usize>),
    /// Lays the solution's run beside the learner's.
    Beside,
    /// Goes to the first question that was not answered; in a step that is done, to what it came to.
    ToQuestion,
    /// Runs an action of the present step, by its place.
    Do(usize),
    Hint,
    FastForward,
    /// Looks again at a step that is done, by its place; or no longer.
    LookBack(Option<usize>),
    /// Takes back all that was done in the present step.
    StepAgain,
    /// Takes back the step before as well.
    StepBefore,
    /// Asks whether to begin anew; or leaves it.
    AskToStartAgain(bool),
    /// Begins the lesson anew, under the same luck.
    StartAgain,
    OtherLuck,
    ToSandbox,
}

impl LessonPlay {
    /// Whether its learner has won it by the run on the stage: no game day elsewhere decides it, no interviewer asks, and no teacher
    /// presents it.
    pub(super) fn is_own_run(&self) -> bool {
        let presented = matches!(self.source, LessonSource::Presented(..));
        self.won && self.lesson.front.game.is_none() && self.question().is_none() && !presented
    }

    /// The name of the interview's question that it is, if it is one.
    pub fn question(&self) -> Option<&str> {
        self.id.as_ref()?.strip_prefix(INTERVIEW)
    }

    pub(super) fn new(id: Option<String>, source: LessonSource, lesson: Rc<Lesson>) -> LessonPlay {
        LessonPlay {
            id,
            source,
            said: unsaid(&lesson, Said::Nothing),
            sure: unsaid(&lesson, None),
            first: First::new(),
            lesson,
            play: Play::default(),
            page: Page::Introduction,
            from: SimTime::START,
            ended: Vec::new(),
            lines: Vec::new(),
            looks_back: None,
            unread: false,
            leap: None,
            hints: 0,
            hinted: 0,
            begun: false,
            watches: false,
            forward: false,
            asks_again: false,
            won: false,
            missing: Missing::default(),
            end_foreseen: None,
            seen: None,
            debrief: Debrief::default(),
        }
    }

    /// The place of the incident that the lesson has come to speak of: the latest that the conditions of the present step
    /// name, else of the step before it. Nothing where something has happened since that no step names.
    pub(in crate::app) fn speaks_of(&self, view: &View) -> Option<usize> {
        let last = self.lesson.steps.len().checked_sub(1)?;
        let present = match self.page {
            Page::Introduction => return None,
            Page::Step(place) => place,
            Page::Result => last,
        };
        let steps = self.lesson.steps.iter().enumerate().take(present + 1);
        for (place, step) in steps.rev() {
            let causes: Vec<&str> = step.step.until.iter().flat_map(Condition::causes).collect();
            let mut all = view.incidents.iter();
            let named = all.rposition(|one| causes.contains(&one.cause));
            let before = place
                .checked_sub(1)
                .and_then(|before| self.ended.get(before));
            let began = before.copied().unwrap_or_default();
            if named.is_some() || view.incidents.iter().any(|one| one.at >= began) {
                return named;
            }
        }
        None
    }

    /// The step that is shown, with its place.
    pub fn step(&self) -> Option<(usize, &LessonStep)> {
        match self.page {
            Page::Step(place) => self.lesson.steps.get(place).map(|step| (place, step)),
            Page::Introduction | Page::Result => None,
        }
    }

    /// Whether the step that is shown has come to its end.
    pub fn is_done(&self) -> bool {
        matches!(self.page, Page::Step(place) if place < self.play.done)
    }

    /// Whether the step that is shown is only read: nothing ends it but its reader.
    pub fn is_read_only(&self) -> bool {
        self.step()
            .is_some_and(|(_, step)| step.step.until.is_empty())
    }

    /// The first question of the present step that was not answered.
    pub fn unanswered(&self) -> Option<usize> {
        let (place, _) = self.step().filter(|_| !self.is_done())?;
        let said = self.said.get(place)?;
        said.iter().position(|said| *said == Said::Nothing)
    }

    /// When the last step that is done came to its end.
    pub(super) fn ended_at(&self) -> SimTime {
        self.ended.last().copied().unwrap_or_default()
    }

    /// The run goes on: in a task, what was said to the present step stands.
    pub(super) fn answers_stand(&mut self) {
        if self.task().is_some() {
            self.first_stand();
        }
    }

    /// Ends the present step. Its learner may have gone back since the one before ended: no step ends earlier than that.
    pub(super) fn end_step(&mut self, moment: &Moment) {
        self.answers_stand();
        self.play.end_step(&Rc::clone(&self.lesson), moment);
        self.ended.push(self.ended_at().max(moment.view.now));
        self.lines.push(moment.outcomes.len());
    }

    /// Whether something was done in the step that is shown, and it has not come to its end.
    pub(super) fn is_begun(&self) -> bool {
        self.begun && matches!(self.page, Page::Step(_)) && !self.is_done()
    }

    /// Opens the last step again that was not only read.
    pub(super) fn step_back(&mut self) {
        while self.play.done > 0 {
            self.open_last();
            if !self.lesson.steps[self.play.done].step.until.is_empty() {
                break;
            }
        }
        self.page = Page::Step(self.play.done);
        self.from = self.ended_at();
        self.won = false;
    }

    /// The last step that is done is open again.
    pub(super) fn open_last(&mut self) {
        self.play.done -= 1;
        self.play.answers.truncate(self.play.done);
        self.debrief = Debrief::default();
        self.ended.pop();
        self.lines.pop();
    }

    /// The end of the step that is shown, if it is done and lies ahead: its learner has gone back, and looks again.
    pub(in crate::app) fn end_ahead(&self, now: SimTime) -> Option<SimTime> {
        Some(self.ended_at()).filter(|end| self.is_done() && *end > now)
    }

    /// Whether the present step is under way: it can be acted in, and its end is looked for.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.page, Page::Step(_)) && !self.is_done() && self.unanswered().is_none()
    }
}

/// The element that holds a question.
pub fn question_id(place: usize) -> String {
    format!("question-{}", place + 1)
}
