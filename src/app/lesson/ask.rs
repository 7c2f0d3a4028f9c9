//! What may be done in a lesson now, and what is answered to what may not.

use crate::app::lesson::{LessonPlay, Page, question_id, reopen};
use crate::app::msg::Effect;
use crate::app::run::Run;
use crate::app::state::{Door, State, Tab};
use crate::app::{clock, update};
use crate::language::{Outcome, Step, parse_step};
use crate::lesson::{BEFORE, Condition, Lesson, LessonStep, StepAction, begins_with, only_looks};
use crate::world::{Command, FaultCommand, IncidentView, View};

pub(super) const ANSWER_FIRST: &str =
    "First say what you expect, or that you do not know. Then the run will tell.";

/// Why a line is not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub reason: String,
    /// Whether it could be run in the sandbox.
    pub in_sandbox: bool,
}

impl Refused {
    fn now(reason: impl Into<String>) -> Refused {
        Refused {
            reason: reason.into(),
            in_sandbox: false,
        }
    }
}

/// Why the lesson does not let a line be run at all, if so.
pub fn refusal(lesson: &Lesson, line: &str) -> Option<Refused> {
    // What is no command is told so when it is run.
    let step = parse_step(line).ok()?;
    let mut words = "end".to_owned();
    if let Step::Do(action) = step {
        let command = action.command();
        if lesson.offers(&action) && !matches!(**command, Command::Goal(_)) {
            return None;
        }
        words = action.call().verb.path.to_owned();
        if let Command::Fault(FaultCommand::Inject { fault, .. } | FaultCommand::Clear { fault }) =
            &**command
        {
            words = format!("{words} {}", fault.kind());
        }
    }
    Some(Refused {
        reason: format!("This lesson does not offer `{words}`."),
        in_sandbox: true,
    })
}

/// What has to be done before anything may happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reminder {
    text: &'static str,
    focus: String,
}

/// What the learner should do first, before the clock runs or something is struck.
pub(super) fn why_wait(state: &State) -> Option<Reminder> {
    let play = state.lesson.as_ref()?;
    if let Some(place) = play.unanswered() {
        return Some(Reminder {
            text: ANSWER_FIRST,
            focus: question_id(place),
        });
    }
    let text = match play.page {
        Page::Introduction => "Begin the lesson first: its first step says what to do.",
        // Who has gone back may look again, and act otherwise.
        Page::Step(_) if play.ended.last() > Some(&state.run.now()) => return None,
        Page::Step(_) if play.is_done() => "This step is done. Go on to the next one first.",
        Page::Step(_) | Page::Result => return None,
    };
    Some(Reminder {
        text,
        focus: "next".to_owned(),
    })
}

/// Says what has to be done first, and goes there.
pub(super) fn remind(state: &mut State, reminder: Reminder) {
    state.notice = Some(update::bad(reminder.text));
    state.tab = Tab::Lesson;
    state.pending.push(Effect::Focus(reminder.focus));
}

/// Whether the lesson lets the clock start; if not, it says why.
pub fn lets_play(state: &mut State) -> bool {
    match why_wait(state) {
        None => {
            watch(state, false);
            true
        }
        Some(reminder) => {
            remind(state, reminder);
            false
        }
    }
}

/// Whether the lesson lets a line be run now; if not, it says why, in the terminal too.
pub fn lets_run(state: &mut State, line: &str) -> bool {
    let Some(play) = &state.lesson else {
        return true;
    };
    if only_looks(line) {
        return true;
    }
    if let Some(refused) = refusal(&play.lesson, line) {
        update::refuse(state, line, &refused.reason);
        if let Some(notice) = &mut state.notice {
            notice.door = Some(Door::Sandbox);
        }
        return false;
    }
    lets_play(state)
}

/// Something was carried out in the lesson: predictions stand from now on, and time shows what comes of it.
pub fn has_run(state: &mut State, line: &str) {
    if only_looks(line) {
        return;
    }
    reopen(state, false);
    if let Some(play) = &mut state.lesson {
        play.begun = true;
        clock::start(state);
        watch(state, true);
    }
}

/// A button of the present step, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The line that it runs.
    pub line: String,
    /// Whether nothing is left open in the line.
    is_whole: bool,
    /// Whether the line ran in this step.
    pub ran: bool,
    /// What was answered, as far as the lesson shows it.
    pub answer: Option<String>,
    /// Why it would not be carried out now.
    pub refused: Option<Refused>,
}

impl Offer {
    /// Whether it is a fault, which strikes once.
    pub fn strikes(&self) -> bool {
        begins_with(&self.line, "fault inject")
    }
}

/// Says whether the clock runs because something was done.
fn watch(state: &mut State, watches: bool) {
    if let Some(play) = &mut state.lesson {
        play.watches = watches;
    }
}

