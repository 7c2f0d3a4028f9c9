//! A lesson on the page: its steps beside the stage, what they offer, and how the run judged what was predicted.

mod arrive;
mod ask;
mod judge;
mod kept;
mod observe;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod turn_tests;

pub use arrive::{Arrival, Coming, Failure, NoLesson, address, open, resume, route, start};
pub use ask::{Offer, Refused, has_run, lets_play, lets_run, refusal, with_moment_before};
pub use judge::{Judged, judged, score, shortfall};
pub use kept::place;
pub use observe::observe;
pub(in crate::app) use observe::{after_tick, is_at_end, reopen};

use crate::app::clock;
use crate::app::course;
use crate::app::msg::Effect;
use crate::app::opening;
use crate::app::reader::Answer;
use crate::app::starts;
use crate::app::state::{State, Tab};
use crate::app::update::{bad, good, refresh};
use crate::lesson::{Lesson, LessonStep, Missing, Moment, Play};
use crate::sim::SimTime;
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
    /// For each step, what was said to each of its questions.
    pub said: Vec<Vec<Said>>,
    /// How many hints of the present step are open.
    pub hints: usize,
    /// Whether something was done in the present step: its predictions stand.
    pub begun: bool,
    /// Whether the clock runs because something was done, and not because its learner started it.
    pub watches: bool,
    /// Whether the clock runs until the step is done, or nothing more happens.
    pub forward: bool,
    /// The present step's buttons.
    pub offers: Vec<Offer>,
    /// Lines that are refused now and would bring the learner on: buttons of the step, and ways out of the verdict.
    pub awaited: Vec<String>,
    /// Whether time alone brings the present step on.
    pub goes_on: bool,
    /// Whether a database was being made when all was drawn last.
    pub making: bool,
    /// Whether beginning anew was asked for and waits for a yes.
    pub asks_again: bool,
    /// Which conditions of the present step hold.
    pub holds: Vec<bool>,
    /// Whether it was won; that stays, unless a step opens again.
    pub won: bool,
    /// What keeps it from being won.
    pub missing: Missing,
}

/// Where a lesson comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonSource {
    /// A file beside the page: `lessons/en/ID.md`.
    Id(String),
    /// Any address.
    Url(String),
    /// A file that was dropped or opened.
    Text { text: String, from: &'static str },
    /// What is being written on the author's page.
    Draft,
}

/// What the guide shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Introduction,
    /// A step, by its place.
    Step(usize),
    Result,
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
    /// Runs an action of the present step, by its place.
    Do(usize),
    Hint,
    FastForward,
    /// Asks whether to begin anew; or leaves it.
    AskToStartAgain(bool),
    /// Begins the lesson anew, under the same luck.
    StartAgain,
    OtherLuck,
    ToSandbox,
}

impl LessonPlay {
    fn new(id: Option<String>, source: LessonSource, lesson: Rc<Lesson>) -> LessonPlay {
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
            hints: 0,
            begun: false,
            watches: false,
            forward: false,
            offers: Vec::new(),
            awaited: Vec::new(),
            goes_on: false,
            making: false,
            asks_again: false,
            holds: Vec::new(),
            won: false,
            missing: Missing::default(),
        }
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
    fn ended_at(&self) -> SimTime {
        self.ended.last().copied().unwrap_or_default()
    }

    /// Ends the present step. Its learner may have gone back since the one before ended: no step ends earlier than that.
    fn end_step(&mut self, moment: &Moment) {
        self.play.end_step(&Rc::clone(&self.lesson), moment);
        self.ended.push(self.ended_at().max(moment.view.now));
    }

    /// The end of the step that is shown, if it is done and lies ahead: its learner has gone back, and looks again.
    pub(in crate::app) fn end_ahead(&self, now: SimTime) -> Option<SimTime> {
        Some(self.ended_at()).filter(|end| self.is_done() && *end > now)
    }

    /// Whether the present step is under way: it can be acted in, and its end is looked for.
    fn is_open(&self) -> bool {
        matches!(self.page, Page::Step(_)) && !self.is_done() && self.unanswered().is_none()
    }
}

