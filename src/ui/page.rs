//! The root: it holds the state, drives the clock, and carries out effects.

use crate::app::around;
use crate::app::tour::Tour;
use crate::app::{self, Effect, Msg, Route, Screen, State, Tab, navigate, tour_guide};
use crate::ui::kit::{self, Send};
use crate::ui::panel::Panel;
use crate::ui::parts::shown;
use crate::ui::pieces::{Piece, Pieces};
use crate::ui::rest::{self, Rest, Waiting};
use crate::ui::stage::Still;
use crate::ui::{
    author, class, effects, files, first, focus, keys, listen, panel, present, storage, timeline,
};
use gloo_timers::callback::{Interval, Timeout};
use std::cell::RefCell;
use std::rc::Rc;
use yew::html::Scope;
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
    shown: Pieces,
    /// What is done once all is drawn.
    drawn_first: Vec<Effect>,
    /// What waits for the rest of the module.
    waiting: Waiting,
    tell: Callback<Rest>,
    /// How many of its pieces stand. They come one after the other, unseen: all at once would keep a slow device from its visitor.
    pieces: u8,
    /// Whether what the visitor came for is still on its way.
    is_awaited: bool,
}

/// The pieces of the page, each of which stands once so many do: where its visitor goes, and what is drawn of that.
const ARRIVED: u8 = 1;
const TOP: u8 = 2;
const MAIN: u8 = 3;
const STAGE: u8 = 4;
const SIDE: u8 = 5;
const TIME: u8 = 6;
const ALL: u8 = TIME;

/// With what the page begins, which it takes: who was here before finds what was kept.
#[derive(Clone, Properties)]
pub struct Arrival {
    state: Rc<RefCell<Option<State>>>,
}

impl Arrival {
    pub fn new() -> Arrival {
        let theme = effects::saved_theme();
        effects::show_theme(theme);
        let progress = effects::saved_progress();
        let mut state = State::arriving(theme, effects::saved_run(), progress.as_deref());
        state.course.dropped = effects::saved_lesson();
        state.class.mine = class::kept();
        state.window.keys = effects::saved_keys();
        Arrival {
            state: Rc::new(RefCell::new(Some(state))),
        }
    }
}

impl PartialEq for Arrival {
    fn eq(&self, other: &Arrival) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

/// What the page is told: by its visitor, or by the rest of the module.
pub enum Told {
    Msg(Msg),
    Rest(Rest),
    /// The browser had its turn: the next piece can come.
    GoOn,
    /// Half a tick has passed: a piece whose figures are of before can be drawn.
    Between,
}

impl Component for Page {
    type Message = Told;
    type Properties = Arrival;

