//! What a lesson offers now: its lines, and the buttons of the present step.

use crate::app::lesson::foreseen::{Offer, Refused, Reply};
use crate::app::lesson::idle::{does_nothing, led, pointed_to};
use crate::app::lesson::play::LessonPlay;
use crate::app::pace;
use crate::app::run::Run;
use crate::app::thing::Thing;
use crate::app::ways::WayOut;
use crate::cloud::RegionId;
use crate::language::{Outcome, Refusal, Step, Verb, check_in, parse_step};
use crate::lesson::{BEFORE, Condition, Lesson, LessonStep, StepAction, Used, begins_with};
use crate::sim::SimDuration;
use crate::world::{Command, FaultCommand, IncidentView, RoleView, View, World};

/// Without a button before it that could be pressed, time has to pass.
const NOT_YET: &str = "Not yet: let the clock run first.";
const IN_THE_PAST: &str =
    "The clock stands before this step began: press Play, and what was done comes again.";
const TOO_LATE: &str = "It is too late for this: go back, and do this step again.";

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
    let lines: Vec<String> = all
        .clone()
        .map(|action| with_moment_before(&action.line, view))
        .collect();
    let mut spent = SimDuration::ZERO;
    let mut first: Option<&str> = None;
    let mut waits = false;
    all.zip(&lines)
        .enumerate()
        .map(|(place, (action, line))| {
            let idle = does_nothing(line, view);
            let ran = ran(run, play, step, line);
            let ran = ran.filter(|_| idle.is_some() || !is_undone(run, play, step, &lines, place));
            let wait = action.wait();
            spent = spent + wait.unwrap_or_default();
            let (refused, runs) = match wait {
                Some(_) => (None, true),
                None if idle.is_some() => (idle, false),
                None if let Some(made) = still_made(line, view) => {
                    let why = format!("`{made}` is still being made: wait until it is available.");
                    (Some(Refused::now(why)), false)
                }
                // A time that is to pass first is no pause that can be left out.
                None if waits && action.look.is_none()
                    || closes_too_soon(run, play, &lines, place)
                    || leads_too_soon(run, play, step, &lines, place) =>
                {
                    (Some(Refused::now(NOT_YET)), false)
                }
                None => refused_now(run, play, step, &action.line, line),
            };
            let refused = refused.map(|refused| match view.now < play.from {
                true if refused.reason == NOT_YET => Refused::now(IN_THE_PAST),
                _ => after(first, refused),
            });
            let waited = wait.is_some() && view.now.since(play.from) >= spent;
            waits |= wait.is_some() && !waited;
            if first.is_none() && ran.is_none() && !waited {
                first = Some(&action.label);
            }
            Offer {
                answer: ran
                    .or_else(|| looked(run, play, action, line))
                    .and_then(|last| Some((last, answers(run, play, action, last, view)?))),
                refused,
                ran: ran.is_some(),
                runs,
                wait,
                waited,
                line: line.clone(),
            }
        })
        .collect()
}

/// What is not for now says which button comes first, if one before it was not pressed.
fn after(first: Option<&str>, refused: Refused) -> Refused {
    match first {
        Some(label) if refused.reason == NOT_YET => {
            Refused::now(format!("Not yet: “{label}” comes first."))
        }
        Some(_) | None => refused,
    }
}

/// Lines that are refused now, and would bring the learner on: buttons of the step, and ways out of the verdict.
pub(super) fn awaited(
    play: &LessonPlay,
    offers: &[Offer],
    ways: &[(WayOut, Option<String>)],
) -> Vec<String> {
    let refused = |offer: &&Offer| !offer.ran && offer.refused.is_some() && offer.runs;
    let buttons = offers.iter().filter(refused).map(|offer| &offer.line);
    let ways = ways.iter().filter(|(_, refusal)| refusal.is_some());
    let ways = ways.filter_map(|(way, _)| way.line.as_ref());
    let offered = ways.filter(|line| refusal(&play.lesson, line).is_none());
    buttons.chain(offered).cloned().collect()
}

