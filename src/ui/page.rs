//! The root: it holds the state, drives the clock, and carries out effects.

use crate::app::lesson::LessonPlay;
use crate::app::{
    self, Door, Effect, LessonMsg, LessonSource, Msg, Route, Screen, State, Tab, navigate,
};
use crate::ui::kit::{self, Held, Send, listen, on};
use crate::ui::verdict::Verdict;
use crate::ui::{
    arrival, author, clock, effects, files, game, header, help, home, lesson, panel, prose, stage,
    starts, timeline, tour,
};
use gloo_timers::callback::Interval;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// Twenty pictures a second: enough for tapes, and easy on a phone.
const FRAME_MS: u32 = 50;

pub struct Page {
    state: State,
    send: Send,
    /// Ticks while the clock runs.
    ticking: Option<Interval>,
    /// As the browser shows it.
    title: String,
}

impl Component for Page {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let send = ctx.link().callback(|msg| msg);
        let theme = effects::saved_theme();
        effects::show_theme(theme);
        let progress = effects::saved_progress();
        let mut page = Page {
            state: State::arriving(theme, effects::saved_run(), progress.as_deref()),
            ticking: None,
            title: String::new(),
            send,
        };
        listen_to_keys(&page.send);
        listen_to_links(&page.send);
        listen_to_address(&page.send);
        let leave = page.send.clone();
        kit::listen("visibilitychange", move |_: web_sys::Event| {
            let document = web_sys::window().and_then(|window| window.document());
            if document.is_some_and(|document| document.hidden()) {
                leave.emit(Msg::Leave);
            }
        });
        files::listen_to_drops(&page.send);
        let arrival = Msg::Go(Route::parse(&effects::fragment()));
        for effect in app::update(&mut page.state, arrival) {
            // Whoever arrives begins at the top.
            if !matches!(effect, Effect::Focus(_)) {
                effects::carry_out(effect, &page.send);
            }
        }
        page.follow();
        page
    }

    fn update(&mut self, _ctx: &Context<Self>, msg: Msg) -> bool {
        for effect in app::update(&mut self.state, msg) {
            effects::carry_out(effect, &self.send);
        }
        self.follow();
        true
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        let state = &self.state;
        let send = &self.send;
        let guided = state.lesson.is_some() || state.game.is_some();
        let is_draft = |play: &LessonPlay| play.source == LessonSource::Draft;
        let kind = match (state.window.screen, &state.tour) {
            (Screen::Lab, Some(_)) => Some("page--tour"),
            (Screen::Lab, None) if state.lesson.as_ref().is_some_and(is_draft) => {
                Some("page--lesson page--draft")
            }
            (Screen::Lab, None) => guided.then_some("page--lesson"),
            (Screen::Author, _) => Some("page--author"),
            (Screen::Home | Screen::GameSetUp, _) => Some("page--paper"),
        };
        html! {
            <div class={classes!("page", kind)}>
                { skip(state) }
                { header::view(state, send) }
                {
                    match state.window.screen {
                        Screen::Home => home::view(state, send),
                        Screen::Lab => self.lab(),
                        Screen::Author => author::view(state, send),
                        Screen::GameSetUp => html! { <main inert={state.window.help}>{ game::set_up(state, send) }</main> },
                    }
                }
                <footer>
                    <p>{ "A model for learning. Not affiliated with AWS; Amazon RDS is theirs, the simulation is ours." }</p>
                </footer>
                if !self.has_stage() { { self.notice() } }
                <div class="hidden" aria-live="polite" role="status">{ &state.drawn.announced }</div>
                if state.window.help { { help::view(send) } }
                if state.course.dragging { { files::drop_hint() } }
                { files::field(send) }
            </div>
        }
    }
}

/// The first thing that Tab comes to. It moves the focus, and leaves the address alone.
fn skip(state: &State) -> Html {
    let (id, words) = match state.window.screen {
        Screen::Lab if state.coming.is_none() => ("stage", "Skip to the stage"),
        Screen::Lab | Screen::Home | Screen::GameSetUp | Screen::Author => {
            ("headline", "Skip to the content")
        }
    };
    let onclick = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        effects::focus(id.to_owned());
    });
    html! { <a class="skip" href={format!("#{id}")} {onclick}>{ words }</a> }
}

impl Page {
    fn lab(&self) -> Html {
        let (state, send) = (&self.state, &self.send);
        if let Some(coming) = &state.coming {
            return html! { <main class="arrival" inert={state.window.help}>{ arrival::view(coming, send) }</main> };
        }
        html! {
            <main inert={state.window.help}>
                { self.above() }
                <section id="stage" class="stage" aria-label="Stage" tabindex="-1">
                    if state.is_empty() { { starts::view(send) } } else { { stage::view(state, send) } }
                </section>
                <aside class="side" aria-label="Verdict and details">{ self.side() }</aside>
                <section class="time" aria-label="Time">
                    { self.notice() }
                    { clock::view(state, send) }
                    { timeline::view(state, send) }
                </section>
            </main>
        }
    }

