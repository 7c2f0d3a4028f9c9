//! Time: play and pause, step, speed, rewind, undo.

use crate::app::{Msg, SPEEDS, State, words};
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, icon_button, on};
use wasm_bindgen::JsCast;
use yew::prelude::*;

pub fn view(state: &State, send: &Send) -> Html {
    let (picture, words_of) = match state.clock.playing {
        true => (Icon::Pause, "Pause"),
        false => (Icon::Play, "Play"),
    };
    if state.in_game() {
        return in_game(state, send);
    }
    html! {
        <div class="clock">
            <button type="button" class={classes!("button", "button--play", (state.tour.is_none() && state.lesson.is_none()).then_some("button--main"))} onclick={on(send, Msg::TogglePlay)}>
                { icon(picture) }<span>{ words_of }</span>
            </button>
            if state.tour.is_none() {
                { icon_button(send, Icon::Skip, "Step to the next event", Msg::StepForward) }
                { icon_button(send, Icon::Restart, "Back to the start", Msg::Restart) }
                if state.game.is_none() {
                    { icon_button(send, Icon::Back, "Undo the last action", Msg::Undo) }
                }
            }
            { time(state) }
            if let Some(tour) = &state.tour {
                <p class="speed"><b class="number">{ format!("{:.0}×", tour.pace()) }</b></p>
            } else {
                { speed(state, send) }
            }
        </div>
    }
}

/// On a game day the clock does not stop, and goes at its own pace; only who comes back sets it going.
fn in_game(state: &State, send: &Send) -> Html {
    html! {
        <div class="clock">
            if !state.clock.playing {
                <button type="button" class="button button--play button--main" onclick={on(send, Msg::TogglePlay)}>
                    { icon(Icon::Play) }<span>{ "Go on" }</span>
                </button>
            }
            { time(state) }
            <p class="speed"><span>{ "Pace" }</span><b class="number">{ auto_words(state.pace()) }</b></p>
        </div>
    }
}

fn time(state: &State) -> Html {
    html! {
        <p class="clock__time">
            <b class="number">{ words::stopwatch(state.drawn.calm.view.now) }</b>
            <span class="number">{ format!("{} UTC", words::wall_clock(state.drawn.calm.view.calendar.date(state.drawn.calm.view.now))) }</span>
        </p>
    }
}

fn speed(state: &State, send: &Send) -> Html {
    let moved = send.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(field) = field {
            moved.emit(Msg::Speed(field.value_as_number() as usize));
        }
    });
    let label = match state.clock.auto {
        true => auto_words(state.pace()),
        false => SPEEDS[state.clock.speed].1.to_owned(),
    };
    html! {
        <>
            <span class="speed__name" aria-hidden="true">{ "Speed" }</span>
            <button type="button" class="button button--auto" aria-pressed={state.clock.auto.to_string()} title="The page sets the speed: slow while things happen, ever faster while nothing does"
                onclick={on(send, Msg::ToggleAuto)}>{ "Auto" }<span class="hidden">{ " speed" }</span></button>
            <label class="speed" title="How fast time passes: at 8×, eight seconds of the run in each of yours">
                <span class="hidden">{ "Speed" }</span>
                <input type="range" min="0" max={(SPEEDS.len() - 1).to_string()} step="1" value={state.clock.speed.to_string()} {oninput} aria-valuetext={label.clone()} />
                <b class="number">{ label }</b>
            </label>
            if state.lesson.is_none() && state.game.is_none() {
                <label class="check">
                    <input type="checkbox" checked={state.clock.pauses} onchange={on(send, Msg::TogglePauses)} />
                    <span>{ "Pause at incidents" }</span>
                </label>
            }
        </>
    }
}

/// `8×`, `3 min/s`, `2 h/s`.
pub fn auto_words(pace: f64) -> String {
    match pace {
        pace if pace < 60.0 => format!("{pace:.0}×"),
        pace if pace < 3600.0 => format!("{:.0} min/s", pace / 60.0),
        pace => format!("{:.0} h/s", pace / 3600.0),
    }
}
