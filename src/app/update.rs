//! The Elm loop: a message is reacted to, what follows from it follows, and all is drawn; each is done once.
//!
//! It alone knows the whole state. A screen changes what is its own, and asks for the rest.

use crate::app::act;
use crate::app::ask::{Ask, focus};
use crate::app::author;
use crate::app::carry::{carry_out, keep};
use crate::app::class::{self, ClassMsg};
use crate::app::course::CourseMsg;
use crate::app::effect::Effect;
use crate::app::follow::follow;
use crate::app::game::{self, GameMsg};
use crate::app::interview::{self, InterviewMsg};
use crate::app::landing::{self, News, Watched};
use crate::app::lesson::{self, LessonMsg};
use crate::app::lesson_update;
use crate::app::look::{look, refusal_on_stage};
use crate::app::msg::{Msg, TerminalMsg};
use crate::app::navigate;
use crate::app::notice::{Notice, bad, good};
use crate::app::opening;
use crate::app::state::State;
use crate::app::todo::Todo;
use crate::app::tour_update;
use crate::app::window::{Screen, Tab};
use crate::app::words;
use crate::app::{clock, confirm, course, hold, map, present, present_update};
use crate::app::{recap_update, restore, shared, terminal_update, window_update};
use crate::sim::parse_duration;
use std::rc::Rc;

/// A tab that slept does not make the clock leap, in real milliseconds.
const LONGEST_TICK_MS: f64 = 100.0;

pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let mut todo = Todo::default();
    // Whoever goes elsewhere, or sees the clock stop, finds the time again that has passed.
    let goes = matches!(msg, Msg::Go(_));
    let played = state.clock.playing;
    let composed = hold::composes(state);
    let asks = react(state, msg);
    carry_out(state, &mut todo, asks);
    let composes = hold::composes(state);
    hold::follow(&mut state.clock, composed, composes);
    if todo.look {
        let leapt = todo.leapt || !state.clock.playing;
        let asks = follow(state);
        carry_out(state, &mut todo, asks);
        if todo.turn {
            state.drawn.announced.clear();
        }
        state.drawn = look(state, leapt);
        let now = Rc::clone(&state.drawn.calm.view);
        let before = std::mem::replace(&mut state.told, now);
        todo.news = landing::news(&before, &state.told);
    }
    todo.keep |= goes || played && !state.clock.playing;
    finish(state, todo)
}

/// What is done once all has been drawn.
fn finish(state: &mut State, todo: Todo) -> Vec<Effect> {
    let mut effects = todo.effects;
    course::in_words(&state.course, &state.interview.index, &mut effects);
    if todo.keep {
        effects.extend(keep(state));
    }
    if todo.landing.is_some() || todo.news.is_some() {
        effects.extend(landing::land(todo.landing, watched(state, todo.news)));
    }
    if todo.said.is_some() || todo.turn {
        state.drawn.announced_age_ms = 0.0;
    }
    let announced = &mut state.drawn.announced;
    if let Some(said) = todo.said {
        *announced = said;
    }
    if todo.turn {
        *announced = format!("{announced} It is your turn.")
            .trim_start()
            .to_owned();
    }
    effects
}

/// What there is to watch.
fn watched(state: &State, news: Option<News>) -> Watched {
    let play = state.lesson.as_ref();
    let view = &state.drawn.calm.view;
    Watched {
        playing: state.clock.playing,
        types: state.window.tab == Tab::Terminal,
        named: play.map_or_else(Vec::new, |play| lesson::watched(play, view)),
        news,
    }
}

