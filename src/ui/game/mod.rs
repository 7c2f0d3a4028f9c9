//! A game day: its banner, the guide beside the stage, and the score.

mod set_up;

pub use set_up::set_up;

use crate::app::game::{End, GameMsg, GamePlay, HASTES, words};
use crate::app::words::{capital, span, stopwatch};
use crate::app::{Msg, Route, State};
use crate::lesson::GameLevel;
use crate::lesson::game::{Reason, Score, rules};
use crate::ui::clock::auto_words;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, href, on, percent};
use crate::world::View;
use yew::prelude::*;

fn tell<E: 'static>(send: &Send, msg: GameMsg) -> Callback<E> {
    on(send, Msg::Game(msg))
}

/// That something has struck: above the stage, until it is closed.
pub fn banner(state: &State, send: &Send) -> Html {
    let game = state.game.as_ref();
    let Some((game, at)) = game.and_then(|game| Some((game, game.banner?))) else {
        return html! { <h1 id="headline" class="hidden" tabindex="-1">{ "Game day" }</h1> };
    };
    let view = &*state.drawn.calm.view;
    let symptom = view
        .incidents
        .last()
        .filter(|one| one.at == at)
        .map(|one| words::symptom(one, view));
    html! {
        <div class="banner">
            <h1 id="headline" class="hidden" tabindex="-1">{ "Game day" }</h1>
            { icon(Icon::Zap) }
            <p><b>{ words::banner(at) }</b>
                if let Some(symptom) = symptom.filter(|_| game.keeps_secret()) { <span>{ format!(" {}.", capital(&symptom)) }</span> }
            </p>
            <button type="button" class="link" onclick={tell(send, GameMsg::CloseBanner)}>{ "Close" }</button>
        </div>
    }
}

/// Beside the stage: how the day goes on, or what it came to.
pub fn guide(state: &State, send: &Send) -> Html {
    let Some(game) = &state.game else {
        return Html::default();
    };
    html! {
        <div class="lesson game">
            <header class="lesson__top">
                <p class="lesson__title">{ format!("{}, the luck of {}", words::title(game.level), game.seed) }</p>
                <p>{ goals(game.level) }</p>
            </header>
            {
                match &game.end {
                    None => going_on(state, game, send),
                    Some(End::Scored(score)) => scored(game, score, send),
                    Some(End::GivenUp) => given_up(game, send),
                }
            }
        </div>
    }
}

fn goals(level: GameLevel) -> String {
    let rules = rules(level);
    format!("RTO {}, RPO {}", span(rules.rto), span(rules.rpo))
}

fn heading(text: &str) -> Html {
    html! { <h2 id="game-heading" class="lesson__heading" tabindex="-1">{ text.to_owned() }</h2> }
}

fn going_on(state: &State, game: &GamePlay, send: &Send) -> Html {
    let view = &*state.drawn.calm.view;
    let left = game.ends_at().since(view.now);
    let whole = rules(game.level).shift.ms() as f64;
    html! {
        <>
            { heading("The shift goes on") }
            <div class="shift">
                <p><b class="number">{ span(left) }</b><span>{ " left" }</span></p>
                <div class="shift__bar" aria-hidden="true"><span style={format!("width:{}", percent(view.now.ms() as f64 / whole))}></span></div>
            </div>
            { incidents(game, view) }
            { haste(state, game, send) }
            <p class="quiet">{ "Not everything needs you. Select what is on the stage to see what it can do; the score comes at the end." }</p>
            { give_up(game, send) }
        </>
    }
}

