//! What a lesson offers now: its lines, and the buttons of the present step.

use crate::app::lesson::play::{LessonPlay, Offer, Refused};
use crate::app::run::Run;
use crate::app::ways::WayOut;
use crate::language::{Outcome, Step, parse_step};
use crate::lesson::{BEFORE, Condition, Lesson, LessonStep, StepAction, begins_with};
use crate::world::{Command, FaultCommand, IncidentView, View};

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
            words = format!("{words} {}", fault.kind.name);
        }
    }
    Some(Refused {
        reason: format!("This lesson does not offer `{words}`."),
        in_sandbox: true,
    })
}

/// The buttons of the present step as they are now.
pub(super) fn offers(run: &Run, play: &LessonPlay) -> Vec<Offer> {
    let Some((_, step)) = play.step() else {
        return Vec::new();
    };
    let view = &*run.view();
    let all = step.step.actions.iter();
    all.map(|action| {
        let line = with_moment_before(&action.line, view);
        let ran = ran(run, play, &line);
        Offer {
            answer: ran.and_then(|outcome| answer(action, outcome, view)),
            refused: refused_now(run, step, &action.line, &line),
            ran: ran.is_some(),
            is_whole: !names_no_moment(&action.line, view),
            line,
        }
    })
    .collect()
}

/// Lines that are refused now, and would bring the learner on: buttons of the step, and ways out of the verdict.
pub(super) fn awaited(
    play: &LessonPlay,
    offers: &[Offer],
    ways: &[(WayOut, Option<String>)],
) -> Vec<String> {
    let refused = |offer: &&Offer| !offer.ran && offer.refused.is_some();
    let buttons = offers.iter().filter(refused).map(|offer| &offer.line);
    let ways = ways.iter().filter(|(_, refusal)| refusal.is_some());
    let ways = ways.filter_map(|(way, _)| way.line.as_ref());
    let offered = ways.filter(|line| refusal(&play.lesson, line).is_none());
    buttons.chain(offered).cloned().collect()
}

/// The latest incident that was nobody's own doing.
fn latest_fault(view: &View) -> Option<&IncidentView> {
    view.incidents
        .iter()
        .rev()
        .find(|incident| incident.is_fault())
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
    let text = run.session().parse(line).ok()?.to_string();
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

fn refused_now(run: &Run, step: &LessonStep, written: &str, line: &str) -> Option<Refused> {
    if names_no_moment(written, &run.view()) {
        Some(Refused::now("Nothing has gone wrong yet."))
    } else if is_meant_to_fail(step, line) {
        None
    } else {
        run.refusal(line).map(Refused::now)
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