pub fn react(state: &mut State, msg: LessonMsg) -> Vec<Effect> {
    match msg {
        LessonMsg::Came { ticket, text } => return arrive::came(state, ticket, text),
        LessonMsg::Answered(answer) => return arrive::answered(state, &answer),
        LessonMsg::NoReader => return arrive::no_reader(state),
        LessonMsg::TryAgain => return arrive::try_again(state),
        LessonMsg::Next => return next(state),
        LessonMsg::Say(question, said) => say(state, question, said),
        LessonMsg::Do(action) => return ask::run(state, action),
        LessonMsg::Hint => {
            if let Some(play) = &mut state.lesson {
                play.hints += 1;
                return vec![Effect::Focus(format!("hint-{}", play.hints))];
            }
        }
        LessonMsg::FastForward => fast_forward(state),
        LessonMsg::AskToStartAgain(asks) => {
            if let Some(play) = &mut state.lesson {
                play.asks_again = asks;
            }
            let next = if asks { "again" } else { "ask-again" };
            return vec![Effect::Focus(next.to_owned())];
        }
        LessonMsg::StartAgain => {
            let seed = state.run.seed().to_owned();
            return start_again(state, &seed);
        }
        LessonMsg::OtherLuck => {
            let seed = starts::next_seed(state.run.seed());
            let effects = start_again(state, seed);
            state.notice = Some(good(format!("The lesson begins anew, with seed {seed}.")));
            return effects;
        }
        LessonMsg::ToSandbox => return to_sandbox(state),
    }
    Vec::new()
}

/// Begins the lesson anew, under a seed.
pub fn start_again(state: &mut State, seed: &str) -> Vec<Effect> {
    match &state.lesson {
        Some(play) => {
            let (source, lesson) = (play.source.clone(), Rc::clone(&play.lesson));
            arrive::begin(state, source, lesson, Some(seed))
        }
        None => Vec::new(),
    }
}

fn next(state: &mut State) -> Vec<Effect> {
    if let Some(place) = state.lesson.as_ref().and_then(LessonPlay::unanswered) {
        state.notice = Some(bad(ask::ANSWER_FIRST));
        return vec![Effect::Focus(question_id(place))];
    }
    let view = state.run.view();
    let moment = state.run.moment(&view);
    let Some(play) = &mut state.lesson else {
        return Vec::new();
    };
    if play.is_read_only() && !play.is_done() {
        play.end_step(&moment);
        if play
            .step()
            .is_some_and(|(_, step)| !step.step.predictions.is_empty())
        {
            // Its questions have their answers now, which are read before it is left.
            refresh(state);
            return vec![Effect::Focus("done".to_owned())];
        }
    }
    let last = play.lesson.steps.len().checked_sub(1);
    let before = play.page;
    play.page = match play.page {
        Page::Introduction if last.is_none() => Page::Result,
        Page::Introduction => Page::Step(0),
        Page::Step(place) if !play.is_done() => Page::Step(place),
        Page::Step(place) if Some(place) == last => Page::Result,
        Page::Step(place) => Page::Step(place + 1),
        Page::Result => Page::Result,
    };
    if play.page != before {
        play.from = play.ended_at().max(view.now);
    }
    (play.hints, play.begun, play.forward, play.asks_again) = (0, false, false, false);
    state.tab = Tab::Lesson;
    state.notice = None;
    refresh(state);
    let mut effects = course::keep_run(state);
    effects.push(Effect::Focus("lesson-heading".to_owned()));
    effects
}

/// The element that holds a question.
pub fn question_id(place: usize) -> String {
    format!("question-{}", place + 1)
}

fn say(state: &mut State, question: usize, said: Said) {
    let Some(play) = state.lesson.as_mut().filter(|play| !play.begun) else {
        return;
    };
    if let Page::Step(place) = play.page
        && let Some(slot) = play
            .said
            .get_mut(place)
            .and_then(|all| all.get_mut(question))
    {
        *slot = said;
    }
    state.notice = None;
    refresh(state);
    let kept = course::keep_run(state);
    state.pending.extend(kept);
}

fn fast_forward(state: &mut State) {
    let forward = state.lesson.as_ref().is_some_and(|play| play.forward);
    if forward && state.playing {
        let kept = clock::pause(state);
        state.pending.extend(kept);
        return;
    }
    if let Some(reason) = ask::why_wait(state) {
        ask::remind(state, reason);
        return;
    }
    if let Some(play) = &mut state.lesson {
        play.forward = true;
        play.begun = true;
        state.auto = true;
        state.notice = None;
        clock::start(state);
        state.pending.push(Effect::Show("stage".to_owned()));
    }
}

/// Leaves the lesson; its run goes on in the sandbox.
fn to_sandbox(state: &mut State) -> Vec<Effect> {
    let (text, now) = (state.run.text(), state.run.now());
    let effects = opening::open(state, &text, None);
    state.run.seek_to_last_line();
    state.run.seek(now);
    refresh(state);
    effects
        .into_iter()
        .chain([Effect::Focus("stage".to_owned())])
        .collect()
}
