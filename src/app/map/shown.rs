//! The protection map, as parts.

use crate::app::game::{self, SetUp};
use crate::app::icon::Icon;
use crate::app::map::known::{Band, Design, MapState, Trial, Tried};
use crate::app::map::msg::MapMsg;
use crate::app::map::promise::Promise;
use crate::app::map::trial::{Came, Outcome};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};
use crate::app::route::{Route, Seat};
use crate::app::share::Sight;
use crate::app::toll;
use crate::app::words::{self, stopwatch};
use crate::language::words::{counted, nearest, span};
use crate::sim::SimDuration;

pub fn front(map: &MapState, set_up: &SetUp, at: &mut Parts) {
    at.within("div setup map", |at| {
        match &map.board {
            Some((seed, promise)) => board(seed, *promise, set_up, at),
            None => {
                at.within("header setup__top", |at| {
                    at.line("h1", "Protection map").id("headline").focusable();
                    at.line("p", HOW);
                });
            }
        }
        if let Some(nothing) = map.nothing {
            at.line("p", nothing);
            at.link("a button button--main", &Route::Sandbox, |at| {
                at.words("To the stage");
            });
        }
        if let Some(design) = &map.of {
            let is_old = map.board.is_some() && design.lines != set_up.lines;
            at.within("section map__judged", |at| {
                at.when(map.board.is_some(), |at| {
                    at.line("h2", "What would happen");
                    at.when(is_old, |at| {
                        at.line("p map__verdict", "The design has changed since: this is of the one before. Judge it again.");
                    });
                    at.line("p", HOW);
                });
                promise(map, design, at);
                table(design, at);
                at.within("div map__untried", |at| {
                    for told in &design.untried {
                        at.line("p quiet", told.clone());
                    }
                });
            })
            .id("map-judged");
        }
    });
}

const HOW: &str = "What would happen to this design now? Each failure strikes copies of it under five seeds: once nobody does anything, and once somebody decides after five minutes and takes the way out that loses least. Each cell leads to the run of its unluckiest seed.";

/// What is promised, and a design for it.
fn board(seed: &str, promise: Promise, set_up: &SetUp, at: &mut Parts) {
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
        let price = set_up.usd_per_month.map(|usd| price(usd, promise.budget));
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
    at.link("a link", &Route::Interview(Seat::List), |at| {
        at.words("Back to the interview");
    });
}

/// What a design costs, and whether that is within the budget.
fn price(usd: f64, budget: u32) -> String {
    let cost = words::dollars(usd);
    let words = if usd <= f64::from(budget) {
        "within"
    } else {
        "over"
    };
    format!("{cost} a month, {words} the budget of {budget} dollars.")
}

/// What was promised, what it costs, and how far the map is drawn.
fn promise(map: &MapState, design: &Design, at: &mut Parts) {
    let view = design.run.view();
    let limit = |limit: Option<SimDuration>| limit.map_or_else(|| "not promised".to_owned(), span);
    let usd = view.monthly_cost_usd();
    let (kept, judged) = kept(design);
    let mut facts = vec![
        ("RTO", limit(view.goals.rto)),
        ("RPO", limit(view.goals.rpo)),
    ];
    match &map.board {
        None => facts.push(("Cost", format!("{} a month", words::dollars(usd)))),
        Some((_, promise)) => facts.push(("Cost", price(usd, promise.budget))),
    }
    if judged > 0 {
        facts.push(("Promise kept", format!("in {kept} of {judged} failures")));
    }
    at.some(|at| {
        if let Some((name, back)) = &map.place {
            whose(design, name, back, at);
        }
    });
    let is_drawn = design.made >= design.all();
    at.some(|at| {
        if let Some((_, promise)) = map.board.as_ref().filter(|_| is_drawn) {
            passed(judged - kept, usd <= f64::from(promise.budget), at);
        }
    });
    at.facts("dl facts", facts);
    let all = design.all() - design.others * design.rows.len();
    let mut told = match is_drawn {
        false => format!("{} of {} strikes so far…", design.made, design.all()),
        true => format!("All {all} strikes. A range is from the luckiest seed to the unluckiest."),
    };
    if design.others > 0 {
        let seeds = counted(design.others as u64, "seed", "seeds");
        told += &format!(" Under {seeds} this run comes to another design: not tried.");
    }
    at.line("p quiet", told).says(Attribute::Role, "status");
}

/// Which design is judged, and the way back to it.
fn whose(design: &Design, name: &str, back: &Route, at: &mut Parts) {
    let (was, now) = (design.of.now(), design.run.now());
    let mut told = format!("{name}, seed {}, at {}", design.of.seed(), stopwatch(was));
    if now > was {
        told += &format!(", once all stands ready at {}", stopwatch(now));
    }
    at.within("p", |at| {
        at.line("b", told);
        at.words(". ");
        at.link("a link", back, |at| at.words("Back to it"));
    });
}