/// Each screen gets what is its own, and what it reads.
fn react(state: &mut State, msg: Msg) -> Vec<Ask> {
    if let Some(reason) = act::forbids(state, &msg) {
        return vec![Ask::Say(bad(reason))];
    }
    let screen = state.window.screen;
    forget_refusal(state, &msg);
    match msg {
        Msg::Tick(ms) => tick(state, ms.clamp(0.0, LONGEST_TICK_MS)),
        Msg::TogglePlay
        | Msg::StepForward
        | Msg::Speed(_)
        | Msg::Faster(_)
        | Msg::ToggleAuto
        | Msg::SeekTo(_)
        | Msg::TogglePauses
        | Msg::Restart => of_clock(state, msg),
        Msg::CloseMenus if confirm::is_asking(&state.window) => answer(state, false),
        Msg::Select(_)
        | Msg::Point { .. }
        | Msg::Open(_)
        | Msg::MoveTab(_)
        | Msg::OpenMenu(_)
        | Msg::CloseMenus
        | Msg::LeaveMenu
        | Msg::CloseSheet
        | Msg::ToPrompt
        | Msg::Incident(_)
        | Msg::Theme(_)
        | Msg::ToggleHelp
        | Msg::ToggleKeys
        | Msg::Paper(_) => {
            let tabs = state.tabs();
            window_update::react(&mut state.window, &state.drawn.calm.view, tabs, msg)
        }
        Msg::Undo => undo(state),
        Msg::Act(line) => vec![Ask::Act(line)],
        Msg::Terminal(msg) => of_terminal(state, msg),
        Msg::Goal { name, value } => goal(name, &value),
        Msg::NextSeed => opening::next_seed(&state.run, state.lesson.is_some()),
        Msg::Start(name) => opening::start(&state.run, name),
        Msg::EmptySandbox => opening::empty_sandbox(&state.run),
        Msg::OpenTranscript { text, from } => vec![Ask::Transcript {
            text,
            from: Some(from),
        }],
        Msg::OpenBranch(place) => vec![Ask::Branch(place)],
        Msg::Unreadable(what) => unreadable(what),
        Msg::WhyNot(reason) => vec![Ask::Say(bad(reason))],
        Msg::Hear(reason) => vec![Ask::Announce(reason)],
        Msg::Share => share(state),
        Msg::Copied => copied(screen),
        Msg::NotCopied(link) => vec![Ask::Say(to_be_copied(link)), focus("link")],
        Msg::Import => vec![Ask::Do(Effect::PickFile)],
        Msg::DismissNotice | Msg::Confirm => answer(state, matches!(msg, Msg::Confirm)),
        Msg::Leave => vec![Ask::Keep],
        Msg::Go(route) => navigate::go(state, route),
        Msg::Tour(msg) => tour_update::react(&mut state.tour, &state.clock, &mut state.run, msg),
        Msg::Course(msg) => of_course(state, screen, msg),
        Msg::Author(msg) => author::react(&mut state.author, &mut state.tickets, msg),
        Msg::Interview(msg) => of_interview(state, msg),
        Msg::Class(msg) => of_class(state, msg),
        Msg::Map(map::MapMsg::OfStage) => navigate::map_of_stage(state),
        Msg::Map(msg) => map::react(&mut state.map, &state.set_up, screen, msg),
        Msg::Present(msg) => present_update::react(state, msg),
        Msg::Recap(msg) => recap_update::react(state, msg),
        Msg::Lesson(msg) => lesson_update::react(state, msg),
        Msg::Game(msg) => of_game(state, msg),
        Msg::Restore(msg) => restore::react(&mut state.picker, &state.run.view(), msg),
    }
}

/// Who moves on has read what was refused.
fn forget_refusal(state: &mut State, msg: &Msg) {
    let refusal = state.window.notice.as_ref().is_some_and(|one| one.bad);
    if refusal && moves_on(msg) && !confirm::is_asking(&state.window) {
        state.window.notice = None;
    }
}

fn unreadable(what: &str) -> Vec<Ask> {
    let told = format!("{what} could not be read. Your run is as it was.");
    vec![Ask::Say(bad(told))]
}

/// What is typed is told with what the screen on the stage lets be run.
fn of_terminal(state: &mut State, msg: TerminalMsg) -> Vec<Ask> {
    let (game, play, run) = (state.game.as_ref(), state.lesson.as_ref(), &state.run);
    let is_let = |line: &str| refusal_on_stage(game, play, run, line).is_none();
    terminal_update::react(&mut state.terminal, run, is_let, msg)
}

/// Whether somebody goes on by it: why something could not be done before is said no longer.
fn moves_on(msg: &Msg) -> bool {
    match msg {
        Msg::StepForward
        | Msg::SeekTo(_)
        | Msg::Restart
        | Msg::TogglePlay
        | Msg::Select(_)
        | Msg::Open(_)
        | Msg::MoveTab(_)
        | Msg::OpenMenu(_)
        | Msg::Incident(_)
        | Msg::Restore(_) => true,
        Msg::Lesson(msg) => matches!(
            msg,
            LessonMsg::Next
                | LessonMsg::Say(..)
                | LessonMsg::Sure(..)
                | LessonMsg::ToQuestion
                | LessonMsg::Hint
                | LessonMsg::FastForward
                | LessonMsg::StepAgain
                | LessonMsg::StepBefore
                | LessonMsg::LookBack(_)
        ),
        _ => false,
    }
}

