//! The root: it holds the state, drives the clock, and carries out effects.

use crate::app::around::{self, Timed, Top};
use crate::app::game::GamePlay;
use crate::app::lesson::LessonPlay;
use crate::app::part::Parts;
use crate::app::tour::Tour;
use crate::app::{
    self, Effect, LessonSource, Msg, Route, Screen, State, Tab, navigate, side, tour_guide, watch,
};
use crate::ui::kit::{self, Send, listen};
use crate::ui::parts::shown;
use crate::ui::rest::{self, Rest, Waiting};
use crate::ui::{author, effects, files, focus, keys, panel, stage, storage, timeline};
use crate::world::View;
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
    /// What the panels showed last.
    seen: Rc<View>,
    /// What waits for the rest of the module.
    waiting: Waiting,
    tell: Callback<Rest>,
}

/// What the page is told: by its visitor, or by the rest of the module.
pub enum Told {
    Msg(Msg),
    Rest(Rest),
}

impl Component for Page {
    type Message = Told;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let send = ctx.link().callback(Told::Msg);
        let theme = effects::saved_theme();
        effects::show_theme(theme);
        let progress = effects::saved_progress();
        let state = State::arriving(theme, effects::saved_run(), progress.as_deref());
        let mut page = Page {
            seen: Rc::clone(&state.drawn.calm.view),
            state,
            ticking: None,
            title: String::new(),
            waiting: Waiting::default(),
            tell: ctx.link().callback(Told::Rest),
            send,
        };
        keys::listen(&page.send);
        listen_to_links(&page.send);
        listen_to_address(&page.send);
        listen_to_names(&page.send);
        focus::listen(&page.send);
        let leave = page.send.clone();
        kit::listen("visibilitychange", move |_: web_sys::Event| {
            let document = kit::document();
            if document.is_some_and(|document| document.hidden()) {
                leave.emit(Msg::Leave);
            }
        });
        files::listen_to_drops(&page.send);
        // Whoever arrives begins at the top.
        page.react(Msg::Go(Route::parse(&effects::fragment())), |effect| {
            !matches!(effect, Effect::Focus(_))
        });
        if !storage::is_open() {
            page.react(Msg::WhyNot(app::words::NOTHING_KEPT.to_owned()), |_| true);
        }
        page
    }

    fn update(&mut self, _ctx: &Context<Self>, told: Told) -> bool {
        let msgs = match told {
            Told::Msg(msg) => vec![msg],
            Told::Rest(what) => self.waiting.hear(what, &self.tell),
        };
        for msg in msgs {
            self.react(msg, |_| true);
        }
        true
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _first: bool) {
        focus::keep();
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        let state = &self.state;
        let send = &self.send;
        let rest = self.waiting.view(&self.tell);
        if !rest::is_here() && state.tour.is_none() {
            return html! { <div class="page"><main class="awaiting"><h1 class="hidden">{ "Failover Lab" }</h1>{ rest }</main></div> };
        }
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
        let covered = state.window.help;
        html! {
            <div class={classes!("page", kind)}>
                { skip(state) }
                <header class="top" inert={covered}>{ shown(send, |at| self.top(at)) }</header>
                {
                    match state.window.screen {
                        Screen::Home => html! { <main class="home" inert={covered}>{ shown(send, |at| app::course::front(&state.course, at)) }</main> },
                        Screen::Lab => self.lab(),
                        Screen::Author => author::view(state, send),
                        Screen::GameSetUp => html! { <main inert={covered}>{ shown(send, |at| self.choices(at)) }</main> },
                    }
                }
                { self.notice() }
                <footer>
                    <p>{ "A model for learning. Not affiliated with AWS; Amazon RDS is theirs, the simulation is ours." }</p>
                </footer>
                <div class="hidden" aria-live="polite" role="status">{ &state.drawn.announced }</div>
                { rest }
                if covered { { shown(send, around::help) } }
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
    /// Reacts to a message, and carries out those effects that are wanted. What needs the rest of the module waits for it.
    fn react(&mut self, msg: Msg, wanted: impl Fn(&Effect) -> bool) {
        let State { course, tour, .. } = &self.state;
        if !rest::is_here() && !app::is_of_first_minute(course, tour.is_some(), &msg) {
            self.waiting.hold(msg, &self.tell);
            return;
        }
        for effect in app::update(&mut self.state, msg) {
            if wanted(&effect) {
                effects::carry_out(effect, &self.send);
            }
        }
        self.follow();
    }

    fn lab(&self) -> Html {
        let (state, send) = (&self.state, &self.send);
        let covered = state.window.help;
        if let Some(coming) = &state.coming {
            return html! { <main class="arrival" inert={covered}>{ shown(send, |at| app::lesson::waiting(coming, at)) }</main> };
        }
        html! {
            <main inert={covered}>
                { shown(send, |at| self.above(at)) }
                <section id="stage" class="stage" aria-label="Stage" tabindex="-1">
                    if state.is_empty() { { shown(send, around::starts) } } else { { stage::view(state, send) } }
                </section>
                <aside class="side" aria-label="Verdict and details">{ self.side() }</aside>
                <section class="time" aria-label="Time">
                    { shown(send, |at| self.reach(at)) }
                    { shown(send, |at| self.clock(at)) }
                    { timeline::view(state, send) }
                </section>
            </main>
        }
    }

    /// What the browser does beside drawing: the clock and the title.
    fn follow(&mut self) {
        self.tick_while_playing();
        self.watch();
        if self.state.tour.as_ref().is_some_and(Tour::is_at_its_doors) {
            self.waiting.foresee(&self.tell);
        }
        let title = navigate::title(&self.state);
        if title != self.title {
            effects::show_title(&title);
            self.title = title;
        }
    }

    /// What is struck, and who takes over, comes into sight; whoever types is left alone.
    fn watch(&mut self) {
        let State { drawn, window, .. } = &self.state;
        let now = &drawn.calm.view;
        if Rc::ptr_eq(&self.seen, now) {
            return;
        }
        let before = std::mem::replace(&mut self.seen, Rc::clone(now));
        if window.tab != Tab::Terminal
            && let Some(effect) = watch::to_be_watched(&before, now)
        {
            effects::carry_out(effect, &self.send);
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

    /// What stands above the stage.
    fn above(&self, at: &mut Parts) {
        let state = &self.state;
        let view = &state.drawn.calm.view;
        if let Some(play) = &state.lesson {
            hidden_title(format!("Lesson: {}", play.lesson.front.title), at);
        } else if let Some(game) = &state.game {
            app::game::banner(game, view, at);
        } else if let Some(tour) = &state.tour {
            tour_guide::headline(tour, view, at);
        } else {
            at.line("h1 hidden", "Failover Lab: sandbox");
        }
    }

    fn side(&self) -> Html {
        let (state, send) = (&self.state, &self.send);
        let calm = &*state.drawn.calm;
        if let Some(tour) = &state.tour {
            return shown(send, |at| tour_guide::guide(tour, &calm.view, at));
        }
        let judged = |at: &mut Parts| {
            if state.lesson.is_some() {
                app::lesson::figures(calm, at);
            } else if state.game.is_none() {
                side::verdict(calm, false, None, at);
            }
        };
        html! { <>{ shown(send, judged) }{ panel::view(state, send) }</> }
    }

    /// What leads on, in reach of a thumb.
    fn reach(&self, at: &mut Parts) {
        let state = &self.state;
        if let Some(play) = &state.lesson {
            app::lesson::reach(&state.guided(play), at);
        } else if let Some(tour) = &state.tour {
            tour_guide::reach(tour, at);
        }
    }

    fn clock(&self, at: &mut Parts) {
        let state = &self.state;
        let shown = Timed {
            clock: &state.clock,
            view: &state.drawn.calm.view,
            pace: state.pace(),
            in_tour: state.tour.is_some(),
            in_lesson: state.lesson.is_some(),
            game_is_over: state.game.as_ref().map(GamePlay::is_over),
        };
        around::clock(&shown, at);
    }

    fn notice(&self) -> Html {
        let window = &self.state.window;
        shown(&self.send, |at| {
            around::notice(window.notice.as_ref(), window.said_again, at);
        })
    }

    fn choices(&self, at: &mut Parts) {
        let waits = self.state.game.as_ref().filter(|game| !game.is_over());
        app::game::choices(&self.state.set_up, waits, at);
    }

    fn top(&self, at: &mut Parts) {
        let state = &self.state;
        let shown = Top {
            theme: state.window.theme,
            menu: &state.window.menu,
            in_lab: state.window.screen == Screen::Lab,
            in_game: state.game.is_some(),
            here: navigate::here(state),
            run: &state.run,
            branches: &state.branches,
        };
        around::top(&shown, at);
    }
}

fn hidden_title(title: String, at: &mut Parts) {
    at.line("h1 hidden", title).id("headline").focusable();
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

/// Names in texts: what is called so lights up on the stage while one points at the name, goes to it or presses it.
fn listen_to_names(send: &Send) {
    for event in ["pointerover", "focusin", "click"] {
        let send = send.clone();
        let mut last = String::new();
        listen(event, move |happened: web_sys::Event| {
            let pressed = event == "click";
            let target = happened
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let kind = if pressed { ".name-of" } else { "code,.name-of" };
            let code = target.and_then(|target| target.closest(kind).ok().flatten());
            let name = code
                .and_then(|code| code.text_content())
                .unwrap_or_default();
            if pressed && !name.is_empty() || !pressed && name != last {
                last.clone_from(&name);
                send.emit(Msg::Point { name, pressed });
            }
        });
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