/// Whether the design passes: it keeps what is promised in every failure, and to the budget.
fn passed(missed: usize, within: bool, at: &mut Parts) {
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

/// In how many rows the promise holds under every seed, and of how many it is known.
fn kept(design: &Design) -> (usize, usize) {
    let rows = design.rows.iter().filter_map(verdict);
    rows.fold((0, 0), |(kept, all), one| {
        (kept + usize::from(one), all + 1)
    })
}

/// Whether a promise holds under every seed: by itself, or else if somebody acts. Nothing where nothing was promised.
pub(super) fn verdict(row: &Tried) -> Option<bool> {
    let held = |one: &Trial| match (holds(&one.alone), one.by.as_ref().and_then(holds)) {
        (Some(false), Some(by)) => Some(by),
        (alone, _) => alone,
    };
    let judged: Option<Vec<bool>> = row.trials.iter().map(held).collect();
    let judged = judged.filter(|all| !all.is_empty())?;
    Some(judged.into_iter().all(|one| one))
}

/// A goal that was not met, or not yet, is missed; what nobody promised is neither.
fn holds(outcome: &Outcome) -> Option<bool> {
    let mut goals = outcome.met.iter().flatten().peekable();
    goals.peek()?;
    Some(outcome.came != Came::Not && goals.all(|met| *met))
}

fn table(design: &Design, at: &mut Parts) {
    at.within("table map__table", |at| {
        at.within("thead", |at| {
            at.heads(&["Failure", "Nobody acts", "Somebody acts", "Promise"]);
        });
        at.within("tbody", |at| {
            for row in &design.rows {
                at.within("tr", |at| one(row, at));
            }
        });
    });
}

fn one(row: &Tried, at: &mut Parts) {
    at.within("th", |at| {
        at.line("b", row.row.heading);
        at.line("span quiet", format!(" {}", row.row.place));
    })
    .says(Attribute::Scope, "row");
    cell("Nobody acts", at, |at| {
        let alone: Vec<&Outcome> = row.trials.iter().map(|one| &one.alone).collect();
        match (&row.refused, alone.is_empty()) {
            (_, false) => came(&alone, alone.len(), at),
            (Some(reason), true) => at.words(format!("cannot happen: {reason}")),
            (None, true) => at.words("…"),
        }
    });
    cell("Somebody acts", at, |at| by_somebody(&row.trials, at));
    cell("Promise", at, |at| match verdict(row) {
        None => at.words("–"),
        Some(true) => {
            at.line("span good", "✓ kept");
        }
        Some(false) => {
            at.line("span bad", "✗ missed");
        }
    });
}

fn by_somebody(trials: &[Trial], at: &mut Parts) {
    let by: Vec<&Outcome> = trials.iter().filter_map(|one| one.by.as_ref()).collect();
    let is_lost = |one: &&Trial| one.by.is_none() && one.alone.came == Came::Not;
    let lost = trials.iter().filter(is_lost).count();
    match by.first() {
        None if trials.is_empty() => at.words("–"),
        None if lost > 0 => at.words("no way back is left"),
        None => at.words("nothing to do"),
        Some(first) => {
            if let Some(way) = &first.way {
                at.line("span", format!("{way}: "));
            }
            // Where it was over by itself there was nothing to do.
            came(&by, by.len() + lost, at);
        }
    }
}

/// On a narrow screen each cell says what it is.
fn cell(label: &'static str, at: &mut Parts, fill: impl FnOnce(&mut Parts)) {
    at.within("td", |at| {
        at.line("span map__label", label)
            .says(Attribute::Unspoken, "true");
        at.within("span", fill);
    });
}

/// What came of it under so many seeds, in words that lead to the run under the unluckiest, which they name: the first of several.
pub(super) fn came(outcomes: &[&Outcome], of: usize, at: &mut Parts) {
    let Some(worst) = outcomes.iter().rev().max_by_key(|one| one.badness()) else {
        return;
    };
    let sight = Sight {
        at: Some(worst.at),
        ..Sight::default()
    };
    let run = Route::Run(worst.text.clone(), Box::new(sight));
    at.link("a", &run, |at| {
        at.words(told(outcomes, of));
        at.line("span quiet", format!(" ({})", worst.seed));
    });
    let lost = outcomes.iter();
    let lost = lost.filter(|one| one.lost > 0 && one.came != Came::Not);
    if let Some(lost) = lost.max_by_key(|one| one.lost) {
        let orders = counted(lost.lost, "order", "orders");
        let most = if outcomes.len() > 1 { "up to " } else { "" };
        at.line(
            "span bad",
            format!(", −{most}{}", toll::and_time(orders, lost.span)),
        );
    }
}

/// What came of it under so many seeds: where there is no outcome, nothing has come back.
pub(super) fn told(outcomes: &[&Outcome], of: usize) -> String {
    let back: Vec<SimDuration> = outcomes
        .iter()
        .filter_map(|one| match one.came {
            Came::Back(after) => Some(after),
            Came::Untouched | Came::HeldOff | Came::Not => None,
        })
        .collect();
    let count = |came: Came| outcomes.iter().filter(|one| one.came == came).count();
    if count(Came::HeldOff) == of {
        return "held off".to_owned();
    }
    let spared = count(Came::Untouched) + count(Came::HeldOff);
    if spared == of {
        return "no request fails".to_owned();
    }
    let of = match back.len() + spared == of {
        true => String::new(),
        false => format!(", under {} of {of} seeds", back.len()),
    };
    let mut told = match band(&back) {
        None => "not within two days".to_owned(),
        Some((least, most)) if nearest(least) == nearest(most) => {
            format!("back after {}{of}", nearest(least))
        }
        Some((least, most)) => format!("back after {} to {}{of}", nearest(least), nearest(most)),
    };
    if spared > 0 {
        let seeds = counted(spared as u64, "seed", "seeds");
        told += &format!("; no request fails under {seeds}");
    }
    told
}

fn band(spans: &[SimDuration]) -> Option<Band> {
    Some((*spans.iter().min()?, *spans.iter().max()?))
}
