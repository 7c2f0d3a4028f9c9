//! The lesson that is being played, and what its learner asks for.

use crate::app::lesson::coming::{LessonSource, NoLesson};
use crate::app::progress::Place;
use crate::app::reader::Answer;
use crate::lesson::{
    Condition, INTERVIEW, Lesson, LessonStep, Missing, Moment, Play, begins_with, only_looks,
};
use crate::sim::{SimDuration, SimTime};
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
    /// The clock lets a stated time pass.
    pub leap: Option<Leap>,
    /// For each step, what was said to each of its questions.
    pub said: Vec<Vec<Said>>,
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
}

/// A stated time that passes at once: until when, and how fast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leap {
    /// The button that lets it pass, by its place.
    pub of: usize,
    pub until: SimTime,
    pub pace: f64,
}

/// What was seen of the present step when all was drawn last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guide {
    /// The present step's buttons.
    pub offers: Vec<Offer>,
    /// Lines that are refused now and would bring the learner on: buttons of the step, and ways out of the verdict.
    pub awaited: Vec<String>,
    /// Whether time alone brings the present step on.
    pub goes_on: bool,
    /// Until when that is known, whatever else happens by itself.
    pub goes_on_until: Option<SimTime>,
    /// Whether a database was being made.
    pub making: bool,
    /// Whether a button wants a refusal that waiting would soon make an acceptance.
    pub fleeting: bool,
    /// Whether a button can be pressed that may end an open incident while its RTO runs.
    pub urgent: bool,
    /// Whether a replica that a button is about is behind, and comes nearer by waiting.
    pub catches_up: bool,
    /// Whether the step cannot be ended any more by what it offers: it leads back.
    pub stuck: bool,
    /// Whether that is so because a promise that the step asks for was missed.
    pub missed: bool,
    /// Whether none of its buttons can be pressed any more, and waiting brings none back: perhaps something else leads on.
    pub shut: bool,
    /// Which conditions of the present step hold.
    pub holds: Vec<bool>,
    /// When it was foreseen whether time brings the step on and a refusal is fleeting.
    pub foreseen_at: SimTime,
    /// What that follows from. Nothing was foreseen yet if none.
    pub of: Option<Ground>,
}

impl Guide {
    /// Whether what was foreseen follows from this too: nothing has happened since, or nothing that was not foreseen, for nobody has done
    /// anything.
    pub(super) fn is_of(&self, now: &Ground, at: SimTime) -> bool {
        self.of.as_ref().is_some_and(|of| {
            let untouched = of.lines == now.lines && of.step == now.step;
            of == now || untouched && self.goes_on_until.is_some_and(|until| at < until)
        })
    }

    /// Whether to run the clock fast is offered: not where the step's only button lets a stated time pass, nor where time would carry
    /// a refusal away that is waited for, since the clock stops there at once; nor past a promise that a button can keep.
    pub fn forwards(&self) -> bool {
        let lets_pass = |offer: &Offer| offer.wait.is_some();
        let only_waits = !self.offers.is_empty() && self.offers.iter().all(lets_pass);
        self.goes_on && !self.fleeting && !self.urgent && !only_waits
    }
}

/// What is foreseen follows from this.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// When something will next happen in the world by itself.
    pub next_due: Option<SimTime>,
    /// How many lines were started.
    pub lines: usize,
    /// The lesson, how many of its steps were done, and whether the present one was open.
    pub step: (String, usize, bool),
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

/// What a learner said to a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said {
    #[default]
    Nothing,
    DoNotKnow,
    /// A choice, by its place.
    Choice(usize),
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
    /// Goes to the first question that was not answered.
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
    /// The name of the interview's question that it is, if it is one.
    pub fn question(&self) -> Option<&str> {
        self.id.as_ref()?.strip_prefix(INTERVIEW)
    }

    pub(super) fn new(id: Option<String>, source: LessonSource, lesson: Rc<Lesson>) -> LessonPlay {
        let said = |step: &LessonStep| vec![Said::Nothing; step.step.predictions.len()];
        LessonPlay {
            id,
            source,
            said: lesson.steps.iter().map(said).collect(),
            lesson,
            play: Play::default(),
            page: Page::Introduction,
            from: SimTime::START,
            ended: Vec::new(),
            lines: Vec::new(),
            looks_back: None,
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

    /// Ends the present step. Its learner may have gone back since the one before ended: no step ends earlier than that.
    pub(super) fn end_step(&mut self, moment: &Moment) {
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

/// A button of the present step, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The line that it runs.
    pub line: String,
    /// How long it lets time pass, if that is what it does.
    pub wait: Option<SimDuration>,
    /// Whether that time has passed since the step was opened, and that of those before it: it may pass once more.
    pub waited: bool,
    /// Whether it can be run at all now, be it refused.
    pub(super) runs: bool,
    /// Whether the line ran in this step.
    pub ran: bool,
    /// What was answered, as far as the lesson shows it, and when among all answers of the run.
    pub answer: Option<(usize, Reply)>,
    /// Why it would not be carried out now.
    pub refused: Option<Refused>,
}

impl Offer {
    /// Whether it is a fault, which strikes once.
    pub fn strikes(&self) -> bool {
        begins_with(&self.line, "fault inject")
    }

    /// Whether it can be pressed now, and may mend something.
    pub(super) fn may_mend(&self) -> bool {
        let waits = !self.ran && self.refused.is_none() && self.wait.is_none();
        waits && !self.strikes() && !only_looks(&self.line)
    }
}

/// What a line was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Told(String),
    Refused(String),
}

impl Reply {
    pub fn text(&self) -> &str {
        match self {
            Reply::Told(text) | Reply::Refused(text) => text,
        }
    }
}

/// Why a line is not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub reason: String,
    /// Whether it could be run in the sandbox.
    pub in_sandbox: bool,
}

impl Refused {
    pub(super) fn now(reason: impl Into<String>) -> Refused {
        Refused {
            reason: reason.into(),
            in_sandbox: false,
        }
    }
}

/// The element that holds a question.
pub fn question_id(place: usize) -> String {
    format!("question-{}", place + 1)
}
