//! What screens have asked for is done.

use crate::app::act::act;
use crate::app::ask::{Ask, On};
use crate::app::author;
use crate::app::confirm;
use crate::app::course::{self, Record};
use crate::app::effect::Effect;
use crate::app::enter::{enter, open_branch};
use crate::app::interview::InterviewState;
use crate::app::lesson::{self, LessonPlay, LessonSource};
use crate::app::notice::{Notice, bad};
use crate::app::opening;
use crate::app::recap_update;
use crate::app::run::Run;
use crate::app::shared;
use crate::app::state::State;
use crate::app::todo::Todo;
use crate::app::window::Exchange;
use crate::app::window_update::close;
use crate::app::words;
use std::rc::Rc;

/// How often panels are drawn while the clock runs, in real milliseconds.
const CALM_MS: f64 = 250.0;

pub fn carry_out(state: &mut State, todo: &mut Todo, asks: Vec<Ask>) {
    for ask in asks {
        let more = one(state, todo, ask);
        carry_out(state, todo, more);
    }
}

/// Does one thing; tells what that asks for.
fn one(state: &mut State, todo: &mut Todo, ask: Ask) -> Vec<Ask> {
    match ask {
        Ask::Do(effect) => todo.effects.push(effect),
        // It is heard: the marks of code are for eyes.
        Ask::Announce(text) => todo.said = Some(text.replace('`', "")),
        Ask::Look => todo.look = true,
        Ask::Leap => todo.leapt = true,
        Ask::Turn => todo.turn = true,
        Ask::Land(landing) => todo.landing = todo.landing.take().max(Some(landing)),
        Ask::Keep => todo.keep = true,
        Ask::Say(_)
        | Ask::Hush
        | Ask::Refuse { .. }
        | Ask::Show(_)
        | Ask::Open(_)
        | Ask::Select(_)
        | Ask::Read(_)
        | Ask::Close => return in_window(state, ask),
        Ask::Play => state.clock.playing = true,
        Ask::Stop => state.clock.playing = false,
        Ask::Pause => return pause(state),
        Ask::Frame(ms) => todo.look |= frame(state, ms),
        Ask::Record(record) => return write_down(state, todo, record),
        Ask::Note(line) => todo.effects.push(recap_update::note(state, line)),
        Ask::Listed => todo.effects.extend(course::fetch_index(&mut state.course)),
        Ask::Visited => todo.effects.extend(course::mark_visit(&mut state.course)),
        Ask::Act(line) => {
            let in_game = state.in_game();
            let State {
                window, clock, run, ..
            } = state;
            return confirm::act(window, clock, run, in_game, line);
        }
        Ask::Run(line) => return act(state, line),
        Ask::Enter(run, on) => return put_on_stage(state, todo, *run, on),
        Ask::GoTo(moment) => {
            state.run.seek_to_last_line();
            if let Some(moment) = moment {
                state.run.seek(moment);
            }
        }
        Ask::See(sight) => return shared::see(state, &sight),
        Ask::TakeBack { lines, to } => {
            state.clock.playing = false;
            state.run.take_back(lines, to);
        }
        Ask::Transcript { text, from } => {
            let opened = opening::open(&state.course, &state.branches, &text, from);
            return opened.unwrap_or_else(|notice| vec![Ask::Say(notice)]);
        }
        Ask::Branch(place) => return open_branch(state, place),
        Ask::Settle => state.course.in_sandbox = true,
        Ask::Lesson(source) => {
            return lesson::open(&mut state.coming, &mut state.tickets, source, None);
        }
        Ask::KeepDropped { .. } | Ask::LeaveDropped => of_dropped(state, todo, ask),
        Ask::Draft { text, by } => {
            return author::load(&mut state.author, &mut state.tickets, &text, by);
        }
        Ask::ClearStage => {
            state.lesson = None;
            state.game = None;
            forget_learner(state);
        }
    }
    Vec::new()
}

/// Whoever comes next to this browser is not called by another's name, and meets no answers of theirs.
#[inline(never)]
fn forget_learner(state: &mut State) {
    state.recap = None;
    state.class.name.clear();
    state.interview = InterviewState {
        now: state.interview.now,
        ..InterviewState::default()
    };
}

/// What was won is written down with what proves it.
#[inline(never)]
fn write_down(state: &mut State, todo: &mut Todo, record: Record) -> Vec<Ask> {
    let proof = match record {
        Record::Lesson { .. } | Record::Game { .. } => recap_update::proof(state, &record),
        _ => None,
    };
    todo.effects.push(course::record(&mut state.course, record));
    proof.into_iter().map(Ask::Note).collect()
}

fn pause(state: &mut State) -> Vec<Ask> {
    state.clock.playing = false;
    if let Some(play) = &mut state.lesson {
        play.forward = false;
    }
    vec![Ask::Look, Ask::Keep]
}

/// The lesson that came from a file.
fn of_dropped(state: &mut State, todo: &mut Todo, ask: Ask) {
    match ask {
        Ask::KeepDropped { title, text } => {
            state.course.dropped = Some(title);
            todo.effects.push(Effect::KeepDropped(text));
        }
        Ask::LeaveDropped => {
            let is_it = |play: &mut LessonPlay| play.source == LessonSource::Dropped;
            state.lesson.take_if(is_it);
        }
        _ => {}
    }
}

/// A run takes the place of the one on the stage, which is kept as it stands; a game day may have been left for good.
fn put_on_stage(state: &mut State, todo: &mut Todo, run: Run, on: On) -> Vec<Ask> {
    if state.game.is_none() {
        todo.effects.extend(keep(state));
    }
    enter(state, run, on)
}

/// Keeps the run on the stage as it stands.
pub fn keep(state: &mut State) -> Vec<Effect> {
    let (lesson, game) = (state.lesson.as_ref(), state.game.as_ref());
    course::keep(&mut state.course, &state.run, lesson, game)
}

fn in_window(state: &mut State, ask: Ask) -> Vec<Ask> {
    let window = &mut state.window;
    match ask {
        Ask::Say(notice) => window.say(notice),
        Ask::Hush => window.notice = None,
        Ask::Refuse { line, reason, door } => {
            Rc::make_mut(&mut state.terminal.entries).push(Exchange {
                at: words::stopwatch(state.run.now()),
                line,
                answer: reason.clone(),
                refused: true,
            });
            window.say(Notice {
                door,
                ..bad(reason)
            });
            return vec![Ask::Do(Effect::ScrollTerminal)];
        }
        Ask::Show(screen) => window.screen = screen,
        Ask::Open(tab) => (window.tab, window.sheet) = (tab, None),
        Ask::Select(thing) => window.selected = Some(thing),
        Ask::Read(incident) => window.incident = incident,
        Ask::Close => {
            return close(window, &state.drawn.calm.view)
                .into_iter()
                .map(Ask::Do)
                .collect();
        }
        _ => {}
    }
    Vec::new()
}

/// The stage is drawn after so many real milliseconds; tells whether it is time for the panels too.
fn frame(state: &mut State, ms: f64) -> bool {
    let drawn = &mut state.drawn;
    drawn.frame = state.run.view();
    drawn.calm_age_ms += ms;
    drawn.announced_age_ms += ms;
    let calm = drawn.calm_age_ms >= CALM_MS;
    // Panels and orders in one frame would be the dearest of all.
    drawn.ticker.pass(ms, &drawn.frame, calm);
    calm
}
