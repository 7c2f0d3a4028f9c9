//! The tabs beside the stage: inspector, faults, journal, terminal.

use crate::app::{Msg, State, Tab};
use crate::lesson::Lesson;
use crate::ui::faults::Faults;
use crate::ui::game;
use crate::ui::inspector::Inspector;
use crate::ui::journal::Journal;
use crate::ui::kit::{Held, Send, on};
use crate::ui::lesson;
use crate::ui::terminal::TerminalView;
use crate::ui::verdict::Verdict;
use std::rc::Rc;
use yew::prelude::*;

pub fn view(state: &State, send: &Send) -> Html {
    let calm = Held(Rc::clone(&state.drawn.calm));
    let send_ = send.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowRight" => send_.emit(Msg::MoveTab(1)),
        "ArrowLeft" => send_.emit(Msg::MoveTab(-1)),
        _ => {}
    });
    html! {
        <section class="panel" aria-label="Details">
            <div class="tabs" role="tablist" {onkeydown}>
                { for state.tabs().iter().copied().map(|tab| {
                    let chosen = tab == state.window.tab;
                    html! {
                        <button type="button" role="tab" id={tab.id()} aria-selected={chosen.to_string()} aria-controls="tabpanel"
                            tabindex={if chosen { "0" } else { "-1" }} onclick={on(send, Msg::Open(tab))}>{ tab.label() }</button>
                    }
                }) }
            </div>
            <div class="tabpanel" id="tabpanel" role="tabpanel" aria-labelledby={state.window.tab.id()} tabindex="0">
                {
                    match state.window.tab {
                        Tab::Lesson => lesson::guide(state, send),
                        Tab::Game => game::guide(state, send),
                        Tab::Verdict => html! { <Verdict {calm} fixed={true} send={send.clone()} /> },
                        Tab::Inspector => html! { <Inspector {calm} lesson={held_lesson(state)} selected={state.window.selected.clone()} breaks={state.game.is_none()} send={send.clone()} /> },
                        // Nothing stands above the tabs of a lesson that would be a heading of this one's.
                        Tab::Faults if state.lesson.is_some() => html! {
                            <><h2 class="hidden">{ "Faults" }</h2><Faults {calm} lesson={held_lesson(state)} send={send.clone()} /></>
                        },
                        Tab::Faults => html! { <Faults {calm} lesson={held_lesson(state)} send={send.clone()} /> },
                        Tab::Journal => html! { <Journal journal={Held(Rc::clone(&state.drawn.calm.journal))} /> },
                        Tab::Terminal => html! { <TerminalView terminal={state.terminal.clone()} send={send.clone()} /> },
                    }
                }
            </div>
        </section>
    }
}

/// The lesson, for views that are drawn anew only when it is another one.
fn held_lesson(state: &State) -> Option<Held<Lesson>> {
    let play = state.lesson.as_ref()?;
    Some(Held(Rc::clone(&play.lesson)))
}
