//! The protection map, as parts.

use crate::app::game::SetUp;
use crate::app::map::board::{board, passed, price};
use crate::app::map::known::{Band, Design, MapState, Trial, Tried};
use crate::app::map::msg::MapMsg;
use crate::app::map::trial::{Came, Outcome};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};
use crate::app::route::Route;
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

const HOW: &str = "What would happen to this design now? Each failure strikes copies of it under five seeds: once nobody does anything, and once somebody decides after five minutes and takes the way out that loses least. Each cell leads to the run that takes longest of those it tells of; where another one loses more, its loss leads to that one.";

/// What was promised, what it costs, and how far the map is drawn.
fn promise(map: &MapState, design: &Design, at: &mut Parts) {
    let view = design.run.view();
    let limit = |limit: Option<SimDuration>| limit.map_or_else(|| "not promised".to_owned(), span);
    let usd = view.monthly_cost_usd();
    let (kept, judged) = kept(design);
    let apart = design
        .rows
        .iter()
        .filter(|row| is_out_of_reach(design, row))
        .count();
    let mut facts = vec![
        ("RTO", limit(view.goals.rto)),
        ("RPO", limit(view.goals.rpo)),
    ];
    match &map.board {
        None => facts.push(("Cost", format!("{} a month", words::dollars(usd)))),
        Some((_, promise)) => facts.push(("Cost", price(usd, promise.budget))),
    }
    if judged > 0 {
        let mut told = format!("in {kept} of {judged} failures");
        if apart > 0 {
            told += &format!("; {apart} more are out of reach of any design");
        }
        facts.push(("Promise kept", told));
    }
    at.some(|at| {
        if let Some((name, back)) = &map.place {
            whose(design, name, back, at);
            at.when(map.left.is_some(), |at| {
                let of_stage = Msg::Map(MapMsg::OfStage);
                at.button(
                    "button link",
                    "Map of the run on the stage instead",
                    of_stage,
                );
            });
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

/// In how many rows the promise holds under every seed, and of how many it is known.
fn kept(design: &Design) -> (usize, usize) {
    let rows = design.rows.iter();
    let rows = rows.filter(|row| !is_out_of_reach(design, row));
    let rows = rows.filter_map(verdict);
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

/// Whether no design keeps the promise in a row: its failure is noticed later than the RTO allows.
fn is_out_of_reach(design: &Design, row: &Tried) -> bool {
    let rto = design.run.view().goals.rto;
    let late = row.row.noticed_after().zip(rto);
    late.is_some_and(|(late, rto)| late > rto) && verdict(row) != Some(true)
}

/// A goal that was not met, or not yet, is missed; what nobody promised is neither.
fn holds(outcome: &Outcome) -> Option<bool> {
    let mut goals = outcome.met.iter().flatten().peekable();
    goals.peek()?;
    Some(outcome.came != Came::Not && goals.all(|met| *met))
}

fn table(design: &Design, at: &mut Parts) {
    let rows = design.rows.iter();
    let (apart, rows): (Vec<&Tried>, Vec<&Tried>) =
        rows.partition(|row| is_out_of_reach(design, row));
    in_rows(&rows, "✗ missed", at);
    at.when(!apart.is_empty(), |at| {
        at.line("h2", "Out of reach");
        at.line("p", "These are noticed later than the RTO allows: no design keeps the promise there, and none is blamed for it. Whether there is a way back at all, and what is lost, the design decides.");
        in_rows(&apart, "out of reach", at);
    });
}

/// `missed` is what stands where the promise is not kept.
fn in_rows(rows: &[&Tried], missed: &'static str, at: &mut Parts) {
    at.within("table map__table", |at| {
        at.within("thead", |at| {
            at.heads(&["Failure", "Nobody acts", "Somebody acts", "Promise"]);
        });
        at.within("tbody", |at| {
            for row in rows {
                at.within("tr", |at| one(row, missed, at));
            }
        });
    });
}

fn one(row: &Tried, missed: &'static str, at: &mut Parts) {
    let is_kept = verdict(row) == Some(true);
    at.within("th", |at| {
        at.line("b", row.row.heading);
        at.line("span quiet", format!(" {}", row.row.place));
    })
    .says(Attribute::Scope, "row");
    cell("Nobody acts", at, |at| {
        let alone: Vec<&Outcome> = row.trials.iter().map(|one| &one.alone).collect();
        match (&row.refused, alone.is_empty()) {
            (_, false) => came(&alone, alone.len(), is_kept, at),
            (Some(reason), true) => at.words(format!("cannot happen: {reason}")),
            (None, true) => at.words("…"),
        }
    });
    cell("Somebody acts", at, |at| {
        by_somebody(&row.trials, is_kept, at)
    });
    cell("Promise", at, |at| match verdict(row) {
        None => at.words("–"),
        Some(true) => {
            at.line("span good", "✓ kept");
        }
        Some(false) => {
            at.line("span bad", missed);
        }
    });
}

fn by_somebody(trials: &[Trial], is_kept: bool, at: &mut Parts) {
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
            came(&by, by.len() + lost, is_kept, at);
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

/// What came of it under so many seeds, in words that lead to the run that took longest, and name its seed; what was lost leads to another
/// run if that lost more. A loss is no alarm where the promise `is_kept` all the same.
pub(super) fn came(outcomes: &[&Outcome], of: usize, is_kept: bool, at: &mut Parts) {
    // The first of several.
    let Some(slowest) = outcomes.iter().rev().max_by_key(|one| one.slowness()) else {
        return;
    };
    to_run(slowest, told(outcomes, of), at);
    let lost = outcomes.iter();
    let lost = lost.filter(|one| one.lost > 0 && one.came != Came::Not);
    if let Some(lost) = lost.max_by_key(|one| (one.lost, one.seed == slowest.seed)) {
        let orders = counted(lost.lost, "order", "orders");
        let most = if outcomes.len() > 1 { "up to " } else { "" };
        let told = format!("−{most}{}", toll::and_time(orders, lost.span));
        at.within(if is_kept { "span" } else { "span bad" }, |at| {
            at.words(", ");
            match lost.seed == slowest.seed {
                true => at.words(told),
                false => to_run(lost, told, at),
            }
        });
    }
}

/// Words that lead to the run that they are of.
fn to_run(outcome: &Outcome, words: String, at: &mut Parts) {
    let sight = Sight {
        at: Some(outcome.at),
        ..Sight::default()
    };
    let run = Route::Run(outcome.text.clone(), Box::new(sight));
    at.link("a", &run, |at| {
        at.words(words);
        at.line("span quiet", format!(" ({})", outcome.seed));
    });
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