fn incidents(game: &GamePlay, view: &View) -> Html {
    html! {
        <section class="until">
            <h3>{ "What has happened" }</h3>
            if view.incidents.is_empty() { <p class="quiet">{ "Nothing yet. Is everything ready that must be ready?" }</p> }
            <ul>
                { for view.incidents.iter().rev().map(|one| {
                    let (what, how) = words::incident(one, view, game.keeps_secret());
                    let over = one.recovered_at.is_some();
                    html! {
                        <li class={classes!("tick", (!over).then_some("tick--open"), over.then_some("tick--holds"))}>
                            { icon(if over { Icon::Check } else { Icon::Ring }) }
                            <span><b>{ what }</b><br /><span class="number">{ format!("{}: {how}", stopwatch(one.at)) }</span></span>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}

fn haste(state: &State, game: &GamePlay, send: &Send) -> Html {
    html! {
        <fieldset class="choices choices--small">
            <legend>{ "Pace " }<span class="quiet number">{ format!("now {}", auto_words(state.pace())) }</span></legend>
            <div class="choices__row">
                { for HASTES.iter().enumerate().map(|(place, (_, label))| html! {
                    <label class="choice">
                        <input type="radio" name="haste" checked={game.haste == place} onchange={tell(send, GameMsg::Haste(place))} />
                        <span>{ *label }</span>
                    </label>
                }) }
            </div>
        </fieldset>
    }
}

fn give_up(game: &GamePlay, send: &Send) -> Html {
    html! {
        if game.gives_up {
            <div class="giveup">
                <p>{ "The day ends here, without a score." }</p>
                <button type="button" id="yield" class="button" onclick={tell(send, GameMsg::Yield)}>{ "Give up" }</button>
                <button type="button" class="button" onclick={tell(send, GameMsg::GiveUp(false))}>{ "Go on" }</button>
            </div>
        } else {
            <p><button type="button" id="give-up" class="link" onclick={tell(send, GameMsg::GiveUp(true))}>{ "Give up…" }</button></p>
        }
    }
}

fn scored(game: &GamePlay, score: &Score, send: &Send) -> Html {
    html! {
        <>
            <div class="final">
                <p class="final__points"><b class="number">{ score.points }</b><span>{ " of 100" }</span></p>
                <div>
                    { heading("The shift is over") }
                    <p>{ words::praise(score.points) }</p>
                </div>
            </div>
            <section class="until">
                <h3>{ "Why" }</h3>
                <ol class="reasons">
                    <li class="reason"><span class="reason__what">{ "To begin with" }</span><b class="number">{ "100" }</b></li>
                    { for score.reasons.iter().map(|one| reason(one, send)) }
                    <li class="reason reason--sum"><span class="reason__what">{ if score.is_floored() { "Score, which is never below 0" } else { "Score" } }</span><b class="number">{ score.points }</b></li>
                </ol>
            </section>
            { doors(game, true, send) }
        </>
    }
}

fn reason(reason: &Reason, send: &Send) -> Html {
    let points = match reason.points {
        0 => "0".to_owned(),
        points => format!("−{}", points.abs()),
    };
    html! {
        <li class={classes!("reason", (reason.points < 0).then_some("reason--costs"))}>
            <span class="reason__what">
                <b>{ &reason.subject }</b>
                <span>{ &reason.words }
                    if let Some(place) = reason.incident {
                        { " " }<button type="button" class="link" aria-label={format!("Verdict of {}", reason.subject)} onclick={tell(send, GameMsg::Verdict(place))}>{ "verdict" }</button>
                    }
                </span>
            </span>
            <b class="number">{ points }</b>
        </li>
    }
}

fn given_up(game: &GamePlay, send: &Send) -> Html {
    html! {
        <>
            { heading("Given up") }
            <p>{ "There is no score. The run is yours now: look at every moment of it, or try again." }</p>
            { doors(game, false, send) }
        </>
    }
}

fn doors(game: &GamePlay, scored: bool, send: &Send) -> Html {
    let door = |title: String, what: &'static str, msg: GameMsg| {
        html! {
            <button type="button" class="door" onclick={tell(send, msg)}><b>{ title }</b><span>{ what }</span></button>
        }
    };
    let harder = GameLevel::ALL.into_iter().find(|level| *level > game.level);
    html! {
        <>
            <div class="doors">
                { door("Same luck, other design".to_owned(), "What changes then is the design alone.", GameMsg::OtherDesign) }
                { for harder.map(|level| door(format!("Harder: {}", words::title(level)), words::what_strikes(level), GameMsg::Harder)) }
                { door("Again".to_owned(), "The same name, level and design.", GameMsg::Again) }
                <a class="door" href={href(&Route::Home)}><b>{ "The course" }</b><span>{ "The whole path, and what is beside it." }</span></a>
                { door("On in the sandbox".to_owned(), "The same run, with undo and every fault.", GameMsg::ToSandbox) }
            </div>
            <div class="doors doors--row">
                <button type="button" class="button" onclick={tell(send, GameMsg::Challenge)}>{ icon(Icon::Link) }<span>{ "Link to this challenge" }</span></button>
                <button type="button" class="button" onclick={tell(send, GameMsg::ShareRun)}>{ icon(Icon::Link) }<span>{ if scored { "Link to my day and its score" } else { "Link to my run" } }</span></button>
            </div>
            <p class="quiet">{ "Press play or move the slider to look at any moment of the day." }</p>
        </>
    }
}