/// Lets real time pass, for whatever stands on the stage.
fn tick(state: &mut State, ms: f64) -> Vec<Ask> {
    let State {
        clock, run, drawn, ..
    } = state;
    if !clock.runs() {
        return Vec::new();
    }
    match (&mut state.game, &mut state.lesson, &mut state.tour) {
        (Some(game), _, _) if !game.is_over() => game::tick(game, clock, run, &drawn.frame, ms),
        (_, Some(play), _) if state.present.is_some() => present::tick(play, clock, run, ms),
        (_, Some(play), _) if play.question().is_some() => clock::tick_alone(clock, run, ms),
        (_, Some(play), _) => lesson::tick(play, &drawn.guide, clock, run, ms),
        (_, _, Some(tour)) => tour_update::tick(tour, clock, run, ms),
        _ => clock::tick(clock, run, &drawn.calm.ahead, ms),
    }
}

fn of_clock(state: &mut State, msg: Msg) -> Vec<Ask> {
    if let (Msg::Faster(way), Some(game)) = (&msg, &mut state.game)
        && !game.is_over()
    {
        game::faster(game, *way);
        return Vec::new();
    }
    let play = state.lesson.as_mut();
    clock::react(&mut state.clock, &mut state.run, play, msg)
}

#[inline(never)]
fn of_interview(state: &mut State, msg: InterviewMsg) -> Vec<Ask> {
    let screen = state.window.screen;
    let State {
        interview,
        course,
        tickets,
        ..
    } = state;
    interview::react(interview, &course.progress, tickets, screen, msg)
}

#[inline(never)]
fn of_class(state: &mut State, msg: ClassMsg) -> Vec<Ask> {
    let now = state.interview.now;
    class::react(&mut state.class, &mut state.tickets, now, msg)
}

/// A file that was dropped or chosen is a hand-in at the teacher's desk, and else a lesson, a run or progress.
#[inline(never)]
fn of_course(state: &mut State, screen: Screen, msg: CourseMsg) -> Vec<Ask> {
    match msg {
        CourseMsg::File { text, .. } if screen == Screen::Class && state.class.is_teachers() => {
            state.course.dragging = false;
            class::take(&mut state.class, &mut state.tickets, &text)
        }
        msg => course::react(&mut state.course, screen, msg),
    }
}

fn of_game(state: &mut State, msg: GameMsg) -> Vec<Ask> {
    let State {
        set_up, clock, run, ..
    } = state;
    match &mut state.game {
        Some(game) if msg.is_of_day() => game::react(game, set_up, clock, run, msg),
        _ => game::choose(set_up, state.lesson.as_ref(), msg),
    }
}

fn answer(state: &mut State, yes: bool) -> Vec<Ask> {
    let State {
        window,
        clock,
        terminal,
        ..
    } = state;
    confirm::answer(window, clock, terminal, yes)
}

#[inline(never)]
fn undo(state: &mut State) -> Vec<Ask> {
    let undone = state.run.undo();
    if let (Some(_), Some(play)) = (&undone, &mut state.lesson) {
        lesson::reopen(play, &state.run, true);
    }
    let told = match undone {
        Some(line) => good(format!("Undone: {line}")),
        None => bad("There is nothing to undo."),
    };
    vec![Ask::Say(told), Ask::Stop, Ask::Look, Ask::Keep]
}

fn share(state: &State) -> Vec<Ask> {
    match &state.game {
        Some(game) => game::copy_run(game, &state.run),
        None => {
            vec![Ask::Hush, Ask::Do(Effect::CopyLink(shared::link(state)))]
        }
    }
}

#[inline(never)]
fn copied(screen: Screen) -> Vec<Ask> {
    vec![Ask::Say(good(match screen {
        Screen::Interview => words::COPIED_FOR_CANDIDATE,
        _ => words::COPIED,
    }))]
}

fn goal(name: &str, value: &str) -> Vec<Ask> {
    let typed = words::as_typed(value);
    vec![match parse_duration(&typed) {
        Ok(_) => Ask::Run(format!("goal {name} {typed}")),
        Err(_) => Ask::Say(bad(format!(
            "“{value}” is not a duration. Write 90 s, 15 min or 2 h."
        ))),
    }]
}

fn to_be_copied(link: String) -> Notice {
    Notice {
        link: Some(link),
        ..good("The browser does not let the page copy the link. Copy it from here:")
    }
}
