//! A game day: the choices before it, the guide beside the stage, and the score.

use crate::app::game::{End, GameMsg, GamePlay, HASTES, SetUp, words};
use crate::app::words::{capital, dollars, span, stopwatch};
use crate::app::{Msg, State};
use crate::lesson::GameLevel;
use crate::lesson::game::{Blemish, Reason, Score, rules};
use crate::rds::View;
use crate::ui::clock::auto_words;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, on, on_text, percent};
use crate::ui::prose::inline;
use wasm_bindgen::JsCast;
use yew::prelude::*;

fn tell<E: 'static>(send: &Send, msg: GameMsg) -> Callback<E> {
    on(send, Msg::Game(msg))
}

/// Name, level and design.
pub fn set_up(state: &State, send: &Send) -> Html {
    let set_up = &state.set_up;
    let ready = set_up.seed().is_some() && set_up.blemishes.is_empty();
    html! {
        <div class="setup">
            <header class="setup__top">
                <h1 id="headline" tabindex="-1">{ "Game day" }</h1>
                <p>{ "Somebody breaks things in secret, you run the shop. Choose a design, and meet the luck of a name. The clock does not stop, nothing is undone, and at the end there is a score with its reasons." }</p>
            </header>
            { for state.game.iter().filter(|game| !game.is_over()).map(|game| html! {
                <p class="setup__own">
                    { format!("Your shift under {} waits, which no real one does. ", game.seed) }
                    <button type="button" class="link" onclick={on(send, Msg::Go(game.route()))}>{ "Back to it" }</button>
                </p>
            }) }
            { name(set_up, send) }
            <fieldset class="setup__part">
                <legend>{ "Level" }</legend>
                <div class="levels">{ for GameLevel::ALL.into_iter().map(|level| level_card(set_up, level, send)) }</div>
            </fieldset>
            { design(set_up, send) }
            <aside class="setup__start" aria-label="Cost and start">
                { cost(set_up) }
                <button type="button" id="game-start" class={classes!("button", if ready { "button--main" } else { "button--refused" })}
                    aria-disabled={(!ready).to_string()} onclick={tell(send, GameMsg::Start)}>
                    { icon(Icon::Play) }<span>{ "Begin the shift" }</span>
                </button>
                <p class="quiet">{ summary(set_up) }</p>
            </aside>
        </div>
    }
}

fn summary(set_up: &SetUp) -> String {
    match (set_up.seed(), set_up.blemishes.len()) {
        (None, _) => "The name needs a change first.".to_owned(),
        (_, 1..) => "The design needs a change first.".to_owned(),
        (Some(seed), 0) => format!(
            "{}, {}, the luck of {seed}.",
            words::title(set_up.level),
            span(rules(set_up.level).shift)
        ),
    }
}

fn name(set_up: &SetUp, send: &Send) -> Html {
    let wrong = set_up.seed().is_none();
    html! {
        <section class="setup__part">
            <label class="setup__label" for="game-name">{ "Name" }</label>
            <div class="name">
                <input id="game-name" type="text" class="field" maxlength="40" autocomplete="off" spellcheck="false" placeholder="KYIV"
                    value={set_up.name.clone()} aria-invalid={wrong.to_string()} aria-describedby="game-name-help"
                    oninput={on_text(send, |name| Msg::Game(GameMsg::Name(name)))} />
                <button type="button" class="button button--icon" title="Another name" aria-label="Another name" onclick={tell(send, GameMsg::Dice)}>{ icon(Icon::Dice) }</button>
            </div>
            <p id="game-name-help" class="quiet">
                {
                    match wrong {
                        true => "A name has letters from a to z, digits, hyphens and underscores: write “Jose” for “José”.",
                        false => "Your own name can be the seed. The same name meets the same incidents, whatever the design; capitals count for nothing.",
                    }
                }
            </p>
        </section>
    }
}

fn level_card(set_up: &SetUp, level: GameLevel, send: &Send) -> Html {
    let chosen = set_up.level == level;
    html! {
        <label class="level">
            <input type="radio" name="level" checked={chosen} onchange={tell(send, GameMsg::Level(level))} />
            <span class="level__title">{ words::title(level) }<span class="level__mark" aria-hidden="true">{ icon(if chosen { Icon::Check } else { Icon::Ring }) }</span></span>
            <span class="level__what">{ words::what_strikes(level) }</span>
            <span class="level__facts">
                { for words::facts(level).into_iter().map(|(name, value)| html! { <span><span>{ name }</span>{ " " }<b>{ value }</b></span> }) }
            </span>
        </label>
    }
}

