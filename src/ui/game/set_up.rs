//! The choices before a game day: name, level and design, and what the design costs.

use crate::app::game::{GameMsg, SetUp, words};
use crate::app::words::{capital, dollars};
use crate::app::{Msg, State};
use crate::lesson::GameLevel;
use crate::lesson::game::{Blemish, RETENTIONS, rules};
use crate::ui::game::tell;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, on, on_text, percent};
use crate::ui::prose::inline;
use wasm_bindgen::JsCast;
use yew::prelude::*;

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
            "{}, {} h, the luck of {seed}.",
            words::title(set_up.level),
            rules(set_up.level).shift.ms() / 3_600_000
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
                        false => "Your own name can be the seed. The same name meets the same incidents; one that finds nothing to strike in a design is left out. Capitals count for nothing.",
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
            <div id="game-blemishes" class="mistakes" aria-live="polite">{ for set_up.blemishes.iter().map(blemish) }</div>
        </fieldset>
    }
}

fn retention(set_up: &SetUp, send: &Send) -> Html {
    html! {
        <fieldset class="choices">
            <legend>{ "Automated backups" }</legend>
            <div class="choices__row">
                { for RETENTIONS.into_iter().map(|days| html! {
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
