//! The Elm loop: a message changes the state and may ask for effects.

use crate::app::act::act;
use crate::app::ask::Ask;
use crate::app::carry::carry_out;
use crate::app::effect::Effect;
use crate::app::follow::{follow, refresh};
use crate::app::game::{self, GameMsg};
use crate::app::lesson::{self, LessonMsg};
use crate::app::look::look;
use crate::app::msg::{Msg, TerminalMsg};
use crate::app::navigate;
use crate::app::notice::{bad, good};
use crate::app::opening;
use crate::app::share;
use crate::app::state::State;
use crate::app::thing::Thing;
use crate::app::tour_update;
use crate::app::window::{Menu, Tab};
use crate::app::words;
use crate::app::{author, clock, confirm, course};
use crate::sim::parse_duration;

pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let asks = react(state, msg);
    let late = std::mem::take(&mut state.todo.effects);
    carry_out(state, asks);
    state.todo.effects.extend(late);
    if state.todo.look {
        let leapt = state.todo.leapt || !state.clock.playing;
        follow(state);
        if state.todo.turn {
            state.drawn.announced.clear();
        }
        state.drawn = look(state, leapt);
    }
    finish(state)
}

/// What is done once all has been drawn.
fn finish(state: &mut State) -> Vec<Effect> {
    let todo = std::mem::take(&mut state.todo);
    let mut effects = todo.effects;
    if todo.keep {
        effects.extend(course::keep(state));
    }
    if todo.watch && state.clock.playing {
        effects.push(Effect::Show("stage".to_owned()));
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

/// A screen changes what is its own, and asks for the rest.
fn react(state: &mut State, msg: Msg) -> Vec<Ask> {
    let screen = state.window.screen;
    match msg {
        Msg::Author(msg) => author::react(&mut state.author, &mut state.tickets, msg),
        Msg::Course(msg) => course::react(&mut state.course, screen, msg),
        Msg::Go(route) => navigate::go(state, route),
        Msg::Lesson(LessonMsg::Came { ticket, text }) if !lesson::is_awaited(state, ticket) => {
            author::came(&mut state.author, ticket, text)
        }
        Msg::Lesson(LessonMsg::Answered(answer)) if !lesson::is_awaited(state, answer.ticket) => {
            author::answered(&mut state.author, &mut state.tickets, &answer)
        }
        msg => {
            let effects = react_whole(state, msg);
            effects.into_iter().map(Ask::Do).collect()
        }
    }
}

fn react_whole(state: &mut State, msg: Msg) -> Vec<Effect> {
    if let Some(reason) = game::forbids(state, &msg) {
        state.window.notice = Some(bad(reason));
        return Vec::new();
    }
    match msg {
        Msg::Tick(_)
        | Msg::TogglePlay
        | Msg::StepForward
        | Msg::Speed(_)
        | Msg::Faster(_)
        | Msg::ToggleAuto
        | Msg::SeekTo(_)
        | Msg::TogglePauses
        | Msg::Restart => return clock::react(state, msg),
        Msg::Undo => return undo(state),
        Msg::NextSeed => return opening::next_seed(state),
        Msg::Act(line) => return confirm::act(state, &line),
        Msg::Select(thing) => {
            select(state, thing);
            return vec![Effect::ToTop("tabpanel")];
        }
        Msg::Open(tab) if state.tabs().contains(&tab) => state.window.tab = tab,
        Msg::Open(_) => {}
        Msg::MoveTab(way) => return move_tab(state, way),
        Msg::OpenMenu(menu) => open_menu(state, menu),
        Msg::CloseMenus if confirm::is_asking(state) => return confirm::answer(state, false),
        Msg::CloseMenus => return state.close(),
        Msg::ToPrompt => return to_prompt(state),
        Msg::Terminal(msg) => return terminal(state, msg),
        Msg::Goal { name, value } => return goal(state, name, &value),
        Msg::Start(name) => return opening::start(state, name),
        Msg::EmptySandbox => return opening::empty_sandbox(state),
        Msg::OpenTranscript { text, from } => return opening::open(state, &text, Some(from)),
        Msg::Unreadable(what) => {
            state.window.notice = Some(bad(format!(
                "{what} could not be read. Your run is as it was."
            )))
        }
        Msg::OpenBranch(place) => return opening::open_branch(state, place),
        Msg::Incident(place) => {
            state.window.incident = Some(place);
            refresh(state);
        }
        Msg::WhyNot(reason) => state.window.notice = Some(bad(reason)),
        Msg::Share => return share(state),
        Msg::Copied(done) => copied(state, done),
        Msg::Import => return vec![Effect::PickFile],
        Msg::Theme(theme) => {
            state.window.theme = theme;
            return vec![Effect::SaveTheme(theme)];
        }
        Msg::ToggleHelp if state.window.help => return state.close(),
        Msg::ToggleHelp => {
            state.window.help = true;
            return vec![Effect::BorrowFocus("help-title")];
        }
        Msg::DismissNotice => return confirm::answer(state, false),
        Msg::Confirm => return confirm::answer(state, true),
        Msg::Leave => return course::keep_run(state),
        Msg::Tour(msg) => return tour_update::react(state, msg),
        Msg::Go(_) | Msg::Course(_) | Msg::Author(_) => {}
        Msg::Lesson(msg) => return lesson::react(state, msg),
        Msg::Game(msg) => return game::react(state, msg),
    }
    Vec::new()
}

fn select(state: &mut State, thing: Thing) {
    state.window.selected = Some(thing);
    state.window.tab = Tab::Inspector;
    refresh(state);
}

fn open_menu(state: &mut State, menu: Menu) {
    if let Menu::Faults(thing) = &menu {
        state.window.selected = Some(thing.clone());
        refresh(state);
    }
    state.window.menu = menu;
}

fn undo(state: &mut State) -> Vec<Effect> {
    let undone = state.run.undo();
    if undone.is_some() {
        lesson::reopen(state, true);
    }
    state.window.notice = Some(match undone {
        Some(line) => good(format!("Undone: {line}")),
        None => bad("There is nothing to undo."),
    });
    state.clock.playing = false;
    refresh(state);
    course::keep_run(state)
}

fn terminal(state: &mut State, msg: TerminalMsg) -> Vec<Effect> {
    match msg {
        TerminalMsg::Input(text) => {
            let was_empty = std::mem::replace(&mut state.terminal.input, text).is_empty();
            if was_empty {
                return vec![Effect::KnowAws];
            }
        }
        TerminalMsg::Submit => {
            let line = std::mem::take(&mut state.terminal.input);
            state.terminal.back = 0;
            if !line.trim().is_empty() {
                return confirm::act(state, line.trim());
            }
        }
        TerminalMsg::History(way) => {
            let entries = &state.terminal.entries;
            let back = state
                .terminal
                .back
                .saturating_add_signed(-way as isize)
                .min(entries.len());
            state.terminal.back = back;
            state.terminal.input = match back {
                0 => String::new(),
                back => entries[entries.len() - back].line.clone(),
            };
        }
        TerminalMsg::Edit(line) => {
            state.terminal.input = line;
            return to_prompt(state);
        }
    }
    Vec::new()
}

fn to_prompt(state: &mut State) -> Vec<Effect> {
    state.window.tab = Tab::Terminal;
    vec![Effect::Focus("prompt".to_owned())]
}

fn share(state: &mut State) -> Vec<Effect> {
    if state.game.is_some() {
        return game::react(state, GameMsg::ShareRun);
    }
    state.window.notice = None;
    vec![Effect::CopyLink(share::fragment(&state.run.text()))]
}

fn goal(state: &mut State, name: &'static str, value: &str) -> Vec<Effect> {
    let typed = words::as_typed(value);
    if parse_duration(&typed).is_err() {
        state.window.notice = Some(bad(format!(
            "“{value}” is not a duration. Write 90 s, 15 min or 2 h."
        )));
        return Vec::new();
    }
    act(state, &format!("goal {name} {typed}"))
}

fn copied(state: &mut State, done: bool) {
    state.window.notice = Some(match done {
        true => good("Link copied. Whoever opens it sees the same run."),
        false => bad("The browser did not let the link be copied. It stands in the address bar."),
    });
}

fn move_tab(state: &mut State, way: isize) -> Vec<Effect> {
    let tabs = state.tabs();
    let place = tabs.iter().position(|tab| *tab == state.window.tab);
    let next = (place.unwrap_or(0) + tabs.len()).saturating_add_signed(way);
    state.window.tab = tabs[next % tabs.len()];
    vec![Effect::Focus(state.window.tab.id().to_owned())]
}
