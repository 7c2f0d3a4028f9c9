//! The whiteboard, as parts: what is promised, the design that is chosen for it, and whether that passes.

use crate::app::game::{self, SetUp};
use crate::app::icon::Icon;
use crate::app::map::msg::MapMsg;
use crate::app::map::promise::Promise;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};
use crate::app::route::{Route, Seat};
use crate::app::words;
use crate::language::words::{counted, span};

/// What is promised, and a design for it.
pub(super) fn board(seed: &str, promise: Promise, set_up: &SetUp, at: &mut Parts) {
    at.within("header setup__top", |at| {
        at.line("h1", "Whiteboard").id("headline").focusable();
        at.line("p", "Nothing is built yet. Choose a design for what is promised, say why, and then let every failure strike it. A promise that no design keeps in every failure is no trap: say which failure, and what it would take.");
    });
    at.within("section setup__part", |at| {
        at.line("h2", "What is promised");
        let facts = vec![
            ("RTO", span(promise.rto)),
            ("RPO", span(promise.rpo)),
            ("Budget", format!("{} dollars a month", promise.budget)),
        ];
        at.facts("dl facts map__promise", facts);
        at.line(
            "p quiet",
            format!("Drawn by the name {seed}: another name, another promise."),
        );
    });
    game::design(set_up, at);
    at.within("p map__price", |at| {
        let price = set_up.usd_per_month.map(|usd| match set_up.decided {
            true => price(usd, promise.budget),
            false => "It has a price once its copies are chosen.".to_owned(),
        });
        at.words(price.unwrap_or_else(|| "The design cannot be built yet.".to_owned()));
        at.some(|at| {
            if let Some(more) = set_up.last_choice_usd.filter(|usd| usd.abs() >= 0.5) {
                let sign = if more < 0.0 { "−" } else { "+" };
                let more = words::dollars(more.abs());
                at.line("span quiet", format!(" The last choice: {sign}{more}."));
            }
        });
    })
    .says(Attribute::Live, "polite");
    let judge = Msg::Map(MapMsg::Judge);
    at.icon_button("button button button--main", Icon::Play, "Judge it", judge)
        .id("judge");
    at.when(!set_up.decided, |at| {
        at.line("p quiet", game::DECIDE);
    });
    at.link("a link", &Route::Interview(Seat::List), |at| {
        at.words("Back to the interview");
    });
}

/// What a design costs, and whether that is within the budget.
pub(super) fn price(usd: f64, budget: u32) -> String {
    let cost = words::dollars(usd);
    let words = if usd <= f64::from(budget) {
        "within"
    } else {
        "over"
    };
    format!("{cost} a month, {words} the budget of {budget} dollars.")
}

/// Whether the design passes: it keeps what is promised in every failure, and to the budget.
pub(super) fn passed(missed: usize, within: bool, at: &mut Parts) {
    let failures = counted(missed as u64, "failure", "failures");
    let (kind, told) = match (missed, within) {
        (0, true) => (
            "p map__verdict good",
            "✓ Passed: every promise kept, within the budget.".to_owned(),
        ),
        (0, false) => (
            "p map__verdict bad",
            "✗ Missed: every promise kept, but over the budget.".to_owned(),
        ),
        (_, true) => (
            "p map__verdict bad",
            format!("✗ Missed: the promise is broken in {failures}."),
        ),
        (_, false) => (
            "p map__verdict bad",
            format!("✗ Missed: the promise is broken in {failures}, and it is over the budget."),
        ),
    };
    at.line(kind, told);
}