    /// Where there is a stage, notices stand above the clock and cover nothing; elsewhere they lie over the page's end.
    fn has_stage(&self) -> bool {
        self.state.window.screen == Screen::Lab && self.state.coming.is_none()
    }

    /// What the browser does beside drawing: the clock and the title.
    fn follow(&mut self) {
        self.tick_while_playing();
        let title = navigate::title(&self.state);
        if title != self.title {
            effects::show_title(&title);
            self.title = title;
        }
    }

    fn tick_while_playing(&mut self) {
        if self.state.clock.playing == self.ticking.is_some() {
            return;
        }
        self.ticking = self.state.clock.playing.then(|| {
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
            return html! { <h1 id="headline" class="hidden" tabindex="-1">{ format!("Lesson: {}", play.lesson.front.title) }</h1> };
        }
        if self.state.game.is_some() {
            return game::banner(&self.state, &self.send);
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
                    { lesson::figures(&self.state.drawn.calm) }
                    { panel::view(&self.state, &self.send) }
                </>
            };
        }
        if self.state.game.is_some() {
            return panel::view(&self.state, &self.send);
        }
        match &self.state.tour {
            Some(tour) => tour::guide(&self.state, tour, &self.send),
            None => html! {
                <>
                    <Verdict calm={Held(Rc::clone(&self.state.drawn.calm))} send={self.send.clone()} />
                    { panel::view(&self.state, &self.send) }
                </>
            },
        }
    }

    fn notice(&self) -> Html {
        html! {
            <div class="notices" role="alert">
                if let Some(notice) = &self.state.window.notice {
                    <div class={classes!("notice", if notice.bad { "notice--bad" } else if notice.door.is_none() { "notice--told" } else { "" })} key={notice.text.clone()}>
                        <p>{ prose::inline(&notice.text) }</p>
                        { for notice.door.map(|door| beside(door, &self.send)) }
                        <button type="button" id="keep" class="link" onclick={on(&self.send, Msg::DismissNotice)}>{ if notice.door == Some(Door::Delete) { "Keep it" } else { "Close" } }</button>
                    </div>
                }
            </div>
        }
    }
}

/// The way on that a notice offers.
fn beside(door: Door, send: &Send) -> Html {
    let (words, msg) = match door {
        Door::Sandbox => (
            "Open this run in the sandbox",
            Msg::Lesson(LessonMsg::ToSandbox),
        ),
        Door::OtherLuck => ("Begin anew", Msg::Lesson(LessonMsg::OtherLuck)),
        Door::Delete => ("Delete it", Msg::Confirm),
    };
    html! { <button type="button" class="link" onclick={on(send, msg)}>{ words }</button> }
}

/// Shortcuts work wherever the focus is, except where one types or a button takes the key. Those of the lab need a stage.
fn listen_to_keys(send: &Send) {
    let send = send.clone();
    listen("keydown", move |event: web_sys::KeyboardEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .map(|element| takes_keys_as(&element))
            .unwrap_or_default();
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        let works = event.key() == "Escape" || kit::element("stage").is_some();
        // Behind an open dialog nothing happens.
        let covered = event.key() != "Escape" && kit::element("help-title").is_some();
        if modified || !works || covered && event.key() != "?" {
            return;
        }
        if let Some(msg) = shortcut(&event.key(), &target) {
            event.prevent_default();
            send.emit(msg);
        }
    });
}

/// Links within the page, wherever they stand: also in a lesson's prose, and also if the address bar says so already.
fn listen_to_links(send: &Send) {
    let send = send.clone();
    listen("click", move |event: web_sys::MouseEvent| {
        let plain =
            event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key());
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|target| target.closest("a[href^='#/']").ok().flatten());
        if let Some(address) = link
            .filter(|_| plain)
            .and_then(|link| link.get_attribute("href"))
        {
            event.prevent_default();
            send.emit(Msg::Go(Route::parse(&address)));
        }
    });
}

/// The tag of an element, by which one knows which keys it takes itself; what is chosen or slid takes no letters.
fn takes_keys_as(element: &web_sys::Element) -> String {
    match element.get_attribute("type").as_deref() {
        Some("radio" | "checkbox" | "range") => "BUTTON".to_owned(),
        _ => element.tag_name(),
    }
}

/// Back, forward, and what is typed into the address bar. A fragment that names an element is the browser's own affair.
fn listen_to_address(send: &Send) {
    let send = send.clone();
    listen("hashchange", move |_: web_sys::Event| {
        let fragment = effects::fragment();
        if kit::element(fragment.trim_start_matches('#')).is_none() {
            send.emit(Msg::Go(Route::parse(&fragment)));
        }
    });
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
        "l" => Msg::Open(Tab::Lesson),
        "v" => Msg::Open(Tab::Verdict),
        "n" => Msg::Lesson(LessonMsg::Next),
        "i" => Msg::Open(Tab::Inspector),
        "f" => Msg::Open(Tab::Faults),
        "j" => Msg::Open(Tab::Journal),
        "t" | "/" => Msg::ToPrompt,
        "?" => Msg::ToggleHelp,
        _ => return None,
    })
}
