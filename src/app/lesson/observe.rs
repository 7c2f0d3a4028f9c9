//! Looks whether the present step has come to its end.

use crate::app::course::{finish_other, keep_run, record_lesson};
use crate::app::effect::Effect;
use crate::app::lesson::play::{Guide, LessonPlay, Page};
use crate::app::lesson::{coming, judge, offer};
use crate::app::pace;
use crate::app::run::Run;
use crate::app::state::State;
use crate::app::ways::WayOut;
use crate::app::window::Tab;
use crate::language::{Outcome, check_in};
use crate::lesson::{Condition, Moment};
use crate::world::View;
use std::rc::Rc;

/// Ends the present step if its conditions hold, and wins the lesson. Called whenever everything is looked at anew.
pub fn observe(state: &mut State) {
    let Some(mut play) = state.lesson.take() else {
        return;
    };
    let view = state.run.view();
    let lesson = Rc::clone(&play.lesson);
    let moment = state.run.moment(&view);
    let ends = is_at_end(&play, &view, state.run.outcomes());
    if ends {
        play.end_step(&moment);
        play.forward = false;
        state.clock.playing = false;
        state.window.tab = Tab::Lesson;
        state.window.notice = None;
        state.todo.said = Some(judge::step_done(&play));
        let shown = [
            Effect::Focus("done".to_owned()),
            Effect::Show("done-part".to_owned()),
        ];
        state.todo.effects.extend(shown);
    }
    if play.page == Page::Result {
        play.missing = play.play.missing(&lesson, &moment);
        if !play.won && play.missing.is_won() {
            play.won = true;
            let (right, asked) = judge::score(&play);
            let id = play.id.clone();
            state.todo.said = Some("Won.".to_owned());
            let effect = match id {
                Some(id) => record_lesson(&mut state.course, &id, right, asked),
                None => finish_other(&mut state.course, coming::route(&play.source)),
            };
            state.todo.effects.push(effect);
            state
                .todo
                .effects
                .push(Effect::Focus("lesson-heading".to_owned()));
        }
    }
    state.lesson = Some(play);
    if ends {
        let kept = keep_run(state);
        state.todo.effects.extend(kept);
    }
}

/// What there is to see of the present step.
pub fn guide(state: &State, play: &LessonPlay, ways: &[(WayOut, Option<String>)]) -> Guide {
    let view = state.run.view();
    let moment = state.run.moment(&view);
    let holds = play.step().map_or_else(Vec::new, |(_, step)| {
        let until = step.step.until.iter();
        until.map(|condition| condition.holds(&moment)).collect()
    });
    let offers = offer::offers(state, play, &view);
    let awaited = offer::awaited(play, &offers, ways);
    Guide {
        goes_on: goes_on(&state.run, play, &awaited),
        making: view.databases.iter().any(pace::is_being_made),
        offers,
        awaited,
        holds,
    }
}

/// Goes back to the first step whose end lies ahead again, for the past has become another: an action was run before it, or
/// one was undone, perhaps the one that ended it at this moment.
pub fn reopen(state: &mut State, undone: bool) {
    let view = state.run.view();
    let Some(mut play) = state.lesson.take() else {
        return;
    };
    let moment = state.run.moment(&view);
    let lesson = Rc::clone(&play.lesson);
    let steps = play.play.done;
    while let Some(ended) = play.ended.last().copied() {
        let place = play.ended.len() - 1;
        let until = &lesson.steps[place].step.until;
        let stands = ended < view.now || ended == view.now && (!undone || moment.all_hold(until));
        if stands {
            break;
        }
        play.ended.pop();
        play.play.answers.truncate(place);
        play.play.done = place;
    }
    if play.play.done < steps {
        play.page = Page::Step(play.play.done);
        play.from = play.ended.last().copied().unwrap_or_default();
        (play.hints, play.begun, play.forward, play.won) = (0, true, false, false);
    }
    state.lesson = Some(play);
}

/// Whether the present step is open and its conditions hold.
pub(in crate::app) fn is_at_end(play: &LessonPlay, view: &View, outcomes: &[Outcome]) -> bool {
    let moment = Moment {
        view,
        outcomes,
        score: None,
    };
    play.is_open()
        && !play.is_read_only()
        // What held before the step began, and is looked at again by turning the clock back, does not end it.
        && view.now >= play.from
        && play.play.is_reached(&play.lesson, &moment)
}

/// Whether time alone brings the present step on: RDS is at work, a condition will come true, or a button will be ready.
fn goes_on(run: &Run, play: &LessonPlay, awaited: &[String]) -> bool {
    if is_at_work(&run.view()) {
        return true;
    }
    let Some((_, step)) = play.step().filter(|_| play.is_open()) else {
        return false;
    };
    let holds = |condition: &Condition, view: &View| {
        condition.holds(&Moment {
            view,
            outcomes: run.outcomes(),
            score: None,
        })
    };
    let view = run.view();
    let missing: Vec<&Condition> = step
        .step
        .until
        .iter()
        .filter(|condition| !holds(condition, &view))
        .collect();
    // What was refused when it was last drawn may be accepted by now: then it is the learner's turn.
    let awaited = awaited.iter().filter(|line| run.refusal(line).is_some());
    let awaited: Vec<&String> = awaited.collect();
    run.foresees(|world| {
        let view = world.view();
        missing.iter().any(|condition| holds(condition, &view))
            || awaited.iter().any(|line| check_in(world, line).is_ok())
    })
}

/// Whether RDS is at work and will come to an end: in a Region that is dark work stands still.
fn is_at_work(view: &View) -> bool {
    const WAYS: [&str; 5] = ["creating", "modifying", "starting", "stopping", "deleting"];
    view.databases.iter().any(|entry| {
        let ends = entry.activity.as_ref().and_then(|activity| activity.until);
        let works = WAYS.contains(&entry.status) || pace::is_being_made(entry);
        works && ends.is_some_and(|end| end > view.now)
    })
}

/// Stops the clock where it is the learner's turn: a fast-forward that waits in vain, and the clock that chooses its own speed
/// when what it waited for has come.
pub fn after_tick(state: &mut State) -> bool {
    let Some(play) = state.lesson.as_ref().filter(|play| play.is_open()) else {
        return false;
    };
    let guide = &state.drawn.guide;
    // What an action brings about is watched for a moment, even where nothing more comes of it.
    let watched = play.watches && state.clock.quiet_ms >= pace::SLOW_MS;
    let waited = play.forward || state.clock.auto && (guide.goes_on || watched);
    let view = state.run.view();
    // A database is ready that was asked for: whatever else may come by itself, there is something to do now.
    let is_ready = guide.making && !view.databases.iter().any(pace::is_being_made);
    let hurries = play.forward || state.clock.auto;
    if !(is_ready && hurries) && (!waited || goes_on(&state.run, play, &guide.awaited)) {
        return false;
    }
    if let Some(play) = &mut state.lesson {
        play.forward = false;
    }
    state.clock.playing = false;
    state.todo.effects.push(Effect::Show("turn".to_owned()));
    true
}