/// Whether the step cannot be ended any more by what it offers, where time brings nothing: all is done or refused. What it asked
/// for first says that it comes too late.
pub(super) fn is_stuck(play: &LessonPlay, offers: &mut [Offer]) -> bool {
    let can_press = |offer: &Offer| !offer.ran && offer.refused.is_none();
    if !play.is_begun() || !play.is_open() || offers.is_empty() || offers.iter().any(can_press) {
        return false;
    }
    let late = offers.iter_mut().filter(|offer| !offer.ran);
    let late = late.filter_map(|offer| offer.refused.as_mut());
    let late = late.filter(|refused| refused.reason.starts_with("Not yet: "));
    let late: Vec<&mut Refused> = late.collect();
    let leads_on = play
        .step()
        .is_some_and(|(_, step)| !step.step.places.is_empty());
    let stuck = !late.is_empty() || !leads_on;
    for refused in late {
        TOO_LATE.clone_into(&mut refused.reason);
    }
    stuck
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

/// Whether a line led its application somewhere, and a button before it has led that elsewhere since: it is to be pressed again.
fn is_undone(
    run: &Run,
    play: &LessonPlay,
    step: &LessonStep,
    lines: &[String],
    place: usize,
) -> bool {
    let Some(app) = led(&lines[place]) else {
        return false;
    };
    let at = ran(run, play, step, &lines[place]);
    let mut before = lines[..place].iter();
    before.any(|line| led(line).as_ref() == Some(&app) && ran(run, play, step, line) > at)
}

/// The database that a line points an application to, while it is being made: it would be closed until then.
fn still_made(line: &str, view: &View) -> Option<String> {
    let to = pointed_to(line)?;
    let led_to = Thing::Database {
        region: to.region.unwrap_or(RegionId::DEFAULT),
        id: to.name,
    };
    let entry = led_to.database_in(view)?;
    pace::is_being_made(entry).then(|| entry.id.clone())
}

/// Whether a line closes an application although what the step makes first is not there: it would be closed for all that time.
fn closes_too_soon(run: &Run, play: &LessonPlay, lines: &[String], place: usize) -> bool {
    if !begins_with(&lines[place], "app stop") {
        return false;
    }
    let view = run.view();
    let makes = |line: &String| Verb::all().any(|verb| verb.makes && begins_with(line, verb.path));
    if !lines[..place].iter().any(makes) {
        return false;
    }
    // It may have been made under another name.
    let mut made = view
        .databases
        .iter()
        .filter(|entry| entry.created_at >= play.from);
    made.clone().next().is_none() || made.any(pace::is_being_made)
}

/// Whether a line leads an application to a replica, or starts it, before what the step does first: makes a database of the replica,
/// or leads the application elsewhere.
fn leads_too_soon(
    run: &Run,
    play: &LessonPlay,
    step: &LessonStep,
    lines: &[String],
    place: usize,
) -> bool {
    let line = &lines[place];
    let mut to_do = lines[..place]
        .iter()
        .filter(|other| ran(run, play, step, other).is_none());
    if let Some(to) = pointed_to(line) {
        let view = run.view();
        let led_to = Thing::Database {
            region: to.region.unwrap_or(RegionId::DEFAULT),
            id: to.name,
        };
        let entry = led_to.database_in(&view);
        return to_do.next().is_some()
            && entry.is_some_and(|entry| entry.role != RoleView::Standalone);
    }
    let app = led(line).filter(|_| begins_with(line, "app start"));
    app.is_some() && to_do.any(|other| led(other) == app && pointed_to(other).is_some())
}

/// The place of the latest outcome of a line that ran in the present step as it was meant to.
fn ran(run: &Run, play: &LessonPlay, step: &LessonStep, line: &str) -> Option<usize> {
    let text = run.session().parse(line).ok()?.to_string();
    let meant = refusal_wanted(step, line);
    let is_alone = meant.is_some_and(|used| is_alone(step, used));
    let mut looks = step.step.until.iter().flat_map(Condition::looks);
    let look = looks.find(|used| used.names(line));
    let all = run.outcomes();
    (0..all.len()).rfind(|place| {
        let outcome = &all[*place];
        let as_meant = match (meant, look) {
            (Some(used), _) => is_refused_so(outcome, used) || !is_alone && outcome.result.is_ok(),
            (None, Some(used)) => used.is_met_at(all, *place),
            (None, None) => outcome.result.is_ok(),
        };
        outcome.at >= play.from && outcome.text == text && as_meant
    })
}

/// The place of the latest answer to a look of the present step, whether it told what is looked for or not.
fn looked(run: &Run, play: &LessonPlay, action: &StepAction, line: &str) -> Option<usize> {
    action.look.as_ref()?;
    let text = run.session().parse(line).ok()?.to_string();
    let mut all = run.outcomes().iter();
    all.rposition(|one| one.at >= play.from && one.text == text && one.result.is_ok())
}

/// The refusal that the step asks for by this line, if it does.
fn refusal_wanted<'s>(step: &'s LessonStep, line: &str) -> Option<&'s Used> {
    let mut meant = step.step.until.iter().flat_map(Condition::refusals);
    meant.find(|used| used.names(line))
}