/// The buttons of the present step as they are now.
pub(super) fn offers(state: &State, play: &LessonPlay, view: &View) -> Vec<Offer> {
    let Some((_, step)) = play.step() else {
        return Vec::new();
    };
    let all = step.step.actions.iter();
    all.map(|action| {
        let line = with_moment_before(&action.line, view);
        let ran = ran(&state.run, play, &line);
        Offer {
            answer: ran.and_then(|outcome| answer(action, outcome, view)),
            refused: refused_now(state, step, &action.line, &line),
            ran: ran.is_some(),
            is_whole: !names_no_moment(&action.line, view),
            line,
        }
    })
    .collect()
}

/// Lines that are refused now, and would bring the learner on: buttons of the step, and ways out of the verdict.
pub(super) fn awaited(state: &State, play: &LessonPlay) -> Vec<String> {
    let refused = |offer: &&Offer| !offer.ran && offer.refused.is_some();
    let buttons = play.offers.iter().filter(refused).map(|offer| &offer.line);
    let ways = state.calm.ways.iter();
    let ways = ways.filter(|(_, refusal)| refusal.is_some());
    let ways = ways.filter_map(|(way, _)| way.line.as_ref());
    let offered = ways.filter(|line| refusal(&play.lesson, line).is_none());
    buttons.chain(offered).cloned().collect()
}

/// The latest incident that was nobody's own doing.
fn latest_fault(view: &View) -> Option<&IncidentView> {
    view.incidents
        .iter()
        .rev()
        .find(|incident| incident.is_fault)
}

/// A text with the second before the latest incident that a fault began in the place of its placeholder.
pub fn with_moment_before(text: &str, view: &View) -> String {
    match latest_fault(view) {
        Some(incident) => text.replace(
            BEFORE,
            &view.calendar.iso8601(incident.at.last_second_before()),
        ),
        None => text.replace(BEFORE, "…"),
    }
}

/// What became of a line that ran in the present step as it was meant to.
fn ran<'r>(run: &'r Run, play: &LessonPlay, line: &str) -> Option<&'r Outcome> {
    let (_, step) = play.step()?;
    let text = parse_step(line).ok()?.to_string();
    let mut latest = run.outcomes().iter().rev();
    latest.find(|outcome| {
        outcome.at >= play.from
            && outcome.text == text
            && (outcome.result.is_ok() || is_meant_to_fail(step, line))
    })
}

/// Whether a refusal is what the step asks for: the button is one like any other, and the answer comes when it is pressed.
fn is_meant_to_fail(step: &LessonStep, line: &str) -> bool {
    let mut meant = step.step.until.iter().flat_map(Condition::refusals);
    meant.any(|used| begins_with(line, &used.command))
}

/// Whether a line speaks of an incident that has not been.
fn names_no_moment(line: &str, view: &View) -> bool {
    line.contains(BEFORE) && latest_fault(view).is_none()
}

fn refused_now(state: &State, step: &LessonStep, written: &str, line: &str) -> Option<Refused> {
    if names_no_moment(written, &state.run.view()) {
        Some(Refused::now("Nothing has gone wrong yet."))
    } else if is_meant_to_fail(step, line) {
        None
    } else {
        state.run.refusal(line).map(Refused::now)
    }
}

/// What was answered, with the moment at which it was asked: the field that the action asks for, or a refusal.
fn answer(action: &StepAction, outcome: &Outcome, view: &View) -> Option<String> {
    match &outcome.result {
        Ok(answer) => {
            let field = action.look.as_deref()?;
            let shown = action.looked_up(answer);
            let shown = shown.unwrap_or_else(|| format!("{field}: none yet"));
            let asked_at = view.calendar.date(outcome.at);
            Some(format!("{shown} (asked at {asked_at})"))
        }
        Err(refusal) => Some(refusal.to_string()),
    }
}

/// Runs an action of the present step.
pub(super) fn run(state: &mut State, place: usize) -> Vec<Effect> {
    if let Some(reminder) = why_wait(state) {
        remind(state, reminder);
        return Vec::new();
    }
    let offer = state
        .lesson
        .as_ref()
        .and_then(|play| play.offers.get(place).cloned());
    let Some(offer) = offer else {
        return Vec::new();
    };
    if offer.ran && offer.strikes() {
        state.notice = Some(update::bad("This has struck already."));
        return Vec::new();
    }
    if let Some(refused) = offer.refused.filter(|_| !offer.is_whole) {
        state.notice = Some(update::bad(refused.reason));
        return Vec::new();
    }
    let mut effects = update::act(state, &offer.line);
    // Whatever was answered, it was seen.
    if let Some(play) = &mut state.lesson {
        play.begun = true;
    }
    if state.playing {
        effects.push(Effect::Show("stage".to_owned()));
    }
    effects
}
