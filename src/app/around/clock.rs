//! Time: play and pause, step, speed, rewind, undo.

use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::pace::{Clock, SPEEDS};
use crate::app::part::{Attribute, Does, Field, Parts};
use crate::app::{toll, words};
use crate::world::View;

/// What the clock shows.
pub struct Timed<'a> {
    pub clock: &'a Clock,
    pub view: &'a View,
    /// Simulated time per real time.
    pub pace: f64,
    pub in_tour: bool,
    pub in_lesson: bool,
    /// Whether what was done can be taken back.
    pub takes_back: bool,
    /// On a game day, whether it is over.
    pub game_is_over: Option<bool>,
}

pub fn clock(shown: &Timed, at: &mut Parts) {
    at.within("div clock", |at| match shown.game_is_over {
        Some(false) => in_game(shown, at),
        Some(true) | None => at_will(shown, at),
    });
}

fn at_will(shown: &Timed, at: &mut Parts) {
    let (icon, words) = match shown.clock.runs() {
        true => (Icon::Pause, "Pause"),
        false => (Icon::Play, "Play"),
    };
    let main = !shown.in_tour && !shown.in_lesson;
    at.icon_button("button button button--play", icon, words, Msg::TogglePlay)
        .class_if(main, "button--main");
    at.when(!shown.in_tour, |at| {
        tool(Icon::Skip, "Step to the next event", Msg::StepForward, at);
        at.when(shown.takes_back, |at| {
            tool(Icon::Restart, "Back to the start", Msg::Restart, at);
        });
        at.when(shown.takes_back && shown.game_is_over.is_none(), |at| {
            tool(Icon::Back, "Undo the last action", Msg::Undo, at);
        });
    });
    time(shown.view, at);
    at.when(shown.clock.playing && shown.clock.held, |at| {
        at.line("p clock__held", "paused while you choose");
    });
    at.some(|at| match shown.in_tour {
        true => {
            at.within("p speed", |at| {
                at.line("b number", format!("{:.0}×", shown.pace));
            });
        }
        false => speed(shown, at),
    });
}

fn tool(icon: Icon, words: &'static str, msg: Msg, at: &mut Parts) {
    at.tool(icon, words, words, msg);
}

/// On a game day the clock does not stop, and goes at its own pace; only who comes back sets it going.
fn in_game(shown: &Timed, at: &mut Parts) {
    at.when(!shown.clock.playing, |at| {
        let kind = "button button button--play button--main";
        at.icon_button(kind, Icon::Play, "Go on", Msg::TogglePlay);
    });
    time(shown.view, at);
    at.some(|at| rto(shown.view, at));
    at.within("p speed", |at| {
        at.line("span", "Pace");
        at.line("b number", words::pace(shown.pace));
    });
}

/// What is left of the RTO of what is open, of several of the one that has least: in sight wherever its learner works.
fn rto(view: &View, at: &mut Parts) {
    let open = view.open_incidents().min_by_key(|one| one.at);
    let left = open.and_then(|one| toll::countdown(view, one));
    if let Some(left) = left {
        at.within("p clock__rto", |at| {
            at.line("span", "RTO");
            at.line("b number", left);
        });
    }
}

fn time(view: &View, at: &mut Parts) {
    at.within("p clock__time", |at| {
        at.line("b number", words::stopwatch(view.now));
        let wall = words::wall_clock(view.calendar.date(view.now));
        at.line("span number", format!("{wall} UTC"));
    });
}

fn speed(shown: &Timed, at: &mut Parts) {
    let clock = shown.clock;
    let label = match clock.auto {
        true => words::pace(shown.pace),
        false => SPEEDS[clock.speed].1.to_owned(),
    };
    at.line("span speed__name", "Speed")
        .says(Attribute::Unspoken, "true");
    at.press("button button button--auto", Msg::ToggleAuto, |at| {
        at.words("Auto");
        at.line("span hidden", " speed");
    })
    .says(
        Attribute::Pressed,
        if clock.auto { "true" } else { "false" },
    )
    .says(
        Attribute::Title,
        "The page sets the speed: slow while things happen, ever faster while one waits. It halts when it is your turn",
    );
    at.within("label speed", |at| {
        at.line("span hidden", "Speed");
        at.field(
            "input",
            Does::Write(Field::Speed),
            clock.place().to_string(),
        )
        .says(Attribute::Type, "range")
        .says(Attribute::Min, "0")
        .says(Attribute::Max, (SPEEDS.len() - 1).to_string())
        .says(Attribute::Step, "1")
        .says(Attribute::ValueText, label.clone());
        at.line("b number", label);
    })
    .says(
        Attribute::Title,
        "How fast time passes: at 8×, eight seconds of the run in each of yours",
    );
    let free = !shown.in_lesson && shown.game_is_over.is_none();
    at.when(free, |at| {
        at.within("label check", |at| {
            at.choice("checkbox", clock.pauses, Msg::TogglePauses);
            at.line("span", "Pause at incidents");
        });
    });
}