/// Whether only one button of the step begins as the line does that shall be refused.
fn is_alone(step: &LessonStep, used: &Used) -> bool {
    let actions = step.step.actions.iter();
    actions
        .filter(|one| begins_with(&one.line, &used.command))
        .count()
        == 1
}

fn is_refused_so(outcome: &Outcome, used: &Used) -> bool {
    let code = outcome.result.as_ref().err().map(|refusal| refusal.code);
    begins_with(&outcome.text, &used.command) && code == used.refused.as_deref()
}

/// Whether a line would now be refused as the step wants it: then its button is one like any other, and the answer comes when
/// it is pressed.
pub(super) fn is_ripe(world: &World, used: &Used, line: &str) -> bool {
    match check_in(world, line) {
        Err(Refusal::Refused(refusal)) => used.refused.as_deref() == Some(refusal.code),
        Ok(()) | Err(Refusal::Usage(_)) => false,
    }
}

/// Lines of buttons whose refusal the step asks for and has not seen.
pub(super) fn refusals_to_come<'p>(
    run: &Run,
    play: &'p LessonPlay,
    offers: &'p [Offer],
) -> Vec<(&'p Used, &'p str)> {
    let Some((_, step)) = play.step() else {
        return Vec::new();
    };
    let open = offers.iter().filter(|offer| !offer.ran);
    let meant = open.filter_map(|offer| Some((refusal_wanted(step, &offer.line)?, &*offer.line)));
    meant
        .filter(|(used, _)| !is_seen(run, play, used))
        .collect()
}

/// Whether each of them would be seen now if it would have been when the buttons were made.
pub(super) fn are_as_ripe(run: &Run, play: &LessonPlay, offers: &[Offer]) -> bool {
    let world = run.session().world();
    refusals_to_come(run, play, offers)
        .into_iter()
        .all(|(used, line)| {
            let mut made = offers.iter().filter(|offer| offer.line == line);
            let was_ripe = made.any(|offer| offer.refused.is_none());
            is_ripe(world, used, line) == was_ripe
        })
}

fn is_seen(run: &Run, play: &LessonPlay, used: &Used) -> bool {
    let mut outcomes = run.outcomes().iter();
    outcomes.any(|outcome| outcome.at >= play.from && is_refused_so(outcome, used))
}

/// Whether a line speaks of an incident that has not been.
fn names_no_moment(line: &str, view: &View) -> bool {
    line.contains(BEFORE) && latest_fault(view).is_none()
}

/// Why a line is not for now, and whether it can be run all the same, to read the refusal. What the step wants to see refused
/// is not carried out: it would undo what the step rests on.
fn refused_now(
    run: &Run,
    play: &LessonPlay,
    step: &LessonStep,
    written: &str,
    line: &str,
) -> (Option<Refused>, bool) {
    if names_no_moment(written, &run.view()) {
        return (Some(Refused::now("Nothing has gone wrong yet.")), false);
    }
    let refusal = run.refusal(line);
    match refusal_wanted(step, line).filter(|used| !is_seen(run, play, used)) {
        Some(used) if is_ripe(run.session().world(), used, line) => (None, true),
        Some(used) if refusal.is_none() && is_alone(step, used) => {
            (Some(Refused::now(NOT_YET)), false)
        }
        _ => (refusal.map(Refused::now), true),
    }
}

/// So many answers of one button are shown: who asks again compares.
const ANSWERS: usize = 3;

/// What was answered in the present step, the last at `last`: of a look each time that it was taken, oldest first.
fn answers(
    run: &Run,
    play: &LessonPlay,
    action: &StepAction,
    last: usize,
    view: &View,
) -> Option<Reply> {
    let outcomes = &run.outcomes()[..=last];
    let last = outcomes.last()?;
    if let Err(refusal) = &last.result {
        return Some(Reply::Refused(refusal.to_string()));
    }
    action.look.as_ref()?;
    let again = |one: &&Outcome| one.at >= play.from && one.text == last.text;
    let mut told: Vec<String> = Vec::new();
    for one in outcomes.iter().filter(again) {
        if let Some(answer) = looked_at(action, one, view)
            && told.last() != Some(&answer)
        {
            told.push(answer);
        }
    }
    let told = told.split_off(told.len().saturating_sub(ANSWERS));
    Some(Reply::Told(told.join("\n")))
}

/// What a look showed, with the moment at which it was taken: the field that the action asks for.
fn looked_at(action: &StepAction, outcome: &Outcome, view: &View) -> Option<String> {
    let answer = outcome.result.as_ref().ok()?;
    let shown = action.told(answer).join("\n");
    let asked_at = view.calendar.date(outcome.at);
    Some(format!("{shown} (asked at {asked_at})"))
}
