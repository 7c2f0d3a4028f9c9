//! How a run becomes the present one, and what it is for.

use crate::app::ask::{Ask, On};
use crate::app::lesson::LessonSource;
use crate::app::notice::good_and_back;
use crate::app::present;
use crate::app::run::Run;
use crate::app::state::State;
use crate::app::window::{Menu, Screen, Tab};
use crate::app::words;

/// Makes a run the present one.
pub fn enter(state: &mut State, run: Run, on: On) -> Vec<Ask> {
    state.window.screen = Screen::Lab;
    state.tour = None;
    (state.lesson, state.present) = (None, None);
    state.coming = None;
    state.game = None;
    // Who has chosen a speed in the sandbox keeps it there.
    let chosen = state.course.in_sandbox && !state.clock.auto;
    state.clock.auto = true;
    state.course.in_sandbox = false;
    (state.course.linked, state.course.watched) = (None, None);
    replace(state, run);
    match on {
        On::Tour(tour) => {
            state.tour = Some(tour);
            state.clock.playing = true;
        }
        On::Lesson(play) => {
            let mut play = *play;
            if let LessonSource::Presented(_, at) = play.source {
                state.present = present::begin(&mut play, &mut state.clock, &mut state.run, at);
            }
            state.lesson = Some(play);
            state.window.tab = Tab::Lesson;
        }
        On::Game(game) => {
            state.clock.auto = game.is_over();
            state.game = Some(*game);
            state.clock.quiet_ms = 0.0;
            state.window.tab = Tab::Game;
        }
        On::Sandbox(left) => {
            state.course.in_sandbox = true;
            state.clock.auto = !chosen;
            state.branches = left;
        }
    }
    if !state.tabs().contains(&state.window.tab) {
        state.window.tab = Tab::Inspector;
    }
    vec![Ask::Look]
}

/// Puts another run into the place of the present one, for the same purpose.
fn replace(state: &mut State, run: Run) {
    state
        .map
        .left
        .take_if(|left| *left != run.text().trim_end());
    state.run = run;
    state.clock.playing = false;
    state.clock.carry_ms = 0.0;
    state.window.selected = None;
    state.window.sheet = None;
    state.window.menu = Menu::Closed;
    // That nothing is kept is told once, and stays until it was read.
    let told = state.window.notice.take();
    state.window.notice = told.filter(|notice| notice.text == words::NOTHING_KEPT);
    state.terminal = Default::default();
    state.picker = None;
    state.branches = Vec::new();
    state.drawn.begin(&state.run);
    state.told = state.run.view();
    state.window.incident = None;
}

/// Changes places with a branch that was left.
#[inline(never)]
pub fn open_branch(state: &mut State, place: usize) -> Vec<Ask> {
    let run = state.branches.get(place);
    let Some(Ok(run)) = run.map(|branch| Run::open(&branch.text)) else {
        return Vec::new();
    };
    let mut branches = std::mem::take(&mut state.branches);
    let opened = branches[place].clone();
    branches[place] = opened.clone().changed(state.run.text());
    let told = format!(
        "This is the run “{}”. The other one is kept, as “{}”.",
        opened.name, branches[place].name
    );
    let told = good_and_back(told, place);
    replace(state, run);
    state.branches = branches;
    vec![Ask::GoTo(None), Ask::Say(told), Ask::Look, Ask::Keep]
}
