//! Looks whether the present step has come to its end.

use crate::app::course;
use crate::app::lesson::{LessonPlay, Page, arrive, ask, judge};
use crate::app::msg::Effect;
use crate::app::run::Run;
use crate::app::state::{State, Tab};
use crate::app::update::good;
use crate::language::Outcome;
use crate::lesson::Moment;
use crate::rds::View;
use crate::sim::SimDuration;
use std::rc::Rc;

/// What is further away than this is not waited for by itself.
const FAR: SimDuration = SimDuration::from_hours(48);

/// Called whenever everything is drawn anew.
pub fn observe(state: &mut State) {
    let Some(mut play) = state.lesson.take() else {
        return;
    };
    let view = state.run.view();
    let lesson = Rc::clone(&play.lesson);
    let moment = state.run.moment(&view);
    let ends = is_at_end(&play, &view, state.run.outcomes());
    if ends {
        play.play.end_step(&lesson, &moment);
        play.forward = false;
        state.playing = false;
        state.tab = Tab::Lesson;
        state.notice = None;
        state.announced = judge::step_done(&play);
        let shown = [
            Effect::Focus("done".to_owned()),
            Effect::Show("done-part".to_owned()),
        ];
        state.pending.extend(shown);
    }
    play.holds = play.step().map_or_else(Vec::new, |(_, step)| {
        let until = step.step.until.iter();
        until.map(|condition| condition.holds(&moment)).collect()
    });
    if play.page == Page::Result {
        play.missing = play.play.missing(&lesson, &moment);
        if !play.won && play.missing.is_won() {
            play.won = true;
            let (right, asked) = judge::score(&play);
            let id = play.id.clone();
            state.announced = "Won.".to_owned();
            let effects = match id {
                Some(id) => course::record_lesson(state, &id, right, asked),
                None => course::finish_other(state, arrive::route(&play.source)),
            };
            state.pending.extend(effects);
            state
                .pending
                .push(Effect::Focus("lesson-heading".to_owned()));
        }
    }
    play.actions = ask::actions(state, &play, &view);
    state.lesson = Some(play);
    if ends {
        let kept = course::keep_run(state);
        state.pending.extend(kept);
    }
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

/// Whether something that matters here will happen by itself: an event that is due, or a condition that time alone fulfils.
pub fn goes_on(run: &Run, play: &LessonPlay) -> bool {
    let due = run.next_due();
    due.is_some_and(|due| due.since(run.now()) <= FAR)
        || play.is_open()
            && !play.is_read_only()
            && run.foresees(|view| is_at_end(play, view, run.outcomes()))
}

/// Pauses a fast-forward that waits in vain.
pub fn after_tick(state: &mut State) -> bool {
    let Some(play) = state.lesson.as_ref().filter(|play| play.forward) else {
        return false;
    };
    if goes_on(&state.run, play) {
        return false;
    }
    if let Some(play) = &mut state.lesson {
        play.forward = false;
    }
    state.playing = false;
    state.notice = Some(good("Nothing more happens by itself: it is your turn."));
    true
}