fn design(set_up: &SetUp, send: &Send) -> Html {
    let design = &set_up.design;
    let check = |words: &'static str,
                 what: &'static str,
                 checked: bool,
                 msg: fn(bool) -> GameMsg| {
        html! {
            <label class="option">
                <input type="checkbox" checked={checked && !set_up.own} onchange={tell(send, msg(!checked))} />
                <span><b>{ words }</b><span>{ what }</span></span>
            </label>
        }
    };
    html! {
        <fieldset class="setup__part">
            <legend>{ "Design" }</legend>
            if set_up.own {
                <p class="setup__own">
                    { "The design stands in lines of its own, below. " }
                    <button type="button" class="link" onclick={tell(send, GameMsg::ToChoices)}>{ "Back to the choices" }</button>
                </p>
            }
            <div class="options">
                { check("Multi-AZ", "A standby in a second zone, in step.", design.multi_az, GameMsg::MultiAz) }
                { check("Read replica in the Region", "In the next zone; it trails by moments.", design.replica, GameMsg::Replica) }
                { check("Read replica in us-west-2", "On the other coast; it trails by seconds.", design.replica_west, GameMsg::ReplicaWest) }
                { check("Deletion protection", "Nobody deletes orders by mistake.", design.deletion_protection, GameMsg::Protection) }
                { retention(set_up, send) }
            </div>
            { lines(set_up, send) }
        </fieldset>
    }
}

fn retention(set_up: &SetUp, send: &Send) -> Html {
    html! {
        <fieldset class="choices">
            <legend>{ "Automated backups" }</legend>
            <div class="choices__row">
                { for crate::lesson::game::RETENTIONS.into_iter().map(|days| html! {
                    <label class="choice">
                        <input type="radio" name="retention" checked={set_up.design.retention_days == days && !set_up.own} onchange={tell(send, GameMsg::Retention(days))} />
                        <span>{ match days { 0 => "off".to_owned(), 1 => "1 day".to_owned(), days => format!("{days} days") } }</span>
                    </label>
                }) }
            </div>
        </fieldset>
    }
}

/// What the design costs, beside the level's budget.
fn cost(set_up: &SetUp) -> Html {
    let budget = rules(set_up.level).budget_usd;
    let Some(usd) = set_up.usd_per_month else {
        return html! { <p class="cost cost--unknown">{ "The design cannot be built yet, so it has no cost." }</p> };
    };
    let whole = f64::from(budget).max(usd) * 1.08;
    let verdict = match set_up.over_budget() {
        Some(over) => format!(
            "{} above the budget of ${budget}: it costs points.",
            dollars(over)
        ),
        None => format!("Within the budget of ${budget}."),
    };
    html! {
        <div class="cost" aria-live="polite">
            <p><b class="number">{ dollars(usd) }</b>{ " a month" }</p>
            <div class="cost__bar" aria-hidden="true">
                <span class={classes!("cost__spent", set_up.over_budget().is_some().then_some("cost__spent--over"))} style={format!("width:{}", percent(usd / whole))}></span>
                <span class="cost__budget" style={format!("left:{}", percent(f64::from(budget) / whole))}></span>
            </div>
            <p class="cost__verdict">
                { icon(if set_up.over_budget().is_some() { Icon::Warning } else { Icon::Check }) }
                <span>{ verdict }</span>
            </p>
        </div>
    }
}

fn lines(set_up: &SetUp, send: &Send) -> Html {
    let typed = send.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
        if let Some(field) = field {
            typed.emit(Msg::Game(GameMsg::Lines(field.value())));
        }
    });
    html! {
        <details class="setup__lines" open={set_up.own}>
            <summary>{ "The design as lines, to be changed" }</summary>
            <textarea id="game-lines" class="field" rows="6" spellcheck="false" autocomplete="off" aria-label="The design as lines" aria-describedby="game-blemishes"
                value={set_up.lines.clone()} {oninput} />
            <div id="game-blemishes" aria-live="polite">{ for set_up.blemishes.iter().map(blemish) }</div>
        </details>
    }
}

fn blemish(blemish: &Blemish) -> Html {
    html! {
        <div class="mistake">
            <p>{ blemish.line.map(|line| format!("Line {line}: ")).unwrap_or_default() }{ inline(&blemish.cause) }</p>
            <p class="mistake__cure">{ inline(&capital(&blemish.cure)) }</p>
        </div>
    }
}

/// That something has struck: above the stage, until it is closed.
pub fn banner(state: &State, send: &Send) -> Html {
    let game = state.game.as_ref();
    let Some((game, at)) = game.and_then(|game| Some((game, game.banner?))) else {
        return html! { <h1 id="headline" class="hidden" tabindex="-1">{ "Game day" }</h1> };
    };
    let view = &*state.calm.view;
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
    let view = &*state.calm.view;
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
                    <li class="reason reason--sum"><span class="reason__what">{ "Score" }</span><b class="number">{ score.points }</b></li>
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
