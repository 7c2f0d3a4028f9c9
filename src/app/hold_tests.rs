//! Somebody chooses while the clock runs.

use crate::app::restore::{RestoreMsg, Source};
use crate::app::thing::Thing;
use crate::app::window::{Menu, Tab, Theme};
use crate::app::{Msg, State, TerminalMsg, update};
use crate::sim::SimTime;

/// The sandbox with a ready-made start, its clock running.
fn playing() -> State {
    let mut state = State::arriving(Theme::Auto, None, None);
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::TogglePlay);
    assert!(state.clock.playing);
    assert!(passes(&mut state));
    state
}

/// Whether time passes, a second of it.
fn passes(state: &mut State) -> bool {
    let now = |state: &State| -> SimTime { state.run.now() };
    let before = now(state);
    for _ in 0..20 {
        update(state, Msg::Tick(50.0));
    }
    now(state) > before
}

fn source(state: &State) -> Source {
    Source::of(&state.run.view().archives[0])
}

#[test]
fn the_clock_waits_under_an_open_menu_and_goes_on_once_it_is_closed() {
    let orders = |state: &State| Thing::database(&state.run.view().databases[0]);
    let mut state = playing();
    for menu in [Menu::Runs, Menu::Faults(orders(&state))] {
        update(&mut state, Msg::OpenMenu(menu));
        assert!(state.clock.playing && !passes(&mut state));
        update(&mut state, Msg::CloseMenus);
        assert!(passes(&mut state));
    }
    update(&mut state, Msg::ToggleHelp);
    assert!(!passes(&mut state));
    update(&mut state, Msg::ToggleHelp);
    assert!(passes(&mut state));
}

#[test]
fn the_clock_waits_while_a_moment_is_chosen_unless_one_lets_it_run() {
    let mut state = playing();
    let of = source(&state);
    update(&mut state, Msg::Select(Thing::Storage(of.region)));
    assert!(passes(&mut state), "nothing is chosen yet");
    update(&mut state, Msg::Restore(RestoreMsg::Open(of)));
    assert!(!passes(&mut state));
    update(&mut state, Msg::TogglePlay);
    assert!(passes(&mut state), "who starts it knows why");
    update(&mut state, Msg::TogglePlay);
    assert!(!passes(&mut state) && !state.clock.playing);
    update(&mut state, Msg::Restore(RestoreMsg::Close));
    assert!(!passes(&mut state), "it was stopped by hand");
    update(&mut state, Msg::TogglePlay);
    assert!(passes(&mut state));
}

#[test]
fn a_form_that_is_out_of_sight_keeps_nobody() {
    let mut state = playing();
    let of = source(&state);
    update(&mut state, Msg::Select(Thing::Storage(of.region)));
    update(&mut state, Msg::Restore(RestoreMsg::Open(of)));
    assert!(!passes(&mut state));
    update(&mut state, Msg::Open(Tab::Journal));
    assert!(passes(&mut state));
}

#[test]
fn the_clock_waits_while_a_line_is_written() {
    let mut state = playing();
    let typed = |text: &str| Msg::Terminal(TerminalMsg::Input(text.to_owned()));
    update(&mut state, Msg::Open(Tab::Terminal));
    assert!(passes(&mut state));
    update(&mut state, typed("app stop shop"));
    assert!(!passes(&mut state));
    update(&mut state, Msg::Terminal(TerminalMsg::Submit));
    assert!(passes(&mut state));
    assert!(!state.run.view().apps[0].running);
}

#[test]
fn a_clock_that_stands_stays_so_whatever_is_opened_and_closed() {
    let mut state = playing();
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::OpenMenu(Menu::Runs));
    update(&mut state, Msg::CloseMenus);
    assert!(!passes(&mut state));
}
