//! The tabs beside the stage: inspector, faults, journal, terminal.

use crate::app::part::Parts;
use crate::app::side::{self, Inspected};
use crate::app::{Msg, State, Tab, game, lesson};
use crate::ui::kit::{Send, on};
use crate::ui::parts::shown;
use crate::ui::terminal;
use yew::prelude::*;

pub fn view(state: &State, send: &Send) -> Html {
    let send_ = send.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowRight" => send_.emit(Msg::MoveTab(1)),
        "ArrowLeft" => send_.emit(Msg::MoveTab(-1)),
        _ => {}
    });
    let open = state.window.tab;
    let is_sheet = state.window.sheet.is_some() && open == Tab::Inspector;
    html! {
        <section class={classes!("panel", is_sheet.then_some("panel--sheet"))} aria-label="Details">
            if is_sheet { { shown(send, side::closing) } }
            <div class="tabs" role="tablist" {onkeydown}>
                { for state.tabs().iter().copied().map(|tab| {
                    let chosen = tab == open;
                    html! {
                        <button type="button" role="tab" id={tab.id()} aria-selected={chosen.to_string()} aria-controls="tabpanel"
                            tabindex={if chosen { "0" } else { "-1" }} onclick={on(send, Msg::Open(tab))}>{ tab.label() }</button>
                    }
                }) }
            </div>
            <div class="tabpanel" id="tabpanel" role="tabpanel" aria-labelledby={open.id()} tabindex="0">
                if open == Tab::Terminal { { terminal::view(&state.terminal, send) } } else { { shown(send, |at| inside(state, at)) } }
            </div>
        </section>
    }
}

/// What stands in the open tab.
fn inside(state: &State, at: &mut Parts) {
    let calm = &*state.drawn.calm;
    let play = state.lesson.as_ref();
    let offers = play.map(|play| &*play.lesson);
    match state.window.tab {
        Tab::Lesson => {
            if let Some(play) = play {
                match state.window.paper {
                    true => lesson::on_paper(play, at),
                    false => lesson::steps(&state.guided(play), at),
                }
            }
        }
        Tab::Game => {
            if let Some(play) = &state.game {
                game::guide(play, &calm.view, state.pace(), at);
            }
        }
        Tab::Verdict => {
            let budget = state.game.as_ref().map(game::budget);
            match play {
                Some(play) => lesson::verdict_tab(play, calm, at),
                None => side::verdict(calm, true, budget, at),
            }
        }
        Tab::Inspector => {
            let shown = Inspected {
                calm,
                lesson: offers,
                selected: state.window.selected.as_ref(),
                breaks: state.game.is_none(),
            };
            side::inspector(&shown, at);
        }
        Tab::Faults => {
            at.line("h2 hidden", "Faults");
            side::faults(&calm.view, offers, at);
        }
        Tab::Journal => side::journal(&calm.journal, at),
        Tab::Terminal => {}
    }
}