    fn create(ctx: &Context<Self>) -> Self {
        let send = ctx.link().callback(Told::Msg);
        let state = ctx
            .props()
            .state
            .take()
            .expect("there is one page, and it arrives once");
        let page = Page {
            state,
            ticking: None,
            title: String::new(),
            shown: Pieces::default(),
            drawn_first: Vec::new(),
            waiting: Waiting::default(),
            tell: ctx.link().callback(Told::Rest),
            pieces: 0,
            is_awaited: true,
            send,
        };
        keys::switch(page.state.window.keys);
        keys::listen(&page.send);
        listen::to_links(&page.send);
        listen::to_address(&page.send);
        listen::to_names(&page.send);
        focus::listen(&page.send);
        for (name, begins) in [("beforeprint", true), ("afterprint", false)] {
            let print = page.send.clone();
            kit::listen(name, move |_: web_sys::Event| {
                print.emit(Msg::Paper(begins))
            });
        }
        let leave = page.send.clone();
        kit::listen("visibilitychange", move |_: web_sys::Event| {
            let document = kit::document();
            if document.is_some_and(|document| document.hidden()) {
                leave.emit(Msg::Leave);
            }
        });
        files::listen_to_drops(&page.send);
        go_on(ctx.link().clone(), ALL);
        page
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        let msgs = match told {
            Told::Msg(msg) => vec![msg],
            Told::Rest(what) => self.waiting.hear(what, &self.tell),
            Told::GoOn => {
                self.pieces += 1;
                self.shown.turns.only(match self.pieces {
                    TOP => Some(Piece::Top),
                    STAGE => Some(Piece::Cards),
                    SIDE => Some(Piece::Side),
                    TIME => Some(Piece::Time),
                    _ => None,
                });
                if self.pieces == ARRIVED {
                    self.arrive();
                }
                return self.pieces > ARRIVED;
            }
            Told::Between => return self.shown.take(),
        };
        let only_ticks = msgs.iter().all(|msg| matches!(msg, Msg::Tick(_)));
        let before = Rc::clone(&self.state.drawn.calm);
        let awaited = navigate::is_awaited(&self.state);
        for msg in msgs {
            self.react(msg, |_| true);
        }
        if only_ticks && self.state.clock.runs() && self.pieces == ALL {
            let news = !Rc::ptr_eq(&before, &self.state.drawn.calm);
            self.shown.turns.pass(news);
            let link = ctx.link().clone();
            self.shown
                .wait(FRAME_MS / 2, move || link.send_message(Told::Between));
        } else {
            self.shown.turns.end();
        }
        let is_here = awaited && !navigate::is_awaited(&self.state);
        if is_here && self.is_awaited && self.pieces == ALL {
            // What its visitor came for is not seen yet: it comes piece by piece too, and to find out what there is was work enough.
            self.pieces = ARRIVED;
            go_on(ctx.link().clone(), ALL - ARRIVED);
        }
        self.pieces > ARRIVED
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _first: bool) {
        if self.is_awaited && self.pieces == ALL && !navigate::is_awaited(&self.state) {
            self.is_awaited = false;
            first::end();
        }
        self.shown.turns.rest();
        // Where tapes alone have moved, nothing has taken the focus away.
        if !self.shown.turns.draws_tapes_at_most() {
            if self.state.window.help {
                focus::show_dialog();
            }
            focus::keep();
        }
        if self.pieces == ALL {
            for effect in std::mem::take(&mut self.drawn_first) {
                effects::carry_out(effect, &self.send);
            }
        }
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        let state = &self.state;
        let send = &self.send;
        let rest = self.waiting.view(&self.tell);
        if self.pieces < TOP {
            return Html::default();
        }
        if !rest::is_here() && state.tour.is_none() {
            return html! { <div class="page"><main class="awaiting"><h1 class="hidden">{ "Failover Lab" }</h1>{ rest }</main></div> };
        }
        html! {
            <div class={classes!("page", state.kind())}>
                { focus::skip(state.skip()) }
                <header class="top">{ self.shown.piece(Piece::Top, || shown(send, |at| around::top(&state.top(), at))) }</header>
                if self.pieces >= MAIN {
                    { match state.window.screen {
                        Screen::Lab => self.lab(),
                        Screen::Author => author::view(&state.author, &state.course, state.window.help, send),
                        paper => html! { <main class={(paper == Screen::Home).then_some("home")}>{ shown(send, |at| state.paper(at)) }</main> },
                    } }
                }
                { self.notice() }
                <footer>
                    <p>{ "A model for learning. Not affiliated with AWS; Amazon RDS is theirs, the simulation is ours." }</p>
                </footer>
                <div class="hidden" aria-live="polite" role="status">{ &state.drawn.announced }</div>
                { rest }
                if state.window.help {
                    <dialog class="help" aria-labelledby="help-title" onclose={kit::on(send, Msg::CloseMenus)}>
                        { shown(send, |at| around::help(state.window.keys, at)) }
                    </dialog>
                }
                if state.course.dragging { { files::drop_hint() } }
                { files::field(send) }
            </div>
        }
    }
}

/// Asks for so many pieces of the page, and lets the browser have its turn before each.
fn go_on(link: Scope<Page>, pieces: u8) {
    Timeout::new(0, move || {
        link.send_message(Told::GoOn);
        if pieces > 1 {
            go_on(link, pieces - 1);
        }
    })
    .forget();
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
            if !wanted(&effect) {
                continue;
            }
            match effect.waits_for_drawing() {
                true => self.drawn_first.push(effect),
                false => effects::carry_out(effect, &self.send),
            }
        }
        self.follow();
    }

    /// Goes where the address leads. Whoever arrives begins at the top.
    fn arrive(&mut self) {
        self.react(Msg::Go(Route::parse(&effects::fragment())), |effect| {
            !matches!(effect, Effect::Focus(_))
        });
        if !storage::is_open() {
            self.react(Msg::WhyNot(app::words::NOTHING_KEPT.to_owned()), |_| true);
        }
    }

    fn lab(&self) -> Html {
        let (state, send) = (&self.state, &self.send);
        if let Some(coming) = &state.coming {
            return html! { <main class="arrival">{ shown(send, |at| app::lesson::waiting(coming, at)) }</main> };
        }
        if let Some(shows) = &state.present {
            let slide = self
                .shown
                .piece(Piece::Side, || shown(send, |at| state.slide(at)));
            let stage = shows.has_stage();
            let stage = stage.then(|| self.shown.piece(Piece::Tapes, || self.picture()));
            return present::view(slide, stage);
        }
        html! {
            <main>
                { shown(send, |at| state.above(at)) }
                <section id="stage" class="stage" aria-label="Stage" tabindex="-1">
                    if self.pieces >= STAGE { { self.shown.piece(Piece::Tapes, || self.picture()) } }
                </section>
                <aside class="side" aria-label="Verdict and details">if self.pieces >= SIDE { { self.shown.piece(Piece::Side, || self.side()) } }</aside>
                <section class="time" aria-label="Time">
                    if self.pieces >= TIME {
                        { self.shown.piece(Piece::Time, || self.time()) }
                    }
                </section>
            </main>
        }
    }

    /// What the browser does beside drawing: the clock and the title.
    fn follow(&mut self) {
        self.tick_while_time_passes();
        if self.state.tour.as_ref().is_some_and(Tour::is_at_its_doors) {
            self.waiting.foresee(&self.tell);
        }
        let title = navigate::title(&self.state);
        if title != self.title {
            effects::show_title(&title);
            self.title = title;
        }
    }

    fn tick_while_time_passes(&mut self) {
        if self.state.clock.runs() == self.ticking.is_some() {
            return;
        }
        self.ticking = self.state.clock.runs().then(|| {
            let send = self.send.clone();
            let mut last = js_sys::Date::now();
            Interval::new(FRAME_MS, move || {
                let now = js_sys::Date::now();
                send.emit(Msg::Tick(now - last));
                last = now;
            })
        });
    }

    fn picture(&self) -> Html {
        let (state, send) = (&self.state, &self.send);
        match state.is_empty() {
            true => shown(send, around::starts),
            false => {
                let mut still = self.shown.still.borrow_mut();
                let still = match still
                    .take()
                    .filter(|_| !self.shown.turns.draws(Piece::Cards))
                {
                    Some(mut known) => {
                        known.tell_orders(&state.cards(), send);
                        still.insert(known)
                    }
                    None => still.insert(Still::of(state.cards(), send)),
                };
                still.shown(&state.drawn.frame, state.pace())
            }
        }
    }

    fn side(&self) -> Html {
        let (state, send) = (&self.state, &self.send);
        if let Some(tour) = &state.tour {
            return shown(send, |at| {
                tour_guide::guide(tour, &state.drawn.calm.view, at)
            });
        }
        let panel = Panel {
            tabs: state.tabs(),
            open: state.window.tab,
            is_sheet: state.window.sheet.is_some() && state.window.tab == Tab::Inspector,
            terminal: &state.terminal,
            examined: state.is_examined(),
        };
        html! { <>
            { shown(send, |at| state.judged(at)) }
            { panel::view(&panel, |at| state.inside(at), send) }
        </> }
    }

    fn time(&self) -> Html {
        let (state, send) = (&self.state, &self.send);
        html! { <>
            { shown(send, |at| state.reach(at)) }
            { shown(send, |at| around::clock(&state.clock(), at)) }
            { timeline::view(&state.timeline(), send) }
        </> }
    }

    fn notice(&self) -> Html {
        let window = &self.state.window;
        shown(&self.send, |at| {
            around::notice(window.notice.as_ref(), window.said_again, at);
        })
    }
}
