//! A tape: a strip of writes with its head, its marks and what was torn off it.

use crate::app::fork::{EARLY, Side, side};
use crate::app::tape::{Drawing, LossLabel, Manner};
use crate::app::{toll, words};
use crate::ui::kit::{left, span};
use crate::world::TapeView;
use std::fmt::Write;
use yew::prelude::*;

/// Flags of marks that stand nearer to each other would lie upon one another.
const ROOM_OF_FLAG: f64 = 0.4;

/// How a tape is drawn, apart from what is on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// A copy in storage: thinner, without a moving head.
    pub stored: bool,
    /// A volume that holds nothing any more.
    pub emptied: bool,
    /// A copy that does not run: its tape stands still.
    pub still: bool,
}

/// Draws a tape; `spoken` is what a screen reader is told of it.
pub fn tape(tape: &TapeView, drawing: &Drawing, style: Style, spoken: AttrValue) -> Html {
    let class = match (style.emptied, style.stored, style.still) {
        (true, _, true) => "tape tape--emptied tape--still",
        (true, _, false) => "tape tape--emptied",
        (false, true, true) => "tape tape--stored tape--still",
        (false, true, false) => "tape tape--stored",
        (false, false, true) => "tape tape--still",
        (false, false, false) => "tape",
    };
    if style.emptied {
        return html! {
            <div {class} role="img" aria-label={spoken}>
                <span class="tape__strip"></span>
            </div>
        };
    }
    html! {
        <div {class} role="img" aria-label={spoken}>
            { strip(drawing) }
            { for drawing.marks.iter().enumerate().map(|(place, (at, what, rows))| {
                let flag = || format!("{what}, {}", words::counted(*rows, "row", "rows"));
                mark(*at, has_flag(drawing, place).then(flag))
            }) }
            { torn(drawing, style) }
            { fork(drawing, style) }
            { heads(tape, drawing, style) }
        </div>
    }
}

fn strip(drawing: &Drawing) -> Html {
    let torn = drawing.torn.is_some();
    let segments = drawing.segments.iter().map(|segment| {
        let class = match segment.manner {
            Manner::Held if torn => "tape__held tape__held--torn",
            Manner::Held => "tape__held",
            Manner::Received => "tape__received",
            Manner::Torn => "tape__torn",
            Manner::Pause => "tape__pause",
        };
        html! { <span {class} style={span(segment.from, segment.to)}></span> }
    });
    html! {
        <span class="tape__strip">
            { for segments }
            <svg class="tape__edges" viewBox="0 0 2000 10" preserveAspectRatio="none" aria-hidden="true">
                <path d={edges(drawing)} />
            </svg>
        </span>
    }
}

fn edges(drawing: &Drawing) -> String {
    let mut path = String::with_capacity(drawing.edges.len() * 12);
    for edge in &drawing.edges {
        // In whole steps that can be seen, as all else on a tape: to write a float out takes many times as long.
        let _ = write!(path, "M{} 0v10", (edge * 2000.0).round() as u32);
    }
    path
}

/// A mark, and its flag unless the next one's stands in its place.
fn mark(at: f64, flag: Option<String>) -> Html {
    let class = match at < EARLY {
        true => "mark mark--early",
        false => "mark",
    };
    html! {
        <span {class} style={left(at)}>
            if let Some(flag) = flag { <span class="mark__flag">{ flag }</span> }
        </span>
    }
}

fn has_flag(drawing: &Drawing, mark: usize) -> bool {
    let (at, next) = (drawing.marks[mark].0, drawing.marks.get(mark + 1));
    next.is_none_or(|(next, ..)| next - at > ROOM_OF_FLAG)
}

fn torn(drawing: &Drawing, style: Style) -> Html {
    // A thin tape has no room for it, and the one that it was copied from says it.
    let label = drawing.loss_label().filter(|_| !style.stored);
    let label = label.zip(drawing.torn).map(|(place, torn)| {
        let (class, at) = match place {
            LossLabel::On(at) => ("tape__loss", at),
            LossLabel::Before(at) => ("tape__loss tape__loss--before", at),
            LossLabel::After(at) => ("tape__loss tape__loss--after", at),
        };
        html! {
            <span {class} style={left(at)}>{ format!("−{}", toll::torn(torn)) }<span class="tape__what">{ " torn off" }</span></span>
        }
    });
    label.unwrap_or_default()
}

fn fork(drawing: &Drawing, style: Style) -> Html {
    // The flags of a thin tape are not shown.
    let marks = drawing.marks.iter().enumerate();
    let flagged = marks.filter(|(place, _)| !style.stored && has_flag(drawing, *place));
    let flagged: Vec<f64> = flagged.map(|(_, (at, ..))| *at).collect();
    let fork = drawing.fork.map(|at| {
        let class = match side(at, &flagged) {
            Side::Middle => "tape__fork",
            Side::Before => "tape__fork tape__fork--before",
            Side::After => "tape__fork tape__fork--after",
            Side::Above => "tape__fork tape__fork--above",
        };
        html! { <span {class} style={left(at)}><span>{ "forked" }</span></span> }
    });
    fork.unwrap_or_default()
}

fn heads(tape: &TapeView, drawing: &Drawing, style: Style) -> Html {
    let received = drawing.received.map(|at| {
        html! { <span class="head head--received" style={left(at)}><span>{ "received" }</span></span> }
    });
    let class = match (style.stored, drawing.head < EARLY) {
        (true, true) => "head head--stored head--early",
        (true, false) => "head head--stored",
        (false, true) => "head head--early",
        (false, false) => "head",
    };
    html! {
        <>
            { received }
            <span {class} style={left(drawing.head)}>
                if !style.stored { <span class="number" title="How many commits this copy holds: the database numbers what it commits, and nothing that is refused"><i>{ "commit " }</i>{ words::count(tape.position) }</span> }
            </span>
        </>
    }
}

/// What a screen reader is told of a tape; `what` names it.
pub fn spoken(tape: &TapeView, style: Style, what: &str) -> String {
    if style.emptied {
        return format!("Tape of {what}: it holds nothing");
    }
    // In round numbers, for a name that changed again and again could not be read out.
    let round = |write: u64| words::count(write / 1000 * 1000);
    let mut text = format!(
        "Tape of {what}: up to about commit {}",
        round(tape.position)
    );
    if tape.received > tape.position {
        text.push_str(&format!(", received up to about {}", round(tape.received)));
    }
    if let Some(torn) = tape.torn {
        text.push_str(&format!(", {} torn off", toll::torn(torn)));
    }
    for mark in &tape.marks {
        text.push_str(&format!(
            ", {} of {} at commit {}",
            mark.what,
            words::counted(mark.rows, "row", "rows"),
            words::count(mark.position)
        ));
    }
    text
}
