//! The root: it holds the state, drives the clock, and carries out effects.

use crate::app::share::{self, Linked};
use crate::app::{self, LessonMsg, Msg, State, Tab};
use crate::ui::kit::{Held, Send, on};
use crate::ui::verdict::Verdict;
use crate::ui::{
    arrival, clock, effects, header, help, lesson, panel, prose, stage, starts, timeline, tour,
};
use gloo_timers::callback::Interval;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

/// Twenty pictures a second: enough for tapes, and easy on a phone.
const FRAME_MS: u32 = 50;

pub struct Page {
    state: State,
    send: Send,
    /// Ticks while the clock runs.
    ticking: Option<Interval>,
    /// Listens to the whole document, for as long as the page lives.
    _keys: Option<Closure<dyn FnMut(web_sys::KeyboardEvent)>>,
}

impl Component for Page {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let send = ctx.link().callback(|msg| msg);
        let theme = effects::saved_theme();
        effects::show_theme(theme);
        let mut page = Page {
            state: State::first_visit(theme),
            ticking: None,
            _keys: listen_to_keys(&send),
            send,
        };
        page.open_what_was_asked_for();
        page.tick_while_playing();
        page
    }

    fn update(&mut self, _ctx: &Context<Self>, msg: Msg) -> bool {
        for effect in app::update(&mut self.state, msg) {
            effects::carry_out(effect, &self.send);
        }
        self.tick_while_playing();
        true
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        let state = &self.state;
        let send = &self.send;
        html! {
            <div class={classes!("page", state.tour.is_some().then_some("page--tour"), state.lesson.is_some().then_some("page--lesson"))}>
                <a class="skip" href="#stage">{ "Skip to the stage" }</a>
                { header::view(state, send) }
                if let Some(coming) = &state.coming {
                    <main class="arrival" inert={state.help}>{ arrival::view(coming, send) }</main>
                } else {
                <main inert={state.help}>
                    { self.above() }
                    <section id="stage" class="stage" aria-label="Stage" tabindex="-1">
                        if state.is_empty() { { starts::view(send) } } else { { stage::view(state, send) } }
                    </section>
                    <aside class="side" aria-label="Verdict and details">{ self.side() }</aside>
                    <section class="time" aria-label="Time">
                        { clock::view(state, send) }
                        { timeline::view(state, send) }
                    </section>
                </main>
                }
                <footer>
                    <p>{ "A model for learning. Not affiliated with AWS; Amazon RDS is theirs, the simulation is ours." }</p>
                </footer>
                { self.notice() }
                <div class="hidden" aria-live="polite" role="status">{ &state.announced }</div>
                if state.help { { help::view(send) } }
                { file_input(send) }
            </div>
        }
    }
}

impl Page {
    /// A link, a scene of an earlier visit, or the first minute.
    fn open_what_was_asked_for(&mut self) {
        let fragment = effects::fragment();
        let msg = match share::linked(&fragment) {
            Linked::Transcript(text) => Msg::OpenTranscript {
                text,
                from: "the link",
            },
            Linked::Broken => Msg::Unreadable("The link"),
            Linked::Nothing => match effects::saved_run() {
                Some(text) => Msg::OpenTranscript {
                    text,
                    from: app::LAST_VISIT,
                },
                None => return,
            },
        };
        app::update(&mut self.state, msg);
    }

    fn tick_while_playing(&mut self) {
        if self.state.playing == self.ticking.is_some() {
            return;
        }
        self.ticking = self.state.playing.then(|| {
            let send = self.send.clone();
            let mut last = js_sys::Date::now();
            Interval::new(FRAME_MS, move || {
                let now = js_sys::Date::now();
                send.emit(Msg::Tick(now - last));
                last = now;
            })
        });
    }

    fn above(&self) -> Html {
        if let Some(play) = &self.state.lesson {
            return html! { <h1 class="hidden">{ format!("Lesson: {}", play.lesson.front.title) }</h1> };
        }
        match &self.state.tour {
            Some(tour) => tour::headline(&self.state, tour),
            None => html! { <h1 class="hidden">{ "Failover Lab: sandbox" }</h1> },
        }
    }

    fn side(&self) -> Html {
        if self.state.lesson.is_some() {
            return html! {
                <>
                    { lesson::figures(&self.state.calm) }
                    { panel::view(&self.state, &self.send) }
                </>
            };
        }
        match &self.state.tour {
            Some(tour) => tour::guide(&self.state, tour, &self.send),
            None => html! {
                <>
                    <Verdict calm={Held(Rc::clone(&self.state.calm))} send={self.send.clone()} />
                    { panel::view(&self.state, &self.send) }
                </>
            },
        }
    }

    fn notice(&self) -> Html {
        html! {
            <div class="notices" role="alert">
                if let Some(notice) = &self.state.notice {
                    <div class={classes!("notice", notice.bad.then_some("notice--bad"))}>
                        <p>{ prose::inline(&notice.text) }</p>
                        if notice.to_sandbox {
                            <button type="button" class="link" onclick={on(&self.send, Msg::Lesson(LessonMsg::ToSandbox))}>{ "Open this run in the sandbox" }</button>
                        }
                        <button type="button" class="link" onclick={on(&self.send, Msg::DismissNotice)}>{ "Close" }</button>
                    </div>
                }
            </div>
        }
    }
}

/// The field by which a file is chosen; the menu clicks it.
fn file_input(send: &Send) -> Html {
    let send = send.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(input) = input {
            effects::read_file(&input, &send);
        }
    });
    html! { <input id="file" type="file" accept=".txt,.md,text/plain" hidden=true aria-label="Run from a file" {onchange} /> }
}

/// Shortcuts work wherever the focus is, except where one types or a button takes the key.
fn listen_to_keys(send: &Send) -> Option<Closure<dyn FnMut(web_sys::KeyboardEvent)>> {
    let send = send.clone();
    let closure =
        Closure::<dyn FnMut(web_sys::KeyboardEvent)>::new(move |event: web_sys::KeyboardEvent| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .map(|element| element.tag_name())
                .unwrap_or_default();
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            if let Some(msg) = shortcut(&event.key(), &target) {
                event.prevent_default();
                send.emit(msg);
            }
        });
    let document = web_sys::window()?.document()?;
    document
        .add_event_listener_with_callback("keydown", closure.as_ref().unchecked_ref())
        .ok()?;
    Some(closure)
}

fn shortcut(key: &str, target: &str) -> Option<Msg> {
    if key == "Escape" {
        return Some(Msg::CloseMenus);
    }
    if matches!(target, "INPUT" | "TEXTAREA" | "SELECT") {
        return None;
    }
    Some(match key {
        " " if matches!(target, "BUTTON" | "A" | "SUMMARY") => return None,
        " " => Msg::TogglePlay,
        "." => Msg::StepForward,
        "+" | "=" => Msg::Faster(1),
        "-" => Msg::Faster(-1),
        "u" => Msg::Undo,
        "0" => Msg::Restart,
        "i" => Msg::Open(Tab::Inspector),
        "f" => Msg::Open(Tab::Faults),
        "j" => Msg::Open(Tab::Journal),
        "t" => Msg::Open(Tab::Terminal),
        "/" => Msg::ToPrompt,
        "?" => Msg::ToggleHelp,
        _ => return None,
    })
}
