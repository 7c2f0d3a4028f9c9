//! The top of the page: name, seed, starts, link and file, theme, help.

use crate::app::{Menu, Msg, Route, Screen, State, Theme, share, starts};
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, button, href, icon_button, on};
use yew::prelude::*;

pub fn view(state: &State, send: &Send) -> Html {
    let open = state.window.menu == Menu::Runs;
    let toggle = if open {
        Msg::CloseMenus
    } else {
        Msg::OpenMenu(Menu::Runs)
    };
    let (picture, next) = match state.window.theme {
        Theme::Auto => (Icon::SunMoon, "Theme: as the system. Change to light"),
        Theme::Light => (Icon::Sun, "Theme: light. Change to dark"),
        Theme::Dark => (Icon::Moon, "Theme: dark. Change to the system’s"),
    };
    let in_lab = state.window.screen == Screen::Lab;
    let own_seed = in_lab && state.game.is_none();
    html! {
        <header class="top" inert={state.window.help}>
            <p class="brand">
                <a href={href(&Route::Home)}>{ mark() }<span>{ "Failover Lab" }</span></a>
            </p>
            { places(state) }
            <div class="top__tools">
                if own_seed {
                    <button type="button" class="button button--seed" title="The luck of this run. Click for the same run with other luck."
                        onclick={on(send, Msg::NextSeed)}>
                        { icon(Icon::Dice) }<span><span class="wide">{ "seed " }</span><b>{ state.run.seed() }</b></span>
                    </button>
                }
                <div class="drop">
                    <button type="button" id="runs" class="button" aria-expanded={open.to_string()} onclick={on(send, toggle)}>
                        { icon(Icon::Database) }<span>{ "Runs" }</span>{ icon(Icon::Down) }
                    </button>
                    if open { { runs(state, send) } }
                </div>
                if in_lab { { button(send, Icon::Link, "Share", Msg::Share) } }
                { icon_button(send, picture, next, Msg::Theme(state.window.theme.next())) }
                if in_lab {
                    <button type="button" id="help" class="button button--icon" title="Keyboard shortcuts" aria-label="Keyboard shortcuts" onclick={on(send, Msg::ToggleHelp)}>
                        { icon(Icon::Help) }
                    </button>
                }
            </div>
        </header>
    }
}

/// The three places that everything else is reached from.
fn places(state: &State) -> Html {
    let in_lesson = state.lesson.is_some() || state.coming.is_some();
    let here = match state.window.screen {
        Screen::Home => Some((Route::Home, "page")),
        Screen::GameSetUp => Some((Route::GameDay, "page")),
        Screen::Lab if state.game.is_some() => Some((Route::GameDay, "true")),
        Screen::Lab if in_lesson => Some((Route::Home, "true")),
        Screen::Lab if state.course.in_sandbox => Some((Route::Sandbox, "page")),
        Screen::Lab | Screen::Author => None,
    };
    let place = |route: Route, words: &'static str| {
        let current = here
            .as_ref()
            .filter(|(here, _)| *here == route)
            .map(|(_, how)| *how);
        html! { <a href={href(&route)} aria-current={current}>{ words }</a> }
    };
    html! {
        <nav class="places" aria-label="Places">
            { place(Route::Home, "Course") }
            { place(Route::Sandbox, "Sandbox") }
            { place(Route::GameDay, "Game day") }
        </nav>
    }
}

/// Two tapes, one of them with a fork.
fn mark() -> Html {
    html! {
        <svg class="brand__mark" viewBox="0 0 28 28" aria-hidden="true">
            <rect x="2" y="5" width="24" height="7" rx="1.5" />
            <rect x="2" y="16" width="14" height="7" rx="1.5" />
            <path d="M19 16l2 2-2 2 2 3h5v-7z" />
        </svg>
    }
}

fn runs(state: &State, send: &Send) -> Html {
    let text = state.run.text();
    let name = format!("failover-lab-{}.txt", state.run.seed().to_ascii_lowercase());
    let file = format!("data:text/plain;charset=utf-8,{}", share::percent(&text));
    html! {
        <div class="menu menu--runs" role="group" aria-label="Runs">
            <button type="button" class="menu__item" onclick={on(send, Msg::Go(Route::Tour))}>{ "The first minute" }</button>
            { for starts::ALL.iter().map(|start| html! {
                <button type="button" class="menu__item" onclick={on(send, Msg::Start(start.name))}>{ start.title }</button>
            }) }
            <button type="button" class="menu__item" onclick={on(send, Msg::EmptySandbox)}>{ "Empty sandbox" }</button>
            { for (0..state.branches.len()).map(|place| html! {
                <button type="button" class="menu__item" onclick={on(send, Msg::OpenBranch(place))}>{ format!("Earlier branch {}", place + 1) }</button>
            }) }
            <hr />
            if state.window.screen == Screen::Lab {
                <a class="menu__item" href={file} download={name} onclick={on(send, Msg::CloseMenus)}>{ icon(Icon::Download) }{ "Save this run as a file" }</a>
            }
            <button type="button" class="menu__item" onclick={on(send, Msg::Import)}>{ icon(Icon::Upload) }{ "Open a run or lesson from a file" }</button>
        </div>
    }
}
